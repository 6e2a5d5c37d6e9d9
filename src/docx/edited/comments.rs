//! Comments beside paragraphs of a document that somebody edited: put there, read, taken away.

use super::looks::attribute;
use super::package::{NotRead, Package};
use super::splice::Splices;
use super::text::Text;
use crate::docx::comment::{AUTHOR, comment};
use crate::docx::text;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use std::collections::BTreeSet;
use std::ops::Range;

/// The part with the comments.
const PART: &str = "word/comments.xml";
/// Where types of parts and relations of the body stand.
const TYPES: &str = "[Content_Types].xml";
const RELATIONS: &str = "word/_rels/document.xml.rels";
/// ECMA-376 Part 1, 11.3.2.
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const RELATION: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
/// The namespace of the parts of a document.
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// What ties comments to answers and to their marks in newer versions of Word, by ids of paragraphs.
const ANSWERS: &str = "word/commentsExtended.xml";
const IDS: &str = "word/commentsIds.xml";

/// Initials of what a review says.
const OF_REVIEW: &str = "th";
/// Initials of what is open: "xem lại".
const OF_OPEN: &str = "xl";

/// A comment to put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The paragraph that it begins in.
    pub paragraph: usize,
    /// The XML that it is about; `None` for all of the paragraph.
    pub about: Option<Range<usize>>,
    /// What it says; each line a paragraph.
    pub text: String,
    /// Whether it asks a person to settle something.
    pub is_open: bool,
}

/// A comment of this program that a document carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ours {
    /// Its id.
    pub id: String,
    /// The paragraph that it begins in; `None` when nothing in the text refers to it.
    pub paragraph: Option<usize>,
    /// What it says; each paragraph a line.
    pub text: String,
    /// Whether it asks a person to settle something.
    pub is_open: bool,
}

/// A comment as it stands in its part.
#[derive(Default)]
struct Comment {
    id: String,
    author: String,
    initials: String,
    text: String,
    /// Ids of its paragraphs.
    paragraphs: Vec<String>,
    bytes: Range<usize>,
}

/// The comments of this program in a document.
pub fn ours(package: &mut Package, scanned: &Text) -> Result<Vec<Ours>, NotRead> {
    let all = comments(&package.text(PART)?.unwrap_or_default())?;
    let of_us = all.into_iter().filter(|comment| comment.author == AUTHOR);
    let ours = of_us.map(|comment| {
        let mut marks = scanned.comments.iter();
        let mark = marks.find(|mark| mark.id == comment.id);
        Ours {
            paragraph: mark.map(|mark| mark.paragraph),
            is_open: comment.initials == OF_OPEN,
            id: comment.id,
            text: comment.text,
        }
    });
    Ok(ours.collect())
}

/// Lets a document carry these comments of ours and no others: marks go into the body, texts into their part. What it
/// carries already stays as it is, and so does what people wrote. `at` is the time of new ones, RFC 3339. Gives the other
/// parts that change.
pub fn with_comments(
    package: &mut Package,
    scanned: &Text,
    notes: Vec<Note>,
    at: &str,
    splices: &mut Splices,
) -> Result<Vec<(String, Option<String>)>, NotRead> {
    let (new, gone) = differing(notes, ours(package, scanned)?);
    let there = package.text(PART)?;
    let old = there.clone().unwrap_or_else(|| {
        format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments xmlns:w="{MAIN}"></w:comments>"#
        )
    });
    let old = opened(&old);
    let mut id = next_id(&old);
    let mut texts = String::new();
    for note in new {
        let paragraph = scanned.paragraphs.get(note.paragraph);
        let content = paragraph.map(|p| p.content.clone()).unwrap_or_default();
        if content.is_empty() {
            continue;
        }
        let about = note.about.unwrap_or_else(|| content.clone());
        // What refers to it stands at the end of the paragraph, as where a report is written.
        for (place, xml) in [
            (
                about.start,
                format!(r#"<w:commentRangeStart w:id="{id}"/>"#),
            ),
            (about.end, format!(r#"<w:commentRangeEnd w:id="{id}"/>"#)),
            (
                content.end.max(about.end),
                format!(r#"<w:r><w:commentReference w:id="{id}"/></w:r>"#),
            ),
        ] {
            splices.replace(place..place, xml);
        }
        let initials = if note.is_open { OF_OPEN } else { OF_REVIEW };
        texts += &comment(id, initials, &note.text, at);
        id += 1;
    }
    if texts.is_empty() && gone.is_empty() {
        return Ok(Vec::new());
    }
    let is_gone = |id: &str| gone.iter().any(|one| one.id == id);
    for mark in scanned.comments.iter().filter(|mark| is_gone(&mark.id)) {
        splices.cut(mark.bytes.clone());
    }
    let mut changes = Splices::default();
    let mut paragraphs = BTreeSet::new();
    for comment in comments(&old)?.into_iter().filter(|c| is_gone(&c.id)) {
        changes.cut(comment.bytes);
        paragraphs.extend(comment.paragraphs);
    }
    if let Some(end) = old.rfind("</w:comments>") {
        changes.replace(end..end, texts);
    }
    let mut parts = vec![(PART.to_owned(), Some(changes.apply(&old)))];
    if there.is_none() {
        let entry = format!(r#"<Override PartName="/{PART}" ContentType="{TYPE}"/>"#);
        parts.extend(added(package, TYPES, "</Types>", &entry)?);
        let entry = format!(
            r#"<Relationship Id="rIdTonghopComments" Type="{RELATION}" Target="comments.xml"/>"#
        );
        parts.extend(added(package, RELATIONS, "</Relationships>", &entry)?);
    }
    parts.extend(untied(package, &paragraphs)?);
    Ok(parts)
}

/// Notes that are not there yet, and comments that nobody asks for any more.
fn differing(mut notes: Vec<Note>, there: Vec<Ours>) -> (Vec<Note>, Vec<Ours>) {
    let mut gone = Vec::new();
    for one in there {
        let is_it = |note: &Note| {
            let words = note.text.lines().map(text::clean);
            words.eq(one.text.lines())
                && Some(note.paragraph) == one.paragraph
                && note.is_open == one.is_open
        };
        match notes.iter().position(is_it) {
            Some(at) => {
                notes.remove(at);
            }
            None => gone.push(one),
        }
    }
    (notes, gone)
}

/// The parts that tie comments together, without those whose paragraphs are gone: an answer of a person to one of them
/// stands on its own.
fn untied(
    package: &mut Package,
    gone: &BTreeSet<String>,
) -> Result<Vec<(String, Option<String>)>, NotRead> {
    let mut parts = Vec::new();
    for (part, element, id) in [
        (ANSWERS, "<w15:commentEx ", "w15:paraId"),
        (IDS, "<w16cid:commentId ", "w16cid:paraId"),
    ] {
        let Some(xml) = package.text(part)?.filter(|_| !gone.is_empty()) else {
            continue;
        };
        let is_gone = |tag: &str| {
            gone.iter()
                .any(|p| tag.contains(&format!(r#" {id}="{p}""#)))
        };
        let mut kept = without(&xml, element, is_gone);
        for parent in gone {
            kept = kept.replace(&format!(r#" w15:paraIdParent="{parent}""#), "");
        }
        parts.push((part.to_owned(), Some(kept)));
    }
    Ok(parts)
}

/// All comments of the part.
fn comments(xml: &str) -> Result<Vec<Comment>, NotRead> {
    let mut reader = Reader::from_str(xml);
    let mut out: Vec<Comment> = Vec::new();
    let mut is_text = false;
    loop {
        let from = position(&reader);
        let event = reader.read_event().map_err(|_| NotRead::Broken)?;
        let to = position(&reader);
        match event {
            Event::Eof => return Ok(out),
            Event::Start(start) | Event::Empty(start) if start.name().0 == "w:comment" => {
                let value = |name| attribute(&start, name).unwrap_or_default();
                out.push(Comment {
                    id: value("w:id"),
                    author: value("w:author"),
                    initials: value("w:initials"),
                    bytes: from..to,
                    ..Comment::default()
                });
            }
            Event::End(end) if end.name().0 == "w:comment" => {
                if let Some(comment) = out.last_mut() {
                    comment.bytes.end = to;
                }
            }
            Event::Start(start) if start.name().0 == "w:t" => is_text = true,
            Event::End(end) if end.name().0 == "w:t" => is_text = false,
            Event::Start(start) if start.name().0 == "w:p" => {
                if let Some(comment) = out.last_mut() {
                    if !comment.text.is_empty() {
                        comment.text.push('\n');
                    }
                    comment.paragraphs.extend(attribute(&start, "w14:paraId"));
                }
            }
            Event::Text(text) if is_text => {
                if let Some(comment) = out.last_mut() {
                    comment.text.push_str(&unescape(&text).unwrap_or_default());
                }
            }
            Event::GeneralRef(entity) if is_text => {
                if let Some(comment) = out.last_mut() {
                    let reference = format!("&{};", &*entity);
                    comment
                        .text
                        .push_str(&unescape(&reference).unwrap_or_default());
                }
            }
            _ => {}
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// Comments of people: who wrote each, and its words.
pub fn comments_of_people(package: &mut Package) -> Result<Vec<(String, String)>, NotRead> {
    let all = comments(&package.text(PART)?.unwrap_or_default())?;
    let theirs = all.into_iter().filter(|comment| comment.author != AUTHOR);
    let words = |text: &str| text.lines().collect::<Vec<_>>().join(" ");
    Ok(theirs.map(|c| (c.author, words(&c.text))).collect())
}

/// A part with one more entry before its end.
fn added(
    package: &mut Package,
    part: &str,
    end: &str,
    entry: &str,
) -> Result<Option<(String, Option<String>)>, NotRead> {
    let text = package.text(part)?.unwrap_or_default();
    Ok(text.rfind(end).map(|at| {
        let text = [&text[..at], entry, &text[at..]].concat();
        (part.to_owned(), Some(text))
    }))
}

/// The list of comments with an end of its own, also when it holds none: `<w:comments …/>`.
fn opened(xml: &str) -> String {
    match xml.trim_end().strip_suffix("/>") {
        Some(head) => format!("{head}></w:comments>"),
        None => xml.to_owned(),
    }
}

/// The first number that no comment has.
fn next_id(xml: &str) -> u32 {
    let ids = xml.split(" w:id=\"").skip(1);
    let ids = ids.filter_map(|rest| rest.split_once('"')?.0.parse::<u32>().ok());
    ids.max().map_or(0, |last| last.saturating_add(1))
}

/// The changes of a package that take its comments away: their parts, and what refers to them.
pub fn without_comments(package: &mut Package) -> Result<Vec<(String, Option<String>)>, NotRead> {
    let mut changed = Vec::new();
    let gone: Vec<String> = package
        .names()
        .iter()
        .filter(|name| name.starts_with("word/comments") || *name == "word/people.xml")
        .cloned()
        .collect();
    if gone.is_empty() {
        return Ok(changed);
    }
    for (part, element) in [
        ("[Content_Types].xml", "<Override "),
        ("word/_rels/document.xml.rels", "<Relationship "),
    ] {
        if let Some(xml) = package.text(part)? {
            let kept = without(&xml, element, |tag| {
                gone.iter().any(|name| {
                    let short = name.trim_start_matches("word/");
                    tag.contains(&format!("\"/{name}\"")) || tag.contains(&format!("\"{short}\""))
                })
            });
            changed.push((part.to_owned(), Some(kept)));
        }
    }
    changed.extend(gone.into_iter().map(|name| (name, None)));
    Ok(changed)
}

/// XML without the empty elements that a test picks.
fn without(xml: &str, element: &str, picked: impl Fn(&str) -> bool) -> String {
    let mut splices = Splices::default();
    for (at, _) in xml.match_indices(element) {
        let Some(end) = xml[at..].find('>') else {
            break;
        };
        let end = at + end + 1;
        if xml[at..end].ends_with("/>") && picked(&xml[at..end]) {
            splices.cut(at..end);
        }
    }
    splices.apply(xml)
}

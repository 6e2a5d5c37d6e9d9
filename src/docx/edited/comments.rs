//! Comments beside paragraphs of a document that somebody edited: put there, read, taken away.

use super::looks::attribute;
use super::package::{NotRead, Package};
use super::splice::Splices;
use super::text::Text;
use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::Event;
use std::fmt::Write as _;

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
/// Who they are by.
const AUTHOR: &str = "tonghop";

/// Puts comments beside paragraphs, each given by its index: marks into the body, texts into their part. One that is there
/// already is not put again. `at` is their time, RFC 3339. Gives the other parts that change.
pub fn with_comments(
    package: &mut Package,
    scanned: &Text,
    notes: &[(usize, String)],
    at: &str,
    splices: &mut Splices,
) -> Result<Vec<(String, Option<String>)>, NotRead> {
    let there = package.text(PART)?;
    let old = there.clone().unwrap_or_else(|| {
        format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments xmlns:w="{MAIN}"></w:comments>"#
        )
    });
    let old = opened(&old);
    let Some(end) = old.rfind("</w:comments>") else {
        return Ok(Vec::new());
    };
    let mut id = next_id(&old);
    let mut texts = String::new();
    for (paragraph, note) in notes {
        let text = escape(note.as_str()).into_owned();
        let Some(content) = scanned
            .paragraphs
            .get(*paragraph)
            .map(|p| p.content.clone())
        else {
            continue;
        };
        if content.is_empty() || old.contains(&text) {
            continue;
        }
        splices.replace(
            content.start..content.start,
            format!(r#"<w:commentRangeStart w:id="{id}"/>"#),
        );
        splices.replace(
            content.end..content.end,
            format!(
                r#"<w:commentRangeEnd w:id="{id}"/><w:r><w:commentReference w:id="{id}"/></w:r>"#
            ),
        );
        let _ = write!(
            texts,
            r#"<w:comment w:id="{id}" w:author="{AUTHOR}" w:initials="th" w:date="{at}"><w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p></w:comment>"#
        );
        id += 1;
    }
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let mut parts = vec![(
        PART.to_owned(),
        Some([&old[..end], texts.as_str(), &old[end..]].concat()),
    )];
    if there.is_none() {
        let entry = format!(r#"<Override PartName="/{PART}" ContentType="{TYPE}"/>"#);
        parts.extend(added(package, TYPES, "</Types>", &entry)?);
        let entry = format!(
            r#"<Relationship Id="rIdTonghopComments" Type="{RELATION}" Target="comments.xml"/>"#
        );
        parts.extend(added(package, RELATIONS, "</Relationships>", &entry)?);
    }
    Ok(parts)
}

/// Comments of people: who wrote each, and its words.
pub fn comments_of_people(package: &mut Package) -> Result<Vec<(String, String)>, NotRead> {
    let xml = package.text(PART)?.unwrap_or_default();
    let mut reader = Reader::from_str(&xml);
    let mut out: Vec<(String, String)> = Vec::new();
    let mut is_theirs = false;
    loop {
        match reader.read_event().map_err(|_| NotRead::Broken)? {
            Event::Eof => return Ok(out),
            Event::Start(start) if start.name().0 == "w:comment" => {
                let author = attribute(&start, "w:author").unwrap_or_default();
                is_theirs = author != AUTHOR;
                if is_theirs {
                    out.push((author, String::new()));
                }
            }
            Event::Text(text) if is_theirs => {
                if let Some((_, words)) = out.last_mut() {
                    words.push_str(&unescape(&text).unwrap_or_default());
                }
            }
            _ => {}
        }
    }
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

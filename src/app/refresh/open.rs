//! What a report written now would say otherwise than an edited document that has the current figures.
//!
//! In: the passages of the report as the document was made from it, as it would be now, and of the document. Out: each
//! place where the document would still say what no longer holds, or lacks what holds now.

use super::items;
use crate::app::aligned::{align, bag};
use crate::app::edition::OpenPassage;
use crate::app::passage::{Passage, SHOWN, short};
use crate::app::plain::plain;
use crate::docx::control;
use crate::docx::edited::Note;
use crate::model::id::FigureId;
use crate::msg;
use crate::words::{Lang, Message};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Words that are shown before the first that differs.
const BEFORE: usize = 6;

/// A number that is asked about already: its passage, and where in it.
pub(super) type Asked = (usize, Range<usize>);

/// How a place is settled otherwise than by mending it in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The officer accepts its words.
    Accept,
    /// The officer takes the ledger's number.
    Drop,
    /// The officer keeps what was typed.
    Keep,
    /// The officer takes the one number or keeps the other.
    Choose,
    /// Not at all.
    Mend,
}

/// A place of the document that a person must look at before it can be signed.
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    /// By what the officer accepts it; empty where the place itself is to be mended.
    pub id: String,
    /// Another id by which the same words were accepted, if they were.
    pub(super) also: Option<String>,
    /// What the officer can do about it besides mending it in the document.
    pub way: Way,
    /// The figure that it is about, and what a person typed for it, where one of the two numbers is to be chosen.
    pub number: Option<(FigureId, String)>,
    /// What it is.
    pub said: Message,
    /// The paragraph, by its index in the document.
    pub(crate) paragraph: usize,
    /// What a report written now says there, without its figures; empty when nothing.
    fresh: String,
    /// What the document says there, without its figures.
    stands: String,
}

impl Open {
    /// What stands beside its paragraph in the document.
    pub(super) fn note(&self) -> Note {
        let said = self.said.say(Lang::Vi);
        let text = if self.id.is_empty() {
            said
        } else {
            msg!("edited.open-note", id = self.id, said = said).say(Lang::Vi)
        };
        Note {
            paragraph: self.paragraph,
            about: None,
            text,
            is_open: true,
        }
    }

    /// What the ledger keeps of it.
    pub(crate) fn kept(&self) -> OpenPassage {
        OpenPassage {
            id: self.id.clone(),
            fresh: self.fresh.clone(),
            stands: self.stands.clone(),
        }
    }

    /// A figure that is to be settled at its place.
    pub(super) fn figure(said: Message, paragraph: usize, way: Way) -> Self {
        Self {
            id: String::new(),
            also: None,
            way,
            number: None,
            said,
            paragraph,
            fresh: String::new(),
            stands: String::new(),
        }
    }

    /// The same, of a figure over which this was typed.
    pub(super) fn of_number(self, figure: &FigureId, typed: &str) -> Self {
        Self {
            number: Some((figure.clone(), typed.trim().to_owned())),
            ..self
        }
    }

    /// Words of a unit that a person worded otherwise, while the unit or the officer says something new.
    pub(super) fn words(said: Message, paragraph: usize, (fresh, stands): (&str, &str)) -> Self {
        Self {
            id: id_of(fresh, stands),
            ..Self::figure(said, paragraph, Way::Accept)
        }
    }

    /// The same, settled too where the officer has accepted that a passage says this in the place of another.
    pub(super) fn or_as(self, fresh: &Passage, stands: &Passage) -> Self {
        Self {
            also: Some(id_of(&plain(&fresh.text), &plain(&stands.text))),
            ..self
        }
    }

    fn of(
        said: Message,
        paragraph: usize,
        fresh: Option<&Passage>,
        stands: Option<&Passage>,
    ) -> Self {
        let text = |passage: Option<&Passage>| passage.map_or_else(String::new, |p| plain(&p.text));
        Self {
            id: id_of(&text(fresh), &text(stands)),
            also: None,
            way: Way::Accept,
            number: None,
            said,
            paragraph,
            fresh: skeleton(fresh),
            stands: skeleton(stands),
        }
    }
}

/// The id of a place: the same as long as both texts are.
fn id_of(fresh: &str, stands: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(fresh.as_bytes());
    hasher.update(b"\0");
    hasher.update(stands.as_bytes());
    format!("{OPEN}{}", &hasher.finalize().to_hex()[..8])
}

/// The words of a passage without its figures; nothing for none.
fn skeleton(passage: Option<&Passage>) -> String {
    passage.map_or_else(String::new, Passage::skeleton)
}

/// How ids of open places begin.
const OPEN: &str = "DOAN-";

/// What is open in a document, in its order. `told` is what was open when the document was written last: a passage that a
/// person has changed since is theirs. Sentences with the figures of `staying` are open also when a person took them out.
pub(super) fn open(
    before: &[Passage],
    now: &[Passage],
    document: &[Passage],
    (told, staying): (&[OpenPassage], &BTreeSet<FigureId>),
) -> Vec<Open> {
    let kept = align(before, now);
    let stood = align(before, document);
    let new = align(now, document);
    let mut out = Vec::new();
    for (at, old) in before.iter().enumerate() {
        let fresh = kept[at].map(|n| &now[n]);
        let here = stood[at].map(|d| &document[d]);
        let (said, fresh, here) = match (fresh, here) {
            (Some(fresh), Some(here)) if is_behind(old, fresh, here) => (
                msg!(
                    "edited.open-changed",
                    stands = around(&here.text, &fresh.text),
                    fresh = fresh.text
                ),
                Some(fresh),
                here,
            ),
            (None, Some(here)) if !is_one_figure(here) || is_one_item(here) => (
                msg!("edited.open-removed", stands = short(&here.text)),
                None,
                here,
            ),
            _ => continue,
        };
        // Figures alone do not make it theirs: those we put in ourselves.
        let is_theirs = fresh.is_some()
            && told
                .iter()
                .any(|t| t.fresh == skeleton(fresh) && t.stands != here.skeleton());
        if !is_theirs {
            out.push(Open::of(said, here.paragraphs.start, fresh, Some(here)));
        }
    }
    let was: BTreeMap<usize, usize> = kept
        .iter()
        .enumerate()
        .filter_map(|(old, n)| Some(((*n)?, old)))
        .collect();
    let came_from: BTreeSet<usize> = stood.iter().flatten().copied().collect();
    // Where a passage of now is, or else the one before it.
    let mut behind = 0;
    for (at, fresh) in now.iter().enumerate() {
        let was = was.get(&at).copied();
        let here = was.and_then(|b| stood[b]).or(new[at]);
        if let Some(here) = here {
            behind = behind.max(document[here].paragraphs.end.saturating_sub(1));
        }
        let is_gone = was.is_some_and(|b| stood[b].is_none());
        let stays = is_gone && says(fresh, staying);
        let taken_out = is_gone && was.is_some_and(|b| before[b].skeleton() != fresh.skeleton());
        if was.is_some() && !taken_out && !stays {
            continue;
        }
        let is_there = new[at].is_some_and(|d| {
            plain(&document[d].text) == plain(&fresh.text) || !came_from.contains(&d)
        });
        let words = plain(&fresh.text);
        let is_within = || document.iter().any(|d| plain(&d.text).contains(&words));
        if !(is_there || stays && is_within()) {
            let said = if stays {
                msg!("edited.open-gone", fresh = short(&fresh.text))
            } else {
                msg!("edited.open-added", fresh = fresh.text)
            };
            out.push(Open::of(said, behind, Some(fresh), None));
        }
    }
    out.sort_by_key(|open| open.paragraph);
    out
}

/// Whether a passage shows one of these figures.
fn says(passage: &Passage, figures: &BTreeSet<FigureId>) -> bool {
    let mut shown = passage.figures.iter();
    shown.any(|(_, slot)| figures.contains(&slot.id))
}

/// What the document says by now, as this program would have written it: passages that read as they do in a report written
/// now, and for the others those that it came from.
pub(super) fn reached(before: &[Passage], now: &[Passage], document: &[Passage]) -> Vec<Passage> {
    let kept = align(before, now);
    let stood = align(before, document);
    let here = kept.into_iter().zip(stood).zip(before);
    here.map(|((fresh, stands), old)| match (fresh, stands) {
        (Some(n), Some(d)) if plain(&now[n].text) == plain(&document[d].text) => now[n].clone(),
        (Some(n), _) if now[n].skeleton() == old.skeleton() => now[n].clone(),
        _ => old.clone(),
    })
    .collect()
}

/// Whether a passage of the document lacks what makes the fresh one differ from the one that it came from.
fn is_behind(old: &Passage, fresh: &Passage, here: &Passage) -> bool {
    if plain(&here.text) == plain(&fresh.text) {
        return false;
    }
    if lost_a_figure(old, fresh, here) {
        return true;
    }
    if plain(&old.text) == plain(&fresh.text) {
        return false;
    }
    // Only figures changed. They were put in one by one; what is left of an edited passage is the person's.
    if old.skeleton() == fresh.skeleton() {
        return old.skeleton() != here.skeleton() && has_stale_words(old, fresh, here);
    }
    if ends_otherwise(old, fresh) && !ends_otherwise(old, here) {
        return true;
    }
    has_stale_words(old, fresh, here) || lacks_new_words(old, fresh, here)
}

/// Whether a figure's place is gone from the passage while a number stands in it that nothing else accounts for.
fn lost_a_figure(old: &Passage, fresh: &Passage, here: &Passage) -> bool {
    let has_digit = |text: &str| text.chars().any(|c| c.is_ascii_digit());
    let tags: BTreeSet<String> = here.figures.iter().map(|(_, s)| control::tag(s)).collect();
    let is_lost = old.figures.iter().any(|(range, slot)| {
        has_digit(&old.text[range.clone()]) && !tags.contains(&control::tag(slot))
    });
    let marked = here
        .figures
        .iter()
        .map(|(range, _)| &here.text[range.clone()]);
    let marked = marked.collect::<Vec<_>>().join(" ");
    let known: Bag = [old.text.as_str(), &fresh.text, &marked]
        .into_iter()
        .flat_map(bag)
        .collect();
    is_lost
        && bag(&here.text)
            .keys()
            .any(|word| has_digit(word) && !known.contains_key(word))
}

/// Whether a passage is nothing but a figure, which says by itself what holds now.
fn is_one_figure(passage: &Passage) -> bool {
    matches!(passage.figures.as_slice(), [(range, _)] if *range == (0..passage.text.len()))
}

/// Whether a passage is nothing but an item of a list, of which a report may have fewer now.
fn is_one_item(passage: &Passage) -> bool {
    is_one_figure(passage) && passage.figures.iter().all(|(_, slot)| items::is_item(slot))
}

/// Whether two passages differ in the mark at their end: "./.", ".", ";".
fn ends_otherwise(one: &Passage, other: &Passage) -> bool {
    let mark = |passage: &Passage| {
        let text = passage.text.trim_end();
        let bare = text.trim_end_matches(|c: char| c.is_ascii_punctuation());
        text[bare.len()..].to_owned()
    };
    mark(one) != mark(other)
}

/// Words with how often each is there.
type Bag = BTreeMap<String, usize>;

fn count(bag: &Bag, word: &str) -> usize {
    bag.get(word).copied().unwrap_or(0)
}

/// Whether words stand there that the fresh one has no more.
fn has_stale_words(old: &Passage, fresh: &Passage, here: &Passage) -> bool {
    let (old, fresh, here) = (bag(&old.text), bag(&fresh.text), bag(&here.text));
    old.iter()
        .filter(|(word, n)| count(&fresh, word) < **n)
        .any(|(word, _)| count(&here, word) > count(&fresh, word))
}

/// Whether words are lacking that the fresh one has new.
fn lacks_new_words(old: &Passage, fresh: &Passage, here: &Passage) -> bool {
    let (old, fresh, here) = (bag(&old.text), bag(&fresh.text), bag(&here.text));
    fresh
        .iter()
        .filter(|(word, n)| count(&old, word) < **n)
        .any(|(word, n)| count(&here, word) < *n)
}

/// A passage from shortly before it begins to differ from another.
pub(super) fn around(text: &str, other: &str) -> String {
    let same = text.char_indices().zip(other.chars());
    let same = same.take_while(|((_, one), other)| one == other);
    let at = same.last().map_or(0, |((at, _), _)| at);
    let words = text[..at].match_indices(' ').rev().nth(BEFORE);
    match words {
        Some((from, _)) if text.chars().count() > SHOWN => {
            format!("… {}", short(&text[from + 1..]))
        }
        _ => short(text),
    }
}

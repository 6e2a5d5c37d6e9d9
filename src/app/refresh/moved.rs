//! Sentences of people beside figures that have moved since they were written or accepted.
//!
//! In: the passages of a report written now and of a document, and what its sentences stood beside when they were settled
//! last. Out: the sentences that are to be read again, and what each stands beside now.

use super::classes;
use super::find::same;
use super::label;
use super::open::Open;
use crate::app::aligned::align;
use crate::app::edition::{Kept, SettledSentence};
use crate::app::passage::{Passage, short};
use crate::campaign::status::Status;
use crate::docx::control;
use crate::model::document::Slot;
use crate::msg;
use crate::words::Fact;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Figures that are named.
const SHOWN: usize = 5;

/// A sentence of a person, with the figures that it stands beside.
pub(super) struct OwnSentence {
    paragraph: usize,
    /// The officer has accepted words of it, or is being asked about them with the figures of now.
    is_asked: bool,
    stands: String,
    text: String,
    beside: BTreeMap<String, (Slot, String)>,
}

/// The sentences of a document that no report has and that figures may make untrue, and those with words that the officer
/// accepted. `open` are the paragraphs about whose words something is asked.
pub(super) fn own_sentences(
    (fresh, document): (&[Passage], &[Passage]),
    accepted: &BTreeSet<usize>,
    open: &BTreeSet<usize>,
) -> Vec<OwnSentence> {
    let stood = align(document, fresh);
    let sections = sections(document);
    let mut out = Vec::new();
    for (at, passage) in document.iter().enumerate() {
        let is_accepted = passage.paragraphs.clone().any(|at| accepted.contains(&at));
        let is_open = passage.paragraphs.clone().any(|at| open.contains(&at));
        let is_own = stood[at].is_none() && passage.row.is_none() && !passage.is_figures_alone();
        if !(is_accepted || is_own && may_become_untrue(&passage.text)) {
            continue;
        }
        let own = numbers(std::slice::from_ref(passage));
        let section = sections.iter().find(|section| section.contains(&at));
        let beside = if own.is_empty() {
            section.map_or_else(BTreeMap::new, |section| numbers(&document[section.clone()]))
        } else {
            own
        };
        out.push(OwnSentence {
            paragraph: passage.paragraphs.start,
            is_asked: is_accepted || is_open,
            stands: passage.skeleton(),
            text: passage.text.clone(),
            beside,
        });
    }
    out
}

fn may_become_untrue(text: &str) -> bool {
    classes::claims(text) || text.contains(|c: char| c.is_ascii_digit())
}

/// The figures of passages that are numbers, by their tags.
fn numbers(passages: &[Passage]) -> BTreeMap<String, (Slot, String)> {
    let figures = passages.iter().flat_map(|passage| {
        passage.figures.iter().filter_map(|(range, slot)| {
            let shown = passage.text.get(range.clone())?;
            let is_number = shown.starts_with(|c: char| c.is_ascii_digit()) && !shown.contains(' ');
            is_number.then(|| (control::tag(slot), (slot.clone(), shown.to_owned())))
        })
    });
    figures.collect()
}

/// What stands between headings.
fn sections(document: &[Passage]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, passage) in document.iter().enumerate() {
        if passage.row.is_none() && is_heading(&passage.text) {
            out.push(from..at);
            from = at;
        }
    }
    out.push(from..document.len());
    out
}

/// "II. KHÓ KHĂN, HẠN CHẾ", "4.1. Tại cơ quan huyện".
fn is_heading(text: &str) -> bool {
    let text = text.trim();
    let Some((number, _)) = text.split_once(' ') else {
        return false;
    };
    let bare = number.trim_end_matches('.');
    let is_roman = bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'));
    let is_number = bare.split('.').all(|n| n.parse::<u8>().is_ok());
    !bare.is_empty()
        && (is_roman || is_number)
        && (number.ends_with('.') || bare.contains('.'))
        && !text.ends_with(['.', ';', ':'])
}

/// What is asked about sentences beside which figures moved.
pub(super) fn moved(status: &Status, own: &[OwnSentence], original: Option<&Kept>) -> Vec<Open> {
    let asked = own.iter().filter_map(|sentence| {
        let before = settled_beside(sentence, original);
        let moved = sentence.beside.iter().filter_map(|(tag, (slot, now))| {
            let old = before.get(tag).filter(|old| !same(old, now))?;
            Some(format!("{}: {old} → {now}", label(status, slot)))
        });
        let moved: BTreeSet<String> = moved.collect();
        if moved.is_empty() {
            return None;
        }
        let rest = moved.len().saturating_sub(SHOWN);
        let shown = moved.iter().take(SHOWN).cloned();
        let more = (rest > 0).then(|| format!("… (+{rest})"));
        let said = msg!(
            "edited.moved",
            figures = Fact::list(shown.chain(more), "; "),
            place = short(&sentence.text)
        );
        let values: Vec<&str> = sentence
            .beside
            .values()
            .map(|(_, now)| now.as_str())
            .collect();
        let texts = (&*values.join("\t"), sentence.stands.as_str());
        Some(Open::words(said, sentence.paragraph, texts))
    });
    asked.collect()
}

/// What a sentence stood beside when it was settled last, or else in the edition that its document was made as. One that is
/// asked about now is settled with what it stands beside now.
fn settled_beside(sentence: &OwnSentence, original: Option<&Kept>) -> BTreeMap<String, String> {
    let Some(original) = original else {
        return BTreeMap::new();
    };
    let mut settled = original.settled.iter();
    if let Some(settled) = settled.find(|one| one.stands == sentence.stands) {
        return settled.beside.clone();
    }
    if sentence.is_asked {
        return BTreeMap::new();
    }
    let slots = original.slots.iter();
    slots
        .map(|(slot, shown)| (control::tag(slot), shown.clone()))
        .collect()
}

/// What is kept of the sentences: what each stands beside now, or where it is still open what it stood beside before.
pub(super) fn settled(
    own: &[OwnSentence],
    open: &BTreeSet<usize>,
    original: Option<&Kept>,
) -> Vec<SettledSentence> {
    let sentences = own.iter().map(|sentence| {
        let beside = if open.contains(&sentence.paragraph) {
            settled_beside(sentence, original)
        } else {
            let now = sentence.beside.iter();
            now.map(|(tag, (_, shown))| (tag.clone(), shown.clone()))
                .collect()
        };
        SettledSentence {
            stands: sentence.stands.clone(),
            beside,
        }
    });
    sentences.collect()
}

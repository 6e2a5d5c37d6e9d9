//! What the ledger says of the numbers of a document: of figures by their places, of all else by the sentence that a report
//! written now has there, or that the edition had as which the document was made.
//!
//! The lint judges by it, and a refresh asks by it: both see the same.

use super::find::same;
use super::{is_of_an_edition, label, words};
use crate::app::aligned::{align, common_words, whole_words};
use crate::app::edition::Kept;
use crate::app::passage::{Passage, short};
use crate::campaign::status::Status;
use crate::lint::{KnownNumber, Standing};
use crate::model::document::Slot;
use crate::value::spelt_numbers;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What numbers are held against.
pub(crate) struct Sources<'a> {
    pub(crate) status: &'a Status,
    pub(crate) editions: &'a [Kept],
    /// What slots show now.
    pub(crate) now: &'a [(Slot, String)],
    /// A report written now.
    pub(crate) fresh: &'a [Passage],
    /// The edition that the document was made as.
    pub(crate) before: &'a [Passage],
    /// What that edition says of the report that it replaces.
    pub(crate) replaces: &'a [String],
}

impl Sources<'_> {
    /// What is known of numbers in the passages of a document.
    pub(crate) fn known(&self, here: &[Passage]) -> Vec<KnownNumber> {
        let (by_now, by_then) = (align(here, self.fresh), align(here, self.before));
        let old = self.outdated();
        let mut out = Vec::new();
        for (at, passage) in here.iter().enumerate() {
            for (range, slot) in &passage.figures {
                if let Some(standing) = self.of_slot(slot, &passage.text[range.clone()]) {
                    out.extend(at_place(passage, range, standing));
                }
            }
            if self.replaces.contains(&passage.text) {
                let words = whole_words(&passage.text).into_iter();
                let places = words.filter_map(|word| at_place(passage, &word, Standing::Current));
                out.extend(places);
                continue;
            }
            let fresh = by_now[at].map(|n| self.fresh[n].text.as_str());
            let then = by_then[at].map(|n| self.before[n].text.as_str());
            out.extend(by_sentence(passage, fresh, then, &old));
        }
        out
    }

    /// What the campaign counts.
    pub(crate) fn units(&self) -> Vec<String> {
        let figures = self.status.figures.iter();
        let units = figures.map(|(_, figure)| figure.unit.clone());
        let units: BTreeSet<String> = units.filter(|unit| !unit.is_empty()).collect();
        units.into_iter().collect()
    }

    /// How what is said in a figure's place stands to the ledger.
    fn of_slot(&self, slot: &Slot, said: &str) -> Option<Standing> {
        let current = words(self.status, self.now, slot)?;
        Some(if same(said, &current) {
            Standing::Current
        } else if is_of_an_edition(self.editions, slot, said) {
            Standing::Stale {
                label: label(self.status, slot),
                now: current,
            }
        } else {
            Standing::Differs {
                label: label(self.status, slot),
                said: said.to_owned(),
                now: current,
            }
        })
    }

    /// What figures said once and say no more, unless another says just that now.
    fn outdated(&self) -> BTreeMap<String, Old> {
        let mut out = BTreeMap::new();
        for (slot, said) in self.editions.iter().flat_map(|edition| &edition.slots) {
            let current = words(self.status, self.now, slot);
            let Some(current) = current.filter(|current| !same(said, current)) else {
                continue;
            };
            if said.chars().next().is_some_and(|c| c.is_ascii_digit()) && !said.contains(' ') {
                let unit = self.status.figures.get(&slot.id).map(|f| f.unit.clone());
                let old = Old {
                    label: label(self.status, slot),
                    unit: unit.unwrap_or_default(),
                    now: current,
                };
                out.insert(said.clone(), old);
            }
        }
        for (_, said) in self.now {
            out.remove(said);
        }
        out
    }
}

/// A number that a figure had and has no more.
struct Old {
    label: String,
    unit: String,
    now: String,
}

/// Digits of a number that hardly stands there by chance.
const TELLING: usize = 3;

/// What stands outside figures' places, by the sentence there now and the one before.
fn by_sentence(
    passage: &Passage,
    fresh: Option<&str>,
    then: Option<&str>,
    outdated: &BTreeMap<String, Old>,
) -> Vec<KnownNumber> {
    let fresh = fresh.unwrap_or_default();
    let common = common_words(&passage.text, fresh);
    let current = current(&passage.text, fresh, &common);
    let old = common_words(&passage.text, then.unwrap_or_default());
    // Of a sentence that a report has no more it cannot be said what a number is now.
    let is_told = !fresh.is_empty();
    let stale = old
        .into_iter()
        .filter(|(word, _)| is_told && !current.contains(word));
    let stale = stale.map(|(word, _)| {
        let cell = |text: &str| text.matches('\t').count();
        let column = cell(&passage.text[..word.start]);
        let now = match fresh.split('\t').nth(column) {
            Some(now) if cell(fresh) == cell(&passage.text) => now,
            _ => fresh,
        };
        let standing = Standing::Stale {
            label: short(&passage.text),
            now: short(now),
        };
        (word, standing)
    });
    let current_words = current.iter().map(|word| (word.clone(), Standing::Current));
    let mut known: Vec<(Range<usize>, Standing)> = current_words.chain(stale).collect();
    for word in whole_words(&passage.text) {
        if known.iter().all(|(one, _)| *one != word)
            && let Some(old) = of_old(&passage.text, &word, outdated)
        {
            let (label, now) = (old.label.clone(), old.now.clone());
            known.push((word, Standing::Stale { label, now }));
        }
    }
    let known = known.into_iter();
    known
        .filter(|(word, _)| !passage.has_figure_at(word))
        .filter_map(|(word, standing)| at_place(passage, &word, standing))
        .collect()
}

/// The words of a text that stand in a report written now at the same place: in the same order, or else a number before the
/// same word. A number that is written in words stands for the figure whose place is empty.
fn current(text: &str, fresh: &str, common: &[(Range<usize>, Range<usize>)]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = common.iter().map(|(word, _)| word.clone()).collect();
    let mut left: Vec<Range<usize>> = whole_words(fresh);
    left.retain(|word| has_digit(&fresh[word.clone()]) && common.iter().all(|(_, w)| w != word));
    for word in whole_words(text) {
        let said = &text[word.clone()];
        if !has_digit(said) || out.contains(&word) {
            continue;
        }
        let is_it = |other: &Range<usize>| {
            fresh[other.clone()] == *said
                && next_word(text, word.end) == next_word(fresh, other.end)
        };
        if let Some(found) = left.iter().position(is_it) {
            left.remove(found);
            out.push(word);
        }
    }
    for spelt in spelt_numbers(text) {
        let words = whole_words(&text[spelt.at.clone()]).into_iter();
        let words = words.map(|word| word.start + spelt.at.start..word.end + spelt.at.start);
        let is_there = words.clone().all(|word| out.contains(&word));
        let says = |other: &Range<usize>| {
            let mut pieces = fresh[other.clone()].split('/');
            pieces.any(|piece| {
                piece.replace('.', "").trim_end_matches('%').parse() == Ok(spelt.value)
            })
        };
        if is_there {
            out.push(spelt.at);
        } else if let Some(found) = left.iter().position(says) {
            left.remove(found);
            out.push(spelt.at);
        }
    }
    out
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// The word behind a place of a text.
fn next_word(text: &str, from: usize) -> String {
    let rest = &text[from..];
    let word = whole_words(rest).into_iter().next();
    word.map_or_else(String::new, |word| rest[word].to_lowercase())
}

/// The figure that had a number, where it hardly stands by chance.
fn of_old<'o>(
    text: &str,
    word: &Range<usize>,
    outdated: &'o BTreeMap<String, Old>,
) -> Option<&'o Old> {
    let number = &text[word.clone()];
    outdated.get(number).filter(|old| {
        let is_telling = number.chars().filter(char::is_ascii_digit).count() >= TELLING
            || number.contains(['%', '/', ',']);
        let is_of_unit =
            !old.unit.is_empty() && text[word.end..].trim_start().starts_with(&old.unit);
        is_telling || is_of_unit
    })
}

fn at_place(passage: &Passage, range: &Range<usize>, standing: Standing) -> Option<KnownNumber> {
    let (paragraph, at) = passage.in_paragraph(range)?;
    Some(KnownNumber {
        paragraph,
        at,
        standing,
    })
}

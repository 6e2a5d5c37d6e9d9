//! Numbers in sentences that people wrote into a document: those that a figure had in an earlier edition and has no more.

use super::find::same;
use super::open::Open;
use super::{label, words};
use crate::app::aligned::whole_words;
use crate::app::edition::Kept;
use crate::app::passage::{Passage, short};
use crate::app::plain::plain;
use crate::campaign::status::Status;
use crate::model::document::Slot;
use crate::msg;
use std::collections::{BTreeMap, BTreeSet};

/// Words in front of a number that make it part of a day, or of what something is called.
const NAMING: [&str; 9] = [
    "ngày", "tháng", "năm", "quý", "số", "điều", "khoản", "biểu", "mục",
];
/// Digits of a number that hardly stands there by chance.
const TELLING: usize = 3;

/// A number that a figure had.
struct Old {
    label: String,
    unit: String,
    now: String,
}

/// The sentences of people that still have one, but for those of these paragraphs, about which something is asked already.
pub(super) fn stale(
    (editions, status, now): (&[Kept], &Status, &[(Slot, String)]),
    fresh: &[Passage],
    document: &[Passage],
    asked: &BTreeSet<usize>,
) -> Vec<Open> {
    let old = outdated(editions, status, now);
    let ours: BTreeSet<String> = fresh.iter().map(|passage| plain(&passage.text)).collect();
    let mut out = Vec::new();
    for passage in document {
        let is_asked = passage.paragraphs.clone().any(|at| asked.contains(&at));
        if is_asked || ours.contains(&plain(&passage.text)) {
            continue;
        }
        let mut before = String::new();
        for range in whole_words(&passage.text) {
            let number = &passage.text[range.clone()];
            let next = passage.text[range.end..].trim_start();
            let found = old.get(number).filter(|old| {
                let is_telling = number.chars().filter(char::is_ascii_digit).count() >= TELLING
                    || number.contains(['%', '/', ',']);
                let is_of_unit = !old.unit.is_empty() && next.starts_with(&old.unit);
                (is_telling || is_of_unit) && !NAMING.contains(&before.as_str())
            });
            if let Some(old) = found.filter(|_| !passage.has_figure_at(&range)) {
                let said = msg!(
                    "edited.stale-number",
                    old = number,
                    label = old.label,
                    now = old.now,
                    place = short(&passage.text)
                );
                let texts = (old.now.as_str(), passage.text.as_str());
                out.push(Open::words(said, passage.paragraphs.start, texts));
                break;
            }
            before = number.to_lowercase();
        }
    }
    out
}

/// What figures said once and say no more, unless another says just that now.
fn outdated(editions: &[Kept], status: &Status, now: &[(Slot, String)]) -> BTreeMap<String, Old> {
    let mut out = BTreeMap::new();
    for (slot, said) in editions.iter().flat_map(|edition| &edition.slots) {
        let Some(current) = words(status, now, slot).filter(|current| !same(said, current)) else {
            continue;
        };
        if said.chars().next().is_some_and(|c| c.is_ascii_digit()) && !said.contains(' ') {
            let unit = status.figures.get(&slot.id).map(|f| f.unit.clone());
            let old = Old {
                label: label(status, slot),
                unit: unit.unwrap_or_default(),
                now: current,
            };
            out.insert(said.clone(), old);
        }
    }
    for (_, said) in now {
        out.remove(said);
    }
    out
}

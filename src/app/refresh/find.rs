//! Which places of an edited document hold which figures, and which edition it was made as.

use crate::app::edition::Kept;
use crate::campaign::status::Status;
use crate::docx::control;
use crate::docx::edited::{self, Text};
use crate::model::document::Slot;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What by a figure was found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// The tag of its control.
    Tag,
    /// The alias of its control.
    Alias,
    /// The bookmark around it.
    Bookmark,
}

/// A place of the document that holds a figure.
pub(crate) struct Spot {
    /// Which figure.
    pub(crate) slot: Slot,
    /// What it was found by.
    pub(crate) by: By,
    /// Its pieces.
    pub(crate) pieces: Range<usize>,
}

/// Every slot that an edition had or would have now.
pub(crate) fn known<'s>(editions: &'s [Kept], now: &'s [(Slot, String)]) -> BTreeSet<&'s Slot> {
    let before = editions.iter().flat_map(|e| &e.slots);
    before.chain(now).map(|(slot, _)| slot).collect()
}

/// The places of the document that hold figures, in reading order; none twice.
pub(crate) fn places(scanned: &Text, known: &BTreeSet<&Slot>, status: &Status) -> Vec<Spot> {
    let tags: BTreeMap<String, &Slot> = known.iter().map(|s| (control::tag(s), *s)).collect();
    let mut aliases: BTreeMap<String, Vec<&Slot>> = BTreeMap::new();
    for slot in known {
        if let Some(figure) = status.figures.get(&slot.id) {
            aliases
                .entry(control::alias(&figure.label))
                .or_default()
                .push(slot);
        }
    }
    let by_bookmark = |name: &str| {
        name.starts_with(control::BOOKMARK)
            .then(|| known.iter().find(|s| control::is_bookmark_of(name, s)))
            .flatten()
    };
    let mut places: Vec<Spot> = Vec::new();
    for found in &scanned.controls {
        let around = |b: &&edited::Bookmark| {
            b.pieces.start <= found.pieces.start && found.pieces.end <= b.pieces.end
        };
        let marked = || {
            let mut around = scanned.bookmarks.iter().filter(around);
            around.find_map(|b| by_bookmark(&b.name)).copied()
        };
        let named = tags
            .get(&found.tag)
            .map(|slot| (*slot, By::Tag))
            .or_else(|| {
                // An alias tells the value; which of several places this is, the bookmark tells.
                let could_be = aliases.get(&found.alias)?;
                let slot = one_value(could_be)?;
                let here = marked().filter(|m| could_be.contains(m));
                Some((here.unwrap_or(slot), By::Alias))
            })
            .or_else(|| Some((marked()?, By::Bookmark)));
        if let Some((slot, by)) = named {
            places.push(Spot {
                slot: slot.clone(),
                by,
                pieces: found.pieces.clone(),
            });
        }
    }
    let overlap = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    for bookmark in &scanned.bookmarks {
        let taken = places.iter().any(|p| overlap(&p.pieces, &bookmark.pieces));
        if let (false, false, Some(slot)) = (
            taken,
            bookmark.pieces.is_empty(),
            by_bookmark(&bookmark.name),
        ) {
            places.push(Spot {
                slot: (*slot).clone(),
                by: By::Bookmark,
                pieces: bookmark.pieces.clone(),
            });
        }
    }
    places.sort_by_key(|p| (p.pieces.start, p.pieces.end));
    places.dedup_by(|b, a| overlap(&a.pieces, &b.pieces));
    places
}

/// The slot that an alias means, when all that it could mean show the same.
fn one_value<'s>(slots: &[&'s Slot]) -> Option<&'s Slot> {
    let first = *slots.first()?;
    let same = |s: &&Slot| s.id == first.id && s.part == first.part && s.filter == first.filter;
    slots.iter().all(same).then_some(first)
}

/// The edition that the document was made as: by its key, or else the one whose words it shares most.
pub(crate) fn original<'e>(
    editions: &'e [Kept],
    custom: Option<&str>,
    scanned: &Text,
    places: &[Spot],
) -> Option<&'e Kept> {
    let alike = |e: &&Kept| {
        let shown: BTreeMap<&Slot, &String> = e.slots.iter().map(|(s, w)| (s, w)).collect();
        let here = |p: &&Spot| {
            let said = scanned.said(p.pieces.clone());
            shown.get(&p.slot).is_some_and(|w| same(w, &said))
        };
        places.iter().filter(here).count()
    };
    // A document that was refreshed has the key of the edition that it was made as.
    let by_key = editions
        .iter()
        .filter(|e| !e.key.is_empty() && custom.is_some_and(|xml| xml.contains(&e.key)))
        .max_by_key(alike);
    by_key.or_else(|| editions.iter().rev().max_by_key(alike))
}

/// Whether two texts read the same, however they are spaced or capitalised.
pub(crate) fn same(a: &str, b: &str) -> bool {
    let plain = |t: &str| {
        let spaced = t.replace('\u{a0}', " ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        words.join(" ").to_lowercase()
    };
    plain(a) == plain(b)
}

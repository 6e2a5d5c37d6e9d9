//! Which places of an edited document hold which figures, and which edition it was made as.

use crate::app::edition::Kept;
use crate::campaign::status::Status;
use crate::docx::control;
use crate::docx::edited::{Control, Text};
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
    /// The paragraph that it stands in.
    pub(crate) paragraph: usize,
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
    let marks: BTreeMap<String, &Slot> = known.iter().map(|s| (control::mark(s), *s)).collect();
    let by_bookmark = |name: &str| marks.get(control::mark_in(name)?).copied();
    let bookmarks = scanned.bookmarks.iter();
    let bookmarks = bookmarks.filter_map(|b| Some((b.pieces.clone(), by_bookmark(&b.name)?)));
    let bookmarks: Vec<(Range<usize>, &Slot)> = bookmarks.collect();
    let controls = scanned.controls.iter().map(|found| found.pieces.clone());
    let around = innermost(&controls.collect::<Vec<_>>(), &bookmarks);
    let beginning = beginning(&bookmarks);
    let mut places: Vec<Spot> = Vec::new();
    for (found, marked) in scanned.controls.iter().zip(around) {
        let named = tags
            .get(&found.tag)
            .map(|slot| (*slot, By::Tag))
            .or_else(|| {
                // An alias tells the value; which of several places this is, the bookmark tells.
                let could_be = aliases.get(&found.alias)?;
                let slot = one_value(could_be)?;
                let here = marked.filter(|m| could_be.contains(m));
                Some((here.unwrap_or(slot), By::Alias))
            })
            .or_else(|| {
                let slot = marked.or_else(|| shortened(found, scanned, &beginning));
                Some((slot?, By::Bookmark))
            });
        if let Some((slot, by)) = named {
            places.push(Spot {
                slot: slot.clone(),
                by,
                pieces: found.pieces.clone(),
                paragraph: found.paragraph,
            });
        }
    }
    let mut taken = Taken::default();
    for place in &places {
        taken.add(&place.pieces);
    }
    for (pieces, slot) in bookmarks {
        if !pieces.is_empty() && !taken.meets(&pieces) {
            taken.add(&pieces);
            places.push(Spot {
                slot: slot.clone(),
                by: By::Bookmark,
                paragraph: scanned.pieces[pieces.start].paragraph,
                pieces,
            });
        }
    }
    let overlap = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    places.sort_by_key(|p| (p.pieces.start, p.pieces.end));
    places.dedup_by(|b, a| overlap(&a.pieces, &b.pieces));
    without_traces(places, scanned)
}

/// Places without those that are empty because what they stood in was taken out, if only under change tracking, or because
/// their figure was written anew in a control beside them.
fn without_traces(mut places: Vec<Spot>, scanned: &Text) -> Vec<Spot> {
    let lines = scanned.lines();
    let filled = places.iter().filter(|place| !place.pieces.is_empty());
    let filled: BTreeSet<(usize, Slot)> = filled.map(|p| (p.paragraph, p.slot.clone())).collect();
    places.retain(|place| {
        !place.pieces.is_empty()
            || !scanned.is_emptied(place.paragraph, &lines)
                && !filled.contains(&(place.paragraph, place.slot.clone()))
    });
    places
}

/// The bookmark that begins at each piece, with where it ends; `None` where several do.
fn beginning<'s>(marks: &[(Range<usize>, &'s Slot)]) -> BTreeMap<usize, Option<(usize, &'s Slot)>> {
    let mut out = BTreeMap::new();
    for (pieces, slot) in marks {
        out.entry(pieces.start)
            .and_modify(|only| *only = None)
            .or_insert(Some((pieces.end, *slot)));
    }
    out
}

/// The figure of a control that lost its names and has its bookmark in it: `LibreOffice` moves it there, and lets it end a
/// letter earlier each time it saves.
fn shortened<'s>(
    control: &Control,
    scanned: &Text,
    beginning: &BTreeMap<usize, Option<(usize, &'s Slot)>>,
) -> Option<&'s Slot> {
    if control.pieces.is_empty() || !control.tag.is_empty() || !control.alias.is_empty() {
        return None;
    }
    let mut inside = beginning.range(control.pieces.clone());
    let (Some((at, Some((end, slot)))), None) = (inside.next(), inside.next()) else {
        return None;
    };
    if *at != control.pieces.start || *end > control.pieces.end {
        return None;
    }
    let behind = scanned.said(*end..control.pieces.end);
    (!behind.contains(char::is_whitespace)).then_some(*slot)
}

/// What the first bookmark to end around each range stands for. All are gone through once from the left: a document may
/// hold tens of thousands of both.
fn innermost<T: Copy>(ranges: &[Range<usize>], marks: &[(Range<usize>, T)]) -> Vec<Option<T>> {
    let mut by_end: Vec<&(Range<usize>, T)> = marks.iter().collect();
    by_end.sort_by_key(|(pieces, _)| pieces.end);
    let mut by_start: Vec<usize> = (0..by_end.len()).collect();
    by_start.sort_by_key(|at| by_end[*at].0.start);
    let mut from_left: Vec<usize> = (0..ranges.len()).collect();
    from_left.sort_by_key(|at| ranges[*at].start);
    let mut begun = BTreeSet::new();
    let mut next = by_start.into_iter().peekable();
    let mut found = vec![None; ranges.len()];
    for at in from_left {
        let range = &ranges[at];
        while let Some(mark) = next.next_if(|mark| by_end[*mark].0.start <= range.start) {
            begun.insert(mark);
        }
        let first = by_end.partition_point(|(pieces, _)| pieces.end < range.end);
        let around = begun.range(first..).next();
        found[at] = around.map(|mark| by_end[*mark].1);
    }
    found
}

/// Pieces that a place was found for: ranges that do not meet, by where they begin.
#[derive(Default)]
struct Taken(BTreeMap<usize, usize>);

impl Taken {
    /// Whether a range has a piece in common with those that are taken.
    fn meets(&self, pieces: &Range<usize>) -> bool {
        let before = self.0.range(..pieces.end).next_back();
        before.is_some_and(|(_, end)| *end > pieces.start)
    }

    fn add(&mut self, pieces: &Range<usize>) {
        let (mut start, mut end) = (pieces.start, pieces.end);
        while let Some((from, upto)) = self.0.range(..=end).next_back().map(|(a, b)| (*a, *b))
            && upto >= start
        {
            self.0.remove(&from);
            (start, end) = (start.min(from), end.max(upto));
        }
        if start < end {
            self.0.insert(start, end);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bookmark_around_a_control_is_the_one_that_ends_first_however_many_there_are() {
        // A fixed row of numbers that look like chance.
        let mut state = 7_u64;
        let mut below = |most: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            usize::try_from(state >> 33).expect("small") % most
        };
        for _ in 0..50 {
            let mut range = |most: usize| {
                let start = below(most);
                start..start + below(most)
            };
            let mut marks: Vec<Range<usize>> = (0..20).map(|_| range(15)).collect();
            marks.sort_by_key(|mark| mark.end);
            let marks: Vec<(Range<usize>, usize)> = marks.into_iter().zip(0..).collect();
            let ranges: Vec<Range<usize>> = (0..20).map(|_| range(6)).collect();
            let plain = ranges.iter().map(|range| {
                let around = |(mark, _): &&(Range<usize>, usize)| {
                    mark.start <= range.start && range.end <= mark.end
                };
                marks.iter().find(around).map(|(_, at)| *at)
            });
            assert_eq!(innermost(&ranges, &marks), plain.collect::<Vec<_>>());
            let mut taken = Taken::default();
            let mut all: Vec<Range<usize>> = Vec::new();
            for range in ranges.iter().filter(|range| !range.is_empty()) {
                let meets = all
                    .iter()
                    .any(|a| a.start < range.end && range.start < a.end);
                assert_eq!(taken.meets(range), meets, "{range:?} {all:?}");
                taken.add(range);
                all.push(range.clone());
            }
        }
    }

    #[test]
    fn a_place_without_pieces_takes_none_from_a_bookmark_around_it() {
        let mut taken = Taken::default();
        taken.add(&(7..7));
        assert!(!taken.meets(&(3..8)));
        taken.add(&(3..5));
        assert!(taken.meets(&(4..9)) && !taken.meets(&(5..9)) && !taken.meets(&(1..3)));
    }
}

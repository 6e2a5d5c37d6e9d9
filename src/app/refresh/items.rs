//! Items of lists in an edited document, such as chosen opinions: which item of now each of them is, however the list has
//! grown, shrunk or been put in another order since.
//!
//! An item is known by its words, the same or most like; only where those tell nothing by its number.

use super::find::Spot;
use crate::app::aligned::likeness;
use crate::app::edition::Kept;
use crate::app::plain::plain;
use crate::docx::edited::Text;
use crate::model::document::{Part, Slot};
use crate::model::id::FigureId;
use std::collections::{BTreeMap, BTreeSet};

/// The share of their words that two wordings of one item have in common.
const ALIKE: f64 = 0.4;

/// A list of a figure: which, and the line that shows it where each item is shown by itself.
type List = (FigureId, u32);
/// The words of items, by their numbers.
type Items = BTreeMap<usize, String>;
/// The number of now of each item.
type Numbers = BTreeMap<List, BTreeMap<usize, usize>>;

/// The number of an item, and its list; `None` for what is no item of one.
fn item(slot: &Slot) -> Option<(List, usize)> {
    match &slot.part {
        Part::Nth(at) => Some(((slot.id.clone(), slot.line), *at)),
        Part::Cell(at, _) => Some(((slot.id.clone(), 0), *at)),
        Part::Whole | Part::Unit(_) | Part::Area(_) => None,
    }
}

/// Whether a slot shows an item of a list, or a piece of one.
pub(super) fn is_item(slot: &Slot) -> bool {
    item(slot).is_some()
}

/// Whether two slots show what items of one list show, whichever items.
pub(super) fn are_of_one_list(one: &Slot, other: &Slot) -> bool {
    let column = |slot: &Slot| match &slot.part {
        Part::Cell(_, column) => column.clone(),
        _ => String::new(),
    };
    let list = |slot: &Slot| item(slot).map(|(list, _)| list);
    list(one).is_some()
        && list(one) == list(other)
        && one.filter == other.filter
        && column(one) == column(other)
}

fn lists<'s>(slots: impl Iterator<Item = (&'s Slot, String)>) -> BTreeMap<List, Items> {
    let mut out: BTreeMap<List, Items> = BTreeMap::new();
    for (slot, shown) in slots {
        if let Some((list, at)) = item(slot) {
            let words = out.entry(list).or_default().entry(at).or_default();
            *words = format!("{words} {}", plain(&shown));
        }
    }
    out
}

/// The numbers of now of items that are numbered otherwise.
fn numbers(theirs: &BTreeMap<List, Items>, now: &BTreeMap<List, Items>) -> Numbers {
    let none = Items::new();
    let lists = theirs.iter().map(|(list, items)| {
        let numbers = paired(items, now.get(list).unwrap_or(&none));
        (list.clone(), numbers)
    });
    lists.collect()
}

/// Which item of now each one is; what is none of them gets a number behind them all.
fn paired(theirs: &Items, now: &Items) -> BTreeMap<usize, usize> {
    let mut out = BTreeMap::new();
    let mut free: BTreeSet<usize> = now.keys().copied().collect();
    let mut left: Vec<usize> = Vec::new();
    for (at, words) in theirs {
        let is_it = |n: &&usize| now[*n] == *words;
        // Its own number first: an item may be there twice.
        let own = free.get(at).filter(is_it);
        match own.or_else(|| free.iter().find(is_it)).copied() {
            Some(n) => {
                free.remove(&n);
                out.insert(*at, n);
            }
            None => left.push(*at),
        }
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for at in &left {
        let alike = free
            .iter()
            .map(|n| (likeness(&theirs[at], &now[n]), *at, *n));
        pairs.extend(alike.filter(|(share, ..)| *share >= ALIKE));
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, at, n) in pairs {
        if free.contains(&n) && !out.contains_key(&at) {
            free.remove(&n);
            out.insert(at, n);
        }
    }
    left.retain(|at| !out.contains_key(at));
    for at in &left {
        let own = free.get(at).or_else(|| free.first()).copied();
        let behind = now.len() + theirs.len() + at;
        out.insert(*at, own.unwrap_or(behind));
        free.remove(&out[at]);
    }
    out
}

fn renumbered(slot: &Slot, numbers: &Numbers) -> Slot {
    let Some((list, at)) = item(slot) else {
        return slot.clone();
    };
    let number = numbers.get(&list).and_then(|items| items.get(&at)).copied();
    let number = number.unwrap_or(at);
    let part = match &slot.part {
        Part::Cell(_, column) => Part::Cell(number, column.clone()),
        _ => Part::Nth(number),
    };
    Slot {
        part,
        ..slot.clone()
    }
}

/// Gives places of a document, and the edition that it was made as, the numbers that their items have now.
pub(in crate::app) fn renumber(
    original: Option<&Kept>,
    (places, scanned): (&mut [Spot], &Text),
    now: &[(Slot, String)],
) -> Option<Kept> {
    let now = lists(now.iter().map(|(slot, shown)| (slot, shown.clone())));
    let said = |place: &Spot| scanned.said(place.pieces.clone());
    let theirs = lists(places.iter().map(|place| (&place.slot, said(place))));
    let of_places = numbers(&theirs, &now);
    for place in places {
        place.slot = renumbered(&place.slot, &of_places);
    }
    let mut kept = original?.clone();
    let theirs = kept.slots.iter();
    let theirs = lists(theirs.map(|(slot, shown)| (slot, shown.clone())));
    let of_edition = numbers(&theirs, &now);
    let shown = kept.slots.iter_mut().map(|(slot, _)| slot);
    let passages = kept.passages.iter_mut();
    let figures = passages.flat_map(|passage| passage.figures.iter_mut().map(|(_, slot)| slot));
    for slot in shown.chain(figures) {
        *slot = renumbered(slot, &of_edition);
    }
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(all: &[&str]) -> Items {
        all.iter()
            .map(|words| (*words).to_owned())
            .enumerate()
            .collect()
    }

    fn pairs(theirs: &[&str], now: &[&str]) -> Vec<usize> {
        paired(&items(theirs), &items(now)).into_values().collect()
    }

    #[test]
    fn an_item_is_known_by_its_words_wherever_it_stands_now() {
        let (a, b, c) = ("máy cũ", "thiếu người làm", "mạng chậm");
        assert_eq!(pairs(&[a, b], &[c, a, b]), [1, 2]);
        assert_eq!(pairs(&[a, b, c], &[c, a]), [1, 6, 0]);
        // Reworded while another came before it, and reworded past knowing.
        assert_eq!(pairs(&[a, "còn thiếu người làm việc"], &[c, a, b]), [1, 2]);
        assert_eq!(pairs(&[a, "khác hẳn"], &[a, b]), [0, 1]);
        assert_eq!(pairs(&[a, a], &[a, a]), [0, 1]);
        assert_eq!(pairs(&["khác hẳn", a], &[a, a]), [0, 1]);
    }

    #[test]
    fn an_item_is_one_of_now_and_that_the_one_most_like_it() {
        let b = "thiếu người làm";
        // Both are like it; the second more.
        let (like, most_like) = ("thiếu người có nghề", "còn thiếu người làm");
        assert_eq!(pairs(&[like, most_like], &[b, "mạng chậm"]), [1, 0]);
        assert_eq!(pairs(&[most_like, like], &[b, "mạng chậm"]), [0, 1]);
        // One is like both; what is left goes to the other.
        assert_eq!(pairs(&[b, "máy cũ"], &[most_like, like]), [0, 1]);
        // What was paired is nobody else's.
        assert_eq!(pairs(&["khác hẳn", most_like], &[b, "mạng chậm"]), [1, 0]);
        assert_eq!(pairs(&["khác hẳn", "lạ lùng"], &["mạng chậm"]), [0, 4]);
        // Two words of five in common are enough, fewer are not.
        let five = "máy đã cũ lắm rồi";
        assert_eq!(
            pairs(&["khác", five], &["đã cũ quá mức nhé", "mạng"]),
            [1, 0]
        );
        assert_eq!(
            pairs(&["khác", five], &["mạng cũ quá mức nhé", "sâu"]),
            [0, 1]
        );
    }
}

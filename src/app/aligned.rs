//! Which passage of one text is which of another.

use super::passage::Passage;
use super::plain::plain;
use crate::docx::control;
use crate::model::growing::growing;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Passages of a gap on each side whose words are compared pair by pair; in a larger one only like passages meet.
const MOST_PAIRS: usize = 10_000;
/// The share of their words that two passages have in common when one was made from the other.
const ALIKE: f64 = 0.5;

/// For each passage of one text the passage of the other that it stands for, in their order as far as it was kept.
pub(super) fn align(one: &[Passage], other: &[Passage]) -> Vec<Option<usize>> {
    let keys: [fn(&Passage) -> String; 3] =
        [Passage::skeleton, |passage| plain(&passage.text), letters];
    let mut found = vec![None; one.len()];
    for key in keys {
        let ours: Vec<String> = one.iter().map(key).collect();
        let theirs: Vec<String> = other.iter().map(key).collect();
        for (a, b) in gaps(&found, other.len()) {
            single(&ours, &theirs, (a, b), &mut found);
        }
        for (a, b) in gaps(&found, other.len()) {
            ends(&ours, &theirs, (a, b), &mut found);
        }
    }
    for (a, b) in gaps(&found, other.len()) {
        if a.len() * b.len() <= MOST_PAIRS {
            alike(one, other, (a, b), &mut found);
        }
    }
    moved(one, other, &mut found);
    found
}

/// What of a passage says the same whatever its numbers are.
fn letters(passage: &Passage) -> String {
    let letters = passage.text.chars().filter(|c| c.is_alphabetic());
    letters.flat_map(char::to_lowercase).collect()
}

/// Where nothing is found yet: ranges of both texts between what is.
fn gaps(found: &[Option<usize>], other: usize) -> Vec<(Range<usize>, Range<usize>)> {
    let mut out = Vec::new();
    let (mut from, mut behind) = (0, 0);
    for (at, here) in found.iter().enumerate() {
        if let Some(here) = here {
            if from < at && behind < *here {
                out.push((from..at, behind..*here));
            }
            (from, behind) = (at + 1, here + 1);
        }
    }
    if from < found.len() && behind < other {
        out.push((from..found.len(), behind..other));
    }
    out
}

/// Passages that are there once on each side, as many as keep their order.
fn single(
    ours: &[String],
    theirs: &[String],
    (a, b): (Range<usize>, Range<usize>),
    found: &mut [Option<usize>],
) {
    let once = |keys: &[String], range: Range<usize>| {
        let mut seen: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for at in range.filter(|at| !keys[*at].is_empty()) {
            let entry = seen.entry(keys[at].clone());
            entry.and_modify(|only| *only = None).or_insert(Some(at));
        }
        seen
    };
    let there = once(theirs, b);
    let mut pairs: Vec<(usize, usize)> = once(ours, a)
        .into_iter()
        .filter_map(|(key, at)| Some((at?, (*there.get(&key)?)?)))
        .collect();
    pairs.sort_unstable();
    for (at, here) in growing(&pairs) {
        found[at] = Some(here);
    }
}

/// Like passages at the beginning and at the end of a gap.
fn ends(
    ours: &[String],
    theirs: &[String],
    (a, b): (Range<usize>, Range<usize>),
    found: &mut [Option<usize>],
) {
    let same = |at: usize, here: usize| !ours[at].is_empty() && ours[at] == theirs[here];
    let head = a
        .clone()
        .zip(b.clone())
        .take_while(|(at, here)| same(*at, *here));
    let head: Vec<_> = head.collect();
    let left = (a.start + head.len()..a.end, b.start + head.len()..b.end);
    let tail = left.0.rev().zip(left.1.rev());
    let tail = tail.take_while(|(at, here)| same(*at, *here));
    for (at, here) in head.iter().copied().chain(tail) {
        found[at] = Some(here);
    }
}

/// Passages that share most of their words or a figure's place, in their order.
fn alike(
    one: &[Passage],
    other: &[Passage],
    (a, b): (Range<usize>, Range<usize>),
    found: &mut [Option<usize>],
) {
    let ours: Vec<Likeness> = one[a.clone()].iter().map(Likeness::of).collect();
    let theirs: Vec<Likeness> = other[b.clone()].iter().map(Likeness::of).collect();
    let score = |at: usize, here: usize| ours[at].score(&theirs[here]);
    let width = b.len() + 1;
    let mut best = vec![0.0_f64; (a.len() + 1) * width];
    for at in (0..a.len()).rev() {
        for here in (0..b.len()).rev() {
            let pair = score(at, here);
            let paired = if pair > 0.0 {
                pair + best[(at + 1) * width + here + 1]
            } else {
                0.0
            };
            best[at * width + here] = paired
                .max(best[(at + 1) * width + here])
                .max(best[at * width + here + 1]);
        }
    }
    let (mut at, mut here) = (0, 0);
    while at < a.len() && here < b.len() {
        let now = best[at * width + here];
        if now <= best[(at + 1) * width + here] {
            at += 1;
        } else if now <= best[at * width + here + 1] {
            here += 1;
        } else {
            found[a.start + at] = Some(b.start + here);
            at += 1;
            here += 1;
        }
    }
}

/// Words of a text with as many of another that more of them are not looked at one by one.
const MOST_WORDS: usize = 1_000_000;

/// The words that two texts have in common, in their order: where each stands in the one and in the other.
pub(super) fn common_words(one: &str, other: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let (ours, theirs) = (whole_words(one), whole_words(other));
    let is_same = |at: usize, here: usize| one[ours[at].clone()] == other[theirs[here].clone()];
    let head = (0..ours.len().min(theirs.len()))
        .take_while(|n| is_same(*n, *n))
        .count();
    let (a, b) = (ours.len() - head, theirs.len() - head);
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|n| (n, n)).collect();
    if a * b <= MOST_WORDS {
        let width = b + 1;
        let mut best = vec![0_u32; (a + 1) * width];
        for at in (0..a).rev() {
            for here in (0..b).rev() {
                best[at * width + here] = if is_same(head + at, head + here) {
                    best[(at + 1) * width + here + 1] + 1
                } else {
                    best[(at + 1) * width + here].max(best[at * width + here + 1])
                };
            }
        }
        let (mut at, mut here) = (0, 0);
        while at < a && here < b {
            if is_same(head + at, head + here) {
                pairs.push((head + at, head + here));
                at += 1;
                here += 1;
            } else if best[(at + 1) * width + here] >= best[at * width + here + 1] {
                at += 1;
            } else {
                here += 1;
            }
        }
    }
    let pairs = pairs.into_iter();
    pairs
        .map(|(at, here)| (ours[at].clone(), theirs[here].clone()))
        .collect()
}

/// Where the words of a text stand, without the marks beside them.
pub(super) fn whole_words(text: &str) -> Vec<Range<usize>> {
    let is_edge = |c: char| c.is_ascii_punctuation() && c != '%' || matches!(c, '“' | '”');
    let mut out = Vec::new();
    let mut from = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end().trim_matches(is_edge);
        let at = from + piece.find(word).unwrap_or(0);
        if !word.is_empty() {
            out.push(at..at + word.len());
        }
        from += piece.len();
    }
    out
}

/// The words of a text, with how often each is in it.
pub(super) fn bag(text: &str) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    let text = text.to_lowercase();
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')'));
    for word in words
        .map(|w| w.trim_end_matches('.'))
        .filter(|w| !w.is_empty())
    {
        *out.entry(word.to_owned()).or_insert(0) += 1;
    }
    out
}

#[expect(clippy::cast_precision_loss, reason = "words of a paragraph")]
fn shared(one: &BTreeMap<String, usize>, other: &BTreeMap<String, usize>) -> f64 {
    let count = |bag: &BTreeMap<String, usize>| bag.values().sum::<usize>();
    let common: usize = one
        .iter()
        .map(|(word, n)| (*n).min(other.get(word).copied().unwrap_or(0)))
        .sum();
    let all = count(one) + count(other);
    if all == 0 {
        0.0
    } else {
        2.0 * common as f64 / all as f64
    }
}

/// The share of their words that two texts have in common.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    shared(&bag(one), &bag(other))
}

/// By what a passage is known after it was edited.
struct Likeness {
    words: BTreeMap<String, usize>,
    tags: BTreeSet<String>,
}

impl Likeness {
    fn of(passage: &Passage) -> Self {
        let figures = passage.figures.iter();
        Self {
            words: bag(&passage.text),
            tags: figures.map(|(_, slot)| control::tag(slot)).collect(),
        }
    }

    /// More than 0 when one may have been made from the other: they share most of their words, or a figure's place.
    fn score(&self, other: &Self) -> f64 {
        let share = shared(&self.words, &other.words);
        let same_place = !self.tags.is_disjoint(&other.tags);
        if share >= ALIKE || same_place {
            share + 0.01
        } else {
            0.0
        }
    }
}

/// Passages that stand somewhere else: those that are as they were, then those that are most alike.
fn moved(one: &[Passage], other: &[Passage], found: &mut [Option<usize>]) {
    let taken: BTreeSet<usize> = found.iter().flatten().copied().collect();
    let mut there: BTreeMap<String, Option<usize>> = BTreeMap::new();
    for at in (0..other.len()).filter(|at| !taken.contains(at)) {
        let entry = there.entry(other[at].skeleton());
        entry.and_modify(|only| *only = None).or_insert(Some(at));
    }
    for at in 0..one.len() {
        if found[at].is_none()
            && let Some(here) = there.get_mut(&one[at].skeleton())
        {
            found[at] = here.take();
        }
    }
    let taken: BTreeSet<usize> = found.iter().flatten().copied().collect();
    let left: Vec<usize> = (0..one.len()).filter(|at| found[*at].is_none()).collect();
    let free: Vec<usize> = (0..other.len()).filter(|at| !taken.contains(at)).collect();
    if left.len() * free.len() > MOST_PAIRS {
        return;
    }
    let theirs: Vec<Likeness> = free
        .iter()
        .map(|here| Likeness::of(&other[*here]))
        .collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for at in left {
        let ours = Likeness::of(&one[at]);
        let scores = free
            .iter()
            .zip(&theirs)
            .map(|(here, their)| (ours.score(their), at, *here));
        pairs.extend(scores.filter(|(score, ..)| *score > 0.0));
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut used = BTreeSet::new();
    for (_, at, here) in pairs {
        if found[at].is_none() && used.insert(here) {
            found[at] = Some(here);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lines: &[&str]) -> Vec<Passage> {
        let passage = |line: &&str| Passage {
            text: (*line).to_owned(),
            figures: Vec::new(),
            paragraphs: 0..0,
            starts: Vec::new(),
            row: None,
        };
        lines.iter().map(passage).collect()
    }

    #[test]
    fn what_was_put_in_taken_out_reworded_and_moved_is_seen() {
        let one = text(&[
            "Mở đầu",
            "Có 12 máy tính ở xã",
            "Bỏ đi",
            "Kết thúc",
            "Chỗ khác",
        ]);
        let other = text(&[
            "Mở đầu",
            "Chỗ khác",
            "Hiện nay có 14 máy tính ở xã",
            "Thêm vào đây",
            "Kết thúc",
        ]);
        assert_eq!(
            align(&one, &other),
            [Some(0), Some(2), None, Some(4), Some(1)]
        );
    }

    #[test]
    fn rows_are_found_by_their_names_when_all_their_numbers_differ() {
        let one: Vec<String> = (0..400).map(|n| format!("Xã {}\t{n}", name(n))).collect();
        let other: Vec<String> = (1..400)
            .map(|n| format!("Xã {}\t{}", name(n), n * 7))
            .collect();
        let lines = |all: &[String]| text(&all.iter().map(String::as_str).collect::<Vec<_>>());
        let found = align(&lines(&one), &lines(&other));
        assert_eq!(found[0], None);
        assert!((1..400).all(|n| found[n] == Some(n - 1)));
    }

    fn name(mut n: usize) -> String {
        let mut out = String::new();
        loop {
            out.push(char::from(b'a' + u8::try_from(n % 26).unwrap_or(0)));
            n /= 26;
            if n == 0 {
                return out;
            }
        }
    }
}

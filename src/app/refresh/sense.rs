//! Sentences whose sense a person turned: "đã" became "chưa", "tăng" became "giảm", figures changed places or count another
//! thing.
//!
//! In: the passages of a report written now and of a document. Out: the sentences that do not say the same any more. Other
//! wordings of the same are a person's, and nothing is asked about them.

use super::classes::{self, turning};
use super::company::{are_exchanged, companies, counted, misplaced};
use super::label;
use super::open::{Asked, Open, around};
use crate::app::aligned::{align, bag, whole_words};
use crate::app::passage::{Passage, short};
use crate::app::plain::plain;
use crate::campaign::status::Status;
use crate::docx::control;
use crate::model::document::Slot;
use crate::msg;
use crate::words::Fact;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Marks between which a share and what is said of it stand.
const ENDS: [char; 4] = [';', ':', '(', ')'];

/// All of them, but for paragraphs about whose words something is asked already.
pub(super) fn turned(
    status: &Status,
    fresh: &[Passage],
    document: &[Passage],
    asked: &BTreeSet<usize>,
) -> Vec<(Open, Vec<Asked>)> {
    let mut out = Vec::new();
    let counted = counted(fresh);
    for group in groups(fresh, document) {
        let here: Vec<&Passage> = group.here.iter().map(|at| &document[*at]).collect();
        let there: Vec<&Passage> = group.fresh.iter().map(|at| &fresh[*at]).collect();
        let is_asked = here.iter().flat_map(|p| p.paragraphs.clone());
        if is_asked.into_iter().any(|at| asked.contains(&at)) || joined(&here) == joined(&there) {
            continue;
        }
        let Some(first) = here.first() else { continue };
        let (stands, fresh) = (joined_words(&here), joined_words(&there));
        let texts = (skeletons(&there), skeletons(&here));
        let ids = (texts.0.as_str(), texts.1.as_str());
        let words = turning(&joined(&there), &joined(&here));
        let more = bounds(&there, &here).into_iter();
        let more = more.chain(all_of_a_part(&there, &here));
        let more = more.chain(other_year(&joined(&there), &joined(&here)));
        let words: Vec<String> = words.into_iter().chain(more).collect();
        let companies = (companies(&there), companies(&here));
        let open = |said| {
            let open = Open::words(said, first.paragraphs.start, ids);
            match (&*there, &*here) {
                ([fresh], [stands]) => open.or_as(fresh, stands),
                _ => open,
            }
        };
        if !words.is_empty() {
            let said = msg!(
                "edited.turned",
                words = Fact::list(words, ", "),
                stands = around(&stands, &fresh),
                fresh = around(&fresh, &stands)
            );
            out.push((open(said), Vec::new()));
        } else if are_exchanged(&companies.0, &companies.1) {
            let said = msg!(
                "edited.exchanged",
                stands = around(&stands, &fresh),
                fresh = around(&fresh, &stands)
            );
            let group = group.here.iter().zip(here.iter().copied());
            out.push((open(said), moved_numbers(group, &fresh)));
        } else if let Some(other) = misplaced(&companies.0, &companies.1, &counted) {
            let said = msg!(
                "edited.other-thing",
                label = label(status, &other.slot),
                stands = short(&other.stands),
                fresh = short(&other.fresh),
                place = around(&stands, &fresh)
            );
            out.push((open(said), Vec::new()));
        }
    }
    out
}

/// The numbers without a place of their own that the fresh sentences have as often: they have changed places with the rest.
fn moved_numbers<'p>(
    passages: impl Iterator<Item = (&'p usize, &'p Passage)>,
    fresh: &str,
) -> Vec<Asked> {
    let numbers = |text: &str| -> Vec<(Range<usize>, String)> {
        let words = whole_words(text).into_iter();
        let words = words.map(|word| (word.clone(), text[word].to_owned()));
        let has_digit = |word: &str| word.contains(|c: char| c.is_ascii_digit());
        words.filter(|(_, word)| has_digit(word)).collect()
    };
    let mut left: Vec<String> = numbers(fresh).into_iter().map(|(_, word)| word).collect();
    let mut out = Vec::new();
    for (at, passage) in passages {
        for (range, word) in numbers(&passage.text) {
            if let Some(found) = left.iter().position(|one| *one == word) {
                left.swap_remove(found);
                out.push((*at, range));
            }
        }
    }
    out
}

/// Sentences whose figures a report has among quite other words: a figure that was copied there says something else.
pub(super) fn elsewhere(
    status: &Status,
    fresh: &[Passage],
    document: &[Passage],
    asked: &BTreeSet<usize>,
) -> Vec<Open> {
    let mut around: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for passage in fresh {
        for (_, slot) in &passage.figures {
            let words = around.entry(control::tag(slot)).or_default();
            words.extend(bag(&passage.text).into_keys());
        }
    }
    let mut out = Vec::new();
    for passage in document.iter().filter(|passage| passage.row.is_none()) {
        let is_asked = passage.paragraphs.clone().any(|at| asked.contains(&at));
        let own: BTreeSet<String> = bag(&without_figures(passage)).into_keys().collect();
        let is_strange = |(_, slot): &&(Range<usize>, Slot)| {
            let theirs = around.get(&control::tag(slot));
            theirs.is_some_and(|theirs| own.intersection(theirs).count() * 3 < own.len())
        };
        if is_asked || passage.is_figures_alone() {
            continue;
        }
        if let Some((range, slot)) = passage.figures.iter().find(is_strange) {
            let label = label(status, slot);
            let said = msg!(
                "edited.elsewhere",
                label = label,
                said = passage.text[range.clone()].to_owned(),
                place = short(&passage.text)
            );
            let texts = (label.as_str(), &*passage.skeleton());
            out.push(Open::words(said, passage.paragraphs.start, texts));
        }
    }
    out
}

fn without_figures(passage: &Passage) -> String {
    let mut out = String::new();
    let mut from = 0;
    for (range, _) in &passage.figures {
        out.push_str(passage.text.get(from..range.start).unwrap_or_default());
        from = range.end;
    }
    out + passage.text.get(from..).unwrap_or_default()
}

/// Sentences of a report written now, and those that a person made of them: one, or several.
struct Group {
    fresh: Vec<usize>,
    here: Vec<usize>,
}

/// The first sentence that one is made one with.
fn root(one_with: &[usize], mut at: usize) -> usize {
    while one_with[at] != at {
        at = one_with[at];
    }
    at
}

/// All of them outside of tables. A sentence belongs to what it was made from, and to where its figures stand.
fn groups(fresh: &[Passage], document: &[Passage]) -> Vec<Group> {
    let mut by_tag: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, passage) in fresh.iter().enumerate().filter(|(_, p)| p.row.is_none()) {
        for (_, slot) in &passage.figures {
            by_tag.entry(control::tag(slot)).or_default().push(at);
        }
    }
    let stood = align(document, fresh);
    // Of each sentence now, the first that it is one with.
    let mut one_with: Vec<usize> = (0..fresh.len()).collect();
    let mut of: Vec<Option<usize>> = vec![None; document.len()];
    for (at, passage) in document.iter().enumerate().filter(|(_, p)| p.row.is_none()) {
        let aligned = stood[at].filter(|n| fresh[*n].row.is_none());
        let mut all: BTreeSet<usize> = aligned.into_iter().collect();
        for (_, slot) in &passage.figures {
            let there = by_tag.get(&control::tag(slot));
            // A figure that stands in several sentences tells nothing of this one.
            if let Some([only]) = there.map(Vec::as_slice) {
                all.insert(*only);
            }
        }
        for n in &all {
            let (a, b) = (root(&one_with, *n), of[at].map(|m| root(&one_with, m)));
            let b = b.unwrap_or(a);
            one_with[a.max(b)] = a.min(b);
            of[at] = Some(a.min(b));
        }
    }
    let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
    for (at, passage) in fresh.iter().enumerate() {
        if passage.row.is_none() {
            let group = groups.entry(root(&one_with, at)).or_insert(Group {
                fresh: Vec::new(),
                here: Vec::new(),
            });
            group.fresh.push(at);
        }
    }
    for (at, one) in of.into_iter().enumerate() {
        if let Some(group) = one.and_then(|n| groups.get_mut(&root(&one_with, n))) {
            group.here.push(at);
        }
    }
    groups
        .into_values()
        .filter(|group| !group.here.is_empty())
        .collect()
}

fn joined_words(passages: &[&Passage]) -> String {
    let texts: Vec<&str> = passages.iter().map(|passage| passage.text.trim()).collect();
    texts.join(" ")
}

/// The words of passages in small letters, each between blanks.
fn joined(passages: &[&Passage]) -> String {
    let text = plain(&joined_words(passages));
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    format!(" {} ", words.join(" "))
}

fn skeletons(passages: &[&Passage]) -> String {
    let all: Vec<String> = passages.iter().map(|passage| passage.skeleton()).collect();
    all.join("\n")
}

/// Words that say something of all beside a share that is not all, where the report has them not.
fn all_of_a_part(there: &[&Passage], here: &[&Passage]) -> Vec<String> {
    let of_all = |passages: &[&Passage]| {
        let texts = passages
            .iter()
            .map(|passage| classes::of_all(&passage.text));
        texts.flatten().count()
    };
    if of_all(here) <= of_all(there) {
        return Vec::new();
    }
    let clauses = here.iter().flat_map(|passage| {
        let sentences = passage.text.split(". ");
        sentences.flat_map(|sentence| sentence.split(ENDS))
    });
    let clauses = clauses.filter(|clause| {
        let mut words = whole_words(clause).into_iter();
        words.any(|word| is_a_part(&clause[word]))
    });
    let mut words: Vec<String> = clauses.flat_map(classes::of_all).collect();
    words.dedup();
    words
}

/// Whether a word is a share that is not all: "13/14", "93%".
fn is_a_part(shown: &str) -> bool {
    let number = |text: &str| {
        text.trim()
            .replace('.', "")
            .replace(',', ".")
            .parse::<f64>()
            .ok()
    };
    match (shown.split_once('/'), shown.strip_suffix('%')) {
        (Some((part, whole)), _) => number(part)
            .zip(number(whole))
            .is_some_and(|(part, whole)| part < whole),
        (None, Some(percent)) => number(percent).is_some_and(|percent| percent < 100.0),
        (None, None) => false,
    }
}

/// The year that stands in the place of another.
fn other_year(fresh: &str, here: &str) -> Option<String> {
    fn years(text: &str) -> BTreeSet<&str> {
        let is_year = |word: &&str| {
            let number = word.parse::<u16>();
            word.len() == 4 && number.is_ok_and(|year| (1990..2100).contains(&year))
        };
        text.split_whitespace().filter(is_year).collect()
    }
    let (fresh, here) = (years(fresh), years(here));
    let gone = fresh.difference(&here).next()?;
    let come = here.difference(&fresh).next()?;
    Some(format!("{gone} → {come}"))
}

/// What says before a figure how exact it is, where that is said otherwise.
fn bounds(there: &[&Passage], here: &[&Passage]) -> Vec<String> {
    let before = |passages: &[&Passage]| {
        let mut out: BTreeMap<String, Option<String>> = BTreeMap::new();
        for passage in passages {
            for (range, slot) in &passage.figures {
                let words = whole_words(&passage.text[..range.start]);
                let last = words.last();
                let last = last.map(|word| passage.text[word.clone()].to_lowercase());
                let last = last.filter(|word| classes::bound(word).is_some());
                out.entry(control::tag(slot)).or_insert(last);
            }
        }
        out
    };
    let (fresh, stands) = (before(there), before(here));
    let class = |word: &Option<String>| word.as_deref().and_then(classes::bound);
    let mut out = Vec::new();
    for (tag, word) in fresh {
        let other = stands.get(&tag);
        if let Some(other) = other.filter(|other| class(other) != class(&word)) {
            out.extend(word.into_iter().chain(other.clone()));
        }
    }
    out.dedup();
    out
}

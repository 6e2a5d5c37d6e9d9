//! Sentences around figures whose sense a person turned: "đã" became "chưa", "tăng" became "giảm", figures changed places.
//!
//! In: the passages of a report written now and of a document. Out: the sentences that do not say the same of their figures
//! any more. Other wordings of the same are a person's, and nothing is asked about them.

use super::label;
use super::open::{Open, around};
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

/// Words that turn a sentence wherever they come or go.
const TURNING: [&str; 12] = [
    "không", "chưa", "chẳng", "tăng", "giảm", "vượt", "thiếu", "đều", "chỉ", "sẽ", "trễ", "quá",
];
/// Words that with the one before or behind them mean another thing.
const HARMLESS: [&str; 9] = [
    "tăng cường",
    "tăng trưởng",
    "giảm nghèo",
    "giảm thiểu",
    "không gian",
    "không những",
    "không chỉ",
    "quá trình",
    "thông qua",
];
/// Words of which one in the place of another turns a sentence.
const OPPOSED: [&[&str]; 9] = [
    &["đã", "đang", "sắp"],
    &["cao", "thấp"],
    &["nhiều", "ít"],
    &["hơn", "kém"],
    &["trước", "sau", "đúng"],
    &["đủ", "hết", "còn"],
    &["tốt", "xấu", "yếu"],
    &[
        "tất cả",
        "toàn bộ",
        "mọi",
        "một số",
        "phần lớn",
        "đa số",
        "hầu hết",
    ],
    &["đạt", "có", "mất", "hỏng"],
];
/// Words right before a figure that say how exact it is.
const BOUNDS: [&str; 10] = [
    "khoảng", "gần", "hơn", "trên", "dưới", "chừng", "độ", "quá", "thiểu", "đa",
];

/// All of them, but for paragraphs about whose words something is asked already.
pub(super) fn turned(
    fresh: &[Passage],
    document: &[Passage],
    asked: &BTreeSet<usize>,
) -> Vec<Open> {
    let mut out = Vec::new();
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
        let bounds = bounds(&there, &here);
        let words: Vec<String> = words.into_iter().chain(bounds).collect();
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
            out.push(open(said));
        } else if are_exchanged(&there, &here) {
            let said = msg!(
                "edited.exchanged",
                stands = around(&stands, &fresh),
                fresh = around(&fresh, &stands)
            );
            out.push(open(said));
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

/// All of them that hold figures. A sentence belongs to what it was made from, and to where its figures stand.
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
        if passage.row.is_none() && !passage.figures.is_empty() {
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

/// Words that came or went and turn what is said.
fn turning(fresh: &str, here: &str) -> Vec<String> {
    let count = |text: &str, word: &str| {
        let spaced = format!(" {word} ");
        let mut all = 0;
        let mut from = 0;
        while let Some(at) = text[from..].find(&spaced) {
            let at = from + at;
            let around = |phrase: &&&str| {
                let before = phrase.strip_suffix(word).unwrap_or_default();
                let behind = phrase.strip_prefix(word).unwrap_or_default();
                !before.is_empty() && text[..=at].ends_with(&format!(" {before}"))
                    || !behind.is_empty()
                        && text[at + spaced.len() - 1..].starts_with(&format!("{behind} "))
            };
            all += usize::from(!HARMLESS.iter().any(|phrase| around(&phrase)));
            from = at + spaced.len() - 1;
        }
        all
    };
    let change = |word: &str| count(here, word).cmp(&count(fresh, word));
    let mut out: Vec<String> = Vec::new();
    for word in TURNING {
        if change(word).is_ne() {
            out.push(word.to_owned());
        }
    }
    for group in OPPOSED {
        let gone = group.iter().find(|word| change(word).is_lt());
        let come = group.iter().find(|word| change(word).is_gt());
        if let (Some(gone), Some(come)) = (gone, come) {
            out.push(format!("{gone} → {come}"));
        }
    }
    out
}

/// What says before a figure how exact it is, where that is another word.
fn bounds(there: &[&Passage], here: &[&Passage]) -> Vec<String> {
    let before = |passages: &[&Passage]| {
        let mut out: BTreeMap<String, Option<String>> = BTreeMap::new();
        for passage in passages {
            for (range, slot) in &passage.figures {
                let words = whole_words(&passage.text[..range.start]);
                let last = words
                    .last()
                    .map(|word| passage.text[word.clone()].to_lowercase());
                let bound = last.filter(|word| BOUNDS.contains(&word.as_str()));
                out.entry(control::tag(slot)).or_insert(bound);
            }
        }
        out
    };
    let (fresh, stands) = (before(there), before(here));
    let mut out = Vec::new();
    for (tag, bound) in fresh {
        if let Some(other) = stands.get(&tag).filter(|other| **other != bound) {
            out.extend(bound.into_iter().chain(other.clone()));
        }
    }
    out.dedup();
    out
}

/// Whether figures stand in another order, and one of them before another word than in the report.
fn are_exchanged(there: &[&Passage], here: &[&Passage]) -> bool {
    let placed = |passages: &[&Passage]| {
        let figures = passages.iter().flat_map(|passage| {
            passage.figures.iter().map(|(range, slot)| {
                let behind = &passage.text[range.end..];
                let next = whole_words(behind).into_iter().next();
                let next = next.map_or_else(String::new, |word| behind[word].to_lowercase());
                (control::tag(slot), next)
            })
        });
        figures.collect::<Vec<_>>()
    };
    let (fresh, stands) = (placed(there), placed(here));
    let rank = |tag: &String| fresh.iter().position(|(one, _)| one == tag);
    let mut last = 0;
    let mut is_other_order = false;
    for (tag, _) in &stands {
        if let Some(rank) = rank(tag) {
            is_other_order |= rank < last;
            last = rank;
        }
    }
    let is_before_another = |(tag, next): &(String, String)| {
        let mut own = fresh.iter().filter(|(one, _)| one == tag).peekable();
        own.peek().is_some() && own.all(|(_, word)| word != next)
    };
    is_other_order && stands.iter().any(is_before_another)
}

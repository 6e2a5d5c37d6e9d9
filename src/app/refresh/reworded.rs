//! Passages that read otherwise than a fresh report does, though nothing in them has to be settled: they stay as a person
//! worded them, and are told.

use crate::app::aligned::align;
use crate::app::passage::{Passage, short};
use crate::app::plain::plain;
use crate::msg;
use crate::words::Message;
use std::collections::BTreeSet;

/// Words before and behind a change with which it is shown.
const AROUND: usize = 3;

/// Each such passage with its paragraph, but for those of which something is said already.
pub(super) fn reworded(
    fresh: &[Passage],
    document: &[Passage],
    said: &BTreeSet<usize>,
) -> Vec<(usize, Message)> {
    let stood = align(fresh, document);
    let pairs = fresh.iter().zip(&stood);
    let pairs = pairs.filter_map(|(fresh, at)| Some((fresh, &document[(*at)?])));
    let is_new =
        |(_, here): &(&Passage, &Passage)| !here.paragraphs.clone().any(|at| said.contains(&at));
    let told = pairs.filter(is_new).filter_map(|(fresh, here)| {
        let is_same = letters(&fresh.skeleton()) == letters(&here.skeleton());
        let (old, new) = (!is_same).then(|| difference(&fresh.text, &here.text))?;
        let said = msg!("edited.passage-kept", old = short(&old), new = short(&new));
        Some((here.paragraphs.start, said))
    });
    told.collect()
}

/// What of a text counts: days, numbers and marks are others' to ask about.
fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    letters.collect()
}

/// What two texts say otherwise, with some words around it.
fn difference(old: &str, new: &str) -> (String, String) {
    let (old, new) = (words(old), words(new));
    let same = |a: &&String, b: &&String| plain(a) == plain(b);
    let before = old.iter().zip(&new).take_while(|(a, b)| same(a, b)).count();
    let rest = old.len().min(new.len()) - before;
    let behind = old.iter().rev().zip(new.iter().rev());
    let behind = behind.take_while(|(a, b)| same(a, b)).count().min(rest);
    let part = |words: &[String]| {
        let from = before.saturating_sub(AROUND);
        let to = (words.len() - behind + AROUND).min(words.len());
        words[from..to].join(" ")
    };
    (part(&old), part(&new))
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn a_change_is_shown_with_the_words_around_it() {
        let old = "Thực hiện Công văn số 1801 ngày 15/10 của Sở, huyện báo cáo.";
        for (new, shown) in [
            (
                "Thực hiện Quyết định số 1801 ngày 15/10 của Sở, huyện báo cáo.",
                (
                    "Thực hiện Công văn số 1801 ngày",
                    "Thực hiện Quyết định số 1801 ngày",
                ),
            ),
            (
                "Thực hiện Công văn số 1801 ngày 15/10 của Sở, huyện xin báo cáo.",
                ("của Sở, huyện báo cáo.", "của Sở, huyện xin báo cáo."),
            ),
            ("", (old, "")),
        ] {
            let (a, b) = difference(old, new);
            assert_eq!((a.as_str(), b.as_str()), shown, "{new}");
        }
    }
}

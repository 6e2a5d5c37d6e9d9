//! The frame of an edited document: whose it is, its symbol and date, who signs. What a person made of it stays, and is asked
//! about where the settings say another.

use super::open::Open;
use crate::app::aligned::align;
use crate::app::passage::{Passage, short};
use crate::app::plain::plain;
use crate::model::document::Frame;
use crate::msg;
use crate::words::{Fact, Message};
use std::collections::BTreeSet;

/// What is asked about, and what is only told.
#[derive(Default)]
pub(super) struct FrameChanges {
    pub(super) open: Vec<Open>,
    pub(super) told: Vec<Message>,
}

/// All of it, but for paragraphs about whose words something is asked already.
pub(super) fn changes(
    frame: &Frame,
    fresh: &[Passage],
    document: &[Passage],
    asked: &BTreeSet<usize>,
) -> FrameChanges {
    let mut out = FrameChanges::default();
    let stood = align(fresh, document);
    for (part, words) in parts(frame) {
        let wanted = plain(words);
        let is_its = |passage: &Passage| has_part(passage, &wanted);
        let Some(at) = fresh.iter().position(is_its) else {
            continue;
        };
        if document.iter().any(is_its) {
            continue;
        }
        let here = stood[at].map(|here| &document[here]);
        let paragraph = here.map_or(0, |here| here.paragraphs.start);
        if here.is_some_and(|here| here.paragraphs.clone().any(|at| asked.contains(&at))) {
            continue;
        }
        let known: BTreeSet<String> = lines(&fresh[at]).into_iter().map(plain).collect();
        let mut theirs = here.map_or_else(Vec::new, lines);
        theirs.retain(|line| !known.contains(&plain(line)));
        let stands = theirs.join(" / ");
        let said = msg!(
            "edited.frame",
            part = Fact::words(part),
            stands = short(&stands),
            fresh = words
        );
        out.open
            .push(Open::words(said, paragraph, (words, &stands)));
    }
    date(frame, (fresh, document, &stood), &mut out);
    out
}

/// The parts that the settings say, with what each is called. One that is written over several lines is known by the last.
fn parts(frame: &Frame) -> Vec<(&'static str, &str)> {
    let parent = frame
        .parent
        .iter()
        .map(|parent| ("edited.part-issuer", parent.as_str()));
    let signature = frame.signature.iter();
    let signature = signature.map(|line| ("edited.part-signature", line.as_str()));
    parent
        .chain([
            ("edited.part-issuer", frame.issuer.as_str()),
            ("edited.part-symbol", frame.symbol.as_str()),
        ])
        .chain(signature)
        .chain([("edited.part-signer", frame.signer.as_str())])
        .filter(|(_, words)| !words.trim().is_empty())
        .collect()
}

/// What stands in the paragraphs of a passage.
fn lines(passage: &Passage) -> Vec<&str> {
    let ends = passage.starts.iter().skip(1).map(|(_, from)| *from);
    let ends = ends.chain([passage.text.len()]);
    let pieces = passage.starts.iter().zip(ends);
    let pieces = pieces.filter_map(|((_, from), to)| passage.text.get(*from..to));
    let lines = pieces.flat_map(|piece| piece.split(['\n', '\t']));
    lines
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect()
}

/// Whether a passage has a part of the frame: in a line of its own, at the end of one, or over several lines of a cell.
fn has_part(passage: &Passage, wanted: &str) -> bool {
    let ends_so = |line: &str| {
        let line = plain(line);
        let before = line.strip_suffix(wanted);
        before.is_some_and(|before| {
            before.is_empty() || before.ends_with('/') || {
                let before = before.trim_end();
                wanted.contains(' ') && !before.ends_with("phó") && !before.ends_with("kt.")
            }
        })
    };
    let cells = passage.text.split('\t');
    let mut all = lines(passage).into_iter().chain(cells);
    all.any(ends_so)
}

/// The month and year of a document, where they are not those of the settings: another year is asked about, another month may
/// be when it is signed.
fn date(
    frame: &Frame,
    (fresh, document, stood): (&[Passage], &[Passage], &[Option<usize>]),
    out: &mut FrameChanges,
) {
    let (_, month, year) = frame.date;
    let place = plain(&frame.place);
    let dated = |passage: &Passage| {
        let mut lines = lines(passage).into_iter();
        lines.find_map(|line| {
            let is_it = plain(line).starts_with(&place) && plain(line).contains(" năm ");
            let numbers = line.split(|c: char| !c.is_ascii_digit());
            let numbers: Vec<i64> = numbers.filter_map(|n| n.parse().ok()).collect();
            let [.., month, year] = numbers.as_slice() else {
                return None;
            };
            is_it.then(|| (*month, *year, line.to_owned()))
        })
    };
    let Some(at) = fresh.iter().position(|passage| dated(passage).is_some()) else {
        return;
    };
    let here = stood[at].map(|here| &document[here]);
    let Some((here, (m, y, line))) = here.and_then(|here| Some((here, dated(here)?))) else {
        return;
    };
    if (m, y) == (i64::from(month), i64::from(year)) {
        return;
    }
    let wanted = format!("{month:02}/{year}");
    let said = msg!(
        "edited.frame",
        part = Fact::words("edited.part-date"),
        stands = line,
        fresh = wanted
    );
    if y == i64::from(year) {
        out.told.push(said);
    } else {
        let paragraph = here.paragraphs.start;
        out.open
            .push(Open::words(said, paragraph, (&wanted, &line)));
    }
}

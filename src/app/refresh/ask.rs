//! What a document says besides the figures in their places: numbers that no figure accounts for, text that nobody sees,
//! numbers outside of the text. The same that the lint finds; each place is asked about once.

use super::numbers::Sources;
use super::open::{Asked, Open};
use super::retyped::retyped;
use super::sense::turned;
use crate::app::passage::{Passage, short};
use crate::lint::{KnownNumber, Outside, ReadNumber, Said, Standing};
use crate::model::kit::Kit;
use crate::msg;
use crate::words::Fact;
use std::collections::BTreeSet;
use std::ops::Range;

/// All of them, for the passages of a document.
pub(super) fn asked(said: &Said, document: &[Passage], asked: &[Asked]) -> Vec<Open> {
    let mut out = Vec::new();
    for (at, passage) in document.iter().enumerate() {
        let is_new = |number: &&ReadNumber| {
            let place = passage.of_paragraph(number.paragraph, &number.at);
            let Some(place) = place else { return false };
            !passage.has_figure_at(&place)
                && !asked
                    .iter()
                    .any(|(other, range)| *other == at && meet(range, &place))
        };
        let numbers = said.numbers.iter().filter(is_new);
        let numbers: Vec<&ReadNumber> = numbers.collect();
        out.extend(
            of_passage(passage, &numbers)
                .into_iter()
                .map(|(open, _)| open),
        );
    }
    for hidden in &said.hidden {
        let message = msg!("edited.hidden", text = short(&hidden.text));
        out.push(Open::words(message, hidden.paragraph, ("", &hidden.text)));
    }
    let first = document
        .first()
        .map_or(0, |passage| passage.paragraphs.start);
    for outside in &said.outside {
        out.push(of_outside(outside, first));
    }
    out
}

/// The numbers of a passage that no figure accounts for, and those that a figure had once: what is asked, and about which.
fn of_passage<'n>(
    passage: &Passage,
    numbers: &[&'n ReadNumber],
) -> Vec<(Open, Vec<&'n ReadNumber>)> {
    let mut out: Vec<(Open, Vec<&ReadNumber>)> = Vec::new();
    let mut unknown: Vec<String> = Vec::new();
    for number in numbers {
        match &number.standing {
            Some(Standing::Stale { label, now }) => {
                let said = msg!(
                    "edited.stale-number",
                    old = number.shown,
                    label = label,
                    now = now,
                    place = short(&passage.text)
                );
                let texts = (now.as_str(), passage.text.as_str());
                let open = Open::words(said, passage.paragraphs.start, texts);
                out.push((open, vec![number]));
            }
            None if !unknown.contains(&number.shown) => unknown.push(number.shown.clone()),
            _ => {}
        }
    }
    if !unknown.is_empty() {
        let words = unknown.join("; ");
        let said = msg!(
            "edited.number-unknown",
            numbers = Fact::list(unknown, "; "),
            place = short(&passage.text)
        );
        let texts = (words.as_str(), &*passage.skeleton());
        let open = Open::words(said, passage.paragraphs.start, texts);
        let unknown = numbers.iter().filter(|number| number.standing.is_none());
        out.push((open, unknown.copied().collect()));
    }
    out.dedup_by(|b, a| {
        let is_same = a.0.id == b.0.id;
        if is_same {
            a.1.append(&mut b.1);
        }
        is_same
    });
    out
}

/// Numbers that the officer has accepted where they stand: of the text, and outside of it.
pub(crate) fn accepted(
    (kit, sources): (&Kit, &Sources),
    said: &Said,
    document: &[Passage],
    accepted: &BTreeSet<String>,
) -> (Vec<KnownNumber>, Vec<Outside>) {
    let known = |number: &ReadNumber| KnownNumber {
        paragraph: number.paragraph,
        at: number.at.clone(),
        standing: Standing::Accepted,
    };
    let covered = covered((kit, sources), document);
    let mut out = Vec::new();
    for (at, passage) in document.iter().enumerate() {
        let cover = |number: &ReadNumber| {
            let place = passage.of_paragraph(number.paragraph, &number.at)?;
            let mut all = covered.iter();
            all.find(|(_, (other, range))| *other == at && meet(range, &place))
        };
        let is_of = |number: &&ReadNumber| {
            let place = passage.of_paragraph(number.paragraph, &number.at);
            place.is_some_and(|place| !passage.has_figure_at(&place))
        };
        let numbers: Vec<&ReadNumber> = said.numbers.iter().filter(is_of).collect();
        let (asked, alone): (Vec<&ReadNumber>, Vec<&ReadNumber>) = numbers
            .into_iter()
            .partition(|number| cover(number).is_some());
        let asked = asked
            .into_iter()
            .filter(|number| cover(number).is_some_and(|(open, _)| accepted.contains(&open.id)));
        out.extend(asked.map(known));
        let alone = of_passage(passage, &alone).into_iter();
        let alone = alone.filter(|(open, _)| accepted.contains(&open.id));
        out.extend(alone.flat_map(|(_, numbers)| numbers).map(known));
    }
    let outside = said.outside.iter().filter(|one| {
        let open = of_outside(one, 0);
        accepted.contains(&open.id)
    });
    (out, outside.cloned().collect())
}

/// Numbers that are asked about with more than themselves.
fn covered((kit, sources): (&Kit, &Sources), document: &[Passage]) -> Vec<(Open, Asked)> {
    let (status, fresh) = (sources.status, sources.fresh);
    let retyped = retyped((kit, status), fresh, document).into_iter();
    let turned = turned(status, fresh, document, &BTreeSet::new());
    let turned = turned.into_iter().flat_map(|(open, numbers)| {
        let numbers = numbers.into_iter();
        numbers.map(move |number| (open.clone(), number))
    });
    retyped.chain(turned).collect()
}

fn meet(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// What is asked about numbers outside of the text.
fn of_outside(outside: &Outside, paragraph: usize) -> Open {
    let message = msg!(
        "edited.outside",
        place = Fact::words(outside.place),
        numbers = Fact::list(outside.numbers.clone(), "; "),
        text = short(&outside.text)
    );
    Open::words(message, paragraph, (outside.place, &outside.text))
}

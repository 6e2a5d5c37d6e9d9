//! What a document says besides the figures in their places: numbers that no figure accounts for, text that nobody sees,
//! numbers outside of the text. The same that the lint finds; each place is asked about once.

use super::open::Open;
use crate::app::passage::{Passage, short};
use crate::lint::{ReadNumber, Said, Standing};
use crate::msg;
use crate::words::Fact;
use std::ops::Range;

/// A number that is asked about already: its passage, and where in it.
pub(super) type Asked = (usize, Range<usize>);

/// All of them, for the passages of a document.
pub(super) fn asked(said: &Said, document: &[Passage], asked: &[Asked]) -> Vec<Open> {
    let mut out = Vec::new();
    for (at, passage) in document.iter().enumerate() {
        let is_new = |number: &&ReadNumber| {
            let place = passage.of_paragraph(number.paragraph, &number.at);
            let Some(place) = place else { return false };
            let meets = |other: &Range<usize>| other.start < place.end && place.start < other.end;
            !passage.has_figure_at(&place)
                && !asked
                    .iter()
                    .any(|(other, range)| *other == at && meets(range))
        };
        let numbers = said.numbers.iter().filter(is_new);
        let numbers: Vec<&ReadNumber> = numbers.collect();
        out.extend(of_passage(passage, &numbers));
    }
    for hidden in &said.hidden {
        let message = msg!("edited.hidden", text = short(&hidden.text));
        out.push(Open::words(message, hidden.paragraph, ("", &hidden.text)));
    }
    let first = document
        .first()
        .map_or(0, |passage| passage.paragraphs.start);
    for outside in &said.outside {
        let message = msg!(
            "edited.outside",
            place = Fact::words(outside.place),
            numbers = Fact::list(outside.numbers.clone(), "; "),
            text = short(&outside.text)
        );
        out.push(Open::words(message, first, (outside.place, &outside.text)));
    }
    out
}

/// The numbers of a passage that no figure accounts for, and those that a figure had once.
fn of_passage(passage: &Passage, numbers: &[&ReadNumber]) -> Vec<Open> {
    let mut out = Vec::new();
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
                out.push(Open::words(said, passage.paragraphs.start, texts));
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
        out.push(Open::words(said, passage.paragraphs.start, texts));
    }
    out.dedup_by(|b, a| a.id == b.id);
    out
}

//! Figures of a passage that a person typed anew, so that nothing marks their places any more.

use super::find::same;
use super::label;
use super::open::{Asked, Open, Way};
use crate::app::aligned::{align, common_words, whole_words};
use crate::app::kept_number::why_not_kept;
use crate::app::passage::{Passage, short};
use crate::campaign::status::Status;
use crate::docx::control;
use crate::model::kit::Kit;
use crate::msg;
use std::collections::BTreeSet;
use std::ops::Range;

/// The numbers that stand in the places of figures and say something else: between the same two words as the figure does in
/// a report written now. To accept the words of the passage does not settle them.
pub(super) fn retyped(
    by: (&Kit, &Status),
    fresh: &[Passage],
    document: &[Passage],
) -> Vec<(Open, Asked)> {
    let stood = align(fresh, document);
    let pairs = fresh.iter().zip(stood);
    let pairs = pairs.filter_map(|(fresh, here)| Some((fresh, here?)));
    pairs
        .filter(|(fresh, at)| fresh.text != document[*at].text)
        .flat_map(|(fresh, at)| {
            let retyped = of_passage(by, fresh, &document[at]).into_iter();
            retyped.map(move |(open, typed)| (open, (at, typed)))
        })
        .collect()
}

fn of_passage(
    (kit, status): (&Kit, &Status),
    fresh: &Passage,
    here: &Passage,
) -> Vec<(Open, Range<usize>)> {
    let kept: BTreeSet<String> = here.figures.iter().map(|(_, s)| control::tag(s)).collect();
    let common = common_words(&fresh.text, &here.text);
    let lost = fresh.figures.iter();
    let lost = lost.filter(|(_, slot)| !kept.contains(&control::tag(slot)));
    lost.filter_map(|(range, slot)| {
        let [figure] = words_of(&fresh.text, range)?.try_into().ok()?;
        let typed = in_place_of(&figure, &common, fresh, here)?;
        let (old, new) = (&here.text[typed.clone()], &fresh.text[figure]);
        let figures = &status.figures;
        let figure = figures.get(&slot.id);
        let why = figure.and_then(|figure| why_not_kept(kit, figures, figure, old));
        let (label, place) = (label(status, slot), short(&here.text));
        let (said, way) = match why {
            None => {
                let id = &slot.id;
                let said = msg!(
                    "edited.retyped",
                    label = label,
                    old = old,
                    new = new,
                    id = id,
                    place = place
                );
                (said, Way::Keep)
            }
            Some(why) => {
                let said = msg!(
                    "edited.retyped-wrongly",
                    label = label,
                    old = old,
                    new = new,
                    why = why,
                    place = place
                );
                (said, Way::Mend)
            }
        };
        let open = Open::figure(said, here.paragraphs.start, way).of_number(&slot.id, old);
        (!same(old, new)).then_some((open, typed))
    })
    .collect()
}

/// The words in a range of a text that have a digit; `None` when others stand there too.
fn words_of(text: &str, range: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let words = whole_words(text.get(range.clone())?).into_iter();
    let words = words.map(|word| word.start + range.start..word.end + range.start);
    let words: Vec<_> = words.collect();
    let has_digit = |word: &Range<usize>| text[word.clone()].contains(|c: char| c.is_ascii_digit());
    words.iter().all(has_digit).then_some(words)
}

/// The one number that stands between the words which stand around a figure of the fresh passage.
fn in_place_of(
    figure: &Range<usize>,
    common: &[(Range<usize>, Range<usize>)],
    fresh: &Passage,
    here: &Passage,
) -> Option<Range<usize>> {
    let says_nothing = |part: &str| !part.contains(char::is_alphanumeric);
    let before = common
        .iter()
        .rev()
        .find(|(word, _)| word.end <= figure.start);
    let after = common.iter().find(|(word, _)| word.start >= figure.end);
    let (from, there) = before.map_or((0, 0), |(word, here)| (word.end, here.end));
    let (upto, until) = after.map_or((fresh.text.len(), here.text.len()), |(word, here)| {
        (word.start, here.start)
    });
    let is_beside = says_nothing(fresh.text.get(from..figure.start)?)
        && says_nothing(fresh.text.get(figure.end..upto)?)
        && (before.is_some() || after.is_some());
    let [typed] = words_of(&here.text, &(there..until))?.try_into().ok()?;
    (is_beside && !here.has_figure_at(&typed)).then_some(typed)
}

//! Labels and titles that say something else than the form.
//!
//! In: where rows were found, and texts of ours that were written over. Out: findings; where a text names another period, a
//! plan or another scale, the figures that it stands over or beside are asked about.

use super::answers::{place, shown};
use super::cells::CellReader;
use super::locate::SheetMap;
use super::qualifier::{Qualifier, is_otherwise, qualifier};
use super::strays::ChangedText;
use crate::layout::LABEL;
use crate::model::code;
use crate::model::finding::Involved;
use crate::msg;
use crate::value::fold;
use crate::value::understand::is_same_measure;
use crate::words::Message;

/// Rows whose label says something else than the form. `period` is that of the campaign.
pub(super) fn rows<'a>(reader: &mut CellReader<'a>, map: &'a SheetMap<'a>, period: &str) {
    let Some(col) = map.col(LABEL) else { return };
    let (mut relabelled, mut otherwise) = (Vec::new(), Vec::new());
    for (planned, actual) in &map.relabelled {
        reader.used.insert((&map.raw.name, *actual, col));
        let Some(cell) = map.raw.at(*actual, col) else {
            continue;
        };
        let said = cell.value.shown();
        let label = label_of(map, *planned);
        let measure = map.plan.grid.unit;
        let measure = measure.and_then(|col| map.plan.text_at(*planned, col));
        let is_other = says_otherwise((&said, &label), measure.unwrap_or_default(), period);
        let cell = Involved {
            field: None,
            label,
            place: Some(place(map.raw, *actual, col)),
            shown: said.into(),
        };
        if is_other {
            otherwise.push(cell);
            otherwise.extend(answers(reader, map, *planned));
        } else {
            relabelled.push(cell);
        }
    }
    ask(reader, map, otherwise);
    if let Some(first) = relabelled.first() {
        let message = msg!(
            "check.label-changed",
            sheet = map.raw.name,
            count = relabelled.len(),
            planned = first.label,
            actual = first.shown
        );
        reader.find(
            (&code::LABEL_CHANGED, &map.plan.name),
            (message, msg!("check.look-at-rows")),
            relabelled,
        );
    }
    if let Some(first) = map.parted.first() {
        let message = msg!(
            "check.rows-sorted",
            sheet = map.raw.name,
            count = map.parted.len(),
            first = label_of(map, *first)
        );
        reader.find(
            (&code::ROWS_SORTED, &map.plan.name),
            (message, msg!("check.look-at-rows")),
            Vec::new(),
        );
    }
}

/// What was answered in a row.
fn answers(reader: &CellReader<'_>, map: &SheetMap<'_>, planned: u32) -> Vec<Involved> {
    let spots = reader.layout.fields.iter();
    let spots = spots.filter(|s| s.sheet == map.plan.name && s.label.0 == planned);
    let cells = spots.filter_map(|spot| {
        let (row, col) = map.locate(spot).0?;
        let cell = map.raw.at(row, col)?;
        Some(Involved {
            field: Some((&spot.field).into()),
            label: label_of(map, planned),
            place: Some(place(map.raw, row, col)),
            shown: shown(&cell.value, cell.percent).into(),
        })
    });
    cells.collect()
}

/// Whether a text of ours now says that the figures are not those that are asked for, or asks for the opposite.
fn says_otherwise((said, planned): (&str, &str), measure: &str, period: &str) -> bool {
    let is_other = |text: &str| {
        qualifier(text, period) == Qualifier::Other
            || is_otherwise(text, measure, period)
            || ["không ", "chưa "]
                .iter()
                .any(|no| fold(text).starts_with(no))
    };
    is_other(said) && !is_other(planned)
}

/// Asks about texts that say so, each with what it said.
fn ask(reader: &mut CellReader<'_>, map: &SheetMap<'_>, cells: Vec<Involved>) {
    let Some(Involved {
        label,
        place: Some(at),
        shown,
        ..
    }) = cells.first()
    else {
        return;
    };
    let message = msg!(
        "check.text-otherwise",
        place = at.shown(),
        planned = label,
        actual = shown
    );
    let todo = msg!("check.look-at-otherwise");
    let about = map.plan.name.as_str();
    reader.find((&code::TEXT_OTHERWISE, about), (message, todo), cells);
}

/// Locked texts that say something else, those over the columns of answers aside.
pub(super) fn texts(
    reader: &mut CellReader<'_>,
    map: &SheetMap<'_>,
    changed: Vec<ChangedText>,
    period: &str,
) {
    // Another word for the same unit of measure says nothing new.
    let is_measure = |text: &ChangedText| {
        let (row, col) = text.planned_at;
        map.plan.grid.unit == Some(col)
            && map.id_row(row).is_some()
            && !is_same_measure(&text.said, &text.planned)
    };
    let (measures, others): (Vec<ChangedText>, Vec<ChangedText>) =
        changed.into_iter().partition(is_measure);
    let (otherwise, others): (Vec<ChangedText>, Vec<ChangedText>) = others
        .into_iter()
        .partition(|text| says_otherwise((&text.said, &text.planned), "", period));
    ask(reader, map, involved(otherwise));
    let rows = [
        (&code::MEASURE_CHANGED, measures),
        (&code::TEXT_CHANGED, others),
    ];
    for (row, texts) in rows {
        let Some(first) = texts.first() else { continue };
        let (said, todo) = if *row == code::MEASURE_CHANGED {
            ("check.measure-changed", "check.look-at-measure")
        } else {
            ("check.text-changed", "check.look-at-meaning")
        };
        let message = Message::new(said)
            .with("count", &texts.len())
            .with("place", &first.place.shown())
            .with("planned", &first.planned)
            .with("actual", &first.said);
        let said = (message, Message::new(todo));
        reader.find((row, &map.plan.name), said, involved(texts));
    }
}

fn involved(texts: Vec<ChangedText>) -> Vec<Involved> {
    let cells = texts.into_iter().map(|text| Involved {
        field: None,
        label: text.planned,
        place: Some(text.place),
        shown: text.said.into(),
    });
    cells.collect()
}

/// The label of a planned row, without its definition.
pub(super) fn label_of(map: &SheetMap<'_>, planned: u32) -> String {
    let text = map.plan.text_at(planned, LABEL).unwrap_or_default();
    text.lines().next().unwrap_or_default().to_owned()
}

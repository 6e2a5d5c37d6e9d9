//! What a kit says otherwise since a form was issued: what its units are not to blame for.
//!
//! In: a return that was read by the version that it was made from, and the form as the kit has it today. Out: notes, and
//! questions where something is missing or figures may be of something else now.

use super::answers::{blank, place, shown};
use super::cells::CellReader;
use super::expected::Planned;
use super::qualifier::{Qualifier, qualifier};
use crate::layout::{FieldSpot, LABEL, Layout, Line, ListSpot, SheetPlan};
use crate::model::code;
use crate::model::finding::Involved;
use crate::model::form::{Body, FieldRef, Form, Section};
use crate::model::id::{AnswerId, ItemId, SectionId};
use crate::model::reading::{Answer, Reading};
use crate::msg;
use crate::value::fold;
use crate::value::understand::is_same_measure;
use crate::words::Fact;
use std::collections::BTreeSet;

/// Changes that are told of one form before the rest is only counted.
const MOST_TOLD: usize = 5;

/// Tells what is new, gone and otherwise in the kit since the form was issued. `asked` are the sections that the unit
/// answers, all when there are none.
pub(super) fn report(
    reader: &mut CellReader<'_>,
    (form, asked): (&Form, &[SectionId]),
    reading: &Reading,
    (today, period): (&Planned, &str),
) {
    reader.account.notes.push(msg!("check.issued-before"));
    let is_asked = |section: &&Section| asked.is_empty() || asked.contains(&section.id);
    let sections = form.sections.iter().filter(is_asked);
    asked_since(reader, sections);
    asked_no_more(reader, form);
    said_otherwise(reader, reading, &today.layout, period);
}

/// What the kit asks for only since then.
fn asked_since<'f>(reader: &mut CellReader<'_>, sections: impl Iterator<Item = &'f Section>) {
    let new = |id: ItemId, label: String| Involved {
        field: Some(id),
        label,
        place: None,
        shown: Fact::default(),
    };
    let mut cells = Vec::new();
    for section in sections {
        match &section.body {
            Body::Grid { columns, rows } => {
                let fields = rows.iter().flat_map(|row| {
                    let columns = columns.iter().filter(|c| row.takes(c));
                    columns.map(move |column| FieldRef {
                        section,
                        row,
                        column,
                    })
                });
                let fields = fields.filter(|f| !reader.spots.contains_key(f.id().as_str()));
                cells.extend(fields.map(|f| new((&f.id()).into(), f.label())));
            }
            Body::List(list) => {
                if reader.layout.list(&section.id).is_none() {
                    cells.push(new((&section.id).into(), section.title.clone()));
                    continue;
                }
                let columns = list.columns.iter();
                let columns = columns
                    .filter(|column| reader.layout.column_of(&section.id, &column.id).is_none());
                cells.extend(columns.map(|column| {
                    let id = AnswerId::of_list(&section.id, &column.id);
                    let label = format!("{} - {}", section.title, column.label);
                    new((&id).into(), label)
                }));
            }
        }
    }
    let Some(first) = cells.first() else { return };
    let message = msg!(
        "check.asked-since",
        count = cells.len(),
        first = first.label
    );
    let about = reader.layout.form.to_string();
    let said = (message, msg!("check.asked-since-todo"));
    reader.find((&code::ASKED_SINCE, &about), said, cells);
}

/// Answers to what the kit asks for no more.
fn asked_no_more(reader: &mut CellReader<'_>, form: &Form) {
    let (layout, sheets) = (reader.layout, reader.sheets);
    let mut cells = Vec::new();
    for spot in layout
        .fields
        .iter()
        .filter(|s| form.field(&s.field).is_none())
    {
        let Some(map) = sheets.map(&spot.sheet) else {
            continue;
        };
        let own = map.locate(spot).0;
        let beside = [spot.status, spot.remark].into_iter();
        let others = beside.chain(spot.continuation.iter().copied());
        let others = others.filter_map(|(row, col)| map.row(row).zip(map.col(col)));
        cells.extend(own.into_iter().chain(others).map(|at| (map, at)));
    }
    for spot in &layout.lists {
        let Some(map) = sheets.map(&spot.sheet) else {
            continue;
        };
        let mut lists = form.lists();
        let list = lists.find_map(|(section, list)| (section.id == spot.section).then_some(list));
        let is_gone = |id: &str| !list.is_some_and(|list| list.columns.iter().any(|c| c.id == *id));
        let columns = layout.columns_of(&spot.section);
        for (_, col) in columns.filter(|(id, _)| is_gone(id)) {
            let rows = spot.first_row..spot.first_row + spot.capacity;
            let rows = rows.filter_map(|row| map.row(row).zip(map.col(col)));
            cells.extend(rows.map(|at| (map, at)));
        }
        if list.is_none() {
            let beside = [spot.status, spot.remark].into_iter();
            let beside = beside.filter_map(|(row, col)| map.row(row).zip(map.col(col)));
            cells.extend(beside.map(|at| (map, at)));
        }
    }
    let mut filled = Vec::new();
    for (map, (row, col)) in cells {
        let is_new = reader.used.insert((&map.raw.name, row, col));
        let cell = map.raw.at(row, col).filter(|c| is_new && !blank(&c.value));
        filled.extend(cell.map(|cell| {
            let said = shown(&cell.value, cell.percent);
            format!("{} = {said}", place(map.raw, row, col).shown())
        }));
    }
    if !filled.is_empty() {
        let note = msg!(
            "check.asked-no-more",
            count = filled.len(),
            cells = told(&filled)
        );
        reader.account.notes.push(note);
    }
}

/// Labels, headings and units of measure that are others today.
fn said_otherwise(reader: &mut CellReader<'_>, reading: &Reading, today: &Layout, period: &str) {
    let mut changes = BTreeSet::new();
    let mut doubtful = Vec::new();
    for spot in &reader.layout.fields {
        let Some(now) = today.field(&spot.field) else {
            continue;
        };
        let pair = Texts::of(reader.layout, spot).zip(Texts::of(today, now));
        let Some((before, after)) = pair else {
            continue;
        };
        let differ = before.otherwise(&after);
        let is_other = |(before, after): &(&str, &str)| {
            let other = |text: &str| qualifier(text, period) == Qualifier::Other;
            other(before) || other(after)
        };
        let is_doubtful =
            !is_same_measure(after.measure, before.measure) || differ.iter().any(is_other);
        changes.extend(differ.iter().map(|(before, after)| change(before, after)));
        let said = reading.fields.iter().find(|f| f.field == *spot.field);
        let said = said.filter(|f| is_doubtful && !matches!(f.answer, Answer::Blank));
        doubtful.extend(
            said.zip(differ.first())
                .map(|(said, (before, after))| Involved {
                    field: Some((&spot.field).into()),
                    label: change(before, after),
                    place: said.place.clone(),
                    shown: said.raw.as_str().into(),
                }),
        );
    }
    for spot in &reader.layout.lists {
        let Some(now) = today.list(&spot.section) else {
            continue;
        };
        for (id, col) in reader.layout.columns_of(&spot.section) {
            let Some(col_now) = today.column_of(&spot.section, id) else {
                continue;
            };
            let heading = |layout: &Layout, spot: &ListSpot, col| -> Option<String> {
                let sheet = layout.sheet(&spot.sheet)?;
                let text = sheet.text_at(spot.first_row.checked_sub(1)?, col)?;
                Some(text.to_owned())
            };
            let pair = heading(reader.layout, spot, col).zip(heading(today, now, col_now));
            let pair = pair.filter(|(before, after)| fold(before) != fold(after));
            changes.extend(pair.map(|(before, after)| change(&before, &after)));
        }
    }
    if !changes.is_empty() {
        let all: Vec<String> = changes.into_iter().collect();
        let note = msg!(
            "check.reworded-since",
            count = all.len(),
            changes = told(&all)
        );
        reader.account.notes.push(note);
    }
    if let Some(first) = doubtful.first() {
        let message = msg!(
            "check.meant-otherwise",
            count = doubtful.len(),
            change = first.label
        );
        let about = reader.layout.form.to_string();
        let said = (message, msg!("check.meant-otherwise-todo"));
        reader.find((&code::MEANT_OTHERWISE, &about), said, doubtful);
    }
}

/// "Máy hỏng" → "Máy tính hỏng".
fn change(before: &str, after: &str) -> String {
    format!("\"{before}\" → \"{after}\"")
}

/// The first of them, a semicolon between.
fn told(all: &[String]) -> String {
    let mut told = all[..all.len().min(MOST_TOLD)].join("; ");
    if all.len() > MOST_TOLD {
        told.push_str("; …");
    }
    told
}

/// What says of what a field is.
struct Texts<'l> {
    label: &'l str,
    heading: &'l str,
    measure: &'l str,
}

impl<'l> Texts<'l> {
    fn of(layout: &'l Layout, spot: &FieldSpot) -> Option<Self> {
        let sheet = layout.sheet(&spot.sheet)?;
        let text = |row, col| sheet.text_at(row, col).unwrap_or_default();
        let measure = sheet.grid.unit;
        Some(Self {
            label: text(spot.label.0, LABEL),
            heading: heading(sheet, spot).unwrap_or_default(),
            measure: measure.map_or("", |col| text(spot.label.0, col)),
        })
    }

    /// The pairs that say something else, of the measure first.
    fn otherwise<'t>(&'t self, after: &'t Self) -> Vec<(&'t str, &'t str)> {
        let pairs = [
            (self.measure, after.measure),
            (self.label, after.label),
            (self.heading, after.heading),
        ];
        let mut differ = pairs.to_vec();
        differ.retain(|(before, after)| fold(before) != fold(after));
        differ
    }
}

/// The heading over a field.
fn heading<'l>(sheet: &'l SheetPlan, spot: &FieldSpot) -> Option<&'l str> {
    let mut above = sheet.lines.iter().take(spot.row as usize);
    let row = above.rposition(|line| matches!(line, Line::Heading(_)))?;
    sheet.text_at(row as u32, spot.col)
}

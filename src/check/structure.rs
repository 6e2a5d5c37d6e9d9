//! What was noticed about the shape of a file: sheets and rows that are gone, moved, renamed or added.

use super::answers::{blank, place, shown};
use super::cells::CellReader;
use super::covered;
use super::file_name::unused_in;
use super::formulas;
use super::margins;
use super::notes;
use super::qualifier::is_of_other_figures;
use super::rivals;
use super::strays::{MOST, strays};
use super::unseen;
use super::wording::{self, label_of};
use crate::check::columns::{Choice, HeadedColumn};
use crate::check::locate::SheetMap;
use crate::layout::FieldSpot;
use crate::model::code;
use crate::model::finding::{Draft, Involved};
use crate::model::form::Form;
use crate::model::raw::cell_name;
use crate::model::reading::{Anchor, Place};
use crate::msg;
use crate::value::{Severity, fold};
use crate::words::{Message, ToFact};
use std::collections::BTreeSet;

/// Notes and findings about the shape of a form, after all fields were read. `period` is that of the campaign.
pub(super) fn report(reader: &mut CellReader<'_>, form: &Form, period: &str) {
    let measures = &margins::measures(form);
    sheets(reader, period);
    rivals::sheets(reader, period);
    lost(reader);
    formulas::uncomputed(reader);
    covered::ask(reader);
    contested(reader);
    let found = reader.sheets;
    let mut count = 0;
    for map in found.maps.iter().flatten() {
        wording::rows(reader, map, period);
        headings(reader, map);
        anchors(reader, map);
        let strays = strays(map, &reader.used, period);
        wording::lines(reader, map, form, measures);
        rivals::beside(reader, (map, form), &strays.raw, measures);
        count += strays.count;
        reader.account.strays.extend(strays.cells);
        wording::texts(reader, map, strays.changed, period);
        formulas::report(reader, map, period);
        if map.raw.left_out > 0 {
            let message = msg!(
                "check.too-many-cells",
                sheet = map.raw.name,
                count = map.raw.left_out
            );
            reader.find(
                (&code::TOO_MANY_CELLS, &map.plan.name),
                (message, msg!("check.clear-the-rest")),
                Vec::new(),
            );
        }
    }
    let aids = found.aids.iter().map(|(raw, _)| *raw);
    for sheet in found.maps.iter().flatten().map(|map| map.raw).chain(aids) {
        let told = notes::told(sheet).map(|draft| reader.subject.finding(draft));
        reader.findings.extend(told);
    }
    for map in found.maps.iter().flatten() {
        unseen(reader, map);
    }
    count += beside_aids(reader);
    stray_cells(reader, count);
}

/// Answers of a sheet that nobody sees.
fn unseen(reader: &mut CellReader<'_>, map: &SheetMap<'_>) {
    let of_sheet = reader
        .used
        .iter()
        .filter(|(name, ..)| *name == map.raw.name);
    let mut answers: Vec<(u32, u16)> = of_sheet.map(|(_, row, col)| (*row, *col)).collect();
    answers.sort_unstable();
    let told = unseen::told(map.raw, &answers).into_iter();
    let told = told.map(|draft| reader.subject.finding(draft));
    reader.findings.extend(told);
}

fn sheets(reader: &mut CellReader<'_>, period: &str) {
    let found = reader.sheets;
    for sheet in &found.gone {
        if reader.missed.contains(sheet) {
            let message = msg!("check.sheet-gone", sheet = sheet);
            let said = (message, msg!("check.fill-the-issued"));
            reader.find((&code::SHEET_GONE, sheet), said, Vec::new());
        } else {
            let message = msg!("check.optional-sheet-gone", sheet = sheet);
            let said = (message, msg!("check.optional-sheet-todo"));
            let finding = reader.subject.finding(Draft {
                severity: Severity::Warning,
                about: (*sheet).to_owned(),
                ..Draft::new(&code::SHEET_GONE, said)
            });
            reader.findings.push(finding);
        }
    }
    for (planned, actual) in &found.renamed {
        let note = msg!("check.sheet-renamed", planned = planned, actual = actual);
        reader.account.notes.push(note);
        if is_of_other_figures(actual, period) || unused_in(actual).is_some() {
            let message = msg!("check.table-sheet-otherwise", sheet = actual);
            let said = (message, msg!("check.look-at-otherwise"));
            reader.find((&code::TEXT_OTHERWISE, actual), said, Vec::new());
        }
    }
    for (copy, read) in &found.copies {
        reader.find(
            (&code::SHEET_COPIED, copy),
            (
                msg!("check.sheet-copied", sheet = copy, read = read),
                msg!("check.one-sheet", read = read),
            ),
            Vec::new(),
        );
    }
    for sheet in &found.extra {
        reader.find(
            (&code::SHEET_ADDED, sheet),
            (
                msg!("check.sheet-extra", sheet = sheet),
                msg!("check.move-extra"),
            ),
            Vec::new(),
        );
    }
}

/// Fields that nothing found, one finding per sheet; those that stand at several places are another.
fn lost(reader: &mut CellReader<'_>) {
    let lost = std::mem::take(&mut reader.lost);
    let mut sheets: Vec<&str> = lost.iter().map(|(sheet, _)| *sheet).collect();
    sheets.dedup();
    for sheet in sheets {
        let doubled: Vec<u32> = reader
            .sheets
            .map(sheet)
            .map_or_else(Vec::new, |map| map.doubled.clone());
        let row_of = |cell: &Involved| Some(reader.spots.get(cell.field.as_deref()?)?.status.0);
        let cells = lost
            .iter()
            .filter(|(s, _)| *s == sheet)
            .map(|(_, cell)| cell.clone());
        let (twice, gone): (Vec<Involved>, Vec<Involved>) =
            cells.partition(|cell| row_of(cell).is_some_and(|row| doubled.contains(&row)));
        if let Some(first) = gone.first() {
            let message = msg!(
                "check.rows-gone",
                sheet = sheet,
                count = gone.len(),
                first = first.label
            );
            let todo = msg!("check.fill-the-issued");
            reader.find((&code::ROWS_GONE, sheet), (message, todo), gone);
        }
        if let Some(first) = twice.first() {
            let message = msg!(
                "check.rows-twice",
                sheet = sheet,
                count = twice.len(),
                first = first.label
            );
            let todo = msg!("check.keep-one-row");
            reader.find((&code::ROWS_TWICE, sheet), (message, todo), twice);
        }
    }
}

/// Cells that more than one answer would come from.
fn contested(reader: &mut CellReader<'_>) {
    for (at, answers) in std::mem::take(&mut reader.contested) {
        let Some(place) = answers.iter().find_map(|cell| cell.place.clone()) else {
            continue;
        };
        let owners = reader.claims.get(&at).cloned().unwrap_or_default();
        let about = owners.first().map(|field| (*field).to_owned());
        let about = about.unwrap_or_else(|| cell_name(place.row, place.col));
        let owners = owners.iter().map(|field| label_of_field(reader, field));
        let labels = answers.iter().map(|cell| cell.label.clone());
        let labels: BTreeSet<String> = labels.chain(owners).collect();
        let labels: Vec<String> = labels.into_iter().collect();
        let shown = answers.first().map(|cell| cell.shown.clone());
        let message = msg!(
            "check.cell-of-two",
            place = place.shown(),
            shown = shown.unwrap_or_default(),
            fields = labels.join("; ")
        );
        let said = (message, msg!("check.one-cell-each"));
        reader.find((&code::CELL_OF_TWO, &about), said, answers);
    }
}

/// The label of a field's row.
fn label_of_field(reader: &CellReader<'_>, field: &str) -> String {
    let map = |spot: &FieldSpot| reader.sheets.map(&spot.sheet);
    let spot = reader.spots.get(field);
    let label = spot.and_then(|spot| Some(label_of(map(spot)?, spot.label.0)));
    label.unwrap_or_else(|| field.to_owned())
}

/// Columns whose headings are not as planned: followed, passed over, asked about or not read.
fn headings<'a>(reader: &mut CellReader<'a>, map: &SheetMap<'a>) {
    let sheet = map.raw.name.as_str();
    let mut notes: Vec<Message> = Vec::new();
    for column in &map.headings.passed {
        notes.push(msg!(
            "check.column-passed",
            cell = place(map.raw, column.row, column.col).shown(),
            said = column.said
        ));
    }
    // Several blocks may share one row of headings: what they ask alike is one question.
    let mut asked: Vec<Draft> = Vec::new();
    for column in &map.headings.columns {
        let over = match column.choice {
            Choice::Followed(col) => {
                notes.push(msg!(
                    "check.column-followed",
                    label = column.label,
                    cell = place(map.raw, column.row, col).shown()
                ));
                continue;
            }
            Choice::Asked(col) => Some(col),
            Choice::Usual | Choice::Refused => column.usual,
        };
        let draft = heading(reader, map, column, over);
        let mut earlier = asked.iter_mut();
        match earlier.find(|earlier| earlier.message == draft.message) {
            Some(earlier) => earlier.cells.extend(draft.cells.into_iter().skip(1)),
            None => asked.push(draft),
        }
    }
    for note in notes {
        if !reader.account.notes.contains(&note) {
            reader.account.notes.push(note);
        }
    }
    let asked = asked.into_iter().map(|draft| reader.subject.finding(draft));
    reader.findings.extend(asked.collect::<Vec<_>>());
    let told = map.headings.cells.iter();
    reader
        .used
        .extend(told.map(|(row, col)| (sheet, *row, *col)));
}
/// What is asked about the heading of a column, which may stand over this one.
fn heading<'a>(
    reader: &mut CellReader<'a>,
    map: &SheetMap<'a>,
    column: &HeadedColumn,
    over: Option<u16>,
) -> Draft {
    let heading = over.map(|col| place(map.raw, column.row, col));
    let at = heading
        .as_ref()
        .map_or_else(|| map.raw.name.clone(), Place::shown);
    let mut cells = vec![Involved {
        field: None,
        label: column.label.clone(),
        place: heading,
        shown: column.said.as_str().into(),
    }];
    let about = under(reader, map, column, over, &mut cells);
    let (row, message, todo) = if column.choice == Choice::Refused {
        let id = if column.said.is_empty() {
            "check.column-unheaded"
        } else if fold(&column.said) == fold(&column.label) {
            "check.column-repeated"
        } else {
            "check.column-not-ours"
        };
        (&code::COLUMN_NOT_OURS, id, msg!("check.right-column"))
    } else {
        let todo = msg!("check.look-at-column");
        // Its own heading is as it was: those beside it leave it open.
        let id = if fold(&column.said) == fold(&column.label) {
            "check.heading-beside"
        } else {
            "check.heading-changed"
        };
        (&code::HEADING_CHANGED, id, todo)
    };
    let message = Message::new(message)
        .with("place", &at)
        .with("planned", &column.label)
        .with("actual", &column.said);
    Draft {
        cells,
        about,
        ..Draft::new(row, (message, todo))
    }
}

/// Adds what stands under a heading in the rows of its block, and under those that may be meant instead; gives the first answer that was planned there.
fn under<'a>(
    reader: &mut CellReader<'a>,
    map: &SheetMap<'a>,
    column: &HeadedColumn,
    over: Option<u16>,
    cells: &mut Vec<Involved>,
) -> String {
    let mut about = None;
    let (layout, sheet) = (reader.layout, map.raw.name.as_str());
    let spots = layout.fields.iter();
    let spots = spots.filter(|s| s.sheet == map.plan.name);
    for spot in spots.filter(|s| s.col == column.planned && column.rows.contains(&s.row)) {
        about = about.or(Some(spot.field.to_string()));
        let Some(row) = map.row(spot.row) else {
            continue;
        };
        let here = over.iter().chain(&column.candidates);
        for cell in here.filter_map(|col| map.raw.at(row, *col)) {
            reader.used.insert((sheet, cell.row, cell.col));
            cells.push(Involved {
                field: Some((&spot.field).into()),
                label: label_of(map, spot.label.0),
                place: Some(place(map.raw, cell.row, cell.col)),
                shown: shown(&cell.value, cell.percent).into(),
            });
        }
    }
    about.unwrap_or_else(|| {
        let mut lists = layout.lists.iter();
        let list = lists.find(|l| l.sheet == map.plan.name && column.rows.contains(&l.first_row));
        let section = list.map_or("", |list| list.section.as_str());
        format!("{section}.{}", column.planned)
    })
}

/// How many fields had to be found by a lesser anchor.
fn anchors(reader: &mut CellReader<'_>, map: &SheetMap<'_>) {
    let count = |anchor: Anchor| {
        let told = (map.plan.name.as_str(), anchor);
        reader.anchors.iter().filter(|a| **a == told).count()
    };
    let (by_id, by_label) = (count(Anchor::RowId), count(Anchor::Label));
    if map.raw.is_turned {
        let note = msg!("check.sheet-turned", sheet = map.raw.name);
        reader.account.notes.push(note);
    }
    if by_id > 0 {
        let note = msg!("check.found-by-row-id", sheet = map.raw.name, count = by_id);
        reader.account.notes.push(note);
    }
    if map.unaccented > 0 {
        let note = msg!(
            "check.found-without-accents",
            sheet = map.raw.name,
            count = map.unaccented
        );
        reader.account.notes.push(note);
    }
    if by_label > 0 {
        let note = msg!(
            "check.found-by-label",
            sheet = map.raw.name,
            count = by_label
        );
        reader.account.notes.push(note);
    }
}

/// What people wrote beside our guide and checks; how many cells.
fn beside_aids(reader: &mut CellReader<'_>) -> usize {
    let mut count = 0;
    for (raw, free) in &reader.sheets.aids {
        let beside = raw.cells.iter();
        let beside = beside.filter(|c| c.col >= *free && !blank(&c.value));
        for cell in beside {
            count += 1;
            if count <= MOST {
                let at = place(raw, cell.row, cell.col);
                let said = shown(&cell.value, cell.percent);
                reader.account.strays.push((at, said));
            }
        }
    }
    count
}

/// One finding for all cells that belong to nothing.
fn stray_cells(reader: &mut CellReader<'_>, count: usize) {
    let strays: &[(Place, String)] = &reader.account.strays;
    let Some((first, shown)) = strays.first() else {
        return;
    };
    let message = msg!(
        "check.strays",
        count = count,
        place = first.shown(),
        shown = shown
    );
    let cells = strays.iter().take(50).map(|(place, shown)| Involved {
        field: None,
        label: place.shown(),
        place: Some(place.clone()),
        shown: shown.as_str().into(),
    });
    let values = strays.iter().map(|(_, shown)| shown.to_fact());
    let draft = Draft {
        cells: cells.collect(),
        values: Some(values.chain([count.to_fact()]).collect()),
        ..Draft::new(&code::STRAYS, (message, msg!("check.move-strays")))
    };
    reader.findings.push(reader.subject.finding(draft));
}

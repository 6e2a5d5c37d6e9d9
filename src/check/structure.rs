//! What was noticed about the shape of a file: sheets and rows that are gone, moved, renamed or added.

use super::cells::Reader;
use super::finding::Involved;
use super::place::SheetMap;
use super::reading::{Anchor, Place};
use super::strays::strays;
use crate::kit::Severity;
use crate::msg;
use crate::workbook::layout::LABEL;

/// Notes and findings about the shape, after all fields were read.
pub(super) fn report(reader: &mut Reader<'_>) {
    sheets(reader);
    lost(reader);
    let found = reader.sheets;
    for map in found.maps.iter().flatten() {
        rows(reader, map);
        anchors(reader, map);
        reader.account.strays.extend(strays(map, &reader.used));
        if map.raw.left_out > 0 {
            let message = msg!(
                "check.too-many-cells",
                sheet = map.raw.name,
                count = map.raw.left_out
            );
            reader.find(
                ("CAU-07", &map.plan.name),
                Severity::Warning,
                (message, msg!("check.clear-the-rest")),
                Vec::new(),
            );
        }
    }
    stray_cells(reader);
}

fn sheets(reader: &mut Reader<'_>) {
    let found = reader.sheets;
    for sheet in &found.gone {
        reader.find(
            ("CAU-01", sheet),
            Severity::Error,
            (
                msg!("check.sheet-gone", sheet = sheet),
                msg!("check.fill-the-issued"),
            ),
            Vec::new(),
        );
    }
    for (planned, actual) in &found.renamed {
        let note = msg!("check.sheet-renamed", planned = planned, actual = actual);
        reader.account.notes.push(note);
    }
    for (copy, read) in &found.copies {
        reader.find(
            ("CAU-06", copy),
            Severity::Warning,
            (
                msg!("check.sheet-copied", sheet = copy, read = read),
                msg!("check.one-sheet", read = read),
            ),
            Vec::new(),
        );
    }
    for sheet in &found.extra {
        reader.find(
            ("CAU-05", sheet),
            Severity::Note,
            (
                msg!("check.sheet-extra", sheet = sheet),
                msg!("check.move-extra"),
            ),
            Vec::new(),
        );
    }
}

/// Fields that nothing found, one finding per sheet.
fn lost(reader: &mut Reader<'_>) {
    let lost = std::mem::take(&mut reader.lost);
    let mut sheets: Vec<&str> = lost.iter().map(|(sheet, _)| *sheet).collect();
    sheets.dedup();
    for sheet in sheets {
        let cells = lost.iter().filter(|(s, _)| *s == sheet);
        let cells: Vec<Involved> = cells.map(|(_, cell)| cell.clone()).collect();
        let message = msg!(
            "check.rows-gone",
            sheet = sheet,
            count = cells.len(),
            first = cells.first().map_or("", |c| &c.label)
        );
        let todo = msg!("check.fill-the-issued");
        reader.find(("CAU-02", sheet), Severity::Error, (message, todo), cells);
    }
}

/// Rows whose label says something else than the form.
fn rows<'a>(reader: &mut Reader<'a>, map: &SheetMap<'a>) {
    let relabelled = map.relabelled.iter().filter_map(|(planned, actual)| {
        let col = map.col(LABEL)?;
        Some(Involved {
            field: String::new(),
            label: label_of(map, *planned),
            place: Some(super::answers::place(map.raw, *actual, col)),
            shown: map.raw.at(*actual, col)?.value.shown(),
        })
    });
    let relabelled: Vec<Involved> = relabelled.collect();
    let used = relabelled.iter().filter_map(|cell| cell.place.as_ref());
    reader
        .used
        .extend(used.map(|p| (map.raw.name.as_str(), p.row, p.col)));
    if let Some(first) = relabelled.first() {
        let message = msg!(
            "check.label-changed",
            sheet = map.raw.name,
            count = relabelled.len(),
            planned = first.label,
            actual = first.shown
        );
        reader.find(
            ("CAU-04", &map.plan.name),
            Severity::Warning,
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
            ("CAU-03", &map.plan.name),
            Severity::Warning,
            (message, msg!("check.look-at-rows")),
            Vec::new(),
        );
    }
}

fn label_of(map: &SheetMap<'_>, planned: u32) -> String {
    let text = map.plan.text_at(planned, LABEL).unwrap_or_default();
    text.lines().next().unwrap_or_default().to_owned()
}

/// How many fields had to be found by a lesser anchor.
fn anchors(reader: &mut Reader<'_>, map: &SheetMap<'_>) {
    let spots = reader
        .layout
        .fields
        .iter()
        .filter(|f| f.sheet == map.plan.name);
    let found: Vec<Anchor> = spots.map(|spot| map.locate(spot, reader.names).1).collect();
    let count = |anchor: Anchor| found.iter().filter(|a| **a == anchor).count();
    let (by_id, by_label) = (count(Anchor::RowId), count(Anchor::Label));
    if by_id > 0 {
        let note = msg!("check.found-by-row-id", sheet = map.raw.name, count = by_id);
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

/// One finding for all cells that belong to nothing.
fn stray_cells(reader: &mut Reader<'_>) {
    let strays: &[(Place, String)] = &reader.account.strays;
    let Some((first, shown)) = strays.first() else {
        return;
    };
    let message = msg!(
        "check.strays",
        count = strays.len(),
        place = first.shown(),
        shown = shown
    );
    let cells = strays.iter().take(50).map(|(place, shown)| Involved {
        field: String::new(),
        label: place.shown(),
        place: Some(place.clone()),
        shown: shown.clone(),
    });
    let cells = cells.collect();
    reader.find(
        ("CAU-08", ""),
        Severity::Warning,
        (message, msg!("check.move-strays")),
        cells,
    );
}

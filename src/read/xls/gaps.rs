//! Sheets whose cells lie far apart, brought together: the library makes a grid of all that lies between them.

use super::records::{BEGIN, BOUND_SHEET, END, Record, put_short, record, records, short};
use crate::read::axis::{Axes, Folded};
use crate::read::refusal::Refusal;
use std::collections::BTreeSet;

const DIMENSIONS: u16 = 0x0200;
/// Put in its place: a record that nobody reads. The library makes room for all that a sheet says to reach.
const NOTHING: u16 = 0x00C1;
/// More sheets than these are no form.
const MOST_SHEETS: usize = 201;
const FORMULA: u16 = 0x0006;
const MANY_NUMBERS: u16 = 0x00BD;
/// Records of one cell with something in it: numbers, texts, truth values, formulas.
const OF_ONE_CELL: [u16; 7] = [0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6, FORMULA];

/// The stream with wide gaps narrowed. A sheet that is too large even then is refused.
pub(super) fn fold(stream: &[u8]) -> Result<(Vec<u8>, Folded), Refusal> {
    let mut out = stream.to_vec();
    let mut folded = Folded::default();
    let sheets = records(stream, 0)
        .take_while(|r| r.kind != END)
        .filter(|r| r.kind == BOUND_SHEET)
        .take(MOST_SHEETS);
    for sheet in sheets {
        let place = short(stream, sheet.content()).zip(short(stream, sheet.content() + 2));
        let place = place.map(|(low, high)| usize::from(low) | usize::from(high) << 16);
        let axes = place
            .map(|at| fold_sheet(stream, at, &mut out))
            .transpose()?;
        folded.sheets.push(axes.flatten());
    }
    Ok((out, folded))
}

fn fold_sheet(stream: &[u8], from: usize, out: &mut [u8]) -> Result<Option<Axes>, Refusal> {
    let (mut rows, mut cols) = (BTreeSet::new(), BTreeSet::new());
    for record in cells(stream, from) {
        let Some((row, first, last)) = reach(stream, record) else {
            continue;
        };
        rows.insert(u32::from(row));
        cols.extend(u32::from(first)..=u32::from(last));
    }
    for record in records(stream, from).take_while(|r| r.kind != END) {
        if record.kind == DIMENSIONS {
            put_short(out, record.at, NOTHING);
        }
    }
    let used = |places: BTreeSet<u32>| -> Vec<_> {
        places.into_iter().map(|place| place..place + 1).collect()
    };
    let Some(axes) = Axes::of(&used(rows), &used(cols))? else {
        return Ok(None);
    };
    let Axes { rows, cols } = &axes;
    for record in cells(stream, from) {
        let Some((row, first, last)) = reach(stream, record) else {
            continue;
        };
        let at = record.content();
        put_short(out, at, rows.narrowed(row.into()) as u16);
        put_short(out, at + 2, cols.narrowed(first.into()) as u16);
        if record.kind == MANY_NUMBERS {
            put_short(out, record.end() - 2, cols.narrowed(last.into()) as u16);
        }
    }
    Ok(Some(axes))
}

/// The records of cells of the sheet that begins at a place, without those of its charts.
fn cells(stream: &[u8], from: usize) -> impl Iterator<Item = Record> + '_ {
    let mut depth = 0usize;
    let mut next = from;
    std::iter::from_fn(move || {
        loop {
            let found = record(stream, next)?;
            next = found.end();
            match found.kind {
                BEGIN => depth += 1,
                END if depth <= 1 => return None,
                END => depth -= 1,
                MANY_NUMBERS if depth == 1 => return Some(found),
                kind if depth == 1 && OF_ONE_CELL.contains(&kind) => return Some(found),
                _ => {}
            }
        }
    })
}

/// The row of a record of cells, its first column and its last.
fn reach(stream: &[u8], record: Record) -> Option<(u16, u16, u16)> {
    if record.length < 6 {
        return None;
    }
    let at = record.content();
    let (row, first) = (short(stream, at)?, short(stream, at + 2)?);
    let last = match record.kind {
        MANY_NUMBERS => short(stream, record.end() - 2)?,
        _ => first,
    };
    Some((row, first, last.max(first)))
}

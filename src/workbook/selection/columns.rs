//! Where the columns of the selection stand: the officer may have moved or inserted some.

use super::{Line, Struck};
use crate::model::raw::{RawCell, RawSheet};
use crate::model::reading::Place;
use crate::value::{self, fold};
use crate::words::official;

/// Rows from the top in which the headings are looked for.
const HEADING_ROWS: u32 = 30;
/// The headings without which rows cannot be read.
const NEEDED: [&str; 5] = [
    "selection.head-part",
    "selection.head-unit",
    "selection.head-words",
    "selection.head-mark",
    "selection.head-wording",
];
/// The row of the last line above the table, from 0.
const LAST_OF_HEAD: u32 = 1;
/// As many of them tell that a sheet is a selection.
const TELLING: usize = 2;

/// What the headings of a sheet say.
pub(super) enum Headings {
    /// Every column is known.
    Ours(Columns),
    /// A selection, of which headings were retyped, taken away or written twice.
    Damaged {
        /// The row of the others, from 0.
        row: u32,
        /// Which.
        heads: Vec<String>,
    },
    /// No selection.
    Others,
}

/// Where the columns stand.
pub(super) struct Columns {
    pub(super) heading: u32,
    key: Option<u16>,
    part: u16,
    unit: u16,
    words: u16,
    mark: u16,
    wording: u16,
    source: Option<u16>,
}

impl Headings {
    pub(super) fn of(sheet: &RawSheet) -> Self {
        let rows = (0..HEADING_ROWS).filter(|row| {
            let known = NEEDED.iter().filter(|id| column(sheet, *row, id).is_some());
            known.count() >= TELLING
        });
        let Some(row) = rows.max_by_key(|row| sheet.row(*row).len()) else {
            return Self::Others;
        };
        let at = |id: &str| column(sheet, row, id);
        let known = NEEDED.map(at);
        if let [
            Some(part),
            Some(unit),
            Some(words),
            Some(mark),
            Some(wording),
        ] = known
            && !NEEDED.iter().any(|id| named(sheet, row, id).count() > 1)
        {
            return Self::Ours(Columns {
                heading: row,
                key: at("selection.head-key"),
                part,
                unit,
                words,
                mark,
                wording,
                source: at("selection.head-place"),
            });
        }
        let damaged = NEEDED.iter();
        let damaged = damaged.filter(|id| named(sheet, row, id).count() != 1);
        Self::Damaged {
            row,
            heads: damaged.map(|id| official(id)).collect(),
        }
    }
}

/// The cells of a row that say a heading.
fn named<'s>(sheet: &'s RawSheet, row: u32, id: &str) -> impl Iterator<Item = &'s RawCell> {
    let heading = fold(&official(id));
    let cells = sheet.row(row).iter();
    cells.filter(move |cell| fold(&cell.value.shown()) == heading)
}

fn column(sheet: &RawSheet, row: u32, id: &str) -> Option<u16> {
    named(sheet, row, id).next().map(|cell| cell.col)
}

/// What of a cell is not struck out, where something is.
fn left_standing(cell: &RawCell) -> Option<String> {
    let seen = cell.seen.as_deref()?;
    match &seen.mark {
        value::Mark::SetApart { struck, .. } if !struck.is_empty() => {
            Some(seen.text.trim().to_owned())
        }
        _ => None,
    }
}

impl Columns {
    /// A row of the table in a file of this name.
    pub(super) fn line(&self, file: &str, sheet: &RawSheet, row: u32) -> Line {
        let shown = |col: Option<u16>| {
            let cell = col.and_then(|col| sheet.at(row, col));
            cell.map_or_else(String::new, |c| c.value.shown().trim().to_owned())
        };
        // What the officer wrote and struck out again does not count.
        let stands = |col: u16| {
            let seen = sheet.at(row, col).and_then(left_standing);
            seen.unwrap_or_else(|| shown(Some(col)))
        };
        let struck = match sheet.at(row, self.words).and_then(left_standing) {
            None => Struck::Not,
            Some(rest) if rest.is_empty() => Struck::Wholly,
            Some(_) => Struck::Partly,
        };
        let mark = stands(self.mark);
        let is_left = struck == Struck::Wholly && mark.is_empty();
        Line {
            struck,
            key: shown(self.key),
            part: shown(Some(self.part)),
            unit: shown(Some(self.unit)),
            words: shown(Some(self.words)),
            mark: if is_left {
                official("selection.skip")
            } else {
                mark
            },
            wording: stands(self.wording),
            source: shown(self.source),
            in_file: file.to_owned(),
            place: Some(Place {
                sheet: sheet.name.clone(),
                row,
                col: self.mark,
            }),
        }
    }

    /// Whether a person wrote something elsewhere than in the columns of the table.
    pub(super) fn is_beyond(&self, sheet: &RawSheet) -> bool {
        let own = [self.part, self.unit, self.words, self.mark, self.wording];
        let own = own.into_iter().chain(self.key).chain(self.source);
        let own: Vec<u16> = own.collect();
        let is_ours = |cell: &RawCell| {
            let is_head = cell.row <= LAST_OF_HEAD && cell.col == self.part;
            let is_row = cell.row >= self.heading && own.contains(&cell.col);
            is_head || is_row || cell.value.shown().trim().is_empty()
        };
        sheet.left_out > 0 || !sheet.notes.is_empty() || !sheet.cells.iter().all(is_ours)
    }
}

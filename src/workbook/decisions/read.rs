//! The sheet of decisions as it came back: rows filled, sorted, deleted, doubled, added.

use super::{Subject, Typed};
use crate::model::raw::{RawSheet, RawWorkbook};
use crate::model::reading::Place;
use crate::msg;
use crate::value::fold;
use crate::words::{Message, official};
use crate::workbook::typed_cells::{column, standing};

/// Rows from the top in which the headings are looked for.
const HEADING_ROWS: u32 = 30;

/// A row in which something was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// What it is about; `None` for a row without its key.
    pub subject: Option<Subject>,
    /// What waits, as the row says it.
    pub said: String,
    /// What was typed.
    pub typed: Typed,
    /// The file in which it stands.
    pub in_file: String,
    /// The cell of the decision.
    pub place: Place,
}

/// What a person typed into a sheet of decisions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FilledSheet {
    /// Who decides, as the sheet says.
    pub by: String,
    /// The rows in which something was typed.
    pub rows: Vec<Filled>,
    /// Why what was typed cannot be read.
    pub questions: Vec<Message>,
}

/// Reads a sheet of decisions, in a file of this name.
pub fn read(file: &str, book: &RawWorkbook) -> FilledSheet {
    let mut found = FilledSheet::default();
    let sheets = book.sheets.iter().filter(|sheet| sheet.visible);
    let mut is_ours = false;
    for sheet in sheets.filter(|sheet| !sheet.cells.is_empty()) {
        let Some(columns) = Columns::of(sheet) else {
            continue;
        };
        is_ours = true;
        if found.by.is_empty() {
            found.by = who_decides(sheet, columns.heading);
        }
        let last = sheet.cells.last().map_or(0, |cell| cell.row);
        let rows = (columns.heading + 1..=last).map(|row| columns.row(file, sheet, row));
        found.rows.extend(rows.filter(|row| !row.typed.is_empty()));
    }
    if !is_ours {
        let heads = NEEDED.map(official);
        found.questions.push(msg!(
            "decisions.no-headings",
            file = file,
            heads = heads.join(", ")
        ));
    }
    found
}

/// The headings without which rows cannot be read.
const NEEDED: [&str; 3] = [
    "decisions.head-choice",
    "decisions.head-other",
    "decisions.head-reason",
];

/// Where the columns stand: the officer may have moved some.
struct Columns {
    heading: u32,
    key: Option<u16>,
    said: Option<u16>,
    choice: u16,
    other: u16,
    code: Option<u16>,
    reason: u16,
}

impl Columns {
    fn of(sheet: &RawSheet) -> Option<Self> {
        (0..HEADING_ROWS).find_map(|row| {
            let at = |id: &str| column(sheet, row, id);
            let [choice, other, reason] = NEEDED.map(at);
            Some(Self {
                heading: row,
                key: at("decisions.head-key"),
                said: at("decisions.head-said"),
                choice: choice?,
                other: other?,
                code: at("decisions.head-code"),
                reason: reason?,
            })
        })
    }

    fn row(&self, file: &str, sheet: &RawSheet, row: u32) -> Filled {
        let shown = |col: Option<u16>| {
            let cell = col.and_then(|col| sheet.at(row, col));
            cell.map_or_else(String::new, standing)
        };
        Filled {
            subject: Subject::of_key(&shown(self.key)),
            said: shown(self.said),
            typed: Typed {
                choice: shown(Some(self.choice)),
                unit: shown(Some(self.other)),
                code: shown(self.code),
                reason: shown(Some(self.reason)),
            },
            in_file: file.to_owned(),
            place: Place {
                sheet: sheet.name.clone(),
                row,
                col: self.choice,
            },
        }
    }
}

/// What stands beside the words for who decides.
fn who_decides(sheet: &RawSheet, heading: u32) -> String {
    let label = fold(&official("decisions.by"));
    let above = sheet.cells.iter().filter(|cell| cell.row < heading);
    let mut labels = above.filter(|cell| fold(&cell.value.shown()) == label);
    let name = labels.find_map(|cell| sheet.at(cell.row, cell.col.checked_add(1)?));
    name.map_or_else(String::new, standing)
}

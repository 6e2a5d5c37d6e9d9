//! The headings of a roster, by which its columns are found.

use crate::model::raw::RawSheet;
use crate::value::fold;
use crate::words::official;
use std::collections::BTreeMap;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    Code,
    Kind,
    Name,
    Form,
    Sections,
    Group,
    Email,
    Contact,
    Phone,
    Deadline,
    State,
}

/// Each column, its heading, and what people also call it.
pub(crate) const COLUMNS: [(Column, &str, &[&str]); 11] = [
    (Column::Code, "campaign.head-code", &["mã đơn vị", "mã đv"]),
    (Column::Kind, "campaign.head-type", &["loại đơn vị"]),
    (Column::Name, "campaign.head-name", &["đơn vị", "tên"]),
    (Column::Form, "campaign.head-form", &["mã biểu"]),
    (Column::Sections, "campaign.head-sections", &["các phần"]),
    (Column::Group, "campaign.head-group", &["cụm", "khối"]),
    (
        Column::Email,
        "campaign.head-email",
        &["email", "thư điện tử", "hộp thư"],
    ),
    (
        Column::Contact,
        "campaign.head-contact",
        &["cán bộ đầu mối", "người liên hệ"],
    ),
    (
        Column::Phone,
        "campaign.head-phone",
        &["số điện thoại", "sđt", "đt"],
    ),
    (
        Column::Deadline,
        "campaign.head-deadline",
        &["thời hạn riêng"],
    ),
    (Column::State, "campaign.head-state", &["tình trạng"]),
];

/// Columns that people keep for themselves.
const ASIDE: [&str; 4] = ["tt", "stt", "số tt", "ghi chú"];

/// Rows from the top in which the headings are looked for.
const HEADING_ROWS: u32 = 10;

/// Where each column stands.
#[derive(Debug)]
pub(super) struct Columns {
    /// The row of the headings, from 0.
    pub(super) row: u32,
    pub(super) at: BTreeMap<Column, u16>,
    /// Headings that say nothing to us: place and text.
    pub(super) unknown: Vec<(u16, String)>,
    /// Headings that stand a second time: column, place and text.
    pub(super) twice: Vec<(Column, u16, String)>,
}

impl Columns {
    /// Forgets the columns that stand twice: which of the two is meant, nobody knows.
    pub(super) fn leave_out_doubled(&mut self) {
        for (column, ..) in &self.twice {
            self.at.remove(column);
        }
    }
}

/// The heading of a column, in Vietnamese.
pub(crate) fn heading(column: Column) -> String {
    let known = COLUMNS.iter().find(|(c, ..)| *c == column);
    known.map_or_else(String::new, |(_, id, _)| official(id))
}

/// The headings of a table: the first row that has those a roster needs, else the one that comes nearest.
pub(super) fn find(table: &RawSheet) -> Option<Columns> {
    let names: Vec<(Column, String)> = COLUMNS
        .iter()
        .flat_map(|(column, id, others)| {
            let own = fold(&official(id));
            let others = others.iter().map(|other| fold(other));
            let all = [own].into_iter().chain(others);
            all.map(|name| (*column, name))
        })
        .collect();
    let mut best: Option<Columns> = None;
    for row in 0..HEADING_ROWS {
        let found = row_of_headings(table, row, &names);
        let better = best.as_ref().is_none_or(|b| found.at.len() > b.at.len());
        if better && !found.at.is_empty() {
            best = Some(found);
        }
    }
    best
}

fn row_of_headings(table: &RawSheet, row: u32, names: &[(Column, String)]) -> Columns {
    let mut columns = Columns {
        row,
        at: BTreeMap::new(),
        unknown: Vec::new(),
        twice: Vec::new(),
    };
    for cell in table.cells.iter().filter(|c| c.row == row) {
        let shown = cell.value.shown();
        let folded = fold(&shown);
        match names.iter().find(|(_, name)| *name == folded) {
            Some((column, _)) if columns.at.contains_key(column) => {
                columns.twice.push((*column, cell.col, shown));
            }
            Some((column, _)) => {
                columns.at.insert(*column, cell.col);
            }
            None if folded.is_empty() || ASIDE.iter().any(|a| fold(a) == folded) => {}
            None => columns.unknown.push((cell.col, shown)),
        }
    }
    columns
}

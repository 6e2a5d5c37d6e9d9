//! The columns of a sheet: how many, what for, how wide.
//!
//! In: the sections that stand on a sheet. Out: a [`Grid`]. One set of columns serves all sections of a sheet.

use crate::model::form::{Body, Section};
use crate::value::Kind;
use serde::{Deserialize, Serialize};

/// How a sheet is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum GridShape {
    /// Indicators × value columns; lists and prose may stand between.
    Table,
    /// Only questions that are answered in words: the answer is the widest column.
    Words,
    /// Only lists: their columns take the whole width.
    Lists,
}

/// The columns of a sheet, counted from 0. Column 0 is hidden and carries the row ids, column 1 is TT.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// How the sheet is built.
    pub shape: GridShape,
    /// Đơn vị tính.
    pub unit: Option<u16>,
    /// Last period's value.
    pub previous: Option<u16>,
    /// First value column.
    pub value: u16,
    /// Value columns.
    pub values: u16,
    /// Tình trạng số liệu; none where only lists stand.
    pub status: Option<u16>,
    /// Lý do, ghi chú; none where only lists stand.
    pub remark: Option<u16>,
    /// The last column that is printed.
    pub last: u16,
    /// Live text, not printed.
    pub check: u16,
    /// Number of blank cells, hidden.
    pub missing: u16,
    /// Widths from column 0 to `check`, in characters.
    pub widths: Vec<u16>,
}

/// Column TT.
pub const NUMBER: u16 = 1;
/// Column Chỉ tiêu; also the first column of lists.
pub const LABEL: u16 = 2;

const STATUS_WIDTH: u16 = 15;
const REMARK_WIDTH: u16 = 24;
const CHECK_WIDTH: u16 = 36;

impl Grid {
    pub(super) fn of(sections: &[&Section]) -> Self {
        if sections.iter().all(|s| matches!(s.body, Body::List(_))) {
            return lists(sections);
        }
        if sections.iter().all(|s| answers_in_words(s)) {
            return words();
        }
        table(sections)
    }

    /// The columns that a list of so many columns takes.
    pub fn list_columns(&self, count: usize) -> Vec<u16> {
        (LABEL..).take(count).collect()
    }

    /// Width of a column in characters.
    pub fn width(&self, col: u16) -> u16 {
        self.widths.get(usize::from(col)).copied().unwrap_or(8)
    }
}

/// Whether a section is nothing but questions that are answered in words, prose among them.
fn answers_in_words(section: &Section) -> bool {
    section.columns().len() == 1
        && section
            .rows()
            .iter()
            .all(|r| matches!(r.kind, Kind::Prose | Kind::Text) && !r.compare)
        && section.rows().iter().any(|r| r.kind == Kind::Prose)
}

fn words() -> Grid {
    Grid {
        shape: GridShape::Words,
        unit: None,
        previous: None,
        value: 3,
        values: 1,
        status: Some(4),
        remark: Some(5),
        last: 5,
        check: 6,
        missing: 7,
        widths: vec![4, 5, 26, 56, 14, 20, CHECK_WIDTH],
    }
}

fn lists(sections: &[&Section]) -> Grid {
    let count = most_list_columns(sections).max(3);
    let last = LABEL + count - 1;
    let mut widths = vec![4, 6];
    widths.resize(usize::from(last) + 1, 12);
    widen_for_lists(&mut widths, sections);
    // The head of the sheet stands in these: words beside the number of rows, and the unit's name.
    widths[usize::from(LABEL)] = widths[usize::from(LABEL)].max(30);
    widths[usize::from(LABEL) + 1] = widths[usize::from(LABEL) + 1].max(20);
    widths[usize::from(last)] = widths[usize::from(last)].max(22);
    widths.push(CHECK_WIDTH);
    Grid {
        shape: GridShape::Lists,
        unit: None,
        previous: None,
        value: LABEL + 1,
        values: 1,
        status: None,
        remark: None,
        last,
        check: last + 1,
        missing: last + 2,
        widths,
    }
}

fn table(sections: &[&Section]) -> Grid {
    let rows = || sections.iter().flat_map(|s| s.rows());
    let previous = rows().any(|r| r.compare).then_some(LABEL + 2);
    let value = LABEL + 2 + u16::from(previous.is_some());
    let most = sections.iter().map(|s| s.columns().len()).max();
    let values = (most.unwrap_or(1) as u16).max(1);
    // Lists that stand between may need more columns than label, unit, previous and values give.
    let given = value + values - LABEL;
    let values = values + most_list_columns(sections).saturating_sub(given);
    let status = value + values;
    let mut widths = vec![4, 6, 42, 9];
    widths.resize(usize::from(status), 11);
    for section in sections {
        for (i, column) in section.columns().iter().enumerate() {
            let width = &mut widths[usize::from(value) + i];
            *width = (*width).max(longest_word(&column.label));
            for row in section.rows().iter().filter(|r| r.takes(column)) {
                let kind = column.kind.as_ref().unwrap_or(&row.kind);
                *width = (*width).max(wants_in_grid(kind));
            }
        }
        for row in section.rows() {
            widths[3] = widths[3].max(longest_word(&row.unit));
        }
    }
    widen_for_lists(&mut widths, sections);
    widths.extend([STATUS_WIDTH, REMARK_WIDTH, CHECK_WIDTH]);
    Grid {
        shape: GridShape::Table,
        unit: Some(LABEL + 1),
        previous,
        value,
        values,
        status: Some(status),
        remark: Some(status + 1),
        last: status + 1,
        check: status + 2,
        missing: status + 3,
        widths,
    }
}

fn most_list_columns(sections: &[&Section]) -> u16 {
    sections
        .iter()
        .filter_map(|s| match &s.body {
            Body::List(list) => Some(list.columns.len() as u16),
            Body::Grid { .. } => None,
        })
        .max()
        .unwrap_or(0)
}

fn widen_for_lists(widths: &mut [u16], sections: &[&Section]) {
    for section in sections {
        let Body::List(list) = &section.body else {
            continue;
        };
        for (i, column) in list.columns.iter().enumerate() {
            if let Some(width) = widths.get_mut(usize::from(LABEL) + i) {
                *width = (*width)
                    .max(wants_in_list(&column.kind))
                    .max(longest_word(&column.label));
            }
        }
    }
}

/// Room that a value of a kind wants in a value column.
fn wants_in_grid(kind: &Kind) -> u16 {
    room(kind, kind.spec().widths.grid)
}

fn wants_in_list(kind: &Kind) -> u16 {
    room(kind, kind.spec().widths.list)
}

/// The least room, or that of the longest word that is chosen from.
fn room(kind: &Kind, (least, most): (u16, u16)) -> u16 {
    let words = match kind {
        Kind::Choice(words) => words.as_slice(),
        _ => &[],
    };
    let longest = words.iter().map(|w| w.chars().count()).max().unwrap_or(0);
    (longest as u16 + 3).clamp(least, most)
}

fn longest_word(text: &str) -> u16 {
    let longest = text.split_whitespace().map(|w| w.chars().count()).max();
    (longest.unwrap_or(0) as u16 + 2).min(20)
}

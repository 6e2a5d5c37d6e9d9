//! The office's own list of units: as it was dropped or pasted, its columns matched with those of a roster, and put in the
//! place of the roster's example.

use super::Stop;
use super::env::Env;
use super::init::{roster_of_rows, untouched_roster};
use super::own_kit::own_kit;
use crate::campaign::roster::{Column, columns, heading, type_label};
use crate::model::kit::Kit;
use crate::model::raw::{RawSheet, column_name};
use crate::msg;
use crate::read::{Reader, csv};
use crate::store::folder::{self, private_folder, write_private};
use crate::store::lock::{self, NotTaken};
use crate::value::fold;
use crate::value::fold::clean;
use std::path::Path;

/// Most bytes of a list.
pub const MOST_BYTES: usize = 16 << 20;
/// Rows from the top in which the headings are looked for.
const HEADING_ROWS: u32 = 15;
/// Most rows of a list.
const MOST_ROWS: usize = 20_000;

/// What a heading of an office's list may hold, the surest first; a column is taken once.
const SIGNS: [(Column, &[&str]); 8] = [
    (
        Column::Email,
        &["email", "mail", "gmail", "thư điện tử", "hộp thư"],
    ),
    (Column::Phone, &["điện thoại", "sđt", "di động", "đt"]),
    (Column::Code, &["mã"]),
    (Column::Kind, &["loại", "cấp"]),
    (Column::Deadline, &["hạn"]),
    (Column::Group, &["cụm", "khối", "nhóm"]),
    (
        Column::Contact,
        &[
            "đầu mối",
            "liên hệ",
            "phụ trách",
            "họ và tên",
            "họ tên",
            "cán bộ",
        ],
    ),
    (
        Column::Name,
        &[
            "đơn vị",
            "cơ quan",
            "địa phương",
            "xã",
            "phường",
            "trường",
            "tên",
        ],
    ),
];

/// A list of units as an office has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitList {
    /// The heading of each column; its letter where it has none.
    pub heads: Vec<String>,
    /// The rows that say anything, all of the same length.
    pub rows: Vec<Vec<String>>,
    /// For each column of a roster, which of the list's it is taken to be.
    pub at: Vec<Option<usize>>,
}

impl UnitList {
    /// The columns of a roster, by their headings.
    pub fn wanted() -> Vec<String> {
        columns().map(heading).collect()
    }

    /// Reads a list that was dropped. `private` is where it lies while it is read.
    pub fn of_file(private: &Path, name: &str, bytes: &[u8], env: &Env) -> Result<Self, Stop> {
        let ending = Path::new(name).extension().unwrap_or_default();
        let ending = ending.to_string_lossy().to_lowercase();
        let sheet = if ["csv", "txt", "tsv"].contains(&ending.as_str()) {
            csv::table(bytes).map_err(|e| Stop::Wrong(e.message))?
        } else {
            let known = ["xlsx", "xlsm", "xls", "xlsb", "ods"];
            let known = known.into_iter().find(|known| *known == ending);
            let known = known.ok_or_else(|| Stop::Wrong(msg!("desk.list-kind", file = name)))?;
            let _ = private_folder(private);
            let path = private.join(format!("danh-sach.{known}"));
            write_private(&path, bytes).map_err(Stop::Fault)?;
            let read = Reader::new(&env.reader).read(&path);
            let _ = std::fs::remove_file(&path);
            let book = read.map_err(|e| Stop::Wrong(e.message))?;
            let fullest = book.sheets.into_iter().filter(|sheet| sheet.visible);
            let fullest = fullest.max_by_key(|sheet| sheet.cells.len());
            fullest.ok_or_else(empty)?
        };
        Self::of_sheet(&sheet)
    }

    /// Reads a list that was typed or pasted: a unit a line, its cells between tabs, as Excel copies them.
    pub fn of_text(text: &str) -> Result<Self, Stop> {
        let rows = text.lines().filter(|line| !line.trim().is_empty());
        let rows = rows.map(|line| line.split('\t').map(|cell| clean(cell, false)).collect());
        Self::of_rows(rows.collect(), HEADING_ROWS as usize)
    }

    fn of_sheet(sheet: &RawSheet) -> Result<Self, Stop> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut last = None;
        for cell in &sheet.cells {
            let shown = clean(&cell.shown(), false);
            if shown.is_empty() || cell.col > 60 {
                continue;
            }
            if last != Some(cell.row) {
                last = Some(cell.row);
                rows.push(Vec::new());
            }
            if let Some(row) = rows.last_mut() {
                row.resize(usize::from(cell.col), String::new());
                row.push(shown);
            }
        }
        Self::of_rows(rows, HEADING_ROWS as usize)
    }

    fn of_rows(mut rows: Vec<Vec<String>>, heading_rows: usize) -> Result<Self, Stop> {
        if rows.len() > MOST_ROWS {
            return Err(Stop::Wrong(msg!(
                "campaign.too-many-rows",
                most = MOST_ROWS
            )));
        }
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        for row in &mut rows {
            row.resize(width, String::new());
        }
        let looked_at = rows.iter().take(heading_rows).enumerate();
        let known = |row: &[String]| guessed(row).iter().flatten().count();
        let best = looked_at.map(|(at, row)| (known(row), at));
        // Of equals the first; a title of one cell may hold such words too.
        let best = best.max_by_key(|(known, at)| (*known, std::cmp::Reverse(*at)));
        let needed = if width > 1 { 2 } else { 1 };
        let head = best.filter(|(known, _)| *known >= needed).map(|(_, at)| at);
        let is_head = head.filter(|at| width > 1 || is_whole_head(&rows[*at][0]));
        let heads = is_head.map(|at| rows[at].clone());
        let mut rows = rows.split_off(is_head.map_or(0, |at| at + 1));
        // A line of numbers under the headings counts columns.
        if rows.first().is_some_and(|row| counts_columns(row)) {
            rows.remove(0);
        }
        if rows.is_empty() {
            return Err(empty());
        }
        let mut at = heads
            .as_deref()
            .map_or_else(|| vec![None; columns().count()], guessed);
        if width == 1 && at.iter().all(Option::is_none) {
            set(&mut at, Column::Name, 0);
        }
        let heads = heads.unwrap_or_else(|| vec![String::new(); width]);
        let heads = (0u16..).zip(heads).map(|(col, head)| {
            if head.is_empty() {
                column_name(col)
            } else {
                head
            }
        });
        Ok(Self {
            heads: heads.collect(),
            rows,
            at,
        })
    }

    /// Makes the roster of it. `at` says for each column of a roster which of the list's it is.
    ///
    /// # Errors
    /// [`Stop::Wrong`] when no column has the names, or people filled the roster already.
    pub fn place(
        &self,
        root: &Path,
        at: &[Option<usize>],
        own: Option<&str>,
    ) -> Result<Placed, Stop> {
        let names =
            at_of(at, Column::Name).ok_or_else(|| Stop::Wrong(msg!("desk.list-no-names")))?;
        let kit = own_kit(root)?;
        let rows = self.rows.iter();
        let rows = rows.filter(|row| row.get(names).is_some_and(|name| is_unit(name)));
        let rows: Vec<&Vec<String>> = rows.collect();
        let digits = rows.len().to_string().len().max(2);
        let filled = rows.iter().enumerate().map(|(number, row)| {
            let of = |column| {
                at_of(at, column)
                    .and_then(|at| row.get(at))
                    .cloned()
                    .unwrap_or_default()
            };
            let cells = columns().map(|column| match (column, of(column)) {
                (Column::Code, code) if code.is_empty() => format!("{:0digits$}", number + 1),
                (Column::Kind, kind) if kind.is_empty() => kind_of(&of(Column::Name), &kit),
                (_, said) => said,
            });
            cells.collect()
        });
        let filled: Vec<Vec<String>> = filled.collect();
        let bytes = roster_of_rows(&kit, &filled).map_err(Stop::Fault)?;
        let _lock = lock::take(root).map_err(|e| match e {
            NotTaken::InUse(message) => Stop::Busy(message),
            NotTaken::Closed(message) => Stop::Fault(message),
        })?;
        may_be_replaced(root, &kit, own)?;
        folder::write_whole(&root.join(folder::ROSTER), &bytes).map_err(Stop::Fault)?;
        Ok(Placed {
            units: filled.len(),
            passed_over: self.rows.len() - filled.len(),
            hash: folder::hash(&bytes),
        })
    }
}

/// A roster that was made of a list.
#[derive(Debug)]
pub struct Placed {
    /// Its rows.
    pub units: usize,
    /// Rows without a name.
    pub passed_over: usize,
    /// What tells it again.
    pub hash: String,
}

/// Whether the roster still is the example, or the one that was made before (`own`).
pub fn is_free(root: &Path, own: Option<&str>) -> Result<bool, Stop> {
    let kit = own_kit(root)?;
    Ok(may_be_replaced(root, &kit, own).is_ok())
}

fn may_be_replaced(root: &Path, kit: &Kit, own: Option<&str>) -> Result<(), Stop> {
    let filled = || Stop::Wrong(msg!("desk.list-filled", file = folder::ROSTER));
    if root.join(folder::ROSTER_CSV).exists() {
        return Err(filled());
    }
    let path = root.join(folder::ROSTER);
    if !path.exists() {
        return Ok(());
    }
    let lies = folder::read_bounded(&path, MOST_BYTES as u64).map_err(|_| filled())?;
    let example = untouched_roster(kit).map_err(Stop::Fault)?;
    let is_own = own.is_some_and(|own| folder::hash(&lies) == own);
    if lies == example || is_own {
        Ok(())
    } else {
        Err(filled())
    }
}

fn empty() -> Stop {
    Stop::Wrong(msg!("desk.list-empty"))
}

/// Whether a cell names a unit; a line of totals is none.
fn is_unit(name: &str) -> bool {
    let folded = fold(name);
    let totals = ["tổng số", "tổng cộng", "cộng"];
    let is_total = totals.iter().any(|total| {
        let rest = folded.strip_prefix(&fold(total));
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic() || c == ' '))
    });
    !folded.is_empty() && !is_total
}

/// For each column of a roster, which of these headings it is taken to be.
fn guessed(heads: &[String]) -> Vec<Option<usize>> {
    let mut at = vec![None; columns().count()];
    let folded: Vec<String> = heads.iter().map(|head| fold(head)).collect();
    let mut taken = vec![false; heads.len()];
    for column in columns() {
        let own = fold(&heading(column));
        if let Some(found) = folded.iter().position(|head| *head == own) {
            set(&mut at, column, found);
            taken[found] = true;
        }
    }
    for (column, signs) in SIGNS {
        if at_of(&at, column).is_some() {
            continue;
        }
        let has = |head: &str| signs.iter().any(|sign| has_word(head, &fold(sign)));
        // A heading is short; a sentence is none.
        let is_head = |head: &str| head.chars().count() <= 40 && has(head);
        let mut found = folded.iter().enumerate();
        let found = found.find(|(at, head)| !taken[*at] && is_head(head));
        if let Some((found, _)) = found {
            set(&mut at, column, found);
            taken[found] = true;
        }
    }
    at
}

/// Whether words stand in a text, as whole words.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        is_end(before) && is_end(after)
    })
}

/// Of a list of one column: whether a cell is a heading and no unit.
fn is_whole_head(cell: &str) -> bool {
    let folded = fold(cell);
    let heads = [
        "tên",
        "đơn vị",
        "tên đơn vị",
        "tên cơ quan",
        "cơ quan",
        "danh sách đơn vị",
    ];
    heads.iter().any(|head| fold(head) == folded)
}

fn counts_columns(row: &[String]) -> bool {
    let said = row.iter().filter(|cell| !cell.is_empty());
    let is_number = |cell: &String| {
        let bare = cell.trim_matches(['(', ')']);
        bare.len() <= 2 && bare.parse::<u8>().is_ok()
    };
    said.clone().count() > 1 && said.clone().all(is_number)
}

fn set(at: &mut [Option<usize>], column: Column, found: usize) {
    if let Some(place) = columns().position(|one| one == column) {
        at[place] = Some(found);
    }
}

fn at_of(at: &[Option<usize>], column: Column) -> Option<usize> {
    let place = columns().position(|one| one == column)?;
    at.get(place).copied().flatten()
}

/// The type of a unit by how its name begins, or the only one that the kit asks.
fn kind_of(name: &str, kit: &Kit) -> String {
    let all = kit.forms.iter().flat_map(|form| &form.unit_types);
    let all: Vec<String> = all.map(|one| type_label(one)).collect();
    let folded = fold(name);
    let begins = all.iter().filter(|label| {
        folded
            .strip_prefix(&fold(label))
            .is_some_and(|rest| rest.starts_with(' '))
    });
    if let Some(label) = begins.max_by_key(|label| label.len()) {
        return label.clone();
    }
    match all.as_slice() {
        [only] => only.clone(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::official;

    fn at(list: &UnitList) -> Vec<(&str, &str)> {
        let wanted = UnitList::wanted();
        let heads = list.at.iter().zip(wanted);
        let heads = heads.filter_map(|(at, wanted)| Some((list.heads[(*at)?].as_str(), wanted)));
        heads
            .map(|(own, wanted)| (own, Box::leak(wanted.into_boxed_str()) as &str))
            .collect()
    }

    #[test]
    fn an_offices_own_columns_are_known_by_their_words() {
        let text = "DANH SÁCH CÁC XÃ\n\nSTT\tTên cơ quan, đơn vị\tHọ và tên cán bộ\tSố ĐT\tĐịa chỉ email\n(1)\t(2)\t(3)\t(4)\t(5)\n1\tXã Hoa Ban\tNguyễn Văn A\t0900000001\ta@example.vn\n2\tPhường Suối Mơ\t\t\t\n";
        let list = UnitList::of_text(text).expect("a list");
        assert_eq!(list.rows.len(), 2);
        let found = at(&list);
        assert!(
            found.contains(&(
                "Tên cơ quan, đơn vị",
                official("campaign.head-name").as_str()
            )),
            "{found:?}"
        );
        assert_eq!(found.len(), 4, "{found:?}");
    }

    #[test]
    fn names_alone_are_a_list_and_nothing_is_none() {
        let list = UnitList::of_text("Xã Hoa Ban\n\nXã Đồi Chè\n").expect("a list");
        assert_eq!(list.rows, [["Xã Hoa Ban"], ["Xã Đồi Chè"]]);
        assert_eq!(list.at.iter().flatten().count(), 1);
        let list = UnitList::of_text("Tên đơn vị\nXã Hoa Ban\n").expect("a list");
        assert_eq!(list.rows, [["Xã Hoa Ban"]]);
        for none in ["", "\n \n", "Tên đơn vị\n"] {
            assert!(UnitList::of_text(none).is_err(), "{none:?}");
        }
    }
}

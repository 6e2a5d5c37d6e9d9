//! Which ids a kit may use.

use super::formula_scope::WrittenFormula;
use crate::msg;
use crate::source::page::{Page, Text};
use crate::words::Message;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Most characters of a defined name.
pub(super) const NAME_CHARS: usize = 255;

/// Names that Excel or the intake workbook keeps for itself.
const TAKEN: &[&str] = &[
    "don_vi_bao_cao",
    "print_area",
    "print_titles",
    "auto_open",
    "auto_close",
    "criteria",
    "database",
    "extract",
];

/// Why an id cannot be the name of a cell; `None` when it can.
pub(super) fn refused(id: &str) -> Option<Message> {
    let lower = id.to_ascii_lowercase();
    if id.chars().count() > NAME_CHARS {
        return Some(msg!("kit.id-too-long", most = NAME_CHARS));
    }
    if matches!(lower.as_str(), "true" | "false") {
        return Some(msg!("kit.id-truth", id = id));
    }
    if reads_as_cell(&lower) {
        return Some(msg!("kit.id-cell", id = id));
    }
    if TAKEN.contains(&lower.as_str()) {
        return Some(msg!("kit.id-taken", id = id));
    }
    if id.contains("__") {
        return Some(msg!("kit.id-underscores", id = id));
    }
    let starts_well = id.starts_with(|c: char| c.is_ascii_lowercase());
    if !starts_well || !id.chars().all(allowed) {
        return Some(msg!("kit.id-characters", id = id));
    }
    None
}

pub(super) fn allowed(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9' | '_')
}

/// `a1` and `xfd1048576` in one style of reference, `r`, `c`, `r1`, `c2`, `r1c1` in the other.
fn reads_as_cell(lower: &str) -> bool {
    let letters = lower.chars().take_while(char::is_ascii_lowercase).count();
    let (column, row) = lower.split_at(letters);
    let all_digits = |t: &str| t.chars().all(|c| c.is_ascii_digit());
    if (1..=3).contains(&letters) && !row.is_empty() && all_digits(row) {
        let number = column
            .bytes()
            .fold(0u32, |n, b| n * 26 + u32::from(b - b'a') + 1);
        let row: u64 = row.parse().unwrap_or(u64::MAX);
        if number <= 16_384 && (1..=1_048_576).contains(&row) {
            return true;
        }
    }
    let rest = match lower.strip_prefix('r') {
        Some(rest) => rest.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => lower,
    };
    match rest.strip_prefix('c') {
        Some(rest) => all_digits(rest),
        None => rest.is_empty(),
    }
}

/// Names taken in a form: fields, sections, counts of lists. All are names in one workbook.
pub(super) struct Ids<'p> {
    page: &'p Page<'p>,
    taken: BTreeMap<String, Range<usize>>,
    rows: BTreeMap<String, Range<usize>>,
    /// Whether some section or row has no id, so that names are missing.
    pub(super) lost: bool,
    /// The formulas of the sections so far.
    pub(super) formulas: Vec<WrittenFormula>,
    /// Sections so far.
    pub(super) sections: usize,
    /// Names of which it is not known what they hold: no kind, or two of one name.
    pub(super) doubts: BTreeSet<String>,
}

impl<'p> Ids<'p> {
    pub(super) fn new(page: &'p Page<'p>) -> Self {
        Self {
            page,
            taken: BTreeMap::new(),
            rows: BTreeMap::new(),
            lost: false,
            formulas: Vec::new(),
            sections: 0,
            doubts: BTreeSet::new(),
        }
    }

    /// Takes a name made from an id; a second owner of the same name is a mistake.
    pub(super) fn claim(&mut self, name: &str, id: &Text) {
        // The longest name made of one is its reason cell.
        let with_end = format!("{name}__gc").chars().count();
        if let Some(reason) = refused(name) {
            self.page.wrong(&id.span, reason);
        } else if with_end > NAME_CHARS {
            self.page
                .wrong(&id.span, msg!("kit.id-too-long", most = NAME_CHARS - 4));
        } else if let Some(first) = self.taken.get(name) {
            self.doubts.insert(name.to_owned());
            let line = self.page.line(first);
            self.page.wrong_help(
                &id.span,
                msg!("kit.id-twice", id = name),
                msg!("kit.first-line", line = line),
            );
        } else {
            self.taken.insert(name.to_owned(), id.span.clone());
        }
    }

    /// Takes the id of a row, which also names its status cell.
    pub(super) fn claim_row(&mut self, id: &Text) {
        if let Some(first) = self.rows.get(&id.value) {
            // Its fields say so when they have the same name; here only when they do not.
            if !self.taken.contains_key(&id.value) {
                let line = self.page.line(first);
                self.page.wrong_help(
                    &id.span,
                    msg!("kit.id-twice", id = id.value),
                    msg!("kit.first-line", line = line),
                );
            }
        } else {
            self.rows.insert(id.value.clone(), id.span.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_excel_reads_as_something_else_are_refused() {
        for id in [
            "a1",
            "A1",
            "xfd1048576",
            "r",
            "c",
            "R1C1",
            "rc",
            "r2",
            "c7",
            "r1c",
            "true",
            "FALSE",
            "may-tinh",
            "máy",
            "1a",
            "_a",
            "",
            "a__tt",
            "don_vi_bao_cao",
        ] {
            assert!(refused(id).is_some(), "{id} should be refused");
        }
        for id in [
            "may_de_ban",
            "xfe1",
            "a1048577",
            "a0",
            "rc_1",
            "ra",
            "car",
            "zzz1",
            "abcd1",
        ] {
            assert_eq!(refused(id), None, "{id} should be accepted");
        }
        assert!(refused(&"a".repeat(256)).is_some());
        assert_eq!(refused(&"a".repeat(255)), None);
    }
}

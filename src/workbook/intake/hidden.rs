//! The two sheets that nobody sees: the words of drop-downs, and where the workbook comes from.

use super::book::{Book, Whose, kinds, slot};
use super::live::there;
use crate::layout::identity::{self, token};
use crate::layout::{IDENTITY_SHEET, Layout, UNIT_NAME, WORDS_SHEET};
use crate::model::form::Form;
use crate::value::{Kind, Nil, format};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Name of the words of Tình trạng số liệu.
pub(super) const NIL_WORDS: &str = "_ds_tinh_trang";
/// Name of the units' names.
pub(super) const UNIT_WORDS: &str = "_ds_don_vi";
const YES_NO_WORDS: &str = "_ds_co_khong";

/// The columns of the sheet with words.
pub(super) struct Words {
    /// Named columns of words.
    lists: Vec<(String, Vec<String>)>,
    /// Words of each choice, to find its list.
    choices: Vec<(Vec<String>, String)>,
    /// Last period's values of all units by field, when the workbook is for all.
    previous: BTreeMap<String, Vec<String>>,
    units: usize,
}

impl Words {
    /// All words that a form's drop-downs need.
    pub(super) fn of(form: &Form, layout: &Layout, whose: Whose) -> Self {
        let mut lists = vec![
            (
                NIL_WORDS.to_owned(),
                [Nil::NoData, Nil::NotArisen]
                    .map(|nil| nil.word().to_owned())
                    .to_vec(),
            ),
            (
                YES_NO_WORDS.to_owned(),
                vec![format::yes_no(true), format::yes_no(false)],
            ),
        ];
        let mut choices: Vec<(Vec<String>, String)> = Vec::new();
        for kind in kinds(form) {
            let Kind::Choice(words) = kind else { continue };
            if choices.iter().all(|(known, _)| *known != words) {
                let name = format!("_ds_lua_chon_{}", choices.len() + 1);
                lists.push((name.clone(), words.clone()));
                choices.push((words, name));
            }
        }
        let mut previous = BTreeMap::new();
        let mut units = 0;
        if let Whose::All(all) = whose {
            units = all.len();
            let names = all.iter().map(|a| super::unit_shown(a.code, a.name));
            lists.push((UNIT_WORDS.to_owned(), names.collect()));
            for spot in layout.fields.iter().filter(|s| s.previous.is_some()) {
                let values = all
                    .iter()
                    .map(|a| super::previous_shown(form, &spot.field, a));
                previous.insert(spot.field.clone(), values.collect());
            }
        }
        Self {
            lists,
            choices,
            previous,
            units,
        }
    }

    /// The name of the words that a kind offers.
    pub(super) fn of_kind(&self, kind: &Kind) -> Option<String> {
        match kind {
            Kind::YesNo => Some(YES_NO_WORDS.to_owned()),
            Kind::Choice(words) => self
                .choices
                .iter()
                .find(|(known, _)| known == words)
                .map(|(_, name)| name.clone()),
            _ => None,
        }
    }

    /// A formula that finds last period's value of a field for the chosen unit.
    pub(super) fn previous(&self, field: &str) -> String {
        let Some(at) = self.previous.keys().position(|f| f == field) else {
            return "\"\"".to_owned();
        };
        let range = range((self.lists.len() + at) as u16, self.units);
        format!(
            "IF({UNIT_NAME}=\"\",\"\",IFERROR(INDEX({range},MATCH({UNIT_NAME},{UNIT_WORDS},0))&\"\",\"\"))"
        )
    }

    /// Names each column of words.
    pub(super) fn define(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        for (i, (name, words)) in self.lists.iter().enumerate() {
            if !words.is_empty() {
                workbook.define_name(name, &format!("={}", range(i as u16, words.len())))?;
            }
        }
        Ok(())
    }
}

fn range(col: u16, rows: usize) -> String {
    let first = there(WORDS_SHEET, (0, col));
    let last = there(WORDS_SHEET, (rows.max(1) as u32 - 1, col));
    let last = last.rsplit_once('!').map_or("", |(_, cell)| cell);
    format!("{first}:{last}")
}

/// Writes the words of drop-downs.
pub(super) fn write_words(book: &Book, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(WORDS_SHEET)?.set_very_hidden(true).protect();
    let lists = book.words.lists.iter().map(|(_, words)| words);
    for (col, words) in lists.chain(book.words.previous.values()).enumerate() {
        for (row, word) in words.iter().enumerate() {
            sheet.write_string(row as u32, col as u16, word)?;
        }
    }
    Ok(())
}

/// Writes where the workbook comes from.
pub(super) fn write_identity(book: &Book, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet
        .set_name(IDENTITY_SHEET)?
        .set_very_hidden(true)
        .protect();
    let issue = book.issue;
    let (unit, mark) = match book.whose {
        Whose::One => (slot("@code"), slot("@token")),
        Whose::All(_) => (
            String::new(),
            token(issue.campaign, "", &issue.form.id, &issue.kit.version),
        ),
    };
    let layout = book.layout.hash();
    let lines: [(&str, &str); 8] = [
        (identity::KIT, &issue.kit.id),
        (identity::KIT_VERSION, &issue.kit.version),
        (identity::FORM, &issue.form.id),
        (identity::UNIT, &unit),
        (identity::CAMPAIGN, issue.campaign),
        (identity::PERIOD, issue.period),
        (identity::LAYOUT, &layout),
        (identity::TOKEN, &mark),
    ];
    for (row, (key, value)) in lines.iter().enumerate() {
        sheet.write_string(row as u32, 0, *key)?;
        sheet.write_string(row as u32, 1, *value)?;
    }
    Ok(())
}

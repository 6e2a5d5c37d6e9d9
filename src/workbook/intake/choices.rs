//! The words that drop-downs offer.

use super::live::range;
use super::whose::Whose;
use crate::layout::{Layout, UNIT_NAME, WORDS_SHEET};
use crate::model::form::{Body, Form};
use crate::model::id::FieldId;
use crate::value::{Kind, Nil, format};
use rust_xlsxwriter::{Workbook, XlsxError};
use std::collections::BTreeMap;

/// Name of the words of Tình trạng số liệu.
pub(super) const NIL_WORDS: &str = "_ds_tinh_trang";

/// Name of the units' names.
pub(super) const UNIT_WORDS: &str = "_ds_don_vi";

const YES_NO_WORDS: &str = "_ds_co_khong";

/// The columns of the sheet with words.
pub(super) struct Words {
    /// Named columns of words.
    pub(super) lists: Vec<(String, Vec<String>)>,
    /// Words of each choice, to find its list.
    choices: Vec<(Vec<String>, String)>,
    /// Last period's values of all units by field, when the workbook is for all.
    pub(super) previous: BTreeMap<FieldId, Vec<String>>,
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
        let range = words_in((self.lists.len() + at) as u16, self.units);
        format!(
            "IF({UNIT_NAME}=\"\",\"\",IFERROR(INDEX({range},MATCH({UNIT_NAME},{UNIT_WORDS},0))&\"\",\"\"))"
        )
    }

    /// Names each column of words.
    pub(super) fn define(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        for (i, (name, words)) in self.lists.iter().enumerate() {
            if !words.is_empty() {
                workbook.define_name(name, &format!("={}", words_in(i as u16, words.len())))?;
            }
        }
        Ok(())
    }
}

/// The first so many words of a column.
fn words_in(col: u16, rows: usize) -> String {
    range(WORDS_SHEET, (0, col), (rows.max(1) as u32 - 1, col))
}

/// The kinds of all cells to fill, in the order of the form.
pub(super) fn kinds(form: &Form) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = form.fields().map(|f| f.kind().clone()).collect();
    for section in &form.sections {
        if let Body::List(list) = &section.body {
            kinds.extend(list.columns.iter().map(|c| c.kind.clone()));
        }
    }
    kinds
}

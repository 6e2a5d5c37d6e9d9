//! One whole intake workbook, sheet after sheet.
//!
//! In: an issue and for whom. Out: bytes. The sheets come from the modules beside this one.

use super::checks::Checks;
use super::live::{self, there};
use super::{Addressee, Issue, checks, guide, hidden, pack, sheet, style};
use crate::layout::{Layout, UNIT_NAME};
use crate::model::form::{Body, FieldRef};
use crate::model::id::SectionId;
use crate::value::Kind;
use crate::workbook::look;
use rust_xlsxwriter::{DocProperties, Format, Workbook, XlsxError};

/// For whom a workbook is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose<'a> {
    /// One unit, whose facts are filled in later: marks stand in their place.
    One,
    /// All units: they choose themselves from a drop-down.
    All(&'a [Addressee<'a>]),
}

/// What the unit's facts are called while they are not known; each stands alone in its cells.
pub(super) fn slot(name: &str) -> String {
    format!("\u{E000}{name}\u{E001}")
}

/// Everything the sheets need.
pub(super) struct Book<'a> {
    /// What is asked.
    pub(super) issue: &'a Issue<'a>,
    /// For whom.
    pub(super) whose: Whose<'a>,
    /// The sections that are asked; empty means all.
    pub(super) sections: &'a [SectionId],
    /// Where everything sits.
    pub(super) layout: Layout,
    /// Where the words of drop-downs stand.
    pub(super) words: hidden::Words,
    /// Where the states of the rules stand.
    pub(super) checks: Checks,
}

impl Book<'_> {
    /// Whether the unit answers this section.
    pub(super) fn asks(&self, section: &str) -> bool {
        self.sections.is_empty() || self.sections.iter().any(|s| s == section)
    }

    /// Where and how the unit's name stands: its slot, or a formula on the chosen unit.
    pub(super) fn unit(&self) -> Fact {
        match self.whose {
            Whose::One => Fact::Text(slot("@unit")),
            Whose::All(_) => Fact::Live(live::Live {
                formula: format!(
                    "IF({UNIT_NAME}=\"\",{},{UNIT_NAME})",
                    live::quoted(&no_unit())
                ),
                blank: no_unit(),
            }),
        }
    }

    /// The deadline, printed.
    pub(super) fn deadline(&self) -> String {
        match self.whose {
            Whose::One => slot("@deadline"),
            Whose::All(_) => self.issue.deadline.to_owned(),
        }
    }

    /// The range of words that a cell of this kind offers.
    pub(super) fn words_of(&self, kind: &Kind) -> Option<String> {
        self.words.of_kind(kind)
    }

    /// Last period's value of a field.
    pub(super) fn previous(&self, field: &FieldRef) -> Fact {
        let id = field.id();
        match self.whose {
            Whose::One => Fact::Text(slot(&id)),
            Whose::All(_) => Fact::Live(live::Live {
                formula: self.words.previous(&id),
                blank: String::new(),
            }),
        }
    }
}

fn no_unit() -> String {
    crate::words::official("emit.no-unit")
}

/// A locked text that differs from unit to unit.
pub(super) enum Fact {
    /// As it is.
    Text(String),
    /// Computed in the workbook.
    Live(live::Live),
}

/// Makes the workbook.
pub(super) fn bytes(
    issue: &Issue,
    whose: Whose,
    sections: &[SectionId],
) -> Result<Vec<u8>, XlsxError> {
    let layout = Layout::of(issue.kit, issue.form);
    let book = Book {
        words: hidden::Words::of(issue.form, &layout, whose),
        checks: Checks::of(issue.form, &layout),
        issue,
        whose,
        sections,
        layout,
    };
    let mut workbook = Workbook::new();
    workbook.set_default_format(
        &Format::new().set_font_name(style::FONT).set_font_size(12),
        21,
        72,
    )?;
    workbook.set_properties(&properties(issue)?);
    guide::write(&book, workbook.add_worksheet())?;
    for plan in &book.layout.sheets {
        sheet::write(&book, plan, workbook.add_worksheet())?;
    }
    checks::write(&book, workbook.add_worksheet())?;
    hidden::write_words(&book, workbook.add_worksheet())?;
    hidden::write_identity(&book, workbook.add_worksheet())?;
    define_names(&book, &mut workbook)?;
    pack::lock_structure(&workbook.save_to_buffer()?).map_err(XlsxError::ParameterError)
}

fn properties(issue: &Issue) -> Result<DocProperties, XlsxError> {
    Ok(look::made_at(issue.created)?
        .set_title(format!("{} - {}", issue.form.number, issue.form.title))
        .set_author(issue.issuer))
}

/// A name for every cell that a return is read by.
fn define_names(book: &Book, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let layout = &book.layout;
    let mut name = |name: &str, sheet: &str, place: (u32, u16)| -> Result<(), XlsxError> {
        workbook.define_name(name, &format!("={}", there(sheet, place)))?;
        Ok(())
    };
    let (sheet, row, col) = &layout.unit_cell;
    name(UNIT_NAME, sheet, (*row, *col))?;
    let mut last_row = "";
    for spot in &layout.fields {
        name(&spot.field, &spot.sheet, (spot.row, spot.col))?;
        for (i, place) in spot.continuation.iter().enumerate() {
            name(&format!("{}__{}", spot.field, i + 2), &spot.sheet, *place)?;
        }
        if spot.row_id != last_row {
            name(&format!("{}__tt", spot.row_id), &spot.sheet, spot.status)?;
            name(&format!("{}__gc", spot.row_id), &spot.sheet, spot.remark)?;
            last_row = &spot.row_id;
        }
    }
    for list in &layout.lists {
        let id = &list.section;
        name(
            &format!("{id}__dau"),
            &list.sheet,
            (list.first_row, list.first_col),
        )?;
        name(&format!("{id}__tt"), &list.sheet, list.status)?;
        name(&format!("{id}__gc"), &list.sheet, list.remark)?;
        name(
            &crate::model::form::list_count_id(id),
            &list.sheet,
            list.count,
        )?;
    }
    book.words.define(workbook)
}

/// The kinds of all cells to fill, in the order of the form.
pub(super) fn kinds(form: &crate::model::form::Form) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = form.fields().map(|f| f.kind().clone()).collect();
    for section in &form.sections {
        if let Body::List(list) = &section.body {
            kinds.extend(list.columns.iter().map(|c| c.kind.clone()));
        }
    }
    kinds
}

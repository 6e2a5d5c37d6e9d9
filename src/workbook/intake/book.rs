//! One whole intake workbook, sheet after sheet.
//!
//! In: an issue and for whom. Out: bytes. The sheets come from the modules beside this one.

use super::calculation::Calculation;
use super::choices::Words;
use super::context::{Book, asks};
use super::correction::{Correction, Filled};
use super::joined::Checks;
use super::live::there;
use super::paper_code::CodeCells;
use super::source::{self, Entry};
use super::whose::Whose;
use super::{Issue, checks, guide, hidden, points, sheet, style};
use crate::layout::{Layout, UNIT_NAME};
use crate::model::id::SectionId;
use crate::model::reading::Reading;
use crate::workbook::look;
use crate::workbook::pack;
use rust_xlsxwriter::{DocProperties, Format, Workbook, XlsxError};

/// The sheet before the form, of a form that holds answers.
#[derive(Clone, Copy)]
pub(super) enum First<'a> {
    /// What its unit is asked.
    Points(&'a Correction<'a>),
    /// Where the officer, who fills it, learned the figures.
    Source(&'a Entry<'a>),
}

impl<'a> First<'a> {
    /// The answers in it.
    pub(super) fn reading(&self) -> Option<&'a Reading> {
        match self {
            Self::Points(correction) => correction.reading,
            Self::Source(entry) => entry.reading,
        }
    }

    fn filled(&self, issue: &Issue, layout: &Layout) -> Filled {
        let points = match self {
            Self::Points(correction) => correction.points,
            Self::Source(_) => &[],
        };
        Filled::of(issue.form, layout, (self.reading(), points))
    }
}

/// Makes the workbook.
pub(super) fn bytes(
    issue: &Issue,
    whose: Whose,
    sections: &[SectionId],
    first: Option<&First>,
) -> Result<Vec<u8>, XlsxError> {
    let layout = Layout::of(issue.kit, issue.form);
    let words = Words::of(issue.form, &layout, whose);
    let checks = Checks::of(issue.form, &layout);
    let asks = |section: &str| asks(sections, section);
    let filled = first.map(|first| first.filled(issue, &layout));
    let of = (issue.form, &layout);
    let calculation = Calculation::of(of, (&words, &checks), &asks);
    let book = Book {
        filled: filled.unwrap_or_default(),
        code: CodeCells::of(of, (&words, &calculation), &asks),
        calculation,
        words,
        checks,
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
    match first {
        Some(First::Points(correction)) => {
            points::write(&book, correction, workbook.add_worksheet())?;
        }
        Some(First::Source(entry)) => source::write(&book, entry, workbook.add_worksheet())?,
        None => {}
    }
    guide::write(&book, workbook.add_worksheet())?;
    for plan in &book.layout.sheets {
        sheet::write(&book, plan, workbook.add_worksheet())?;
    }
    checks::write(&book, workbook.add_worksheet())?;
    let sheet = workbook.add_worksheet();
    book.calculation.write(sheet)?;
    if let Some(code) = &book.code {
        code.write(sheet)?;
    }
    hidden::write_words(&book, workbook.add_worksheet())?;
    hidden::write_identity(&book, workbook.add_worksheet())?;
    define_names(&book, &mut workbook)?;
    pack::lock_structure(&pack::saved(&mut workbook)?).map_err(XlsxError::ParameterError)
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

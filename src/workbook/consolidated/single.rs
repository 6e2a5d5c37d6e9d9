//! A form that one unit fills reads down: a row each, its columns across.

use super::heading::section_title;
use super::look::{self, Cell, ConsolidatedPage};
use super::{ConsolidatedInput, UnitAnswers};
use crate::model::form::{Form, Section};
use crate::model::id::FieldId;
use crate::msg;
use crate::value::Kind;
use crate::words::{Lang, official};
use crate::workbook::height;
use rust_xlsxwriter::{Worksheet, XlsxError};

const WIDTHS: [f64; 3] = [7.0, 56.0, 13.0];
const VALUE: f64 = 20.0;
const REMARK: f64 = 34.0;

/// Writes the sheet.
pub(super) fn write(
    input: &ConsolidatedInput,
    form: &Form,
    unit: Option<&UnitAnswers>,
    tab: &str,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    sheet.set_name(tab)?;
    let name = unit.map_or("", |u| u.row.unit.name.as_str());
    let state = unit.map_or("", |u| u.row.state.as_str());
    let lines = [
        format!("{}. {}", form.number, form.title),
        msg!(
            "consolidated.single-line",
            unit = name,
            period = input.period,
            state = state
        )
        .say(Lang::Vi),
        official("consolidated.form-legend"),
    ];
    look::head(sheet, &lines)?;
    let across = form.sections.iter().map(|s| s.columns().len()).max();
    let across = across.unwrap_or(1).max(1) as u16;
    for (col, width) in (0u16..).zip(WIDTHS) {
        sheet.set_column_width(col, width)?;
    }
    for col in 3..3 + across {
        sheet.set_column_width(col, VALUE)?;
    }
    sheet.set_column_width(3 + across, REMARK)?;
    let top = lines.len() as u32 + 1;
    let heads = [
        "consolidated.number",
        "consolidated.label",
        "consolidated.measure",
    ];
    for (col, id) in (0u16..).zip(heads) {
        sheet.write_string_with_format(top, col, official(id), &look::heading())?;
    }
    let value = official("consolidated.value");
    look::spread(sheet, (top, 3), (top, 2 + across), &value, &look::heading())?;
    let remark = official("consolidated.remark");
    sheet.write_string_with_format(top, 3 + across, remark, &look::heading())?;
    let mut row = top + 1;
    for section in &form.sections {
        row = write_section(sheet, row, section, unit, across)?;
    }
    sheet.set_freeze_panes(top + 1, 2)?;
    ConsolidatedPage {
        landscape: true,
        repeat: Some((top, top)),
        specimen: input.specimen,
    }
    .set(sheet)
}

/// Writes the rows of a section; returns the row after them.
fn write_section(
    sheet: &mut Worksheet,
    top: u32,
    section: &Section,
    unit: Option<&UnitAnswers>,
    across: u16,
) -> Result<u32, XlsxError> {
    let columns = section.columns();
    let is_asked = |kind: &Kind| *kind != Kind::Prose;
    if !section.rows().iter().any(|r| is_asked(&r.kind)) {
        return Ok(top);
    }
    let group = look::group();
    let centred = look::group().set_align(rust_xlsxwriter::FormatAlign::Center);
    sheet.write_string_with_format(top, 0, look::fitting(&section.number), &centred)?;
    let title = if section.number.is_empty() {
        section_title(section)
    } else {
        section.title.clone()
    };
    sheet.write_string_with_format(top, 1, look::fitting(&title), &group)?;
    sheet.write_blank(top, 2, &group)?;
    if columns.len() > 1 {
        for col in 0..across {
            let label = columns.get(usize::from(col));
            let label = label.map_or(String::new(), |c| look::fitting(&c.label));
            sheet.write_string_with_format(top, 3 + col, label, &centred)?;
        }
    } else {
        look::spread(sheet, (top, 3), (top, 2 + across), "", &centred)?;
    }
    sheet.write_blank(top, 3 + across, &group)?;
    let mut row = top + 1;
    for indicator in section.rows().iter().filter(|r| is_asked(&r.kind)) {
        look::put(sheet, (row, 0), &Cell::Centred(indicator.number.clone()))?;
        look::put(sheet, (row, 1), &Cell::Text(indicator.label.clone()))?;
        look::put(sheet, (row, 2), &Cell::Centred(indicator.unit.clone()))?;
        let mut remark = String::new();
        let mut widths = vec![(indicator.label.clone(), WIDTHS[1])];
        for (col, column) in (3u16..).zip(columns) {
            let mut cell = Cell::Closed;
            if indicator.takes(column) {
                let id = FieldId::of(&indicator.id, &column.suffix);
                let kind = column.kind.as_ref().unwrap_or(&indicator.kind);
                if let Some(answer) = unit.and_then(|u| u.answer(&id)) {
                    remark.clone_from(&answer.remark);
                }
                cell = unit.map_or(Cell::Blank, |u| u.cell(&id, kind));
            }
            if columns.len() == 1 {
                widths.push((cell.text().to_owned(), VALUE * f64::from(across)));
                look::put_across(sheet, (row, col), 2 + across, &cell)?;
            } else {
                widths.push((cell.text().to_owned(), VALUE));
                look::put(sheet, (row, col), &cell)?;
            }
        }
        for col in columns.len().max(1) as u16..across {
            if columns.len() > 1 {
                look::put(sheet, (row, 3 + col), &Cell::Closed)?;
            }
        }
        widths.push((remark.clone(), REMARK));
        look::put(sheet, (row, 3 + across), &Cell::Text(remark))?;
        let texts = widths.iter().map(|(text, width)| (text.as_str(), *width));
        sheet.set_row_height(row, height::of_row(texts))?;
        row += 1;
    }
    Ok(row)
}

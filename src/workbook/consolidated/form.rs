//! One form: units down, fields across under grouped headings, totals above the units.

use super::heading::{FIXED, Heading, width};
use super::look::{self, Cell, ConsolidatedPage};
use super::totals::{self, Band, Live};
use super::{ConsolidatedInput, UnitAnswers};
use crate::model::figure::{Figure, FigureValue};
use crate::model::form::{FieldRef, Form};
use crate::model::id::{FieldId, FigureId};
use crate::msg;
use crate::value::Tally;
use crate::words::{Lang, official};
use crate::workbook::height;
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// Where a form's figures stand, for charts.
#[derive(Debug)]
pub(super) struct Spread {
    /// Sheet name.
    pub(super) sheet: String,
    /// First and last row of the units.
    pub(super) units: (u32, u32),
    /// Column by field id.
    pub(super) columns: BTreeMap<FieldId, u16>,
}

/// Column of the units' names.
pub(super) const NAME: u16 = 1;
/// Column of the units' types.
const TYPE: u16 = 2;
/// Column of the units' states.
const STATE: u16 = 3;

/// Writes the sheet. `units` are those of this form, one type after the other.
pub(super) fn write(
    input: &ConsolidatedInput,
    form: &Form,
    units: &[&UnitAnswers],
    tab: &str,
    sheet: &mut Worksheet,
) -> Result<Spread, XlsxError> {
    sheet.set_name(tab)?;
    sheet.set_formula_result_default("");
    let answered = units.iter().filter(|u| u.row.reading.is_some()).count();
    let lines = [
        format!("{}. {}", form.number, form.title),
        msg!(
            "consolidated.form-line",
            period = input.period,
            answered = answered,
            of = units.len()
        )
        .say(Lang::Vi),
        official("consolidated.form-legend"),
    ];
    look::head(sheet, &lines)?;
    let heading = Heading::of(form);
    let top = lines.len() as u32 + 1;
    let mut row = heading.write(sheet, top)?;
    let types = tallies_by_type(units, &heading.fields);
    let subtotals = if types.len() > 1 {
        types.len() as u32
    } else {
        0
    };
    let first = row + subtotals + 2;
    let band = Band {
        first,
        last: first + (units.len() as u32).max(1) - 1,
        types: TYPE,
    };
    let page = TotalsPage {
        input,
        form,
        fields: &heading.fields,
        band,
    };
    page.all(sheet, row, &types)?;
    for (name, tallies) in types.iter().take(subtotals as usize) {
        row += 1;
        page.of_type(sheet, row, name, tallies)?;
    }
    row += 1;
    heading.write_numbers(sheet, row)?;
    sheet.autofilter(row, 0, band.last, heading.last_col())?;
    sheet.set_freeze_panes(first, NAME + 1)?;
    for (at, unit) in (0u32..).zip(units) {
        write_unit(sheet, first + at, at + 1, unit, &heading.fields)?;
    }
    ConsolidatedPage {
        landscape: true,
        repeat: Some((top, row)),
        specimen: input.specimen,
    }
    .set(sheet)?;
    if heading.is_wide() {
        heading.break_pages(sheet)?;
        // Titles in cells would be torn at the first page; above the pages they are whole.
        sheet.set_print_area(top, 0, band.last, heading.last_col())?;
        let shown = |line: &str| {
            let line: String = look::fitting(line).chars().take(90).collect();
            line.replace('&', "&&")
        };
        let font = look::FONT;
        sheet.set_margins(0.5, 0.4, 0.95, 0.6, 0.35, 0.3);
        sheet.set_header(format!(
            "&L&\"{font},Bold\"&12{}\n&\"{font},Italic\"&10{}",
            shown(&lines[0]),
            shown(&lines[1])
        ));
    }
    Ok(Spread {
        sheet: tab.to_owned(),
        units: (band.first, band.last),
        columns: heading.columns(),
    })
}

/// Types in the order of the units, each with its units' answers to every field.
fn tallies_by_type<'u>(
    units: &[&'u UnitAnswers],
    fields: &[FieldRef],
) -> Vec<(&'u str, Vec<Tally>)> {
    let ids: Vec<FieldId> = fields.iter().map(FieldRef::id).collect();
    let mut types: Vec<(&str, Vec<Tally>)> = Vec::new();
    for unit in units {
        let name = unit.unit_type.as_str();
        if types.last().is_none_or(|(last, _)| *last != name) {
            types.push((name, vec![Tally::default(); ids.len()]));
        }
        let Some((_, tallies)) = types.last_mut() else {
            continue;
        };
        for (id, tally) in ids.iter().zip(tallies) {
            match unit.answer(id) {
                Some(said) => said.answer.add_to(tally),
                None => tally.add_blank(),
            }
        }
    }
    types
}

fn write_unit(
    sheet: &mut Worksheet,
    row: u32,
    number: u32,
    unit: &UnitAnswers,
    fields: &[FieldRef],
) -> Result<(), XlsxError> {
    look::put(sheet, (row, 0), &Cell::Centred(number.to_string()))?;
    look::put(sheet, (row, NAME), &Cell::Text(unit.row.unit.name.clone()))?;
    look::put(sheet, (row, TYPE), &Cell::Centred(unit.unit_type.clone()))?;
    look::put(sheet, (row, STATE), &Cell::Centred(unit.row.state.clone()))?;
    let mut height = height::of_row([
        (unit.row.unit.name.as_str(), 26.0),
        (unit.row.state.as_str(), 13.0),
    ]);
    for (col, field) in (FIXED..).zip(fields) {
        let cell = unit.cell(&field.id(), field.kind());
        // Words in place of a value are set smaller.
        let smaller = if matches!(cell, Cell::Quiet(_)) {
            1.4
        } else {
            1.0
        };
        height = height.max(height::of_row([(
            cell.text(),
            width(field.kind()) * smaller,
        )]));
        look::put(sheet, (row, col), &cell)?;
    }
    sheet.set_row_height(row, height)?;
    Ok(())
}

/// The totals of a form.
struct TotalsPage<'a> {
    input: &'a ConsolidatedInput<'a>,
    form: &'a Form,
    fields: &'a [FieldRef<'a>],
    band: Band,
}

impl TotalsPage<'_> {
    fn all(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        types: &[(&str, Vec<Tally>)],
    ) -> Result<(), XlsxError> {
        label(sheet, row, &official("consolidated.total"), "")?;
        for (at, (col, field)) in (FIXED..).zip(self.fields).enumerate() {
            let how = field.rollup();
            let mut tally = Tally::default();
            for (_, own) in types {
                tally.merge(&own[at]);
            }
            let figure = self
                .input
                .figures
                .get(&FigureId::of_field(&self.form.id, &field.id()));
            let result = match figure {
                Some(figure) => of_figure(figure),
                None => totals::result(how, &tally),
            };
            let live = self.band.total(how, col, is_zero_of_nil(result, &tally));
            write_total(sheet, (row, col), field, &live, result)?;
        }
        Ok(())
    }

    fn of_type(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        name: &str,
        tallies: &[Tally],
    ) -> Result<(), XlsxError> {
        let shown = msg!("consolidated.subtotal", unit_type = name.to_lowercase()).say(Lang::Vi);
        label(sheet, row, &shown, name)?;
        for ((col, field), tally) in (FIXED..).zip(self.fields).zip(tallies) {
            let how = field.rollup();
            let result = totals::result(how, tally);
            let is_nil = is_zero_of_nil(result, tally);
            let live = self.band.subtotal(how, col, row, is_nil);
            write_total(sheet, (row, col), field, &live, result)?;
        }
        Ok(())
    }
}

fn write_total(
    sheet: &mut Worksheet,
    (row, col): (u32, u16),
    field: &FieldRef,
    live: &Live,
    result: Option<f64>,
) -> Result<(), XlsxError> {
    let how = field.rollup();
    if !totals::has_total(how, field.kind()) {
        return look::put(sheet, (row, col), &Cell::Closed);
    }
    let code = totals::number_format(how, field.kind(), result);
    let format = look::total(&Cell::Number(0.0, code));
    let shown = result.map_or_else(String::new, |n| n.to_string());
    let formula = Formula::new(format!("={}", live.formula)).set_result(shown);
    if live.array {
        sheet.write_array_formula_with_format(row, col, row, col, formula, &format)?;
    } else {
        sheet.write_formula_with_format(row, col, formula, &format)?;
    }
    Ok(())
}

fn label(sheet: &mut Worksheet, row: u32, name: &str, unit_type: &str) -> Result<(), XlsxError> {
    look::put_total(sheet, (row, 0), &Cell::Blank)?;
    look::put_total(sheet, (row, NAME), &Cell::Text(name.to_owned()))?;
    look::put_total(sheet, (row, TYPE), &Cell::Centred(unit_type.to_owned()))?;
    look::put_total(sheet, (row, STATE), &Cell::Blank)
}

/// Zero because nobody had anything of the kind, not because of numbers.
fn is_zero_of_nil(result: Option<f64>, tally: &Tally) -> bool {
    result == Some(0.0) && tally.values() == 0
}

/// The number of a figure, or the serial number of its day.
fn of_figure(figure: &Figure) -> Option<f64> {
    match &figure.value {
        FigureValue::One(value) => totals::in_cell(value),
        _ => None,
    }
}

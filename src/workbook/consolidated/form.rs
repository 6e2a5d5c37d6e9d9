//! One form: units down, fields across under grouped headings, totals above the units.

use super::heading::{FIXED, Heading, width};
use super::look::{self, Cell, Page};
use super::totals::{self, Band, Given, Live};
use super::{Input, Unit};
use crate::model::figure::{Figure, FigureValue};
use crate::model::form::{FieldRef, Form};
use crate::msg;
use crate::value::Value;
use crate::words::{Lang, text};
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
    pub(super) columns: BTreeMap<String, u16>,
}

/// Column of the units' names.
pub(super) const NAME: u16 = 1;
/// Column of the units' types.
const TYPE: u16 = 2;
/// Column of the units' states.
const STATE: u16 = 3;

/// Writes the sheet. `units` are those of this form, one type after the other.
pub(super) fn write(
    input: &Input,
    form: &Form,
    units: &[&Unit],
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
        text("consolidated.form-legend", Lang::Vi),
    ];
    look::head(sheet, &lines)?;
    let heading = Heading::of(form);
    let top = lines.len() as u32 + 1;
    let mut row = heading.write(sheet, top)?;
    let types = types_of(units);
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
        units,
        band,
    };
    page.all(sheet, row, &heading.fields)?;
    for name in types.iter().take(subtotals as usize) {
        row += 1;
        page.of_type(sheet, row, name, &heading.fields)?;
    }
    row += 1;
    heading.write_numbers(sheet, row)?;
    sheet.autofilter(row, 0, band.last, heading.last_col())?;
    sheet.set_freeze_panes(first, NAME + 1)?;
    for (at, unit) in (0u32..).zip(units) {
        write_unit(sheet, first + at, at + 1, unit, &heading.fields)?;
    }
    Page {
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
            let line: String = look::clean(line).chars().take(90).collect();
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

/// Types in the order of the units.
fn types_of(units: &[&Unit]) -> Vec<String> {
    let mut types: Vec<String> = Vec::new();
    for unit in units {
        if types.last() != Some(&unit.row.unit_type) {
            types.push(unit.row.unit_type.clone());
        }
    }
    types
}

fn write_unit(
    sheet: &mut Worksheet,
    row: u32,
    number: u32,
    unit: &Unit,
    fields: &[FieldRef],
) -> Result<(), XlsxError> {
    look::put(sheet, (row, 0), &Cell::Centred(number.to_string()))?;
    look::put(sheet, (row, NAME), &Cell::Text(unit.row.name.clone()))?;
    look::put(
        sheet,
        (row, TYPE),
        &Cell::Centred(unit.row.unit_type.clone()),
    )?;
    look::put(sheet, (row, STATE), &Cell::Centred(unit.row.state.clone()))?;
    let mut height = height::of_row([
        (unit.row.name.as_str(), 26.0),
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
    input: &'a Input<'a>,
    form: &'a Form,
    units: &'a [&'a Unit<'a>],
    band: Band,
}

impl TotalsPage<'_> {
    fn all(&self, sheet: &mut Worksheet, row: u32, fields: &[FieldRef]) -> Result<(), XlsxError> {
        label(sheet, row, &text("consolidated.total", Lang::Vi), "")?;
        for (col, field) in (FIXED..).zip(fields) {
            let how = field.row.rollup;
            let given = self.given(field, None);
            let figure = self
                .input
                .figures
                .get(&format!("{}.{}", self.form.id, field.id()));
            let result = match figure {
                Some(figure) => of_figure(figure),
                None => totals::result(how, &given),
            };
            let is_nil = is_zero_of_nil(result, &given);
            let live = self.band.total(how, col, is_nil);
            self.put(sheet, (row, col), field, &live, result)?;
        }
        Ok(())
    }

    fn of_type(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        name: &str,
        fields: &[FieldRef],
    ) -> Result<(), XlsxError> {
        let shown = msg!("consolidated.subtotal", unit_type = name.to_lowercase()).say(Lang::Vi);
        label(sheet, row, &shown, name)?;
        for (col, field) in (FIXED..).zip(fields) {
            let how = field.row.rollup;
            let given = self.given(field, Some(name));
            let result = totals::result(how, &given);
            let is_nil = is_zero_of_nil(result, &given);
            let live = self.band.subtotal(how, col, row, is_nil);
            self.put(sheet, (row, col), field, &live, result)?;
        }
        Ok(())
    }

    fn given(&self, field: &FieldRef, unit_type: Option<&str>) -> Vec<Given> {
        let id = field.id();
        self.units
            .iter()
            .filter(|u| unit_type.is_none_or(|t| t == u.row.unit_type))
            .map(|u| Given::of(u.answer(&id)))
            .collect()
    }

    fn put(
        &self,
        sheet: &mut Worksheet,
        (row, col): (u32, u16),
        field: &FieldRef,
        live: &Live,
        result: Option<f64>,
    ) -> Result<(), XlsxError> {
        let how = field.row.rollup;
        if !totals::has_total(how, field.kind()) || self.units.is_empty() {
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
}

fn label(sheet: &mut Worksheet, row: u32, name: &str, unit_type: &str) -> Result<(), XlsxError> {
    look::put_total(sheet, (row, 0), &Cell::Blank)?;
    look::put_total(sheet, (row, NAME), &Cell::Text(name.to_owned()))?;
    look::put_total(sheet, (row, TYPE), &Cell::Centred(unit_type.to_owned()))?;
    look::put_total(sheet, (row, STATE), &Cell::Blank)
}

/// Zero because nobody had anything of the kind, not because of numbers.
fn is_zero_of_nil(result: Option<f64>, given: &[Given]) -> bool {
    let counts = |g: &Given| matches!(g, Given::Number(_) | Given::YesNo(_));
    result == Some(0.0) && !given.iter().any(counts)
}

/// The number of a figure, or the serial number of its day.
fn of_figure(figure: &Figure) -> Option<f64> {
    match &figure.value {
        FigureValue::One(Value::Number(n)) => Some(*n),
        FigureValue::One(Value::Date(day)) => crate::value::understand::serial_of_day(*day),
        _ => None,
    }
}

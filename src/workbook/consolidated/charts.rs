//! The kit's charts: one bar per unit and series, from the cells of the form's sheet.

use super::ConsolidatedInput;
use super::form::{NAME, Spread};
use super::look::{self, ConsolidatedPage};
use crate::model::kit::ChartDef;
use crate::words::official;
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartSolidFill, Worksheet,
    XlsxError,
};
use std::collections::BTreeMap;

/// Pixels of a row.
const ROW: u32 = 21;
/// Rows of a page at this scale.
const ROWS: u32 = 58;
const SCALE: u16 = 80;
/// More bars than this cannot be told apart on a page.
const MOST_UNITS: u32 = 60;

/// Whether anything can be drawn.
pub(super) fn can_draw(input: &ConsolidatedInput, spreads: &BTreeMap<String, Spread>) -> bool {
    input
        .kit
        .charts
        .iter()
        .any(|c| drawable(c, spreads).is_some())
}

fn drawable<'s>(
    chart: &ChartDef,
    spreads: &'s BTreeMap<String, Spread>,
) -> Option<(&'s Spread, Vec<u16>)> {
    let spread = spreads.get(chart.form.as_str())?;
    let columns: Vec<u16> = chart
        .fields
        .iter()
        .filter_map(|f| spread.columns.get(f).copied())
        .collect();
    (!columns.is_empty()).then_some((spread, columns))
}

/// Draws the charts one below the other.
pub(super) fn write(
    input: &ConsolidatedInput,
    spreads: &BTreeMap<String, Spread>,
    tab: &str,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    sheet.set_name(tab)?;
    let title = official("consolidated.charts-title");
    look::head(sheet, &[title, input.title.clone()])?;
    let mut row = 3;
    let mut page = 0;
    let mut breaks = Vec::new();
    for def in &input.kit.charts {
        let Some((spread, columns)) = drawable(def, spreads) else {
            continue;
        };
        let units = spread.units.1 + 1 - spread.units.0;
        let bars = units.min(MOST_UNITS) * (columns.len() as u32 + 1);
        let height = 110 + 11 * bars;
        let rows = height.div_ceil(ROW) + 2;
        if row > page + 3 && row + rows > page + ROWS {
            breaks.push(row);
            page = row;
        }
        let mut chart = draw(input, def, spread, &columns);
        chart.set_width(860).set_height(height);
        sheet.insert_chart_with_offset(row, 0, &chart, 4, 4)?;
        row += rows;
    }
    ConsolidatedPage {
        landscape: false,
        repeat: None,
        specimen: input.specimen,
    }
    .set(sheet)?;
    sheet.set_print_scale(SCALE);
    sheet.set_page_breaks(&breaks)?;
    Ok(())
}

fn draw(input: &ConsolidatedInput, def: &ChartDef, spread: &Spread, columns: &[u16]) -> Chart {
    let mut font = ChartFont::new();
    font.set_name(look::FONT).set_size(10);
    let mut bold = font.clone();
    bold.set_bold().set_size(13);
    let mut label = ChartDataLabel::new();
    label.show_value().set_font(&font);
    let (first, last) = spread.units;
    let tab = spread.sheet.as_str();
    let mut chart = Chart::new_bar();
    let form = input.kit.form(&def.form);
    for ((field, col), colour) in def
        .fields
        .iter()
        .zip(columns)
        .zip(look::SERIES.iter().cycle())
    {
        let name = form
            .and_then(|f| f.field(field))
            .map_or_else(|| field.to_string(), |f| f.label());
        chart
            .add_series()
            .set_name(&text_of(&name))
            .set_categories((tab, first, NAME, last, NAME))
            .set_values((tab, first, *col, last, *col))
            .set_gap(45)
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(*colour)))
            .set_data_label(&label);
    }
    chart.title().set_name(&text_of(&def.title)).set_font(&bold);
    look::bar_axes(&mut chart, &font);
    if columns.len() > 1 {
        chart
            .legend()
            .set_position(ChartLegendPosition::Bottom)
            .set_font(&font);
    } else {
        chart.legend().set_hidden();
    }
    chart
}

/// A name in a chart that begins with "=" would be read as a reference.
fn text_of(name: &str) -> String {
    look::fitting(name.trim_start_matches('='))
}

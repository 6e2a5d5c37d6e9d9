//! Live texts, links and colours, as cells.

use super::live::{self, Live, sheet_name};
use super::style;
use rust_xlsxwriter::{
    ConditionalFormatText, ConditionalFormatTextRule, Format, Formula, Url, Worksheet, XlsxError,
};

/// Writes a live text.
pub(super) fn put<'a>(
    sheet: &'a mut Worksheet,
    (row, col): (u32, u16),
    live: &Live,
    format: &Format,
) -> Result<&'a mut Worksheet, XlsxError> {
    let formula = Formula::new(&live.formula).set_result(&live.blank);
    sheet.write_formula_with_format(row, col, formula, format)
}

/// A link inside the workbook.
pub(super) fn link(
    sheet: &mut Worksheet,
    (row, col): (u32, u16),
    to: &str,
    place: (u32, u16),
    label: &str,
) -> Result<(), XlsxError> {
    let target = format!("internal:{}!{}", sheet_name(to), live::here(place));
    let format = style::link(style::cell());
    sheet.write_url_with_options(row, col, Url::new(target), label, "", Some(&format))?;
    Ok(())
}

/// Colours live texts by how they begin; the words stand without the colours too.
pub(super) fn colour(
    sheet: &mut Worksheet,
    from: (u32, u16),
    to: (u32, u16),
) -> Result<(), XlsxError> {
    let begins = |id: &str, format: Format| {
        ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::BeginsWith(official(id)))
            .set_format(format)
    };
    for rule in [
        begins("emit.live-needs", style::attention()),
        begins("emit.live-see", style::attention()),
        begins("emit.live-holds", style::in_order()),
    ] {
        sheet.add_conditional_format(from.0, from.1, to.0, to.1, &rule)?;
    }
    Ok(())
}
use crate::words::official;

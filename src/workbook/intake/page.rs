//! Paper: A4, margins, what repeats, what is printed, what is protected.

use super::validate;
use crate::words::official;
use crate::workbook::height;
use crate::workbook::look::{self, Margins, PrintPage, PrintSize};
use rust_xlsxwriter::{IgnoreError, ProtectionOptions, Worksheet, XlsxError};

/// How a sheet is printed.
pub(super) struct IntakePage<'a> {
    /// Last row that is printed.
    pub(super) last_row: u32,
    /// First column that is printed.
    pub(super) first_col: u16,
    /// Last column that is printed.
    pub(super) last_col: u16,
    /// Whether the paper lies.
    pub(super) landscape: bool,
    /// How large it is printed.
    pub(super) size: PrintSize,
    /// Rows on top of each page.
    pub(super) repeat: Option<(u32, u32)>,
    /// Left of the footer.
    pub(super) left: &'a str,
    /// Whether the figures are made up.
    pub(super) specimen: bool,
}

/// Most characters at the left of the footer, in UTF-16 units: the whole of it may have 255.
const FOOTER: usize = 80;

const MARGINS: Margins = Margins {
    left: 0.6,
    right: 0.45,
    top: 0.6,
    bottom: 0.6,
};

/// Points across and down that a page of A4 holds within the margins.
pub(super) fn room(landscape: bool) -> (f64, f64) {
    const A4_POINTS: (f64, f64) = (595.3, 841.9);
    let Margins {
        left,
        right,
        top,
        bottom,
    } = MARGINS;
    let (across, down) = if landscape {
        (A4_POINTS.1, A4_POINTS.0)
    } else {
        A4_POINTS
    };
    (across - (left + right) * 72.0, down - (top + bottom) * 72.0)
}

/// Sets the paper up.
pub(super) fn set_up(sheet: &mut Worksheet, page: &IntakePage) -> Result<(), XlsxError> {
    PrintPage {
        landscape: page.landscape,
        margins: Some(MARGINS),
        size: page.size,
        repeat: page.repeat,
    }
    .set(sheet)?;
    sheet.set_print_center_horizontally(true);
    sheet.set_print_area(0, page.first_col, page.last_row, page.last_col)?;
    sheet.set_screen_gridlines(false);
    let font = look::footer_font();
    let middle = if page.specimen {
        format!("&C{font}{}", official("emit.specimen"))
    } else {
        String::new()
    };
    sheet.set_footer(format!(
        "&L{font}{}{middle}&R{font}{}",
        validate::cut(page.left, FOOTER).replace('&', "&&"),
        official("emit.page-number")
    ));
    sheet.ignore_error_range(
        0,
        0,
        page.last_row,
        page.last_col,
        IgnoreError::NumberStoredAsText,
    )?;
    Ok(())
}

/// Locks what is not to be filled, without a password; rows and columns may be made larger, and a list may be filtered
/// where it has a filter.
pub(super) fn protect(sheet: &mut Worksheet, has_filter: bool) {
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        use_autofilter: has_filter,
        ..ProtectionOptions::default()
    });
}

/// How many lines a text takes in a column of so many characters.
pub(super) fn lines(text: &str, width: u16) -> u32 {
    height::lines(text, f64::from(width))
}

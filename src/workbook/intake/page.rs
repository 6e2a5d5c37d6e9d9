//! Paper: A4, margins, what repeats, what is printed, what is protected.

use super::style;
use crate::words::{Lang, text};
use crate::workbook::height;
use rust_xlsxwriter::{IgnoreError, ProtectionOptions, Worksheet, XlsxError};

const A4: u8 = 9;

/// How a sheet is printed.
pub(super) struct Page<'a> {
    /// Last row that is printed.
    pub(super) last_row: u32,
    /// First column that is printed.
    pub(super) first_col: u16,
    /// Last column that is printed.
    pub(super) last_col: u16,
    /// Whether the paper lies.
    pub(super) landscape: bool,
    /// How large it is printed.
    pub(super) size: Size,
    /// Rows on top of each page.
    pub(super) repeat: Option<(u32, u32)>,
    /// Left of the footer.
    pub(super) left: &'a str,
    /// Whether the figures are made up.
    pub(super) specimen: bool,
}

/// How large a sheet is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// All of it on one page.
    OnePage,
    /// All columns on one page, as many pages as it takes.
    Width,
    /// In so many percent, with page breaks of its own.
    Percent(u16),
}

/// Inches: left, right, top, bottom.
const MARGINS: (f64, f64, f64, f64) = (0.6, 0.45, 0.6, 0.6);

/// Points across and down that a page of A4 holds within the margins.
pub(super) fn room(landscape: bool) -> (f64, f64) {
    const A4_POINTS: (f64, f64) = (595.3, 841.9);
    let (left, right, top, bottom) = MARGINS;
    let (across, down) = if landscape {
        (A4_POINTS.1, A4_POINTS.0)
    } else {
        A4_POINTS
    };
    (across - (left + right) * 72.0, down - (top + bottom) * 72.0)
}

/// Sets the paper up.
pub(super) fn set_up(sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
    sheet.set_paper_size(A4);
    if page.landscape {
        sheet.set_landscape();
    }
    let (left, right, top, bottom) = MARGINS;
    sheet.set_margins(left, right, top, bottom, 0.3, 0.3);
    match page.size {
        Size::OnePage => sheet.set_print_fit_to_pages(1, 1),
        Size::Width => sheet.set_print_fit_to_pages(1, 0),
        Size::Percent(scale) => sheet.set_print_scale(scale),
    };
    sheet.set_print_center_horizontally(true);
    sheet.set_print_area(0, page.first_col, page.last_row, page.last_col)?;
    if let Some((first, last)) = page.repeat {
        sheet.set_repeat_rows(first, last)?;
    }
    sheet.set_screen_gridlines(false);
    let font = format!("&\"{},Regular\"&9", style::FONT);
    let middle = if page.specimen {
        format!("&C{font}{}", text("emit.specimen", Lang::Vi))
    } else {
        String::new()
    };
    sheet.set_footer(format!(
        "&L{font}{}{middle}&R{font}{}",
        page.left.replace('&', "&&"),
        text("emit.page-number", Lang::Vi)
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

/// Locks what is not to be filled, without a password; rows and columns may be made larger.
pub(super) fn protect(sheet: &mut Worksheet) {
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
}

/// How many lines a text takes in a column of so many characters.
pub(super) fn lines(text: &str, width: u16) -> u32 {
    height::lines(text, f64::from(width))
}

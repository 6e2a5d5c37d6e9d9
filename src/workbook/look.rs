//! One look for every workbook we make: fonts, colours, frames, headings, paper.
//!
//! Knows nothing of what a workbook says.

use crate::words::official;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline,
    Worksheet, XlsxError,
};

/// The font of Vietnamese official documents.
pub(super) const FONT: &str = "Times New Roman";
/// Frames of tables.
const LINE: Color = Color::RGB(0x008C_8C8C);
/// Ground of what is to be filled.
pub(super) const INPUT: Color = Color::RGB(0x00FF_F8E1);
/// Ground of what a unit is asked about.
pub(super) const QUESTIONED: Color = Color::RGB(0x00FF_C98A);
/// Ground of headings of columns.
const HEAD: Color = Color::RGB(0x00E4_EAF0);
/// The same where choices are made.
pub(super) const CHOICE_HEAD: Color = Color::RGB(0x00E7_ECEF);
/// Ground of titles and totals inside a table.
pub(super) const GROUP: Color = Color::RGB(0x00F2_F4F6);
/// Ground of cells that nobody fills.
const CLOSED: Color = Color::RGB(0x00EC_ECEC);
/// What stands beside the text.
pub(super) const QUIET: Color = Color::RGB(0x0059_5959);
/// An example to be written over.
pub(super) const EXAMPLE: Color = Color::RGB(0x007F_7F7F);
/// What wants a look.
pub(super) const ATTENTION: Color = Color::RGB(0x00B4_5309);
/// What is in order.
pub(super) const IN_ORDER: Color = Color::RGB(0x002E_7D32);
const LINK: Color = Color::RGB(0x001F_4E79);
/// Bars of charts, one series after the other.
pub(super) const SERIES: [&str; 6] = [
    "#3B6FA0", "#D08A3C", "#5B8E5A", "#8A5A8E", "#A04A4A", "#6B6B6B",
];
/// Excel's number for the paper.
const A4: u8 = 9;

/// Text of the default size.
pub(super) fn text() -> Format {
    Format::new().set_font_name(FONT).set_font_size(12)
}

/// A cell of a table: its text wraps and stands in the middle of its height.
pub(super) fn framed() -> Format {
    text()
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE)
}

/// The same with centred text.
pub(super) fn centred() -> Format {
    framed().set_align(FormatAlign::Center)
}

/// A heading of columns.
pub(super) fn heading() -> Format {
    centred().set_bold().set_background_color(HEAD)
}

/// The line of letters or numbers under a heading.
pub(super) fn letters() -> Format {
    centred().set_italic().set_font_size(10)
}

/// A section's title inside a table.
pub(super) fn group() -> Format {
    framed().set_bold().set_background_color(GROUP)
}

/// A cell that nobody fills.
pub(super) fn closed() -> Format {
    framed().set_background_color(CLOSED)
}

/// A cell of a list that people work on: its text wraps from the top.
pub(super) fn listed() -> Format {
    text()
        .set_align(FormatAlign::Top)
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
}

/// A heading of columns of such a list, in this format of text.
pub(super) fn list_heading(text: Format) -> Format {
    text.set_bold()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_background_color(HEAD)
}

/// A link inside the workbook, in this format of text.
pub(super) fn link(text: Format) -> Format {
    text.set_font_color(LINK)
        .set_underline(FormatUnderline::Single)
}

/// How a footer begins to write in our font.
pub(super) fn footer_font() -> String {
    format!("&\"{FONT},Regular\"&9")
}

/// Properties of a workbook that say when it was made; without that, the writer puts in its own time.
pub(super) fn made_at(at: jiff::civil::DateTime) -> Result<DocProperties, XlsxError> {
    let created = ExcelDateTime::from_ymd(
        u16::try_from(at.year()).unwrap_or(2000),
        at.month().unsigned_abs(),
        at.day().unsigned_abs(),
    )?
    .and_hms(
        u16::from(at.hour().unsigned_abs()),
        at.minute().unsigned_abs(),
        f64::from(at.second()),
    )?;
    Ok(DocProperties::new().set_creation_datetime(&created))
}

/// How a sheet is printed, on A4.
pub(super) struct PrintPage {
    /// Whether the paper lies.
    pub(super) landscape: bool,
    /// Margins; the program's own when `None`.
    pub(super) margins: Option<Margins>,
    /// How large it is printed.
    pub(super) size: PrintSize,
    /// Rows on top of each page.
    pub(super) repeat: Option<(u32, u32)>,
}

/// Margins in inches. Header and footer have 0.3.
#[derive(Debug, Clone, Copy)]
pub(super) struct Margins {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// How large a sheet is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PrintSize {
    /// All of it on one page.
    OnePage,
    /// All columns on one page, as many pages as it takes.
    Width,
    /// In so many percent, with page breaks of its own.
    Percent(u16),
}

/// The headings of a list whose rows are known by a hidden key in its first column, and how it is printed. Each heading is
/// the id of its sentence, with the width of its column.
pub(super) fn keyed_list(
    sheet: &mut Worksheet,
    head: u32,
    heads: &[(&str, f64)],
    format: &Format,
) -> Result<(), XlsxError> {
    for (col, (id, width)) in (0_u16..).zip(heads) {
        sheet.set_column_width(col, *width)?;
        sheet.write_with_format(head, col, official(id), format)?;
    }
    sheet.set_column_hidden(0)?;
    sheet.set_freeze_panes(head + 1, 0)?;
    PrintPage {
        landscape: true,
        margins: None,
        size: PrintSize::Width,
        repeat: Some((head, head)),
    }
    .set(sheet)
}

impl PrintPage {
    /// Sets the paper up.
    pub(super) fn set(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_paper_size(A4);
        if self.landscape {
            sheet.set_landscape();
        }
        if let Some(Margins {
            left,
            right,
            top,
            bottom,
        }) = self.margins
        {
            sheet.set_margins(left, right, top, bottom, 0.3, 0.3);
        }
        match self.size {
            PrintSize::OnePage => sheet.set_print_fit_to_pages(1, 1),
            PrintSize::Width => sheet.set_print_fit_to_pages(1, 0),
            PrintSize::Percent(scale) => sheet.set_print_scale(scale),
        };
        if let Some((first, last)) = self.repeat {
            sheet.set_repeat_rows(first, last)?;
        }
        Ok(())
    }
}

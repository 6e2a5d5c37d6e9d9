//! Cells and pages of the consolidated workbook, beyond the look all workbooks share, and how text from outside gets into them: as text.

use crate::value::understand::serial_of_day;
use crate::value::{Day, Kind, Value, format};
use crate::words::{official, official_value};
pub(super) use crate::workbook::cell_text::fitting;
use crate::workbook::look::{self, ATTENTION, GROUP, Margins, PrintPage, PrintSize, QUIET};
pub(super) use crate::workbook::look::{FONT, SERIES, framed, group, heading, letters};
use rust_xlsxwriter::{Chart, ChartFont, Format, FormatAlign, Worksheet, XlsxError};

const MARGINS: Margins = Margins {
    left: 0.5,
    right: 0.4,
    top: 0.6,
    bottom: 0.6,
};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing, in its frame.
    Blank,
    /// Nothing can stand there.
    Closed,
    /// Text from the left.
    Text(String),
    /// Short text in the middle.
    Centred(String),
    /// Words in place of a value.
    Quiet(String),
    /// Something that was not understood.
    Attention(String),
    /// A number and its format.
    Number(f64, String),
}

impl Cell {
    /// A whole number.
    pub(super) fn count(n: u32) -> Self {
        Self::Number(f64::from(n), "#,##0".to_owned())
    }

    fn format(&self) -> Format {
        let base = framed();
        match self {
            Self::Blank | Self::Text(_) => base,
            Self::Closed => look::closed(),
            Self::Centred(_) => base.set_align(FormatAlign::Center),
            Self::Quiet(_) => base
                .set_align(FormatAlign::Center)
                .set_italic()
                .set_font_size(10)
                .set_font_color(QUIET),
            Self::Attention(_) => base.set_italic().set_font_color(ATTENTION),
            // A number does not wrap; with wrapping, some programs leave its indent out.
            Self::Number(_, code) => base
                .unset_text_wrap()
                .set_num_format(code)
                .set_align(FormatAlign::Right)
                .set_indent(1),
        }
    }
}

impl Cell {
    /// The format of its number.
    pub(super) fn code(&self) -> Option<&str> {
        match self {
            Self::Number(_, code) => Some(code),
            _ => None,
        }
    }

    /// Whether the other is formatted the same.
    pub(super) fn looks_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(_, code), Self::Number(_, other)) => code == other,
            (Self::Blank | Self::Text(_), Self::Blank | Self::Text(_)) => true,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// The text in it, to find out how tall its row must be.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Centred(text) | Self::Quiet(text) | Self::Attention(text) => {
                text
            }
            Self::Blank | Self::Closed | Self::Number(..) => "",
        }
    }
}

/// Puts a cell into its place.
pub(super) fn put(sheet: &mut Worksheet, at: (u32, u16), cell: &Cell) -> Result<(), XlsxError> {
    put_as(sheet, at, cell, &cell.format())
}

/// Puts a cell into several columns of a row.
pub(super) fn put_across(
    sheet: &mut Worksheet,
    (row, first): (u32, u16),
    last: u16,
    cell: &Cell,
) -> Result<(), XlsxError> {
    if first < last {
        sheet.merge_range(row, first, row, last, "", &cell.format())?;
    }
    put(sheet, (row, first), cell)
}

/// The same in bold on the ground of totals.
pub(super) fn put_total(
    sheet: &mut Worksheet,
    at: (u32, u16),
    cell: &Cell,
) -> Result<(), XlsxError> {
    put_as(sheet, at, cell, &total(cell))
}

/// The format of a total.
pub(super) fn total(cell: &Cell) -> Format {
    cell.format().set_bold().set_background_color(GROUP)
}

fn put_as(
    sheet: &mut Worksheet,
    (row, col): (u32, u16),
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Number(n, _) if n.is_finite() => {
            sheet.write_number_with_format(row, col, *n, format)?;
        }
        Cell::Text(text) | Cell::Centred(text) | Cell::Quiet(text) | Cell::Attention(text)
            if !text.is_empty() =>
        {
            sheet.write_string_with_format(row, col, fitting(text), format)?;
        }
        _ => {
            sheet.write_blank(row, col, format)?;
        }
    }
    Ok(())
}

/// A value in its cell, the way its kind is shown.
pub(super) fn value_cell(value: &Value, kind: &Kind, estimate: bool) -> Cell {
    let about = if estimate {
        format!("\"{}\"", official("consolidated.about"))
    } else {
        String::new()
    };
    let shown = || Cell::Text(official_value(value, kind));
    let dated = |day: Option<Day>, code: &str| {
        let serial = day.and_then(serial_of_day);
        serial.map_or_else(shown, |n| Cell::Number(n, code.to_owned()))
    };
    match value {
        Value::Number(n) => Cell::Number(*n, about + &number_format(*n, kind)),
        Value::YesNo(yes) => Cell::Centred(format::yes_no(*yes)),
        Value::Date(day) => dated(Some(*day), "dd/mm/yyyy"),
        Value::Month(m) => dated(Day::new(m.year, m.month, 1).ok(), "mm/yyyy"),
        Value::Text(text) => Cell::Text(text.clone()),
    }
}

/// Excel's format of a number of this kind; Excel itself writes it with the marks of the reader's country.
pub(super) fn number_format(n: f64, kind: &Kind) -> String {
    (kind.spec().shown_format)(n, kind)
}

/// Text of the default size.
pub(super) fn plain() -> Format {
    look::text().set_align(FormatAlign::VerticalCenter)
}

/// The heading of a sheet.
pub(super) fn title() -> Format {
    plain().set_bold().set_font_size(14)
}

/// A line under it.
pub(super) fn quiet() -> Format {
    plain().set_italic().set_font_size(11).set_font_color(QUIET)
}

/// The axes of a chart of bars, in which the axis of the units is the one that stands: units from the top, no axis of
/// numbers, since each bar bears its own.
pub(super) fn bar_axes(chart: &mut Chart, font: &ChartFont) {
    chart.y_axis().set_reverse().set_font(font);
    chart
        .x_axis()
        .set_hidden(true)
        .set_major_gridlines(false)
        .set_min(0);
}

/// Writes a text, or merges the range first when it is more than one cell.
pub(super) fn spread(
    sheet: &mut Worksheet,
    (top, left): (u32, u16),
    (bottom, right): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if (top, left) == (bottom, right) {
        sheet.write_string_with_format(top, left, fitting(text), format)?;
    } else {
        sheet.merge_range(top, left, bottom, right, &fitting(text), format)?;
    }
    Ok(())
}

/// Title and the lines under it, from A1 down.
pub(super) fn head(sheet: &mut Worksheet, lines: &[String]) -> Result<(), XlsxError> {
    for (row, line) in (0u32..).zip(lines) {
        let format = if row == 0 { title() } else { quiet() };
        sheet.write_string_with_format(row, 0, fitting(line), &format)?;
    }
    Ok(())
}

/// Paper: A4, margins, what repeats, the footer.
pub(super) struct ConsolidatedPage {
    /// Whether the paper lies.
    pub(super) landscape: bool,
    /// Rows on top of each page.
    pub(super) repeat: Option<(u32, u32)>,
    /// Whether the figures are made up.
    pub(super) specimen: bool,
}

impl ConsolidatedPage {
    /// Sets the paper up, as wide as one page.
    pub(super) fn set(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        PrintPage {
            landscape: self.landscape,
            margins: Some(MARGINS),
            size: PrintSize::Width,
            repeat: self.repeat,
        }
        .set(sheet)?;
        self.set_footer(sheet);
        Ok(())
    }

    fn set_footer(&self, sheet: &mut Worksheet) {
        sheet.set_screen_gridlines(false);
        let font = look::footer_font();
        let left = if self.specimen {
            format!("&L{font}{}", official("consolidated.specimen"))
        } else {
            String::new()
        };
        let number = official("consolidated.page-number");
        sheet.set_footer(format!("{left}&C{font}&A&R{font}{number}"));
    }
}

/// Names of sheets: what Excel accepts, each once.
#[derive(Debug, Default)]
pub(super) struct Tabs(Vec<String>);

impl Tabs {
    /// A name like this one that no other sheet has.
    pub(super) fn name(&mut self, wish: &str) -> String {
        let plain: String = fitting(wish)
            .chars()
            .map(|c| if "[]:*?/\\\n\t".contains(c) { '-' } else { c })
            .collect();
        let plain = plain.trim().trim_matches('\'');
        let plain = if plain.is_empty() { "-" } else { plain };
        let mut name = cut(plain, 31);
        let mut number = 2;
        while self
            .0
            .iter()
            .any(|taken| taken.to_lowercase() == name.to_lowercase())
        {
            name = format!("{} ({number})", cut(plain, 25));
            number += 1;
        }
        self.0.push(name.clone());
        name
    }
}

/// At most so many UTF-16 units, ending with a whole word where there is one.
fn cut(text: &str, most: usize) -> String {
    let mut length = 0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            length += c.len_utf16();
            length <= most
        })
        .collect();
    let whole = match kept.rfind(' ') {
        Some(space) if kept.len() < text.len() && !text[kept.len()..].starts_with(' ') => {
            &kept[..space]
        }
        _ => &kept,
    };
    whole.trim_end_matches([' ', '\'']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_get_names_that_excel_accepts_each_once() {
        let mut tabs = Tabs::default();
        assert_eq!(tabs.name("Biểu số 01/CNTT-X"), "Biểu số 01-CNTT-X");
        assert_eq!(tabs.name("BIỂU SỐ 01-CNTT-X"), "BIỂU SỐ 01-CNTT-X (2)");
        assert_eq!(tabs.name("'"), "-");
        assert_eq!(
            tabs.name("V. Cơ quan phối hợp tuyên truyền"),
            "V. Cơ quan phối hợp tuyên"
        );
        let long = tabs.name(&"dài ".repeat(20));
        assert!(long.encode_utf16().count() <= 31);
        assert_ne!(tabs.name(&"dài ".repeat(20)), long);
    }

    #[test]
    fn only_all_of_it_reads_100_percent_and_only_nothing_0_percent() {
        for (n, format) in [
            (1.0, "0.0%"),
            (0.0, "0.0%"),
            (0.7, "0.0%"),
            (0.9994, "0.0%"),
            (7314.0 / 7315.0, "0.00%"),
            (0.00042, "0.00%"),
            (0.99999, "0.000%"),
            (0.000_004, "0.0000%"),
            (1.2, "0.0%"),
        ] {
            assert_eq!(number_format(n, &Kind::Percent), format, "{n}");
        }
    }
}

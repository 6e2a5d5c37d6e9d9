//! The first sheet of a form that goes back to its unit: what the unit is asked, each point with a link to its cell.

use super::context::Book;
use super::correction::{At, Correction, Point, place};
use super::ink::link;
use super::{page, style};
use crate::layout::{POINTS_COLUMNS, POINTS_SHEET};
use crate::model::raw::cell_name;
use crate::msg;
use crate::words::{Lang, official};
use crate::workbook::cell_text::fitting;
use crate::workbook::look::PrintSize;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

type Done = Result<(), XlsxError>;

const WIDTHS: [u16; POINTS_COLUMNS as usize] = [5, 22, 50, 42, 16];
const LAST: u16 = POINTS_COLUMNS - 1;
/// Cells of one point that are named; its note stands at all of them.
const CELLS: usize = 12;

/// Writes the sheet.
pub(super) fn write(book: &Book, correction: &Correction, sheet: &mut Worksheet) -> Done {
    sheet.set_name(POINTS_SHEET)?;
    for (col, width) in WIDTHS.iter().enumerate() {
        sheet.set_column_width(col as u16, *width)?;
    }
    let mut row = 0;
    let centre = style::wrapped().set_align(FormatAlign::Center);
    let issue = book.issue;
    let unit = match book.unit() {
        super::fact::CellText::Text(unit) => unit,
        super::fact::CellText::Live(_) => String::new(),
    };
    let title = official("emit.points-title");
    for (text, format) in [
        (issue.issuer.to_uppercase(), centre.clone().set_bold()),
        (title, style::title()),
        (unit, centre.clone().set_bold()),
        (opening(correction), style::wrapped()),
    ] {
        whole(sheet, &mut row, &text, &format)?;
    }
    row += 1;
    let heading = row;
    for (col, id) in [
        "layout.number",
        "emit.points-where",
        "emit.points-what",
        "emit.points-todo",
        "emit.points-asked",
    ]
    .into_iter()
    .enumerate()
    {
        let text = official(id);
        sheet.write_string_with_format(row, col as u16, text, &style::heading())?;
    }
    sheet.set_row_height(row, 24)?;
    row += 1;
    for (number, point) in correction.points.iter().enumerate() {
        line(book, sheet, row, (number + 1, point))?;
        row += 1;
    }
    page::set_up(
        sheet,
        &page::IntakePage {
            last_row: row - 1,
            first_col: 0,
            last_col: LAST,
            landscape: true,
            size: PrintSize::Width,
            repeat: Some((heading, heading)),
            left: &issue.form.number,
            specimen: issue.specimen,
        },
    )?;
    page::protect(sheet, false);
    Ok(())
}

/// What came, what is marked, and what to do until when.
fn opening(correction: &Correction) -> String {
    let when = correction.reply_by;
    match correction.reading {
        Some(reading) => match &reading.learned {
            Some(source) => msg!("emit.points-opening-entered", source = source, when = when),
            None => msg!("emit.points-opening", file = correction.file, when = when),
        },
        None => msg!("emit.points-opening-blank", when = when),
    }
    .say(Lang::Vi)
}

/// A paragraph over the whole width.
fn whole(sheet: &mut Worksheet, row: &mut u32, text: &str, format: &Format) -> Done {
    sheet.merge_range(*row, 0, *row, LAST, text, format)?;
    let lines = page::lines(text, WIDTHS.iter().sum());
    sheet.set_row_height(*row, f64::from(lines.max(1)) * 17.0 + 4.0)?;
    *row += 1;
    Ok(())
}

fn line(book: &Book, sheet: &mut Worksheet, row: u32, (number, point): (usize, &Point)) -> Done {
    let cells = point.cells.iter();
    let cells: Vec<At> = cells.filter_map(|item| place(&book.layout, item)).collect();
    let places = named(&cells);
    let state = match point.asked.as_str() {
        "" => official("emit.points-new"),
        day => msg!("emit.points-asked-on", day = day).say(Lang::Vi),
    };
    sheet.write_number_with_format(row, 0, number as f64, &style::centred())?;
    if let Some((name, at_row, col)) = cells.first() {
        link(sheet, (row, 1), name, (*at_row, *col), &places)?;
    } else {
        let text = official("emit.points-whole-file");
        sheet.write_string_with_format(row, 1, text, &style::cell())?;
    }
    let mut lines = page::lines(&places, WIDTHS[1]);
    for (col, text) in [(2, &point.what), (3, &point.todo), (4, &state)] {
        sheet.write_string_with_format(row, col, fitting(text), &style::cell())?;
        lines = lines.max(page::lines(text, WIDTHS[usize::from(col)]));
    }
    sheet.set_row_height(row, (f64::from(lines) * 16.5 + 4.0).min(409.0))?;
    Ok(())
}

/// "Biểu 01!E12, E13": each sheet is named once.
fn named(cells: &[At]) -> String {
    let mut sheet = "";
    let mut shown: Vec<String> = Vec::new();
    for (name, row, col) in cells.iter().take(CELLS) {
        let cell = cell_name(*row, *col);
        let is_same = std::mem::replace(&mut sheet, name) == name;
        shown.push(if is_same {
            cell
        } else {
            format!("{name}!{cell}")
        });
    }
    let more = cells.len().saturating_sub(CELLS);
    if more > 0 {
        shown.push(msg!("emit.points-more", count = more).say(Lang::Vi));
    }
    shown.join(", ")
}

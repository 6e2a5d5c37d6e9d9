//! The sheet "Kiểm tra": how far the unit has come, and every rule with its state and its cells.
//!
//! In: rules and places. Out: live formulas; what they show on the blank form is worked out by the rules' own
//! judgement, so that viewers that do not compute show the truth.

use super::blanks::blanks_in;
use super::context::Book;
use super::fact::CellText;
use super::ink::{colour, link, put};
use super::joined::{PROGRESS, RuleCell, STATE};
use super::live::{Live, quoted};
use super::totals::{blanks_text, counted, open_text};
use super::{page, style};
use crate::layout::{CHECKS_COLUMNS, CHECKS_SHEET};
use crate::model::form::{Body, Rule, Section};
use crate::model::raw::cell_name;
use crate::rule::{Answered, LiveBlank, LiveWords, Operand, Outcome};
use crate::value::Severity;
use crate::words::Message;
use crate::words::official;
use crate::workbook::look::PrintSize;
use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

const NUMBER: u16 = 0;
const TEXT: u16 = 2;
const LINK: u16 = 3;
const BLANKS: (u32, u16) = (3, NUMBER);
const OPEN: (u32, u16) = (4, NUMBER);
const WIDTHS: [u16; CHECKS_COLUMNS as usize] = [5, 18, 40, 52];

/// Writes the sheet.
pub(super) fn write(book: &Book, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(CHECKS_SHEET)?;
    sheet.set_formula_result_default("");
    for (col, width) in WIDTHS.iter().enumerate() {
        sheet.set_column_width(col as u16, *width)?;
    }
    head(book, sheet)?;
    progress(book, sheet)?;
    rules(book, sheet)?;
    colour(sheet, (PROGRESS, NUMBER), (book.checks.end, LINK))?;
    page::set_up(
        sheet,
        &page::IntakePage {
            last_row: book.checks.end,
            last_col: LINK,
            first_col: 0,
            landscape: false,
            size: PrintSize::Width,
            repeat: None,
            left: &book.issue.form.number,
            specimen: book.issue.specimen,
        },
    )?;
    page::protect(sheet, false);
    Ok(())
}

fn head(book: &Book, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.merge_range(
        0,
        NUMBER,
        0,
        LINK,
        &official("emit.check-title"),
        &style::title(),
    )?;
    sheet.set_row_height(0, 26)?;
    let bold = style::plain().set_bold();
    let centre = style::plain().set_align(FormatAlign::Center);
    sheet.merge_range(1, NUMBER, 1, LINK, "", &centre)?;
    match book.unit() {
        CellText::Text(unit) => sheet.write_string_with_format(1, NUMBER, unit, &centre)?,
        CellText::Live(unit) => put(sheet, (1, NUMBER), &unit, &centre)?,
    };
    put(sheet, BLANKS, &blanks_text(book), &bold)?;
    put(sheet, OPEN, &open_text(), &bold)?;
    sheet.merge_range(
        5,
        NUMBER,
        5,
        LINK,
        &official("emit.check-hint"),
        &style::small().set_text_wrap(),
    )?;
    sheet.set_row_height(5, 42)?;
    Ok(())
}

fn progress(book: &Book, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let heads = ["emit.check-part", "emit.check-blanks"];
    sheet.write_string_with_format(
        PROGRESS,
        NUMBER,
        official("layout.number"),
        &style::heading(),
    )?;
    sheet.write_string_with_format(PROGRESS, STATE, official(heads[1]), &style::heading())?;
    sheet.write_string_with_format(PROGRESS, TEXT, official(heads[0]), &style::heading())?;
    sheet.write_string_with_format(PROGRESS, LINK, official("emit.check-go"), &style::heading())?;
    for (i, section) in book.issue.form.sections.iter().enumerate() {
        let row = PROGRESS + 1 + i as u32;
        sheet.write_string_with_format(row, NUMBER, &section.number, &style::centred())?;
        sheet.write_string_with_format(row, TEXT, &section.title, &style::cell())?;
        if !book.asks(&section.id) {
            sheet.write_string_with_format(
                row,
                STATE,
                official("emit.not-asked"),
                &style::centred(),
            )?;
            sheet.write_blank(row, LINK, &style::cell())?;
            continue;
        }
        let (Some(number), Some(at)) = (
            book.calculation.blanks(Some(i)),
            first_cell(book, &section.id),
        ) else {
            continue;
        };
        // Where nothing must be filled in, nothing is ever "done".
        let done = official(if must_be_filled(section) {
            "emit.part-done"
        } else {
            "emit.part-optional"
        });
        let left = blanks_in(book.issue.form, section);
        let live = counted(&number, &Message::new("emit.part-left"), &done, left);
        put(sheet, (row, STATE), &live, &style::centred())?;
        link(
            sheet,
            (row, LINK),
            &section.sheet,
            at,
            &official("emit.check-open"),
        )?;
    }
    Ok(())
}

/// Whether anything in a section must be filled in.
fn must_be_filled(section: &Section) -> bool {
    match &section.body {
        Body::Grid { rows, .. } => rows.iter().any(|row| row.required),
        Body::List(list) => list.required,
    }
}

/// Where a section begins to be filled.
fn first_cell(book: &Book, section: &str) -> Option<(u32, u16)> {
    let layout = &book.layout;
    let fields = layout.fields.iter().filter(|f| f.section == section);
    let first = fields.min_by_key(|f| f.check).map(|f| (f.row, f.col));
    first.or_else(|| layout.list(section).map(|l| (l.first_row, l.first_col)))
}

fn rules(book: &Book, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let rules = &book.issue.form.rules;
    let Some((first, _)) = book.checks.rules.first() else {
        return Ok(());
    };
    let head = first - 1;
    for (col, id) in [
        (NUMBER, "layout.number"),
        (STATE, "emit.check-state"),
        (TEXT, "emit.check-text"),
        (LINK, "emit.check-cells"),
    ] {
        sheet.write_string_with_format(head, col, official(id), &style::heading())?;
    }
    sheet.set_repeat_rows(head, head)?;
    for (i, (rule, (row, cells))) in rules.iter().zip(&book.checks.rules).enumerate() {
        let lines = cells.len().max(1) as u32;
        let last = row + lines - 1;
        let state = state(rule, cells, book.calculation.guards(i).as_deref());
        let message = message(rule, cells, *row);
        for col in [NUMBER, STATE, TEXT] {
            let format = if col == TEXT {
                style::cell()
            } else {
                style::centred()
            };
            if lines > 1 {
                sheet.merge_range(*row, col, last, col, "", &format)?;
            }
            match col {
                NUMBER => {
                    sheet.write_number_with_format(*row, col, (i + 1) as f64, &format)?;
                }
                STATE => put(sheet, (*row, col), &state, &format).map(|_| ())?,
                _ => put(sheet, (*row, col), &message, &format).map(|_| ())?,
            }
        }
        for (n, cell) in cells.iter().enumerate() {
            // The place first: programs that do not wrap links still show it.
            let label = format!("{}: {}", cell_name(cell.place.0, cell.place.1), cell.label);
            link(
                sheet,
                (row + n as u32, LINK),
                &cell.sheet,
                cell.place,
                &label,
            )?;
        }
        if cells.is_empty() {
            sheet.write_blank(*row, LINK, &style::cell())?;
        }
        let wanted = page::lines(&rule.message, WIDTHS[2]).max(1);
        let each = f64::from(wanted.max(lines)) * 17.0 / f64::from(lines);
        for r in *row..=last {
            let text = cells
                .get((r - row) as usize)
                .map_or("", |c| c.label.as_str());
            let own = f64::from(page::lines(text, WIDTHS[3] - 6).max(1)) * 17.0;
            sheet.set_row_height(r, each.max(own))?;
        }
    }
    Ok(())
}

fn broken_word(severity: Severity) -> String {
    match severity {
        Severity::Error => official("emit.state-broken"),
        Severity::Warning => official("emit.state-broken-warning"),
        Severity::Note => official("emit.state-note"),
    }
}

/// Where a rule stands.
fn state(rule: &Rule, cells: &[RuleCell], guards: Option<&str>) -> Live {
    let words = LiveWords {
        not_yet: official("emit.state-not-yet"),
        not_number: official("emit.state-not-number"),
        not_judged: official("emit.state-not-judged"),
        holds: official("emit.live-holds"),
        broken: broken_word(rule.severity),
    };
    let of = |name: &str| cells.iter().find(|c| c.name == name);
    // On the blank form the number of rows of a list is computed: 0, not blank.
    let blank = rule
        .condition
        .judge(&|name| match of(name).map(|c| c.blank) {
            Some(LiveBlank::Answer) => Answered::Value(Operand::Blank),
            Some(LiveBlank::Counted) => Answered::Value(Operand::Number(0.0)),
            _ => Answered::Unanswered,
        });
    let formula = rule.condition.live_check(&words, guards);
    Live {
        formula,
        blank: match blank {
            Outcome::Holds => words.holds,
            Outcome::NotYet { .. } => words.not_yet,
            Outcome::NotJudged { .. } => words.not_judged,
            Outcome::NotNumber { .. } => words.not_number,
            Outcome::Broken | Outcome::Undefined(_) => words.broken,
        },
    }
}

/// The rule's sentence with the values of the moment, shown while it is broken.
fn message(rule: &Rule, cells: &[RuleCell], row: u32) -> Live {
    let mut parts = Vec::new();
    let mut rest = rule.message.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((slot, after)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            parts.push(quoted(before));
        }
        let cell = cells.iter().find(|c| c.name == slot);
        parts.push(match cell.map(|c| &c.kind) {
            Some(kind) => (kind.spec().in_sentence)(slot),
            None => quoted(slot),
        });
        rest = after;
    }
    if !rest.is_empty() || parts.is_empty() {
        parts.push(quoted(rest));
    }
    let said = format!("IFERROR({},\"\")", parts.join("&"));
    let state = cell_name(row, STATE);
    let broken = broken_word(rule.severity);
    Live {
        formula: format!("IF({state}={},{said},\"\")", quoted(&broken)),
        blank: String::new(),
    }
}

//! Appendices, each a section with page numbers of its own, and the annex of sources behind them.

use super::parts::{Sheet, single};
use super::table::Grids;
use super::{styles, table};
use crate::decree::{Component, appendix_name};
use crate::model::document::{Document, Frame, Table, plain};
use crate::msg;
use crate::value::{Day, format};
use crate::words::{self, Lang};
use docx_rs::{AlignmentType, Docx, Paragraph, Run, SpecialIndentType};

/// Size of the text in the annex of sources, which is never signed.
const ANNEX_SIZE: u8 = 10;

/// Which of the sections behind the document lie on their side, in order.
pub(super) fn on_side(document: &Document) -> Vec<bool> {
    let appendices = document.appendices.iter();
    let appendices = appendices.map(|table| table.appendix.unwrap_or(false));
    appendices
        .chain(document.annotations.sources.iter().map(|_| true))
        .collect()
}

/// Writes them all, each behind the mark that ends the section before it.
pub(super) fn write<'d>(
    docx: Docx,
    sheet: &Sheet,
    document: &'d Document,
    grids: &mut Grids<'d>,
) -> Docx {
    let docx = document
        .appendices
        .iter()
        .enumerate()
        .fold(docx, |docx, (at, _)| {
            let docx = docx.add_paragraph(end().style(styles::SECTION_END));
            appendix(docx, sheet, (document, at), grids)
        });
    match &document.annotations.sources {
        Some(sources) => annex(
            docx.add_paragraph(end().style(styles::SECTION_END)),
            sheet,
            sources,
            grids,
        ),
        None if document.appendices.is_empty() => docx.add_paragraph(end()),
        None => docx,
    }
}

/// "Phụ lục II", its title in capitals, what it goes with (Decree 30/2020, Appendix I, III.1).
fn appendix<'d>(
    docx: Docx,
    sheet: &Sheet,
    (document, at): (&'d Document, usize),
    grids: &mut Grids<'d>,
) -> Docx {
    let content = &document.appendices[at];
    let number = appendix_name(document.appendices.len(), at);
    let line =
        |component, text: &str, after| sheet.line_of(component, text, 0, after).keep_next(true);
    let docx = docx
        .add_paragraph(
            line(Component::AppendixNumber, &number, 0)
                .style(styles::heading(1).0)
                .indent(Some(0), Some(SpecialIndentType::FirstLine(0)), None, None),
        )
        .add_paragraph(line(Component::AppendixTitle, &plain(&content.caption), 0))
        .add_paragraph(line(
            Component::AppendixOf,
            &goes_with(&document.frame),
            120,
        ));
    let setting = table::Setting {
        wide: if content.appendix == Some(true) {
            sheet.text_on_side
        } else {
            sheet.text
        },
        size: sheet.look(Component::TableText).size,
        titled: false,
        keep: false,
    };
    table::write(docx, content, setting, grids)
}

/// "Báo cáo", "Công văn".
fn kind(frame: &Frame) -> String {
    if frame.kind.trim().is_empty() {
        return words::official("report.letter");
    }
    let mut letters = frame.kind.trim().chars();
    let first = letters.next().map(String::from).unwrap_or_default();
    first + &letters.as_str().to_lowercase()
}

/// Number and day stay open for the clerk, on an electronic document for good.
fn goes_with(frame: &Frame) -> String {
    let (day, month, year) = frame.date;
    let day = day.and_then(|day| Day::new(year, month, day).ok());
    let open = " ".repeat(6);
    msg!(
        "report.appendix-of",
        kind = kind(frame),
        number = frame.number.map_or_else(
            || format!("{open}/{}", frame.symbol),
            |n| format!("{n:02}/{}", frame.symbol)
        ),
        day = day.map_or_else(|| format!("{open}/{month}/{year}"), format::day),
        issuer = frame.short
    )
    .say(Lang::Vi)
}

/// The sources of the figures, in a section of their own behind the document.
fn annex<'d>(docx: Docx, sheet: &Sheet, sources: &'d Table, grids: &mut Grids<'d>) -> Docx {
    let note = Paragraph::new()
        .align(AlignmentType::Center)
        .line_spacing(single(0, 120))
        .add_run(
            Run::new()
                .italic()
                .add_text(words::official("docx.sources-note")),
        );
    let title = plain(&sources.caption);
    let docx = docx
        .add_paragraph(
            sheet
                .line_of(Component::Kind, &title, 0, 60)
                .keep_next(true),
        )
        .add_paragraph(note.keep_next(true));
    let setting = table::Setting {
        wide: sheet.text_on_side,
        size: ANNEX_SIZE,
        titled: false,
        keep: false,
    };
    table::write(docx, sources, setting, grids)
}

/// A document must end with a paragraph; this one takes no room, lest it open a page of its own.
fn end() -> Paragraph {
    Paragraph::new()
        .align(AlignmentType::Left)
        .line_spacing(
            single(0, 0)
                .line_rule(docx_rs::LineSpacingType::Exact)
                .line(20),
        )
        .run_property(docx_rs::RunProperty::new().size(2))
}

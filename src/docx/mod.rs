//! The official document as a DOCX file, laid out by Decree 30/2020, Appendix I.
//!
//! In: the [`Document`] tree. Out: the bytes of the file; the same tree gives the same bytes. Every size,
//! margin and style comes from [`super::decree`]. Knows nothing of kits, figures' sources, files or the clock.

mod appendix;
mod body;
mod closing;
mod comment;
pub mod control;
mod controls;
pub mod edited;
mod error;
mod finish;
mod fit;
mod letterhead;
mod metrics;
mod package;
mod parts;
mod sections;
mod styles;
mod table;
mod text;

pub(crate) use text::glue;

pub use error::DocxError;

use crate::decree::{Choice, Component};
use crate::model::document::{Block, Document, Frame, Table, plain};
use docx_rs::{Docx, Footer, Header, LineSpacing, PageMargin, PageNum, Paragraph, Run, XMLDocx};
use parts::Sheet;
use table::Grids;

/// Writes the document.
pub fn write(document: &Document, choice: Choice) -> Result<Vec<u8>, DocxError> {
    pack(document, choice, build)
}

/// Writes its title and body alone: a page for the office itself, which nobody signs.
pub fn write_page(document: &Document, choice: Choice) -> Result<Vec<u8>, DocxError> {
    pack(document, choice, build_page)
}

fn pack(
    document: &Document,
    choice: Choice,
    made: fn(&Document, Choice) -> (XMLDocx, Grids<'_>),
) -> Result<Vec<u8>, DocxError> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let behind = document
        .appendices
        .iter()
        .chain(&document.annotations.sources);
    for table in tables.chain(behind) {
        if table.columns.len() > table::MOST_COLUMNS {
            return Err(DocxError::TooManyColumns {
                caption: plain(&table.caption),
                columns: table.columns.len(),
            });
        }
    }
    let (built, grids) = made(document, choice);
    let cell_size = choice.look(Component::TableText).size;
    package::pack(&built, (document, cell_size), &grids)
}

/// Whether the page has no room for the columns of a table, so that a number would break or be too small to read.
pub fn is_too_wide(table: &Table) -> bool {
    let sheet = Sheet::of(Choice::default());
    let on_side = table.appendix == Some(true);
    fit::is_too_wide(
        table,
        if on_side {
            sheet.text_on_side
        } else {
            sheet.text
        },
    )
}

/// The parts as docx-rs writes them.
fn build(document: &Document, choice: Choice) -> (XMLDocx, Grids<'_>) {
    let mut grids = Grids::new();
    let sheet = Sheet::of(choice);
    let docx = page(&sheet, &document.frame);
    let docx = letterhead::write(docx, &sheet, document);
    let docx = body::write(docx, &sheet, &document.blocks, &mut grids);
    let docx = docx.add_table(closing::table(&sheet, &document.frame));
    let docx = appendix::write(docx, &sheet, document, &mut grids);
    (docx.build(), grids)
}

/// The same of a page without letterhead and signature.
fn build_page(document: &Document, choice: Choice) -> (XMLDocx, Grids<'_>) {
    let mut grids = Grids::new();
    let sheet = Sheet::of(choice);
    let docx = page(&sheet, &document.frame);
    let titles = letterhead::kind_and_subject(&sheet, &document.frame);
    let docx = titles.into_iter().fold(docx, Docx::add_paragraph);
    let docx = body::write(docx, &sheet, &document.blocks, &mut grids);
    (docx.build(), grids)
}

/// Page, styles, page number from page 2 on, and the mark of specimen figures on every page.
fn page(sheet: &Sheet, frame: &Frame) -> Docx {
    let page = sheet.choice.page;
    let edge = |mm| parts::signed(parts::twips(mm));
    let margins = PageMargin::new()
        .top(edge(page.top))
        .bottom(edge(page.bottom))
        .left(edge(page.left))
        .right(edge(page.right))
        .header(edge(page.header))
        .footer(edge(page.header));
    let number = Paragraph::new()
        .style(styles::HEADER)
        .add_page_num(PageNum::new());
    let docx = Docx::new()
        .default_fonts(styles::fonts())
        .default_size(usize::from(sheet.look(Component::Body).size) * 2)
        .default_line_spacing(LineSpacing::new().before(0).after(0).line(240))
        .page_size(parts::twips(page.width), parts::twips(page.height))
        .page_margin(margins)
        .title_pg()
        .header(Header::new().add_paragraph(number));
    let docx = styles::all(sheet).into_iter().fold(docx, Docx::add_style);
    let Some(mark) = &frame.footer_mark else {
        return docx;
    };
    let footer = || {
        let mark = Run::new().add_text(text::clean(mark));
        Footer::new().add_paragraph(Paragraph::new().style(styles::FOOTER).add_run(mark))
    };
    docx.footer(footer()).first_footer(footer())
}

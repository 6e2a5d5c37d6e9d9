//! The body: headings, paragraphs, items and tables, with the end kept to the signature.

use super::metrics::{self, Weight};
use super::parts::Sheet;
use super::table::Grids;
use super::{controls, styles, table, text};
use crate::decree::Component;
use crate::model::document::{Block, Inline, plain};
use docx_rs::{Docx, Paragraph};

/// Writes all blocks.
pub(super) fn write<'d>(
    docx: Docx,
    sheet: &Sheet,
    blocks: &'d [Block],
    grids: &mut Grids<'d>,
) -> Docx {
    let keep_from = kept_to_signature(sheet, blocks);
    blocks.iter().enumerate().fold(docx, |docx, (at, block)| {
        one(docx, sheet, (block, at >= keep_from), grids)
    })
}

fn one<'d>(
    docx: Docx,
    sheet: &Sheet,
    (block, keep): (&'d Block, bool),
    grids: &mut Grids<'d>,
) -> Docx {
    match block {
        Block::Paragraph { content, .. } | Block::Item { content, .. }
            if plain(content).trim().is_empty() =>
        {
            docx
        }
        Block::Heading {
            level,
            number,
            content,
            ..
        } => {
            let (style, component) = styles::heading(*level);
            let number = number.trim();
            let lead = if number.is_empty() {
                String::new()
            } else {
                format!("{number} ")
            };
            docx.add_paragraph(paragraph(
                style,
                &lead,
                content,
                component.look().upper,
                keep,
            ))
        }
        Block::Paragraph { content, line } => docx.add_paragraph(controls::passage(
            *line,
            paragraph(styles::BODY, "", content, false, keep),
        )),
        Block::Item {
            level,
            content,
            line,
        } => docx.add_paragraph(controls::passage(
            *line,
            paragraph(styles::ITEM, mark(*level), content, false, keep),
        )),
        Block::Table(table) => table::write(
            docx,
            table,
            table::Setting {
                wide: sheet.text,
                size: sheet.look(Component::TableText).size,
                titled: true,
                keep,
            },
            grids,
        ),
    }
}

fn mark(level: u8) -> &'static str {
    if level < 2 { "- " } else { "+ " }
}

fn paragraph(style: &str, lead: &str, content: &[Inline], capitals: bool, keep: bool) -> Paragraph {
    let paragraph = Paragraph::new().style(style);
    // What leads on to the next line is not the last on its page.
    let paragraph = if keep || plain(content).trim_end().ends_with(':') {
        paragraph.keep_next(true)
    } else {
        paragraph
    };
    text::runs(lead, content, capitals)
        .into_iter()
        .fold(paragraph, Paragraph::add_run)
}

/// The first block that must stay with the signature: at least two lines of the body go with it.
///
/// A long last paragraph is enough, widow control keeps two of its lines; a short one takes its neighbour along.
fn kept_to_signature(sheet: &Sheet, blocks: &[Block]) -> usize {
    let Some(last) = blocks.len().checked_sub(1) else {
        return 0;
    };
    if lines(sheet, &blocks[last]) >= 2 {
        last
    } else {
        last.saturating_sub(1)
    }
}

/// About how many lines a block takes.
fn lines(sheet: &Sheet, block: &Block) -> usize {
    let (lead, content) = match block {
        Block::Paragraph { content, .. } => ("", content),
        Block::Item { level, content, .. } => (mark(*level), content),
        Block::Heading { .. } => return 1,
        Block::Table(table) => return table.rows.len() + 1,
    };
    let text = format!("{lead}{}", plain(content));
    let size = sheet.look(Component::Body).size;
    let wide = metrics::width(&text, size, Weight::Regular).saturating_add(sheet.first_line);
    // A line is rarely full.
    (wide / (sheet.text * 19 / 20)) as usize + 1
}

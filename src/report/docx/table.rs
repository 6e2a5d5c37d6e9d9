//! Tables of figures: a caption above, borders, a first row that repeats on every page.

use super::parts::{cell, dressed, single};
use super::{styles, text};
use crate::kit::Align;
use crate::msg;
use crate::report::decree::Component;
use crate::report::{Column, Inline, Row, Table};
use crate::words::Lang;
use docx_rs::{
    AlignmentType, Docx, LineSpacingType, Paragraph, Run, TableCell, TableCellMargins,
    TableLayoutType, TableRow, VAlignType, VMergeType, WidthType,
};

/// Columns that Word can open.
pub(super) const MOST_COLUMNS: usize = 63;

/// Where a table stands.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    /// Its width in twips.
    pub(super) wide: u32,
    /// Size of its text in points.
    pub(super) size: u8,
    /// Whether its last rows are held to what follows.
    pub(super) keep: bool,
}

/// Writes caption and table.
pub(super) fn write(docx: Docx, table: &Table, setting: Setting) -> Docx {
    let Setting { wide, size, keep } = setting;
    if table.columns.is_empty() {
        return docx;
    }
    let caption = text::runs("", &table.caption, false)
        .into_iter()
        .fold(Paragraph::new().style(styles::CAPTION), Paragraph::add_run);
    let widths = widths(table, wide);
    let mut rows = heading(table, &widths, size);
    let last = table.rows.len().saturating_sub(2);
    rows.extend(table.rows.iter().enumerate().map(|(at, row)| {
        // A group's name never ends a page.
        body(
            table,
            row,
            &widths,
            (size, row.group || (keep && at >= last)),
        )
    }));
    let grid = docx_rs::Table::new(rows)
        .style(if has_groups(table) {
            styles::GRID_TWO_HEADS
        } else {
            styles::GRID
        })
        .set_grid(widths.iter().map(|w| *w as usize).collect())
        .layout(TableLayoutType::Fixed)
        .width(wide as usize, WidthType::Dxa)
        .margins(TableCellMargins::new().margin(30, 85, 30, 85));
    let docx = if table.caption.is_empty() {
        docx
    } else {
        docx.add_paragraph(caption)
    };
    let docx = if table.unit.trim().is_empty() {
        docx
    } else {
        let line = msg!("report.unit-of-measure", unit = table.unit).say(Lang::Vi);
        docx.add_paragraph(beside(&line, size, AlignmentType::Right, true))
    };
    let after = Paragraph::new()
        .line_spacing(single(0, 0).line_rule(LineSpacingType::Exact).line(160))
        .keep_next(keep);
    let docx = table.notes.iter().fold(docx.add_table(grid), |docx, note| {
        let line = msg!("report.notes", text = note).say(Lang::Vi);
        docx.add_paragraph(beside(&line, size, AlignmentType::Left, keep))
    });
    docx.add_paragraph(after)
}

/// A line above or below the table.
fn beside(text: &str, size: u8, align: AlignmentType, keep: bool) -> Paragraph {
    let run = Run::new().size(usize::from(size) * 2).italic();
    Paragraph::new()
        .align(align)
        .line_spacing(single(20, 20))
        .keep_next(keep)
        .add_run(run.add_text(text::glue(&text::clean(text))))
}

/// Widths of the columns in twips; together exactly as wide as the table.
fn widths(table: &Table, wide: u32) -> Vec<u32> {
    let shares: Vec<u64> = table
        .columns
        .iter()
        .map(|column| u64::from(column.width.max(1)))
        .collect();
    let all: u64 = shares.iter().sum();
    let mut seen = 0;
    let mut used = 0;
    shares
        .iter()
        .map(|share| {
            seen += share;
            let edge = (u64::from(wide) * seen / all) as u32;
            let width = edge - used;
            used = edge;
            width
        })
        .collect()
}

/// One row of headings, or two when columns have a group: the group's name over them, other headings over both rows.
fn heading(table: &Table, widths: &[u32], size: u8) -> Vec<TableRow> {
    let cell = |label: &str, width: u32| {
        let content = [Inline::Text(label.to_owned())];
        filled(width, &content, AlignmentType::Center, true, (size, true))
    };
    let columns = || table.columns.iter().zip(widths);
    if !has_groups(table) {
        let cells = columns().map(|(c, width)| cell(&c.label, *width)).collect();
        return vec![TableRow::new(cells).cant_split()];
    }
    let mut over = Vec::new();
    let mut at = 0;
    while let Some(column) = table.columns.get(at) {
        if column.group.is_empty() {
            over.push(cell(&column.label, widths[at]).vertical_merge(VMergeType::Restart));
            at += 1;
            continue;
        }
        let same = |c: &&Column| c.group == column.group;
        let span = table.columns[at..].iter().take_while(same).count();
        let width = widths[at..at + span].iter().sum();
        over.push(cell(&column.group, width).grid_span(span));
        at += span;
    }
    let under = columns()
        .map(|(c, width)| {
            if c.group.is_empty() {
                cell("", *width).vertical_merge(VMergeType::Continue)
            } else {
                cell(&c.label, *width)
            }
        })
        .collect();
    vec![
        TableRow::new(over).cant_split(),
        TableRow::new(under).cant_split(),
    ]
}

fn has_groups(table: &Table) -> bool {
    table.columns.iter().any(|c| !c.group.is_empty())
}

fn body(table: &Table, row: &Row, widths: &[u32], (size, keep): (u8, bool)) -> TableRow {
    let content = |at: usize| row.cells.get(at).map_or(&[][..], Vec::as_slice);
    // The name of a group runs on over the blank cells behind it.
    let end = widths.len();
    let last = if row.group {
        (0..end)
            .rev()
            .find(|at| !text::plain(content(*at)).trim().is_empty())
            .unwrap_or(end - 1)
    } else {
        end - 1
    };
    let bold = row.group || row.strong;
    let cells = (0..=last)
        .map(|at| {
            let align = match table.columns[at].align {
                Align::Left => AlignmentType::Left,
                Align::Center => AlignmentType::Center,
                Align::Right => AlignmentType::Right,
            };
            let span = if at == last { end - last } else { 1 };
            let width = widths[at..at + span].iter().sum();
            let cell = filled(width, content(at), align, bold, (size, keep));
            if span > 1 { cell.grid_span(span) } else { cell }
        })
        .collect();
    TableRow::new(cells).cant_split()
}

fn filled(
    width: u32,
    content: &[Inline],
    align: AlignmentType,
    bold: bool,
    (size, keep): (u8, bool),
) -> TableCell {
    let look = Component::TableText.look();
    let paragraph = Paragraph::new()
        .align(align)
        .line_spacing(single(0, 0))
        .keep_next(keep);
    let paragraph = text::runs("", content, false)
        .into_iter()
        .map(|run| dressed(run, look).size(usize::from(size) * 2))
        .map(|run| if bold { run.bold() } else { run })
        .fold(paragraph, |p: Paragraph, run: Run| p.add_run(run));
    cell(width, vec![paragraph]).vertical_align(VAlignType::Center)
}

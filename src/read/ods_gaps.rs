//! Sheets of an `.ods` whose cells lie far apart, brought together: the library makes a grid of all that lies between them.
//!
//! In: `content.xml` in plain form. Out: the same with fewer repetitions of what is empty, and where the cells stood.

use super::axis::{Axes, Axis, Folded};
use super::refusal::Refusal;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;
use std::ops::Range;

/// The content with wide gaps narrowed; nothing where there are none.
pub(super) fn folded(xml: &str) -> Result<Option<(String, Folded)>, Refusal> {
    let mut used: Vec<Used> = Vec::new();
    walk(xml, |found| match found {
        Found::Table => used.push(Used::default()),
        Found::Cell(cell) if cell.is_used => {
            if let Some(used) = used.last_mut() {
                used.take(&cell);
            }
        }
        _ => {}
    });
    let axes = used.into_iter().map(Used::axes);
    let folded = Folded {
        sheets: axes.collect::<Result<_, _>>()?,
    };
    let any = folded.sheets.iter().any(Option::is_some);
    Ok(any.then(|| (narrowed(xml, &folded), folded)))
}

/// The rows and columns of a sheet in which something stands.
#[derive(Default)]
struct Used {
    rows: Vec<Range<u32>>,
    cols: BTreeSet<u32>,
}

impl Used {
    fn take(&mut self, cell: &Cell) {
        if self.rows.last() != Some(&cell.rows) {
            self.rows.push(cell.rows.clone());
        }
        self.cols.extend(cell.cols.clone());
    }

    fn axes(self) -> Result<Option<Axes>, Refusal> {
        let cols: Vec<_> = self.cols.into_iter().map(|col| col..col + 1).collect();
        Axes::of(&self.rows, &cols)
    }
}

fn narrowed(xml: &str, folded: &Folded) -> String {
    let mut out = String::with_capacity(xml.len());
    // Up to where all is copied, and which sheet it is.
    let (mut done, mut tables) = (0, 0usize);
    let mut gone = false;
    walk(xml, |found| {
        let axes = tables
            .checked_sub(1)
            .and_then(|at| folded.sheets.get(at)?.as_ref());
        let count =
            |at: &Range<u32>, along: &Axis| along.narrowed(at.end) - along.narrowed(at.start);
        match (found, axes) {
            (Found::Table, _) => tables += 1,
            (Found::Row { tag, rows }, Some(axes)) => {
                let left = count(&rows, &axes.rows);
                gone = left == 0;
                if gone {
                    out.push_str(&xml[done..tag.start]);
                    done = tag.start;
                } else if left < rows.end - rows.start {
                    out.push_str(&xml[done..tag.start]);
                    out.push_str(&repeated(&xml[tag.clone()], "rows", left));
                    done = tag.end;
                }
            }
            (Found::RowEnd { end }, Some(_)) if gone => {
                gone = false;
                done = end;
            }
            (Found::Cell(cell), Some(axes)) if !gone => {
                let left = count(&cell.cols, &axes.cols);
                if left < cell.cols.end - cell.cols.start {
                    out.push_str(&xml[done..cell.tag.start]);
                    out.push_str(&repeated(&xml[cell.tag.clone()], "columns", left));
                    done = cell.tag.end;
                }
            }
            _ => {}
        }
    });
    out.push_str(&xml[done..]);
    out
}

/// A tag that says to be repeated, with another number.
fn repeated(tag: &str, what: &str, count: u32) -> String {
    let name = format!("number-{what}-repeated=");
    let Some((before, after)) = tag.split_once(&name) else {
        return tag.to_owned();
    };
    let quote = after.chars().next().unwrap_or('"');
    let rest = after.get(1..).and_then(|value| value.split_once(quote));
    let rest = rest.map_or("", |(_, rest)| rest);
    format!("{before}{name}{quote}{count}{quote}{rest}")
}

/// What a sheet consists of, in its order.
enum Found {
    Table,
    Row { tag: Range<usize>, rows: Range<u32> },
    Cell(Cell),
    RowEnd { end: usize },
}

/// One cell, or several that are alike, in one row or in several.
struct Cell {
    /// Where its tag lies.
    tag: Range<usize>,
    rows: Range<u32>,
    cols: Range<u32>,
    /// Whether there is anything in it.
    is_used: bool,
}

fn walk(xml: &str, mut take: impl FnMut(Found)) {
    let mut reader = Reader::from_str(xml);
    let (mut rows, mut col) = (0..0u32, 0u32);
    // The cell that is open, and how many elements are open in it.
    let mut open: Option<(Cell, usize)> = None;
    loop {
        let start = reader.buffer_position() as usize;
        let Ok(event) = reader.read_event() else {
            return;
        };
        let end = reader.buffer_position() as usize;
        match (&event, &mut open) {
            (Event::Eof, _) => return,
            (Event::Start(tag), Some((cell, depth))) => {
                cell.is_used |= *depth == 0 && tag.local_name().as_ref() != "annotation";
                *depth += 1;
            }
            (Event::Empty(_) | Event::Text(_) | Event::GeneralRef(_), Some((cell, 0))) => {
                cell.is_used = true;
            }
            (Event::End(_), Some((_, depth))) if *depth > 0 => *depth -= 1,
            (Event::End(_), Some(_)) => {
                if let Some((cell, _)) = open.take() {
                    take(Found::Cell(cell));
                }
            }
            (Event::Start(tag) | Event::Empty(tag), None) => {
                let is_whole = matches!(event, Event::Empty(_));
                match tag.local_name().as_ref() {
                    "table" => {
                        rows = 0..0;
                        take(Found::Table);
                    }
                    "table-row" => {
                        rows = rows.end..rows.end.saturating_add(times(tag, "rows"));
                        col = 0;
                        take(Found::Row {
                            tag: start..end,
                            rows: rows.clone(),
                        });
                        if is_whole {
                            take(Found::RowEnd { end });
                        }
                    }
                    "table-cell" | "covered-table-cell" => {
                        let to = col.saturating_add(times(tag, "columns")).min(MOST_COLUMNS);
                        let cell = Cell {
                            tag: start..end,
                            rows: rows.clone(),
                            cols: col.min(to)..to,
                            is_used: tag.attributes().flatten().any(|a| {
                                matches!(a.key.local_name().as_ref(), "value-type" | "formula")
                            }),
                        };
                        col = to;
                        if is_whole {
                            take(Found::Cell(cell));
                        } else {
                            open = Some((cell, 0));
                        }
                    }
                    _ => {}
                }
            }
            (Event::End(tag), None) if tag.local_name().as_ref() == "table-row" => {
                take(Found::RowEnd { end });
            }
            _ => {}
        }
    }
}

/// Columns of a sheet; what says to reach further is not there.
const MOST_COLUMNS: u32 = super::limits::COLUMNS;

/// How often a tag says that it is repeated.
fn times(tag: &BytesStart<'_>, what: &str) -> u32 {
    let name = format!("number-{what}-repeated");
    let mut all = tag.attributes().flatten();
    let told = all.find(|a| a.key.local_name().as_ref() == name);
    told.and_then(|a| a.value.parse().ok()).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::folded;

    fn sheet(rows: &str) -> String {
        format!(
            "<office:spreadsheet><table:table table:name=\"A\">{rows}</table:table></office:spreadsheet>"
        )
    }

    #[test]
    fn a_stray_cell_in_the_last_row_and_column_is_brought_near_and_told_where_it_stood() {
        let xml = sheet(
            "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"/>\
             <table:table-cell table:number-columns-repeated=\"16383\"/></table:table-row>\
             <table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
             <table:table-row><table:table-cell table:number-columns-repeated='16383'/>\
             <table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>",
        );
        let (near, was) = folded(&xml).unwrap().unwrap();
        assert!(near.contains("number-rows-repeated=\"64\""), "{near}");
        assert!(near.contains("number-columns-repeated='65'"), "{near}");
        assert_eq!(was.restored(0, (0, 0)), (0, 0));
        assert_eq!(was.restored(0, (65, 65)), (1_048_575, 16_383));
    }

    #[test]
    fn a_sheet_without_wide_gaps_is_left_as_it_is() {
        let xml = sheet(
            "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
        );
        assert!(folded(&xml).unwrap().is_none());
    }
}

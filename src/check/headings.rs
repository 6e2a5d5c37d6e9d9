//! The headings of the blocks of a form's sheet as they came back.
//!
//! In: the plan of a sheet and where its rows and columns are on the sheet that came back. Out: for each block whose
//! headings are not as planned, where its columns are. What follows headings is told, what they leave open is asked.

use super::answers::blank;
use super::columns::{Block, Choice, HeadedColumn, Headings, Over, PassedColumn, Wanted};
use super::doubt::BEFORE;
use super::locate::SheetMap;
use super::qualifier::YEARS;
use crate::layout::{FieldSpot, LABEL, Layout, Line, NUMBER};
use crate::model::raw::RawCell;
use crate::value::fold::clean;
use crate::value::{Raw, accented, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A heading stands at most so many rows above the first row under it, whatever was inserted.
const MOST_ROWS: u32 = 12;

/// Words of a sub-heading that people put under ours, at most: what is longer tells of something.
const SUB_HEADING: usize = 4;

/// Reads the headings of all blocks. `period` is that of the campaign.
pub(super) fn headings(map: &SheetMap<'_>, layout: &Layout, period: &str) -> Headings {
    let spots = &layout.fields;
    let answers = answers(layout, &map.plan.name);
    let mut found = Headings::default();
    let lines = &map.plan.lines;
    let heads = (0u32..).zip(lines).filter_map(|(row, line)| match line {
        Line::Heading(_) => Some((row, false)),
        Line::ListHeading(_) => Some((row, true)),
        _ => None,
    });
    let heads: Vec<(u32, bool)> = heads.collect();
    for (at, (row, is_list)) in heads.iter().enumerate() {
        let end = heads
            .get(at + 1)
            .map_or(lines.len() as u32, |(row, _)| *row);
        let block = HeadedRows {
            map,
            answers: &answers,
            is_list: *is_list,
            frame: frame(map, *is_list),
            head: *row,
            rows: row + 1..end,
        };
        block.read(spots, period, &mut found);
    }
    found
}

/// The planned rows under one heading.
struct HeadedRows<'a, 'b> {
    map: &'b SheetMap<'a>,
    /// Planned places that people fill.
    answers: &'b BTreeSet<(u32, u16)>,
    is_list: bool,
    /// Actual columns that serve all blocks alike.
    frame: BTreeSet<u16>,
    head: u32,
    rows: Range<u32>,
}

/// Planned places of a sheet that people fill beside the columns of answers: what is typed there heads nothing.
fn answers(layout: &Layout, sheet: &str) -> BTreeSet<(u32, u16)> {
    let spots = layout.fields.iter().filter(|spot| spot.sheet == sheet);
    let fields = spots.flat_map(|spot| [(spot.row, spot.col), spot.status, spot.remark]);
    let lists = layout.lists.iter().filter(|list| list.sheet == sheet);
    let lists = lists.flat_map(|list| [list.count, list.status, list.remark]);
    fields.chain(lists).collect()
}

/// Actual columns that serve all blocks alike, whatever their headings say.
fn frame(map: &SheetMap<'_>, is_list: bool) -> BTreeSet<u16> {
    let grid = &map.plan.grid;
    let always = [Some(0), Some(NUMBER), Some(grid.check), Some(grid.missing)];
    let of_grids = [
        Some(LABEL),
        grid.unit,
        grid.previous,
        grid.status,
        grid.remark,
    ];
    let of_grids = of_grids.into_iter().filter(|_| !is_list);
    let planned = always.into_iter().chain(of_grids).flatten();
    planned.filter_map(|col| map.col(col)).collect()
}

impl HeadedRows<'_, '_> {
    fn read(&self, spots: &[FieldSpot], period: &str, found: &mut Headings) {
        let wanted = self.wanted();
        let own = self.actual_head();
        // In a sheet that was typed anew one row of headings may serve all blocks.
        let Some(head) = own.or(found.last_head) else {
            return;
        };
        found.heads.push((self.rows.clone(), self.head, head));
        let over = match own {
            Some(head) => {
                found.last_head = own;
                let odd = self.odd_cells(head);
                if odd.is_empty() && wanted.iter().all(|w| self.is_in_place(w, head)) {
                    return;
                }
                found.cells.extend(odd.iter().map(|c| (c.row, c.col)));
                self.over(head, &odd)
            }
            None => self.over(head, &[]),
        };
        // A row of headings that is gone as a whole says nothing.
        if over.iter().all(|o| o.own.is_none() && o.around.is_empty()) {
            return;
        }
        let units = self.units(spots);
        let block = Block {
            wanted: &wanted,
            over: &over,
            units: &units,
            period,
            is_inherited: own.is_none(),
        };
        let mut choices = block.choices();
        // What numbers the rows stands left of their labels.
        let labels = self.map.col(LABEL).filter(|_| !self.is_list);
        let is_beside = |col: &u16| labels.is_none_or(|labels| *col > labels);
        choices.others.retain(is_beside);
        choices.free.retain(is_beside);
        let at = |col: Option<u16>| over.iter().find(|o| Some(o.col) == col);
        let passed = choices.others.iter().filter_map(|col| at(Some(*col)));
        let passed = passed.map(|over| PassedColumn::of(self.rows.clone(), head, over));
        found.passed.extend(passed);
        let columns = wanted.iter().zip(&choices.planned);
        let columns: Vec<HeadedColumn> = columns
            .filter(|(_, choice)| **choice != Choice::Usual)
            .map(|(wanted, choice)| {
                let col = match choice {
                    Choice::Followed(col) | Choice::Asked(col) => Some(*col),
                    Choice::Usual | Choice::Refused => wanted.usual,
                };
                HeadedColumn {
                    rows: self.rows.clone(),
                    planned: wanted.planned,
                    label: wanted.label.to_owned(),
                    choice: *choice,
                    usual: wanted.usual,
                    row: head,
                    said: at(col).map_or_else(String::new, Over::said),
                    candidates: match choice {
                        Choice::Refused => choices.free.clone(),
                        _ => Vec::new(),
                    },
                }
            })
            .collect();
        found.columns.extend(columns);
    }

    /// Whether a heading stands where the rest of the sheet says.
    fn is_in_place(&self, wanted: &Wanted<'_>, head: u32) -> bool {
        let cell = wanted.usual.and_then(|col| self.map.raw.at(head, col));
        cell.is_some_and(|c| matches!(&c.value, Raw::Text(text) if text == wanted.label))
    }

    fn wanted(&self) -> Vec<Wanted<'_>> {
        let plan = self.map.plan;
        let grid = &plan.grid;
        let columns = if self.is_list {
            LABEL..grid.check
        } else {
            grid.value..grid.value + grid.values
        };
        let wanted = columns.filter_map(|planned| {
            Some(Wanted {
                planned,
                label: plan.text_at(self.head, planned)?,
                usual: self.map.col(planned),
            })
        });
        wanted.collect()
    }

    /// The actual row of the heading: of the rows between the one filled before and the first of the block the one with
    /// most of its texts, else the nearest with words over the columns; `None` where there is no such row.
    fn actual_head(&self) -> Option<u32> {
        let (from, first) = self.window()?;
        let texts: Vec<&str> = (0..=self.map.plan.grid.check)
            .filter_map(|col| self.map.plan.text_at(self.head, col))
            .collect();
        let count = |row: u32| {
            let cells = self.map.raw.row(row).iter();
            let of_heading = cells
                .filter(|c| matches!(&c.value, Raw::Text(text) if texts.contains(&text.as_str())));
            of_heading.count()
        };
        let has_words = |row: &u32| {
            let mut cells = self.map.raw.row(*row).iter();
            cells.any(|c| !self.frame.contains(&c.col) && heading_text(&c.value).is_some())
        };
        let best = (from..first).max_by_key(|row| (count(*row), *row))?;
        if count(best) > 1 {
            return Some(best);
        }
        (from..first).rev().find(has_words)
    }

    /// The actual rows in which the heading may stand.
    fn window(&self) -> Option<(u32, u32)> {
        let first = self.first_row()?;
        let before = self.map.id_row_before(first).map_or(0, |row| row + 1);
        Some((before.max(first.saturating_sub(MOST_ROWS)), first))
    }

    /// The first actual row under the heading that is planned to be filled.
    fn first_row(&self) -> Option<u32> {
        let ids = self.rows.clone().filter_map(|row| self.map.id_row(row));
        ids.min().or_else(|| self.map.row(self.rows.start))
    }

    /// Cells around the heading with words that we did not write there.
    fn odd_cells(&self, head: u32) -> Vec<&RawCell> {
        let (from, first) = self.window().unwrap_or((head, head + 1));
        let rows = head.saturating_sub(1).max(from)..first;
        let cells = rows.flat_map(|row| self.map.raw.row(row));
        let heads = self.columns();
        cells
            // Words over a column in which nothing stands head nothing, unless they only name a period.
            .filter(|cell| heads.contains(&cell.col) || is_period(&cell.value.shown()))
            .filter(|cell| !self.frame.contains(&cell.col))
            .filter(|cell| cell.formula.is_none())
            .filter(|cell| !self.is_planned(cell, head) && !self.is_repeated(cell, head))
            .filter(|cell| !self.is_answer(cell))
            .filter(|cell| heading_text(&cell.value).is_some())
            // Another text of ours without its accents.
            .filter(|cell| {
                let text = fold(&cell.value.shown());
                cell.row == head || self.map.signs.accented(&text).is_none()
            })
            .collect()
    }

    /// The actual columns of the block: those that were planned, and others in which something stands.
    fn columns(&self) -> BTreeSet<u16> {
        let rows = self.rows.clone().filter_map(|row| self.map.row(row));
        let cells = rows.flat_map(|row| self.map.raw.row(row));
        let filled = cells
            .filter(|cell| !blank(&cell.value))
            .map(|cell| cell.col);
        let wanted = self.wanted();
        let usual = wanted.iter().filter_map(|wanted| wanted.usual);
        filled.chain(usual).collect()
    }

    /// Whether a cell says what we write there, or what the campaign or the unit puts there.
    fn is_planned(&self, cell: &RawCell, head: u32) -> bool {
        let row = if cell.row == head {
            Some(self.head)
        } else {
            self.map.planned_row(cell.row)
        };
        let Some(place) = row.zip(self.map.planned_col(cell.col)) else {
            return false;
        };
        if self.map.signs.is_ours(place) {
            return true;
        }
        let planned = self.map.plan.text_at(place.0, place.1);
        matches!(&cell.value, Raw::Text(text) if planned == Some(text.as_str()))
    }

    /// Whether a cell is one that people fill.
    fn is_answer(&self, cell: &RawCell) -> bool {
        let row = self.map.planned_row(cell.row);
        let place = row.zip(self.map.planned_col(cell.col));
        place.is_some_and(|place| self.answers.contains(&place))
    }

    /// What we write where a cell outside the row of headings stands.
    fn planned_text(&self, cell: &RawCell) -> Option<&str> {
        let row = self.map.planned_row(cell.row)?;
        let col = self.map.planned_col(cell.col)?;
        self.map.plan.text_at(row, col)
    }

    /// Whether a cell repeats what we write at the left of it: one of those that a text of ours once stood over.
    fn is_repeated(&self, cell: &RawCell, head: u32) -> bool {
        let mut row = self.map.raw.row(cell.row).iter();
        let first = row.find(|other| other.value == cell.value);
        first.is_some_and(|first| first.col < cell.col && self.is_planned(first, head))
    }

    /// What stands over the columns of the block.
    fn over(&self, head: u32, odd: &[&RawCell]) -> Vec<Over> {
        let mut over: BTreeMap<u16, Over> = BTreeMap::new();
        let own = self.map.raw.row(head).iter();
        for cell in own.filter(|c| !self.frame.contains(&c.col) && c.formula.is_none()) {
            if let Some(text) = heading_text(&cell.value) {
                let over = over.entry(cell.col).or_default();
                over.own = Some(text);
            }
        }
        let headed: Vec<(u16, String)> = over
            .iter()
            .filter_map(|(col, over)| Some((*col, over.own.clone()?)))
            .collect();
        for cell in odd.iter().filter(|c| c.row != head) {
            let Some(text) = heading_text(&cell.value) else {
                continue;
            };
            let above = cell.row < head;
            let over = over.entry(cell.col).or_default();
            if self.planned_text(cell).is_some() || !above && is_short(&text) {
                over.instead.push(text.clone());
            }
            over.around.push(text);
            // A heading that was merged over several columns stands in its first one.
            if over.own.is_none() && !above {
                let group = headed[..headed.partition_point(|(col, _)| *col < cell.col)].last();
                over.own = group.map(|(_, text)| text.clone());
            }
        }
        let usual = self.wanted();
        for col in usual.iter().filter_map(|w| w.usual) {
            over.entry(col).or_default();
        }
        let rows: BTreeSet<u32> = self.rows.clone().filter_map(|r| self.map.row(r)).collect();
        for cell in rows.iter().flat_map(|row| self.map.raw.row(*row)) {
            if let Some(over) = over.get_mut(&cell.col) {
                over.is_filled |= !blank(&cell.value);
            }
        }
        for (col, over) in &mut over {
            over.col = *col;
        }
        over.into_values().collect()
    }

    /// Units of measure of the rows.
    fn units(&self, spots: &[FieldSpot]) -> BTreeSet<&str> {
        let Some(col) = self.map.plan.grid.unit else {
            return BTreeSet::new();
        };
        let here = spots.iter().filter(|s| s.sheet == self.map.plan.name);
        let rows = here.filter(|s| self.rows.contains(&s.row)).map(|s| s.row);
        let units = rows.filter_map(|row| self.map.plan.text_at(row, col));
        units.collect()
    }
}

/// Whether words that people put between our headings and the first row under them may head a column: "Nam | Nữ".
fn is_short(text: &str) -> bool {
    text.split_whitespace().count() <= SUB_HEADING
}

/// Whether a text is a year or a period before and no more: "Năm 2019", "kỳ trước".
fn is_period(text: &str) -> bool {
    let said = accented(text);
    let year = said.trim_start_matches("năm").trim();
    let is_year = year.parse().is_ok_and(|n| YEARS.contains(&n));
    is_year || BEFORE.contains(&said.as_str())
}

/// The words of a heading: a text with letters, or a year.
fn heading_text(raw: &Raw) -> Option<String> {
    match raw {
        Raw::Text(text) => {
            let text = clean(text, false);
            let is_year = text.parse().is_ok_and(|n| YEARS.contains(&n));
            (text.chars().any(char::is_alphabetic) || is_year).then_some(text)
        }
        Raw::Number(n) if YEARS.contains(n) && n.fract() == 0.0 => Some(raw.shown()),
        _ => None,
    }
}

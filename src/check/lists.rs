//! The rows that a unit added to a list.
//!
//! In: where a list was planned and its sheet as received. Out: its rows, as many as are filled, also beyond those
//! that the workbook offered.

use super::answers::{blank, involved, list_cell, place, shown, stated};
use super::beside::contradicts_list;
use super::cells::CellReader;
use super::list_rows::Rows;
use super::list_words::is_total;
use crate::check::locate::SheetMap;
use crate::layout::{LABEL, Line, ListSpot, NUMBER};
use crate::model::code;
use crate::model::finding::Involved;
use crate::model::form::{ListDef, Section};
use crate::model::id::{AnswerId, ItemId};
use crate::model::reading::{Anchor, Answer, ListRow, Place};
use crate::msg;
use crate::value::{Nil, Raw, fold};
use crate::words::Fact;
use std::collections::BTreeSet;

/// What a list section says.
pub(super) struct ListSaid {
    pub(super) rows: Vec<ListRow>,
    pub(super) nil: Option<(Nil, String)>,
}

impl<'a> CellReader<'a> {
    /// Reads a list; `None` when it is gone.
    pub(super) fn list(&mut self, section: &'a Section, list: &'a ListDef) -> Option<ListSaid> {
        let (layout, sheets) = (self.layout, self.sheets);
        let spot = layout.list(&section.id)?;
        let Some(map) = sheets.map(&spot.sheet) else {
            self.missed
                .extend(list.required.then_some(spot.sheet.as_str()));
            return None;
        };
        let region = Self::region(map, spot);
        let planned = list.columns.iter();
        let planned = planned.map(|column| layout.column_of(&section.id, &column.id));
        let planned: Vec<Option<u16>> = planned.collect();
        let columns = planned.iter().copied();
        let columns: Vec<Option<u16>> = columns
            .map(|col| map.col_in(spot.first_row, col?))
            .collect();
        let Some((first, end)) = region.filter(|_| columns.iter().any(Option::is_some)) else {
            let cell = Involved {
                field: Some((&section.id).into()),
                label: section.title.clone(),
                place: None,
                shown: Fact::default(),
            };
            self.lost.push((&map.plan.name, cell));
            return None;
        };
        let places = planned.into_iter().zip(&columns);
        self.lost_columns((map, spot), section, list, places);
        let filled = map.raw.cells.iter().filter(|c| {
            (first..end).contains(&c.row) && columns.contains(&Some(c.col)) && !blank(&c.value)
        });
        let filled: BTreeSet<u32> = filled.map(|c| c.row).collect();
        let mut rows = Vec::new();
        for (index, row) in filled.into_iter().enumerate() {
            rows.push(self.list_row(map, section, list, &columns, (index, row)));
        }
        self.ask_about_rows((map, spot), section, list, &rows);
        let nil = self.list_status(map, (section, list), spot, &rows);
        Some(ListSaid { rows, nil })
    }

    /// Asks about rows that are no items, and about a count that was typed.
    fn ask_about_rows(
        &mut self,
        (map, spot): (&'a SheetMap<'a>, &ListSpot),
        section: &Section,
        list: &ListDef,
        rows: &[ListRow],
    ) {
        let sheet = map.raw.name.as_str();
        let number = |row: &ListRow| {
            let at = row.cells.iter().find_map(|cell| cell.place.as_ref());
            let cell = at.zip(map.col(NUMBER));
            let cell = cell.and_then(|(at, col)| map.raw.at(at.row, col));
            let said = cell.map_or_else(String::new, |cell| cell.value.shown());
            // It is told with its row.
            if let Some(cell) = cell.filter(|_| is_total(&said)) {
                self.used.insert((sheet, cell.row, cell.col));
            }
            said
        };
        let numbers = rows.iter().map(number);
        let numbers: Vec<String> = numbers.collect();
        let read = Rows {
            section,
            list,
            read: rows,
            numbers: &numbers,
        };
        let count = map.row(spot.count.0).zip(map.col(spot.count.1));
        // In a sheet that was typed anew something else may stand there.
        let label = map.plan.text_at(spot.count.0, LABEL);
        let is_labelled = |row: u32| {
            let cell = map.col(LABEL).and_then(|col| map.raw.at(row, col));
            let said = cell.map(|cell| fold(&cell.value.shown()));
            said.is_some() && said == label.map(fold)
        };
        let count = count.filter(|(row, _)| is_labelled(*row));
        let count = count.and_then(|(row, col)| map.raw.at(row, col));
        let count = count.filter(|cell| cell.formula.is_none() && !blank(&cell.value));
        let counted = count.and_then(|cell| {
            self.used
                .insert((map.raw.name.as_str(), cell.row, cell.col));
            let involved = Involved {
                field: Some((&section.id).into()),
                label: section.title.clone(),
                place: Some(place(map.raw, cell.row, cell.col)),
                shown: shown(&cell.value, cell.percent).into(),
            };
            read.counted(involved, &cell.value)
        });
        for draft in read.asked().into_iter().chain(counted) {
            let finding = self.subject.finding(draft);
            self.findings.push(finding);
        }
    }

    /// Where a list begins: the place that is named when nothing is in it.
    pub(super) fn beginning(&self, section: &str) -> Option<Place> {
        let spot = self.layout.list(section)?;
        let map = self.sheets.map(&spot.sheet)?;
        let (row, _) = Self::region(map, spot)?;
        Some(place(map.raw, row, map.col(spot.first_col)?))
    }

    /// First row, and the row before which the list ends.
    fn region(map: &SheetMap<'_>, spot: &ListSpot) -> Option<(u32, u32)> {
        let offered = spot.first_row..spot.first_row + spot.capacity;
        let own: Vec<u32> = offered.clone().filter_map(|r| map.id_row(r)).collect();
        let name = format!("{}__dau", spot.section);
        let named = map.named(&name);
        let headed = map.row(spot.first_row - 1).filter(|head| {
            let cols = spot.columns.iter();
            let cols = cols.filter_map(|c| Some((map.col_in(spot.first_row, *c)?, *c)));
            let mut heads = cols.filter_map(|(actual, planned)| {
                Some((
                    map.raw.at(*head, actual)?,
                    map.plan.text_at(spot.first_row - 1, planned)?,
                ))
            });
            heads.any(|(cell, text)| cell.value == Raw::Text(text.to_owned()))
        });
        let first = headed
            .map(|head| head.saturating_add(1))
            .or(own.iter().min().copied())
            .or(named.map(|(row, _)| row))?;
        let last_own = own.iter().max().map_or(first, |r| r.saturating_add(1));
        // What stands after the list, empty rows left out.
        let lines = map.plan.lines.iter().enumerate();
        let after = lines
            .skip(offered.end as usize)
            .find(|(_, line)| !matches!(line, Line::Empty))
            .map(|(at, _)| at as u32);
        let end = after.and_then(|after| map.end_before(after));
        if let Some(end) = end {
            return Some((first, end.max(last_own)));
        }
        // Nothing follows on the sheet: rows that go on without a gap belong to the list.
        let mut end = first.saturating_add(spot.capacity).max(last_own);
        let cols = spot.columns.iter();
        let cols: Vec<u16> = cols
            .filter_map(|c| map.col_in(spot.first_row, *c))
            .collect();
        let filled = |row: u32| {
            let mut cells = cols.iter().filter_map(|c| map.raw.at(row, *c));
            cells.any(|c| !blank(&c.value))
        };
        while end < u32::MAX && filled(end) {
            end += 1;
        }
        Some((first, end))
    }

    /// Columns that were planned and not found. `places` are planned and actual ones.
    fn lost_columns<'c>(
        &mut self,
        (map, spot): (&'a SheetMap<'a>, &ListSpot),
        section: &Section,
        list: &ListDef,
        places: impl Iterator<Item = (Option<u16>, &'c Option<u16>)>,
    ) {
        // What its heading refuses is told with its heading.
        let gone = list
            .columns
            .iter()
            .zip(places)
            .filter(|(_, (planned, at))| {
                let is_asked = |col| map.headings.told(spot.first_row, col).is_none();
                at.is_none() && planned.is_some_and(is_asked)
            });
        for (column, _) in gone {
            let cell = Involved {
                field: Some((&AnswerId::of_list(&section.id, &column.id)).into()),
                label: format!("{} - {}", section.title, column.label),
                place: None,
                shown: Fact::default(),
            };
            self.lost.push((&map.plan.name, cell));
        }
    }

    fn list_row(
        &mut self,
        map: &SheetMap<'a>,
        section: &Section,
        list: &ListDef,
        columns: &[Option<u16>],
        (index, row): (usize, u32),
    ) -> ListRow {
        let mut cells = Vec::new();
        for (column, at) in list.columns.iter().zip(columns) {
            let said = || {
                let id = ItemId::list_cell(&section.id, index, &column.id);
                (Some(id), list_cell_label(section, &column.label, index))
            };
            let cell = match at {
                Some(col) => self.take(map.raw, (row, *col), None, said),
                None => Ok(None),
            };
            let is_contested = cell.is_err() && !column.computed;
            let cell = cell.ok().flatten();
            let field = AnswerId::of_list(&section.id, &column.id);
            let (mut reading, remarks) = list_cell(field, cell, column, self.expected);
            reading.place = at.map(|col| place(map.raw, row, col));
            if column.computed {
                (reading.answer, reading.raw) = stated(cell, &column.kind);
                cells.push(reading);
                continue;
            }
            if at.is_none() || is_contested {
                reading.answer = Answer::NotUnderstood;
                reading.anchor = Anchor::Lost;
            }
            for remark in remarks {
                let id = ItemId::list_cell(&section.id, index, &column.id);
                let label = list_cell_label(section, &column.label, index);
                let cell = involved(id, &label, &reading);
                self.remark(&remark, &column.kind, cell, "");
            }
            self.account.count(&reading.answer);
            cells.push(reading);
        }
        ListRow { cells }
    }

    /// Asks about a remark on a whole list that may change what it says.
    fn remark_on_list(
        &mut self,
        map: &SheetMap<'a>,
        (section, list): (&Section, &ListDef),
        (at, remark): (Option<(u32, u16)>, &str),
        rows: usize,
    ) {
        let labels = list.columns.iter().map(|column| column.label.as_str());
        let measures: Vec<&str> = labels
            .flat_map(|label| label.split(['(', ')', ',']))
            .collect();
        let Some((row, col)) = at.filter(|_| rows > 0) else {
            return;
        };
        if !contradicts_list(remark, &measures, &self.asked()) {
            return;
        }
        let cell = Involved {
            field: Some((&section.id).into()),
            label: section.title.clone(),
            place: Some(place(map.raw, row, col)),
            shown: remark.into(),
        };
        let message = msg!(
            "check.list-remark",
            label = section.title,
            rows = rows,
            remark = remark
        );
        let said = (message, msg!("check.list-remark-todo"));
        self.find((&code::REMARK_OTHERWISE, &section.id), said, vec![cell]);
    }

    /// The status of the whole list.
    fn list_status(
        &mut self,
        map: &SheetMap<'a>,
        (section, list): (&Section, &ListDef),
        spot: &ListSpot,
        rows: &[ListRow],
    ) -> Option<(Nil, String)> {
        let find = |suffix: &str, (row, col): (u32, u16)| {
            let name = format!("{}{suffix}", section.id);
            let named = map.named(&name);
            // The name is believed where no row id speaks against it.
            let planned = map.row(row).zip(map.col(col));
            match (named, planned) {
                (Some(named), Some(planned)) if map.id_row(row).is_some_and(|r| r != named.0) => {
                    Some(planned)
                }
                (named, planned) => named.or(planned),
            }
        };
        let status = find("__tt", spot.status);
        let remark = find("__gc", spot.remark);
        let beside = self.beside(map.raw, (&section.title, &section.id, status), remark);
        self.remark_on_list(map, (section, list), (remark, &beside.remark), rows.len());
        let status = beside.status?;
        let Some(nil) = beside.nil else {
            let whole = (section.id.as_str(), section.title.as_str());
            let shown = status.shown.clone();
            self.unknown_status(whole, &shown, vec![status]);
            return None;
        };
        if rows.is_empty() {
            return Some((nil, beside.remark));
        }
        self.find(
            (&code::VALUE_AND_STATUS, &section.id),
            (
                msg!(
                    "check.rows-and-status",
                    label = section.title,
                    status = status.shown,
                    rows = rows.len()
                ),
                msg!("check.rows-or-status"),
            ),
            vec![status],
        );
        None
    }
}

/// "Phần mềm - Tên phần mềm (dòng 1)".
pub(super) fn list_cell_label(section: &Section, column: &str, index: usize) -> String {
    msg!(
        "check.list-cell",
        section = section.title,
        column = column,
        row = index + 1
    )
    .say(crate::words::Lang::Vi)
}

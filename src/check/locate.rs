//! Where the planned cells of a sheet are in the sheet that came back.
//!
//! In: the plan of a sheet, the sheet as received, the defined names. Out: a [`SheetMap`] from planned places to
//! actual ones, with the anchor that told. Rows and columns may have been inserted, deleted, moved or renamed.
//! Knows nothing of values.

use super::columns::Headings;
use super::signs::{IdRow, Signs};
use crate::layout::{FieldSpot, LABEL, SheetPlan};
use crate::model::growing::growing;
use crate::model::raw::{RawSheet, RawWorkbook};
use crate::model::reading::Anchor;
use crate::value::Raw;
use foldhash::{HashMap, HashMapExt};
use std::collections::{BTreeMap, BTreeSet};

/// A row of the plan as found.
#[derive(Debug, Clone, Copy)]
struct Found {
    row: u32,
    anchor: Anchor,
}

/// From planned places of a sheet to actual ones.
pub(super) struct SheetMap<'a> {
    pub(super) plan: &'a SheetPlan,
    pub(super) signs: &'a Signs,
    pub(super) raw: &'a RawSheet,
    /// The file that it is in.
    pub(super) book: &'a RawWorkbook,
    /// Rows that carry an id: planned row → actual.
    rows: BTreeMap<u32, Found>,
    /// The actual rows of those.
    with_id: BTreeSet<u32>,
    /// All rows that something tells apart: planned → actual, both growing.
    anchors: Vec<(u32, u32)>,
    cols: BTreeMap<u16, u16>,
    /// What the headings of single blocks say otherwise.
    pub(super) headings: Headings,
    /// Rows whose label says something else than planned: (planned, actual).
    pub(super) relabelled: Vec<(u32, u32)>,
    /// Rows whose row id and label are now on different rows.
    pub(super) parted: Vec<u32>,
    /// Planned rows that stand at several places, and nothing tells which is meant.
    pub(super) doubled: Vec<u32>,
    /// How many of our texts were known although their accents are missing.
    pub(super) unaccented: usize,
}

/// Where the telling texts of a plan stand on a sheet, row by row.
type Texts<'a> = HashMap<&'a str, Vec<(u32, u16)>>;

impl<'a> SheetMap<'a> {
    pub(super) fn of(
        (plan, signs): (&'a SheetPlan, &'a Signs),
        (book, raw): (&'a RawWorkbook, &'a RawSheet),
        spots: &[FieldSpot],
    ) -> Self {
        let (texts, unaccented) = texts_of(raw, signs);
        let mut map = Self {
            plan,
            signs,
            raw,
            book,
            rows: BTreeMap::new(),
            with_id: BTreeSet::new(),
            anchors: Vec::new(),
            cols: BTreeMap::new(),
            headings: Headings::default(),
            relabelled: Vec::new(),
            parted: Vec::new(),
            doubled: Vec::new(),
            unaccented,
        };
        map.find_columns(&texts, spots);
        map.find_rows(&texts, spots);
        map.with_id = map.rows.values().map(|found| found.row).collect();
        map.find_anchors(&texts);
        map
    }

    /// Whether anything of the plan was found.
    pub(super) fn is_known(&self) -> bool {
        !self.rows.is_empty() || self.anchors.len() > 3
    }

    /// The actual column of a planned one; `None` when it is gone.
    pub(super) fn col(&self, planned: u16) -> Option<u16> {
        self.cols.get(&planned).copied()
    }

    /// The actual column of a planned one in a planned row, as the headings of its block tell; `None` when it is gone, or
    /// when no heading is plainly its own.
    pub(super) fn col_in(&self, row: u32, planned: u16) -> Option<u16> {
        match self.headings.told(row, planned) {
            Some(told) => told.actual(),
            None => self.col(planned),
        }
    }

    /// The actual row of a planned one, told by itself or by the nearest row above that is known.
    pub(super) fn row(&self, planned: u32) -> Option<u32> {
        let at = self.anchors.partition_point(|(p, _)| *p <= planned);
        match at.checked_sub(1) {
            Some(at) => {
                let (p, a) = self.anchors[at];
                a.checked_add(planned - p)
            }
            None => self.shift_of_first(planned),
        }
    }

    fn shift_of_first(&self, planned: u32) -> Option<u32> {
        match self.anchors.first() {
            Some((p, a)) => a.checked_sub(p.checked_sub(planned)?),
            None => Some(planned),
        }
    }

    /// The actual row before which everything of a block ends that is followed by this planned row.
    pub(super) fn end_before(&self, planned: u32) -> Option<u32> {
        let at = self.anchors.partition_point(|(p, _)| *p < planned);
        let (p, a) = self.anchors.get(at)?;
        Some(a.saturating_sub(p - planned))
    }

    /// The planned row that stands at an actual one; `None` for a row that was inserted.
    pub(super) fn planned_row(&self, actual: u32) -> Option<u32> {
        let at = self.anchors.partition_point(|(_, a)| *a <= actual);
        let next = self.anchors.get(at).map(|(p, _)| *p);
        let planned = if let Some(at) = at.checked_sub(1) {
            let (p, a) = self.anchors[at];
            p.checked_add(actual - a)?
        } else {
            let (p, a) = self.anchors.first()?;
            p.checked_sub(a - actual)?
        };
        next.is_none_or(|next| planned < next).then_some(planned)
    }

    /// The planned column that stands at an actual one.
    pub(super) fn planned_col(&self, actual: u16) -> Option<u16> {
        self.cols
            .iter()
            .find(|(_, a)| **a == actual)
            .map(|(p, _)| *p)
    }

    /// Where a field is, and what told.
    pub(super) fn locate(&self, spot: &FieldSpot) -> (Option<(u32, u16)>, Anchor) {
        let id_row = spot.status.0;
        let found = self.rows.get(&id_row);
        let expected = found.and_then(|f| {
            let row = f.row.checked_add(spot.row - id_row)?;
            Some(((row, self.col_in(spot.row, spot.col)?), f.anchor))
        });
        let name = self.named(&spot.field);
        match (name, expected) {
            (Some(name), Some((place, _))) if name == place => (Some(name), Anchor::Name),
            // Room for prose stands below its question; rows may have come between.
            (Some(name), Some((place, _)))
                if spot.row > id_row
                    && name.1 == place.1
                    && found.is_some_and(|f| name.0 > f.row)
                    && self.end_before(id_row + 1).is_none_or(|end| name.0 < end) =>
            {
                (Some(name), Anchor::Name)
            }
            (_, Some((place, anchor))) => (Some(place), anchor),
            (Some(name), None)
                if found.is_none()
                    && !self.has_id(name.0)
                    && self.headings.allow((spot.row, spot.col), name.1) =>
            {
                (Some(name), Anchor::Name)
            }
            _ => (None, Anchor::Lost),
        }
    }

    /// The cell of this sheet that has a name.
    pub(super) fn named(&self, name: &str) -> Option<(u32, u16)> {
        self.book.name_on(&self.raw.name, name)
    }

    /// The actual row that carries a row id of the plan, by planned row.
    pub(super) fn id_row(&self, planned: u32) -> Option<u32> {
        self.rows.get(&planned).map(|f| f.row)
    }

    /// The last actual row above another one that carries an id in the plan.
    pub(super) fn id_row_before(&self, row: u32) -> Option<u32> {
        self.with_id.range(..row).next_back().copied()
    }

    /// Whether an actual row is one of those that carry an id in the plan.
    pub(super) fn has_id(&self, row: u32) -> bool {
        self.with_id.contains(&row)
    }

    fn find_columns(&mut self, texts: &Texts<'_>, spots: &[FieldSpot]) {
        let mut votes: BTreeMap<u16, BTreeMap<u16, u32>> = BTreeMap::new();
        let mut vote = |planned, actual, weight| {
            *votes.entry(planned).or_default().entry(actual).or_default() += weight;
        };
        // People read headings; names may stay behind where a program inserts columns without them.
        let of_heading = u32::try_from(spots.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1);
        for (text, col) in &self.signs.of_columns {
            for (_, actual) in texts.get(text.as_str()).into_iter().flatten() {
                vote(*col, *actual, of_heading);
            }
        }
        for spot in spots.iter().filter(|s| s.sheet == self.plan.name) {
            if let Some((_, col)) = self.named(&spot.field) {
                vote(spot.col, col, 1);
            }
        }
        for (planned, actual) in &votes {
            let best = actual
                .iter()
                .max_by_key(|(col, n)| (**n, std::cmp::Reverse(col.abs_diff(*planned))));
            if let Some((col, _)) = best {
                self.cols.insert(*planned, *col);
            }
        }
        // Two planned columns are never one: where headings of one block say so, names tell for the others.
        for (planned, actual) in &votes {
            let col = self.cols.get(planned);
            let is_shared = self
                .cols
                .iter()
                .any(|(p, c)| p != planned && Some(c) == col);
            let named = actual.iter().filter(|(_, n)| **n < of_heading);
            let named = named.max_by_key(|(_, n)| **n);
            if let Some((col, _)) = named.filter(|_| is_shared) {
                self.cols.insert(*planned, *col);
            }
        }
        // A column without a heading of its own goes with its neighbour on the left, if its place is free.
        let taken: BTreeSet<u16> = self.cols.values().copied().collect();
        let mut shift = 0i32;
        for col in 0..=self.plan.grid.missing.max(self.plan.grid.last) {
            match self.cols.get(&col) {
                Some(actual) => shift = i32::from(*actual) - i32::from(col),
                None if !self.signs.told.contains(&col) => {
                    let actual = u16::try_from(i32::from(col) + shift).ok();
                    if let Some(actual) = actual.filter(|a| !taken.contains(a)) {
                        self.cols.insert(col, actual);
                    }
                }
                None => {}
            }
        }
    }

    fn find_rows(&mut self, texts: &Texts<'_>, spots: &[FieldSpot]) {
        let (book, raw, sheet) = (self.book, self.raw, &self.plan.name);
        // The actual rows that the names of a planned row's fields point to; only seldom asked for.
        let pointed_to = |planned: u32| -> Vec<u32> {
            let of_row = spots
                .iter()
                .filter(|s| s.sheet == *sheet && s.row == planned && s.row == s.status.0);
            let cells = of_row.filter_map(|s| book.name_on(&raw.name, &s.field));
            cells.map(|(row, _)| row).collect()
        };
        let id_col = self.col(0);
        let label_col = self.col(LABEL);
        let rows_of = |text: &str, col: Option<u16>| {
            let places = texts.get(text).into_iter().flatten();
            places
                .filter(move |(_, c)| Some(*c) == col)
                .map(|(r, _)| *r)
        };
        let only = |text: &str, col: Option<u16>| {
            let mut rows = rows_of(text, col);
            rows.next().filter(|_| rows.next().is_none())
        };
        for IdRow { row, id, label } in &self.signs.id_rows {
            let (planned, label) = (*row, label.as_deref());
            // Nearly always id and label stand once, side by side.
            let beside = label.and_then(|label| only(label, label_col));
            if let Some(row) = only(id, id_col).filter(|row| beside == Some(*row)) {
                let anchor = Anchor::RowId;
                self.rows.insert(planned, Found { row, anchor });
                continue;
            }
            let labelled: Vec<u32> =
                label.map_or_else(Vec::new, |l| rows_of(l, label_col).collect());
            let twins = label.and_then(|l| self.signs.labelled.get(l));
            let by_label = twins.and_then(|twins| {
                let nth = twins.iter().position(|r| *r == planned)?;
                (twins.len() == labelled.len()).then(|| labelled.get(nth).copied())?
            });
            let all: Vec<u32> = rows_of(id, id_col).collect();
            let is_labelled = |row: &u32| labelled.binary_search(row).is_ok();
            let with_label = all.iter().copied().filter(is_labelled);
            let mut likely: Vec<u32> = with_label.collect();
            if likely.is_empty() {
                likely.clone_from(&all);
            }
            if likely.len() > 1 {
                // A row that was copied whole has its id twice; the names stay with the first one.
                let rows = pointed_to(planned);
                likely.retain(|r| rows.is_empty() || rows.contains(r));
            }
            let by_id = likely.first().copied();
            let twice = all.len() > 1 && likely.len() != 1;
            let labels_twice = all.is_empty() && twins.is_some_and(|t| t.len() < labelled.len());
            if twice || labels_twice && pointed_to(planned).is_empty() {
                self.doubled.push(planned);
                continue;
            }
            let other_label = |row: u32| {
                let here = label_col.and_then(|c| text_of(self.raw, row, c));
                let here = here.map(|text| self.signs.key(text));
                here.filter(|here| label.is_some_and(|label| label != here))
            };
            let found = match (by_id, by_label) {
                (Some(id), Some(label)) if id != label => {
                    // The label is what people saw when they typed.
                    let swapped =
                        other_label(id).is_some_and(|h| self.signs.labelled.contains_key(&*h));
                    if swapped {
                        self.parted.push(planned);
                        Some(Found {
                            row: label,
                            anchor: Anchor::Label,
                        })
                    } else {
                        Some(Found {
                            row: id,
                            anchor: Anchor::RowId,
                        })
                    }
                }
                (Some(row), _) => {
                    if other_label(row).is_some() {
                        self.relabelled.push((planned, row));
                    }
                    Some(Found {
                        row,
                        anchor: Anchor::RowId,
                    })
                }
                (None, Some(row)) => Some(Found {
                    row,
                    anchor: Anchor::Label,
                }),
                (None, None) => None,
            };
            if let Some(found) = found {
                self.rows.insert(planned, found);
            }
        }
    }

    fn find_anchors(&mut self, texts: &Texts<'_>) {
        let mut all: BTreeMap<u32, u32> = BTreeMap::new();
        for (text, row) in &self.signs.of_rows {
            if let Some([(actual, _)]) = texts.get(text.as_str()).map(Vec::as_slice) {
                all.insert(*row, *actual);
            }
        }
        all.extend(self.rows.iter().map(|(p, f)| (*p, f.row)));
        // Rows that were moved would tell wrong.
        self.anchors = growing(&all.into_iter().collect::<Vec<_>>());
    }
}

fn text_of(raw: &RawSheet, row: u32, col: u16) -> Option<&str> {
    match &raw.at(row, col)?.value {
        Raw::Text(text) => Some(text),
        _ => None,
    }
}

/// Where the telling texts stand, and how many of them without their accents: those tell only what nothing else does.
fn texts_of<'a>(raw: &RawSheet, signs: &'a Signs) -> (Texts<'a>, usize) {
    let (mut texts, mut unaccented) = (Texts::new(), Texts::new());
    for cell in &raw.cells {
        let Raw::Text(text) = &cell.value else {
            continue;
        };
        let place = (cell.row, cell.col);
        if let Some(text) = signs.telling(text) {
            texts.entry(text).or_default().push(place);
        } else if let Some(text) = signs.telling_without_accents(text) {
            unaccented.entry(text).or_default().push(place);
        }
    }
    unaccented.retain(|text, _| !texts.contains_key(text));
    let count = unaccented.values().map(Vec::len).sum();
    texts.extend(unaccented);
    (texts, count)
}

/// How many of a plan's row ids a sheet carries.
pub(super) fn ids_in(plan: &SheetPlan, raw: &RawSheet) -> usize {
    let ids: BTreeSet<&str> = plan.row_ids.iter().map(|(_, id)| id.as_str()).collect();
    let carried = raw.cells.iter().filter_map(|c| match &c.value {
        Raw::Text(text) => ids.get(text.trim()),
        _ => None,
    });
    carried.collect::<BTreeSet<_>>().len()
}

/// Whether a sheet carries most labels of a plan: a form that was retyped, or copied without its hidden column.
pub(super) fn has_labels_of(signs: &Signs, raw: &RawSheet) -> bool {
    labels_in(signs, raw) * 2 > signs.labelled.len()
}

/// How many of a plan's labels a sheet carries.
pub(super) fn labels_in(signs: &Signs, raw: &RawSheet) -> usize {
    let texts = raw.cells.iter().filter_map(|c| match &c.value {
        Raw::Text(text) => signs.label(text),
        _ => None,
    });
    texts.collect::<BTreeSet<_>>().len()
}

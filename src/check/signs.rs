//! By what the planned cells of a sheet are known again, worked out once for a whole batch of files.

use crate::layout::{FieldSpot, LABEL, Line, NUMBER, SheetPlan};
use crate::value::fold;
use crate::value::fold::without_accents;
use foldhash::{HashMap, HashMapExt, HashSet};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Shorter texts are found on too many sheets to tell a place.
const TELLING_BYTES: usize = 4;
/// Shorter texts are ours only where we wrote them.
const TELLING_CHARS: usize = 4;

/// The signs of one planned sheet. All texts are folded.
#[derive(Debug, Clone)]
pub(super) struct Signs {
    /// Every text that tells something.
    texts: HashSet<String>,
    /// What is written on the sheet as it stands there, folded, and whether that tells something: most cells come
    /// back unchanged.
    unchanged: HashMap<String, (String, bool)>,
    /// Texts that stand in one column only, with it.
    pub(super) of_columns: Vec<(String, u16)>,
    /// The columns that such a text tells.
    pub(super) told: BTreeSet<u16>,
    /// Texts that stand on one row only, with it.
    pub(super) of_rows: Vec<(String, u32)>,
    /// Rows that carry an id.
    pub(super) id_rows: Vec<IdRow>,
    /// Those rows by what their label says.
    pub(super) labelled: HashMap<String, Vec<u32>>,
    /// Letters of the shortest of those labels.
    shortest_label: usize,
    /// Our texts by what they are without accents, where that is only one: people type so who cannot write them.
    unaccented: HashMap<String, Option<String>>,
    /// Cells that we write, whose content the campaign or the unit changes.
    ours: HashSet<(u32, u16)>,
    /// Whole texts that are ours wherever they stand.
    written: HashSet<String>,
    /// Short texts that are ours in their column: "1.1", "máy".
    short: HashSet<(u16, String)>,
    /// Where the live checks stand, row by row.
    pub(super) checks: Vec<(u32, u16)>,
    /// The row of place and date, from where on people sign.
    pub(super) signed: Option<u32>,
}

/// A row that carries an id.
#[derive(Debug, Clone)]
pub(super) struct IdRow {
    pub(super) row: u32,
    pub(super) id: String,
    pub(super) label: Option<String>,
}

impl Signs {
    /// Works them out.
    pub(super) fn of(plan: &SheetPlan, fields: &[FieldSpot]) -> Self {
        let mut columns: BTreeMap<String, BTreeSet<u16>> = BTreeMap::new();
        let mut rows: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (row, col, text) in &plan.written {
            let text = key(text);
            columns.entry(text.clone()).or_default().insert(*col);
            rows.entry(text).or_default().push(*row);
        }
        for (_, id) in &plan.row_ids {
            columns.entry(key(id)).or_default().insert(0);
        }
        let one = columns.into_iter().filter_map(|(text, cols)| {
            let is_telling = text.len() >= TELLING_BYTES && cols.len() == 1;
            is_telling.then_some((text, cols.first().copied()?))
        });
        let of_columns: Vec<(String, u16)> = one.collect();
        let one = rows.into_iter().filter_map(|(text, rows)| {
            let is_telling = text.len() >= TELLING_BYTES && rows.len() == 1;
            is_telling.then_some((text, rows.first().copied()?))
        });
        let of_rows: Vec<(String, u32)> = one.collect();
        let id_rows: Vec<IdRow> = plan
            .row_ids
            .iter()
            .map(|(row, id)| IdRow {
                row: *row,
                id: key(id),
                label: plan.text_at(*row, LABEL).map(key),
            })
            .collect();
        let mut labelled: HashMap<String, Vec<u32>> = HashMap::new();
        for row in &id_rows {
            if let Some(label) = &row.label {
                labelled.entry(label.clone()).or_default().push(row.row);
            }
        }
        let ids = id_rows.iter().map(|row| &row.id);
        let texts = of_columns.iter().map(|(text, _)| text);
        let texts = texts.chain(of_rows.iter().map(|(text, _)| text));
        let texts = texts.chain(labelled.keys()).chain(ids.clone());
        let whole = plan.written.iter().map(|(_, _, text)| fold(text));
        let whole = whole.filter(|text| text.chars().count() >= TELLING_CHARS);
        let in_column = plan
            .written
            .iter()
            .filter(|(_, col, _)| *col == NUMBER || Some(*col) == plan.grid.unit);
        let here = fields.iter().filter(|spot| spot.sheet == plan.name);
        let checks: BTreeSet<(u32, u16)> = here.flat_map(|s| [s.check, s.missing]).collect();
        let as_written = plan.written.iter().map(|(_, _, text)| text);
        let as_written = as_written.chain(plan.row_ids.iter().map(|(_, id)| id));
        let signed = plan.lines.iter().position(|l| *l == Line::PlaceDate);
        let texts: HashSet<String> = texts.cloned().collect();
        let unchanged = as_written.map(|text| {
            let key = key(text);
            let is_telling = texts.contains(&key);
            (text.clone(), (key, is_telling))
        });
        let written: HashSet<String> = whole.chain(ids.cloned()).collect();
        let mut unaccented: HashMap<String, Option<String>> = HashMap::new();
        for text in texts.iter().chain(&written) {
            let only = unaccented.entry(without_accents(text));
            only.and_modify(|other| *other = other.take().filter(|other| other == text))
                .or_insert_with(|| Some(text.clone()));
        }
        Self {
            unchanged: unchanged.collect(),
            unaccented,
            texts,
            told: of_columns.iter().map(|(_, col)| *col).collect(),
            written,
            short: in_column.map(|(_, col, t)| (*col, t.clone())).collect(),
            ours: plan.ours.iter().copied().collect(),
            checks: checks.into_iter().collect(),
            signed: signed.and_then(|at| u32::try_from(at).ok()),
            of_columns,
            of_rows,
            id_rows,
            shortest_label: labelled
                .keys()
                .map(|l| l.chars().count())
                .min()
                .unwrap_or(0),
            labelled,
        }
    }

    /// The text that tells a cell, folded; see [`key`].
    pub(super) fn key<'t>(&'t self, text: &'t str) -> Cow<'t, str> {
        if let Some((key, _)) = self.unchanged.get(text) {
            return Cow::Borrowed(key);
        }
        let key = key(text);
        match self.accented(&key) {
            Some(ours) => Cow::Borrowed(ours),
            None => Cow::Owned(key),
        }
    }

    /// The label that a cell carries, with or without its accents.
    pub(super) fn label<'t>(&'t self, text: &str) -> Option<&'t str> {
        // Folding makes no letter of none.
        if text.len() < self.shortest_label {
            return None;
        }
        let (label, _) = self.labelled.get_key_value(&*self.key(text))?;
        Some(label)
    }

    /// The telling text that a cell carries.
    pub(super) fn telling(&self, text: &str) -> Option<&str> {
        match self.unchanged.get(text) {
            Some((key, is_telling)) => is_telling.then_some(key),
            None => self.texts.get(&key(text)).map(String::as_str),
        }
    }

    /// The telling text that a cell carries without its accents.
    pub(super) fn telling_without_accents(&self, text: &str) -> Option<&str> {
        let text = self.accented(&key(text))?;
        self.texts.get(text).map(String::as_str)
    }

    /// Our text of which a folded text is all but the accents.
    pub(super) fn accented(&self, text: &str) -> Option<&str> {
        let ours = self.unaccented.get(text)?.as_deref();
        ours.filter(|ours| *ours != text)
    }

    /// Whether we write this place, with content that the campaign or the unit changes.
    pub(super) fn is_ours(&self, place: (u32, u16)) -> bool {
        self.ours.contains(&place)
    }

    /// Whether a folded text is ours in this planned column, or anywhere.
    pub(super) fn is_written(&self, text: &str, col: Option<u16>) -> bool {
        self.written.contains(text)
            || col.is_some_and(|col| self.short.contains(&(col, text.to_owned())))
    }
}

/// The text that tells a cell: its first line, folded (a definition may follow in the same cell), without the marks of a
/// list before it and a colon or the mark of a footnote behind it.
pub(super) fn key(text: &str) -> String {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let own = line.trim_start_matches(|c: char| "-–+*•".contains(c) || c.is_whitespace());
    let own = own.trim_end_matches(|c: char| ":*".contains(c) || c.is_whitespace());
    fold(if own.is_empty() { line } else { own })
}

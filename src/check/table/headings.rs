//! The headings of a table as fields of a form.
//!
//! In: a sheet and a form. Out: which column is which field, by label or id; groups of headings may stand over one
//! another. A heading that may be several fields, or a field that stands twice, is told and not read.

use crate::check::qualifier::{Qualifier, YEARS, is_otherwise, qualifier};
use crate::model::form::{FieldRef, Form};
use crate::model::raw::RawSheet;
use crate::value::fold::clean;
use crate::value::{Raw, fold};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Rows from the top in which the headings are looked for.
const HEADING_ROWS: u32 = 20;
/// Rows of headings that stand over one another, at most.
const LEVELS: usize = 4;
/// So many fields must be told by headings before a sheet is taken for a table of units.
const FEWEST_FIELDS: usize = 3;

/// The headings of a sheet as fields of a form.
pub(super) struct Headed<'a> {
    pub(super) sheet: &'a RawSheet,
    pub(super) form: &'a Form,
    /// The last row of headings.
    pub(super) row: u32,
    pub(super) fields: BTreeMap<u16, FieldRef<'a>>,
    /// Headings that may be several fields, or that stand twice: column and text.
    pub(super) unclear: Vec<(u16, String)>,
    /// Headings that are no field.
    pub(super) strange: Vec<(u16, String)>,
}

/// What headings may say of the fields of a form, folded.
pub(super) struct Names<'a> {
    form: &'a Form,
    fields: HashMap<String, Vec<FieldRef<'a>>>,
    /// With what words such a text may end: most headings of other tables are known by it at once.
    ends: HashSet<String>,
}

impl<'a> Names<'a> {
    pub(super) fn of(form: &'a Form) -> Self {
        let mut fields: HashMap<String, Vec<FieldRef<'a>>> = HashMap::new();
        for field in form.fields() {
            let (row, column) = (field.row, field.column);
            let mut said = vec![field.id().to_string(), field.label()];
            let columns = field.section.columns();
            if columns.len() > 1 {
                said.push(format!("{} {}", row.label, column.label));
            }
            if columns.iter().filter(|c| row.takes(c)).count() == 1 {
                said.push(row.label.clone());
            }
            if !row.unit.is_empty() {
                said.push(format!("{} ({})", field.label(), row.unit));
            }
            let mut said: Vec<String> = said.iter().map(|text| fold(text)).collect();
            said.sort();
            said.dedup();
            for name in said {
                fields.entry(name).or_default().push(field);
            }
        }
        let ends = fields.keys().flat_map(|name| {
            let later = name.match_indices(' ').map(|(at, _)| &name[at + 1..]);
            later.chain([name.as_str()]).map(str::to_owned)
        });
        Self {
            form,
            ends: ends.collect(),
            fields,
        }
    }

    /// Whether a heading may be all or the end of what says a field.
    fn may_end(&self, own: &Heading) -> bool {
        self.ends.contains(&own.folded) || self.ends.contains(&own.bare)
    }

    fn said(&self, text: &str) -> Vec<FieldRef<'a>> {
        self.fields.get(text).cloned().unwrap_or_default()
    }
}

/// A text where headings stand.
pub(super) struct Heading {
    text: String,
    folded: String,
    /// Folded, without the number before it and the unit of measure after it.
    bare: String,
}

/// The texts of each of the upper rows, by column.
pub(super) type Texts = Vec<Vec<(u16, Heading)>>;

pub(super) fn texts_of(sheet: &RawSheet) -> Texts {
    let mut texts: Texts = (0..HEADING_ROWS).map(|_| Vec::new()).collect();
    for cell in sheet.cells.iter().take_while(|c| c.row < HEADING_ROWS) {
        if let Raw::Text(text) = &cell.value {
            let text = clean(text, false);
            if !text.is_empty() {
                let heading = Heading {
                    folded: fold(&text),
                    bare: fold(bare(&text)),
                    text,
                };
                texts[cell.row as usize].push((cell.col, heading));
            }
        }
    }
    texts
}

/// The headings of a sheet, where enough of them are fields. `period` is that of the campaign.
pub(super) fn headed<'a>(
    (sheet, texts): (&'a RawSheet, &Texts),
    names: &Names<'a>,
    period: &str,
) -> Option<Headed<'a>> {
    let columns: BTreeSet<u16> = texts.iter().flatten().map(|(col, _)| *col).collect();
    let rows = (0..HEADING_ROWS).filter(|row| texts[*row as usize].len() >= FEWEST_FIELDS);
    let mut best: Option<Headed<'a>> = None;
    for row in rows {
        let found = columns_at(sheet, (names, texts), (row, &columns), period);
        if best
            .as_ref()
            .is_none_or(|b| found.fields.len() > b.fields.len())
        {
            best = Some(found);
        }
    }
    let mut best = best.filter(|b| b.fields.len() >= FEWEST_FIELDS)?;
    best.follow_headings_below(texts, period);
    Some(best)
}

impl Headed<'_> {
    /// Where a second row of headings parts the columns of a field ("Năm 2019 | Năm 2020", "Kế hoạch | Thực hiện"), takes
    /// the one that is of the period and asked for, or asks.
    fn follow_headings_below(&mut self, texts: &Texts, period: &str) {
        let Some(below) = self.headings_below(period) else {
            return;
        };
        let own: Vec<u16> = texts[self.row as usize]
            .iter()
            .map(|(col, _)| *col)
            .collect();
        let mut fields = BTreeMap::new();
        for (col, field) in &self.fields {
            let end = own.iter().find(|next| **next > *col);
            let end = end.copied().unwrap_or(u16::MAX);
            let parts: Vec<&(u16, String)> = below
                .iter()
                .filter(|(at, _)| (*col..end).contains(at))
                .collect();
            if parts.is_empty() {
                fields.insert(*col, *field);
                continue;
            }
            let of = |wanted: Qualifier| {
                let those = parts
                    .iter()
                    .filter(|(_, text)| qualifier(text, period) == wanted);
                those.map(|(at, _)| *at).collect::<Vec<u16>>()
            };
            match (
                of(Qualifier::Ours).as_slice(),
                of(Qualifier::Plain).as_slice(),
            ) {
                ([one], []) | ([], [one]) => {
                    fields.insert(*one, *field);
                }
                _ => {
                    let said: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
                    let said = format!("{}: {}", field.label(), said.join(" | "));
                    self.unclear.push((*col, said));
                }
            }
        }
        self.fields = fields;
        self.row += 1;
    }

    /// The texts of the row below by column, when it is a row of headings: no figures but years, and some of it tells whose
    /// the figures are. In a row of a unit stand figures, or words that tell nothing of the kind.
    fn headings_below(&self, period: &str) -> Option<Vec<(u16, String)>> {
        let first = *self.fields.keys().next()?;
        let mut below = Vec::new();
        for cell in self.sheet.row(self.row + 1) {
            match &cell.value {
                Raw::Blank => {}
                // The number or name of a unit.
                _ if cell.col < first => return None,
                Raw::Text(text) => below.push((cell.col, clean(text, false))),
                Raw::Number(n) if YEARS.contains(n) && n.fract() == 0.0 => {
                    below.push((cell.col, cell.value.shown()));
                }
                _ => return None,
            }
        }
        let tells = |(_, text): &(u16, String)| qualifier(text, period) != Qualifier::Plain;
        below.iter().any(tells).then_some(below)
    }
}

/// What stands over each column down to a row.
fn columns_at<'a>(
    sheet: &'a RawSheet,
    (names, texts): (&Names<'a>, &Texts),
    (row, columns): (u32, &BTreeSet<u16>),
    period: &str,
) -> Headed<'a> {
    let mut headed = Headed {
        sheet,
        form: names.form,
        row,
        fields: BTreeMap::new(),
        unclear: Vec::new(),
        strange: Vec::new(),
    };
    let (mut once, mut twice) = (BTreeSet::new(), BTreeSet::new());
    for col in columns {
        let path = path(texts, row as usize, *col);
        let Some(own) = path.last() else { continue };
        let found = fields_named(names, &path);
        let own = &own.text;
        match found.as_slice() {
            [] => headed.strange.push((*col, own.clone())),
            // A group over it says that it is of another period: no field of ours.
            [_] if path[..path.len() - 1]
                .iter()
                .any(|group| qualifier(&group.text, period) == Qualifier::Other) =>
            {
                headed.strange.push((*col, own.clone()));
            }
            [field] if is_otherwise(own, &field.row.unit, period) => {
                headed.unclear.push((*col, own.clone()));
            }
            [field] => {
                let id = field.id();
                if once.insert(id.clone()) {
                    headed.fields.insert(*col, *field);
                } else {
                    twice.insert(id);
                    headed.unclear.push((*col, own.clone()));
                }
            }
            _ => headed.unclear.push((*col, own.clone())),
        }
    }
    // Which of two columns is meant, nobody can tell: both are asked about.
    let is_twice = |field: &FieldRef<'_>| twice.contains(&field.id());
    let both = headed.fields.iter().filter(|(_, field)| is_twice(field));
    let both = both.filter_map(|(col, _)| {
        let own = path(texts, row as usize, *col).pop()?;
        Some((*col, own.text.clone()))
    });
    headed.unclear.extend(both.collect::<Vec<_>>());
    headed.unclear.sort_by_key(|(col, _)| *col);
    headed.fields.retain(|_, field| !is_twice(field));
    headed
}

/// The headings of a column from the top: its own text last, those of the groups that it stands in before.
fn path(texts: &Texts, row: usize, col: u16) -> Vec<&Heading> {
    let first = row.saturating_sub(LEVELS - 1);
    // A column without a text of its own in any row belongs to no field. Merged headings of groups stand above, their
    // text in their first column.
    let is_own = |row: &usize| {
        texts[*row]
            .binary_search_by_key(&col, |(at, _)| *at)
            .is_ok()
    };
    let Some(own) = (first..=row).rev().find(is_own) else {
        return Vec::new();
    };
    let mut path = Vec::new();
    // Where the group begins that was found last: what begins left of it below is another group's.
    let mut from = 0;
    for cells in &texts[first..=own] {
        let upto = &cells[..cells.partition_point(|(c, _)| *c <= col)];
        let Some((at, text)) = upto.last().filter(|(at, _)| *at >= from) else {
            continue;
        };
        path.push(text);
        // A text alone in its row is a title, not a group among others.
        if cells.len() > 1 {
            from = *at;
        }
    }
    path
}

/// The fields that a path of headings tells.
fn fields_named<'a>(names: &Names<'a>, path: &[&Heading]) -> Vec<FieldRef<'a>> {
    let Some((own, groups)) = path.split_last() else {
        return Vec::new();
    };
    if !names.may_end(own) {
        return Vec::new();
    }
    let mut found = names.said(&own.folded);
    for group in groups.iter().rev() {
        if !found.is_empty() {
            break;
        }
        found = names.said(&format!("{} {}", group.folded, own.folded));
        if found.is_empty() {
            found = names.said(&format!("{} {}", group.bare, own.bare));
        }
    }
    if found.is_empty() {
        found = names.said(&own.bare);
    }
    if found.len() > 1 {
        let here: Vec<FieldRef<'a>> = found
            .iter()
            .copied()
            .filter(|f| groups.iter().any(|g| g.bare == fold(&f.section.title)))
            .collect();
        if here.len() == 1 {
            return here;
        }
    }
    found
}

/// A heading without the number before it and the unit of measure after it: "1. Máy tính (máy)".
fn bare(text: &str) -> &str {
    let trimmed = text.trim_start_matches(|c: char| c.is_ascii_digit() || ".()".contains(c));
    let rest = match trimmed.split_once(')') {
        Some((letter, rest)) if letter.chars().count() <= 1 => rest,
        _ => trimmed,
    };
    let rest = match rest.rsplit_once('(') {
        Some((before, unit)) if unit.trim_end().ends_with(')') => before,
        _ => rest,
    };
    let rest = rest.trim();
    if rest.is_empty() { text } else { rest }
}

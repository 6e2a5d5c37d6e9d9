//! The headings of a table as fields of a form.
//!
//! In: a sheet and a form. Out: which column is which field, by label or id; groups of headings may stand over one
//! another. A heading that may be several fields, or a field that stands twice, is told and not read.

use super::labels::{HEADING_ROWS, Heading, Names, Texts};
use super::spelling::unmarked;
use crate::check::heading_notes::Asked;
use crate::check::naming::words_of;
use crate::check::qualifier::{Qualifier, YEARS, is_otherwise, qualifier};
use crate::model::form::{FieldRef, Form};
use crate::model::id::FieldId;
use crate::model::raw::RawSheet;
use crate::value::fold::clean;
use crate::value::{Kind, Raw, fold};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Fields that a column may be which is not read, and that column.
    pub(super) doubtful: Vec<(FieldId, u16)>,
    /// Headings that say more of a field in brackets than the form does: column and text, and the field.
    pub(super) narrowed: Vec<(u16, String, FieldRef<'a>)>,
    /// Columns with a text in the lowest row of headings or in those that part a field.
    pub(super) titled: BTreeSet<u16>,
    /// How many headings were known without their accents.
    pub(super) unaccented: usize,
}

/// The headings of a sheet, where enough of them are fields. `period` is that of the campaign; what names a unit is no
/// heading.
pub(super) fn headed<'a>(
    (sheet, texts): (&'a RawSheet, &Texts),
    names: &Names<'a>,
    period: &str,
    names_a_unit: &dyn Fn(&str) -> bool,
) -> Option<Headed<'a>> {
    let columns: BTreeSet<u16> = texts.iter().flatten().map(|(col, _)| *col).collect();
    let rows = (0..HEADING_ROWS).filter(|row| texts[*row as usize].len() >= FEWEST_FIELDS);
    let mut best: Option<Headed<'a>> = None;
    for row in rows {
        let found = columns_at(sheet, (names, texts), (row, &columns), period);
        // In a row of a unit no field is named, whatever stands above it.
        let is_unclear = |col: &u16| found.unclear.iter().any(|(unclear, _)| unclear == col);
        let names_a_field =
            |(col, _): &(u16, Heading)| found.fields.contains_key(col) || is_unclear(col);
        if texts[row as usize].iter().any(names_a_field)
            && best.as_ref().is_none_or(|b| found.told() > b.told())
        {
            best = Some(found);
        }
    }
    let mut best = best.filter(|b| b.told() >= FEWEST_FIELDS)?;
    best.follow_headings_below(texts, period, names_a_unit);
    Some(best)
}

impl Headed<'_> {
    /// How many columns are fields or may be.
    fn told(&self) -> usize {
        self.fields.len() + self.unclear.len()
    }

    /// Where a heading stands twice, one of the two may be that of a field which no column has, if few have none.
    fn suspect_missing(&mut self, surplus: &[u16]) {
        let doubtful: BTreeSet<&FieldId> = self.doubtful.iter().map(|(id, _)| id).collect();
        let read: BTreeSet<FieldId> = self.fields.values().map(FieldRef::id).collect();
        let missing = self.form.fields().map(|field| field.id());
        let missing = missing.filter(|id| !read.contains(id) && !doubtful.contains(id));
        let missing: Vec<FieldId> = missing.take(surplus.len() + 1).collect();
        if missing.len() <= surplus.len() {
            self.doubtful
                .extend(missing.into_iter().zip(surplus.iter().copied()));
        }
    }

    /// Where further rows of headings part the columns of a field ("Năm 2019 | Năm 2020", "Nam | Nữ"), takes the one that
    /// is of the period and asked for, or asks.
    fn follow_headings_below(
        &mut self,
        texts: &Texts,
        period: &str,
        names_a_unit: &dyn Fn(&str) -> bool,
    ) {
        let mut own: BTreeSet<u16> = texts[self.row as usize]
            .iter()
            .map(|(col, _)| *col)
            .chain(self.fields.keys().copied())
            .collect();
        for _ in 1..LEVELS {
            let Some(below) = self.headings_below(&own, period, names_a_unit) else {
                break;
            };
            let mut fields = BTreeMap::new();
            for (col, field) in &self.fields {
                let end = own.range(col + 1..).next().copied().unwrap_or(u16::MAX);
                let parts = below.iter().filter(|(at, _)| (*col..end).contains(at));
                let parts: Vec<&(u16, String)> = parts.collect();
                if parts.is_empty() {
                    fields.insert(*col, *field);
                } else if let Some(one) = meant(&parts, measure(field), period, is_whole(field)) {
                    fields.insert(one, *field);
                } else {
                    let said: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
                    let said = format!("{}: {}", field.label(), said.join(" | "));
                    let parts = parts.iter().map(|(at, _)| (field.id(), *at));
                    self.doubtful.extend(parts);
                    self.unclear.push((*col, said));
                }
            }
            self.fields = fields;
            self.row += 1;
            own.extend(below.iter().map(|(col, _)| *col));
        }
        self.titled = own;
    }

    /// The texts of the row below by column, when it is a row of headings: no unit, no figures but years and days, and some
    /// of it tells whose the figures are or stands under no heading of its own.
    fn headings_below(
        &self,
        own: &BTreeSet<u16>,
        period: &str,
        names_a_unit: &dyn Fn(&str) -> bool,
    ) -> Option<Vec<(u16, String)>> {
        let first = *self.fields.keys().next()?;
        let mut below = Vec::new();
        for cell in self.sheet.row(self.row + 1) {
            match &cell.value {
                Raw::Blank => {}
                Raw::Text(text) if titles_measures(text) => {}
                Raw::Text(text) if names_a_unit(text) => return None,
                Raw::Text(text) if cell.col < first && is_in_brackets(text) => {}
                // The number or name of a unit.
                _ if cell.col < first => return None,
                Raw::Text(text) => below.push((cell.col, clean(text, false))),
                Raw::Number(n) if YEARS.contains(n) && n.fract() == 0.0 => {
                    below.push((cell.col, cell.value.shown()));
                }
                Raw::Date(_) => below.push((cell.col, cell.value.shown())),
                _ => return None,
            }
        }
        let tells = |(col, text): &(u16, String)| {
            let over = self.fields.range(..=col).next_back();
            let unit = over.map_or("", |(_, field)| measure(field));
            qualified(text, unit, period) != Qualifier::Plain || !own.contains(col)
        };
        below.iter().any(tells).then_some(below)
    }
}

/// Which of the columns that part one field, or of the rows that part one unit, is meant: the one of the period, else the
/// only one that says nothing of it, else the total where the whole is asked for.
pub(super) fn meant<T: Copy>(
    parts: &[&(T, String)],
    unit: &str,
    period: &str,
    is_whole: bool,
) -> Option<T> {
    let of = |wanted: Qualifier| {
        let those = parts.iter().copied();
        let those = those.filter(|(_, text)| qualified(text, unit, period) == wanted);
        those.collect::<Vec<_>>()
    };
    let plain = of(Qualifier::Plain);
    let totals = plain.iter().filter(|(_, text)| titles_a_whole(text));
    let totals: Vec<T> = totals.map(|(at, _)| *at).collect();
    match (of(Qualifier::Ours).as_slice(), plain.as_slice()) {
        ([one], []) | ([], [one]) => Some(one.0),
        ([], _) if is_whole && totals.len() == 1 => totals.first().copied(),
        _ => None,
    }
}

/// Whether a field is asked for as the whole of its kind: "Máy tính - Tổng số". Of "Cán bộ, công chức" nobody can tell whether
/// the total is meant or those who are there.
fn is_whole(field: &FieldRef<'_>) -> bool {
    let words = words_of(&field.label());
    words
        .iter()
        .any(|word| ["tổng", "cộng"].contains(&word.as_str()))
}

/// What a heading under that of a field says of its figures: "(chục)" is another scale.
fn qualified(text: &str, unit: &str, period: &str) -> Qualifier {
    let note = text.trim_start_matches('(').trim_end_matches(')');
    if is_otherwise(&format!("({note})"), unit, period) {
        Qualifier::Other
    } else {
        qualifier(text, period)
    }
}

/// Whether words in brackets of a heading say more of a field than the form does.
fn is_narrowed(heading: &str, field: &FieldRef<'_>, period: &str) -> bool {
    let unit = match (measure(field), field.kind()) {
        ("", Kind::Amount) => "đồng",
        (unit, _) => unit,
    };
    let asked = Asked {
        labels: &[
            &field.label(),
            &field.row.label,
            &field.column.label,
            &field.section.title,
        ],
        units: &[unit],
        period,
    };
    asked.is_narrowed(heading)
}

/// Whether a text stands before the units of measure of the columns.
fn titles_measures(text: &str) -> bool {
    let text = fold(text);
    ["đvt", "đơn vị tính"].contains(&text.trim_end_matches(':'))
}

/// Whether a text only notes something: "(người)".
fn is_in_brackets(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('(') && text.ends_with(')')
}

/// Whether a heading is that of the whole of a field whose parts stand beside it: "Tổng số | Trong đó nữ".
fn titles_a_whole(text: &str) -> bool {
    let text = fold(text);
    ["tổng", "tổng số", "tổng cộng", "cộng", "chung"].contains(&text.trim_end_matches(':'))
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
        doubtful: Vec::new(),
        narrowed: Vec::new(),
        titled: BTreeSet::new(),
        unaccented: 0,
    };
    let (mut once, mut twice, mut surplus) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    let mut others = Vec::new();
    let mut own = texts[row as usize].iter();
    let first = own.find(|(_, own)| names.may_end(own));
    let first = first.map_or(0, |(col, _)| *col);
    for col in columns {
        let path = path(texts, row as usize, *col);
        let Some(((_, own), groups)) = path.split_last() else {
            continue;
        };
        let (found, unaccented) = fields_named(names, own, groups);
        let own = &own.text;
        // A title says what it says of the whole sheet.
        let is_title = |(at, group): &(u16, &Heading)| group.is_alone && *at < first;
        let mut groups = groups.iter().filter(|group| !is_title(group));
        let mut other =
            || groups.find(|(_, group)| qualifier(&group.text, period) == Qualifier::Other);
        match found.as_slice() {
            [] => headed.strange.push((*col, own.clone())),
            [field] => {
                let id = field.id();
                if let Some((_, group)) = other() {
                    others.push((*col, id, format!("{}: {own}", group.text)));
                } else if is_otherwise(unmarked(own), measure(field), period) {
                    headed.doubtful.push((id, *col));
                    headed.unclear.push((*col, own.clone()));
                } else if once.insert(id.clone()) {
                    if is_narrowed(own, field, period) {
                        headed.narrowed.push((*col, own.clone(), *field));
                    }
                    headed.fields.insert(*col, *field);
                    headed.unaccented += usize::from(unaccented);
                } else {
                    headed.doubtful.push((id.clone(), *col));
                    twice.insert(id);
                    surplus.push(*col);
                    headed.unclear.push((*col, own.clone()));
                }
            }
            _ => {
                let fields = found.iter().map(|field| (field.id(), *col));
                headed.doubtful.extend(fields);
                headed.unclear.push((*col, own.clone()));
            }
        }
    }
    // A group over a column says that its figures are of another period: none of ours where another column has them.
    for (col, id, said) in others {
        if once.contains(&id) {
            headed.strange.push((col, said));
        } else {
            headed.doubtful.push((id, col));
            headed.unclear.push((col, said));
        }
    }
    // Which of two columns is meant, nobody can tell: both are asked about.
    let is_twice = |field: &FieldRef<'_>| twice.contains(&field.id());
    let both = || headed.fields.iter().filter(|(_, field)| is_twice(field));
    let first = both().map(|(col, field)| (field.id(), *col));
    headed.doubtful.extend(first.collect::<Vec<_>>());
    let both = both().filter_map(|(col, _)| {
        let (_, own) = path(texts, row as usize, *col).pop()?;
        Some((*col, own.text.clone()))
    });
    headed.unclear.extend(both.collect::<Vec<_>>());
    headed.unclear.sort_by_key(|(col, _)| *col);
    headed.fields.retain(|_, field| !is_twice(field));
    headed.suspect_missing(&surplus);
    headed
}

/// The headings of a column from the top, each with the column where it begins: its own text last, those of the groups
/// that it stands in before.
fn path(texts: &Texts, row: usize, col: u16) -> Vec<(u16, &Heading)> {
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
        path.push((*at, text));
        // A text alone in its row is a title, not a group among others.
        if !text.is_alone {
            from = *at;
        }
    }
    path
}

/// The fields that a heading in its groups tells; `true` where only its accents are missing.
fn fields_named<'a>(
    names: &Names<'a>,
    own: &Heading,
    groups: &[(u16, &Heading)],
) -> (Vec<FieldRef<'a>>, bool) {
    if !names.may_end(own) {
        return (Vec::new(), false);
    }
    let mut found = names.said(&own.folded);
    for (_, group) in groups.iter().rev() {
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
    let mut unaccented = false;
    if found.is_empty() {
        (found, unaccented) = names.spelled(own, groups);
    }
    if found.len() > 1 {
        let here: Vec<FieldRef<'a>> = found
            .iter()
            .copied()
            .filter(|f| groups.iter().any(|(_, g)| g.bare == fold(&f.section.title)))
            .collect();
        if here.len() == 1 {
            return (here, unaccented);
        }
    }
    (found, unaccented)
}

/// The unit of measure of a field.
fn measure<'a>(field: &FieldRef<'a>) -> &'a str {
    if *field.kind() == Kind::Percent {
        "%"
    } else {
        &field.row.unit
    }
}

//! What two versions of a return say otherwise, answer by answer and row by row of its lists.

use super::rows::{Pair, pair_rows};
use super::same::says_the_same;
use crate::model::form::{Form, ListDef, Section};
use crate::model::id::ItemId;
use crate::model::laid::said_source;
use crate::model::reading::{FieldReading, Laid, ListRow, Reading};
use crate::value::{Kind, Nil};
use crate::words::Lang;

/// Something that one version says otherwise than the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The field, the cell of a list, or the list.
    pub id: String,
    /// Number of its row in the form; empty where it has none.
    pub number: String,
    /// What a person calls it.
    pub label: String,
    /// What is otherwise.
    pub what: What,
}

/// What is otherwise.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// An answer; `None` where the version has no such cell.
    Answer {
        /// What was said.
        before: Option<Box<Said>>,
        /// What is said now.
        after: Option<Box<Said>>,
    },
    /// A row of a list that was not there before, with its row from 1.
    RowAdded(usize, Vec<Said>),
    /// A row of a list that is not there any more, with the row from 1 that it was.
    RowGone(usize, Vec<Said>),
    /// A list that is answered by a word instead of rows, with the reason.
    Status {
        /// The word of before.
        before: Option<(Nil, String)>,
        /// The word of now.
        after: Option<(Nil, String)>,
    },
}

/// An answer with the file that it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Heading of its column, of a cell of a list.
    pub column: String,
    /// The answer, as it was read.
    pub reading: FieldReading,
    /// What kind of value it is.
    pub kind: Kind,
    /// Name of the file of the return.
    pub file: String,
    /// What was laid over the return, where it came from there.
    pub laid: Option<Laid>,
    /// Where the officer learned it, who entered it for the unit.
    pub learned: Option<String>,
}

impl Said {
    /// The file that it was read from, or that the officer entered it.
    pub fn source(&self, lang: Lang) -> String {
        match (&self.laid, &self.learned) {
            (_, Some(learned)) => said_source(learned, true, lang),
            (Some(laid), None) => laid.source(lang),
            (None, None) => self.file.clone(),
        }
    }
}

/// How an answer changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is another.
    Changed,
    /// It was blank and is not any more.
    Filled,
    /// It was not blank and is now.
    Cleared,
    /// A row came.
    Added,
    /// A row went.
    Gone,
}

impl Difference {
    /// How it changed.
    pub fn turn(&self) -> Turn {
        let turn = |was_blank, is_blank| match (was_blank, is_blank) {
            (true, false) => Turn::Filled,
            (false, true) => Turn::Cleared,
            _ => Turn::Changed,
        };
        let blank = |said: &Option<Box<Said>>| {
            let said = said.as_ref();
            said.is_none_or(|said| said.reading.is_left_blank())
        };
        match &self.what {
            What::Answer { before, after } => turn(blank(before), blank(after)),
            What::RowAdded(..) => Turn::Added,
            What::RowGone(..) => Turn::Gone,
            What::Status { before, after } => turn(before.is_none(), after.is_none()),
        }
    }
}

/// A version of a return, and the name of the file that most of it came in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Version<'r> {
    pub(super) reading: &'r Reading,
    pub(super) file: &'r str,
}

impl Version<'_> {
    fn said(&self, column: &str, field: &FieldReading, kind: &Kind) -> Said {
        Said {
            column: column.to_owned(),
            reading: field.clone(),
            kind: kind.clone(),
            file: self.file.to_owned(),
            laid: self.reading.laid_by(&field.field).cloned(),
            learned: self.reading.learned_from(&field.field).map(str::to_owned),
        }
    }

    fn row(&self, list: &ListDef, row: &ListRow) -> Vec<Said> {
        let cells = list.columns.iter().zip(&row.cells);
        let cells = cells.filter(|(_, cell)| !cell.is_left_blank());
        cells
            .map(|(column, cell)| self.said(&column.label, cell, &column.kind))
            .collect()
    }
}

/// All that the later version says otherwise, in the order of the form, and how many answers are only written otherwise.
pub(super) fn compare(
    form: Option<&Form>,
    before: Version<'_>,
    after: Version<'_>,
) -> (Vec<Difference>, usize) {
    let mut found = Vec::new();
    let mut only_written = 0;
    let known = form.into_iter().flat_map(Form::fields);
    let mut known: Vec<(String, String, String, Kind)> = known
        .map(|field| {
            let number = field.row.number.clone();
            (
                field.id().to_string(),
                number,
                field.label(),
                field.kind().clone(),
            )
        })
        .collect();
    // The kit may ask for it no more.
    for said in before.reading.fields.iter().chain(&after.reading.fields) {
        if !known.iter().any(|(id, ..)| said.field == *id) {
            let id = said.field.to_string();
            known.push((id.clone(), String::new(), id, Kind::Text));
        }
    }
    for (id, number, label, kind) in known {
        let (old, new) = (before.reading.field(&id), after.reading.field(&id));
        if says_the_same(old, new) {
            only_written += usize::from(is_written_otherwise(old, new));
            continue;
        }
        let said =
            |version: Version<'_>, field: &FieldReading| Box::new(version.said("", field, &kind));
        found.push(Difference {
            what: What::Answer {
                before: old.map(|field| said(before, field)),
                after: new.map(|field| said(after, field)),
            },
            id,
            number,
            label,
        });
    }
    for (section, list) in form.into_iter().flat_map(Form::lists) {
        in_list(section, list, (before, after), &mut found);
        found.extend(in_status(section, before.reading, after.reading));
    }
    (found, only_written)
}

fn is_written_otherwise(old: Option<&FieldReading>, new: Option<&FieldReading>) -> bool {
    let raw = |field: Option<&FieldReading>| field.map_or("", |f| f.raw.trim()).to_owned();
    raw(old) != raw(new)
}

fn in_list(
    section: &Section,
    list: &ListDef,
    (before, after): (Version<'_>, Version<'_>),
    found: &mut Vec<Difference>,
) {
    let (old, new) = (
        before.reading.list(&section.id),
        after.reading.list(&section.id),
    );
    let mut tell = |id: String, what: What| {
        found.push(Difference {
            id,
            number: section.number.clone(),
            label: section.title.clone(),
            what,
        });
    };
    for pair in pair_rows(old, new) {
        let (was, is) = match pair {
            Pair::Both(was, is) => (was, is),
            Pair::Gone(was) => {
                let cells = before.row(list, &old[was]);
                tell(section.id.to_string(), What::RowGone(was + 1, cells));
                continue;
            }
            Pair::Added(is) => {
                let cells = after.row(list, &new[is]);
                tell(section.id.to_string(), What::RowAdded(is + 1, cells));
                continue;
            }
        };
        for (at, column) in list.columns.iter().enumerate() {
            let (was, now) = (old[was].cells.get(at), new[is].cells.get(at));
            if !says_the_same(was, now) {
                let id = ItemId::list_cell(&section.id, is, &column.id);
                let said = |version: Version<'_>, field: &FieldReading| {
                    Box::new(version.said(&column.label, field, &column.kind))
                };
                let what = What::Answer {
                    before: was.map(|field| said(before, field)),
                    after: now.map(|field| said(after, field)),
                };
                tell(id.to_string(), what);
            }
        }
    }
}

/// A list that was answered by a word, or is now.
fn in_status(section: &Section, before: &Reading, after: &Reading) -> Option<Difference> {
    let said = |reading: &Reading| {
        let mut nils = reading.list_nils.iter();
        let (_, nil, reason) = nils.find(|(id, ..)| *id == section.id)?;
        Some((*nil, reason.clone()))
    };
    let (before, after) = (said(before), said(after));
    (before != after).then(|| Difference {
        id: section.id.to_string(),
        number: section.number.clone(),
        label: section.title.clone(),
        what: What::Status { before, after },
    })
}

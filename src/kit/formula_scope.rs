//! What names and columns mean where a formula of a form stands.
//!
//! In: a form, a formula as written and its cell. Out: the field, the cell of the same row or the column that is meant.

use crate::model::form::{FieldRef, Form, Section, list_count_id};
use crate::model::id::FieldId;
use crate::msg;
use crate::rule::ColumnName;
use crate::source::table::Text;
use crate::value::Kind;
use crate::words::Message;
use crate::words::nearest::did_you_mean;

/// A formula of a form as written.
pub(super) struct WrittenFormula {
    /// Place of its section in the form.
    pub(super) section: usize,
    pub(super) of: Owner,
    pub(super) text: Text,
    /// Whether its roll-up is written too.
    pub(super) says_rollup: bool,
}

/// What a written formula stands at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A row, by its place in its section.
    Row(usize),
    /// A value column.
    Column(usize),
    /// A column of a list.
    ListColumn(usize),
}

/// What names mean where a formula stands.
pub(super) struct Scope<'a> {
    pub(super) form: &'a Form,
    pub(super) section: &'a Section,
    pub(super) written: &'a WrittenFormula,
    /// The cell, of a grid.
    pub(super) field: Option<FieldRef<'a>>,
}

impl Scope<'_> {
    pub(super) fn kind(&self) -> Kind {
        match (self.field, self.written.of, self.section.list()) {
            (Some(field), ..) => field.kind().clone(),
            (None, Owner::ListColumn(at), Some(list)) => list.columns[at].kind.clone(),
            _ => Kind::Count,
        }
    }

    /// The field or cell of the same row that a name means, with its kind.
    pub(super) fn name(&self, name: &str) -> Option<(String, Kind)> {
        let own = match (self.written.of, self.field) {
            (Owner::Row(_), Some(field)) => {
                let is_row = self.section.rows().iter().any(|row| row.id == *name);
                is_row.then(|| {
                    String::from(FieldId::of(
                        &FieldId::as_written(name),
                        &field.column.suffix,
                    ))
                })
            }
            (Owner::Column(_), Some(field)) => {
                let columns = self.section.columns();
                let is_suffix = !name.is_empty() && columns.iter().any(|c| c.suffix == name);
                is_suffix.then(|| String::from(FieldId::of(&field.row.id, name)))
            }
            _ => None,
        };
        if let (Owner::ListColumn(_), Some(list)) = (self.written.of, self.section.list())
            && let Some(column) = list.columns.iter().find(|c| c.id == *name)
        {
            let path = format!("{}.{name}", self.section.id);
            return Some((path, column.kind.clone()));
        }
        let own = own.filter(|id| self.form.field(id).is_some());
        let id = own.unwrap_or_else(|| name.to_owned());
        if let Some(field) = self.form.field(&id) {
            return Some((id, field.kind().clone()));
        }
        let mut lists = self.form.lists();
        let is_count = lists.any(|(s, _)| list_count_id(&s.id) == name);
        is_count.then_some((id, Kind::Count))
    }

    /// Whether a name is a row or a column of the section, whose cell here the form leaves out.
    pub(super) fn is_part(&self, name: &str) -> bool {
        match self.written.of {
            Owner::Row(_) => self.section.rows().iter().any(|row| row.id == *name),
            Owner::Column(_) => self.section.columns().iter().any(|c| c.suffix == name),
            Owner::ListColumn(_) => false,
        }
    }

    /// What may be written here, for the nearest name.
    pub(super) fn known(&self) -> Vec<String> {
        let fields = self.form.fields().map(|f| String::from(f.id()));
        let mut known: Vec<String> = fields.collect();
        known.extend(self.section.columns().iter().map(|c| c.suffix.clone()));
        known.extend(self.section.rows().iter().map(|r| r.id.to_string()));
        let list = self.section.list().into_iter().flat_map(|l| &l.columns);
        known.extend(list.map(|c| c.id.to_string()));
        known.retain(|name| !name.is_empty());
        known
    }

    /// The column that is meant, as `section[suffix]` or `list[column]`, with the kind of its cells.
    pub(super) fn column(
        &self,
        column: &ColumnName,
    ) -> Result<(String, Kind), (Message, Option<Message>)> {
        let near = |name: &str, known: Vec<&str>| did_you_mean(name, known);
        let sections = &self.form.sections;
        let Some(section) = sections.iter().find(|s| s.id == *column.of) else {
            if column.of.is_empty() {
                return Err((msg!("kit.no-column-here", name = column.text()), None));
            }
            let known = sections.iter().map(|s| s.id.as_str()).collect();
            let help = near(&column.of, known);
            return Err((msg!("kit.no-columns-of", name = column.of), help));
        };
        if let Some(list) = section.list() {
            let found = list.columns.iter().find(|c| c.id == *column.field);
            return found
                .map(|c| (column.text(), c.kind.clone()))
                .ok_or_else(|| {
                    let known = list.columns.iter().map(|c| c.id.as_str()).collect();
                    let help = near(&column.field, known);
                    (msg!("kit.unknown-name", name = column.text()), help)
                });
        }
        let columns = section.columns();
        let own = self.field.filter(|f| f.section.id == section.id);
        let found = match (column.field.as_str(), own, columns) {
            ("", Some(field), _) => Some(field.column),
            ("", None, [only]) => Some(only),
            ("", None, _) => {
                let all = columns
                    .iter()
                    .map(|c| format!("{}[{}]", column.of, c.suffix));
                let all = all.collect::<Vec<_>>().join(", ");
                let message = msg!("kit.columns-several", name = column.text());
                return Err((message, Some(msg!("kit.columns-say", columns = all))));
            }
            (suffix, ..) => columns.iter().find(|c| c.suffix == suffix),
        };
        let Some(found) = found else {
            let known = columns.iter().map(|c| c.suffix.as_str()).collect();
            let help = near(&column.field, known);
            return Err((msg!("kit.unknown-name", name = column.text()), help));
        };
        let cells = self.form.column_cells(&section.id, &found.suffix);
        let first = cells.first().and_then(|id| self.form.field(id));
        let Some(first) = first else {
            return Err((msg!("kit.column-empty", name = column.text()), None));
        };
        Ok((
            format!("{}[{}]", section.id, found.suffix),
            first.kind().clone(),
        ))
    }
}

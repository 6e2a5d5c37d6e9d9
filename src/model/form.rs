//! A form of a kit as meant: sections, indicators, lists, and rules over its fields. Made only by the loader.

use super::id::{ColumnId, FieldId, FormId, SectionId};
use crate::model::id::RuleId;
use crate::rule::Formula;
use crate::value::{Kind, Rollup, Severity};
use std::collections::BTreeMap;

/// What one kind of unit fills (biểu).
#[derive(Debug, Clone)]
pub struct Form {
    /// The namespace of its roll-ups: `xa` in `xa.may_de_ban`.
    pub id: FormId,
    /// "Biểu số 01/CNTT-X".
    pub number: String,
    /// Title, printed centred in capitals.
    pub title: String,
    /// Unit types that fill it (`xa`, `thi_tran`, …).
    pub unit_types: Vec<String>,
    /// Lines above the head's name at the foot, e.g. "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH".
    pub signature: Vec<String>,
    /// Extra lines for the guide sheet.
    pub guide: Vec<String>,
    /// Sections in order.
    pub sections: Vec<Section>,
    /// Rules over this form's fields.
    pub rules: Vec<Rule>,
    /// The example return: field id → text as typed (lists: `section[0].column`). Must pass every rule.
    pub example: BTreeMap<String, String>,
    /// What the form calculates, each behind what it stands on.
    pub computed: Vec<ComputedField>,
}

impl Form {
    /// All grid and prose fields in the order of the form. List cells are not fields of their own.
    pub fn fields(&self) -> impl Iterator<Item = FieldRef<'_>> {
        self.sections.iter().flat_map(|section| {
            section.rows().iter().flat_map(move |row| {
                section
                    .columns()
                    .iter()
                    .filter(move |c| row.takes(c))
                    .map(move |column| FieldRef {
                        section,
                        row,
                        column,
                    })
            })
        })
    }

    /// The field with this id.
    pub fn field(&self, id: &str) -> Option<FieldRef<'_>> {
        self.fields().find(|f| f.is(id))
    }

    /// The cells of a column of a grid, from top to bottom, without computed rows: no total counts twice.
    pub fn column_cells(&self, section: &str, suffix: &str) -> Vec<FieldId> {
        let fields = self.fields();
        let own = fields.filter(|f| f.section.id == *section && f.column.suffix == suffix);
        own.filter(|f| !f.row.computed).map(|f| f.id()).collect()
    }

    /// The sections that are lists.
    pub fn lists(&self) -> impl Iterator<Item = (&Section, &ListDef)> {
        self.sections.iter().filter_map(|s| {
            if let Body::List(list) = &s.body {
                Some((s, list))
            } else {
                None
            }
        })
    }
}

/// A field that is calculated, with its formula over names of its form.
///
/// Of a column of a list, names of the same row are `list.column`.
#[derive(Debug, Clone)]
pub struct ComputedField {
    /// What is calculated.
    pub target: Target,
    /// From what.
    pub formula: Formula,
}

/// What is calculated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A field of a grid.
    Field(FieldId),
    /// A column of a list, by its section and its place among the columns.
    Column(SectionId, usize),
}

/// One place to fill: an indicator in a value column.
#[derive(Debug, Clone, Copy)]
pub struct FieldRef<'a> {
    /// Its section.
    pub section: &'a Section,
    /// Its indicator.
    pub row: &'a Indicator,
    /// Its value column.
    pub column: &'a Column,
}

impl<'a> FieldRef<'a> {
    /// Field id: the indicator's, with `_suffix` of the column when it has one. Unique in the form, accepted by
    /// Excel as a defined name.
    pub fn id(&self) -> FieldId {
        FieldId::of(&self.row.id, &self.column.suffix)
    }

    /// Whether this is its id.
    pub fn is(&self, id: &str) -> bool {
        let suffix = self.column.suffix.as_str();
        match id.strip_prefix(self.row.id.as_str()) {
            Some("") => suffix.is_empty(),
            Some(rest) => !suffix.is_empty() && rest.strip_prefix('_') == Some(suffix),
            None => false,
        }
    }

    /// What a person calls it: the row's label, with the column's when the section has several.
    pub fn label(&self) -> String {
        if self.section.columns().len() > 1 {
            format!("{} - {}", self.row.label, self.column.label)
        } else {
            self.row.label.clone()
        }
    }

    /// Whether the form calculates it.
    pub fn is_computed(&self) -> bool {
        self.row.computed || self.column.computed
    }

    /// The kind of value: the column's own, else the indicator's.
    pub fn kind(&self) -> &'a Kind {
        self.column.kind.as_ref().unwrap_or(&self.row.kind)
    }
}

/// A part of a form (phần): a grid of rows × value columns, or a list whose rows the unit adds.
#[derive(Debug, Clone)]
pub struct Section {
    /// Unique in the form.
    pub id: SectionId,
    /// "I", "II", …; empty for none.
    pub number: String,
    /// Heading.
    pub title: String,
    /// Name of the sheet it stands on; sections of one sheet follow one another.
    pub sheet: String,
    /// Who answers it, when a form is answered in parts (issue: several offices); informative otherwise.
    pub owner: Option<String>,
    /// Name of its own period or as-of date among the campaign's dates (`[moc]` of the settings).
    pub period: Option<String>,
    /// A line under the heading.
    pub note: Option<String>,
    /// What it holds.
    pub body: Body,
}

impl Section {
    /// Rows of a grid; none for a list.
    pub fn rows(&self) -> &[Indicator] {
        match &self.body {
            Body::Grid { rows, .. } => rows,
            Body::List(_) => &[],
        }
    }

    /// The list, of a section that is one.
    pub fn list(&self) -> Option<&ListDef> {
        match &self.body {
            Body::Grid { .. } => None,
            Body::List(list) => Some(list),
        }
    }

    /// Value columns of a grid; none for a list.
    pub fn columns(&self) -> &[Column] {
        match &self.body {
            Body::Grid { columns, .. } => columns,
            Body::List(_) => &[],
        }
    }
}

/// What a section holds.
#[derive(Debug, Clone)]
pub enum Body {
    /// Rows × value columns. Prose is a row whose kind is [`Kind::Prose`].
    Grid {
        /// Value columns; at least one.
        columns: Vec<Column>,
        /// Indicators.
        rows: Vec<Indicator>,
    },
    /// Rows that the unit adds.
    List(ListDef),
}

/// A value column (cột).
#[derive(Debug, Clone)]
pub struct Column {
    /// Appended to the indicator's id with `_`; empty for the main column.
    pub suffix: String,
    /// Heading.
    pub label: String,
    /// Overrides the indicators' kind.
    pub kind: Option<Kind>,
    /// Whether its cells are calculated.
    pub computed: bool,
    /// How its fields roll up, where that is not as their rows say.
    pub rollup: Option<Rollup>,
}

/// What a row asks (chỉ tiêu).
#[derive(Debug, Clone)]
pub struct Indicator {
    /// Accepted by Excel as a name.
    pub id: FieldId,
    /// "1", "1.1", "a)"; printed in column TT.
    pub number: String,
    /// The question.
    pub label: String,
    /// Cách tính: what counts and what does not. Printed under the label; input hint.
    pub definition: Option<String>,
    /// Đơn vị tính.
    pub unit: String,
    /// What it holds.
    pub kind: Kind,
    /// How many readings become one figure.
    pub rollup: Rollup,
    /// Whether its cells are calculated.
    pub computed: bool,
    /// Suffixes of the columns that this row takes; empty means all.
    pub columns: Vec<String>,
    /// Whether a blank is a finding (default) or allowed.
    pub required: bool,
    /// Whether last period's value is shown beside it.
    pub compare: bool,
    /// What becomes of the text (prose, text).
    pub text_use: TextUse,
    /// Least and greatest plausible value; outside it is a warning in the workbook and at intake.
    pub plausible: Option<(f64, f64)>,
}

impl Indicator {
    /// Whether this row has a field in that column.
    pub fn takes(&self, column: &Column) -> bool {
        self.columns.is_empty() || self.columns.contains(&column.suffix)
    }
}

/// What becomes of a unit's own text in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextUse {
    /// Offered to the officer in the selection workbook; reaches the report only when chosen.
    Select,
    /// The narrative may use it as it stands (the issuer's own offices).
    Direct,
}

/// Rows that the unit adds.
#[derive(Debug, Clone)]
pub struct ListDef {
    /// Typed columns.
    pub columns: Vec<ListColumn>,
    /// Rows offered in the workbook.
    pub capacity: u32,
    /// Whether an empty list without a status is a finding.
    pub required: bool,
    /// What becomes of its text.
    pub text_use: TextUse,
}

/// A column of a list.
#[derive(Debug, Clone)]
pub struct ListColumn {
    /// Unique in the list.
    pub id: ColumnId,
    /// Heading.
    pub label: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether a row that is begun must fill it.
    pub required: bool,
    /// Whether its cells are calculated.
    pub computed: bool,
}

/// The name, in rules and workbooks, of a list's number of rows: `{section}_so_dong`.
pub fn list_count_id(section: &str) -> String {
    format!("{section}_so_dong")
}

/// A part of a form, as whoever wrote the form knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormPart {
    /// No part alone.
    Form,
    /// A section, by its id.
    Section(SectionId),
    /// An indicator, by its id.
    Row(FieldId),
    /// A rule.
    Rule(RuleId),
}

/// A condition over fields (in a form) or figures (in the kit).
#[derive(Debug, Clone)]
pub struct Rule {
    /// Stable id, e.g. `TONG-01`, printed small beside messages.
    pub id: RuleId,
    /// The condition that must hold, Excel syntax.
    pub condition: Formula,
    /// How bad a breach is.
    pub severity: Severity,
    /// What the unit reads when it is broken; `{field_id}` is replaced by the value.
    pub message: String,
    /// A change to the example return that must trip this rule: field id → text as typed.
    pub counterexample: BTreeMap<String, String>,
}

//! A kit as meant: every name resolved, every rule parsed. Made only by the loader.

use super::area::Grouping;
use super::form::{Form, Rule};
use super::id::{FieldId, FieldPath, FigureId, FormId};
use crate::rule::Formula;
use crate::value::{Kind, NumberCode, Rollup};
use std::collections::{BTreeMap, BTreeSet};

/// Most figures of the leader's one page.
pub const BRIEF: usize = 10;

/// Formats of numbers by name.
pub type Formats = BTreeMap<String, NumberCode>;

/// One kind of report.
#[derive(Debug, Clone)]
pub struct Kit {
    /// Short name of the kit, e.g. `cntt-huyen-2020`.
    pub id: String,
    /// Version of the kit, printed and stored with each return.
    pub version: String,
    /// What people call it, e.g. "Báo cáo ứng dụng công nghệ thông tin cấp huyện".
    pub title: String,
    /// What Decree 09/2019 asks of a reporting regime, as (label, text) in its order; shown in the guide sheet.
    pub regime: Vec<(String, String)>,
    /// The forms, in order.
    pub forms: Vec<Form>,
    /// Formats of numbers by name.
    pub formats: Formats,
    /// Groups of the roster, in their order.
    pub groups: Vec<String>,
    /// What of units is asked besides their totals.
    pub asks: Asks,
    /// Computed figures and sets, in order; a later one may use an earlier one.
    pub figures: Vec<FigureDef>,
    /// Named booleans for the narrative.
    pub conditions: Vec<ConditionDef>,
    /// Rules over figures (cross-form, period on period, a stated count against its list).
    pub figure_rules: Vec<Rule>,
    /// Rules over the figures of each unit of a form.
    pub unit_rules: Vec<(FormId, Rule)>,
    /// Tables of the report.
    pub tables: Vec<TableDef>,
    /// Charts of the consolidated workbook.
    pub charts: Vec<ChartDef>,
    /// What is done where no signed copy vouches for a unit's figures.
    pub require_signed: RequireSigned,
    /// Figures of the leader's one page, in order; at most [`BRIEF`].
    pub brief: Vec<FigureId>,
    /// The narrative template: Markdown + Jinja, as read from `report.md`.
    pub narrative: String,
    /// Preferred spellings: (wrong, right), for the linter.
    pub glossary: Vec<(String, String)>,
    /// The kit's files as read (name, bytes), for copies and hashes.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// What is done where no signed copy vouches for a unit's figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RequireSigned {
    /// Nothing.
    #[default]
    No,
    /// It is noted.
    Note,
    /// A final waits.
    Error,
}

impl Kit {
    /// The form with this id.
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|f| f.id == id)
    }

    /// How a figure is written that passes a filter of this name: a filter of the program, else the code of a format of
    /// the kit.
    pub fn filter(&self, name: &str) -> String {
        let format = self.formats.get(name);
        format.map_or(name, NumberCode::source).to_owned()
    }

    /// How the units of a space are parted somewhere in the kit, each way from the greater to the smaller parts.
    pub fn areas(&self, space: &str) -> Vec<&[Grouping]> {
        let areas = self.asks.areas.iter().filter(|(of, _)| of == space);
        areas.map(|(_, by)| by.as_slice()).collect()
    }

    /// A hash over all files of the kit: which text of the kit made an output.
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (name, bytes) in &self.files {
            hasher.update(name.as_bytes());
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}

/// What of units a kit asks besides their totals.
#[derive(Debug, Clone, Default)]
pub struct Asks {
    /// Forms and sets whose units are parted, and how.
    pub areas: BTreeSet<(String, Vec<Grouping>)>,
    /// Forms whose units are told apart by what the roster says of them.
    pub rosters: BTreeSet<FormId>,
}

/// A figure beyond the default roll-ups.
#[derive(Debug, Clone)]
pub struct FigureDef {
    /// Id used in narrative, formulas and explain.
    pub id: FigureId,
    /// What a person calls it.
    pub label: String,
    /// Unit of measure.
    pub unit: String,
    /// How it is written by default.
    pub kind: Kind,
    /// How it is written by default, where its kind does not say it.
    pub format: Option<NumberCode>,
    /// How it comes about.
    pub source: FigureSource,
}

impl FigureDef {
    /// The code of its format; empty where its kind says how it is written.
    pub fn code(&self) -> String {
        let code = self.format.as_ref().map(NumberCode::source);
        code.unwrap_or_default().to_owned()
    }
}

/// How a figure comes about.
#[derive(Debug, Clone)]
pub enum FigureSource {
    /// Excel syntax over figure ids.
    Formula(Formula),
    /// A roll-up of one field over some of the roster.
    Rollup {
        /// The field.
        field: FieldPath,
        /// How.
        how: Rollup,
        /// Only units of this type.
        unit_type: Option<String>,
        /// Only units of this group of the roster.
        group: Option<String>,
    },
    /// Excel syntax over the names of a form, at each of its units.
    Placed(PlacedFormula),
    /// Units of a form, or rows of a list.
    Set(SetDef),
    /// The roll-up of a field over the units of a set.
    OfSet {
        /// The set.
        set: FigureId,
        /// The form of its units.
        form: FormId,
        /// The field, or a count of units.
        field: String,
    },
    /// How many rows a set of rows has.
    RowCount {
        /// The set.
        rows: FigureId,
    },
    /// The sum of a column over rows.
    RowSum {
        /// The list or set.
        rows: FigureId,
        /// The column.
        column: String,
    },
    /// Texts chosen by the officer from units' text in this field (form, field or list section).
    Chosen {
        /// Fields and list sections, in order.
        fields: Vec<FieldPath>,
    },
}

/// A formula that is calculated at each unit of a form or set, at parts of them, and over all.
#[derive(Debug, Clone)]
pub struct PlacedFormula {
    /// The form or set whose units they are.
    pub space: String,
    /// The form whose names it uses.
    pub form: FormId,
    /// The formula.
    pub formula: Formula,
    /// How the results of units become one; `None` where it is calculated again over the units.
    pub across: Option<Rollup>,
}

/// Units of a form, or rows of a list, of which a condition holds, in an order, the first of them.
#[derive(Debug, Clone)]
pub struct SetDef {
    /// The form, list or earlier set that they are taken from.
    pub of: String,
    /// The form.
    pub form: FormId,
    /// Whether they are rows.
    pub of_rows: bool,
    /// What must hold of each; all are taken without it.
    pub keep: Option<Formula>,
    /// By what they are put in order, the first first; equals stay as they were.
    pub order: Vec<Order>,
    /// How many; of those that are equal at the edge all are taken.
    pub top: Option<usize>,
}

/// By what the units or rows of a set are put in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// A name of the form, or a column.
    pub name: String,
    /// The greatest first.
    pub is_descending: bool,
}

/// A form or a set, with the form of its units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Space {
    /// Id of the form or set.
    pub id: String,
    /// Id of the form.
    pub form: FormId,
}

/// What a table has a row for.
#[derive(Debug, Clone)]
pub enum Each {
    /// Each unit.
    Units(Vec<Space>),
    /// Each part of the units.
    Areas(Space, Grouping),
    /// Each row of a list or of a set of rows.
    Rows(FigureId),
}

/// Where the total of a table stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotalAt {
    /// Above the other rows.
    First,
    /// Below them.
    Last,
}

/// What a column shows of what a row is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shows {
    /// The number of the row.
    Number,
    /// What the roster says of the unit: `ten`, `ma`, `loai`, `nhom`; `don_vi` of a row of a list.
    Word(&'static str),
    /// A figure by its name in the form, with the filter that writes it.
    Figure {
        /// Name; of a formula `=` and its text.
        local: String,
        /// Filter; may be empty.
        filter: String,
    },
    /// Nothing: the rows are written out.
    Nothing,
}

impl Shows {
    /// Whether it shows the figure of this name.
    pub fn is_of(&self, name: &str) -> bool {
        matches!(self, Self::Figure { local, .. } if local == name)
    }
}

/// A named boolean for the narrative.
#[derive(Debug, Clone)]
pub struct ConditionDef {
    /// Id tested in Jinja.
    pub id: String,
    /// Excel syntax over figure ids.
    pub formula: Formula,
}

/// A table of the report.
#[derive(Debug, Clone)]
pub struct TableDef {
    /// Id: `{{ bang("id") }}` in the narrative.
    pub id: String,
    /// Caption above it.
    pub caption: String,
    /// Unit of measure of its figures, above it at the right; may be empty.
    pub unit: String,
    /// Column headings with relative widths.
    pub columns: Vec<TableColumn>,
    /// Rows in order, where they are written out.
    pub rows: Vec<TableRow>,
    /// What it has a row for, where they are not.
    pub each: Option<Each>,
    /// How its units are parted, each part with a row of its own above its units.
    pub by: Vec<Grouping>,
    /// Where its total stands.
    pub total: Option<TotalAt>,
    /// Whether its columns run down and its rows across.
    pub transpose: bool,
    /// Notes below it.
    pub notes: Vec<String>,
    /// It stands in an appendix; `Some(true)` on pages laid on their side.
    pub appendix: Option<bool>,
}

/// A column of a report table.
#[derive(Debug, Clone)]
pub struct TableColumn {
    /// Heading.
    pub label: String,
    /// Heading over it and its neighbours of the same group; may be empty.
    pub group: String,
    /// What it shows of what a row is of.
    pub shows: Shows,
    /// Relative width.
    pub width: u32,
    /// How its cells stand.
    pub align: Align,
}

/// How cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Left.
    Left,
    /// Centre.
    Center,
    /// Right (figures).
    Right,
}

/// A row of a report table.
#[derive(Debug, Clone)]
pub struct TableRow {
    /// A group row (I, II): bold, label over all columns.
    pub group: bool,
    /// Bold.
    pub strong: bool,
    /// Cell texts; `{figure}` or `{figure|filter}` is a figure.
    pub cells: Vec<String>,
}

/// A chart of the consolidated workbook: one bar per unit.
#[derive(Debug, Clone)]
pub struct ChartDef {
    /// Title.
    pub title: String,
    /// Form whose units are the categories.
    pub form: FormId,
    /// Its fields, one series each.
    pub fields: Vec<FieldId>,
}

/// The filters that a figure may pass through in the narrative and in table cells, besides the formats of the kit.
///
/// `so` 7.315 · `so2` 06 · `le` 98,5 · `le2` 98,53 (at most two decimals) · `tram` 98,5% · `tram0` 99% · `ti_so` 13/14 ·
/// `do_phu` 13/14 (units behind it) · `ngay` 28/10/2020 · `thang` tháng 7 năm 2019 · `tron` 7.315 (rounded).
pub const FILTERS: &[&str] = &[
    "so", "so2", "le", "le0", "le1", "le2", "le3", "le4", "le5", "le6", "tram", "tram0", "tram1",
    "tram2", "tram3", "tram4", "ti_so", "do_phu", "ngay", "thang", "tron",
];

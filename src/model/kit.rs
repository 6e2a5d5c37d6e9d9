//! A kit as meant: every name resolved, every rule parsed. Made only by the loader.

use crate::rule::Formula;
use crate::value::Kind;
pub use crate::value::Severity;
use std::collections::BTreeMap;

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
    /// Computed figures, in order; a later one may use an earlier one.
    pub figures: Vec<FigureDef>,
    /// Named booleans for the narrative.
    pub conditions: Vec<ConditionDef>,
    /// Rules over figures (cross-form, period on period, a stated count against its list).
    pub figure_rules: Vec<Rule>,
    /// Tables of the report.
    pub tables: Vec<TableDef>,
    /// Charts of the consolidated workbook.
    pub charts: Vec<ChartDef>,
    /// The narrative template: Markdown + Jinja, as read from `report.md`.
    pub narrative: String,
    /// Preferred spellings: (wrong, right), for the linter.
    pub glossary: Vec<(String, String)>,
    /// The kit's files as read (name, bytes), for copies and hashes.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Kit {
    /// The form with this id.
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|f| f.id == id)
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

/// What one kind of unit fills (biểu).
#[derive(Debug, Clone)]
pub struct Form {
    /// ASCII id, the namespace of its roll-ups: `xa` in `xa.may_de_ban`.
    pub id: String,
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
    pub fn id(&self) -> String {
        field_id(&self.row.id, &self.column.suffix)
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

    /// The kind of value: the column's own, else the indicator's.
    pub fn kind(&self) -> &'a Kind {
        self.column.kind.as_ref().unwrap_or(&self.row.kind)
    }
}

/// The id of a field, from the indicator and the column's suffix.
pub fn field_id(row: &str, suffix: &str) -> String {
    if suffix.is_empty() {
        row.to_owned()
    } else {
        format!("{row}_{suffix}")
    }
}

/// A part of a form (phần): a grid of rows × value columns, or a list whose rows the unit adds.
#[derive(Debug, Clone)]
pub struct Section {
    /// ASCII id, unique in the form.
    pub id: String,
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
}

/// What a row asks (chỉ tiêu).
#[derive(Debug, Clone)]
pub struct Indicator {
    /// ASCII `snake_case`, accepted by Excel as a name.
    pub id: String,
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
    /// ASCII id, unique in the list.
    pub id: String,
    /// Heading.
    pub label: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether a row that is begun must fill it.
    pub required: bool,
}

/// The name, in rules and workbooks, of a list's number of rows: `{section}_so_dong`.
pub fn list_count_id(section: &str) -> String {
    format!("{section}_so_dong")
}

/// How many readings become one figure (tổng hợp).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rollup {
    /// Sum of numbers.
    Sum,
    /// How many answered Có (`yes_no`) or gave this choice.
    CountYes,
    /// How many answered Không (`yes_no`): not those that have not answered.
    CountNo,
    /// Arithmetic mean (kept as sum and n).
    Mean,
    /// Least.
    Min,
    /// Greatest.
    Max,
    /// Texts with the unit's name.
    List,
    /// Distinct texts.
    Distinct,
    /// Not rolled up; with a single unit its value is the figure.
    None,
}

/// A condition over fields (in a form) or figures (in the kit).
#[derive(Debug, Clone)]
pub struct Rule {
    /// Stable id, e.g. `TONG-01`, printed small beside messages.
    pub id: String,
    /// The condition that must hold, Excel syntax.
    pub condition: Formula,
    /// How bad a breach is.
    pub severity: Severity,
    /// What the unit reads when it is broken; `{field_id}` is replaced by the value.
    pub message: String,
    /// A change to the example return that must trip this rule: field id → text as typed.
    pub counterexample: BTreeMap<String, String>,
}

/// A figure beyond the default roll-ups.
#[derive(Debug, Clone)]
pub struct FigureDef {
    /// Id used in narrative, formulas and explain.
    pub id: String,
    /// What a person calls it.
    pub label: String,
    /// Unit of measure.
    pub unit: String,
    /// How it is written by default.
    pub kind: Kind,
    /// How it comes about.
    pub source: FigureSource,
}

/// How a figure comes about.
#[derive(Debug, Clone)]
pub enum FigureSource {
    /// Excel syntax over figure ids.
    Formula(Formula),
    /// A roll-up of one field over some of the roster.
    Rollup {
        /// Form id.
        form: String,
        /// Field id.
        field: String,
        /// How.
        how: Rollup,
        /// Only units of this type.
        unit_type: Option<String>,
        /// Only units of this group of the roster.
        group: Option<String>,
    },
    /// Texts chosen by the officer from units' text in this field (form, field or list section).
    Chosen {
        /// Form ids and field ids, in order.
        fields: Vec<(String, String)>,
    },
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
    /// Rows in order; none when it has a row per unit.
    pub rows: Vec<TableRow>,
    /// Form whose units have a row each; columns then name fields.
    pub per_unit: Option<String>,
    /// A last row with the totals of a table that has a row per unit.
    pub total: bool,
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
    /// What it shows of a unit: `stt`, `ten`, or a field with or without a filter (`may_tinh|so`).
    pub value: String,
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
    pub form: String,
    /// Field ids, one series each.
    pub fields: Vec<String>,
}

/// The filters that a figure may pass through in the narrative and in table cells.
///
/// `so` 7.315 · `so2` 06 · `le` 98,5 · `tram` 98,5% · `tram0` 99% · `ti_so` 13/14 · `ngay` 28/10/2020 ·
/// `thang` tháng 7 năm 2019 · `tron` 7.315 (rounded).
pub const FILTERS: &[&str] = &[
    "so", "so2", "le", "tram", "tram0", "ti_so", "ngay", "thang", "tron",
];

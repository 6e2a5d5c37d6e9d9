//! A value over many readings, with where it comes from.

use super::area::Area;
use super::derivation::{Derivation, Missing};
use super::id::{FieldPath, FigureId, ReceiptId, UnitCode};
use super::laid::said_source;
use super::reading::{ListRow, Place};
use crate::value::{Kind, Nil, Rollup, Value};
use crate::words::Lang;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many of the units that should have answered stand behind a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Coverage {
    /// Units whose value is in the figure.
    pub have: u32,
    /// Units that answered with a nil.
    pub nil: u32,
    /// Units that should answer.
    pub of: u32,
}

impl Coverage {
    /// Whether every unit answered (a value or a nil).
    pub fn whole(self) -> bool {
        self.have + self.nil == self.of
    }
}

/// One cell behind a figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// Whose it is.
    pub unit: UnitCode,
    /// Unit name.
    pub unit_name: String,
    /// Form and field.
    pub field: FieldPath,
    /// The receipt that it stands in; 0 of last period.
    pub receipt: ReceiptId,
    /// File name as received; of what the officer entered, where that was learned.
    pub file: String,
    /// The officer entered it over what the unit sent.
    pub is_entered: bool,
    /// Sheet and cell.
    pub place: Option<Place>,
    /// As typed.
    pub raw: String,
    /// As understood; `None` for a nil or a missing answer.
    pub value: Option<Value>,
    /// The nil, if the unit answered with one.
    pub nil: Option<Nil>,
    /// The unit calls it an estimate ("khoảng 20%").
    pub estimate: bool,
    /// What the unit wrote beside it (lý do, ghi chú).
    pub remark: String,
}

impl Contribution {
    /// Where it was read from, or that the officer entered it.
    pub fn source(&self, lang: Lang) -> String {
        said_source(&self.file, self.is_entered, lang)
    }
}

/// What a figure says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FigureValue {
    /// One value.
    One(Value),
    /// Several texts or values, each with the index of its contribution.
    Many(Vec<(usize, Value)>),
    /// List rows: cells by column id, with the index of the contribution of the row's first cell.
    Rows(Vec<(usize, BTreeMap<String, Value>)>),
    /// There is no value, for this reason.
    Missing(Missing),
}

/// A value over many readings (số liệu).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Id.
    pub id: FigureId,
    /// How it came about.
    pub derivation: Derivation,
    /// What a person calls it.
    pub label: String,
    /// Unit of measure.
    pub unit: String,
    /// How it is written by default.
    pub kind: Kind,
    /// The code of a format that writes its numbers instead; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub format: String,
    /// What it says.
    pub value: FigureValue,
    /// Units behind it.
    pub coverage: Coverage,
    /// Cells behind it, in the order of the roster. Empty for formulas: follow [`Figure::inputs`].
    pub contributions: Vec<Contribution>,
    /// What it is at each unit, where a formula gives it; what units answer stands in the contributions.
    #[serde(skip)]
    pub units: BTreeMap<UnitCode, Said>,
    /// The same of parts of the units, where the kit asks for them.
    #[serde(skip)]
    pub at: BTreeMap<Area, OfArea>,
}

/// What is so of one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Its name.
    pub unit_name: String,
    /// The value; `None` for a nil, and while it waits.
    pub value: Option<Value>,
    /// The nil.
    pub nil: Option<Nil>,
}

/// What a figure says of a part of its units.
#[derive(Debug, Clone, PartialEq)]
pub struct OfArea {
    /// What it says.
    pub value: FigureValue,
    /// Units behind it.
    pub coverage: Coverage,
    /// Whether units of the part were left out, since they lack what others of its fields have.
    pub in_common: bool,
}

impl Figure {
    /// What answers will make, before the first unit is looked at.
    pub(crate) fn unanswered(
        id: FigureId,
        derivation: Derivation,
        label: String,
        kind: Kind,
    ) -> Self {
        Self {
            id,
            derivation,
            label,
            unit: String::new(),
            kind,
            format: String::new(),
            value: FigureValue::Missing(Missing::Nobody),
            coverage: Coverage::default(),
            contributions: Vec::new(),
            units: BTreeMap::new(),
            at: BTreeMap::new(),
        }
    }

    /// What a unit says, of its own cell and those of the units that are a part of it now: numbers that are added up are
    /// added up here too, else its own cell, which comes first, speaks for all.
    pub fn together(&self, said: &[&Contribution]) -> Option<Contribution> {
        let mut all = (*said.first()?).clone();
        let (Derivation::Rollup(how) | Derivation::Previous(how)) = self.derivation else {
            return Some(all);
        };
        let numbers = said.iter().filter_map(|one| one.value.as_ref()?.number());
        if how == Rollup::Sum && said.len() > 1 && numbers.clone().next().is_some() {
            all.value = Some(Value::Number(numbers.sum()));
        }
        Some(all)
    }

    /// The name of a unit behind it; its code where no cell names it.
    pub fn unit_name<'n>(&'n self, unit: &'n UnitCode) -> &'n str {
        if let Some(said) = self.units.get(unit) {
            return &said.unit_name;
        }
        let mut said = self.contributions.iter().filter(|said| said.unit == *unit);
        said.next().map_or(unit.as_str(), |said| &said.unit_name)
    }

    /// How what one unit says is written: a number as the figure is, unless that counts answers.
    pub fn kind_of(&self, value: &Value) -> Kind {
        match value {
            Value::Number(_) if self.kind.is_number() && !self.derivation.counts_answers() => {
                self.kind.clone()
            }
            Value::Number(_) => Kind::Decimal { places: 6 },
            Value::YesNo(_) => Kind::YesNo,
            Value::Date(_) => Kind::Date,
            Value::Month(_) => Kind::Month,
            Value::Text(_) => Kind::Text,
        }
    }

    /// The number, when the figure is one.
    pub fn number(&self) -> Option<f64> {
        if let FigureValue::One(Value::Number(n)) = &self.value {
            Some(*n)
        } else {
            None
        }
    }

    /// Figures it is computed from.
    pub fn inputs(&self) -> &[FigureId] {
        if let Derivation::Formula { inputs, .. } = &self.derivation {
            inputs
        } else {
            &[]
        }
    }

    /// Of how many its number is a part, where it is so covered: a count of answers of the units that answered, a count of
    /// units of those that are due.
    pub fn out_of(&self, coverage: Coverage) -> u32 {
        if self.derivation.counts_answers() {
            coverage.have
        } else {
            coverage.of
        }
    }
}

/// A number that the officer kept in the place of the ledger's, which the ledger's has moved away from since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutdatedChoice {
    /// The figure.
    pub figure: FigureId,
    /// What a person calls it.
    pub label: String,
    /// What was kept.
    pub typed: String,
    /// What the ledger said then.
    pub ledger: String,
    /// What it says now; `None` when it says nothing.
    pub now: Option<String>,
    /// Whether the number may be kept still, beside what the ledger says now.
    pub may_keep: bool,
}

/// All figures of a campaign by id.
pub type Figures = BTreeMap<FigureId, Figure>;

/// The cells of a list row by column id, blank ones left out.
pub fn list_rows_value(row: &ListRow) -> BTreeMap<String, Value> {
    row.cells
        .iter()
        .filter_map(|cell| Some((cell.column().to_owned(), cell.answer.value()?.clone())))
        .collect()
}

/// Something that the campaign itself says: its period, its issuer.
#[derive(Debug, Clone)]
pub struct SettingFigure {
    /// Id, e.g. `dot.nam`.
    pub id: FigureId,
    /// Its key in the settings: `[ky] den`.
    pub key: String,
    /// What a person calls it.
    pub label: String,
    /// How it is written.
    pub kind: Kind,
    /// `None` when the settings leave it out.
    pub value: Option<Value>,
}

/// The ids of all figures that `id` stands on, itself included.
pub fn behind(figures: &Figures, id: &FigureId) -> BTreeSet<FigureId> {
    let mut all = BTreeSet::new();
    let mut open = vec![id];
    while let Some(next) = open.pop() {
        if let Some(figure) = figures.get(next)
            && all.insert(next.clone())
        {
            open.extend(figure.inputs());
        }
    }
    all
}

/// Figures that change with `id`, itself left out: those computed from it, and those rolled up from the same cells.
pub fn used_by<'f>(figures: &'f Figures, id: &FigureId) -> Vec<&'f str> {
    let on_its_cells = |one: &FigureId| {
        // Last period's figures carry the names of this period's fields.
        !one.is_previous()
            && figures
                .get(one)
                .is_some_and(|f| f.contributions.iter().any(|c| id.is_of(&c.field)))
    };
    figures
        .keys()
        .filter(|other| *other != id)
        .filter(|other| {
            let behind = behind(figures, other);
            behind.contains(id) || behind.iter().any(on_its_cells)
        })
        .map(FigureId::as_str)
        .collect()
}

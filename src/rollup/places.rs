//! Formulas calculated at a place: at one unit, at a part of the units, over all of them.
//!
//! In: a formula over the names of a form, the figures so far. Out: what it gives at any units. Each name is first rolled up
//! over them, so that the share of a place is a ratio of sums. What divides or holds one thing against another is taken over
//! the units that have all its fields, and coverage tells how many these are.

use super::columns;
use super::said::Column;
use crate::model::areas::units_of;
use crate::model::derivation::Missing;
use crate::model::figure::{Contribution, Coverage, Figure, FigureValue, Figures};
use crate::model::form::Form;
use crate::model::id::{FigureId, UnitCode};
use crate::model::kit::{FigureDef, FigureSource, Kit};
use crate::model::operand::{of_figure, operand};
use crate::rule::{Answered, ColumnName, Computed, Formula, Lookup, Operand, Outcome};
use crate::value::{Kind, Rollup, Value};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// The units of a form or of a set, and what they say.
pub(super) struct Places<'f> {
    kit: &'f Kit,
    figures: &'f Figures,
    form: &'f Form,
    /// In their order.
    pub(super) units: &'f [Contribution],
    index: HashMap<&'f UnitCode, usize>,
    columns: RefCell<HashMap<String, Option<Rc<Column>>>>,
}

/// What a formula gives at some units.
pub(super) struct Given {
    pub(super) value: FigureValue,
    pub(super) coverage: Coverage,
    /// Whether units were left out that some of its fields count.
    pub(super) in_common: bool,
}

/// What a name of a formula stands for at a place.
enum Target<'f> {
    /// What units say.
    Units(Rc<Column>),
    /// Another formula, calculated at the same place; of the period before where its names are.
    Formula(&'f Formula, bool),
    /// How many units there are, or answered.
    Count { answered: bool },
    /// A figure over all.
    Figure,
}

/// The units that a formula is calculated at, and those of them whose answers count.
#[derive(Clone, Copy)]
struct Over<'u> {
    place: &'u [usize],
    counted: &'u [usize],
    before: bool,
}

impl<'f> Places<'f> {
    /// Of a form or a set over it; `None` where there are no such units.
    pub(super) fn of(
        space: &str,
        form: &'f Form,
        kit: &'f Kit,
        figures: &'f Figures,
    ) -> Option<Self> {
        let units = units_of(figures, space)?;
        Some(Self {
            kit,
            figures,
            form,
            units,
            index: units
                .iter()
                .enumerate()
                .map(|(at, unit)| (&unit.unit, at))
                .collect(),
            columns: RefCell::default(),
        })
    }

    /// The numbers of these units.
    pub(super) fn numbers<'u>(&self, codes: impl IntoIterator<Item = &'u UnitCode>) -> Vec<usize> {
        codes
            .into_iter()
            .filter_map(|code| self.index.get(code).copied())
            .collect()
    }

    /// What the formula gives at these units.
    pub(super) fn given(&self, formula: &Formula, kind: &Kind, units: &[usize]) -> Given {
        let leaves = self.leaves(formula);
        let counts_in = |at: &usize| leaves.columns.values().all(|column| column.has[*at]);
        let common: Vec<usize> = units.iter().copied().filter(counts_in).collect();
        let is_left_out =
            |at: &usize| !counts_in(at) && leaves.columns.values().any(|c| c.has[*at]);
        let in_common = leaves.are_compared && units.len() > 1 && units.iter().any(is_left_out);
        if in_common && common.is_empty() {
            // A field that nobody has is missing by itself.
            let nobody = |column: &Rc<Column>| !units.iter().any(|at| column.has[*at]);
            if !leaves.columns.values().any(nobody) {
                return Given {
                    value: FigureValue::Missing(Missing::NothingInCommon),
                    coverage: Coverage {
                        have: 0,
                        nil: 0,
                        of: units.len() as u32,
                    },
                    in_common,
                };
            }
        }
        let over = Over {
            place: units,
            counted: if in_common && !common.is_empty() {
                &common
            } else {
                units
            },
            before: false,
        };
        let value = value_of(self.compute(formula, over), kind);
        let of = units.len() as u32;
        let coverage = if over.counted.len() < units.len() {
            Coverage {
                have: common.len() as u32,
                nil: 0,
                of,
            }
        } else {
            leaves.worst_covered(units).unwrap_or(Coverage {
                have: of,
                nil: 0,
                of,
            })
        };
        Given {
            value,
            coverage,
            in_common: over.counted.len() < units.len(),
        }
    }

    /// What units say to a name of the form, as a formula of one unit sees it.
    pub(super) fn said(&self, name: &str, unit: usize) -> Option<Value> {
        self.column(name)?.values[unit].clone()
    }

    /// Whether a condition holds of a unit; `None` while it waits for an answer.
    pub(super) fn holds(&self, condition: Option<&Formula>, unit: usize) -> Option<bool> {
        let Some(condition) = condition else {
            return Some(true);
        };
        match self.judged(condition, unit) {
            Outcome::Holds => Some(true),
            Outcome::Broken => Some(false),
            _ => None,
        }
    }

    /// What comes of a condition on one unit; its parts are judged one by one.
    pub(super) fn judged(&self, condition: &Formula, unit: usize) -> Outcome {
        let place = [unit];
        let over = Over {
            place: &place,
            counted: &place,
            before: false,
        };
        condition.judge_in_parts(&|part| part.judge_at(&At::of(self, part, over)))
    }

    fn compute(&self, formula: &Formula, over: Over<'_>) -> Computed {
        formula.compute_at(&At::of(self, formula, over))
    }

    fn look(&self, name: &str, over: Over<'_>, is_number: bool) -> Answered {
        match self.target(name, over.before) {
            Target::Units(column) => column.over(over.counted, is_number),
            Target::Formula(formula, before) => {
                let over = Over {
                    before: over.before || before,
                    ..over
                };
                match self.compute(formula, over) {
                    Computed::Value(value) => Answered::Value(value),
                    Computed::NotJudged { .. } => Answered::NotApplicable,
                    Computed::NotYet { .. } | Computed::NotNumber { .. } => Answered::Unanswered,
                }
            }
            Target::Count { answered: false } => number(over.place.len()),
            Target::Count { answered: true } => number(self.answered(over.place)),
            Target::Figure => of_figure(self.figures, name),
        }
    }

    fn answered(&self, units: &[usize]) -> usize {
        let Some(all) = self.figures.get(&FigureId::units_answered(&self.form.id)) else {
            return 0;
        };
        let answered = self.numbers(all.contributions.iter().map(|one| &one.unit));
        units.iter().filter(|at| answered.contains(at)).count()
    }

    fn target(&self, name: &str, before: bool) -> Target<'f> {
        let of_before = FigureId::PREVIOUS_DOT;
        let (name, before) = match name.strip_prefix(of_before) {
            Some(rest) => (rest, true),
            None => (name, before),
        };
        if let Some(FigureSource::Placed(placed)) = self.def(name).map(|def| &def.source)
            && placed.across.is_none()
        {
            return Target::Formula(&placed.formula, before);
        }
        let key = if before {
            [of_before, name].concat()
        } else {
            name.to_owned()
        };
        if let Some(column) = self.column(&key) {
            return Target::Units(column);
        }
        match name {
            "so_don_vi" => Target::Count { answered: false },
            "da_bao_cao" => Target::Count { answered: true },
            _ => Target::Figure,
        }
    }

    /// The definition of a figure of the form.
    fn def(&self, name: &str) -> Option<&'f FigureDef> {
        let id = FigureId::at(&self.form.id, name);
        self.kit.figures.iter().find(|def| def.id == id)
    }

    fn column(&self, name: &str) -> Option<Rc<Column>> {
        if let Some(known) = self.columns.borrow().get(name) {
            return known.clone();
        }
        let made = self.made(name).map(Rc::new);
        self.columns
            .borrow_mut()
            .insert(name.to_owned(), made.clone());
        made
    }

    fn made(&self, name: &str) -> Option<Column> {
        let of_now = name.strip_prefix(FigureId::PREVIOUS_DOT);
        let id = match of_now {
            Some(now) => FigureId::joined(FigureId::PREVIOUS, &FigureId::at(&self.form.id, now))
                .parse()
                .ok()?,
            None => FigureId::at(&self.form.id, name),
        };
        let figure = self.figures.get(&id)?;
        let now = of_now.unwrap_or(name);
        if let Some(field) = self.form.field(now) {
            return Some(self.of_field(figure, field.rollup()));
        }
        let how = match self.def(now).map(|def| &def.source) {
            Some(FigureSource::Placed(placed)) => placed.across.unwrap_or(Rollup::None),
            _ if figure.units.is_empty() => return None,
            _ => Rollup::None,
        };
        Some(self.of_units(figure, how))
    }

    /// From the cells behind a figure.
    pub(super) fn of_field(&self, figure: &Figure, how: Rollup) -> Column {
        let mut column = Column::blank(how, self.units.len());
        for said in &figure.contributions {
            if let Some(at) = self.index.get(&said.unit) {
                column.add(*at, said.value.as_ref(), said.nil);
            }
        }
        column
    }

    /// From what a computed figure is at each unit.
    pub(super) fn of_units(&self, figure: &Figure, how: Rollup) -> Column {
        let mut column = Column::blank(how, self.units.len());
        for (at, unit) in self.units.iter().enumerate() {
            if let Some(said) = figure.units.get(&unit.unit) {
                column.add(at, said.value.as_ref(), said.nil);
            }
        }
        column
    }

    /// The fields that a formula stands on, through other formulas.
    fn leaves(&self, formula: &Formula) -> Leaves {
        let mut leaves = Leaves {
            columns: BTreeMap::new(),
            are_compared: false,
        };
        let mut open: Vec<(&Formula, bool)> = vec![(formula, false)];
        while let Some((formula, before)) = open.pop() {
            leaves.are_compared |= !formula.adds_up();
            for name in formula.needs() {
                match self.target(&name, before) {
                    Target::Units(column) => {
                        let is_before = before || name.starts_with(FigureId::PREVIOUS_DOT);
                        leaves.are_compared |= is_before;
                        let key = if before {
                            [FigureId::PREVIOUS_DOT, &name].concat()
                        } else {
                            name
                        };
                        leaves.columns.insert(key, column);
                    }
                    Target::Formula(inner, is_before) => open.push((inner, before || is_before)),
                    Target::Count { .. } | Target::Figure => {}
                }
            }
        }
        leaves
    }
}

/// A formula at its place.
struct At<'p, 'f> {
    places: &'p Places<'f>,
    over: Over<'p>,
    /// Names that must be numbers.
    numeric: Vec<String>,
}

impl<'p, 'f> At<'p, 'f> {
    fn of(places: &'p Places<'f>, formula: &Formula, over: Over<'p>) -> Self {
        Self {
            places,
            over,
            numeric: formula.numeric_names(),
        }
    }
}

impl Lookup for At<'_, '_> {
    fn name(&self, name: &str) -> Answered {
        let is_number = self.numeric.iter().any(|numeric| numeric == name);
        self.places.look(name, self.over, is_number)
    }

    fn column(&self, column: &ColumnName) -> Vec<Answered> {
        if !column.of.is_empty() {
            return columns::values(column, self.places.kit, self.places.figures);
        }
        let Some(said) = self.places.column(&column.field) else {
            return Vec::new();
        };
        let values = self
            .over
            .counted
            .iter()
            .filter_map(|at| said.values[*at].as_ref());
        values
            .map(|value| Answered::Value(operand(value)))
            .collect()
    }
}

/// The fields that a formula stands on.
struct Leaves {
    columns: BTreeMap<String, Rc<Column>>,
    /// Whether they are held against one another, and not only added up.
    are_compared: bool,
}

impl Leaves {
    /// Of several fields the one that fewest units have.
    fn worst_covered(&self, units: &[usize]) -> Option<Coverage> {
        let coverages = self.columns.values().map(|column| column.coverage(units));
        coverages.min_by_key(|coverage| coverage.have + coverage.nil)
    }
}

fn number(count: usize) -> Answered {
    Answered::Value(Operand::Number(count as f64))
}

/// What a formula comes to, as a figure of this kind says it.
pub(super) fn value_of(computed: Computed, kind: &Kind) -> FigureValue {
    match computed {
        Computed::Value(Operand::Number(n)) if n.is_finite() => match kind {
            Kind::YesNo => FigureValue::One(Value::YesNo(n != 0.0)),
            _ => FigureValue::One(Value::Number(n)),
        },
        Computed::Value(Operand::Bool(yes)) => FigureValue::One(Value::YesNo(yes)),
        Computed::Value(Operand::Text(text)) => FigureValue::One(Value::Text(text)),
        Computed::Value(Operand::Date(serial)) => {
            match crate::value::understand::day_of_serial(serial) {
                Some(day) => FigureValue::One(Value::Date(day)),
                None => FigureValue::Missing(Missing::NotComputable),
            }
        }
        Computed::NotJudged { .. } => FigureValue::Missing(Missing::OnlyNil),
        Computed::NotYet { .. } => FigureValue::Missing(Missing::Waits),
        Computed::NotNumber { .. } | Computed::Value(_) => {
            FigureValue::Missing(Missing::NotComputable)
        }
    }
}

//! Like with like: what holds one figure against another is taken over the units that have both.
//!
//! In: a formula, the kit, the figures. Out: what each of its names stands for, over how many units, and whether units
//! were left out that some of its figures count. A formula that only adds up takes each figure as it is.

use super::columns;
use super::fields::total;
use crate::model::derivation::Derivation;
use crate::model::figure::{Contribution, Coverage, Figure, Figures, behind};
use crate::model::id::{FieldPath, FigureId, UnitCode};
use crate::model::kit::{FigureSource, Kit};
use crate::model::operand::{of_figure, of_value};
use crate::rule::{Answered, ColumnName, Computed, Formula, Lookup, Operand};
use crate::value::{Nil, Rollup, Tally};
use std::collections::{BTreeMap, BTreeSet};

/// What the names of a formula stand for.
pub(super) struct Operands<'a> {
    kit: &'a Kit,
    figures: &'a Figures,
    /// By form: the units that have all its fields; empty when every figure is taken as it is.
    common: BTreeMap<String, BTreeSet<&'a UnitCode>>,
    /// The worst covered of the forms of which units were left out.
    pub(super) coverage: Option<Coverage>,
}

impl<'a> Operands<'a> {
    pub(super) fn of(formula: &Formula, kit: &'a Kit, figures: &'a Figures) -> Self {
        let mut operands = Self {
            kit,
            figures,
            common: BTreeMap::new(),
            coverage: None,
        };
        let fields = fields_behind(formula, figures);
        if !formula.adds_up() || fields.iter().any(|f| f.id.is_previous()) {
            for (form, fields) in by_form(&fields, figures) {
                operands.hold_in_common(form, &fields);
            }
        }
        operands
    }

    /// Whether there are figures but no unit that has all of them.
    pub(super) fn are_of_nobody(&self) -> bool {
        self.common.values().any(BTreeSet::is_empty)
    }

    fn hold_in_common(&mut self, form: String, fields: &[&'a Figure]) {
        let with: Vec<BTreeSet<&UnitCode>> = fields.iter().map(|f| units_with(f)).collect();
        let Some(common) = with.iter().cloned().reduce(|a, b| &a & &b) else {
            return;
        };
        let leaves_out = with.iter().any(|units| *units != common);
        // A figure that nobody has is missing by itself.
        if !leaves_out || with.iter().any(BTreeSet::is_empty) {
            return;
        }
        let coverage = Coverage {
            have: common.len() as u32,
            nil: 0,
            of: fields.iter().map(|f| f.coverage.of).max().unwrap_or(0),
        };
        let share = |c: &Coverage| f64::from(c.have) / f64::from(c.of.max(1));
        let worse = |old: &Coverage| share(&coverage) < share(old);
        if self.coverage.as_ref().is_none_or(worse) {
            self.coverage = Some(coverage);
        }
        self.common.insert(form, common);
    }

    /// What a name stands for.
    pub(super) fn look(&self, name: &str) -> Answered {
        let Some(figure) = self.figures.get(name) else {
            return Answered::Unanswered;
        };
        match &figure.derivation {
            Derivation::Rollup(how) | Derivation::Previous(how) => self
                .restricted(figure, *how)
                .unwrap_or_else(|| of_figure(self.figures, name)),
            Derivation::Formula { .. } if !self.common.is_empty() => self.computed(name),
            _ => of_figure(self.figures, name),
        }
    }

    /// A figure over the units that are held in common.
    fn restricted(&self, figure: &Figure, how: Rollup) -> Option<Answered> {
        let form = figure.contributions.first()?.field.form();
        let common = self.common.get(form)?;
        if !adds_numbers(how) {
            return None;
        }
        let mut tally = Tally::default();
        let mut due = 0;
        for said in figure
            .contributions
            .iter()
            .filter(|c| common.contains(&c.unit))
        {
            due += 1;
            match (&said.value, said.nil) {
                (Some(value), _) => tally.add_value(value),
                (None, Some(nil)) => tally.add_nil(nil),
                (None, None) => tally.add_blank(),
            }
        }
        let all = Figure {
            contributions: Vec::new(),
            ..figure.clone()
        };
        Some(of_value(&total(all, how, &tally, due).value))
    }

    /// A computed figure, computed anew over those units.
    fn computed(&self, name: &str) -> Answered {
        let mut defs = self.kit.figures.iter();
        match defs
            .find(|def| def.id.as_str() == name)
            .map(|def| &def.source)
        {
            Some(FigureSource::Formula(formula)) => match formula.compute_at(self) {
                Computed::Value(Operand::Error(_)) | Computed::NotYet { .. } => {
                    Answered::Unanswered
                }
                Computed::Value(value) => Answered::Value(value),
                Computed::NotJudged { .. } => Answered::NotApplicable,
                Computed::NotNumber { .. } => Answered::Unanswered,
            },
            _ => of_figure(self.figures, name),
        }
    }
}

impl Lookup for Operands<'_> {
    fn name(&self, name: &str) -> Answered {
        self.look(name)
    }

    fn column(&self, column: &ColumnName) -> Vec<Answered> {
        columns::values(column, self.kit, self.figures)
    }
}

/// The answers to fields, each over the whole roster, that a formula stands on.
fn fields_behind<'f>(formula: &Formula, figures: &'f Figures) -> Vec<&'f Figure> {
    let names = formula.needs();
    let ids = names.iter().filter_map(|n| n.parse::<FigureId>().ok());
    let all: BTreeSet<FigureId> = ids.flat_map(|id| behind(figures, &id)).collect();
    let whole: BTreeSet<FigureId> = all
        .iter()
        .filter_map(|id| figures.get(id))
        .filter_map(|figure| match &figure.derivation {
            Derivation::Previous(how) => adds_numbers(*how).then(|| figure.id.clone()),
            // A part of the roster is a part of the field's units.
            Derivation::Rollup(how) if adds_numbers(*how) => {
                let first: &FieldPath = &figure.contributions.first()?.field;
                Some(first.into())
            }
            _ => None,
        })
        .collect();
    whole.iter().filter_map(|id| figures.get(id)).collect()
}

/// Fields that each unit of a form answers, by form. Where partners answer parts of it, none answers all.
fn by_form<'f>(fields: &[&'f Figure], figures: &Figures) -> BTreeMap<String, Vec<&'f Figure>> {
    let mut forms: BTreeMap<String, Vec<&'f Figure>> = BTreeMap::new();
    for figure in fields {
        let Some(form) = figure.contributions.first().map(|c| c.field.form()) else {
            continue;
        };
        let due = figures.get(&FigureId::units_due(form));
        if due.is_some_and(|all| all.coverage.of == figure.coverage.of) {
            forms.entry(form.to_owned()).or_default().push(*figure);
        }
    }
    forms.retain(|_, fields| fields.len() > 1);
    forms
}

/// Units whose answer is in the figure. Nothing arisen is none in a sum.
fn units_with(figure: &Figure) -> BTreeSet<&UnitCode> {
    let is_sum = matches!(
        figure.derivation,
        Derivation::Rollup(Rollup::Sum) | Derivation::Previous(Rollup::Sum)
    );
    let counts = |c: &&Contribution| c.value.is_some() || (is_sum && c.nil == Some(Nil::NotArisen));
    let said = figure.contributions.iter().filter(counts);
    said.map(|c| &c.unit).collect()
}

fn adds_numbers(how: Rollup) -> bool {
    !matches!(how, Rollup::List | Rollup::Distinct | Rollup::None)
}

//! From readings in force to figures, each with its contributions and coverage.
//!
//! In: a kit, what each unit answered, the campaign's own facts, the texts that the officer chose. Out:
//! [`Figures`], and findings of the rules that join figures. Pure: no files, no clock. A figure never exists
//! without saying how many units it stands on and which cells it comes from.
//!
//! Units are taken one by one ([`Fold`]), each once, so that their readings need not lie in memory together.

mod chosen;
mod columns;
mod coverage;
mod fields;
mod formula;
mod in_common;
mod lists;
mod oddity;
mod placed;
mod places;
mod previous;
mod roster;
mod rules;
mod said;
mod sets;
mod totals;
mod typed;
mod words;

pub use formula::{conditions, in_common};
pub use oddity::oddities;
pub use rules::{breaks, unit_breaks};
pub use totals::contradicted;
pub use typed::{TypedFigure, dropped, settle, typed, typed_value};

use crate::model::derivation::{Derivation, Missing};
use crate::model::figure::{Coverage, Figure, FigureValue, Figures, SettingFigure};
use crate::model::finding::Finding;
use crate::model::form::Form;
use crate::model::id::{FieldPath, FigureId, UnitCode};
use crate::model::kit::{FigureDef, FigureSource, Kit};
use crate::model::respondent::{ChosenText, Respondent};
use crate::value::Value;
use std::collections::BTreeMap;

/// All that figures are made of besides the units' answers.
#[derive(Debug, Clone, Copy)]
pub struct RollupInput<'a> {
    /// The kit.
    pub kit: &'a Kit,
    /// What the campaign says.
    pub facts: &'a [SettingFigure],
    /// What the officer chose, in order.
    pub chosen: &'a [ChosenText],
    /// Last period's values by unit code and field.
    pub previous: &'a BTreeMap<(UnitCode, FieldPath), Value>,
}

/// All figures of the campaign, from the units that should answer, in the order of the roster.
pub fn figures<'u>(
    input: RollupInput<'_>,
    units: impl IntoIterator<Item = &'u Respondent>,
) -> Figures {
    let mut fold = Fold::new(input);
    for unit in units {
        fold.add(unit);
    }
    fold.finish()
}

/// Figures while units are being added.
pub struct Fold<'a> {
    input: RollupInput<'a>,
    /// By form: what its units are added to.
    forms: Vec<(&'a Form, Vec<Box<dyn Accumulator + 'a>>)>,
    chosen: Vec<chosen::ChosenTexts<'a>>,
}

/// Figures that grow with each unit of a form.
trait Accumulator {
    /// Adds a unit of the form.
    fn add(&mut self, unit: &Respondent);

    /// The figures over the units that were added.
    fn finish(self: Box<Self>) -> Vec<Figure>;
}

impl<'a> Fold<'a> {
    /// No unit is added yet.
    pub fn new(input: RollupInput<'a>) -> Self {
        let forms = input.kit.forms.iter();
        let mut fold = Self {
            input,
            forms: forms.map(|form| (form, of_form(input, form))).collect(),
            chosen: Vec::new(),
        };
        for def in &input.kit.figures {
            match &def.source {
                FigureSource::Chosen { fields } => {
                    let texts = chosen::ChosenTexts::of(def, fields, input.chosen);
                    fold.chosen.push(texts);
                }
                FigureSource::Rollup { field, .. } => {
                    let mut forms = fold.forms.iter_mut();
                    if let Some((form, all)) = forms.find(|(form, _)| form.id == field.form())
                        && let Some(part) = fields::part_of_roster(def, form)
                    {
                        all.push(part);
                    }
                }
                _ => {}
            }
        }
        fold
    }

    /// Adds a unit that should answer; units come in the order of the roster.
    pub fn add(&mut self, unit: &Respondent) {
        for (_, all) in self
            .forms
            .iter_mut()
            .filter(|(f, _)| f.id == unit.unit.form)
        {
            for figures in all.iter_mut() {
                figures.add(unit);
            }
        }
        for texts in &mut self.chosen {
            texts.add(unit);
        }
    }

    /// The figures over all units that were added.
    pub fn finish(self) -> Figures {
        let all = self.forms.into_iter().flat_map(|(_, all)| all);
        let mut figures: Figures = (self.input.facts.iter().map(of_setting))
            .chain(all.flat_map(Accumulator::finish))
            .chain(self.chosen.into_iter().map(chosen::ChosenTexts::finish))
            .map(|figure| (figure.id.clone(), figure))
            .collect();
        let kit = self.input.kit;
        placed::fill_areas(kit, &mut figures);
        // One may use those of before.
        for def in &kit.figures {
            if let Some(figure) = computed(def, kit, &figures) {
                figures.insert(figure.id.clone(), figure);
            }
        }
        figures
    }
}

/// What a definition comes to that stands on other figures; `None` for one that stands on answers.
fn computed(def: &FigureDef, kit: &Kit, figures: &Figures) -> Option<Figure> {
    match &def.source {
        FigureSource::Formula(formula) => Some(formula::figure(def, formula, kit, figures)),
        FigureSource::Placed(placed) => placed::figure(def, placed, kit, figures),
        FigureSource::Set(set) => sets::figure(def, set, kit, figures),
        FigureSource::OfSet { set, form, field } => {
            placed::of_set(def, (set, field), (kit, kit.form(form)?), figures)
        }
        FigureSource::RowCount { rows } => sets::count_of_rows(def, rows, figures),
        FigureSource::RowSum { rows, column } => sets::sum_of_rows(def, (rows, column), figures),
        FigureSource::Rollup { .. } | FigureSource::Chosen { .. } => None,
    }
}

/// The figures as they were last period, under the ids that they have now: of fields that are compared, and what can be
/// computed from these alone.
pub fn last_period(kit: &Kit, figures: &Figures) -> Figures {
    let mut before = Figures::new();
    for form in &kit.forms {
        for field in form.fields() {
            let path = FieldPath::new(&form.id, &field.id());
            if let Some(figure) = figures.get(&FigureId::of_previous(&path)) {
                let id = FigureId::from(&path);
                let figure = Figure {
                    id: id.clone(),
                    ..figure.clone()
                };
                before.insert(id, figure);
            }
        }
    }
    for def in &kit.figures {
        if let FigureSource::Formula(formula) = &def.source {
            let figure = formula::figure(def, formula, kit, &before);
            before.insert(figure.id.clone(), figure);
        }
    }
    before
}

/// What every form gives figures for: its units, its fields now and last period, its lists.
fn of_form<'a>(input: RollupInput<'a>, form: &'a Form) -> Vec<Box<dyn Accumulator + 'a>> {
    let mut all: Vec<Box<dyn Accumulator + 'a>> = vec![Box::new(roster::Units::of(form))];
    if input.kit.asks.rosters.contains(&form.id) {
        all.push(Box::new(words::Words::of(form, &input.kit.groups)));
    }
    for (at, field) in form.fields().enumerate() {
        all.push(Box::new(fields::Answers::of(form, field, at)));
        if field.row.compare {
            let before = previous::ValuesBefore::of(form, field, input.previous);
            all.push(Box::new(before));
        }
    }
    for (section, _) in form.lists() {
        all.push(Box::new(lists::Rows::of(form, section)));
    }
    all
}

/// What the kit's rules over figures find, and what a number that was kept contradicts.
pub fn findings(kit: &Kit, figures: &Figures) -> Vec<Finding> {
    let mut found = rules::broken(kit, figures);
    found.extend(rules::broken_by_units(kit, figures));
    found.extend(totals::contradicted(kit, figures));
    found
}

/// A fact of the campaign as a figure: no unit stands behind it.
fn of_setting(fact: &SettingFigure) -> Figure {
    Figure {
        id: fact.id.clone(),
        derivation: Derivation::Setting(fact.key.clone()),
        label: fact.label.clone(),
        unit: String::new(),
        kind: fact.kind.clone(),
        format: String::new(),
        value: match &fact.value {
            Some(value) => FigureValue::One(value.clone()),
            None => FigureValue::Missing(Missing::SettingUnset),
        },
        coverage: Coverage::default(),
        contributions: Vec::new(),
        units: BTreeMap::new(),
        at: BTreeMap::new(),
    }
}

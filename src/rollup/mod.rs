//! From readings in force to figures, each with its contributions and coverage.
//!
//! In: a kit, what each unit answered, the campaign's own facts, the texts that the officer chose. Out:
//! [`Figures`], and findings of the rules that join figures. Pure: no files, no clock. A figure never exists
//! without saying how many units it stands on and which cells it comes from.

pub mod figure;
mod formula;
mod gather;
mod parts;
mod rules;
mod twins;

pub use figure::*;
pub use formula::conditions;
pub use rules::{breaks, findings};

use crate::check::{Finding, Place, Reading};
use crate::kit::{FigureSource, Kit};
use crate::value::{Kind, Value};
use std::collections::BTreeMap;

/// A unit that should answer, with its return in force.
#[derive(Debug, Clone)]
pub struct UnitState {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Type, e.g. `xa`.
    pub unit_type: String,
    /// Group of the roster, may be empty.
    pub group: String,
    /// Form that it answers.
    pub form: String,
    /// Ids of the sections that it answers; empty means all.
    pub sections: Vec<String>,
    /// What it answered; `None` while nothing is in force.
    pub in_force: Option<InForce>,
}

/// The return of a unit that counts.
#[derive(Debug, Clone)]
pub struct InForce {
    /// Receipt number in the ledger.
    pub receipt: i64,
    /// File name as received.
    pub file: String,
    /// What it says.
    pub reading: Reading,
}

/// Something that the campaign itself says: its period, its issuer.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Id, e.g. `dot.nam`.
    pub id: String,
    /// What a person calls it.
    pub label: String,
    /// How it is written.
    pub kind: Kind,
    /// `None` when the settings leave it out.
    pub value: Option<Value>,
}

/// A text of a unit that the officer put into the report.
#[derive(Debug, Clone)]
pub struct ChosenText {
    /// The figure it belongs to.
    pub figure: String,
    /// Unit code.
    pub unit: String,
    /// Form and field: `xa.kho_khan`.
    pub field: String,
    /// Where the unit wrote it.
    pub place: Option<Place>,
    /// As the unit wrote it.
    pub raw: String,
    /// As it goes into the report.
    pub text: String,
}

/// All that figures are made of.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The kit.
    pub kit: &'a Kit,
    /// Units that should answer, in the order of the roster.
    pub units: &'a [UnitState],
    /// What the campaign says.
    pub facts: &'a [Fact],
    /// What the officer chose, in order.
    pub chosen: &'a [ChosenText],
    /// Last period's values by unit code and `form.field`.
    pub previous: &'a BTreeMap<(String, String), Value>,
}

/// Looks at the units side by side: partners of one form speak once for each field, and what is wrong between units
/// is found.
pub fn join(kit: &Kit, units: &mut [UnitState]) -> Vec<Finding> {
    let mut findings = parts::join(kit, units);
    findings.extend(twins::find(kit, units));
    findings
}

/// All figures of the campaign.
pub fn figures(input: &Input) -> Figures {
    let mut figures = Figures::new();
    for fact in input.facts {
        figures.insert(fact.id.clone(), gather::fact(fact));
    }
    for form in &input.kit.forms {
        for figure in gather::form(input, form) {
            figures.insert(figure.id.clone(), figure);
        }
    }
    for def in &input.kit.figures {
        let figure = match &def.source {
            FigureSource::Formula(formula) => formula::figure(def, formula, &figures),
            FigureSource::Rollup { .. } => gather::defined(input, def),
            FigureSource::Chosen { fields } => gather::chosen(input, def, fields),
        };
        figures.insert(figure.id.clone(), figure);
    }
    figures
}

/// The ids of all figures that `id` stands on, itself included.
pub fn behind(figures: &Figures, id: &str) -> std::collections::BTreeSet<String> {
    let mut all = std::collections::BTreeSet::new();
    let mut open = vec![id.to_owned()];
    while let Some(next) = open.pop() {
        if let Some(figure) = figures.get(&next)
            && all.insert(next)
        {
            open.extend(figure.inputs.iter().cloned());
        }
    }
    all
}

/// Figures that change with `id`, itself left out: those computed from it, and those rolled up from the same cells.
pub fn used_by<'f>(figures: &'f Figures, id: &str) -> Vec<&'f str> {
    let on_its_cells = |one: &str| {
        // Last period's figures carry the names of this period's fields.
        !one.starts_with("truoc.")
            && figures
                .get(one)
                .is_some_and(|f| f.contributions.iter().any(|c| c.field == id))
    };
    figures
        .keys()
        .map(String::as_str)
        .filter(|other| *other != id)
        .filter(|other| {
            let behind = behind(figures, other);
            behind.contains(id) || behind.iter().any(|one| on_its_cells(one))
        })
        .collect()
}

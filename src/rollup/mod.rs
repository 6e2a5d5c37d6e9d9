//! From readings in force to figures, each with its contributions and coverage.
//!
//! In: a kit, what each unit answered, the campaign's own facts, the texts that the officer chose. Out:
//! [`Figures`], and findings of the rules that join figures. Pure: no files, no clock. A figure never exists
//! without saying how many units it stands on and which cells it comes from.

mod coverage;
mod fields;
mod formula;
mod rules;

pub use formula::conditions;
pub use rules::{breaks, findings};

use crate::model::figure::{Figures, SettingFigure};
use crate::model::kit::{FigureSource, Kit};
use crate::model::respondent::{ChosenText, Respondent};
use crate::value::Value;
use std::collections::BTreeMap;

/// All that figures are made of.
#[derive(Debug, Clone, Copy)]
pub struct RollupInput<'a> {
    /// The kit.
    pub kit: &'a Kit,
    /// Units that should answer, in the order of the roster.
    pub units: &'a [Respondent],
    /// What the campaign says.
    pub facts: &'a [SettingFigure],
    /// What the officer chose, in order.
    pub chosen: &'a [ChosenText],
    /// Last period's values by unit code and `form.field`.
    pub previous: &'a BTreeMap<(String, String), Value>,
}

/// All figures of the campaign.
pub fn figures(input: &RollupInput) -> Figures {
    let mut figures = Figures::new();
    for fact in input.facts {
        figures.insert(fact.id.clone(), fields::fact(fact));
    }
    for form in &input.kit.forms {
        for figure in fields::form(input, form) {
            figures.insert(figure.id.clone(), figure);
        }
    }
    for def in &input.kit.figures {
        let figure = match &def.source {
            FigureSource::Formula(formula) => formula::figure(def, formula, &figures),
            FigureSource::Rollup { .. } => fields::defined(input, def),
            FigureSource::Chosen { fields } => fields::chosen(input, def, fields),
        };
        figures.insert(figure.id.clone(), figure);
    }
    figures
}

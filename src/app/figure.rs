//! What the officer decides about a figure that a person typed over in the report.

use super::decide::{decide, needed};
use super::{Session, Stop, status};
use crate::model::derivation::Derivation;
use crate::model::figure::{Figure, FigureValue, Figures};
use crate::model::id::FigureId;
use crate::model::receipt::Decided;
use crate::msg;
use crate::rollup::{self, TypedFigure, typed_value};
use crate::words::official_value;
use std::collections::BTreeMap;

/// Which of two numbers counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice<'a> {
    /// What was typed, wherever the figure stands, for this reason.
    Typed(&'a str),
    /// What the ledger says.
    Ledger,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// What a person calls the figure.
    pub label: String,
    /// What the ledger says.
    pub ledger: String,
}

/// Settles a figure, named by its id, over which a person typed something.
pub fn settle(
    session: &mut Session,
    id: &str,
    typed: &str,
    choice: Choice<'_>,
) -> Result<Settled, Stop> {
    let typed = typed.trim();
    let reason = match choice {
        Choice::Typed(reason) => needed(reason)?,
        Choice::Ledger => String::new(),
    };
    let figures = status::status(session)?.figures;
    let Some(figure) = figures.get(id) else {
        return Err(Stop::Wrong(msg!("flow.no-such-figure", name = id)));
    };
    let FigureValue::One(value) = &figure.value else {
        return Err(Stop::Wrong(msg!(
            "flow.figure-not-one",
            label = figure.label
        )));
    };
    let keeps_typed = choice != Choice::Ledger;
    if keeps_typed && figure.derivation == Derivation::Roster {
        let label = &figure.label;
        return Err(Stop::Wrong(msg!("flow.figure-of-roster", label = label)));
    }
    let typed = if keeps_typed {
        number_of(typed, figure)?
    } else {
        typed
    };
    let ledger = match &figure.derivation {
        Derivation::Typed { ledger, .. } => ledger.clone(),
        _ => official_value(value, &figure.kind),
    };
    if keeps_typed {
        let kept = TypedFigure {
            typed: typed.to_owned(),
            ledger: ledger.clone(),
            reason: reason.clone(),
        };
        not_beyond_all(session, &figures, (&figure.id, kept))?;
    }
    let settled = Decided::SettleFigure {
        figure: figure.id.clone(),
        typed: typed.to_owned(),
        ledger: ledger.clone(),
        keeps_typed,
    };
    decide(session, [settled], &reason)?;
    Ok(Settled {
        label: figure.label.clone(),
        ledger,
    })
}

/// The number that is meant by what was typed: of "13/14", where 14 are due, 13.
fn number_of<'t>(typed: &'t str, figure: &Figure) -> Result<&'t str, Stop> {
    let odd = || {
        let wrong = msg!("flow.figure-typed-odd", label = figure.label, typed = typed);
        Stop::Wrong(wrong)
    };
    let number = match typed.split_once('/') {
        Some((number, of)) if of.trim() == figure.out_of().to_string() => number.trim(),
        _ => typed,
    };
    match typed_value(number, &figure.kind, &figure.unit) {
        Some(_) => Ok(number),
        None => Err(odd()),
    }
}

/// Refuses a number with which a share would lie beyond what it can be, or more units would have said yes than answered.
fn not_beyond_all(
    session: &Session,
    figures: &Figures,
    (id, kept): (&FigureId, TypedFigure),
) -> Result<(), Stop> {
    let mut with = figures.clone();
    let typed = BTreeMap::from([(id.clone(), kept)]);
    rollup::settle(&session.campaign.kit, &mut with, &typed);
    let is_beyond = |figure: &&Figure| {
        let before = figures.get(&figure.id).and_then(Figure::number);
        let Some(number) = figure.number().filter(|now| before != Some(*now)) else {
            return false;
        };
        let beyond = |(low, high)| number < low || number > high;
        let before = figures.get(&figure.id);
        let is_of_answers = before.is_some_and(|f| f.derivation.counts_answers());
        figure.kind.possible(None).is_some_and(beyond)
            || (is_of_answers && number > f64::from(figure.coverage.have))
    };
    let found = with.values().find(is_beyond);
    match found.map(|figure| (figure, &figure.value)) {
        Some((figure, FigureValue::One(value))) => Err(Stop::Wrong(msg!(
            "flow.figure-typed-beyond",
            label = figure.label,
            value = official_value(value, &figure.kind)
        ))),
        _ => Ok(()),
    }
}

//! What the officer decides about a figure that a person typed over in the report.

use super::decide::{decide, needed};
use super::{Session, Stop, status};
use crate::model::derivation::Derivation;
use crate::model::figure::FigureValue;
use crate::model::receipt::Decided;
use crate::msg;
use crate::rollup::typed_value;
use crate::words::official_value;

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
    if keeps_typed && typed_value(typed, &figure.kind, &figure.unit).is_none() {
        let wrong = msg!("flow.figure-typed-odd", label = figure.label, typed = typed);
        return Err(Stop::Wrong(wrong));
    }
    let ledger = match &figure.derivation {
        Derivation::Typed { ledger, .. } => ledger.clone(),
        _ => official_value(value, &figure.kind),
    };
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

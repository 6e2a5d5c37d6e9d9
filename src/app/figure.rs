//! What the officer decides about a figure that a person typed over in the report.

use super::decide::decide;
use super::kept_number::{kept, ledgers};
use super::reason::needed;
use super::{Session, Stop, status};
use crate::model::figure::FigureValue;
use crate::model::receipt::Decided;
use crate::msg;
use crate::rollup;

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
    /// What the ledger says; `None` when it says nothing now.
    pub ledger: Option<String>,
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
    let status = status::status(session)?;
    let figures = status.figures;
    let Some(figure) = figures.get(id) else {
        return Err(Stop::Wrong(msg!("flow.no-such-figure", name = id)));
    };
    let keeps_typed = choice != Choice::Ledger;
    let ledger = match &figure.value {
        FigureValue::One(value) => Some(ledgers(figure, value)),
        _ => None,
    };
    // A number that was kept once is given up also where the ledger has none any more.
    let was_kept = status.outdated.iter().any(|one| one.figure == figure.id);
    if ledger.is_none() && (keeps_typed || !was_kept) {
        return Err(Stop::Wrong(msg!(
            "flow.figure-not-one",
            label = figure.label
        )));
    }
    let kit = &session.campaign.kit;
    let typed = if keeps_typed {
        let kept = kept(kit, &figures, figure, (typed, &reason)).map_err(Stop::Wrong)?;
        let contradicted = rollup::contradicted(kit, &kept.figures);
        let said = contradicted.into_iter().map(|finding| finding.message);
        session.told.extend(said);
        kept.typed
    } else {
        typed
    };
    let settled = Decided::SettleFigure {
        figure: figure.id.clone(),
        typed: typed.to_owned(),
        ledger: ledger.clone().unwrap_or_default(),
        keeps_typed,
    };
    decide(session, [settled], &reason)?;
    Ok(Settled {
        label: figure.label.clone(),
        ledger,
    })
}

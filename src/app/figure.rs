//! What the officer decides about a figure that a person typed over in the report.

use super::decide::{decide, needed};
use super::{Session, Stop, status};
use crate::model::derivation::Derivation;
use crate::model::figure::{Figure, FigureValue, Figures};
use crate::model::id::FigureId;
use crate::model::kit::{FigureSource, Kit};
use crate::model::receipt::Decided;
use crate::msg;
use crate::rollup::{self, TypedFigure, typed_value};
use crate::store::folder;
use crate::value::{Kind, Value};
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
    let ledger = match &figure.derivation {
        Derivation::Typed { ledger, .. } => ledger.clone(),
        _ => official_value(value, &figure.kind),
    };
    let typed = if keeps_typed {
        let typed = number_of(typed, figure)?;
        is_ones_to_choose(&session.campaign.kit, &figures, figure, (typed, &ledger))?;
        typed
    } else {
        typed
    };
    if keeps_typed {
        let kept = TypedFigure {
            typed: typed.to_owned(),
            ledger: ledger.clone(),
            reason: reason.clone(),
        };
        let with = with_kept(session, &figures, (&figure.id, kept));
        not_beyond_all(&figures, &with)?;
        let contradicted = rollup::contradicted(&session.campaign.kit, &with);
        let said = contradicted.into_iter().map(|finding| finding.message);
        session.told.extend(said);
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

/// Refuses a number for a figure that follows from others, from the roster or from the settings, where what it follows from
/// would say another; and the ledger's own.
fn is_ones_to_choose(
    kit: &Kit,
    figures: &Figures,
    figure: &Figure,
    (typed, ledger): (&str, &str),
) -> Result<(), Stop> {
    let label = &figure.label;
    let value = |text| typed_value(text, &figure.kind, &figure.unit);
    if value(typed) == value(ledger) {
        let same = msg!("flow.figure-typed-same", label = label, ledger = ledger);
        return Err(Stop::Wrong(same));
    }
    let refused = match &figure.derivation {
        Derivation::Roster => msg!("flow.figure-of-roster", label = label),
        Derivation::Setting(key) => msg!(
            "flow.figure-of-setting",
            label = label,
            file = folder::SETTINGS,
            key = key
        ),
        _ => {
            let def = kit.figures.iter().find(|def| def.id == figure.id);
            let Some(FigureSource::Formula(formula)) = def.map(|def| &def.source) else {
                return Ok(());
            };
            let numbers = (value(typed), value(ledger));
            let is_rounded = match numbers {
                (Some(Value::Number(typed_number)), Some(Value::Number(exact))) => {
                    (typed_number - exact).abs() <= half_a_place(typed, &figure.kind)
                }
                _ => false,
            };
            if is_rounded {
                return Ok(());
            }
            let names = formula.names().into_iter();
            let inputs = names.filter_map(|name| {
                let input = figures.get(name.text.as_str())?;
                Some(format!("{} ({})", input.label, input.id))
            });
            msg!(
                "flow.figure-computed",
                label = label,
                typed = typed,
                ledger = ledger,
                inputs = inputs.collect::<Vec<_>>().join("; ")
            )
        }
    };
    Err(Stop::Wrong(refused))
}

/// How far a number that was rounded to the places of this text may lie from the one that it was rounded from.
fn half_a_place(typed: &str, kind: &Kind) -> f64 {
    let after_comma = typed.split_once(',').map_or("", |(_, places)| places);
    let places = after_comma.chars().take_while(char::is_ascii_digit);
    let tens: f64 = places.map(|_| 10.0).product();
    let whole = if *kind == Kind::Percent { 100.0 } else { 1.0 };
    0.5 / (whole * tens) + 1e-9
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

/// The figures as they will be with a number that is kept.
fn with_kept(
    session: &Session,
    figures: &Figures,
    (id, kept): (&FigureId, TypedFigure),
) -> Figures {
    let mut with = figures.clone();
    rollup::settle(
        &session.campaign.kit,
        &mut with,
        &BTreeMap::from([(id.clone(), kept)]),
    );
    with
}

/// Refuses a number with which a share would lie beyond what it can be, or more units would have said yes than answered.
fn not_beyond_all(figures: &Figures, with: &Figures) -> Result<(), Stop> {
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

//! Which number may be kept where a person typed over a figure of the report.

use crate::model::derivation::Derivation;
use crate::model::figure::{Figure, FigureValue, Figures};
use crate::model::kit::{FigureSource, Kit};
use crate::msg;
use crate::rollup::{self, TypedFigure, typed_value};
use crate::store::folder;
use crate::value::{Kind, Value};
use crate::words::{Message, official_value};
use std::collections::BTreeMap;

/// What the ledger says of a figure, whatever was kept in its place.
pub(super) fn ledgers(figure: &Figure, value: &Value) -> String {
    match &figure.derivation {
        Derivation::Typed { ledger, .. } => ledger.clone(),
        _ => official_value(value, &figure.kind),
    }
}

/// A number that may be kept.
pub(super) struct KeptNumber<'t> {
    pub(super) typed: &'t str,
    /// The figures with it.
    pub(super) figures: Figures,
}

/// The number that is meant by what was typed over a figure, where it may be kept; else why not.
pub(super) fn kept<'t>(
    kit: &Kit,
    figures: &Figures,
    figure: &Figure,
    (typed, reason): (&'t str, &str),
) -> Result<KeptNumber<'t>, Message> {
    let FigureValue::One(value) = &figure.value else {
        return Err(msg!("flow.figure-not-one", label = figure.label));
    };
    let typed = number_of(typed, figure)?;
    let ledger = ledgers(figure, value);
    is_ones_to_choose(kit, figures, figure, (typed, &ledger))?;
    let kept = TypedFigure {
        typed: typed.to_owned(),
        ledger,
        reason: reason.to_owned(),
    };
    let mut with = figures.clone();
    let one = BTreeMap::from([(figure.id.clone(), kept)]);
    rollup::settle(kit, &mut with, &one);
    not_beyond_all(figures, &with)?;
    Ok(KeptNumber {
        typed,
        figures: with,
    })
}

/// Why what was typed over a figure cannot be kept in its place; `None` where the officer may keep it.
pub(super) fn why_not_kept(
    kit: &Kit,
    figures: &Figures,
    figure: &Figure,
    typed: &str,
) -> Option<Message> {
    kept(kit, figures, figure, (typed.trim(), "")).err()
}

/// Refuses a number for a figure that follows from others, from the roster or from the settings, where what it follows from
/// would say another; and the ledger's own.
fn is_ones_to_choose(
    kit: &Kit,
    figures: &Figures,
    figure: &Figure,
    (typed, ledger): (&str, &str),
) -> Result<(), Message> {
    let label = &figure.label;
    let value = |text| typed_value(text, &figure.kind, &figure.unit);
    if value(typed) == value(ledger) {
        let same = msg!("flow.figure-typed-same", label = label, ledger = ledger);
        return Err(same);
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
    Err(refused)
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
fn number_of<'t>(typed: &'t str, figure: &Figure) -> Result<&'t str, Message> {
    let odd = || msg!("flow.figure-typed-odd", label = figure.label, typed = typed);
    let number = match typed.split_once('/') {
        Some((number, of)) if of.trim() == figure.out_of(figure.coverage).to_string() => {
            number.trim()
        }
        _ => typed,
    };
    match typed_value(number, &figure.kind, &figure.unit) {
        Some(_) => Ok(number),
        None => Err(odd()),
    }
}

/// Refuses a number with which a share would lie beyond what it can be, or more units would have said yes than answered.
fn not_beyond_all(figures: &Figures, with: &Figures) -> Result<(), Message> {
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
        Some((figure, FigureValue::One(value))) => Err(msg!(
            "flow.figure-typed-beyond",
            label = figure.label,
            value = official_value(value, &figure.kind)
        )),
        _ => Ok(()),
    }
}

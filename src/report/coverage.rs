//! The sentence that says whose figures are not in the report.
//!
//! In: where the campaign stands. Out: a block of the body, which stands before what announces the results, and its
//! words as they would be now. How many units there are is for the narrative to say, in its own terms; here they are
//! named.

use crate::campaign::departed::Fate;
use crate::campaign::roster::place_in_text;
use crate::campaign::status::Status;
use crate::model::derivation::Derivation;
use crate::model::document::{Block, Inline, Slot};
use crate::model::figure::{Coverage, Figure, FigureValue};
use crate::model::id::{FigureId, UnitCode};
use crate::msg;
use crate::value::Nil;
use crate::words::{Lang, official_value};
use std::collections::BTreeMap;

/// Stands in the place of a figure's id for the sentence, so that it is refreshed like a figure.
pub(crate) const COVERAGE: &str = "pham_vi_so_lieu";

/// Indicators of one unit that are named; of more, their number is told.
const NAMED: usize = 3;

/// Puts the sentence into a body when there is something to say: before the first heading, and before a line there
/// that leads on to what follows.
pub(crate) fn add_sentence(blocks: &mut Vec<Block>, status: &Status) {
    let Some(shown) = lacking(status) else { return };
    let mut at = blocks
        .iter()
        .position(|b| matches!(b, Block::Heading { .. }))
        .unwrap_or(blocks.len());
    if at > 0 && leads_on(&blocks[at - 1]) {
        at -= 1;
    }
    let block = Block::Paragraph {
        content: vec![Inline::Figure {
            slot: Slot::whole(FigureId::of_sentence(COVERAGE), ""),
            shown,
        }],
        line: 0,
    };
    blocks.insert(at, block);
}

fn leads_on(block: &Block) -> bool {
    let (Block::Paragraph { content, .. } | Block::Item { content, .. }) = block else {
        return false;
    };
    matches!(content.last(), Some(Inline::Text(text)) if text.trim_end().ends_with(':'))
}

/// The sentence as it is now, also when nothing is lacking.
pub(crate) fn sentence(status: &Status) -> String {
    let whole = || msg!("flow.coverage-whole", due = status.due()).say(Lang::Vi);
    lacking(status).unwrap_or_else(whole)
}

/// Units that have not answered, units that answered some indicators with "no data", and what stands on fewer units.
fn lacking(status: &Status) -> Option<String> {
    let mut sentences = Vec::new();
    let mut silent: Vec<String> = status
        .without()
        .map(|(unit, reason)| {
            let unit = name(&unit.unit.name);
            msg!("flow.coverage-unit", unit = unit, reason = reason).say(Lang::Vi)
        })
        .collect();
    let others = status.missing().chain(status.after_close());
    silent.extend(others.map(|unit| name(&unit.unit.name)));
    let mut counted = Vec::new();
    for one in status.departed.iter().filter(|one| one.has_left()) {
        let unit = name(&one.name);
        match &one.fate {
            None => silent.push(unit),
            Some(Fate::LeftOut(reason)) => {
                let said = msg!("flow.coverage-left-out", unit = unit, reason = reason);
                counted.push(said.say(Lang::Vi));
            }
            Some(Fate::CountedIn(_, into)) => {
                let into = name(into);
                counted.push(msg!("flow.coverage-merged", unit = unit, into = into).say(Lang::Vi));
            }
        }
    }
    if !silent.is_empty() {
        let count = crate::value::format::two_digits(silent.len() as f64);
        let units = silent.join("; ");
        sentences.push(msg!("flow.coverage", count = count, units = units).say(Lang::Vi));
    }
    sentences.extend(counted);
    let no_data = without_data(status);
    let answered = status.units.iter().filter(|u| u.in_force.is_some());
    let parts: Vec<String> = answered
        .filter_map(|u| Some(part(&u.unit.name, no_data.get(&u.unit.code)?)))
        .collect();
    if !parts.is_empty() {
        sentences.push(msg!("flow.coverage-parts", units = parts.join("; ")).say(Lang::Vi));
    }
    sentences.extend(sent_late(status));
    sentences.extend(filled_for(status));
    sentences.extend(entered(status));
    sentences.extend(status.figures.values().filter_map(typed));
    if !status.in_common.is_empty() {
        let one = |(label, c): &(String, Coverage)| {
            let (have, of) = (count(c.have), count(c.of));
            msg!(
                "flow.coverage-common-one",
                label = label,
                have = have,
                of = of
            )
            .say(Lang::Vi)
        };
        let all: Vec<String> = status.in_common.iter().map(one).collect();
        sentences.push(msg!("flow.coverage-common", what = all.join("; ")).say(Lang::Vi));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Units that are named as having sent late; of more, their number is told.
const LATE: usize = 20;

/// The units that sent their answer after their deadline.
fn sent_late(status: &Status) -> Option<String> {
    let late: Vec<_> = status.sent_late().collect();
    let count = crate::value::format::two_digits(late.len() as f64);
    match late.as_slice() {
        [] => None,
        few if few.len() <= LATE => {
            let units = few.iter().map(|(unit, day)| {
                msg!("due.coverage-unit", unit = name(&unit.unit.name), day = day).say(Lang::Vi)
            });
            let units = units.collect::<Vec<_>>().join("; ");
            Some(msg!("due.coverage", count = count, units = units).say(Lang::Vi))
        }
        _ => Some(msg!("due.coverage-many", count = count).say(Lang::Vi)),
    }
}

/// A figure that is not as the units' answers give it.
fn typed(figure: &Figure) -> Option<String> {
    let (Derivation::Typed { ledger, reason }, FigureValue::One(value)) =
        (&figure.derivation, &figure.value)
    else {
        return None;
    };
    let said = msg!(
        "flow.coverage-typed",
        label = figure.label,
        value = official_value(value, &figure.kind),
        ledger = ledger,
        reason = reason
    );
    Some(said.say(Lang::Vi))
}

/// The indicators to which each unit gave no data, by their labels.
fn without_data(status: &Status) -> BTreeMap<&UnitCode, Vec<&str>> {
    let mut labels: BTreeMap<&UnitCode, Vec<&str>> = BTreeMap::new();
    for figure in status.figures.values() {
        let own = figure.contributions.iter();
        // What is left out has no source, and a sentence of its own.
        for answer in own.filter(|c| figure.id.is_of(&c.field) && !c.file.is_empty()) {
            // Nothing arisen is none in a sum; of a yes or no it says neither.
            let is_lacking = match answer.nil {
                Some(Nil::NoData) => true,
                Some(Nil::NotArisen) => figure.derivation.counts_answers(),
                None => false,
            };
            if is_lacking {
                labels.entry(&answer.unit).or_default().push(&figure.label);
            }
        }
    }
    labels
}

/// The units whose whole form the officer filled, each with where the figures were learned.
fn filled_for(status: &Status) -> Option<String> {
    let filled = status.units.iter().filter_map(|one| {
        let learned = one.in_force.as_ref()?.reading.learned.as_ref()?;
        let unit = name(&one.unit.name);
        Some(msg!("enter.coverage-form-one", unit = unit, source = learned).say(Lang::Vi))
    });
    let filled: Vec<String> = filled.collect();
    let count = crate::value::format::two_digits(filled.len() as f64);
    let units = filled.join("; ");
    (!units.is_empty())
        .then(|| msg!("enter.coverage-form", count = count, units = units).say(Lang::Vi))
}

/// What the officer left out of units' answers, by unit and reason, and what was entered for them and is not confirmed.
fn entered(status: &Status) -> Vec<String> {
    let (mut left_out, mut to_confirm) = (BTreeMap::new(), BTreeMap::new());
    let mut of_last: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for figure in status.figures.values() {
        let own = figure.contributions.iter();
        for answer in own.filter(|c| figure.id.is_of(&c.field) && c.is_entered) {
            let unit = status.units.iter().find(|u| u.unit.code == answer.unit);
            let in_force = unit.and_then(|unit| unit.in_force.as_ref());
            let is_of_form = in_force.is_some_and(|f| {
                let learned = f.reading.learned.as_ref();
                learned.is_some() && f.reading.laid_by(answer.field.field()).is_none()
            });
            if is_of_form {
                continue;
            }
            if in_force.is_some_and(|f| f.reading.is_of_last(answer.field.field())) {
                let labels = of_last.entry(&answer.unit_name).or_default();
                labels.push(&figure.label);
                continue;
            }
            let said = in_force.and_then(|f| f.reading.reason_of_nil(answer.field.field()));
            let (all, why) = match said {
                Some(reason) if answer.file.is_empty() => (&mut left_out, reason),
                _ => (&mut to_confirm, answer.file.as_str()),
            };
            let labels: &mut Vec<&str> = all.entry((&answer.unit_name, why)).or_default();
            labels.push(&figure.label);
        }
    }
    let mut sentences = Vec::new();
    for ((unit, reason), labels) in left_out {
        let (unit, what) = (name(unit), indicators(&labels));
        let said = msg!(
            "enter.coverage-left-out",
            unit = unit,
            what = what,
            reason = reason
        );
        sentences.push(said.say(Lang::Vi));
    }
    let units: Vec<String> = of_last
        .into_iter()
        .map(|(unit, labels)| {
            let (unit, what) = (name(unit), indicators(&labels));
            msg!("enter.coverage-of-last-one", unit = unit, what = what).say(Lang::Vi)
        })
        .collect();
    if !units.is_empty() {
        let units = units.join("; ");
        sentences.push(msg!("enter.coverage-of-last", units = units).say(Lang::Vi));
    }
    let units: Vec<String> = to_confirm
        .into_iter()
        .map(|((unit, source), labels)| {
            let (unit, what) = (name(unit), indicators(&labels));
            msg!(
                "enter.coverage-one",
                unit = unit,
                what = what,
                source = source
            )
            .say(Lang::Vi)
        })
        .collect();
    if !units.is_empty() {
        sentences.push(msg!("enter.coverage", units = units.join("; ")).say(Lang::Vi));
    }
    sentences
}

/// A unit that answered, with the indicators to which it gave no data.
fn part(unit: &str, labels: &[&str]) -> String {
    let what = indicators(labels);
    msg!("flow.coverage-part", unit = name(unit), what = what).say(Lang::Vi)
}

/// Indicators by their labels, or how many.
fn indicators(labels: &[&str]) -> String {
    if labels.len() <= NAMED {
        return labels.join(", ");
    }
    let count = crate::value::format::two_digits(labels.len() as f64);
    msg!("flow.coverage-indicators", count = count).say(Lang::Vi)
}

fn count(units: u32) -> String {
    crate::value::format::count(f64::from(units))
}

fn name(unit: &str) -> String {
    place_in_text(unit).unwrap_or_else(|| unit.to_owned())
}

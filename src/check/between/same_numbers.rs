//! Duplicate figures: units whose figures are all the same: one copied the other's form, or was sent it by mistake.

use crate::model::code;
use crate::model::kit::Kit;
use crate::model::respondent::Respondent;
use crate::model::{
    finding::{Draft, Finding, Involved, between_units},
    reading::{Answer, Reading},
};
use crate::msg;
use crate::value::Value;
use crate::words::{Fact, ToFact};
use std::collections::BTreeMap;

/// Fewer numbers above nought may well agree by chance.
const FEWEST_NUMBERS: usize = 6;

/// A warning for each group of units of one form with the same numbers throughout.
pub(super) fn find(kit: &Kit, units: &[Respondent]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for form in &kit.forms {
        let mut groups: BTreeMap<Vec<u64>, Vec<&Respondent>> = BTreeMap::new();
        for unit in units.iter().filter(|u| u.unit.form == form.id) {
            if let Some(numbers) = unit.in_force.as_ref().and_then(|f| numbers(&f.reading)) {
                groups.entry(numbers).or_default().push(unit);
            }
        }
        let mut twins: Vec<_> = groups.into_iter().filter(|(_, g)| g.len() > 1).collect();
        twins.sort_by(|(_, a), (_, b)| a[0].unit.code.cmp(&b[0].unit.code));
        findings.extend(
            twins
                .iter()
                .map(|(numbers, group)| of_group(numbers, group)),
        );
    }
    findings
}

/// All numbers of a reading in their order, with what is no number left blank; `None` when they are few.
fn numbers(reading: &Reading) -> Option<Vec<u64>> {
    let number = |answer: &Answer| match answer {
        Answer::Value(Value::Number(n)) => Some(*n),
        _ => None,
    };
    let all = reading.fields.iter().map(|f| number(&f.answer));
    let above = all.clone().flatten().filter(|n| *n > 0.0).count();
    (above >= FEWEST_NUMBERS).then(|| all.map(|n| n.map_or(u64::MAX, f64::to_bits)).collect())
}

fn of_group(numbers: &[u64], group: &[&Respondent]) -> Finding {
    const SHOWN: usize = 5;
    let mut names: Vec<&str> = group
        .iter()
        .take(SHOWN)
        .map(|u| u.unit.name.as_str())
        .collect();
    if group.len() > SHOWN {
        names.push("…");
    }
    let cells = group.iter().take(SHOWN).map(|unit| Involved {
        field: None,
        label: unit.unit.name.clone(),
        place: None,
        shown: unit
            .in_force
            .as_ref()
            .map_or_else(String::new, |f| f.file.clone())
            .into(),
    });
    let message = msg!(
        "check.same-figures",
        count = group.len(),
        units = names.join(", ")
    );
    // Which units, and what all of them say; in which files they say it is the same.
    let units = group.iter().map(|u| u.unit.code.to_fact());
    let numbers = numbers.iter().map(|n| match f64::from_bits(*n) {
        n if n.is_nan() => Fact::default(),
        n => Fact::typed(n),
    });
    between_units(Draft {
        about: group[0].unit.code.to_string(),
        cells: cells.collect(),
        values: Some(units.chain(numbers).collect()),
        ..Draft::new(
            &code::SAME_FIGURES,
            (message, msg!("check.same-figures-todo")),
        )
    })
}

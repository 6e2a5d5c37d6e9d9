//! Last period's values of units that are part of another one now: both periods then speak of the same places.

use super::Previous;
use super::told::{name_of, some};
use crate::model::form::Form;
use crate::model::id::{FieldPath, UnitCode};
use crate::model::kit::Kit;
use crate::model::unit::{Participation, Roster};
use crate::msg;
use crate::value::{Rollup, Value};
use crate::words::Message;
use std::collections::{BTreeMap, BTreeSet};

/// Adds the values of merged units to those of the unit that they are part of. Where a value cannot be added up, or one
/// of them lacks it, nothing is known of the unit as it is now.
pub(super) fn merge(
    previous: &mut Previous,
    known: &BTreeSet<UnitCode>,
    kit: &Kit,
    roster: &Roster,
) -> Vec<Message> {
    let mut into: BTreeMap<&UnitCode, Vec<&UnitCode>> = BTreeMap::new();
    for unit in &roster.units {
        if let Participation::MergedInto(target) = &unit.state {
            into.entry(target).or_default().push(&unit.code);
        }
    }
    let mut said = Vec::new();
    for (target, merged) in into {
        let Some(form) = roster.unit(target).and_then(|unit| kit.form(&unit.form)) else {
            continue;
        };
        // A unit that was formed of others had no values of its own.
        let own = known.contains(target).then_some(target);
        let parts: Vec<&UnitCode> = own.into_iter().chain(merged.iter().copied()).collect();
        if !parts.iter().any(|part| known.contains(*part)) {
            continue;
        }
        let (added, lost) = add(previous, form, target, &parts);
        let names: Vec<String> = merged.iter().map(|code| name_of(roster, code)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (units, into) = (some(&names), name_of(roster, target));
        if added > 0 {
            said.push(msg!(
                "campaign.previous-merged",
                units = units,
                into = into,
                count = added
            ));
        }
        if lost > 0 {
            said.push(msg!(
                "campaign.previous-unmerged",
                units = units,
                into = into,
                count = lost
            ));
        }
    }
    said
}

/// How many fields of the form were added up, and of how many nothing is known any more.
fn add(
    previous: &mut Previous,
    form: &Form,
    target: &UnitCode,
    parts: &[&UnitCode],
) -> (usize, usize) {
    let (mut added, mut lost) = (0, 0);
    for field in form.fields() {
        let path = FieldPath::new(&form.id, &field.id());
        let values = parts.iter().map(|part| {
            let value = previous.values.remove(&((*part).clone(), path.clone()));
            Some(value)
        });
        let values: Vec<Option<Value>> = values.flatten().collect();
        if values.iter().all(Option::is_none) {
            continue;
        }
        let numbers = values.iter().map(|value| match value {
            Some(Value::Number(n)) if field.rollup() == Rollup::Sum => Some(*n),
            _ => None,
        });
        match numbers.sum::<Option<f64>>() {
            Some(sum) => {
                let key = (target.clone(), path);
                previous.values.insert(key, Value::Number(sum));
                added += 1;
            }
            None => lost += 1,
        }
    }
    (added, lost)
}

//! The roster with its state.

use super::finding::{findings, waiting};
use crate::app::status::{Departed, Fate, Status, UnitStanding};
use crate::model::id::UnitCode;
use crate::value::format;
use crate::words::Lang;
use serde_json::{Value, json};

/// Who has answered, what was found, what waits.
pub fn status(status: &Status, lang: Lang) -> String {
    let units: Vec<_> = status
        .roster
        .iter()
        .map(|u| {
            json!({
                "code": u.unit.code,
                "name": u.unit.name,
                "deadline": format::day(u.deadline),
                "state": word(&u.state),
                "file": u.receipt.as_ref().map(|r| &r.file),
                "combined_with": u.laid.iter().map(|r| &r.file).collect::<Vec<_>>(),
                "entered": entered(status, &u.unit.code).0,
                "left_out": entered(status, &u.unit.code).1,
                "errors": u.open.0,
                "warnings": u.open.1,
                "notes": u.open.2,
            })
        })
        .collect();
    let found = findings(status.listed(), lang);
    let departed: Vec<_> = status
        .departed
        .iter()
        .map(|one| departed(one, lang))
        .collect();
    json!({
        "units": units,
        "departed": departed,
        "findings": found,
        "waiting": waiting(status, lang),
    })
    .to_string()
}

/// How many answers of a unit the officer entered, which it has not confirmed yet, and how many are left out.
fn entered(status: &Status, unit: &UnitCode) -> (usize, usize) {
    let mut own = status.units.iter().filter(|one| one.unit.code == *unit);
    let in_force = own.find_map(|one| one.in_force.as_ref());
    in_force.map_or((0, 0), |in_force| in_force.reading.count_entered())
}

/// An answer that the roster does not ask for as it came, and what becomes of it.
fn departed(one: &Departed, lang: Lang) -> Value {
    let (counted_in, left_out) = match &one.fate {
        Some(Fate::CountedIn(into, _)) => (Some(into), None),
        Some(Fate::LeftOut(reason)) => (None, Some(reason)),
        None => (None, None),
    };
    json!({
        "code": one.unit,
        "name": one.name,
        "file": one.file,
        "message": one.said().say(lang),
        "counted_in": counted_in,
        "left_out": left_out,
        "action": one.fate.is_none().then(|| one.action()),
    })
}

fn word(state: &UnitStanding) -> &'static str {
    match state {
        UnitStanding::Answered => "answered",
        UnitStanding::Missing => "missing",
        UnitStanding::Late => "late",
        UnitStanding::AfterClose => "after_close",
        UnitStanding::Without(_) => "without",
        UnitStanding::Exempt => "exempt",
        UnitStanding::Merged(_) => "merged",
    }
}

//! The roster with its state.

use super::editions::differences;
use super::finding::{findings, waiting};
use crate::app::issue::IssuedReport;
use crate::app::status::{Departed, Fate, Status, UnitStanding};
use crate::model::id::UnitCode;
use crate::value::format;
use crate::words::{Lang, Message};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Who has answered, what was found, what waits; what else there is to say of this copy of the campaign, and the report
/// that was issued.
pub fn status(
    status: &Status,
    (told, issued): (&[Message], Option<&IssuedReport>),
    lang: Lang,
) -> String {
    // What the officer entered, which the unit has not confirmed yet, and what is left out.
    let answered = status.units.iter().filter_map(|one| {
        let in_force = one.in_force.as_ref()?;
        Some((&one.unit.code, in_force.reading.count_entered()))
    });
    let answered: BTreeMap<&UnitCode, (usize, usize)> = answered.collect();
    let units: Vec<_> = status
        .roster
        .iter()
        .map(|u| {
            let (entered, left_out) = answered.get(&u.unit.code).copied().unwrap_or_default();
            json!({
                "code": u.unit.code,
                "name": u.unit.name,
                "deadline": format::day(u.deadline),
                "state": word(&u.state),
                "sent_late": u.sent_late.map(format::day),
                "promised": u.promised().map(format::day),
                "file": u.receipt.as_ref().map(|r| &r.file),
                "combined_with": u.laid.iter().map(|r| &r.file).collect::<Vec<_>>(),
                "paper_code": u.code,
                "signed": u.signed.as_ref().map(|copy| json!({
                    "file": copy.file,
                    "code": copy.code,
                    "agrees": copy.agrees,
                    "by_eye": copy.by_eye,
                })),
                "entered": entered,
                "left_out": left_out,
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
        "told": told.iter().map(|one| one.say(lang)).collect::<Vec<_>>(),
        "issued": issued.map(|one| self::issued(one, lang)),
    })
    .to_string()
}

/// The report that was issued, and what of it reads otherwise now.
fn issued(report: &IssuedReport, lang: Lang) -> Value {
    json!({
        "number": report.number,
        "day": format::day(report.day),
        "file": report.archived,
        "altered": report.altered.as_ref().map(|one| one.say(lang)),
        "differs": differences(&report.figures),
    })
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

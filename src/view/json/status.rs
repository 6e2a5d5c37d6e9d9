//! The roster with its state.

use super::finding::{findings, waiting};
use crate::app::status::{Status, UnitStanding};
use crate::value::format;
use crate::words::Lang;
use serde_json::json;

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
                "errors": u.open.0,
                "warnings": u.open.1,
                "notes": u.open.2,
            })
        })
        .collect();
    let found = findings(status.listed(), lang);
    json!({ "units": units, "findings": found, "waiting": waiting(status, lang) }).to_string()
}

fn word(state: &UnitStanding) -> &'static str {
    match state {
        UnitStanding::Answered => "answered",
        UnitStanding::Missing => "missing",
        UnitStanding::Late => "late",
        UnitStanding::Without(_) => "without",
        UnitStanding::Exempt => "exempt",
        UnitStanding::Merged(_) => "merged",
    }
}

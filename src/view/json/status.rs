//! The roster with its state.

use super::finding::{findings, waiting};
use crate::app::status::{State, Status};
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

fn word(state: &State) -> &'static str {
    match state {
        State::Answered => "answered",
        State::Missing => "missing",
        State::Late => "late",
        State::Without(_) => "without",
        State::Exempt => "exempt",
        State::Merged(_) => "merged",
    }
}

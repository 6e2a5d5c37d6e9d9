//! Editions of the report, with what is new in each and why.

use crate::app::edition::Difference;
use crate::app::editions::{Cause, Listed, Since};
use serde_json::{Value, json};

/// Editions in the order given; a cause has its sentence.
pub fn editions(all: &[Listed], said: &dyn Fn(&Cause) -> String) -> String {
    let all: Value = all.iter().map(|one| edition(one, said)).collect();
    json!({ "editions": all }).to_string()
}

/// What two editions say otherwise.
pub fn compared_editions(all: &[Difference]) -> String {
    json!({ "differences": differences(all) }).to_string()
}

fn edition(one: &Listed, said: &dyn Fn(&Cause) -> String) -> Value {
    let issued = one.issued.as_ref().map(|issued| {
        json!({
            "number": issued.number,
            "day": issued.day.to_string(),
            "undone": issued.undone.map(|act| act.0),
        })
    });
    json!({
        "id": one.id,
        "file": one.name,
        "edition": one.edition,
        "at": one.at,
        "hash": one.hash,
        "figures": one.figures,
        "issued": issued,
        "since": one.since.as_ref().map(|since| new(since, said)),
    })
}

fn new(since: &Since, said: &dyn Fn(&Cause) -> String) -> Value {
    let causes: Value = since
        .causes
        .iter()
        .map(|one| cause(one, &said(one)))
        .collect();
    json!({
        "before": since.before,
        "differences": differences(&since.figures),
        "causes": causes,
    })
}

pub(super) fn differences(all: &[Difference]) -> Value {
    let all = all.iter();
    all.map(|one| json!({ "label": one.label, "before": one.before, "after": one.after }))
        .collect()
}

fn cause(cause: &Cause, said: &str) -> Value {
    match cause {
        Cause::CameIn { unit, file } => {
            json!({ "what": "came_in", "unit": unit, "file": file, "said": said })
        }
        Cause::Decided { decision, file } => json!({
            "what": "decided",
            "act": decision.act.id.0,
            "by": decision.act.by,
            "reason": decision.reason,
            "file": file,
            "said": said,
        }),
    }
}

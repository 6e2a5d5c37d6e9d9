//! What happened in a campaign.

use crate::app::book::{Event, Happened};
use serde_json::{Value, json};

/// Events in the order given, each with its sentence.
pub fn logged(events: &[Event], said: &dyn Fn(&Event) -> String) -> String {
    let all: Value = events
        .iter()
        .map(|event| one(event, &said(event)))
        .collect();
    json!({ "events": all }).to_string()
}

fn one(event: &Event, said: &str) -> Value {
    let (what, unit, file, hash) = match &event.what {
        Happened::Received { file, unit, hash } => (
            "received",
            unit.as_deref().unwrap_or_default(),
            file.as_str(),
            hash.as_str(),
        ),
        Happened::Decided { file, .. } => ("decided", "", file.as_deref().unwrap_or_default(), ""),
        Happened::Asked { unit, .. } => ("asked", unit.as_str(), "", ""),
        Happened::Written { name, hash, .. } => ("written", "", name.as_str(), hash.as_str()),
    };
    let (act, undone) = match &event.what {
        Happened::Decided {
            decision, undone, ..
        } => (Some(decision.act.id.0), undone.map(|act| act.0)),
        _ => (None, None),
    };
    json!({
        "at": event.at,
        "by": event.by,
        "what": what,
        "unit": unit,
        "file": file,
        "hash": hash,
        "act": act,
        "undone": undone,
        "said": said,
    })
}

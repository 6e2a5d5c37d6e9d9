//! Findings, changes, and what waits for a decision.

use super::located;
use crate::app::status::Status;
use crate::model::raw::cell_name;
use crate::model::{change::Change, finding::Finding, reading::Place};
use crate::words::Lang;
use serde_json::{Value, json};

/// Findings in the order given.
pub(super) fn findings<'f>(all: impl IntoIterator<Item = &'f Finding>, lang: Lang) -> Value {
    all.into_iter().map(|f| finding(f, lang)).collect()
}

fn finding(finding: &Finding, lang: Lang) -> Value {
    let cells: Vec<_> = finding
        .cells
        .iter()
        .map(|c| {
            json!({
                "field": c.field,
                "label": c.label,
                "sheet": c.place.as_ref().map(|p| &p.sheet),
                "cell": c.place.as_ref().map(|p| cell_name(p.row, p.col)),
                "shown": c.shown.say(lang),
            })
        })
        .collect();
    json!({
        "id": finding.id,
        "code": finding.code,
        "severity": finding.severity,
        "state": finding.state,
        "unit": finding.unit.as_deref().unwrap_or_default(),
        "file": finding.file,
        "message": finding.message.say(lang),
        "todo": finding.todo.say(lang),
        "action": finding.open_action(),
        "reason": finding.reason,
        "cells": cells,
    })
}

/// Returns on which nobody has decided, with what they would change.
pub(super) fn waiting(status: &Status, lang: Lang) -> Value {
    let all = status.waiting.iter().map(|w| {
        json!({
            "finding": w.pending.id,
            "unit": w.pending.obligation.unit,
            "file": w.names[0],
            "before": w.names[1],
            "why": w.sentence().say(lang),
            "action": w.action(),
            "changes": changes(&w.changes),
        })
    });
    all.collect()
}

/// What one return says otherwise than another.
pub(super) fn changes(changes: &[Change]) -> Value {
    let all = changes.iter().map(|c| {
        let place = |p: &Option<Place>| p.as_ref().map(located);
        json!({
            "field": c.field,
            "label": c.label,
            "before": c.before,
            "after": c.after,
            "place_before": place(&c.place_before),
            "place_after": place(&c.place_after),
            "became_blank": c.became_blank,
        })
    });
    all.collect()
}

//! Results for programs: one JSON value on one line.

use crate::check::Finding;
use crate::flow::ingest::{Received, Standing};
use crate::flow::status::{State, Status};
use crate::kit::{Files, Mistake};
use crate::words::Lang;

/// What was received and what counts now, for programs.
pub(super) fn received(received: &[Received], findings: &[Finding], lang: Lang) -> String {
    let files: Vec<_> = received
        .iter()
        .map(|r| {
            serde_json::json!({
                "file": r.file,
                "receipt": r.receipt,
                "unit": r.unit,
                "standing": standing_word(&r.standing),
                "account": r.reading.as_ref().map(|x| &x.account),
                "findings": r.findings.iter().map(|f| finding_json(f, lang)).collect::<Vec<_>>(),
            })
        })
        .collect();
    let all: Vec<_> = findings.iter().map(|f| finding_json(f, lang)).collect();
    serde_json::json!({ "files": files, "findings": all }).to_string()
}

fn standing_word(standing: &Standing) -> &'static str {
    match standing {
        Standing::InForce => "in_force",
        Standing::Replaced { .. } => "replaced_earlier",
        Standing::Waits { .. } => "waits_for_decision",
        Standing::NotTaken => "not_taken",
        Standing::Known => "known",
    }
}

fn finding_json(finding: &Finding, lang: Lang) -> serde_json::Value {
    let cells: Vec<_> = finding
        .cells
        .iter()
        .map(|c| {
            serde_json::json!({
                "field": c.field,
                "label": c.label,
                "sheet": c.place.as_ref().map(|p| &p.sheet),
                "cell": c.place.as_ref().map(|p| crate::workbook::raw::cell_name(p.row, p.col)),
                "shown": c.shown,
            })
        })
        .collect();
    serde_json::json!({
        "id": finding.id,
        "code": finding.code,
        "severity": finding.severity,
        "state": finding.state,
        "unit": finding.unit,
        "file": finding.file,
        "message": finding.message.say(lang),
        "todo": finding.todo.say(lang),
        "reason": finding.reason,
        "cells": cells,
    })
}

/// What is wrong with a kit, for programs: nothing is an empty list.
pub(super) fn mistakes(mistakes: &[Mistake], files: &Files, lang: Lang) -> String {
    let all = mistakes.iter().map(|mistake| {
        let (line, column) = mistake.position(files);
        serde_json::json!({
            "file": mistake.file,
            "line": line,
            "column": column,
            "code": mistake.message.id,
            "message": mistake.message.say(lang),
            "help": mistake.help.as_ref().map(|help| help.say(lang)),
        })
    });
    serde_json::Value::from(all.collect::<Vec<_>>()).to_string()
}

/// The roster with its state, for programs.
pub(super) fn status(status: &Status, lang: Lang) -> String {
    let units: Vec<_> = status
        .roster
        .iter()
        .map(|u| {
            serde_json::json!({
                "code": u.code,
                "name": u.name,
                "deadline": u.deadline,
                "state": match u.state {
                    State::Answered => "answered",
                    State::Missing => "missing",
                    State::Late => "late",
                    State::Without(_) => "without",
                    State::Exempt => "exempt",
                    State::Merged(_) => "merged",
                },
                "file": u.receipt.as_ref().map(|r| &r.file),
                "errors": u.open.0,
                "warnings": u.open.1,
                "notes": u.open.2,
            })
        })
        .collect();
    let findings: Vec<_> = status
        .findings
        .iter()
        .map(|f| finding_json(f, lang))
        .collect();
    serde_json::json!({ "units": units, "findings": findings }).to_string()
}

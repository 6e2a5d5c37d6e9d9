//! Results for programs: one JSON value on one line.

use crate::app::ingest::{Received, Verdict};
use crate::campaign::status::{State, Status};
use crate::model::figure::Figure;
use crate::model::raw::cell_name;
use crate::model::reading::Account;
use crate::model::{change::Change, finding::Finding, reading::Place};
use crate::source::{Files, Mistake};
use crate::words::Lang;
use serde_json::{Value, json};

/// What was received and what counts now, for programs.
pub(crate) fn ingested(received: &[Received], status: &Status, lang: Lang) -> String {
    let unread: Vec<_> = status.unread.iter().map(|m| m.say(lang)).collect();
    let mut all = of_files(received, &status.findings, lang);
    all["waiting"] = waiting(status, lang);
    all["unread"] = unread.into();
    all.to_string()
}

/// What files say that were only looked at, for programs.
pub(crate) fn validated(received: &[Received], findings: &[Finding], lang: Lang) -> String {
    of_files(received, findings, lang).to_string()
}

fn of_files(received: &[Received], findings: &[Finding], lang: Lang) -> Value {
    let files: Vec<_> = received
        .iter()
        .map(|r| {
            let mut file = json!({
                "file": r.file,
                "receipt": r.receipt,
                "unit": r.unit,
                "standing": standing_word(&r.standing),
                "account": r.reading.as_ref().map(|x| account(&x.account, lang)),
                "findings": r.findings.iter().map(|f| finding_json(f, lang)).collect::<Vec<_>>(),
            });
            match &r.standing {
                Verdict::Replaced { before, changes } => {
                    file["before"] = before.as_str().into();
                    file["changes"] = changed(changes);
                }
                Verdict::Waits {
                    before,
                    why,
                    changes,
                } => {
                    file["before"] = before.as_str().into();
                    file["why"] = why.say(lang).into();
                    file["changes"] = changed(changes);
                }
                Verdict::Same { before } => file["before"] = before.as_str().into(),
                Verdict::Twin { of } => file["same_as"] = of.as_str().into(),
                Verdict::InForce | Verdict::NotTaken | Verdict::Known => {}
            }
            file
        })
        .collect();
    let all: Vec<_> = findings.iter().map(|f| finding_json(f, lang)).collect();
    json!({ "files": files, "findings": all })
}

/// Returns on which nobody has decided, with what they would change.
fn waiting(status: &Status, lang: Lang) -> Value {
    let all = status.waiting.iter().map(|w| {
        json!({
            "finding": w.finding,
            "unit": w.unit,
            "file": w.file,
            "before": w.before,
            "why": w.why.say(lang),
            "changes": changed(&w.changes),
        })
    });
    all.collect()
}

fn changed(changes: &[Change]) -> Value {
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

fn account(account: &Account, lang: Lang) -> Value {
    let strays: Vec<_> = account
        .strays
        .iter()
        .map(|(place, shown)| {
            let mut stray = located(place);
            stray["shown"] = shown.as_str().into();
            stray
        })
        .collect();
    let notes: Vec<_> = account.notes.iter().map(|n| n.say(lang)).collect();
    json!({
        "expected": account.expected,
        "read": account.read,
        "nil": account.nil,
        "blank": account.blank,
        "not_understood": account.not_understood,
        "strays": strays,
        "notes": notes,
    })
}

/// A figure with the cells behind it.
pub(crate) fn figure(figure: &Figure) -> Value {
    let mut told = json!(figure);
    let cells = figure.contributions.iter().map(|c| c.place.as_ref());
    if let Some(all) = told["contributions"].as_array_mut() {
        for (contribution, cell) in all.iter_mut().zip(cells) {
            contribution["place"] = cell.map_or(Value::Null, located);
        }
    }
    told
}

/// A cell as people name it.
fn located(place: &Place) -> Value {
    json!({ "sheet": place.sheet, "cell": cell_name(place.row, place.col) })
}

fn standing_word(standing: &Verdict) -> &'static str {
    match standing {
        Verdict::InForce => "in_force",
        Verdict::Replaced { .. } => "replaced_earlier",
        Verdict::Waits { .. } => "waits_for_decision",
        Verdict::Same { .. } => "same_as_in_force",
        Verdict::NotTaken => "not_taken",
        Verdict::Twin { .. } => "same_bytes",
        Verdict::Known => "known",
    }
}

fn finding_json(finding: &Finding, lang: Lang) -> Value {
    let cells: Vec<_> = finding
        .cells
        .iter()
        .map(|c| {
            json!({
                "field": c.field,
                "label": c.label,
                "sheet": c.place.as_ref().map(|p| &p.sheet),
                "cell": c.place.as_ref().map(|p| cell_name(p.row, p.col)),
                "shown": c.shown,
            })
        })
        .collect();
    json!({
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
pub(crate) fn mistakes(mistakes: &[Mistake], files: &Files, lang: Lang) -> String {
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
pub(crate) fn status(status: &Status, lang: Lang) -> String {
    let units: Vec<_> = status
        .roster
        .iter()
        .map(|u| {
            json!({
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
    json!({ "units": units, "findings": findings, "waiting": waiting(status, lang) }).to_string()
}

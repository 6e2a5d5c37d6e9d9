//! Files that came, what they say, and whether they count.

use super::finding::{changes, findings, waiting};
use super::reading::reading;
use crate::app::ingest::{Received, Verdict};
use crate::app::status::Status;
use crate::model::finding::Finding;
use crate::words::{Lang, Message};
use serde_json::{Value, json};

/// What was received and what counts now.
pub fn ingested(received: &[Received], status: &Status, lang: Lang) -> String {
    let mut all = of_files(received, status.listed(), &status.unread, lang);
    all["waiting"] = waiting(status, lang);
    all.to_string()
}

/// What files say that were only looked at.
pub fn validated(
    looked_at: &[Received],
    findings: &[Finding],
    unread: &[Message],
    lang: Lang,
) -> String {
    of_files(looked_at, findings, unread, lang).to_string()
}

fn of_files<'f>(
    received: &[Received],
    all: impl IntoIterator<Item = &'f Finding>,
    unread: &[Message],
    lang: Lang,
) -> Value {
    let files: Vec<_> = received.iter().map(|r| file(r, lang)).collect();
    let unread: Vec<_> = unread.iter().map(|m| m.say(lang)).collect();
    json!({ "files": files, "findings": findings(all, lang), "unread": unread })
}

fn file(received: &Received, lang: Lang) -> Value {
    let notice = match &received.standing {
        Verdict::Waits(waiting) => Some(waiting.notice()),
        _ => None,
    };
    let mut file = json!({
        "file": received.file,
        "receipt": received.receipt,
        "unit": received.unit,
        "standing": word(&received.standing),
        "account": null,
        "findings": findings(received.findings.iter().chain(&notice), lang),
    });
    if let Some(said) = &received.reading {
        let said = reading(said, lang);
        for (name, value) in said {
            file[name] = value;
        }
    }
    match &received.standing {
        Verdict::Replaced {
            before,
            changes: all,
        } => {
            file["before"] = before.as_str().into();
            file["changes"] = changes(all);
        }
        Verdict::Waits(waiting) => {
            file["before"] = waiting.names[1].as_str().into();
            file["why"] = waiting.reason().say(lang).into();
            file["changes"] = changes(&waiting.changes);
        }
        Verdict::Same { before } => file["before"] = before.as_str().into(),
        Verdict::Twin { of } => file["same_as"] = of.as_str().into(),
        Verdict::InForce | Verdict::NotTaken | Verdict::Known => {}
    }
    file
}

fn word(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::InForce => "in_force",
        Verdict::Replaced { .. } => "replaced_earlier",
        Verdict::Waits(_) => "waits_for_decision",
        Verdict::Same { .. } => "same_as_in_force",
        Verdict::NotTaken => "not_taken",
        Verdict::Twin { .. } => "same_bytes",
        Verdict::Known => "known",
    }
}

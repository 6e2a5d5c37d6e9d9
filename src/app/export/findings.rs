//! What was found, a row each.

use super::table::{Cell, Column, Holds, Table, column};
use crate::app::findings::accepted_by;
use crate::model::finding::{Finding, FindingState};
use crate::model::receipt::{Act, Decision};
use crate::value::Severity;
use crate::words::{Lang, official};

/// A finding with the name of its unit, and by what decision it was accepted.
pub(super) struct FindingRow {
    finding: Finding,
    name: String,
    accepted: Option<(Act, String)>,
}

pub(super) static TABLE: Table<FindingRow> = Table {
    file: "noi-dung-xem-lai",
    meaning: "export.findings",
    columns: &COLUMNS,
};

static COLUMNS: [Column<FindingRow>; 13] = [
    column("ma", Holds::Text, "export.finding-id", |r| {
        Cell::text(&r.finding.id)
    }),
    column("loai", Holds::Text, "export.finding-code", |r| {
        Cell::text(r.finding.code.as_str())
    }),
    column("muc_do", Holds::Text, "export.severity", |r| {
        Cell::made(severity(r.finding.severity))
    }),
    column("trang_thai", Holds::Text, "export.finding-state", |r| {
        Cell::made(state(r.finding.state))
    }),
    column("ma_don_vi", Holds::Text, "export.finding-unit", |r| {
        Cell::of(r.finding.unit.as_deref(), Cell::text)
    }),
    column("ten_don_vi", Holds::Text, "export.unit-name", |r| {
        Cell::text(&r.name)
    }),
    column("tep", Holds::Text, "export.finding-file", |r| {
        Cell::text(&r.finding.file)
    }),
    column("noi_dung", Holds::Text, "export.finding-message", |r| {
        Cell::made(r.finding.message.say(Lang::Vi))
    }),
    column("de_nghi", Holds::Text, "export.finding-todo", |r| {
        Cell::made(r.finding.todo.say(Lang::Vi))
    }),
    column("cac_o", Holds::Text, "export.finding-cells", |r| {
        Cell::made(cells(&r.finding))
    }),
    column("ly_do_don_vi", Holds::Text, "export.finding-reason", |r| {
        Cell::text(&r.finding.reason)
    }),
    column("viec_chap_nhan", Holds::Whole, "export.accepted-act", |r| {
        Cell::of(r.accepted.as_ref(), |(act, _)| Cell::whole(act.id.0))
    }),
    column(
        "ly_do_chap_nhan",
        Holds::Text,
        "export.accepted-reason",
        |r| Cell::of(r.accepted.as_ref(), |(_, reason)| Cell::text(reason)),
    ),
];

impl FindingRow {
    pub(super) fn of(finding: &Finding, name: String, decisions: &[Decision]) -> Self {
        let accepted = accepted_by(finding, decisions);
        Self {
            finding: finding.clone(),
            name,
            accepted: accepted.map(|decision| (decision.act.clone(), decision.reason.clone())),
        }
    }
}

fn cells(finding: &Finding) -> String {
    let cells = finding.cells.iter().map(|cell| {
        let place = cell.place.as_ref();
        let place = place.map_or(String::new(), |place| format!(" ({})", place.shown()));
        format!("{}: {}{place}", cell.label, cell.shown.say(Lang::Vi))
    });
    cells.collect::<Vec<_>>().join("\n")
}

fn severity(severity: Severity) -> String {
    official(match severity {
        Severity::Error => "consolidated.severity-error",
        Severity::Warning => "consolidated.severity-warning",
        Severity::Note => "consolidated.severity-note",
    })
}

fn state(state: FindingState) -> String {
    official(match state {
        FindingState::Open => "consolidated.finding-open",
        FindingState::Asked => "consolidated.finding-asked",
        FindingState::Explained => "consolidated.finding-explained",
        FindingState::Accepted => "consolidated.finding-accepted",
        FindingState::Closed => "consolidated.finding-closed",
    })
}

//! What people decided, a row each, with what was taken back.

use super::table::{Cell, Column, Holds, Table, column};
use crate::app::book::{Event, Happened};
use crate::app::decision_told::told;
use crate::model::id::ActId;
use crate::model::receipt::{Decided, Decision};
use crate::model::unit::Roster;
use crate::words::{Lang, official};

/// A decision, and how it reads.
pub(super) struct DecisionRow {
    decision: Decision,
    said: String,
    undone: Option<ActId>,
}

pub(super) static TABLE: Table<DecisionRow> = Table {
    file: "quyet-dinh",
    meaning: "export.decisions",
    columns: &COLUMNS,
};

static COLUMNS: [Column<DecisionRow>; 9] = [
    column("viec_so", Holds::Whole, "export.act", |r| {
        Cell::whole(r.decision.act.id.0)
    }),
    column("luc", Holds::Moment, "export.decided-at", |r| {
        Cell::text(&r.decision.act.at)
    }),
    column("nguoi", Holds::Text, "export.decided-by", |r| {
        Cell::text(&r.decision.act.by)
    }),
    column("loai", Holds::Text, "export.decided-kind", |r| {
        Cell::made(kind(&r.decision.what))
    }),
    column("ma_don_vi", Holds::Text, "export.decided-unit", |r| {
        unit(&r.decision.what)
    }),
    column("ve", Holds::Text, "export.decided-about", |r| {
        about(&r.decision.what)
    }),
    column("noi_dung", Holds::Text, "export.decided-said", |r| {
        Cell::text(&r.said)
    }),
    column("ly_do", Holds::Text, "export.decided-reason", |r| {
        Cell::text(&r.decision.reason)
    }),
    column("huy_boi_viec", Holds::Whole, "export.decided-undone", |r| {
        Cell::of(r.undone, |act| Cell::whole(act.0))
    }),
];

impl DecisionRow {
    /// Of something that happened, when it was decided.
    pub(super) fn of(event: Event, roster: &Roster) -> Option<Self> {
        let Happened::Decided {
            decision,
            undone,
            file,
        } = event.what
        else {
            return None;
        };
        let file = file.unwrap_or_default();
        Some(Self {
            said: told(&decision, &file, roster).say(Lang::Vi),
            decision,
            undone,
        })
    }
}

fn kind(what: &Decided) -> String {
    official(match what {
        Decided::AcceptFinding { .. } => "export.kind-accept",
        Decided::KeepInForce { .. } => "export.kind-keep",
        Decided::Combine { .. } => "export.kind-combine",
        Decided::EnterAnswer { entered, .. } if entered.leaves_out() => "export.kind-leave-out",
        Decided::EnterAnswer { .. } => "export.kind-enter",
        Decided::EnterReturn { .. } => "export.kind-enter-return",
        Decided::GoWithout { .. } => "export.kind-without",
        Decided::WaiveRule { .. } => "export.kind-waive",
        Decided::ExtendDeadline { .. } => "export.kind-extend",
        Decided::MarkSent { .. } => "export.kind-sent",
        Decided::RecordCall { .. } => "export.kind-call",
        Decided::CountIn { .. } => "export.kind-count-in",
        Decided::SettleFigure { .. } => "export.kind-settle",
        Decided::AssignFile { .. } => "export.kind-assign",
        Decided::IgnoreFile { .. } => "export.kind-ignore",
        Decided::PutInForce { .. } => "export.kind-use",
        Decided::RecordSigned { .. } => "export.kind-signed",
        Decided::CloseFigures => "export.kind-close",
        Decided::IssueReport { .. } => "export.kind-issue",
        Decided::HandOver { .. } => "export.kind-hand-over",
        Decided::TakeOver { .. } => "export.kind-take-over",
        Decided::TakeBack { .. } => "export.kind-take-back",
    })
}

fn unit(what: &Decided) -> Cell<'_> {
    let unit = match what {
        Decided::GoWithout { unit }
        | Decided::WaiveRule { unit, .. }
        | Decided::ExtendDeadline { unit, .. }
        | Decided::MarkSent { unit }
        | Decided::RecordCall { unit, .. }
        | Decided::CountIn { unit, .. }
        | Decided::RecordSigned { unit, .. }
        | Decided::AssignFile { unit, .. } => Some(unit),
        _ => what.obligation().map(|owed| &owed.unit),
    };
    Cell::of(unit, |unit| Cell::text(unit))
}

/// What tells the thing that was decided about from all others of its kind.
fn about(what: &Decided) -> Cell<'_> {
    match what {
        Decided::AcceptFinding { finding, .. } => Cell::text(finding),
        Decided::EnterAnswer { entered, .. } => Cell::text(&entered.answer),
        Decided::CountIn { into, .. } => Cell::text(into),
        Decided::SettleFigure { figure, .. } => Cell::text(figure),
        Decided::IssueReport { number, .. } => Cell::text(number),
        Decided::WaiveRule { rule, .. } => Cell::text(rule),
        Decided::ExtendDeadline { until, .. } => Cell::made(until.to_string()),
        Decided::RecordCall { promised, .. } => {
            Cell::of(*promised, |day| Cell::made(day.to_string()))
        }
        Decided::RecordSigned { signed, .. } => Cell::text(&signed.hash),
        Decided::TakeBack { act } => Cell::made(act.to_string()),
        Decided::AssignFile { hash, .. } | Decided::IgnoreFile { hash } => Cell::text(hash),
        Decided::KeepInForce { .. }
        | Decided::PutInForce { .. }
        | Decided::Combine { .. }
        | Decided::EnterReturn { .. } => {
            Cell::of(what.receipt(), |receipt| Cell::made(receipt.to_string()))
        }
        Decided::HandOver { id, .. } | Decided::TakeOver { id, .. } => Cell::text(id),
        Decided::GoWithout { .. } | Decided::MarkSent { .. } | Decided::CloseFigures => {
            Cell::Nothing
        }
    }
}

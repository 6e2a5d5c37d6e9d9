//! What came in, a row for each receipt: whether it counts, and why not.

use super::table::{Cell, Column, Holds, Table, column};
use crate::app::findings::is_ignored;
use crate::campaign::waiting::Waiting;
use crate::model::id::{ReceiptId, UnitCode};
use crate::model::obligation::Obligation;
use crate::model::receipt::{Counting, Decision, Receipt};
use crate::words::{Lang, official};
use std::collections::{BTreeMap, BTreeSet};

/// A receipt, with how it stands.
pub(super) struct ReceiptRow {
    receipt: Receipt,
    name: String,
    sender: Option<String>,
    counts: Counts,
    why_not: Option<String>,
}

/// How much of a receipt is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counts {
    Whole,
    Part,
    Nothing,
}

pub(super) static TABLE: Table<ReceiptRow> = Table {
    file: "bien-nhan",
    meaning: "export.receipts",
    columns: &COLUMNS,
};

static COLUMNS: [Column<ReceiptRow>; 13] = [
    column("bien_nhan", Holds::Whole, "export.receipt", |r| {
        Cell::whole(r.receipt.id.0)
    }),
    column("tep", Holds::Text, "export.receipt-file", |r| {
        Cell::text(&r.receipt.file)
    }),
    column("ma_bam_tep", Holds::Text, "export.hash", |r| {
        Cell::text(&r.receipt.hash)
    }),
    column("dung_luong", Holds::Bytes, "export.size", |r| {
        Cell::whole(i64::try_from(r.receipt.size).unwrap_or(i64::MAX))
    }),
    column("ma_don_vi", Holds::Text, "export.receipt-unit", |r| {
        Cell::of(r.receipt.unit.as_deref(), Cell::text)
    }),
    column("ten_don_vi", Holds::Text, "export.unit-name", |r| {
        Cell::text(&r.name)
    }),
    column("bieu", Holds::Text, "export.form", |r| {
        Cell::of(r.receipt.form.as_deref(), Cell::text)
    }),
    column("nhan_luc", Holds::Moment, "export.received", |r| {
        Cell::text(&r.receipt.received_at)
    }),
    column("nguoi_gui", Holds::Text, "export.sender", |r| {
        Cell::of(r.sender.as_deref(), Cell::text)
    }),
    column("luu_luc", Holds::Moment, "export.saved-at", |r| {
        Cell::of(r.receipt.saved_at, |at| Cell::made(at.to_string()))
    }),
    column("phan_mem", Holds::Text, "export.application", |r| {
        Cell::of(r.receipt.application.as_deref(), Cell::text)
    }),
    column("dang_dung", Holds::Text, "export.in-force", |r| {
        Cell::made(in_force(r.counts))
    }),
    column("vi_sao_khong", Holds::Text, "export.why-not", |r| {
        Cell::of(r.why_not.as_deref(), Cell::text)
    }),
];

fn in_force(counts: Counts) -> String {
    official(match counts {
        Counts::Whole => "export.in-force-whole",
        Counts::Part => "export.in-force-part",
        Counts::Nothing => "export.in-force-not",
    })
}

/// All that tells how receipts stand.
pub(super) struct Standings<'a> {
    pub(super) in_force: &'a BTreeMap<Obligation, Counting>,
    pub(super) held: BTreeSet<(ReceiptId, Obligation)>,
    /// Returns that wait, settled or not.
    pub(super) waiting: &'a [Waiting],
    pub(super) decisions: &'a [Decision],
    /// Who sent what came in a mail, by the hash of the file.
    pub(super) senders: BTreeMap<String, String>,
}

impl Standings<'_> {
    pub(super) fn row(&self, receipt: Receipt, name: impl Fn(&UnitCode) -> String) -> ReceiptRow {
        let counting = |counting: &&Counting| counting.holds(receipt.id);
        let counts = match self.in_force.values().find(counting) {
            Some(counting) if counting.base == receipt.id => Counts::Whole,
            Some(_) => Counts::Part,
            None => Counts::Nothing,
        };
        let why_not = (counts == Counts::Nothing).then(|| self.why_not(&receipt));
        ReceiptRow {
            name: receipt.unit.as_ref().map(name).unwrap_or_default(),
            sender: self.senders.get(receipt.hash.as_str()).cloned(),
            receipt,
            counts,
            why_not,
        }
    }

    fn why_not(&self, receipt: &Receipt) -> String {
        if is_ignored(&receipt.hash, self.decisions) {
            return official("export.not-ignored");
        }
        let mut waiting = self.waiting.iter();
        if let Some(one) = waiting.find(|one| one.receipt.id == receipt.id) {
            return if one.is_settled {
                official("export.not-kept")
            } else {
                one.sentence().say(Lang::Vi)
            };
        }
        let mut held = self.held.iter();
        let is_read = held.any(|(id, _)| *id == receipt.id);
        official(match &receipt.unit {
            _ if is_read => "export.not-replaced",
            Some(_) => "export.not-read",
            None => "export.not-known",
        })
    }
}

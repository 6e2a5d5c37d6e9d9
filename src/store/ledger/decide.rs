//! Decisions: which return counts, which finding is accepted, which unit is not waited for, whose a file is.

use super::receipt::of_json;
use super::record::json;
use super::{Ledger, LedgerError, Result};
use crate::model::receipt::{Decision, DecisionKind};
use crate::words::{Lang, Message};
use rusqlite::{OptionalExtension, Row, params};
use std::collections::BTreeMap;

impl Ledger {
    /// Adds a decision.
    pub fn decide(&mut self, decision: &Decision) -> Result<()> {
        self.add(decision, None)
    }

    /// Puts a receipt in force as the return of a unit. `by` is empty when the program does it by its rules.
    pub fn put_in_force(
        &mut self,
        unit: &str,
        receipt: i64,
        why: &Message,
        by: &str,
        at: &str,
    ) -> Result<()> {
        let decision = Decision {
            kind: DecisionKind::InForce {
                unit: unit.to_owned(),
                receipt,
            },
            reason: why.say(Lang::Vi),
            by: by.to_owned(),
            at: at.to_owned(),
        };
        self.add(&decision, Some(why))
    }

    /// All decisions, in the order they were made.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT kind, unit, receipt, hash, finding, basis, reason, by_whom, at
             FROM decisions ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        let mut decisions = Vec::new();
        while let Some(row) = rows.next()? {
            decisions.push(decision(row)?);
        }
        Ok(decisions)
    }

    /// The receipt that counts, by unit code. One that was understood anew and is no return of the unit any more does
    /// not.
    pub fn in_force(&self) -> Result<BTreeMap<String, i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT d.unit, d.receipt
             FROM decisions d
             JOIN readings g ON g.receipt = d.receipt AND g.unit = d.unit
             WHERE d.id IN (SELECT max(id) FROM decisions WHERE kind = 'in-force' GROUP BY unit)",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Why a unit's return counts, when the program put it in force.
    pub fn why_in_force(&self, unit: &str) -> Result<Option<Message>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT why FROM decisions WHERE kind = 'in-force' AND unit = ?1
             ORDER BY id DESC LIMIT 1",
        )?;
        let why: Option<Option<String>> =
            statement.query_row([unit], |row| row.get(0)).optional()?;
        why.flatten().map(|text| of_json(&text)).transpose()
    }

    fn add(&mut self, decision: &Decision, why: Option<&Message>) -> Result<()> {
        let about = About::of(&decision.kind);
        let why = why.map(json).transpose()?;
        let transaction = self.begin()?;
        if let Some(id) = about.receipt {
            let known: bool = transaction
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM receipts WHERE id = ?1)")?
                .query_row([id], |row| row.get(0))?;
            if !known {
                return Err(LedgerError::NoReceipt(id));
            }
        }
        transaction
            .prepare_cached(
                "INSERT INTO decisions (kind, unit, receipt, hash, finding, basis, reason, why, by_whom, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                about.kind,
                about.unit,
                about.receipt,
                about.hash,
                about.finding,
                about.basis,
                decision.reason,
                why,
                decision.by,
                decision.at
            ])?;
        transaction.commit()?;
        Ok(())
    }
}

/// What a decision is about, column by column.
#[derive(Default)]
struct About<'d> {
    kind: &'static str,
    unit: Option<&'d str>,
    receipt: Option<i64>,
    hash: Option<&'d str>,
    finding: Option<&'d str>,
    basis: Option<&'d str>,
}

impl<'d> About<'d> {
    fn of(kind: &'d DecisionKind) -> Self {
        match kind {
            DecisionKind::AcceptFinding { finding, basis } => Self {
                kind: "accept-finding",
                finding: Some(finding),
                basis: Some(basis),
                ..Self::default()
            },
            DecisionKind::WithoutUnit { unit } => Self {
                kind: "without-unit",
                unit: Some(unit),
                ..Self::default()
            },
            DecisionKind::AssignFile { hash, unit } => Self {
                kind: "assign-file",
                hash: Some(hash),
                unit: Some(unit),
                ..Self::default()
            },
            DecisionKind::InForce { unit, receipt } => Self {
                kind: "in-force",
                unit: Some(unit),
                receipt: Some(*receipt),
                ..Self::default()
            },
        }
    }
}

fn decision(row: &Row) -> Result<Decision> {
    let text = |at: usize| row.get::<_, String>(at);
    let kind = match text(0)?.as_str() {
        "accept-finding" => DecisionKind::AcceptFinding {
            finding: text(4)?,
            basis: text(5)?,
        },
        "without-unit" => DecisionKind::WithoutUnit { unit: text(1)? },
        "assign-file" => DecisionKind::AssignFile {
            hash: text(3)?,
            unit: text(1)?,
        },
        "in-force" => DecisionKind::InForce {
            unit: text(1)?,
            receipt: row.get(2)?,
        },
        _ => return Err(LedgerError::content()),
    };
    Ok(Decision {
        kind,
        reason: text(6)?,
        by: text(7)?,
        at: text(8)?,
    })
}

//! Decisions: which return counts, which finding is accepted, which unit is not waited for, whose a file is.

use super::entries::note;
use super::receipt::of_json;
use super::{Ledger, LedgerError, Result};
use crate::model::entry::Entry;
use crate::model::id::{ActId, ReceiptId, UnitCode};
use crate::model::obligation::Obligation;
use crate::model::receipt::{Act, Counting, Decided, Decision, Layer};
use crate::value::Day;
use rusqlite::{Row, params};
use std::collections::BTreeMap;

impl Ledger {
    /// Adds a decision.
    pub fn decide(&mut self, decision: &Decision) -> Result<()> {
        let what = &decision.what;
        let told = serde_json::to_value(what).map_err(|_| LedgerError::content())?;
        let name = match &told {
            // A kind without anything to tell is a word.
            serde_json::Value::String(name) => Some(name),
            told => told.as_object().and_then(|told| told.keys().next()),
        };
        let name = name.ok_or_else(LedgerError::content)?;
        let transaction = self.begin()?;
        for id in what.receipts() {
            let known: bool = transaction
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM receipts WHERE id = ?1)")?
                .query_row([id], |row| row.get(0))?;
            if !known {
                return Err(LedgerError::NoReceipt(id));
            }
        }
        let owed = what.obligation();
        let undoes = match what {
            Decided::TakeBack { act } => Some(*act),
            _ => None,
        };
        transaction
            .prepare_cached(
                "INSERT INTO decisions (act, what, unit, form, receipt, undoes, told, by_whom, at, reason)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                decision.act.id,
                name,
                owed.map(|owed| &owed.unit),
                owed.map(|owed| &owed.form),
                what.receipt(),
                undoes,
                told.to_string(),
                decision.act.by,
                decision.act.at,
                decision.reason
            ])?;
        note(&transaction, &Entry::Decided(decision.clone()))?;
        transaction.commit()?;
        Ok(())
    }

    /// The number of the next act of a person.
    pub fn next_act(&self) -> Result<ActId> {
        let sql = "SELECT coalesce(max(act), 0) + 1 FROM decisions";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }

    /// Since when the figures are closed, and why.
    pub fn closed(&self) -> Result<Option<Decision>> {
        let mut decisions = self.decisions_in("standing WHERE what = 'CloseFigures'")?;
        Ok(decisions.pop())
    }

    /// Until when units have whose deadline was moved, in the order in which that was decided.
    pub fn extensions(&self) -> Result<Vec<(UnitCode, Day)>> {
        let decisions = self.decisions_in("standing WHERE what = 'ExtendDeadline'")?;
        let extensions = decisions
            .into_iter()
            .filter_map(|decision| match decision.what {
                Decided::ExtendDeadline { unit, until } => Some((unit, until)),
                _ => None,
            });
        Ok(extensions.collect())
    }

    /// What units answered by telephone, in the order in which they were called.
    pub fn calls(&self) -> Result<Vec<Decision>> {
        self.decisions_in("standing WHERE what = 'RecordCall'")
    }

    /// All decisions that hold, in the order they were made.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        self.decisions_in("standing")
    }

    /// All that was ever decided, also what was taken back and that it was, in the order it was.
    pub fn all_decisions(&self) -> Result<Vec<Decision>> {
        self.decisions_in("decisions")
    }

    fn decisions_in(&self, rows: &str) -> Result<Vec<Decision>> {
        let sql = format!("SELECT * FROM {rows} ORDER BY id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut decisions = Vec::new();
        while let Some(row) = rows.next()? {
            decisions.push(Decision {
                what: of_json(&row.get::<_, String>("told")?)?,
                act: Act {
                    id: row.get("act")?,
                    by: row.get("by_whom")?,
                    at: row.get("at")?,
                },
                reason: row.get("reason")?,
            });
        }
        Ok(decisions)
    }

    /// What counts, by the receipts that it stands in and what the officer laid over them: that goes with its return, and is
    /// there again when the return counts again by the rules. A receipt that was understood anew and is no return of its unit
    /// any more does not count.
    pub fn in_force(&self) -> Result<BTreeMap<Obligation, Counting>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT d.unit, d.form, d.what, d.receipt, d.told, d.by_whom, EXISTS
             (SELECT 1 FROM readings g WHERE g.receipt = d.receipt AND g.unit = d.unit AND g.form = d.form) AS is_held
             FROM standing d WHERE d.what IN ('PutInForce', 'Combine', 'EnterAnswer') ORDER BY d.id",
        )?;
        let mut returns: BTreeMap<Obligation, Returns> = BTreeMap::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let returns = returns.entry(obligation_of(row)?).or_default();
            let is_held: bool = row.get("is_held")?;
            if row.get::<_, String>("what")? == "PutInForce" {
                let base: ReceiptId = row.get("receipt")?;
                if !row.get::<_, String>("by_whom")?.is_empty() {
                    returns.laid.remove(&base);
                }
                returns.base = Some((base, is_held));
                continue;
            }
            let Some((base, _)) = returns.base else {
                continue;
            };
            let layer = match of_json(&row.get::<_, String>("told")?)? {
                Decided::EnterAnswer { entered, .. } => Layer::Entered(entered),
                Decided::Combine { over, .. } if is_held => Layer::File(over),
                Decided::Combine { .. } => continue,
                _ => return Err(LedgerError::content()),
            };
            returns.laid.entry(base).or_default().push(layer);
        }
        let counting = returns.into_iter().filter_map(|(owed, mut returns)| {
            let (base, _) = returns.base.filter(|(_, is_held)| *is_held)?;
            let laid = returns.laid.remove(&base).unwrap_or_default();
            Some((owed, Counting { base, laid }))
        });
        Ok(counting.collect())
    }
}

/// The returns of one unit that counted one after the other.
#[derive(Default)]
struct Returns {
    /// The last one, and whether it is a return of the unit still.
    base: Option<(ReceiptId, bool)>,
    /// What was laid over each while it counted.
    laid: BTreeMap<ReceiptId, Vec<Layer>>,
}

/// What the first two columns say is owed.
fn obligation_of(row: &Row) -> rusqlite::Result<Obligation> {
    Ok(Obligation {
        unit: row.get(0)?,
        form: row.get(1)?,
    })
}

//! Decisions: which return counts, which finding is accepted, which unit is not waited for, whose a file is.

use super::entries::note;
use super::receipt::of_json;
use super::{Ledger, LedgerError, Result};
use crate::model::entry::Entry;
use crate::model::id::ActId;
use crate::model::obligation::Obligation;
use crate::model::receipt::{Act, Counting, Decided, Decision, Layer};
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
        let mut decisions = self.decisions()?;
        decisions.retain(|decision| decision.what == Decided::CloseFigures);
        Ok(decisions.pop())
    }

    /// All decisions that hold, in the order they were made.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        self.decisions_in("standing")
    }

    /// All that was ever decided, also what was taken back and that it was, in the order it was.
    pub fn all_decisions(&self) -> Result<Vec<Decision>> {
        self.decisions_in("decisions")
    }

    fn decisions_in(&self, table: &str) -> Result<Vec<Decision>> {
        let sql = format!("SELECT * FROM {table} ORDER BY id");
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

    /// What counts, by the receipts that it stands in and what the officer entered. A receipt that was understood anew and
    /// is no return of its unit any more does not count.
    pub fn in_force(&self) -> Result<BTreeMap<Obligation, Counting>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT d.unit, d.form, d.receipt, d.id
             FROM decisions d
             JOIN readings g ON g.receipt = d.receipt AND g.unit = d.unit AND g.form = d.form
             WHERE d.id IN
             (SELECT max(id) FROM standing WHERE what = 'PutInForce' GROUP BY unit, form)",
        )?;
        let rows = statement.query_map([], |row| {
            let counting = Counting {
                base: row.get(2)?,
                laid: Vec::new(),
            };
            Ok((obligation_of(row)?, (row.get(3)?, counting)))
        })?;
        let mut all: BTreeMap<Obligation, (i64, Counting)> =
            rows.collect::<rusqlite::Result<_>>()?;
        let mut statement = self.connection.prepare_cached(
            "SELECT d.unit, d.form, d.id, d.told
             FROM standing d
             WHERE d.what = 'EnterAnswer' OR (d.what = 'Combine' AND EXISTS
             (SELECT 1 FROM readings g WHERE g.receipt = d.receipt AND g.unit = d.unit AND g.form = d.form))
             ORDER BY d.id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            // One that was put in force since took the place of all before it.
            let id: i64 = row.get("id")?;
            let counting = all.get_mut(&obligation_of(row)?);
            let Some((_, counting)) = counting.filter(|(since, _)| *since < id) else {
                continue;
            };
            match of_json(&row.get::<_, String>("told")?)? {
                Decided::EnterAnswer { entered, .. } => counting.laid.push(Layer::Entered(entered)),
                Decided::Combine { over, .. } => counting.laid.push(Layer::File(over)),
                _ => return Err(LedgerError::content()),
            }
        }
        let all = all.into_iter();
        Ok(all.map(|(owed, (_, counting))| (owed, counting)).collect())
    }
}

/// What the first two columns say is owed.
fn obligation_of(row: &Row) -> rusqlite::Result<Obligation> {
    Ok(Obligation {
        unit: row.get(0)?,
        form: row.get(1)?,
    })
}

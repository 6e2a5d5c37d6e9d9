//! Pending returns: those that wait for the officer.

use super::entries::note;
use super::receipt::of_json;
use super::record::json;
use super::{Ledger, Result};
use crate::model::entry::Entry;
use crate::model::id::ReceiptId;
use crate::model::obligation::Obligation;
use crate::model::pending::Pending;
use rusqlite::params;

impl Ledger {
    /// Keeps that a return waits; once, however often it is told.
    pub fn add_pending(&mut self, pending: &Pending) -> Result<()> {
        let transaction = self.begin()?;
        transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO pending (id, unit, form, waits, beside, why)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                pending.id,
                pending.obligation.unit,
                pending.obligation.form,
                pending.waits,
                pending.beside,
                json(&pending.why)?
            ])?;
        note(&transaction, &Entry::Waits(pending.clone()))?;
        transaction.commit()?;
        Ok(())
    }

    /// A receipt waits no more as the return of a unit.
    pub fn drop_pending(&mut self, waits: ReceiptId, unit: &str) -> Result<()> {
        let transaction = self.begin()?;
        transaction.execute(
            "DELETE FROM pending WHERE waits = ?1 AND unit = ?2",
            params![waits, unit],
        )?;
        let unit = unit.to_owned();
        note(&transaction, &Entry::WaitsNoMore { waits, unit })?;
        transaction.commit()?;
        Ok(())
    }

    /// All that ever waited and was not dropped, in the order they came.
    pub fn pending(&self) -> Result<Vec<Pending>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, unit, form, waits, beside, why FROM pending ORDER BY waits, position",
        )?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(Pending {
                id: row.get("id")?,
                obligation: Obligation {
                    unit: row.get("unit")?,
                    form: row.get("form")?,
                },
                waits: row.get("waits")?,
                beside: row.get("beside")?,
                why: of_json(&row.get::<_, String>("why")?)?,
            });
        }
        Ok(all)
    }
}

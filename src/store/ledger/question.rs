//! What units were asked to mend.

use super::entries::note;
use super::{Ledger, Result};
use crate::model::entry::Entry;
use crate::model::question::Question;
use rusqlite::params;

impl Ledger {
    /// Keeps that a unit was asked; what it was asked about the same finding before is forgotten.
    pub fn remember_asked(&mut self, question: &Question) -> Result<()> {
        let transaction = self.begin()?;
        transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO questions (unit, finding, basis, receipt, at)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                question.unit,
                question.finding,
                question.basis,
                question.receipt,
                question.at
            ])?;
        note(&transaction, &Entry::Asked(question.clone()))?;
        transaction.commit()?;
        Ok(())
    }

    /// All that was asked, by unit and finding.
    pub fn questions(&self) -> Result<Vec<Question>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT unit, finding, basis, receipt, at FROM questions ORDER BY unit, finding",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Question {
                unit: row.get(0)?,
                finding: row.get(1)?,
                basis: row.get(2)?,
                receipt: row.get(3)?,
                at: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

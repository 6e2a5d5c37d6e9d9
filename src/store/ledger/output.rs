//! What we wrote: hashes of outputs, and the editions of the report with their figures.

use super::entries::note;
use super::{Ledger, Result};
use crate::model::entry::Entry;
use crate::model::receipt::EditionRecord;
use rusqlite::{OptionalExtension, params};

impl Ledger {
    /// The secret of the campaign as it is kept, when one was drawn.
    pub fn issue_key(&self) -> Result<Option<String>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT issue_key FROM campaign")?;
        Ok(statement.query_row([], |row| row.get(0)).optional()?)
    }

    /// Keeps the secret of the campaign.
    pub fn keep_issue_key(&mut self, key: &str) -> Result<()> {
        let transaction = self.begin()?;
        transaction.execute("INSERT INTO campaign (issue_key) VALUES (?1)", [key])?;
        transaction.commit()?;
        Ok(())
    }

    /// The hash of what we wrote last under a name.
    pub fn output_hash(&self, name: &str) -> Result<Option<String>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT hash FROM outputs WHERE name = ?1")?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Remembers what was written under a name.
    pub fn record_output(&mut self, name: &str, hash: &str, at: &str) -> Result<()> {
        let transaction = self.begin()?;
        transaction.execute(
            "INSERT INTO outputs (name, hash, at) VALUES (?1, ?2, ?3)
             ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, at = excluded.at",
            [name, hash, at],
        )?;
        let [name, hash, at] = [name, hash, at].map(str::to_owned);
        note(&transaction, &Entry::Wrote { name, hash, at })?;
        transaction.commit()?;
        Ok(())
    }

    /// Remembers an edition of the report and the figures in it; its number.
    pub fn record_edition(
        &mut self,
        name: &str,
        edition: &str,
        hash: &str,
        at: &str,
        figures_json: &str,
    ) -> Result<i64> {
        let transaction = self.begin()?;
        transaction.execute(
            "INSERT INTO editions (name, edition, hash, at, figures) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![name, edition, hash, at, figures_json],
        )?;
        let id = transaction.last_insert_rowid();
        let [name, edition, hash, at, figures] =
            [name, edition, hash, at, figures_json].map(str::to_owned);
        let entry = Entry::Edition {
            name,
            edition,
            hash,
            at,
            figures,
        };
        note(&transaction, &entry)?;
        transaction.commit()?;
        Ok(id)
    }

    /// All editions, in the order they were written.
    pub fn editions(&self) -> Result<Vec<EditionRecord>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, edition, hash, at, figures FROM editions ORDER BY id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(EditionRecord {
                id: row.get(0)?,
                name: row.get(1)?,
                edition: row.get(2)?,
                hash: row.get(3)?,
                at: row.get(4)?,
                figures: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

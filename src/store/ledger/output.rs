//! What we wrote: hashes of outputs, and the editions of the report with their figures.

use super::entries::note;
use super::{Ledger, Result};
use crate::model::entry::Entry;
use crate::model::receipt::EditionRecord;
use crate::value::Moment;
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;

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

    /// The hashes of what of ours may lie under a name: what was to be written last, and what it was to replace.
    pub fn output_hashes(&self, name: &str) -> Result<Vec<String>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT hash, replaced FROM outputs WHERE name = ?1")?;
        let found = statement
            .query_row([name], |row| Ok([row.get(0)?, row.get(1)?]))
            .optional()?;
        let found: [Option<String>; 2] = found.unwrap_or_default();
        Ok(found.into_iter().flatten().collect())
    }

    /// Remembers what is about to be written under a name, and the hash of what of ours it replaces.
    pub fn record_output(
        &mut self,
        name: &str,
        hash: &str,
        replaced: Option<&str>,
        at: &str,
    ) -> Result<()> {
        let transaction = self.begin()?;
        transaction.execute(
            "INSERT INTO outputs (name, hash, replaced, at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, replaced = excluded.replaced, at = excluded.at",
            params![name, hash, replaced, at],
        )?;
        let [name, hash, at] = [name, hash, at].map(str::to_owned);
        let replaced = replaced.map(str::to_owned);
        let wrote = Entry::Wrote {
            name,
            hash,
            replaced,
            at,
        };
        note(&transaction, &wrote)?;
        transaction.commit()?;
        Ok(())
    }

    /// What the forms that were written show: the hash of the facts by the name of the file.
    pub fn shown(&self) -> Result<BTreeMap<String, String>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name, facts FROM shown")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When something was recorded last; `None` while nothing was.
    pub fn latest(&self) -> Result<Option<Moment>> {
        let latest: Option<String> = self.connection.query_row(
            "SELECT max(at) FROM (SELECT max(received_at) AS at FROM receipts UNION ALL
             SELECT max(at) FROM decisions UNION ALL SELECT max(at) FROM outputs)",
            [],
            |row| row.get(0),
        )?;
        Ok(latest.as_deref().and_then(Moment::parse))
    }

    /// Remembers what a form shows.
    pub fn remember_shown(&mut self, name: &str, facts: &str) -> Result<()> {
        let transaction = self.begin()?;
        transaction.execute(
            "INSERT INTO shown (name, facts) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET facts = excluded.facts",
            [name, facts],
        )?;
        let [name, facts] = [name, facts].map(str::to_owned);
        note(&transaction, &Entry::Shows { name, facts })?;
        transaction.commit()?;
        Ok(())
    }

    /// Remembers an edition of the report with what is kept of it, as JSON; its number. One that was written again,
    /// byte for byte, is the same edition.
    pub fn record_edition(
        &mut self,
        name: &str,
        edition: &str,
        hash: &str,
        at: &str,
        kept: &str,
    ) -> Result<i64> {
        let last = "SELECT id FROM editions WHERE id = (SELECT max(id) FROM editions)
            AND (name, edition, hash, kept) = (?1, ?2, ?3, ?4)";
        let same = [name, edition, hash, kept];
        let again = self.connection.query_row(last, same, |row| row.get(0));
        if let Some(id) = again.optional()? {
            return Ok(id);
        }
        let transaction = self.begin()?;
        transaction.execute(
            "INSERT INTO editions (name, edition, hash, at, kept) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![name, edition, hash, at, kept],
        )?;
        let id = transaction.last_insert_rowid();
        let [name, edition, hash, at, kept] = [name, edition, hash, at, kept].map(str::to_owned);
        let entry = Entry::Edition {
            name,
            edition,
            hash,
            at,
            kept,
        };
        note(&transaction, &entry)?;
        transaction.commit()?;
        Ok(id)
    }

    /// All editions, in the order they were written.
    pub fn editions(&self) -> Result<Vec<EditionRecord>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, name, edition, hash, at, kept FROM editions ORDER BY id")?;
        let rows = statement.query_map([], |row| {
            Ok(EditionRecord {
                id: row.get(0)?,
                name: row.get(1)?,
                edition: row.get(2)?,
                hash: row.get(3)?,
                at: row.get(4)?,
                kept: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

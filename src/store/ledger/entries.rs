//! What of the ledger is also kept in the journal beside the archive, written in the transaction that it is about.

use super::{Ledger, LedgerError, Result};
use crate::model::entry::Entry;
use crate::store::journal::{self, Journal, Written};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::Path;

/// How ledger and journal stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// The journal says no more than the ledger.
    Agree,
    /// Lines of the journal are missing or damaged; the ledger has them.
    JournalDamaged,
    /// The journal says what the ledger does not: the ledger was lost, or an older one took its place.
    LedgerBehind,
}

impl Ledger {
    /// Holds the ledger against the journal of its campaign, which is read before: while another program writes, the
    /// ledger is ahead.
    pub(crate) fn agreement(&self, written: &Written) -> Result<Agreement> {
        let known: BTreeMap<u64, String> = entries(&self.connection, 0)?.into_iter().collect();
        let mut last = 0;
        for (number, json) in &written.entries {
            if known.get(number) != Some(json) {
                return Ok(Agreement::LedgerBehind);
            }
            last = last.max(*number);
        }
        let is_whole = written.damaged == 0 && written.entries.len() as u64 == last;
        let is_there = last > 0 || known.is_empty();
        Ok(if is_whole && is_there {
            Agreement::Agree
        } else {
            Agreement::JournalDamaged
        })
    }

    /// All that was written, in the order in which it was.
    pub(crate) fn entries(&self) -> Result<Vec<Entry>> {
        let all = entries(&self.connection, 0)?.into_iter();
        all.map(|(_, json)| parse(&json).ok_or_else(LedgerError::content))
            .collect()
    }

    /// The number of the last entry; 0 before there is one.
    pub(crate) fn last_entry(&self) -> Result<u64> {
        last(&self.connection)
    }

    /// Lets the journal follow: what it lacks is added now and after each thing that is written; one that is damaged or
    /// cut off is written anew.
    pub(crate) fn keep_journal(
        &mut self,
        root: &Path,
        written: &Written,
        agreement: Agreement,
    ) -> Result<()> {
        let number = |entry: Option<&(u64, String)>| entry.map_or(0, |(number, _)| *number);
        let mut last = number(written.entries.last());
        if agreement == Agreement::JournalDamaged || written.is_cut_off {
            let all = entries(&self.connection, 0)?;
            // What cannot be written now is written by the next run.
            if journal::write(root, &all).is_ok() {
                last = number(all.last());
            }
        }
        *self.journal.borrow_mut() = Some(Journal::at(root, last));
        self.sealed_in = Some(root.to_owned());
        self.follow();
        Ok(())
    }

    /// Adds to the journal what was written since. What cannot be added now is added the next time: the ledger has it.
    pub(super) fn follow(&self) {
        follow(&self.connection, &mut self.journal.borrow_mut());
    }

    /// Does again what an entry says was done, but for receipts, which are understood anew.
    pub(crate) fn redo(&mut self, entry: Entry) -> Result<()> {
        match entry {
            Entry::Received { .. } => Ok(()),
            Entry::Found { receipt, finding } => self.add_finding(receipt, &finding),
            Entry::Issued(issued) => self.remember_issued(&issued),
            Entry::Decided(decision) => self.decide(&decision),
            Entry::Waits(pending) => self.add_pending(&pending),
            Entry::WaitsNoMore { waits, unit } => self.drop_pending(waits, &unit),
            Entry::Asked(question) => self.remember_asked(&question),
            Entry::Wrote {
                name,
                hash,
                replaced,
                at,
            } => self.record_output(&name, &hash, replaced.as_deref(), &at),
            Entry::Shows { name, facts } => self.remember_shown(&name, &facts),
            Entry::Edition {
                name,
                edition,
                hash,
                at,
                kept,
            } => self
                .record_edition(&name, &edition, &hash, &at, &kept)
                .map(|_| ()),
        }
    }
}

/// Adds to the journal what it lacks.
pub(super) fn follow(connection: &Connection, journal: &mut Option<Journal>) {
    let Some(journal) = journal else {
        return;
    };
    let Ok(new) = entries(connection, journal.last) else {
        return;
    };
    if let Some((last, _)) = new.last()
        && journal.append(&new).is_ok()
    {
        journal.last = *last;
    }
}

/// The number of the last entry.
fn last(connection: &Connection) -> Result<u64> {
    let sql = "SELECT coalesce(max(number), 0) FROM journal";
    let last: i64 = connection.query_row(sql, [], |row| row.get(0))?;
    Ok(u64::try_from(last).unwrap_or_default())
}

/// The entries after one, as JSON.
fn entries(connection: &Connection, after: u64) -> Result<Vec<(u64, String)>> {
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let mut statement = connection
        .prepare_cached("SELECT number, entry FROM journal WHERE number > ?1 ORDER BY number")?;
    let rows = statement.query_map([after], |row| {
        let number: i64 = row.get(0)?;
        Ok((u64::try_from(number).unwrap_or_default(), row.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Keeps an entry, within the transaction that it is about.
pub(super) fn note(transaction: &Connection, entry: &Entry) -> Result<()> {
    let json = serde_json::to_string(entry).map_err(LedgerError::fault)?;
    transaction
        .prepare_cached("INSERT INTO journal (entry) VALUES (?1)")?
        .execute([json])?;
    Ok(())
}

/// An entry as the journal has it.
pub(crate) fn parse(json: &str) -> Option<Entry> {
    serde_json::from_str(json).ok()
}

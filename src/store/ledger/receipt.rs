//! Reading back what came, what it said and what was found in it.

use super::record::{SEVERITIES, STATES, unsealed};
use super::{Calculation, Ledger, LedgerError, Result};
use crate::model::code;
use crate::model::id::{FileHash, ReceiptId, UnitCode};
use crate::model::obligation::Obligation;
use crate::model::receipt::{Counted, Counting, Entered, Layer, Receipt, Sent};
use crate::model::{finding::Finding, reading::Reading};
use crate::value::Moment;
use rusqlite::{OptionalExtension, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The columns of a receipt, in the order of [`receipt`].
const COLUMNS: &str =
    "r.id, r.file, r.hash, r.size, r.received_at, r.application, r.saved_at, r.unit, r.form,
    r.kit_version, r.understood_with, r.learned";

impl Ledger {
    /// The receipts in which something of these codes was found.
    pub fn receipts_found(&self, codes: &[&code::Row]) -> Result<BTreeSet<ReceiptId>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT receipt FROM findings WHERE code = ?1")?;
        let mut found = BTreeSet::new();
        for code in codes {
            let rows = statement.query_map([code.id], |row| row.get(0))?;
            for id in rows {
                found.insert(id?);
            }
        }
        Ok(found)
    }

    /// All receipts, in the order they came.
    pub fn receipts(&self) -> Result<Vec<Receipt>> {
        let sql = format!("SELECT {COLUMNS} FROM receipts r ORDER BY r.id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([], receipt)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When the files were saved and came in that a unit sent as its return.
    pub fn sent(&self) -> Result<BTreeMap<UnitCode, Vec<Sent>>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT g.unit, r.saved_at, r.received_at FROM readings g JOIN receipts r ON r.id = g.receipt
             WHERE r.learned IS NULL",
        )?;
        let mut rows = statement.query([])?;
        let mut sent: BTreeMap<UnitCode, Vec<Sent>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let moment = |at| -> Result<Option<Moment>> {
                let text: Option<String> = row.get(at)?;
                Ok(text.as_deref().and_then(Moment::parse))
            };
            let (saved, received) = (moment(1)?, moment(2)?);
            let of_unit = sent.entry(row.get(0)?).or_default();
            of_unit.push(Sent { saved, received });
        }
        Ok(sent)
    }

    /// The receipt of that number.
    pub fn receipt(&self, id: ReceiptId) -> Result<Option<Receipt>> {
        let sql = format!("SELECT {COLUMNS} FROM receipts r WHERE r.id = ?1");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row([id], receipt).optional()?)
    }

    /// The latest receipt of these bytes.
    pub fn by_hash(&self, hash: &FileHash) -> Result<Option<Receipt>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM receipts r WHERE r.hash = ?1 ORDER BY r.id DESC LIMIT 1"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row([hash], receipt).optional()?)
    }

    /// What a receipt says.
    pub fn reading(&self, id: ReceiptId) -> Result<Option<Reading>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT whole FROM readings WHERE receipt = ?1 ORDER BY unit LIMIT 1",
        )?;
        let whole: Option<Vec<u8>> = statement.query_row([id], |row| row.get(0)).optional()?;
        whole.map(|bytes| unpacked(&bytes)).transpose()
    }

    /// What a receipt says of one unit.
    pub fn reading_of(&self, id: ReceiptId, unit: &str) -> Result<Option<Reading>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT whole FROM readings WHERE receipt = ?1 AND unit = ?2")?;
        let whole: Option<Vec<u8>> = statement
            .query_row((id, unit), |row| row.get(0))
            .optional()?;
        whole.map(|bytes| unpacked(&bytes)).transpose()
    }

    /// Which receipts answer what.
    pub fn held(&self) -> Result<BTreeSet<(ReceiptId, Obligation)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT receipt, unit, form FROM readings")?;
        let rows = statement.query_map([], |row| {
            let (unit, form) = (row.get(1)?, row.get(2)?);
            Ok((row.get(0)?, Obligation { unit, form }))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What was found in a receipt, in the order it was found.
    pub fn findings(&self, id: ReceiptId) -> Result<Vec<Finding>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, code, severity, state, unit, file, message, todo, action, cells, reason,
             basis
             FROM findings WHERE receipt = ?1 ORDER BY position",
        )?;
        let mut rows = statement.query([id])?;
        let mut findings = Vec::new();
        while let Some(row) = rows.next()? {
            findings.push(finding(row)?);
        }
        Ok(findings)
    }

    /// What was found in each receipt, in the order it was found.
    pub(crate) fn all_findings(&self) -> Result<BTreeMap<ReceiptId, Vec<Finding>>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, code, severity, state, unit, file, message, todo, action, cells, reason,
             basis, receipt
             FROM findings ORDER BY receipt, position",
        )?;
        let mut rows = statement.query([])?;
        let mut findings: BTreeMap<ReceiptId, Vec<Finding>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let of_receipt = findings.entry(row.get(12)?).or_default();
            of_receipt.push(finding(row)?);
        }
        Ok(findings)
    }

    /// What counts, by unit code and form.
    pub fn readings_in_force(&self) -> Result<Vec<Counted>> {
        let in_force = self.in_force()?.into_iter();
        in_force
            .map(|(owed, counting)| self.counted(&owed.unit, &counting))
            .collect()
    }

    /// What counts for a unit, from the receipts that it stands in and what was entered over them.
    pub fn counted(&self, unit: &UnitCode, counting: &Counting) -> Result<Counted> {
        let (receipt, mut reading) = self.received(counting.base, unit)?;
        let (mut laid, mut all_entered) = (Vec::new(), Vec::new());
        for layer in &counting.laid {
            match layer {
                Layer::File(id) => {
                    let (receipt, over) = self.received(*id, unit)?;
                    reading.lay_over(&over, &receipt);
                    laid.push(receipt);
                }
                Layer::Entered(entered) => {
                    reading.enter(entered);
                    all_entered.retain(|before: &Entered| before.answer != entered.answer);
                    all_entered.push(Entered::clone(entered));
                }
            }
        }
        if let Some(Calculation(calculate)) = &self.calculated
            && !counting.laid.is_empty()
        {
            calculate(&mut reading);
        }
        Ok(Counted {
            receipt,
            laid,
            entered: all_entered,
            reading: Arc::new(reading),
        })
    }

    /// A receipt with what it says of a unit.
    fn received(&self, id: ReceiptId, unit: &UnitCode) -> Result<(Receipt, Reading)> {
        let sql = format!(
            "SELECT {COLUMNS}, g.whole FROM receipts r JOIN readings g ON g.receipt = r.id
             WHERE g.receipt = ?1 AND g.unit = ?2"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let (receipt, whole): (Receipt, Vec<u8>) =
            statement.query_row((id, unit), |row| Ok((receipt(row)?, row.get("whole")?)))?;
        let mut reading = unpacked(&whole)?;
        reading.learned.clone_from(&receipt.learned);
        Ok((receipt, reading))
    }
}

fn unpacked(bytes: &[u8]) -> Result<Reading> {
    postcard::from_bytes(unsealed(bytes)?).map_err(|_| LedgerError::content())
}

fn receipt(row: &Row) -> rusqlite::Result<Receipt> {
    let size: i64 = row.get(3)?;
    let saved_at: Option<String> = row.get(6)?;
    Ok(Receipt {
        id: row.get(0)?,
        file: row.get(1)?,
        hash: row.get(2)?,
        size: u64::try_from(size).unwrap_or_default(),
        received_at: row.get(4)?,
        application: row.get(5)?,
        saved_at: saved_at.and_then(|text| Moment::parse(&text)),
        unit: row.get(7)?,
        form: row.get(8)?,
        kit_version: row.get(9)?,
        understood_with: row.get(10)?,
        learned: row.get(11)?,
    })
}

fn finding(row: &Row) -> Result<Finding> {
    let text = |at: usize| row.get::<_, String>(at);
    let action: Option<String> = row.get(8)?;
    Ok(Finding {
        id: row.get(0)?,
        code: row.get(1)?,
        severity: meaning(&SEVERITIES, &text(2)?)?,
        state: meaning(&STATES, &text(3)?)?,
        unit: row.get(4)?,
        file: text(5)?,
        message: of_json(&text(6)?)?,
        todo: of_json(&text(7)?)?,
        action: action.map(|action| of_json(&action)).transpose()?,
        cells: of_json(&text(9)?)?,
        reason: text(10)?,
        basis: row.get(11)?,
    })
}

fn meaning<T: Copy>(words: &[(&str, T)], word: &str) -> Result<T> {
    let known = words.iter().find(|(w, _)| *w == word);
    known
        .map(|(_, meaning)| *meaning)
        .ok_or_else(LedgerError::content)
}

pub(super) fn of_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| LedgerError::content())
}

//! Writing receipts with what they say and what was found in them.

use super::entries::note;
use super::{Ledger, LedgerError, Result};
use crate::model::entry::Entry;
use crate::model::id::ReceiptId;
use crate::model::raw::cell_name;
use crate::model::receipt::NewReceipt;
use crate::model::{
    finding::{Finding, FindingState},
    reading::{Anchor, Answer, FieldReading, Reading},
};
use crate::value::Severity;
use crate::value::{Nil, Value, format};
use rusqlite::{Connection, params};
use serde::Serialize;

impl Ledger {
    /// Records a receipt with its reading and findings; its number.
    pub fn record(&mut self, new: &NewReceipt) -> Result<ReceiptId> {
        self.record_as(None, new)
    }

    /// The same under the number that it had before.
    pub(crate) fn record_as(
        &mut self,
        id: Option<ReceiptId>,
        new: &NewReceipt,
    ) -> Result<ReceiptId> {
        let transaction = self.begin()?;
        let id = insert(&transaction, id, new)?;
        let receipt = &new.receipt;
        let entry = Entry::Received {
            id,
            file: receipt.file.clone(),
            hash: receipt.hash.clone(),
            size: receipt.size,
            at: receipt.received_at.clone(),
            unit: receipt.unit.clone(),
        };
        note(&transaction, &entry)?;
        transaction.commit()?;
        Ok(id)
    }

    /// Replaces what a receipt was understood to say, after the kit or the officer said otherwise. The file, its
    /// name, when it came and whether it waits stay as they were recorded.
    pub fn refresh(&mut self, id: ReceiptId, anew: &NewReceipt) -> Result<()> {
        let receipt = &anew.receipt;
        let transaction = self.begin()?;
        let changed = transaction.execute(
            "UPDATE receipts SET application = ?2, saved_at = ?3, unit = ?4, form = ?5,
             kit_version = ?6, understood_with = ?7, learned = ?8 WHERE id = ?1",
            params![
                id,
                receipt.application,
                receipt.saved_at.map(|at| at.to_string()),
                receipt.unit,
                receipt.form,
                receipt.kit_version,
                receipt.understood_with,
                receipt.learned
            ],
        )?;
        if changed == 0 {
            return Err(LedgerError::NoReceipt(id));
        }
        for table in ["readings", "findings"] {
            transaction.execute(&format!("DELETE FROM {table} WHERE receipt = ?1"), [id])?;
        }
        insert_content(&transaction, id, anew)?;
        transaction.commit()?;
        Ok(())
    }

    /// Adds a finding to those of a receipt.
    pub fn add_finding(&mut self, receipt: ReceiptId, finding: &Finding) -> Result<()> {
        let transaction = self.begin()?;
        let known: bool = transaction.query_row(
            "SELECT EXISTS (SELECT 1 FROM receipts WHERE id = ?1)",
            [receipt],
            |row| row.get(0),
        )?;
        if !known {
            return Err(LedgerError::NoReceipt(receipt));
        }
        let position = transaction.query_row(
            "SELECT coalesce(max(position) + 1, 0) FROM findings WHERE receipt = ?1",
            [receipt],
            |row| row.get(0),
        )?;
        insert_finding(&transaction, receipt, position, finding)?;
        let finding = finding.clone();
        note(&transaction, &Entry::Found { receipt, finding })?;
        transaction.commit()?;
        Ok(())
    }
}

fn insert(transaction: &Connection, id: Option<ReceiptId>, new: &NewReceipt) -> Result<ReceiptId> {
    let receipt = &new.receipt;
    transaction
        .prepare_cached(
            "INSERT INTO receipts (file, hash, size, received_at, application, saved_at, unit, form,
             kit_version, understood_with, learned, id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            receipt.file,
            receipt.hash,
            i64::try_from(receipt.size).map_err(LedgerError::fault)?,
            receipt.received_at,
            receipt.application,
            receipt.saved_at.map(|at| at.to_string()),
            receipt.unit,
            receipt.form,
            receipt.kit_version,
            receipt.understood_with,
            receipt.learned,
            id
        ])?;
    let id = ReceiptId(transaction.last_insert_rowid());
    insert_content(transaction, id, new)?;
    Ok(id)
}

fn insert_content(transaction: &Connection, id: ReceiptId, new: &NewReceipt) -> Result<()> {
    for reading in &new.readings {
        insert_reading(transaction, id, reading)?;
    }
    for (position, finding) in (0i64..).zip(&new.findings) {
        insert_finding(transaction, id, position, finding)?;
    }
    Ok(())
}

fn insert_reading(transaction: &Connection, id: ReceiptId, reading: &Reading) -> Result<()> {
    let grid = reading.fields.iter().map(|f| StoredField::of("", 0, f));
    let lists = reading.lists.iter().flat_map(|(section, rows)| {
        let rows = (1u32..).zip(rows);
        rows.flat_map(move |(at, row)| {
            row.cells
                .iter()
                .map(move |f| StoredField::of(section, at, f))
        })
    });
    let cells: Vec<StoredField<'_>> = grid.chain(lists).collect();
    let whole = sealed(&postcard::to_allocvec(reading).map_err(LedgerError::fault)?);
    transaction
        .prepare_cached(
            "INSERT INTO readings (receipt, unit, form, cells, whole) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            id,
            reading.unit,
            reading.form,
            json(&cells)?,
            whole
        ])?;
    Ok(())
}

/// Bytes of a checksum before what it is of.
const SEAL: usize = 16;

/// Bytes behind a checksum of theirs.
pub(super) fn sealed(bytes: &[u8]) -> Vec<u8> {
    let sum = blake3::hash(bytes);
    [&sum.as_bytes()[..SEAL], bytes].concat()
}

/// What stands behind the checksum, when it agrees.
pub(super) fn unsealed(sealed: &[u8]) -> Result<&[u8]> {
    let (sum, bytes) = sealed
        .split_at_checked(SEAL)
        .ok_or_else(LedgerError::content)?;
    if blake3::hash(bytes).as_bytes()[..SEAL] == *sum {
        Ok(bytes)
    } else {
        Err(LedgerError::content())
    }
}

/// A cell as the view `fields` tells it: section, row, field, answer, value, raw, remark, estimate, anchor, sheet, cell.
#[derive(Serialize)]
struct StoredField<'r>(
    &'r str,
    u32,
    &'r str,
    &'static str,
    Option<String>,
    &'r str,
    &'r str,
    bool,
    &'static str,
    Option<&'r str>,
    Option<String>,
);

impl<'r> StoredField<'r> {
    fn of(section: &'r str, row: u32, field: &'r FieldReading) -> Self {
        let (answer, value) = match &field.answer {
            Answer::Value(value) => ("value", Some(plain(value))),
            Answer::Nil {
                nil: Nil::NoData, ..
            } => ("no-data", None),
            Answer::Nil {
                nil: Nil::NotArisen,
                ..
            } => ("not-arisen", None),
            Answer::Blank => ("blank", None),
            Answer::NotUnderstood => ("not-understood", None),
        };
        let anchor = match field.anchor {
            Anchor::Name => "name",
            Anchor::RowId => "row-id",
            Anchor::Label => "label",
            Anchor::Lost => "lost",
            Anchor::Computed => "computed",
        };
        let place = field.place.as_ref();
        Self(
            section,
            row,
            &field.field,
            answer,
            value,
            &field.raw,
            &field.remark,
            field.estimate,
            anchor,
            place.map(|p| p.sheet.as_str()),
            place.map(|p| cell_name(p.row, p.col)),
        )
    }
}

/// A value as SQL reads it best: numbers and days in their international form.
fn plain(value: &Value) -> String {
    match value {
        Value::Number(n) => n.to_string(),
        Value::YesNo(yes) => format::yes_no(*yes),
        Value::Date(day) => day.to_string(),
        Value::Month(m) => format!("{:04}-{:02}", m.year, m.month),
        Value::Text(text) => text.clone(),
    }
}

fn insert_finding(
    transaction: &Connection,
    receipt: ReceiptId,
    position: i64,
    finding: &Finding,
) -> Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO findings (receipt, position, id, code, severity, state, unit, file, message,
             todo, action, cells, reason, basis)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?
        .execute(params![
            receipt,
            position,
            finding.id,
            finding.code,
            word(&SEVERITIES, &finding.severity),
            word(&STATES, &finding.state),
            finding.unit,
            finding.file,
            json(&finding.message)?,
            json(&finding.todo)?,
            finding.action.as_ref().map(json).transpose()?,
            json(&finding.cells)?,
            finding.reason,
            finding.basis
        ])?;
    Ok(())
}

/// How bad a finding is, in the words of the table.
pub(super) const SEVERITIES: [(&str, Severity); 3] = [
    ("error", Severity::Error),
    ("warning", Severity::Warning),
    ("note", Severity::Note),
];

/// Where a finding stands, in the words of the table.
pub(super) const STATES: [(&str, FindingState); 5] = [
    ("open", FindingState::Open),
    ("asked", FindingState::Asked),
    ("explained", FindingState::Explained),
    ("accepted", FindingState::Accepted),
    ("closed", FindingState::Closed),
];

fn word<T: PartialEq>(words: &[(&'static str, T)], meaning: &T) -> &'static str {
    let known = words.iter().find(|(_, m)| m == meaning);
    known.map_or("", |(word, _)| word)
}

pub(super) fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(LedgerError::fault)
}

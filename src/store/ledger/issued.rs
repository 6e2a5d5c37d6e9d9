//! The versions of forms that were issued.

use super::entries::note;
use super::record::{sealed, unsealed};
use super::{Ledger, LedgerError, Result};
use crate::model::entry::Entry;
use crate::model::issued::IssuedForm;
use rusqlite::params;

impl Ledger {
    /// All of them, in the order of their hashes.
    pub fn issued_forms(&self) -> Result<Vec<IssuedForm>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT layout, form, kit, at, contents FROM issued_forms ORDER BY layout",
        )?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let contents: Vec<u8> = row.get(4)?;
            let contents = std::str::from_utf8(unsealed(&contents)?).map_err(LedgerError::fault)?;
            all.push(IssuedForm {
                layout: row.get(0)?,
                form: row.get(1)?,
                kit: row.get(2)?,
                at: row.get(3)?,
                contents: contents.to_owned(),
            });
        }
        Ok(all)
    }

    /// Remembers a version; one that is known stays as it is.
    pub fn remember_issued(&mut self, issued: &IssuedForm) -> Result<()> {
        let transaction = self.begin()?;
        let added = transaction.execute(
            "INSERT OR IGNORE INTO issued_forms (layout, form, kit, at, contents)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                issued.layout,
                issued.form,
                issued.kit,
                issued.at,
                sealed(issued.contents.as_bytes())
            ],
        )?;
        if added > 0 {
            note(&transaction, &Entry::Issued(issued.clone()))?;
        }
        transaction.commit()?;
        Ok(())
    }
}

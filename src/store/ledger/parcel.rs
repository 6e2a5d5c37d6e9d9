//! Wrappings that were unpacked once, so that they are not unpacked again.

use super::receipt::of_json;
use super::record::json;
use super::{Ledger, Result};
use crate::model::id::FileHash;
use crate::model::parcel::Parcel;
use rusqlite::{OptionalExtension, params};

impl Ledger {
    /// What was found in a wrapping of these bytes.
    pub fn parcel(&self, hash: &FileHash) -> Result<Option<Parcel>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT contents FROM parcels WHERE hash = ?1")?;
        let contents: Option<String> = statement.query_row([hash], |row| row.get(0)).optional()?;
        contents.map(|contents| of_json(&contents)).transpose()
    }

    /// What was found in all wrappings.
    pub fn parcels(&self) -> Result<Vec<Parcel>> {
        let sql = "SELECT contents FROM parcels ORDER BY hash";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut parcels = Vec::new();
        while let Some(row) = rows.next()? {
            parcels.push(of_json(&row.get::<_, String>(0)?)?);
        }
        Ok(parcels)
    }

    /// Remembers what was found in a wrapping.
    pub fn record_parcel(&mut self, hash: &FileHash, parcel: &Parcel) -> Result<()> {
        let transaction = self.begin()?;
        transaction.execute(
            "INSERT OR REPLACE INTO parcels (hash, contents) VALUES (?1, ?2)",
            params![hash, json(parcel)?],
        )?;
        transaction.commit()?;
        Ok(())
    }
}

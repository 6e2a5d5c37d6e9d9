//! Ids as the columns of a table hold them: texts as they are, numbers as numbers.

use crate::model::code::Code;
use crate::model::id::{ActId, Basis, FigureId, FileHash, FindingId, FormId, ReceiptId, UnitCode};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

macro_rules! number_column {
    ($($id:ty),*) => {$(
        impl ToSql for $id {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        impl FromSql for $id {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_i64().map(Self)
            }
        }
    )*};
}

number_column!(ActId, ReceiptId);

macro_rules! text_column {
    ($($id:ty),*) => {$(
        impl ToSql for $id {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.as_str().to_sql()
            }
        }

        impl FromSql for $id {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let text = value.as_str()?.to_owned();
                Self::try_from(text).map_err(FromSqlError::other)
            }
        }
    )*};
}

text_column!(Basis, Code, FigureId, FileHash, FindingId, FormId, UnitCode);

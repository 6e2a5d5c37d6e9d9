//! Typed values: what a field may hold, and how people in Vietnamese offices write it.
//!
//! [`understand`] turns a raw cell into a [`Value`] of a [`Kind`]; [`format`] writes a value the way an office
//! does. Knows nothing of forms, files or rules.

pub(crate) mod accented;
pub mod direction;
pub mod fold;
pub mod format;
mod kept;
pub mod kind;
mod lang;
pub mod legacy;
pub(crate) mod moment;
mod named;
pub(crate) mod nearly;
mod number_code;
pub(crate) mod period;
mod remark;
mod rollup;
mod seen;
mod spelt;
mod tally;
pub mod understand;
mod understood;

pub(crate) use accented::accented;
pub use fold::fold;
pub use kind::Kind;
pub use lang::Lang;
pub use moment::Moment;
pub use named::{Named, named};
pub use number_code::{CodeFault, CodeFaultKind, NumberCode};
pub use remark::Remark;
pub use rollup::Rollup;
pub use seen::{Look, Mark, Run, Seen};
pub use spelt::{Spelt, spelt_numbers};
pub use tally::Tally;
pub use understand::{typed, understand, understand_near};
pub use understood::Understood;

use serde::{Deserialize, Serialize};

/// A calendar day, without time or zone.
pub type Day = jiff::civil::Date;

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Month {
    /// Four digits.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
}

/// A value as understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Count, decimal, amount or percent (a fraction of 1). Whole numbers are exact below 2^53, as in Excel.
    Number(f64),
    /// Có is `true`.
    YesNo(bool),
    /// A day.
    Date(Day),
    /// A month.
    Month(Month),
    /// Choice, text or prose, normalised (NFC, no invisible characters).
    Text(String),
}

impl Value {
    /// The number, when it is one.
    pub fn number(&self) -> Option<f64> {
        if let Self::Number(n) = self {
            Some(*n)
        } else {
            None
        }
    }
}

/// A cell as the file holds it, before anybody understands it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Raw {
    /// Nothing in it.
    Blank,
    /// A number that is not formatted as a date.
    Number(f64),
    /// Text, untouched.
    Text(String),
    /// TRUE or FALSE.
    Bool(bool),
    /// Formatted as a date: the serial number of the 1900 system.
    Date(f64),
    /// `#DIV/0!` and its like, as shown.
    Error(String),
    /// A formula that the program that saved it never computed.
    Uncomputed,
}

impl Raw {
    /// What a person sees who looks at the cell, for messages and the ledger.
    pub fn shown(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Number(n) => format::plain(*n),
            Self::Text(t) => t.clone(),
            Self::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Date(serial) => understand::day_of_serial(*serial)
                .map_or_else(|| format::plain(*serial), format::day),
            Self::Error(e) => e.clone(),
            Self::Uncomputed => "=?".to_owned(),
        }
    }
}

/// Why a field that has no value is answered all the same (tình trạng số liệu).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Nil {
    /// "Không có số liệu": the unit cannot know it; it must say why.
    NoData,
    /// "Không phát sinh": there was nothing of the kind.
    NotArisen,
}

impl Nil {
    /// The word of the drop-down.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoData => "Không có số liệu",
            Self::NotArisen => "Không phát sinh",
        }
    }
}

/// How bad a finding is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Severity {
    /// cần bổ sung: blocks the final report.
    Error,
    /// cần xem lại: may be explained with a reason.
    Warning,
    /// lưu ý.
    Note,
}

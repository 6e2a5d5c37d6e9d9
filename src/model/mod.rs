//! The types that everything passes through, and what follows from them alone.
//!
//! Knows no stage: nothing here reads, checks, rolls up or writes.

pub mod action;
pub mod area;
pub mod areas;
pub(crate) mod basis;
pub mod change;
pub mod code;
pub mod computed;
pub mod derivation;
pub mod document;
pub mod entry;
pub mod figure;
pub mod finding;
pub mod form;
pub(crate) mod growing;
pub mod id;
pub mod issue_key;
pub mod issued;
pub mod kit;
pub mod laid;
pub mod learned;
pub mod obligation;
pub mod oddity;
pub mod operand;
pub mod paper_code;
pub mod parcel;
pub mod pending;
pub mod question;
pub mod raw;
pub mod reading;
pub mod receipt;
pub mod respondent;
pub mod unit;

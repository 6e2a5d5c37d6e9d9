//! From a file's cells to an understanding of it.

use super::{Finding, Reading};
use crate::kit::Kit;
use crate::workbook::raw::RawWorkbook;

/// What is known before a file is read.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The kit of the campaign.
    pub kit: &'a Kit,
    /// Units that should answer. Empty when there is no campaign at hand: then a file's own word is taken.
    pub units: &'a [UnitName],
    /// Short name of the campaign (`ten_dot`).
    pub campaign: &'a str,
    /// Name of the period ("năm 2020").
    pub period: &'a str,
    /// File name as received.
    pub file: &'a str,
    /// The code that the officer assigned this file to.
    pub assigned: Option<&'a str>,
}

/// A unit that should answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitName {
    /// Code, e.g. `16390`.
    pub code: String,
    /// `xa`, `thi_tran`, …
    pub unit_type: String,
    /// "Xã Đông Hòa".
    pub name: String,
    /// Form id.
    pub form: String,
    /// Ids of the sections it answers; empty means all.
    pub sections: Vec<String>,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Understanding {
    /// Unit code, when it is known without doubt.
    pub unit: Option<String>,
    /// What it says; `None` when it is not known whose it is, or it belongs elsewhere.
    pub reading: Option<Reading>,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// Understands a file: whose it is, what it says, what is wrong with it.
pub fn understand(_book: &RawWorkbook, _context: &Context<'_>) -> Understanding {
    Understanding {
        unit: None,
        reading: None,
        findings: Vec::new(),
    }
}

//! What is known before a file is read.

use super::Expected;
use crate::model::id::UnitCode;

/// What is known before a file is read.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Kit, forms and units of the campaign.
    pub expected: &'a Expected<'a>,
    /// Short name of the campaign (`ten_dot`).
    pub campaign: &'a str,
    /// Name of the period ("năm 2020").
    pub period: &'a str,
    /// File name as received.
    pub file: &'a str,
    /// The code that the officer assigned this file to.
    pub assigned: Option<&'a UnitCode>,
    /// The code of the unit whose address the mail with this file came from.
    pub sender: Option<&'a UnitCode>,
}

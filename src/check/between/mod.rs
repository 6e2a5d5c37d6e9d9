//! Returns held beside each other: parts of one form, the same figures twice, the same words of many.
//!
//! In: the kit and the units with their returns in force. Out: readings joined, and what is wrong between units.

mod parts;
mod same_numbers;
mod same_words;

use crate::model::finding::Finding;
use crate::model::kit::Kit;
use crate::model::respondent::Respondent;

/// Looks at the units side by side: partners of one form speak once for each field, and what is wrong between units
/// is found.
pub fn join(kit: &Kit, units: &mut [Respondent]) -> Vec<Finding> {
    let mut findings = parts::join(kit, units);
    findings.extend(same_numbers::find(kit, units));
    findings.extend(same_words::find(kit, units));
    findings
}

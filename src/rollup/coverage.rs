//! How many answers are due.

use crate::model::respondent::Respondent;
use crate::value::fold;

/// How many answers a section is due from some units of its form: partners give one between them.
pub(super) fn due(units: &[&Respondent], section: &str) -> u32 {
    let mut whole = 0;
    let mut groups: Vec<String> = Vec::new();
    for unit in units {
        if unit.unit.sections.is_empty() {
            whole += 1;
        } else if unit.unit.sections.iter().any(|s| s == section) {
            groups.push(fold(&unit.unit.group));
        }
    }
    groups.sort();
    groups.dedup();
    whole + groups.len() as u32
}

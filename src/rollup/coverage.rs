//! How many answers are due.

use crate::model::respondent::Respondent;
use crate::value::fold;
use std::collections::BTreeSet;

/// How many answers a section is due from units of its form: partners give one between them.
#[derive(Debug, Default)]
pub(super) struct Due {
    whole: u32,
    groups: BTreeSet<String>,
}

impl Due {
    /// Adds a unit of the form; a part of one gives no answer of its own.
    pub(super) fn add(&mut self, unit: &Respondent, section: &str) {
        if unit.part_of.is_some() {
            return;
        }
        if unit.unit.sections.is_empty() {
            self.whole += 1;
        } else if unit.unit.sections.iter().any(|s| s == section) {
            self.groups.insert(fold(&unit.unit.group));
        }
    }

    /// Answers that are due.
    pub(super) fn count(&self) -> u32 {
        self.whole + self.groups.len() as u32
    }
}

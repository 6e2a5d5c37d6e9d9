//! What is known before any file is read, worked out once for a whole batch of files.

use super::UnitName;
use super::identity::{apart, code_words};
use crate::kit::Kit;
use crate::workbook::layout::Layout;

/// The forms with their layouts, and the units by what names them.
#[derive(Debug, Clone)]
pub struct Expected<'a> {
    /// The kit of the campaign.
    pub kit: &'a Kit,
    /// Units that should answer. Empty when there is no campaign at hand: then a file's own word is taken.
    pub units: Vec<UnitName>,
    pub(super) named: Vec<Named>,
    pub(super) layouts: Vec<Layout>,
}

/// How a unit may be named, folded for matching.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// The code.
    pub(super) code: String,
    /// The type that its name tells, else its own.
    pub(super) kind: String,
    /// The words of its name without those of its type.
    pub(super) rest: Vec<String>,
}

impl<'a> Expected<'a> {
    /// Works it out.
    pub fn new(kit: &'a Kit, units: Vec<UnitName>) -> Self {
        let named = units
            .iter()
            .map(|unit| {
                let (kind, rest) = apart(&unit.name);
                Named {
                    code: code_words(&unit.code),
                    kind: kind.unwrap_or(&unit.unit_type).to_owned(),
                    rest,
                }
            })
            .collect();
        Self {
            kit,
            units,
            named,
            layouts: kit.forms.iter().map(|f| Layout::of(kit, f)).collect(),
        }
    }

    /// The unit with this code.
    pub(super) fn unit(&self, code: &str) -> Option<&UnitName> {
        self.units.iter().find(|u| u.code == code)
    }
}

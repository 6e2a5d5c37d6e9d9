//! What is known before any file is read, worked out once for a whole batch of files.

use super::UnitName;
use super::identity::{apart, code_words};
use super::signs::Signs;
use crate::kit::{Form, Kit};
use crate::workbook::layout::Layout;

/// The forms with their layouts, and the units by what names them.
#[derive(Debug, Clone)]
pub struct Expected<'a> {
    /// The kit of the campaign.
    pub kit: &'a Kit,
    /// Units that should answer. Empty when there is no campaign at hand: then a file's own word is taken.
    pub units: Vec<UnitName>,
    pub(super) named: Vec<Named>,
    pub(super) forms: Vec<Planned>,
}

/// A form as it was laid out.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub(super) layout: Layout,
    /// One for each of its sheets.
    pub(super) signs: Vec<Signs>,
}

impl Planned {
    fn of(kit: &Kit, form: &Form) -> Self {
        let layout = Layout::of(kit, form);
        let signs = layout.sheets.iter().map(Signs::of).collect();
        Self { layout, signs }
    }
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
            forms: kit.forms.iter().map(|f| Planned::of(kit, f)).collect(),
        }
    }

    /// The unit with this code.
    pub(super) fn unit(&self, code: &str) -> Option<&UnitName> {
        self.units.iter().find(|u| u.code == code)
    }
}

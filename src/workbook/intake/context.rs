//! What all sheets of a workbook are made from.

use super::Issue;
use super::calculation::Calculation;
use super::choices::Words;
use super::correction::Filled;
use super::fact::CellText;
use super::joined::Checks;
use super::live;
use super::paper_code::CodeCells;
use super::whose::{Whose, slot};
use crate::layout::{Layout, UNIT_NAME};
use crate::model::form::FieldRef;
use crate::model::id::SectionId;
use crate::value::Kind;

/// Everything the sheets need.
pub(super) struct Book<'a> {
    /// What is asked.
    pub(super) issue: &'a Issue<'a>,
    /// For whom.
    pub(super) whose: Whose<'a>,
    /// What the cells to fill hold.
    pub(super) filled: Filled,
    /// The sections that are asked; empty means all.
    pub(super) sections: &'a [SectionId],
    /// Where everything sits.
    pub(super) layout: Layout,
    /// Where the words of drop-downs stand.
    pub(super) words: Words,
    /// Where the states of the rules stand.
    pub(super) checks: Checks,
    /// What the live texts are put together from.
    pub(super) calculation: Calculation,
    /// The code that a signed sheet is held against the file by; `None` of a form without numbers.
    pub(super) code: Option<CodeCells>,
}

impl Book<'_> {
    /// Whether the unit answers this section.
    pub(super) fn asks(&self, section: &str) -> bool {
        asks(self.sections, section)
    }

    /// Where and how the unit's name stands: its slot, or a formula on the chosen unit.
    pub(super) fn unit(&self) -> CellText {
        match self.whose {
            Whose::One => CellText::Text(slot("@unit")),
            Whose::All(_) => CellText::Live(live::Live {
                formula: format!(
                    "IF({UNIT_NAME}=\"\",{},{UNIT_NAME})",
                    live::quoted(&no_unit())
                ),
                blank: no_unit(),
            }),
        }
    }

    /// The deadline, printed.
    pub(super) fn deadline(&self) -> String {
        match self.whose {
            Whose::One => slot("@deadline"),
            Whose::All(_) => self.issue.deadline.to_owned(),
        }
    }

    /// The range of words that a cell of this kind offers.
    pub(super) fn words_of(&self, kind: &Kind) -> Option<String> {
        self.words.of_kind(kind)
    }

    /// Last period's value of a field.
    pub(super) fn previous(&self, field: &FieldRef) -> CellText {
        let id = field.id();
        match self.whose {
            Whose::One => CellText::Text(slot(&id)),
            Whose::All(_) => CellText::Live(live::Live {
                formula: self.words.previous(&id),
                blank: String::new(),
            }),
        }
    }
}

/// Whether one of these sections is asked; none named means all.
pub(super) fn asks(sections: &[SectionId], section: &str) -> bool {
    sections.is_empty() || sections.iter().any(|s| s == section)
}

fn no_unit() -> String {
    crate::words::official("emit.no-unit")
}

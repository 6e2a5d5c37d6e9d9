//! Units (đơn vị) and their list: who must answer what.

use super::id::{FormId, SectionId, UnitCode};
use crate::value::Day;
use std::sync::Arc;

/// All units, in the order of the file. At least one reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// The units. Whoever tells of one shares it.
    pub units: Vec<Arc<Unit>>,
}

/// A unit that answers, or once did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Unique, also where capitals are not told apart.
    pub code: UnitCode,
    /// Type as an ASCII id: `xa`, `thi_tran`.
    pub unit_type: String,
    /// Type as printed: "Xã", "Thị trấn".
    pub type_label: String,
    /// "Xã Đông Hòa".
    pub name: String,
    /// The form it answers; one of the kit's.
    pub form: FormId,
    /// The sections it answers; empty means all.
    pub sections: Vec<SectionId>,
    /// Group of the roster, may be empty.
    pub group: String,
    /// One or more valid addresses, or empty.
    pub email: String,
    /// Đầu mối, may be empty.
    pub contact: String,
    /// Telephone, may be empty.
    pub phone: String,
    /// Own deadline.
    pub deadline: Option<Day>,
    /// Whether it answers.
    pub state: Participation,
    /// Row in the file, from 0.
    pub row: u32,
}

impl Unit {
    /// A unit that reports on a whole form, of which no more is known.
    pub fn named(code: UnitCode, unit_type: &str, name: &str, form: FormId) -> Self {
        Self {
            code,
            unit_type: unit_type.to_owned(),
            type_label: String::new(),
            name: name.to_owned(),
            form,
            sections: Vec::new(),
            group: String::new(),
            email: String::new(),
            contact: String::new(),
            phone: String::new(),
            deadline: None,
            state: Participation::Reports,
            row: 0,
        }
    }

    /// Whether it should answer.
    pub fn reports(&self) -> bool {
        self.state == Participation::Reports
    }
}

/// Whether a unit answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Participation {
    /// It should answer.
    Reports,
    /// It need not.
    Exempt,
    /// It is part of the unit with this code now, which does answer.
    MergedInto(UnitCode),
}

impl Roster {
    /// The unit with this code.
    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.units
            .iter()
            .map(AsRef::as_ref)
            .find(|u| u.code == code)
    }

    /// The units that should answer.
    pub fn reporting(&self) -> impl Iterator<Item = &Arc<Unit>> {
        self.units.iter().filter(|u| u.reports())
    }
}

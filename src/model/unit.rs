//! Units (đơn vị) and their list: who must answer what.

use crate::value::Day;

/// All units, in the order of the file. At least one reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// The units.
    pub units: Vec<Unit>,
}

/// A unit that answers, or once did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Unique code of letters, digits, `-` and `_`, e.g. `16390` or `01635`.
    pub code: String,
    /// Type as an ASCII id: `xa`, `thi_tran`.
    pub unit_type: String,
    /// Type as printed: "Xã", "Thị trấn".
    pub type_label: String,
    /// "Xã Đông Hòa".
    pub name: String,
    /// Id of the form it answers; one of the kit's.
    pub form: String,
    /// Ids of the sections it answers; empty means all.
    pub sections: Vec<String>,
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
    MergedInto(String),
}

impl Roster {
    /// The unit with this code.
    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.units.iter().find(|u| u.code == code)
    }

    /// The units that should answer.
    pub fn reporting(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|u| u.reports())
    }

    /// The units that should answer, the way [`crate::check::understand`] recognises them.
    pub fn unit_names(&self) -> Vec<UnitName> {
        let names = self.reporting().map(|u| UnitName {
            code: u.code.clone(),
            unit_type: u.unit_type.clone(),
            name: u.name.clone(),
            form: u.form.clone(),
            sections: u.sections.clone(),
        });
        names.collect()
    }
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

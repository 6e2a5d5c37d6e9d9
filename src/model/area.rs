//! A part of the units of a form or of a set: those of a type, of a group of the roster, or of both.

use serde::{Deserialize, Serialize};

/// A part of some units; without type and group it is all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Area {
    /// Type of unit by its id: `phuong`.
    pub unit_type: Option<String>,
    /// Group as the roster writes it.
    pub group: Option<String>,
}

/// What parts units into groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grouping {
    /// The column Nhóm of the roster.
    Group,
    /// The type of unit.
    Type,
}

impl Grouping {
    /// Both, by the word of a kit.
    pub const ALL: &'static [(&'static str, Self)] = &[("nhom", Self::Group), ("loai", Self::Type)];

    /// The word of a kit.
    pub fn word(self) -> &'static str {
        match self {
            Self::Group => "nhom",
            Self::Type => "loai",
        }
    }
}

impl Area {
    /// The part of this part that goes by a name.
    #[must_use]
    pub fn within(&self, by: Grouping, name: &str) -> Self {
        let mut area = self.clone();
        match by {
            Grouping::Group => area.group = Some(name.to_owned()),
            Grouping::Type => area.unit_type = Some(name.to_owned()),
        }
        area
    }
}

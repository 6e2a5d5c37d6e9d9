//! How the officer learned figures that a unit did not send itself.

use crate::value::fold;
use crate::value::fold::without_accents;
use crate::words::official;

/// What the officer says of such figures, by the id of its sentence: how they came, who told them, where to reach them, when,
/// what lies beside, why.
pub const SOURCES: [&str; 6] = [
    "enter.source-kind",
    "enter.source-informant",
    "enter.source-contact",
    "enter.source-time",
    "enter.source-attachment",
    "enter.source-reason",
];

/// How figures came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LearnedBy {
    /// By telephone.
    Telephone,
    /// On paper.
    Paper,
    /// In a photo.
    Photo,
    /// In another way.
    Other,
}

impl LearnedBy {
    /// All of them, as they are offered.
    pub const ALL: [Self; 4] = [Self::Telephone, Self::Paper, Self::Photo, Self::Other];

    /// What a person reads and chooses.
    pub fn word(self) -> String {
        official(match self {
            Self::Telephone => "enter.by-telephone",
            Self::Paper => "enter.by-paper",
            Self::Photo => "enter.by-photo",
            Self::Other => "enter.by-other",
        })
    }

    /// All words, as they are named where one is missing.
    pub fn words() -> String {
        Self::ALL.map(Self::word).join("; ")
    }

    /// What a word stands for, its letters and accents as they may be.
    pub fn of(word: &str) -> Option<Self> {
        let typed = without_accents(&fold(word));
        let mut all = Self::ALL.into_iter();
        all.find(|by| without_accents(&fold(&by.word())) == typed)
    }
}

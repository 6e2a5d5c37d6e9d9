//! How a figure came about, and why it may have no value.

use super::id::FigureId;
use crate::msg;
use crate::value::Rollup;
use crate::words::{Lang, text};
use serde::{Deserialize, Serialize};

/// How a figure came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Derivation {
    /// The settings say it, under this key: `[ky] den`.
    Setting(String),
    /// Units of the roster were counted.
    Roster,
    /// Answers to one field were rolled up.
    Rollup(Rollup),
    /// A formula of the kit was computed.
    Formula {
        /// As the kit writes it.
        text: String,
        /// The figures that it names, in its order.
        inputs: Vec<FigureId>,
        /// Whether it leaves out units that some of these figures count, since they lack another: like is held against
        /// like, and the coverage is that of the units that remain.
        in_common: bool,
    },
    /// Units or rows of which a condition holds.
    Set {
        /// What they are taken from: a form, a list, another set.
        of: String,
        /// As the kit writes it; may be empty.
        condition: String,
    },
    /// The officer chose texts of units.
    Chosen,
    /// The rows that units added to a list were put one below the other.
    Rows,
    /// Those rows were counted.
    RowCount,
    /// Last period's values of one field were rolled up.
    Previous(Rollup),
    /// What a person typed in the report counts, because the officer decided so.
    Typed {
        /// What the ledger says, as its kind is written.
        ledger: String,
        /// Why.
        reason: String,
    },
}

impl Derivation {
    /// As a sentence; a formula as the kit writes it.
    pub fn say(&self, lang: Lang) -> String {
        let id = match self {
            Self::Formula { text, .. } => return text.clone(),
            Self::Typed { ledger, reason } => {
                let said = msg!("review.how-typed", ledger = ledger, reason = reason);
                return said.say(lang);
            }
            Self::Set { of, condition } => {
                let said = msg!("review.how-set", of = of, condition = condition);
                return said.say(lang);
            }
            Self::Setting(_) => "review.from-settings",
            Self::Roster => "review.how-roster",
            Self::Chosen => "review.how-chosen",
            Self::Rows => "review.how-list",
            Self::RowCount => "review.how-count",
            Self::Rollup(how) | Self::Previous(how) => match how {
                Rollup::Sum => "review.how-sum",
                Rollup::CountYes => "review.how-count-yes",
                Rollup::CountNo => "review.how-count-no",
                Rollup::Mean => "review.how-mean",
                Rollup::Min => "review.how-min",
                Rollup::Max => "review.how-max",
                Rollup::List => "review.how-list",
                Rollup::Distinct => "review.how-distinct",
                Rollup::Formula => "review.how-formula",
                Rollup::None => "review.how-none",
            },
        };
        text(id, lang)
    }

    /// Whether it is taken over fewer units than the figures beside it.
    pub fn is_in_common(&self) -> bool {
        matches!(
            self,
            Self::Formula {
                in_common: true,
                ..
            }
        )
    }

    /// Whether it counts those that answered Có, or Không.
    pub fn counts_answers(&self) -> bool {
        matches!(self, Self::Rollup(how) | Self::Previous(how) if how.counts_answers())
    }

    /// Whether it gives several texts or rows, not one value.
    pub fn gives_several(&self) -> bool {
        match self {
            Self::Rows | Self::Chosen | Self::Set { .. } => true,
            Self::Rollup(how) | Self::Previous(how) => {
                matches!(how, Rollup::List | Rollup::Distinct)
            }
            Self::Setting(_)
            | Self::Roster
            | Self::Formula { .. }
            | Self::RowCount
            | Self::Typed { .. } => false,
        }
    }
}

/// Why a figure has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// No unit has answered.
    Nobody,
    /// All that answered did so with a nil.
    OnlyNil,
    /// Several units answered what is not rolled up.
    NotRolledUp,
    /// The settings leave it out.
    SettingUnset,
    /// A figure that its formula needs is missing.
    Waits,
    /// Its formula gives an error, or no value of its kind.
    NotComputable,
    /// Nothing is known of last period.
    NoPrevious,
    /// No unit has all that its formula holds against one another.
    NothingInCommon,
}

impl Missing {
    /// As a sentence.
    pub fn say(self, lang: Lang) -> String {
        text(self.words(), lang)
    }

    /// Id of its sentence in the catalogue.
    pub fn words(self) -> &'static str {
        match self {
            Self::Nobody => "rollup.nobody",
            Self::OnlyNil => "rollup.only-nil",
            Self::NotRolledUp => "rollup.not-rolled-up",
            Self::SettingUnset => "rollup.setting-unset",
            Self::Waits => "rollup.waits",
            Self::NotComputable => "rollup.not-computable",
            Self::NoPrevious => "rollup.no-previous",
            Self::NothingInCommon => "rollup.nothing-in-common",
        }
    }
}

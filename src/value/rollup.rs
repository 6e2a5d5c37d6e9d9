//! How many readings become one figure (tổng hợp).

use serde::{Deserialize, Serialize};

/// How many readings become one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rollup {
    /// Sum of numbers.
    Sum,
    /// How many answered Có (`yes_no`) or gave this choice.
    CountYes,
    /// How many answered Không (`yes_no`): not those that have not answered.
    CountNo,
    /// Arithmetic mean (kept as sum and n).
    Mean,
    /// Least.
    Min,
    /// Greatest.
    Max,
    /// Texts with the unit's name.
    List,
    /// Distinct texts.
    Distinct,
    /// Calculated anew from the roll-ups of what its formula names: a ratio of sums.
    Formula,
    /// Not rolled up; with a single unit its value is the figure.
    None,
}

impl Rollup {
    /// Whether it counts those that answered Có, or Không.
    pub fn counts_answers(self) -> bool {
        matches!(self, Self::CountYes | Self::CountNo)
    }
}

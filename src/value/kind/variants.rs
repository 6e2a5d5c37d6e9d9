//! What a field may hold.

use serde::{Deserialize, Serialize};

/// What a field holds. All that differs by kind is told by its [`super::KindSpec`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Whole and not negative: machines, people, files.
    Count,
    /// A number with up to this many decimals.
    Decimal {
        /// Digits after the comma, 0 to 6.
        places: u8,
    },
    /// Vietnamese đồng, whole.
    Amount,
    /// A share; the value is the fraction (1.0 is 100%).
    Percent,
    /// Có / Không.
    YesNo,
    /// One of the given words.
    Choice(Vec<String>),
    /// A day.
    Date,
    /// A month of a year.
    Month,
    /// One line of text.
    Text,
    /// Paragraphs.
    Prose,
}

//! What differs by kind, as data: a kind is entered here by a [`KindSpec`] of its own file.

use super::Kind;
use crate::value::{Raw, Rollup, Understood};

/// All that differs by kind.
pub struct KindSpec {
    /// Its word in kits, e.g. `yes_no`.
    pub word: &'static str,
    /// What a kit says beside the word.
    pub details: Details,
    /// The kind of a field that a kit describes so: decimals, choices.
    pub make: fn(u8, Vec<String>) -> Kind,
    /// What a value of it is.
    pub holds: Holds,
    /// How a number of it is written in a sentence; of no meaning for other values.
    pub written: fn(&Kind) -> NumberStyle,
    /// What a cell says: its content, whether it is formatted as a percentage, the kind, the row's unit of measure.
    pub understand: fn(&Raw, Option<bool>, &Kind, &str) -> Understood,
    /// How readings roll up when the kit does not say.
    pub rollup: Rollup,
    /// How else they may, besides not at all.
    pub rollups: &'static [Rollup],
    /// What a cell of an intake workbook takes.
    pub entry: Entry,
    /// Id of the text that tells what to type.
    pub hint: &'static str,
    /// Excel's format of a cell to fill; empty for its general one.
    pub entry_format: fn(&Kind) -> String,
    /// Excel's format of a number of it that is shown.
    pub shown_format: fn(f64, &Kind) -> String,
    /// How a cell to fill is set.
    pub align: Align,
    /// The formula that writes the cell of a name into a sentence.
    pub in_sentence: fn(&str) -> String,
    /// Widths of columns.
    pub widths: Widths,
}

/// What a kit says beside the word of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Details {
    /// Nothing.
    None,
    /// How many decimals.
    Places,
    /// Which words.
    Choices,
}

/// What a value is, and so what a formula sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A number.
    Number,
    /// Có or Không.
    YesNo,
    /// One of several words.
    Choice,
    /// A day.
    Day,
    /// A month.
    Month,
    /// The unit's own words.
    Words,
}

/// How a number is written in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberStyle {
    /// Grouped; whole numbers without decimals, others with up to six.
    Whole,
    /// Grouped, with up to so many decimals.
    Decimals(u8),
    /// As a percentage, with one decimal.
    Percent,
}

/// What a cell of an intake workbook takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Whole numbers from 0.
    Whole,
    /// Any number.
    Number,
    /// A share, within what the kit finds plausible.
    Share,
    /// One of the words of a drop-down.
    Word,
    /// A day.
    Day,
    /// Anything.
    Anything,
}

/// How a cell to fill is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// To the right, as numbers are.
    Right,
    /// In the middle.
    Centre,
    /// To the left.
    Left,
    /// To the left and the top: paragraphs.
    TopLeft,
}

/// Widths of columns, in characters.
pub struct Widths {
    /// Of a value column of an intake workbook: least, and most when longer words are chosen from.
    pub grid: (u16, u16),
    /// Of a column of a list there, likewise.
    pub list: (u16, u16),
    /// Of a column of units' answers side by side.
    pub side_by_side: f64,
    /// Of a column of a consolidated list.
    pub in_list: f64,
}

/// As it stands.
pub(super) fn as_it_is(name: &str) -> String {
    name.to_owned()
}

/// A number that is shown: with two decimals when it is not whole.
pub(super) fn plain_format(n: f64, _: &Kind) -> String {
    if n.fract() == 0.0 {
        "#,##0".to_owned()
    } else {
        "#,##0.00".to_owned()
    }
}

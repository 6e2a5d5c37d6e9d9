//! What is noticed about a cell, as facts. What each is called and said is decided where findings are made.

use super::{Day, Seen, Value};

/// Something noticed about a cell. `shown` is what a person sees in it.
#[derive(Debug, Clone, PartialEq)]
pub enum Remark {
    /// Something else stands where a number is wanted.
    NotANumber {
        /// What stands there.
        shown: String,
    },
    /// A word for nothing, which is neither a number nor 0.
    WordForNothing {
        /// The word.
        shown: String,
    },
    /// A fraction in a count: `6.500` typed under US regional settings, or a slip.
    Fraction {
        /// The number as Excel holds it.
        number: f64,
    },
    /// Less than nothing.
    Negative {
        /// The number.
        number: f64,
    },
    /// Excel made a day of what was typed.
    BecameADay {
        /// The day; `None` when Excel shows none.
        day: Option<Day>,
        /// Whether a share is wanted: `5/6` became 5 June.
        in_share: bool,
    },
    /// A share of which it is not clear whether it is of 1 or of 100.
    ShareUnclear {
        /// What stands there.
        shown: String,
        /// The number as a share of 1.
        of_one: f64,
    },
    /// A fraction that was taken for a share.
    ShareTaken {
        /// What stands there.
        shown: String,
        /// The share of 1.
        share: f64,
    },
    /// Other words behind the number than the row's unit of measure.
    OtherWords {
        /// The words.
        written: String,
        /// The number before them.
        number: f64,
    },
    /// The unit calls it an estimate.
    Estimate {
        /// What stands there.
        shown: String,
        /// The number that was read.
        number: f64,
    },
    /// The unit only bounds the number: "dưới 25".
    Bound {
        /// What stands there.
        shown: String,
        /// The number that was read.
        number: f64,
    },
    /// The remark beside it names another number, period or scale, or doubts it.
    SaidOtherwise {
        /// The remark.
        remark: String,
        /// What was read.
        read: Value,
    },
    /// Words that put a figure elsewhere right.
    Corrects {
        /// What stands there.
        shown: String,
    },
    /// A whole day where a month is wanted, which may be written the month first.
    DayForMonth {
        /// What stands there.
        shown: String,
        /// The month that was read.
        read: Value,
        /// The month if it stands first.
        other: Value,
    },
    /// Typed in a font from before Unicode.
    OldFont {
        /// What stands there.
        raw: String,
        /// What it was read as.
        read: String,
    },
    /// Words that may have been typed in a font from before Unicode.
    FontUnclear {
        /// What stands there, and what is read.
        raw: String,
        /// What it says in that font.
        read: String,
    },
    /// `#DIV/0!` and its like.
    ErrorValue {
        /// The error.
        shown: String,
    },
    /// A formula without a result in the file.
    Uncomputed,
    /// A point or comma that may part thousands or decimals.
    SeparatorUnclear {
        /// What stands there.
        shown: String,
        /// The number if it parts thousands.
        grouped: f64,
        /// The number if it parts decimals.
        decimal: f64,
    },
    /// Could be two numbers; last period's value is near one of them.
    NearPrevious {
        /// What stands there.
        shown: String,
        /// The number that was read.
        number: f64,
        /// Last period's value.
        before: f64,
    },
    /// More digits than Excel keeps.
    TooLarge {
        /// What stands there.
        shown: String,
    },
    /// "5 triệu" where the column is not in millions, and the like.
    OtherScale {
        /// What stands there.
        shown: String,
        /// The number without its multiplier.
        as_written: f64,
        /// The number that it makes in the row's unit of measure.
        multiplied: f64,
    },
    /// More decimals than the column has.
    MoreDecimals {
        /// The number.
        number: f64,
        /// The decimals of the column.
        places: u8,
    },
    /// A person sees another answer than the one that the file holds.
    SeenOtherwise {
        /// What is seen, and why.
        seen: Seen,
        /// What the file holds.
        stored: String,
        /// What is read for the time being.
        read: Option<Value>,
    },
    /// Neither Có nor Không.
    NotYesNo {
        /// What stands there.
        shown: String,
    },
    /// None of the choices.
    NotAChoice {
        /// What stands there.
        shown: String,
        /// The choices.
        choices: Vec<String>,
    },
    /// Not a day.
    NotADay {
        /// What stands there.
        shown: String,
    },
    /// Not a month.
    NotAMonth {
        /// What stands there.
        shown: String,
    },
    /// A mark, a 0 or a word for nothing where a name or a description is wanted.
    NoWords {
        /// What stands there.
        shown: String,
    },
    /// Words that hardly answer: "Chưa triển khai" for a name, "xem ghi chú", a bare number.
    HardlyWords {
        /// What stands there.
        shown: String,
    },
    /// A day or month that is years away from the period of the report.
    FarFromPeriod {
        /// What stands there.
        shown: String,
        /// What it was read as.
        read: Value,
    },
    /// A day or month after the period of the report.
    AfterPeriod {
        /// What stands there.
        shown: String,
        /// What it was read as.
        read: Value,
    },
}

impl Remark {
    /// Whether there is no value because of it; otherwise it only says how the value was read.
    pub fn refuses(&self) -> bool {
        !matches!(
            self,
            Self::ShareTaken { .. }
                | Self::OtherWords { .. }
                | Self::Estimate { .. }
                | Self::Bound { .. }
                | Self::SaidOtherwise { .. }
                | Self::Corrects { .. }
                | Self::DayForMonth { .. }
                | Self::OldFont { .. }
                | Self::FontUnclear { .. }
                | Self::NearPrevious { .. }
                | Self::MoreDecimals { .. }
                | Self::HardlyWords { .. }
                | Self::FarFromPeriod { .. }
                | Self::AfterPeriod { .. }
                | Self::SeenOtherwise { .. }
        )
    }

    /// Whether it stands for "nothing": beside a status that says so, it is no second answer.
    pub fn stands_for_nothing(&self) -> bool {
        matches!(self, Self::WordForNothing { .. } | Self::NoWords { .. })
    }
}

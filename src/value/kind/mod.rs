//! Kinds of fields, a file each.
//!
//! Whoever does something that differs by kind asks its [`KindSpec`]. A new kind is a variant of [`Kind`], a file beside
//! this one, a line in the two lists below, and its sentences.

mod amount;
mod choice;
mod count;
mod date;
mod decimal;
mod month;
mod percent;
mod prose;
mod spec;
mod text;
mod variants;
mod yes_no;

pub use spec::{Align, Details, Entry, Holds, KindSpec, NumberStyle, Widths};
pub use variants::Kind;

use super::Rollup;

/// All kinds, in the order in which their words are listed to people.
pub static KINDS: [&KindSpec; 10] = [
    &count::SPEC,
    &decimal::SPEC,
    &amount::SPEC,
    &percent::SPEC,
    &yes_no::SPEC,
    &choice::SPEC,
    &date::SPEC,
    &month::SPEC,
    &text::SPEC,
    &prose::SPEC,
];

impl Kind {
    /// All that differs by kind.
    pub fn spec(&self) -> &'static KindSpec {
        match self {
            Self::Count => &count::SPEC,
            Self::Decimal { .. } => &decimal::SPEC,
            Self::Amount => &amount::SPEC,
            Self::Percent => &percent::SPEC,
            Self::YesNo => &yes_no::SPEC,
            Self::Choice(_) => &choice::SPEC,
            Self::Date => &date::SPEC,
            Self::Month => &month::SPEC,
            Self::Text => &text::SPEC,
            Self::Prose => &prose::SPEC,
        }
    }

    /// Whether a value of this kind is a number to Excel.
    pub fn is_number(&self) -> bool {
        self.spec().holds == Holds::Number
    }

    /// Whether only whole numbers fit.
    pub fn is_whole(&self) -> bool {
        self.spec().entry == Entry::Whole
    }

    /// The least and greatest number that can be an answer at all, for a form and for what comes back: of a share, 0 to 1
    /// unless the kit finds others plausible. `None` where nothing bounds it.
    ///
    /// ```
    /// use tonghop::value::Kind;
    /// assert_eq!(Kind::Percent.possible(None), Some((0.0, 1.0)));
    /// assert_eq!(Kind::Percent.possible(Some((0.5, 3.0))), Some((0.0, 3.0)));
    /// assert_eq!(Kind::Count.possible(None), None);
    /// ```
    pub fn possible(&self, plausible: Option<(f64, f64)>) -> Option<(f64, f64)> {
        (self.spec().entry == Entry::Share).then(|| {
            let (low, high) = plausible.unwrap_or((0.0, 1.0));
            (low.min(0.0), high.max(1.0))
        })
    }

    /// How a number of this kind is written in a sentence.
    pub fn number_style(&self) -> NumberStyle {
        (self.spec().written)(self)
    }

    /// Whether readings of this kind can roll up so. Shares are never added nor averaged: parts and wholes are.
    pub fn fits(&self, how: Rollup) -> bool {
        how == Rollup::None
            || (how == Rollup::Formula && self.is_number())
            || self.spec().rollups.contains(&how)
    }

    /// The kind of a figure that a roll-up makes of readings of this kind.
    #[must_use]
    pub fn rolled_up(&self, how: Rollup) -> Self {
        match how {
            how if how.counts_answers() => Self::Count,
            Rollup::Mean if self.is_whole() => Self::Decimal { places: 1 },
            _ => self.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_made_by_its_own_word() {
        for spec in KINDS {
            let kind = (spec.make)(2, vec!["a".to_owned(), "b".to_owned()]);
            assert_eq!(kind.spec().word, spec.word);
            assert!(kind.fits(spec.rollup), "{}", spec.word);
        }
    }

    #[test]
    fn a_share_never_reads_as_all_or_nothing_of_it() {
        for (n, format) in [
            (0.5, "0.0%"),
            (1.0, "0.0%"),
            (7314.0 / 7315.0, "0.00%"),
            (0.00042, "0.00%"),
            (0.99999, "0.000%"),
        ] {
            assert_eq!((percent::SPEC.shown_format)(n, &Kind::Percent), format);
        }
    }
}

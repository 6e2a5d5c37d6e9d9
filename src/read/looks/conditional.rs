//! Formats that cells have while a condition holds.

use super::{Area, Style, seen};
use crate::model::raw::RawCell;
use crate::value::{Raw, Seen};

/// Areas with conditions of a sheet that are looked at.
pub(super) const MOST_AREAS: usize = 500;

/// A format that cells of some areas have while a condition holds.
#[derive(Debug)]
pub(super) struct Conditional {
    pub(super) areas: Vec<Area>,
    pub(super) style: Style,
    /// How a number is held against others; any other condition may hold.
    pub(super) held_against: Option<(Operator, Vec<f64>)>,
}

/// How a number is held against one or two others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Less,
    AtMost,
    Equal,
    Other,
    AtLeast,
    Greater,
    Between,
    NotBetween,
}

impl Operator {
    /// By its name in an `.xlsx` (ECMA-376 part 1, 18.18.15).
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "lessThan" => Self::Less,
            "lessThanOrEqual" => Self::AtMost,
            "equal" => Self::Equal,
            "notEqual" => Self::Other,
            "greaterThanOrEqual" => Self::AtLeast,
            "greaterThan" => Self::Greater,
            "between" => Self::Between,
            "notBetween" => Self::NotBetween,
            _ => return None,
        })
    }

    /// Whether a number is so beside the others; `None` where those are too few.
    fn holds(self, number: f64, others: &[f64]) -> Option<bool> {
        let first = *others.first()?;
        let is_between = || {
            let second = *others.get(1)?;
            Some((first.min(second)..=first.max(second)).contains(&number))
        };
        Some(match self {
            Self::Less => number < first,
            Self::AtMost => number <= first,
            Self::Equal => number.eq(&first),
            Self::Other => !number.eq(&first),
            Self::AtLeast => number >= first,
            Self::Greater => number > first,
            Self::Between => is_between()?,
            Self::NotBetween => !is_between()?,
        })
    }
}

impl Conditional {
    /// What a person sees of a cell by this format, where that may be something else than what it holds.
    pub(super) fn seen(&self, cell: &RawCell) -> Option<Seen> {
        let place = (cell.row, cell.col);
        let holds = |(operator, others): &(Operator, Vec<f64>)| match &cell.value {
            Raw::Number(number) | Raw::Date(number) => operator.holds(*number, others),
            _ => None,
        };
        let may_hold = self.held_against.as_ref().and_then(holds).unwrap_or(true);
        let is_meant = may_hold && self.areas.iter().any(|area| area.has(place));
        is_meant.then(|| seen(cell, &self.style, &[])).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::Operator;

    #[test]
    fn a_number_is_held_against_others_as_excel_does() {
        for (name, others, holding) in [
            ("lessThan", &[5.0][..], &[4.0][..]),
            ("lessThanOrEqual", &[5.0], &[4.0, 5.0]),
            ("equal", &[5.0], &[5.0]),
            ("notEqual", &[5.0], &[4.0, 6.0]),
            ("greaterThanOrEqual", &[5.0], &[5.0, 6.0]),
            ("greaterThan", &[5.0], &[6.0]),
            ("between", &[6.0, 5.0], &[5.0, 6.0]),
            ("notBetween", &[5.0, 5.0], &[4.0, 6.0]),
        ] {
            let operator = Operator::named(name).expect(name);
            for number in [4.0, 5.0, 6.0] {
                let holds = operator.holds(number, others);
                assert_eq!(holds, Some(holding.contains(&number)), "{name} {number}");
            }
            assert_eq!(operator.holds(5.0, &[]), None);
        }
    }
}

//! What the units of a form or set say to one name, and what it comes to over some of them.

use crate::model::derivation::Missing;
use crate::model::figure::{Coverage, FigureValue};
use crate::model::operand::operand;
use crate::rule::Answered;
use crate::value::{Nil, Rollup, Tally, Value};

/// What the units say to one name.
pub(super) struct Column {
    pub(super) how: Rollup,
    /// By unit; of a unit that others are a part of, with theirs.
    tallies: Vec<Tally>,
    /// By unit.
    pub(super) values: Vec<Option<Value>>,
    /// By unit: whether it is in the roll-up. Nothing arisen is none in a sum.
    pub(super) has: Vec<bool>,
}

impl Column {
    pub(super) fn blank(how: Rollup, units: usize) -> Self {
        Self {
            how,
            tallies: vec![Tally::default(); units],
            values: vec![None; units],
            has: vec![false; units],
        }
    }

    pub(super) fn add(&mut self, at: usize, value: Option<&Value>, nil: Option<Nil>) {
        let tally = &mut self.tallies[at];
        match (value, nil) {
            // What a part of the unit has is no unit of its own.
            (Some(value), _) if self.values[at].is_some() => tally.add_part(value),
            (Some(value), _) => {
                tally.add_value(value);
                self.values[at] = Some(value.clone());
                self.has[at] = true;
            }
            (None, Some(nil)) => {
                tally.add_nil(nil);
                self.has[at] |= self.how == Rollup::Sum && nil == Nil::NotArisen;
            }
            (None, None) => tally.add_blank(),
        }
    }

    fn tally(&self, units: &[usize]) -> Tally {
        let mut tally = Tally::default();
        for at in units {
            tally.merge(&self.tallies[*at]);
        }
        tally
    }

    /// How many of the units are in it.
    pub(super) fn coverage(&self, units: &[usize]) -> Coverage {
        let tally = self.tally(units);
        Coverage {
            have: tally.values(),
            nil: tally.nils(),
            of: units.len() as u32,
        }
    }

    /// How many of the units it counts.
    pub(super) fn count(&self, units: &[usize]) -> Value {
        Value::Number(f64::from(self.tally(units).values()))
    }

    /// What it comes to over the units.
    pub(super) fn total(&self, units: &[usize]) -> FigureValue {
        let tally = self.tally(units);
        let is_counted = self.how == Rollup::Sum || self.how.counts_answers();
        if let ([only], false) = (units, is_counted)
            && let Some(value) = &self.values[*only]
        {
            return FigureValue::One(value.clone());
        }
        match tally.total(self.how, units.len() as u32) {
            Some(value) => FigureValue::One(value),
            None => FigureValue::Missing(missing(&tally)),
        }
    }

    /// The same as a formula sees it. Of one unit it sees the answer itself, also a Có, where it needs no number.
    pub(super) fn over(&self, units: &[usize], is_number: bool) -> Answered {
        if let ([only], false) = (units, is_number)
            && let Some(value) = &self.values[*only]
            && value.number().is_none()
        {
            return Answered::Value(operand(value));
        }
        match self.total(units) {
            FigureValue::One(value) => Answered::Value(operand(&value)),
            FigureValue::Missing(Missing::OnlyNil) => Answered::NotApplicable,
            _ => Answered::Unanswered,
        }
    }
}

/// Why there is no total.
pub(super) fn missing(tally: &Tally) -> Missing {
    if tally.values() > 0 {
        Missing::NotRolledUp
    } else if tally.nils() > 0 {
        Missing::OnlyNil
    } else {
        Missing::Nobody
    }
}

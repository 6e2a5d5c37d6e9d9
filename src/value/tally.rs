//! The arithmetic of roll-ups: answers to one field added up one by one.
//!
//! In: values, nils and blanks. Out: the total of any roll-up, and how many answered. A tally keeps sums and counts, never
//! their quotient, so that tallies of parts merge into that of the whole and no tier averages averages.

use super::understand::serial_of_day;
use super::{Nil, Rollup, Value};

/// The answers of some units to one field, added up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    values: u32,
    no_data: u32,
    not_arisen: u32,
    blank: u32,
    sum: f64,
    yes: u32,
    no: u32,
    least: Option<Value>,
    greatest: Option<Value>,
}

impl Tally {
    /// Adds the value of a unit.
    pub fn add_value(&mut self, value: &Value) {
        self.values += 1;
        match value {
            Value::Number(n) => self.sum += n,
            Value::YesNo(true) => self.yes += 1,
            Value::YesNo(false) => self.no += 1,
            Value::Date(_) | Value::Month(_) | Value::Text(_) => {}
        }
        keep(&mut self.least, value, |new, old| new < old);
        keep(&mut self.greatest, value, |new, old| new > old);
    }

    /// Adds to the sum what a part of a unit has, which is no unit of its own: means are over units.
    pub fn add_part(&mut self, value: &Value) {
        if let Value::Number(n) = value {
            self.sum += n;
        }
    }

    /// Adds a unit that answered with a nil.
    pub fn add_nil(&mut self, nil: Nil) {
        match nil {
            Nil::NoData => self.no_data += 1,
            Nil::NotArisen => self.not_arisen += 1,
        }
    }

    /// Adds a unit that gave no answer that counts.
    pub fn add_blank(&mut self) {
        self.blank += 1;
    }

    /// Adds the answers of other units.
    pub fn merge(&mut self, other: &Self) {
        self.values += other.values;
        self.no_data += other.no_data;
        self.not_arisen += other.not_arisen;
        self.blank += other.blank;
        self.sum += other.sum;
        self.yes += other.yes;
        self.no += other.no;
        if let Some(value) = &other.least {
            keep(&mut self.least, value, |new, old| new < old);
        }
        if let Some(value) = &other.greatest {
            keep(&mut self.greatest, value, |new, old| new > old);
        }
    }

    /// Units that gave a value.
    pub fn values(&self) -> u32 {
        self.values
    }

    /// Units that answered with a nil.
    pub fn nils(&self) -> u32 {
        self.no_data + self.not_arisen
    }

    /// Units that were added, whatever they gave.
    pub fn units(&self) -> u32 {
        self.values + self.nils() + self.blank
    }

    /// The total over units of which `due` should answer; `None` while nothing can be told, and for roll-ups of texts.
    ///
    /// A blank is no zero. Only when every unit said that there was nothing of the kind, a sum or a count is zero.
    ///
    /// ```
    /// use tonghop::value::{Rollup, Tally, Value};
    /// let mut tally = Tally::default();
    /// tally.add_blank();
    /// assert_eq!(tally.total(Rollup::Sum, 2), None);
    /// tally.add_value(&Value::Number(3.0));
    /// assert_eq!(tally.total(Rollup::Sum, 2), Some(Value::Number(3.0)));
    /// assert_eq!(tally.total(Rollup::Mean, 2), Some(Value::Number(3.0)));
    /// ```
    pub fn total(&self, how: Rollup, due: u32) -> Option<Value> {
        if self.values == 0 {
            let adds_up = matches!(how, Rollup::Sum | Rollup::CountYes | Rollup::CountNo);
            return (adds_up && self.none_arose(due)).then_some(Value::Number(0.0));
        }
        match how {
            Rollup::Sum => Some(Value::Number(self.sum)),
            Rollup::CountYes => Some(Value::Number(f64::from(self.yes))),
            Rollup::CountNo => Some(Value::Number(f64::from(self.no))),
            Rollup::Mean => Some(Value::Number(self.sum / f64::from(self.values))),
            Rollup::Min => self.least.clone(),
            Rollup::Max => self.greatest.clone(),
            Rollup::List | Rollup::Distinct | Rollup::Formula | Rollup::None => None,
        }
    }

    /// Whether every unit that should answer said "không phát sinh".
    fn none_arose(&self, due: u32) -> bool {
        due > 0 && self.not_arisen == due && self.units() == due
    }
}

/// Keeps a value that is better than the one kept so far; of equals the first, and of texts none.
fn keep(kept: &mut Option<Value>, value: &Value, better: fn(f64, f64) -> bool) {
    let Some(key) = order(value) else { return };
    if kept
        .as_ref()
        .and_then(order)
        .is_none_or(|old| better(key, old))
    {
        *kept = Some(value.clone());
    }
}

/// By what values of one kind are ordered.
fn order(value: &Value) -> Option<f64> {
    match value {
        Value::Number(n) => Some(*n),
        Value::Date(day) => serial_of_day(*day),
        Value::Month(m) => Some(f64::from(m.year) * 12.0 + f64::from(m.month)),
        Value::YesNo(_) | Value::Text(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    enum Given {
        Value(Value),
        Nil(Nil),
        Blank,
    }
    use Given::Blank;

    const NOT_ARISEN: Given = Given::Nil(Nil::NotArisen);

    fn number(n: f64) -> Given {
        Given::Value(Value::Number(n))
    }

    fn said(yes: bool) -> Given {
        Given::Value(Value::YesNo(yes))
    }

    fn tally(answers: &[Given]) -> Tally {
        let mut tally = Tally::default();
        for answer in answers {
            match answer {
                Given::Value(value) => tally.add_value(value),
                Given::Nil(nil) => tally.add_nil(*nil),
                Blank => tally.add_blank(),
            }
        }
        tally
    }

    /// The total over these answers, all of which were due.
    fn total(how: Rollup, answers: &[Given]) -> Option<f64> {
        tally(answers).total(how, answers.len() as u32)?.number()
    }

    #[test]
    fn a_total_over_blanks_is_missing_and_not_zero() {
        assert_eq!(total(Rollup::Sum, &[Blank]), None);
        assert_eq!(total(Rollup::Sum, &[NOT_ARISEN, NOT_ARISEN]), Some(0.0));
        assert_eq!(total(Rollup::Sum, &[NOT_ARISEN, Blank]), None);
        assert_eq!(total(Rollup::Sum, &[number(2.0), Blank]), Some(2.0));
        assert_eq!(total(Rollup::CountYes, &[said(false)]), Some(0.0));
        let answers = [said(false), Blank, said(true)];
        assert_eq!(total(Rollup::CountNo, &answers), Some(1.0));
        assert_eq!(total(Rollup::CountNo, &[Blank]), None);
        assert_eq!(total(Rollup::Mean, &[number(1.0), number(2.0)]), Some(1.5));
        assert_eq!(total(Rollup::Max, &[number(-1.0), NOT_ARISEN]), Some(-1.0));
    }

    #[test]
    fn parts_merge_into_the_whole_wherever_they_are_cut() {
        let day = |d| Given::Value(Value::Date(jiff::civil::date(2020, 11, d)));
        let answers = [
            number(3.0),
            day(20),
            said(true),
            Blank,
            number(-4.5),
            Given::Nil(Nil::NoData),
            day(3),
            said(false),
            NOT_ARISEN,
            Given::Value(Value::Text("ba".to_owned())),
        ];
        for cut in 0..=answers.len() {
            let (first, rest) = answers.split_at(cut);
            let mut merged = tally(first);
            merged.merge(&tally(rest));
            assert_eq!(merged, tally(&answers), "cut at {cut}");
        }
    }
}

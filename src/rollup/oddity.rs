//! The oddest values: those that stand out among units of one type, or against what the unit itself had last period.
//!
//! Everything is held against medians, which no single wrong value moves. A count is held against what a unit of that size
//! would have: large units have more of everything. Nothing here is wrong for being odd; it is only worth a look.

use crate::model::figure::{Contribution, Figure, Figures};
use crate::model::form::FieldRef;
use crate::model::id::{FieldPath, FigureId, UnitCode};
use crate::model::kit::Kit;
use crate::model::oddity::{Against, Oddity};
use crate::model::respondent::Respondent;
use crate::value::{Kind, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Units of one type below which nobody can tell what is usual.
const LEAST_UNITS: usize = 5;
/// Fields of a unit from which its size can be told.
const LEAST_FIELDS: usize = 3;
/// Robust standard deviations from the median at which a value is odd.
const ODD: f64 = 3.5;
/// From the median of absolute deviations to a standard deviation, were the values normal.
const TO_DEVIATION: f64 = 1.4826;
/// The least deviation of logarithms: units that are all alike are not odd for a third more.
const LEAST_DEVIATION: f64 = 0.3;
/// The deviation of logarithms from which a count tells sizes apart.
const LEAST_DIFFERENT: f64 = 0.1;
/// Shares that differ by less are not odd.
const LEAST_SHARE: f64 = 0.2;

/// The values that stand out, the oddest first; of one answer once.
pub fn oddities(kit: &Kit, figures: &Figures, units: &[Respondent]) -> Vec<Oddity> {
    let mut types: BTreeMap<(&str, &str), Vec<&UnitCode>> = BTreeMap::new();
    for unit in units.iter().filter(|unit| unit.in_force.is_some()) {
        let unit = &unit.unit;
        let alike = types.entry((unit.form.as_str(), unit.unit_type.as_str()));
        alike.or_default().push(&unit.code);
    }
    let mut odd = Vec::new();
    for ((form, _), codes) in types {
        let Some(form) = kit.form(form) else { continue };
        if codes.len() < LEAST_UNITS {
            continue;
        }
        let fields: Vec<Answers<'_>> = form
            .fields()
            .filter_map(|field| Answers::of(figures, (&form.id, field), &codes))
            .collect();
        let sizes = sizes(&fields, codes.len());
        for answers in &fields {
            odd.extend(answers.among_like(&sizes));
            odd.extend(answers.since_last_period());
        }
    }
    odd.sort_by(|a, b| {
        let by_score = b.score.total_cmp(&a.score);
        by_score.then_with(|| (&a.unit, &a.field).cmp(&(&b.unit, &b.field)))
    });
    let mut seen = BTreeSet::new();
    odd.retain(|one| seen.insert((one.unit.clone(), one.field.clone())));
    odd
}

/// What units of one type say in one field, in the order of the units.
struct Answers<'f> {
    path: FieldPath,
    field: FieldRef<'f>,
    now: Vec<Option<(&'f Contribution, f64)>>,
    last: Vec<Option<f64>>,
}

impl<'f> Answers<'f> {
    fn of(
        figures: &'f Figures,
        (form, field): (&str, FieldRef<'f>),
        codes: &[&UnitCode],
    ) -> Option<Self> {
        let is_number = matches!(
            field.kind(),
            Kind::Count | Kind::Amount | Kind::Percent | Kind::Decimal { .. }
        );
        if !is_number {
            return None;
        }
        let path = FieldPath::new(form, &field.id());
        let own = figures.get(&FigureId::from(&path))?;
        let previous = figures.get(&FigureId::of_previous(&path));
        let now = numbers(own, &path);
        let last = previous
            .map(|figure| numbers(figure, &path))
            .unwrap_or_default();
        let now = codes.iter().map(|code| now.get(*code).copied().flatten());
        let now = now.collect();
        let last = codes
            .iter()
            .map(|code| Some(last.get(*code).copied().flatten()?.1));
        let last = last.collect();
        Some(Self {
            path,
            field,
            now,
            last,
        })
    }

    fn grows_with_size(&self) -> bool {
        matches!(self.field.kind(), Kind::Count | Kind::Amount)
    }

    /// Values that stand out among units of one type, as they are and at the size of their unit: not everything grows with it.
    fn among_like(&self, sizes: &[f64]) -> Vec<Oddity> {
        let alone = vec![1.0; sizes.len()];
        let as_they_are = self.standing_out(&alone);
        if !self.grows_with_size() {
            return as_they_are;
        }
        let mut odd = self.standing_out(sizes);
        odd.retain(|one| as_they_are.iter().any(|other| other.unit == one.unit));
        odd
    }

    /// Values that stand out, were each unit so many times the usual.
    fn standing_out(&self, sizes: &[f64]) -> Vec<Oddity> {
        let rates: Vec<f64> = self
            .each()
            .map(|(at, _, value)| value / sizes[at])
            .collect();
        if rates.len() < LEAST_UNITS {
            return Vec::new();
        }
        let usual = median(rates);
        let far = |at: usize, value: f64| self.distance(value, usual * sizes[at]);
        let distances: Vec<f64> = self.each().map(|(at, _, value)| far(at, value)).collect();
        let spread = spread(&distances, self.least_spread());
        let middle = median(distances);
        let odd = self.each().filter_map(|(at, answer, value)| {
            let score = (far(at, value) - middle).abs() / spread;
            let expected = usual * sizes[at];
            (score >= ODD && self.matters(value, expected))
                .then(|| self.oddity(answer, (value, expected), Against::LikeUnits, score))
        });
        odd.collect()
    }

    /// Values that changed since last period as no other unit's did.
    fn since_last_period(&self) -> Vec<Oddity> {
        let both = |at: usize, value: f64| Some((value, self.last[at]?));
        let changes: Vec<f64> = self
            .each()
            .filter_map(|(at, _, value)| both(at, value))
            .map(|(now, last)| self.distance(now, last))
            .collect();
        if changes.len() < LEAST_UNITS {
            return Vec::new();
        }
        let spread = spread(&changes, self.least_spread());
        let usual = median(changes);
        let odd = self.each().filter_map(|(at, answer, value)| {
            let (now, last) = both(at, value)?;
            let score = (self.distance(now, last) - usual).abs() / spread;
            let expected = if self.grows_with_size() {
                last * usual.exp()
            } else {
                last + usual
            };
            (score >= ODD && self.matters(now, expected))
                .then(|| self.oddity(answer, (now, last), Against::LastPeriod, score))
        });
        odd.collect()
    }

    fn each(&self) -> impl Iterator<Item = (usize, &'f Contribution, f64)> {
        let all = self.now.iter().enumerate();
        all.filter_map(|(at, answer)| answer.map(|(answer, value)| (at, answer, value)))
    }

    /// How far a value is from another: of what grows with size the logarithm of how many times it is.
    fn distance(&self, value: f64, from: f64) -> f64 {
        if self.grows_with_size() {
            ((value + 0.5) / (from + 0.5)).ln()
        } else {
            value - from
        }
    }

    fn least_spread(&self) -> f64 {
        match self.field.kind() {
            Kind::Count | Kind::Amount => LEAST_DEVIATION,
            Kind::Percent => LEAST_SHARE / ODD,
            _ => f64::EPSILON,
        }
    }

    /// Whether the difference is worth a look: small counts differ by chance.
    fn matters(&self, value: f64, expected: f64) -> bool {
        let off = (value - expected).abs();
        match self.field.kind() {
            Kind::Count | Kind::Amount => {
                off > 3.0 * (expected.abs() + 1.0).sqrt()
                    && self.distance(value, expected).abs() > std::f64::consts::LN_2
            }
            Kind::Percent => off >= LEAST_SHARE,
            _ => off > expected.abs() / 2.0,
        }
    }

    fn oddity(
        &self,
        answer: &Contribution,
        (value, usual): (f64, f64),
        against: Against,
        score: f64,
    ) -> Oddity {
        let is_whole = self.grows_with_size();
        Oddity {
            unit: answer.unit.clone(),
            unit_name: answer.unit_name.clone(),
            field: self.path.clone(),
            label: self.field.label(),
            kind: self.field.kind().clone(),
            value,
            usual: if is_whole { usual.round() } else { usual },
            against,
            score,
        }
    }
}

/// What each unit says in a field, where it is a number; of a unit with parts the first of them.
fn numbers<'f>(
    figure: &'f Figure,
    path: &FieldPath,
) -> BTreeMap<&'f UnitCode, Option<(&'f Contribution, f64)>> {
    let mut numbers = BTreeMap::new();
    for answer in figure.contributions.iter().filter(|c| c.field == *path) {
        let number = match answer.value {
            Some(Value::Number(number)) => Some((answer, number)),
            _ => None,
        };
        numbers.entry(&answer.unit).or_insert(number);
    }
    numbers
}

/// How many times the usual each unit is, by the median over counts that differ between units at all.
fn sizes(fields: &[Answers<'_>], units: usize) -> Vec<f64> {
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); units];
    for answers in fields.iter().filter(|answers| answers.grows_with_size()) {
        let usual = median(answers.each().map(|(_, _, value)| value).collect());
        let distances: Vec<f64> = answers
            .each()
            .map(|(_, _, value)| answers.distance(value, usual))
            .collect();
        if usual < 1.0 || spread(&distances, 0.0) < LEAST_DIFFERENT {
            continue;
        }
        for (at, _, value) in answers.each() {
            times[at].push(value / usual);
        }
    }
    let size = |times: Vec<f64>| {
        let size = if times.len() < LEAST_FIELDS {
            1.0
        } else {
            median(times)
        };
        if size > 0.0 { size } else { 1.0 }
    };
    times.into_iter().map(size).collect()
}

/// The robust deviation of values around their median, no less than `least`.
fn spread(values: &[f64], least: f64) -> f64 {
    let middle = median(values.to_vec());
    let off = values.iter().map(|value| (value - middle).abs()).collect();
    (TO_DEVIATION * median(off)).max(least)
}

/// The middle of values; 0 of none.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match values.len() {
        0 => 0.0,
        count if count % 2 == 1 => values[half],
        _ => f64::midpoint(values[half - 1], values[half]),
    }
}

//! Duplicate figures: units whose figures are all the same, or the same but for a few: one copied the other's form, or was
//! sent it by mistake.

use crate::model::code;
use crate::model::form::Form;
use crate::model::id::AnswerId;
use crate::model::kit::Kit;
use crate::model::respondent::{InForce, Respondent};
use crate::model::{
    finding::{Draft, Finding, Involved, between_units},
    reading::{Answer, FieldReading},
};
use crate::msg;
use crate::value::Value;
use crate::words::{Fact, ToFact};
use foldhash::quality::FixedState;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hash, Hasher};

/// Fewer numbers above nought may well agree by chance.
const FEWEST_NUMBERS: usize = 6;
/// A copied form is made another's by changing so many of its numbers at most.
const MOST_CHANGED: usize = 8;
/// Of these so many are few.
const FEW_CHANGED: usize = 3;
/// Where few numbers differ, fewer telling ones may well agree by chance.
const FEWEST_TELLING: usize = 5;
/// Where more differ, all that agree must weigh so much for each of those.
const WEIGHT_FOR_EACH: usize = 4;
/// What one equal number weighs at most.
const MOST_WEIGHT: usize = 3;
/// Numbers of one digit tell nothing: many units have one server or two laptops.
const TELLING: f64 = 10.0;
/// What more than half of the units say, and more than so many, is a norm that tells nothing.
const FEW: usize = 3;
/// So many units of a group are named.
const SHOWN: usize = 5;

/// A warning for each group of units of one form with the same numbers throughout, or in all but a few cells.
pub(super) fn find(kit: &Kit, units: &[Respondent]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for form in &kit.forms {
        let of_form = units.iter().filter(|u| u.unit.form == form.id);
        let returns: Vec<Numbers<'_>> = of_form.filter_map(Numbers::of).collect();
        let groups = Compared::of(&returns).groups();
        let mut groups: Vec<Vec<&Numbers<'_>>> = groups
            .iter()
            .map(|group| group.iter().map(|at| &returns[*at]).collect())
            .collect();
        groups.sort_by(|a, b| a[0].respondent.unit.code.cmp(&b[0].respondent.unit.code));
        findings.extend(groups.iter().map(|group| of_group(form, group)));
    }
    findings
}

/// The numbers of a return in the order of its fields, with what is no number left blank.
struct Numbers<'a> {
    respondent: &'a Respondent,
    in_force: &'a InForce,
    all: Vec<Option<f64>>,
}

impl<'a> Numbers<'a> {
    /// `None` when they are few.
    fn of(respondent: &'a Respondent) -> Option<Self> {
        let number = |field: &FieldReading| match field.answer {
            Answer::Value(Value::Number(n)) => Some(n),
            _ => None,
        };
        let in_force = respondent.in_force.as_ref()?;
        let all: Vec<Option<f64>> = in_force.reading.fields.iter().map(number).collect();
        let above = all.iter().flatten().filter(|n| **n > 0.0).count();
        (above >= FEWEST_NUMBERS).then_some(Self {
            respondent,
            in_force,
            all,
        })
    }

    fn fields(&self) -> &'a [FieldReading] {
        &self.in_force.reading.fields
    }

    /// Whether both answer the same fields, as partners of one form do not.
    fn answers_as(&self, other: &Self) -> bool {
        let mut pairs = self.fields().iter().zip(other.fields());
        self.all.len() == other.all.len() && pairs.all(|(a, b)| a.field == b.field)
    }
}

/// Returns of one form beside each other.
struct Compared<'a> {
    returns: &'a [Numbers<'a>],
    /// Places of fields, those with the most different numbers first: they soon tell two returns apart.
    order: Vec<usize>,
    /// By place of a field, as bits: the numbers that most units say.
    norms: Vec<BTreeSet<u64>>,
}

impl<'a> Compared<'a> {
    fn of(returns: &'a [Numbers<'a>]) -> Self {
        let most = returns.iter().map(|r| r.all.len()).max().unwrap_or(0);
        let (mut norms, mut different) = (Vec::new(), Vec::new());
        for at in 0..most {
            let mut said: BTreeMap<u64, usize> = BTreeMap::new();
            for number in returns.iter().filter_map(|r| *r.all.get(at)?) {
                *said.entry(number.to_bits()).or_default() += 1;
            }
            different.push(said.len());
            said.retain(|_, units| *units > FEW && *units * 2 > returns.len());
            norms.push(said.into_keys().collect());
        }
        let mut order: Vec<usize> = (0..most).collect();
        order.sort_by_key(|at| std::cmp::Reverse(different[*at]));
        Self {
            returns,
            order,
            norms,
        }
    }

    /// The returns that are alike, each group in its order.
    fn groups(&self) -> Vec<Vec<usize>> {
        // The first return of the group that each is in.
        let mut first: Vec<usize> = (0..self.returns.len()).collect();
        // Where so few numbers differ, one of these parts of the form is the same throughout.
        let parts = self.most_changed() + 1;
        for part in 0..parts {
            let keys = self
                .returns
                .iter()
                .map(|said| self.key(said, (part, parts)));
            let mut keyed: Vec<(u64, usize)> = keys.zip(0..).collect();
            keyed.sort_unstable();
            for same in keyed.chunk_by(|a, b| a.0 == b.0) {
                for (at, (_, b)) in same.iter().enumerate() {
                    for (_, a) in &same[..at] {
                        self.join(&mut first, *a, *b);
                    }
                }
            }
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, first) in first.into_iter().enumerate() {
            groups.entry(first).or_default().push(at);
        }
        groups
            .into_values()
            .filter(|group| group.len() > 1)
            .collect()
    }

    /// Puts two returns into one group if they are alike.
    fn join(&self, first: &mut [usize], a: usize, b: usize) {
        if first[a] == first[b] || !self.are_alike(a, b) {
            return;
        }
        let [one, other] = [first[a].min(first[b]), first[a].max(first[b])];
        for of in first.iter_mut().filter(|of| **of == other) {
            *of = one;
        }
    }

    /// In how many numbers two returns differ at most that are alike.
    fn most_changed(&self) -> usize {
        // What agrees must weigh enough for each that differs.
        let weighed = self.order.len() * MOST_WEIGHT / (MOST_WEIGHT + WEIGHT_FOR_EACH);
        weighed.clamp(FEW_CHANGED, MOST_CHANGED)
    }

    /// What a return says in a part of the form: the same number for the same numbers.
    fn key(&self, said: &Numbers<'_>, (part, parts): (usize, usize)) -> u64 {
        let mut hasher = FixedState::default().build_hasher();
        for at in self.order.iter().skip(part).step_by(parts) {
            // Nought is one number, whatever its sign.
            let number = said.all.get(*at).map(|n| n.map(|n| (n + 0.0).to_bits()));
            number.hash(&mut hasher);
        }
        hasher.finish()
    }

    /// Whether two returns have the same numbers, or enough telling ones of them and few others.
    fn are_alike(&self, a: usize, b: usize) -> bool {
        let [a, b] = [&self.returns[a], &self.returns[b]];
        let mut changed = 0;
        for at in &self.order {
            changed += usize::from(a.all.get(*at) != b.all.get(*at));
            if changed > MOST_CHANGED {
                return false;
            }
        }
        let is_enough = |changed: usize| {
            // A number that stands in several fields, as a total and its only part, tells once.
            let pairs = self.order.iter().filter(|at| a.all[**at] == b.all[**at]);
            let same = pairs.filter_map(|at| Some((*at, a.all[*at]?)));
            let telling = same
                .filter(|(at, n)| *n >= TELLING && !self.norms[*at].contains(&n.to_bits()))
                .map(|(_, n)| n.to_bits());
            let telling: BTreeSet<u64> = telling.collect();
            let weight: usize = telling.iter().map(|n| weight(f64::from_bits(*n))).sum();
            telling.len() >= FEWEST_TELLING
                && (changed <= FEW_CHANGED || weight >= WEIGHT_FOR_EACH * changed)
        };
        a.answers_as(b) && (changed == 0 || is_enough(changed))
    }
}

/// What an equal number tells: the more digits, the less it is chance.
fn weight(number: f64) -> usize {
    match number {
        n if n >= 1_000.0 => MOST_WEIGHT,
        n if n >= 100.0 => 2,
        _ => 1,
    }
}

fn of_group(form: &Form, group: &[&Numbers<'_>]) -> Finding {
    let mut names: Vec<&str> = group
        .iter()
        .take(SHOWN)
        .map(|said| said.respondent.unit.name.as_str())
        .collect();
    if group.len() > SHOWN {
        names.push("…");
    }
    let units = names.join(", ");
    let first = group[0];
    let changed = (0..first.all.len()).filter(|at| {
        let mut others = group.iter();
        others.any(|said| said.all[*at] != first.all[*at])
    });
    let changed: Vec<usize> = changed.collect();
    let (message, cells) = if changed.is_empty() {
        let files = group.iter().take(SHOWN).map(|said| Involved {
            field: None,
            label: said.respondent.unit.name.clone(),
            place: None,
            shown: said.in_force.file.as_str().into(),
        });
        let message = msg!("check.same-figures", count = group.len(), units = units);
        (message, files.collect())
    } else {
        let said = group.iter().take(SHOWN);
        let cells = changed
            .iter()
            .flat_map(|at| said.clone().map(|said| differing(form, said, *at)));
        let message = msg!(
            "check.nearly-same-figures",
            count = group.len(),
            units = units,
            changed = changed.len()
        );
        (message, cells.collect())
    };
    // Which units, and what they say; in which files they say it is the same.
    let codes = group.iter().map(|said| said.respondent.unit.code.to_fact());
    let numbers = first.all.iter().chain(changed.iter().flat_map(|at| {
        let others = group[1..].iter();
        others.map(move |said| &said.all[*at])
    }));
    let numbers = numbers.map(|n| n.map_or_else(Fact::default, Fact::typed));
    between_units(Draft {
        about: first.respondent.unit.code.to_string(),
        cells,
        values: Some(codes.chain(numbers).collect()),
        ..Draft::new(
            &code::SAME_FIGURES,
            (message, msg!("check.same-figures-todo")),
        )
    })
}

/// What a unit says in a field in which the units of its group differ.
fn differing(form: &Form, said: &Numbers<'_>, at: usize) -> Involved {
    let field = &said.fields()[at];
    let id: &AnswerId = &field.field;
    let label = form.field(id).map_or_else(|| id.to_string(), |f| f.label());
    Involved {
        field: Some(id.into()),
        label: format!("{label} ({})", said.respondent.unit.name),
        place: field.place.clone(),
        shown: field.raw.as_str().into(),
    }
}

//! Units whose answer is in force although the roster does not ask it of them any more: their figures count where the officer
//! says, and never just disappear. And answers whose unit goes by the name of another now.
//!
//! In: the answers in force, the roster, what was decided. Out: one [`Departed`] each. Knows nothing of the ledger.

use crate::model::action::Action;
use crate::model::id::{FormId, UnitCode};
use crate::model::kit::Kit;
use crate::model::receipt::{Decided, Decision};
use crate::model::respondent::{InForce, Respondent};
use crate::model::unit::{Participation, Roster, Unit};
use crate::msg;
use crate::value::fold;
use crate::words::Message;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// An answer that the roster does not ask for as it came.
#[derive(Debug, Clone)]
pub struct Departed {
    /// The code that it came for.
    pub unit: UnitCode,
    /// What the roster called the unit when it came.
    pub name: String,
    /// The file, as received.
    pub file: String,
    /// What the roster says now.
    pub left: Left,
    /// What was decided about its figures.
    pub fate: Option<Fate>,
}

/// What the roster says now of a unit that answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// It need not report any more.
    Exempt,
    /// It is part of the unit of this code and name now.
    Merged(UnitCode, String),
    /// Its row is gone.
    Gone,
    /// Its row is gone, and one with its name has this code.
    Recoded(UnitCode),
    /// Its code stands beside this name, and its name beside the code of another unit.
    Renamed(String, UnitCode),
    /// It answered the first form, and is asked the second one now.
    OtherForm(String, String),
}

/// What becomes of the figures of a unit that left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// They count in the unit of this code and name.
    CountedIn(UnitCode, String),
    /// They are left out, for this reason.
    LeftOut(String),
}

impl Departed {
    /// That nobody has said where its figures count.
    pub fn said(&self) -> Message {
        let (unit, file, code) = (&self.name, &self.file, &self.unit);
        match &self.left {
            Left::Exempt => msg!("flow.departed-exempt", unit = unit, file = file),
            Left::Merged(_, into) => {
                msg!(
                    "flow.departed-merged",
                    unit = unit,
                    file = file,
                    into = into
                )
            }
            Left::Gone => msg!("flow.departed-gone", unit = unit, file = file, code = code),
            Left::Recoded(now) => msg!(
                "flow.departed-recoded",
                unit = unit,
                file = file,
                code = code,
                now = now
            ),
            Left::Renamed(now, other) => msg!(
                "flow.departed-renamed",
                unit = unit,
                file = file,
                code = code,
                now = now,
                other = other
            ),
            Left::OtherForm(answered, asked) => msg!(
                "flow.departed-other-form",
                unit = unit,
                file = file,
                answered = answered,
                asked = asked
            ),
        }
    }

    /// What the officer can do about it; `None` when only the roster can be mended.
    pub fn action(&self) -> Option<Action> {
        let action = match &self.left {
            Left::Recoded(now) | Left::Renamed(_, now) => Action::TakeFor {
                file: self.file.clone(),
                unit: now.clone(),
            },
            Left::Merged(into, _) => self.place(Some(into.clone())),
            Left::Exempt | Left::Gone => self.place(None),
            Left::OtherForm(..) => return None,
        };
        Some(action)
    }

    fn place(&self, into: Option<UnitCode>) -> Action {
        Action::PlaceFigures {
            unit: self.unit.clone(),
            into,
        }
    }

    /// Whether it is not asked any more.
    pub fn has_left(&self) -> bool {
        !matches!(self.left, Left::Renamed(..) | Left::OtherForm(..))
    }
}

/// Splits answers in force into those of the units that should answer and those of units that left. An answer that counts in
/// another unit stands beside that unit's own.
pub fn respondents(
    roster: &Roster,
    mut in_force: BTreeMap<UnitCode, InForce>,
    decisions: &[Decision],
) -> (Vec<Respondent>, Vec<Departed>) {
    let names: BTreeMap<String, &UnitCode> = roster
        .reporting()
        .map(|unit| (fold(&unit.name), &unit.code))
        .collect();
    let answered: BTreeSet<UnitCode> = in_force.keys().cloned().collect();
    let mut departed = Vec::new();
    let mut units = Vec::new();
    for unit in roster.reporting() {
        let answer = in_force.remove(&unit.code);
        departed.extend(answer.as_ref().and_then(|one| renamed(unit, one, &names)));
        units.push(Respondent {
            unit: Arc::clone(unit),
            in_force: answer,
            part_of: None,
        });
    }
    for (code, answer) in in_force {
        let known = roster.unit(&code);
        let called = known.map_or(&answer.reading.unit_name, |unit| &unit.name);
        let left = match known.map(|unit| &unit.state) {
            Some(Participation::MergedInto(into)) => {
                let name = roster.unit(into).map_or(into.as_str(), |into| &into.name);
                Left::Merged(into.clone(), name.to_owned())
            }
            Some(_) => Left::Exempt,
            None => match names.get(&fold(called)) {
                Some(now) if !answered.contains(*now) => Left::Recoded((*now).clone()),
                _ => Left::Gone,
            },
        };
        let one = Departed {
            name: if called.is_empty() {
                code.to_string()
            } else {
                called.clone()
            },
            file: answer.file.clone(),
            left,
            fate: fate(&code, roster, decisions),
            unit: code,
        };
        if let Some(Fate::CountedIn(into, _)) = &one.fate
            && let Some(into) = roster.unit(into)
        {
            units.push(Respondent {
                unit: Arc::new(counted_in(into, &one, &answer)),
                in_force: Some(answer),
                part_of: Some(into.code.clone()),
            });
        }
        departed.push(one);
    }
    (units, departed)
}

/// Answers of units that are asked another form now, and have neither answered that one nor been decided on. The answers are
/// taken out of those in force.
pub fn on_other_forms(
    (kit, roster): (&Kit, &Roster),
    in_force: &mut Vec<InForce>,
    decisions: &[Decision],
) -> Vec<Departed> {
    let asked = |one: &InForce| {
        let unit = roster.unit(one.reading.unit.as_ref()?)?;
        unit.reports().then_some(unit)
    };
    let is_owed = |one: &InForce| asked(one).is_none_or(|unit| unit.form == one.reading.form);
    let (owed, other): (Vec<_>, Vec<_>) = in_force.drain(..).partition(is_owed);
    *in_force = owed;
    let number = |form: &FormId| {
        let form = kit.form(form);
        form.map_or_else(String::new, |form| form.number.clone())
    };
    let mut told = Vec::new();
    for one in other {
        let Some(unit) = asked(&one) else { continue };
        let answers = in_force
            .iter()
            .any(|now| now.reading.unit.as_ref() == Some(&unit.code));
        let without = Decided::GoWithout {
            unit: unit.code.clone(),
        };
        if !answers && decisions.iter().all(|d| d.what != without) {
            told.push(Departed {
                unit: unit.code.clone(),
                name: unit.name.clone(),
                file: one.file,
                left: Left::OtherForm(number(&one.reading.form), number(&unit.form)),
                fate: None,
            });
        }
    }
    told
}

/// An answer whose unit goes by another name now, while its own name is another unit's.
fn renamed(unit: &Unit, answer: &InForce, names: &BTreeMap<String, &UnitCode>) -> Option<Departed> {
    let called = &answer.reading.unit_name;
    let other = names
        .get(&fold(called))
        .filter(|other| ***other != unit.code)?;
    (fold(called) != fold(&unit.name)).then(|| Departed {
        unit: unit.code.clone(),
        name: called.clone(),
        file: answer.file.clone(),
        left: Left::Renamed(unit.name.clone(), (*other).clone()),
        fate: None,
    })
}

/// A unit that left, as a part of the one that it counts in: of its kind and in its group.
fn counted_in(into: &Unit, one: &Departed, answer: &InForce) -> Unit {
    Unit {
        code: one.unit.clone(),
        name: one.name.clone(),
        form: answer.reading.form.clone(),
        sections: Vec::new(),
        ..into.clone()
    }
}

/// What was decided last since the unit's answer came into force; to count in a unit that is not asked any more either is no
/// decision any more.
fn fate(unit: &UnitCode, roster: &Roster, decisions: &[Decision]) -> Option<Fate> {
    for decision in decisions.iter().rev() {
        match &decision.what {
            Decided::PutInForce { obligation, .. } if obligation.unit == *unit => return None,
            Decided::GoWithout { unit: of } if of == unit => {
                return Some(Fate::LeftOut(decision.reason.clone()));
            }
            Decided::CountIn { unit: of, into } if of == unit => {
                let into = roster.unit(into).filter(|into| into.reports())?;
                return Some(Fate::CountedIn(into.code.clone(), into.name.clone()));
            }
            _ => {}
        }
    }
    None
}

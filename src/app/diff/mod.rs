//! `diff`: what differs between two versions of a unit's return.
//!
//! In: the receipts of a unit in the ledger. Out: for each form the two versions that are compared, and what the later
//! one says otherwise. Reads what the ledger keeps; opens no file.

mod compare;
mod rows;
mod same;

pub use compare::{Difference, Said, Turn, What};

use super::unit_name::{Named, unit_meant};
use super::{Look, Looking, Stop, waiting};
use crate::model::id::{FormId, ReceiptId};
use crate::model::receipt::{Counted, Counting, Decided, Layer, Receipt};
use crate::msg;
use crate::value::named;
use crate::words::{Fact, Message};
use std::collections::BTreeMap;
use std::path::Path;

/// What is to be compared, as a person typed it.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Code or name of the unit.
    pub unit: &'a str,
    /// Id or number of the form; all of them when there is none.
    pub form: Option<&'a str>,
    /// File name or number of the receipt that is the earlier version.
    pub from: Option<&'a str>,
    /// The same of the later one.
    pub to: Option<&'a str>,
}

/// What a unit's returns say otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The unit.
    pub unit: Named,
    /// Each of its forms of which there are two versions.
    pub forms: Vec<FormCompared>,
    /// What else there is to say.
    pub told: Vec<Message>,
}

/// Two versions of a return.
#[derive(Debug, Clone, PartialEq)]
pub struct FormCompared {
    /// The form.
    pub form: FormId,
    /// What people call the form.
    pub number: String,
    /// The version of before.
    pub before: Version,
    /// The later one.
    pub after: Version,
    /// What it says otherwise.
    pub differences: Vec<Difference>,
    /// Answers that are only written otherwise and mean the same.
    pub only_written: usize,
}

/// A version of a return.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its receipts: the return, and half answers that were laid over it.
    pub receipts: Vec<Receipt>,
    /// Whether it counts.
    pub standing: Standing,
}

/// Whether a version counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is what counts.
    InForce,
    /// It waits for the officer.
    Waits,
    /// It does not count.
    Past,
}

/// Compares two versions of each form of a unit: those that were named, else what counts with what counted before it; a
/// return that came later and does not count where nothing did.
///
/// # Errors
/// When there is no such unit, form or receipt, or only one version.
pub fn diff(on: &mut impl Look, asked: Asked<'_>) -> Result<Compared, Stop> {
    let looking = on.look();
    let (unit, told) = unit_meant(&looking, asked.unit)?;
    let returns = Returns::of(&looking, &unit)?;
    let mut forms: Vec<FormId> = returns.held.keys().cloned().collect();
    if let Some(typed) = asked.form {
        forms = vec![form_meant(&looking, &forms, typed)?];
    }
    if forms.is_empty() {
        return Err(Stop::Wrong(msg!(
            "flow.diff-nothing-came",
            unit = unit.name
        )));
    }
    let mut compared = Compared {
        unit: unit.clone(),
        forms: Vec::new(),
        told: told.into_iter().collect(),
    };
    let mut first_refusal = None;
    for form in forms {
        match returns.chosen(&form, asked) {
            Ok((before, after)) => {
                let one = returns.compared(&looking, form, (&before, &after))?;
                compared.forms.push(one);
            }
            Err(refusal) => drop(first_refusal.get_or_insert(refusal)),
        }
    }
    match first_refusal {
        Some(refusal) if compared.forms.is_empty() => Err(Stop::Wrong(refusal)),
        _ => Ok(compared),
    }
}

/// The form that was meant, of those that a unit answered.
fn form_meant(looking: &Looking<'_>, held: &[FormId], typed: &str) -> Result<FormId, Stop> {
    let kit = &looking.campaign.kit;
    let number = |id: &FormId| kit.form(id).map_or_else(String::new, |f| f.number.clone());
    let ids = held.iter().map(|id| (id, id.to_string()));
    let numbers = held.iter().map(|id| (id, number(id)));
    let found = named(typed, ids.chain(numbers));
    let found = found.map(|found| found.what.clone());
    found.ok_or_else(|| {
        let forms = held.iter().map(FormId::to_string);
        let forms = Fact::list(forms, ", ");
        Stop::Wrong(msg!("flow.diff-no-such-form", form = typed, forms = forms))
    })
}

/// Which receipts a version stands in, or why there is none.
type Choice<T> = Result<T, Message>;

/// The returns of a unit.
struct Returns<'u> {
    unit: &'u Named,
    receipts: BTreeMap<ReceiptId, Receipt>,
    /// Receipts of each form, in the order they came.
    held: BTreeMap<FormId, Vec<ReceiptId>>,
    counting: BTreeMap<FormId, Counting>,
    /// What was put in force for each form, in that order.
    counted: BTreeMap<FormId, Vec<ReceiptId>>,
    waiting: Vec<(FormId, ReceiptId)>,
}

impl<'u> Returns<'u> {
    fn of(looking: &Looking<'_>, unit: &'u Named) -> Result<Self, Stop> {
        let ledger = looking.ledger;
        let receipts = ledger.receipts()?.into_iter();
        let mut returns = Self {
            unit,
            receipts: receipts.map(|receipt| (receipt.id, receipt)).collect(),
            held: BTreeMap::new(),
            counting: BTreeMap::new(),
            counted: BTreeMap::new(),
            waiting: Vec::new(),
        };
        for (receipt, owed) in ledger.held()? {
            if owed.unit == unit.code {
                returns.held.entry(owed.form).or_default().push(receipt);
            }
        }
        for (owed, counting) in ledger.in_force()? {
            if owed.unit == unit.code {
                returns.counting.insert(owed.form, counting);
            }
        }
        for decision in ledger.decisions()? {
            if let Decided::PutInForce {
                obligation,
                receipt,
            } = decision.what
                && obligation.unit == unit.code
            {
                let counted = returns.counted.entry(obligation.form).or_default();
                counted.push(receipt);
            }
        }
        let waiting = waiting::waiting(looking)?.into_iter();
        for one in waiting.filter(|one| !one.is_settled) {
            let owed = one.pending.obligation;
            if owed.unit == unit.code {
                returns.waiting.push((owed.form, one.pending.waits));
            }
        }
        Ok(returns)
    }

    /// The two versions of a form that are meant.
    fn chosen(&self, form: &FormId, asked: Asked<'_>) -> Choice<(Counting, Counting)> {
        let counting = self.counting.get(form);
        let named = |typed: Option<&str>| typed.map(|typed| self.named(form, typed)).transpose();
        let pair = match (named(asked.from)?, named(asked.to)?) {
            (Some(from), Some(to)) => Some((from, to)),
            (Some(from), None) => counting.cloned().map(|to| (from, to)),
            (None, Some(to)) => {
                let in_force = counting.filter(|counting| **counting != to).cloned();
                let before = in_force.or_else(|| self.before(form, &to));
                before.map(|from| (from, to))
            }
            (None, None) => self.two_latest(form),
        };
        match pair {
            Some((from, to)) if from == to => Err(msg!("flow.diff-same-file")),
            Some(pair) => Ok(pair),
            None => Err(msg!(
                "flow.diff-only-one",
                unit = self.unit.name,
                files = self.listed(form)
            )),
        }
    }

    /// What counts and what counted before it; where nothing did, what counts and what came after it.
    fn two_latest(&self, form: &FormId) -> Option<(Counting, Counting)> {
        let alone = |id: ReceiptId| Counting {
            base: id,
            laid: Vec::new(),
        };
        let latest = self.held.get(form)?.last().copied()?;
        let Some(counting) = self.counting.get(form) else {
            let latest = alone(latest);
            return Some((self.before(form, &latest)?, latest));
        };
        if let Some(before) = self.before(form, counting) {
            return Some((before, counting.clone()));
        }
        (!counting.holds(latest)).then(|| (counting.clone(), alone(latest)))
    }

    /// What counted before a version, else what came before it.
    fn before(&self, form: &FormId, version: &Counting) -> Option<Counting> {
        let is_entered = |layer: &&Layer| matches!(layer, Layer::Entered(_));
        let entered = version.laid.iter().rev().take_while(is_entered).count();
        // All that the officer entered is one difference, a half answer another.
        let last = entered.max(usize::from(!version.laid.is_empty()));
        if last > 0 {
            return Some(Counting {
                base: version.base,
                laid: version.laid[..version.laid.len() - last].to_vec(),
            });
        }
        let held = self.held.get(form)?;
        let is_other = |id: &&ReceiptId| **id != version.base && held.contains(id);
        let counted = self.counted.get(form).into_iter().flatten().rev();
        let before = counted.clone().find(is_other);
        let came = held.iter().rev().find(|id| **id < version.base);
        let base = *before.or(came)?;
        Some(Counting {
            base,
            laid: Vec::new(),
        })
    }

    /// A receipt by the name of its file or by its number.
    fn named(&self, form: &FormId, typed: &str) -> Choice<Counting> {
        let name = Path::new(typed).file_name();
        let name = name.map_or_else(|| typed.into(), |name| name.to_string_lossy());
        let held = self.held.get(form).into_iter().flatten();
        let held: Vec<&Receipt> = held.filter_map(|id| self.receipts.get(id)).collect();
        let by_name = named(&name, held.iter().map(|one| (*one, &one.file)));
        let by_number = || {
            let number = typed.trim().parse().ok().map(ReceiptId)?;
            held.iter().find(|one| one.id == number).copied()
        };
        let found = by_name.map(|found| found.what).or_else(by_number);
        let Some(found) = found else {
            return Err(msg!(
                "flow.diff-no-such-file",
                file = name,
                unit = self.unit.name,
                files = self.listed(form)
            ));
        };
        let alike = held.iter().filter(|one| one.file == found.file).count();
        if alike > 1 && by_name.is_some() {
            return Err(msg!(
                "flow.diff-several-files",
                file = name,
                files = self.listed(form)
            ));
        }
        Ok(Counting {
            base: found.id,
            laid: Vec::new(),
        })
    }

    /// The receipts of a form, by number and file.
    fn listed(&self, form: &FormId) -> Fact {
        let held = self.held.get(form).into_iter().flatten();
        let held = held.filter_map(|id| self.receipts.get(id));
        Fact::list(held.map(|one| format!("{} ({})", one.id, one.file)), ", ")
    }

    fn compared(
        &self,
        looking: &Looking<'_>,
        form: FormId,
        (before, after): (&Counting, &Counting),
    ) -> Result<FormCompared, Stop> {
        let counted = |version| looking.ledger.counted(&self.unit.code, version);
        let (was, is) = (counted(before)?, counted(after)?);
        let kit_form = looking.campaign.kit.form(&form);
        let side = |counted: &Counted| counted.receipt.file.clone();
        let (file_before, file_after) = (side(&was), side(&is));
        let (differences, only_written) = compare::compare(
            kit_form,
            compare::Version {
                reading: &was.reading,
                file: &file_before,
            },
            compare::Version {
                reading: &is.reading,
                file: &file_after,
            },
        );
        Ok(FormCompared {
            number: kit_form.map_or_else(|| form.to_string(), |form| form.number.clone()),
            before: self.version(&form, before, was),
            after: self.version(&form, after, is),
            form,
            differences,
            only_written,
        })
    }

    fn version(&self, form: &FormId, version: &Counting, counted: Counted) -> Version {
        let waits = |(of, id): &(FormId, ReceiptId)| of == form && *id == version.latest();
        let standing = if self.counting.get(form) == Some(version) {
            Standing::InForce
        } else if self.waiting.iter().any(waits) {
            Standing::Waits
        } else {
            Standing::Past
        };
        let mut receipts = vec![counted.receipt];
        receipts.extend(counted.laid);
        Version { receipts, standing }
    }
}

//! The signed copies that were kept, beside what counts for their units.

use super::{Looking, Stop};
use crate::campaign::signed::SignedCopy;
use crate::campaign::status::Status;
use crate::model::action::Action;
use crate::model::code;
use crate::model::finding::{Draft, Finding, Subject, between_units};
use crate::model::id::{FileHash, UnitCode};
use crate::model::kit::{Kit, RequireSigned};
use crate::model::paper_code::PaperCode;
use crate::model::receipt::{Attached, Decided};
use crate::model::respondent::Respondent;
use crate::msg;
use crate::value::Severity;
use crate::words::{Fact, Message, ToFact};
use std::collections::{BTreeMap, BTreeSet};

/// What counts for a unit, as far as a signed copy is held against it.
pub(super) struct Counting {
    /// Its code.
    pub(super) code: Option<PaperCode>,
    /// The file that came last.
    pub(super) file: FileHash,
}

/// What counts for each unit.
pub(super) fn counting(
    looking: &Looking,
    units: &[Respondent],
) -> Result<BTreeMap<UnitCode, Counting>, Stop> {
    let mut all = BTreeMap::new();
    let codes = codes(&looking.campaign.kit, units);
    for one in units {
        let Some(in_force) = &one.in_force else {
            continue;
        };
        if let Some(receipt) = looking.ledger.receipt(in_force.latest())? {
            let unit = &one.unit.code;
            let counts = Counting {
                code: codes.get(unit).copied(),
                file: receipt.hash,
            };
            all.insert(unit.clone(), counts);
        }
    }
    Ok(all)
}

/// What a decision says that a signed copy vouches for.
pub(super) struct Recorded {
    /// The code.
    pub(super) code: Option<PaperCode>,
    /// The file that counted then.
    pub(super) of: Option<FileHash>,
    /// Nobody typed the code.
    pub(super) by_eye: bool,
}

impl Recorded {
    /// A form without a code is vouched for as the file that it was.
    pub(super) fn beside(&self, file: &Attached, now: Option<&Counting>) -> SignedCopy {
        let agrees = now.is_some_and(|now| match (self.code, now.code) {
            (Some(signed), Some(now)) => signed == now,
            (None, None) => self.of.as_ref() == Some(&now.file),
            _ => false,
        });
        SignedCopy {
            file: file.file.clone(),
            hash: file.hash.clone(),
            code: self.code,
            agrees,
            by_eye: self.by_eye,
        }
    }
}

/// The codes of what counts for each unit.
pub(super) fn codes(kit: &Kit, units: &[Respondent]) -> BTreeMap<UnitCode, PaperCode> {
    let codes = units.iter().filter_map(|one| {
        let reading = &one.in_force.as_ref()?.reading;
        let form = kit.form(&reading.form)?;
        Some((one.unit.code.clone(), PaperCode::of(form, reading)?))
    });
    codes.collect()
}

/// The signed copy of each unit that has one, the last that was kept.
pub(super) fn copies(
    looking: &Looking,
    units: &[Respondent],
) -> Result<BTreeMap<UnitCode, SignedCopy>, Stop> {
    let decisions = looking.ledger.decisions()?;
    let mut copies = BTreeMap::new();
    let is_signed = |decided: &Decided| matches!(decided, Decided::RecordSigned { .. });
    if !decisions.iter().any(|decision| is_signed(&decision.what)) {
        return Ok(copies);
    }
    let counting = counting(looking, units)?;
    for decision in decisions {
        if let Decided::RecordSigned {
            unit,
            signed,
            code,
            of,
            by_eye,
        } = decision.what
        {
            let copy = Recorded { code, of, by_eye }.beside(&signed, counting.get(&unit));
            copies.insert(unit, copy);
        }
    }
    Ok(copies)
}

/// Units whose figures no signed copy vouches for, as the kit asks for it: one by one where a final waits for them, in one
/// note where it does not.
pub(super) fn findings(
    kit: &Kit,
    units: &[Respondent],
    copies: &BTreeMap<UnitCode, SignedCopy>,
) -> Vec<Finding> {
    let agrees = |unit: &UnitCode| copies.get(unit).is_some_and(|copy| copy.agrees);
    let lacking = units
        .iter()
        .filter(|one| one.in_force.is_some() && !agrees(&one.unit.code));
    match kit.require_signed {
        RequireSigned::No => Vec::new(),
        RequireSigned::Note => {
            let names: Vec<&str> = lacking.map(|one| one.unit.name.as_str()).collect();
            if names.is_empty() {
                return Vec::new();
            }
            let units = Fact::list(names.iter().copied(), ", ");
            let message = msg!("check.unsigned-units", count = names.len(), units = units);
            let draft = Draft::new(&code::UNSIGNED, (message, msg!("check.unsigned-todo")));
            vec![between_units(draft)]
        }
        RequireSigned::Error => {
            let codes = codes(kit, units);
            let each = lacking.map(|one| {
                let unit = &one.unit;
                let subject = Subject {
                    unit: Some(&unit.code),
                    file: "",
                };
                let now = codes.get(&unit.code).copied();
                subject.finding(Draft {
                    severity: Severity::Error,
                    action: Some(Action::KeepSigned {
                        unit: unit.code.clone(),
                    }),
                    ..Draft::new(
                        &code::UNSIGNED,
                        (
                            unsigned(&unit.name, copies.get(&unit.code), now),
                            msg!("check.unsigned-todo"),
                        ),
                    )
                })
            });
            each.collect()
        }
    }
}

/// Why no signed copy vouches for the figures of a unit.
fn unsigned(unit: &str, copy: Option<&SignedCopy>, now: Option<PaperCode>) -> Message {
    match copy {
        Some(copy) => msg!(
            "check.signed-differs",
            unit = unit,
            file = copy.file,
            signed = code_fact(copy.code),
            now = code_fact(now)
        ),
        None => msg!("check.unsigned", unit = unit, now = code_fact(now)),
    }
}

/// Scans of units that came in, by their names and senders, where the kit asks for signed copies and no other one vouches
/// for the unit yet.
pub(super) fn scans<'s>(now: &'s Status, kit: &Kit) -> Vec<&'s Finding> {
    if kit.require_signed == RequireSigned::No {
        return Vec::new();
    }
    let vouched = now.roster.iter().filter(|one| {
        let copy = one.signed.as_ref();
        copy.is_some_and(|copy| copy.agrees)
    });
    let vouched: BTreeSet<&UnitCode> = vouched.map(|one| &one.unit.code).collect();
    let scans = now.findings.iter().filter(|finding| {
        let unit = finding.unit.as_ref();
        finding.is_of_attachment()
            && finding.state.is_unsettled()
            && unit.is_some_and(|unit| !vouched.contains(unit))
    });
    scans.collect()
}

/// A code, or that there is none.
pub(super) fn code_fact(code: Option<PaperCode>) -> Fact {
    match code {
        Some(code) => code.to_fact(),
        None => Fact::words("check.no-code"),
    }
}

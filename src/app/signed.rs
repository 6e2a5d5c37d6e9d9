//! `signed`: the signed copy of a unit's form is kept, and held against what counts for the unit by the code on both.

use super::decide::{decide, receipt_of};
use super::look::file_name;
use super::unit_name::{Named, unit_of};
use super::{Look, Looking, Session, Stop};
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
use crate::store::archive::{self, NotKept};
use crate::value::Severity;
use crate::words::{Fact, Message, ToFact};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A signed copy that was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Whose.
    pub unit: Named,
    /// The code that stands on it.
    pub signed: Option<PaperCode>,
    /// The code of what counts for the unit.
    pub now: Option<PaperCode>,
    /// Whether it vouches for that.
    pub agrees: bool,
    /// Where its bytes are.
    pub archived: PathBuf,
}

/// Keeps a file as the signed copy of a unit's form. `typed` is the code that stands on it; without one the officer held it
/// against the figures by eye, and it vouches for what counts now.
///
/// # Errors
/// When there is no such file or unit, the code is none, the file is a return that counts, or nothing counts for the unit
/// and no code is typed.
pub fn signed(
    session: &mut Session,
    unit: &str,
    file: &Path,
    typed: Option<&str>,
) -> Result<Kept, Stop> {
    let unit = unit_of(session, unit)?;
    let typed = typed.map(code_typed).transpose()?;
    let attached = archived(session, file)?;
    let copy = Copy::of(session, unit, attached, typed)?;
    copy.keep(session)
}

/// The same of a file that came in; one whose code is another than that of what counts is not kept, and asked about.
pub(super) fn signed_received(
    session: &mut Session,
    unit: &str,
    file: &str,
    typed: &str,
) -> Result<(), Stop> {
    let unit = unit_of(session, unit)?;
    let typed = Some(typed).filter(|typed| !typed.is_empty());
    let typed = typed.map(code_typed).transpose()?;
    let receipt = receipt_of(session, file)?;
    let attached = Attached {
        file: receipt.file,
        hash: receipt.hash,
    };
    let copy = Copy::of(session, unit, attached, typed)?;
    if !copy.is_as_now {
        return Err(Stop::Wrong(msg!(
            "decisions.signed-differs",
            unit = copy.unit.name,
            signed = code_fact(copy.recorded.code),
            now = code_fact(copy.now)
        )));
    }
    copy.keep(session).map(drop)
}

/// A signed copy, before it is kept.
struct Copy {
    unit: Named,
    attached: Attached,
    recorded: Recorded,
    /// The code of what counts.
    now: Option<PaperCode>,
    /// Whether it vouches for what counts.
    is_as_now: bool,
}

impl Copy {
    fn of(
        session: &mut Session,
        unit: Named,
        attached: Attached,
        typed: Option<PaperCode>,
    ) -> Result<Self, Stop> {
        let looking = session.look();
        let units = looking.units()?.units;
        let receipt = looking.ledger.by_hash(&attached.hash)?;
        let is_return = receipt.is_some_and(|receipt| {
            let mut counting = units.iter().filter_map(|one| one.in_force.as_ref());
            counting.any(|one| one.receipt == receipt.id || one.latest() == receipt.id)
        });
        let wrong = |why| Err(Stop::Wrong(why));
        if is_return {
            return wrong(msg!("decisions.signed-is-return", file = attached.file));
        }
        let now = counting(&looking, &units)?.remove(&unit.code);
        if typed.is_none() && now.is_none() {
            return wrong(msg!("decisions.signed-nothing-yet", unit = unit.name));
        }
        let recorded = Recorded {
            code: typed.or(now.as_ref().and_then(|now| now.code)),
            of: now.as_ref().map(|now| now.file.clone()),
        };
        Ok(Self {
            is_as_now: recorded.beside(&attached, now.as_ref()).agrees,
            now: now.and_then(|now| now.code),
            unit,
            attached,
            recorded,
        })
    }

    fn keep(self, session: &mut Session) -> Result<Kept, Stop> {
        let Self {
            unit,
            attached,
            recorded,
            now,
            is_as_now,
        } = self;
        let decided = Decided::RecordSigned {
            unit: unit.code.clone(),
            signed: attached.clone(),
            code: recorded.code,
            of: recorded.of,
        };
        decide(session, [decided], "")?;
        let root = &session.campaign.root;
        Ok(Kept {
            unit,
            archived: archive::path(root, &attached.hash, &attached.file),
            signed: recorded.code,
            now,
            agrees: is_as_now,
        })
    }
}

/// A code as the officer typed it.
fn code_typed(text: &str) -> Result<PaperCode, Stop> {
    let code = text.parse();
    code.map_err(|_| Stop::Wrong(msg!("decisions.signed-no-code", typed = text.trim())))
}

/// A file on the disk, put into the archive; or one that came in before, by its name.
fn archived(session: &mut Session, file: &Path) -> Result<Attached, Stop> {
    if !file.is_file() {
        let receipt = receipt_of(session, &file.to_string_lossy())?;
        return Ok(Attached {
            file: receipt.file,
            hash: receipt.hash,
        });
    }
    match archive::keep(&session.campaign.root, file) {
        Ok(kept) => Ok(Attached {
            file: file_name(file),
            hash: kept.hash,
        }),
        Err(NotKept::Archive(message)) => Err(Stop::Fault(message)),
        Err(NotKept::Unread(reason)) => Err(Stop::Wrong(msg!(
            "issue.unread",
            file = file.display(),
            reason = reason
        ))),
    }
}

/// What counts for a unit, as far as a signed copy is held against it.
struct Counting {
    code: Option<PaperCode>,
    /// The file that came last.
    file: FileHash,
}

/// What counts for each unit.
fn counting(looking: &Looking, units: &[Respondent]) -> Result<BTreeMap<UnitCode, Counting>, Stop> {
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
struct Recorded {
    code: Option<PaperCode>,
    /// The file that counted then.
    of: Option<FileHash>,
}

impl Recorded {
    /// A form without a code is vouched for as the file that it was.
    fn beside(&self, file: &Attached, now: Option<&Counting>) -> SignedCopy {
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
        } = decision.what
        {
            let copy = Recorded { code, of }.beside(&signed, counting.get(&unit));
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
fn code_fact(code: Option<PaperCode>) -> Fact {
    match code {
        Some(code) => code.to_fact(),
        None => Fact::words("check.no-code"),
    }
}

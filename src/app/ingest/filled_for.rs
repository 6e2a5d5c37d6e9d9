//! Forms that the officer filled for units: which lie there to be taken in, what of them is asked before, and how they count.
//!
//! No file of a unit is touched. What counts of such a form is a decision of the officer, who says where the figures were
//! learned: alone where the unit has sent nothing, else laid over what it sent. The unit's own return confirms it, or waits.

use super::deliveries::Arrival;
use super::in_force::{self, Standings};
use super::received::{Received, Verdict};
use crate::app::recomputing::recomputing;
use crate::app::{Session, Stop, waiting};
use crate::campaign::Campaign;
use crate::check::SourceSheet;
use crate::model::code;
use crate::model::id::{FileHash, ReceiptId};
use crate::model::obligation::Obligation;
use crate::model::reading::Reading;
use crate::model::receipt::{Attached, Counted, Counting, Decided, Decision, NewReceipt, Receipt};
use crate::msg;
use crate::store::archive::{self, NotKept};
use crate::store::folder;
use crate::words::Message;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// Why a file is not taken in.
pub(super) enum NotNow {
    /// Nobody has begun to fill it.
    Untouched,
    /// What is to be done first.
    Asked(Message),
}

/// Whether a file may be taken in as what it is: of a form that the officer filled all must be said, and nothing else may lie
/// beside it; one that lies among what units sent is nobody's word yet.
pub(super) fn admitted(
    campaign: &Campaign,
    arrival: &Arrival,
    source: Option<&SourceSheet>,
    (new, counts): (NewReceipt, Option<&Standings>),
) -> Result<NewReceipt, NotNow> {
    let file = &arrival.name;
    let asked = |message| Err(NotNow::Asked(message));
    let source = match (arrival.is_officers, source) {
        (false, None) => return Ok(new),
        (false, Some(_)) => return asked(msg!("enter.among-received", file = file)),
        (true, None) => return asked(msg!("enter.no-source-sheet", file = file)),
        (true, Some(source)) => source,
    };
    let [reading] = new.readings.as_slice() else {
        let is_blank = new.findings.iter().any(|f| f.code.is(&code::BLANK_FORM));
        return match is_blank {
            true if source.is_untouched() => Err(NotNow::Untouched),
            true => asked(msg!("enter.fills-nothing", file = file)),
            false => asked(msg!("enter.whose", file = file)),
        };
    };
    let unit = reading
        .unit
        .as_ref()
        .and_then(|code| campaign.roster.unit(code));
    let Some(unit) = unit.filter(|unit| unit.reports() && unit.form == reading.form) else {
        return asked(msg!("enter.whose", file = file));
    };
    let owed = Obligation::of(reading);
    let counted = counts.zip(owed.as_ref()).and_then(|(c, owed)| c.of(owed));
    let says_nothing_new = match counted {
        Some(now) => in_force::differences(&campaign.kit, &now.reading, reading).is_empty(),
        None => !reading.fills_anything(),
    };
    if source.is_untouched() && says_nothing_new {
        return Err(NotNow::Untouched);
    }
    if !source.lacking.is_empty() {
        let what = source.lacking.join("; ");
        let unit = &unit.name;
        return asked(msg!("enter.lacking", file = file, unit = unit, what = what));
    }
    if !reading.fills_anything() {
        return asked(msg!("enter.fills-nothing", file = file));
    }
    match attachment(&campaign.root, source) {
        Some(path) if !path.is_file() => asked(msg!(
            "enter.no-attachment",
            file = file,
            attachment = source.attachment
        )),
        _ => Ok(new),
    }
}

/// Where what the figures were copied from lies; nowhere when the name is none of a file beside the form.
fn attachment(root: &Path, source: &SourceSheet) -> Option<PathBuf> {
    if source.attachment.is_empty() {
        return None;
    }
    let name = Path::new(&source.attachment);
    let mut parts = name.components();
    let is_plain = matches!(
        (parts.next(), parts.next()),
        (Some(Component::Normal(_)), None)
    );
    let folder = root.join(folder::ENTERED);
    // A name with a way in it leads nowhere.
    Some(if is_plain && !source.attachment.contains(['/', '\\']) {
        folder.join(name)
    } else {
        folder.join("?")
    })
}

/// Lets the forms count that were taken in and not decided on: each is an act of the officer.
pub(super) fn place(
    session: &mut Session,
    files: &[PathBuf],
    received: &mut [Received],
) -> Result<(), Stop> {
    if files.is_empty() {
        return Ok(());
    }
    let decisions = session.ledger.all_decisions()?;
    let decided: BTreeSet<ReceiptId> = decisions
        .iter()
        .filter_map(|decision| match decision.what {
            Decided::EnterReturn { receipt, .. } => Some(receipt),
            _ => None,
        })
        .collect();
    for path in files {
        let Some(hash) = archive::hash_of_file(path) else {
            continue;
        };
        let receipt = session.ledger.by_hash(&hash)?;
        let Some(receipt) = receipt.filter(|r| r.learned.is_some() && !decided.contains(&r.id))
        else {
            continue;
        };
        let verdict = count(session, &receipt)?;
        let mut these = received.iter_mut().filter(|one| one.receipt == receipt.id);
        if let (Some(one), Some(verdict)) = (these.next(), verdict) {
            one.standing = verdict;
        }
    }
    Ok(())
}

/// Lets a form count that the officer filled for a unit. `None` when it cannot, which is told.
///
/// # Errors
/// When the archive does not hold it as it came, or a file of the machine cannot be written.
pub(crate) fn count(session: &mut Session, receipt: &Receipt) -> Result<Option<Verdict>, Stop> {
    let path = archive::path(&session.campaign.root, &receipt.hash, &receipt.file);
    let source = session.reader.read(&path).ok();
    let source = source.as_ref().and_then(SourceSheet::of);
    let unit = receipt.unit.as_ref();
    let said = unit.map(|unit| session.ledger.reading_of(receipt.id, unit));
    let (Some(source), Some(said)) = (source, said.transpose()?.flatten()) else {
        return Err(Stop::Fault(super::not_read_again(receipt)));
    };
    let owed = in_force::obligation_of(&said)?;
    let standings = in_force::current(&session.ledger)?;
    let counted = standings.of(&owed);
    let unit = session.campaign.roster.unit(&owed.unit);
    let name = unit
        .map_or(owed.unit.as_str(), |unit| &unit.name)
        .to_owned();
    if base_of(counted) != source.base {
        let now = counted.map(Counted::file).unwrap_or_default();
        session.unread.push(msg!(
            "enter.sent-since",
            file = receipt.file,
            unit = name,
            now = now,
            code = owed.unit
        ));
        return Ok(None);
    }
    let placing = Placing::of(session, counted, &said, receipt);
    let (verdict, over) = match placing {
        Placing::Alone(verdict) => (verdict, None),
        Placing::Over(verdict, beside) => (verdict, Some(beside)),
        Placing::Same(before) => return Ok(Some(Verdict::Same { before })),
        Placing::Shorter(list) => {
            session.unread.push(msg!(
                "enter.list-shorter",
                file = receipt.file,
                unit = name,
                list = list
            ));
            return Ok(None);
        }
    };
    let attached = kept_attachment(session, &source)?;
    decide(session, (receipt, &owed), (over, attached), &source.reason)?;
    session.told.push(msg!(
        "enter.taken",
        unit = name,
        source = receipt.learned.as_deref().unwrap_or_default(),
        act = session.last_act.unwrap_or_default()
    ));
    Ok(Some(verdict))
}

/// How a filled form comes to count.
enum Placing {
    /// In the place of what counted, if anything did.
    Alone(Verdict),
    /// Over what the unit sent, beside the receipt that counted last.
    Over(Verdict, ReceiptId),
    /// It says what counts already.
    Same(String),
    /// A list of it would lose rows that the unit sent.
    Shorter(String),
}

impl Placing {
    fn of(session: &Session, counted: Option<&Counted>, said: &Reading, receipt: &Receipt) -> Self {
        let kit = &session.campaign.kit;
        let Some(counted) = counted else {
            return Self::Alone(Verdict::InForce);
        };
        let before = counted.file();
        if counted.latest_of_unit().is_none() {
            let changes = in_force::differences(kit, &counted.reading, said);
            return Self::Alone(Verdict::Replaced { before, changes });
        }
        if let Some((list, ..)) = counted.reading.list_cut_short(said) {
            let form = kit.form(&said.form);
            let section = form.and_then(|form| form.sections.iter().find(|s| s.id == *list));
            return Self::Shorter(section.map_or(list.to_string(), |s| s.title.clone()));
        }
        let mut whole = Reading::clone(&counted.reading);
        whole.lay_over(said, receipt);
        recomputing(kit)(&mut whole);
        let changes = in_force::differences(kit, &counted.reading, &whole);
        if changes.is_empty() && in_force::same_remarks(&counted.reading, &whole) {
            return Self::Same(before);
        }
        let beside = counted.latest().id;
        Self::Over(Verdict::Replaced { before, changes }, beside)
    }
}

/// What the officer decides by filling a form, and what follows from it.
fn decide(
    session: &mut Session,
    (receipt, owed): (&Receipt, &Obligation),
    (over, attached): (Option<ReceiptId>, Option<Attached>),
    reason: &str,
) -> Result<(), Stop> {
    let act = session.begin_act()?;
    let kit = &session.campaign.kit;
    session.ledger.together(|ledger| -> Result<(), Stop> {
        let before = ledger.in_force()?.get(owed).map(Counting::latest);
        ledger.decide(&Decision {
            what: Decided::EnterReturn {
                obligation: owed.clone(),
                receipt: receipt.id,
                attached,
            },
            act: act.clone(),
            reason: reason.to_owned(),
        })?;
        if let Some(beside) = over {
            ledger.decide(&Decision {
                what: Decided::Combine {
                    obligation: owed.clone(),
                    over: receipt.id,
                    beside,
                },
                act: act.follows(),
                reason: reason.to_owned(),
            })?;
        } else {
            let why = msg!("enter.in-force");
            in_force::put_in_force(ledger, (owed, receipt.id), &why, &act.follows())?;
        }
        match before {
            Some(before) => waiting::wait_on(ledger, kit, owed, Some(before)),
            None => Ok(()),
        }
    })
}

/// Keeps what the figures were copied from in the archive.
fn kept_attachment(session: &Session, source: &SourceSheet) -> Result<Option<Attached>, Stop> {
    let Some(path) = attachment(&session.campaign.root, source) else {
        return Ok(None);
    };
    match archive::keep(&session.campaign.root, &path) {
        Ok(kept) => Ok(Some(Attached {
            file: source.attachment.clone(),
            hash: kept.hash,
        })),
        Err(NotKept::Archive(fault)) => Err(Stop::Fault(fault)),
        Err(NotKept::Unread(reason)) => Err(Stop::Wrong(super::parcels::not_taken_in(
            &session.campaign.root,
            &path,
            &reason,
        ))),
    }
}

/// What of the unit itself counts, as a form that is filled for it says: file and hash.
pub(crate) fn base_of(counted: Option<&Counted>) -> String {
    let own = counted.and_then(Counted::latest_of_unit);
    own.map_or_else(String::new, |receipt| {
        let hash: &FileHash = &receipt.hash;
        format!("{} [{}]", receipt.file, hash.short())
    })
}

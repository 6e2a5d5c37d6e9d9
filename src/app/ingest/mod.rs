//! `ingest`: what came back becomes receipts, readings and findings in the ledger.
//!
//! Nothing received is lost: a file is archived under its hash before it is opened, and a file that cannot be
//! read is a receipt with a finding. A duplicate (the same bytes again, told by their hash) changes nothing.

mod deliveries;
pub(crate) mod filled_for;
pub(crate) mod in_force;
mod left_in_inbox;
pub(crate) mod officers_folder;
mod parcels;
pub(crate) mod placed_again;
mod received;
mod same_bytes;
pub(crate) mod understood;
mod validate;

pub use left_in_inbox::tell_left_in_inbox;
pub use received::{Received, Verdict};
pub use validate::{Validated, validate};

use super::{Session, Step, Stop, Task, issued};
use crate::check::SourceSheet;
use crate::model::code;
use crate::model::finding::Finding;
use crate::model::id::{FileHash, UnitCode};
use crate::model::raw::RawWorkbook;
use crate::model::receipt::{Act, Decided, Decision, Receipt};
use crate::msg;
use crate::read::{Reader, Unreadable};
use crate::store::ledger::Ledger;
use crate::store::{archive, folder};
use crate::words::Message;
use deliveries::{Arrival, Arrived};
use filled_for::NotNow;
use in_force::Rules;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use understood::{ArrivedFile, Intake, recorded};

/// Takes in the files named, or all of `2-nhan-ve/`. What was read before it was cancelled is kept and counts, as if
/// nothing else had come yet.
pub fn ingest(
    session: &mut Session,
    files: &[PathBuf],
    task: &Task,
) -> Result<Vec<Received>, Stop> {
    refresh(session, task)?;
    let mut filled = Vec::new();
    let paths = if files.is_empty() {
        deliveries::fetch(session, task)?;
        let inbox = session.campaign.root.join(folder::INBOX);
        if !inbox.is_dir() {
            let missing = msg!("flow.no-inbox", folder = inbox.display());
            session.unread.push(missing);
        }
        let found = folder::inbox(&session.campaign.root).map_err(Stop::Fault)?;
        let not_read = found.not_read.iter();
        let not_read = not_read.map(|path| deliveries::not_read(&session.campaign.root, path));
        session.told.extend(not_read);
        filled = officers_folder::lying(&session.campaign.root);
        [filled.clone(), found.files].concat()
    } else {
        let files = named(files)?;
        let is_officers =
            |path: &&PathBuf| officers_folder::is_officers(&session.campaign.root, path);
        filled.extend(files.iter().filter(is_officers).cloned());
        files
    };
    let Arrived {
        files: arrivals,
        known,
        left,
        unread,
        again,
        ..
    } = deliveries::arrive(session, &paths)?;
    session.unread.extend(unread);
    let mut received = read_all(session, &arrivals, task)?;
    filled_for::place(session, &filled, &mut received)?;
    task.goes_on()?;
    received.extend(same_bytes::settle_unit(session, &again)?);
    received.extend(same_bytes::other_names(session, &arrivals)?);
    received.extend(known);
    session.told.extend(left);
    Ok(received)
}

fn named(files: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    match files.iter().find(|path| !path.is_file()) {
        Some(path) => Err(Stop::Wrong(msg!("flow.no-file", path = path.display()))),
        None => Ok(files.to_vec()),
    }
}

fn read_all(
    session: &mut Session,
    arrivals: &[Arrival],
    task: &Task,
) -> Result<Vec<Received>, Stop> {
    let paths: Vec<PathBuf> = arrivals.iter().map(|a| a.path.clone()).collect();
    let rules = Rules::of(
        &session.campaign,
        Act::by_rules(&session.now.stamp()),
        &session.ledger,
    )?;
    let issued = issued::known(&session.ledger, Some(session.key))?;
    let intake = Intake::of(&session.campaign, issued, &session.now);
    let is_filled = arrivals.iter().any(|arrival| arrival.is_officers);
    let counts = is_filled.then(|| in_force::current(&session.ledger));
    let counts = counts.transpose()?;
    let take = |at: usize, answer: Result<RawWorkbook, Unreadable>| {
        let arrival: &Arrival = &arrivals[at];
        let incoming = ArrivedFile {
            file: &arrival.name,
            others: &arrival.others,
            hash: &arrival.hash,
            size: arrival.size,
            assigned: None,
            sender: arrival.sender.as_ref(),
        };
        match answer {
            // The next run takes it for a new file.
            Err(fault) if Unreadable::is_of_machine(&fault.code.into()) => {
                let (file, why) = (&arrival.name, fault.message);
                Err(Some(msg!("flow.not-read-now", file = file, reason = why)))
            }
            answer => {
                let source = answer.as_ref().ok().and_then(SourceSheet::of);
                let new = intake.understood(&incoming, answer);
                let admitted = filled_for::admitted(
                    intake.campaign,
                    arrival,
                    source.as_ref(),
                    (new, counts.as_ref()),
                );
                admitted.map_err(|not_now| match not_now {
                    NotNow::Untouched => None,
                    NotNow::Asked(what) => Some(what),
                })
            }
        }
    };
    let goes_on = || {
        if task.is_cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let unread = &mut session.unread;
    let reader = &mut session.reader;
    // A receipt and the decision whether it counts are kept together: after a crash the file is simply new again.
    session.ledger.together(|ledger| {
        let mut standing = in_force::current(ledger)?;
        let mut news = Vec::with_capacity(arrivals.len());
        let mut failed = None;
        // What was read is recorded while the next is being read.
        reader.read_all(&paths, &take, &mut |at, taken| {
            task.tell(Step::Reading, at + 1, arrivals.len());
            let mut new = match taken {
                Ok(new) => new,
                Err(why) => {
                    unread.extend(why);
                    return goes_on();
                }
            };
            let failed_again = |f: &Finding| Unreadable::may_be_of_machine(&f.code);
            if arrivals[at].is_retried && new.findings.iter().any(failed_again) {
                return goes_on();
            }
            // After one that cannot be recorded nothing of the batch will be kept.
            match ledger.record(&new) {
                Ok(id) => {
                    new.receipt.id = id;
                    news.push(new);
                    goes_on()
                }
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        if let Some(error) = failed {
            return Err(error.into());
        }
        news.sort_by(|a, b| in_force::order(&a.receipt).cmp(&in_force::order(&b.receipt)));
        let mut received = Vec::with_capacity(news.len());
        for new in news {
            received.extend(in_force::place_returns(ledger, &rules, &mut standing, new)?);
        }
        Ok(received)
    })
}

/// What the archive holds of a receipt, to be understood anew; `None` when it is not what was put there, or cannot be read
/// now though it could be before: what it said then is not to be lost.
pub(super) fn read_again(
    (reader, root): (&mut Reader, &Path),
    ledger: &Ledger,
    receipt: &Receipt,
) -> Result<Option<Result<RawWorkbook, Unreadable>>, Stop> {
    let path = archive::path(root, &receipt.hash, &receipt.file);
    if !archive::is_intact(&path, &receipt.hash) {
        return Ok(None);
    }
    let answer = reader.read(&path);
    let is_lost = match &answer {
        Ok(_) => false,
        Err(fault) if Unreadable::is_of_machine(&fault.code.into()) => true,
        Err(_) => ledger.reading(receipt.id)?.is_some(),
    };
    Ok((!is_lost).then_some(answer))
}

/// What to do about an archived file that cannot be read again.
pub(super) fn not_read_again(receipt: &Receipt) -> Message {
    msg!("flow.archived-not-read", file = receipt.file)
}

/// Whose the officer said files are, by decisions that hold.
pub(super) fn assigned<'d>(
    decisions: impl IntoIterator<Item = &'d Decision>,
) -> BTreeMap<FileHash, UnitCode> {
    let assigned = decisions.into_iter().filter_map(|d| match &d.what {
        Decided::AssignFile { hash, unit, .. } => Some((hash.clone(), unit.clone())),
        _ => None,
    });
    assigned.collect()
}

/// Understands archived files anew when the kit, the period or its days have changed since.
fn refresh(session: &mut Session, task: &Task) -> Result<(), Stop> {
    let today = session.campaign.understood_with();
    let mut receipts = session.ledger.receipts()?;
    receipts.retain(|receipt| receipt.understood_with != today);
    // With thousands of units the lookups are a good part of a run without news, and new files have them made again.
    if receipts.is_empty() {
        return Ok(());
    }
    let issued = issued::known(&session.ledger, Some(session.key))?;
    let intake = Intake::of(&session.campaign, issued, &session.now);
    let assigned = assigned(&session.ledger.decisions()?);
    for receipt in receipts {
        task.goes_on()?;
        let unit = assigned.get(&receipt.hash);
        let from = (&mut session.reader, session.campaign.root.as_path());
        let Some(answer) = read_again(from, &session.ledger, &receipt)? else {
            session.told.push(not_read_again(&receipt));
            continue;
        };
        let mut new = intake.understood(&recorded(&receipt, unit), answer);
        // What was found beside other files is not found again in this one.
        let known = session.ledger.findings(receipt.id)?;
        new.findings
            .extend(known.into_iter().filter(|f| f.code.is(&code::SAME_FILE)));
        session.ledger.refresh(receipt.id, &new)?;
    }
    Ok(())
}

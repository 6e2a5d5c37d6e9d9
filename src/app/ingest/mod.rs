//! `ingest`: what came back becomes receipts, readings and findings in the ledger.
//!
//! Nothing received is lost: a file is archived under its hash before it is opened, and a file that cannot be
//! read is a receipt with a finding. The same bytes again change nothing.

mod deliveries;
pub(crate) mod in_force;
mod same_bytes;

use super::{Progress, Session, Stop};
use crate::campaign::Campaign;
use crate::check;
use crate::check::{Context, Expected};
use crate::model::raw::RawWorkbook;
use crate::model::receipt::{DecisionKind, NewReceipt, Receipt};
use crate::model::{change::Change, finding::Finding, reading::Reading, unit::UnitName};
use crate::msg;
use crate::read::{Reader, Unreadable};
use crate::store::clock::Now;
use crate::store::ledger::Ledger;
use crate::store::{archive, folder};
use crate::value::Moment;
use crate::words::Message;
use deliveries::{Arrival, Arrived};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What became of one file.
#[derive(Debug)]
pub struct Received {
    /// File name as received.
    pub file: String,
    /// Receipt number.
    pub receipt: i64,
    /// The unit, when it is known.
    pub unit: Option<String>,
    /// What it says, when it could be understood.
    pub reading: Option<Rc<Reading>>,
    /// What is to mend or to look at.
    pub findings: Vec<Finding>,
    /// Whether it counts.
    pub standing: Standing,
}

/// Whether a return counts.
#[derive(Debug)]
pub enum Standing {
    /// It is the unit's return in force.
    InForce,
    /// It took the place of an earlier one, with these changes.
    Replaced {
        /// The earlier file.
        before: String,
        /// What changed.
        changes: Vec<Change>,
    },
    /// The earlier one stays in force until the officer decides.
    Waits {
        /// The file that stays in force.
        before: String,
        /// Why: a filled cell became blank, this one is older, or nobody can tell which is later.
        why: Message,
        /// What would change.
        changes: Vec<Change>,
    },
    /// It would have to wait, but says just what the one in force says, which stays.
    Same {
        /// The file that stays in force.
        before: String,
    },
    /// No unit, or nothing that could be read.
    NotTaken,
    /// Its bytes came under another name at the same time, and count once.
    Twin {
        /// The file that it is byte for byte.
        of: String,
    },
    /// The same bytes were received before.
    Known,
}

/// Takes in the files named, or all of `2-nhan-ve/`.
pub fn ingest(
    session: &mut Session,
    files: &[PathBuf],
    progress: Progress,
) -> Result<Vec<Received>, Stop> {
    refresh(session)?;
    let paths = if files.is_empty() {
        deliveries::fetch(session)?;
        let inbox = session.campaign.root.join(folder::INBOX);
        if !inbox.is_dir() {
            let missing = msg!("flow.no-inbox", folder = inbox.display());
            session.unread.push(missing);
        }
        folder::inbox(&session.campaign.root).map_err(Stop::Fault)?
    } else {
        named(files)?
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
    let mut received = read_all(session, &arrivals, progress)?;
    received.extend(same_bytes::settle(session, &again)?);
    received.extend(same_bytes::told(session, &arrivals)?);
    received.extend(known);
    session.told.extend(left);
    Ok(received)
}

/// Reads a file as `ingest` would, without keeping anything.
pub fn validate(session: &mut Session, path: &Path) -> Result<Received, Stop> {
    if !path.is_file() {
        return Err(Stop::Wrong(msg!("flow.no-file", path = path.display())));
    }
    let name = file_name(path);
    let answer = session.reader.read(path);
    let incoming = Incoming {
        file: &name,
        others: &[],
        hash: "",
        size: 0,
        assigned: None,
        sender: None,
    };
    let new = Intake::of(&session.campaign, &session.now).understood(&incoming, answer);
    Ok(Received {
        file: name,
        receipt: 0,
        unit: new.unit,
        reading: new.readings.into_iter().next().map(Rc::new),
        findings: new.findings,
        standing: Standing::NotTaken,
    })
}

fn named(files: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    match files.iter().find(|path| !path.is_file()) {
        Some(path) => Err(Stop::Wrong(msg!("flow.no-file", path = path.display()))),
        None => Ok(files.to_vec()),
    }
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

pub(super) fn again(file: String, receipt: &Receipt) -> Received {
    Received {
        file,
        receipt: receipt.id,
        unit: receipt.unit.clone(),
        reading: None,
        findings: Vec::new(),
        standing: Standing::Known,
    }
}

/// What every file of a batch is understood with.
pub(super) struct Intake<'a> {
    campaign: &'a Campaign,
    pub(super) expected: Expected<'a>,
    kit_hash: String,
    stamp: String,
}

/// A file as it is recorded, before it is understood.
pub(super) struct Incoming<'a> {
    pub(crate) file: &'a str,
    /// Other names of the same bytes, asked when the first stands against what is in the file.
    pub(super) others: &'a [String],
    pub(super) hash: &'a str,
    pub(super) size: u64,
    pub(super) assigned: Option<&'a str>,
    pub(super) sender: Option<&'a str>,
}

/// The units of the roster, by what a file may name them.
fn names_of(campaign: &Campaign) -> Vec<UnitName> {
    let units = campaign.roster.units.iter().map(|u| UnitName {
        code: u.code.clone(),
        unit_type: u.unit_type.clone(),
        name: u.name.clone(),
        form: u.form.clone(),
        sections: u.sections.clone(),
    });
    units.collect()
}

impl<'a> Intake<'a> {
    pub(super) fn of(campaign: &'a Campaign, now: &Now) -> Self {
        Self {
            campaign,
            expected: Expected::new(&campaign.kit, names_of(campaign))
                .with_previous(&campaign.previous.values),
            kit_hash: campaign.kit.hash(),
            stamp: now.stamp(),
        }
    }

    /// From what the reader answered to what the ledger keeps.
    pub(super) fn understood(
        &self,
        incoming: &Incoming,
        answer: Result<RawWorkbook, Unreadable>,
    ) -> NewReceipt {
        let file = incoming.file;
        let mut new = NewReceipt {
            file: file.to_owned(),
            hash: incoming.hash.to_owned(),
            size: incoming.size,
            received_at: self.stamp.clone(),
            application: None,
            saved_at: None,
            unit: incoming.assigned.map(str::to_owned),
            form: None,
            kit_version: None,
            kit_hash: self.kit_hash.clone(),
            readings: Vec::new(),
            findings: Vec::new(),
        };
        match answer {
            Ok(book) => {
                let mut understanding = check::returns(&book, &self.context(incoming, file));
                for other in incoming.others {
                    if understanding.unit.is_some() || !understanding.readings.is_empty() {
                        break;
                    }
                    let anew = check::returns(&book, &self.context(incoming, other));
                    if anew.unit.is_some() {
                        other.clone_into(&mut new.file);
                        understanding = anew;
                    }
                }
                new.application = book.application;
                new.saved_at = book.saved_at.as_deref().and_then(Moment::parse);
                new.unit = understanding.unit;
                if let Some(reading) = understanding.readings.first() {
                    new.form = Some(reading.form.clone());
                    new.kit_version.clone_from(&reading.kit_version);
                }
                new.readings = understanding.readings;
                new.findings = understanding.findings;
            }
            Err(fault) if fault.is_attachment => {
                let told = check::told_outside(file, incoming.sender, &self.expected);
                let unit = match incoming.assigned {
                    Some(code) => self.expected.unit(code),
                    None => told,
                };
                new.unit = unit.map(|u| u.code.clone());
                let finding = check::attached(file, unit, fault.message, fault.code);
                new.findings.push(finding);
            }
            Err(fault) => {
                // Only a unit's own code in the name: its next return that can be read takes this one's place.
                let mut words = file.split(|c: char| !c.is_alphanumeric());
                let named = words.find(|word| self.campaign.roster.unit(word).is_some());
                new.unit = incoming.assigned.or(named).map(str::to_owned);
                new.findings.push(check::unreadable(
                    file,
                    new.unit.as_deref(),
                    fault.message,
                    fault.todo,
                    fault.code,
                ));
            }
        }
        for finding in &mut new.findings {
            finding.tie_to_file(incoming.hash);
        }
        new
    }

    fn context<'c>(&'c self, incoming: &Incoming<'c>, file: &'c str) -> Context<'c> {
        Context {
            expected: &self.expected,
            campaign: &self.campaign.settings.campaign,
            period: &self.campaign.settings.period.name,
            file,
            assigned: incoming.assigned,
            sender: incoming.sender,
        }
    }
}

fn read_all(
    session: &mut Session,
    arrivals: &[Arrival],
    progress: Progress,
) -> Result<Vec<Received>, Stop> {
    let paths: Vec<PathBuf> = arrivals.iter().map(|a| a.path.clone()).collect();
    let kit = &session.campaign.kit;
    let stamp = session.now.stamp();
    let intake = Intake::of(&session.campaign, &session.now);
    let take = |at: usize, answer| {
        let arrival: &Arrival = &arrivals[at];
        let incoming = Incoming {
            file: &arrival.name,
            others: &arrival.others,
            hash: &arrival.hash,
            size: arrival.size,
            assigned: None,
            sender: arrival.sender.as_deref(),
        };
        intake.understood(&incoming, answer)
    };
    let reader = &mut session.reader;
    // A receipt and the decision whether it counts are kept together: after a crash the file is simply new again.
    session.ledger.together(|ledger| {
        let mut standing = in_force::current(ledger)?;
        let mut news = Vec::with_capacity(arrivals.len());
        let mut failed = None;
        // What was read is recorded while the next is being read.
        reader.read_all(&paths, &take, &mut |at, new| {
            progress("flow.reading", at + 1, arrivals.len());
            // After one that cannot be recorded nothing of the batch will be kept; the first says why.
            if failed.is_none() {
                match ledger.record(&new) {
                    Ok(id) => news.push((id, new)),
                    Err(error) => failed = Some(error),
                }
            }
        });
        if let Some(error) = failed {
            return Err(error.into());
        }
        news.sort_by(|(_, a), (_, b)| in_force::order(a).cmp(&in_force::order(b)));
        let mut received = Vec::with_capacity(news.len());
        for (id, new) in news {
            let by = (kit, stamp.as_str());
            received.extend(in_force::place(ledger, by, &mut standing, new, id)?);
        }
        Ok(received)
    })
}

/// A file that was recorded before, to be understood anew.
pub(super) fn recorded<'a>(receipt: &'a Receipt, assigned: Option<&'a str>) -> Incoming<'a> {
    Incoming {
        file: &receipt.file,
        others: &[],
        hash: &receipt.hash,
        size: receipt.size,
        assigned,
        // Whose it was before, should nothing in it tell.
        sender: receipt.unit.as_deref(),
    }
}

/// What the archive holds of a receipt, to be understood anew; `None` when it cannot be read now though it could be
/// before, and what it said then is not to be lost.
pub(super) fn read_again(
    (reader, root): (&mut Reader, &Path),
    ledger: &Ledger,
    receipt: &Receipt,
) -> Result<Option<Result<RawWorkbook, Unreadable>>, Stop> {
    let answer = reader.read(&archive::path(root, &receipt.hash, &receipt.file));
    let is_lost = answer.is_err() && ledger.reading(receipt.id)?.is_some();
    Ok((!is_lost).then_some(answer))
}

/// What to do about an archived file that cannot be read again.
pub(super) fn not_read_again(receipt: &Receipt) -> Message {
    msg!("flow.archived-not-read", file = receipt.file)
}

/// Understands archived files anew when the kit has changed since.
fn refresh(session: &mut Session) -> Result<(), Stop> {
    let kit = session.campaign.kit.hash();
    let mut receipts = session.ledger.receipts()?;
    receipts.retain(|receipt| receipt.kit_hash != kit);
    if receipts.is_empty() {
        return Ok(());
    }
    let intake = Intake::of(&session.campaign, &session.now);
    let assigned: BTreeMap<String, String> = session
        .ledger
        .decisions()?
        .into_iter()
        .filter_map(|d| match d.kind {
            DecisionKind::AssignFile { hash, unit } => Some((hash, unit)),
            _ => None,
        })
        .collect();
    for receipt in receipts {
        let unit = assigned.get(&receipt.hash).map(String::as_str);
        let from = (&mut session.reader, session.campaign.root.as_path());
        let Some(answer) = read_again(from, &session.ledger, &receipt)? else {
            session.told.push(not_read_again(&receipt));
            continue;
        };
        let mut new = intake.understood(&recorded(&receipt, unit), answer);
        // What was found beside other files is not found again in this one.
        let known = session.ledger.findings(receipt.id)?;
        new.findings
            .extend(known.into_iter().filter(Finding::stands_beside_others));
        session.ledger.refresh(receipt.id, &new)?;
    }
    Ok(())
}

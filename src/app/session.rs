//! Working on a campaign: the one writer at a time.

use super::Stop;
use super::actor::Actor;
use super::env::{Env, Now};
use super::handed_over::{handed_over, refused};
use super::look::{Look, Looking};
use super::recomputing::recomputing;
use crate::campaign::Campaign;
use crate::layout::{AIDS, GUIDE_SHEET};
use crate::model::id::ActId;
use crate::model::issue_key::IssueKey;
use crate::model::receipt::Act;
use crate::msg;
use crate::read::Reader;
use crate::store::folder::{self, Planned, Shelf};
use crate::store::issue_key;
use crate::store::journal;
use crate::store::ledger::{Agreement, Ledger, LedgerError};
use crate::store::lock::{self, NotTaken};
use crate::store::seal::{self, Seal};
use crate::words::Message;
use std::path::{Path, PathBuf};

/// Whether the work on a copy goes on as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GoesOn {
    /// Unless it was handed over.
    AsItIs,
    /// It was handed over, and will be said to go on.
    Again,
}

/// An open campaign: nobody else works on its folder while this lives.
pub struct Session {
    /// Settings, roster, kit.
    pub campaign: Campaign,
    /// What came and what was decided.
    pub ledger: Ledger,
    /// The secret by which it knows what it issued.
    pub(crate) key: IssueKey,
    /// When it was opened: the one time of all that is done.
    pub now: Now,
    /// Who works, as kept beside decisions.
    pub actor: Actor,
    /// Opens foreign workbooks.
    pub reader: Reader,
    /// What else there is to say of this run.
    pub told: Vec<Message>,
    /// What lay in the inbox and could not be taken in, each with what to do.
    pub unread: Vec<Message>,
    /// The last act of who works, by which it is taken back.
    pub last_act: Option<ActId>,
    _lock: lock::Lock,
}

impl Session {
    /// Takes the folder and opens what is in it; a copy that was handed over only to say that it goes on.
    pub(super) fn open(root: &Path, env: &Env, goes_on: GoesOn) -> Result<Self, Stop> {
        let (lock, mut campaign, reader) = locked(root, env)?;
        not_lost(root)?;
        let seal = not_broken(root)?;
        let mut ledger = Ledger::open(&root.join(folder::LEDGER))?;
        if seal == Seal::Unknown {
            ledger.look_through()?;
        }
        let written = journal::read(root);
        let agreement = not_behind(root, &ledger, &written)?;
        if let (GoesOn::AsItIs, Some(handed)) = (goes_on, handed_over(&ledger)?) {
            return Err(Stop::Wrong(refused(&handed)));
        }
        ledger.keep_journal(root, &written, agreement)?;
        let mut told = Vec::new();
        if agreement == Agreement::JournalDamaged {
            told.push(msg!("ledger.journal-anew"));
        }
        let key = issue_key::kept_or_drawn(root, &mut ledger, env.draw)?;
        campaign.extend_deadlines(ledger.extensions()?);
        ledger.calculate_by(recomputing(&campaign.kit));
        Ok(Self {
            campaign,
            ledger,
            key,
            now: env.clock.now(),
            actor: env.actor.clone(),
            reader,
            told,
            unread: Vec::new(),
            last_act: None,
            _lock: lock,
        })
    }

    /// Begins an act of who works: what is decided in it is taken back together.
    pub(crate) fn begin_act(&mut self) -> Result<Act, Stop> {
        self.actor.introduce();
        let id = self.ledger.next_act()?;
        self.last_act = Some(id);
        Ok(Act {
            id,
            by: self.actor.name().to_owned(),
            at: self.now.stamp(),
        })
    }

    /// Writes an output of ours in the folder; see [`place_output`].
    pub(crate) fn place_output(
        &mut self,
        folder: &Path,
        name: &str,
        bytes: &[u8],
    ) -> Result<Output, Stop> {
        let stamp = self.now.stamp();
        place_output(
            &mut self.ledger,
            (&self.campaign.root, &stamp),
            &mut Shelf::of(folder),
            name,
            bytes,
        )
    }
}

impl Look for Session {
    fn look(&mut self) -> Looking<'_> {
        Looking {
            campaign: &self.campaign,
            ledger: &self.ledger,
            key: Some(self.key),
            now: &self.now,
            reader: &mut self.reader,
            unread: &self.unread,
        }
    }
}

/// The campaign in a folder, and the reader that read it.
pub(super) fn opened(root: &Path, env: &Env) -> Result<(Campaign, Reader), Stop> {
    let mut reader = Reader::new(&env.reader);
    let campaign = Campaign::open(root, &mut |path| reader.read(path).map_err(|e| e.message));
    let campaign = campaign.map_err(Stop::Problems)?;
    // The guide shows the period and the unit, which are compared.
    let passed_over = AIDS.into_iter().filter(|(name, _)| *name != GUIDE_SHEET);
    let passed_over: Vec<(&str, u16)> = passed_over.collect();
    Ok((campaign, reader.passing_over(&passed_over)))
}

/// Takes the folder and opens what is in it, but for the ledger.
pub(super) fn locked(root: &Path, env: &Env) -> Result<(lock::Lock, Campaign, Reader), Stop> {
    let lock = lock::take(root).map_err(|not_taken| match not_taken {
        NotTaken::InUse(message) => Stop::Busy(message),
        NotTaken::Closed(message) => Stop::Fault(message),
    })?;
    let (campaign, reader) = opened(root, env)?;
    Ok((lock, campaign, reader))
}

/// Refuses to begin a ledger anew where there was one.
pub(super) fn not_lost(root: &Path) -> Result<(), Stop> {
    let is_empty =
        std::fs::metadata(root.join(folder::LEDGER)).map_or(true, |about| about.len() == 0);
    let is_lost =
        is_empty && (journal::archive_holds_files(root) || !journal::read(root).entries.is_empty());
    if is_lost {
        return Err(Stop::Wrong(msg!("ledger.lost", folder = root.display())));
    }
    Ok(())
}

/// Refuses a ledger of which bytes changed that no program changed; else what its seal says.
pub(super) fn not_broken(root: &Path) -> Result<Seal, Stop> {
    match seal::check(root) {
        Seal::Broken => Err(LedgerError::content().into()),
        seal => Ok(seal),
    }
}

/// Refuses a ledger that knows less than the journal beside the archive; else how they stand to one another.
pub(super) fn not_behind(
    root: &Path,
    ledger: &Ledger,
    written: &journal::Written,
) -> Result<Agreement, Stop> {
    let agreement = ledger.agreement(written)?;
    // The journal may have been cut back as far as the ledger.
    let is_older = ledger.last_entry()? < seal::last_entry(root);
    if is_older || agreement == Agreement::LedgerBehind {
        return Err(Stop::Wrong(msg!("ledger.behind", folder = root.display())));
    }
    Ok(agreement)
}

/// A file that we wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Where.
    pub path: PathBuf,
    /// It was put beside one that a person has changed or holds open.
    pub beside: bool,
    /// The same bytes lay there already.
    pub unchanged: bool,
}

/// Writes an output of ours, unless the same bytes lie there already; what a person changed stays and the new one is
/// put beside it. `campaign` is its folder and the time of the run.
pub(crate) fn place_output(
    ledger: &mut Ledger,
    campaign: (&Path, &str),
    shelf: &mut Shelf,
    name: &str,
    bytes: &[u8],
) -> Result<Output, Stop> {
    let planned = plan_output(ledger, campaign, shelf, name, bytes)?;
    put_output(shelf, &planned, bytes)
}

/// Writes several outputs of ours, each by its name: all of them are remembered before the first is written.
pub(crate) fn place_outputs(
    ledger: &mut Ledger,
    campaign: (&Path, &str),
    shelf: &mut Shelf,
    files: &[(&str, &[u8])],
) -> Result<Vec<Output>, Stop> {
    let planned = ledger.together(|ledger| {
        let planned = files.iter();
        let planned =
            planned.map(|(name, bytes)| plan_output(ledger, campaign, shelf, name, bytes));
        planned.collect::<Result<Vec<_>, Stop>>()
    })?;
    let files = files.iter().zip(planned);
    files
        .map(|((_, bytes), planned)| put_output(shelf, &planned, bytes))
        .collect()
}

/// Says where an output of ours will go, and remembers what is about to be written.
pub(crate) fn plan_output(
    ledger: &mut Ledger,
    (root, stamp): (&Path, &str),
    shelf: &Shelf,
    name: &str,
    bytes: &[u8],
) -> Result<Planned, Stop> {
    let folder = shelf.dir();
    let key = folder.strip_prefix(root).unwrap_or(folder).join(name);
    let key = key.to_string_lossy().replace('\\', "/");
    let known = ledger.output_hashes(&key)?;
    let ours: Vec<&str> = known.iter().map(String::as_str).collect();
    let planned = shelf.plan(name, bytes, &ours);
    let hash = folder::hash(bytes);
    // It is recorded before it is written, and also when its bytes lie there already: what a run that was cut off has
    // left is never taken for a person's.
    if known.first() != Some(&hash) {
        ledger.record_output(&key, &hash, planned.replaced(), stamp)?;
    }
    Ok(planned)
}

/// Writes an output where it was planned.
pub(crate) fn put_output(
    shelf: &mut Shelf,
    planned: &Planned,
    bytes: &[u8],
) -> Result<Output, Stop> {
    let placed = shelf.put(planned, bytes).map_err(Stop::Fault)?;
    Ok(Output {
        path: placed.path,
        beside: placed.renamed,
        unchanged: placed.unchanged,
    })
}

/// Writes a document that is never ours to replace, because a person's words stand in it or because it may be signed:
/// whatever lies there stays, and the new one is put beside it.
pub(crate) fn place_for_good(folder: &Path, name: &str, bytes: &[u8]) -> Result<Output, Stop> {
    let placed = Shelf::of(folder).place(name, bytes, None);
    let placed = placed.map_err(Stop::Fault)?;
    Ok(Output {
        path: placed.path,
        beside: placed.renamed,
        unchanged: placed.unchanged,
    })
}

//! The steps of a campaign, each made of calls to the core: emit, ingest, consolidate, report.
//!
//! Here the pure stages meet the folder, the ledger and the reader. What a step did comes back as facts; the
//! command line (and whatever else will show it) makes the words.

pub mod consolidate;
pub mod decide;
pub mod edition;
pub mod emit;
pub mod env;
pub mod explain_text;
pub mod findings;
pub mod ingest;
pub mod init;
pub mod kit_folder;
pub mod letter;
pub mod lint;
mod open;
pub mod pdf;
pub mod refresh;
pub mod report;
pub mod status;
pub mod waiting;

pub use env::Env;

use crate::campaign::Campaign;
use crate::layout::AIDS;
use crate::model::finding::Finding;
use crate::model::{
    figure::Figures,
    respondent::{ChosenText, InForce, Respondent},
};
use crate::msg;
use crate::read::Reader;
use crate::rollup;
use crate::source::Problem;
use crate::store::folder::{self, Shelf};
use crate::store::ledger::{Ledger, LedgerError};
use crate::store::lock::{self, NotTaken};
use crate::words::Message;
use crate::workbook::selection;
use env::Now;
use std::path::{Path, PathBuf};

/// Why a command stopped.
#[derive(Debug)]
pub enum Stop {
    /// Settings, roster or kit need mending: exit code 2.
    Problems(Vec<Problem>),
    /// The command was not meant like that: exit code 2.
    Wrong(Message),
    /// The folder is in use, or the machine did not do what it should: exit code 3.
    Fault(Message),
}

impl From<LedgerError> for Stop {
    fn from(error: LedgerError) -> Self {
        Self::Fault(error.message())
    }
}

/// Tells how far long work has come: (what, done, of).
pub type Progress<'a> = &'a mut dyn FnMut(&'static str, usize, usize);

/// An open campaign: nobody else works on its folder while this lives.
pub struct Session {
    /// Settings, roster, kit.
    pub campaign: Campaign,
    /// What came and what was decided.
    pub ledger: Ledger,
    /// When it was opened: the one time of all that is done.
    pub now: Now,
    /// Opens foreign workbooks.
    pub reader: Reader,
    /// What else there is to say of this run.
    pub told: Vec<Message>,
    /// What lay in the inbox and could not be taken in, each with what to do.
    pub unread: Vec<Message>,
    _lock: Option<lock::Lock>,
}

impl Session {
    /// Opens a campaign's folder.
    pub fn open(root: &Path, env: &Env) -> Result<Self, Stop> {
        is_campaign(root)?;
        let lock = lock::take(root).map_err(|e| Stop::Fault(e.message()))?;
        Self::of(root, env, Some(lock))
    }

    /// Opens a campaign's folder only to look: it may lie where nothing can be written.
    pub fn open_to_read(root: &Path, env: &Env) -> Result<Self, Stop> {
        is_campaign(root)?;
        let lock = match lock::take(root) {
            Ok(lock) => Some(lock),
            Err(NotTaken::Closed(_)) => None,
            Err(NotTaken::InUse(in_use)) => return Err(Stop::Fault(in_use)),
        };
        Self::of(root, env, lock)
    }

    fn of(root: &Path, env: &Env, lock: Option<lock::Lock>) -> Result<Self, Stop> {
        let mut reader = Reader::new(&env.reader);
        let campaign = Campaign::open(root, &mut |path| reader.read(path).map_err(|e| e.message))
            .map_err(Stop::Problems)?;
        let ledger = root.join(folder::LEDGER);
        let ledger = if lock.is_some() {
            Ledger::open(&ledger)?
        } else {
            Ledger::open_to_read(&ledger)?
        };
        Ok(Self {
            campaign,
            ledger,
            now: env.clock.now(),
            reader: reader.passing_over(&AIDS),
            told: Vec::new(),
            unread: Vec::new(),
            _lock: lock,
        })
    }

    /// The units that should answer, with their returns in force, and what is wrong between them.
    pub fn units(&self) -> Result<(Vec<Respondent>, Vec<Finding>), Stop> {
        let mut in_force: std::collections::BTreeMap<String, InForce> = self
            .ledger
            .readings_in_force()?
            .into_iter()
            .map(|(receipt, reading)| {
                let answer = InForce {
                    receipt: receipt.id,
                    file: receipt.file,
                    reading,
                };
                (answer.reading.unit.clone(), answer)
            })
            .collect();
        let mut units: Vec<Respondent> = self
            .campaign
            .roster
            .reporting()
            .map(|unit| Respondent {
                code: unit.code.clone(),
                name: unit.name.clone(),
                unit_type: unit.unit_type.clone(),
                group: unit.group.clone(),
                form: unit.form.clone(),
                sections: unit.sections.clone(),
                in_force: in_force.remove(&unit.code),
            })
            .collect();
        let between = crate::check::between::join(&self.campaign.kit, &mut units);
        Ok((units, between))
    }

    /// All figures, from the returns in force and the officer's selection.
    pub fn figures(&mut self, units: &[Respondent]) -> Result<Figures, Stop> {
        let chosen = self.chosen(units)?;
        let facts = crate::campaign::facts::facts(&self.campaign.settings, &self.campaign.kit);
        Ok(rollup::figures(&rollup::RollupInput {
            kit: &self.campaign.kit,
            units,
            facts: &facts,
            chosen: &chosen,
            previous: &self.campaign.previous.values,
        }))
    }

    fn chosen(&mut self, units: &[Respondent]) -> Result<Vec<ChosenText>, Stop> {
        let offers = selection::offers(&self.campaign.kit, units);
        if offers.is_empty() {
            return Ok(Vec::new());
        }
        let choices = self.choices()?;
        Ok(selection::chosen(&offers, &choices))
    }

    /// What the officer chose so far, from the newest selection workbook in the folder.
    pub(crate) fn choices(&mut self) -> Result<selection::Choices, Stop> {
        let path = Shelf::of(&self.campaign.root).newest(folder::SELECTION);
        match path {
            Some(path) => match self.reader.read(&path) {
                Ok(book) => Ok(selection::read(&book)),
                Err(e) => Err(Stop::Wrong(e.message)),
            },
            None => Ok(selection::Choices::new()),
        }
    }

    /// Writes an output of ours in the folder; see [`place`].
    pub(crate) fn place(
        &mut self,
        folder: &Path,
        name: &str,
        bytes: &[u8],
    ) -> Result<Output, Stop> {
        let stamp = self.now.stamp();
        place(
            &mut self.ledger,
            (&self.campaign.root, &stamp),
            &mut Shelf::of(folder),
            name,
            bytes,
        )
    }
}

/// Whether a folder is a campaign's at all.
fn is_campaign(root: &Path) -> Result<(), Stop> {
    if !root.is_dir() {
        return Err(Stop::Wrong(msg!("flow.no-folder", path = root.display())));
    }
    if !root.join(folder::SETTINGS).is_file() {
        return Err(Stop::Wrong(msg!(
            "flow.not-a-campaign",
            path = root.display(),
            file = folder::SETTINGS
        )));
    }
    Ok(())
}

/// Writes an output of ours, unless the same bytes lie there already; what a person changed stays and the new one is
/// put beside it. `campaign` is its folder and the time of the run.
pub(crate) fn place(
    ledger: &mut Ledger,
    campaign: (&Path, &str),
    shelf: &mut Shelf,
    name: &str,
    bytes: &[u8],
) -> Result<Output, Stop> {
    let (root, stamp) = campaign;
    let folder = shelf.dir();
    let key = folder.strip_prefix(root).unwrap_or(folder).join(name);
    let key = key.to_string_lossy().replace('\\', "/");
    let known = ledger.output_hash(&key)?;
    let placed = shelf
        .place(name, bytes, known.as_deref())
        .map_err(Stop::Fault)?;
    if !placed.unchanged {
        let hash = blake3::hash(bytes).to_hex().to_string();
        ledger.record_output(&key, &hash, stamp)?;
    }
    Ok(Output {
        path: placed.path,
        beside: placed.renamed,
        unchanged: placed.unchanged,
    })
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

//! Looking at a campaign: status, explain, editions, validate, lint.

use super::Stop;
use super::env::{Env, Now};
use super::look::{Look, Looking};
use super::recomputing::recomputing;
use super::session::{not_behind, not_broken, not_lost, opened};
use crate::campaign::Campaign;
use crate::model::issue_key::IssueKey;
use crate::read::Reader;
use crate::store::folder;
use crate::store::issue_key;
use crate::store::journal;
use crate::store::ledger::Ledger;
use crate::store::seal::Seal;
use std::path::Path;

/// A campaign that is only looked at: whoever works on it goes on meanwhile, and it may lie where nothing can be
/// written. What the ledger says is read for each question anew, in one short piece; the answers are owned.
pub struct Snapshot {
    /// Settings, roster, kit.
    pub campaign: Campaign,
    ledger: Ledger,
    key: Option<IssueKey>,
    now: Now,
    reader: Reader,
}

impl Snapshot {
    /// Opens what is in a folder, and takes nothing.
    pub(super) fn open(root: &Path, env: &Env) -> Result<Self, Stop> {
        let seal = not_broken(root)?;
        let (mut campaign, reader) = opened(root, env)?;
        not_lost(root)?;
        let mut ledger = Ledger::open_to_read(&root.join(folder::LEDGER))?;
        if seal == Seal::Unknown {
            ledger.look_through()?;
        }
        not_behind(root, &ledger, &journal::read(root))?;
        let key = issue_key::kept(root, &ledger)?;
        campaign.extend_deadlines(ledger.extensions()?);
        ledger.calculate_by(recomputing(&campaign.kit));
        Ok(Self {
            campaign,
            ledger,
            key,
            now: env.clock.now(),
            reader,
        })
    }
}

impl Look for Snapshot {
    fn look(&mut self) -> Looking<'_> {
        Looking {
            campaign: &self.campaign,
            ledger: &self.ledger,
            key: self.key,
            now: &self.now,
            reader: &mut self.reader,
            unread: &[],
        }
    }
}

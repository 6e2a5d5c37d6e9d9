//! What looking at a campaign needs, whether it is only looked at or also worked on.

use super::Stop;
use super::env::Now;
use super::kept_number::why_not_kept;
use crate::campaign::departed::{self, Departed};
use crate::campaign::{Campaign, facts};
use crate::check::between;
use crate::model::figure::{Figures, OutdatedChoice};
use crate::model::finding::Finding;
use crate::model::id::UnitCode;
use crate::model::issue_key::IssueKey;
use crate::model::respondent::{ChosenText, InForce, Respondent};
use crate::read::Reader;
use crate::rollup;
use crate::store::folder::{self, Shelf};
use crate::store::ledger::Ledger;
use crate::words::{Fact, Message};
use crate::workbook::selection::{self, Offer, Selection, SelectionBook};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A campaign that can be looked at: a [`Snapshot`](super::Snapshot) or a [`Session`](super::Session).
pub trait Look {
    /// Its parts.
    fn look(&mut self) -> Looking<'_>;
}

/// The parts of an open campaign that are asked and never changed.
pub struct Looking<'a> {
    pub(super) campaign: &'a Campaign,
    pub(super) ledger: &'a Ledger,
    /// The secret by which it knows what it issued, once there is one.
    pub(super) key: Option<IssueKey>,
    pub(super) now: &'a Now,
    pub(super) reader: &'a mut Reader,
    /// What this run could not take in.
    pub(super) unread: &'a [Message],
}

/// Who should answer, and what they did.
pub(super) struct Answers {
    /// The units that should answer, with their returns in force.
    pub(super) units: Vec<Respondent>,
    /// Answers that the roster does not ask for as they came.
    pub(super) departed: Vec<Departed>,
    /// What is wrong between returns.
    pub(super) between: Vec<Finding>,
}

impl Looking<'_> {
    /// The units that should answer, with their returns in force, and what is wrong between them.
    pub(super) fn units(&self) -> Result<Answers, Stop> {
        let roster = &self.campaign.roster;
        let in_force = self.ledger.readings_in_force()?.into_iter();
        let mut in_force: Vec<InForce> = in_force
            .map(|counted| InForce {
                receipt: counted.receipt.id,
                file: counted.receipt.file,
                reading: Arc::unwrap_or_clone(counted.reading),
            })
            .collect();
        let decisions = self.ledger.decisions()?;
        let asked = (&self.campaign.kit, roster);
        let on_other_forms = departed::on_other_forms(asked, &mut in_force, &decisions);
        let in_force = in_force.into_iter();
        let in_force: BTreeMap<UnitCode, InForce> = in_force
            .filter_map(|one| Some((one.reading.unit.clone()?, one)))
            .collect();
        let (mut units, mut departed) = departed::respondents(roster, in_force, &decisions);
        departed.extend(on_other_forms);
        let between = between::join(&self.campaign.kit, &mut units);
        Ok(Answers {
            units,
            departed,
            between,
        })
    }

    /// The workbooks in the folder in which the officer chooses, the newest last: what is marked in any of them counts.
    pub(super) fn selection_books(&mut self) -> Result<Vec<SelectionBook>, Stop> {
        let paths = Shelf::of(&self.campaign.root).all(folder::SELECTION);
        let mut read = |path: PathBuf| match self.reader.read(&path) {
            Ok(book) => Ok(SelectionBook {
                file: file_name(&path),
                book,
            }),
            Err(e) => Err(Stop::Wrong(e.message)),
        };
        paths.into_iter().map(&mut read).collect()
    }

    /// All figures, from the returns in force and the officer's choices, and the choices that hold no more.
    pub(super) fn figures(
        &self,
        units: &[Respondent],
        chosen: &[ChosenText],
    ) -> Result<(Figures, Vec<OutdatedChoice>), Stop> {
        let facts = facts::facts(&self.campaign.settings, &self.campaign.kit);
        let input = rollup::RollupInput {
            kit: &self.campaign.kit,
            facts: &facts,
            chosen,
            previous: &self.campaign.previous.values,
        };
        let mut figures = rollup::figures(input, units);
        let typed = rollup::typed(&self.ledger.decisions()?);
        let kit = &self.campaign.kit;
        let mut outdated = rollup::settle(kit, &mut figures, &typed);
        for one in &mut outdated {
            let figure = figures.get(&one.figure);
            one.may_keep = figure
                .is_some_and(|figure| why_not_kept(kit, &figures, figure, &one.typed).is_none());
        }
        Ok((figures, outdated))
    }
}

/// What the officer chose so far; an unreadable selection matters only where there is something to choose from.
pub(super) fn selected(
    campaign: &Campaign,
    offers: &[Offer],
    books: Result<Vec<SelectionBook>, Stop>,
) -> Result<Selection, Stop> {
    if offers.is_empty() {
        return Ok(Selection::default());
    }
    Ok(selection::read(&books?, &campaign.kit, offers))
}

/// The name of a file, without its folders.
pub(super) fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Names of files, as a sentence lists them; that of the selection when there is none yet.
pub(super) fn named_selections(files: &[String]) -> Fact {
    match files {
        [] => Fact::list([folder::SELECTION.to_owned()], ", "),
        files => Fact::list(files.iter().cloned(), ", "),
    }
}

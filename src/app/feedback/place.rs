//! The folder that all of it goes into.

use super::plan::{Plan, Workbook};
use super::{AT_ONCE, Asked, CORRECTION, File, RECEIPT, TEXT};
use crate::app::session::place_outputs;
use crate::app::{Output, Stop};
use crate::campaign::Campaign;
use crate::store::folder::{self, Shelf};
use crate::store::ledger::Ledger;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The folder that all of it goes into.
pub(super) struct Placing<'a> {
    pub(super) ledger: &'a mut Ledger,
    pub(super) shelf: Shelf,
    pub(super) root: &'a Path,
    pub(super) stamp: &'a str,
    /// What was placed.
    pub(super) names: BTreeSet<String>,
}

impl Placing<'_> {
    /// The workbook of a unit that was made before, where it shows the same and lies there as we left it.
    pub(super) fn kept(
        &self,
        shown: &BTreeMap<String, String>,
        plan: &Plan<'_>,
    ) -> Result<Option<Output>, Stop> {
        let key = key_of(&plan.file);
        if shown.get(&key) != Some(&plan.facts) {
            return Ok(None);
        }
        let ours = self.ledger.output_hashes(&key)?;
        let path = self.shelf.newest(&plan.file);
        let is_there = self.shelf.newest_is_one_of(&plan.file, &ours);
        Ok(path.filter(|_| is_there).map(|path| Output {
            beside: !path.ends_with(&plan.file),
            path,
            unchanged: true,
        }))
    }

    /// Writes workbooks, then the texts that name them; what is asked is remembered once both are there.
    pub(super) fn asked(
        &mut self,
        campaign: &Campaign,
        made: &[(Plan<'_>, Workbook)],
    ) -> Result<Vec<Asked>, Stop> {
        let files: Vec<&File> = made
            .iter()
            .filter_map(|(_, workbook)| match workbook {
                Workbook::Made(file) => Some(file),
                Workbook::Kept(_) | Workbook::NoRoom => None,
            })
            .collect();
        let mut new = self.files(&files)?.into_iter();
        let mut workbooks = Vec::new();
        let mut shown = Vec::new();
        for (plan, workbook) in made {
            workbooks.push(match workbook {
                Workbook::Kept(output) => {
                    self.names.insert(plan.file.clone());
                    Some(output.clone())
                }
                Workbook::Made(_) => {
                    shown.push(plan);
                    new.next()
                }
                Workbook::NoRoom => None,
            });
        }
        let plans = made.iter().map(|(plan, _)| plan);
        let texts = plans.clone().zip(&workbooks);
        let texts: Vec<File> = texts
            .map(|(plan, workbook)| plan.text(campaign, workbook.as_ref()))
            .collect();
        let texts = self.files(&texts.iter().collect::<Vec<_>>())?;
        self.ledger.together(|ledger| {
            let mut questions = plans.clone().flat_map(|plan| &plan.questions);
            questions.try_for_each(|question| ledger.remember_asked(question))?;
            let mut shown = shown.iter();
            shown.try_for_each(|plan| ledger.remember_shown(&key_of(&plan.file), &plan.facts))
        })?;
        let outputs = workbooks.into_iter().zip(texts);
        let asked = plans.zip(outputs).map(|(plan, (workbook, text))| Asked {
            unit: plan.unit.code.clone(),
            workbook,
            text,
            new: plan.questions.len(),
            waiting: plan.waiting,
        });
        Ok(asked.collect())
    }

    pub(super) fn files(&mut self, files: &[&File]) -> Result<Vec<Output>, Stop> {
        let run = (self.root, self.stamp);
        let mut outputs = Vec::new();
        for some in files.chunks(2 * AT_ONCE) {
            let some = some.iter();
            let some: Vec<(&str, &[u8])> = some
                .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
                .collect();
            outputs.extend(place_outputs(self.ledger, run, &mut self.shelf, &some)?);
        }
        self.names
            .extend(files.iter().map(|(name, _)| name.clone()));
        Ok(outputs)
    }

    /// Takes files of ours away that no unit is to get any more; one that a person changed or holds open stays.
    pub(super) fn withdraw_others(&mut self) -> Result<Vec<PathBuf>, Stop> {
        let ends = [CORRECTION, TEXT, RECEIPT];
        let is_old =
            |name: &&str| ends.iter().any(|end| name.ends_with(end)) && !self.names.contains(*name);
        let old = self.shelf.names().filter(is_old);
        let old: Vec<String> = old.map(str::to_owned).collect();
        let mut withdrawn = Vec::new();
        for name in old {
            let ours = self.ledger.output_hashes(&key_of(&name))?;
            withdrawn.extend(self.shelf.withdraw(&name, &ours));
        }
        Ok(withdrawn)
    }
}

/// The name of a file of ours in the campaign's folder.
fn key_of(file: &str) -> String {
    format!("{}/{file}", folder::FEEDBACK)
}

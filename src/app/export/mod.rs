//! `export`: what the ledger says, as tables for other programs: CSV, JSON Lines, and a dictionary of both.
//!
//! A table is a list of columns, of which all three are made, so that they cannot disagree. Rows are written as they come:
//! none but those of one unit are held. Looks only: another program may work meanwhile, and what it wrote in between is seen
//! whole or not at all.

mod answers;
mod decisions;
mod dictionary;
mod figures;
mod findings;
mod receipts;
mod table;

use super::look::{Look, Looking};
use super::status::{Status, status};
use super::{Stop, Task, book, task::Step, waiting};
use crate::model::id::UnitCode;
use crate::model::obligation::Obligation;
use crate::model::receipt::Counting;
use crate::msg;
use crate::store::folder::{self, FileDraft, FolderDraft, PlacedFolder};
use crate::words::system;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use table::Table;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Where.
    pub folder: PlacedFolder,
    /// Each table by the name of its files, with its rows.
    pub tables: Vec<(&'static str, usize)>,
}

/// How often it is begun anew because another program wrote meanwhile.
const TRIES: usize = 5;

/// Writes what the ledger says into a folder of its own: in the campaign's, or in another that is named.
///
/// # Errors
/// When the folder would lie where returns are looked for or kept, or another program never stops writing.
pub fn export(on: &mut impl Look, into: Option<&Path>, task: &Task) -> Result<Exported, Stop> {
    let root = on.look().campaign.root.clone();
    let parent = match into {
        Some(into) => apart(&root, into)?,
        None => root,
    };
    for _ in 0..TRIES {
        let before = on.look().ledger.version()?;
        let written = write(on, &parent, task);
        if on.look().ledger.version()? == before {
            let Output { draft, tables } = written?;
            let folder = draft.put().map_err(Stop::Fault)?;
            return Ok(Exported { folder, tables });
        }
    }
    Err(Stop::Busy(msg!("export.never-still")))
}

/// A folder where the program reads nothing.
fn apart(root: &Path, into: &Path) -> Result<PathBuf, Stop> {
    let whole = |path: &Path| {
        let there = path.ancestors().find_map(|up| {
            let known = up.canonicalize().ok()?;
            Some(known.join(path.strip_prefix(up).ok()?))
        });
        there.unwrap_or_else(|| path.to_owned())
    };
    let meant = whole(&std::path::absolute(into).unwrap_or_else(|_| into.to_owned()));
    for name in [
        folder::INBOX,
        folder::OUTGOING,
        folder::ENTERED,
        folder::FEEDBACK,
        folder::ARCHIVE,
        folder::KIT,
    ] {
        if meant.starts_with(whole(&root.join(name))) {
            return Err(Stop::Wrong(msg!("export.in-the-way", folder = name)));
        }
    }
    Ok(into.to_owned())
}

/// The folder with all its files.
fn write(on: &mut impl Look, parent: &Path, task: &Task) -> Result<Output, Stop> {
    let status = status(on)?;
    let decided = book::log(on, None)?;
    let looking = on.look();
    let mut output = Output {
        draft: FolderDraft::begin(parent, folder::EXPORT).map_err(Stop::Fault)?,
        tables: Vec::new(),
    };
    answers(&mut output, &looking, &status, task)?;
    let figures = status.figures.values();
    output.table(&figures::TABLE, figures.flat_map(figures::rows))?;
    let decisions = looking.ledger.decisions()?;
    let name = |unit: &UnitCode| unit_name(&looking, &status, unit);
    let found = status.listed().into_iter().map(|finding| {
        let name = finding.unit.as_ref().map(name).unwrap_or_default();
        findings::FindingRow::of(finding, name, &decisions)
    });
    output.table(&findings::TABLE, found)?;
    let roster = &looking.campaign.roster;
    let decided = decided.into_iter();
    let decided = decided.filter_map(|event| decisions::DecisionRow::of(event, roster));
    output.table(&decisions::TABLE, decided)?;
    let in_force = looking.ledger.in_force()?;
    let waiting = waiting::waiting(&looking)?;
    let parcels = looking.ledger.parcels()?.into_iter();
    let enclosed = parcels.flat_map(|parcel| parcel.files);
    let standings = receipts::Standings {
        in_force: &in_force,
        held: looking.ledger.held()?,
        waiting: &waiting,
        decisions: &decisions,
        senders: enclosed
            .filter_map(|file| Some((file.hash.to_string(), file.sender?)))
            .collect(),
    };
    let receipts = looking.ledger.receipts()?.into_iter();
    output.table(
        &receipts::TABLE,
        receipts.map(|receipt| standings.row(receipt, name)),
    )?;
    output.dictionary()?;
    Ok(output)
}

/// The answers of all returns in force, in the order of the roster.
fn answers(
    output: &mut Output,
    looking: &Looking<'_>,
    status: &Status,
    task: &Task,
) -> Result<(), Stop> {
    let ledger = looking.ledger;
    let in_force = in_order(looking, ledger.in_force()?);
    let forms = answers::Forms::of(&looking.campaign.kit);
    let counting = answers::counting(&status.units);
    let mut pair = output.begin(&answers::TABLE)?;
    let all = in_force.len();
    for (done, (owed, stands_in)) in in_force.into_iter().enumerate() {
        task.goes_on()?;
        task.tell(Step::Exporting, done, all);
        let counted = ledger.counted(&owed.unit, &stands_in)?;
        let name = unit_name(looking, status, &owed.unit);
        let now = counting.get(&(owed.unit.clone(), owed.form.to_string()));
        for row in answers::rows(&forms, (&owed.unit, &name), &counted, now.copied()) {
            pair.add(&answers::TABLE, &row).map_err(|e| failed(&e))?;
        }
    }
    task.tell(Step::Exporting, all, all);
    output.end(answers::TABLE.file, pair)
}

/// What counts, in the order of the roster; units that left it come last.
fn in_order(
    looking: &Looking<'_>,
    in_force: BTreeMap<Obligation, Counting>,
) -> Vec<(Obligation, Counting)> {
    let units = looking.campaign.roster.units.iter().enumerate();
    let places: BTreeMap<&str, usize> = units.map(|(at, unit)| (unit.code.as_str(), at)).collect();
    let mut all: Vec<_> = in_force.into_iter().collect();
    all.sort_by_key(|(owed, _)| {
        places
            .get(owed.unit.as_str())
            .copied()
            .unwrap_or(usize::MAX)
    });
    all
}

/// What people call a unit, one that left the roster by its name of then.
fn unit_name(looking: &Looking<'_>, status: &Status, unit: &UnitCode) -> String {
    if let Some(unit) = looking.campaign.roster.unit(unit) {
        return unit.name.clone();
    }
    let mut departed = status.departed.iter();
    let departed = departed.find(|one| one.unit == *unit);
    departed.map(|one| one.name.clone()).unwrap_or_default()
}

/// The folder while it is being written.
struct Output {
    draft: FolderDraft,
    tables: Vec<(&'static str, usize)>,
}

fn failed(error: &io::Error) -> Stop {
    Stop::Fault(msg!(
        "campaign.not-written",
        file = folder::EXPORT,
        reason = system::reason(error)
    ))
}

/// The two files of a table.
struct Pair {
    csv: FileDraft,
    json: FileDraft,
    rows: usize,
}

impl Pair {
    fn add<R>(&mut self, table: &Table<R>, row: &R) -> io::Result<()> {
        table.csv_row(row, &mut self.csv)?;
        table.json_row(row, &mut self.json)?;
        self.rows += 1;
        Ok(())
    }
}

impl Output {
    fn begin<R>(&self, table: &Table<R>) -> Result<Pair, Stop> {
        let begin = || -> io::Result<Pair> {
            let mut csv = self.draft.file(&format!("{}.csv", table.file))?;
            table.csv_head(&mut csv)?;
            let json = self.draft.file(&format!("{}.jsonl", table.file))?;
            Ok(Pair { csv, json, rows: 0 })
        };
        begin().map_err(|e| failed(&e))
    }

    fn end(&mut self, name: &'static str, pair: Pair) -> Result<(), Stop> {
        let Pair { csv, json, rows } = pair;
        for file in [csv, json] {
            self.draft.finish(file).map_err(|e| failed(&e))?;
        }
        self.tables.push((name, rows));
        Ok(())
    }

    fn table<R>(&mut self, table: &Table<R>, rows: impl Iterator<Item = R>) -> Result<(), Stop> {
        let mut pair = self.begin(table)?;
        for row in rows {
            pair.add(table, &row).map_err(|e| failed(&e))?;
        }
        self.end(table.file, pair)
    }

    /// What all of them say, of which there is no need in another form.
    fn dictionary(&mut self) -> Result<(), Stop> {
        let words = [
            dictionary::of(&answers::TABLE),
            dictionary::of(&figures::TABLE),
            dictionary::of(&findings::TABLE),
            dictionary::of(&decisions::TABLE),
            dictionary::of(&receipts::TABLE),
            dictionary::of(&dictionary::TABLE),
            dictionary::of_manifest(),
        ];
        let table = &dictionary::TABLE;
        let written = || -> io::Result<FileDraft> {
            let mut csv = self.draft.file(&format!("{}.csv", table.file))?;
            table.csv_head(&mut csv)?;
            for row in words.iter().flatten() {
                table.csv_row(row, &mut csv)?;
            }
            Ok(csv)
        };
        let csv = written().map_err(|e| failed(&e))?;
        self.draft.finish(csv).map_err(|e| failed(&e))
    }
}

//! `feedback`: for each unit with something to mend its own form with the cells in question marked, and a text to send
//! with it; for each of the others a receipt.
//!
//! What a unit was asked is remembered: it is asked once, and waits for an answer. The same questions make the same bytes.

mod place;
mod plan;
mod points;
mod receipts;

use super::{Output, Session, Step, Stop, Task, issued};
use crate::campaign::mending::mendings;
use crate::campaign::status::Status;
use crate::model::id::UnitCode;
use crate::store::folder::{self, Shelf};
use crate::workbook::intake::file_name;
use place::Placing;
use plan::{Planning, Workbook, issue_facts};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// End of the name of a form that goes back to its unit.
const CORRECTION: &str = "_bo-sung.xlsx";
/// End of the name of the text that goes with it.
const TEXT: &str = "_tin-nhan.txt";
/// End of the name of a receipt.
const RECEIPT: &str = "_bien-nhan.txt";

/// What was written for the units.
#[derive(Debug, Default)]
pub struct Feedback {
    /// Units with something to mend, in the order of the roster.
    pub asked: Vec<Asked>,
    /// Receipts of units that have nothing to mend.
    pub receipts: Vec<(UnitCode, Output)>,
    /// Files of ours that are of no use any more and were taken away.
    pub withdrawn: Vec<PathBuf>,
}

/// What a unit is asked.
#[derive(Debug)]
pub struct Asked {
    /// Which unit.
    pub unit: UnitCode,
    /// Its form, marked; `None` when a list of it has no room for all that the unit sent.
    pub workbook: Option<Output>,
    /// The text that goes with it.
    pub text: Output,
    /// Points that are asked now.
    pub new: usize,
    /// Points that were asked before and wait for an answer.
    pub waiting: usize,
}

impl Feedback {
    /// Units that are asked something now.
    pub fn new_units(&self) -> usize {
        self.asked.iter().filter(|one| one.new > 0).count()
    }
}

/// Units whose files are written at once.
const AT_ONCE: usize = 50;

/// A file: its name and its bytes.
type File = (String, Vec<u8>);

/// Writes into `3-bo-sung/` what units are to mend, and receipts for the others.
pub fn feedback(session: &mut Session, status: &Status, task: &Task) -> Result<Feedback, Stop> {
    let stamp = session.now.stamp();
    let campaign = &session.campaign;
    let mut place = Placing {
        ledger: &mut session.ledger,
        shelf: Shelf::of(&campaign.root.join(folder::FEEDBACK)),
        root: &campaign.root,
        stamp: &stamp,
        names: BTreeSet::new(),
    };
    let run = Planning {
        campaign,
        status,
        key: session.key,
        now: &session.now,
        questions: place.ledger.questions()?,
        issues: issue_facts(campaign, (session.now.civil(), session.key)),
    };
    let shown = place.ledger.shown()?;
    let mut feedback = Feedback::default();
    let all = mendings(&campaign.roster, &status.findings);
    let forms: BTreeSet<&str> = all.iter().map(|one| &*one.unit.form).collect();
    for form in forms.into_iter().filter_map(|id| campaign.kit.form(id)) {
        let version = issued::version(&campaign.kit, form, &stamp)?;
        place.ledger.remember_issued(&version)?;
    }
    for some in all.chunks(AT_ONCE) {
        let mut made = Vec::new();
        for mending in some {
            task.goes_on()?;
            let plan = run.plan(mending)?;
            let workbook = match place.kept(&shown, &plan)? {
                Some(output) => Workbook::Kept(output),
                None => run.workbook(&plan)?,
            };
            made.push((plan, workbook));
            let done = feedback.asked.len() + made.len();
            task.tell(Step::Asking, done, all.len());
        }
        feedback.asked.extend(place.asked(campaign, &made)?);
    }
    let receipts = receipts::receipts(campaign, status, &feedback);
    let files: Vec<&File> = receipts.iter().map(|(_, file)| file).collect();
    let outputs = place.files(&files)?;
    let units = receipts.iter().map(|(unit, _)| unit.clone());
    feedback.receipts = units.zip(outputs).collect();
    feedback.withdrawn = place.withdraw_others()?;
    Ok(feedback)
}

/// Code, name and campaign, as all files for a unit begin.
fn base_name(code: &str, name: &str, campaign: &str) -> String {
    let file = file_name(code, name, campaign);
    file.strip_suffix(".xlsx").unwrap_or(&file).to_owned()
}

/// A text as Windows' own editor shows it.
fn plain_text(text: &str) -> Vec<u8> {
    format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes()
}

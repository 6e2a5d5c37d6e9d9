//! Where the campaign stands: who has answered, who has not, what stands in the way of a final report.

use super::departed::{Departed, Left};
use super::signed::SignedCopy;
use super::waiting::Waiting;
use crate::model::finding::{Finding, unsettled};
use crate::model::id::UnitCode;
use crate::model::paper_code::PaperCode;
use crate::model::receipt::{Receipt, Sent, joined};
use crate::model::unit::Unit;
use crate::model::{
    figure::{Coverage, Figures, OutdatedChoice},
    respondent::Respondent,
};
use crate::value::{Day, Severity};
use crate::words::Message;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A unit of the roster and where it stands.
#[derive(Debug, Clone)]
pub struct UnitStatus {
    /// Who.
    pub unit: Arc<Unit>,
    /// Deadline as printed.
    pub deadline: Day,
    /// Where it stands.
    pub state: UnitStanding,
    /// On which day it sent its answer, where that was after the deadline.
    pub sent_late: Option<Day>,
    /// What it last answered by telephone.
    pub called: Option<Called>,
    /// Receipt in force.
    pub receipt: Option<Receipt>,
    /// The code of what counts for it, as its form prints it; `None` while nothing does or it has none.
    pub code: Option<PaperCode>,
    /// Its signed copy, beside what counts for it.
    pub signed: Option<SignedCopy>,
    /// Half answers that the officer combined with it, the last on top.
    pub laid: Vec<Receipt>,
    /// Open errors, warnings and notes.
    pub open: (u32, u32, u32),
}

/// What a unit answered by telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// When.
    pub at: String,
    /// In the officer's words.
    pub answer: String,
    /// By when it means to send.
    pub promised: Option<Day>,
}

impl UnitStatus {
    /// By when a unit that has not answered means to send.
    pub fn promised(&self) -> Option<Day> {
        let waits = matches!(self.state, UnitStanding::Missing | UnitStanding::Late);
        let called = self.called.as_ref().filter(|_| waits);
        called.and_then(|called| called.promised)
    }

    /// Whether the officer filled the form that counts, and the unit itself sent none.
    pub fn is_entered(&self) -> bool {
        let mut files = self.receipt.iter().chain(&self.laid);
        self.receipt.is_some() && files.all(|receipt| receipt.learned.is_some())
    }

    /// The names of the files that its answer in force stands in; empty while there is none.
    pub fn file(&self) -> String {
        joined(
            self.receipt
                .iter()
                .chain(&self.laid)
                .map(|r| r.file.as_str()),
        )
    }
}

/// The day on which a unit sent its first answer, where that was surely after its deadline: all files were saved later. A file
/// that does not say when may have been sent in time.
pub(crate) fn sent_late(files: &[Sent], deadline: Day) -> Option<Day> {
    let days: Option<Vec<Day>> = files.iter().map(|file| file.not_before()).collect();
    days?.into_iter().min().filter(|first| *first > deadline)
}

/// Where a unit stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitStanding {
    /// Its return is in force.
    Answered,
    /// Nothing usable came yet.
    Missing,
    /// Nothing usable came and its deadline is over.
    Late,
    /// What came of it came when the figures were closed.
    AfterClose,
    /// Decided on: the report goes on without it, for this reason.
    Without(String),
    /// It does not report.
    Exempt,
    /// It is part of another unit now.
    Merged(UnitCode),
}

/// The campaign as it stands.
#[derive(Debug)]
pub struct Status {
    /// All units of the roster, in its order.
    pub roster: Vec<UnitStatus>,
    /// Units that should answer.
    pub units: Vec<Respondent>,
    /// All figures.
    pub figures: Figures,
    /// What holds figures against one another over fewer units than these count, and over how many.
    pub in_common: Vec<(String, Coverage)>,
    /// All findings that count now.
    pub findings: Vec<Finding>,
    /// Returns that wait for a decision.
    pub waiting: Vec<Waiting>,
    /// The lines of returns that wait or were settled, for lists of all there is to look at.
    pub notices: Vec<Finding>,
    /// Units that answered and are asked no more, and answers whose unit has another's name now.
    pub departed: Vec<Departed>,
    /// What this run found in the inbox and could not take in.
    pub unread: Vec<Message>,
    /// What the officer's selection of opinions leaves open.
    pub questions: Vec<Message>,
    /// Numbers that the officer kept and that the ledger has moved away from.
    pub outdated: Vec<OutdatedChoice>,
}

impl Status {
    /// How many units should answer: a part of another one is none of its own.
    pub fn due(&self) -> usize {
        self.units.iter().filter(|u| u.part_of.is_none()).count()
    }

    /// How many of them have.
    pub fn answered(&self) -> usize {
        let own = self.units.iter().filter(|u| u.part_of.is_none());
        own.filter(|u| u.in_force.is_some()).count()
    }

    /// Units that have not answered and were not decided on. One whose answer lies under its old code is none of them: what
    /// is to be done about that answer is asked by itself.
    pub fn missing(&self) -> impl Iterator<Item = &UnitStatus> {
        let recoded: Vec<&UnitCode> = self
            .homeless()
            .filter_map(|one| match &one.left {
                Left::Recoded(now) => Some(now),
                _ => None,
            })
            .collect();
        self.roster.iter().filter(move |u| {
            matches!(u.state, UnitStanding::Missing | UnitStanding::Late)
                && !recoded.contains(&&u.unit.code)
        })
    }

    /// Units whose only return came when the figures were closed.
    pub fn after_close(&self) -> impl Iterator<Item = &UnitStatus> {
        let roster = self.roster.iter();
        roster.filter(|unit| unit.state == UnitStanding::AfterClose)
    }

    /// Units that sent their answer after their deadline, and on which day.
    pub fn sent_late(&self) -> impl Iterator<Item = (&UnitStatus, Day)> {
        let roster = self.roster.iter();
        roster.filter_map(|unit| Some((unit, unit.sent_late?)))
    }

    /// Whether files of a unit came, though none of them can be used: something was found in one.
    pub fn has_sent(&self, unit: &UnitCode) -> bool {
        let mut all = self.findings.iter();
        all.any(|finding| finding.unit.as_ref() == Some(unit))
    }

    /// Units that the report goes on without, with the reason.
    pub fn without(&self) -> impl Iterator<Item = (&UnitStatus, &str)> {
        self.roster.iter().filter_map(|u| match &u.state {
            UnitStanding::Without(reason) => Some((u, reason.as_str())),
            _ => None,
        })
    }

    /// Answers about whose figures somebody must decide, because the roster has changed since.
    pub fn homeless(&self) -> impl Iterator<Item = &Departed> {
        self.departed.iter().filter(|one| one.fate.is_none())
    }

    /// All there is to look at, as lists show it: findings, and a line for each return that waits; in the order of the
    /// roster, errors first.
    pub fn listed(&self) -> Vec<&Finding> {
        let mut all: Vec<&Finding> = self.findings.iter().chain(&self.notices).collect();
        if !self.notices.is_empty() {
            let units = self.roster.iter().enumerate();
            let place: BTreeMap<&str, usize> =
                units.map(|(at, u)| (u.unit.code.as_str(), at)).collect();
            let last = self.roster.len();
            let place = |f: &Finding| {
                let unit = f.unit.as_deref();
                unit.and_then(|unit| place.get(unit))
                    .copied()
                    .unwrap_or(last)
            };
            all.sort_by(|a, b| {
                (place(a), &a.file, a.severity).cmp(&(place(b), &b.file, b.severity))
            });
        }
        all
    }

    /// Whether people still have something to do.
    pub fn needs_people(&self) -> bool {
        self.missing().next().is_some()
            || unsettled(&self.findings).next().is_some()
            || self.waiting.iter().any(|one| !one.is_after_close())
            || self.homeless().next().is_some()
            || !self.unread.is_empty()
    }
}

/// How many findings of each severity are open, by unit.
pub(crate) fn open_by_unit<'f>(
    findings: impl Iterator<Item = &'f Finding>,
) -> BTreeMap<&'f str, (u32, u32, u32)> {
    let mut open: BTreeMap<&str, (u32, u32, u32)> = BTreeMap::new();
    let those = findings.filter(|f| f.state.waits_for_unit());
    for finding in those {
        let Some(unit) = &finding.unit else { continue };
        let (errors, warnings, notes) = open.entry(unit).or_default();
        *match finding.severity {
            Severity::Error => errors,
            Severity::Warning => warnings,
            Severity::Note => notes,
        } += 1;
    }
    open
}

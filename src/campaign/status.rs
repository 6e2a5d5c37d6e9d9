//! Where the campaign stands: who has answered, who has not, what stands in the way of a final report.

use crate::app::waiting::{self, Waiting};
use crate::app::{Session, Stop, findings};
use crate::model::finding::Finding;
use crate::model::receipt::{DecisionKind, Receipt};
use crate::model::unit::Participation as RosterState;
use crate::model::{figure::Figures, respondent::Respondent};
use crate::value::Severity;
use crate::words::Message;
use std::collections::BTreeMap;

/// A unit of the roster and where it stands.
#[derive(Debug, Clone)]
pub struct UnitStatus {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Deadline as printed.
    pub deadline: String,
    /// Where it stands.
    pub state: State,
    /// Receipt in force.
    pub receipt: Option<Receipt>,
    /// Open errors, warnings and notes.
    pub open: (u32, u32, u32),
}

/// Where a unit stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Its return is in force.
    Answered,
    /// Nothing usable came yet.
    Missing,
    /// Nothing usable came and its deadline is over.
    Late,
    /// Decided on: the report goes on without it, for this reason.
    Without(String),
    /// It does not report.
    Exempt,
    /// It is part of another unit now.
    Merged(String),
}

/// The campaign as it stands.
pub struct Status {
    /// All units of the roster, in its order.
    pub roster: Vec<UnitStatus>,
    /// Units that should answer.
    pub units: Vec<Respondent>,
    /// All figures.
    pub figures: Figures,
    /// All findings that count now.
    pub findings: Vec<Finding>,
    /// Returns that wait for a decision.
    pub waiting: Vec<Waiting>,
    /// What this run found in the inbox and could not take in.
    pub unread: Vec<Message>,
}

impl Status {
    /// Units that have not answered and were not decided on.
    pub fn missing(&self) -> impl Iterator<Item = &UnitStatus> {
        self.roster
            .iter()
            .filter(|u| matches!(u.state, State::Missing | State::Late))
    }

    /// Units that the report goes on without, with the reason.
    pub fn without(&self) -> impl Iterator<Item = (&UnitStatus, &str)> {
        self.roster.iter().filter_map(|u| match &u.state {
            State::Without(reason) => Some((u, reason.as_str())),
            _ => None,
        })
    }

    /// Whether people still have something to do.
    pub fn needs_people(&self) -> bool {
        self.missing().next().is_some()
            || findings::open_errors(&self.findings).next().is_some()
            || !self.waiting.is_empty()
            || !self.unread.is_empty()
    }
}

/// Where everything stands now.
pub fn status(session: &mut Session) -> Result<Status, Stop> {
    let (units, between) = session.units()?;
    let figures = session.figures(&units)?;
    let findings = findings::current(session, &figures, between)?;
    let waiting = waiting::waiting(session, &findings)?;
    let decided: BTreeMap<String, String> = session
        .ledger
        .decisions()?
        .into_iter()
        .filter_map(|d| match d.kind {
            DecisionKind::WithoutUnit { unit } => Some((unit, d.reason)),
            _ => None,
        })
        .collect();
    let in_force = session.ledger.in_force()?;
    let today = session.now.day();
    let open = open(&findings);
    let mut roster = Vec::new();
    for unit in &session.campaign.roster.units {
        let receipt = match in_force.get(&unit.code) {
            Some(id) => session.ledger.receipt(*id)?,
            None => None,
        };
        let due = unit
            .deadline
            .unwrap_or(session.campaign.settings.deadlines.units);
        let state = match &unit.state {
            RosterState::Exempt => State::Exempt,
            RosterState::MergedInto(other) => State::Merged(other.clone()),
            RosterState::Reports if receipt.is_some() => State::Answered,
            RosterState::Reports => match decided.get(&unit.code) {
                Some(reason) => State::Without(reason.clone()),
                None if today > due => State::Late,
                None => State::Missing,
            },
        };
        roster.push(UnitStatus {
            code: unit.code.clone(),
            name: unit.name.clone(),
            deadline: crate::app::emit::deadline(unit, &session.campaign.settings),
            state,
            receipt,
            open: open.get(unit.code.as_str()).copied().unwrap_or_default(),
        });
    }
    Ok(Status {
        roster,
        units,
        figures,
        findings,
        waiting,
        unread: session.unread.clone(),
    })
}

/// How many findings of each severity are open, by unit.
fn open(findings: &[Finding]) -> BTreeMap<&str, (u32, u32, u32)> {
    let mut open: BTreeMap<&str, (u32, u32, u32)> = BTreeMap::new();
    let those = findings
        .iter()
        .filter(|f| f.state == crate::model::finding::FindingState::Open);
    for finding in those {
        let (errors, warnings, notes) = open.entry(&finding.unit).or_default();
        *match finding.severity {
            Severity::Error => errors,
            Severity::Warning => warnings,
            Severity::Note => notes,
        } += 1;
    }
    open
}

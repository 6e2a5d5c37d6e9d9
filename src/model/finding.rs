//! One thing to mend or to look at.

use crate::model::action::Action;
use crate::model::basis::BasisHasher;
use crate::model::code::{self, Code, Row};
use crate::model::id::{Basis, FileHash, FindingId, ItemId, UnitCode};
use crate::model::reading::Place;
use crate::value::Severity;
use crate::words::{Fact, Message, ToFact};
use serde::{Deserialize, Serialize};

/// A cell that a finding is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Involved {
    /// The answer or the figure; `None` for a cell where the form asks nothing.
    pub field: Option<ItemId>,
    /// What a person calls it.
    pub label: String,
    /// Where.
    pub place: Option<Place>,
    /// What it says, as written; of a figure its value.
    pub shown: Fact,
}

impl Involved {
    /// What tells findings of one code about one file apart.
    pub(crate) fn about(&self) -> String {
        self.field.as_deref().unwrap_or_default().to_owned()
    }
}

/// One thing to mend or look at (nội dung cần xem lại).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable name for people and decisions: `16390-TONG-01`, `16390-SO-02-tong_may`.
    pub id: FindingId,
    /// The rule's id or the program's own code (`SO-02`).
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// Whose it is; `None` when that is not known, and over several units.
    pub unit: Option<UnitCode>,
    /// File name as received; empty for findings over several units.
    pub file: String,
    /// What is wrong, with the values.
    pub message: Message,
    /// What to do next, said to the unit: it never holds a command.
    pub todo: Message,
    /// What the officer can do about it.
    pub action: Option<Action>,
    /// All the cells it joins, in the order of the form.
    pub cells: Vec<Involved>,
    /// The reason the unit gave beside it, when it gave one.
    pub reason: String,
    /// Fingerprint of the values it is about: a decision holds only while this is the same.
    pub basis: Basis,
    /// Where it stands.
    pub state: FindingState,
}

impl Finding {
    /// Ties what is said of a file as a whole to that very file, by the hash of its bytes: a decision about it does not
    /// hold for another file with the same fault. Findings over cells stand on their values and stay.
    pub fn tie_to_file(&mut self, hash: &FileHash) {
        if !self.cells.is_empty() || self.code.about() != code::About::File {
            return;
        }
        self.id = self.id.in_file(hash);
        self.basis = self.basis.in_file(hash);
    }

    /// Whether a final waits for it: an error, or what the table of codes has people asked about, until somebody
    /// settles it.
    pub fn holds_a_final(&self) -> bool {
        (self.severity == Severity::Error || self.code.asks()) && self.state.is_unsettled()
    }

    /// What the officer can do about it as it stands: a reason that the unit gave waits to be accepted.
    pub fn open_action(&self) -> Option<Action> {
        match self.state {
            FindingState::Open | FindingState::Asked => self.action.clone(),
            FindingState::Explained => Some(self.action.clone().unwrap_or(Action::Accept {
                finding: self.id.clone(),
            })),
            FindingState::Accepted | FindingState::Closed => None,
        }
    }

    /// Whether it only says that a file is plainly no return of the campaign.
    pub fn is_of_stray(&self) -> bool {
        matches!(self.action, Some(Action::Ignore { .. }))
    }

    /// Whether it only says that a file is kept as an attachment, which no later return changes.
    pub fn is_of_attachment(&self) -> bool {
        self.code.is(&code::PDF) || self.code.is(&code::PICTURE)
    }
}

/// Where a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FindingState {
    /// To be mended or looked at.
    Open,
    /// The unit was asked about it and has not answered yet.
    Asked,
    /// A warning with a reason beside it, waiting for the officer.
    Explained,
    /// Accepted by the officer, with a reason.
    Accepted,
    /// Gone with a later return.
    Closed,
}

impl FindingState {
    /// Whether somebody still has something to do about it.
    pub fn is_unsettled(self) -> bool {
        match self {
            Self::Open | Self::Asked | Self::Explained => true,
            Self::Accepted | Self::Closed => false,
        }
    }

    /// Whether the unit has still to mend it or to say why it is right.
    pub fn waits_for_unit(self) -> bool {
        matches!(self, Self::Open | Self::Asked)
    }
}

/// What a finding is made of, before it gets its names.
pub(crate) struct Draft {
    pub(crate) code: Code,
    pub(crate) severity: Severity,
    pub(crate) message: Message,
    pub(crate) todo: Message,
    pub(crate) action: Option<Action>,
    pub(crate) cells: Vec<Involved>,
    /// What tells it from others of its code: a field id, or nothing.
    pub(crate) about: String,
    pub(crate) reason: String,
    /// The values that it is about, where these are not what its cells show.
    pub(crate) values: Option<Vec<Fact>>,
}

impl Draft {
    /// As bad as its row says, about no cell.
    pub(crate) fn new(row: &'static Row, (message, todo): (Message, Message)) -> Self {
        Self {
            code: row.into(),
            severity: row.severity,
            message,
            todo,
            action: None,
            cells: Vec::new(),
            about: String::new(),
            reason: String::new(),
            values: None,
        }
    }
}

/// Makes findings about one file of one unit.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) unit: Option<&'a UnitCode>,
    pub(crate) file: &'a str,
}

impl Subject<'_> {
    pub(crate) fn finding(&self, draft: Draft) -> Finding {
        let whose = self.unit.map_or(self.file, UnitCode::as_str);
        let explained = draft.severity == Severity::Warning && !draft.reason.is_empty();
        Finding {
            id: FindingId::of(whose, draft.code.as_str(), &draft.about),
            basis: basis(&draft),
            code: draft.code,
            severity: draft.severity,
            unit: self.unit.cloned(),
            file: self.file.to_owned(),
            message: draft.message,
            todo: draft.todo,
            action: draft.action,
            cells: draft.cells,
            reason: draft.reason,
            state: if explained {
                FindingState::Explained
            } else {
                FindingState::Open
            },
        }
    }
}

/// The values that a finding is about: what its cells show, or the facts of its sentence where it joins none.
fn basis(draft: &Draft) -> Basis {
    let mut hasher = BasisHasher::of(&draft.code, &draft.about);
    if let Some(values) = &draft.values {
        for value in values {
            hasher.fact(value);
        }
    } else if draft.cells.is_empty() {
        for (slot, fact) in &draft.message.facts {
            hasher.fact(&slot.to_fact());
            hasher.fact(fact);
        }
    } else {
        for cell in &draft.cells {
            hasher.fact(&cell.about().to_fact());
            hasher.fact(&cell.shown);
        }
    }
    hasher.finish()
}

/// A finding between the answers of several units: of no file and no one unit.
pub(crate) fn between_units(draft: Draft) -> Finding {
    let subject = Subject {
        unit: None,
        file: "dot",
    };
    let mut finding = subject.finding(draft);
    finding.file.clear();
    finding
}

/// Findings that a final waits for: errors that nobody accepted, and what the table of codes says it waits for.
pub fn unsettled(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|f| f.holds_a_final())
}

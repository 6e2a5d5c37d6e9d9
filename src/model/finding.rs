//! One thing to mend or to look at.

use crate::model::code::{self, Code, Row};
use crate::model::id::FileHash;
use crate::model::reading::Place;
use crate::value::Severity;
use crate::words::{Fact, Message};
use serde::{Deserialize, Serialize};

/// A cell that a finding is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Involved {
    /// Field id, empty for a stray cell.
    pub field: String,
    /// What a person calls it.
    pub label: String,
    /// Where.
    pub place: Option<Place>,
    /// What it says, as written; of a figure its value.
    pub shown: Fact,
}

/// One thing to mend or look at (nội dung cần xem lại).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable name for people and decisions: `16390-TONG-01`, `16390-SO-02-tong_may`.
    pub id: String,
    /// The rule's id or the program's own code (`SO-02`).
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// Unit code; empty when the unit is not known.
    pub unit: String,
    /// File name as received; empty for findings over several units.
    pub file: String,
    /// What is wrong, with the values.
    pub message: Message,
    /// What to do next.
    pub todo: Message,
    /// All the cells it joins, in the order of the form.
    pub cells: Vec<Involved>,
    /// The reason the unit gave beside it, when it gave one.
    pub reason: String,
    /// Fingerprint of the values it is about: a decision holds only while this is the same.
    pub basis: String,
    /// Where it stands.
    pub state: FindingState,
}

impl Finding {
    /// Ties what is said of a file as a whole to that very file, by the hash of its bytes: the next file with the same
    /// trouble is another matter, which nobody has decided on. Findings over cells stand on their values and stay.
    pub fn tie_to_file(&mut self, hash: &FileHash) {
        if !self.cells.is_empty() || self.code.about() != code::About::File {
            return;
        }
        self.id = format!("{}-{}", self.id, hash.short());
        let tied = format!("{}:{hash}", self.basis);
        blake3::hash(tied.as_bytes()).to_hex()[..16].clone_into(&mut self.basis);
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
    /// A warning with a reason beside it, waiting for the officer.
    Explained,
    /// Accepted by the officer, with a reason.
    Accepted,
    /// Gone with a later return.
    Closed,
}

/// What a finding is made of, before it gets its names.
pub(crate) struct Draft {
    pub(crate) code: Code,
    pub(crate) severity: Severity,
    pub(crate) message: Message,
    pub(crate) todo: Message,
    pub(crate) cells: Vec<Involved>,
    /// What tells it from others of its code: a field id, or nothing.
    pub(crate) about: String,
    pub(crate) reason: String,
}

impl Draft {
    /// As bad as its row says, about no cell.
    pub(crate) fn new(row: &'static Row, (message, todo): (Message, Message)) -> Self {
        Self {
            code: row.into(),
            severity: row.severity,
            message,
            todo,
            cells: Vec::new(),
            about: String::new(),
            reason: String::new(),
        }
    }
}

/// Makes findings about one file of one unit.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) unit: &'a str,
    pub(crate) file: &'a str,
}

impl Subject<'_> {
    pub(crate) fn finding(&self, draft: Draft) -> Finding {
        let whose = if self.unit.is_empty() {
            self.file
        } else {
            self.unit
        };
        let mut id = format!("{whose}-{}", draft.code);
        if !draft.about.is_empty() {
            id = format!("{id}-{}", draft.about);
        }
        let explained = draft.severity == Severity::Warning && !draft.reason.is_empty();
        Finding {
            id,
            basis: basis(&draft),
            code: draft.code,
            severity: draft.severity,
            unit: self.unit.to_owned(),
            file: self.file.to_owned(),
            message: draft.message,
            todo: draft.todo,
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

/// A fingerprint of the values that a finding is about; places are not in it.
fn basis(draft: &Draft) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    add(draft.code.as_str());
    add(&draft.about);
    for cell in &draft.cells {
        add(&cell.field);
        add(&cell.shown.to_string());
    }
    // Where no cells are joined, the facts of the sentence are the values.
    if draft.cells.is_empty() {
        for (slot, fact) in &draft.message.facts {
            add(slot);
            add(&fact.to_string());
        }
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// A finding between the answers of several units: of no file and no one unit. `what` tells it from others of its code.
pub fn between_units(
    (row, what): (&'static Row, &str),
    said: (Message, Message),
    cells: Vec<Involved>,
) -> Finding {
    let subject = Subject {
        unit: "",
        file: "dot",
    };
    let mut finding = subject.finding(Draft {
        cells,
        about: what.to_owned(),
        ..Draft::new(row, said)
    });
    finding.file.clear();
    finding
}

/// Findings that a final waits for: errors that nobody accepted, and what the table of codes says it waits for.
pub fn unsettled(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    findings.iter().filter(|f| {
        (f.severity == Severity::Error || f.code.asks())
            && matches!(f.state, FindingState::Open | FindingState::Explained)
    })
}

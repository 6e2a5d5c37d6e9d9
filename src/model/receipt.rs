//! What the ledger keeps, as others see it. Moments are RFC 3339 texts, as the one clock stamps them.

use crate::model::code::Code;
use crate::model::finding::Finding;
use crate::model::id::{
    ActId, AnswerId, Basis, FigureId, FileHash, FindingId, FormId, ReceiptId, RuleId, UnitCode,
};
use crate::model::obligation::Obligation;
use crate::model::paper_code::PaperCode;
use crate::model::reading::{Answer, Reading};
use crate::value::{Day, Moment};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A file on its way into the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct NewReceipt {
    /// What came; its number is given when it is recorded.
    pub receipt: Receipt,
    /// What it says, one for each unit; none when it could not be read or it is not known whose it is.
    pub readings: Vec<Reading>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

/// A file that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its number.
    pub id: ReceiptId,
    /// File name as received.
    pub file: String,
    /// Hash of its bytes; the archive keeps them under it.
    pub hash: FileHash,
    /// Bytes.
    pub size: u64,
    /// When it came in.
    pub received_at: String,
    /// The program that says it saved it.
    pub application: Option<String>,
    /// When it says so; `None` too when what it says is no moment.
    pub saved_at: Option<Moment>,
    /// Whose it is, when that is known.
    pub unit: Option<UnitCode>,
    /// The form that it answers, when that is known.
    pub form: Option<FormId>,
    /// Version of the kit that the workbook was made with, as it says.
    pub kit_version: Option<String>,
    /// Hash of the kit, the period and the days that it was last understood with.
    pub understood_with: String,
    /// Where the officer, who filled it for the unit, learned what it says; `None` of what a unit sent.
    pub learned: Option<String>,
}

/// When a file was saved and came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// When it says that it was saved.
    pub saved: Option<Moment>,
    /// When it came in.
    pub received: Option<Moment>,
}

impl Sent {
    /// The day before which it cannot have been sent; `None` when the file does not say, or names a time that was to come.
    pub fn not_before(self) -> Option<Day> {
        let (saved, received) = (self.saved?, self.received?);
        (saved <= received).then(|| saved.day())
    }
}

/// What counts for a unit stands in: its return, and what the officer laid over it.
#[derive(Debug, Clone, PartialEq)]
pub struct Counting {
    /// The return.
    pub base: ReceiptId,
    /// What was laid over it, the last on top.
    pub laid: Vec<Layer>,
}

/// What the officer laid over a return.
#[derive(Debug, Clone, PartialEq)]
pub enum Layer {
    /// The receipt of a half answer.
    File(ReceiptId),
    /// One answer.
    Entered(Box<Entered>),
}

/// An answer that the officer entered over what a unit sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entered {
    /// The field of the form, or a list as a whole by its section.
    pub answer: AnswerId,
    /// What counts; a nil leaves out what the unit sent.
    pub said: Answer,
    /// As typed; empty of what was left out.
    pub raw: String,
    /// Where it was learned, in the officer's words; empty of what was left out.
    pub source: String,
    /// What the unit had sent; of a list that it was left blank.
    pub instead: Answer,
    /// It is the value of last period, in the place of a blank.
    pub is_of_last: bool,
}

/// A photo or a paper that the officer copied figures from, or the signed copy of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Its name.
    pub file: String,
    /// Hash of its bytes; the archive keeps them under it.
    pub hash: FileHash,
}

impl Entered {
    /// Whether what the unit sent is not counted, without another value in its place.
    pub fn leaves_out(&self) -> bool {
        self.source.is_empty()
    }
}

impl Counting {
    /// The receipts of half answers that were laid over the return.
    pub fn files(&self) -> impl DoubleEndedIterator<Item = ReceiptId> {
        self.laid.iter().filter_map(|layer| match layer {
            Layer::File(receipt) => Some(*receipt),
            Layer::Entered(_) => None,
        })
    }

    /// The receipt that came last.
    pub fn latest(&self) -> ReceiptId {
        self.files().next_back().unwrap_or(self.base)
    }

    /// Whether anything of a receipt counts.
    pub fn holds(&self, receipt: ReceiptId) -> bool {
        self.base == receipt || self.files().any(|file| file == receipt)
    }
}

/// What counts for a unit, with the receipts that it stands in.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// The return.
    pub receipt: Receipt,
    /// Half answers that were laid over it, the last on top.
    pub laid: Vec<Receipt>,
    /// What the officer entered over it.
    pub entered: Vec<Entered>,
    /// What it says, with all that was laid over it.
    pub reading: Arc<Reading>,
}

impl Counted {
    /// What came last.
    pub fn latest(&self) -> &Receipt {
        self.laid.last().unwrap_or(&self.receipt)
    }

    /// What people call it: the names of all its files.
    pub fn file(&self) -> String {
        let files = std::iter::once(&self.receipt).chain(&self.laid);
        joined(files.map(|receipt| receipt.file.as_str()))
    }

    /// What the unit itself sent last.
    pub fn latest_of_unit(&self) -> Option<&Receipt> {
        let mut files = self.laid.iter().rev().chain([&self.receipt]);
        files.find(|receipt| receipt.learned.is_none())
    }

    /// Whether it stands in this receipt alone.
    pub fn is_alone(&self, receipt: ReceiptId) -> bool {
        self.reading.laid.is_empty() && self.receipt.id == receipt
    }
}

/// Names of files that make one answer.
pub fn joined<'n>(files: impl IntoIterator<Item = &'n str>) -> String {
    let files: Vec<&str> = files.into_iter().collect();
    files.join(" + ")
}

/// Something that was done at one time, all of it or nothing. What a person did is taken back as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Its number.
    pub id: ActId,
    /// Who; empty when the program did, by its rules.
    pub by: String,
    /// When.
    pub at: String,
}

impl Act {
    /// What the program does by its rules.
    pub fn by_rules(at: &str) -> Self {
        Self {
            id: ActId::default(),
            by: String::new(),
            at: at.to_owned(),
        }
    }

    /// What follows from it by the program's rules, and is taken back with it.
    #[must_use]
    pub fn follows(&self) -> Self {
        Self {
            by: String::new(),
            ..self.clone()
        }
    }

    /// Whether a person did it.
    pub fn is_of_person(&self) -> bool {
        !self.by.is_empty()
    }
}

/// What was decided, by whom, and why. Decisions are only added; of two about the same thing the later one counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// What.
    pub what: Decided,
    /// As part of what: who did it, and when.
    pub act: Act,
    /// Why, in the words of who decided.
    pub reason: String,
}

/// What can be decided. Each names the values, the bytes or the receipts that it holds for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Decided {
    /// A finding is accepted while the values that it is about stay the same.
    AcceptFinding {
        /// The finding's id.
        finding: FindingId,
        /// Fingerprint of its values.
        basis: Basis,
    },
    /// The return in force stays in force beside one that waits.
    KeepInForce {
        /// What both answer.
        obligation: Obligation,
        /// The receipt that waits.
        waits: ReceiptId,
        /// The receipt that is in force; `None` when nothing of the unit is.
        beside: Option<ReceiptId>,
    },
    /// The filled cells of a half answer that waits count with the rest of the return in force.
    Combine {
        /// What both answer.
        obligation: Obligation,
        /// The receipt of the half answer.
        over: ReceiptId,
        /// The receipt that it waited beside.
        beside: ReceiptId,
    },
    /// An answer that the officer entered counts until another return of the unit takes the place of all.
    EnterAnswer {
        /// Whose, and of which form.
        obligation: Obligation,
        /// What was entered.
        entered: Box<Entered>,
    },
    /// A form that the officer filled for a unit counts, alone or over what the unit sent.
    EnterReturn {
        /// Whose, and of which form.
        obligation: Obligation,
        /// Its receipt.
        receipt: ReceiptId,
        /// What it was copied from, where that was kept too.
        attached: Option<Attached>,
    },
    /// The report goes on without a unit.
    GoWithout {
        /// Unit code.
        unit: UnitCode,
    },
    /// A rule of the kit does not apply to a unit in this period, whatever its values.
    WaiveRule {
        /// Unit code.
        unit: UnitCode,
        /// Which rule.
        rule: RuleId,
    },
    /// A unit has until the end of another day.
    ExtendDeadline {
        /// Unit code.
        unit: UnitCode,
        /// Which day.
        until: Day,
    },
    /// The form was sent to a unit, by whatever way.
    MarkSent {
        /// Unit code.
        unit: UnitCode,
    },
    /// A unit answered by telephone; the reason is what it said.
    RecordCall {
        /// Unit code.
        unit: UnitCode,
        /// By when it means to send.
        promised: Option<Day>,
    },
    /// The figures of a unit that is not asked any more count in another.
    CountIn {
        /// Unit code.
        unit: UnitCode,
        /// The other's.
        into: UnitCode,
    },
    /// A figure that a person typed over in the report was settled, for as long as the ledger says this of it.
    SettleFigure {
        /// Which.
        figure: FigureId,
        /// What was typed.
        typed: String,
        /// What the ledger said, as its kind is written.
        ledger: String,
        /// What was typed counts wherever the figure stands; else the ledger's does.
        keeps_typed: bool,
    },
    /// A file is the return of a unit, whatever it says itself.
    AssignFile {
        /// Hash of the file.
        hash: FileHash,
        /// Unit code.
        unit: UnitCode,
        /// Whose it was taken for before.
        was: Option<UnitCode>,
    },
    /// A file is no return, whatever it says itself.
    IgnoreFile {
        /// Hash of the file.
        hash: FileHash,
    },
    /// A receipt is the return that counts.
    PutInForce {
        /// For what.
        obligation: Obligation,
        /// Which.
        receipt: ReceiptId,
    },
    /// The figures are closed: what comes later counts only by a decision.
    CloseFigures,
    /// A report was issued: signed, numbered and sent. The edition with its figures has the hash of the document.
    IssueReport {
        /// Hash of the document; the archive keeps it under it.
        document: FileHash,
        /// Its number as the clerk wrote it, e.g. `123/BC-UBND`.
        number: String,
        /// The day that it bears.
        day: Day,
        /// Hash of the signed copy, where one was handed in.
        signed: Option<FileHash>,
    },
    /// The signed copy of a unit's form is kept.
    RecordSigned {
        /// Unit code.
        unit: UnitCode,
        /// The scan or PDF.
        signed: Attached,
        /// The code that stands on it; `None` of a form that has none.
        code: Option<PaperCode>,
        /// Hash of the file that counted then.
        of: Option<FileHash>,
        /// Nobody typed the code: whoever kept it held it against the figures by eye.
        by_eye: bool,
    },
    /// The campaign was handed over: whoever has this copy looks at it, and goes on with it no more.
    HandOver {
        /// What tells this time from any other.
        id: String,
        /// To whom, in the words of who handed it over; may be empty.
        to: String,
    },
    /// This copy goes on from where the campaign was handed over.
    TakeOver {
        /// Which time that was.
        id: String,
        /// What tells this copy from another that goes on from there.
        copy: String,
    },
    /// An act of before is taken back, with all that was decided in it.
    TakeBack {
        /// Which.
        act: ActId,
    },
}

impl Decided {
    /// Whether it may be taken back: what was taken back stays so, and a copy that was handed over is.
    pub fn can_be_taken_back(&self) -> bool {
        !matches!(
            self,
            Self::TakeBack { .. } | Self::HandOver { .. } | Self::TakeOver { .. }
        )
    }

    /// Whether it names a unit, or a finding of one.
    pub fn is_about(&self, unit: &UnitCode) -> bool {
        match self {
            Self::AcceptFinding { finding, .. } => {
                let rest = finding.as_str().strip_prefix(unit.as_str());
                rest.is_some_and(|rest| rest.starts_with('-'))
            }
            Self::KeepInForce { obligation, .. }
            | Self::PutInForce { obligation, .. }
            | Self::Combine { obligation, .. }
            | Self::EnterAnswer { obligation, .. }
            | Self::EnterReturn { obligation, .. } => obligation.unit == *unit,
            Self::CountIn { unit: of, into } => of == unit || into == unit,
            Self::GoWithout { unit: of }
            | Self::WaiveRule { unit: of, .. }
            | Self::ExtendDeadline { unit: of, .. }
            | Self::MarkSent { unit: of }
            | Self::RecordCall { unit: of, .. }
            | Self::RecordSigned { unit: of, .. }
            | Self::AssignFile { unit: of, .. } => of == unit,
            Self::SettleFigure { .. }
            | Self::IgnoreFile { .. }
            | Self::CloseFigures
            | Self::IssueReport { .. }
            | Self::HandOver { .. }
            | Self::TakeOver { .. }
            | Self::TakeBack { .. } => false,
        }
    }

    /// What it is decided for, where that is a unit's return.
    pub fn obligation(&self) -> Option<&Obligation> {
        match self {
            Self::KeepInForce { obligation, .. }
            | Self::PutInForce { obligation, .. }
            | Self::Combine { obligation, .. }
            | Self::EnterAnswer { obligation, .. }
            | Self::EnterReturn { obligation, .. } => Some(obligation),
            _ => None,
        }
    }

    /// The receipts that it names.
    pub fn receipts(&self) -> Vec<ReceiptId> {
        match self {
            Self::KeepInForce { waits, beside, .. } => {
                std::iter::once(*waits).chain(*beside).collect()
            }
            Self::PutInForce { receipt, .. } | Self::EnterReturn { receipt, .. } => vec![*receipt],
            Self::Combine { over, beside, .. } => vec![*over, *beside],
            _ => Vec::new(),
        }
    }

    /// The receipt that it chose, laid over another one, or chose not to use.
    pub fn receipt(&self) -> Option<ReceiptId> {
        match self {
            Self::KeepInForce { waits, .. } => Some(*waits),
            Self::PutInForce { receipt, .. } | Self::EnterReturn { receipt, .. } => Some(*receipt),
            Self::Combine { over, .. } => Some(*over),
            _ => None,
        }
    }

    /// The hash of the file that it is about.
    pub fn hash(&self) -> Option<&FileHash> {
        match self {
            Self::AssignFile { hash, .. } | Self::IgnoreFile { hash } => Some(hash),
            _ => None,
        }
    }
}

impl Decision {
    /// Whether a finding is settled by it: accepted for as long as its values stay, or of a rule that does not apply.
    pub fn settles(&self, finding: &Finding) -> bool {
        match &self.what {
            Decided::AcceptFinding { finding: id, basis } => {
                *id == finding.id && *basis == finding.basis
            }
            Decided::WaiveRule { unit, rule } => {
                finding.unit.as_ref() == Some(unit) && finding.code == Code::Rule(rule.clone())
            }
            _ => false,
        }
    }
}

/// An edition of a report that was written, with the figures in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionRecord {
    /// Its number, from 1.
    pub id: i64,
    /// Name of the file.
    pub name: String,
    /// Which edition, e.g. `draft`.
    pub edition: String,
    /// Hash of its bytes.
    pub hash: String,
    /// When it was written.
    pub at: String,
    /// What is kept of it, as JSON.
    pub kept: String,
}

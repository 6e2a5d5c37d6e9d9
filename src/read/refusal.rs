//! Why a file could not be read, and what the person who has it can do.

use crate::msg;
use crate::words::Message;
use serde::{Deserialize, Serialize};

/// A file that is not read.
#[derive(Debug, Clone, PartialEq)]
pub struct Unreadable {
    /// Stable code of the finding, `TEP-01` to `TEP-18`; never changes its meaning.
    pub code: &'static str,
    /// What is wrong.
    pub message: Message,
    /// What to do next.
    pub todo: Message,
    /// A PDF or a picture: a signed copy, say, that is kept beside the figures.
    pub is_attachment: bool,
}

/// What the child says of a file that it does not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Refusal {
    /// Nothing in it.
    Empty,
    /// The system would not open it, or it is no file.
    Closed,
    /// Nothing that is known here.
    Unknown,
    /// A workbook whose end is missing or whose parts do not fit.
    Damaged,
    /// Opens only with a password.
    Password,
    /// A web page or XML saved under a workbook's name.
    WebPage,
    /// Plain text, CSV.
    Text,
    /// PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A text document or slides.
    Document,
    /// ZIP, RAR, 7z with other files in it.
    Archive,
    /// A workbook of Excel 95 or older.
    OldExcel,
    /// More bytes, parts, text or cells than a return can have.
    TooLarge,
    /// Small outside, very large inside.
    Bomb,
    /// Broke the child process.
    Crashed,
    /// Took longer than a file may take.
    Slow,
    /// The child process could not be started.
    NoReader,
}

impl Unreadable {
    pub(super) fn of(refusal: &Refusal) -> Self {
        let (code, message, todo) = match refusal {
            Refusal::Empty => ("TEP-01", msg!("read.empty"), msg!("read.todo-again")),
            Refusal::Closed => ("TEP-02", msg!("read.closed"), msg!("read.todo-open")),
            Refusal::Unknown => ("TEP-03", msg!("read.unknown"), msg!("read.todo-excel")),
            Refusal::Damaged => ("TEP-04", msg!("read.damaged"), msg!("read.todo-resave")),
            Refusal::Password => ("TEP-05", msg!("read.password"), msg!("read.todo-password")),
            Refusal::WebPage => ("TEP-06", msg!("read.web-page"), msg!("read.todo-save-as")),
            Refusal::Text => ("TEP-07", msg!("read.text"), msg!("read.todo-excel")),
            Refusal::Pdf => ("TEP-08", msg!("read.pdf"), msg!("read.todo-excel")),
            Refusal::Picture => ("TEP-09", msg!("read.picture"), msg!("read.todo-excel")),
            Refusal::Document => ("TEP-10", msg!("read.document"), msg!("read.todo-excel")),
            Refusal::Archive => ("TEP-11", msg!("read.archive"), msg!("read.todo-unpack")),
            // TEP-12 was the binary workbook, which is read now; the code is not used again.
            Refusal::OldExcel => ("TEP-13", msg!("read.old-excel"), msg!("read.todo-save-as")),
            Refusal::TooLarge => ("TEP-14", msg!("read.too-large"), msg!("read.todo-trim")),
            Refusal::Bomb => ("TEP-15", msg!("read.bomb"), msg!("read.todo-trim")),
            Refusal::Crashed => ("TEP-16", msg!("read.crashed"), msg!("read.todo-resave")),
            Refusal::Slow => ("TEP-17", msg!("read.slow"), msg!("read.todo-resave")),
            Refusal::NoReader => (
                "TEP-18",
                msg!("read.no-reader"),
                msg!("read.todo-run-again"),
            ),
        };
        Self {
            code,
            message,
            todo,
            is_attachment: matches!(refusal, Refusal::Pdf | Refusal::Picture),
        }
    }
}

//! Why a file could not be read, and what the person who has it can do.

use crate::model::code::{self, Code, Row};
use crate::msg;
use crate::words::Message;
use serde::{Deserialize, Serialize};

/// A file that is not read.
#[derive(Debug, Clone, PartialEq)]
pub struct Unreadable {
    /// Code of the finding.
    pub code: &'static Row,
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
    /// Is encrypted by Excel: with a password, or without one that anybody is asked for.
    Encrypted,
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
    /// A file of another program.
    Foreign(Foreign),
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
    /// Another program has it open.
    Held,
    /// Another program, such as one that looks for viruses, ended the child process.
    Killed,
}

/// A file of another program, or one that leads to a file elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Foreign {
    /// A mail that Outlook saved in a format of its own.
    Mail,
    /// A saved mail out of which no file could be taken.
    EmptyMail,
    /// A workbook of Numbers, the program of Apple.
    Numbers,
    /// A shortcut to a file that lies with Google.
    Link,
    /// A table in a format for exchange from before Excel's own (SYLK, DIF).
    Exchange,
}

impl Foreign {
    /// What it is, and what to do.
    fn said(self) -> (Message, Message) {
        match self {
            Self::Mail => (msg!("read.mail"), msg!("read.todo-attachment")),
            Self::EmptyMail => (msg!("read.empty-mail"), msg!("read.todo-attachment")),
            Self::Numbers => (msg!("read.numbers"), msg!("read.todo-export")),
            Self::Link => (msg!("read.link"), msg!("read.todo-download")),
            Self::Exchange => (msg!("read.exchange"), msg!("read.todo-save-as")),
        }
    }
}

impl Unreadable {
    /// A file that lies no longer where it was kept, or is not what was kept.
    pub fn lost() -> Self {
        Self::of(&Refusal::Closed)
    }

    /// Whether the machine failed and not the file: it could not start what reads, or could not open one more file.
    pub fn is_of_machine(code: &Code) -> bool {
        code.is(&code::NO_READER) || code.is(&code::FILE_CLOSED)
    }

    /// Whether the machine may have failed: under load what is sound takes too long, or is ended by the system.
    pub fn may_be_of_machine(code: &Code) -> bool {
        code.is(&code::TOO_SLOW) || code.is(&code::READER_CRASHED)
    }

    pub(super) fn of(refusal: &Refusal) -> Self {
        let (code, message, todo): (&'static Row, _, _) = match refusal {
            Refusal::Empty => (
                &code::EMPTY_FILE,
                msg!("read.empty"),
                msg!("read.todo-again"),
            ),
            Refusal::Closed => (
                &code::FILE_CLOSED,
                msg!("read.closed"),
                msg!("read.todo-open"),
            ),
            Refusal::Held => (
                &code::FILE_CLOSED,
                msg!("read.held"),
                msg!("read.todo-open"),
            ),
            Refusal::Unknown => (
                &code::FILE_UNKNOWN,
                msg!("read.unknown"),
                msg!("read.todo-excel"),
            ),
            Refusal::Damaged => (
                &code::FILE_DAMAGED,
                msg!("read.damaged"),
                msg!("read.todo-resave"),
            ),
            Refusal::Password => (
                &code::PASSWORD,
                msg!("read.password"),
                msg!("read.todo-password"),
            ),
            Refusal::Encrypted => (
                &code::PASSWORD,
                msg!("read.encrypted"),
                msg!("read.todo-encrypted"),
            ),
            Refusal::WebPage => (
                &code::WEB_PAGE,
                msg!("read.web-page"),
                msg!("read.todo-save-as"),
            ),
            Refusal::Text => (
                &code::PLAIN_TEXT,
                msg!("read.text"),
                msg!("read.todo-excel"),
            ),
            Refusal::Pdf => (&code::PDF, msg!("read.pdf"), msg!("read.todo-excel")),
            Refusal::Picture => (
                &code::PICTURE,
                msg!("read.picture"),
                msg!("read.todo-excel"),
            ),
            Refusal::Document => (
                &code::TEXT_DOCUMENT,
                msg!("read.document"),
                msg!("read.todo-excel"),
            ),
            Refusal::Foreign(program) => {
                let (message, todo) = program.said();
                (&code::OTHER_PROGRAM, message, todo)
            }
            Refusal::Archive => (
                &code::OTHER_ARCHIVE,
                msg!("read.archive"),
                msg!("read.todo-unpack"),
            ),
            Refusal::OldExcel => (
                &code::OLD_EXCEL,
                msg!("read.old-excel"),
                msg!("read.todo-save-as"),
            ),
            Refusal::TooLarge => (
                &code::TOO_LARGE,
                msg!("read.too-large"),
                msg!("read.todo-trim"),
            ),
            Refusal::Bomb => (&code::BOMB, msg!("read.bomb"), msg!("read.todo-trim")),
            Refusal::Crashed => (
                &code::READER_CRASHED,
                msg!("read.crashed"),
                msg!("read.todo-resave"),
            ),
            Refusal::Slow => (&code::TOO_SLOW, msg!("read.slow"), msg!("read.todo-resave")),
            Refusal::Killed => (
                &code::NO_READER,
                msg!("read.killed"),
                msg!("read.todo-allow"),
            ),
            Refusal::NoReader => (
                &code::NO_READER,
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

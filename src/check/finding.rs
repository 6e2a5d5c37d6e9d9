//! Findings about a file as a whole, which no cell is to blame for.

use crate::model::code::{self, Row};
use crate::model::finding::{Draft, Finding, Subject};
use crate::model::unit::Unit;
use crate::msg;
use crate::value::Severity;
use crate::words::Message;

/// A file that repeats, byte for byte, one of another unit than its name tells.
pub fn same_file(name: &str, (unit, first): (&Unit, &str), other: &Unit) -> Finding {
    let message = msg!(
        "check.same-file",
        file = name,
        other = other.name,
        first = first,
        unit = unit.name
    );
    let subject = Subject {
        unit: &other.code,
        file: name,
    };
    let todo = msg!("check.same-file-todo", other = other.name);
    subject.finding(Draft {
        about: name.to_owned(),
        ..Draft::new(&code::SAME_FILE, (message, todo))
    })
}

/// The note for a PDF or a picture, kept as an attachment; whose it is remains to be told when it is not known.
pub fn attached(file: &str, unit: Option<&Unit>, (row, fault): (&'static Row, Message)) -> Finding {
    let subject = Subject {
        unit: unit.map_or("", |u| &u.code),
        file,
    };
    let (severity, message, todo) = match unit {
        Some(unit) => (
            Severity::Note,
            msg!("check.attached", unit = unit.name),
            msg!("check.attached-todo"),
        ),
        None => (row.severity, fault, msg!("check.attached-whose")),
    };
    subject.finding(Draft {
        severity,
        // A unit may send several.
        about: unit.map_or(String::new(), |_| file.to_owned()),
        ..Draft::new(row, (message, todo))
    })
}

/// The finding for a file that cannot be read at all.
pub fn unreadable(
    file: &str,
    unit: Option<&str>,
    row: &'static Row,
    said: (Message, Message),
) -> Finding {
    let subject = Subject {
        unit: unit.unwrap_or_default(),
        file,
    };
    subject.finding(Draft::new(row, said))
}

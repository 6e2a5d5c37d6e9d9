//! Findings about a file as a whole, which no cell is to blame for.

use crate::model::finding::{About, Draft, Finding, SAME_FILE};
use crate::model::unit::UnitName;
use crate::msg;
use crate::value::Severity;
use crate::words::Message;

/// A file that repeats, byte for byte, one of another unit than its name tells.
pub fn same_file(name: &str, (unit, first): (&UnitName, &str), other: &UnitName) -> Finding {
    let message = msg!(
        "check.same-file",
        file = name,
        other = other.name,
        first = first,
        unit = unit.name
    );
    let about = About {
        unit: &other.code,
        file: name,
    };
    about.finding(Draft {
        code: SAME_FILE,
        severity: Severity::Warning,
        message,
        todo: msg!("check.same-file-todo", other = other.name),
        cells: Vec::new(),
        about: name.to_owned(),
        reason: String::new(),
    })
}

/// The note for a PDF or a picture, kept as an attachment; whose it is remains to be told when it is not known.
pub fn attached(file: &str, unit: Option<&UnitName>, fault: Message, code: &str) -> Finding {
    let about = About {
        unit: unit.map_or("", |u| &u.code),
        file,
    };
    let (severity, message, todo) = match unit {
        Some(unit) => (
            Severity::Note,
            msg!("check.attached", unit = unit.name),
            msg!("check.attached-todo"),
        ),
        None => (Severity::Warning, fault, msg!("check.attached-whose")),
    };
    about.finding(Draft {
        code,
        severity,
        message,
        todo,
        cells: Vec::new(),
        // A unit may send several.
        about: unit.map_or(String::new(), |_| file.to_owned()),
        reason: String::new(),
    })
}

/// The finding for a file that cannot be read at all.
pub fn unreadable(
    file: &str,
    unit: Option<&str>,
    fault: Message,
    todo: Message,
    code: &str,
) -> Finding {
    let about = About {
        unit: unit.unwrap_or_default(),
        file,
    };
    about.finding(Draft {
        code,
        severity: Severity::Error,
        message: fault,
        todo,
        cells: Vec::new(),
        about: String::new(),
        reason: String::new(),
    })
}

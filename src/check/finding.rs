//! Findings about a file as a whole, which no cell is to blame for.

use crate::model::action::Action;
use crate::model::code::{self, Row};
use crate::model::finding::{Draft, Finding, Subject};
use crate::model::id::UnitCode;
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
        unit: Some(&other.code),
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
        unit: unit.map(|u| &u.code),
        file,
    };
    let Some(unit) = unit else {
        return subject.finding(Draft {
            action: Some(Action::Assign {
                file: file.to_owned(),
                taken_for: None,
            }),
            ..Draft::new(row, (fault, msg!("check.attached-whose")))
        });
    };
    let message = msg!("check.attached", unit = unit.name);
    subject.finding(Draft {
        severity: Severity::Note,
        // A unit may send several.
        about: file.to_owned(),
        ..Draft::new(row, (message, msg!("check.attached-todo")))
    })
}

/// The finding for a file that cannot be read at all. `unit` is whose it was said to be, `told` whose its name tells.
pub fn unreadable(
    file: &str,
    (unit, told): (Option<&UnitCode>, Option<&Unit>),
    row: &'static Row,
    said: (Message, Message),
) -> Finding {
    let subject = Subject { unit, file };
    if unit.is_none() && told.is_none() && holds_no_form(file, row) {
        return stray(subject, row, said.0);
    }
    subject.finding(Draft::new(row, said))
}

/// The finding for a file that is plainly no return of the campaign, and of no unit: no final waits for it.
pub(super) fn stray(subject: Subject<'_>, row: &'static Row, message: Message) -> Finding {
    subject.finding(Draft {
        severity: Severity::Warning,
        action: Some(Action::Ignore {
            file: subject.file.to_owned(),
        }),
        ..Draft::new(row, (message, msg!("check.stray-todo")))
    })
}

/// Whether what a file is leaves no room for a form in it: nothing, words, or what no program knows. A damaged or locked
/// file, an archive or a web page may hold one; so may what is called a table.
fn holds_no_form(file: &str, row: &Row) -> bool {
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_called = |endings: &[&str]| endings.iter().any(|e| ending.eq_ignore_ascii_case(e));
    if *row == code::EMPTY_FILE {
        !is_called(&["xlsx", "xlsm", "xlsb", "xls", "ods", "csv"])
    } else if *row == code::PLAIN_TEXT {
        !is_called(&["csv", "tsv"])
    } else {
        *row == code::FILE_UNKNOWN || *row == code::TEXT_DOCUMENT
    }
}

/// A finding of the program's own about the whole file.
pub(super) fn own(
    subject: Subject<'_>,
    row: &'static Row,
    message: Message,
    todo: Message,
) -> Finding {
    subject.finding(Draft::new(row, (message, todo)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_leaves_no_room_for_a_form_holds_none() {
        for (file, row, wanted) in [
            ("ke hoach.txt", &code::PLAIN_TEXT, true),
            ("bieu.csv", &code::PLAIN_TEXT, false),
            ("ghi chu", &code::EMPTY_FILE, true),
            ("16381.xlsx", &code::EMPTY_FILE, false),
            ("anh.jpg", &code::FILE_UNKNOWN, true),
            ("cong van.docx", &code::TEXT_DOCUMENT, true),
            ("16381.xlsx", &code::FILE_DAMAGED, false),
        ] {
            assert_eq!(holds_no_form(file, row), wanted, "{file} {}", row.id);
        }
    }
}

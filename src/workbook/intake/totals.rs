//! How far the unit has come: cells still blank, items to review.

use super::blanks::blanks_in;
use super::calculation::Calculation;
use super::context::Book;
use super::live::{Live, quoted};
use crate::words::official;
use crate::words::{Lang, Message};

/// "Chưa nhập: còn 24 ô".
pub(super) fn blanks_text(book: &Book) -> Live {
    let number = book.calculation.blanks(None).unwrap_or_default();
    let form = book.issue.form;
    let asked = form.sections.iter().filter(|s| book.asks(&s.id));
    let left = asked.map(|s| blanks_in(form, s)).sum();
    let done = official("emit.blanks-none");
    counted(&number, &Message::new("emit.blanks-left"), &done, left)
}

/// "Còn 2 mục cần xem lại".
pub(super) fn open_text() -> Live {
    let number = Calculation::open();
    let none = official("emit.open-none");
    counted(&number, &Message::new("emit.open-some"), &none, 0)
}

/// A number in a sentence, or other words where it is 0; `blank` is the number on the blank form.
pub(super) fn counted(number: &str, some: &Message, none: &str, blank: u32) -> Live {
    let said = some.clone().with("count", &'\u{1}').say(Lang::Vi);
    let (before, after) = said.split_once('\u{1}').unwrap_or((&said, ""));
    Live {
        formula: format!(
            "IF({number}=0,{},{}&{number}&{})",
            quoted(none),
            quoted(before),
            quoted(after)
        ),
        blank: match blank {
            0 => none.to_owned(),
            blank => format!("{before}{blank}{after}"),
        },
    }
}

//! How far the unit has come: cells still blank, items to review.

use super::blanks::blanks;
use super::context::Book;
use super::joined::STATE;
use super::live::{Live, quoted, there};
use crate::layout::CHECKS_SHEET;
use crate::model::raw::cell_name;
use crate::words::official;
use crate::words::{Lang, Message};

/// "Chưa nhập: còn 24 ô".
pub(super) fn blanks_text(book: &Book) -> Live {
    let mut sums = Vec::new();
    for plan in &book.layout.sheets {
        let last = (plan.lines.len() as u32).max(1) - 1;
        let (first, last) = (
            there(&plan.name, (0, plan.grid.missing)),
            cell_name(last, plan.grid.missing),
        );
        sums.push(format!("SUM({first}:{last})"));
    }
    let total = sums.join("+");
    let count: u32 = blanks(book);
    let some = Message::new("emit.blanks-left");
    let shown = |n: &str| some.clone().with("count", n).say(Lang::Vi);
    let (before, after) = around(&some);
    Live {
        formula: format!(
            "IF({total}=0,{},{}&({total})&{})",
            quoted(&official("emit.blanks-none")),
            quoted(&before),
            quoted(&after)
        ),
        blank: if count == 0 {
            official("emit.blanks-none")
        } else {
            shown(&count.to_string())
        },
    }
}

/// "Còn 2 mục cần xem lại".
pub(super) fn open_text(book: &Book) -> Live {
    let mut sums = Vec::new();
    let needs = quoted(&format!("{}*", official("emit.live-needs")));
    let broken = quoted(&format!("{}*", official("emit.state-broken")));
    for plan in &book.layout.sheets {
        let last = (plan.lines.len() as u32).max(1) - 1;
        let first = there(&plan.name, (0, plan.grid.check));
        sums.push(format!(
            "COUNTIF({first}:{},{needs})",
            cell_name(last, plan.grid.check)
        ));
    }
    if let (Some((first, _)), Some((last, _))) =
        (book.checks.rules.first(), book.checks.rules.last())
    {
        let first = there(CHECKS_SHEET, (*first, STATE));
        sums.push(format!(
            "COUNTIF({first}:{},{broken})",
            cell_name(*last, STATE)
        ));
    }
    let total = sums.join("+");
    let (before, after) = around(&Message::new("emit.open-some"));
    Live {
        formula: format!(
            "IF({total}=0,{},{}&({total})&{})",
            quoted(&official("emit.open-none")),
            quoted(&before),
            quoted(&after)
        ),
        blank: official("emit.open-none"),
    }
}

/// What stands before and after the number in a sentence.
pub(super) fn around(message: &Message) -> (String, String) {
    let said = message.clone().with("count", &'\u{1}').say(Lang::Vi);
    let (before, after) = said.split_once('\u{1}').unwrap_or((&said, ""));
    (before.to_owned(), after.to_owned())
}

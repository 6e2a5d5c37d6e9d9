//! The live texts of a workbook, as Excel formulas with their result on the blank form.
//!
//! In: places and kinds. Out: a formula without `=`, and what it shows before anybody fills anything. Only
//! functions of Excel 2010. Words are texts that can be read without colours.

use crate::model::form::Indicator;
use crate::model::raw::cell_name;
use crate::value::kind::Entry;
use crate::value::{Kind, Nil};
use crate::words::{Lang, Message, official, official_value};

/// A formula and what it shows on the blank form.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Live {
    /// Without a leading `=`.
    pub(super) formula: String,
    /// Its result on the blank form.
    pub(super) blank: String,
}

/// A cell to fill, as a formula sees it.
pub(super) struct Cell<'a> {
    /// `'Biểu 01'!$F$12`.
    pub(super) at: String,
    /// What it holds.
    pub(super) kind: &'a Kind,
    /// Name of the range with its words, where it has a drop-down.
    pub(super) words: Option<String>,
    /// Heading of its column, where a row has several.
    pub(super) column: Option<&'a str>,
}

/// A text literal of a formula. Excel takes at most 255 characters in one.
pub(super) fn quoted(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.is_empty() {
        return "\"\"".to_owned();
    }
    let parts: Vec<String> = chars
        .chunks(240)
        .map(|part| {
            let part: String = part.iter().collect();
            format!("\"{}\"", part.replace('"', "\"\""))
        })
        .collect();
    parts.join("&")
}

pub(super) fn say(id: &str) -> String {
    quoted(&official(id))
}

/// `F12` for a place on the same sheet.
pub(super) fn here((row, col): (u32, u16)) -> String {
    cell_name(row, col)
}

/// `'Kiểm tra'!$B$8` for a place on any sheet.
pub(super) fn there(sheet: &str, (row, col): (u32, u16)) -> String {
    let name = cell_name(row, col);
    let split = name
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(name.len());
    let (letters, digits) = name.split_at(split);
    format!("{}!${letters}${digits}", sheet_name(sheet))
}

/// `'Biểu 01'!$C$5:$F$5` for places on any sheet.
pub(super) fn range(sheet: &str, first: (u32, u16), last: (u32, u16)) -> String {
    let (first, last) = (there(sheet, first), there(sheet, last));
    let last = last.rsplit_once('!').map_or("", |(_, cell)| cell);
    format!("{first}:{last}")
}

/// A sheet's name in a formula.
pub(super) fn sheet_name(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// The first text of a range that begins so, or else what `tail` gives.
fn first_text(range: &str, begins: &str, tail: &str) -> String {
    let begins = quoted(&format!("{}*", official(begins)));
    format!("IFERROR(INDEX({range},MATCH({begins},{range},0)),{tail})")
}

/// What is known of a cell of an indicator: blank, 0 for a zero and 1 for anything else, 2 more where that is not
/// plausible, or a text that begins with [`NEEDS`].
pub(super) fn code(cell: &Cell, plausible: Option<(f64, f64)>) -> Live {
    let at = &cell.at;
    let is_zero = format!("IF({at}=0,0,1)");
    let tail = match plausible.filter(|_| cell.kind.is_number()) {
        Some((low, high)) => format!("{is_zero}+IF(OR({at}<{low},{at}>{high}),2,0)"),
        None => is_zero,
    };
    let held = with_kind(cell, plausible, &tail);
    Live {
        formula: format!(
            "IFERROR(IF({at}=\"\",\"\",{held}),{})",
            say("emit.live-error")
        ),
        blank: String::new(),
    }
}

/// How texts begin that ask for something.
const NEEDS: &str = "emit.live-needs";
/// How texts begin that point elsewhere.
const SEE: &str = "emit.live-see";

/// How many required cells of a row are still blank; `codes` are those of its cells.
pub(super) fn missing(required: bool, (codes, cells): (&str, usize), status: &str) -> Live {
    // A return is asked for formulas that begin so, where live checks stand.
    let (left, blank) = if required {
        (format!("COUNTBLANK({codes})"), cells)
    } else {
        ("0".to_owned(), 0)
    };
    Live {
        formula: format!("IF({status}<>\"\",0,{left})"),
        blank: blank.to_string(),
    }
}

/// A rule in which a row takes part: the cell of its state, its number among the checks.
pub(super) type RuleRef = (String, usize);

/// What to show beside a row while a rule on it is broken; nothing while it is not.
pub(super) fn pointer((state, number): &RuleRef) -> Live {
    let pointer = Message::new("emit.live-see-rule")
        .with("number", number)
        .say(Lang::Vi);
    let broken = official("emit.state-broken");
    Live {
        formula: format!(
            "IF(LEFT({state},{})={},{},\"\")",
            broken.chars().count(),
            quoted(&broken),
            quoted(&pointer)
        ),
        blank: String::new(),
    }
}

/// The ranges that the live text of a row is put together from.
pub(super) struct Ranges<'a> {
    /// The codes of its cells.
    pub(super) codes: &'a str,
    /// How many cells.
    pub(super) cells: usize,
    /// The pointers to its rules.
    pub(super) pointers: Option<&'a str>,
}

/// The live text of a row.
pub(super) fn row(indicator: &Indicator, ranges: &Ranges, status: &str, remark: &str) -> Live {
    let Ranges {
        codes,
        cells,
        pointers,
    } = ranges;
    let mut tail = with_rules(*pointers);
    if let Some((low, high)) = indicator.plausible {
        let kind = &indicator.kind;
        let shown = Message::new("emit.live-plausible")
            .with("low", &plausible(low, kind))
            .with("high", &plausible(high, kind))
            .say(Lang::Vi);
        tail = format!(
            "IF(MAX({codes})>1,IF({remark}=\"\",{},{}),{tail})",
            quoted(&shown),
            say("emit.live-explained")
        );
    }
    let none = format!("COUNTBLANK({codes})={cells}");
    tail = if indicator.required {
        format!(
            "IF(AND({status}=\"\",COUNTBLANK({codes})>0),IF({none},{},{}),{tail})",
            say("emit.live-blank"),
            say("emit.live-partly")
        )
    } else {
        format!("IF({none},{},{tail})", say("emit.live-optional"))
    };
    tail = first_text(codes, NEEDS, &tail);
    // A status stands for the cells of a row that are blank; where none is, only 0 goes with "Không phát sinh".
    let mut zeros = format!("COUNTIF({codes},0)");
    if indicator.plausible.is_some() {
        zeros = format!("{zeros}+COUNTIF({codes},2)");
    }
    let no_data = quoted(Nil::NoData.word());
    let said = Answers {
        denied: format!("COUNTBLANK({codes})=0,OR({status}={no_data},{zeros}<{cells})"),
        none,
    };
    Live {
        formula: with_status(&said, status, remark, &tail),
        blank: official(if indicator.required {
            "emit.live-blank"
        } else {
            "emit.live-optional"
        }),
    }
}

/// What a row or a list says beside its status, as conditions of formulas.
struct Answers {
    /// It says something that the status denies.
    denied: String,
    /// It says nothing.
    none: String,
}

/// The live text of a row that is all computed: only its rules speak.
pub(super) fn computed_row(pointers: Option<&str>) -> Live {
    Live {
        formula: match pointers {
            Some(pointers) => first_text(pointers, SEE, "\"\""),
            None => "IF(TRUE,\"\",\"\")".to_owned(),
        },
        blank: String::new(),
    }
}

/// What is missing in such a row.
pub(super) fn nothing_missing() -> Live {
    Live {
        formula: "IF(TRUE,0,0)".to_owned(),
        blank: "0".to_owned(),
    }
}

/// What stands in front of everything: the status of the row.
fn with_status(said: &Answers, status: &str, remark: &str, tail: &str) -> String {
    let no_data = quoted(Nil::NoData.word());
    let not_arisen = quoted(Nil::NotArisen.word());
    let Answers { denied, none } = said;
    format!(
        "IFERROR(IF(AND({status}<>\"\",{status}<>{no_data},{status}<>{not_arisen}),{},IF(AND({status}<>\"\",{denied}),{},\
         IF(AND({status}={no_data},{remark}=\"\"),{},IF(AND({status}<>\"\",{none}),{},{tail})))),{})",
        say("emit.live-status-word"),
        say("emit.live-status-and-value"),
        say("emit.live-reason"),
        say("emit.live-holds"),
        say("emit.live-error")
    )
}

fn with_rules(pointers: Option<&str>) -> String {
    let holds = say("emit.live-holds");
    match pointers {
        Some(pointers) => first_text(pointers, SEE, &holds),
        None => holds,
    }
}

/// What is wrong with a cell that is not blank, or what `tail` gives.
fn with_kind(cell: &Cell, plausible: Option<(f64, f64)>, tail: &str) -> String {
    let at = &cell.at;
    let named = |said: String| {
        quoted(&match cell.column {
            Some(column) => format!("{said} ({column})"),
            None => said,
        })
    };
    let number =
        |id: &str, tail: &str| format!("IF(ISNUMBER({at}),{tail},{})", named(official(id)));
    match cell.kind.spec().entry {
        Entry::Whole => number(
            "emit.live-number",
            &format!(
                "IF({at}<0,{},IF({at}<>INT({at}),{}&SUBSTITUTE({at},\".\",\",\")&{},{tail}))",
                named(official("emit.live-negative")),
                say("emit.live-fraction-before"),
                say("emit.live-fraction-after"),
            ),
        ),
        Entry::Number => number("emit.live-number", tail),
        Entry::Share => {
            let (low, high) = cell.kind.possible(plausible).unwrap_or((0.0, 1.0));
            let shown = |n| official_value(&crate::value::Value::Number(n), cell.kind);
            let beyond = Message::new("emit.live-percent")
                .with("low", &shown(low))
                .with("high", &shown(high))
                .say(Lang::Vi);
            number(
                "emit.live-number",
                &format!("IF(OR({at}<{low},{at}>{high}),{},{tail})", named(beyond)),
            )
        }
        Entry::Word => match &cell.words {
            Some(words) => format!(
                "IF(ISNA(MATCH({at},{words},0)),{},{tail})",
                named(official("emit.live-choose"))
            ),
            None => tail.to_owned(),
        },
        Entry::Day => number("emit.live-date", tail),
        Entry::Anything => tail.to_owned(),
    }
}

fn plausible(n: f64, kind: &Kind) -> String {
    official_value(&crate::value::Value::Number(n), kind)
}

/// Whether a row of a list holds something, 0 or 1.
pub(super) fn begun(cells: &str, columns: usize) -> Live {
    Live {
        formula: format!("IF(COUNTBLANK({cells})<{columns},1,0)"),
        blank: "0".to_owned(),
    }
}

/// Number of rows of a list that hold something.
pub(super) fn list_count(begun: &str) -> Live {
    Live {
        formula: format!("SUM({begun})"),
        blank: "0".to_owned(),
    }
}

/// Whether a required list is neither begun nor answered with a status.
pub(super) fn list_missing(required: bool, count: &str, status: &str) -> Live {
    Live {
        formula: if required {
            format!("IF(AND({count}=0,{status}=\"\"),1,0)")
        } else {
            "0".to_owned()
        },
        blank: u8::from(required).to_string(),
    }
}

/// The live text of a whole list; `row_texts` are those of its rows.
pub(super) fn list(
    required: bool,
    count: &str,
    (status, remark): (&str, &str),
    row_texts: &str,
    pointers: Option<&str>,
) -> Live {
    let blank = official(if required {
        "emit.live-blank"
    } else {
        "emit.live-optional"
    });
    let tail = format!(
        "IF({count}=0,{},IF(COUNTIF({row_texts},{})>0,{},{}))",
        quoted(&blank),
        quoted(&format!("{}*", official(NEEDS))),
        say("emit.live-see-rows"),
        with_rules(pointers)
    );
    Live {
        formula: with_status(
            &Answers {
                denied: format!("{count}>0"),
                none: format!("{count}=0"),
            },
            status,
            remark,
            &tail,
        ),
        blank,
    }
}

/// What is wrong with a cell of a list; `wanted` tells whether its row is begun, where that asks for the cell.
pub(super) fn list_cell(cell: &Cell, wanted: Option<&str>) -> Live {
    let at = &cell.at;
    let blank = wanted.map(|begun| {
        let wants = Message::new("emit.live-row-wants")
            .with("column", cell.column.unwrap_or_default())
            .say(Lang::Vi);
        format!("IF({begun}=1,{},\"\")", quoted(&wants))
    });
    let blank = blank.unwrap_or_else(|| "\"\"".to_owned());
    Live {
        formula: format!(
            "IFERROR(IF({at}=\"\",{blank},{}),{})",
            with_kind(cell, None, "\"\""),
            say("emit.live-error")
        ),
        blank: String::new(),
    }
}

/// The live text of a row of a list; `texts` are those of its cells, `holds` what it says when it is filled well.
pub(super) fn list_row(texts: &str, begun: &str, holds: &str) -> Live {
    let tail = format!("IF({begun}=1,{holds},\"\")");
    Live {
        formula: first_text(texts, NEEDS, &tail),
        blank: String::new(),
    }
}

/// What the last row says that is shown of a list: how more are shown, or that rows behind it are filled while their
/// `numbers` are hidden.
pub(super) fn more(begun: &str, numbers: &str, (unseen, more): (&str, &str)) -> String {
    // 103 counts what is neither blank nor hidden, as Excel does since 2003.
    format!(
        "IF(SUM({begun})=0,{},IF(SUBTOTAL(103,{numbers})=0,{},{}))",
        quoted(more),
        quoted(unseen),
        say("emit.live-holds")
    )
}

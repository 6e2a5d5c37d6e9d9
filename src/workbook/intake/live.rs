//! The live texts of a workbook, as Excel formulas with their result on the blank form.
//!
//! In: places and kinds. Out: a formula without `=`, and what it shows before anybody fills anything. Only
//! functions of Excel 2010. Words are texts that can be read without colours.

use crate::model::form::Indicator;
use crate::model::raw::cell_name;
use crate::value::kind::Entry;
use crate::value::{Kind, Nil, format};
use crate::words::{Lang, Message, official};

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
    /// `F12`.
    pub(super) at: String,
    /// What it holds.
    pub(super) kind: &'a Kind,
    /// Name of the range with its words, where it has a drop-down.
    pub(super) words: Option<String>,
    /// Whether a blank is asked for.
    pub(super) required: bool,
    /// Heading of its column, where a row has several.
    pub(super) column: &'a str,
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

fn say(id: &str) -> String {
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

/// A sheet's name in a formula.
pub(super) fn sheet_name(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// How many required cells of a row are still blank.
pub(super) fn missing(cells: &[Cell], status: &str) -> Live {
    let wanted: Vec<String> = cells
        .iter()
        .filter(|c| c.required)
        .map(|c| format!("({}=\"\")", c.at))
        .collect();
    let sum = if wanted.is_empty() {
        "0".to_owned()
    } else {
        wanted.join("+")
    };
    Live {
        formula: format!("IF({status}<>\"\",0,{sum}+0)"),
        blank: wanted.len().to_string(),
    }
}

/// What to show where a rule on the row is broken: (cell of the rule's state, its number among the checks).
pub(super) type RuleRef = (String, usize);

/// The live text of a row.
pub(super) fn row(
    indicator: &Indicator,
    cells: &[Cell],
    status: &str,
    remark: &str,
    missing: &str,
    rules: &[RuleRef],
) -> Live {
    let required = cells.iter().filter(|c| c.required).count();
    let mut tail = with_rules(rules);
    if let Some((low, high)) = indicator.plausible {
        let outside: Vec<String> = cells
            .iter()
            .filter(|c| c.kind.is_number())
            .map(|c| format!("AND(ISNUMBER({0}),OR({0}<{low},{0}>{high}))", c.at))
            .collect();
        if !outside.is_empty() {
            let kind = cells[0].kind;
            let shown = Message::new("emit.live-plausible")
                .with("low", &plausible(low, kind))
                .with("high", &plausible(high, kind))
                .say(Lang::Vi);
            tail = format!(
                "IF(OR({}),IF({remark}=\"\",{},{}),{tail})",
                outside.join(","),
                quoted(&shown),
                say("emit.live-explained")
            );
        }
    }
    tail = if required == 0 {
        format!(
            "IF(AND({}),{},{tail})",
            cells
                .iter()
                .map(|c| format!("{}=\"\"", c.at))
                .collect::<Vec<_>>()
                .join(","),
            say("emit.live-optional")
        )
    } else {
        let words = if required == 1 {
            say("emit.live-blank")
        } else {
            format!(
                "IF({missing}={required},{},{})",
                say("emit.live-blank"),
                say("emit.live-partly")
            )
        };
        format!("IF({missing}>0,{words},{tail})")
    };
    for cell in cells.iter().rev() {
        tail = with_kind(cell, cells.len() > 1, indicator.plausible, &tail);
    }
    Live {
        formula: with_status(&answers(cells, status), status, remark, &tail),
        blank: official(if required == 0 {
            "emit.live-optional"
        } else {
            "emit.live-blank"
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

/// A status stands for the cells of a row that are blank; where none is, only 0 goes with "Không phát sinh".
fn answers(cells: &[Cell], status: &str) -> Answers {
    let all = |condition: &str| -> String {
        let each: Vec<String> = cells
            .iter()
            .map(|c| format!("{}{condition}", c.at))
            .collect();
        each.join(",")
    };
    let no_data = quoted(Nil::NoData.word());
    Answers {
        denied: format!("{},OR({status}={no_data},{})", all("<>\"\""), all("<>0")),
        none: all("=\"\""),
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

fn with_rules(rules: &[RuleRef]) -> String {
    let mut tail = say("emit.live-holds");
    for (state, number) in rules.iter().rev() {
        let pointer = Message::new("emit.live-see-rule")
            .with("number", number)
            .say(Lang::Vi);
        let broken = official("emit.state-broken");
        tail = format!(
            "IF(LEFT({state},{})={},{},{tail})",
            broken.chars().count(),
            quoted(&broken),
            quoted(&pointer)
        );
    }
    tail
}

/// What a cell of this kind must be, when it is filled.
fn with_kind(cell: &Cell, several: bool, plausible: Option<(f64, f64)>, tail: &str) -> String {
    let at = &cell.at;
    let named = |id: &str| {
        let said = official(id);
        quoted(&if several {
            format!("{said} ({})", cell.column)
        } else {
            said
        })
    };
    match cell.kind.spec().entry {
        Entry::Whole => format!(
            "IF(AND({at}<>\"\",NOT(ISNUMBER({at}))),{},IF(N({at})<0,{},IF(N({at})<>INT(N({at})),{}&SUBSTITUTE({at},\".\",\",\")&{},{tail})))",
            named("emit.live-number"),
            named("emit.live-negative"),
            say("emit.live-fraction-before"),
            say("emit.live-fraction-after"),
        ),
        Entry::Number => format!(
            "IF(AND({at}<>\"\",NOT(ISNUMBER({at}))),{},{tail})",
            named("emit.live-number")
        ),
        Entry::Share => {
            let (low, high) = percent_range(plausible);
            format!(
                "IF(AND({at}<>\"\",NOT(ISNUMBER({at}))),{},IF(OR(N({at})<{low},N({at})>{high}),{},{tail}))",
                named("emit.live-number"),
                named("emit.live-percent"),
            )
        }
        Entry::Word => match &cell.words {
            Some(words) => format!(
                "IF(AND({at}<>\"\",ISNA(MATCH({at},{words},0))),{},{tail})",
                named("emit.live-choose")
            ),
            None => tail.to_owned(),
        },
        Entry::Day => format!(
            "IF(AND({at}<>\"\",NOT(ISNUMBER({at}))),{},{tail})",
            named("emit.live-date")
        ),
        Entry::Anything => tail.to_owned(),
    }
}

/// The shares that are possible: 0 to 1 unless the kit finds others plausible.
pub(super) fn percent_range(plausible: Option<(f64, f64)>) -> (f64, f64) {
    plausible.map_or((0.0, 1.0), |(low, high)| (low.min(0.0), high.max(1.0)))
}

fn plausible(n: f64, kind: &Kind) -> String {
    format::by_kind(&crate::value::Value::Number(n), kind)
}

/// Number of rows of a list that hold something.
pub(super) fn list_count(columns: &[(String, String)]) -> Live {
    let joined: Vec<String> = columns.iter().map(|(a, b)| format!("{a}:{b}")).collect();
    let rows = format!("SUMPRODUCT(--({}<>\"\"))", joined.join("&"));
    Live {
        formula: rows,
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

/// The live text of a whole list.
pub(super) fn list(
    required: bool,
    count: &str,
    status: &str,
    remark: &str,
    row_checks: &str,
    rules: &[RuleRef],
) -> Live {
    let blank = official(if required {
        "emit.live-blank"
    } else {
        "emit.live-optional"
    });
    let tail = format!(
        "IF({count}=0,{},IF(COUNTIF({row_checks},{})>0,{},{}))",
        quoted(&blank),
        quoted(&format!("{}*", official("emit.live-needs"))),
        say("emit.live-see-rows"),
        with_rules(rules)
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

/// The live text of a row of a list.
pub(super) fn list_row(cells: &[Cell]) -> Live {
    let all: Vec<&str> = cells.iter().map(|c| c.at.as_str()).collect();
    let mut tail = say("emit.live-holds");
    for cell in cells.iter().rev() {
        tail = with_kind(cell, true, None, &tail);
        if cell.required {
            let wanted = Message::new("emit.live-row-wants")
                .with("column", cell.column)
                .say(Lang::Vi);
            tail = format!("IF({}=\"\",{},{tail})", cell.at, quoted(&wanted));
        }
    }
    Live {
        formula: format!(
            "IFERROR(IF({}=\"\",\"\",{tail}),{})",
            all.join("&"),
            say("emit.live-error")
        ),
        blank: String::new(),
    }
}

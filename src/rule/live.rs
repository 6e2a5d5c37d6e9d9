//! The live check: a condition with its guards as one formula of the workbook.
//!
//! In: a formula, the words to show, the status cell of each name. Out: the text of a cell formula. The
//! guards are those of `judge`, in its order; COUNTA and COUNT see a cell as ISBLANK and ISNUMBER do, and keep
//! the text short (Excel takes 8,192 characters). An error value in a cell shows the word for "not a number".

use super::{Formula, LiveWords};

/// Arguments that Excel allows in one call.
const MANY: usize = 255;

pub(super) fn check(
    formula: &Formula,
    words: &LiveWords,
    status_of: &dyn Fn(&str) -> Option<String>,
) -> String {
    let name = |at: &usize| formula.names[*at].text.clone();
    let needed: Vec<String> = formula.facts.needed.iter().map(name).collect();
    let numeric: Vec<String> = formula.facts.numeric.iter().map(name).collect();
    let mut statuses: Vec<String> = Vec::new();
    for status in needed.iter().filter_map(|name| status_of(name)) {
        if !statuses.contains(&status) {
            statuses.push(status);
        }
    }
    let mut guards = Vec::new();
    if !statuses.is_empty() {
        guards.push((
            format!("{}>0", counted("COUNTA", &statuses)),
            &words.not_judged,
        ));
    }
    if !needed.is_empty() {
        let all = counted("COUNTA", &needed);
        guards.push((format!("{all}<{}", needed.len()), &words.not_yet));
    }
    if !numeric.is_empty() {
        let all = counted("COUNT", &numeric);
        guards.push((format!("{all}<{}", numeric.len()), &words.not_number));
    }
    let pairs: Vec<String> = formula
        .facts
        .pairs
        .iter()
        .map(|(a, b)| one_is_number(&name(a), &name(b)))
        .collect();
    for part in pairs.chunks(MANY) {
        guards.push((format!("OR({})", part.join(",")), &words.not_number));
    }
    let broken = quoted(&words.broken);
    let judged = format!(
        "IFERROR(IF({},{},{broken}),{broken})",
        formula.source.trim(),
        quoted(&words.holds)
    );
    guards.iter().rev().fold(judged, |rest, (guard, word)| {
        format!("IF({guard},{},{rest})", quoted(word))
    })
}

fn one_is_number(a: &str, b: &str) -> String {
    format!("ISNUMBER({a})<>ISNUMBER({b})")
}

fn counted(function: &str, names: &[String]) -> String {
    let calls: Vec<String> = names
        .chunks(MANY)
        .map(|part| format!("{function}({})", part.join(",")))
        .collect();
    calls.join("+")
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

//! The live check: a condition with its guards as one formula of the workbook.
//!
//! In: a formula, the words to show, what is known of each name. Out: the text of a cell formula. The
//! guards are those of `judge`, in its order; COUNTA and COUNT see a cell as ISBLANK and ISNUMBER do, and keep
//! the text short (Excel takes 8,192 characters). An error value in a cell shows the word for "not a number".

use super::Formula;

/// What a live check in the workbook says. Short words; quotes are doubled where they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveWords {
    /// A needed cell is still blank, e.g. "Chưa nhập đủ".
    pub not_yet: String,
    /// A cell holds text where a number is needed, e.g. "Cần gõ số".
    pub not_number: String,
    /// A needed row has a nil, e.g. "Không xét".
    pub not_judged: String,
    /// The condition holds, e.g. "Đạt".
    pub holds: String,
    /// It does not, e.g. "Cần bổ sung".
    pub broken: String,
}

/// What a live check must know of a name in the workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LiveName {
    /// Defined name of its status cell, where it has one: a status instead of an answer makes the rule "not judged".
    pub status: Option<String>,
    /// What a blank of it means.
    pub blank: LiveBlank,
}

/// What a cell without an answer means to a rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LiveBlank {
    /// It is still to be answered: "not yet".
    #[default]
    NotYet,
    /// It may stay blank: an answer like any other.
    Answer,
    /// The cell counts rows of a list that must have some: 0 is "not yet".
    ZeroIsNotYet,
}

/// Arguments that Excel allows in one call.
const MANY: usize = 255;

impl Formula {
    /// The text, without a leading `=`, of a workbook formula that says where this condition stands.
    ///
    /// Its guards are those of [`Formula::judge`]; `about` tells of each name what they need.
    pub fn live_check(&self, words: &LiveWords, about: &dyn Fn(&str) -> LiveName) -> String {
        check(self, words, about)
    }
}

pub(super) fn check(
    formula: &Formula,
    words: &LiveWords,
    about: &dyn Fn(&str) -> LiveName,
) -> String {
    let name = |at: &usize| formula.names[*at].text.clone();
    let needed: Vec<String> = formula.facts.needed.iter().map(name).collect();
    let numeric: Vec<String> = formula.facts.numeric.iter().map(name).collect();
    let of = |names: &[String], blank: LiveBlank| -> Vec<String> {
        let mut names = names.to_vec();
        names.retain(|name| about(name).blank == blank);
        names
    };
    // A status stands for a blank; beside a value it is a matter of its row, and the value counts.
    let nil = |name: &String| {
        let LiveName { status, blank } = about(name);
        let status = status?;
        Some(match blank {
            LiveBlank::ZeroIsNotYet => format!("AND({name}=0,COUNTA({status})>0)"),
            LiveBlank::NotYet | LiveBlank::Answer => format!("COUNTA({name})<COUNTA({status})"),
        })
    };
    let nils: Vec<String> = needed.iter().filter_map(nil).collect();
    let mut guards = Vec::new();
    for part in nils.chunks(MANY) {
        guards.push((any(part), &words.not_judged));
    }
    let due = of(&needed, LiveBlank::NotYet);
    if !due.is_empty() {
        let all = counted("COUNTA", &due);
        guards.push((format!("{all}<{}", due.len()), &words.not_yet));
    }
    for list in of(&needed, LiveBlank::ZeroIsNotYet) {
        guards.push((format!("{list}=0"), &words.not_yet));
    }
    let optional = of(&numeric, LiveBlank::Answer);
    let wanted: Vec<String> = numeric
        .iter()
        .filter(|name| !optional.contains(name))
        .cloned()
        .collect();
    if !wanted.is_empty() {
        let all = counted("COUNT", &wanted);
        guards.push((format!("{all}<{}", wanted.len()), &words.not_number));
    }
    if !optional.is_empty() {
        let numbers = counted("COUNT", &optional);
        let filled = counted("COUNTA", &optional);
        guards.push((format!("{numbers}<{filled}"), &words.not_number));
    }
    let pairs: Vec<String> = formula
        .facts
        .pairs
        .iter()
        .map(|(a, b)| {
            let (a, b) = (name(a), name(b));
            let may_be_blank = |name: &String| about(name).blank == LiveBlank::Answer;
            let apart = one_is_number(&a, &b);
            if may_be_blank(&a) || may_be_blank(&b) {
                // A blank that is allowed is no text beside a number.
                format!("AND(COUNTA({a},{b})=2,{apart})")
            } else {
                apart
            }
        })
        .collect();
    for part in pairs.chunks(MANY) {
        guards.push((any(part), &words.not_number));
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

fn any(conditions: &[String]) -> String {
    match conditions {
        [one] => one.clone(),
        many => format!("OR({})", many.join(",")),
    }
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

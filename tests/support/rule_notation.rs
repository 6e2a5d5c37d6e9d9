//! How test files write operands, bindings and results of formulas.
//!
//! Operands: `3`, `2.675`, `"text"`, `TRUE`, `#DIV/0!`, `date 44132`, `blank` (answered with nothing),
//! `unanswered`, `nil`. Bindings: `x=3; y="7"`; a name without a binding is unanswered.

#![allow(dead_code, reason = "each group of tests uses its part of it")]

use tonghop::rule::{Answered, Computed, ExcelError, Formula, Operand, Outcome};

/// What each name stands for.
pub(crate) type Bindings = Vec<(String, Answered)>;

const ERRORS: &[(&str, ExcelError)] = &[
    ("#DIV/0!", ExcelError::Div0),
    ("#VALUE!", ExcelError::Value),
    ("#NUM!", ExcelError::Num),
    ("#N/A", ExcelError::NotAvailable),
    ("#REF!", ExcelError::Ref),
    ("#NAME?", ExcelError::Name),
    ("#NULL!", ExcelError::Null),
];

/// The rows of a table of cases, without comments, split at tabs.
pub(crate) fn rows(table: &str) -> Vec<Vec<&str>> {
    table
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
        .collect()
}

pub(crate) fn bindings(text: &str) -> Bindings {
    text.split(';')
        .filter(|part| !part.trim().is_empty())
        .map(|part| {
            let (name, operand) = part.split_once('=').expect("name=operand");
            (name.trim().to_owned(), answered(operand.trim()))
        })
        .collect()
}

pub(crate) fn answered(text: &str) -> Answered {
    match text {
        "nil" => return Answered::NotApplicable,
        "unanswered" => return Answered::Unanswered,
        _ => {}
    }
    Answered::Value(match text {
        "blank" => Operand::Blank,
        "TRUE" | "FALSE" => Operand::Bool(text == "TRUE"),
        _ if text.starts_with('"') => Operand::Text(text.trim_matches('"').to_owned()),
        _ => match (
            ERRORS.iter().find(|(shown, _)| *shown == text),
            text.strip_prefix("date "),
        ) {
            (Some((_, error)), _) => Operand::Error(*error),
            (None, Some(serial)) => Operand::Date(serial.parse().expect("serial")),
            (None, None) => Operand::Number(text.parse().expect("number")),
        },
    })
}

/// Looks a name up among the bindings.
pub(crate) fn look(bindings: &Bindings) -> impl Fn(&str) -> Answered {
    move |name| {
        let found = bindings.iter().find(|(known, _)| known == name);
        found.map_or(Answered::Unanswered, |(_, answered)| answered.clone())
    }
}

pub(crate) fn parse(formula: &str) -> Formula {
    Formula::parse(formula).unwrap_or_else(|e| panic!("{formula}: {e:?}"))
}

pub(crate) fn shown(operand: &Operand) -> String {
    match operand {
        Operand::Blank => "blank".to_owned(),
        Operand::Number(n) => number(*n),
        Operand::Date(n) => format!("date {}", number(*n)),
        Operand::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_owned(),
        Operand::Text(t) => format!("\"{t}\""),
        Operand::Error(e) => error(*e),
    }
}

pub(crate) fn error(error: ExcelError) -> String {
    let found = ERRORS.iter().find(|(_, known)| *known == error);
    found.map_or_else(|| format!("{error:?}"), |(shown, _)| (*shown).to_owned())
}

/// At 15 digits, as Excel shows it.
pub(crate) fn number(n: f64) -> String {
    let rounded: f64 = format!("{n:.14e}").parse().expect("a number");
    (rounded + 0.0).to_string()
}

pub(crate) fn computed(result: &Computed) -> String {
    match result {
        Computed::Value(operand) => shown(operand),
        Computed::NotYet { waiting } => format!("not yet: {}", waiting.join(", ")),
        Computed::NotJudged { nil } => format!("not judged: {}", nil.join(", ")),
        Computed::NotNumber { name } => format!("not a number: {name}"),
    }
}

pub(crate) fn outcome(result: &Outcome) -> String {
    match result {
        Outcome::Holds => "holds".to_owned(),
        Outcome::Broken => "broken".to_owned(),
        Outcome::NotYet { waiting } => format!("not yet: {}", waiting.join(", ")),
        Outcome::NotJudged { nil } => format!("not judged: {}", nil.join(", ")),
        Outcome::NotNumber { name } => format!("not a number: {name}"),
        Outcome::Undefined(e) => format!("undefined: {}", error(*e)),
    }
}

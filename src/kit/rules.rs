//! Formulas and rules as written in a kit.

use super::kinds::SEVERITIES;
use super::names::{NameShape, Names};
use crate::model::code::Code;
use crate::model::form::Rule;
use crate::msg;
use crate::rule::{Formula, OperandShape};
use crate::source::table::{Page, Table, Text};
use crate::value::Kind;
use crate::value::Severity;
use crate::value::kind::Holds;
use crate::words::Lang;
use std::collections::BTreeMap;
use std::ops::Range;

/// Most characters of a message: the most that one text in an Excel formula can hold.
pub(super) const MESSAGE_CHARS: usize = 255;

/// The same of a rule on trial, whose message says so.
const TRIAL_CHARS: usize = MESSAGE_CHARS - 20;

/// Most characters of a formula: Excel takes 8192 with the guards that a live check adds.
pub(super) const FORMULA_CHARS: usize = 2000;

/// Where the parts of a rule stand.
pub(super) struct RulePlaces {
    pub(super) condition: Range<usize>,
    /// Whether the condition can be judged: its names are there and fit.
    pub(super) condition_right: bool,
    /// Whether the cells of the counterexample are known to be there and understood.
    pub(super) change_right: bool,
    pub(super) counterexample: Vec<(Text, Text)>,
}

/// Ids of all rules of the kit: a person accepts a finding by it.
pub(super) type RuleIds = BTreeMap<String, (String, usize)>;

/// Reads the rules of a form or of the kit, checking their names.
pub(super) fn rules(
    tables: Vec<Table<'_>>,
    names: &Names,
    ids: &mut RuleIds,
) -> Vec<(Rule, RulePlaces)> {
    tables
        .into_iter()
        .filter_map(|table| rule(table, names, ids))
        .collect()
}

/// Reads a rule, checking its names.
pub(super) fn rule(
    table: Table<'_>,
    names: &Names,
    ids: &mut RuleIds,
) -> Option<(Rule, RulePlaces)> {
    let page = table.page;
    let id = table.text("id");
    if let Some(id) = &id {
        rule_id(page, id, ids);
    }
    let condition = table.text("condition");
    let before = page.count();
    let formula = condition
        .as_ref()
        .and_then(|t| formula(page, t, names, Wanted::Truth));
    if let (Some(parsed), Some(text)) = (&formula, &condition)
        && parsed.names().is_empty()
    {
        page.wrong(&text.span, msg!("kit.rule-constant"));
    }
    let condition_right = page.count() == before;
    if !table.has("severity") {
        table.missing("severity");
    }
    let severity = table
        .word("severity", SEVERITIES)
        .unwrap_or(Severity::Error);
    let on_trial = table.bool_or("trial", false);
    let message = table.text("message");
    if let Some(message) = &message {
        names.slots(page, message);
        let most = if on_trial { TRIAL_CHARS } else { MESSAGE_CHARS };
        too_long(page, message, most);
    }
    let change = table.table("counterexample");
    let counterexample = change.map(|t| t.pairs()).unwrap_or_default();
    if counterexample.is_empty() {
        page.wrong(
            &table.place("counterexample"),
            msg!("kit.no-counterexample"),
        );
    }
    table.finish();
    let rule = Rule {
        id: id?.value.parse().ok()?,
        condition: formula?,
        severity: if on_trial {
            severity.max(Severity::Warning)
        } else {
            severity
        },
        message: if on_trial {
            msg!("kit.on-trial", message = message?.value).say(Lang::Vi)
        } else {
            message?.value
        },
        counterexample: by_name(&counterexample),
    };
    let places = RulePlaces {
        condition: condition?.span,
        condition_right,
        change_right: false,
        counterexample,
    };
    Some((rule, places))
}

fn rule_id(page: &Page<'_>, id: &Text, ids: &mut RuleIds) {
    let allowed = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
    let starts_well = id.value.starts_with(|c: char| c.is_ascii_uppercase());
    if !starts_well || !id.value.chars().all(allowed) || id.value.len() > 20 {
        page.wrong(&id.span, msg!("kit.rule-id", id = id.value));
    }
    if Code::row(&id.value).is_some() {
        page.wrong(&id.span, msg!("kit.rule-id-taken", id = id.value));
    }
    let here = (page.file.to_owned(), page.line(&id.span));
    if let Some((file, line)) = ids.get(&id.value) {
        page.wrong_help(
            &id.span,
            msg!("kit.rule-twice", id = id.value),
            msg!("kit.first-at", place = format!("{file}:{line}")),
        );
    } else {
        ids.insert(id.value.clone(), here);
    }
}

/// The changes by name; the first wins where a key is written twice (which is noted elsewhere).
pub(super) fn by_name(pairs: &[(Text, Text)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .rev()
        .map(|(name, text)| (name.value.clone(), text.value.clone()))
        .collect()
}

/// What a formula must come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// TRUE or FALSE: a rule or a condition.
    Truth,
    /// A number.
    Number,
    /// Whatever it is.
    Anything,
}

/// Parses a formula and checks that each of its names is one value, and that what comes out is of the right kind.
pub(super) fn formula(
    page: &Page<'_>,
    text: &Text,
    names: &Names,
    wanted: Wanted,
) -> Option<Formula> {
    too_long(page, text, FORMULA_CHARS);
    match Formula::parse(&text.value) {
        Ok(formula) => {
            let numeric = formula.numeric_names();
            for name in formula.names() {
                let place = text.part(page, &name.at);
                let kind = names.one(page, &place, &name.text);
                if kind.is_some_and(is_words) && numeric.contains(&name.text) {
                    page.wrong(&place, msg!("kit.words-as-number", name = name.text));
                }
            }
            let of_numbers = formula.numeric_columns();
            for column in formula.columns() {
                let place = text.part(page, &column.at);
                let kind = names.column(page, &place, column);
                if kind.is_some_and(is_words) && of_numbers.contains(&column) {
                    page.wrong_help(
                        &place,
                        msg!("kit.words-as-number", name = column.text()),
                        msg!("kit.count-words", column = column.text()),
                    );
                }
            }
            words_beside_numbers(page, text, names, &formula);
            result(page, text, names, &formula, wanted);
            Some(formula)
        }
        Err(errors) => {
            for error in errors {
                page.note(&text.part(page, &error.at), error.message, error.help);
            }
            None
        }
    }
}

/// Notes words that are compared with a number: to Excel they are never the same, and always the greater.
fn words_beside_numbers(page: &Page<'_>, text: &Text, names: &Names, formula: &Formula) {
    for (a, b) in formula.compared_names() {
        let (words, number) = match (holds(names, &a.text), holds(names, &b.text)) {
            (OperandShape::Text, OperandShape::Number) => (a, b),
            (OperandShape::Number, OperandShape::Text) => (b, a),
            _ => continue,
        };
        let message = msg!(
            "kit.words-beside-number",
            name = words.text,
            number = number.text
        );
        page.wrong(&text.part(page, &words.at), message);
    }
}

/// Notes a result of a wrong kind, where it is known.
fn result(page: &Page<'_>, text: &Text, names: &Names, formula: &Formula, wanted: Wanted) {
    let whole = text.part(page, &(0..text.value.len()));
    // A condition on nothing is told as such.
    let constant = formula.names().is_empty();
    match (wanted, formula.gives(&|name| holds(names, name))) {
        (Wanted::Truth, OperandShape::Number) if !constant => {
            page.wrong_help(&whole, msg!("kit.number-not-truth"), msg!("kit.compare-it"));
        }
        (Wanted::Truth, OperandShape::Text) if !constant => {
            page.wrong(&whole, msg!("kit.text-not-truth"));
        }
        (Wanted::Number, OperandShape::Text) => page.wrong(&whole, msg!("kit.text-not-number")),
        (Wanted::Number, OperandShape::Truth) => page.wrong(&whole, msg!("kit.truth-not-number")),
        _ => {}
    }
}

/// What a name holds for a formula; unknown where it stands for no value, or a mistake hides its kind.
fn holds(names: &Names, name: &str) -> OperandShape {
    match names.get(name) {
        _ if names.doubts.contains(name) => OperandShape::Unknown,
        Some(NameShape::One(kind)) if is_words(kind) => OperandShape::Text,
        Some(NameShape::One(_)) => OperandShape::Number,
        _ => OperandShape::Unknown,
    }
}

/// Whether formulas see it as text: a yes or no is the word that the cell holds.
pub(super) fn is_words(kind: &Kind) -> bool {
    matches!(
        kind.spec().holds,
        Holds::Words | Holds::Choice | Holds::YesNo
    )
}

/// Notes a text that is longer than a place in Excel can hold; characters as Excel counts them.
pub(super) fn too_long(page: &Page<'_>, text: &Text, most: usize) {
    let length = text.value.encode_utf16().count();
    if length > most {
        page.wrong(
            &text.span,
            msg!("kit.too-long", length = length, most = most),
        );
    }
}

/// Notes an id that is not among the known ones.
pub(super) fn unknown_id<'a>(
    page: &Page<'_>,
    span: &Range<usize>,
    id: &str,
    known: impl IntoIterator<Item = &'a str>,
) {
    let near = page.did_you_mean(id, known);
    page.note(span, msg!("kit.unknown-name", name = id), near);
}

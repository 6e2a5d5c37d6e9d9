//! When a formula may be judged, and what comes of it.
//!
//! In: a formula and what is known of each name. Out: the result, or why there is none yet. The guards stand
//! in the order of the live check in the workbook (`live`): nil first, then blank, then text for a number.

use super::evaluate::{self, Cells};
use super::functions::Id;
use super::{Answered, Computed, ExcelError, Formula, Lookup, Operand, Outcome};

/// Why there is nothing to calculate.
enum Guard {
    Blank(Vec<String>),
    Nil(Vec<String>),
    Text(String),
}

impl Formula {
    /// Whether the condition holds. A number other than 0 is true; text is `Undefined(Value)`.
    pub fn judge(&self, look: &dyn Fn(&str) -> Answered) -> Outcome {
        self::judge(self, &look)
    }

    /// The same where the formula may speak of columns.
    pub fn judge_at(&self, look: &dyn Lookup) -> Outcome {
        self::judge(self, look)
    }

    /// Whether the condition holds, its parts judged one by one: AND is broken by one part that is broken, and OR holds by
    /// one that holds, also while others still wait. Each part is judged by `judge`.
    pub fn judge_in_parts(&self, judge: &dyn Fn(&Self) -> Outcome) -> Outcome {
        let Some((how, parts)) = self.joined() else {
            return judge(self);
        };
        let mut outcomes = parts.iter().map(|part| part.judge_in_parts(judge));
        let (settles, else_wise) = match how {
            Id::Not => return outcomes.next().map_or(Outcome::Broken, not),
            Id::Or => (Outcome::Holds, Outcome::Broken),
            _ => (Outcome::Broken, Outcome::Holds),
        };
        let mut waits = None;
        for outcome in outcomes {
            if outcome == settles {
                return outcome;
            }
            if outcome != else_wise {
                waits = waits.or(Some(outcome));
            }
        }
        waits.unwrap_or(else_wise)
    }

    /// The value of the formula, as Excel gives it.
    pub fn compute(&self, look: &dyn Fn(&str) -> Answered) -> Computed {
        compute(self, &look)
    }

    /// The same where the formula may speak of columns.
    pub fn compute_at(&self, look: &dyn Lookup) -> Computed {
        compute(self, look)
    }
}

fn not(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Holds => Outcome::Broken,
        Outcome::Broken => Outcome::Holds,
        other => other,
    }
}

fn judge(formula: &Formula, look: &dyn Lookup) -> Outcome {
    match cells(formula, look) {
        Err(Guard::Blank(waiting)) => Outcome::NotYet { waiting },
        Err(Guard::Nil(nil)) => Outcome::NotJudged { nil },
        Err(Guard::Text(name)) => Outcome::NotNumber { name },
        Ok(cells) => match evaluate::evaluate(&formula.expr, &cells) {
            Operand::Bool(true) => Outcome::Holds,
            Operand::Number(n) | Operand::Date(n) if n != 0.0 => Outcome::Holds,
            Operand::Bool(_) | Operand::Number(_) | Operand::Date(_) | Operand::Blank => {
                Outcome::Broken
            }
            Operand::Text(_) => Outcome::Undefined(ExcelError::Value),
            Operand::Error(error) => Outcome::Undefined(error),
        },
    }
}

fn compute(formula: &Formula, look: &dyn Lookup) -> Computed {
    match cells(formula, look) {
        Err(Guard::Blank(waiting)) => Computed::NotYet { waiting },
        Err(Guard::Nil(nil)) => Computed::NotJudged { nil },
        Err(Guard::Text(name)) => Computed::NotNumber { name },
        Ok(cells) => Computed::Value(evaluate::evaluate(&formula.expr, &cells)),
    }
}

/// One operand per name and the operands of each column, when all that is needed is there.
fn cells(formula: &Formula, look: &dyn Lookup) -> Result<Cells, Guard> {
    let (mut cells, mut waiting, mut nil) = (Vec::new(), Vec::new(), Vec::new());
    for (at, name) in formula.names.iter().enumerate() {
        let needed = formula.facts.needed.contains(&at);
        cells.push(match look.name(&name.text) {
            Answered::Value(operand) => finite(operand),
            Answered::Unanswered => {
                waiting.extend(needed.then(|| name.text.clone()));
                Operand::Blank
            }
            Answered::NotApplicable => {
                nil.extend(needed.then(|| name.text.clone()));
                Operand::Blank
            }
        });
    }
    let mut columns = Vec::new();
    for (at, column) in formula.columns.iter().enumerate() {
        let needed = formula.facts.needed_columns.contains(&at);
        let answers = look.column(column);
        if needed && answers.contains(&Answered::Unanswered) {
            waiting.push(column.text());
        }
        let is_nil = |answer: &Answered| *answer == Answered::NotApplicable;
        if needed && !answers.is_empty() && answers.iter().all(is_nil) {
            nil.push(column.text());
        }
        let values = answers.into_iter().map(|answer| match answer {
            Answered::Value(operand) => finite(operand),
            Answered::Unanswered | Answered::NotApplicable => Operand::Blank,
        });
        columns.push(values.collect());
    }
    if !nil.is_empty() {
        return Err(Guard::Nil(nil));
    }
    if !waiting.is_empty() {
        return Err(Guard::Blank(waiting));
    }
    match not_number(formula, &cells) {
        Some(at) => Err(Guard::Text(formula.names[at].text.clone())),
        None => Ok(Cells {
            names: cells,
            columns,
        }),
    }
}

/// Excel has no number that is not finite.
fn finite(operand: Operand) -> Operand {
    match operand {
        Operand::Number(n) | Operand::Date(n) if !n.is_finite() => Operand::Error(ExcelError::Num),
        operand => operand,
    }
}

/// The first name that holds something else where a number is needed.
fn not_number(formula: &Formula, cells: &[Operand]) -> Option<usize> {
    let is_other = |at: &usize| matches!(cells[*at], Operand::Text(_) | Operand::Bool(_));
    let is_number = |at: &usize| matches!(cells[*at], Operand::Number(_) | Operand::Date(_));
    let alone = formula.facts.numeric.iter().filter(|at| is_other(at));
    let beside = formula.facts.pairs.iter().filter_map(|(a, b)| {
        let other = if is_number(a) { b } else { a };
        let mixed = (is_number(a) || is_number(b)) && is_other(other);
        mixed.then_some(other)
    });
    alone.chain(beside).min().copied()
}

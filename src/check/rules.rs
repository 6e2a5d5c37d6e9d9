//! The rules of a form, judged on a reading.
//!
//! In: a form and what a return says. Out: one finding per broken rule, with all the cells it joins and, where the
//! rule is that two sums are equal, by how much they differ; what rounding alone can explain is a note.

use crate::model::code::{self, Code};
use crate::model::finding::{Draft, Finding, Involved, Subject};
use crate::model::form::{Form, Rule};
use crate::model::operand::Answers;
use crate::model::reading::{Answer, Reading};
use crate::msg;
use crate::rule::{Answered, Computed, Formula, Operand, Outcome};
use crate::value::nearly::is_nearly_whole;
use crate::value::{Kind, Severity, Value};
use crate::words::{self, Fact, Lang, Message};
use std::collections::BTreeSet;

/// Most digits behind the comma that an answer is taken to be rounded to.
const MOST_PLACES: i32 = 6;

/// Findings of all rules, in their order.
pub(super) fn broken(subject: Subject<'_>, form: &Form, reading: &Reading) -> Vec<Finding> {
    let context = RuleContext::of(form, reading);
    form.rules
        .iter()
        .filter_map(|rule| context.judge(subject, rule))
        .collect()
}

/// Findings of the rules that none of the parts of a form could be judged by alone, on all of them together.
pub fn broken_across(form: &Form, whole: &Reading, parts: &[&Reading]) -> Vec<Finding> {
    let context = RuleContext::of(form, whole);
    let parts: Vec<RuleContext<'_>> = parts
        .iter()
        .map(|part| RuleContext::of(form, part))
        .collect();
    let joins = |rule: &&Rule| {
        let names = rule.condition.names();
        let alone =
            |part: &RuleContext<'_>| names.iter().all(|name| part.answers.was_asked(&name.text));
        !parts.iter().any(alone)
    };
    let subject = Subject {
        unit: None,
        file: "dot",
    };
    let rules = form.rules.iter().filter(joins);
    let mut findings: Vec<Finding> = rules
        .filter_map(|rule| context.judge(subject, rule))
        .collect();
    for finding in &mut findings {
        finding.file.clear();
    }
    findings
}

/// What rules of a form are judged by.
struct RuleContext<'a> {
    form: &'a Form,
    reading: &'a Reading,
    answers: Answers<'a>,
}

impl<'a> RuleContext<'a> {
    fn of(form: &'a Form, reading: &'a Reading) -> Self {
        Self {
            form,
            reading,
            answers: Answers::of(form, reading),
        }
    }

    fn judge(&self, subject: Subject<'_>, rule: &Rule) -> Option<Finding> {
        let look = |name: &str| self.answers.look(name);
        let own = |row| (Code::Own(row), rule.id.as_str());
        let asks = |request: Option<String>| request.map(|text| requested(rule.severity, &text));
        let ((code, about), message, request) = match rule.condition.judge(&look) {
            Outcome::Holds | Outcome::NotYet { .. } | Outcome::NotJudged { .. } => return None,
            Outcome::Broken => {
                let (message, request) = self.sentence(rule);
                ((rule.id.clone().into(), ""), message, asks(request))
            }
            Outcome::NotNumber { name } => {
                let cell = self.cell(&name);
                let message = msg!(
                    "check.rule-needs-number",
                    label = cell.label,
                    shown = cell.shown
                );
                (own(&code::RULE_NEEDS_NUMBER), message, None)
            }
            Outcome::Undefined(_) => {
                let message = msg!("check.rule-undefined");
                (own(&code::RULE_UNDEFINED), message, None)
            }
        };
        let names: Vec<String> = rule.condition.names().into_iter().map(|n| n.text).collect();
        let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
        names.sort_by_key(|n| self.answers.position(n));
        let cells: Vec<Involved> = names.iter().map(|n| self.cell(n)).collect();
        let is_rounding = matches!(code, Code::Rule(_)) && self.is_rounding(&rule.condition);
        let (severity, todo) = if is_rounding {
            (Severity::Note, msg!("check.rounding-todo"))
        } else {
            let todo = request.unwrap_or_else(|| todo(rule.severity, &cells));
            (rule.severity, todo)
        };
        Some(subject.finding(Draft {
            code,
            severity,
            message,
            todo,
            cells,
            about: about.to_owned(),
            reason: self.reason(&names),
            values: None,
            action: None,
        }))
    }

    /// The kit's sentence with the values, and by how much two sums differ; apart from it what it asks for.
    fn sentence(&self, rule: &Rule) -> (Message, Option<String>) {
        let text = words::fill(&rule.message, |slot| {
            self.shown(slot).map(|fact| fact.say(Lang::Vi))
        });
        let (text, request) = apart(text);
        let message = match self.difference(&rule.condition) {
            Some(n) => msg!(
                "check.rule-broken-by",
                text = text,
                difference = Fact::number(n, 6)
            ),
            None => msg!("check.rule-broken", text = text),
        };
        (message, request)
    }

    /// How far apart the two sides of an equality of numbers are.
    fn difference(&self, condition: &Formula) -> Option<f64> {
        let difference = Sides::of(condition)?.difference(&|name| self.answers.look(name))?;
        (difference != 0.0).then_some(difference.abs())
    }

    /// Whether the two sides of an equality may be equal before their answers were rounded: each may be off by half of its
    /// last digit. Counts are not rounded.
    fn is_rounding(&self, condition: &Formula) -> bool {
        let Some(sides) = Sides::of(condition) else {
            return false;
        };
        let look = |name: &str| self.answers.look(name);
        let Some(difference) = sides.difference(&look) else {
            return false;
        };
        let names = condition.names().into_iter().map(|name| name.text);
        let moved = names.collect::<BTreeSet<_>>().into_iter().map(|name| {
            let half = self.half_of_last_digit(&name);
            let rounded = |asked: &str| match look(asked) {
                Answered::Value(Operand::Number(n)) if asked == name => {
                    Answered::Value(Operand::Number(n + half))
                }
                answered => answered,
            };
            let moved = sides.difference(&rounded).unwrap_or(difference);
            (moved - difference).abs()
        });
        // A last bit more, for sums of tenths.
        difference.abs() <= moved.sum::<f64>() * (1.0 + 1e-9)
    }

    /// Half of the last digit that was written of an answer; 0 of what is exact: a count, nothing, words.
    fn half_of_last_digit(&self, name: &str) -> f64 {
        let said = self.answers.field(name);
        let field = self.form.field(name);
        let (Some(said), Some(field)) = (said, field) else {
            return 0.0;
        };
        let scale = match field.kind() {
            Kind::Percent => 100.0,
            Kind::Amount | Kind::Decimal { .. } => 1.0,
            _ => return 0.0,
        };
        let Answer::Value(Value::Number(n)) = said.answer else {
            return 0.0;
        };
        if n == 0.0 {
            return 0.0;
        }
        let is_whole = |places: &i32| is_nearly_whole(n * scale * 10f64.powi(*places));
        let places = (0..MOST_PLACES).find(is_whole).unwrap_or(MOST_PLACES);
        0.5 / 10f64.powi(places) / scale
    }

    /// A value as an office writes it.
    fn shown(&self, name: &str) -> Option<Fact> {
        if let Some(said) = self.answers.field(name) {
            let kind = self.form.field(name).map(|f| f.kind().clone());
            return Some(match (&said.answer, kind) {
                (Answer::Value(value), Some(kind)) => Fact::value(value, &kind),
                (Answer::Nil { nil, .. }, _) => nil.word().into(),
                (Answer::Blank, _) => Fact::words("check.nothing"),
                _ => said.raw.as_str().into(),
            });
        }
        let section = self.answers.list_section(name)?;
        Some(Fact::number(self.reading.list(section).len() as f64, 0))
    }

    fn cell(&self, name: &str) -> Involved {
        if let Some(said) = self.answers.field(name) {
            let label = self
                .form
                .field(name)
                .map_or_else(String::new, |f| f.label());
            return super::answers::involved(&said.field, &label, said);
        }
        let section = self.answers.list_section(name);
        let section = self
            .form
            .sections
            .iter()
            .find(|s| Some(s.id.as_str()) == section);
        Involved {
            field: name.parse().ok(),
            label: section.map_or_else(String::new, |s| s.title.clone()),
            place: None,
            shown: self.shown(name).unwrap_or_default(),
        }
    }

    /// The reasons beside the rows, each once.
    fn reason(&self, names: &[&str]) -> String {
        let mut reasons: Vec<&str> = Vec::new();
        for name in names {
            let reason = self
                .answers
                .field(name)
                .map_or("", |said| said.remark.as_str());
            if !reason.is_empty() && !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        reasons.join("; ")
    }
}

/// A rule's sentence in two: what is wrong, and the request that it ends with, so that nothing is asked for twice.
fn apart(text: String) -> (String, Option<String>) {
    let ends = [". Đề nghị ", "; đề nghị "];
    let ends = ends.iter().filter_map(|end| text.rfind(end));
    let Some(at) = ends.max() else {
        return (text, None);
    };
    let (said, request) = text.split_at(at);
    let mut letters = request[1..].trim_start().chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    (format!("{said}."), Some(first.chain(letters).collect()))
}

/// What a rule's own sentence asks for; of a warning also the reason, where it does not say so itself.
fn requested(severity: Severity, text: &str) -> Message {
    if severity == Severity::Warning && !text.contains("lý do") {
        msg!("check.request-or-explain", text = text)
    } else {
        msg!("check.request", text = text)
    }
}

/// What to do: look at the cells, and for a warning, say why.
fn todo(severity: Severity, cells: &[Involved]) -> Message {
    let places = cells.iter().map(|c| match &c.place {
        Some(place) => place.shown(),
        None => c.label.clone(),
    });
    let places = places.collect::<Vec<_>>().join(", ");
    if severity == Severity::Warning {
        msg!("check.look-or-explain", places = places)
    } else {
        msg!("check.look-at-cells", places = places)
    }
}

/// The two sides of a condition `left = right`.
struct Sides([Formula; 2]);

impl Sides {
    /// `None` for any other condition.
    fn of(condition: &Formula) -> Option<Self> {
        let (left, right) = sides(condition.source())?;
        let side = |source: &str| Formula::parse(source.trim()).ok();
        Some(Self([side(left)?, side(right)?]))
    }

    /// By how much the left side is more; `None` where one is no number.
    fn difference(&self, look: &dyn Fn(&str) -> Answered) -> Option<f64> {
        let [left, right] = self.0.each_ref().map(|side| match side.compute(look) {
            Computed::Value(Operand::Number(n)) => Some(n),
            _ => None,
        });
        Some(left? - right?).filter(|difference| difference.is_finite())
    }
}

/// The two sides of a condition `left = right`; nothing for any other condition.
fn sides(source: &str) -> Option<(&str, &str)> {
    let (mut depth, mut quoted, mut at) = (0u32, false, None);
    let bytes = source.as_bytes();
    for (i, b) in bytes.iter().enumerate() {
        match b {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'<' | b'>' if depth == 0 => return None,
            b'=' if depth == 0 && at.is_some() => return None,
            b'=' if depth == 0 => at = Some(i),
            _ => {}
        }
    }
    let at = at?;
    Some((&source[..at], &source[at + 1..]))
}

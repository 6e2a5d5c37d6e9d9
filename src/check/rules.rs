//! The rules of a form, judged on a reading.
//!
//! In: a form and what a return says. Out: one finding per broken rule, with all the cells it joins and, where the
//! rule is that two sums are equal, by how much they differ.

use crate::model::finding::{About, Draft, Finding, Involved};
use crate::model::form::{Form, Rule, list_count_id};
use crate::model::reading::{Answer, FieldReading, Reading};
use crate::msg;
use crate::rule::{Answered, Computed, Formula, Operand, Outcome};
use crate::value::Severity;
use crate::value::understand::serial_of_day;
use crate::value::{Nil, Value, format};
use crate::words::{self, Lang, Message};
use std::collections::HashMap;

/// Findings of all rules, in their order.
pub(super) fn broken(about: About<'_>, form: &Form, reading: &Reading) -> Vec<Finding> {
    let facts = Facts::of(form, reading);
    form.rules
        .iter()
        .filter_map(|rule| facts.judge(about, rule))
        .collect()
}

/// Findings of the rules that none of the parts of a form could be judged by alone, on all of them together.
pub fn broken_across(form: &Form, whole: &Reading, parts: &[&Reading]) -> Vec<Finding> {
    let facts = Facts::of(form, whole);
    let parts: Vec<Facts<'_>> = parts.iter().map(|part| Facts::of(form, part)).collect();
    let joins = |rule: &&Rule| {
        let names = rule.condition.names();
        let alone = |part: &Facts<'_>| names.iter().all(|name| part.was_asked(&name.text));
        !parts.iter().any(alone)
    };
    let about = About {
        unit: "",
        file: "dot",
    };
    let rules = form.rules.iter().filter(joins);
    let mut findings: Vec<Finding> = rules.filter_map(|rule| facts.judge(about, rule)).collect();
    for finding in &mut findings {
        finding.file.clear();
    }
    findings
}

/// What a name of a form stands for in its rules: a field's answer, or the number of a list's rows.
///
/// A blank that is allowed is an answer; one that is required is not, and neither is what was not understood.
pub fn answered(form: &Form, reading: &Reading, name: &str) -> Answered {
    Facts::of(form, reading).look(name)
}

struct Facts<'a> {
    form: &'a Form,
    reading: &'a Reading,
    /// Field id → its reading, whether a blank is a finding, and its place in the form.
    fields: HashMap<&'a str, (&'a FieldReading, usize)>,
}

impl<'a> Facts<'a> {
    fn of(form: &'a Form, reading: &'a Reading) -> Self {
        let fields = reading.fields.iter().enumerate();
        Self {
            form,
            reading,
            fields: fields.map(|(at, f)| (f.field.as_str(), (f, at))).collect(),
        }
    }

    fn look(&self, name: &str) -> Answered {
        if let Some((said, _)) = self.fields.get(name) {
            return match &said.answer {
                Answer::Value(value) => Answered::Value(operand(value)),
                Answer::Nil { .. } => Answered::NotApplicable,
                Answer::Blank if self.may_stay_blank(name) => Answered::Value(Operand::Blank),
                Answer::Blank | Answer::NotUnderstood => Answered::Unanswered,
            };
        }
        let Some((section, required)) = self.list(name) else {
            return Answered::Unanswered;
        };
        let Some((_, rows)) = self.reading.lists.iter().find(|(id, _)| id == section) else {
            return Answered::Unanswered;
        };
        if !rows.is_empty() || !required {
            return Answered::Value(Operand::Number(rows.len() as f64));
        }
        if self.reading.list_nils.iter().any(|(id, ..)| id == section) {
            Answered::NotApplicable
        } else {
            Answered::Unanswered
        }
    }

    /// Whether a name is a field or a list of this reading.
    fn was_asked(&self, name: &str) -> bool {
        let is_list = |section| self.reading.lists.iter().any(|(id, _)| id == section);
        self.fields.contains_key(name)
            || self.list(name).is_some_and(|(section, _)| is_list(section))
    }

    fn may_stay_blank(&self, name: &str) -> bool {
        self.form.field(name).is_some_and(|f| !f.row.required)
    }

    /// The list whose number of rows this name is, and whether it must be answered.
    fn list(&self, name: &str) -> Option<(&'a str, bool)> {
        let mut lists = self.form.lists();
        let found = lists.find(|(s, _)| list_count_id(&s.id) == name);
        found.map(|(section, list)| (section.id.as_str(), list.required))
    }

    fn judge(&self, about: About<'_>, rule: &Rule) -> Option<Finding> {
        let look = |name: &str| self.look(name);
        let (code, name, severity, message) = match rule.condition.judge(&look) {
            Outcome::Holds | Outcome::NotYet { .. } | Outcome::NotJudged { .. } => return None,
            Outcome::Broken => (rule.id.as_str(), "", rule.severity, self.sentence(rule)),
            Outcome::NotNumber { name } => {
                let cell = self.cell(&name);
                let message = msg!(
                    "check.rule-needs-number",
                    label = cell.label,
                    shown = cell.shown
                );
                ("QT-01", rule.id.as_str(), rule.severity, message)
            }
            Outcome::Undefined(_) => {
                let message = msg!("check.rule-undefined");
                ("QT-02", rule.id.as_str(), rule.severity, message)
            }
        };
        let names: Vec<String> = rule.condition.names().into_iter().map(|n| n.text).collect();
        let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
        names.sort_by_key(|n| self.fields.get(n).map_or(usize::MAX, |(_, at)| *at));
        let cells: Vec<Involved> = names.iter().map(|n| self.cell(n)).collect();
        Some(about.finding(Draft {
            code,
            severity,
            message,
            todo: todo(severity, &cells),
            cells,
            about: name.to_owned(),
            reason: self.reason(&names),
        }))
    }

    /// The kit's sentence with the values, and by how much two sums differ.
    fn sentence(&self, rule: &Rule) -> Message {
        let text = words::fill(&rule.message, |slot| self.shown(slot));
        match self.difference(&rule.condition) {
            Some(n) => msg!(
                "check.rule-broken-by",
                text = text,
                difference = format::decimal(n, 6)
            ),
            None => msg!("check.rule-broken", text = text),
        }
    }

    /// How far apart the two sides of an equality of numbers are.
    fn difference(&self, condition: &Formula) -> Option<f64> {
        let (left, right) = sides(condition.source())?;
        let side = |source: &str| {
            let formula = Formula::parse(source.trim()).ok()?;
            match formula.compute(&|name: &str| self.look(name)) {
                Computed::Value(Operand::Number(n)) => Some(n),
                _ => None,
            }
        };
        let difference = (side(left)? - side(right)?).abs();
        (difference > 0.0 && difference.is_finite()).then_some(difference)
    }

    /// A value as an office writes it.
    fn shown(&self, name: &str) -> Option<String> {
        let text = |id: &str| words::text(id, Lang::Vi);
        if let Some((said, _)) = self.fields.get(name) {
            let kind = self.form.field(name).map(|f| f.kind().clone());
            return Some(match (&said.answer, kind) {
                (Answer::Value(value), Some(kind)) => format::by_kind(value, &kind),
                (
                    Answer::Nil {
                        nil: Nil::NoData, ..
                    },
                    _,
                ) => text("emit.nil-no-data"),
                (Answer::Nil { .. }, _) => text("emit.nil-not-arisen"),
                (Answer::Blank, _) => text("check.nothing"),
                _ => said.raw.clone(),
            });
        }
        let (section, _) = self.list(name)?;
        Some(format::count(self.reading.list(section).len() as f64))
    }

    fn cell(&self, name: &str) -> Involved {
        if let Some((said, _)) = self.fields.get(name) {
            let label = self
                .form
                .field(name)
                .map_or_else(String::new, |f| f.label());
            return super::answers::involved(name, &label, said);
        }
        let section = self.list(name).map(|(id, _)| id);
        let section = self
            .form
            .sections
            .iter()
            .find(|s| Some(s.id.as_str()) == section);
        Involved {
            field: name.to_owned(),
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
                .fields
                .get(name)
                .map_or("", |(said, _)| said.remark.as_str());
            if !reason.is_empty() && !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        reasons.join("; ")
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

fn operand(value: &Value) -> Operand {
    match value {
        Value::Number(n) => Operand::Number(*n),
        Value::YesNo(yes) => Operand::Text(format::yes_no(*yes)),
        Value::Date(day) => serial_of_day(*day).map_or(Operand::Blank, Operand::Date),
        Value::Month(month) => jiff::civil::Date::new(month.year, month.month, 1)
            .ok()
            .and_then(serial_of_day)
            .map_or(Operand::Blank, Operand::Date),
        Value::Text(text) => Operand::Text(text.clone()),
    }
}

//! What formulas see of values, answers and figures.
//!
//! In: a value, a reading of a form, the figures. Out: what a name of a formula stands for. The one place that knows it,
//! so that a rule says the same in a form, in a figure and in the trial of a kit.

use crate::model::derivation::Missing;
use crate::model::figure::{FigureValue, Figures};
use crate::model::form::{Form, list_count_id};
use crate::model::reading::{Answer, FieldReading, Reading};
use crate::rule::{Answered, Operand};
use crate::value::{Value, format, understand::serial_of_day};
use std::collections::HashMap;

/// A value as a formula sees it: yes and no are the words that the workbook shows, a month is its first day.
pub fn operand(value: &Value) -> Operand {
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

/// A figure as a formula sees it: of texts and rows it sees how many there are.
pub fn of_figure(figures: &Figures, name: &str) -> Answered {
    figures
        .get(name)
        .map_or(Answered::Unanswered, |figure| of_value(&figure.value))
}

/// The same of what a figure says.
pub fn of_value(value: &FigureValue) -> Answered {
    match value {
        FigureValue::One(value) => Answered::Value(operand(value)),
        FigureValue::Many(all) => Answered::Value(Operand::Number(all.len() as f64)),
        FigureValue::Rows(rows) => Answered::Value(Operand::Number(rows.len() as f64)),
        FigureValue::Missing(Missing::OnlyNil) => Answered::NotApplicable,
        FigureValue::Missing(_) => Answered::Unanswered,
    }
}

/// The answers of a reading by the names that rules of its form use.
#[derive(Debug)]
pub struct Answers<'a> {
    form: &'a Form,
    reading: &'a Reading,
    /// Field id → its reading and its place in the form.
    fields: HashMap<&'a str, (&'a FieldReading, usize)>,
}

impl<'a> Answers<'a> {
    /// Of a return for this form.
    pub fn of(form: &'a Form, reading: &'a Reading) -> Self {
        let fields = reading.fields.iter().enumerate();
        Self {
            form,
            reading,
            fields: fields.map(|(at, f)| (f.field.as_str(), (f, at))).collect(),
        }
    }

    /// What a name stands for: a field's answer, or the number of a list's rows.
    ///
    /// A blank that is allowed is an answer; one that is required is not, and neither is what was not understood.
    pub fn look(&self, name: &str) -> Answered {
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

    /// The reading of the field of this name.
    pub fn field(&self, name: &str) -> Option<&'a FieldReading> {
        self.fields.get(name).map(|(said, _)| *said)
    }

    /// Where the field of this name stands in its form; what is no field stands last.
    pub fn position(&self, name: &str) -> usize {
        self.fields.get(name).map_or(usize::MAX, |(_, at)| *at)
    }

    /// The section of the list whose number of rows this name is.
    pub fn list_section(&self, name: &str) -> Option<&'a str> {
        self.list(name).map(|(section, _)| section)
    }

    /// Whether a name is a field or a list of this reading.
    pub fn was_asked(&self, name: &str) -> bool {
        let is_list = |section| self.reading.lists.iter().any(|(id, _)| id == section);
        self.fields.contains_key(name) || self.list_section(name).is_some_and(is_list)
    }

    fn may_stay_blank(&self, name: &str) -> bool {
        self.form
            .field(name)
            .is_some_and(|f| !f.row.required && !f.is_computed())
    }

    /// The list whose number of rows this name is, and whether it must be answered.
    fn list(&self, name: &str) -> Option<(&'a str, bool)> {
        let mut lists = self.form.lists();
        let found = lists.find(|(s, _)| list_count_id(&s.id) == name);
        found.map(|(section, list)| (section.id.as_str(), list.required))
    }
}

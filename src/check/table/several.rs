//! Sheets of one file that are tables of one form.
//!
//! In: the tables of a file. Out: those that are to be read, and what their units say in all of them together. What two
//! sheets say differently of a unit is asked about and read from neither.

use super::lines::Lines;
use super::{Headed, Units};
use crate::check::Context;
use crate::check::answers::involved;
use crate::model::code;
use crate::model::finding::{Draft, Finding, Involved, Subject};
use crate::model::form::Form;
use crate::model::id::UnitCode;
use crate::model::reading::{Account, Answer, FieldReading, Place, Reading};
use crate::msg;
use std::collections::{BTreeMap, BTreeSet};

/// A table of one sheet with what stands around it.
pub(super) struct Table<'a> {
    pub(super) units: Units,
    pub(super) headed: Headed<'a>,
    pub(super) lines: Lines<'a>,
}

/// The tables of the form that is meant; those of another period only where no other sheet has one. The names of sheets
/// that are left out come last.
pub(super) fn of_one_form<'a>(
    found: impl Iterator<Item = Table<'a>>,
    context: &Context<'_>,
) -> (Vec<Table<'a>>, Vec<&'a str>) {
    let found: Vec<Table<'a>> = found.collect();
    // Two forms may ask the same; the one that its units answer is meant.
    let best = found.iter().max_by_key(|table| {
        let codes = table.units.rows.iter().flat_map(|(_, codes)| codes);
        let mut forms = codes.filter_map(|code| Some(&context.expected.unit(code)?.form));
        (
            forms.any(|form| *form == table.headed.form.id),
            table.headed.fields.len(),
        )
    });
    let Some(form) = best.map(|table| table.headed.form.id.clone()) else {
        return (Vec::new(), Vec::new());
    };
    let tables = found.into_iter().filter(|t| t.headed.form.id == form);
    let (others, ours): (Vec<Table<'a>>, Vec<Table<'a>>) =
        tables.partition(|table| table.lines.are_otherwise());
    if ours.is_empty() {
        return (others, Vec::new());
    }
    let names = others.iter().map(|table| table.headed.sheet.name.as_str());
    (ours, names.collect())
}

/// What the rows of units on all sheets say together.
#[derive(Default)]
pub(super) struct Together {
    pub(super) readings: Vec<Reading>,
    /// Findings about cells of one unit on one sheet.
    findings: Vec<Finding>,
    at: BTreeMap<UnitCode, usize>,
    /// Units of which two sheets say different things.
    differ: BTreeMap<UnitCode, [Involved; 2]>,
}

impl Together {
    /// Adds what a sheet says. `false` where all of it is said already.
    pub(super) fn add(
        &mut self,
        form: &Form,
        readings: Vec<Reading>,
        findings: Vec<Finding>,
    ) -> bool {
        let mut is_new = false;
        let mut repeated = BTreeSet::new();
        for reading in readings {
            let Some(unit) = reading.unit.clone() else {
                continue;
            };
            let Some(at) = self.at.get(&unit) else {
                self.at.insert(unit.clone(), self.readings.len());
                self.readings.push(reading);
                is_new = true;
                continue;
            };
            let before = &mut self.readings[*at];
            if let Some(cells) = difference(form, before, &reading) {
                self.differ.entry(unit).or_insert(cells);
                is_new = true;
            } else if complete(before, reading) {
                is_new = true;
            } else {
                repeated.insert(unit);
            }
        }
        let is_repeated = |unit: &UnitCode| repeated.contains(unit);
        let findings = findings.into_iter();
        self.findings
            .extend(findings.filter(|f| !f.unit.as_ref().is_some_and(is_repeated)));
        is_new
    }

    /// The readings on which all sheets agree, and the findings about their cells and about the others.
    pub(super) fn finish(
        self,
        context: &Context<'_>,
        sheets: &[&str],
    ) -> (Vec<Reading>, Vec<Finding>) {
        let Self {
            mut readings,
            mut findings,
            differ,
            ..
        } = self;
        let differs =
            |unit: &Option<UnitCode>| unit.as_ref().is_some_and(|u| differ.contains_key(u));
        readings.retain(|reading| !differs(&reading.unit));
        findings.retain(|finding| !differs(&finding.unit));
        if let Some((unit, [one, other])) = differ.first_key_value() {
            let place =
                |cell: &Involved| cell.place.as_ref().map_or_else(String::new, Place::shown);
            let name = context
                .expected
                .unit(unit)
                .map_or(unit.as_str(), |u| &u.name);
            let message = msg!(
                "check.table-sheets-differ",
                count = differ.len(),
                unit = name,
                label = one.label,
                one = place(one),
                shown = one.shown,
                other = place(other),
                other_shown = other.shown
            );
            let subject = Subject {
                unit: None,
                file: context.file,
            };
            findings.push(subject.finding(Draft {
                about: sheets.join(", "),
                cells: differ.values().flatten().cloned().collect(),
                ..Draft::new(
                    &code::UNIT_TWICE,
                    (message, msg!("check.table-keep-one-sheet")),
                )
            }));
        }
        (readings, findings)
    }
}

/// The first field that two readings of a unit both answer, and differently.
fn difference(form: &Form, one: &Reading, other: &Reading) -> Option<[Involved; 2]> {
    let pairs = one.fields.iter().zip(&other.fields);
    let differs = |(a, b): &(&FieldReading, &FieldReading)| {
        a.answer != Answer::Blank && b.answer != Answer::Blank && a.answer != b.answer
    };
    let (a, b) = pairs.into_iter().find(differs)?;
    let label = form.fields().find(|field| a.field == field.id().as_str());
    let label = label.map_or_else(String::new, |field| field.label());
    let cell = |reading: &FieldReading| involved(&reading.field, &label, reading);
    Some([cell(a), cell(b)])
}

/// Fills what a reading leaves open from another of the same unit. `false` where that says nothing new.
fn complete(reading: &mut Reading, other: Reading) -> bool {
    let mut is_new = false;
    for (own, other) in reading.fields.iter_mut().zip(other.fields) {
        if own.answer == Answer::Blank && other.answer != Answer::Blank {
            *own = other;
            is_new = true;
        }
    }
    let mut account = Account::default();
    for field in &reading.fields {
        account.count(&field.answer);
    }
    reading.account = account;
    is_new
}

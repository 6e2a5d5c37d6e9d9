//! A sheet with a row per unit, as many offices share one: read as many returns.
//!
//! In: a workbook that is no form of ours. Out: one reading for each unit that has a row, when the headings of some
//! sheet tell fields of a form by label or id; nothing when they do not. What two columns, rows or sheets say differently
//! is asked about and read from neither. A sheet with a column per unit is read turned around.

mod headings;
mod labels;
mod lines;
mod names;
mod nobody;
mod parted;
mod repeated;
mod several;
mod spelling;
mod totals;
mod units;
mod unread;

use self::headings::{Headed, headed};
use self::labels::{Names, texts_of};
use self::lines::Lines;
use self::names::LooseNames;
use self::parted::is_alike;
use self::several::{Table, Together};
use self::units::Units;
use self::unread::{Near, nearly_named};
use super::answers::{Beside, as_meant, involved, place, settle, shown};
use super::asked::Asked;
use super::gathered::Gathered;
use super::named::named_in_cell;
use super::recomputed::recomputed;
use super::remarks::remarked;
use super::{Context, Returns, judge, margins, notes, struck, unseen};
use crate::model::code::{self, Row};
use crate::model::finding::{Draft, Finding, Involved, Subject};
use crate::model::form::FieldRef;
use crate::model::id::{FieldId, SectionId, UnitCode};
use crate::model::raw::{RawCell, RawWorkbook, cell_name};
use crate::model::reading::{Account, Anchor, Answer, FieldReading, Reading};
use crate::msg;
use crate::value::fold::clean;
use crate::value::understand::understand_seen;
use crate::value::{Raw, Remark, Severity};
use crate::words::{Fact, Message};
use std::cell::LazyCell;
use std::collections::{BTreeSet, HashMap};

/// The rows of units of the sheets that are tables of one form; `None` when there is no such sheet.
pub(super) fn read(book: &RawWorkbook, context: &Context<'_>) -> Option<Returns> {
    let kit = context.expected.kit;
    let names: Vec<Names<'_>> = kit.forms.iter().map(Names::of).collect();
    let names_a_unit =
        |text: &str| !named_in_cell(&clean(text, false), context.expected).is_empty();
    let sheets = book.sheets.iter().filter(|sheet| sheet.visible);
    let headed = sheets.flat_map(|sheet| {
        let texts = texts_of(sheet, context.period);
        let headed = |names| headed((sheet, &texts), names, context.period, &names_a_unit);
        names.iter().filter_map(headed).collect::<Vec<_>>()
    });
    let loose = LazyCell::new(|| LooseNames::of(context.expected));
    let tables = headed.filter_map(|headed| {
        let units = Units::of(&headed, context, &loose)?;
        Some(Table {
            lines: Lines::of(&headed, &units, context),
            units,
            headed,
        })
    });
    let (tables, left_out) = several::of_one_form(tables, context);
    let form = tables.first()?.headed.form;
    let sheets: Vec<&str> = tables
        .iter()
        .map(|t| t.headed.sheet.name.as_str())
        .collect();
    let subject = Subject {
        unit: None,
        file: context.file,
    };
    let mut together = Together::default();
    let mut of_sheets: Vec<Finding> = Vec::new();
    let mut spelled: Vec<Message> = Vec::new();
    for table in tables {
        let near = nearly_named(&table.headed, &table.units);
        let doubtful = table.headed.doubtful.iter().cloned();
        let doubtful = doubtful.chain(near.iter().map(Near::doubtful)).collect();
        spelled.extend(spelled_otherwise(&table, context));
        let rows = Rows {
            doubtful,
            cols: table
                .headed
                .fields
                .iter()
                .map(|(c, f)| (f.id(), *c))
                .collect(),
            headed: table.headed,
            context,
            findings: Vec::new(),
        };
        let (readings, findings) = rows.read(&table.units, &table.lines, &near);
        let (of_units, of_sheet): (Vec<Finding>, Vec<Finding>) =
            findings.into_iter().partition(|f| f.unit.is_some());
        // A sheet that says again what others do is not asked about.
        if together.add(form, readings, of_units) || of_sheets.is_empty() {
            of_sheets.extend(of_sheet);
        }
    }
    let (mut readings, mut findings) = together.finish(context, &sheets);
    for reading in &readings {
        findings.extend(judge(form, reading, context.file));
    }
    findings.extend(of_sheets);
    findings.extend(left_out.into_iter().map(|sheet| {
        let said = (
            msg!("check.sheet-extra", sheet = sheet),
            msg!("check.move-extra"),
        );
        subject.finding(Draft {
            about: sheet.to_owned(),
            ..Draft::new(&code::SHEET_ADDED, said)
        })
    }));
    if readings.is_empty() && !findings.iter().any(|f| f.severity == Severity::Error) {
        let said = (msg!("check.blank"), msg!("check.fill-in"));
        findings.push(subject.finding(Draft::new(&code::BLANK_FORM, said)));
    }
    // Said once, beside the first of its units.
    if let Some(first) = readings.first_mut() {
        first.account.notes.extend(spelled);
        first.account.notes.extend(notes::of_file(book));
    }
    Some(Returns {
        unit: None,
        readings,
        findings: Gathered::of(findings),
    })
}

/// What is said of headings and names of units that are not written as the form and the roster write them.
fn spelled_otherwise(table: &Table<'_>, context: &Context<'_>) -> Vec<Message> {
    let sheet = table.headed.sheet;
    let mut said = Vec::new();
    if table.headed.unaccented > 0 {
        said.push(msg!(
            "check.found-without-accents",
            sheet = sheet.name,
            count = table.headed.unaccented
        ));
    }
    if let Some((row, col, code)) = table.units.loosely.first() {
        let cell = sheet.at(*row, *col);
        let unit = context.expected.unit(code);
        said.push(msg!(
            "check.table-units-loosely",
            count = table.units.loosely.len(),
            place = place(sheet, *row, *col).shown(),
            shown = cell.map_or_else(String::new, |cell| clean(&cell.shown(), false)),
            unit = unit.map_or(code.as_str(), |unit| &unit.name)
        ));
    }
    said
}

struct Rows<'a> {
    headed: Headed<'a>,
    /// Field id → its column.
    cols: HashMap<FieldId, u16>,
    /// Field id → a column that may be its and is not read.
    doubtful: HashMap<FieldId, u16>,
    context: &'a Context<'a>,
    findings: Vec<Finding>,
}

impl Rows<'_> {
    /// What the units of the sheet say, and what is found about them and about the sheet, their answers not judged yet.
    fn read(
        mut self,
        units: &Units,
        lines: &Lines<'_>,
        near: &[Near],
    ) -> (Vec<Reading>, Vec<Finding>) {
        let mut readings: Vec<Reading> = Vec::new();
        // The row that a reading was made of, and which reading.
        let mut read: HashMap<UnitCode, (u32, usize)> = HashMap::new();
        let (mut twice, mut blank) = (BTreeSet::new(), 0_usize);
        // Columns of fields, and those that may be.
        let asked = self.headed.fields.keys().chain(self.doubtful.values());
        let asked: BTreeSet<u16> = asked.copied().collect();
        for (row, codes) in &units.rows {
            let [code] = codes.as_slice() else {
                self.row_of_two(*row, codes);
                continue;
            };
            let Some(unit) = self.context.expected.unit(code) else {
                continue;
            };
            if unit.form != self.headed.form.id {
                self.row_of_another_form(*row, &unit.name);
                continue;
            }
            let before = read.get(code).copied();
            if before.is_some_and(|(before, _)| is_alike(&self.headed, before, *row)) {
                continue;
            }
            if twice.contains(code) {
                continue;
            }
            if self.is_empty(*row, &asked) {
                blank += 1;
                continue;
            }
            let (reading, findings) = self.one(*row, (code, &unit.name), &unit.sections);
            if reading.account.read + reading.account.nil + reading.account.not_understood == 0 {
                blank += 1;
                continue;
            }
            if let Some((_, before)) = before {
                if !same(&readings[before], &reading) {
                    self.row_twice(*row, (code, &unit.name));
                    twice.insert(code.clone());
                }
                continue;
            }
            read.insert(code.clone(), (*row, readings.len()));
            self.findings.extend(findings);
            readings.push(reading);
        }
        let is_twice = |unit: &Option<UnitCode>| unit.as_ref().is_some_and(|u| twice.contains(u));
        readings.retain(|r| !is_twice(&r.unit));
        self.findings
            .retain(|f| f.code.is(&code::UNIT_TWICE) || !is_twice(&f.unit));
        self.units_parted(&units.parted);
        self.rows_of_nobody(units);
        self.headings(units, near);
        self.narrowed(units);
        self.lines(lines);
        let subject = Subject {
            unit: None,
            file: self.context.file,
        };
        let told = notes::told(self.headed.sheet).map(|draft| subject.finding(draft));
        self.findings.extend(told);
        let measures = margins::measures(self.headed.form);
        let told = margins::told(self.headed.sheet, &measures, &Asked::of(None, self.context));
        let told = told.into_iter().map(|draft| subject.finding(draft));
        self.findings.extend(told.collect::<Vec<Finding>>());
        let cols = || self.headed.fields.keys();
        let read = read.values().map(|(row, _)| *row);
        let answers: BTreeSet<(u32, u16)> = read
            .flat_map(|row| cols().map(move |col| (row, *col)))
            .collect();
        let answers: Vec<(u32, u16)> = answers.into_iter().collect();
        let unseen = unseen::told(self.headed.sheet, &answers).into_iter();
        let unseen: Vec<Finding> = unseen.map(|draft| subject.finding(draft)).collect();
        self.findings.extend(unseen);
        self.understood(readings.len(), blank);
        (readings, self.findings)
    }

    /// Whether none of these columns holds anything in a row.
    fn is_empty(&self, row: u32, cols: &BTreeSet<u16>) -> bool {
        let mut cells = self.headed.sheet.row(row).iter();
        !cells.any(|cell| cols.contains(&cell.col))
    }

    /// What a row says of its unit.
    fn one(
        &self,
        row: u32,
        (code, name): (&UnitCode, &str),
        asked: &[SectionId],
    ) -> (Reading, Vec<Finding>) {
        let form = self.headed.form;
        let subject = Subject {
            unit: Some(code),
            file: self.context.file,
        };
        let mut reading = Reading {
            form: form.id.clone(),
            unit: Some(code.clone()),
            unit_name: String::new(),
            kit_version: None,
            fields: Vec::new(),
            lists: Vec::new(),
            list_nils: Vec::new(),
            account: Account::default(),
            laid: Vec::new(),
            learned: None,
        };
        let fields = form.fields();
        let fields: Vec<FieldRef<'_>> = fields
            .filter(|field| asked.is_empty() || asked.contains(&field.section.id))
            .collect();
        let said = fields.iter().map(|field| {
            let col = self.cols.get(&field.id());
            self.field(code, *field, col.map(|col| (row, *col)))
        });
        let mut said: Vec<(FieldReading, Vec<Remark>)> = said.collect();
        let struck = struck::of_row((&form.id, name), &fields, &mut said);
        let struck = struck.map(|draft| subject.finding(draft));
        let mut findings: Vec<Finding> = struck.into_iter().collect();
        for (field, (mut said, remarks)) in fields.iter().zip(said) {
            let doubtful = self.doubtful.get(&field.id());
            let doubtful = doubtful.and_then(|col| self.headed.sheet.at(row, *col));
            // Something is there: what its heading may mean is asked about.
            if said.answer == Answer::Blank && doubtful.is_some_and(|c| c.value != Raw::Blank) {
                said.answer = Answer::NotUnderstood;
            }
            if field.is_computed() {
                reading.fields.push(said);
                continue;
            }
            reading.account.count(&said.answer);
            findings.extend(remarks.into_iter().map(|remark| {
                let cell = involved(&said.field, &field.label(), &said);
                subject.finding(remarked(&remark, field.kind(), cell, ""))
            }));
            reading.fields.push(said);
        }
        for (section, _) in form.lists() {
            if asked.is_empty() || asked.contains(&section.id) {
                reading.lists.push((section.id.clone(), Vec::new()));
            }
        }
        findings.extend(recomputed(form, &mut reading, subject));
        (reading, findings)
    }

    fn field(
        &self,
        code: &UnitCode,
        field: FieldRef<'_>,
        at: Option<(u32, u16)>,
    ) -> (FieldReading, Vec<Remark>) {
        let sheet = self.headed.sheet;
        let cell = at.and_then(|(row, col)| sheet.at(row, col));
        let cell = as_meant(cell);
        let unit = if field.column.kind.is_some() {
            ""
        } else {
            &field.row.unit
        };
        let expected = self.context.expected;
        let before = expected.number_before(code, &self.headed.form.id, &field.id());
        let said = understand_seen(cell, field.kind(), unit, before);
        let mut reading = FieldReading {
            field: field.id().into(),
            answer: Answer::Blank,
            raw: shown(cell.raw, cell.percent),
            anchor: if at.is_some() {
                Anchor::Label
            } else {
                Anchor::Lost
            },
            place: at.map(|(row, col)| place(sheet, row, col)),
            estimate: said.estimate,
            remark: String::new(),
        };
        let remarks = settle(&mut reading, said, &Beside::default());
        (reading, remarks)
    }

    fn find(
        &mut self,
        (row, unit, what): (&'static Row, Option<&UnitCode>, &str),
        said: (Message, Message),
        cells: Vec<Involved>,
    ) {
        let subject = Subject {
            unit,
            file: self.context.file,
        };
        self.findings.push(subject.finding(Draft {
            cells,
            about: what.to_owned(),
            ..Draft::new(row, said)
        }));
    }

    /// A cell as it is shown in a finding.
    fn cell(&self, cell: &RawCell) -> Involved {
        let place = place(self.headed.sheet, cell.row, cell.col);
        Involved {
            field: None,
            label: place.shown(),
            shown: shown(&cell.value, cell.percent).into(),
            place: Some(place),
        }
    }

    /// A row of units as people call it, with a word for both languages: "dòng 5", and "cột E" where the sheet was turned.
    fn line(&self, row: u32) -> Fact {
        let (name, [vi, en]) = if self.headed.sheet.is_turned {
            let (_, col) = self.headed.sheet.in_file(row, 0);
            let name = cell_name(0, col);
            (name.trim_end_matches('1').to_owned(), ["cột", "column"])
        } else {
            ((row + 1).to_string(), ["dòng", "row"])
        };
        Fact::Either(format!("{vi} {name}"), format!("{en} {name}"))
    }

    fn row_of_two(&mut self, row: u32, codes: &[UnitCode]) {
        let names = codes.iter().map(|c| {
            self.context
                .expected
                .unit(c)
                .map_or(c.as_str(), |u| &u.name)
        });
        let message = msg!(
            "check.table-row-of-two",
            sheet = self.headed.sheet.name,
            line = self.line(row),
            units = names.collect::<Vec<_>>().join(", ")
        );
        let at = (row + 1).to_string();
        self.find(
            (&code::ROW_OF_TWO, None, &at),
            (message, msg!("check.table-one-unit")),
            Vec::new(),
        );
    }

    fn row_of_another_form(&mut self, row: u32, name: &str) {
        let message = msg!(
            "check.table-other-form",
            sheet = self.headed.sheet.name,
            line = self.line(row),
            unit = name,
            form = self.headed.form.number
        );
        let at = (row + 1).to_string();
        self.find(
            (&code::ROW_OF_OTHER_FORM, None, &at),
            (message, msg!("check.send-issued")),
            Vec::new(),
        );
    }

    fn row_twice(&mut self, row: u32, (code, name): (&UnitCode, &str)) {
        let message = msg!(
            "check.table-row-twice",
            sheet = self.headed.sheet.name,
            line = self.line(row),
            unit = name
        );
        self.find(
            (&code::UNIT_TWICE, Some(code), ""),
            (message, msg!("check.table-keep-one")),
            Vec::new(),
        );
    }

    /// How the file was understood.
    fn understood(&mut self, units: usize, blank: usize) {
        let all = self.headed.form.fields().count();
        let message = msg!(
            "check.table-understood",
            sheet = self.headed.sheet.name,
            each = if self.headed.sheet.is_turned {
                Fact::Either("mỗi cột".to_owned(), "a column".to_owned())
            } else {
                Fact::Either("mỗi dòng".to_owned(), "a row".to_owned())
            },
            units = units,
            blank = blank,
            form = self.headed.form.number,
            fields = self.headed.fields.len(),
            of = all
        );
        self.find(
            (&code::TABLE_UNDERSTOOD, None, ""),
            (message, msg!("check.table-look")),
            Vec::new(),
        );
    }
}

fn same(a: &Reading, b: &Reading) -> bool {
    let mut pairs = a.fields.iter().zip(&b.fields);
    pairs.all(|(a, b)| a.answer == b.answer)
}

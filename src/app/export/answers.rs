//! The answers of the returns in force, a row each: what was understood, what stands in the cell, and where that is.

use super::table::{Cell, Column, Holds, Table, column};
use crate::model::form::{Body, Form, Section};
use crate::model::id::UnitCode;
use crate::model::kit::Kit;
use crate::model::reading::{Anchor, Answer, FieldReading, Reading};
use crate::model::receipt::{Counted, Receipt};
use crate::model::respondent::Respondent;
use crate::value::{Nil, Value};
use crate::words::official;
use std::collections::BTreeMap;
use std::rc::Rc;

/// An answer.
pub(super) struct AnswerRow {
    of: Rc<OfReturn>,
    asked: Rc<Asked>,
    said: FieldReading,
    /// Row of a list from 1.
    line: Option<u32>,
    source: Rc<Source>,
    counts: bool,
}

/// Whose return it is.
pub(super) struct OfReturn {
    unit: UnitCode,
    name: String,
    form: String,
    number: String,
    counts_for: Option<UnitCode>,
}

/// Where answers were read from.
struct Source {
    receipt: Option<Receipt>,
    entered: Option<String>,
}

/// What a form asks in a place.
#[derive(Default)]
struct Asked {
    section: String,
    title: String,
    label: String,
    unit: String,
    kind: &'static str,
}

/// Nothing that the kit asks now.
const UNKNOWN: &str = "";

pub(super) static TABLE: Table<AnswerRow> = Table {
    file: "tra-loi",
    meaning: "export.answers",
    columns: &COLUMNS,
};

static COLUMNS: [Column<AnswerRow>; 26] = [
    column("ma_don_vi", Holds::Text, "export.unit-code", |r| {
        Cell::text(&r.of.unit)
    }),
    column("ten_don_vi", Holds::Text, "export.unit-name", |r| {
        Cell::text(&r.of.name)
    }),
    column("bieu", Holds::Text, "export.form", |r| {
        Cell::text(&r.of.form)
    }),
    column("so_bieu", Holds::Text, "export.form-number", |r| {
        Cell::text(&r.of.number)
    }),
    column("phan", Holds::Text, "export.section", |r| {
        Cell::text(&r.asked.section)
    }),
    column("ten_phan", Holds::Text, "export.section-title", |r| {
        Cell::text(&r.asked.title)
    }),
    column("chi_tieu", Holds::Text, "export.field", |r| {
        Cell::text(&r.said.field)
    }),
    column("dong", Holds::Whole, "export.line", |r| {
        Cell::of(r.line, Cell::whole)
    }),
    column("ten_chi_tieu", Holds::Text, "export.label", |r| {
        Cell::text(&r.asked.label)
    }),
    column("don_vi_tinh", Holds::Text, "export.measure", |r| {
        Cell::text(&r.asked.unit)
    }),
    column("kieu", Holds::Text, "export.kind", |r| {
        Cell::text(r.asked.kind)
    }),
    column("tinh_trang", Holds::Text, "export.answer-state", |r| {
        Cell::made(state(&r.said.answer))
    }),
    column("gia_tri", Holds::Value, "export.value", |r| {
        Cell::of(r.said.answer.value(), value)
    }),
    column("nguyen_van", Holds::Text, "export.raw", |r| {
        Cell::text(&r.said.raw)
    }),
    column("ly_do", Holds::Text, "export.nil-reason", |r| {
        match &r.said.answer {
            Answer::Nil { reason, .. } => Cell::text(reason),
            _ => Cell::text(""),
        }
    }),
    column("ghi_chu", Holds::Text, "export.remark", |r| {
        Cell::text(&r.said.remark)
    }),
    column("so_uoc", Holds::YesNo, "export.estimate", |r| {
        Cell::YesNo(r.said.estimate)
    }),
    column("tep", Holds::Text, "export.file", |r| {
        r.file(|f| Cell::text(&f.file))
    }),
    column("trang_tinh", Holds::Text, "export.sheet", |r| {
        Cell::of(r.said.place.as_ref(), |place| Cell::text(&place.sheet))
    }),
    column("o", Holds::Text, "export.cell", |r| {
        Cell::of(r.said.place.as_ref(), |place| Cell::made(place.cell()))
    }),
    column("bien_nhan", Holds::Whole, "export.receipt", |r| {
        r.file(|f| Cell::whole(f.id.0))
    }),
    column("ma_bam_tep", Holds::Text, "export.hash", |r| {
        r.file(|f| Cell::text(&f.hash))
    }),
    column("nhan_luc", Holds::Moment, "export.received", |r| {
        r.file(|f| Cell::text(&f.received_at))
    }),
    column("nhap_thay", Holds::YesNo, "export.entered", |r| {
        Cell::YesNo(r.source.entered.is_some())
    }),
    column(
        "nguon_nhap_thay",
        Holds::Text,
        "export.entered-source",
        |r| Cell::of(r.source.entered.as_deref(), Cell::text),
    ),
    column("tinh_vao", Holds::Text, "export.counts-for", |r| {
        Cell::of(r.of.counts_for.as_deref().filter(|_| r.counts), Cell::text)
    }),
];

impl AnswerRow {
    fn file<'r>(&'r self, cell: impl FnOnce(&'r Receipt) -> Cell<'r>) -> Cell<'r> {
        Cell::of(self.source.receipt.as_ref(), cell)
    }
}

/// How an answer stands, in a word.
fn state(answer: &Answer) -> String {
    official(match answer {
        Answer::Value(_) => "export.state-value",
        Answer::Nil {
            nil: Nil::NoData, ..
        } => "export.state-no-data",
        Answer::Nil {
            nil: Nil::NotArisen,
            ..
        } => "export.state-not-arisen",
        Answer::Blank => "export.state-blank",
        Answer::NotUnderstood => "export.state-not-understood",
    })
}

/// A value as programs have it: a number, true or false, a day or month as ISO 8601 writes it, words.
pub(super) fn value(value: &Value) -> Cell<'_> {
    match value {
        Value::Number(n) if n.is_finite() => Cell::Number(*n),
        Value::Number(_) => Cell::Nothing,
        Value::YesNo(yes) => Cell::YesNo(*yes),
        Value::Date(day) => Cell::made(day.to_string()),
        Value::Month(m) => Cell::made(format!("{:04}-{:02}", m.year, m.month)),
        Value::Text(text) => Cell::text(text),
    }
}

/// What the forms of a kit ask, by form and answer.
pub(super) struct Forms(BTreeMap<String, AskedOf>);

/// The number of a form, and what it asks, by answer.
type AskedOf = (String, BTreeMap<String, Rc<Asked>>);

impl Forms {
    pub(super) fn of(kit: &Kit) -> Self {
        let forms = kit.forms.iter();
        Self(
            forms
                .map(|form| (form.id.to_string(), (form.number.clone(), asked(form))))
                .collect(),
        )
    }
}

fn asked(form: &Form) -> BTreeMap<String, Rc<Asked>> {
    let mut all = BTreeMap::new();
    let part = |section: &Section| Asked {
        section: section.id.to_string(),
        title: section.title.clone(),
        label: section.title.clone(),
        ..Asked::default()
    };
    for field in form.fields() {
        let asked = Asked {
            label: field.label(),
            unit: field.row.unit.clone(),
            kind: field.kind().spec().word,
            ..part(field.section)
        };
        all.insert(field.id().to_string(), Rc::new(asked));
    }
    for section in &form.sections {
        let Body::List(list) = &section.body else {
            continue;
        };
        all.insert(section.id.to_string(), Rc::new(part(section)));
        for column in &list.columns {
            let asked = Asked {
                label: column.label.clone(),
                kind: column.kind.spec().word,
                ..part(section)
            };
            all.insert(format!("{}.{}", section.id, column.id), Rc::new(asked));
        }
    }
    all
}

/// What counts of a unit's return in the figures, as far as that is not all of it.
pub(super) fn counting(units: &[Respondent]) -> BTreeMap<(UnitCode, String), &Respondent> {
    let of = |unit: &Respondent| {
        let reading = &unit.in_force.as_ref()?.reading;
        Some((reading.unit.clone()?, reading.form.to_string()))
    };
    let units = units.iter();
    units.filter_map(|unit| Some((of(unit)?, unit))).collect()
}

/// The rows of a unit's return in force, in the order of the form; `now` is what of it counts.
pub(super) fn rows(
    forms: &Forms,
    (unit, name): (&UnitCode, &str),
    counted: &Counted,
    now: Option<&Respondent>,
) -> Vec<AnswerRow> {
    let reading = counted.reading.as_ref();
    let form = forms.0.get(reading.form.as_str());
    let of = Rc::new(OfReturn {
        unit: unit.clone(),
        name: name.to_owned(),
        form: reading.form.to_string(),
        number: form.map_or(UNKNOWN, |(number, _)| number).to_owned(),
        counts_for: now.map(|now| now.counts_for().clone()),
    });
    let sources = Sources::of(counted);
    let unknown = Rc::new(Asked::default());
    let row = |said: &FieldReading, line: Option<u32>| AnswerRow {
        of: Rc::clone(&of),
        asked: Rc::clone(
            form.and_then(|(_, asked)| asked.get(said.field.as_str()))
                .unwrap_or(&unknown),
        ),
        line,
        source: sources.of_answer(reading, &said.field),
        counts: line.is_some() || counts(&said.field, now),
        said: said.clone(),
    };
    let mut rows: Vec<AnswerRow> = reading.fields.iter().map(|said| row(said, None)).collect();
    for (section, lines) in &reading.lists {
        for (line, cells) in (1u32..).zip(lines) {
            rows.extend(cells.cells.iter().map(|said| row(said, Some(line))));
        }
        let nil = reading.list_nils.iter().find(|(id, ..)| id == section);
        if lines.is_empty() || nil.is_some() {
            let whole = list_as_a_whole(section.as_str(), nil.map(|(_, nil, why)| (*nil, why)));
            rows.extend(whole.map(|said| row(&said, None)));
        }
    }
    rows
}

/// What is said of a list that has no rows.
fn list_as_a_whole(section: &str, nil: Option<(Nil, &String)>) -> Option<FieldReading> {
    Some(FieldReading {
        field: section.parse().ok()?,
        answer: nil.map_or(Answer::Blank, |(nil, reason)| Answer::Nil {
            nil,
            reason: reason.clone(),
        }),
        raw: String::new(),
        place: None,
        anchor: Anchor::Lost,
        estimate: false,
        remark: String::new(),
    })
}

/// Whether an answer counts: of two partners who say the same only one does.
fn counts(answer: &str, now: Option<&Respondent>) -> bool {
    let reading = now
        .and_then(|now| now.in_force.as_ref())
        .map(|f| &f.reading);
    reading.is_some_and(|reading| {
        reading.field(answer).is_some() || reading.lists.iter().any(|(id, _)| *id == *answer)
    })
}

/// Where the answers of one return were read from.
struct Sources {
    own: Rc<Source>,
    laid: Vec<Rc<Source>>,
}

impl Sources {
    fn of(counted: &Counted) -> Self {
        let file = |receipt: &Receipt| Source {
            receipt: Some(receipt.clone()),
            entered: receipt.learned.clone(),
        };
        let laid = counted.reading.laid.iter().map(|laid| {
            let receipt = counted.laid.iter().find(|r| Some(r.id) == laid.receipt);
            Rc::new(receipt.map_or_else(
                || Source {
                    receipt: None,
                    entered: Some(laid.file.clone()),
                },
                file,
            ))
        });
        Self {
            own: Rc::new(file(&counted.receipt)),
            laid: laid.collect(),
        }
    }

    fn of_answer(&self, reading: &Reading, answer: &str) -> Rc<Source> {
        let laid = reading.laid_by(answer);
        let at = laid.and_then(|one| reading.laid.iter().position(|other| other == one));
        let laid = at.and_then(|at| self.laid.get(at));
        Rc::clone(laid.unwrap_or(&self.own))
    }
}

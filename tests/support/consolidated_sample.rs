//! The sample campaign with a few changes, so that every kind of answer occurs, as the consolidated workbook
//! gets it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use tonghop::app::kit_folder;
use tonghop::check;
use tonghop::check::{Context, Expected};
use tonghop::kit;
use tonghop::model::derivation::{Derivation, Missing};
use tonghop::model::figure::{Coverage, Figure, FigureValue, Figures};
use tonghop::model::form::Body;
use tonghop::model::id::{FigureId, UnitCode};
use tonghop::model::kit::Kit;
use tonghop::model::{
    finding::Finding,
    reading::{Answer, Reading},
    unit::Unit,
};
use tonghop::read::Reader;
use tonghop::value::{Kind, Nil, Rollup, Value};
use tonghop::workbook::consolidated::{ConsolidatedInput, UnitRow, consolidated};

/// A unit, and what came from it.
pub(crate) struct Came {
    pub(crate) unit: Arc<Unit>,
    pub(crate) state: String,
    pub(crate) file: String,
    pub(crate) reading: Option<Reading>,
}

/// Everything that goes into the workbook.
pub(crate) struct Sample {
    pub(crate) kit: Kit,
    pub(crate) units: Vec<Came>,
    pub(crate) figures: Figures,
    pub(crate) findings: Vec<Finding>,
}

/// The sample with changes; reads the returns of the repository.
pub(crate) fn sample() -> Sample {
    let files = kit_folder::read(Path::new("templates/cntt-huyen-2020")).expect("the kit's files");
    let mut kit = kit::load(&files).expect("a sound kit");
    let mut units = read_in(&kit, "samples/dong-son-2020");
    let troubled = read_in(&kit, "samples/troubled");
    let findings = troubled.1;
    change(&mut units.0);
    roll_up_otherwise(&mut kit);
    let figures = figures(&kit, &units.0);
    Sample {
        kit,
        units: units.0,
        figures,
        findings,
    }
}

impl Sample {
    /// The workbook.
    pub(crate) fn workbook(&self) -> Vec<u8> {
        let units = self.units.iter().map(|came| UnitRow {
            unit: &came.unit,
            state: came.state.clone(),
            received_at: came
                .reading
                .as_ref()
                .map_or(String::new(), |_| "2020-11-04T09:12:30+07:00".to_owned()),
            file: came.file.clone(),
            signed: String::new(),
            reading: came.reading.as_ref(),
            errors: self.of(&came.unit.code, tonghop::value::Severity::Error),
            warnings: self.of(&came.unit.code, tonghop::value::Severity::Warning),
            notes: self.of(&came.unit.code, tonghop::value::Severity::Note),
        });
        consolidated(&ConsolidatedInput {
            kit: &self.kit,
            title: "Kết quả ứng dụng công nghệ thông tin của huyện Đông Sơn năm 2020".to_owned(),
            period: "năm 2020".to_owned(),
            specimen: true,
            written_at: jiff::civil::date(2020, 11, 20).at(8, 30, 0, 0),
            units: units.collect(),
            figures: &self.figures,
            findings: &self.findings,
        })
        .expect("a workbook")
    }

    fn of(&self, unit: &str, severity: tonghop::value::Severity) -> u32 {
        let same = |f: &&Finding| f.unit.as_deref() == Some(unit) && f.severity == severity;
        self.findings.iter().filter(same).count() as u32
    }
}

fn read_in(kit: &Kit, folder: &str) -> (Vec<Came>, Vec<Finding>) {
    let communes = include_str!("../../samples/dong-son-2020.data/communes.tsv");
    let mut names: Vec<Arc<Unit>> = communes
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            name(cells[0], cells[1], cells[2], "xa")
        })
        .collect();
    names.push(name("405", "huyen", "Cơ quan huyện Đông Sơn", "huyen"));
    let expected = Expected::new(kit, names.clone());
    let mut reader = Reader::new(env!("CARGO_BIN_EXE_tonghop"));
    let entries = std::fs::read_dir(Path::new(folder).join("2-nhan-ve")).expect("the inbox");
    let mut paths: Vec<_> = entries.map(|e| e.expect("a file").path()).collect();
    paths.sort();
    let mut came: BTreeMap<UnitCode, (String, Reading)> = BTreeMap::new();
    let mut findings = Vec::new();
    for path in paths {
        let file = path.file_name().and_then(|n| n.to_str()).expect("a name");
        let Ok(book) = reader.read(&path) else {
            continue;
        };
        let context = Context {
            expected: &expected,
            campaign: "CNTT-2020",
            period: "năm 2020",
            file,
            assigned: None,
            sender: None,
        };
        let understanding = check::understand(&book, &context);
        findings.extend(understanding.findings);
        if let (Some(unit), Some(reading)) = (
            understanding.unit,
            understanding.readings.into_iter().next(),
        ) {
            came.insert(unit, (file.to_owned(), reading));
        }
    }
    let units = names
        .into_iter()
        .map(|unit| {
            let (file, reading) = came
                .remove(&unit.code)
                .map_or((String::new(), None), |(f, r)| (f, Some(r)));
            Came {
                state: if reading.is_some() {
                    "Đã nhận"
                } else {
                    "Chưa gửi"
                }
                .to_owned(),
                unit,
                file,
                reading,
            }
        })
        .collect();
    (units, findings)
}

fn name(code: &str, unit_type: &str, name: &str, form: &str) -> Arc<Unit> {
    let label = match unit_type {
        "xa" => "Xã",
        "thi_tran" => "Thị trấn",
        _ => "Cơ quan huyện",
    };
    Arc::new(Unit {
        type_label: label.to_owned(),
        ..Unit::named(
            code.parse().expect("a code"),
            unit_type,
            name,
            form.parse().expect("a form"),
        )
    })
}

/// Answers of every kind: nil, estimate, not understood, blank, text like a formula, a unit without a return.
fn change(units: &mut [Came]) {
    let communes: Vec<usize> = (0..units.len())
        .filter(|at| units[*at].unit.form == "xa")
        .collect();
    for (nth, at) in communes.iter().enumerate() {
        let Some(reading) = units[*at].reading.as_mut() else {
            continue;
        };
        for field in &mut reading.fields {
            let nil = |nil| Answer::Nil {
                nil,
                reason: "chưa thống kê".to_owned(),
            };
            match (nth, field.field.as_str()) {
                (_, "may_hong") => field.answer = nil(Nil::NotArisen),
                (2, "may_cu") => field.answer = nil(Nil::NoData),
                (3, "may_de_ban") => field.estimate = true,
                (4, "may_xach_tay") => {
                    field.answer = Answer::NotUnderstood;
                    "=1+1 vài cái".clone_into(&mut field.raw);
                }
                (5, "can_bo") => field.answer = Answer::Blank,
                (1, "kho_khan") => {
                    field.answer = Answer::Value(Value::Text(
                        "=HYPERLINK(\"http://a\";\"b\")\n- Máy \u{1}cũ".to_owned(),
                    ));
                }
                _ => {}
            }
        }
    }
    let last = *communes.last().expect("communes");
    units[last].reading = None;
    "Không chờ: đơn vị sắp xếp lại, gửi sau".clone_into(&mut units[last].state);
    let before = communes[communes.len() - 2];
    units[before].reading = None;
    "Chưa gửi".clone_into(&mut units[before].state);
    units[before].file = String::new();
}

/// One column of each way to roll up.
fn roll_up_otherwise(kit: &mut Kit) {
    for section in &mut kit.forms[0].sections {
        let Body::Grid { rows, .. } = &mut section.body else {
            continue;
        };
        for row in rows {
            match row.id.as_str() {
                "can_bo" => row.rollup = Rollup::Mean,
                "cntt" => row.rollup = Rollup::Min,
                "cntt_kiem_nhiem" => row.rollup = Rollup::Max,
                "cntt_bang_cap" => row.rollup = Rollup::None,
                _ => {}
            }
        }
    }
}

/// Figures made another way than the workbook makes its totals.
fn figures(kit: &Kit, units: &[Came]) -> Figures {
    let mut figures = Figures::new();
    for form in &kit.forms {
        for field in form.fields() {
            let answers: Vec<&Answer> = units
                .iter()
                .filter(|c| c.unit.form == form.id)
                .filter_map(|c| c.reading.as_ref()?.field(&field.id()))
                .map(|f| &f.answer)
                .collect();
            let id = FigureId::of_field(&form.id, &field.id());
            let value = over(field.row.rollup, &answers);
            figures.insert(id.clone(), figure(&id, &field.label(), value));
        }
    }
    for def in &kit.figures {
        let value = FigureValue::One(Value::Number(1_234.5));
        let made = Figure {
            kind: def.kind.clone(),
            unit: def.unit.clone(),
            ..figure(&def.id, &def.label, value)
        };
        figures.insert(def.id.clone(), made);
    }
    figures
}

fn over(how: Rollup, answers: &[&Answer]) -> FigureValue {
    let mut numbers: Vec<f64> = Vec::new();
    let (mut yes, mut no) = (None, None);
    for answer in answers {
        match answer {
            Answer::Value(Value::Number(n)) => numbers.push(*n),
            Answer::Value(Value::YesNo(said)) => {
                yes = Some(yes.unwrap_or(0.0) + f64::from(u8::from(*said)));
                no = Some(no.unwrap_or(0.0) + f64::from(u8::from(!said)));
            }
            _ => {}
        }
    }
    let sum: f64 = numbers.iter().sum();
    numbers.sort_by(f64::total_cmp);
    let result = match how {
        Rollup::CountYes => yes,
        Rollup::CountNo => no,
        Rollup::Sum if !numbers.is_empty() => Some(sum),
        Rollup::Mean if !numbers.is_empty() => Some(sum / numbers.len() as f64),
        Rollup::Min => numbers.first().copied(),
        Rollup::Max => numbers.last().copied(),
        _ => None,
    };
    result.map_or_else(
        || FigureValue::Missing(Missing::Nobody),
        |n| FigureValue::One(Value::Number(n)),
    )
}

fn figure(id: &FigureId, label: &str, value: FigureValue) -> Figure {
    Figure {
        id: id.clone(),
        derivation: Derivation::Rollup(Rollup::Sum),
        label: label.to_owned(),
        unit: String::new(),
        kind: Kind::Count,
        format: String::new(),
        value,
        coverage: Coverage {
            have: 12,
            nil: 1,
            of: 14,
        },
        contributions: Vec::new(),
        units: BTreeMap::new(),
        at: BTreeMap::new(),
    }
}

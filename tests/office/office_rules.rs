//! Rules against `LibreOffice`: the same formula over the same cells must give the same result.
//!
//! A case is a formula whose names are cells of its row. `LibreOffice` computes all of them in one run. Where it
//! departs from Excel, `cases/excel-departures.tsv` says so, row by row. Text where we want a number is not
//! compared: we say which cell it is, where Excel would make a number of it.

#![allow(
    clippy::unwrap_used,
    reason = "a test may fall where its own files and LibreOffice fail it"
)]

use crate::libreoffice;
use crate::package::changed_sheets;
use crate::rule_notation as notation;
use calamine::{Data, Range, Reader, Xlsx};
use rust_xlsxwriter::{Format, Formula as CellFormula, Workbook, Worksheet};
use std::collections::BTreeMap;
use tonghop::rule::{
    Answered, Computed, ExcelError, LiveBlank, LiveName, LiveWords, Operand, Outcome,
};

/// What each argument position is tried with.
const OPERANDS: &[&str] = &[
    "blank",
    "3",
    "0",
    "-2.5",
    "2.675",
    "0.285",
    "1.005",
    "\"7\"",
    "\"Có\"",
    "TRUE",
    "#DIV/0!",
    "date 44132",
];

struct Case {
    formula: String,
    bindings: notation::Bindings,
    operands: String,
}

impl Case {
    fn new(formula: &str, operands: &str) -> Self {
        Self {
            formula: formula.to_owned(),
            bindings: notation::bindings(operands),
            operands: operands.to_owned(),
        }
    }

    fn names(&self) -> (String, String) {
        (self.formula.clone(), self.operands.clone())
    }
}

fn grid() -> Vec<Case> {
    let mut cases = Vec::new();
    for formula in notation::rows(include_str!("../cases/rule-grid.txt")).concat() {
        let names = notation::parse(formula).names();
        let second = names.iter().any(|n| n.text == "y");
        for x in OPERANDS.iter().take(if names.is_empty() { 1 } else { 99 }) {
            for y in OPERANDS.iter().take(if second { 99 } else { 1 }) {
                let operands = match (names.is_empty(), second) {
                    (true, _) => String::new(),
                    (false, false) => format!("x={x}"),
                    (false, true) => format!("x={x}; y={y}"),
                };
                if operands.contains("date") && is_of_small_numbers(formula) {
                    continue;
                }
                cases.push(Case::new(formula, &operands));
            }
        }
    }
    cases
}

/// `LibreOffice` refuses decimals, months and days in the tens of thousands; nobody means them.
fn is_of_small_numbers(formula: &str) -> bool {
    formula.starts_with("ROUND") || formula.starts_with("DATE")
}

#[test]
fn every_result_is_that_of_libreoffice_or_a_known_departure_from_excel() {
    let departures = departures();
    let mut cases = grid();
    cases.extend(
        departures
            .keys()
            .map(|(formula, operands)| Case::new(formula, operands)),
    );
    for row in notation::rows(include_str!("../cases/rules.tsv")) {
        cases.push(Case::new(row[0], row[1]));
    }
    let texts: Vec<Text> = cases.iter().map(|c| Text::alone(&c.formula)).collect();
    let results = recalculated(&cases, &texts);
    let (mut compared, mut wrong) = (0, Vec::new());
    for (case, theirs) in cases.iter().zip(results) {
        let known = departures.get(&case.names());
        let Some(ours) = ours(&case.formula, &case.bindings) else {
            assert!(known.is_none(), "not compared: {:?}", case.names());
            continue;
        };
        let theirs = plain(&theirs);
        compared += 1;
        let told = match known {
            None if same(&ours, &theirs) || truth_is_one(case, &theirs) => continue,
            Some((lo, excel)) if *lo == theirs && *excel == ours && lo != excel => continue,
            None => "",
            Some(_) => "not as the table of departures says",
        };
        wrong.push(format!(
            "{}\t{}\t{theirs}\t{ours}\t{told}",
            case.formula, case.operands
        ));
    }
    wrong.dedup();
    assert!(compared > 3000, "{compared}");
    assert!(
        wrong.is_empty(),
        "{} of {compared}\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_live_check_in_the_workbook_says_what_the_judgement_says() {
    let words = LiveWords {
        not_yet: "Chưa nhập đủ".to_owned(),
        not_number: "Cần gõ số".to_owned(),
        not_judged: "Không xét".to_owned(),
        holds: "Đạt \"rồi\"".to_owned(),
        broken: "Cần bổ sung".to_owned(),
    };
    let states = ["unanswered", "nil", "3", "7", "\"ba\"", "\"7\""];
    let formulas = [
        "x = y",
        "x = y + 1",
        "x + y = z",
        "x <= y",
        "x = \"ba\"",
        "OR(ISBLANK(x), y > 4)",
        "AND(x > 1, y > 1)",
        "ROUND(x / (y - 3), 1) > 1",
        "SUM(x, y) = z",
        "COUNTA(x, y) = 2",
        "IF(x = \"ba\", y, 0) = 3",
        "x > 0",
        "NOT(ISBLANK(x))",
        "x & y = \"37\"",
        "NOT(x > 5)",
        "x*0.1 + 0.2 = 0.5",
    ];
    let (mut cases, mut texts): (Vec<Case>, Vec<Text>) = (Vec::new(), Vec::new());
    for formula in formulas {
        let parsed = notation::parse(formula);
        let third = parsed.names().iter().any(|n| n.text == "z");
        let about = |name: &str| LiveName {
            status: (name != "z").then(|| format!("{name}__tt")),
            blank: if name == "z" {
                LiveBlank::Answer
            } else {
                LiveBlank::NotYet
            },
            state: None,
        };
        let guards = parsed.live_guards(&about);
        let text = Text {
            formula: parsed.live_check(&words, (!guards.is_empty()).then_some(GUARDS)),
            guards: guards.into_iter().map(|g| g.formula).collect(),
        };
        for (x, y) in states
            .iter()
            .flat_map(|x| states.iter().map(move |y| (x, y)))
        {
            for z in ["7", "\"ba\"", "blank"]
                .iter()
                .take(1 + 2 * usize::from(third))
            {
                cases.push(Case::new(formula, &format!("x={x}; y={y}; z={z}")));
                texts.push(text.clone());
            }
        }
    }
    let results = recalculated(&cases, &texts);
    for (case, theirs) in cases.iter().zip(results) {
        let outcome = notation::parse(&case.formula).judge(&notation::look(&case.bindings));
        let word = match outcome {
            Outcome::Holds => &words.holds,
            Outcome::Broken | Outcome::Undefined(_) => &words.broken,
            Outcome::NotYet { .. } => &words.not_yet,
            Outcome::NotJudged { .. } => &words.not_judged,
            Outcome::NotNumber { .. } => &words.not_number,
        };
        assert_eq!(
            theirs,
            Operand::Text(word.clone()),
            "{} {}",
            case.formula,
            case.operands
        );
    }
}

/// Formula and operands → `LibreOffice`'s result and Excel's.
fn departures() -> BTreeMap<(String, String), (String, String)> {
    notation::rows(include_str!("../cases/excel-departures.tsv"))
        .into_iter()
        .map(|row| {
            let [formula, operands, theirs, excel, source] = row[..] else {
                panic!("five columns: {row:?}");
            };
            assert!(!source.is_empty(), "{row:?}");
            let case = (formula.to_owned(), operands.to_owned());
            (case, (theirs.to_owned(), excel.to_owned()))
        })
        .collect()
}

fn ours(formula: &str, bindings: &notation::Bindings) -> Option<String> {
    match notation::parse(formula).compute(&notation::look(bindings)) {
        Computed::Value(value) => Some(plain(&value)),
        _ => None,
    }
}

/// `LibreOffice` has no truth values in cells, only numbers with a format: TRUE is 1 to it.
fn truth_is_one(case: &Case, theirs: &str) -> bool {
    let operands = case.operands.replace("TRUE", "1");
    let ours = ours(&case.formula, &notation::bindings(&operands));
    operands != case.operands && ours.is_none_or(|ours| same(&ours, theirs))
}

/// The last of 15 digits may differ; `LibreOffice` saves most of its #NUM! as #VALUE!.
fn same(ours: &str, theirs: &str) -> bool {
    match (ours.parse::<f64>(), theirs.parse::<f64>()) {
        (Ok(a), Ok(b)) => (a - b).abs() <= 1e-14 * a.abs().max(b.abs()),
        _ => ours == theirs || (ours, theirs) == ("#NUM!", "#VALUE!"),
    }
}

/// As a cell shows it: to `LibreOffice`, truth values and days are numbers with a format.
fn plain(value: &Operand) -> String {
    match value {
        Operand::Bool(b) => u8::from(*b).to_string(),
        Operand::Date(n) => notation::number(*n),
        other => notation::shown(other),
    }
}

/// Stands for the range of the guards in a formula.
const GUARDS: &str = "GUARDS";
/// Their first column.
const FIRST_GUARD: u16 = 30;

/// A formula, and the guards that it looks at.
#[derive(Clone)]
struct Text {
    formula: String,
    guards: Vec<String>,
}

impl Text {
    fn alone(formula: &str) -> Self {
        Self {
            formula: formula.to_owned(),
            guards: Vec::new(),
        }
    }
}

/// What `LibreOffice` makes of each text, the names in it being the cells of the case's row.
fn recalculated(cases: &[Case], texts: &[Text]) -> Vec<Operand> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (row, (case, text)) in (0_u32..).zip(cases.iter().zip(texts)) {
        let mut cells = BTreeMap::new();
        for (at, (name, answered)) in (0_u16..).zip(&case.bindings) {
            let (value, status) = (2 + 2 * at, 3 + 2 * at);
            write(sheet, row, value, answered, &day);
            if *answered == Answered::NotApplicable {
                sheet.write(row, status, "Không phát sinh").unwrap();
            }
            cells.insert(
                name.clone(),
                rust_xlsxwriter::utility::row_col_to_cell(row, value),
            );
            let status = rust_xlsxwriter::utility::row_col_to_cell(row, status);
            cells.insert(format!("{name}__tt"), status);
        }
        for (col, guard) in (FIRST_GUARD..).zip(&text.guards) {
            let formula = CellFormula::new(format!("={}", over_cells(guard, &cells)));
            sheet.write(row, col, formula).unwrap();
        }
        let last = FIRST_GUARD + text.guards.len().max(1) as u16 - 1;
        let range = rust_xlsxwriter::utility::cell_range(row, FIRST_GUARD, row, last);
        let formula = over_cells(&text.formula, &cells).replace(GUARDS, &range);
        sheet
            .write(row, 0, CellFormula::new(format!("={formula}")))
            .unwrap();
    }
    let results = converted(&without_results(&workbook.save_to_buffer().unwrap()));
    (0_u32..)
        .zip(cases)
        .map(|(row, _)| read(results.get_value((row, 0))))
        .collect()
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, answered: &Answered, day: &Format) {
    let Answered::Value(operand) = answered else {
        return;
    };
    match operand {
        Operand::Blank => {}
        Operand::Number(n) => _ = sheet.write(row, column, *n).unwrap(),
        Operand::Text(t) if t.is_empty() => {
            _ = sheet.write(row, column, CellFormula::new("=\"\"")).unwrap();
        }
        Operand::Text(t) => _ = sheet.write(row, column, t.as_str()).unwrap(),
        Operand::Bool(b) => _ = sheet.write(row, column, *b).unwrap(),
        Operand::Date(n) => _ = sheet.write_with_format(row, column, *n, day).unwrap(),
        Operand::Error(error) => {
            let formula = match error {
                ExcelError::Div0 => "=1/0",
                ExcelError::NotAvailable => "=NA()",
                ExcelError::Num => "=SQRT(-1)",
                _ => "=ABS(\"x\")",
            };
            _ = sheet.write(row, column, CellFormula::new(formula)).unwrap();
        }
    }
}

/// The text with each name replaced by its cell; a name without one is an empty cell.
fn over_cells(text: &str, cells: &BTreeMap<String, String>) -> String {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let (mut out, mut word, mut quoted) = (String::new(), String::new(), false);
    for c in text.chars().chain(['\n']) {
        if !quoted && part(c) {
            word.push(c);
            continue;
        }
        let name = word.starts_with(|c: char| c.is_ascii_lowercase());
        match cells.get(&word) {
            Some(cell) => out.push_str(cell),
            None if name => out.push_str("$AZ$1"),
            None => out.push_str(&word),
        }
        word.clear();
        quoted ^= c == '"';
        out.push(c);
    }
    out.trim_end().to_owned()
}

/// The workbook without cached results, so that `LibreOffice` computes every formula.
fn without_results(book: &[u8]) -> Vec<u8> {
    changed_sheets(book, |_, xml| xml.replace("</f><v>0</v>", "</f>"))
}

/// The first sheet as `LibreOffice` saves it.
fn converted(book: &[u8]) -> Range<Data> {
    let folder = tempfile::tempdir().unwrap();
    let book = libreoffice::save(folder.path(), "in.xlsx", book);
    let saved = libreoffice::converted(&book, "xlsx");
    let mut book: Xlsx<_> = calamine::open_workbook(saved).unwrap();
    book.worksheet_range_at(0).unwrap().unwrap()
}

fn read(cell: Option<&Data>) -> Operand {
    match cell {
        None | Some(Data::Empty) => Operand::Text(String::new()),
        Some(Data::String(t)) => Operand::Text(t.clone()),
        Some(Data::Int(n)) => Operand::Number(*n as f64),
        Some(Data::Float(n)) => Operand::Number(*n),
        Some(Data::Bool(b)) => Operand::Bool(*b),
        Some(Data::DateTime(d)) => Operand::Date(d.as_f64()),
        Some(Data::Error(e)) => match notation::answered(&e.to_string()) {
            Answered::Value(operand) => operand,
            other => panic!("{other:?}"),
        },
        Some(other) => panic!("{other:?}"),
    }
}

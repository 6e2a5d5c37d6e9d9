//! The formulas of a workbook, each held against what Excel takes.

use super::package::{Package, whole};
use super::sheet::Sheet;
use super::{Measure, Problem, Refusal, names};
use crate::rule::{CellFormula, Reference};
use std::collections::{BTreeMap, HashMap};

/// Longest beginning of a formula that is told.
const TOLD: usize = 60;

/// What a formula takes its result from: sheet by its place, corners.
pub(super) type Source = (usize, (u32, u16), (u32, u16));

/// Where the result of each formula comes from, by sheet and cell; names are followed.
pub(super) type Sources = BTreeMap<(usize, (u32, u16)), Vec<Source>>;

/// Checks every formula; what their cells need is handed on.
pub(super) fn check(package: &Package, sheets: &[Sheet], problems: &mut Vec<Problem>) -> Sources {
    let places = sheets.iter().enumerate();
    let mut book = Book {
        sheets: places.map(|(at, s)| (s.name.to_lowercase(), at)).collect(),
        names: HashMap::new(),
    };
    for defined in &package.names {
        let begin = defined.refers.chars().take(TOLD).collect();
        let Some(formula) = CellFormula::of(&defined.refers) else {
            problems.push(whole(Refusal::NoFormula(begin)));
            continue;
        };
        let (sources, unknown) = book.sources(defined.sheet, &formula);
        problems.extend(unknown.into_iter().map(whole));
        let key = (defined.sheet, defined.name.to_lowercase());
        book.names.insert(key, sources);
    }
    let mut all = Sources::new();
    for (at, sheet) in sheets.iter().enumerate() {
        for (cell, text) in &sheet.formulas {
            let mut wrong = Wrong::new(sheet, *cell, problems);
            if let Some(formula) = wrong.formula(text) {
                let (sources, unknown) = book.sources(Some(at), &formula);
                wrong.all(unknown);
                all.insert((at, *cell), sources);
            }
        }
        for (cell, text) in &sheet.others {
            let mut wrong = Wrong::new(sheet, *cell, problems);
            if let Some(formula) = wrong.formula(text) {
                wrong.all(book.sources(Some(at), &formula).1);
            }
        }
        for (cell, location) in &sheet.links {
            let mut wrong = Wrong::new(sheet, *cell, problems);
            if let Some(formula) = wrong.formula(location) {
                wrong.all(book.sources(Some(at), &formula).1);
            }
        }
    }
    all
}

/// Notes what is wrong at a cell.
struct Wrong<'a> {
    sheet: &'a Sheet,
    cell: (u32, u16),
    problems: &'a mut Vec<Problem>,
}

impl<'a> Wrong<'a> {
    fn new(sheet: &'a Sheet, cell: (u32, u16), problems: &'a mut Vec<Problem>) -> Self {
        Self {
            sheet,
            cell,
            problems,
        }
    }

    fn all(&mut self, what: impl IntoIterator<Item = Refusal>) {
        self.problems.extend(what.into_iter().map(|what| Problem {
            sheet: self.sheet.name.clone(),
            cell: Some(self.cell),
            what,
        }));
    }

    /// Takes a formula apart, noting what is more than Excel takes.
    fn formula(&mut self, text: &str) -> Option<CellFormula> {
        let Some(formula) = CellFormula::of(text) else {
            let begin = text.chars().take(TOLD).collect();
            self.all([Refusal::NoFormula(begin)]);
            return None;
        };
        let measured = [
            (Measure::FormulaLength, formula.length),
            (Measure::Nesting, formula.depth),
            (Measure::Arguments, formula.arguments),
            (Measure::FormulaText, formula.text),
        ];
        self.all(measured.into_iter().filter_map(|(m, found)| m.over(found)));
        let functions = formula.functions.iter();
        let unknown = functions.filter(|name| !names::is_function(name));
        self.all(unknown.map(|name| Refusal::Function(name.clone())));
        Some(formula)
    }
}

/// What formulas may name.
struct Book {
    /// Sheets by their names in small letters.
    sheets: HashMap<String, usize>,
    /// What names stand for, by the sheet that they are local to and in small letters.
    names: HashMap<(Option<usize>, String), Vec<Source>>,
}

impl Book {
    /// The cells that a formula on a sheet needs, and what it names in vain.
    fn sources(&self, own: Option<usize>, formula: &CellFormula) -> (Vec<Source>, Vec<Refusal>) {
        let (mut sources, mut unknown) = (Vec::new(), Vec::new());
        for reference in &formula.references {
            match reference {
                Reference::Cells { sheet, first, last } => {
                    let at = match sheet {
                        Some(name) => self.sheets.get(&name.to_lowercase()).copied(),
                        None => own,
                    };
                    match (at, sheet) {
                        (Some(at), _) => sources.push((at, *first, *last)),
                        (None, Some(name)) => unknown.push(Refusal::UnknownSheet(name.clone())),
                        (None, None) => {}
                    }
                }
                Reference::Name(name) => {
                    let lower = name.to_lowercase();
                    let local = own.and_then(|at| self.names.get(&(Some(at), lower.clone())));
                    match local.or_else(|| self.names.get(&(None, lower.clone()))) {
                        Some(named) => sources.extend_from_slice(named),
                        None => unknown.push(Refusal::UnknownName(name.clone())),
                    }
                }
            }
        }
        (sources, unknown)
    }
}

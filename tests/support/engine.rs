//! A second spreadsheet engine beside `LibreOffice`: it computes a workbook in the test's own process, and reports circles
//! where `LibreOffice` is silent. Products of ranges it does not know; those are left to `LibreOffice`.
#![allow(dead_code, reason = "each group of tests uses its part of this module")]

use ironcalc::base::Model;
use ironcalc::base::cell::CellValue;
use ironcalc::import::load_from_xlsx_bytes;
use tonghop::model::raw::cell_name;

/// A workbook in the engine.
pub(crate) struct Engine(Model<'static>);

/// A formula with what the file says that it gives.
struct Cached {
    sheet: u32,
    row: i32,
    column: i32,
    formula: String,
    value: String,
}

impl Engine {
    /// Opens a workbook; nothing is computed yet.
    pub(crate) fn open(workbook: &[u8]) -> Self {
        let book = load_from_xlsx_bytes(workbook, "book", "en", "Asia/Ho_Chi_Minh");
        let model = Model::from_workbook(book.expect("a workbook"), "en");
        Self(model.expect("a model"))
    }

    /// Computes every formula.
    pub(crate) fn compute(&mut self) {
        self.0.evaluate();
    }

    /// What a cell holds; row and column from 0.
    pub(crate) fn text(&self, sheet: &str, (row, col): (u32, u16)) -> String {
        let sheets = self.0.workbook.worksheets.iter();
        let at = sheets
            .map(|s| s.name.as_str())
            .position(|name| name == sheet);
        let at = u32::try_from(at.expect("a sheet")).expect("few sheets");
        let row = i32::try_from(row).expect("a row") + 1;
        self.value(at, row, i32::from(col) + 1)
    }

    fn value(&self, sheet: u32, row: i32, column: i32) -> String {
        match self.0.get_cell_value_by_index(sheet, row, column) {
            Ok(CellValue::String(text)) => text,
            Ok(CellValue::Number(n)) => n.to_string(),
            Ok(CellValue::Boolean(is)) => is.to_string(),
            Ok(CellValue::None) => String::new(),
            Err(error) => panic!("{error}"),
        }
    }

    fn cached(&self) -> Vec<Cached> {
        let cells = self.0.get_all_cells();
        let formulas = cells.into_iter().filter_map(|at| {
            let (sheet, row, column) = (at.index, at.row, at.column);
            let formula = self.0.get_cell_formula(sheet, row, column).expect("a cell");
            Some(Cached {
                sheet,
                row,
                column,
                formula: formula?,
                value: self.value(sheet, row, column),
            })
        });
        formulas.collect()
    }
}

/// The formulas of a workbook whose stored result is not what the engine computes, and how many were compared.
pub(crate) fn stale(workbook: &[u8]) -> (Vec<String>, usize) {
    let mut engine = Engine::open(workbook);
    let cached = engine.cached();
    engine.compute();
    let mut compared = 0;
    let mut stale = Vec::new();
    for cell in cached
        .iter()
        .filter(|cell| !is_product_of_ranges(&cell.formula))
    {
        compared += 1;
        let now = engine.value(cell.sheet, cell.row, cell.column);
        if !same(&now, &cell.value) {
            let sheet = &engine.0.workbook.worksheets[cell.sheet as usize].name;
            let row = u32::try_from(cell.row - 1).expect("a row");
            let col = u16::try_from(cell.column - 1).expect("a column");
            let place = cell_name(row, col);
            stale.push(format!(
                "{sheet}!{place}: {:?}, computed {now:?}: {}",
                cell.value, cell.formula
            ));
        }
    }
    (stale, compared)
}

/// The last of 15 digits may differ.
fn same(one: &str, other: &str) -> bool {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(a), Ok(b)) => (a - b).abs() <= 1e-13 * a.abs().max(b.abs()),
        _ => one == other,
    }
}

fn is_product_of_ranges(formula: &str) -> bool {
    formula.contains(")*ISNUMBER(")
}

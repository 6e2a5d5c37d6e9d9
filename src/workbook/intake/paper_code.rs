//! Mã đối chiếu: the formulas that put the code of a form together, on the sheet of calculation behind what stands there.
//!
//! In: a form, its places, words and calculation. Out: the cells, and the text that is printed. What they compute is said
//! in [`crate::model::paper_code`]; no formula grows with columns, rows or lists.

use super::calculation::Calculation;
use super::choices::Words;
use super::ink::put;
use super::live::{Live, here, quoted, range, there};
use super::style;
use crate::layout::{CALCULATION_SHEET, Layout, ListSpot};
use crate::model::form::{FieldRef, Form, Indicator, ListDef, Section};
use crate::model::paper_code::{
    self, FILLED, LETTERS, PRIMES, PaperCode, ROW, TOO_GREAT, cell_weights, counts, enters, times,
    weights,
};
use crate::value::kind::Entry;
use crate::value::{Kind, Nil};
use crate::words::official;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// What a cell gives that holds neither a number nor a word of its list.
const WRONG: &str = "sai";

/// Columns of the two sums of a line; what they are worked out from follows.
const SUMS: u16 = 2;

/// The cells of a form's code.
pub(super) struct CodeCells {
    /// The row of the first line.
    first: u32,
    lines: Vec<Vec<Live>>,
    /// The cell with the code.
    code: String,
    blank: String,
}

impl CodeCells {
    /// Works out all cells; `None` of a form that has no code. `asks` tells whether a section is asked.
    pub(super) fn of(
        (form, layout): (&Form, &Layout),
        (words, calculation): (&Words, &Calculation),
        asks: &dyn Fn(&str) -> bool,
    ) -> Option<Self> {
        let blank = PaperCode::of_blank(form)?.to_string();
        let mut lines = Lines {
            layout,
            words,
            calculation,
            first: calculation.end(),
            done: Vec::new(),
        };
        let asked = form.sections.iter().filter(|s| asks(&s.id));
        let lists = form.lists().filter(|(s, _)| asks(&s.id));
        // The rows of the lists first, then a line for each list and indicator: one block to add up.
        let of_lists: Vec<_> = lists
            .filter_map(|(section, list)| lines.list(section, list))
            .collect();
        let block = lines.next_row();
        for (section, last) in of_lists {
            lines.of_list(section, last);
        }
        for section in asked {
            for indicator in section.rows() {
                lines.indicator(section, indicator);
            }
        }
        let code = lines.total(form, block, &blank);
        Some(Self {
            first: lines.first,
            lines: lines.done,
            code: there(CALCULATION_SHEET, code),
            blank,
        })
    }

    /// What is printed.
    pub(super) fn text(&self) -> Live {
        let label = official("emit.paper-code");
        let code = &self.code;
        Live {
            formula: format!(
                "{}&\": \"&IF({code}=\"\",{},{code})",
                quoted(&label),
                quoted(&official("emit.paper-code-none"))
            ),
            blank: format!("{label}: {}", self.blank),
        }
    }

    /// Writes the cells.
    pub(super) fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let format = style::plain();
        for (row, line) in (self.first..).zip(&self.lines) {
            for (col, cell) in (0..).zip(line) {
                put(sheet, (row, col), cell, &format)?;
            }
        }
        Ok(())
    }
}

/// The lines as they come.
struct Lines<'a> {
    layout: &'a Layout,
    words: &'a Words,
    calculation: &'a Calculation,
    first: u32,
    done: Vec<Vec<Live>>,
}

/// A cell that enters the code: the formula of its number, and its weights.
type Entered = (String, [u32; 2]);

impl<'a> Lines<'a> {
    fn next_row(&self) -> u32 {
        self.first + self.done.len() as u32
    }

    /// The rows of a list; gives the section and the last of these rows.
    fn list(&mut self, section: &'a Section, list: &ListDef) -> Option<(&'a Section, u32)> {
        let spot = self.layout.list(&section.id)?;
        let of = self.calculation.list(&section.id)?;
        let mut before = None;
        for at in 0..spot.capacity {
            let columns = list.columns.iter().zip(&spot.columns);
            let cells = columns.filter(|(column, _)| counts(&column.kind) && !column.computed);
            let cells = cells.map(|(column, col)| {
                let cell = there(&spot.sheet, (spot.first_row + at, *col));
                let weights = cell_weights(&section.id, &column.id);
                (self.number(&column.kind, &cell, "\"\""), weights)
            });
            let cells: Vec<Entered> = cells.collect();
            let begun = of.is_begun(at);
            self.line(&cells, |prime, own| {
                let sum = before.map_or("0".to_owned(), |row| here((row, prime as u16)));
                let (p, factor) = (PRIMES[prime], ROW[prime]);
                format!("IF({begun}=1,MOD({sum}*{factor}+{own},{p}),{sum})")
            });
            before = Some(self.next_row() - 1);
        }
        before.map(|last| (section, last))
    }

    /// What a whole list adds: its rows, or its status where it has none.
    fn of_list(&mut self, section: &Section, last: u32) {
        let Some(spot) = self.layout.list(&section.id) else {
            return;
        };
        let nil = format!(
            "IF({}>0,\"\",{})",
            there(&spot.sheet, spot.count),
            of_status(&status_of(spot))
        );
        let cells = vec![(nil, weights(&section.id))];
        self.line(&cells, |prime, own| {
            format!("{}+{own}", here((last, prime as u16)))
        });
    }

    fn indicator(&mut self, section: &Section, row: &Indicator) {
        let columns = section.columns().iter().filter(|c| row.takes(c));
        let fields = columns.map(|column| FieldRef {
            section,
            row,
            column,
        });
        let cells = fields.filter(enters).filter_map(|f| {
            let id = f.id();
            let spot = self.layout.field(&id)?;
            let status = of_status(&there(&spot.sheet, spot.status));
            let cell = there(&spot.sheet, (spot.row, spot.col));
            Some((self.number(f.kind(), &cell, &status), weights(&id)))
        });
        let cells: Vec<Entered> = cells.collect();
        if !cells.is_empty() {
            self.line(&cells, |_, own| own.to_owned());
        }
    }

    /// The number that a cell enters with, or what it says while it is blank.
    fn number(&self, kind: &Kind, at: &str, blank: &str) -> String {
        let wrong = quoted(WRONG);
        let number = |refused: &str| {
            let refused = format!("OR(ABS({at})>={TOO_GREAT}{refused})");
            format!("IF(ISNUMBER({at}),IF({refused},{wrong},{at}),{wrong})")
        };
        // What intake refuses has no code on paper either.
        let filled = match (kind.spec().entry, self.words.of_kind(kind)) {
            (Entry::Word, Some(words)) => format!("MATCH({at},{words},0)"),
            (Entry::Whole, _) => number(&format!(",{at}<0,ABS({at}-ROUND({at},0))>0.0000001")),
            (Entry::Share, _) => number(&format!(",{at}<0")),
            _ => number(""),
        };
        format!("IFERROR(IF({at}=\"\",{blank},{filled}),{wrong})")
    }

    /// A line: its two sums, the numbers of its cells, and what each adds to each sum.
    fn line(&mut self, cells: &[Entered], sum: impl Fn(usize, &str) -> String) {
        let row = self.next_row();
        let many = cells.len() as u16;
        let live = |formula: String| Live {
            formula,
            blank: "0".to_owned(),
        };
        let mut all = Vec::with_capacity(2 + 3 * cells.len());
        for prime in 0..PRIMES.len() {
            let from = SUMS + many * (1 + prime as u16);
            let own = match many {
                0 => "0".to_owned(),
                _ => format!(
                    "SUM({}:{})",
                    here((row, from)),
                    here((row, from + many - 1))
                ),
            };
            all.push(live(sum(prime, &own)));
        }
        let numbers = cells.iter().map(|(formula, _)| Live {
            formula: formula.clone(),
            blank: String::new(),
        });
        all.extend(numbers);
        for (prime, p) in PRIMES.into_iter().enumerate() {
            for (at, (_, weights)) in (SUMS..).zip(cells) {
                all.push(live(added(&here((row, at)), weights[prime], p)));
            }
        }
        self.done.push(all);
    }

    /// The line with the code; gives its cell.
    fn total(&mut self, form: &Form, block: u32, blank: &str) -> (u32, u16) {
        let row = self.next_row();
        let last = row.max(1) - 1;
        let widest = self.done.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let all = range(
            CALCULATION_SHEET,
            (self.first, 0),
            (last, widest as u16 - 1),
        );
        let start = weights(&form.id);
        let mut line = Vec::new();
        for (prime, p) in PRIMES.into_iter().enumerate() {
            let start = start[prime];
            let col = prime as u16;
            let sums = match block {
                block if block < row => {
                    format!("SUM({}:{})", here((block, col)), here((last, col)))
                }
                _ => "0".to_owned(),
            };
            line.push(Live {
                formula: format!("MOD({start}+{sums},{p})"),
                blank: start.to_string(),
            });
        }
        let halves = [0, 1].map(|col| letters(&here((row, col))));
        line.push(Live {
            formula: format!(
                "IF(COUNTIF({all},{})>0,\"\",{})",
                quoted(WRONG),
                halves.join("&\"-\"&")
            ),
            blank: blank.to_owned(),
        });
        self.done.push(line);
        (row, SUMS)
    }
}

/// The cell with the status of a list.
fn status_of(spot: &ListSpot) -> String {
    there(&spot.sheet, spot.status)
}

/// The number of a state of figures.
fn of_status(status: &str) -> String {
    let nil = |nil: Nil| (quoted(nil.word()), paper_code::of_nil(nil));
    let [(no_data, one), (not_arisen, other)] = [Nil::NoData, Nil::NotArisen].map(nil);
    format!(
        "IF({status}=\"\",\"\",IF({status}={no_data},{one},IF({status}={not_arisen},{other},{})))",
        quoted(WRONG)
    )
}

/// What a number adds to the sum of a prime: its millions, the rest of its whole, and its millionths, each by its weight.
fn added(number: &str, weight: u32, prime: u32) -> String {
    let ones = times(weight, 1_000_000, prime);
    let millions = times(ones, 1_000_000, prime);
    format!(
        "IF(ISNUMBER({number}),MOD(MOD(INT({number}/1000000),{prime})*{millions}\
         +(INT({number})-INT({number}/1000000)*1000000)*{ones}\
         +(ROUND(({number}-INT({number}))*1000000,0)+{FILLED})*{weight},{prime}),0)"
    )
}

/// Four letters of a sum.
fn letters(sum: &str) -> String {
    let places = [32_768, 1_024, 32, 1].map(|unit| {
        let letters = quoted(LETTERS);
        format!("MID({letters},MOD(INT({sum}/{unit}),32)+1,1)")
    });
    places.join("&")
}

//! Results of formulas that a file states: what a person sees who opens it and lets it calculate anew.
//!
//! In: the sheets of a workbook as they were read. Out: the same, each number marked that its formula cannot give, or that
//! its formula gives anew each time. Only what is simple is calculated: numbers, cells, `+ - * / ^ %` and a few functions
//! of them; a formula with anything else is left alone.

use super::frames::{SkippedSheet, first_column};
use super::names;
use super::xlsx::KNOWN_BY;
use crate::model::raw::{RawSheet, RawWorkbook};
use crate::value::format::{percent, plain};
use crate::value::nearly::are_nearly_same;
use crate::value::{Mark, Raw, Seen};

/// Functions whose result is another one each time.
const CHANGING: [&str; 5] = ["TODAY(", "NOW(", "RAND(", "RANDBETWEEN(", "RANDARRAY("];
/// Brackets within brackets that are followed.
const DEPTH: usize = 16;
/// Formulas of a workbook that are calculated, and cells that these may look at.
const MOST_FORMULAS: usize = 2_000;
const MOST_CELLS: usize = 2_000_000;

/// Marks the results that do not hold. Of the sheets in `skipped` only their part was read.
pub(super) fn mark(book: &mut RawWorkbook, skipped: &[SkippedSheet]) {
    let mut marks = Vec::new();
    let mut effort = MOST_CELLS;
    let formulas = book.sheets.iter().enumerate().flat_map(|(at, sheet)| {
        let cells = sheet.cells.iter().enumerate();
        let with_formula = cells.filter(|(_, c)| c.formula.is_some() && c.seen.is_none());
        with_formula.map(move |(of, _)| (at, of))
    });
    for (at, of) in formulas.take(MOST_FORMULAS) {
        let sheet = &book.sheets[at];
        let cell = &sheet.cells[of];
        let Some(formula) = cell.formula.as_deref() else {
            continue;
        };
        let formula = as_excel_writes_it(formula);
        let mark = if is_changing(&formula) {
            Some((cell.value.shown(), Mark::Changing(formula)))
        } else {
            let mut calculation = Calculation {
                sheets: &book.sheets,
                skipped,
                own: sheet,
                rest: &formula,
                effort: &mut effort,
            };
            let joined = calculation.joined();
            calculation.rest = &formula;
            let result = calculation.result();
            match (&cell.value, result) {
                (Raw::Number(_) | Raw::Text(_), _)
                    if joined
                        .as_ref()
                        .is_some_and(|joined| joined.trim() != cell.value.shown().trim()) =>
                {
                    Some((joined.unwrap_or_default(), Mark::Recalculated(formula)))
                }
                (Raw::Number(stored), Some(result)) if !are_nearly_same(*stored, result) => {
                    let shown = match cell.percent {
                        Some(true) => percent(result, 6),
                        _ => plain(result),
                    };
                    Some((shown, Mark::Recalculated(formula)))
                }
                _ => None,
            }
        };
        marks.extend(mark.map(|(text, mark)| (at, of, Seen { text, mark })));
    }
    for (at, of, seen) in marks {
        book.sheets[at].cells[of].seen = Some(Box::new(seen));
    }
}

fn is_changing(formula: &str) -> bool {
    let upper = formula.to_uppercase();
    CHANGING.iter().any(|name| {
        let mut found = upper.match_indices(name);
        found.any(|(at, _)| !upper[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

/// A formula without what other programs put around it: `of:=SUM([.E3:.E5];1)`.
fn as_excel_writes_it(formula: &str) -> String {
    let Some(open) = formula.strip_prefix("of:") else {
        return formula.trim_start_matches('=').to_owned();
    };
    let open = open.trim_start_matches('=');
    open.replace("[.", "")
        .replace(":.", ":")
        .replace(']', "")
        .replace(';', ",")
}

/// A formula on its way to its result.
struct Calculation<'a> {
    sheets: &'a [RawSheet],
    skipped: &'a [SkippedSheet],
    /// The sheet of the formula.
    own: &'a RawSheet,
    /// What is not read yet.
    rest: &'a str,
    effort: &'a mut usize,
}

impl<'a> Calculation<'a> {
    fn result(&mut self) -> Option<f64> {
        if self.rest.chars().count() >= KNOWN_BY {
            return None;
        }
        let result = self.sum(DEPTH)?;
        self.skip_blanks();
        (self.rest.is_empty() && result.is_finite()).then_some(result)
    }

    /// The text that a formula puts together, where it does nothing else: `"2"&E14`.
    fn joined(&mut self) -> Option<String> {
        let is_known = self.rest.chars().count() < KNOWN_BY;
        if !is_known || !self.rest.contains(['&', '"']) {
            return None;
        }
        let mut joined = String::new();
        loop {
            joined.push_str(&self.piece()?);
            if !self.takes('&') {
                break;
            }
        }
        self.skip_blanks();
        self.rest.is_empty().then_some(joined)
    }

    /// A text in quotes, or a number.
    fn piece(&mut self) -> Option<String> {
        self.skip_blanks();
        let Some(mut rest) = self.rest.strip_prefix('"') else {
            return self.sum(DEPTH).map(plain);
        };
        let mut text = String::new();
        loop {
            let (before, after) = rest.split_once('"')?;
            text.push_str(before);
            let Some(more) = after.strip_prefix('"') else {
                self.rest = after;
                return Some(text);
            };
            text.push('"');
            rest = more;
        }
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn takes(&mut self, sign: char) -> bool {
        self.skip_blanks();
        let after = self.rest.strip_prefix(sign);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn sum(&mut self, depth: usize) -> Option<f64> {
        let depth = depth.checked_sub(1)?;
        let mut sum = self.product(depth)?;
        loop {
            if self.takes('+') {
                sum += self.product(depth)?;
            } else if self.takes('-') {
                sum -= self.product(depth)?;
            } else {
                return Some(sum);
            }
        }
    }

    fn product(&mut self, depth: usize) -> Option<f64> {
        let mut product = self.power(depth)?;
        loop {
            if self.takes('*') {
                product *= self.power(depth)?;
            } else if self.takes('/') {
                product /= self.power(depth)?;
            } else {
                return Some(product);
            }
        }
    }

    fn power(&mut self, depth: usize) -> Option<f64> {
        let mut base = self.signed(depth)?;
        while self.takes('^') {
            base = base.powf(self.signed(depth)?);
        }
        Some(base)
    }

    fn signed(&mut self, depth: usize) -> Option<f64> {
        let depth = depth.checked_sub(1)?;
        if self.takes('-') {
            return Some(-self.signed(depth)?);
        }
        if self.takes('+') {
            return self.signed(depth);
        }
        let mut number = self.atom(depth)?;
        while self.takes('%') {
            number /= 100.0;
        }
        Some(number)
    }

    fn atom(&mut self, depth: usize) -> Option<f64> {
        if self.takes('(') {
            let inner = self.sum(depth)?;
            return self.takes(')').then_some(inner);
        }
        self.skip_blanks();
        if self
            .rest
            .starts_with(|c: char| c.is_ascii_digit() || c == '.')
        {
            return self.number();
        }
        if let Some((name, after)) = self.rest.split_once('(')
            && name.chars().all(|c| c.is_ascii_alphabetic())
        {
            self.rest = after;
            return self.function(&name.to_uppercase(), depth);
        }
        match self.area()?.as_slice() {
            [number] => Some(number.unwrap_or(0.0)),
            _ => None,
        }
    }

    fn number(&mut self) -> Option<f64> {
        let is_part = |c: char| c.is_ascii_digit() || c == '.';
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (digits, after) = self.rest.split_at(end);
        // A number with a power of ten, or rows (`1:3`).
        if after.starts_with(['e', 'E', ':']) {
            return None;
        }
        self.rest = after;
        digits.parse().ok()
    }

    fn function(&mut self, name: &str, depth: usize) -> Option<f64> {
        let mut arguments = Vec::new();
        loop {
            arguments.push(self.argument(depth)?);
            if self.takes(')') {
                break;
            }
            if !self.takes(',') {
                return None;
            }
        }
        let single = || match arguments.as_slice() {
            [one] => one.first().copied().flatten(),
            _ => None,
        };
        let scalar = |at: usize| match arguments.get(at).map(Vec::as_slice) {
            Some([one]) => Some(one.unwrap_or(0.0)),
            _ => None,
        };
        let rounded = |by: fn(f64) -> f64| {
            let places = scalar(1).filter(|places| places.abs() < 10.0)?;
            let scale = 10f64.powf(places.trunc());
            // Excel rounds what is shown: 2.675 to two places is 2.68.
            let scaled = (scalar(0)? * scale * 1e6).round() / 1e6;
            (arguments.len() == 2).then(|| by(scaled) / scale)
        };
        let all = arguments.iter().flatten().flatten().copied();
        match name {
            "ROUND" => rounded(f64::round),
            "ROUNDDOWN" => rounded(f64::trunc),
            "ROUNDUP" => rounded(|n| n.signum() * n.abs().ceil()),
            "N" | "VALUE" => single(),
            // It could be worked out, so it is no error.
            "IFERROR" => scalar(0).filter(|_| arguments.len() == 2),
            "COUNT" => Some(all.count() as f64),
            "SUBTOTAL" if matches!(scalar(0), Some(9.0 | 109.0)) => {
                Some(arguments[1..].iter().flatten().flatten().sum())
            }
            "SUMPRODUCT" if arguments.len() == 1 => Some(all.sum()),
            "CHOOSE" => {
                let at = scalar(0)?.trunc();
                (at >= 1.0).then(|| scalar(at as usize)).flatten()
            }
            "SUM" => Some(all.sum()),
            "PRODUCT" => Some(all.product()),
            "MAX" => all.reduce(f64::max),
            "MIN" => all.reduce(f64::min),
            "AVERAGE" => {
                let count = all.clone().count();
                (count > 0).then(|| all.sum::<f64>() / count as f64)
            }
            "ABS" => single().map(f64::abs),
            "INT" => single().map(f64::floor),
            _ => None,
        }
    }

    /// The numbers of an argument: of cells those that hold one, blanks as `None`.
    fn argument(&mut self, depth: usize) -> Option<Vec<Option<f64>>> {
        let before = self.rest;
        if let Some(area) = self.area() {
            self.skip_blanks();
            if self.rest.starts_with([',', ')']) {
                return Some(area);
            }
        }
        self.rest = before;
        Some(vec![Some(self.sum(depth)?)])
    }

    /// The numbers of a cell or of an area of cells; nothing where one holds something else, or was not read.
    fn area(&mut self) -> Option<Vec<Option<f64>>> {
        self.skip_blanks();
        let sheet = self.sheet()?;
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '$' | ':');
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (written, after) = self.rest.split_at(end);
        let (first, last) = names::area(&written.replace('$', ""))?;
        self.rest = after;
        let is_single = first == last;
        if sheet.left_out > 0 || first.1 < first_column(self.skipped, &sheet.name) {
            return None;
        }
        let from = sheet.cells.partition_point(|c| c.row < first.0);
        let below = sheet.cells[from..].iter().take_while(|c| c.row <= last.0);
        let mut numbers = Vec::new();
        for cell in below {
            *self.effort = self.effort.checked_sub(1)?;
            if !(first.1..=last.1).contains(&cell.col) {
                continue;
            }
            match &cell.value {
                Raw::Number(n) | Raw::Date(n) => numbers.push(Some(*n)),
                Raw::Blank => {}
                Raw::Text(_) | Raw::Bool(_) if !is_single => {}
                Raw::Text(_) | Raw::Bool(_) | Raw::Error(_) | Raw::Uncomputed => return None,
            }
        }
        if is_single && numbers.is_empty() {
            numbers.push(None);
        }
        Some(numbers)
    }

    /// The sheet that a reference names, which is read past; its own where it names none.
    fn sheet(&mut self) -> Option<&'a RawSheet> {
        let (name, after) = if let Some(quoted) = self.rest.strip_prefix('\'') {
            let (name, after) = quoted.split_once("'!")?;
            (name.replace("''", "'"), after)
        } else {
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
            let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
            match self.rest[end..].strip_prefix('!') {
                Some(after) => (self.rest[..end].to_owned(), after),
                None => return Some(self.own),
            }
        };
        self.rest = after;
        let lower = name.to_lowercase();
        self.sheets.iter().find(|s| s.name.to_lowercase() == lower)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::raw::RawCell;

    /// A sheet with 1, 2, 3 in A1 to A3, words in A4, and one formula in B1 that has this result.
    fn marked(formula: &str, stored: f64) -> Option<Seen> {
        let number = |row, n| RawCell::of((row, 0), Raw::Number(n));
        let computed = RawCell {
            formula: Some(formula.to_owned()),
            ..RawCell::of((0, 1), Raw::Number(stored))
        };
        let words = RawCell::of((3, 0), Raw::Text("ba".to_owned()));
        let sheet = RawSheet {
            name: "Biểu 01".to_owned(),
            cells: vec![
                number(0, 1.0),
                computed,
                number(1, 2.0),
                number(2, 3.0),
                words,
            ],
            ..RawSheet::default()
        };
        let hidden = RawSheet {
            name: "Phụ".to_owned(),
            ..sheet.clone()
        };
        let mut book = RawWorkbook {
            sheets: vec![sheet, hidden],
            ..RawWorkbook::default()
        };
        let skipped = SkippedSheet {
            name: "Phụ".to_owned(),
            from: 7,
        };
        mark(&mut book, &[skipped]);
        let cell = &book.sheets[0].cells[1];
        cell.seen.as_deref().cloned()
    }

    #[test]
    fn a_result_that_its_formula_cannot_give_is_marked_with_what_it_gives() {
        for (formula, result) in [
            ("A3", 3.0),
            ("$A$3*2", 6.0),
            ("A1+A2-A3", 0.0),
            ("SUM(A1:A3)", 6.0),
            ("SUM(A1:A4,10)", 16.0),
            ("SUM(A1,A3)*2", 8.0),
            ("(A1+A2)*50%", 1.5),
            ("-A2^2", 4.0),
            ("'Biểu 01'!A2", 2.0),
            ("A9", 0.0),
            ("MAX(A1:A3)/AVERAGE(A1:A3)", 1.5),
            ("of:=SUM([.A1:.A3];1)", 7.0),
            ("ROUND(A3/A2,0)", 2.0),
            ("ROUND(2.675,2)", 2.68),
            ("ROUNDUP(A3/A2,0)", 2.0),
            ("COUNT(A1:A4)", 3.0),
            ("SUBTOTAL(9,A1:A3)", 6.0),
            ("SUMPRODUCT(A1:A3)", 6.0),
            ("CHOOSE(2,A1,A3)", 3.0),
        ] {
            assert_eq!(marked(formula, result), None, "{formula}");
            let seen = marked(formula, result + 4.0).map(|seen| seen.text);
            assert_eq!(seen, Some(plain(result)), "{formula}");
        }
    }

    #[test]
    fn a_formula_that_is_not_simple_or_takes_what_was_not_read_is_left_alone() {
        for formula in [
            "IF(A1>0,1,2)",
            "A4",
            "A4+1",
            "SUM(A:A)",
            "Phụ!A1",
            "[1]Sheet1!A1",
            "1/0",
            "may_ban+1",
            "1E3",
            "A1 A2",
            "",
            "Khác!A1",
            "((((((((((((((((((1))))))))))))))))))",
            "SUM(A1:A3",
            "'Biểu 01'!",
            "VLOOKUP(A1,A1:B3,2,0)",
        ] {
            assert_eq!(marked(formula, 99.0), None, "{formula}");
        }
    }

    #[test]
    fn a_text_that_a_formula_puts_together_otherwise_is_marked() {
        for (formula, stored, wanted) in [
            ("\"2\"&\"1\"", 25.0, Some("21")),
            ("\"\"&A3", 3.0, None),
            ("\"\"&A3", 25.0, Some("3")),
            ("A1&A2+1", 25.0, Some("13")),
            ("\"a\"\"b\"", 25.0, Some("a\"b")),
            ("\"2\"&A4", 25.0, None),
            ("\"2\"&", 25.0, None),
            ("\"2", 25.0, None),
        ] {
            let seen = marked(formula, stored).map(|seen| seen.text);
            assert_eq!(seen.as_deref(), wanted, "{formula}");
        }
    }

    #[test]
    fn a_formula_that_gives_another_result_each_time_is_marked() {
        for formula in ["TODAY()-40000", "RANDBETWEEN(1,30)", "INT(rand()*5)"] {
            let seen = marked(formula, 25.0).map(|seen| seen.mark);
            assert_eq!(seen, Some(Mark::Changing(formula.to_owned())));
        }
        assert_eq!(marked("MYTODAY(1)", 25.0), None);
    }

    proptest::proptest! {
        #[test]
        fn no_formula_breaks_it(formula in "[A-C1-4$:!'+*/^%(),.\\- SUMđ]{0,40}") {
            let _ = marked(&formula, 1.0);
        }
    }
}

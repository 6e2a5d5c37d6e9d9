//! What the formulas of a return say of its answers.
//!
//! In: the cells of a sheet as received, and where its answers stand. Out: findings about live checks that were changed,
//! results that the file does not hold, and answers that come from elsewhere.

use super::answers::{place, shown};
use super::asked::Asked;
use super::cells::CellReader;
use super::margins;
use super::qualifier::{Qualifier, YEARS, is_of_other_figures, qualifier};
use super::remarks::{by_sheet, of_many, remarked};
use crate::check::locate::SheetMap;
use crate::model::code;
use crate::model::finding::Involved;
use crate::model::raw::RawCell;
use crate::msg;
use crate::rule::{CellFormula, Reference};
use crate::value::fold::{clean, fold};
use crate::value::{Raw, Remark};
use crate::words::{Fact, Message};

/// What formulas of a sheet say: live checks that are no longer ours, values that come from other files, and answers that are
/// taken from figures of another time or stand in for an error. `period` is that of the campaign.
pub(super) fn report(reader: &mut CellReader<'_>, map: &SheetMap<'_>, period: &str) {
    changed_checks(reader, map);
    from_other_files(reader, map);
    of_other_figures(reader, map, period);
}

fn changed_checks(reader: &mut CellReader<'_>, map: &SheetMap<'_>) {
    let cell_at = |row: u32, col: u16| {
        let (row, col) = (map.id_row(row)?, map.col(col)?);
        Some((row, col, map.raw.at(row, col)))
    };
    let checks = map.signs.checks.iter();
    let found: Vec<_> = checks.filter_map(|(r, c)| cell_at(*r, *c)).collect();
    let is_ours = |formula: &str| {
        let begin = formula.trim_start_matches("of:").trim_start_matches('=');
        begin.starts_with("IF(") || begin.starts_with("IFERROR(")
    };
    let ours = |cell: Option<&RawCell>| {
        let formula = cell.and_then(|c| c.formula.as_deref());
        formula.is_some_and(is_ours)
    };
    // Programs that keep only values leave none; then nobody has changed single ones.
    let any = found.iter().any(|(_, _, cell)| ours(*cell));
    let changed = found.iter().filter(|(_, _, cell)| !ours(*cell));
    let cells: Vec<Involved> = changed
        .map(|(row, col, cell)| Involved {
            field: None,
            label: String::new(),
            place: Some(place(map.raw, *row, *col)),
            shown: cell.map_or_else(Fact::default, |c| match &c.formula {
                Some(formula) => formula.as_str().into(),
                None => c.value.shown().into(),
            }),
        })
        .collect();
    if let Some(Involved {
        place: Some(first), ..
    }) = cells.first().filter(|_| any && reader.has_formulas)
    {
        let message = msg!(
            "check.checks-changed",
            count = cells.len(),
            place = first.shown()
        );
        let todo = msg!("check.checks-changed-todo");
        reader.find(
            (&code::CHECKS_CHANGED, &map.plan.name),
            (message, todo),
            cells,
        );
    }
}

/// Values that come from other files.
fn from_other_files(reader: &mut CellReader<'_>, map: &SheetMap<'_>) {
    let from_outside = map.raw.cells.iter().filter(|c| {
        let formula = c.formula.as_deref();
        formula.is_some_and(points_outside)
    });
    let cells: Vec<Involved> = from_outside
        .take(50)
        .map(|c| Involved {
            field: None,
            label: c.formula.clone().unwrap_or_default(),
            place: Some(place(map.raw, c.row, c.col)),
            shown: c.value.shown().into(),
        })
        .collect();
    if let Some(Involved {
        place: Some(first),
        label,
        ..
    }) = cells.first()
    {
        let message = msg!(
            "check.from-other-file",
            count = cells.len(),
            place = first.shown(),
            formula = label
        );
        let todo = msg!("check.from-other-file-todo");
        reader.find(
            (&code::FROM_OTHER_FILE, &map.plan.name),
            (message, todo),
            cells,
        );
    }
}

/// Whether a formula takes something from another file: `[1]Sheet1!A1`, `'file:///a.ods'#$Sheet1.A1`.
fn points_outside(formula: &str) -> bool {
    // Each sign has one of these in it; the live checks, most of all formulas, have none.
    if !formula.contains(['[', ':', '.', '_']) {
        return false;
    }
    let lower = formula.to_lowercase();
    let numbered = lower.split('[').skip(1).any(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        // A column of a table may be called by its year: "Bang[2020]"; a file is followed by its sheet or name.
        let after = rest[digits..].strip_prefix(']');
        let is_sheet = |c: char| c.is_alphanumeric() || "_!'".contains(c);
        digits > 0 && after.is_some_and(|after| after.starts_with(is_sheet))
    });
    numbered
        || ["file:", ".xls", ".ods", "http:", "https:", "dummyfunction("]
            .iter()
            .any(|sign| lower.contains(sign))
}

/// Answers that formulas take from a sheet of other figures, or for which they put something in place of an error.
fn of_other_figures(reader: &mut CellReader<'_>, map: &SheetMap<'_>, period: &str) {
    let sheet = map.raw.name.as_str();
    let answers = map.raw.cells.iter().filter(|cell| {
        cell.formula.is_some() && reader.used.contains(&(sheet, cell.row, cell.col))
    });
    let mut told = Vec::new();
    for cell in answers {
        let formula = cell.formula.as_deref().unwrap_or_default();
        let at = place(map.raw, cell.row, cell.col);
        let mut names = named_sheets(formula);
        let id = if let Some(name) = names.find(|name| is_of_other_figures(name, period)) {
            Message::new("check.formula-of-other-figures").with("source", &name)
        } else if let Some(said) = headed_otherwise((cell.col, formula), map, &reader.asked()) {
            Message::new("check.formula-under-other-heading").with("said", &said)
        } else if stands_in(formula, &cell.value) {
            Message::new("check.formula-stands-in")
        } else {
            continue;
        };
        let message = id
            .with("place", &at.shown())
            .with(
                "formula",
                &formula.trim_start_matches("of:").trim_start_matches('='),
            )
            .with("shown", &shown(&cell.value, cell.percent));
        let involved = Involved {
            field: None,
            label: at.shown(),
            place: Some(at),
            shown: shown(&cell.value, cell.percent).into(),
        };
        told.push((message, involved));
    }
    for (message, cell) in told {
        let about = format!("{}: {}", map.plan.name, cell.label);
        let said = (message, msg!("check.which-is-meant"));
        reader.find((&code::FORMULA_OTHERWISE, &about), said, vec![cell]);
    }
}

/// Functions that look figures up by what is said in them.
const LOOKUPS: &[&str] = &[
    "HLOOKUP",
    "VLOOKUP",
    "LOOKUP",
    "XLOOKUP",
    "MATCH",
    "SUMIF",
    "SUMIFS",
    "GETPIVOTDATA",
];
/// Rows at the top of a sheet in which its title stands.
const TITLES: u32 = 10;
/// Headings that stand over one another, at most.
const LEVELS: usize = 3;
/// Rows over a figure in which its heading stands.
const MOST_ABOVE: u32 = 500;

/// What says that the figures which a formula takes are of something else: what it looks up, the heading over the cell that
/// it points to, or the title of the sheet.
fn headed_otherwise(
    (col, formula): (u16, &str),
    map: &SheetMap<'_>,
    asked: &Asked<'_>,
) -> Option<String> {
    let open = formula.trim_start_matches("of:").trim_start_matches('=');
    let parts = CellFormula::of(open)?;
    let is_other = |text: &str| {
        qualifier(text, asked.period) == Qualifier::Other || margins::is_otherwise(text, &[], asked)
    };
    let looks_up = parts
        .functions
        .iter()
        .any(|f| LOOKUPS.contains(&f.as_str()));
    let sought = looked_up(open).into_iter().filter(|_| looks_up);
    if let Some(said) = sought.into_iter().find(|said| is_other(said)) {
        return Some(said);
    }
    parts.references.iter().find_map(|reference| {
        let Reference::Cells { sheet, first, last } = reference else {
            return None;
        };
        let own = sheet
            .as_ref()
            .is_none_or(|name| fold(name) == fold(&map.raw.name));
        let mut sheets = map.book.sheets.iter();
        let of = match sheet {
            Some(name) if !own => sheets.find(|of| fold(&of.name) == fold(name))?,
            _ => map.raw,
        };
        let said = |cell: &RawCell| match &cell.value {
            Raw::Text(text) => Some(clean(text, false)),
            Raw::Number(n) if YEARS.contains(n) && n.fract() == 0.0 => Some(cell.value.shown()),
            _ => None,
        };
        let top = first.0.saturating_sub(MOST_ABOVE);
        // Of several columns nobody can tell which one is taken.
        let is_one = first.1 == last.1 && !(own && first.1 == col);
        let over = (top..first.0).rev().filter(|_| is_one);
        let over = over
            .filter_map(|row| said(of.at(row, first.1)?))
            .take(LEVELS);
        let titles = of.cells.iter().take_while(|cell| cell.row < TITLES);
        let titles = titles.filter(|cell| !own && of.row(cell.row).len() == 1);
        let titles = titles.filter_map(said);
        over.chain(titles).find(|text| is_other(text))
    })
}

/// The years and texts that stand in a formula itself.
fn looked_up(formula: &str) -> Vec<String> {
    let texts = formula.split('"').skip(1).step_by(2).map(str::to_owned);
    let outside: Vec<&str> = formula.split('"').step_by(2).collect();
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '!' | ':');
    let outside = outside.join(" ");
    // The names of sheets are judged by themselves.
    let outside: Vec<&str> = outside.split('\'').step_by(2).collect();
    let outside = outside.join(" ");
    let words = outside.split(|c: char| !is_part(c));
    let years = words.filter(|word| word.parse().is_ok_and(|n: f64| YEARS.contains(&n)));
    let years: Vec<String> = years.map(str::to_owned).collect();
    texts.chain(years).collect()
}

/// The sheets that a formula names: `'Số liệu 2019'!E13`, `$'Số liệu 2019'.E13`.
fn named_sheets(formula: &str) -> impl Iterator<Item = String> {
    let quoted = formula.split('\'').skip(1).step_by(2).map(str::to_owned);
    let (before, _) = formula.rsplit_once('!').unwrap_or_default();
    let bare = before.split('!').filter_map(|before| {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        let after = before.trim_end_matches(is_part).len();
        Some(before[after..].to_owned()).filter(|name| !name.is_empty())
    });
    let bare: Vec<String> = bare.collect();
    quoted.chain(bare)
}

/// Whether a value is what a formula puts in place of an error: the 0 of `IFERROR(…,0)`.
fn stands_in(formula: &str, value: &Raw) -> bool {
    let open = formula.trim_start_matches("of:").trim_start_matches('=');
    let upper = open.to_uppercase();
    let is_caught = ["IFERROR(", "IFNA("]
        .iter()
        .any(|name| upper.starts_with(name));
    // What another program computed is told as coming from there.
    if !is_caught || upper.contains("DUMMYFUNCTION(") {
        return false;
    }
    let last = open
        .strip_suffix(')')
        .and_then(|inside| inside.rsplit_once([',', ';']));
    let said = value.shown();
    match last {
        Some((_, stand_in)) => stand_in.trim().trim_matches('"') == said.trim(),
        // Only the beginning of a long formula is known.
        None => *value == Raw::Number(0.0) && !open.ends_with(')'),
    }
}

/// Answers whose formulas have no result in the file, one finding per sheet.
pub(super) fn uncomputed(reader: &mut CellReader<'_>) {
    let uncomputed = std::mem::take(&mut reader.uncomputed);
    for (sheet, of_sheet) in by_sheet(uncomputed, |(_, cell)| cell) {
        let draft = if let [(kind, cell)] = of_sheet.as_slice() {
            remarked(&Remark::Uncomputed, kind, cell.clone(), "")
        } else {
            let cells = of_sheet.into_iter().map(|(_, cell)| cell).collect();
            let said = ("check.many-uncomputed", msg!("value.save-in-excel"));
            of_many(&code::UNCOMPUTED, said, (sheet, cells))
        };
        reader.findings.push(reader.subject.finding(draft));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_names_another_file_points_outside() {
        for (formula, wanted) in [
            ("SUM([1]Sheet1!A1:A3)", true),
            ("'file:///a.ods'#$Sheet1.A1", true),
            ("'C:\\bieu\\[cu.xlsx]Sheet1'!A1", true),
            ("SUM(E13:E20)", false),
            ("SUM(Bang[So luong])", false),
            ("SUM(Bang[2020])", false),
            ("Bang[[2020]:[2021]]", false),
            ("E13*1.5", false),
            (
                "IFERROR(__xludf.DUMMYFUNCTION(\"IMPORTRANGE(...)\"),21)",
                true,
            ),
        ] {
            assert_eq!(points_outside(formula), wanted, "{formula}");
        }
    }

    #[test]
    fn sheets_in_a_formula_are_told_by_their_names() {
        for (formula, wanted) in [
            ("'Số liệu 2019'!E13", "Số liệu 2019"),
            ("of:=[$'Số liệu 2019'.E13]", "Số liệu 2019"),
            ("SUM(Nam2019!A1:A3)", "Nam2019"),
            ("Năm2019!A1+B2", "Năm2019"),
            ("E13+E14", ""),
        ] {
            let named: Vec<String> = named_sheets(formula).collect();
            assert_eq!(named.join("|"), wanted, "{formula}");
        }
    }

    #[test]
    fn what_a_formula_looks_up_is_told_and_its_other_numbers_are_not() {
        for (formula, wanted) in [
            ("HLOOKUP(2019,A1:C9,5,0)", "2019"),
            ("VLOOKUP(\"Năm 2019\",'T 2019'!A1:C9,2,0)", "Năm 2019"),
            ("E13+12", ""),
            ("A2019+1", ""),
        ] {
            assert_eq!(looked_up(formula).join("|"), wanted, "{formula}");
        }
    }

    #[test]
    fn a_value_that_a_formula_puts_in_place_of_an_error_is_told() {
        for (formula, value, wanted) in [
            ("IFERROR(VLOOKUP(A1,B:C,2,0),0)", Raw::Number(0.0), true),
            ("IFERROR(VLOOKUP(A1,B:C,2,0),25)", Raw::Number(25.0), true),
            ("=IFNA(E13;0)", Raw::Number(0.0), true),
            ("IFERROR(VLOOKUP(A1,B:C,2,0),0)", Raw::Number(21.0), false),
            ("IFERROR(VLOOKUP(A1,B:C,2,0),\"\")", Raw::Number(0.0), false),
            ("IF(E13>0,1,0)", Raw::Number(0.0), false),
            (
                "IFERROR(__xludf.DUMMYFUNCTION(\"x\"),21)",
                Raw::Number(21.0),
                false,
            ),
        ] {
            assert_eq!(stands_in(formula, &value), wanted, "{formula}");
        }
    }
}

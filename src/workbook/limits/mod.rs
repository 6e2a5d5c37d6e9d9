//! What Excel refuses or warns of in a workbook, found in its bytes.
//!
//! In: the bytes of an `.xlsx` that we made. Out: every [`Problem`], each at its cell. `LibreOffice` and libraries let
//! most of it pass, so that it would first be seen by whoever opens the file. Knows nothing of forms or kits.

mod circles;
mod formulas;
mod names;
mod package;
mod sheet;
mod xml;

use crate::msg;
use crate::words::{Fact, Message};
use package::Package;

/// Something that Excel refuses, mends with a warning, or shows an error for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Name of the sheet; empty where it is a matter of the whole workbook.
    pub sheet: String,
    /// Row and column from 0.
    pub cell: Option<(u32, u16)>,
    /// What it is.
    pub what: Refusal,
}

/// What is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// More of something than there may be.
    TooMuch {
        /// Of what.
        of: Measure,
        /// How much there is.
        found: usize,
    },
    /// The formulas of these cells need one another's results.
    Circle(Vec<String>),
    /// A formula that is none to Excel; how it begins.
    NoFormula(String),
    /// A function that Excel 2010 does not have.
    Function(String),
    /// A formula names what no cell or range is called.
    UnknownName(String),
    /// A formula or a link names a sheet that is not there.
    UnknownSheet(String),
    /// A control character in this part of the package.
    ControlCharacter(String),
    /// A sheet cannot be called so.
    SheetName(String),
    /// A cell or range cannot be called so.
    DefinedName(String),
    /// Two sheets, or two ranges, have this name: Excel does not tell capitals apart.
    Twice(String),
    /// Two merged ranges have cells in common.
    Overlap(String, String),
    /// A part of the package cannot be read.
    NoXml(String),
}

/// What there may be only so much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table below says what each counts")]
pub enum Measure {
    FormulaLength,
    Nesting,
    Arguments,
    FormulaText,
    CellText,
    LineBreaks,
    ListLiteral,
    ValidationTitle,
    ValidationMessage,
    ValidationFormula,
    SheetName,
    DefinedName,
    HeaderFooter,
    PageBreaks,
    Links,
    Formats,
}

/// How much Excel takes, and the sentence that says so. Lengths are in UTF-16 units, as Excel counts.
const LIMITS: [(Measure, usize, &str); 16] = [
    (Measure::FormulaLength, 8_192, "limits.formula-length"),
    (Measure::Nesting, 64, "limits.nesting"),
    (Measure::Arguments, 255, "limits.arguments"),
    (Measure::FormulaText, 255, "limits.formula-text"),
    (Measure::CellText, 32_767, "limits.cell-text"),
    (Measure::LineBreaks, 253, "limits.line-breaks"),
    (Measure::ListLiteral, 255, "limits.list-literal"),
    (Measure::ValidationTitle, 32, "limits.validation-title"),
    (Measure::ValidationMessage, 255, "limits.validation-message"),
    (Measure::ValidationFormula, 255, "limits.validation-formula"),
    (Measure::SheetName, 31, "limits.sheet-name-length"),
    (Measure::DefinedName, 255, "limits.defined-name-length"),
    (Measure::HeaderFooter, 255, "limits.header-footer"),
    (Measure::PageBreaks, 1_026, "limits.page-breaks"),
    (Measure::Links, 65_530, "limits.links"),
    (Measure::Formats, 64_000, "limits.formats"),
];

impl Measure {
    /// How much Excel takes.
    pub fn most(self) -> usize {
        self.limit().0
    }

    fn limit(self) -> (usize, &'static str) {
        let row = LIMITS.iter().find(|(measure, ..)| *measure == self);
        row.map_or((usize::MAX, ""), |(_, most, said)| (*most, said))
    }

    /// That this is more than Excel takes, if it is.
    fn over(self, found: usize) -> Option<Refusal> {
        (found > self.most()).then_some(Refusal::TooMuch { of: self, found })
    }
}

impl Refusal {
    /// What is wrong, as a sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::TooMuch { of, found } => {
                let (most, said) = of.limit();
                Message::new(said).with("found", found).with("most", &most)
            }
            Self::Circle(cells) => msg!("limits.circle", cells = Fact::list(cells.iter(), ", ")),
            Self::NoFormula(begins) => msg!("limits.no-formula", formula = begins),
            Self::Function(name) => msg!("limits.function", name = name),
            Self::UnknownName(name) => msg!("limits.unknown-name", name = name),
            Self::UnknownSheet(name) => msg!("limits.unknown-sheet", name = name),
            Self::ControlCharacter(part) => msg!("limits.control-character", part = part),
            Self::SheetName(name) => msg!("limits.sheet-name", name = name),
            Self::DefinedName(name) => msg!("limits.defined-name", name = name),
            Self::Twice(name) => msg!("limits.twice", name = name),
            Self::Overlap(one, other) => msg!("limits.overlap", one = one, other = other),
            Self::NoXml(part) => msg!("limits.no-xml", part = part),
        }
    }
}

/// Everything in a workbook that Excel refuses or warns of, sheet by sheet.
pub fn problems(workbook: &[u8]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let package = Package::read(workbook, &mut problems);
    names::check(&package, &mut problems);
    let sheets: Vec<_> = package
        .sheets
        .iter()
        .map(|place| sheet::read(&package, place, &mut problems))
        .collect();
    let formulas = formulas::check(&package, &sheets, &mut problems);
    circles::check(&sheets, &formulas, &mut problems);
    problems
}

#[cfg(test)]
mod tests;

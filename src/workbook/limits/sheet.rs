//! What stands on a sheet: its formulas, and what Excel takes only so much of.

use super::package::{Package, SheetPlace};
use super::xml::{self, Element};
use super::{Measure, Problem, Refusal};
use crate::rule::{CellFormula, Reference};
use std::collections::BTreeMap;

/// A sheet as far as formulas look at it.
pub(super) struct Sheet {
    pub(super) name: String,
    /// The formulas by their cells.
    pub(super) formulas: BTreeMap<(u32, u16), String>,
    /// Formulas of validations and conditional formats, with the first cell that each is about.
    pub(super) others: Vec<((u32, u16), String)>,
    /// Sheets that links lead to, with the cell of the link.
    pub(super) links: Vec<((u32, u16), String)>,
}

/// Reads a sheet, noting what is more than Excel takes.
pub(super) fn read(package: &Package, place: &SheetPlace, problems: &mut Vec<Problem>) -> Sheet {
    let mut reading = Reading {
        package,
        problems,
        merged: Vec::new(),
        links: 0,
        sheet: Sheet {
            name: place.name.clone(),
            formulas: BTreeMap::new(),
            others: Vec::new(),
            links: Vec::new(),
        },
        formula: None,
        value: 0,
        inline: (0, 0),
        in_validation: Vec::new(),
    };
    let read = package.parts.get(&place.part);
    let read = read.and_then(|text| xml::each(text, &mut |element| reading.element(element)));
    if read.is_none() {
        reading.wrong(None, Some(Refusal::NoXml(place.part.clone())));
    }
    reading.overlaps();
    let links = Measure::Links.over(reading.links);
    reading.wrong(None, links);
    reading.sheet
}

struct Reading<'a> {
    package: &'a Package,
    problems: &'a mut Vec<Problem>,
    sheet: Sheet,
    merged: Vec<(String, Area)>,
    links: usize,
    /// Of the cell whose elements come by: its formula, its value, its own text.
    formula: Option<String>,
    value: usize,
    inline: (usize, usize),
    /// Formulas of the validation whose elements come by.
    in_validation: Vec<String>,
}

/// Corners of a range: upper left, lower right.
type Area = ((u32, u16), (u32, u16));

impl Reading<'_> {
    fn wrong(&mut self, cell: Option<(u32, u16)>, what: Option<Refusal>) {
        self.problems.extend(what.map(|what| Problem {
            sheet: self.sheet.name.clone(),
            cell,
            what,
        }));
    }

    fn element(&mut self, element: &Element) {
        match element.name.as_str() {
            "f" => self.formula = Some(element.text.clone()),
            "v" => self.value = element.text.parse().unwrap_or(usize::MAX),
            "t" => {
                self.inline.0 += element.text.encode_utf16().count();
                self.inline.1 += element.text.matches('\n').count();
            }
            "c" => self.cell(element),
            "formula1" | "formula2" => self.in_validation.push(element.text.clone()),
            "dataValidation" => self.validation(element),
            "formula" if element.parent() == "cfRule" => {
                // The range stands on the element around, which ends later; any cell of the sheet tells the sheet.
                self.sheet.others.push(((0, 0), element.text.clone()));
            }
            "mergeCell" => {
                let range = element.get("ref").unwrap_or_default();
                if let Some(area) = area(range) {
                    self.merged.push((range.to_owned(), area));
                }
            }
            "hyperlink" => {
                self.links += 1;
                let at = element.get("ref").and_then(area).map(|(first, _)| first);
                if let Some(location) = element.get("location") {
                    let at = at.unwrap_or_default();
                    self.sheet.links.push((at, location.to_owned()));
                }
            }
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader"
            | "firstFooter" => {
                let length = element.text.encode_utf16().count();
                self.wrong(None, Measure::HeaderFooter.over(length));
            }
            "rowBreaks" | "colBreaks" => {
                let count = element.get("count").and_then(|n| n.parse().ok());
                self.wrong(None, Measure::PageBreaks.over(count.unwrap_or(0)));
            }
            _ => {}
        }
    }

    fn cell(&mut self, element: &Element) {
        let at = element.get("r").and_then(area).map(|(first, _)| first);
        let (length, breaks) = match element.get("t") {
            Some("s") => self.package.strings.get(self.value).copied(),
            _ => Some(self.inline),
        }
        .unwrap_or_default();
        self.wrong(at, Measure::CellText.over(length));
        self.wrong(at, Measure::LineBreaks.over(breaks));
        if let (Some(formula), Some(at)) = (self.formula.take(), at)
            && !formula.is_empty()
        {
            self.sheet.formulas.insert(at, formula);
        }
        (self.value, self.inline) = (0, (0, 0));
    }

    fn validation(&mut self, element: &Element) {
        let first = element.get("sqref").unwrap_or_default();
        let first = first.split_whitespace().next().and_then(area);
        let at = first.map(|(first, _)| first);
        let length = |name: &str| element.get(name).map_or(0, |t| t.encode_utf16().count());
        for name in ["errorTitle", "promptTitle"] {
            self.wrong(at, Measure::ValidationTitle.over(length(name)));
        }
        for name in ["error", "prompt"] {
            self.wrong(at, Measure::ValidationMessage.over(length(name)));
        }
        for formula in std::mem::take(&mut self.in_validation) {
            let literal = formula.strip_prefix('"').and_then(|f| f.strip_suffix('"'));
            let of = match literal {
                Some(_) => Measure::ListLiteral,
                None => Measure::ValidationFormula,
            };
            let length = literal.unwrap_or(&formula).encode_utf16().count();
            self.wrong(at, of.over(length));
            if literal.is_none() {
                self.sheet.others.push((at.unwrap_or_default(), formula));
            }
        }
    }

    fn overlaps(&mut self) {
        let mut merged = std::mem::take(&mut self.merged);
        merged.sort_by_key(|(_, area)| *area);
        for (at, (range, (_, last))) in merged.iter().enumerate() {
            let below = merged.iter().skip(at + 1);
            let mut near = below.take_while(|(_, (first, _))| first.0 <= last.0);
            let other = near.find(|(_, other)| meet(merged[at].1, *other));
            let what = other.map(|(other, _)| Refusal::Overlap(range.clone(), other.clone()));
            self.wrong(Some(merged[at].1.0), what);
        }
    }
}

fn meet((a, b): Area, (c, d): Area) -> bool {
    a.0 <= d.0 && c.0 <= b.0 && a.1 <= d.1 && c.1 <= b.1
}

/// The corners of `B2:C5`, or of `B2`.
fn area(text: &str) -> Option<Area> {
    let formula = CellFormula::of(text)?;
    match formula.references.as_slice() {
        [
            Reference::Cells {
                sheet: None,
                first,
                last,
            },
        ] => Some((*first, *last)),
        _ => None,
    }
}

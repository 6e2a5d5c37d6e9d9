//! What a sheet says behind its cells: the formats that conditions give, and what is printed.

use super::super::conditional::{Conditional, MOST_AREAS, Operator};
use super::super::walk::{Piece, attribute};
use super::super::{Area, Style};
use super::says;
use crate::read::margins;
use crate::read::names;

/// Takes the formats that conditions give, as tags and texts come.
#[derive(Default)]
pub(super) struct Conditions {
    pub(super) found: Vec<Conditional>,
    pub(super) count: usize,
    pub(super) areas: Vec<Area>,
    /// The index of the format, how numbers are held against others, and those.
    pub(super) rule: Option<(usize, Option<Operator>)>,
    pub(super) others: Vec<Option<f64>>,
    pub(super) in_formula: bool,
}

impl Conditions {
    pub(super) fn take(&mut self, piece: &Piece<'_, '_>, styles: &[Style]) {
        match piece {
            Piece::Open(tag) => match tag.local_name().as_ref() {
                "conditionalFormatting" => {
                    let areas = attribute(tag, "sqref").unwrap_or_default();
                    let areas = areas.split_whitespace().filter_map(names::area);
                    self.areas = areas.map(|(first, last)| Area { first, last }).collect();
                }
                "cfRule" => {
                    let index = attribute(tag, "dxfId").and_then(|index| index.parse().ok());
                    let operator = attribute(tag, "operator");
                    let operator = operator.and_then(|name| Operator::named(&name));
                    self.rule = index.map(|index| (index, operator));
                    self.others.clear();
                }
                "formula" => self.in_formula = self.rule.is_some(),
                _ => {}
            },
            Piece::Text(text) if self.in_formula => self.others.push(text.trim().parse().ok()),
            Piece::Close("formula") => self.in_formula = false,
            Piece::Close("cfRule") => {
                let rule = self.rule.take();
                let rule = rule.and_then(|(at, operator)| Some((styles.get(at)?, operator)));
                let Some((style, operator)) = rule.filter(|(style, _)| !style.is_usual()) else {
                    return;
                };
                self.count += self.areas.len();
                if self.count > MOST_AREAS {
                    return;
                }
                let others: Option<Vec<f64>> = self.others.drain(..).collect();
                self.found.push(Conditional {
                    areas: self.areas.clone(),
                    style: style.clone(),
                    held_against: operator.zip(others),
                });
            }
            _ => {}
        }
    }
}

/// Takes what is printed above and below the pages, as tags and texts come.
#[derive(Default)]
pub(super) struct Printed {
    pub(super) pieces: Vec<String>,
    /// The text that is being read, where it is one that is printed.
    pub(super) code: Option<String>,
    pub(super) has_first: bool,
    pub(super) has_even: bool,
}

impl Printed {
    pub(super) fn take(&mut self, piece: &Piece<'_, '_>) {
        match piece {
            Piece::Open(tag) => match tag.local_name().as_ref() {
                "headerFooter" => {
                    self.has_first = says(tag, "differentFirst", true);
                    self.has_even = says(tag, "differentOddEven", true);
                }
                name => {
                    let is_printed = match name {
                        "oddHeader" | "oddFooter" => true,
                        "firstHeader" | "firstFooter" => self.has_first,
                        "evenHeader" | "evenFooter" => self.has_even,
                        _ => false,
                    };
                    if is_printed {
                        self.code = Some(String::new());
                    }
                }
            },
            Piece::Text(text) => {
                if let Some(code) = &mut self.code {
                    code.push_str(text);
                }
            }
            Piece::Close(_) => {
                if let Some(code) = self.code.take() {
                    self.pieces.extend(margins::words(&code));
                }
            }
        }
    }
}

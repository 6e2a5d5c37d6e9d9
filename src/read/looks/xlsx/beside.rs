//! What a sheet says behind its cells: the formats that conditions give, and what is printed.

use super::super::conditional::{Conditional, MOST_AREAS, Operator};
use super::super::walk::{Piece, attribute};
use super::super::{Area, Style};
use super::says;
use super::styles::OfCondition;
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
    operator: Option<Operator>,
    in_rule: bool,
    pub(super) others: Vec<Option<f64>>,
    pub(super) in_formula: bool,
    /// A format that stands in its own rule, as newer programs write it, and what it is for.
    newer: Option<OfCondition>,
    of_newer: Vec<(Style, Option<Operator>, Vec<Option<f64>>)>,
    in_areas: bool,
}

impl Conditions {
    pub(super) fn take(&mut self, piece: &Piece<'_, '_>, styles: &[Style]) {
        match piece {
            Piece::Open(tag) => match tag.local_name().as_ref() {
                "conditionalFormatting" => {
                    let areas = attribute(tag, "sqref").unwrap_or_default();
                    let areas = areas.split_whitespace().filter_map(names::area);
                    self.areas = areas.map(|(first, last)| Area { first, last }).collect();
                    self.of_newer.clear();
                }
                "dxf" => self.newer = Some(OfCondition::default()),
                "sqref" => self.in_areas = true,
                _ if self.newer.is_some() => {
                    if let Some(newer) = &mut self.newer {
                        newer.take(tag);
                    }
                }
                "cfRule" => {
                    self.in_rule = true;
                    let index = attribute(tag, "dxfId").and_then(|index| index.parse().ok());
                    let operator = attribute(tag, "operator");
                    let operator = operator.and_then(|name| Operator::named(&name));
                    self.operator = operator;
                    self.rule = index.map(|index| (index, operator));
                    self.others.clear();
                }
                "formula" => self.in_formula = self.rule.is_some(),
                "f" => self.in_formula = self.in_rule,
                _ => {}
            },
            Piece::Text(text) if self.in_areas => {
                let areas = text.split_whitespace().filter_map(names::area);
                self.areas = areas.map(|(first, last)| Area { first, last }).collect();
            }
            Piece::Text(text) if self.in_formula => self.others.push(text.trim().parse().ok()),
            Piece::Close("formula" | "f") => self.in_formula = false,
            Piece::Close("sqref") => self.in_areas = false,
            Piece::Close("dxf") => {
                let style = self.newer.take().map(OfCondition::style);
                let others = self.others.clone();
                let newer = style.filter(|style| !style.is_usual());
                self.of_newer
                    .extend(newer.map(|style| (style, self.operator, others)));
            }
            Piece::Close("conditionalFormatting") => {
                for (style, operator, others) in std::mem::take(&mut self.of_newer) {
                    self.count += self.areas.len();
                    if self.count > MOST_AREAS {
                        return;
                    }
                    let others: Option<Vec<f64>> = others.into_iter().collect();
                    self.found.push(Conditional {
                        areas: self.areas.clone(),
                        style,
                        held_against: operator.zip(others),
                    });
                }
            }
            Piece::Close("cfRule") => {
                self.in_rule = false;
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

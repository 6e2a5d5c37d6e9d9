//! How cells look by their formats.

use super::super::walk::{Piece, attribute, each};
use super::super::{Font, Style};
use crate::read::colors::{self, Paint};
use crate::read::number_format;
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// Whether an element like `<strike/>` says so.
pub(super) fn is_on(tag: &BytesStart<'_>) -> bool {
    let value = attribute(tag, "val");
    !matches!(value.as_deref(), Some("0" | "false" | "off" | "none"))
}

/// What an element of a font says of its look.
pub(super) fn of_font(font: &mut Font, tag: &BytesStart<'_>) {
    match tag.local_name().as_ref() {
        "strike" => font.struck = is_on(tag),
        "vertAlign" => {
            let value = attribute(tag, "val");
            font.raised = matches!(value.as_deref(), Some("superscript" | "subscript"));
        }
        _ => {}
    }
}

/// What an element paints with.
pub(super) fn paint(tag: &BytesStart<'_>) -> Paint {
    let number = |name| attribute(tag, name)?.parse().ok();
    if attribute(tag, "tint").is_some_and(|tint| tint.parse() != Ok(0.0)) {
        return Paint::Unknown;
    }
    match (attribute(tag, "rgb"), number("theme"), number("indexed")) {
        (Some(rgb), ..) => colors::of_hex(&rgb),
        (_, Some(theme), _) => colors::of_theme(theme),
        (.., Some(index)) => colors::of_palette(index),
        _ => Paint::Default,
    }
}

/// The looks of a workbook.
#[derive(Default)]
pub(super) struct Styles {
    /// By the index of the cell format.
    pub(super) of_cells: Vec<Style>,
    /// By the index of the format that a condition gives.
    pub(super) of_conditions: Vec<Style>,
}

/// A format that a condition gives, as it is being read.
#[derive(Default)]
pub(super) struct OfCondition {
    pub(super) font: Font,
    pub(super) characters: Paint,
    pub(super) ground: Paint,
    pub(super) code: Option<String>,
}

impl OfCondition {
    pub(super) fn take(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "numFmt" => self.code = attribute(tag, "formatCode"),
            "color" => self.characters = paint(tag),
            "bgColor" => self.ground = paint(tag),
            _ => of_font(&mut self.font, tag),
        }
    }

    pub(super) fn style(self) -> Style {
        let is_painted = self.characters != Paint::Default;
        Style {
            digits: 0,
            struck: self.font.struck,
            raised: self.font.raised,
            like_its_ground: is_painted && colors::is_like_its_ground(self.characters, self.ground),
            format: self.code.filter(|code| number_format::is_unusual(code)),
        }
    }
}

pub(super) fn styles(xml: &str) -> Styles {
    let mut codes: HashMap<u32, String> = HashMap::new();
    let mut fonts: Vec<(Font, Paint)> = Vec::new();
    let mut grounds: Vec<Paint> = Vec::new();
    let mut styles = Vec::new();
    let mut conditions: Vec<OfCondition> = Vec::new();
    let (mut within, mut is_solid) = (String::new(), false);
    each(xml, |piece| {
        let tag = match piece {
            Piece::Open(tag) => tag,
            Piece::Close(name) => {
                if name == within {
                    within.clear();
                }
                return;
            }
            Piece::Text(_) => return,
        };
        let name = tag.local_name();
        match (within.as_str(), name.as_ref()) {
            ("", list @ ("fonts" | "fills" | "cellXfs" | "dxfs")) => list.clone_into(&mut within),
            ("", "numFmt") => {
                let id = attribute(tag, "numFmtId").and_then(|id| id.parse().ok());
                if let (Some(id), Some(code)) = (id, attribute(tag, "formatCode")) {
                    codes.insert(id, code);
                }
            }
            ("dxfs", "dxf") => conditions.push(OfCondition::default()),
            ("dxfs", _) => {
                if let Some(condition) = conditions.last_mut() {
                    condition.take(tag);
                }
            }
            ("fonts", "font") => fonts.push((Font::default(), Paint::Default)),
            ("fonts", "color") => {
                if let Some((_, characters)) = fonts.last_mut() {
                    *characters = paint(tag);
                }
            }
            ("fonts", _) => {
                if let Some((font, _)) = fonts.last_mut() {
                    of_font(font, tag);
                }
            }
            ("fills", "fill") => grounds.push(Paint::Default),
            ("fills", "patternFill") => {
                is_solid = attribute(tag, "patternType").as_deref() == Some("solid");
            }
            ("fills", "fgColor") if is_solid => {
                if let Some(ground) = grounds.last_mut() {
                    *ground = paint(tag);
                }
            }
            ("fills", "gradientFill") => {
                if let Some(ground) = grounds.last_mut() {
                    *ground = Paint::Unknown;
                }
            }
            ("cellXfs", "xf") => {
                let index = |name| attribute(tag, name).and_then(|id| id.parse().ok());
                let (font, characters) = fonts
                    .get(index("fontId").unwrap_or(0))
                    .copied()
                    .unwrap_or_default();
                let ground = grounds.get(index("fillId").unwrap_or(0)).copied();
                let format = index("numFmtId").and_then(|id| codes.get(&(id as u32)));
                styles.push(Style {
                    digits: format.map_or(0, |code| number_format::least_digits(code)),
                    struck: font.struck,
                    raised: font.raised,
                    like_its_ground: colors::is_like_its_ground(
                        characters,
                        ground.unwrap_or_default(),
                    ),
                    format: format
                        .filter(|code| number_format::is_unusual(code))
                        .cloned(),
                });
            }
            _ => {}
        }
    });
    Styles {
        of_cells: styles,
        of_conditions: conditions.into_iter().map(OfCondition::style).collect(),
    }
}

//! How cells look by their formats.

use super::super::walk::{Piece, attribute, each};
use super::super::{Font, Style};
use super::says;
use crate::read::colors::{self, Paint};
use crate::read::number_format;
use crate::read::signs::font_of_signs;
use crate::value::Look;
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
        "sz" => {
            let size = attribute(tag, "val").and_then(|size| size.parse::<f64>().ok());
            font.tiny = size.is_some_and(|size| size <= Font::TINY);
        }
        "name" | "rFont" => {
            font.signs = attribute(tag, "val").and_then(|name| font_of_signs(&name));
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
            percent: None,
            digits: 0,
            indent: 0,
            look: None,
            struck: self.font.struck,
            raised: self.font.raised,
            like_its_ground: is_painted && colors::is_like_its_ground(self.characters, self.ground),
            format: self.code.filter(|code| number_format::is_unusual(code)),
        }
    }
}

/// What characters stand on, as it is being read.
#[derive(Clone, Copy, Default)]
struct Ground {
    paint: Paint,
    is_solid: bool,
    /// What the lines of a close pattern are painted with.
    lines: Option<Paint>,
}

impl Ground {
    fn take(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "patternFill" => {
                let pattern = attribute(tag, "patternType").unwrap_or_default();
                self.is_solid = pattern == "solid";
                if self.is_solid {
                    self.paint = colors::of_solid(Paint::Default);
                }
                let is_close = pattern.starts_with("dark") || pattern == "mediumGray";
                self.lines = is_close.then_some(Paint::Default);
            }
            "fgColor" if self.is_solid => self.paint = colors::of_solid(paint(tag)),
            "fgColor" if self.lines.is_some() => self.lines = Some(paint(tag)),
            "gradientFill" => self.paint = Paint::Unknown,
            _ => {}
        }
    }
}

/// The style of a cell by its font, its ground, its number format and whether a line goes across it.
fn style(
    font: Option<(Font, Paint)>,
    ground: Option<Ground>,
    format: Option<&String>,
    is_crossed: bool,
) -> Style {
    let (font, characters) = font.unwrap_or_default();
    let ground = ground.unwrap_or_default();
    let is_hatched = ground
        .lines
        .is_some_and(|lines| is_one_color(characters, lines));
    let look = is_crossed
        .then_some(Look::Crossed)
        .or(is_hatched.then_some(Look::Hatched));
    Style {
        percent: None,
        digits: format.map_or(0, |code| number_format::least_digits(code)),
        struck: font.struck,
        raised: font.raised,
        like_its_ground: colors::is_like_its_ground(characters, ground.paint),
        format: format
            .filter(|code| number_format::is_unusual(code))
            .cloned(),
        look: look.or(font.look()),
        indent: 0,
    }
}

/// Whether characters and the lines behind them have one color, where what everybody has is black for both.
fn is_one_color(characters: Paint, lines: Paint) -> bool {
    let black = colors::of_hex("000000");
    let lines = if lines == Paint::Default {
        black
    } else {
        lines
    };
    colors::is_like_its_ground(characters, lines)
}

/// What an alignment does to a cell.
fn align(style: &mut Style, tag: &BytesStart<'_>) {
    let number = |name| attribute(tag, name).and_then(|n| n.parse::<u8>().ok());
    let is_filled = attribute(tag, "horizontal").as_deref() == Some("fill");
    let is_down = number("textRotation").is_some_and(|angle| (91..=180).contains(&angle));
    style.indent = number("indent").unwrap_or(0);
    let look = is_filled
        .then_some(Look::Repeated)
        .or(is_down.then_some(Look::UpsideDown));
    style.look = style.look.take().or(look);
}

pub(super) fn styles(xml: &str) -> Styles {
    let mut codes: HashMap<u32, String> = HashMap::new();
    let mut fonts: Vec<(Font, Paint)> = Vec::new();
    let mut grounds: Vec<Ground> = Vec::new();
    let mut crossed: Vec<bool> = Vec::new();
    let mut styles: Vec<Style> = Vec::new();
    let mut conditions: Vec<OfCondition> = Vec::new();
    let (mut within, mut is_diagonal) = (String::new(), false);
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
            ("", list @ ("fonts" | "fills" | "borders" | "cellXfs" | "dxfs")) => {
                list.clone_into(&mut within);
            }
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
            ("fills", "fill") => grounds.push(Ground::default()),
            ("fills", _) => {
                if let Some(ground) = grounds.last_mut() {
                    ground.take(tag);
                }
            }
            ("borders", "border") => {
                is_diagonal = says(tag, "diagonalUp", true) || says(tag, "diagonalDown", true);
                crossed.push(false);
            }
            ("borders", "diagonal") => {
                let style = attribute(tag, "style");
                let is_drawn = style.is_some_and(|style| style != "none");
                if let Some(crossed) = crossed.last_mut() {
                    *crossed = is_diagonal && is_drawn;
                }
            }
            ("cellXfs", "xf") => {
                let index = |name| attribute(tag, name).and_then(|id| id.parse().ok());
                let font = fonts.get(index("fontId").unwrap_or(0));
                let ground = grounds.get(index("fillId").unwrap_or(0));
                let format = index("numFmtId").and_then(|id| codes.get(&(id as u32)));
                let is_crossed = crossed.get(index("borderId").unwrap_or(0));
                let (font, ground) = (font.copied(), ground.copied());
                styles.push(style(font, ground, format, is_crossed == Some(&true)));
            }
            ("cellXfs", "alignment") => {
                if let Some(style) = styles.last_mut() {
                    align(style, tag);
                }
            }
            _ => {}
        }
    });
    Styles {
        of_cells: styles,
        of_conditions: conditions.into_iter().map(OfCondition::style).collect(),
    }
}

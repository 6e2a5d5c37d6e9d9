//! What numbers are shown as.

use super::super::colors::{self, Paint};
use super::super::formats::{is_orderly, shows_day, shows_percent};
use super::super::number_format::{is_unusual, least_digits};
use super::super::signs::font_of_signs;
use super::MAIN;
use super::characters::resolved_value;
use super::not_plain::NotPlain;
use super::xml::Scanner;
use std::collections::BTreeMap;

/// What a number in a format is shown as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) as_day: bool,
    pub(super) as_percent: bool,
    /// Whether a person may see something else than what a cell holds, or more zeros.
    pub(super) otherwise: bool,
}

/// The first format that is not built in.
const FIRST_OWN: u32 = 164;

/// Reads `xl/styles.xml`: what numbers are shown as, by the index of the cell format.
pub(super) fn formats(part: &str) -> Result<Vec<Shown>, NotPlain> {
    let mut codes = None;
    let mut formats = None;
    let (mut fonts, mut grounds, mut crossed) = (None, None, None);
    let mut scanner = Scanner::new(part)?;
    scanner.root("styleSheet", MAIN, |_, _| Err(NotPlain))?;
    while let Some(name) = scanner.child()? {
        match name {
            "numFmts" if codes.is_none() && formats.is_none() => {
                codes = Some(own(&mut scanner)?);
            }
            "fonts" if fonts.is_none() && formats.is_none() => {
                fonts = Some(of_fonts(&mut scanner)?);
            }
            "fills" if grounds.is_none() && formats.is_none() => {
                grounds = Some(of_fills(&mut scanner)?);
            }
            "borders" if crossed.is_none() && formats.is_none() => {
                crossed = Some(of_borders(&mut scanner)?);
            }
            "cellXfs" if formats.is_none() => {
                let tables = Tables {
                    codes: codes.take().unwrap_or_default(),
                    fonts: fonts.take().unwrap_or_default(),
                    grounds: grounds.take().unwrap_or_default(),
                    crossed: crossed.take().unwrap_or_default(),
                };
                formats = Some(of_cells(&mut scanner, &tables)?);
            }
            "dxfs" => of_conditions(&mut scanner)?,
            "cellStyleXfs" | "cellStyles" | "tableStyles" | "colors" | "extLst" => {
                scanner.skip(&["numFmts", "cellXfs"])?;
            }
            _ => return Err(NotPlain),
        }
    }
    scanner.end()?;
    Ok(formats.unwrap_or_default())
}

/// What cell formats refer to.
struct Tables {
    codes: BTreeMap<u32, Shown>,
    fonts: Vec<Font>,
    grounds: Vec<Ground>,
    /// Of each border whether it may have a line from corner to corner.
    crossed: Vec<bool>,
}

/// What characters stand on.
#[derive(Clone, Copy, Default)]
struct Ground {
    paint: Paint,
    is_hatched: bool,
}

/// How characters look.
#[derive(Clone, Copy, Default)]
struct Font {
    is_set_apart: bool,
    paint: Paint,
}

/// Reads `fonts`.
fn of_fonts(scanner: &mut Scanner<'_>) -> Result<Vec<Font>, NotPlain> {
    scanner.attributes(|_, _| Ok(()))?;
    let mut fonts = Vec::new();
    while let Some(name) = scanner.child()? {
        if name != "font" {
            return Err(NotPlain);
        }
        let mut font = Font::default();
        while let Some(name) = scanner.child()? {
            match name {
                "strike" | "vertAlign" => {
                    let [value] = scanner.only(["val"])?;
                    font.is_set_apart |= !matches!(value, Some("0" | "false" | "baseline"));
                }
                "color" => font.paint = paint(scanner)?,
                "sz" => {
                    let [size] = scanner.only(["val"])?;
                    let size: f64 = size.unwrap_or_default().parse().map_err(|_| NotPlain)?;
                    font.is_set_apart |= size < LEAST_SIZE;
                }
                "name" => {
                    let [name] = scanner.only(["val"])?;
                    let name = resolved_value(name.unwrap_or_default())?;
                    font.is_set_apart |= font_of_signs(&name).is_some();
                }
                _ => {}
            }
            scanner.skip_rest(&["font", "strike", "vertAlign", "color", "sz", "name"])?;
        }
        fonts.push(font);
    }
    Ok(fonts)
}

/// Characters of this height, in points, are read by everybody.
const LEAST_SIZE: f64 = 4.0;
/// So many steps of an indent are less than any column that is filled.
const MOST_INDENT: usize = 5;

/// Reads `borders`: of each whether it may have a line from corner to corner.
fn of_borders(scanner: &mut Scanner<'_>) -> Result<Vec<bool>, NotPlain> {
    scanner.attributes(|_, _| Ok(()))?;
    let mut borders = Vec::new();
    while let Some(name) = scanner.child()? {
        if name != "border" {
            return Err(NotPlain);
        }
        let mut is_crossed = false;
        scanner.attributes(|name, value| {
            let is_diagonal = matches!(name, "diagonalUp" | "diagonalDown");
            is_crossed |= is_diagonal && !matches!(value, "0" | "false");
            Ok(())
        })?;
        scanner.skip_rest(&["border"])?;
        borders.push(is_crossed);
    }
    Ok(borders)
}

/// Reads what stands in an `xf`: whether its alignment may mislead.
fn misleads(scanner: &mut Scanner<'_>) -> Result<bool, NotPlain> {
    let mut misleads = false;
    while let Some(name) = scanner.child()? {
        if name == "alignment" {
            scanner.attributes(|name, value| {
                misleads |= match name {
                    "horizontal" => value == "fill",
                    "indent" => super::numbers::index(value)? > MOST_INDENT,
                    "textRotation" => super::numbers::index(value)? > 90,
                    _ => false,
                };
                Ok(())
            })?;
        }
        scanner.skip_rest(&["numFmts", "cellXfs", "xf", "alignment"])?;
    }
    Ok(misleads)
}

/// Reads `fills`: of each the color of the ground.
fn of_fills(scanner: &mut Scanner<'_>) -> Result<Vec<Ground>, NotPlain> {
    scanner.attributes(|_, _| Ok(()))?;
    let mut grounds = Vec::new();
    while let Some(name) = scanner.child()? {
        if name != "fill" {
            return Err(NotPlain);
        }
        let mut ground = Ground::default();
        while let Some(name) = scanner.child()? {
            if name != "patternFill" {
                ground.paint = Paint::Unknown;
                scanner.skip_rest(&["fill"])?;
                continue;
            }
            let [pattern] = scanner.only(["patternType"])?;
            let is_close = |pattern: &str| pattern.starts_with("dark") || pattern == "mediumGray";
            ground.is_hatched = pattern.is_some_and(is_close);
            if pattern == Some("solid") {
                ground.paint = colors::of_solid(Paint::Default);
            }
            while let Some(name) = scanner.child()? {
                if name == "fgColor" && pattern == Some("solid") {
                    ground.paint = colors::of_solid(paint(scanner)?);
                }
                scanner.skip_rest(&["fill", "patternFill"])?;
            }
        }
        grounds.push(ground);
    }
    Ok(grounds)
}

/// Reads `dxfs`: no format that a condition gives shows something else than what a cell holds.
fn of_conditions(scanner: &mut Scanner<'_>) -> Result<(), NotPlain> {
    scanner.attributes(|_, _| Ok(()))?;
    while let Some(name) = scanner.child()? {
        if name != "dxf" {
            return Err(NotPlain);
        }
        let (mut characters, mut ground) = (Paint::Default, Paint::Default);
        while let Some(name) = scanner.child()? {
            match name {
                "numFmt" => {
                    let [_, code] = scanner.only(["numFmtId", "formatCode"])?;
                    scanner.empty()?;
                    if is_unusual(&resolved_value(code.unwrap_or_default())?) {
                        return Err(NotPlain);
                    }
                }
                "font" => {
                    while let Some(name) = scanner.child()? {
                        match name {
                            "strike" | "vertAlign" => {
                                let [value] = scanner.only(["val"])?;
                                if !matches!(value, Some("0" | "false" | "baseline")) {
                                    return Err(NotPlain);
                                }
                            }
                            "color" => characters = paint(scanner)?,
                            _ => {}
                        }
                        scanner.skip_rest(&["strike", "vertAlign", "color"])?;
                    }
                }
                "fill" => {
                    while let Some(name) = scanner.child()? {
                        if name != "patternFill" {
                            return Err(NotPlain);
                        }
                        scanner.attributes(|_, _| Ok(()))?;
                        while let Some(name) = scanner.child()? {
                            if name == "bgColor" {
                                ground = paint(scanner)?;
                            }
                            scanner.skip_rest(&["bgColor"])?;
                        }
                    }
                }
                _ => scanner.skip_rest(&["dxf", "numFmt", "font", "fill"])?,
            }
        }
        let is_painted = characters != Paint::Default;
        if is_painted && colors::is_like_its_ground(characters, ground) {
            return Err(NotPlain);
        }
    }
    Ok(())
}

/// What the element that was opened last paints with.
pub(super) fn paint(scanner: &mut Scanner<'_>) -> Result<Paint, NotPlain> {
    let (mut paint, mut is_tinted) = (Paint::Default, false);
    scanner.attributes(|name, value| {
        match name {
            "rgb" => paint = colors::of_hex(value),
            "theme" => paint = colors::of_theme(number(value)?),
            "indexed" => paint = colors::of_palette(number(value)?),
            "tint" => is_tinted = true,
            "auto" => {}
            _ => return Err(NotPlain),
        }
        Ok(())
    })?;
    Ok(if is_tinted { Paint::Unknown } else { paint })
}

/// The formats that have a code, by number.
fn own(scanner: &mut Scanner<'_>) -> Result<BTreeMap<u32, Shown>, NotPlain> {
    scanner.only(["count"])?;
    let mut codes = BTreeMap::new();
    while let Some(name) = scanner.child()? {
        let keys = ["numFmtId", "formatCode", "x16r2:formatCode16"];
        let [Some(id), Some(code), _] = scanner.only(keys)? else {
            return Err(NotPlain);
        };
        scanner.empty()?;
        let (id, code) = (number(id)?, resolved_value(code)?);
        let shown = Shown {
            as_day: shows_day(&code),
            as_percent: shows_percent(&code),
            otherwise: is_unusual(&code) || least_digits(&code) > 0,
        };
        // Some readers go by the number of a format, some by its code.
        let is_one_way = id >= FIRST_OWN || built_in(id) == Some(shown);
        let is_new = codes.insert(id, shown).is_none();
        if name != "numFmt" || !is_orderly(&code) || !is_one_way || !is_new {
            return Err(NotPlain);
        }
    }
    Ok(codes)
}

fn of_cells(scanner: &mut Scanner<'_>, tables: &Tables) -> Result<Vec<Shown>, NotPlain> {
    scanner.only(["count"])?;
    let mut formats = Vec::new();
    while let Some(name) = scanner.child()? {
        if name != "xf" {
            return Err(NotPlain);
        }
        let (mut id, mut applies) = ("0", true);
        let (mut font, mut fill, mut border) = ("0", "0", "0");
        scanner.attributes(|name, value| {
            match name {
                "numFmtId" => id = value,
                "applyNumberFormat" => applies = matches!(value, "1" | "true"),
                "fontId" => font = value,
                "fillId" => fill = value,
                "borderId" => border = value,
                "xfId" | "quotePrefix" | "pivotButton" | "applyFont" | "applyFill"
                | "applyBorder" | "applyAlignment" | "applyProtection" => {}
                _ => return Err(NotPlain),
            }
            Ok(())
        })?;
        let id = number(id)?;
        let shown = tables.codes.get(&id).copied().or_else(|| built_in(id));
        let mut shown = shown.ok_or(NotPlain)?;
        // Some readers take the format of the style then.
        if !applies && shown != Shown::default() {
            return Err(NotPlain);
        }
        let misleads = misleads(scanner)?;
        let font = tables.fonts.get(super::numbers::index(font)?);
        let Font {
            is_set_apart,
            paint,
        } = font.copied().unwrap_or_default();
        let ground = tables.grounds.get(super::numbers::index(fill)?);
        let ground = ground.copied().unwrap_or_default();
        let is_crossed = tables.crossed.get(super::numbers::index(border)?);
        shown.otherwise |= is_set_apart
            || misleads
            || ground.is_hatched
            || is_crossed == Some(&true)
            || colors::is_like_its_ground(paint, ground.paint);
        formats.push(shown);
    }
    Ok(formats)
}

/// Formats that have only a number (ECMA-376 part 1, 18.8.30). Those from 27 on that are none of all languages are told
/// by their code too, where it is there.
fn built_in(id: u32) -> Option<Shown> {
    let is_known = matches!(id, 0..=22 | 27..=58);
    is_known.then_some(Shown {
        as_day: matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58),
        as_percent: matches!(id, 9 | 10),
        otherwise: false,
    })
}

/// The number of a format, as everybody writes it.
fn number(text: &str) -> Result<u32, NotPlain> {
    let id = super::numbers::index(text)?;
    u32::try_from(id).map_err(|_| NotPlain)
}

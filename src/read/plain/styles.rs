//! What numbers are shown as.

use super::super::formats::{is_orderly, shows_day, shows_percent};
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
}

/// The first format that is not built in.
const FIRST_OWN: u32 = 164;

/// Reads `xl/styles.xml`: what numbers are shown as, by the index of the cell format.
pub(super) fn formats(part: &str) -> Result<Vec<Shown>, NotPlain> {
    let mut codes = None;
    let mut formats = None;
    let mut scanner = Scanner::new(part)?;
    scanner.root("styleSheet", MAIN, |_, _| Err(NotPlain))?;
    while let Some(name) = scanner.child()? {
        match name {
            "numFmts" if codes.is_none() && formats.is_none() => {
                codes = Some(own(&mut scanner)?);
            }
            "cellXfs" if formats.is_none() => {
                let codes = codes.take().unwrap_or_default();
                formats = Some(of_cells(&mut scanner, &codes)?);
            }
            "fonts" | "fills" | "borders" | "cellStyleXfs" | "cellStyles" | "dxfs"
            | "tableStyles" | "colors" | "extLst" => scanner.skip(&["numFmts", "cellXfs"])?,
            _ => return Err(NotPlain),
        }
    }
    scanner.end()?;
    Ok(formats.unwrap_or_default())
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

fn of_cells(
    scanner: &mut Scanner<'_>,
    codes: &BTreeMap<u32, Shown>,
) -> Result<Vec<Shown>, NotPlain> {
    scanner.only(["count"])?;
    let mut formats = Vec::new();
    while let Some(name) = scanner.child()? {
        if name != "xf" {
            return Err(NotPlain);
        }
        let (mut id, mut applies) = ("0", true);
        scanner.attributes(|name, value| {
            match name {
                "numFmtId" => id = value,
                "applyNumberFormat" => applies = matches!(value, "1" | "true"),
                "fontId" | "fillId" | "borderId" | "xfId" | "quotePrefix" | "pivotButton"
                | "applyFont" | "applyFill" | "applyBorder" | "applyAlignment"
                | "applyProtection" => {}
                _ => return Err(NotPlain),
            }
            Ok(())
        })?;
        let id = number(id)?;
        let shown = codes.get(&id).copied().or_else(|| built_in(id));
        let shown = shown.ok_or(NotPlain)?;
        // Some readers take the format of the style then.
        if !applies && shown != Shown::default() {
            return Err(NotPlain);
        }
        scanner.skip(&["numFmts", "cellXfs"])?;
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
    })
}

/// The number of a format, as everybody writes it.
fn number(text: &str) -> Result<u32, NotPlain> {
    let id = super::numbers::index(text)?;
    u32::try_from(id).map_err(|_| NotPlain)
}

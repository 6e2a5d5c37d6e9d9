//! What a sheet says around its cells: views, columns, merged areas and what is printed.

use super::super::looks::{Area, Sight};
use super::super::margins;
use super::super::names::area as area_of;
use super::characters::resolved;
use super::not_plain::NotPlain;
use super::numbers::index;
use super::xml::Scanner;

/// Reads `headerFooter`: what is printed.
pub(super) fn printed(scanner: &mut Scanner<'_>) -> Result<Vec<String>, NotPlain> {
    let (mut has_first, mut has_even) = (false, false);
    scanner.attributes(|name, value| {
        match name {
            "differentFirst" => has_first = is_yes(value)?,
            "differentOddEven" => has_even = is_yes(value)?,
            _ => {}
        }
        Ok(())
    })?;
    let mut pieces = Vec::new();
    while let Some(name) = scanner.child()? {
        let is_printed = match name {
            "oddHeader" | "oddFooter" => true,
            "firstHeader" | "firstFooter" => has_first,
            "evenHeader" | "evenFooter" => has_even,
            _ => return Err(NotPlain),
        };
        scanner.only(["xml:space"])?;
        let code = resolved(scanner.text()?)?;
        if is_printed {
            pieces.extend(margins::words(&code));
        }
    }
    Ok(pieces)
}

/// The areas of `mergeCells`.
pub(super) fn merge_cells(scanner: &mut Scanner<'_>) -> Result<Vec<Area>, NotPlain> {
    /// More than a form has.
    const MOST: usize = 1_000;
    scanner.only(["count"])?;
    let mut areas = Vec::new();
    while let Some(name) = scanner.child()? {
        let [area] = scanner.only(["ref"])?;
        scanner.empty()?;
        let area = area.and_then(area_of).filter(|_| name == "mergeCell");
        let (first, last) = area.ok_or(NotPlain)?;
        if areas.len() == MOST {
            return Err(NotPlain);
        }
        areas.push(Area { first, last });
    }
    Ok(areas)
}

/// Whether an attribute that says yes or no says yes.
pub(super) fn is_yes(value: &str) -> Result<bool, NotPlain> {
    match value {
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        _ => Err(NotPlain),
    }
}

/// Whether a height or a width is none.
pub(super) fn is_nothing(size: &str) -> Result<bool, NotPlain> {
    let size: f64 = size.parse().map_err(|_| NotPlain)?;
    // Nobody sees what is lower, in points, or narrower, in characters.
    Ok(size < 1.0)
}

/// Reads `sheetViews`: whether zeros are shown.
pub(super) fn views(scanner: &mut Scanner<'_>, sight: &mut Sight) -> Result<(), NotPlain> {
    scanner.only([])?;
    while let Some(name) = scanner.child()? {
        if name != "sheetView" {
            return Err(NotPlain);
        }
        scanner.attributes(|name, value| {
            if name == "showZeros" {
                sight.no_zeros |= !is_yes(value)?;
            }
            Ok(())
        })?;
        scanner.skip_rest(&["sheetView"])?;
    }
    Ok(())
}

/// Reads `cols`: which are hidden.
pub(super) fn columns(scanner: &mut Scanner<'_>, sight: &mut Sight) -> Result<(), NotPlain> {
    scanner.only([])?;
    while let Some(name) = scanner.child()? {
        let (mut first, mut last, mut is_hidden) = (None, None, false);
        scanner.attributes(|name, value| {
            match name {
                "min" => first = Some(index(value)?),
                "max" => last = Some(index(value)?),
                "hidden" => is_hidden |= is_yes(value)?,
                "width" => is_hidden |= is_nothing(value)?,
                _ => {}
            }
            Ok(())
        })?;
        scanner.empty()?;
        let place = |at: Option<usize>| {
            let at = at?.checked_sub(1).filter(|_| name == "col")?;
            u16::try_from(at).ok()
        };
        let (first, last) = place(first).zip(place(last)).ok_or(NotPlain)?;
        if is_hidden {
            sight.cols.add(first, last);
        }
    }
    Ok(())
}

//! The cells of a sheet.

use super::super::looks::{Area, Sight, covered};
use super::super::margins;
use super::super::xlsx::{KNOWN_BY, Room, settled};
use super::MAIN;
use super::around::{columns, is_nothing, is_yes, merge_cells, printed, views};
use super::characters::{check, resolved, resolved_begin};
use super::memo::Recent;
use super::not_plain::NotPlain;
use super::numbers::{self, index, number};
use super::strings::{as_meant, string};
use super::styles::Shown;
use super::xml::Scanner;
use crate::model::raw::{RawCell, Unseen};
use crate::value::Raw;
use std::borrow::Cow;
use std::sync::Arc;

/// What values refer to.
#[derive(Debug)]
pub(super) struct Tables<'a> {
    pub(super) strings: Vec<Cow<'a, str>>,
    pub(super) formats: &'a [Shown],
}

/// What else a sheet may hold but its views, columns, merged areas and margins (ECMA-376 part 1, 18.3.1.99); nothing of it is read.
const BESIDE: [&str; 34] = [
    "sheetPr",
    "sheetFormatPr",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "mc:AlternateContent",
];

/// What is read of a sheet.
const READ: [&str; 6] = [
    "sheetData",
    "dimension",
    "sheetViews",
    "cols",
    "mergeCells",
    "headerFooter",
];

/// A cell as its tag tells it.
struct Tag<'a> {
    /// From 0.
    row: u32,
    /// From 0.
    col: u16,
    style: Option<usize>,
    kind: Option<&'a str>,
}

/// What of a sheet is read.
pub(super) struct Read {
    /// Cells that hold something, as they come.
    pub(super) cells: Vec<RawCell>,
    pub(super) unseen: Unseen,
    /// What is printed above and below the pages.
    pub(super) margins: Vec<String>,
}

/// Reads a sheet from a column on.
pub(super) fn read(
    part: &str,
    tables: &Tables<'_>,
    (from, room): (u16, &mut Room),
    endings: &mut Endings,
) -> Result<Read, NotPlain> {
    let mut cells = Vec::new();
    let (around, sight) = each(part, endings, |scanner, tag| {
        if tag.col < from {
            return scanner.skip(&[]);
        }
        let shown = shown_as(tag.style, tables.formats)?;
        if scanner.closes_at_once()? {
            return Ok(());
        }
        if let Some(cell) = cell(scanner, &tag, shown, &tables.strings)? {
            if shown.otherwise {
                return Err(NotPlain);
            }
            // Before the next: a short sheet may name one long text very often.
            let fits = room.for_cell(&cell.value, cell.formula.as_ref());
            if !matches!(fits, Ok(true)) {
                return Err(NotPlain);
            }
            cells.push(cell);
        }
        Ok(())
    })?;
    // Newer programs give conditions their formats there.
    if part.contains(":dxf>") {
        return Err(NotPlain);
    }
    // What is covered is seen by nobody.
    if covered(&cells, &around.merged).next().is_some() {
        return Err(NotPlain);
    }
    Ok(Read {
        unseen: sight.of(&cells),
        margins: margins::kept(&around.margins, &cells),
        cells,
    })
}

/// Whether a sheet has a cell from a column on that may hold something.
pub(super) fn reaches(part: &str, from: u16) -> Result<bool, NotPlain> {
    let mut reaches = false;
    each(part, &mut Endings::default(), |scanner, tag| {
        if tag.col >= from && scanner.closes_at_once()? {
            return Ok(());
        }
        reaches |= tag.col >= from;
        scanner.skip(&[])
    })?;
    Ok(reaches)
}

/// What followed the cells of the last sheets that stood at this place of a workbook. Sheets of one form that were saved
/// by one program share it, and it is as long as the cells.
#[derive(Debug, Default)]
pub(super) struct Endings(Recent<Ending>);

#[derive(Debug)]
struct Ending {
    /// The part up to the end of its first tag, which declares prefixes.
    opening: String,
    /// All that follows `</sheetData>`.
    rest: String,
    around: Arc<Around>,
}

/// What a sheet says behind its cells.
#[derive(Debug, Default)]
struct Around {
    merged: Vec<Area>,
    /// What is printed above and below the pages.
    margins: Vec<String>,
}

impl Endings {
    /// No longer one is kept for the next sheet.
    const LONGEST: usize = 256 << 10;

    /// One that a part has too, which may still open otherwise.
    fn of(&mut self, part: &str) -> Option<&Ending> {
        self.0.find(|ending| {
            let before = part.strip_suffix(&ending.rest);
            before.is_some_and(|before| before.ends_with("</sheetData>"))
        })
    }

    fn keep(&mut self, opening: &str, rest: &str, around: &Arc<Around>) {
        if rest.len() <= Self::LONGEST && opening.len() <= Self::LONGEST {
            self.0.add(Ending {
                opening: opening.to_owned(),
                rest: rest.to_owned(),
                around: Arc::clone(around),
            });
        }
    }
}

/// Goes through a sheet to its end and hands over its cells one after the other, each by itself at its tag, row by
/// row and from left to right; gives back what stands behind them, and what is not shown.
fn each<'a>(
    part: &'a str,
    endings: &mut Endings,
    mut take: impl FnMut(&mut Scanner<'a>, Tag<'a>) -> Result<(), NotPlain>,
) -> Result<(Arc<Around>, Sight), NotPlain> {
    let ending = endings.of(part);
    let known = ending.map_or("", |ending| ending.rest.as_str());
    let mut scanner = Scanner::with_known_end(part, known)?;
    scanner.root("worksheet", MAIN, |_, _| Err(NotPlain))?;
    let (opening, _) = scanner.halves();
    let known_around = ending.filter(|ending| ending.opening == opening);
    let known_around = known_around.map(|ending| Arc::clone(&ending.around));
    if known_around.is_none() {
        check(known)?;
    }
    let length = known.len();
    let (mut after, mut around, mut sight) = (None, Around::default(), Sight::default());
    while let Some(name) = scanner.child()? {
        match name {
            "sheetData" if after.is_none() => {
                rows(&mut scanner, &mut sight, &mut take)?;
                let (_, rest) = scanner.halves();
                if let Some(around) = known_around.clone().filter(|_| rest.len() == length) {
                    return Ok((around, sight));
                }
                after = Some(rest);
            }
            "dimension" if after.is_none() => {
                let [area] = scanner.only(["ref"])?;
                scanner.empty()?;
                if !area.is_some_and(numbers::is_area) {
                    return Err(NotPlain);
                }
            }
            "sheetViews" if after.is_none() => views(&mut scanner, &mut sight)?,
            "cols" if after.is_none() => columns(&mut scanner, &mut sight)?,
            "headerFooter" if after.is_some() && around.margins.is_empty() => {
                around.margins = printed(&mut scanner)?;
            }
            "mergeCells" if after.is_some() && around.merged.is_empty() => {
                around.merged = merge_cells(&mut scanner)?;
            }
            beside if BESIDE.contains(&beside) => {
                scanner.skip(&READ)?;
            }
            _ => return Err(NotPlain),
        }
    }
    scanner.end()?;
    let around = Arc::new(around);
    endings.keep(opening, after.ok_or(NotPlain)?, &around);
    Ok((around, sight))
}

fn rows<'a>(
    scanner: &mut Scanner<'a>,
    sight: &mut Sight,
    take: &mut impl FnMut(&mut Scanner<'a>, Tag<'a>) -> Result<(), NotPlain>,
) -> Result<(), NotPlain> {
    scanner.only([])?;
    let mut above = 0;
    while let Some(name) = scanner.child()? {
        if name != "row" {
            return Err(NotPlain);
        }
        let (mut number, mut is_hidden) = ("", false);
        scanner.attributes(|name, value| {
            match name {
                "r" => number = value,
                "hidden" => is_hidden |= is_yes(value)?,
                "ht" => is_hidden |= is_nothing(value)?,
                "spans" | "s" | "customFormat" | "customHeight" | "outlineLevel" | "collapsed"
                | "thickTop" | "thickBot" | "ph" | "xml:space" | "x14ac:dyDescent" => {}
                _ => return Err(NotPlain),
            }
            Ok(())
        })?;
        let row = numbers::row(number)?;
        if row <= above {
            return Err(NotPlain);
        }
        above = row;
        if is_hidden {
            sight.rows.add(row - 1, row - 1);
        }
        let mut left = None;
        while let Some(name) = scanner.child()? {
            if name != "c" {
                return Err(NotPlain);
            }
            let tag = tag(scanner, (row, number))?;
            if left.is_some_and(|left| tag.col <= left) {
                return Err(NotPlain);
            }
            left = Some(tag.col);
            take(scanner, tag)?;
        }
    }
    Ok(())
}

/// The tag of a cell in a row, which has a number and the text of it.
#[inline]
fn tag<'a>(scanner: &mut Scanner<'a>, (row, number): (u32, &str)) -> Result<Tag<'a>, NotPlain> {
    let [at, style, kind] = if let Some(found) = scanner.in_this_order(["r", "s", "t"]) {
        found
    } else {
        let [at, style, kind, _] = scanner.only(["r", "s", "t", "xml:space"])?;
        [at, style, kind]
    };
    Ok(Tag {
        row: row - 1,
        col: numbers::column(at.ok_or(NotPlain)?, number)?,
        style: style.map(index).transpose()?,
        kind,
    })
}

/// What a number in a style is shown as.
fn shown_as(style: Option<usize>, formats: &[Shown]) -> Result<Shown, NotPlain> {
    let first = formats.first().copied().unwrap_or_default();
    match style {
        Some(style) => formats.get(style).copied().ok_or(NotPlain),
        // A cell without a style has the first. That the first shows days is unusual: left to the full parser.
        None if first.as_day => Err(NotPlain),
        None => Ok(first),
    }
}

/// What stands in a cell: a formula and its result, a value, or a text of its own.
fn cell(
    scanner: &mut Scanner<'_>,
    tag: &Tag<'_>,
    shown: Shown,
    strings: &[Cow<'_, str>],
) -> Result<Option<RawCell>, NotPlain> {
    // As most programs write most of them.
    let formula = scanner.between("<f>", "</f>");
    let formula = formula.or_else(|| scanner.between("<f aca=\"false\">", "</f>"));
    let mut formula = formula.map(|text| begin(text, None)).transpose()?;
    let result = scanner.between("<v>", "</v>").map(|text| (text, None));
    let mut value = result
        .map(|text| held(text, tag, shown, formula.as_ref(), strings))
        .transpose()?;
    while let Some(name) = scanner.child()? {
        match name {
            "f" if formula.is_none() && value.is_none() => {
                // A formula of several cells is written with one of them.
                let [kind, space, ..] = scanner.only(["t", "xml:space", "aca", "ca"])?;
                if !matches!(kind, None | Some("normal")) {
                    return Err(NotPlain);
                }
                formula = Some(begin(scanner.text()?, space)?);
            }
            "v" if value.is_none() => {
                let [space] = scanner.only(["xml:space"])?;
                let text = (scanner.text()?, space);
                value = Some(held(text, tag, shown, formula.as_ref(), strings)?);
            }
            "is" if value.is_none() && formula.is_none() && tag.kind == Some("inlineStr") => {
                value = Some(Raw::Text(string(scanner)?.into_owned()));
            }
            _ => return Err(NotPlain),
        }
    }
    let formula = formula.filter(|f| !f.is_empty());
    let value = settled(value.unwrap_or(Raw::Blank), formula.is_some());
    Ok(value.map(|value| RawCell {
        row: tag.row,
        col: tag.col,
        value,
        formula,
        percent: Some(shown.as_percent),
        digits: 0,
        seen: None,
    }))
}

/// The beginning of a formula.
fn begin(text: &str, space: Option<&str>) -> Result<String, NotPlain> {
    let begin = resolved_begin(as_meant(text, space)?, KNOWN_BY)?;
    let is_cut = begin.chars().nth(KNOWN_BY - 1).is_some();
    as_meant(if is_cut { begin.trim_end() } else { &begin }, space)?;
    Ok(begin)
}

/// What a `v` holds, a text with what its tag says of space.
fn held(
    (text, space): (&str, Option<&str>),
    tag: &Tag<'_>,
    shown: Shown,
    formula: Option<&String>,
    strings: &[Cow<'_, str>],
) -> Result<Raw, NotPlain> {
    as_meant("", space)?;
    match tag.kind {
        // A program that does not calculate writes no result.
        None if text.is_empty() && formula.is_some_and(|f| !f.is_empty()) => Ok(Raw::Blank),
        None | Some("n") => {
            let number = number(text)?;
            Ok(if shown.as_day {
                Raw::Date(number)
            } else {
                Raw::Number(number)
            })
        }
        Some("s") => {
            let text = strings.get(index(text)?).ok_or(NotPlain)?;
            Ok(Raw::Text(text.clone().into_owned()))
        }
        Some("str") => {
            let text = resolved(text)?;
            as_meant(&text, space)?;
            Ok(Raw::Text(text.into_owned()))
        }
        Some("b") => match text {
            "0" => Ok(Raw::Bool(false)),
            "1" => Ok(Raw::Bool(true)),
            _ => Err(NotPlain),
        },
        Some("e") => match text {
            "#DIV/0!" | "#N/A" | "#NAME?" | "#NULL!" | "#NUM!" | "#REF!" | "#VALUE!" => {
                Ok(Raw::Error(text.to_owned()))
            }
            _ => Err(NotPlain),
        },
        Some(_) => Err(NotPlain),
    }
}

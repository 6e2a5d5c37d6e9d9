//! The parts that a sheet stands on: the workbook with its sheets and names, shared strings, number formats.

use super::super::formats::{is_orderly, shows_day, shows_percent};
use super::super::names::Written;
use super::xml::{NotPlain, Scanner, Token, resolved};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What `xl/workbook.xml` tells.
#[derive(Debug, Default)]
pub(super) struct Contents<'a> {
    pub(super) tabs: Vec<Tab>,
    pub(super) names: Vec<Written<'a>>,
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct Tab {
    pub(super) name: String,
    pub(super) visible: bool,
    /// The id of its part.
    pub(super) part: String,
}

/// Reads `xl/workbook.xml`.
pub(super) fn contents(part: &str) -> Result<Contents<'_>, NotPlain> {
    let mut contents = Contents::default();
    let mut scanner = Scanner::new(part)?;
    root(&mut scanner, "workbook")?;
    loop {
        match scanner.next()? {
            Token::Open("workbookPr") => {
                // The 1904 system shifts every day.
                let [from_1904] = scanner.values(["date1904"])?;
                if matches!(from_1904, Some(v) if v != "0" && v != "false") {
                    return Err(NotPlain);
                }
            }
            Token::Open("sheet") => {
                let [name, state, part] = scanner.values(["name", "state", "r:id"])?;
                contents.tabs.push(Tab {
                    name: value(name)?.into_owned(),
                    visible: match state {
                        None | Some("visible") => true,
                        Some("hidden" | "veryHidden") => false,
                        Some(_) => return Err(NotPlain),
                    },
                    part: value(part)?.into_owned(),
                });
            }
            Token::Open("definedName") => {
                let [name, sheet] = scanner.values(["name", "localSheetId"])?;
                contents.names.push(Written {
                    name: value(name)?,
                    refers: resolved(scanner.text_of("definedName")?)?,
                    is_local: sheet.is_some(),
                });
            }
            Token::Close("workbook") => return Ok(contents),
            Token::End => return Err(NotPlain),
            _ => {}
        }
    }
}

/// Targets by id, of the worksheets only.
pub(super) fn targets(part: &str) -> Result<BTreeMap<String, String>, NotPlain> {
    let mut targets = BTreeMap::new();
    let mut scanner = Scanner::new(part)?;
    while scanner.find("Relationship")? {
        let [kind, id, target] = scanner.values(["Type", "Id", "Target"])?;
        if value(kind)?.ends_with("/worksheet") {
            targets.insert(value(id)?.into_owned(), value(target)?.into_owned());
        }
    }
    Ok(targets)
}

/// Shared strings in their order.
pub(super) fn strings(part: &str) -> Result<Vec<Cow<'_, str>>, NotPlain> {
    let mut strings = Vec::new();
    let mut scanner = Scanner::new(part)?;
    root(&mut scanner, "sst")?;
    if scanner.is_empty()? {
        return Ok(strings);
    }
    loop {
        match scanner.next()? {
            Token::Open("si") => strings.push(string(&mut scanner, "si")?),
            Token::Close("sst") => return Ok(strings),
            Token::Text(text) if text.trim_ascii().is_empty() => {}
            _ => return Err(NotPlain),
        }
    }
}

/// The text of an `si` or `is`, as it is named, runs joined.
pub(super) fn string<'a>(scanner: &mut Scanner<'a>, item: &str) -> Result<Cow<'a, str>, NotPlain> {
    let mut whole = Cow::Borrowed("");
    if scanner.is_empty()? {
        return Ok(whole);
    }
    loop {
        match scanner.next()? {
            Token::Open("t") => {
                let keeps = scanner.values(["xml:space"])? == [Some("preserve")];
                let text = resolved(scanner.text_of("t")?)?;
                let text = if keeps { text } else { trimmed(text) };
                if whole.is_empty() {
                    whole = text;
                } else {
                    whole.to_mut().push_str(&text);
                }
            }
            // How a word is spoken is no part of it; a full parser knows where it stands.
            Token::Open("rPh") | Token::End => return Err(NotPlain),
            Token::Close(name) if name == item => return Ok(whole),
            _ => {}
        }
    }
}

/// Without the white space at its ends that only lays out the XML.
fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    const LAYOUT: [char; 3] = [' ', '\t', '\n'];
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(LAYOUT)),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(LAYOUT).to_owned()),
    }
}

/// What a number in a format is shown as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) as_day: bool,
    pub(super) as_percent: bool,
}

/// What numbers are shown as, by the index of the cell format.
pub(super) fn formats(part: &str) -> Result<Vec<Shown>, NotPlain> {
    let mut codes: BTreeMap<String, Shown> = BTreeMap::new();
    let mut formats = Vec::new();
    let mut within = false;
    let mut scanner = Scanner::new(part)?;
    root(&mut scanner, "styleSheet")?;
    loop {
        match scanner.next()? {
            Token::Open("numFmt") => {
                let [id, code] = scanner.values(["numFmtId", "formatCode"])?;
                let code = value(code)?;
                if !is_orderly(&code) {
                    return Err(NotPlain);
                }
                let shown = Shown {
                    as_day: shows_day(&code),
                    as_percent: shows_percent(&code),
                };
                codes.insert(value(id)?.into_owned(), shown);
            }
            Token::Open("cellXfs") => within = !scanner.is_empty()?,
            // What follows is no format of a cell.
            Token::Close("cellXfs" | "styleSheet") => return Ok(formats),
            Token::Open("xf") if within => {
                let [id] = scanner.values(["numFmtId"])?;
                let id = id.unwrap_or("0");
                let custom = codes.get(id).copied();
                formats.push(custom.map_or_else(|| built_in(id), Ok)?);
            }
            Token::End => return Err(NotPlain),
            _ => {}
        }
    }
}

/// Formats that have only a number (ECMA-376 part 1, 18.8.30).
fn built_in(id: &str) -> Result<Shown, NotPlain> {
    let id: u32 = id.parse().map_err(|_| NotPlain)?;
    Ok(Shown {
        as_day: matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58),
        as_percent: matches!(id, 9 | 10),
    })
}

/// An attribute that must be there, entities resolved.
pub(super) fn value(attribute: Option<&str>) -> Result<Cow<'_, str>, NotPlain> {
    resolved(attribute.ok_or(NotPlain)?)
}

/// Opens the first tag, which must be of this name and therefore of no prefix.
pub(super) fn root(scanner: &mut Scanner<'_>, name: &str) -> Result<(), NotPlain> {
    loop {
        match scanner.next()? {
            Token::Open(found) if found == name => return Ok(()),
            Token::Text(text) if text.trim_ascii().is_empty() => {}
            _ => return Err(NotPlain),
        }
    }
}

//! The cells of a sheet.

use super::super::xlsx::{KNOWN_BY, Room, settled};
use super::parts::{Shown, root, string};
use super::xml::{NotPlain, Scanner, Token, resolved, resolved_begin};
use crate::model::raw::RawCell;
use crate::read::limits::{COLUMNS, ROWS};
use crate::value::Raw;
use memchr::memmem;
use std::borrow::Cow;

/// What values refer to.
#[derive(Debug)]
pub(super) struct Tables<'a> {
    pub(super) strings: Vec<Cow<'a, str>>,
    pub(super) formats: &'a [Shown],
}

/// Cells of a sheet that hold something, from a column on, as they come.
pub(super) fn cells(
    part: &str,
    tables: &Tables<'_>,
    (from, room): (u16, &mut Room),
) -> Result<Vec<RawCell>, NotPlain> {
    let mut cells = Vec::new();
    let mut scanner = Scanner::new(part)?;
    root(&mut scanner, "worksheet")?;
    if !scanner.find("sheetData")? {
        return Err(NotPlain);
    }
    if scanner.is_empty()? {
        return Ok(cells);
    }
    loop {
        match scanner.next()? {
            Token::Open("c") => {
                if let Some(cell) = cell(&mut scanner, tables, from)? {
                    // Before the next: a short sheet may name one long text very often.
                    let fits = room.for_cell(&cell.value, cell.formula.as_ref());
                    if !matches!(fits, Ok(true)) {
                        return Err(NotPlain);
                    }
                    cells.push(cell);
                }
            }
            Token::Open("row") | Token::Close("row") => {}
            Token::Text(text) if text.trim_ascii().is_empty() => {}
            Token::Close("sheetData") => return Ok(cells),
            _ => return Err(NotPlain),
        }
    }
}

/// Whether a sheet may have a cell from a column on: told from the places that its cells name, and nothing else of them.
pub(super) fn may_reach(part: &str, from: u16) -> Result<bool, NotPlain> {
    root(&mut Scanner::new(part)?, "worksheet")?;
    let bytes = part.as_bytes();
    for at in memmem::find_iter(bytes, "<c") {
        let rest = &bytes[at + 2..];
        match rest.first() {
            // `<cols>` and the like.
            Some(b'a'..=b'z' | b'A'..=b'Z') => continue,
            Some(b' ') => {}
            _ => return Ok(true),
        }
        let Some(named) = rest.strip_prefix(b" r=\"") else {
            return Ok(true);
        };
        let letters = named.iter().take_while(|b| b.is_ascii_uppercase()).count();
        let (letters, row) = named.split_at(letters);
        let col = column(letters.iter().copied());
        // Counted from 1; what is no plain place may be any.
        let is_plain = col > 0 && row.first().is_some_and(u8::is_ascii_digit);
        if !is_plain || col > u32::from(from) {
            return Ok(true);
        }
    }
    // Names with a prefix are nobody's habit, and might be cells.
    let mut prefixed = memmem::find_iter(bytes, b":c");
    Ok(prefixed.any(|at| !bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic)))
}

fn cell(
    scanner: &mut Scanner<'_>,
    tables: &Tables<'_>,
    from: u16,
) -> Result<Option<RawCell>, NotPlain> {
    let [at, style, kind] = scanner.values(["r", "s", "t"])?;
    if scanner.is_empty()? {
        return Ok(None);
    }
    let (row, col) = place(at.ok_or(NotPlain)?)?;
    if col < from {
        return scanner.leave("c").map(|()| None);
    }
    let shown = match style {
        // No style is the first of them. A day by that alone is nobody's habit.
        None => {
            let first = tables.formats.first().copied().unwrap_or_default();
            if first.as_day {
                return Err(NotPlain);
            }
            first
        }
        Some(style) => {
            let style: usize = style.parse().map_err(|_| NotPlain)?;
            *tables.formats.get(style).ok_or(NotPlain)?
        }
    };
    let (mut value, mut formula) = (Raw::Blank, None);
    loop {
        match scanner.next()? {
            Token::Open("f") => {
                // A formula of several cells is written with one of them.
                if !matches!(scanner.values(["t"])?, [None | Some("normal")]) {
                    return Err(NotPlain);
                }
                let text = resolved_begin(scanner.text_of("f")?, KNOWN_BY)?;
                formula = (!text.is_empty()).then_some(text);
            }
            Token::Open("v") => value = raw(scanner.text_of("v")?, kind, shown, tables)?,
            Token::Open("is") if kind == Some("inlineStr") => {
                value = Raw::Text(string(scanner, "is")?.into_owned());
            }
            Token::Close("c") => break,
            Token::Text(text) if text.trim_ascii().is_empty() => {}
            _ => return Err(NotPlain),
        }
    }
    Ok(settled(value, formula.is_some()).map(|value| RawCell {
        row,
        col,
        value,
        formula,
        percent: Some(shown.as_percent),
    }))
}

fn raw(text: &str, kind: Option<&str>, shown: Shown, tables: &Tables<'_>) -> Result<Raw, NotPlain> {
    match kind {
        None | Some("n" | "s") if text.is_empty() => Ok(Raw::Blank),
        None | Some("n") => {
            let digits = text.bytes();
            let mut digits =
                digits.filter(|b| !matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
            if digits.next().is_some() {
                return Err(NotPlain);
            }
            let number: f64 = text.parse().map_err(|_| NotPlain)?;
            Ok(if shown.as_day {
                Raw::Date(number)
            } else {
                Raw::Number(number)
            })
        }
        Some("s") => {
            let at: usize = text.parse().map_err(|_| NotPlain)?;
            let text = tables.strings.get(at).ok_or(NotPlain)?;
            Ok(Raw::Text(text.clone().into_owned()))
        }
        Some("str") => Ok(Raw::Text(resolved(text)?.into_owned())),
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

/// `C5` as row 4, column 2.
fn place(name: &str) -> Result<(u32, u16), NotPlain> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    let (letters, digits) = name.split_at(letters);
    if !(1..=3).contains(&letters.len()) || !(1..=7).contains(&digits.len()) {
        return Err(NotPlain);
    }
    let col = column(letters.bytes());
    let mut row = 0;
    for digit in digits.bytes() {
        if !digit.is_ascii_digit() {
            return Err(NotPlain);
        }
        row = row * 10 + u32::from(digit - b'0');
    }
    if row == 0 || row > ROWS || col > COLUMNS {
        return Err(NotPlain);
    }
    let col = u16::try_from(col - 1).map_err(|_| NotPlain)?;
    Ok((row - 1, col))
}

/// The number, from 1, of a column by its letters; 0 for none, and more than any for more than there can be.
fn column(letters: impl Iterator<Item = u8>) -> u32 {
    letters.fold(0u32, |col, letter| {
        col.saturating_mul(26)
            .saturating_add(u32::from(letter - b'A') + 1)
    })
}

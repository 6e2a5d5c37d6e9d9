//! Texts with their runs: shared strings, and those that stand in a cell.

use super::super::colors::{Paint, is_like_its_ground};
use super::MAIN;
use super::characters::resolved;
use super::not_plain::NotPlain;
use super::styles::paint;
use super::xml::Scanner;
use std::borrow::Cow;

/// Reads `xl/sharedStrings.xml`: the texts in their order. How many it says there are is nothing to go by.
pub(super) fn strings(part: &str) -> Result<Vec<Cow<'_, str>>, NotPlain> {
    let mut strings = Vec::new();
    let mut scanner = Scanner::new(part)?;
    scanner.root("sst", MAIN, |name, count| match name {
        "count" | "uniqueCount" if count.bytes().all(|b| b.is_ascii_digit()) => Ok(()),
        _ => Err(NotPlain),
    })?;
    loop {
        // As most programs write most of them.
        if let Some(text) = scanner.between("<si><t>", "</t></si>") {
            strings.push(said(text, None)?);
            continue;
        }
        if let Some(text) = scanner.between("<si><t xml:space=\"preserve\">", "</t></si>") {
            strings.push(resolved(text)?);
            continue;
        }
        match scanner.child()? {
            Some("si") => strings.push(string(&mut scanner)?),
            Some(_) => return Err(NotPlain),
            None => break,
        }
    }
    scanner.end()?;
    Ok(strings)
}

/// The text of the `si` or `is` that was opened last: one `t`, or runs joined. How a word is spoken is no part of it.
pub(super) fn string<'a>(scanner: &mut Scanner<'a>) -> Result<Cow<'a, str>, NotPlain> {
    scanner.only([])?;
    let mut whole = Cow::Borrowed("");
    let (mut has_text, mut has_runs, mut has_phonetics) = (false, false, false);
    while let Some(name) = scanner.child()? {
        match name {
            _ if has_phonetics => return Err(NotPlain),
            "t" if !has_text && !has_runs => {
                whole = text(scanner)?;
                has_text = true;
            }
            "r" if !has_text => {
                whole.to_mut().push_str(&run(scanner)?);
                has_runs = true;
            }
            "phoneticPr" => {
                scanner.empty()?;
                has_phonetics = true;
            }
            _ => return Err(NotPlain),
        }
    }
    Ok(whole)
}

/// A run: how it looks, then its text. What is struck out, raised or lowered is no answer by itself.
fn run<'a>(scanner: &mut Scanner<'a>) -> Result<Cow<'a, str>, NotPlain> {
    scanner.only([])?;
    let mut name = scanner.child()?;
    if name == Some("rPr") {
        look(scanner)?;
        name = scanner.child()?;
    }
    if name != Some("t") {
        return Err(NotPlain);
    }
    let text = text(scanner)?;
    match scanner.child()? {
        None => Ok(text),
        Some(_) => Err(NotPlain),
    }
}

/// How a run looks, which may be anything but struck out, raised, as white as paper or too small to be read.
fn look(scanner: &mut Scanner<'_>) -> Result<(), NotPlain> {
    while let Some(name) = scanner.child()? {
        let is_barred = match name.rsplit(':').next().unwrap_or_default() {
            "t" | "r" | "si" | "is" | "rPh" | "strike" | "vertAlign" => true,
            "color" => is_like_its_ground(paint(scanner)?, Paint::Default),
            "sz" => {
                let mut is_tiny = false;
                scanner.attributes(|name, value| {
                    is_tiny |= name == "val" && value.parse::<f64>().is_ok_and(|size| size <= 3.0);
                    Ok(())
                })?;
                is_tiny
            }
            _ => false,
        };
        if is_barred {
            return Err(NotPlain);
        }
        scanner.skip_rest(&["t", "r", "si", "is", "rPh", "strike", "vertAlign"])?;
    }
    Ok(())
}

/// A `t`.
fn text<'a>(scanner: &mut Scanner<'a>) -> Result<Cow<'a, str>, NotPlain> {
    let [space] = scanner.only(["xml:space"])?;
    said(scanner.text()?, space)
}

fn said<'a>(text: &'a str, space: Option<&str>) -> Result<Cow<'a, str>, NotPlain> {
    let text = resolved(text)?;
    as_meant(&text, space)?;
    Ok(text)
}

/// A text of a cell with what its tag says of space. White space at its ends, where nobody says that it is meant, is
/// layout to some programs and text to others.
#[inline]
pub(super) fn as_meant<'a>(text: &'a str, space: Option<&str>) -> Result<&'a str, NotPlain> {
    let is_space = |b: Option<&u8>| matches!(b, Some(b' ' | b'\t' | b'\n' | b'\r'));
    let is_meant = match space {
        Some("preserve") => true,
        None | Some("default") => false,
        Some(_) => return Err(NotPlain),
    };
    let bytes = text.as_bytes();
    if is_meant || !(is_space(bytes.first()) || is_space(bytes.last())) {
        Ok(text)
    } else {
        Err(NotPlain)
    }
}

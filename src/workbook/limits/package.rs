//! The parts of a workbook's package: sheets by their names, names of ranges, shared texts.

use super::xml;
use super::{Measure, Problem, Refusal};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A sheet's name and its part.
pub(super) struct SheetPlace {
    pub(super) name: String,
    pub(super) part: String,
}

/// A name of a range, of a formula.
pub(super) struct DefinedName {
    pub(super) name: String,
    /// The sheet that it is local to, by its place.
    pub(super) sheet: Option<usize>,
    pub(super) refers: String,
}

/// The package as far as it is looked at.
#[derive(Default)]
pub(super) struct Package {
    pub(super) sheets: Vec<SheetPlace>,
    pub(super) names: Vec<DefinedName>,
    /// Length in UTF-16 units and line breaks of each shared text.
    pub(super) strings: Vec<(usize, usize)>,
    pub(super) parts: BTreeMap<String, String>,
}

impl Package {
    /// Reads a package; parts that are no XML, and characters that no XML may hold, are noted.
    pub(super) fn read(bytes: &[u8], problems: &mut Vec<Problem>) -> Self {
        let mut package = Self::default();
        let mut wrong = |what: Refusal| problems.push(whole(what));
        let Some(parts) = parts(bytes) else {
            wrong(Refusal::NoXml(String::new()));
            return package;
        };
        for (name, content) in parts {
            let Ok(text) = String::from_utf8(content) else {
                wrong(Refusal::NoXml(name));
                continue;
            };
            // What a chart shows of a name that is written like a character, it shows as it is written in the cell.
            // Shapes are called so (`_x0000_t202`) by every program that writes notes.
            let is_drawn = ["xl/charts/", "xl/drawings/vml"]
                .iter()
                .any(|part| name.starts_with(part));
            if has_control_character(&text) || !is_drawn && escapes(&text).any(forbidden) {
                wrong(Refusal::ControlCharacter(name.clone()));
            }
            package.parts.insert(name, text);
        }
        package.find(&mut wrong);
        package
    }

    fn find(&mut self, wrong: &mut dyn FnMut(Refusal)) {
        let mut targets = BTreeMap::new();
        self.each("xl/_rels/workbook.xml.rels", wrong, &mut |element| {
            if let (Some(id), Some(target)) = (element.get("Id"), element.get("Target")) {
                let part = match target.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None => format!("xl/{target}"),
                };
                targets.insert(id.to_owned(), part);
            }
        });
        let (mut sheets, mut names, mut strings, mut formats) = (vec![], vec![], vec![], 0);
        self.each("xl/workbook.xml", wrong, &mut |element| {
            let name = element.get("name").unwrap_or_default().to_owned();
            match element.name.as_str() {
                "sheet" => {
                    let part = element.get("id").and_then(|id| targets.get(id));
                    sheets.push(SheetPlace {
                        name,
                        part: part.cloned().unwrap_or_default(),
                    });
                }
                "definedName" => names.push(DefinedName {
                    name,
                    sheet: element.get("localSheetId").and_then(|n| n.parse().ok()),
                    refers: element.text.clone(),
                }),
                _ => {}
            }
        });
        let mut text = (0, 0);
        self.each(
            "xl/sharedStrings.xml",
            wrong,
            &mut |element| match element.name.as_str() {
                "t" if element.inside.iter().all(|e| e != "rPh") => {
                    text.0 += element.text.encode_utf16().count();
                    text.1 += element.text.matches('\n').count();
                }
                "si" => strings.push(std::mem::take(&mut text)),
                _ => {}
            },
        );
        self.each("xl/styles.xml", wrong, &mut |element| {
            formats += usize::from(element.name == "xf" && element.parent() == "cellXfs");
        });
        if let Some(refusal) = Measure::Formats.over(formats) {
            wrong(refusal);
        }
        (self.sheets, self.names, self.strings) = (sheets, names, strings);
    }

    /// Goes through a part; one that is absent has no elements.
    fn each(
        &self,
        part: &str,
        wrong: &mut dyn FnMut(Refusal),
        take: &mut dyn FnMut(&xml::Element),
    ) {
        if let Some(text) = self.parts.get(part)
            && xml::each(text, take).is_none()
        {
            wrong(Refusal::NoXml(part.to_owned()));
        }
    }
}

/// A problem of the whole workbook.
pub(super) fn whole(what: Refusal) -> Problem {
    Problem {
        sheet: String::new(),
        cell: None,
        what,
    }
}

fn parts(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        parts.push((name, content));
    }
    Some(parts)
}

/// Whether a part holds a character that no text may hold, written as it is or by its number.
fn has_control_character(xml: &str) -> bool {
    let numbered = |begin: &str, radix: u32| {
        xml.split(begin).skip(1).any(|rest| {
            let digits = rest.split_once(';').map_or("", |(digits, _)| digits);
            let code = (digits.len() <= 7).then(|| u32::from_str_radix(digits, radix).ok());
            let character = code.flatten().and_then(char::from_u32);
            character.is_some_and(forbidden)
        })
    };
    xml.contains(forbidden) || numbered("&#x", 16) || numbered("&#", 10)
}

fn forbidden(c: char) -> bool {
    let is_break = matches!(c, '\t' | '\n' | '\r');
    (c.is_control() && !is_break) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// Characters that Excel reads in `_x000B_`; `_x005F_` stands for an underscore that begins no such thing.
fn escapes(xml: &str) -> impl Iterator<Item = char> {
    let mut rest = xml;
    std::iter::from_fn(move || {
        while let Some((_, after)) = rest.split_once("_x") {
            let digits = after.get(..4).filter(|_| after[4..].starts_with('_'));
            let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
            rest = if code.is_some() { &after[5..] } else { after };
            if let Some(character) = code.and_then(char::from_u32) {
                return Some(character);
            }
        }
        None
    })
}

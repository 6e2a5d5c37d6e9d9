//! The parts of a workbook's package: sheets by their names, names of ranges, shared texts.

use super::xml;
use super::{Measure, Problem, Refusal};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::ops::RangeInclusive;
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
            if has_control_character(&text) {
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

/// Whether a part holds a character that no text may hold, written as it is, by its number, or in Excel's own way.
fn has_control_character(xml: &str) -> bool {
    let forbidden = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
    };
    let number = |begin: &str, end: char, radix: u32, lengths: RangeInclusive<usize>| {
        xml.split(begin).skip(1).any(|rest| {
            let digits = rest.split_once(end).map_or("", |(digits, _)| digits);
            let code = lengths.contains(&digits.len());
            let code = code.then(|| u32::from_str_radix(digits, radix).ok());
            let character = code.flatten().and_then(char::from_u32);
            character.is_some_and(forbidden)
        })
    };
    xml.contains(forbidden)
        || number("&#x", ';', 16, 1..=6)
        || number("&#", ';', 10, 1..=7)
        || number("_x", '_', 16, 4..=4)
}

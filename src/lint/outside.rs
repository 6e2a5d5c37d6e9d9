//! Numbers outside of the text itself: in headers, footers and notes, where no figure of ours stands.

use super::figures::numbers;
use super::finding::Findings;
use crate::decree::rules;
use crate::docx::edited::{NotRead, Package, scan};
use crate::msg;
use crate::value::spelt_numbers;
use crate::words::Fact;

/// A paragraph of a header, a footer or a note that has numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// Where it stands, as the id of its words.
    pub place: &'static str,
    /// What it says.
    pub text: String,
    /// Its numbers, as they stand there.
    pub numbers: Vec<String>,
}

/// How parts begin that people write in, and what the place is called.
const PLACES: [(&str, &str); 4] = [
    ("word/header", "lint.in-header"),
    ("word/footer", "lint.in-footer"),
    ("word/footnotes", "lint.in-note"),
    ("word/endnotes", "lint.in-note"),
];

/// All paragraphs there with words and no number, by where they stand.
pub(super) fn words(package: &mut Package) -> Result<Vec<(&'static str, String)>, NotRead> {
    let mut out = Vec::new();
    for (place, line) in lines(package)? {
        let said = (place, line.trim().to_owned());
        let is_words = said.1.contains(char::is_alphabetic);
        if is_words && numbers_of(&line).is_empty() && !out.contains(&said) {
            out.push(said);
        }
    }
    Ok(out)
}

/// The numbers of a line, in digits or in words.
fn numbers_of(line: &str) -> Vec<String> {
    let digits = numbers(line).into_iter().map(|(_, shown)| shown);
    let spelt = spelt_numbers(line).into_iter().filter(|n| n.is_compound);
    let spelt = spelt.map(|n| line[n.at].to_owned());
    let mut found: Vec<String> = digits.chain(spelt).collect();
    found.dedup();
    found
}

/// All paragraphs there, without what Word computes, such as the number of a page.
fn lines(package: &mut Package) -> Result<Vec<(&'static str, String)>, NotRead> {
    let named = package.names().iter().filter_map(|name| {
        let place = PLACES.iter().find(|(part, _)| name.starts_with(part));
        place.map(|(_, place)| (name.clone(), *place))
    });
    let named: Vec<(String, &'static str)> = named.collect();
    let mut out = Vec::new();
    for (part, place) in named {
        let text = scan(&package.text(&part)?.unwrap_or_default())?;
        let mut lines = vec![String::new(); text.paragraphs.len()];
        for piece in text.pieces.iter().filter(|piece| !piece.in_field) {
            if let Some(line) = lines.get_mut(piece.paragraph) {
                line.push_str(&piece.text.replace(['\u{a0}', '\t', '\n'], " "));
            }
        }
        out.extend(lines.into_iter().map(|line| (place, line)));
    }
    Ok(out)
}

/// All paragraphs with numbers.
pub(super) fn read(package: &mut Package) -> Result<Vec<Outside>, NotRead> {
    let mut out: Vec<Outside> = Vec::new();
    for (place, line) in lines(package)? {
        let one = Outside {
            place,
            text: line.trim().to_owned(),
            numbers: numbers_of(&line),
        };
        if !one.numbers.is_empty() && !out.contains(&one) {
            out.push(one);
        }
    }
    Ok(out)
}

pub(super) fn check(
    package: &mut Package,
    accepted: &[Outside],
    findings: &mut Findings,
) -> Result<(), NotRead> {
    for one in read(package)? {
        if accepted.contains(&one) {
            continue;
        }
        let said = msg!(
            "lint.outside",
            place = Fact::words(one.place),
            found = Fact::list(one.numbers, "; "),
            text = one.text
        );
        findings.whole(rules::UNKNOWN, said);
    }
    Ok(())
}

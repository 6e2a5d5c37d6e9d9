//! Numbers of headings and points, and how headings are written.

use super::finding::Findings;
use super::numbering::{Numbering, numbering};
use super::reading::{Document, Line, Part};
use crate::decree::{rules, words::POINTS};
use crate::msg;
use crate::value::format;

pub(super) fn check(document: &Document, findings: &mut Findings) {
    order(document, findings);
    points(document, findings);
    style(document, findings);
}

/// Numbers follow one another at each level, and start anew below a new heading.
fn order(document: &Document, findings: &mut Findings) {
    let mut roman = 0;
    let mut arabic: Vec<u32> = Vec::new();
    for line in document.body() {
        let Part::Heading(level) = line.part else {
            continue;
        };
        let Some((number, _)) = numbering(line.text.trim()) else {
            if level == 1 {
                arabic.clear();
            }
            continue;
        };
        match number {
            Numbering::Roman(n) => {
                if n != roman + 1 {
                    gap(line, &as_roman(n), &as_roman(roman + 1), findings);
                }
                roman = n;
                arabic.clear();
            }
            Numbering::Arabic(numbers) => {
                let depth = numbers.len();
                let same_parent =
                    arabic.len() >= depth - 1 && arabic[..depth - 1] == numbers[..depth - 1];
                let last = if same_parent {
                    arabic.get(depth - 1).copied().unwrap_or_default()
                } else {
                    0
                };
                let found = numbers[depth - 1];
                if found != last + 1 || !same_parent {
                    let mut wanted: Vec<u32> = arabic.iter().take(depth - 1).copied().collect();
                    wanted.resize(depth - 1, 1);
                    let next = arabic.get(depth - 1).copied().unwrap_or_default() + 1;
                    wanted.push(next);
                    if wanted != numbers {
                        gap(line, &dotted(&numbers), &dotted(&wanted), findings);
                    }
                }
                arabic = numbers;
            }
            Numbering::Point(_) => {}
        }
    }
}

fn gap(line: &Line, found: &str, wanted: &str, findings: &mut Findings) {
    findings.at(
        rules::ORDER,
        line,
        msg!("lint.order", found = found, wanted = wanted),
    );
}

fn dotted(numbers: &[u32]) -> String {
    let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
    numbers.join(".") + "."
}

fn as_roman(n: u32) -> String {
    format::roman(n as usize) + "."
}

/// a), b), c), d), đ), e): anew below each heading or number.
fn points(document: &Document, findings: &mut Findings) {
    let mut next = 0;
    for line in document.body() {
        match (line.part, numbering(line.text.trim())) {
            (Part::Point, Some((Numbering::Point(letter), _))) => {
                let wanted = POINTS.get(next).copied().unwrap_or("a");
                if letter != wanted && letter != "a" {
                    findings.at(
                        rules::LETTERS,
                        line,
                        msg!("lint.letters", found = letter, wanted = wanted),
                    );
                }
                next = POINTS
                    .iter()
                    .position(|p| *p == letter)
                    .map_or(next + 1, |at| at + 1);
            }
            (Part::Heading(_), _) | (_, Some((Numbering::Arabic(_), _))) => next = 0,
            _ => {}
        }
    }
}

/// No end mark, and a stop after every number.
fn style(document: &Document, findings: &mut Findings) {
    for line in document.body() {
        let Part::Heading(level) = line.part else {
            continue;
        };
        let text = line.text.trim();
        if text.ends_with([':', '.', ';', ',']) {
            let mark: String = text.chars().rev().take(1).collect();
            findings.at(rules::HEADING, line, msg!("lint.heading-end", mark = mark));
        }
        let first = text.split(' ').next().unwrap_or_default();
        if level > 2 && !first.ends_with('.') {
            findings.at(
                rules::HEADING,
                line,
                msg!("lint.heading-stop", found = first),
            );
        }
    }
}

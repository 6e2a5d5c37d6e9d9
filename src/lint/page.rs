//! The page: paper, margins, fonts, colour, page numbers.

use super::finding::Findings;
use super::reading::{Document, Part};
use crate::decree::rules;
use crate::decree::{FONT, PAGE, RANGES};
use crate::docx::edited::{NotRead, Package, Section, Text, scan};
use crate::msg;
use crate::words::Fact;

/// A twip more or less comes from rounding in the programs that write.
const SLACK: i64 = 12;

pub(super) fn check(
    package: &mut Package,
    text: &Text,
    document: &Document,
    findings: &mut Findings,
) -> Result<(), NotRead> {
    for section in &text.sections {
        paper(section, findings);
    }
    fonts(document, findings);
    page_numbers(package, text, document, findings)
}

/// Whether a text is so short that one page is sure to hold it, and no number is wanted.
fn fits_one_page(document: &Document) -> bool {
    /// Letters in a line of the body and lines on a page, of the largest type and with room to spare.
    const LETTERS: usize = 70;
    const LINES: usize = 32;
    let lines = document.lines.iter();
    let filled = lines.map(|l| l.text.trim().chars().count().div_ceil(LETTERS));
    let breaks = document.lines.iter().any(|l| l.breaks_page);
    !breaks && filled.sum::<usize>() <= LINES
}

fn twips(mm: u32) -> i64 {
    i64::from(mm) * 1440 * 10 / 254
}

/// Twips in millimetres, as people say it.
fn millimetres(twips: i64) -> Fact {
    Fact::Fixed(twips * 254 / 1440, 1)
}

fn paper(section: &Section, findings: &mut Findings) {
    let (width, height) = (i64::from(section.size.0), i64::from(section.size.1));
    let near = |a: i64, mm: u32| (a - twips(mm)).abs() <= 20;
    let upright = near(width, PAGE.width) && near(height, PAGE.height);
    let on_its_side = near(width, PAGE.height) && near(height, PAGE.width);
    if !upright && !on_its_side {
        findings.whole(
            rules::PAPER,
            msg!(
                "lint.paper",
                width = millimetres(width),
                height = millimetres(height)
            ),
        );
    }
    // A page on its side is turned, its margins with it; only an upright one is measured.
    if on_its_side {
        return;
    }
    let (top, right, bottom, left) = section.margins;
    for (id, edge, range) in [
        ("lint.margin-top", top, RANGES.top_bottom),
        ("lint.margin-bottom", bottom, RANGES.top_bottom),
        ("lint.margin-left", left, RANGES.left),
        ("lint.margin-right", right, RANGES.right),
    ] {
        if edge < twips(range.0) - SLACK || edge > twips(range.1) + SLACK {
            findings.whole(
                rules::MARGINS,
                msg!(
                    "lint.margin",
                    which = Fact::words(id),
                    found = millimetres(edge),
                    least = range.0,
                    most = range.1
                ),
            );
        }
    }
}

/// One finding for each font that is not the decree's, at its first place; the same for colours.
fn fonts(document: &Document, findings: &mut Findings) {
    let mut met: Vec<&str> = Vec::new();
    let mut colours: Vec<&str> = Vec::new();
    for line in document.lines.iter().filter(|l| l.part != Part::Aside) {
        for (text, look) in &line.runs {
            if text.trim().is_empty() {
                continue;
            }
            if let Some(font) = look.font.as_deref()
                && font != FONT
                && !met.contains(&font)
            {
                met.push(font);
                findings.at(rules::FONT, line, msg!("lint.font", font = font));
            }
            if let Some(colour) = look.color.as_deref()
                && !matches!(colour, "auto" | "000000")
                && !colours.contains(&colour)
            {
                colours.push(colour);
                findings.at(rules::COLOUR, line, msg!("lint.colour", colour = colour));
            }
        }
    }
}

/// Pages from the second on carry a number, centred in the header.
fn page_numbers(
    package: &mut Package,
    text: &Text,
    document: &Document,
    findings: &mut Findings,
) -> Result<(), NotRead> {
    let Some(section) = text.sections.first() else {
        return Ok(());
    };
    let one_page = text.sections.len() == 1 && fits_one_page(document);
    let relations = package
        .text("word/_rels/document.xml.rels")?
        .unwrap_or_default();
    let header = match section
        .header
        .as_deref()
        .and_then(|id| target(&relations, id))
    {
        Some(name) => package.text(&format!("word/{name}"))?,
        None => None,
    };
    let Some(header) = header else {
        if !one_page {
            findings.whole(rules::PAGE_NUMBER, msg!("lint.no-page-number"));
        }
        return Ok(());
    };
    let header = scan(&header)?;
    let numbered = header
        .fields
        .iter()
        .any(|f| f.trim_start().to_uppercase().starts_with("PAGE"));
    if !numbered && one_page {
        return Ok(());
    }
    if !numbered {
        findings.whole(rules::PAGE_NUMBER, msg!("lint.no-page-number"));
    } else if !section.first_differs {
        findings.whole(rules::PAGE_NUMBER, msg!("lint.first-page-numbered"));
    }
    Ok(())
}

/// The part that a relation leads to.
fn target<'r>(relations: &'r str, id: &str) -> Option<&'r str> {
    let mark = format!("Id=\"{id}\"");
    let tag = relations
        .split("<Relationship ")
        .find(|tag| tag.contains(&mark))?;
    let from = tag.split_once("Target=\"")?.1;
    Some(from.split_once('"')?.0.trim_start_matches("/word/"))
}

//! How components and paragraphs are set: size, weight, slope, capitals, indent, spacing.

use super::finding::Findings;
use super::reading::{Document, Line, Part};
use crate::decree::rules;
use crate::decree::{Component, Look, RANGES, Set};
use crate::msg;
use crate::words::{Fact, ToFact};

pub(super) fn check(document: &Document, findings: &mut Findings) {
    for line in &document.lines {
        match line.part {
            Part::Component(component) => looks(line, component.look(), findings),
            Part::Heading(1) => looks(line, Component::Heading1.look(), findings),
            Part::Body | Part::Item | Part::Point => {}
            _ => continue,
        }
        if matches!(
            line.part,
            Part::Body | Part::Item | Part::Point | Part::Heading(_)
        ) {
            body(line, findings);
        }
    }
}

/// A component against its line of the table.
fn looks(line: &Line, look: &Look, findings: &mut Findings) {
    let said = || line.runs.iter().filter(|(t, _)| !t.trim().is_empty());
    let mut wrong: Vec<Fact> = Vec::new();
    let (least, most) = (u32::from(look.sizes.0) * 2, u32::from(look.sizes.1) * 2);
    let size = said()
        .filter_map(|(_, l)| l.size)
        .find(|s| !(least..=most).contains(s));
    if let Some(size) = size {
        let range = if least == most {
            (least / 2).to_string()
        } else {
            format!("{}-{}", least / 2, most / 2)
        };
        wrong.push(msg!("lint.look-size", found = half(size), range = range).to_fact());
    }
    // "Kính gửi:" and its list are one component of several looks in practice; weight is judged elsewhere.
    let all = |on: fn(&crate::docx::edited::RunLook) -> Option<bool>| {
        said().all(|(_, l)| on(l) == Some(true))
    };
    let none = |on: fn(&crate::docx::edited::RunLook) -> Option<bool>| {
        said().all(|(_, l)| on(l) != Some(true))
    };
    if look.bold && !all(|l| l.bold) {
        wrong.push(Fact::words("lint.look-bold"));
    }
    if !look.bold && !none(|l| l.bold) {
        wrong.push(Fact::words("lint.look-not-bold"));
    }
    if look.italic && !all(|l| l.italic) {
        wrong.push(Fact::words("lint.look-italic"));
    }
    if !look.italic && !none(|l| l.italic) {
        wrong.push(Fact::words("lint.look-not-italic"));
    }
    if look.upper && !line.is_upper() {
        wrong.push(Fact::words("lint.look-upper"));
    }
    if !look.upper && line.is_upper() && line.text.chars().filter(|c| c.is_alphabetic()).count() > 6
    {
        wrong.push(Fact::words("lint.look-lower"));
    }
    let align = line.look.align.as_deref().unwrap_or("left");
    let centred = look.set == Set::Centre && line.part != Part::Component(Component::Number);
    if centred && align != "center" && !spaced_to_the_middle(line) {
        wrong.push(Fact::words("lint.look-centre"));
    }
    if !wrong.is_empty() {
        findings.at_place(
            rules::LOOK,
            format!("Phụ lục I, {}", look.source),
            line,
            msg!(
                "lint.look",
                component = name(look.component),
                what = Fact::list(&wrong, "; ")
            ),
        );
    }
}

/// Some put a line in the middle with spaces or tabs.
fn spaced_to_the_middle(line: &Line) -> bool {
    line.raw.starts_with(['\t', ' ', '\u{a0}'])
}

/// What a person calls a component.
fn name(component: Component) -> Fact {
    let id = match component {
        Component::NationalName => "lint.name-national",
        Component::Motto => "lint.name-motto",
        Component::Parent => "lint.name-parent",
        Component::Issuer => "lint.name-issuer",
        Component::Number => "lint.name-number",
        Component::PlaceAndDate => "lint.name-date",
        Component::Kind => "lint.name-kind",
        Component::Subject | Component::LetterSubject => "lint.name-subject",
        Component::Addressees => "lint.name-addressees",
        Component::SignerTitle => "lint.name-signer-title",
        Component::SignerName => "lint.name-signer",
        Component::RecipientsTitle => "lint.name-recipients-title",
        Component::Recipients => "lint.name-recipients",
        _ => "lint.name-heading",
    };
    Fact::words(id)
}

/// Half points as people say them.
fn half(size: u32) -> Fact {
    Fact::number(f64::from(size) / 2.0, 1)
}

fn body(line: &Line, findings: &mut Findings) {
    let (least, most) = (u32::from(RANGES.body.0) * 2, u32::from(RANGES.body.1) * 2);
    let size = line
        .runs
        .iter()
        .filter(|(t, _)| !t.trim().is_empty())
        .filter_map(|(_, l)| l.size)
        .find(|s| !(least..=most).contains(s));
    if let Some(size) = size {
        findings.at(
            rules::BODY_SIZE,
            line,
            msg!("lint.body-size", found = half(size)),
        );
    }
    let is_text = matches!(line.part, Part::Body | Part::Item | Part::Point);
    // A short line looks the same left or justified.
    let long = line.text.chars().count() > 90;
    if is_text && long && !matches!(line.look.align.as_deref(), Some("both" | "distribute")) {
        findings.at(rules::BODY_ALIGN, line, msg!("lint.body-align"));
    }
    let first = line.look.first_line.unwrap_or_default();
    let wanted = [RANGES.first_line.0, RANGES.first_line.1]
        .map(|hundredths| i32::try_from(hundredths * 144 / 254).unwrap_or_default());
    let typed = line.raw.starts_with('\t');
    if is_text && !typed && !line.look.numbered && wanted.iter().all(|w| (first - w).abs() > 12) {
        let tenths = first * 254 / 1440;
        findings.at(
            rules::BODY_INDENT,
            line,
            msg!("lint.body-indent", found = Fact::Fixed(tenths.into(), 1)),
        );
    }
    let around = line.look.before.unwrap_or_default() + line.look.after.unwrap_or_default();
    if around < RANGES.paragraph * 20 {
        findings.at(
            rules::BODY_SPACING,
            line,
            msg!("lint.body-spacing", found = around / 20),
        );
    }
    let spacing = line.look.line.unwrap_or(240);
    let lines = match line.look.line_rule.as_deref() {
        // A height in points: a line of 14 points is about 16 high.
        Some("exact" | "atLeast") => spacing * 100 / (u32::from(RANGES.body.1) * 23),
        _ => spacing * 100 / 240,
    };
    // An exact height may be a little below a line of the font.
    let least_lines = if line.look.line_rule.as_deref() == Some("exact") {
        90
    } else {
        99
    };
    if lines < least_lines || lines > RANGES.line.1 + 2 {
        findings.at(
            rules::BODY_LINES,
            line,
            msg!("lint.body-lines", found = Fact::Fixed(lines.into(), 2)),
        );
    }
}

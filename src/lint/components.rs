//! The components of the frame: that they are there, and that they say what they must.

use super::finding::Findings;
use super::reading::{Document, Line, Part};
use crate::decree::words::{BODIES, CAPACITIES, DEGREES, KINDS};
use crate::decree::{ARCHIVE, AS_ABOVE, Component, MOTTO, NATIONAL_NAME, NUMBER_LABEL, rules};
use crate::msg;

pub(super) fn check(document: &Document, findings: &mut Findings) {
    letterhead(document, findings);
    number(document, findings);
    date(document, findings);
    kind(document, findings);
    addressees(document, findings);
    recipients(document, findings);
    signature(document, findings);
    end(document, findings);
}

fn letterhead(document: &Document, findings: &mut Findings) {
    match document.first(Component::NationalName) {
        None => findings.whole(rules::NATIONAL_NAME, msg!("lint.no-national-name")),
        Some(line) if printed(line) != NATIONAL_NAME => findings.at(
            rules::NATIONAL_NAME,
            line,
            msg!("lint.national-name", wanted = NATIONAL_NAME),
        ),
        Some(_) => {}
    }
    match document.first(Component::Motto) {
        None => findings.whole(rules::NATIONAL_NAME, msg!("lint.no-motto", wanted = MOTTO)),
        Some(line) => {
            if line.text.trim() != MOTTO {
                findings.at(
                    rules::NATIONAL_NAME,
                    line,
                    msg!("lint.motto", wanted = MOTTO),
                );
            }
            let ruled = line.draws() || document.after(line).is_some_and(Line::draws);
            if !ruled {
                findings.at(rules::MOTTO_RULE, line, msg!("lint.motto-rule"));
            }
        }
    }
    let national = document.first(Component::NationalName).is_some();
    match document.all(Component::Issuer).last() {
        None if national => findings.whole(rules::ISSUER, msg!("lint.no-issuer")),
        Some(line) if !line.draws() && !document.after(line).is_some_and(Line::draws) => {
            findings.at(rules::ISSUER, line, msg!("lint.issuer-rule"));
        }
        _ => {}
    }
}

/// A text as it is printed: in capitals when its run says so.
fn printed(line: &Line) -> String {
    let text = line.text.trim().to_owned();
    if line.is_upper() {
        text.to_uppercase()
    } else {
        text
    }
}

/// "Số: 05/BC-UBND".
fn number(document: &Document, findings: &mut Findings) {
    let Some(line) = document.first(Component::Number) else {
        if document.first(Component::NationalName).is_some() {
            findings.whole(rules::NUMBER, msg!("lint.no-number"));
        }
        return;
    };
    let text = line.text.trim();
    let Some((before, symbol)) = text.split_once('/') else {
        return;
    };
    let rest = before.strip_prefix(NUMBER_LABEL);
    let Some(digits) = rest.map(str::trim) else {
        findings.at(rules::NUMBER, line, msg!("lint.number-label"));
        return;
    };
    if digits.len() == 1 && digits.chars().all(|c| c.is_ascii_digit()) {
        findings.at(
            rules::NUMBER,
            line,
            msg!(
                "lint.number-zero",
                found = digits,
                wanted = format!("0{digits}")
            ),
        );
    }
    let symbol = symbol.trim_end();
    if symbol.contains([' ', '–', '—']) {
        let wanted: String = symbol
            .chars()
            .filter(|c| *c != ' ')
            .map(|c| if matches!(c, '–' | '—') { '-' } else { c })
            .collect();
        findings.at(
            rules::SYMBOL,
            line,
            msg!("lint.symbol", found = symbol, wanted = wanted),
        );
    }
    fits_kind(document, line, symbol, findings);
}

/// "/BC-UBND" on a BÁO CÁO. A year stands in the ký hiệu of what may be law: a decision or a resolution.
fn fits_kind(document: &Document, line: &Line, symbol: &str, findings: &mut Findings) {
    let kind = document.first(Component::Kind).map(printed);
    let kind = KINDS.iter().find(|(k, _)| Some(*k) == kind.as_deref());
    let is_letter = document.first(Component::LetterSubject).is_some();
    let year = symbol
        .split_once('/')
        .filter(|(year, _)| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    let letters = year.map_or(symbol, |(_, rest)| rest);
    let law = kind.is_some_and(|(k, _)| matches!(*k, "QUYẾT ĐỊNH" | "NGHỊ QUYẾT"));
    if year.is_some() && !law && (kind.is_some() || is_letter) {
        findings.at(
            rules::NUMBER,
            line,
            msg!("lint.number-year", found = symbol, wanted = letters),
        );
    }
    let opens = letters.split(['-', '–', '—']).next().unwrap_or_default();
    if let Some((kind, short)) = kind.filter(|(_, short)| !short.is_empty())
        && *short != opens.trim()
    {
        findings.at(
            rules::NUMBER,
            line,
            msg!(
                "lint.number-kind",
                found = symbol,
                kind = kind,
                wanted = short
            ),
        );
    }
}

/// "Đông Sơn, ngày 05 tháng 01 năm 2020"; the day may be open for the clerk.
fn date(document: &Document, findings: &mut Findings) {
    let Some(line) = document.first(Component::PlaceAndDate) else {
        if document.first(Component::NationalName).is_some() {
            findings.whole(rules::DATE, msg!("lint.no-date"));
        }
        return;
    };
    let text = line.text.trim();
    let Some((place, date)) = text.split_once(',') else {
        findings.at(rules::DATE, line, msg!("lint.date-comma"));
        return;
    };
    if place.trim().is_empty() {
        findings.at(rules::DATE, line, msg!("lint.date-place"));
    }
    let after = |word: &str| {
        let rest = date.split_once(word)?.1.trim_start();
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        (!digits.is_empty()).then_some(digits)
    };
    if let Some(day) = after("ngày").filter(|d| d.len() == 1) {
        findings.at(
            rules::DATE,
            line,
            msg!("lint.date-day", found = day, wanted = format!("0{day}")),
        );
    }
    if let Some(month) = after("tháng") {
        let bare = month.trim_start_matches('0');
        let wanted = if matches!(bare, "1" | "2") {
            format!("0{bare}")
        } else {
            bare.to_owned()
        };
        if month != wanted {
            findings.at(
                rules::DATE,
                line,
                msg!("lint.date-month", found = month, wanted = wanted),
            );
        }
    }
}

fn kind(document: &Document, findings: &mut Findings) {
    let Some(line) = document.first(Component::Kind) else {
        // Công văn has no tên loại, but a "V/v".
        let about = |l: &Line| l.text.trim_start().starts_with("V/v");
        if !document.lines.iter().any(about) {
            findings.whole(rules::KIND, msg!("lint.no-kind"));
        }
        return;
    };
    let Some(subject) = document.all(Component::Subject).last() else {
        findings.at(rules::KIND, line, msg!("lint.no-subject"));
        return;
    };
    if subject.text.trim_end().ends_with(['.', ':', ';']) {
        findings.at(rules::KIND, subject, msg!("lint.subject-end"));
    }
    let ruled = subject.draws() || document.after(subject).is_some_and(Line::draws);
    if !ruled {
        findings.at(rules::SUBJECT_RULE, subject, msg!("lint.subject-rule"));
    }
}

fn addressees(document: &Document, findings: &mut Findings) {
    let lines: Vec<&Line> = document.all(Component::Addressees).collect();
    let Some(first) = lines.first() else {
        let is_report = document
            .first(Component::Kind)
            .is_some_and(|l| matches!(printed(l).as_str(), "BÁO CÁO" | "TỜ TRÌNH"));
        if is_report {
            findings.whole(rules::ADDRESSEES, msg!("lint.no-addressees"));
        }
        return;
    };
    let text = first.text.trim();
    let Some((_, same_line)) = text.split_once(':') else {
        findings.at(rules::ADDRESSEES, first, msg!("lint.addressees-colon"));
        return;
    };
    let list = &lines[1..];
    if list.is_empty() && same_line.trim().is_empty() {
        findings.at(rules::ADDRESSEES, first, msg!("lint.addressees-none"));
    }
    for (at, line) in list.iter().enumerate() {
        let is_end = at + 1 == list.len();
        let text = line.text.trim();
        let wanted = if is_end { '.' } else { ';' };
        if !text.ends_with(wanted) {
            findings.at(
                rules::ADDRESSEES,
                line,
                msg!("lint.addressees-end", wanted = wanted),
            );
        }
    }
}

fn recipients(document: &Document, findings: &mut Findings) {
    let Some(title) = document.first(Component::RecipientsTitle) else {
        if document.first(Component::NationalName).is_some() {
            findings.whole(rules::RECIPIENTS, msg!("lint.no-recipients"));
        }
        return;
    };
    if title.text.trim() != crate::decree::RECIPIENTS_LABEL {
        findings.at(rules::RECIPIENTS, title, msg!("lint.recipients-title"));
    }
    let lines: Vec<&Line> = document.all(Component::Recipients).collect();
    let Some(last) = lines.last() else {
        findings.at(rules::RECIPIENTS, title, msg!("lint.recipients-none"));
        return;
    };
    let addressed = document.first(Component::Addressees).is_some();
    let opens = lines
        .first()
        .map(|l| l.text.trim().trim_start_matches('-').trim());
    let above = opens.is_some_and(|t| t.starts_with(AS_ABOVE));
    if addressed && !above {
        findings.at(rules::RECIPIENTS, title, msg!("lint.recipients-above"));
    }
    if !addressed && above {
        findings.at(
            rules::RECIPIENTS,
            lines[0],
            msg!("lint.recipients-no-above"),
        );
    }
    for line in &lines {
        let text = line.text.trim();
        let is_last = std::ptr::eq(*line, *last);
        // A long name may run over into a line of its own.
        if !text.starts_with('-') && !line.look.numbered {
            findings.at(rules::RECIPIENTS, line, msg!("lint.recipients-dash"));
        }
        if !is_last && !text.ends_with(';') {
            findings.at(rules::RECIPIENTS, line, msg!("lint.recipients-end"));
        }
    }
    let text = last.text.trim().trim_start_matches('-').trim();
    let archived = text
        .strip_prefix(ARCHIVE)
        .is_some_and(|rest| rest.starts_with([',', '.', '-', ';']) || rest.is_empty());
    if !archived || !text.ends_with('.') {
        findings.at(
            rules::RECIPIENTS,
            last,
            msg!(
                "lint.recipients-archive",
                wanted = format!("- {ARCHIVE}, …")
            ),
        );
    }
}

fn signature(document: &Document, findings: &mut Findings) {
    let titles: Vec<&Line> = document.all(Component::SignerTitle).collect();
    let Some(first) = titles.first() else {
        if document.first(Component::RecipientsTitle).is_some() {
            findings.whole(rules::SIGNATURE, msg!("lint.no-signature"));
        }
        return;
    };
    let said: Vec<String> = titles.iter().map(|l| printed(l)).collect();
    let has = |mark: &str| said.iter().position(|t| t.starts_with(mark));
    for (line, text) in titles.iter().zip(&said) {
        let mark = CAPACITIES.iter().find(|mark| text.starts_with(**mark));
        let Some(mark) = mark else { continue };
        let rest = text[mark.len()..].trim_start();
        let body = BODIES.iter().any(|b| rest.starts_with(b.trim()));
        if *mark == "TM." && !body {
            findings.at(rules::SIGNATURE, line, msg!("lint.signature-tm"));
        }
        if *mark != "TM." && body {
            findings.at(
                rules::SIGNATURE,
                line,
                msg!("lint.signature-title", mark = mark),
            );
        }
        if !text[mark.len()..].starts_with(' ') {
            findings.at(
                rules::SIGNATURE,
                line,
                msg!("lint.signature-space", mark = mark),
            );
        }
    }
    let deputy = has("KT.").or_else(|| has("TL.")).or_else(|| has("TUQ."));
    if let Some(at) = deputy
        && at + 1 == said.len()
    {
        findings.at(rules::SIGNATURE, titles[at], msg!("lint.signature-own"));
    }
    // A committee is collegial: whoever signs a report of it signs on its behalf.
    let committee = document
        .all(Component::Issuer)
        .map(printed)
        .collect::<Vec<_>>()
        .join(" ");
    let collegial = ["ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "UBND"]
        .iter()
        .any(|name| committee.starts_with(name));
    let by_order = has("TL.").is_some() || has("TUQ.").is_some();
    // What its chairman decides alone he signs alone; such a document names him above its text.
    let mut openings = document.lines.iter().filter(|l| l.part == Part::Opening);
    let own = openings.any(|l| printed(l).starts_with("CHỦ TỊCH"));
    if collegial && has("TM.").is_none() && !by_order && !own {
        findings.at(rules::SIGNATURE, first, msg!("lint.signature-collegial"));
    }
    if let Some(name) = document.first(Component::SignerName)
        && let Some(degree) = DEGREES.iter().find(|d| name.text.trim().starts_with(**d))
    {
        findings.at(
            rules::SIGNER,
            name,
            msg!("lint.signer-degree", degree = degree),
        );
    }
}

fn end(document: &Document, findings: &mut Findings) {
    let last = document
        .lines
        .iter()
        .rfind(|l| matches!(l.part, Part::Body | Part::Item | Part::Point));
    if let Some(last) = last
        && document.first(Component::RecipientsTitle).is_some()
        && !last.text.trim_end().ends_with("./.")
    {
        findings.at(rules::END, last, msg!("lint.end"));
    }
}

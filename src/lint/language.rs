//! How the text is written: capitals, marks, numbers, terms.

use super::finding::Findings;
use super::numbering::{Numbering, numbering};
use super::reading::{Document, Line, Part};
use crate::decree::rules;
use crate::decree::words::OFFICES;
use crate::msg;
use crate::words::Fact;

pub(super) fn check(document: &Document, glossary: &[(String, String)], findings: &mut Findings) {
    for line in document.prose() {
        offices(line, findings);
        marks(line, findings);
        dates(line, findings);
        for (met, wanted) in glossary {
            if whole_word(&line.text, met).is_some() {
                findings.at(
                    rules::GLOSSARY,
                    line,
                    msg!("lint.glossary", found = met, wanted = wanted),
                );
            }
        }
    }
    for line in document.body() {
        sentence(line, findings);
        ends(document, line, findings);
        item(line, findings);
        if line.breaks_page {
            findings.at(rules::PAGE_BREAK, line, msg!("lint.page-break"));
        }
    }
    percent(document, findings);
    groups(document, findings);
    commas(document, findings);
    counted(document, findings);
}

/// Where a word or a phrase stands on its own.
fn whole_word(text: &str, wanted: &str) -> Option<usize> {
    text.match_indices(wanted)
        .find(|(at, found)| {
            let before = text[..*at].chars().next_back();
            let after = text[at + found.len()..].chars().next();
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !letter(before) && !letter(after)
        })
        .map(|(at, _)| at)
}

fn offices(line: &Line, findings: &mut Findings) {
    if let Some(at) = whole_word(&line.text, "chính phủ") {
        // "phi chính phủ" is no government; "Văn phòng chính phủ" is one.
        if !line.text[..at].trim_end().ends_with("phi") {
            findings.at(rules::GOVERNMENT, line, msg!("lint.government"));
        }
    }
    for (met, wanted) in OFFICES {
        if whole_word(&line.text, met).is_some() {
            findings.at(
                rules::OFFICES,
                line,
                msg!("lint.offices", found = met, wanted = wanted),
            );
        }
    }
}

/// Words that carry a capital without a sentence beginning: told by the letter that follows a comma or a stop.
fn sentence(line: &Line, findings: &mut Findings) {
    let chars: Vec<char> = line.text.chars().collect();
    for (at, mark) in chars.iter().enumerate() {
        let (Some(' '), Some(next)) = (chars.get(at + 1), chars.get(at + 2)) else {
            continue;
        };
        let before = at.checked_sub(1).and_then(|n| chars.get(n));
        let word_before = before.is_some_and(|c| c.is_lowercase());
        if matches!(mark, '.' | '?' | '!') && word_before && next.is_lowercase() {
            let word: String = chars[at + 2..]
                .iter()
                .take_while(|c| !c.is_whitespace())
                .collect();
            if !abbreviated(&chars[..at]) {
                findings.at(
                    rules::SENTENCE,
                    line,
                    msg!("lint.sentence-small", word = word),
                );
            }
        }
        // After a comma a capital is right for names, and these open none.
        if *mark == ',' && next.is_uppercase() {
            let behind: String = chars[at + 2..].iter().collect();
            if let Some(opening) = opening(&behind) {
                findings.at(
                    rules::SENTENCE,
                    line,
                    msg!("lint.sentence-capital", word = opening),
                );
            }
        }
    }
}

/// The word or phrase of a clause that a text opens with. A name is told by the capital of its second syllable: "Các Mác".
fn opening(text: &str) -> Option<&'static str> {
    OPENINGS.into_iter().find(|opening| {
        let rest = text.strip_prefix(opening);
        let rest = rest.and_then(|r| r.strip_prefix(' '));
        rest.is_some_and(|r| !r.starts_with(char::is_uppercase))
    })
}

/// "v.v. trong", "TP. …".
fn abbreviated(before: &[char]) -> bool {
    let word: String = before
        .iter()
        .rev()
        .take_while(|c| !c.is_whitespace())
        .collect();
    word.chars().count() < 2 || word.contains('.')
}

/// Words that often open a clause and never a name.
#[rustfmt::skip]
const OPENINGS: [&str; 36] = [
    "Qua đó", "Trong đó", "Trong khi", "Do đó", "Vì vậy", "Vì thế", "Tuy nhiên", "Tuy vậy", "Đồng thời", "Từ đó", "Nhờ đó",
    "Ngoài ra", "Bên cạnh đó", "Cụ thể", "Đặc biệt", "Hiện nay", "Đến nay", "Tất cả", "Toàn bộ", "Một số", "Đề nghị",
    "Mọi", "Mỗi", "Các", "Những", "Nhiều", "Nhưng", "Nếu", "Khi", "Để", "Nhằm", "Đã", "Đang", "Sẽ", "Cũng", "Vẫn",
];

/// Spaces before a mark, none behind it, two in a row, none before a bracket; two marks in a row.
fn marks(line: &Line, findings: &mut Findings) {
    let text = line.text.trim();
    let chars: Vec<char> = text.chars().collect();
    let around = |at: usize| -> String {
        chars[at.saturating_sub(8)..chars.len().min(at + 8)]
            .iter()
            .collect()
    };
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|n| chars[n]);
        let after = chars.get(at + 1).copied();
        let wrong = match c {
            ',' | ';' | ':' | '.' if before == Some(' ') && after.is_none_or(|a| a == ' ') => {
                Some("lint.marks-before")
            }
            ',' | ';' if after.is_some_and(char::is_alphabetic) => Some("lint.marks-behind"),
            ',' | ';' if after.is_some_and(is_end) => Some("lint.marks-twice"),
            // Three and more are dots to write on, or what is left out.
            '.' if before != Some('.') && is_two(&chars[at..]) => Some("lint.marks-twice"),
            '(' if before.is_some_and(char::is_alphabetic) => Some("lint.marks-bracket"),
            ' ' if before == Some(' ') && !left_open(&chars[..at]) => Some("lint.marks-double"),
            _ => None,
        };
        if let Some(id) = wrong {
            findings.at(
                rules::MARKS,
                line,
                msg!(
                    "lint.marks",
                    what = Fact::words(id),
                    place = around(at).trim()
                ),
            );
            return;
        }
    }
}

fn is_end(c: char) -> bool {
    matches!(c, '.' | ',' | ';')
}

/// Two full stops and no third; behind what is cut short ("v.v.;") another mark may stand.
fn is_two(marks: &[char]) -> bool {
    marks.get(1) == Some(&'.') && marks.get(2) != Some(&'.')
}

/// "số     /TTr-NV ngày     tháng 11": spaces for the clerk to write in.
fn left_open(before: &[char]) -> bool {
    let before: String = before.iter().collect();
    let word = before.split_whitespace().next_back();
    matches!(word, Some("số" | "ngày" | "tháng"))
}

/// A paragraph ends with a mark; one that does not was cut in two.
fn ends(document: &Document, line: &Line, findings: &mut Findings) {
    if !matches!(
        line.part,
        Part::Body | Part::Item | Part::Point | Part::Basis
    ) {
        return;
    }
    let titled = line
        .look
        .style
        .as_deref()
        .is_some_and(|s| s.starts_with("Heading"));
    if line.part == Part::Point && titled {
        return;
    }
    let text = line.text.trim_end();
    if text.ends_with(',') {
        findings.at(rules::ENDS, line, msg!("lint.ends-comma"));
    } else if !text.ends_with(['.', ';', ':', '!', '?', '…', '/', '"', '”', ')']) {
        let next = document.after(line).map(|l| l.text.trim_start());
        let runs_on = next.is_some_and(|t| t.starts_with(char::is_lowercase));
        let message = if runs_on {
            msg!("lint.ends-broken")
        } else {
            msg!("lint.ends-none")
        };
        findings.at(rules::ENDS, line, message);
    }
}

fn item(line: &Line, findings: &mut Findings) {
    if line.part != Part::Item {
        return;
    }
    let text = line.text.trim_start();
    let mut chars = text.chars();
    let mark = chars.next().unwrap_or_default();
    if matches!(mark, '-' | '+') && chars.next().is_some_and(|c| c != ' ') {
        findings.at(rules::ITEMS, line, msg!("lint.item-space", mark = mark));
    } else if !matches!(mark, '-' | '+') {
        findings.at(rules::ITEMS, line, msg!("lint.item-mark", mark = mark));
    }
}

/// "100%" or "100 %": the rarer way is named where it stands first.
fn percent(document: &Document, findings: &mut Findings) {
    let mut tight = 0;
    let mut spaced: Vec<&Line> = Vec::new();
    for line in document.prose() {
        for (at, _) in line.text.match_indices('%') {
            let before = line.text[..at].chars().next_back();
            if before == Some(' ') {
                spaced.push(line);
            } else if before.is_some_and(|c| c.is_ascii_digit()) {
                tight += 1;
            }
        }
    }
    if tight > 0
        && let Some(first) = spaced.first()
    {
        findings.at(
            rules::PERCENT,
            first,
            msg!("lint.percent", tight = tight, spaced = spaced.len()),
        );
    }
}

/// "01/1/2020", "5/02/2020": days below 10 and months 1 and 2 take a 0, other months none is asked for.
fn dates(line: &Line, findings: &mut Findings) {
    for word in line.text.split([' ', '(', ')', ',', ';']) {
        let word = word.trim_end_matches('.');
        let pieces: Vec<&str> = word.split('/').collect();
        let [day, month, year] = pieces.as_slice() else {
            continue;
        };
        let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || ![day, month, year].iter().all(|t| digits(t)) {
            continue;
        }
        let zero = |t: &str, most: u32| t.len() == 1 && t.parse().is_ok_and(|n: u32| n <= most);
        if zero(day, 9) || zero(month, 2) {
            let wanted = format!(
                "{}/{}/{year}",
                if zero(day, 9) {
                    format!("0{day}")
                } else {
                    (*day).to_owned()
                },
                if zero(month, 2) {
                    format!("0{month}")
                } else {
                    (*month).to_owned()
                }
            );
            findings.at(
                rules::DATES,
                line,
                msg!("lint.dates", found = word, wanted = wanted),
            );
        }
    }
}

/// "7.315" and "7315" in one document.
fn groups(document: &Document, findings: &mut Findings) {
    let mut grouped = None;
    let mut bare: Option<(&Line, String)> = None;
    for line in document.prose() {
        for word in line.text.split([' ', '(', ')', ';', ',']) {
            let word = word.trim_end_matches('.');
            let digits = word.bytes().all(|b| b.is_ascii_digit());
            let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
            let before =
                line.text[..word.as_ptr() as usize - line.text.as_ptr() as usize].trim_end();
            let cited = before.ends_with("số") || before.ends_with("năm");
            if word.len() >= 4 && digits && !year && !cited && !word.starts_with('0') {
                bare.get_or_insert((line, word.to_owned()));
            }
            let pieces: Vec<&str> = word.split('.').collect();
            let thousands = pieces.len() > 1
                && pieces[0].len() <= 3
                && pieces
                    .iter()
                    .all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
                && pieces[1..].iter().all(|p| p.len() == 3);
            if thousands {
                grouped.get_or_insert(word.to_owned());
            }
        }
    }
    if let (Some(grouped), Some((line, bare))) = (grouped, bare) {
        findings.at(
            rules::GROUPS,
            line,
            msg!("lint.groups", found = bare, other = grouped),
        );
    }
}

/// What is counted in whole pieces, so that a comma in its number marks no decimals.
#[rustfmt::skip]
const WHOLE: [&str; 24] = [
    "văn bản", "hồ sơ", "thủ tục", "dịch vụ", "máy", "người", "hộ", "đơn vị", "tài khoản", "lượt", "cuộc", "bộ", "chiếc",
    "cái", "thôn", "xã", "trẻ", "học sinh", "giáo viên", "cán bộ", "công chức", "nhiệm vụ", "giao dịch", "đồng",
];

/// "1,268/1,268 văn bản": the comma marks decimals, the stop thousands. "1,268 ha" may well be a decimal and is left alone.
fn commas(document: &Document, findings: &mut Findings) {
    for line in document.prose() {
        for word in line.text.split([' ', '(', ')', ';']) {
            let word = word.trim_matches(['.', ',', ':']);
            let start = word.as_ptr() as usize - line.text.as_ptr() as usize;
            let behind = line.text[start + word.len()..].trim_start();
            let listed = line.text[..start].trim_end().ends_with("số");
            let counts = || WHOLE.iter().any(|w| opens_with(behind, w));
            let parts: Vec<usize> = word.split('/').map(commas_of_thousands).collect();
            let most = parts.iter().copied().max().unwrap_or_default();
            let all = parts.iter().all(|n| *n > 0);
            if most > 1 && !listed || most == 1 && (all && parts.len() == 2 || counts()) {
                findings.at(
                    rules::GROUPS,
                    line,
                    msg!(
                        "lint.groups-comma",
                        found = word,
                        wanted = word.replace(',', ".")
                    ),
                );
                return;
            }
        }
    }
}

/// How many commas group the digits of a number by three; 0 when they do not. "0,125" is a decimal.
fn commas_of_thousands(number: &str) -> usize {
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let pieces: Vec<&str> = number.split(',').collect();
    let (first, rest) = (pieces[0], &pieces[1..]);
    let opens = (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0');
    let grouped = opens && rest.iter().all(|p| p.len() == 3 && digits(p));
    if grouped { rest.len() } else { 0 }
}

fn opens_with(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    rest.is_some_and(|r| !r.starts_with(char::is_alphanumeric))
}

/// "04 phần mềm sau:" is followed by four items.
fn counted(document: &Document, findings: &mut Findings) {
    let body: Vec<&Line> = document.body().collect();
    for (at, line) in body.iter().enumerate() {
        let text = line.text.trim_end();
        let Some(text) = text.strip_suffix(':') else {
            continue;
        };
        let last_clause = text.rsplit([';', '.']).next().unwrap_or(text);
        let announces = ["sau", "gồm", "sau đây"]
            .iter()
            .any(|w| last_clause.trim_end().ends_with(w));
        if !announces {
            continue;
        }
        let number = last_clause
            .split_whitespace()
            .filter_map(|w| w.parse::<usize>().ok().filter(|n| (2..100).contains(n)))
            .next_back();
        let Some(number) = number else { continue };
        let opening = |l: &Line| -> Option<char> {
            match (l.part, numbering(l.text.trim())) {
                (Part::Item, _) => l.text.trim().chars().next(),
                (Part::Point, _) => Some(')'),
                (Part::Body, Some((Numbering::Arabic(_), _))) => Some('1'),
                _ => None,
            }
        };
        let first = body.get(at + 1).and_then(|l| opening(l));
        if first.is_none() || (line.part == Part::Item && first == line.text.trim().chars().next())
        {
            continue;
        }
        let found = body[at + 1..]
            .iter()
            .take_while(|l| opening(l).is_some_and(|o| Some(o) == first || o == '+'))
            .filter(|l| opening(l) == first)
            .count();
        if found != number {
            findings.at(
                rules::COUNTED,
                line,
                msg!("lint.counted", announced = number, found = found),
            );
        }
    }
}

//! Documents cited in the text: their ký hiệu, their parts, and what a first citation names.

use super::finding::Findings;
use super::reading::{Document, Line};
use crate::decree::rules;
use crate::decree::words::{CAPITAL_PARTS, SMALL_PARTS};
use crate::msg;
use std::collections::{BTreeMap, BTreeSet};

/// What a document is called when it is cited by number.
const CITED: [&str; 9] = [
    "Quyết định",
    "Nghị định",
    "Thông tư",
    "Công văn",
    "Kế hoạch",
    "Chỉ thị",
    "Nghị quyết",
    "Báo cáo",
    "Thông báo",
];

pub(super) fn check(document: &Document, findings: &mut Findings) {
    let mut spellings: BTreeMap<String, String> = BTreeMap::new();
    let mut cited: BTreeSet<String> = BTreeSet::new();
    for line in document.prose() {
        for symbol in symbols(&line.text) {
            let tight: String = symbol
                .chars()
                .filter(|c| *c != ' ')
                .map(|c| if matches!(c, '–' | '—') { '-' } else { c })
                .collect();
            if tight != symbol {
                findings.at(
                    rules::SYMBOL,
                    line,
                    msg!("lint.symbol", found = symbol, wanted = tight),
                );
            }
            let key = tight.to_lowercase().replace('đ', "d");
            match spellings.get(&key) {
                Some(before) if *before != tight => findings.at(
                    rules::ONE_SPELLING,
                    line,
                    msg!("lint.one-spelling", found = tight, before = before),
                ),
                Some(_) => {}
                None => {
                    spellings.insert(key, tight);
                }
            }
        }
        citations(line, &mut cited, findings);
        parts(line, findings);
    }
}

/// Every "43/2011/NĐ-CP", "1223/QĐ-UBND", with the spaces that stand in it.
fn symbols(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('/') {
        let slash = from + at;
        from = slash + 1;
        let digits = text[..slash]
            .rfind(|c: char| !c.is_ascii_digit())
            .map_or(0, |n| {
                n + text[n..].chars().next().map_or(1, char::len_utf8)
            });
        if digits == slash {
            continue;
        }
        let Some(length) = letters_behind(&text[slash + 1..]) else {
            continue;
        };
        out.push(text[digits..slash + 1 + length].trim_end());
        from = slash + 1 + length;
    }
    out
}

/// How far "2011/NĐ – CP" or "QĐ-UBND" goes; `None` when no ký hiệu follows.
fn letters_behind(text: &str) -> Option<usize> {
    let mut at = 0;
    let year = text.chars().take_while(char::is_ascii_digit).count();
    if year > 0 {
        at = year;
        if year != 4 || !text[at..].starts_with('/') {
            return None;
        }
        at += 1;
    }
    let first = word_length(&text[at..]);
    if first < 2 || !text[at..].starts_with(char::is_uppercase) {
        return None;
    }
    at += first;
    let mut groups = 1;
    loop {
        let rest = &text[at..];
        let trimmed = rest.trim_start();
        let dash = trimmed
            .chars()
            .next()
            .filter(|c| matches!(c, '-' | '–' | '—'));
        let Some(dash) = dash else { break };
        let behind = trimmed[dash.len_utf8()..].trim_start();
        let length = word_length(behind);
        if length < 2
            || !behind.starts_with(|c: char| c.is_uppercase())
            || !is_symbol(&behind[..length])
        {
            break;
        }
        at = text.len() - behind.len() + length;
        groups += 1;
    }
    (groups > 1).then_some(at)
}

fn word_length(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && c != '&')
        .unwrap_or(text.len())
}

/// A group of a ký hiệu is written in capitals, with few small letters (`QyĐ`, `TTr`).
fn is_symbol(word: &str) -> bool {
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    upper * 2 >= word.chars().count()
}

/// "Quyết định số 1223/QĐ-UBND" for the first time wants its date.
fn citations(line: &Line, cited: &mut BTreeSet<String>, findings: &mut Findings) {
    let text = &line.text;
    for symbol in symbols(text) {
        let start = symbol.as_ptr() as usize - text.as_ptr() as usize;
        let before = text[..start].trim_end();
        let Some(named) = before.strip_suffix("số") else {
            continue;
        };
        let named = named.trim_end();
        let Some(kind) = CITED.iter().find(|k| named.ends_with(**k)) else {
            continue;
        };
        let key: String = symbol.chars().filter(|c| *c != ' ').collect();
        if !cited.insert(key) {
            continue;
        }
        let behind: String = text[start + symbol.len()..].chars().take(40).collect();
        if !behind.trim_start().to_lowercase().starts_with("ngày") {
            findings.at(
                rules::CITATION,
                line,
                msg!("lint.citation", what = format!("{kind} số {symbol}")),
            );
        }
    }
}

/// "khoản 2 Điều 28": the article in capital, what is smaller not.
fn parts(line: &Line, findings: &mut Findings) {
    let words: Vec<&str> = line.text.split_whitespace().collect();
    for (at, pair) in words.windows(2).enumerate() {
        let numbered = pair[1].starts_with(|c: char| c.is_ascii_digit());
        if !numbered {
            continue;
        }
        let bare = pair[0].trim_start_matches(['(', '"', '“']);
        // A part of a law is cited within a law: another part or a document stands nearby.
        let near = words[at.saturating_sub(4)..words.len().min(at + 8)].join(" ");
        let is_citation = [
            "khoản",
            "Khoản",
            "Luật",
            "Nghị định",
            "Thông tư",
            "Quyết định",
            "Bộ luật",
        ]
        .iter()
        .any(|w| near.contains(w));
        if !is_citation {
            continue;
        }
        let opens = at == 0 || words[at - 1].ends_with(['.', '-', '+']);
        let wanted: String = if CAPITAL_PARTS.contains(&bare) {
            let mut letters = bare.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect()
        } else if SMALL_PARTS.contains(&bare) && !opens {
            bare.to_lowercase()
        } else {
            continue;
        };
        findings.at(
            rules::CITED_PARTS,
            line,
            msg!(
                "lint.cited-parts",
                found = format!("{bare} {}", pair[1]),
                wanted = format!("{wanted} {}", pair[1])
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_is_found_with_the_spaces_in_it() {
        let check = |text: &str, found: &[&str]| assert_eq!(symbols(text), found, "{text}");
        check("Quyết định số 1223/QĐ-UBND ngày", &["1223/QĐ-UBND"]);
        check("Nghị định số 43/2011/NĐ – CP của", &["43/2011/NĐ – CP"]);
        check("Số: 05/BC- UBND", &["05/BC- UBND"]);
        check(
            "công văn 1801/STTTT-CNTT, 12/UBND-VX",
            &["1801/STTTT-CNTT", "12/UBND-VX"],
        );
        check("14/14 xã, 13/6/2011, 28/10/2020 - UBND huyện, 1/2", &[]);
    }
}

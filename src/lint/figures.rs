//! Numbers of the text against what the ledger knows.
//!
//! In: a document, and what the ledger says of what stands where in it. Out: each number that is read, in digits or in words,
//! with what is known of it. A refresh asks about the same numbers as the lint, read here.

use super::finding::Findings;
use super::reading::{Document, Line, Part};
use crate::decree::{Component, rules};
use crate::msg;
use crate::value::spelt_numbers;
use std::collections::BTreeMap;
use std::ops::Range;

/// A passage of the document about whose numbers the ledger says something. It is known by where it stands: an equal number
/// elsewhere is another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownNumber {
    /// The paragraph, by its index in the text.
    pub paragraph: usize,
    /// Where in its text, in bytes with plain spaces.
    pub at: Range<usize>,
    /// What the ledger says.
    pub standing: Standing,
}

/// How what stands in a place of the document stands to the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It says what a report written now says there.
    Current,
    /// No figure says it, and the officer has accepted it where it stands.
    Accepted,
    /// It says what an earlier edition said there.
    Stale {
        /// What a person calls it.
        label: String,
        /// What a report says now.
        now: String,
    },
    /// A figure in a place of ours that says what no edition said.
    Differs {
        /// What a person calls it.
        label: String,
        /// What the document says.
        said: String,
        /// What the ledger says.
        now: String,
    },
}

/// A number that is read in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadNumber {
    /// The paragraph, by its index in the text.
    pub paragraph: usize,
    /// Where in its text, in bytes with plain spaces.
    pub at: Range<usize>,
    /// As it stands there.
    pub shown: String,
    /// What the ledger says of it; `None` when nothing.
    pub standing: Option<Standing>,
}

/// What is counted in words whatever the kit: numbers in words before anything else are read only when they are of several
/// words.
const COUNTED: [&str; 7] = [
    "đơn vị",
    "cơ quan",
    "xã",
    "phường",
    "thị trấn",
    "phần trăm",
    "địa phương",
];

/// All numbers of the text, in reading order. `units` are what the campaign counts.
pub(super) fn read(
    document: &Document,
    known: &[KnownNumber],
    units: &[String],
) -> Vec<ReadNumber> {
    let mut by_line: BTreeMap<usize, Vec<&KnownNumber>> = BTreeMap::new();
    for one in known {
        by_line.entry(one.paragraph).or_default().push(one);
    }
    let mut out = Vec::new();
    let mut ordinals = Ordinals::default();
    for (at, line) in document.lines.iter().enumerate() {
        let is_ordinal = ordinals.meet(line);
        if !holds_figures(line) {
            continue;
        }
        let here = by_line.get(&at).map_or(&[][..], Vec::as_slice);
        let number = |range: Range<usize>, shown: String, standing: Option<&Standing>| ReadNumber {
            paragraph: at,
            at: range,
            shown,
            standing: standing.cloned(),
        };
        for (range, shown) in cited_out(line) {
            let mut here = here.iter();
            let known = here.find(|k| k.at.start < range.end && range.start < k.at.end);
            if known.is_some() || !is_ordinal {
                out.push(number(range, shown, known.map(|k| &k.standing)));
            }
        }
        for spelt in spelt_numbers(&line.text) {
            let range = spelt.at;
            let mut here = here.iter();
            let known = here.find(|k| k.at.start <= range.start && range.end <= k.at.end);
            let is_said = spelt.is_compound || counts(line.text[range.end..].trim_start(), units);
            if is_said && known.is_none_or(|k| k.standing != Standing::Current) {
                let shown = line.text[range.clone()].to_owned();
                out.push(number(range, shown, known.map(|k| &k.standing)));
            }
        }
    }
    out
}

/// Whether what is counted stands at the beginning of a text.
fn counts(text: &str, units: &[String]) -> bool {
    let text = text.to_lowercase();
    let units = units.iter().map(String::as_str).chain(COUNTED);
    let mut units = units.filter(|unit| !unit.is_empty());
    units.any(|unit| {
        let rest = text.strip_prefix(&unit.to_lowercase());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// Numbers that count the rows of a table in its first column, from 1 in each of its parts.
#[derive(Default)]
struct Ordinals(BTreeMap<usize, u64>);

impl Ordinals {
    /// Whether a line is the next of them.
    fn meet(&mut self, line: &Line) -> bool {
        let Some((table, _, 0)) = line.cell else {
            return false;
        };
        let text = line.text.trim().trim_end_matches('.');
        let last = self.0.entry(table).or_insert(0);
        let Ok(number) = text.parse::<u64>() else {
            return false;
        };
        let is_next = [*last, *last + 1, 1].contains(&number);
        if is_next {
            *last = number;
        }
        is_next
    }
}

/// Gives how many numbers agree.
pub(super) fn check(
    document: &Document,
    known: &[KnownNumber],
    units: &[String],
    findings: &mut Findings,
) -> usize {
    for one in known {
        if let (Standing::Differs { label, said, now }, Some(line)) =
            (&one.standing, document.lines.get(one.paragraph))
        {
            findings.at(
                rules::FIGURE,
                line,
                msg!("lint.differs", label = label, found = said, now = now),
            );
        }
    }
    let mut agreeing = 0;
    for number in read(document, known, units) {
        let (line, shown) = (&document.lines[number.paragraph], &number.shown);
        match &number.standing {
            Some(Standing::Current) => agreeing += 1,
            Some(Standing::Stale { label, now }) => findings.at(
                rules::STALE,
                line,
                msg!("lint.stale", found = shown, label = label, now = now),
            ),
            Some(Standing::Differs { .. } | Standing::Accepted) => {}
            None => findings.at(rules::UNKNOWN, line, msg!("lint.unknown", found = shown)),
        }
    }
    agreeing
}

/// Whether figures of the report can stand in a paragraph: all but in its frame and in what is not signed.
fn holds_figures(line: &Line) -> bool {
    !matches!(line.part, Part::Component(component) if component != Component::Subject)
        && !matches!(line.part, Part::Rule | Part::Aside)
}

/// The numbers of a paragraph, without its own number, dates and citations: where each stands, and what it shows.
fn cited_out(line: &Line) -> Vec<(Range<usize>, String)> {
    let text = line.text.trim();
    let text = match super::numbering::numbering(text) {
        Some((_, rest)) => rest,
        None => text,
    };
    if line.cell.is_some() && text.chars().all(|c| c.is_ascii_digit() || c == '.') && is_place(text)
    {
        return Vec::new();
    }
    let from = line.text.rfind(text).unwrap_or(0);
    numbers(text)
        .into_iter()
        .map(|(at, shown)| (from + at.start..from + at.end, shown))
        .collect()
}

/// "1.1", the number of a row.
fn is_place(text: &str) -> bool {
    let pieces: Vec<&str> = text.split('.').collect();
    pieces.len() > 1 && pieces.iter().all(|p| !p.is_empty() && p.len() < 3)
}

/// Words in front of a number that make it part of a day, or of what something is called, with the largest that does.
const NAMING: [(&str, u32); 15] = [
    ("số", u32::MAX),
    ("điều", 999),
    ("khoản", 99),
    ("điểm", 20),
    ("ngày", 31),
    ("tháng", 12),
    ("năm", 2200),
    ("mục", 99),
    ("bảng", 99),
    ("biểu", 99),
    ("quý", 4),
    ("phần", 20),
    ("chương", 30),
    ("lục", 99),
    ("khóa", 99),
];
/// Words before "số" that make it count: "tổng số 300 máy".
const COUNTING: [&str; 5] = ["tổng", "con", "với", "có", "đa"];

/// The numbers in a text: where, and as shown.
pub(super) fn numbers(text: &str) -> Vec<(Range<usize>, String)> {
    let mut out = Vec::new();
    let (mut before, mut earlier) = (String::new(), String::new());
    let mut from = 0;
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | ';' | '"' | '“' | '”');
    for piece in text.split_inclusive(is_gap) {
        let whole = piece.trim_end_matches(is_gap);
        let word = whole.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
        let at = from + piece.find(word).unwrap_or(0);
        from += piece.len();
        if whole.is_empty() {
            continue;
        }
        let named = std::mem::replace(&mut before, whole.to_lowercase());
        let first = std::mem::replace(&mut earlier, named.clone());
        if !word.starts_with(|c: char| c.is_ascii_digit()) || is_name(&first, &named, word) {
            continue;
        }
        let plain = word.trim_end_matches('%');
        if plain.chars().any(char::is_alphabetic) || plain.matches('/').count() > 1 {
            continue;
        }
        out.extend(
            plain
                .split(['/', '-', '–', '—', '~', '='])
                .filter(|piece| is_number(piece))
                .map(|_| (at..at + word.len(), word.to_owned())),
        );
    }
    out
}

/// Whether the word before a number makes it a name: "Điều 5", "ngày 15/11".
fn is_name(earlier: &str, before: &str, word: &str) -> bool {
    if word.ends_with('%') || before == "số" && COUNTING.contains(&earlier) {
        return false;
    }
    let first = word.split(['/', '.', ',', '-', '–']).next();
    let number: Option<u32> = first.and_then(|number| number.parse().ok());
    let mut names = NAMING.iter();
    let name = names.find(|(name, _)| *name == before);
    name.is_some_and(|(name, most)| {
        number.is_none_or(|n| n <= *most && (*name != "năm" || n >= 1900))
    })
}

/// "7.315", "06", "98,5".
fn is_number(text: &str) -> bool {
    let pieces: Vec<&str> = text.split('.').collect();
    let grouped = pieces.len() == 1 || pieces[1..].iter().all(|p| p.len() == 3);
    let digits = text
        .chars()
        .all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    digits && grouped && !text.is_empty()
}

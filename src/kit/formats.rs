//! Formats of numbers as written: the table `[format]`, and which values a filter can write.

use super::ids;
use super::names::Names;
use crate::model::kit::{FILTERS, Formats};
use crate::msg;
use crate::source::table::{Page, Table, Text};
use crate::value::kind::{Entry, Holds};
use crate::value::{CodeFaultKind, Kind, NumberCode};
use crate::words::Message;
use std::ops::Range;

/// Codes that an author may begin from.
const EXAMPLES: &str = "#,##0 · 0.0# · 0.00% · #,##0.0##,,,";

/// Reads the formats; each becomes a filter.
pub(super) fn formats(root: &Table<'_>) -> Formats {
    let mut formats = Formats::new();
    let Some(table) = root.table("format") else {
        return formats;
    };
    for (name, code) in table.pairs() {
        let page = table.page;
        if FILTERS.contains(&name.value.as_str()) && !is_of_places(&name.value) {
            page.wrong(&name.span, msg!("kit.format-taken", name = name.value));
        } else if !is_name(&name.value) {
            page.wrong(&name.span, msg!("kit.id-characters", id = name.value));
        }
        if let Some(code) = understood(page, &code) {
            formats.insert(name.value, code);
        }
    }
    formats
}

/// Whether a filter only says how many decimals there are, so that a kit may say it better: `tram2`.
fn is_of_places(name: &str) -> bool {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    stem != name && matches!(stem, "le" | "tram")
}

/// Names of formats are free: no cell of a workbook goes by one.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(ids::allowed)
}

/// A code; one that is not understood is noted at its place.
fn understood(page: &Page<'_>, code: &Text) -> Option<NumberCode> {
    match NumberCode::parse(&code.value) {
        Ok(understood) => Some(understood),
        Err(fault) => {
            let help = match fault.nearest {
                Some(near) => msg!("kit.did-you-mean", name = near),
                None => msg!("kit.format-examples", examples = EXAMPLES),
            };
            let place = code.part(page, &fault.at);
            page.wrong_help(&place, told(fault.what), help);
            None
        }
    }
}

fn told(what: CodeFaultKind) -> Message {
    match what {
        CodeFaultKind::Character(found) => msg!("kit.format-character", found = found),
        CodeFaultKind::OpenText => msg!("kit.format-open-text"),
        CodeFaultKind::Sections => msg!("kit.format-sections"),
        CodeFaultKind::SecondNumber => msg!("kit.format-second-number"),
        CodeFaultKind::Percent => msg!("kit.format-percent"),
        CodeFaultKind::Digits => msg!("kit.format-digits"),
        CodeFaultKind::NoNumber => msg!("kit.format-no-number"),
    }
}

/// The format that a key of a table names, where it can write the kind; anything else is noted.
pub(super) fn named(table: &Table<'_>, names: &Names, kind: Option<&Kind>) -> Option<NumberCode> {
    let name = table.text_if("format")?;
    let page = table.page;
    let Some(code) = names.formats.get(&name.value) else {
        let known = || names.formats.keys().map(String::as_str);
        let message = msg!("kit.unknown-format", name = name.value);
        let near = page.did_you_mean(&name.value, known());
        let near = near.or_else(|| Some(msg!("kit.use-format", name = name.value)));
        page.note(&name.span, message, near);
        return None;
    };
    code_fits(page, &name.span, (&name.value, code), kind).then(|| code.clone())
}

/// Notes a filter that does not exist, or that cannot write such a value.
pub(super) fn filter_fits(
    page: &Page<'_>,
    span: &Range<usize>,
    filter: &str,
    (kind, names): (Option<&Kind>, &Names),
) {
    if let Some(code) = names.formats.get(filter) {
        code_fits(page, span, (filter, code), kind);
        return;
    }
    let all = || {
        let formats = names.formats.keys().map(String::as_str);
        FILTERS.iter().copied().chain(formats)
    };
    if !all().any(|known| known == filter) {
        let filters: Vec<&str> = all().collect();
        let message = msg!(
            "kit.unknown-filter",
            filter = filter,
            filters = filters.join(", ")
        );
        page.note(span, message, page.did_you_mean(filter, all()));
        return;
    }
    let fits = |kind: &Kind| match filter {
        "do_phu" => true,
        "ngay" => kind.spec().holds == Holds::Day,
        "thang" => matches!(kind.spec().holds, Holds::Day | Holds::Month),
        _ => kind.is_number(),
    };
    if kind.is_some_and(|k| !fits(k)) {
        page.wrong(span, msg!("kit.filter-kind", filter = filter));
    }
}

/// Whether a code can write a kind of value; what it would write wrongly is noted.
fn code_fits(
    page: &Page<'_>,
    span: &Range<usize>,
    (name, code): (&str, &NumberCode),
    kind: Option<&Kind>,
) -> bool {
    let Some(kind) = kind else {
        return true;
    };
    let entry = kind.spec().entry;
    let message = if !kind.is_number() {
        msg!("kit.filter-kind", filter = name)
    } else if entry == Entry::Share && !code.is_share() {
        msg!("kit.format-of-share", name = name)
    } else if kind.is_whole() && code.is_share() {
        msg!("kit.format-of-count", name = name)
    } else {
        return true;
    };
    page.wrong(span, message);
    false
}

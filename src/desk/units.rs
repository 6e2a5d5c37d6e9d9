//! *Đơn vị*: one table with a row for each unit, filtered, sorted and found.

use super::answer::{Failure, shown};
use super::reader::Asked;
use super::shown::moment;
use super::state::Desk;
use crate::app::overview::Overview;
use crate::app::status::{UnitStanding, UnitStatus, signed_word, state_word, tells_signed};
use crate::msg;
use crate::value::fold::without_accents;
use crate::value::format::short_day;
use crate::words::{Lang, text};
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;
use std::cmp::Ordering;
use std::sync::Arc;

/// Rows of a page.
const ROWS: usize = 100;

#[derive(Debug, Serialize)]
struct Units {
    filters: Vec<Filter>,
    filter: String,
    sort: String,
    find: String,
    heads: Vec<Head>,
    rows: Vec<Row>,
    signed: bool,
    total: usize,
    from: usize,
    to: usize,
    before: Option<String>,
    after: Option<String>,
}

/// A link to the units of one state.
#[derive(Debug, Serialize)]
struct Filter {
    label: String,
    count: usize,
    address: String,
    is_here: bool,
}

/// A head that sorts.
#[derive(Debug, Serialize)]
struct Head {
    label: String,
    address: String,
    sorted: &'static str,
    is_number: bool,
}

/// A unit in the table.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    code: String,
    name: String,
    state: String,
    class: &'static str,
    sent: String,
    due: String,
    to_mend: usize,
    signed: String,
}

pub(super) async fn units(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let page = ("don-vi.html", "units");
    shown(desk, asked, page, |_, seen, asked| Some(view(seen, asked))).await
}

/// Which units a filter shows: its word in addresses, its sentence, and whether a unit is one.
type Kind = (&'static str, &'static str, fn(&UnitStatus) -> bool);

const KINDS: [Kind; 6] = [
    ("", "desk.filter-all", |_| true),
    ("chua-gui", "desk.filter-missing", |unit| {
        matches!(
            unit.state,
            UnitStanding::Missing | UnitStanding::Late | UnitStanding::AfterClose
        )
    }),
    ("da-gui", "desk.filter-answered", |unit| {
        unit.state == UnitStanding::Answered
    }),
    ("gui-muon", "desk.filter-late", |unit| {
        unit.sent_late.is_some()
    }),
    ("can-bo-sung", "desk.filter-to-mend", |unit| {
        to_mend(unit) > 0
    }),
    ("khong-gui", "desk.filter-without", |unit| {
        matches!(
            unit.state,
            UnitStanding::Without(_) | UnitStanding::Exempt | UnitStanding::Merged(_)
        )
    }),
];

/// Open errors and warnings.
fn to_mend(unit: &UnitStatus) -> usize {
    let (errors, warnings, _) = unit.open;
    (errors + warnings) as usize
}

fn view(seen: &Overview, asked: &Asked) -> Units {
    let lang = asked.reader.lang;
    let roster = &seen.status.roster;
    let (filter, find) = (asked.get("loc"), asked.get("tim").trim());
    let is_kind = KINDS.iter().find(|(word, ..)| *word == filter);
    let is_kind = is_kind.map_or(KINDS[0].2, |(_, _, is)| *is);
    let sought = without_accents(find);
    let is_found = |unit: &&UnitStatus| {
        let of = |text: &str| without_accents(text).contains(&sought);
        sought.is_empty() || of(&unit.unit.name) || of(&unit.unit.code)
    };
    let mut units: Vec<&UnitStatus> = roster
        .iter()
        .filter(|unit| is_kind(unit))
        .filter(is_found)
        .collect();
    sort(&mut units, asked.get("xep"));
    let total = units.len();
    let (page, last) = asked.page(total, ROWS);
    let from = page * ROWS;
    let to = (from + ROWS).min(total);
    let filters = KINDS.iter().map(|(word, label, is)| Filter {
        label: text(label, lang),
        count: roster.iter().filter(|unit| is(unit)).count(),
        address: asked.with(&[("loc", word), ("trang", "")]),
        is_here: *word == filter,
    });
    let signed = tells_signed(&seen.campaign.kit, &seen.status);
    let (before_page, after_page) = asked.turned(page, last);
    Units {
        filters: filters.filter(|one| one.count > 0 || one.is_here).collect(),
        filter: filter.to_owned(),
        sort: asked.get("xep").to_owned(),
        find: find.to_owned(),
        heads: heads(asked),
        rows: units[from..to].iter().map(|unit| row(unit, lang)).collect(),
        signed,
        total,
        from: from + 1,
        to,
        before: before_page,
        after: after_page,
    }
}

pub(super) fn row(unit: &UnitStatus, lang: Lang) -> Row {
    let receipt = unit.receipt.as_ref();
    Row {
        code: unit.unit.code.to_string(),
        name: unit.unit.name.clone(),
        state: state_said(unit, lang),
        class: state_class(unit),
        sent: receipt.map_or(String::new(), |receipt| moment(&receipt.received_at, lang)),
        due: short_day(unit.deadline, lang),
        to_mend: to_mend(unit),
        signed: signed_word(unit, lang),
    }
}

/// A state in words, never told by its colour alone.
pub(super) fn state_said(unit: &UnitStatus, lang: Lang) -> String {
    let state = state_word(unit, lang);
    if unit.state == UnitStanding::Answered && unit.open.0 > 0 {
        return msg!("desk.state-to-mend", state = state).say(lang);
    }
    state
}

/// The colour beside the word of a state.
pub(super) fn state_class(unit: &UnitStatus) -> &'static str {
    match unit.state {
        UnitStanding::Answered if unit.open.0 > 0 => "is-needed",
        UnitStanding::Answered => "is-done",
        UnitStanding::Late => "is-needed",
        UnitStanding::AfterClose => "is-waiting",
        UnitStanding::Missing
        | UnitStanding::Without(_)
        | UnitStanding::Exempt
        | UnitStanding::Merged(_) => "is-none",
    }
}

/// The columns that sort: word in addresses, sentence, whether it is a number.
const COLUMNS: [(&str, &str, bool); 5] = [
    ("ten", "desk.head-unit", false),
    ("trang-thai", "desk.head-state", false),
    ("nhan", "desk.head-sent", false),
    ("han", "desk.head-due", false),
    ("bo-sung", "desk.head-to-mend", true),
];

fn heads(asked: &Asked) -> Vec<Head> {
    let now = asked.get("xep");
    let heads = COLUMNS.iter().map(|(word, label, is_number)| {
        let turned = format!("-{word}");
        let (sorted, next) = if now == *word {
            ("ascending", turned.as_str())
        } else if now == turned {
            ("descending", "")
        } else {
            ("none", *word)
        };
        Head {
            label: text(label, asked.reader.lang),
            address: asked.with(&[("xep", next), ("trang", "")]),
            sorted,
            is_number: *is_number,
        }
    });
    heads.collect()
}

/// Sorts by a column; as the roster has them where none is named.
fn sort(units: &mut [&UnitStatus], by: &str) {
    let (column, is_turned) = by
        .strip_prefix('-')
        .map_or((by, false), |column| (column, true));
    let turn = |order: Ordering| if is_turned { order.reverse() } else { order };
    match column {
        "ten" => {
            units.sort_by_cached_key(|unit| without_accents(&unit.unit.name));
            if is_turned {
                units.reverse();
            }
        }
        "trang-thai" => units.sort_by(|a, b| turn(rank(a).cmp(&rank(b)))),
        "nhan" => units.sort_by(|a, b| turn(received(a).cmp(received(b)))),
        "han" => units.sort_by(|a, b| turn(a.deadline.cmp(&b.deadline))),
        "bo-sung" => units.sort_by(|a, b| turn(to_mend(a).cmp(&to_mend(b)))),
        _ => {}
    }
}

fn received(unit: &UnitStatus) -> &str {
    unit.receipt
        .as_ref()
        .map_or("", |receipt| &receipt.received_at)
}

/// What somebody has most to do about comes first.
fn rank(unit: &UnitStatus) -> u8 {
    match unit.state {
        UnitStanding::Late => 0,
        UnitStanding::Missing => 1,
        UnitStanding::AfterClose => 2,
        UnitStanding::Answered if to_mend(unit) > 0 => 3,
        UnitStanding::Answered => 4,
        UnitStanding::Without(_) => 5,
        UnitStanding::Merged(_) => 6,
        UnitStanding::Exempt => 7,
    }
}

//! *Xem lại*: what waits for a decision, the first to mend first, each with its buttons.

use super::answer::{Failure, shown};
use super::item::{Item, of_departed, of_finding, of_waiting};
use super::named::{Named, to_choose};
use super::reader::Asked;
use super::said::said;
use super::state::Desk;
use super::work::{Came, Job};
use crate::app::overview::Overview;
use crate::model::finding::Finding;
use crate::model::id::UnitCode;
use crate::msg;
use crate::value::Severity;
use crate::view::causes::by_cause;
use crate::words::{Lang, text};
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Things of a page.
const ITEMS: usize = 60;

#[derive(Debug, Serialize)]
struct Review {
    tabs: Vec<Tab>,
    groups: Vec<Group>,
    wants_units: Vec<Named>,
    total: usize,
    from: usize,
    to: usize,
    before: Option<String>,
    after: Option<String>,
    asked: Option<String>,
    stopped: Vec<String>,
    may_ask: bool,
}

#[derive(Debug, Serialize)]
struct Tab {
    label: String,
    count: usize,
    address: String,
    is_here: bool,
}

/// What waits of one unit.
#[derive(Debug, Serialize)]
struct Group {
    name: String,
    code: Option<String>,
    items: Vec<Item>,
}

pub(super) async fn review(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let page = ("xem-lai.html", "review");
    shown(desk, asked, page, |desk, seen, asked| {
        Some(view(desk, seen, asked))
    })
    .await
}

/// What waits, in its order: of whom, and what is said.
type Things = Vec<(Option<UnitCode>, Item)>;

fn view(desk: &Desk, seen: &Overview, asked: &Asked) -> Review {
    let lang = asked.reader.lang;
    let is_rest = asked.get("xem") == "them";
    let (must, rest) = (before_final(seen), rest(seen));
    let tabs = [
        ("desk.tab-must", "", must.len()),
        ("desk.tab-rest", "them", rest.len()),
    ];
    let tabs = tabs.map(|(label, word, count)| Tab {
        label: text(label, lang),
        count,
        address: asked.with(&[("xem", word), ("trang", ""), ("viec", "")]),
        is_here: is_rest == (word == "them"),
    });
    let all = if is_rest { rest } else { must };
    let total = all.len();
    let (page, last) = asked.page(total, ITEMS);
    let (from, to) = (page * ITEMS, (page * ITEMS + ITEMS).min(total));
    let (before_page, after_page) = asked.turned(page, last);
    let things: Things = all[from..to].iter().map(|thing| thing.item(lang)).collect();
    let ended = desk.work.last_of(&[Job::Ask]);
    let mut stopped = Vec::new();
    let mut written = None;
    match ended.as_ref().and_then(|ended| ended.came.as_ref()) {
        Some(Ok(Came::Asked(feedback))) => {
            let line = msg!(
                "desk.asked-units",
                count = feedback.asked.len(),
                new = feedback.new_units()
            );
            written = Some(line.say(lang));
        }
        Some(Err(stop)) => stopped = said(stop, lang),
        _ => {}
    }
    Review {
        tabs: tabs.into(),
        wants_units: to_choose(seen, things.iter().map(|(_, item)| item)),
        groups: groups(seen, things, lang),
        total,
        from: from + 1,
        to,
        before: before_page,
        after: after_page,
        asked: written,
        stopped,
        may_ask: seen
            .status
            .findings
            .iter()
            .any(|one| one.unit.is_some() && one.state.waits_for_unit()),
    }
}

/// Something that waits, not said yet.
enum Thing<'s> {
    Finding(&'s Finding),
    Waiting(&'s crate::app::status::Waiting),
    Departed(&'s crate::app::status::Departed),
}

impl Thing<'_> {
    fn item(&self, lang: Lang) -> (Option<UnitCode>, Item) {
        match self {
            Self::Finding(finding) => (finding.unit.clone(), of_finding(finding, lang)),
            Self::Waiting(one) => (
                Some(one.pending.obligation.unit.clone()),
                of_waiting(one, lang),
            ),
            Self::Departed(one) => (Some(one.unit.clone()), of_departed(one, lang)),
        }
    }
}

/// What a final waits for.
fn before_final(seen: &Overview) -> Vec<Thing<'_>> {
    let status = &seen.status;
    let waiting = status.waiting.iter().filter(|one| !one.is_after_close());
    let mut all: Vec<Thing<'_>> = waiting.map(Thing::Waiting).collect();
    all.extend(status.homeless().map(Thing::Departed));
    all.extend(findings(seen, Finding::holds_a_final));
    all
}

/// What is to be looked at besides.
fn rest(seen: &Overview) -> Vec<Thing<'_>> {
    let late = seen
        .status
        .waiting
        .iter()
        .filter(|one| one.is_after_close());
    let late = late.map(Thing::Waiting);
    let is_rest = |one: &Finding| {
        !one.holds_a_final() && one.state.is_unsettled() && one.severity != Severity::Error
    };
    late.chain(findings(seen, is_rest)).collect()
}

/// Findings of the campaign, unit by unit, and of each the first to mend first.
fn findings(seen: &Overview, is_meant: impl Fn(&Finding) -> bool) -> Vec<Thing<'_>> {
    let all: Vec<&Finding> = seen
        .status
        .findings
        .iter()
        .filter(|one| is_meant(one))
        .collect();
    let by_unit = all.chunk_by(|a, b| (&a.unit, &a.file) == (&b.unit, &b.file));
    let in_order = by_unit.flat_map(|of_unit| {
        by_cause(of_unit)
            .into_iter()
            .flat_map(|cause| cause.findings)
    });
    in_order.map(Thing::Finding).collect()
}

/// What waits, under the name of the unit that it is about.
fn groups(seen: &Overview, things: Things, lang: Lang) -> Vec<Group> {
    let mut at: BTreeMap<Option<UnitCode>, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for (unit, item) in things {
        let place = *at.entry(unit.clone()).or_insert_with(|| {
            let roster = &seen.campaign.roster;
            let known = unit.as_deref().and_then(|code| roster.unit(code));
            groups.push(Group {
                name: match (known, &unit) {
                    (Some(known), _) => known.name.clone(),
                    (None, Some(code)) => code.to_string(),
                    (None, None) => text("desk.whole-campaign", lang),
                },
                code: known.map(|known| known.code.to_string()),
                items: Vec::new(),
            });
            groups.len() - 1
        });
        groups[place].items.push(item);
    }
    groups
}

//! `status`: where everything stands now.

pub use crate::campaign::departed::{Departed, Fate};
pub use crate::campaign::status::{Status, UnitStanding, UnitStatus};
pub use crate::campaign::waiting::Waiting;

use super::ingest::in_force;
use super::look::{Answers, Look, Looking, named_selections, selected};
use super::{Stop, findings, signed_copies, waiting};
use crate::campaign::signed::SignedCopy;
use crate::campaign::status::{Called, open_by_unit, sent_late};
use crate::model::figure::{Figures, OutdatedChoice};
use crate::model::finding::Finding;
use crate::model::id::UnitCode;
use crate::model::kit::{Kit, RequireSigned};
use crate::model::receipt::Decided;
use crate::model::respondent::Respondent;
use crate::model::unit::Participation;
use crate::msg;
use crate::rollup;
use crate::words::{Lang, Message, text};
use crate::workbook::selection::{self, Offer, Selection, SelectionBook};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where everything stands now.
pub fn status(on: &mut impl Look) -> Result<Status, Stop> {
    let mut looking = on.look();
    // Opened before the ledger is: while that is read nobody can finish writing in it.
    let books = looking.selection_books();
    let ledger = looking.ledger;
    ledger.at_once(|_| standing(&looking, books))
}

/// All findings that count now, each in its state.
pub(super) fn open_findings(on: &mut impl Look) -> Result<Vec<Finding>, Stop> {
    let mut looking = on.look();
    let books = looking.selection_books();
    Ok(found(&looking, books)?.findings)
}

/// The units with their figures, and what was found.
struct Found {
    units: Vec<Respondent>,
    departed: Vec<Departed>,
    figures: Figures,
    findings: Vec<Finding>,
    questions: Vec<Message>,
    outdated: Vec<OutdatedChoice>,
    signed: BTreeMap<UnitCode, SignedCopy>,
}

fn found(looking: &Looking, books: Result<Vec<SelectionBook>, Stop>) -> Result<Found, Stop> {
    let Answers {
        units,
        departed,
        mut between,
    } = looking.units()?;
    let signed = signed_copies::copies(looking, &units)?;
    between.extend(signed_copies::findings(
        &looking.campaign.kit,
        &units,
        &signed,
    ));
    let offers = selection::offers(&looking.campaign.kit, &units);
    let read = books.iter().flatten().map(|book| book.file.clone());
    let files: Vec<String> = read.collect();
    let selection = selected(looking.campaign, &offers, books)?;
    let chosen = selection::chosen(&looking.campaign.kit, &offers, &selection);
    let (figures, outdated) = looking.figures(&units, &chosen)?;
    let findings = findings::current(looking, &figures, between)?;
    Ok(Found {
        units,
        departed,
        figures,
        findings,
        questions: questions(&files, &offers, &selection),
        outdated,
        signed,
    })
}

/// What the officer must say about units' own words: once that none of them is wanted, and what stands unclear.
fn questions(files: &[String], offers: &[Offer], selection: &Selection) -> Vec<Message> {
    let mut questions = selection.questions.clone();
    if !offers.is_empty() && questions.is_empty() && !selection.decides() {
        questions.push(msg!(
            "selection.nothing-chosen",
            files = named_selections(files),
            count = offers.len()
        ));
    }
    questions
}

fn standing(looking: &Looking, books: Result<Vec<SelectionBook>, Stop>) -> Result<Status, Stop> {
    let Found {
        units,
        departed,
        figures,
        findings,
        questions,
        outdated,
        mut signed,
    } = found(looking, books)?;
    let mut waiting = waiting::waiting(looking)?;
    let notices: Vec<Finding> = waiting.iter().map(Waiting::notice).collect();
    waiting.retain(|one| !one.is_settled);
    let mut decided: BTreeMap<UnitCode, String> = BTreeMap::new();
    for decision in looking.ledger.decisions()? {
        if let Decided::GoWithout { unit } = decision.what {
            decided.insert(unit, decision.reason);
        }
    }
    let mut called: BTreeMap<UnitCode, Called> = BTreeMap::new();
    for call in looking.ledger.calls()? {
        if let Decided::RecordCall { unit, promised } = call.what {
            let last = Called {
                at: call.act.at,
                answer: call.reason,
                promised,
            };
            called.insert(unit, last);
        }
    }
    let in_force = in_force::by_unit(looking.ledger, &looking.campaign.roster)?;
    let today = looking.now.day();
    let open = open_by_unit(findings.iter().chain(&notices));
    let sent = looking.ledger.sent()?;
    let codes = signed_copies::codes(&looking.campaign.kit, &units);
    let mut roster = Vec::new();
    for unit in &looking.campaign.roster.units {
        let counting = in_force.get(unit.code.as_str());
        let ids = counting
            .iter()
            .flat_map(|c| std::iter::once(c.base).chain(c.files()));
        let mut receipts = Vec::new();
        for id in ids {
            receipts.extend(looking.ledger.receipt(id)?);
        }
        let mut receipts = receipts.into_iter();
        let receipt = receipts.next();
        let due = looking.campaign.deadline(unit);
        let state = match &unit.state {
            Participation::Exempt => UnitStanding::Exempt,
            Participation::MergedInto(other) => UnitStanding::Merged(other.clone()),
            Participation::Reports if receipt.is_some() => UnitStanding::Answered,
            Participation::Reports => match decided.get(unit.code.as_str()) {
                Some(reason) => UnitStanding::Without(reason.clone()),
                None if is_after_close(&waiting, &unit.code) => UnitStanding::AfterClose,
                None if today > due => UnitStanding::Late,
                None => UnitStanding::Missing,
            },
        };
        let files = sent
            .get(&unit.code)
            .filter(|_| state == UnitStanding::Answered);
        roster.push(UnitStatus {
            unit: Arc::clone(unit),
            deadline: due,
            sent_late: files.and_then(|files| sent_late(files, due)),
            state,
            code: codes.get(&unit.code).copied(),
            called: called.remove(&unit.code),
            signed: signed.remove(&unit.code),
            receipt,
            laid: receipts.collect(),
            open: open.get(unit.code.as_str()).copied().unwrap_or_default(),
        });
    }
    Ok(Status {
        roster,
        units,
        in_common: rollup::in_common(&looking.campaign.kit, &figures),
        figures,
        findings,
        waiting,
        notices,
        departed,
        unread: looking.unread.to_vec(),
        questions,
        outdated,
    })
}

/// Whether the only return of a unit came when the figures were closed.
fn is_after_close(waiting: &[Waiting], unit: &UnitCode) -> bool {
    let mut of_unit = waiting
        .iter()
        .filter(|one| one.pending.obligation.unit == *unit);
    of_unit.any(|one| one.beside.is_none())
}

/// A unit's state as people read it.
pub fn state_word(unit: &UnitStatus, lang: Lang) -> String {
    let state = standing_word(unit, lang);
    match unit.promised() {
        Some(day) => msg!("calls.state", state = state, day = day).say(lang),
        None => state,
    }
}

fn standing_word(unit: &UnitStatus, lang: Lang) -> String {
    match &unit.state {
        UnitStanding::Answered if unit.is_entered() => text("enter.state", lang),
        UnitStanding::Answered => match unit.sent_late {
            Some(day) => msg!("due.state-late", day = day).say(lang),
            None => text("flow.state-answered", lang),
        },
        UnitStanding::Missing => text("flow.state-missing", lang),
        UnitStanding::Late => text("flow.state-late", lang),
        UnitStanding::AfterClose => text("close.state", lang),
        UnitStanding::Exempt => text("flow.state-exempt", lang),
        UnitStanding::Without(reason) => msg!("flow.state-without", reason = reason).say(lang),
        UnitStanding::Merged(unit) => msg!("flow.state-merged", unit = unit).say(lang),
    }
}

/// How a unit's signed copy stands, as people read it; empty of a unit without return.
pub fn signed_word(unit: &UnitStatus, lang: Lang) -> String {
    match &unit.signed {
        Some(copy) if copy.agrees && copy.by_eye => text("signed.state-by-eye", lang),
        Some(copy) if copy.agrees => text("signed.state-agrees", lang),
        Some(_) => text("signed.state-differs", lang),
        None if unit.receipt.is_some() => text("signed.state-none", lang),
        None => String::new(),
    }
}

/// The same with the code to hold a copy against, where none vouches for the unit yet.
pub fn signed_with_code(unit: &UnitStatus, lang: Lang) -> String {
    let word = signed_word(unit, lang);
    let is_vouched = unit
        .signed
        .as_ref()
        .is_some_and(|copy| copy.agrees && !copy.by_eye);
    match unit.code {
        Some(code) if !is_vouched && !word.is_empty() => format!("{word} ({code})"),
        _ => word,
    }
}

/// Whether signed copies are told: the kit asks for them, or one was kept.
pub fn tells_signed(kit: &Kit, status: &Status) -> bool {
    let mut roster = status.roster.iter();
    kit.require_signed != RequireSigned::No || roster.any(|unit| unit.signed.is_some())
}

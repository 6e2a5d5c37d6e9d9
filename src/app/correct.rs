//! `correct`: errors of content in an issued report are mended by another of the same kind that replaces it.
//!
//! Decree 30/2020, Article 18(3): a document with errors of content is amended or replaced by a document of the same form; one
//! with errors of form alone is corrected by an official letter.

use super::edition::{self, Difference, Kept};
use super::edition_file::{bytes, clean_final, narrated, place_as};
use super::issue::{IssuedReport, issued};
use super::obstacle::{Obstacle, obstacles};
use super::passage;
use super::reason::needed;
use super::refresh::fresh_passages;
use super::status::{Status, status};
use super::worded::{Worded, worded};
use super::{Output, Session, Stop};
use crate::model::document::{Block, Column, Document, Inline, Row, Table};
use crate::model::figure::behind;
use crate::model::id::UnitCode;
use crate::model::kit::Align;
use crate::msg;
use crate::store::folder;
use crate::value::format::long_day;
use crate::words::{Fact, Lang, official};
use std::collections::{BTreeMap, BTreeSet};

/// What became of it.
#[derive(Debug)]
pub struct Corrected {
    /// The report that replaces the issued one; `None` when something stands in its way.
    pub output: Option<Output>,
    /// What it replaces, with the figures that read otherwise now.
    pub replaced: IssuedReport,
    /// What stands in its way.
    pub obstacles: Vec<Obstacle>,
    /// What people worded otherwise in the issued report: the new one is written anew from the kit.
    pub worded: Vec<Worded>,
}

/// Writes the report that replaces the one that was issued last: of the figures of now, saying what it replaces and why,
/// with an annex of what changed.
///
/// # Errors
/// When no report was issued, no figure reads otherwise now, or the reason says nothing.
pub fn correct(session: &mut Session, reason: &str) -> Result<Corrected, Stop> {
    let status = status(session)?;
    let Some(replaced) = issued(session, &status)? else {
        return Err(Stop::Wrong(msg!("issue.not-issued")));
    };
    if replaced.figures.is_empty() {
        let (number, day) = (&replaced.number, replaced.day);
        return Err(Stop::Wrong(msg!(
            "issue.nothing-to-correct",
            number = number,
            day = day
        )));
    }
    let reason = needed(reason)?;
    let words_of_people = worded(&session.campaign.root, &session.ledger)?;
    let narrated = narrated(&session.campaign.kit, &status)?;
    let obstacles = obstacles(&status, &narrated.gaps);
    if !obstacles.is_empty() {
        return Ok(Corrected {
            output: None,
            replaced,
            obstacles,
            worded: Vec::new(),
        });
    }
    let mut kept = Kept::of(&narrated, &status.figures, &session.now.stamp());
    let mut document = clean_final(&session.campaign, &session.now, &status, narrated)?;
    document.key.clone_from(&kept.key);
    let reasons = reasons(session, &status, (&replaced, &reason))?;
    replace(&mut document, &replaced, (&reason, &reasons));
    let today = session.now.day();
    // The clerk gives it a number and a day of its own.
    document.frame.number = None;
    document.frame.date = (None, today.month(), today.year());
    let bytes = bytes(&session.campaign, &document)?;
    (kept.passages, kept.aside) = passage::written(&bytes, &kept.slots)?;
    let campaign = (&session.campaign, &session.now);
    let fresh = fresh_passages(campaign, &status, &kept.slots)?;
    let usual: BTreeSet<&str> = fresh.iter().map(|passage| passage.text.as_str()).collect();
    let texts = kept.passages.iter().map(|passage| passage.text.clone());
    kept.replaces = texts
        .filter(|text| !usual.contains(text.as_str()))
        .collect();
    let output = place_as(session, folder::REPORT_CORRECTION, &bytes, &kept)?;
    Ok(Corrected {
        output: Some(output),
        replaced,
        obstacles,
        worded: words_of_people,
    })
}

/// Says in a report what it replaces and why, and adds what changed.
fn replace(document: &mut Document, replaced: &IssuedReport, (reason, reasons): (&str, &[String])) {
    let kind = in_a_sentence(&document.frame.kind);
    let day = long_day(replaced.day);
    let number = &replaced.number;
    let named = msg!("correct.named", kind = kind, number = number, day = day).say(Lang::Vi);
    let subject = msg!("correct.subject", report = named).say(Lang::Vi);
    document.frame.subject.push(Inline::Text(subject));
    let said = msg!(
        "correct.opening",
        kind = kind,
        report = named,
        issuer = document.frame.short,
        reason = reason.trim_end_matches('.')
    );
    let opening = Block::Paragraph {
        content: vec![Inline::Text(said.say(Lang::Vi))],
        line: 0,
    };
    document.blocks.insert(0, opening);
    document
        .appendices
        .push(changes(&named, &replaced.figures, reasons));
}

/// Units that a row of the annex names, at most.
const NAMED: usize = 3;

/// Why each figure changed: the units behind it that answered again or were decided on since the report was issued, or
/// the reason of the whole where there are none.
fn reasons(
    session: &Session,
    status: &Status,
    (replaced, reason): (&IssuedReport, &str),
) -> Result<Vec<String>, Stop> {
    let ledger = &session.ledger;
    let Some((issue, ..)) = edition::issue(ledger)? else {
        return Ok(vec![reason.to_owned(); replaced.figures.len()]);
    };
    let receipts = ledger.receipts()?.into_iter();
    let later = receipts.filter(|receipt| receipt.received_at > issue.act.at);
    let mut changed: BTreeSet<UnitCode> = later.filter_map(|receipt| receipt.unit).collect();
    let decisions = ledger.all_decisions()?;
    let since = decisions
        .iter()
        .filter(|decision| decision.act.id > issue.act.id);
    for decision in since {
        let units = session.campaign.roster.units.iter();
        let about = units.filter(|unit| decision.what.is_about(&unit.code));
        changed.extend(about.map(|unit| unit.code.clone()));
    }
    let of_figure = |one: &Difference| {
        let behind = behind(&status.figures, &one.id);
        let figures = behind.iter().filter_map(|id| status.figures.get(id));
        let cells = figures.flat_map(|figure| &figure.contributions);
        let cells = cells.filter(|cell| changed.contains(&cell.unit));
        let names: BTreeMap<&UnitCode, &str> = cells
            .map(|cell| (&cell.unit, cell.unit_name.as_str()))
            .collect();
        if names.is_empty() {
            return reason.to_owned();
        }
        let first = Fact::list(names.values().take(NAMED), ", ");
        match names.len().saturating_sub(NAMED) {
            0 => msg!("correct.row-reason", units = first),
            more => msg!("correct.row-reason-more", units = first, count = more),
        }
        .say(Lang::Vi)
    };
    Ok(replaced.figures.iter().map(of_figure).collect())
}

/// "BÁO CÁO" as "Báo cáo".
pub(super) fn in_a_sentence(kind: &str) -> String {
    let mut letters = kind.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + &letters.as_str().to_lowercase()
}

/// The annex: each figure as it was reported and as it is.
fn changes(named: &str, figures: &[Difference], reasons: &[String]) -> Table {
    let column = |id: &str, width, align| Column::new(&official(id), width, align);
    let none = || official("correct.not-there");
    let row = |(one, reason): (&Difference, &String)| {
        let cells = [
            one.label.clone(),
            one.before.clone().unwrap_or_else(none),
            one.after.clone().unwrap_or_else(none),
            reason.clone(),
        ];
        Row {
            group: false,
            strong: false,
            cells: cells.map(|text| vec![Inline::Text(text)]).into(),
        }
    };
    Table {
        caption: vec![Inline::Text(
            msg!("correct.annex", report = named).say(Lang::Vi),
        )],
        unit: String::new(),
        columns: vec![
            column("correct.head-figure", 40, Align::Left),
            column("correct.head-before", 18, Align::Center),
            column("correct.head-after", 18, Align::Center),
            column("correct.head-reason", 24, Align::Left),
        ],
        rows: figures.iter().zip(reasons).map(row).collect(),
        notes: Vec::new(),
        appendix: Some(false),
        line: 0,
    }
}

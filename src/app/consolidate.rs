//! `consolidate`: the consolidated workbook and the officer's selection of free text.

use super::look::{Look, selected};
use super::status::state_word;
use super::{Output, Session, Stop, Task};
use crate::campaign::status::Status;
use crate::model::finding::FindingState;
use crate::store::folder::{self, Shelf};
use crate::words::{Lang, official};
use crate::workbook::consolidated::{ConsolidatedInput, UnitRow, consolidated};
use crate::workbook::selection;
use std::collections::BTreeMap;

/// What was written.
#[derive(Debug)]
pub struct Consolidated {
    /// `tong-hop.xlsx`.
    pub workbook: Output,
    /// `chon-y-kien.xlsx`, when units wrote anything to choose from.
    pub selection: Option<Output>,
    /// Texts that the officer has not looked at yet.
    pub unread: usize,
}

/// Writes both.
pub fn consolidate(
    session: &mut Session,
    status: &Status,
    task: &Task,
) -> Result<Consolidated, Stop> {
    task.goes_on()?;
    let bytes = workbook(session, status)?;
    let results = session.campaign.root.join(folder::RESULTS);
    let workbook = session.place_output(&results, folder::CONSOLIDATED, &bytes)?;
    let (selection, unread) = select(session, status)?;
    Ok(Consolidated {
        workbook,
        selection,
        unread,
    })
}

fn workbook(session: &Session, status: &Status) -> Result<Vec<u8>, Stop> {
    let campaign = &session.campaign;
    let listed = status.listed().into_iter();
    let open: Vec<_> = listed
        .filter(|f| f.state != FindingState::Closed)
        .cloned()
        .collect();
    let readings: BTreeMap<_, _> = status
        .units
        .iter()
        .filter_map(|u| Some((&u.unit.code, &u.in_force.as_ref()?.reading)))
        .collect();
    let units = status
        .roster
        .iter()
        .zip(&campaign.roster.units)
        .map(|(now, unit)| UnitRow {
            unit,
            state: state_word(&now.state, Lang::Vi),
            received_at: now
                .receipt
                .as_ref()
                .map(|r| r.received_at.clone())
                .unwrap_or_default(),
            file: now
                .receipt
                .as_ref()
                .map(|r| r.file.clone())
                .unwrap_or_default(),
            reading: readings.get(&unit.code).copied(),
            errors: now.open.0,
            warnings: now.open.1,
            notes: now.open.2,
        })
        .collect();
    consolidated(&ConsolidatedInput {
        kit: &campaign.kit,
        title: campaign.settings.report.subject.clone(),
        period: campaign.settings.period.name.clone(),
        specimen: campaign.settings.specimen,
        written_at: session.now.civil(),
        units,
        figures: &status.figures,
        findings: &open,
    })
    .map_err(Stop::Fault)
}

fn select(session: &mut Session, status: &Status) -> Result<(Option<Output>, usize), Stop> {
    let offers = selection::offers(&session.campaign.kit, &status.units);
    if offers.is_empty() {
        return Ok((None, 0));
    }
    let book = session.look().selection_book();
    let selection = selected(&session.campaign, &offers, book)?;
    let choices = &selection.choices;
    let is_new = |offer: &&selection::Offer| !choices.contains_key(&offer.key());
    let unread = offers
        .iter()
        .filter(|o| choices.get(&o.key()).is_none_or(|c| c.take.is_none()))
        .count();
    let root = session.campaign.root.clone();
    // A selection that already holds every offer is the officer's own file: nothing is written.
    if Shelf::of(&root).newest(folder::SELECTION).is_some() && !offers.iter().any(|o| is_new(&o)) {
        return Ok((None, unread));
    }
    let title = official("selection.title");
    let bytes =
        selection::write(&title, &offers, &selection, session.now.civil()).map_err(Stop::Fault)?;
    let output = session.place_output(&root, folder::SELECTION, &bytes)?;
    Ok((Some(output), unread))
}

//! `report`: figures become the official document, as a draft, a review or a final.

use super::edition::{self, Difference, Kept};
use super::env::Now;
use super::obstacle::{Obstacle, obstacles};
use super::passage;
use super::refresh;
use super::session::place_for_good;
use super::{Output, Session, Stop, Task};
use crate::campaign::Campaign;
use crate::campaign::status::Status;
use crate::docx;
use crate::docx::edited;
use crate::model::document::{Annotations, Document, Edition};
use crate::model::kit::Kit;
use crate::model::receipt::EditionRecord;
use crate::msg;
use crate::report::frame::frame;
use crate::report::narrate;
use crate::report::narrate::Narrated;
use crate::report::{coverage, review};
use crate::rollup;
use crate::store::archive::{self, NotKept};
use crate::store::folder::{self, Shelf};
use crate::words::{Lang, system};
use std::path::PathBuf;

/// Which edition was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The final when nothing stands in the way, else the draft.
    Whichever,
    /// The draft.
    Draft,
    /// The review.
    Review,
    /// The final, or nothing.
    Final,
}

/// What was written, and what stands in the way of a final.
#[derive(Debug)]
pub struct Reported {
    /// The file; `None` when a final was asked for and refused.
    pub output: Option<Output>,
    /// Which edition it is.
    pub edition: Edition,
    /// What stands in the way of a final.
    pub obstacles: Vec<Obstacle>,
    /// What the last final says otherwise, or that it stays as it is with the words of a person.
    pub since: Option<SinceFinal>,
}

/// The last final beside what the report says now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SinceFinal {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was written.
    pub at: String,
    /// People have worked on its text.
    pub is_edited: bool,
    /// It reads as a new one would, but for the words of people.
    pub is_current: bool,
    /// Figures that read otherwise now.
    pub figures: Vec<Difference>,
}

/// Writes the report. A final that is there stays: while a new one would read the same it is the report, else the new one
/// is put beside it.
pub fn report(
    session: &mut Session,
    status: &Status,
    asked: Asked,
    task: &Task,
) -> Result<Reported, Stop> {
    task.goes_on()?;
    let kit = &session.campaign.kit;
    let narrated = narrated(kit, status)?;
    let obstacles = obstacles(status, &narrated.gaps);
    let edition = match asked {
        Asked::Final => Edition::Final,
        Asked::Whichever if obstacles.is_empty() => Edition::Final,
        Asked::Review => Edition::Review,
        Asked::Draft | Asked::Whichever => Edition::Draft,
    };
    let mut kept = Kept::of(&narrated, &status.figures, &session.now.stamp());
    let editions = edition::all(&session.ledger)?;
    if edition == Edition::Final && !obstacles.is_empty() {
        let since = since_final(session, status, &editions, &kept);
        return Ok(Reported {
            output: None,
            edition,
            obstacles,
            since,
        });
    }
    let last = editions.last().map(|(_, kept)| &kept.figures);
    let decisions = session.ledger.decisions()?;
    let annotations = review::annotations(kit, status, &narrated, last, &decisions, edition);
    let document = Document {
        // Nothing stands in the way of a final.
        missing: obstacles.iter().map(|o| o.said.say(Lang::Vi)).collect(),
        edition,
        annotations,
        key: kept.key.clone(),
        ..document(&session.campaign, &session.now, narrated)?
    };
    let bytes = bytes(&session.campaign, &document)?;
    kept.passages = passage::written(&bytes, &kept.slots)?;
    let since = since_final(session, status, &editions, &kept);
    let stays = since.as_ref().filter(|since| since.is_current);
    let output = match (edition, stays) {
        (Edition::Final, Some(since)) => Output {
            path: since.path.clone(),
            beside: false,
            unchanged: true,
        },
        (Edition::Final, None) => place_final(session, &bytes, &kept)?,
        _ => place_draft(session, edition, &bytes, &kept)?,
    };
    Ok(Reported {
        output: Some(output),
        edition,
        obstacles,
        since,
    })
}

/// Writes a draft or a review in the place of the last one.
fn place_draft(
    session: &mut Session,
    edition: Edition,
    bytes: &[u8],
    kept: &Kept,
) -> Result<Output, Stop> {
    let name = match edition {
        Edition::Review => folder::REPORT_REVIEW,
        _ => folder::REPORT_DRAFT,
    };
    let results = session.campaign.root.join(folder::RESULTS);
    let output = session.place_output(&results, name, bytes)?;
    edition::record(session, (name, edition), bytes, kept)?;
    Ok(output)
}

/// Writes a final beside those that are there. Its bytes are in the archive first, under the hash that the ledger and the
/// journal keep.
pub(super) fn place_final(
    session: &mut Session,
    bytes: &[u8],
    kept: &Kept,
) -> Result<Output, Stop> {
    let root = session.campaign.root.clone();
    archive::keep_stream(&root, folder::REPORT_FINAL, &mut &*bytes).map_err(|not| match not {
        NotKept::Archive(message) => Stop::Fault(message),
        NotKept::Unread(reason) => Stop::Fault(msg!(
            "campaign.not-archived",
            file = folder::REPORT_FINAL,
            reason = reason
        )),
    })?;
    let results = root.join(folder::RESULTS);
    let output = place_for_good(&results, folder::REPORT_FINAL, bytes)?;
    let name = output.path.file_name().unwrap_or_default();
    let name = name.to_string_lossy().into_owned();
    edition::record(session, (&name, Edition::Final), bytes, kept)?;
    Ok(output)
}

/// The last final, where it is still there, beside what an edition says.
fn since_final(
    session: &Session,
    status: &Status,
    editions: &[(EditionRecord, Kept)],
    now: &Kept,
) -> Option<SinceFinal> {
    let (record, last) = edition::last_final(editions)?;
    let results = session.campaign.root.join(folder::RESULTS);
    let path = results.join(&record.name);
    let newest = Shelf::of(&results).newest(folder::REPORT_FINAL);
    let there = folder::read_bounded(&path, edited::MOST_BYTES as u64).ok();
    let as_written = there
        .as_ref()
        .is_some_and(|b| folder::hash(b) == record.hash);
    let figures = edition::differences(last, now);
    let reads_the_same =
        newest.as_ref() == Some(&path) && figures.is_empty() && edition::reads_the_same(last, now);
    // Words of people in it change nothing of that, while each figure stands as it was put there.
    let is_current = reads_the_same
        && there
            .as_ref()
            .is_some_and(|b| as_written || refresh::is_current(session, status, (&path, b)));
    Some(SinceFinal {
        is_edited: last.is_edited || (there.is_some() && !as_written),
        path,
        at: record.at.clone(),
        is_current,
        figures,
    })
}

/// The report as a clean final of now.
pub(super) fn document(
    campaign: &Campaign,
    now: &Now,
    narrated: Narrated,
) -> Result<Document, Stop> {
    Ok(Document {
        frame: frame(&campaign.settings, &now.stamp()).map_err(Stop::Wrong)?,
        blocks: narrated.blocks,
        appendices: narrated.appendices,
        missing: Vec::new(),
        edition: Edition::Final,
        annotations: Annotations::default(),
        key: String::new(),
    })
}

/// The same with the places of its figures, as a final has them.
pub(super) fn clean_final(
    campaign: &Campaign,
    now: &Now,
    status: &Status,
    narrated: Narrated,
) -> Result<Document, Stop> {
    let annotations =
        review::annotations(&campaign.kit, status, &narrated, None, &[], Edition::Final);
    Ok(Document {
        annotations,
        ..document(campaign, now, narrated)?
    })
}

/// A document as a file of Word.
pub(super) fn bytes(campaign: &Campaign, document: &Document) -> Result<Vec<u8>, Stop> {
    docx::write(document, campaign.settings.choice)
        .map_err(|e| Stop::Fault(msg!("flow.report-not-written", detail = system::fault(&e))))
}

/// The body, with a sentence on the figures that are not in it.
pub(super) fn narrated(kit: &Kit, status: &Status) -> Result<Narrated, Stop> {
    let mut narrated = narrate(
        kit,
        &status.figures,
        rollup::conditions(kit, &status.figures),
    )
    .map_err(Stop::Wrong)?;
    coverage::add_sentence(&mut narrated.blocks, status);
    Ok(narrated)
}

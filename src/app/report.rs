//! `report`: figures become the official document, as a draft, a review or a final.

use super::edition::{self, Difference, Kept};
use super::edition_file::{bytes, document, narrated, odd_values, place_final};
use super::issue::{IssuedReport, issued};
use super::obstacle::{Obstacle, obstacles, of_gaps};
use super::passage;
use super::refresh;
use super::refresh::others::{self, Own};
use super::{Looking, Output, Session, Stop, Task};
use crate::campaign::status::Status;
use crate::docx::edited::{self, MOST_BYTES, Package};
use crate::model::document::{Document, Edition};
use crate::model::receipt::EditionRecord;
use crate::report::review::{self, Told};
use crate::store::folder::{self, Shelf};
use crate::words::{Lang, Message};
use std::path::{Path, PathBuf};

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
    /// Drafts and reviews that people have worked on, whose words a new final does not have.
    pub edited: Vec<PathBuf>,
    /// The report that was issued: no other is written then.
    pub issued: Option<IssuedReport>,
}

impl Reported {
    /// A report that was issued stays as it is.
    fn closed(session: &Session, issued: IssuedReport) -> Self {
        let path = session
            .campaign
            .root
            .join(folder::RESULTS)
            .join(&issued.name);
        let output = Output {
            path: if issued.altered.is_none() {
                path
            } else {
                issued.archived.clone()
            },
            beside: false,
            unchanged: true,
        };
        Self {
            output: Some(output),
            edition: Edition::Final,
            obstacles: Vec::new(),
            since: None,
            edited: Vec::new(),
            issued: Some(issued),
        }
    }
}

/// The last final beside what the report says now.
#[derive(Debug, Clone, PartialEq)]
pub struct SinceFinal {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was written.
    pub at: String,
    /// It lies there still.
    pub is_there: bool,
    /// Why what lies there now is no Word document that can be read.
    pub damaged: Option<Message>,
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
    if matches!(asked, Asked::Whichever | Asked::Final)
        && let Some(issued) = issued(session, status)?
    {
        return Ok(Reported::closed(session, issued));
    }
    let kit = &session.campaign.kit;
    let narrated = narrated(kit, status)?;
    let obstacles = obstacles(status, &narrated.gaps);
    let mut kept = Kept::of(&narrated, &status.figures, &session.now.stamp());
    let editions = edition::all(&session.ledger)?;
    // Words of a person may stand in for a figure that cannot be had, for nothing else.
    let is_only_of_gaps = obstacles.len() == of_gaps(status, &narrated.gaps).len();
    if asked == Asked::Whichever
        && !obstacles.is_empty()
        && is_only_of_gaps
        && let Some(since) = worded_final(session, status, &editions, &kept)?
    {
        return Ok(Reported {
            output: Some(stays(&since)),
            edition: Edition::Final,
            obstacles: Vec::new(),
            since: Some(since),
            edited: Vec::new(),
            issued: None,
        });
    }
    let edition = match asked {
        Asked::Final => Edition::Final,
        Asked::Whichever if obstacles.is_empty() => Edition::Final,
        Asked::Review => Edition::Review,
        Asked::Draft | Asked::Whichever => Edition::Draft,
    };
    if edition == Edition::Final && !obstacles.is_empty() {
        let since = since_final(session, status, &editions, &kept);
        return Ok(Reported {
            output: None,
            edition,
            obstacles,
            since,
            edited: Vec::new(),
            issued: None,
        });
    }
    let last = editions.last().map(|(_, kept)| edition::words(kept));
    let decisions = session.ledger.decisions()?;
    let odd = odd_values(kit, status, edition);
    let told = Told {
        last: last.as_ref(),
        decisions: &decisions,
        odd: &odd,
    };
    let annotations = review::annotations(kit, status, &narrated, told, edition);
    let document = Document {
        // Nothing stands in the way of a final.
        missing: obstacles.iter().map(|o| o.said.say(Lang::Vi)).collect(),
        edition,
        annotations,
        key: kept.key.clone(),
        ..document(&session.campaign, &session.now, narrated)?
    };
    let bytes = bytes(&session.campaign, &document)?;
    (kept.passages, kept.aside) = passage::written(&bytes, &kept.slots)?;
    let since = since_final(session, status, &editions, &kept);
    let current = since.as_ref().filter(|since| since.is_current);
    let output = match (edition, current) {
        (Edition::Final, Some(since)) => stays(since),
        (Edition::Final, None) => place_final(session, &bytes, &kept)?,
        _ => place_draft(session, edition, &bytes, &kept)?,
    };
    let mut edited = Vec::new();
    if edition == Edition::Final {
        let there = folder::read_bounded(&output.path, MOST_BYTES as u64);
        let own = Own {
            path: &output.path,
            bytes: there.as_deref().unwrap_or(&bytes),
            fresh: &kept.passages,
            now: &kept.slots,
        };
        edited = copies(session, status, &own, &editions)?;
        if !output.unchanged {
            edited.extend(edited_drafts(session)?);
        }
    }
    Ok(Reported {
        output: Some(output),
        edition,
        obstacles,
        since,
        edited,
        issued: None,
    })
}

/// The report as it reads now, and what stands in the way of a final; nothing is written.
pub(super) fn preview(
    looking: &Looking,
    status: &Status,
) -> Result<(Document, Vec<Obstacle>), Stop> {
    let narrated = narrated(&looking.campaign.kit, status)?;
    let obstacles = obstacles(status, &narrated.gaps);
    let edition = if obstacles.is_empty() {
        Edition::Final
    } else {
        Edition::Draft
    };
    let document = Document {
        edition,
        ..document(looking.campaign, looking.now, narrated)?
    };
    Ok((document, obstacles))
}

/// The last final where it is current and has sentences of a person in the place of what no figure can be had for.
fn worded_final(
    session: &Session,
    status: &Status,
    editions: &[(EditionRecord, Kept)],
    now: &Kept,
) -> Result<Option<SinceFinal>, Stop> {
    let is_worded = |(_, last): &(EditionRecord, Kept)| last.is_edited;
    if !edition::last_final(editions).is_some_and(is_worded) {
        return Ok(None);
    }
    let campaign = (&session.campaign, &session.now);
    let now = Kept {
        passages: refresh::fresh_passages(campaign, status, &now.slots)?,
        ..now.clone()
    };
    let since = since_final(session, status, editions, &now);
    Ok(since.filter(|since| since.is_current))
}

/// Drafts and reviews that are not as this program wrote them.
fn edited_drafts(session: &Session) -> Result<Vec<PathBuf>, Stop> {
    let results = session.campaign.root.join(folder::RESULTS);
    let mut edited = Vec::new();
    for name in [folder::REPORT_DRAFT, folder::REPORT_REVIEW] {
        let path = results.join(name);
        let ours = session
            .ledger
            .output_hashes(&format!("{}/{name}", folder::RESULTS))?;
        let there = folder::read_bounded(&path, MOST_BYTES as u64);
        let is_theirs = |bytes: Vec<u8>| {
            !ours.contains(&folder::hash(&bytes)) && unread(&path, &bytes).is_none()
        };
        if there.is_ok_and(is_theirs) {
            edited.push(path);
        }
    }
    Ok(edited)
}

/// Why a file cannot be read as a Word document.
fn unread(path: &Path, bytes: &[u8]) -> Option<Message> {
    let body = Package::open(bytes).and_then(|mut package| package.text(edited::BODY));
    let scanned = body.and_then(|body| edited::scan(&body.unwrap_or_default()));
    let why = scanned.err()?;
    Some(why.message(&path.display().to_string()))
}

/// Copies that people saved beside the report under names of their own, with words that the final has not.
fn copies(
    session: &Session,
    status: &Status,
    own: &Own,
    editions: &[(EditionRecord, Kept)],
) -> Result<Vec<PathBuf>, Stop> {
    let others = others::other_words(session, status, own)?.into_iter();
    let is_named = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_draft = [folder::REPORT_DRAFT, folder::REPORT_REVIEW].contains(&&*name);
        // What differs from a final of ours is told beside it.
        is_draft || edition::last_final(editions).is_some_and(|(last, _)| last.name == name)
    };
    let paths = others.map(|other| other.path);
    Ok(paths.filter(|path| !is_named(path)).collect())
}

/// A final that stays as it is.
fn stays(since: &SinceFinal) -> Output {
    Output {
        path: since.path.clone(),
        beside: false,
        unchanged: true,
    }
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
    let there = folder::read_bounded(&path, MOST_BYTES as u64).ok();
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
    let damaged = there.as_ref().and_then(|bytes| unread(&path, bytes));
    Some(SinceFinal {
        is_there: there.is_some(),
        is_edited: damaged.is_none() && (last.is_edited || (there.is_some() && !as_written)),
        damaged,
        path,
        at: record.at.clone(),
        is_current,
        figures,
    })
}

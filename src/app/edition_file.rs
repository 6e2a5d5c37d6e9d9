//! The report as a file: what it says now, and a final put among those that are there.

use super::edition::{self, Kept};
use super::env::Now;
use super::session::place_for_good;
use super::{Output, Session, Stop};
use crate::campaign::Campaign;
use crate::campaign::status::Status;
use crate::docx;
use crate::model::document::{Document, Edition};
use crate::model::kit::Kit;
use crate::model::oddity::Oddity;
use crate::msg;
use crate::report::frame::frame;
use crate::report::narrate;
use crate::report::narrate::Narrated;
use crate::report::review::Told;
use crate::report::{coverage, review};
use crate::rollup;
use crate::store::archive::{self, NotKept};
use crate::store::folder;
use crate::words::system;

/// Writes a final beside those that are there. Its bytes are in the archive first, under the hash that the ledger and the
/// journal keep.
pub(super) fn place_final(
    session: &mut Session,
    bytes: &[u8],
    kept: &Kept,
) -> Result<Output, Stop> {
    if edition::is_issued(&session.ledger)? {
        return Err(Stop::Wrong(msg!("issue.closed")));
    }
    place_as(session, folder::REPORT_FINAL, bytes, kept)
}

/// The same under another name, also where a report was issued.
pub(super) fn place_as(
    session: &mut Session,
    name: &str,
    bytes: &[u8],
    kept: &Kept,
) -> Result<Output, Stop> {
    let root = session.campaign.root.clone();
    archive::keep_stream(&root, name, &mut &*bytes).map_err(|not| match not {
        NotKept::Archive(message) => Stop::Fault(message),
        NotKept::Unread(reason) => {
            Stop::Fault(msg!("campaign.not-archived", file = name, reason = reason))
        }
    })?;
    let results = root.join(folder::RESULTS);
    let output = place_for_good(&results, name, bytes)?;
    let name = output.path.file_name().unwrap_or_default();
    let name = name.to_string_lossy().into_owned();
    edition::record(session, (&name, Edition::Final), bytes, kept)?;
    Ok(output)
}

/// The report as a clean final of now.
pub(super) fn document(
    campaign: &Campaign,
    now: &Now,
    narrated: Narrated,
) -> Result<Document, Stop> {
    let frame = frame(&campaign.settings, &now.stamp()).map_err(Stop::Wrong)?;
    Ok(Document {
        appendices: narrated.appendices,
        ..Document::clean(frame, narrated.blocks)
    })
}

/// The same with the places of its figures, as a final has them.
pub(super) fn clean_final(
    campaign: &Campaign,
    now: &Now,
    status: &Status,
    narrated: Narrated,
) -> Result<Document, Stop> {
    let annotations = review::annotations(
        &campaign.kit,
        status,
        &narrated,
        Told::default(),
        Edition::Final,
    );
    Ok(Document {
        annotations,
        ..document(campaign, now, narrated)?
    })
}

/// The values that stand out, as a review tells them; no other edition does.
pub(super) fn odd_values(kit: &Kit, status: &Status, edition: Edition) -> Vec<Oddity> {
    match edition {
        Edition::Review => rollup::oddities(kit, &status.figures, &status.units),
        Edition::Draft | Edition::Final => Vec::new(),
    }
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

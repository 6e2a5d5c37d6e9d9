//! `report`: figures become the official document, as a draft, a review or a final.

use super::edition::{self, Kept};
use super::obstacle::{Obstacle, obstacles};
use super::{Output, Session, Stop, Task};
use crate::campaign::status::Status;
use crate::docx;
use crate::model::document::{Document, Edition};
use crate::model::kit::Kit;
use crate::msg;
use crate::report::frame::frame;
use crate::report::narrate;
use crate::report::narrate::Narrated;
use crate::report::{coverage, review};
use crate::rollup;
use crate::store::folder;
use crate::words::{Lang, system};

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
}

/// Writes the report.
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
    if edition == Edition::Final && !obstacles.is_empty() {
        return Ok(Reported {
            output: None,
            edition,
            obstacles,
        });
    }
    let kept = Kept::of(&narrated, &status.figures, &session.now.stamp());
    let last = edition::all(&session.ledger)?
        .pop()
        .map(|(_, kept)| kept.figures);
    let decisions = session.ledger.decisions()?;
    let annotations =
        review::annotations(kit, status, &narrated, last.as_ref(), &decisions, edition);
    let document = Document {
        frame: frame(&session.campaign.settings, &session.now.stamp()).map_err(Stop::Wrong)?,
        blocks: narrated.blocks,
        appendices: narrated.appendices,
        missing: match edition {
            Edition::Draft | Edition::Review => {
                obstacles.iter().map(|o| o.said.say(Lang::Vi)).collect()
            }
            Edition::Final => Vec::new(),
        },
        edition,
        annotations,
        key: kept.key.clone(),
    };
    let bytes = docx::write(&document, session.campaign.settings.choice)
        .map_err(|e| Stop::Fault(msg!("flow.report-not-written", detail = system::fault(&e))))?;
    let name = match edition {
        Edition::Final => folder::REPORT_FINAL,
        Edition::Draft => folder::REPORT_DRAFT,
        Edition::Review => folder::REPORT_REVIEW,
    };
    let results = session.campaign.root.join(folder::RESULTS);
    let output = session.place_output(&results, name, &bytes)?;
    edition::record(session, (name, edition), &bytes, &kept)?;
    Ok(Reported {
        output: Some(output),
        edition,
        obstacles,
    })
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

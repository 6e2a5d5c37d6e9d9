//! `brief`: the leader's one page.

use super::{Output, Session, Stop, status};
use crate::docx;
use crate::msg;
use crate::report::brief::{BriefInput, brief as page};
use crate::rollup;
use crate::store::folder;
use crate::value::{Moment, format};
use crate::words::system;

/// Writes the page into the folder of results.
///
/// # Errors
/// When the kit names no figures for it.
pub fn brief(session: &mut Session) -> Result<Output, Stop> {
    let status = status::status(session)?;
    let campaign = &session.campaign;
    let stamp = session.now.stamp();
    let shown = Moment::parse(&stamp).map(|at| {
        let (time, day) = (at.time(), format::day(at.day()));
        msg!("brief.moment", time = time, day = day).say(crate::words::Lang::Vi)
    });
    let decisions = session.ledger.decisions()?;
    let document = page(&BriefInput {
        kit: &campaign.kit,
        settings: &campaign.settings,
        status: &status,
        before: &rollup::last_period(&campaign.kit, &status.figures),
        decisions: &decisions,
        odd: &rollup::oddities(&campaign.kit, &status.figures, &status.units),
        written_at: (&stamp, shown.as_deref().unwrap_or_default()),
    });
    let document = document.map_err(Stop::Wrong)?;
    let bytes = docx::write_page(&document, campaign.settings.choice)
        .map_err(|e| Stop::Fault(msg!("flow.report-not-written", detail = system::fault(&e))))?;
    let results = campaign.root.join(folder::RESULTS);
    session.place_output(&results, folder::BRIEF, &bytes)
}

//! `letter`: writes a công văn around the forms.

pub use crate::report::letter::Purpose;

use super::{Output, Session, Stop};
use crate::campaign::status::Status;
use crate::docx;
use crate::msg;
use crate::report::letter::{self, LetterInput};
use crate::store::folder;
use crate::words::system;

/// Writes the letter into its folder.
pub fn letter(session: &mut Session, status: &Status, purpose: Purpose) -> Result<Output, Stop> {
    let input = LetterInput {
        settings: &session.campaign.settings,
        roster: &session.campaign.roster,
        status,
        today: session.now.day(),
        written_at: &session.now.stamp(),
    };
    let document = letter::letter(&input, purpose).map_err(Stop::Wrong)?;
    let bytes = docx::write(&document, session.campaign.settings.choice)
        .map_err(|e| Stop::Fault(msg!("flow.report-not-written", detail = system::fault(&e))))?;
    let (place, name) = match purpose {
        Purpose::Send => (folder::OUTGOING, "cong-van_gui-bieu.docx"),
        Purpose::Remind => (folder::FEEDBACK, "cong-van_don-doc.docx"),
        Purpose::Mend => (folder::FEEDBACK, "cong-van_bo-sung.docx"),
    };
    let place = session.campaign.root.join(place);
    session.place_output(&place, name, &bytes)
}

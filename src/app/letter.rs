//! `letter`: writes a công văn around the forms.

pub use crate::report::letter::Purpose;

use super::{Output, Session, Stop};
use crate::campaign::status::Status;
use crate::docx;
use crate::model::document::Document;
use crate::msg;
use crate::report::letter::{self, Erratum, LetterInput};
use crate::store::folder;
use crate::words::system;

/// Writes a letter to each unit that has something to mend.
pub fn mend_each(session: &mut Session, status: &Status) -> Result<Vec<Output>, Stop> {
    let letters = letter::mend_each(&input(session, status)).map_err(Stop::Wrong)?;
    let mut outputs = Vec::new();
    for (code, document) in letters {
        let name = format!("cong-van_bo-sung_{code}.docx");
        outputs.push(place(session, (folder::FEEDBACK, &name), &document)?);
    }
    Ok(outputs)
}

/// Writes the letter into its folder.
pub fn letter(session: &mut Session, status: &Status, purpose: Purpose) -> Result<Output, Stop> {
    let document = letter::letter(&input(session, status), purpose).map_err(Stop::Wrong)?;
    let today = session.now.day();
    let first_due = status.roster.iter().map(|unit| unit.deadline).min();
    if let (Purpose::Send, Some(due)) = (purpose, first_due.filter(|due| *due < today)) {
        let told = msg!(
            "letter.due-before",
            due = due,
            today = today,
            settings = folder::SETTINGS
        );
        session.told.push(told);
    }
    let place_and_name = match purpose {
        Purpose::Send => (folder::OUTGOING, folder::LETTER_OUT),
        Purpose::Remind => (folder::FEEDBACK, folder::LETTER_REMINDS),
        Purpose::Mend => (folder::FEEDBACK, "cong-van_bo-sung.docx"),
    };
    place(session, place_and_name, &document)
}

/// Writes the letter that corrects an issued report into the folder of results.
pub(super) fn erratum(
    session: &mut Session,
    status: &Status,
    erratum: &Erratum<'_>,
) -> Result<Output, Stop> {
    let document = letter::erratum(&input(session, status), erratum).map_err(Stop::Wrong)?;
    place(session, (folder::RESULTS, folder::ERRATUM), &document)
}

fn input<'a>(session: &'a Session, status: &'a Status) -> LetterInput<'a> {
    LetterInput {
        settings: &session.campaign.settings,
        roster: &session.campaign.roster,
        status,
        today: session.now.day(),
        written_at: session.now.stamp(),
    }
}

fn place(
    session: &mut Session,
    (place, name): (&str, &str),
    document: &Document,
) -> Result<Output, Stop> {
    let bytes = docx::write(document, session.campaign.settings.choice)
        .map_err(|e| Stop::Fault(msg!("flow.report-not-written", detail = system::fault(&e))))?;
    let place = session.campaign.root.join(place);
    session.place_output(&place, name, &bytes)
}

//! `correct --printed … --reads …`: errors of form in an issued report are corrected by an official letter.
//!
//! Decree 30/2020, Article 18(3): a document with errors of form or of how it is set is corrected by a công văn; one with errors
//! of content is replaced (see [`super::correct`]).

use super::correct::in_a_sentence;
use super::edition;
use super::edition::Kept;
use super::letter;
use super::plain::plain;
use super::reason::needed;
use super::status::status;
use super::{Output, Session, Stop};
use crate::model::receipt::Decided;
use crate::msg;
use crate::report::letter::Erratum;
use crate::value::format::long_day;
use crate::words::Lang;

/// Writes the letter that corrects words of the report that was issued last: as printed, and as they are to be read.
///
/// # Errors
/// When no report was issued, the words do not stand in it, or figures stand in them: an error of content.
pub fn erratum(
    session: &mut Session,
    corrections: &[(String, String)],
    reason: &str,
) -> Result<Output, Stop> {
    let reason = needed(reason)?;
    let Some((decision, number, day)) = edition::issue(&session.ledger)? else {
        return Err(Stop::Wrong(msg!("issue.not-issued")));
    };
    let Decided::IssueReport { document, .. } = &decision.what else {
        return Err(Stop::Wrong(msg!("issue.not-issued")));
    };
    let editions = edition::all(&session.ledger)?;
    let mut issued = editions.iter().rev();
    let issued = issued.find(|(record, _)| *record.hash == **document);
    let Some((_, kept)) = issued else {
        return Err(Stop::Wrong(msg!("issue.not-issued")));
    };
    for (printed, reads) in corrections {
        may_be_corrected(kept, (printed, reads))?;
    }
    let report = &session.campaign.settings.report;
    let kind = in_a_sentence(&report.kind);
    let day = long_day(day);
    let named = msg!("correct.named", kind = kind, number = number, day = day);
    let erratum = Erratum {
        named: &named.say(Lang::Vi),
        corrections,
        reason: reason.trim_end_matches('.'),
    };
    let now = status(session)?;
    letter::erratum(session, &now, &erratum)
}

/// Whether words stand in the report and no figure in them, and others are to stand there.
fn may_be_corrected(kept: &Kept, (printed, reads): (&str, &str)) -> Result<(), Stop> {
    let (printed, reads) = (plain(printed), plain(reads));
    let wrong = |message| Err(Stop::Wrong(message));
    if printed.trim().is_empty() || reads.trim().is_empty() || printed.trim() == reads.trim() {
        return wrong(msg!("issue.erratum-same", printed = printed));
    }
    let mut passages = kept.passages.iter().filter_map(|passage| {
        let at = passage.text.find(printed.trim())?;
        Some((passage, at..at + printed.trim().len()))
    });
    match passages.next() {
        None => wrong(msg!("issue.erratum-not-there", printed = printed)),
        Some((passage, range)) if passage.has_figure_at(&range) => {
            wrong(msg!("issue.erratum-of-content", printed = printed))
        }
        Some(_) => Ok(()),
    }
}

//! `close`: the figures are closed, before the report is written. What comes later waits, and counts only by a decision that
//! says why.

use super::decide::decide;
use super::reason::needed;
use super::{Look, Session, Stop, status};
use crate::model::receipt::{Decided, Decision};
use crate::msg;
use crate::value::{Moment, format};
use crate::words::Message;

/// Closes the figures. How many units have answered, of how many.
///
/// # Errors
/// When they are closed already.
pub fn close(session: &mut Session, reason: &str) -> Result<(usize, usize), Stop> {
    if let Some(closed) = session.ledger.closed()? {
        return Err(Stop::Wrong(already(&closed)));
    }
    let status = status::status(session)?;
    decide(session, [Decided::CloseFigures], reason.trim())?;
    Ok((status.answered(), status.due()))
}

/// The reason of a decision by which something counts; once the figures are closed it must say something.
pub(super) fn reason_when_closed(session: &Session, reason: &str) -> Result<String, Stop> {
    match (session.ledger.closed()?, reason.trim()) {
        (None, "") => Ok(String::new()),
        (Some(_), "") => Err(Stop::Wrong(msg!("close.reason-needed"))),
        (_, reason) => needed(reason),
    }
}

/// Since when the figures are closed, to be told with where everything stands; `None` while they are open.
pub fn closed(on: &mut impl Look) -> Result<Option<Message>, Stop> {
    let closed = on.look().ledger.closed()?;
    Ok(closed.as_ref().map(|closed| {
        let (time, day) = moment(closed);
        msg!("close.closed", time = time, day = day)
    }))
}

fn already(closed: &Decision) -> Message {
    let (time, day) = moment(closed);
    msg!(
        "close.already",
        time = time,
        day = day,
        by = closed.act.by,
        act = closed.act.id
    )
}

/// Time and day of a decision.
fn moment(decision: &Decision) -> (String, String) {
    match Moment::parse(&decision.act.at) {
        Some(at) => (at.time(), format::day(at.day())),
        None => (String::new(), decision.act.at.clone()),
    }
}

//! The long pieces of work, each of one call of `app` or two.

use super::state::Desk;
use super::work::{Came, Job, TakenIn};
use crate::app::arriving::Lying;
use crate::app::consolidate::consolidate;
use crate::app::emit::{Which, emit};
use crate::app::feedback::feedback;
use crate::app::ingest::{ingest, tell_left_in_inbox};
use crate::app::report::{Asked, report};
use crate::app::status::status;
use crate::app::{Session, Stop, Task};
use crate::words::Message;
use std::sync::Arc;

/// Takes in what lies in the inbox; `false` while other work is under way.
pub(super) fn take_in(desk: &Arc<Desk>) -> bool {
    let own = Arc::clone(desk);
    desk.work.begin(Job::Intake, move |task| {
        let lying = Lying::now(&own.root);
        let session = own.session();
        match &session {
            Err(Stop::Busy(_)) => own.tries_later(),
            // What was read before it was told to stop counts; what was not is looked at when somebody asks for it.
            _ => own.looked_at(lying),
        }
        let mut session = session?;
        let received = ingest(&mut session, &[], task)?;
        let taken = received.into_iter().filter_map(TakenIn::new);
        Ok(Came::Received(taken.collect(), told(&session)))
    })
}

/// What else there is to say of what was taken in, and what could not be.
pub(super) fn told(session: &Session) -> Vec<Message> {
    let told = session.told.iter().chain(&session.unread);
    told.cloned().collect()
}

/// Takes in what lies in the inbox where something lies there that nobody has looked at.
pub(super) fn take_in_news(desk: &Arc<Desk>) {
    if desk.work.running().is_none() && desk.may_try() && desk.news() > 0 {
        take_in(desk);
    }
}

/// Makes the workbooks for units, or the one for all.
pub(super) fn make(desk: &Arc<Desk>, which: Which) -> bool {
    let own = Arc::clone(desk);
    desk.work.begin(Job::Emit, move |task| {
        let mut session = own.session()?;
        Ok(Came::Emitted(emit(&mut session, which, task)?))
    })
}

/// Writes what units are to mend.
pub(super) fn ask(desk: &Arc<Desk>) -> bool {
    let own = Arc::clone(desk);
    desk.work.begin(Job::Ask, move |task| {
        let mut session = own.session()?;
        let now = status(&mut session)?;
        Ok(Came::Asked(feedback(&mut session, &now, task)?))
    })
}

/// Writes an edition of the report, and the consolidated workbook beside it.
pub(super) fn write(desk: &Arc<Desk>, asked: Asked) -> bool {
    let own = Arc::clone(desk);
    desk.work
        .begin(Job::Report, move |task| written(&own, asked, task))
}

fn written(desk: &Desk, asked: Asked, task: &Task) -> Result<Came, Stop> {
    let mut session = desk.session()?;
    tell_left_in_inbox(&mut session)?;
    let mut now = status(&mut session)?;
    let consolidated = consolidate(&mut session, &now, task)?;
    if consolidated.selection.written.is_some() {
        now = status(&mut session)?;
    }
    let reported = report(&mut session, &now, asked, task)?;
    Ok(Came::Reported(Box::new(reported)))
}

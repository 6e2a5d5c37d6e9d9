//! Papers beside the report: letters to units, the list of calls, the leader's page, the report that replaces an issued one.

use super::answer::{Failure, begun, own};
use super::decide::{Fields, field};
use super::reader::Reader;
use super::said::beside_another;
use super::state::Desk;
use super::work::{Came, Job};
use crate::app::brief::brief;
use crate::app::call_list::call_list;
use crate::app::correct::correct;
use crate::app::letter::{Purpose, letter};
use crate::app::open_file::Known;
use crate::app::status::status;
use crate::app::{Session, Stop};
use crate::words::Message;
use axum::extract::{Form, Path, State};
use axum::response::Response;
use std::sync::Arc;

/// The papers, each by the word for its file.
const PAPERS: [Known; 5] = [
    Known::Invitation,
    Known::Reminder,
    Known::Calls,
    Known::Brief,
    Known::Correction,
];

/// Writes a paper.
pub(super) async fn write(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Path(word): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let paper = PAPERS.into_iter().find(|paper| paper.word() == word);
    let Some(paper) = paper else {
        return Err(Failure::NotThere(reader));
    };
    let back = own(field(&fields, "ve")).to_owned();
    let reason = field(&fields, "ly-do").to_owned();
    let working = Arc::clone(&desk);
    let is_begun = desk.work.begin(Job::Paper, move |task| {
        task.goes_on()?;
        let mut session = working.session()?;
        let is_there = written(&mut session, paper, &reason)?;
        let told: Vec<Message> = session.told.clone();
        Ok(Came::Paper(is_there.then_some(paper), told))
    });
    begun(is_begun, &back, reader)
}

/// Whether it was written; not where there is nothing to write.
fn written(session: &mut Session, paper: Known, reason: &str) -> Result<bool, Stop> {
    let purpose = match paper {
        Known::Calls => {
            let made = call_list(session)?;
            session.told.extend(made.recorded.done);
            session.told.extend(made.recorded.asked);
            session
                .told
                .extend(made.output.as_ref().and_then(beside_another));
            return Ok(made.output.is_some());
        }
        Known::Brief => {
            let output = brief(session)?;
            session.told.extend(beside_another(&output));
            return Ok(true);
        }
        Known::Correction => {
            let done = correct(session, reason)?;
            let obstacles = done.obstacles.into_iter().map(|one| one.said);
            session.told.extend(obstacles);
            session
                .told
                .extend(done.output.as_ref().and_then(beside_another));
            return Ok(done.output.is_some());
        }
        Known::Reminder => Purpose::Remind,
        _ => Purpose::Send,
    };
    let status = status(session)?;
    let output = letter(session, &status, purpose)?;
    session.told.extend(beside_another(&output));
    Ok(true)
}

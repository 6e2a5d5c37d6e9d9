//! `run`: whatever the campaign needs, one step after the other.

use super::call_list::{self, CallList};
use super::consolidate::{Consolidated, consolidate};
use super::decisions::{self, CarriedOut};
use super::emit::{Emitted, Which, emit};
use super::enter_table::{self, CarriedOver};
use super::feedback::{Feedback, feedback};
use super::ingest::{Received, ingest};
use super::report::{Asked, Reported, report};
use super::status::{Status, status};
use super::{Output, Session, Stop, Task};
use crate::model::document::Edition;
use crate::words::Message;

/// What each step came to.
#[derive(Debug)]
pub struct Ran {
    /// Intake workbooks that were not there yet.
    pub emitted: Emitted,
    /// What was typed into tables for several units.
    pub entered: CarriedOver,
    /// What came back.
    pub received: Vec<Received>,
    /// What was decided in the sheet of decisions.
    pub carried: CarriedOut,
    /// What was typed into a list of calls, and the one in its place.
    pub calls: Option<CallList>,
    /// The sheet of what waits for decisions now.
    pub decisions: Option<Output>,
    /// What units are asked to mend, and receipts.
    pub feedback: Feedback,
    /// Where everything stands after that.
    pub status: Status,
    /// The consolidated workbook.
    pub consolidated: Consolidated,
    /// The report: the final when nothing stands in its way, else the draft.
    pub reported: Reported,
    /// What else there is to say.
    pub told: Vec<Message>,
}

impl Ran {
    /// Whether figures of the report that was issued read otherwise now.
    pub fn differs_from_issued(&self) -> bool {
        let issued = self.reported.issued.as_ref();
        issued.is_some_and(|issued| !issued.figures.is_empty())
    }

    /// Whether the report is ready to sign, or signed.
    pub fn is_final(&self) -> bool {
        self.reported.edition == Edition::Final && !self.differs_from_issued()
    }
}

/// Emits what is missing, takes in what came, consolidates, and writes the report. What was done before it was
/// cancelled, or before a step that failed, is kept, and the next run goes on from there.
pub fn run(session: &mut Session, task: &Task) -> Result<Ran, Stop> {
    let emitted = emit(session, Which::Missing, task)?;
    let entered = enter_table::carry_over(session)?;
    let received = ingest(session, &[], task)?;
    let carried = decisions::carry_out(session)?;
    let calls = call_list::carry_out(session)?;
    let mut now = status(session)?;
    let feedback = feedback(session, &now, task)?;
    if feedback.new_units() > 0 {
        now = status(session)?;
    }
    let consolidated = consolidate(session, &now, task)?;
    if consolidated.selection.written.is_some() {
        now = status(session)?;
    }
    let decisions = decisions::offer(session, &now, &carried)?;
    let reported = report(session, &now, Asked::Whichever, task)?;
    Ok(Ran {
        emitted,
        entered,
        received,
        carried,
        calls,
        decisions,
        feedback,
        status: now,
        consolidated,
        reported,
        told: session.told.clone(),
    })
}

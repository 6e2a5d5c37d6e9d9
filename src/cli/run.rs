//! `run`: whatever the campaign needs, with a summary at the end.

use super::{Outcome, arrivals, print, terminal::Terminal};
use crate::campaign::clock::Now;
use crate::flow::report::Asked;
use crate::flow::{self, Session, Stop};
use crate::report::Edition;
use std::path::Path;

pub(super) fn run(dir: &Path, now: Now, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    let mut session = Session::open(dir, now)?;
    let emitted = flow::emit::emit(&mut session, flow::emit::Which::Missing, &mut |w, d, n| {
        terminal.progress(w, d, n);
    })?;
    let received = flow::ingest::ingest(&mut session, &[], &mut |w, d, n| {
        terminal.progress(w, d, n);
    })?;
    let mut status = flow::status::status(&mut session)?;
    let consolidated = flow::consolidate::consolidate(&mut session, &status)?;
    if consolidated.selection.is_some() {
        status = flow::status::status(&mut session)?;
    }
    let reported = flow::report::report(&mut session, &status, Asked::Whichever)?;
    arrivals::received(&session.campaign, &received, terminal);
    print::told(&session.told, terminal);
    print::told(&session.unread, terminal);
    print::findings(&session.campaign, &status.findings, terminal);
    arrivals::waiting(&session.campaign, &status, &received, terminal);
    print::summary(
        &emitted,
        &received,
        &status,
        &consolidated,
        &reported,
        terminal,
    );
    Ok(if reported.edition == Edition::Final {
        Outcome::Done
    } else {
        Outcome::NeedsPeople
    })
}

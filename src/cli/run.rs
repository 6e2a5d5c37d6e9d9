//! `run`: whatever the campaign needs, with a summary at the end.

use super::{Outcome, arrivals, print, terminal::Terminal};
use crate::app;
use crate::app::Env;
use crate::app::report::Asked;
use crate::app::{Session, Stop};
use crate::model::document::Edition;
use std::path::Path;

pub(super) fn run(dir: &Path, env: &Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    let mut session = Session::open(dir, env)?;
    let emitted = app::emit::emit(&mut session, app::emit::Which::Missing, &mut |w, d, n| {
        terminal.progress(w, d, n);
    })?;
    let received = app::ingest::ingest(&mut session, &[], &mut |w, d, n| {
        terminal.progress(w, d, n);
    })?;
    let mut status = crate::app::status::status(&mut session)?;
    let consolidated = app::consolidate::consolidate(&mut session, &status)?;
    if consolidated.selection.is_some() {
        status = crate::app::status::status(&mut session)?;
    }
    let reported = app::report::report(&mut session, &status, Asked::Whichever)?;
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

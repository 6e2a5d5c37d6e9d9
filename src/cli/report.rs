//! `report`: a new edition, or current figures in an edited one, and its PDF.

use super::args::ReportArgs;
use super::steps::outcome;
use super::{Outcome, print, terminal::Terminal};
use crate::app;
use crate::app::report::Asked;
use crate::app::{Output, Session, Stop};
use crate::model::document::Edition;
use crate::msg;
use crate::report::letter::Purpose;
use crate::app::Env;
use crate::value::{Moment, format};
use crate::words::text;
use std::path::Path;

pub(super) fn report(
    asked: &ReportArgs,
    env: &Env,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let mut session = Session::open(&asked.dir, env)?;
    let status = crate::app::status::status(&mut session)?;
    let (output, needs_people) = if let Some(file) = &asked.refresh {
        let edition = if asked.last {
            Edition::Final
        } else {
            Edition::Draft
        };
        let done = app::refresh::refresh(&mut session, &status, file, edition)?;
        print::refreshed(&done, terminal);
        let open = !done.warnings.is_empty() || !done.obstacles.is_empty();
        (done.output, open)
    } else {
        let edition = match (asked.draft, asked.review, asked.last) {
            (true, ..) => Asked::Draft,
            (_, true, _) => Asked::Review,
            (.., true) => Asked::Final,
            _ => Asked::Whichever,
        };
        let done = app::report::report(&mut session, &status, edition)?;
        print::reported(&done, terminal);
        (done.output, !done.obstacles.is_empty())
    };
    if let (true, Some(output)) = (asked.pdf, &output) {
        pdf(&mut session, output, asked.office.as_deref(), terminal)?;
    }
    Ok(outcome(needs_people))
}

fn pdf(
    session: &mut Session,
    document: &Output,
    office: Option<&Path>,
    terminal: &mut Terminal,
) -> Result<(), Stop> {
    let (output, notes) = app::pdf::print(session, &document.path, office)?;
    terminal.say(&print::written("cli.report-pdf", &output, terminal.lang));
    for note in notes {
        terminal.say(&note.say(terminal.lang));
    }
    Ok(())
}

pub(super) fn letter(
    dir: &Path,
    purpose: Purpose,
    env: &Env,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let mut session = Session::open(dir, env)?;
    let status = crate::app::status::status(&mut session)?;
    let output = crate::app::letter::letter(&mut session, &status, purpose)?;
    terminal.say(&print::written(
        "cli.letter-written",
        &output,
        terminal.lang,
    ));
    Ok(Outcome::Done)
}

/// All editions, or what differs between two of them.
pub(super) fn editions(
    dir: &Path,
    compare: &[i64],
    env: &Env,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let session = Session::open_to_read(dir, env)?;
    let lang = terminal.lang;
    if let [before, after] = compare {
        let all = app::edition::compare(&session, *before, *after)?;
        if all.is_empty() {
            terminal.result(&text("cli.editions-same", lang));
        }
        let none = text("cli.editions-none", lang);
        for one in all {
            let old = one.before.as_ref().unwrap_or(&none);
            let new = one.after.as_ref().unwrap_or(&none);
            terminal.result(&format!("{}: {old} → {new}", one.label));
        }
        return Ok(Outcome::Done);
    }
    for one in app::edition::list(&session)? {
        let at = Moment::parse(&one.at);
        let line = msg!(
            "cli.editions-one",
            id = one.id,
            name = one.name,
            time = at.map(Moment::time).unwrap_or_default(),
            day = at.map_or_else(|| one.at.clone(), |at| format::day(at.day())),
            count = one.figures
        );
        terminal.result(&line.say(lang));
    }
    Ok(Outcome::Done)
}

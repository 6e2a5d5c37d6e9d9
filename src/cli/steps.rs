//! The commands that make one step each.

use super::{Outcome, arrivals, print, terminal::Terminal};
use crate::app;
use crate::app::{Session, Stop, ingest::Received};
use crate::kit;
use crate::model::finding::open_errors;
use crate::msg;
use crate::app::Env;
use crate::view::json;
use std::path::{Path, PathBuf};

pub(super) fn init(
    dir: &Path,
    kit: Option<&str>,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let ids = kit::embedded_ids();
    let id = kit.or_else(|| ids.first().copied()).unwrap_or_default();
    app::init::init(dir, id).map_err(Stop::Wrong)?;
    let lang = terminal.lang;
    terminal.say(&msg!("cli.initialised", path = dir.display(), kit = id).say(lang));
    Ok(Outcome::Done)
}

pub(super) fn emit(
    dir: &Path,
    common: bool,
    env: &Env,
    json: bool,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let mut session = Session::open(dir, env)?;
    let which = if common {
        app::emit::Which::Common
    } else {
        app::emit::Which::All
    };
    let emitted = app::emit::emit(&mut session, which, &mut |w, d, n| {
        terminal.progress(w, d, n);
    })?;
    if json {
        let files: Vec<_> = emitted
            .personal
            .iter()
            .map(|(unit, out)| serde_json::json!({ "unit": unit, "file": out.path }))
            .collect();
        terminal.result(&serde_json::Value::from(files).to_string());
        return Ok(Outcome::Done);
    }
    print::emitted(&emitted, terminal);
    Ok(Outcome::Done)
}

pub(super) fn ingest(
    dir: &Path,
    files: &[PathBuf],
    env: &Env,
    json: bool,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let mut session = Session::open(dir, env)?;
    let received = app::ingest::ingest(&mut session, files, &mut |w, d, n| {
        terminal.progress(w, d, n);
    })?;
    let status = crate::app::status::status(&mut session)?;
    if json {
        terminal.result(&json::ingested(&received, &status, terminal.lang));
    } else {
        arrivals::received(&session.campaign, &received, terminal);
        print::told(&session.told, terminal);
        print::told(&session.unread, terminal);
        print::findings(&session.campaign, &status.findings, terminal);
        arrivals::waiting(&session.campaign, &status, &received, terminal);
    }
    Ok(outcome(status.needs_people()))
}

pub(super) fn validate(
    files: &[PathBuf],
    campaign: Option<&Path>,
    env: &Env,
    json: bool,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let dir = match campaign {
        Some(dir) => dir.to_path_buf(),
        None => campaign_of(files).ok_or_else(|| Stop::Wrong(msg!("cli.which-campaign")))?,
    };
    let mut session = Session::open_to_read(&dir, env)?;
    let mut received: Vec<Received> = Vec::new();
    for file in files {
        received.push(app::ingest::validate(&mut session, file)?);
    }
    let findings: Vec<_> = received.iter().flat_map(|r| r.findings.clone()).collect();
    if json {
        terminal.result(&json::validated(&received, &findings, terminal.lang));
    } else {
        arrivals::validated(&session.campaign, &received, terminal);
        print::findings(&session.campaign, &findings, terminal);
    }
    let open = open_errors(&findings).next().is_some();
    Ok(outcome(open))
}

/// The campaign whose folder a file lies in.
fn campaign_of(files: &[PathBuf]) -> Option<PathBuf> {
    let first = files.first()?.canonicalize().ok()?;
    first
        .ancestors()
        .find(|dir| dir.join(crate::store::folder::SETTINGS).is_file())
        .map(Path::to_path_buf)
}

pub(super) fn status(
    dir: &Path,
    env: &Env,
    json: bool,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let mut session = Session::open_to_read(dir, env)?;
    let status = crate::app::status::status(&mut session)?;
    if json {
        terminal.result(&json::status(&status, terminal.lang));
    } else {
        print::roster(&status, terminal);
        print::findings(&session.campaign, &status.findings, terminal);
        arrivals::waiting(&session.campaign, &status, &[], terminal);
    }
    Ok(outcome(status.needs_people()))
}

pub(super) fn consolidate(dir: &Path, env: &Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    let mut session = Session::open(dir, env)?;
    let status = crate::app::status::status(&mut session)?;
    let done = app::consolidate::consolidate(&mut session, &status)?;
    print::consolidated(&done, terminal);
    Ok(Outcome::Done)
}

pub(super) fn accept(
    dir: &Path,
    finding: &str,
    reason: &str,
    env: &Env,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let mut session = Session::open(dir, env)?;
    let accepted = app::decide::accept(&mut session, finding, reason, &env.actor)?;
    let lang = terminal.lang;
    terminal.say(&msg!("cli.accepted", id = accepted.id, reason = reason).say(lang));
    Ok(Outcome::Done)
}

pub(super) fn without(
    dir: &Path,
    unit: &str,
    reason: &str,
    env: &Env,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let mut session = Session::open(dir, env)?;
    let name = app::decide::without(&mut session, unit, reason, &env.actor)?;
    let lang = terminal.lang;
    terminal.say(&msg!("cli.without-done", unit = name, reason = reason).say(lang));
    Ok(Outcome::Done)
}

pub(super) fn assign(
    dir: &Path,
    file: &str,
    unit: &str,
    env: &Env,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let mut session = Session::open(dir, env)?;
    let received = app::decide::assign(&mut session, file, unit, &env.actor)?;
    let lang = terminal.lang;
    let usable = received.reading.is_some();
    let code = received.unit.as_deref().unwrap_or(unit);
    let unit = session.campaign.roster.unit(code);
    let unit = unit.map_or(code, |unit| &unit.name);
    let line = if usable {
        msg!("cli.assigned", file = file, unit = unit)
    } else {
        msg!("cli.assigned-unusable", file = file, unit = unit)
    };
    terminal.say(&line.say(lang));
    if let app::ingest::Verdict::Replaced { before, .. } = &received.standing {
        terminal.say(&msg!("cli.assigned-instead", before = before).say(lang));
    }
    print::told(&session.told, terminal);
    print::findings(&session.campaign, &received.findings, terminal);
    Ok(outcome(!usable))
}

pub(super) fn outcome(needs_people: bool) -> Outcome {
    if needs_people {
        Outcome::NeedsPeople
    } else {
        Outcome::Done
    }
}

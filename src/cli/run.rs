//! `run`: whatever the campaign needs, with a summary at the end.

use super::{
    Outcome, consolidate, emit, feedback, findings, phrase, received, report, table::table,
    terminal::Terminal,
};
use crate::app::handed_over;
use crate::app::run::{Ran, run as run_all};
use crate::app::{Env, Output, Stop, Workspace};
use crate::model::document::Edition;
use crate::msg;
use crate::words::{Lang, text};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct RunArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
}

pub(super) fn run(args: &RunArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let ran = run_all(&mut session, &terminal.task())?;
    terminal.say_some(&handed_over::standing(&mut session)?);
    let roster = &session.campaign.roster;
    terminal.say_some(&session.campaign.remarks());
    terminal.say_some(&ran.entered.done);
    terminal.say_some(&ran.entered.asked);
    received::received(roster, &ran.received, terminal);
    terminal.say_some(&ran.told);
    terminal.say_some(&ran.carried.done);
    terminal.say_some(&ran.carried.asked);
    let recorded = ran.calls.iter().map(|calls| &calls.recorded);
    for recorded in recorded {
        terminal.say_some(&recorded.done);
        terminal.say_some(&recorded.asked);
    }
    terminal.say_some(&ran.status.unread);
    findings::findings(roster, ran.status.listed(), terminal);
    received::waiting(roster, &ran.status, &ran.received, terminal);
    summary(&ran, terminal);
    // Behind an issued report nothing else holds back what waits.
    let waits = ran.reported.issued.is_some() && ran.status.needs_people();
    Ok(Outcome::of(waits || !ran.is_final()))
}

fn summary(ran: &Ran, terminal: &mut Terminal) {
    terminal.say("");
    let rows = steps(ran, terminal.lang);
    terminal.lines(&rows);
    emit::changed(&ran.emitted, terminal);
    feedback::changed(&ran.feedback, terminal);
    let lang = terminal.lang;
    if let Some(output) = &ran.reported.output {
        terminal.result(&output.path.display().to_string());
    }
    if let Some(issued) = &ran.reported.issued {
        super::issue::standing(issued, terminal);
    }
    report::since_final(&ran.reported, terminal);
    consolidate::selection(&ran.consolidated.selection, terminal);
    let obstacles = &ran.reported.obstacles;
    if obstacles.is_empty() {
        return;
    }
    terminal.say(&text("cli.before-final", lang));
    super::obstacles::obstacles(obstacles, terminal);
}

/// A line for each step.
fn steps(ran: &Ran, lang: Lang) -> String {
    let emitted = ran.emitted.personal.iter().chain(&ran.emitted.common);
    let new = emitted.filter(|(_, o)| !o.unchanged).count();
    let mut out = table(&["cli.head-step", "cli.head-result"], lang);
    let mut row = |id: &str, result: String| {
        out.add_row(vec![text(id, lang), result]);
    };
    let new = msg!("cli.step-emit-result", new = new).say(lang);
    row("cli.step-emit", new);
    row("cli.step-ingest", received::counted(&ran.received, lang));
    row("cli.step-units", phrase::answered(&ran.status, lang));
    row(
        "cli.step-findings",
        findings::left(ran.status.listed(), lang),
    );
    row("cli.step-feedback", feedback::counted(&ran.feedback, lang));
    row("cli.step-consolidate", name(&ran.consolidated.workbook));
    if let Some(decisions) = &ran.decisions {
        row("cli.step-decisions", file_of(decisions));
    }
    if let Some(output) = &ran.reported.output {
        let id = match ran.reported.edition {
            Edition::Final => "cli.step-final",
            Edition::Draft | Edition::Review => "cli.step-draft",
        };
        row(id, name(output));
    }
    out.to_string()
}

fn file_of(output: &Output) -> String {
    let name = output.path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Folder and file.
fn name(output: &Output) -> String {
    let folder = output.path.parent().and_then(|p| p.file_name());
    let file = output.path.file_name();
    [folder, file]
        .into_iter()
        .flatten()
        .map(|n| n.to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

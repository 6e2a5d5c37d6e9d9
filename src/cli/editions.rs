//! `editions`: all editions of the report with what is new in each and why, or what differs between two of them.

use super::phrase::differences;
use super::{Outcome, terminal::Terminal};
use crate::app::edition;
use crate::app::editions::{Listed, Since, list};
use crate::app::{Env, Snapshot, Stop, Workspace};
use crate::model::unit::Roster;
use crate::msg;
use crate::value::Moment;
use crate::view::editions::{cause, change, kind};
use crate::view::json;
use crate::words::{Lang, ToFact, text};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct EditionsArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "BAN", num_args = 2, help = "cli.arg-compare")]
    compare: Vec<i64>,
}

/// Of an edition so many changes and causes are shown before the rest is only counted.
const SHOWN: usize = 5;

pub(super) fn run(args: &EditionsArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut snapshot = Workspace::open(&args.dir, env)?.snapshot()?;
    match args.compare.as_slice() {
        [before, after] => compare(&mut snapshot, *before, *after, terminal)?,
        _ => all(&mut snapshot, terminal)?,
    }
    Ok(Outcome::Done)
}

fn compare(
    snapshot: &mut Snapshot,
    before: i64,
    after: i64,
    terminal: &mut Terminal,
) -> Result<(), Stop> {
    let lang = terminal.lang;
    let all = edition::compare(snapshot, before, after)?;
    if terminal.json {
        terminal.json(&json::compared_editions(&all));
        return Ok(());
    }
    if all.is_empty() {
        terminal.result(&text("cli.editions-same", lang));
    }
    for one in all {
        terminal.result(&change(&one, lang));
    }
    Ok(())
}

fn all(snapshot: &mut Snapshot, terminal: &mut Terminal) -> Result<(), Stop> {
    let all = list(snapshot)?;
    let roster = &snapshot.campaign.roster;
    let lang = terminal.lang;
    if terminal.json {
        terminal.json(&json::editions(&all, &|one| cause(one, roster, lang)));
        return Ok(());
    }
    for one in &all {
        terminal.result(&head(one, lang));
        if let Some(since) = &one.since {
            what_is_new(since, roster, terminal);
        }
    }
    Ok(())
}

fn head(one: &Listed, lang: Lang) -> String {
    let at = Moment::parse(&one.at);
    let line = msg!(
        "cli.editions-one",
        id = one.id,
        name = one.name,
        kind = text(kind(&one.edition), lang),
        time = at.map(Moment::time).unwrap_or_default(),
        day = at.map_or_else(|| one.at.to_fact(), |at| at.day().to_fact()),
        count = one.figures,
        hash = one.hash.get(..12).unwrap_or_default()
    );
    let line = line.say(lang);
    let Some(issued) = &one.issued else {
        return line;
    };
    let (number, day) = (&issued.number, issued.day);
    let issued = match issued.undone {
        Some(act) => msg!(
            "cli.editions-not-issued",
            number = number,
            day = day,
            act = act
        ),
        None => msg!("cli.editions-issued", number = number, day = day),
    };
    format!("{line}, {}", issued.say(lang))
}

fn what_is_new(since: &Since, roster: &Roster, terminal: &mut Terminal) {
    let lang = terminal.lang;
    if since.figures.is_empty() {
        let same = msg!("cli.editions-as-before", before = since.before);
        terminal.result(&format!("   {}", same.say(lang)));
        return;
    }
    let new = msg!(
        "cli.editions-new",
        before = since.before,
        count = since.figures.len()
    );
    terminal.result(&format!("   {}", new.say(lang)));
    let most = terminal.at_most(since.figures.len(), SHOWN);
    for line in differences(&since.figures, most, lang) {
        terminal.result(&format!("  {line}"));
    }
    if since.causes.is_empty() {
        terminal.result(&format!("   {}", text("cli.editions-no-cause", lang)));
        return;
    }
    terminal.result(&format!("   {}", text("cli.editions-causes", lang)));
    let shown = terminal.at_most(since.causes.len(), SHOWN);
    for one in &since.causes[..shown] {
        terminal.result(&format!("    - {}", cause(one, roster, lang)));
    }
    terminal.say_more(since.causes.len() - shown, "    ");
}

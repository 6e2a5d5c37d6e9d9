//! `report`: a new edition, or current figures in an edited one, and its PDF.

use super::obstacles::obstacles;
use super::phrase::{differences, written};
use super::{Outcome, terminal::Terminal};
use crate::app::ingest::tell_left_in_inbox;
use crate::app::pdf;
use crate::app::refresh::{By, Refreshed, Way, refresh};
use crate::app::report::{Asked, Reported, report};
use crate::app::status::status;
use crate::app::{Env, Output, Stop, Workspace};
use crate::model::document::Edition;
use crate::msg;
use crate::value::Moment;
use crate::words::{Message, ToFact, text};
use std::path::{Path, PathBuf};

/// Figures that changed since the last final that are shown before the rest is only counted.
const CHANGES_SHOWN: usize = 20;

#[derive(Debug, clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag that is typed"
)]
pub(super) struct ReportArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(long, conflicts_with_all = ["last", "review"], help = "cli.arg-draft")]
    draft: bool,
    #[arg(long, conflicts_with = "last", help = "cli.arg-review")]
    review: bool,
    #[arg(long = "final", help = "cli.arg-final")]
    last: bool,
    #[arg(long, value_name = "TEP", conflicts_with_all = ["draft", "review"], help = "cli.arg-refresh")]
    refresh: Option<PathBuf>,
    #[arg(long, help = "cli.arg-pdf")]
    pdf: bool,
    #[arg(
        long,
        value_name = "CHUONG-TRINH",
        requires = "pdf",
        help = "cli.arg-office"
    , value_parser = super::paths::typed())]
    office: Option<PathBuf>,
}

pub(super) fn run(args: &ReportArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let task = terminal.task();
    tell_left_in_inbox(&mut session)?;
    let status = status(&mut session)?;
    let (output, needs_people) = if let Some(file) = &args.refresh {
        let edition = if args.last {
            Edition::Final
        } else {
            Edition::Draft
        };
        let done = refresh(&mut session, &status, file, edition)?;
        print_refreshed(&done, (&args.dir, edition), terminal);
        let settled = [
            done.warnings.is_empty(),
            done.obstacles.is_empty(),
            done.open.is_empty(),
        ];
        (done.output, settled.contains(&false))
    } else {
        let edition = match (args.draft, args.review, args.last) {
            (true, ..) => Asked::Draft,
            (_, true, _) => Asked::Review,
            (.., true) => Asked::Final,
            _ => Asked::Whichever,
        };
        let done = report(&mut session, &status, edition, &task)?;
        print_reported(&done, terminal);
        let differs = done.issued.iter().any(|issued| !issued.figures.is_empty());
        (done.output, differs || !done.obstacles.is_empty())
    };
    if let (true, Some(document)) = (args.pdf, &output) {
        let office = args.office.as_deref();
        let (output, notes) = pdf::print(&mut session, &document.path, office, &task)?;
        written("cli.report-pdf", &output, terminal);
        terminal.say_all(&notes);
    }
    Ok(Outcome::of(needs_people))
}

fn print_reported(done: &Reported, terminal: &mut Terminal) {
    let lang = terminal.lang;
    if let Some(issued) = &done.issued {
        super::issue::standing(issued, terminal);
        return;
    }
    if let Some(output) = &done.output {
        let id = match done.edition {
            Edition::Final => "cli.report-final",
            Edition::Draft => "cli.report-draft",
            Edition::Review => "cli.report-review",
        };
        place(id, output, done.edition, terminal);
    } else {
        terminal.say(&text("cli.final-refused", lang));
    }
    obstacles(&done.obstacles, terminal);
    since_final(done, terminal);
}

/// What the final that was written before says otherwise now.
pub(super) fn since_final(done: &Reported, terminal: &mut Terminal) {
    let lang = terminal.lang;
    for file in &done.edited {
        let folder = file.parent().and_then(Path::parent);
        let said = msg!(
            "cli.final-without-edits",
            file = file.display(),
            folder = folder.unwrap_or(Path::new(".")).display()
        );
        terminal.say(&said.say(lang));
    }
    let Some(since) = &done.since else { return };
    let file = since.path.display();
    let has_new = done.edition == Edition::Final && done.output.is_some();
    if since.is_current {
        if since.is_edited && has_new {
            terminal.say(&msg!("cli.final-edited-current", file = file).say(lang));
        }
        return;
    }
    if since.figures.is_empty() && !(has_new && since.is_there) {
        return;
    }
    let at = Moment::parse(&since.at);
    let (time, day) = (
        at.map(Moment::time).unwrap_or_default(),
        at.map_or_else(|| since.at.to_fact(), |at| at.day().to_fact()),
    );
    let said = if let Some(damaged) = &since.damaged {
        terminal.say(&damaged.say(lang));
        msg!("cli.final-not-word", time = time, day = day)
    } else if since.is_there {
        msg!("cli.final-stays", file = file, time = time, day = day)
    } else {
        msg!("cli.final-gone", time = time, day = day)
    };
    terminal.say(&said.say(lang));
    terminal.say(&text(
        if since.figures.is_empty() && since.is_edited {
            "cli.final-other-edited"
        } else if since.figures.is_empty() {
            "cli.final-other-words"
        } else {
            "cli.final-other-figures"
        },
        lang,
    ));
    for line in differences(&since.figures, CHANGES_SHOWN, lang) {
        terminal.say(&line);
    }
    if since.is_edited && since.is_there {
        let root = since.path.parent().and_then(Path::parent);
        let folder = root.unwrap_or(Path::new("."));
        let said = msg!(
            "cli.final-edited-stale",
            folder = folder.display(),
            file = file
        );
        terminal.say(&said.say(lang));
    }
}

fn print_refreshed(done: &Refreshed, (folder, asked): (&Path, Edition), terminal: &mut Terminal) {
    let lang = terminal.lang;
    let count = |by| done.found.get(&by).copied().unwrap_or_default();
    let (tag, alias, bookmark) = (count(By::Tag), count(By::Alias), count(By::Bookmark));
    terminal.say(&msg!("cli.refresh-found", count = tag + alias + bookmark).say(lang));
    // A final of ours has bookmarks alone: nothing of it is lost.
    if alias > 0 || bookmark > 0 && tag > 0 {
        terminal.say(&msg!("cli.refresh-lost", alias = alias, bookmark = bookmark).say(lang));
    }
    if done.changed.is_empty() {
        let is_settled = done.open.is_empty();
        let said = if !is_settled {
            text("cli.refresh-none", lang)
        } else if done.accepted > 0 {
            msg!("cli.refresh-same-accepted", count = done.accepted).say(lang)
        } else {
            text("cli.refresh-same", lang)
        };
        terminal.say(&said);
    } else {
        terminal.say(&msg!("cli.refresh-changed", count = done.changed.len()).say(lang));
    }
    let changes = done.changed.iter().map(|change| {
        msg!(
            "cli.refresh-change",
            label = change.label,
            old = change.old.trim_end_matches('.'),
            new = change.new.trim_end_matches('.'),
            place = change.place
        )
    });
    list(&changes.collect::<Vec<_>>(), terminal);
    if !done.warnings.is_empty() {
        terminal.say(&text("cli.refresh-look", lang));
    }
    list(&done.warnings, terminal);
    if !done.told.is_empty() {
        terminal.say(&text("cli.refresh-told", lang));
    }
    list(&done.told, terminal);
    if !done.open.is_empty() {
        terminal.say(&msg!("cli.refresh-open", count = done.open.len()).say(lang));
    }
    for open in &done.open {
        let id = if open.id.is_empty() {
            String::new()
        } else {
            format!("{}: ", open.id)
        };
        terminal.say(&format!("  - {id}{}", open.said.say(lang)));
    }
    advise(done, folder, terminal);
    if !done.obstacles.is_empty() {
        terminal.say(&text("cli.final-refused", lang));
    } else if asked == Edition::Final && !done.open.is_empty() {
        terminal.say(&text("cli.final-refused-open", lang));
    }
    obstacles(&done.obstacles, terminal);
    if let Some(output) = &done.output {
        let id = match done.edition {
            Edition::Final => "cli.report-final",
            Edition::Draft | Edition::Review => "cli.report-refreshed",
        };
        place(id, output, done.edition, terminal);
    }
}

/// What can be done about what is open.
fn advise(done: &Refreshed, folder: &Path, terminal: &mut Terminal) {
    let has = |ways: &[Way]| done.open.iter().any(|open| ways.contains(&open.way));
    let folder = folder.display();
    let accept = msg!("cli.refresh-accept", folder = folder);
    let drop = msg!("cli.refresh-drop", folder = folder);
    let keep = msg!("cli.refresh-keep", folder = folder);
    let all = [
        (has(&[Way::Accept]), accept),
        (has(&[Way::Drop, Way::Choose]), drop),
        (has(&[Way::Keep, Way::Choose]), keep),
    ];
    for (_, said) in all.into_iter().filter(|(is_so, _)| *is_so) {
        terminal.say(&said.say(terminal.lang));
    }
}

/// Says where an edition is. That a final has another before it is told with what differs.
fn place(id: &'static str, output: &Output, edition: Edition, terminal: &mut Terminal) {
    let is_refreshed = id == "cli.report-refreshed";
    let beside = output.beside && edition != Edition::Final;
    if beside && is_refreshed && !output.unchanged {
        terminal.say(&text("cli.refreshed-beside", terminal.lang));
    }
    let output = Output {
        beside: beside && !is_refreshed,
        ..output.clone()
    };
    written(id, &output, terminal);
}

fn list(messages: &[Message], terminal: &mut Terminal) {
    for message in messages {
        terminal.say(&format!("  - {}", message.say(terminal.lang)));
    }
}

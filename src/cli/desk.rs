//! `desk`: the campaign's page in the browser.

use super::{Outcome, name, terminal::Terminal};
use crate::app::{Env, Stop, last_opened, open_file};
use crate::desk::{Options, Ready, desk};
use crate::msg;
use crate::words::text;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The page ends when nobody asked for anything for so long; a tab that is open asks now and then.
const IDLE: Duration = Duration::from_hours(3);

/// Most bytes of a file that is dropped on the page.
const MOST_DROPPED: u64 = 256 << 20;

#[derive(Debug, clap::Args)]
pub(super) struct DeskArgs {
    #[arg(value_name = "THU-MUC", help = "desk.arg-dir", value_parser = super::paths::typed())]
    dir: Option<PathBuf>,
    #[arg(
        long,
        value_name = "CONG",
        default_value_t = 0,
        hide_default_value = true,
        help = "desk.arg-port"
    )]
    port: u16,
    #[arg(long, help = "desk.arg-no-browser")]
    no_browser: bool,
}

pub(super) fn run(args: &DeskArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    let here = Path::new(".");
    let here = Some(here).filter(|here| last_opened::is_campaign(here));
    let dir = args.dir.as_deref().or(here);
    if let Some(dir) = dir {
        terminal.works_on(dir);
    }
    let Some(private) = name::private() else {
        return Err(Stop::Fault(msg!("due.no-place-for-name")));
    };
    let options = Options {
        port: args.port,
        browser: !args.no_browser,
        lang: terminal.lang,
        home: name::home().unwrap_or_else(|| private.clone()),
        private,
        name_file: name::file(),
        opener: open_file::by_system,
        most: MOST_DROPPED,
        idle: IDLE,
    };
    // Nobody looks at the window that the program was started from.
    let env = Env {
        actor: env.actor.unasked(),
        ..env
    };
    desk(dir, env, &options, &mut |ready| say(ready, terminal))?;
    Ok(Outcome::Done)
}

fn say(ready: &Ready, terminal: &mut Terminal) {
    let lang = terminal.lang;
    let line = if ready.is_other {
        msg!("desk.ready-other", address = ready.address)
    } else {
        msg!("desk.ready", address = ready.address)
    };
    terminal.result(&line.say(lang));
    if ready.no_browser {
        terminal.result(&text("desk.ready-no-browser", lang));
    }
    if !ready.is_other {
        terminal.say(&text("desk.ready-ends", lang));
    }
}

//! `emit`: intake workbooks.

use super::phrase::beside;
use super::{Outcome, terminal::Terminal};
use crate::app::emit::{Emitted, Which, emit};
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use crate::view::json;
use std::path::PathBuf;

/// Forms that are named before the rest is only counted.
const FORMS_SHOWN: usize = 5;

#[derive(Debug, clap::Args)]
pub(super) struct EmitArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(long, help = "cli.arg-common")]
    common: bool,
}

pub(super) fn run(args: &EmitArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut session = Workspace::open(&args.dir, env)?.session()?;
    let which = if args.common {
        Which::Common
    } else {
        Which::All
    };
    let emitted = emit(&mut session, which, &terminal.task())?;
    if terminal.json {
        terminal.json(&json::emitted(&emitted));
    } else {
        terminal.say_some(&session.campaign.remarks());
        print(&emitted, terminal);
    }
    Ok(Outcome::Done)
}

/// What is otherwise about forms that were made before: whoever got them has to hear of it.
pub(super) fn changed(done: &Emitted, terminal: &mut Terminal) {
    let lang = terminal.lang;
    let all = done.personal.iter().chain(&done.common);
    for (_, output) in all.filter(|(_, o)| o.beside) {
        terminal.say(&beside(output, lang));
    }
    if let Some(list) = done
        .list
        .as_ref()
        .filter(|list| list.beside && !list.unchanged)
    {
        terminal.say(&beside(list, lang));
    }
    let told = [
        (
            msg!("cli.forms-remade", count = done.remade.len()),
            &done.remade,
        ),
        (
            msg!("cli.forms-unused", count = done.unused.len()),
            &done.unused,
        ),
    ];
    for (said, paths) in told.into_iter().filter(|(_, paths)| !paths.is_empty()) {
        terminal.say(&said.say(lang));
        for path in paths.iter().take(FORMS_SHOWN) {
            terminal.say(&format!("  - {}", path.display()));
        }
        if paths.len() > FORMS_SHOWN {
            let more = msg!("cli.more", count = paths.len() - FORMS_SHOWN);
            terminal.say(&format!("  {}", more.say(lang)));
        }
    }
}

fn print(done: &Emitted, terminal: &mut Terminal) {
    let lang = terminal.lang;
    let all = done.personal.iter().chain(&done.common);
    let new = all.clone().filter(|(_, o)| !o.unchanged).count();
    let same = all.clone().filter(|(_, o)| o.unchanged).count();
    terminal.say(&msg!("cli.emitted", new = new, same = same).say(lang));
    changed(done, terminal);
    if let Some(list) = &done.list {
        terminal.say(&msg!("cli.dispatch", path = list.path.display()).say(lang));
    }
}

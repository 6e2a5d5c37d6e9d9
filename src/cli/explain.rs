//! `explain`: how a figure came about, down to the cell.

use super::{Outcome, figure, terminal::Terminal, trace};
use crate::app::status::status;
use crate::app::{Env, Stop, Workspace};
use crate::model::figure::used_by;
use crate::msg;
use crate::view::{json, near};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "TEN", help = "cli.arg-name")]
    name: String,
    #[arg(long, value_name = "TEP", help = "cli.arg-document", value_parser = super::paths::typed())]
    document: Option<PathBuf>,
}

pub(super) fn run(args: &ExplainArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut snapshot = Workspace::open(&args.dir, env)?.snapshot()?;
    if let Some(document) = &args.document {
        return trace::trace(&mut snapshot, &args.name, document, terminal);
    }
    let name = &args.name;
    let figures = &status(&mut snapshot)?.figures;
    let Some(figure) = near::figure(figures, name) else {
        let near = near::names(figures, name);
        return Err(Stop::Wrong(if near.is_empty() {
            msg!("cli.no-such-figure-at-all", name = name)
        } else {
            msg!("cli.no-such-figure", name = name, near = near.join(", "))
        }));
    };
    if terminal.json {
        terminal.json(&json::explained(figures, figure));
        return Ok(Outcome::Done);
    }
    let lang = terminal.lang;
    for line in figure::lines(figures, figure, 0, lang) {
        terminal.result(&line);
    }
    let used = used_by(figures, &figure.id);
    if !used.is_empty() {
        terminal.result(&msg!("cli.explain-used-by", figures = used.join(", ")).say(lang));
    }
    Ok(Outcome::Done)
}

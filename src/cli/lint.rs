//! `lint`: what a clerk would send a document back for.

use super::{Outcome, terminal::Terminal};
use crate::app::lint::{self, Judged, breaks_the_decree, is_of_old_figures};
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use crate::view::json;
use crate::view::judged::{alike, said};
use crate::words::text;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct LintArgs {
    #[arg(value_name = "TEP", help = "cli.arg-word-file", value_parser = super::paths::typed())]
    file: PathBuf,
    #[arg(long, value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    campaign: Option<PathBuf>,
}

pub(super) fn run(args: &LintArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    let judged = match &args.campaign {
        Some(dir) => {
            terminal.works_on(dir);
            let mut snapshot = Workspace::open(dir, env)?.snapshot()?;
            lint::lint_in_campaign(&args.file, &mut snapshot)?
        }
        None => lint::lint(&args.file)?,
    };
    if terminal.json {
        terminal.json(&json::judged(&judged, terminal.lang));
    } else {
        print(&judged, terminal);
        if judged.findings.iter().any(is_of_old_figures) {
            let refresh = msg!("cli.lint-refresh", file = args.file.display());
            terminal.result(&terminal.sentence(&refresh));
        }
    }
    Ok(Outcome::of(!judged.findings.is_empty()))
}

fn print(judged: &Judged, terminal: &mut Terminal) {
    let lang = terminal.lang;
    for alike in alike(&judged.findings) {
        let said = said(&alike, lang);
        terminal.result(&said.head);
        terminal.result(&format!("   {}", said.what));
        if !said.excerpt.is_empty() {
            terminal.result(&format!("   | {}", said.excerpt));
        }
    }
    let count = judged.findings.len();
    let strict = judged
        .findings
        .iter()
        .filter(|f| breaks_the_decree(f))
        .count();
    terminal.result(&if count == 0 {
        text("cli.lint-clean", lang)
    } else {
        msg!("cli.lint-count", count = count, strict = strict).say(lang)
    });
    if let Some(agreeing) = judged.agreeing {
        terminal.result(&msg!("cli.lint-agreeing", count = agreeing).say(lang));
    }
}

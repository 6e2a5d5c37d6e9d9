//! `diff`: what differs between two returns of a unit.

use super::phrase::moment;
use super::table::table;
use super::{Outcome, terminal::Terminal};
use crate::app::diff::{Asked, FormCompared, Standing, Version, diff};
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use crate::view::{compared::row, json};
use crate::words::{Lang, text};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct DiffArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
    #[arg(value_name = "DON-VI", help = "cli.arg-unit")]
    unit: String,
    #[arg(long, value_name = "BIEU", help = "cli.arg-diff-form")]
    form: Option<String>,
    #[arg(long, value_name = "TEP", help = "cli.arg-diff-from")]
    from: Option<String>,
    #[arg(long, value_name = "TEP", help = "cli.arg-diff-to")]
    to: Option<String>,
}

/// So many differences of a form are shown, unless all are asked for.
const SHOWN: usize = 200;

pub(super) fn run(args: &DiffArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut snapshot = Workspace::open(&args.dir, env)?.snapshot()?;
    let asked = Asked {
        unit: &args.unit,
        form: args.form.as_deref(),
        from: args.from.as_deref(),
        to: args.to.as_deref(),
    };
    let compared = diff(&mut snapshot, asked)?;
    if terminal.json {
        terminal.json(&json::compared(&compared));
        return Ok(Outcome::Done);
    }
    terminal.say_all(&compared.told);
    let lang = terminal.lang;
    for form in &compared.forms {
        let title = msg!(
            "cli.diff-title",
            unit = compared.unit.name,
            code = compared.unit.code,
            form = form.number
        );
        terminal.result(&title.say(lang));
        for (side, version) in [
            ("cli.diff-before", &form.before),
            ("cli.diff-after", &form.after),
        ] {
            let mut named = named(version, lang);
            // Of one file with what was entered over it, the file as it came is no other one.
            if version.receipts != form.after.receipts || side == "cli.diff-after" {
                named = format!("{named} ({})", standing(version, lang));
            }
            terminal.result(&format!("  {}: {named}", text(side, lang)));
        }
        print(form, terminal);
    }
    Ok(Outcome::Done)
}

fn print(form: &FormCompared, terminal: &mut Terminal) {
    let lang = terminal.lang;
    if form.differences.is_empty() {
        terminal.result(&text("cli.diff-none", lang));
    } else {
        let heads = [
            "cli.diff-head-number",
            "cli.diff-head-label",
            "cli.diff-before",
            "cli.diff-after",
        ];
        let mut out = table(&heads, lang);
        let shown = terminal.at_most(form.differences.len(), SHOWN);
        for one in &form.differences[..shown] {
            out.add_row(row(one, form, lang).to_vec());
        }
        terminal.lines(&out.to_string());
        terminal.say_more(form.differences.len() - shown, "");
    }
    if form.only_written > 0 {
        let more = msg!("cli.diff-only-written", count = form.only_written);
        terminal.result(&more.say(lang));
    }
}

/// The files of a version.
fn named(version: &Version, lang: Lang) -> String {
    let files = version.receipts.iter().map(|receipt| {
        msg!(
            "cli.diff-file",
            file = receipt.file,
            number = receipt.id.0,
            time = moment(&receipt.received_at, lang)
        )
        .say(lang)
    });
    files.collect::<Vec<_>>().join(" + ")
}

/// Whether a version counts.
fn standing(version: &Version, lang: Lang) -> String {
    text(
        match version.standing {
            Standing::InForce => "cli.diff-in-force",
            Standing::Waits => "cli.diff-waits",
            Standing::Past => "cli.diff-past",
        },
        lang,
    )
}

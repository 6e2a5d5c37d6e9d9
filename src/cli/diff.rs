//! `diff`: what differs between two returns of a unit.

use super::phrase::moment;
use super::table::table;
use super::{Outcome, terminal::Terminal};
use crate::app::diff::{Asked, Difference, FormCompared, Said, Standing, Version, What, diff};
use crate::app::{Env, Stop, Workspace};
use crate::model::id::ItemId;
use crate::model::reading::{Answer, Place};
use crate::msg;
use crate::value::Nil;
use crate::view::json;
use crate::words::{Fact, Lang, text};
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
            out.add_row(row(one, form, lang));
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

fn row(one: &Difference, form: &FormCompared, lang: Lang) -> Vec<String> {
    let (before, after) = (&form.before, &form.after);
    let (label, before, after) = match &one.what {
        What::Answer {
            before: was,
            after: is,
        } => (
            label(one, was.as_deref().or(is.as_deref()), lang),
            said(was.as_deref(), before, lang),
            said(is.as_deref(), after, lang),
        ),
        What::RowAdded(row, cells) => (
            msg!("cli.diff-row-added", list = one.label, row = *row).say(lang),
            String::new(),
            cells_of(cells, after, lang),
        ),
        What::RowGone(row, cells) => (
            msg!("cli.diff-row-gone", list = one.label, row = *row).say(lang),
            cells_of(cells, before, lang),
            String::new(),
        ),
        What::Status { before, after } => (
            one.label.clone(),
            status(before.as_ref(), lang),
            status(after.as_ref(), lang),
        ),
    };
    vec![one.number.clone(), label, before, after]
}

/// What a cell is of; of a list with its row and column.
fn label(one: &Difference, said: Option<&Said>, lang: Lang) -> String {
    let item: Option<ItemId> = one.id.parse().ok();
    let row = item.as_ref().and_then(ItemId::as_list_cell);
    match (row, said) {
        (Some((_, row, _)), Some(said)) => msg!(
            "cli.diff-row-cell",
            list = one.label,
            row = row + 1,
            column = said.column
        )
        .say(lang),
        _ => one.label.clone(),
    }
}

/// An answer, as it was written where that is something else, and its cell; the file where a part of it came in another.
fn said(said: Option<&Said>, version: &Version, lang: Lang) -> String {
    let Some(said) = said else {
        return text("cli.diff-no-cell", lang);
    };
    let reading = &said.reading;
    let raw = reading.raw.trim();
    let mut lines = vec![answer(said, lang)];
    if reading.answer.value().is_some() && !raw.is_empty() && raw != lines[0] {
        lines.push(msg!("cli.diff-written", raw = raw).say(lang));
    }
    if reading.estimate {
        lines.push(text("cli.diff-estimate", lang));
    }
    if !reading.remark.trim().is_empty() {
        lines.push(msg!("cli.diff-remark", remark = reading.remark.trim()).say(lang));
    }
    lines.extend(reading.place.as_ref().map(Place::shown));
    if version.receipts.len() > 1 || said.laid.is_some() {
        lines.push(said.source(lang));
    }
    lines.join("\n")
}

fn answer(said: &Said, lang: Lang) -> String {
    match &said.reading.answer {
        Answer::Value(value) => Fact::value(value, &said.kind).say(lang),
        Answer::Nil { nil, reason } => nil_said(*nil, reason),
        Answer::NotUnderstood if !said.reading.is_left_blank() => {
            msg!("cli.diff-not-understood", raw = said.reading.raw.trim()).say(lang)
        }
        Answer::Blank | Answer::NotUnderstood => text("cli.diff-blank", lang),
    }
}

fn cells_of(cells: &[Said], version: &Version, lang: Lang) -> String {
    let mut lines: Vec<String> = cells
        .iter()
        .map(|cell| format!("{}: {}", cell.column, answer(cell, lang)))
        .collect();
    let place = cells.iter().find_map(|cell| cell.reading.place.as_ref());
    lines.extend(place.map(Place::shown));
    if let (Some(first), true) = (cells.first(), version.receipts.len() > 1) {
        lines.push(first.source(lang));
    }
    lines.join("\n")
}

fn status(status: Option<&(Nil, String)>, lang: Lang) -> String {
    status.map_or_else(
        || text("cli.diff-blank", lang),
        |(nil, reason)| nil_said(*nil, reason),
    )
}

fn nil_said(nil: Nil, reason: &str) -> String {
    match reason.trim() {
        "" => nil.word().to_owned(),
        reason => format!("{} ({reason})", nil.word()),
    }
}

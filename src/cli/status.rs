//! `status`: who has answered, and what is to be mended.

use super::table::{number, table};
use super::{Outcome, findings, obstacles, phrase, received, terminal::Terminal};
use crate::app::close::closed;
use crate::app::handed_over;
use crate::app::issue::issued;
use crate::app::status::{
    Status, UnitStanding, UnitStatus, signed_word, state_word, status, tells_signed,
};
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use crate::view::json;
use comfy_table::{Cell, ColumnConstraint, Width};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct StatusArgs {
    #[arg(value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    dir: PathBuf,
}

/// Of a longer roster only the units with something to do are shown, and no more than so many.
const SHOWN_WHOLE: usize = 60;

pub(super) fn run(args: &StatusArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    terminal.works_on(&args.dir);
    let mut snapshot = Workspace::open(&args.dir, env)?.snapshot()?;
    let status = status(&mut snapshot)?;
    let mut told = handed_over::standing(&mut snapshot)?;
    told.extend(closed(&mut snapshot)?);
    told.extend(snapshot.campaign.remarks());
    if terminal.json {
        let issued = issued(&mut snapshot, &status)?;
        let shown = json::status(&status, (&told, issued.as_ref()), terminal.lang);
        terminal.json(&shown);
    } else {
        let signed = tells_signed(&snapshot.campaign.kit, &status);
        print(&status, signed, terminal);
        terminal.say_some(&told);
        let roster = &snapshot.campaign.roster;
        obstacles::homeless(&status, terminal);
        findings::findings(roster, status.listed(), terminal);
        received::waiting(roster, &status, &[], terminal);
        if let Some(issued) = issued(&mut snapshot, &status)? {
            super::issue::standing(&issued, terminal);
        }
    }
    Ok(Outcome::of(status.needs_people()))
}

/// How wide the columns are where there are seven.
const NARROW: [ColumnConstraint; 7] = [
    ColumnConstraint::ContentWidth,
    ColumnConstraint::LowerBoundary(Width::Fixed(14)),
    ColumnConstraint::LowerBoundary(Width::Fixed(11)),
    ColumnConstraint::ContentWidth,
    ColumnConstraint::UpperBoundary(Width::Fixed(8)),
    ColumnConstraint::UpperBoundary(Width::Fixed(8)),
    ColumnConstraint::ContentWidth,
];

/// Prints the roster; `signed` tells whether a column says how signed copies stand.
fn print(status: &Status, signed: bool, terminal: &mut Terminal) {
    let lang = terminal.lang;
    let mut heads = vec![
        "cli.head-code",
        "cli.head-unit",
        "cli.head-state",
        "cli.head-received",
        "cli.head-errors",
        "cli.head-warnings",
    ];
    heads.extend(signed.then_some("signed.head"));
    let mut out = table(&heads, lang);
    let is_brief = status.roster.len() > SHOWN_WHOLE && !terminal.all;
    let has_to_do = |unit: &&UnitStatus| {
        let waits = matches!(
            unit.state,
            UnitStanding::Missing | UnitStanding::Late | UnitStanding::AfterClose
        );
        !is_brief || waits || unit.open.0 > 0
    };
    let units: Vec<&UnitStatus> = status.roster.iter().filter(has_to_do).collect();
    let shown = terminal.at_most(units.len(), SHOWN_WHOLE);
    for unit in &units[..shown] {
        let received = unit
            .receipt
            .as_ref()
            .map(|r| phrase::day_of(&r.received_at, lang))
            .unwrap_or_default();
        let mut cells = vec![
            Cell::new(&unit.unit.code),
            Cell::new(&unit.unit.name),
            Cell::new(state_word(unit, lang)),
            Cell::new(received),
            number(unit.open.0 as usize),
            number(unit.open.1 as usize),
        ];
        cells.extend(signed.then(|| Cell::new(signed_word(unit, lang))));
        out.add_row(cells);
    }
    if signed {
        // Seven columns: days and words of signed copies stay on one line, counts make room.
        for (column, width) in out.column_iter_mut().zip(NARROW) {
            column.set_constraint(width);
        }
    }
    terminal.lines(&out.to_string());
    terminal.say_more(units.len() - shown, "");
    terminal.result(&phrase::answered(status, lang));
    let late = status.sent_late().count();
    if late > 0 {
        terminal.result(&msg!("due.sent-late", count = late).say(lang));
    }
    let entered = status.units.iter().filter_map(|one| {
        let (count, _) = one.in_force.as_ref()?.reading.count_entered();
        (count > 0).then(|| msg!("enter.to-confirm", unit = one.unit.name, count = count))
    });
    terminal.say_some(&entered.collect::<Vec<_>>());
}

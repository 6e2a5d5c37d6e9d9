//! What became of files that came in, and what waits for a decision.

use super::phrase::{short, unit_name};
use super::terminal::Terminal;
use crate::app::ingest::{Received, Verdict};
use crate::app::status::{Status, Waiting};
use crate::model::change::Change;
use crate::model::id::ReceiptId;
use crate::model::unit::Roster;
use crate::msg;
use crate::words::{Lang, text};
use std::collections::BTreeSet;

/// Changes shown of one return before the rest is only counted.
const CHANGES_SHOWN: usize = 8;
/// Of more new files only those that do not simply count are shown, unless all are asked for.
const SHOWN_WHOLE: usize = 40;
/// Files of one kind that are shown then, and returns that wait.
const KIND_SHOWN: usize = 5;

/// What became of the files: new ones first, then a line about how many there were of which kind.
pub(super) fn received(roster: &Roster, all: &[Received], terminal: &mut Terminal) {
    let lang = terminal.lang;
    let is_new = |one: &&Received| !matches!(one.standing, Verdict::Known);
    let new: Vec<&Received> = all.iter().filter(is_new).collect();
    if new.len() <= SHOWN_WHOLE || terminal.all {
        for one in new {
            one_received(roster, one, terminal);
        }
    } else {
        // What simply counts needs no line; of the rest the first of each kind.
        let kinds: [fn(&Verdict) -> bool; 3] = [
            |verdict| matches!(verdict, Verdict::Waits(_)),
            |verdict| matches!(verdict, Verdict::NotTaken),
            |verdict| matches!(verdict, Verdict::Replaced { changes, .. } if !changes.is_empty()),
        ];
        for is_of_kind in kinds {
            let of_kind: Vec<&&Received> = new.iter().filter(|r| is_of_kind(&r.standing)).collect();
            for one in of_kind.iter().take(KIND_SHOWN) {
                terminal.say(&whose(roster, one, lang));
                stands(&one.standing, terminal);
            }
            terminal.say_more(of_kind.len().saturating_sub(KIND_SHOWN), "");
        }
    }
    terminal.say(&counted(all, lang));
}

fn one_received(roster: &Roster, one: &Received, terminal: &mut Terminal) {
    terminal.say(&whose(roster, one, terminal.lang));
    account(one, terminal);
    stands(&one.standing, terminal);
}

fn stands(standing: &Verdict, terminal: &mut Terminal) {
    let lang = terminal.lang;
    let (line, changes) = match standing {
        Verdict::InForce | Verdict::Known => return,
        Verdict::NotTaken => (msg!("cli.not-taken"), None),
        Verdict::Same { before } => (msg!("cli.same", before = before), None),
        Verdict::Twin { of } => (msg!("cli.twin", file = of), None),
        Verdict::Replaced { before, changes } if changes.is_empty() => {
            (msg!("cli.replaced-same", before = before), None)
        }
        Verdict::Replaced { before, changes } => {
            (msg!("cli.replaced", before = before), Some(changes))
        }
        Verdict::Waits(waiting) => {
            let (before, why) = (&waiting.names[1], waiting.reason());
            if waiting.beside.is_none() {
                (waiting.sentence(), None)
            } else if waiting.changes.is_empty() {
                (msg!("cli.waits-remarks", before = before, why = why), None)
            } else {
                (
                    msg!("cli.waits", before = before, why = why),
                    Some(&waiting.changes),
                )
            }
        }
    };
    terminal.say(&format!("  {}", line.say(lang)));
    differences(changes.map_or(&[], Vec::as_slice), terminal);
}

/// How many files were new, how many of them repeat another one, how many were known.
pub(super) fn counted(all: &[Received], lang: Lang) -> String {
    let count = |kind: fn(&Verdict) -> bool| all.iter().filter(|r| kind(&r.standing)).count();
    let known = count(|s| matches!(s, Verdict::Known));
    let twins = count(|s| matches!(s, Verdict::Twin { .. }));
    // A table of several units is one file.
    let new: BTreeSet<ReceiptId> = all
        .iter()
        .filter(|r| !matches!(r.standing, Verdict::Known | Verdict::Twin { .. }))
        .map(|r| r.receipt)
        .collect();
    let new = new.len() + twins;
    let mut parts = vec![match (new, twins) {
        (0, _) => msg!("cli.received-none"),
        (_, 0) => msg!("cli.received", new = new),
        _ => msg!("cli.received-twins", new = new, twins = twins),
    }];
    if known > 0 {
        parts.push(msg!("cli.received-known", known = known));
    }
    let parts: Vec<String> = parts.iter().map(|part| part.say(lang)).collect();
    format!("{}.", parts.join("; "))
}

/// Returns that still wait for a decision, with what they would change; those of this run were shown already.
pub(super) fn waiting(
    roster: &Roster,
    status: &Status,
    received: &[Received],
    terminal: &mut Terminal,
) {
    let lang = terminal.lang;
    let shown = |receipt: ReceiptId| {
        let mut these = received.iter().filter(|r| r.receipt == receipt);
        these.any(|r| matches!(r.standing, Verdict::Waits(_)))
    };
    let still: Vec<&Waiting> = status
        .waiting
        .iter()
        .filter(|w| !shown(w.receipt.id))
        .collect();
    let few = terminal.at_most(still.len(), KIND_SHOWN * 2);
    for one in &still[..few] {
        terminal.say("");
        let unit = unit_name(roster, &one.pending.obligation.unit);
        let line = if one.beside.is_none() {
            msg!("close.still-waits", unit = unit, file = one.names[0])
        } else if one.changes.is_empty() {
            msg!(
                "cli.still-waits-remarks",
                unit = unit,
                file = one.names[0],
                before = one.names[1]
            )
        } else {
            msg!(
                "cli.still-waits",
                unit = unit,
                file = one.names[0],
                before = one.names[1]
            )
        };
        terminal.say(&line.say(lang));
        differences(&one.changes, terminal);
    }
    terminal.say_more(still.len() - few, "");
}

pub(super) fn differences(changes: &[Change], terminal: &mut Terminal) {
    let lang = terminal.lang;
    for change in changes.iter().take(CHANGES_SHOWN) {
        let blank = |s: &str| {
            if s.is_empty() {
                text("cli.blank", lang)
            } else {
                short(s)
            }
        };
        terminal.say(&format!(
            "    {}: {} → {}",
            change.label,
            blank(&change.before),
            blank(&change.after)
        ));
    }
    if changes.len() > CHANGES_SHOWN {
        let more = changes.len() - CHANGES_SHOWN;
        terminal.say(&format!("    {}", msg!("cli.more", count = more).say(lang)));
    }
}

pub(super) fn validated(roster: &Roster, all: &[Received], terminal: &mut Terminal) {
    let few = terminal.at_most(all.len(), SHOWN_WHOLE);
    for one in &all[..few] {
        terminal.say(&whose(roster, one, terminal.lang));
        account(one, terminal);
        if let Verdict::Twin { of } = &one.standing {
            let line = msg!("cli.twin", file = of);
            terminal.say(&format!("  {}", line.say(terminal.lang)));
        }
    }
    terminal.say_more(all.len() - few, "");
}

/// Unit and file.
fn whose(roster: &Roster, one: &Received, lang: Lang) -> String {
    let unit = one.unit.as_deref().map_or_else(
        || text("cli.unit-unknown", lang),
        |code| unit_name(roster, code),
    );
    format!("{unit} · {}", one.file)
}

fn account(one: &Received, terminal: &mut Terminal) {
    let lang = terminal.lang;
    let Some(reading) = &one.reading else { return };
    let a = &reading.account;
    let parts = [
        (a.nil, msg!("cli.account-nil", count = a.nil)),
        (a.blank, msg!("cli.account-blank", count = a.blank)),
        (
            a.not_understood,
            msg!("cli.account-bad", count = a.not_understood),
        ),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let rest: Vec<String> = parts.map(|(_, said)| said.say(lang)).collect();
    let line = if rest.is_empty() {
        msg!("cli.account-whole", expected = a.expected)
    } else {
        let (expected, read) = (a.expected, a.read);
        msg!(
            "cli.account",
            expected = expected,
            read = read,
            rest = rest.join(", ")
        )
    };
    terminal.say(&format!("  {}", line.say(lang)));
    for note in &a.notes {
        terminal.say(&format!("  {}", note.say(lang)));
    }
    for (place, words) in a.strays.iter().take(CHANGES_SHOWN) {
        let line = msg!("cli.stray", place = place.shown(), words = short(words));
        terminal.say(&format!("  {}", line.say(lang)));
    }
    if a.strays.len() > CHANGES_SHOWN {
        let more = a.strays.len() - CHANGES_SHOWN;
        terminal.say(&format!("  {}", msg!("cli.more", count = more).say(lang)));
    }
}

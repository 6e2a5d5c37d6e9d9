//! What a person decided, in one sentence.

use super::phrase::unit_name;
use crate::model::id::ActId;
use crate::model::receipt::{Decided, Decision};
use crate::model::unit::Roster;
use crate::msg;
use crate::words::{Lang, Message};

/// What was decided, why, by whom, under which number, and that it was taken back where it was; with the file that it is
/// about.
pub(super) fn decided(
    decision: &Decision,
    (file, undone): (&str, Option<ActId>),
    roster: &Roster,
    lang: Lang,
) -> String {
    let said = what(decision, file, roster).say(lang);
    let act = &decision.act;
    let by = match undone {
        Some(undone) => msg!(
            "cli.log-by-undone",
            by = act.by,
            act = act.id,
            undone = undone
        ),
        None => msg!("cli.log-by", by = act.by, act = act.id),
    };
    let by = by.say(lang);
    match decision.reason.as_str() {
        "" => format!("{said} ({by})"),
        reason => format!("{said}: {reason} ({by})"),
    }
}

fn what(decision: &Decision, file: &str, roster: &Roster) -> Message {
    let name = |code: &str| unit_name(roster, code);
    match &decision.what {
        Decided::AcceptFinding { finding, .. } => msg!("cli.log-accepted", finding = finding),
        Decided::KeepInForce { obligation, .. } => {
            msg!("cli.log-kept", unit = name(&obligation.unit), file = file)
        }
        Decided::PutInForce { obligation, .. } => {
            msg!("cli.log-used", unit = name(&obligation.unit), file = file)
        }
        Decided::Combine { obligation, .. } => {
            let unit = name(&obligation.unit);
            msg!("cli.log-combined", unit = unit, file = file)
        }
        Decided::EnterAnswer {
            obligation,
            entered,
        } => {
            let unit = name(&obligation.unit);
            let answer = &entered.answer;
            if entered.leaves_out() {
                msg!("enter.log-left-out", unit = unit, answer = answer)
            } else {
                msg!(
                    "enter.log-set",
                    unit = unit,
                    answer = answer,
                    value = entered.raw,
                    source = entered.source
                )
            }
        }
        Decided::GoWithout { unit } => msg!("cli.log-without", unit = name(unit)),
        Decided::ExtendDeadline { unit, until } => {
            msg!("due.log", unit = name(unit), day = until)
        }
        Decided::CountIn { unit, into } => {
            msg!("cli.log-merged", unit = name(unit), into = name(into))
        }
        Decided::SettleFigure {
            figure,
            typed,
            ledger,
            keeps_typed,
        } => {
            let id = if *keeps_typed {
                "cli.log-kept-typed"
            } else {
                "cli.log-dropped-typed"
            };
            Message::new(id)
                .with("figure", figure)
                .with("typed", typed)
                .with("ledger", ledger)
        }
        Decided::AssignFile { unit, .. } => {
            msg!("cli.log-assigned", file = file, unit = name(unit))
        }
        Decided::IgnoreFile { .. } => msg!("cli.log-ignored", file = file),
        Decided::CloseFigures => msg!("close.log"),
        Decided::IssueReport { number, day, .. } => {
            msg!("issue.log", number = number, day = day)
        }
        Decided::TakeBack { act } => msg!("cli.log-undone", act = act),
    }
}

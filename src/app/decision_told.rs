//! What a person decided, as a sentence.

use crate::model::receipt::{Decided, Decision};
use crate::model::unit::Roster;
use crate::msg;
use crate::words::Message;

/// What was decided; `file` is the name of the file that it is about, where it is about one.
pub fn told(decision: &Decision, file: &str, roster: &Roster) -> Message {
    let name = |code: &str| {
        let unit = roster.unit(code);
        unit.map_or_else(|| code.to_owned(), |unit| unit.name.clone())
    };
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
        Decided::EnterReturn {
            obligation,
            attached,
            ..
        } => {
            let unit = name(&obligation.unit);
            match attached {
                Some(attached) => msg!(
                    "enter.log-return-with",
                    unit = unit,
                    file = file,
                    attached = attached.file
                ),
                None => msg!("enter.log-return", unit = unit, file = file),
            }
        }
        Decided::GoWithout { unit } => msg!("cli.log-without", unit = name(unit)),
        Decided::WaiveRule { unit, rule } => {
            msg!("flow.log-waived", rule = rule, unit = name(unit))
        }
        Decided::ExtendDeadline { unit, until } => {
            msg!("due.log", unit = name(unit), day = until)
        }
        Decided::MarkSent { unit } => msg!("flow.log-sent", unit = name(unit)),
        Decided::RecordCall { unit, promised } => match promised {
            Some(day) => msg!("calls.log-promise", unit = name(unit), day = day),
            None => msg!("calls.log", unit = name(unit)),
        },
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
        Decided::RecordSigned { unit, signed, .. } => {
            msg!("signed.log", unit = name(unit), file = signed.file)
        }
        Decided::CloseFigures => msg!("close.log"),
        Decided::IssueReport { number, day, .. } => {
            msg!("issue.log", number = number, day = day)
        }
        Decided::HandOver { to, .. } if to.is_empty() => msg!("handover.log"),
        Decided::HandOver { to, .. } => msg!("handover.log-to", to = to),
        Decided::TakeOver { .. } => msg!("handover.log-taken"),
        Decided::TakeBack { act } => msg!("cli.log-undone", act = act),
    }
}

//! What the officer can do, as commands to type.

use super::terminal::Terminal;
use crate::model::action::Action;
use crate::msg;
use crate::words::{Fact, Lang, Message, ToFact, text};

/// What is to be done, and the command that does it; `dir` is the campaign's folder as it was typed.
fn sentence(action: &Action, dir: &str) -> Message {
    match action {
        Action::Assign { file, .. } => msg!("cli.action-assign", dir = dir, file = file),
        Action::TakeFor { file, unit } => {
            msg!("cli.action-take-for", dir = dir, file = file, unit = unit)
        }
        Action::Choose {
            file,
            unit,
            finding,
            is_late,
        } => {
            let id = if *is_late {
                "close.action-choose"
            } else {
                "cli.action-choose"
            };
            Message::new(id)
                .with("dir", dir)
                .with("file", file)
                .with("unit", unit)
                .with("finding", finding)
        }
        Action::Combine {
            file,
            unit,
            finding,
        } => msg!(
            "cli.action-combine",
            dir = dir,
            file = file,
            unit = unit,
            finding = finding
        ),
        Action::Accept { finding } => msg!("cli.action-accept", dir = dir, finding = finding),
        Action::AcceptAlike { code } => msg!("cli.action-accept-alike", dir = dir, code = code),
        Action::Ignore { file } => msg!("cli.action-ignore", dir = dir, file = file),
        Action::KeepSigned { unit } => msg!("cli.action-keep-signed", dir = dir, unit = unit),
        Action::GoWithout { unit } => msg!("cli.action-go-without", dir = dir, unit = unit),
        Action::WaitFor { unit, file } => {
            msg!("cli.action-wait-for", dir = dir, unit = unit, file = file)
        }
        Action::PlaceFigures { unit, into } => {
            let into = match into {
                Some(into) => into.to_fact(),
                None => Fact::Either(
                    text("cli.some-unit", Lang::Vi),
                    text("cli.some-unit", Lang::En),
                ),
            };
            msg!(
                "cli.action-place-figures",
                dir = dir,
                unit = unit,
                into = into
            )
        }
        Action::Settle {
            figure,
            typed,
            may_keep: true,
        } => msg!(
            "cli.action-settle",
            dir = dir,
            figure = figure,
            typed = typed
        ),
        Action::Settle { figure, typed, .. } => msg!(
            "cli.action-settle-ledger",
            dir = dir,
            figure = figure,
            typed = typed
        ),
        Action::Reword { file } => msg!("cli.action-reword", dir = dir, file = file),
        Action::FillSetting { file, key } => {
            msg!("cli.action-fill-setting", file = file, key = key)
        }
    }
}

/// A sentence, and after it what the officer can do.
pub(super) fn with_action(said: &Message, action: Option<&Action>, terminal: &Terminal) -> String {
    let said = terminal.sentence(said);
    match action {
        Some(action) => {
            let action = sentence(action, &terminal.campaign()).say(terminal.lang);
            format!("{said} {action}")
        }
        None => said,
    }
}

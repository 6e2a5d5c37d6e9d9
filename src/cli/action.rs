//! What the officer can do, as commands to type.

use crate::model::action::Action;
use crate::msg;
use crate::words::{Lang, Message};

/// What is to be done, and the command that does it.
pub(super) fn sentence(action: &Action) -> Message {
    match action {
        Action::Assign { file, .. } => msg!("cli.action-assign", file = file),
        Action::Choose {
            file,
            unit,
            finding,
        } => msg!(
            "cli.action-choose",
            file = file,
            unit = unit,
            finding = finding
        ),
        Action::Accept { finding } => msg!("cli.action-accept", finding = finding),
        Action::GoWithout { unit } => msg!("cli.action-go-without", unit = unit),
        Action::FillSetting { file, key } => {
            msg!("cli.action-fill-setting", file = file, key = key)
        }
    }
}

/// A sentence, and after it what the officer can do.
pub(super) fn with_action(said: &Message, action: Option<&Action>, lang: Lang) -> String {
    let said = said.say(lang);
    match action {
        Some(action) => format!("{said} {}", sentence(action).say(lang)),
        None => said,
    }
}

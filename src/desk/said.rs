//! Sentences as a page says them.

use crate::app::Stop;
use crate::words::{Lang, Message, text};

/// Why an operation stopped, a sentence or a mistake each.
pub(super) fn said(stop: &Stop, lang: Lang) -> Vec<String> {
    match stop {
        Stop::Problems(problems) => problems.iter().map(|problem| problem.show(lang)).collect(),
        Stop::Wrong(message) | Stop::Busy(message) | Stop::Fault(message) => {
            vec![without_commands(message, lang)]
        }
        Stop::Cancelled => vec![text("desk.cancelled", lang)],
    }
}

/// A sentence without those of its parts that advise a command: here a button does it.
pub(super) fn without_commands(message: &Message, lang: Lang) -> String {
    let said = message.say(lang);
    if !said.contains("tonghop ") {
        return said;
    }
    let parts = said.split_inclusive(". ");
    let kept: String = parts.filter(|part| !part.contains("tonghop ")).collect();
    if kept.trim().is_empty() {
        said
    } else {
        kept.trim_end().to_owned()
    }
}

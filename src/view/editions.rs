//! Editions of the report, and what happened between them.

use super::decided::decided;
use crate::app::edition::Difference;
use crate::app::editions::Cause;
use crate::model::unit::Roster;
use crate::msg;
use crate::words::Lang;

/// The sentence that names which edition one is.
pub fn kind(edition: &str) -> &'static str {
    match edition {
        "draft" => "cli.edition-draft",
        "review" => "cli.edition-review",
        "issued" => "cli.edition-issued",
        _ => "cli.edition-final",
    }
}

/// What happened, in one sentence.
pub fn cause(cause: &Cause, roster: &Roster, lang: Lang) -> String {
    match cause {
        Cause::CameIn { unit, file } => {
            let name = roster.unit(unit).map_or(unit.as_str(), |unit| &unit.name);
            msg!("cli.editions-came-in", unit = name, file = file).say(lang)
        }
        Cause::Decided { decision, file } => decided(decision, (file, None), roster, lang),
    }
}

/// What a figure said before and says now; where it stood on one side only, that it came or went.
pub fn change(one: &Difference, lang: Lang) -> String {
    let label = &one.label;
    let said = match (&one.before, &one.after) {
        (Some(before), Some(after)) => return format!("{label}: {before} → {after}"),
        (None, Some(after)) => msg!("cli.change-added", label = label, words = after),
        (Some(before), None) => msg!("cli.change-gone", label = label, words = before),
        (None, None) => return label.clone(),
    };
    said.say(lang)
}

//! Turns of phrase that several commands share.

use super::terminal::Terminal;
use crate::app::Output;
use crate::app::edition::Difference;
use crate::app::status::Status;
use crate::model::unit::Roster;
use crate::msg;
use crate::value::{Moment, format};
use crate::view::editions::change;
use crate::words::{Lang, text};

/// One line of at most 60 letters.
pub(super) fn short(words: &str) -> String {
    let one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= 60 {
        return one_line;
    }
    one_line.chars().take(57).chain("…".chars()).collect()
}

/// Figures that read otherwise, a line each; so many at most, the rest counted.
pub(super) fn differences(figures: &[Difference], most: usize, lang: Lang) -> Vec<String> {
    let shown = figures.iter().take(most);
    let said = shown.map(|one| change(one, lang));
    let mut lines: Vec<String> = said.map(|said| format!("  - {said}")).collect();
    if figures.len() > most {
        let more = msg!("cli.more", count = figures.len() - most);
        lines.push(format!("  {}", more.say(lang)));
    }
    lines
}

/// What people call a unit; its code when the roster does not know it.
pub(super) fn unit_name(roster: &Roster, code: &str) -> String {
    roster
        .units
        .iter()
        .find(|u| u.code == code)
        .map_or_else(|| code.to_owned(), |u| u.name.clone())
}

/// How many of the units that should have answered.
pub(super) fn answered(status: &Status, lang: Lang) -> String {
    let (answered, due) = (status.answered(), status.due());
    msg!("cli.answered", answered = answered, due = due).say(lang)
}

/// The day of a stamp of the ledger.
pub(super) fn day_of(stamp: &str, lang: Lang) -> String {
    Moment::parse(stamp).map_or_else(|| stamp.to_owned(), |at| format::short_day(at.day(), lang))
}

/// Day and time of a stamp of the ledger.
pub(super) fn moment(stamp: &str, lang: Lang) -> String {
    let at = Moment::parse(stamp);
    at.map_or_else(
        || stamp.to_owned(),
        |at| format!("{} {}", format::short_day(at.day(), lang), at.time()),
    )
}

/// Says where an output was written.
pub(super) fn written(id: &'static str, output: &Output, terminal: &mut Terminal) {
    let lang = terminal.lang;
    terminal.say(&format!("{}: {}", text(id, lang), output.path.display()));
    if output.beside {
        terminal.say(&format!("  {}", beside(output, lang)));
    }
}

/// That an output stands beside one that a person has changed or holds open.
pub(super) fn beside(output: &Output, lang: Lang) -> String {
    msg!("cli.beside", path = output.path.display()).say(lang)
}

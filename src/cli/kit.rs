//! `kit check`: everything that is wrong with a kit, at its place.

use super::args::KitCommand;
use super::{Outcome, terminal::Terminal};
use crate::app::{Stop, kit_folder};
use crate::kit;
use crate::model::kit::Kit;
use crate::msg;
use crate::view::json;
use crate::words::Message;

pub(super) fn run(
    action: &KitCommand,
    as_json: bool,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let KitCommand::Check { path } = action;
    let files = kit_folder::read(path).map_err(Stop::Wrong)?;
    let lang = terminal.lang;
    let (kit, mistakes) = match kit::load(&files) {
        Ok(kit) => (Some(kit), Vec::new()),
        Err(mistakes) => (None, mistakes),
    };
    if as_json {
        terminal.result(&json::mistakes(&mistakes, &files, lang));
    }
    if let Some(kit) = kit {
        if !as_json {
            terminal.say(&sound(&kit).say(lang));
        }
        return Ok(Outcome::Done);
    }
    let width = Terminal::width();
    for mistake in mistakes.iter().filter(|_| !as_json) {
        let shown = match width {
            Some(width) => mistake.show_within(width, &files, lang),
            None => mistake.show(&files, lang),
        };
        terminal.complain(&shown);
        terminal.complain("");
    }
    Err(Stop::Wrong(msg!(
        "cli.kit-mistakes",
        count = mistakes.len()
    )))
}

fn sound(kit: &Kit) -> Message {
    let fields: usize = kit.forms.iter().map(|f| f.fields().count()).sum();
    let rules = kit.figure_rules.len() + kit.forms.iter().map(|f| f.rules.len()).sum::<usize>();
    msg!(
        "cli.kit-sound",
        title = kit.title,
        forms = kit.forms.len(),
        fields = fields,
        rules = rules
    )
}

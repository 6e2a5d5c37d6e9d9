//! `kit check`: everything that is wrong with a kit, at its place.

use super::{Outcome, terminal::Terminal};
use crate::app::Stop;
use crate::app::kit_check::kit_check;
use crate::model::kit::Kit;
use crate::msg;
use crate::view::json;
use crate::words::Message;
use std::path::PathBuf;

#[derive(Debug, clap::Subcommand)]
pub(super) enum KitCommand {
    #[command(about = "cli.kit-check")]
    Check {
        #[arg(value_name = "THU-MUC", help = "cli.arg-path", value_parser = super::paths::typed())]
        path: PathBuf,
    },
}

pub(super) fn run(action: &KitCommand, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    let KitCommand::Check { path } = action;
    let checked = kit_check(path).map_err(Stop::Wrong)?;
    let mistakes = checked.mistakes();
    let lang = terminal.lang;
    if terminal.json {
        terminal.json(&json::mistakes(mistakes, &checked.files, lang));
    }
    if let Ok(kit) = &checked.kit {
        if !terminal.json {
            terminal.say(&sound(kit).say(lang));
        }
        return Ok(Outcome::Done);
    }
    let width = Terminal::width();
    let shown: &[_] = if terminal.json { &[] } else { mistakes };
    for mistake in shown {
        let shown = match width {
            Some(width) => mistake.show_within(width, &checked.files, lang),
            None => mistake.show(&checked.files, lang),
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
    let of_forms: usize = kit.forms.iter().map(|f| f.rules.len()).sum();
    let rules = of_forms + kit.figure_rules.len() + kit.unit_rules.len();
    msg!(
        "cli.kit-sound",
        title = kit.title,
        forms = kit.forms.len(),
        fields = fields,
        rules = rules
    )
}

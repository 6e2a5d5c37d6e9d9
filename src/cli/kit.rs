//! `kit check`: everything that is wrong with a kit, at its place.

use super::args::KitCommand;
use super::{Outcome, terminal::Terminal};
use crate::flow::Stop;
use crate::kit;
use crate::msg;

pub(super) fn run(action: &KitCommand, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    let KitCommand::Check { path } = action;
    let files = kit::read_folder(path).map_err(Stop::Wrong)?;
    let lang = terminal.lang;
    match kit::load(&files) {
        Ok(kit) => {
            let fields: usize = kit.forms.iter().map(|f| f.fields().count()).sum();
            let rules =
                kit.figure_rules.len() + kit.forms.iter().map(|f| f.rules.len()).sum::<usize>();
            let sound = msg!(
                "cli.kit-sound",
                title = kit.title,
                forms = kit.forms.len(),
                fields = fields,
                rules = rules
            );
            terminal.say(&sound.say(lang));
            Ok(Outcome::Done)
        }
        Err(mistakes) => {
            for mistake in &mistakes {
                terminal.complain(&mistake.show(&files, lang));
                terminal.complain("");
            }
            Err(Stop::Wrong(msg!(
                "cli.kit-mistakes",
                count = mistakes.len()
            )))
        }
    }
}

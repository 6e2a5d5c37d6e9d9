//! What stands in the way of a final.

use super::action::with_action;
use super::terminal::Terminal;
use crate::app::obstacle::Obstacle;
use crate::app::status::Status;

/// Obstacles that are shown before the rest is only counted.
const SHOWN: usize = 20;

/// Answers about whose figures somebody must decide, because the roster has changed since.
pub(super) fn homeless(status: &Status, terminal: &mut Terminal) {
    for one in status.homeless() {
        let said = with_action(&one.said(), one.action().as_ref(), terminal);
        terminal.say(&said);
    }
}

pub(super) fn obstacles(all: &[Obstacle], terminal: &mut Terminal) {
    let shown = terminal.at_most(all.len(), SHOWN);
    for obstacle in &all[..shown] {
        let said = with_action(&obstacle.said, obstacle.action.as_ref(), terminal);
        terminal.say(&format!("  - {said}"));
    }
    terminal.say_more(all.len() - shown, "  ");
}

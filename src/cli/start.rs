//! The page that a person sees who types only `tonghop`, or double-clicks it.

use super::terminal::Terminal;
use crate::words::text;

pub(super) fn page(terminal: &mut Terminal) {
    let page = text("cli.start-page", terminal.lang);
    terminal.lines(page.trim_end());
}

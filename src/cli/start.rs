//! What a person sees who types only `tonghop`, or double-clicks it.

use super::{console, name, terminal::Terminal};
use crate::app::last_opened;
use crate::words::text;
use std::ffi::OsString;
use std::process::ExitCode;

/// What begins without arguments.
pub(super) enum Start {
    /// The program was typed: it tells what it is.
    Page,
    /// It was double-clicked: the page of a campaign, or the first page, is opened by these arguments.
    Desk(Vec<OsString>),
}

impl Start {
    pub(super) fn now() -> Self {
        if !console::is_own() {
            return Self::Page;
        }
        let here = std::env::current_dir().unwrap_or_default();
        let campaign = last_opened::to_open(&here, name::private().as_deref());
        let named = ["tonghop".into(), "desk".into()].into_iter();
        Self::Desk(named.chain(campaign.map(Into::into)).collect())
    }
}

pub(super) fn page(terminal: &mut Terminal) {
    let page = text("cli.start-page", terminal.lang);
    terminal.lines(page.trim_end());
}

/// The window stays until a person has read it.
pub(super) fn stay(terminal: &mut Terminal) {
    terminal.lines(&format!("\n{}", text("cli.press-enter", terminal.lang)));
    // Whatever comes, or nothing: the window may close.
    let _ = std::io::stdin().read_line(&mut String::new());
}

/// The window of a page that could not be opened stays; one that was ended closes.
pub(super) fn stay_on_failure(code: ExitCode, terminal: &mut Terminal) -> ExitCode {
    if code != ExitCode::SUCCESS {
        stay(terminal);
    }
    code
}

//! `name`: who decides on this machine, asked for once.

use super::{Outcome, terminal::Terminal};
use crate::app::{Env, Stop, actor};
use crate::msg;
use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct NameArgs {
    #[arg(value_name = "HO-TEN", help = "due.arg-name")]
    name: Option<String>,
}

pub(super) fn run(args: &NameArgs, env: &Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    let line = match &args.name {
        Some(name) => msg!(
            "due.name-kept",
            name = actor::keep(file().as_deref(), name)?
        ),
        None if env.actor.is_login() => msg!("due.name-login", name = env.actor.name()),
        None => msg!("due.name", name = env.actor.name()),
    };
    terminal.result(&terminal.sentence(&line));
    Ok(Outcome::Done)
}

/// A folder that the environment names.
fn folder(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(name).filter(|value| !value.is_empty());
    folder.map(PathBuf::from)
}

/// The folder of whoever logged in.
pub(super) fn home() -> Option<PathBuf> {
    let home = folder("USERPROFILE").filter(|_| cfg!(windows));
    home.or_else(|| folder("HOME"))
}

/// Where what concerns this machine alone is kept, for whoever logged in.
pub(super) fn private() -> Option<PathBuf> {
    let own = || {
        let all = folder("LOCALAPPDATA").or_else(|| folder("XDG_STATE_HOME"));
        let all = all.or_else(|| Some(folder("HOME")?.join(".local/state")));
        Some(all?.join("tonghop"))
    };
    Some(folder("TONGHOP_CONFIG").or_else(own)?.join("trang"))
}

/// Where the name is kept: with the settings of whoever logged in, unless another folder is named.
pub(super) fn file() -> Option<PathBuf> {
    let own = || {
        let all = folder("APPDATA").or_else(|| folder("XDG_CONFIG_HOME"));
        let all = all.or_else(|| Some(folder("HOME")?.join(".config")));
        Some(all?.join("tonghop"))
    };
    Some(folder("TONGHOP_CONFIG").or_else(own)?.join("ho-ten.txt"))
}

/// Asks whoever sits at the machine; nobody does where input or errors go elsewhere.
pub(super) fn ask() -> Option<String> {
    let (input, mut errors) = (std::io::stdin(), std::io::stderr());
    if !input.is_terminal() || !errors.is_terminal() {
        return None;
    }
    write!(errors, "{} ", crate::words::official("due.ask-name")).ok()?;
    errors.flush().ok()?;
    let mut line = String::new();
    input.lock().read_line(&mut line).ok()?;
    Some(line)
}

//! What may be typed, with help in the language of the person who types.
//!
//! The `about` of a command and the `help` of an argument, where they are declared, are ids of sentences; [`command`]
//! puts the sentences in their place.

use super::command::Command;
use crate::words::{Lang, text};
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser};
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

#[derive(Debug, Parser)]
#[command(
    name = "tonghop",
    about = "cli.about",
    version,
    disable_help_subcommand = true
)]
pub(super) struct Args {
    /// Language of what is printed.
    #[arg(long, global = true, value_name = "NGON-NGU", value_parser = ["vi", "en"], default_value = "vi", hide_possible_values = true, hide_default_value = true, help = "cli.arg-lang")]
    pub(super) lang: String,
    /// For programs.
    #[arg(long, global = true, help = "cli.arg-json")]
    pub(super) json: bool,
    /// Print everything.
    #[arg(long, global = true, help = "cli.arg-all")]
    pub(super) all: bool,
    /// Say little.
    #[arg(short, long, global = true, help = "cli.arg-quiet")]
    pub(super) quiet: bool,
    /// The one clock.
    #[arg(long, global = true, value_name = "NGAY", help = "cli.arg-now")]
    pub(super) now: Option<String>,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// The language asked for, read before anything else so that even a mistake in the arguments is said in it.
pub(super) fn language(arguments: &[OsString]) -> Lang {
    let words: Vec<String> = arguments
        .iter()
        .map(|a| a.to_string_lossy().into_owned())
        .collect();
    let english = words.windows(2).any(|w| w[0] == "--lang" && w[1] == "en")
        || words.iter().any(|w| w == "--lang=en");
    if english { Lang::En } else { Lang::Vi }
}

/// The command with its help texts in a language.
pub(super) fn command(lang: Lang) -> clap::Command {
    let say = |id: &str| text(id, lang);
    let template = format!(
        "{{about}}\n\n{}: {{usage}}\n\n{{all-args}}\n\n{}",
        say("cli.usage-word"),
        say("cli.help-foot")
    );
    let leaf = format!(
        "{{about}}\n\n{}: {{usage}}\n\n{{all-args}}",
        say("cli.usage-word")
    );
    let command = Args::command()
        .help_template(template)
        .subcommand_help_heading(say("cli.commands-word"))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .override_usage(format!(
            "tonghop <{}> [{}]",
            say("cli.command-word"),
            say("cli.options-word")
        ));
    in_language(command, "tonghop", &leaf, lang)
        .arg(
            clap::Arg::new("help")
                .short('h')
                .long("help")
                .global(true)
                .action(clap::ArgAction::Help)
                .help_heading(say("cli.options-word"))
                .help(say("cli.arg-help")),
        )
        .arg(
            clap::Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help_heading(say("cli.options-word"))
                .help(say("cli.arg-version")),
        )
}

/// The command and all below it, with the sentences of a language in place of their ids.
fn in_language(command: clap::Command, path: &str, leaf: &str, lang: Lang) -> clap::Command {
    let say = |id: &StyledStr| text(&id.to_string(), lang);
    let about = command.get_about().map(say);
    let mut command = command
        .about(about.unwrap_or_default())
        .mut_args(|argument| {
            let heading = if argument.is_positional() {
                "cli.arguments-word"
            } else {
                "cli.options-word"
            };
            let help = argument.get_help().map(say);
            argument
                .help(help.unwrap_or_default())
                .help_heading(text(heading, lang))
        });
    let below: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    for name in below {
        let path = format!("{path} {name}");
        command = command.mut_subcommand(name, |c| {
            let usage = usage(&c, &path, lang);
            let c = if c.has_subcommands() {
                c.subcommand_help_heading(text("cli.commands-word", lang))
            } else {
                c.override_usage(usage)
            };
            let c = c.help_template(leaf.to_owned()).disable_help_flag(true);
            in_language(c, &path, leaf, lang)
        });
    }
    command
}

/// How a command is typed: options in brackets, what must be given in angles.
fn usage(command: &clap::Command, name: &str, lang: Lang) -> String {
    let mut usage = format!("{name} [{}]", text("cli.options-word", lang));
    for argument in command.get_positionals() {
        let value = argument.get_value_names().and_then(|names| names.first());
        let value = value.map_or_else(|| argument.get_id().as_str(), |name| name.as_str());
        let several = matches!(argument.get_action(), clap::ArgAction::Append);
        let dots = if several { "…" } else { "" };
        if argument.is_required_set() {
            usage.push_str(&[" <", value, ">", dots].concat());
        } else {
            usage.push_str(&[" [", value, "]", dots].concat());
        }
    }
    usage
}

/// Says what was wrong with the arguments, and what to type instead.
pub(super) fn explain_error(error: &clap::Error, lang: Lang) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Who reads may have seen enough.
            let _ = write!(std::io::stdout(), "{error}");
            return ExitCode::SUCCESS;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = write!(std::io::stderr(), "{error}");
            return ExitCode::from(2);
        }
        _ => {}
    }
    let given = |kind| {
        error.get(kind).map(|value| match value {
            ContextValue::String(s) => s.clone(),
            ContextValue::Strings(all) => all.join(", "),
            other => other.to_string(),
        })
    };
    let argument = given(ContextKind::InvalidArg)
        .or_else(|| given(ContextKind::InvalidSubcommand))
        .unwrap_or_default();
    let value = given(ContextKind::InvalidValue).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::MissingRequiredArgument => crate::msg!("cli.wrong-missing", argument = argument),
        ErrorKind::MissingSubcommand => crate::msg!("cli.wrong-no-command"),
        ErrorKind::InvalidSubcommand => crate::msg!("cli.wrong-command", argument = argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            crate::msg!("cli.wrong-value", argument = argument, value = value)
        }
        ErrorKind::ArgumentConflict => crate::msg!("cli.wrong-conflict", argument = argument),
        _ => crate::msg!("cli.wrong-argument", argument = argument),
    };
    let mut lines = vec![format!(
        "{}: {}",
        text("campaign.error-word", lang),
        message.say(lang)
    )];
    if let Some(near) =
        given(ContextKind::SuggestedSubcommand).or_else(|| given(ContextKind::SuggestedArg))
    {
        lines.push(crate::msg!("cli.did-you-mean", near = near).say(lang));
    }
    lines.push(text("cli.see-help", lang));
    let _ = writeln!(std::io::stderr(), "{}", lines.join("\n"));
    ExitCode::from(2)
}

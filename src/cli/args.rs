//! What may be typed, with help in the language of the person who types.

use super::accept::AcceptArgs;
use super::assign::AssignArgs;
use super::consolidate::ConsolidateArgs;
use super::editions::EditionsArgs;
use super::emit::EmitArgs;
use super::explain::ExplainArgs;
use super::ingest::IngestArgs;
use super::init::InitArgs;
use super::kit::KitCommand;
use super::letter::LetterArgs;
use super::lint::LintArgs;
use super::report::ReportArgs;
use super::run::RunArgs;
use super::status::StatusArgs;
use super::validate::ValidateArgs;
use super::without::WithoutArgs;
use crate::words::{Lang, text};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::process::ExitCode;

#[derive(Debug, Parser)]
#[command(name = "tonghop", version, disable_help_subcommand = true)]
pub(super) struct Args {
    /// Language of what is printed.
    #[arg(long, global = true, value_name = "NGON-NGU", value_parser = ["vi", "en"], default_value = "vi", hide_possible_values = true, hide_default_value = true)]
    pub(super) lang: String,
    /// For programs.
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Say little.
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// The one clock.
    #[arg(long, global = true, value_name = "NGAY")]
    pub(super) now: Option<String>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Init(InitArgs),
    Emit(EmitArgs),
    Ingest(IngestArgs),
    Validate(ValidateArgs),
    Status(StatusArgs),
    Consolidate(ConsolidateArgs),
    Report(ReportArgs),
    Editions(EditionsArgs),
    Letter(LetterArgs),
    Lint(LintArgs),
    Run(RunArgs),
    Explain(ExplainArgs),
    Accept(AcceptArgs),
    Without(WithoutArgs),
    Assign(AssignArgs),
    Kit {
        #[command(subcommand)]
        action: KitCommand,
    },
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
    let mut command = Args::command()
        .about(say("cli.about"))
        .help_template(template)
        .subcommand_help_heading(say("cli.commands-word"))
        .disable_help_flag(true)
        .disable_version_flag(true)
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
        .override_usage(format!(
            "tonghop <{}> [{}]",
            say("cli.command-word"),
            say("cli.options-word")
        ));
    for (name, id) in [
        ("init", "cli.init"),
        ("emit", "cli.emit"),
        ("ingest", "cli.ingest"),
        ("validate", "cli.validate"),
        ("status", "cli.status"),
        ("consolidate", "cli.consolidate"),
        ("report", "cli.report"),
        ("editions", "cli.editions"),
        ("letter", "cli.letter"),
        ("lint", "cli.lint"),
        ("run", "cli.run"),
        ("explain", "cli.explain"),
        ("accept", "cli.accept"),
        ("without", "cli.without"),
        ("assign", "cli.assign"),
        ("kit", "cli.kit"),
    ] {
        let about = say(id);
        let leaf = leaf.clone();
        command = command.mut_subcommand(name, |c| {
            let usage = usage(&c, &format!("tonghop {name}"), lang);
            let c = c.override_usage(usage).about(about).help_template(leaf);
            with_headings(c.disable_help_flag(true), lang)
        });
    }
    command = command.mut_subcommand("kit", |c| {
        c.disable_help_subcommand(true)
            .override_usage("tonghop kit check <THU-MUC>")
            .subcommand_help_heading(say("cli.commands-word"))
            .mut_subcommand("check", |c| {
                let usage = usage(&c, "tonghop kit check", lang);
                with_headings(
                    c.override_usage(usage)
                        .about(say("cli.kit-check"))
                        .help_template(leaf.clone())
                        .disable_help_flag(true),
                    lang,
                )
            })
    });
    with_headings(command, lang)
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

/// Every argument's help and heading in the language.
fn with_headings(mut command: clap::Command, lang: Lang) -> clap::Command {
    let ids: Vec<(String, bool)> = command
        .get_arguments()
        .map(|a| (a.get_id().to_string(), a.is_positional()))
        .collect();
    let of_documents = command.get_name() == "lint";
    for (id, positional) in ids {
        let help = match id.as_str() {
            "lang" => "cli.arg-lang",
            "json" => "cli.arg-json",
            "quiet" => "cli.arg-quiet",
            "now" => "cli.arg-now",
            "dir" | "campaign" => "cli.arg-dir",
            "file" if of_documents => "cli.arg-word-file",
            "files" | "file" => "cli.arg-file",
            "kit" => "cli.arg-kit",
            "draft" => "cli.arg-draft",
            "review" => "cli.arg-review",
            "compare" => "cli.arg-compare",
            "common" => "cli.arg-common",
            "remind" => "cli.arg-remind",
            "mend" => "cli.arg-mend",
            "refresh" => "cli.arg-refresh",
            "pdf" => "cli.arg-pdf",
            "office" => "cli.arg-office",
            "document" => "cli.arg-document",
            "last" => "cli.arg-final",
            "name" => "cli.arg-name",
            "finding" => "cli.arg-finding",
            "unit" => "cli.arg-unit",
            "reason" => "cli.arg-reason",
            "path" => "cli.arg-path",
            _ => continue,
        };
        let heading = if positional {
            "cli.arguments-word"
        } else {
            "cli.options-word"
        };
        command = command.mut_arg(&id, |a| {
            a.help(text(help, lang)).help_heading(text(heading, lang))
        });
    }
    command
}

/// Says what was wrong with the arguments, and what to type instead.
#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "help and usage go straight to the person"
)]
pub(super) fn explain_error(error: &clap::Error, lang: Lang) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print!("{error}");
            return ExitCode::SUCCESS;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{error}");
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
    eprintln!(
        "{}: {}",
        text("campaign.error-word", lang),
        message.say(lang)
    );
    if let Some(near) =
        given(ContextKind::SuggestedSubcommand).or_else(|| given(ContextKind::SuggestedArg))
    {
        eprintln!("{}", crate::msg!("cli.did-you-mean", near = near).say(lang));
    }
    eprintln!("{}", text("cli.see-help", lang));
    ExitCode::from(2)
}

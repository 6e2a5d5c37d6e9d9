//! `lint`: what a clerk would send a document back for.

use super::{Outcome, terminal::Terminal};
use crate::app::lint::{self, Judged, LintFinding, breaks_the_decree, is_of_old_figures};
use crate::app::{Env, Stop, Workspace};
use crate::msg;
use crate::view::json;
use crate::words::{Lang, text};
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct LintArgs {
    #[arg(value_name = "TEP", help = "cli.arg-word-file", value_parser = super::paths::typed())]
    file: PathBuf,
    #[arg(long, value_name = "THU-MUC", help = "cli.arg-dir", value_parser = super::paths::typed())]
    campaign: Option<PathBuf>,
}

pub(super) fn run(args: &LintArgs, env: Env, terminal: &mut Terminal) -> Result<Outcome, Stop> {
    let judged = match &args.campaign {
        Some(dir) => {
            terminal.works_on(dir);
            let mut snapshot = Workspace::open(dir, env)?.snapshot()?;
            lint::lint_in_campaign(&args.file, &mut snapshot)?
        }
        None => lint::lint(&args.file)?,
    };
    if terminal.json {
        terminal.json(&json::judged(&judged, terminal.lang));
    } else {
        print(&judged, terminal);
        if judged.findings.iter().any(is_of_old_figures) {
            let refresh = msg!("cli.lint-refresh", file = args.file.display());
            terminal.result(&terminal.sentence(&refresh));
        }
    }
    Ok(Outcome::of(!judged.findings.is_empty()))
}

fn print(judged: &Judged, terminal: &mut Terminal) {
    let lang = terminal.lang;
    for alike in groups(&judged.findings) {
        for line in lines(&alike, lang) {
            terminal.result(&line);
        }
    }
    let count = judged.findings.len();
    let strict = judged
        .findings
        .iter()
        .filter(|f| breaks_the_decree(f))
        .count();
    terminal.result(&if count == 0 {
        text("cli.lint-clean", lang)
    } else {
        msg!("cli.lint-count", count = count, strict = strict).say(lang)
    });
    if let Some(agreeing) = judged.agreeing {
        terminal.result(&msg!("cli.lint-agreeing", count = agreeing).say(lang));
    }
}

/// Findings that say the same of several paragraphs are one entry, at the first of them.
fn groups(findings: &[LintFinding]) -> Vec<Vec<&LintFinding>> {
    let mut groups: Vec<Vec<&LintFinding>> = Vec::new();
    for finding in findings {
        let same = |g: &&mut Vec<&LintFinding>| {
            let first = g[0];
            first.rule == finding.rule
                && first.message == finding.message
                && first.paragraph.is_some() == finding.paragraph.is_some()
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
}

/// The place, what to mend, and the passage.
fn lines(alike: &[&LintFinding], lang: Lang) -> Vec<String> {
    let Some(finding) = alike.first() else {
        return Vec::new();
    };
    let numbers: Vec<String> = alike
        .iter()
        .filter_map(|f| f.paragraph.map(|n| n.to_string()))
        .collect();
    let place = if numbers.is_empty() {
        text("cli.lint-document", lang)
    } else {
        msg!("cli.lint-paragraph", number = numbers.join(", ")).say(lang)
    };
    let source = if finding.source.is_empty() {
        String::new()
    } else {
        format!(" ({})", finding.source)
    };
    let mut out = vec![
        format!("{} {place}{source}", finding.rule.id),
        format!("   {}", finding.message.say(lang)),
    ];
    if !finding.excerpt.trim().is_empty() {
        out.push(format!("   | {}", finding.excerpt.trim()));
    }
    out
}

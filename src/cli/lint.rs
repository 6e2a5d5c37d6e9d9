//! `lint`: what a clerk would send a document back for.

use super::{Outcome, terminal::Terminal};
use crate::app;
use crate::app::Env;
use crate::app::{Session, Stop};
use crate::lint::{Finding, Judged, breaks_the_decree};
use crate::msg;
use crate::words::{Lang, text};
use std::path::Path;

pub(super) fn lint(
    file: &Path,
    campaign: Option<&Path>,
    env: &Env,
    json: bool,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let mut session = match campaign {
        Some(dir) => Some(Session::open_to_read(dir, env)?),
        None => None,
    };
    let judged = app::lint::lint(file, session.as_mut())?;
    if json {
        terminal.result(&as_json(&judged, terminal.lang));
    } else {
        print(&judged, terminal);
    }
    Ok(if judged.findings.is_empty() {
        Outcome::Done
    } else {
        Outcome::NeedsPeople
    })
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
fn groups(findings: &[Finding]) -> Vec<Vec<&Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        let same = |g: &&mut Vec<&Finding>| {
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
fn lines(alike: &[&Finding], lang: Lang) -> Vec<String> {
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

fn as_json(judged: &Judged, lang: Lang) -> String {
    let findings: Vec<_> = judged
        .findings
        .iter()
        .map(|f| {
            serde_json::json!({
                "rule": f.rule.id,
                "source": f.source,
                "breaks_the_decree": breaks_the_decree(f),
                "paragraph": f.paragraph,
                "excerpt": f.excerpt,
                "message": f.message.say(lang),
            })
        })
        .collect();
    serde_json::json!({ "findings": findings, "agreeing": judged.agreeing }).to_string()
}

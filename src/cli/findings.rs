//! Findings by unit and file; of each the causes, the first to mend first.

use super::action::with_action;
use super::phrase::{short, unit_name};
use super::terminal::Terminal;
use crate::model::finding::{Finding, FindingState};
use crate::model::reading::Place;
use crate::model::unit::Roster;
use crate::msg;
use crate::value::Severity;
use crate::view::causes::by_cause;
use crate::words::{Lang, text};

/// Findings shown of one cause before the rest is only counted.
const FINDINGS_SHOWN: usize = 6;

/// Those that nobody has settled, and how many they are.
pub(super) fn findings<'f>(
    roster: &Roster,
    all: impl IntoIterator<Item = &'f Finding>,
    terminal: &mut Terminal,
) {
    let lang = terminal.lang;
    let open: Vec<&Finding> = all.into_iter().filter(|f| is_open(f)).collect();
    for group in open.chunk_by(|a, b| (&a.unit, &a.file) == (&b.unit, &b.file)) {
        terminal.say("");
        terminal.say(&whose(roster, group[0], lang));
        for cause in by_cause(group) {
            for finding in cause.findings.iter().take(FINDINGS_SHOWN) {
                print_finding(finding, terminal);
            }
            if cause.findings.len() > FINDINGS_SHOWN {
                let more = cause.findings.len() - FINDINGS_SHOWN;
                let line = msg!("cli.same-cause", count = more, code = cause.code);
                terminal.say(&format!("    {}", line.say(lang)));
            }
        }
    }
    if !open.is_empty() {
        terminal.say("");
        terminal.say(&left(open, lang));
    }
}

/// How many nobody has settled.
pub(super) fn left<'f>(all: impl IntoIterator<Item = &'f Finding>, lang: Lang) -> String {
    let open: Vec<&Finding> = all.into_iter().filter(|f| is_open(f)).collect();
    let errors = open.iter().filter(|f| f.holds_a_final());
    msg!(
        "cli.findings-left",
        count = open.len(),
        errors = errors.count()
    )
    .say(lang)
}

fn is_open(finding: &Finding) -> bool {
    matches!(finding.state, FindingState::Open | FindingState::Explained)
}

/// Unit and file of a finding.
fn whose(roster: &Roster, finding: &Finding, lang: Lang) -> String {
    let unit = match &finding.unit {
        Some(unit) => unit_name(roster, unit),
        None if finding.file.is_empty() => text("cli.whole-campaign", lang),
        None => text("cli.unit-unknown", lang),
    };
    if finding.file.is_empty() {
        unit
    } else {
        format!("{unit} · {}", finding.file)
    }
}

fn print_finding(finding: &Finding, terminal: &mut Terminal) {
    let lang = terminal.lang;
    let severity = text(severity_word(finding.severity), lang);
    terminal.say(&format!(
        "  {severity}: {}  [{}]",
        finding.message.say(lang),
        finding.id
    ));
    for cell in &finding.cells {
        let place = cell.place.as_ref().map(Place::shown).unwrap_or_default();
        let label = if cell.label.is_empty() {
            cell.field.as_deref().unwrap_or_default()
        } else {
            cell.label.as_str()
        };
        let said = cell.shown.say(lang);
        let shown = if said.is_empty() {
            text("cli.blank", lang)
        } else {
            short(&said)
        };
        let label = if label.is_empty() || label == place {
            String::new()
        } else {
            format!("{label}: ")
        };
        terminal.say(format!("      {place}  {label}{shown}").trim_end());
    }
    if !finding.reason.is_empty() {
        let line = msg!("cli.unit-reason", reason = short(&finding.reason));
        terminal.say(&format!("      {}", line.say(lang)));
    }
    let todo = with_action(&finding.todo, finding.open_action().as_ref(), lang);
    terminal.say(&format!("    {todo}"));
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "cli.severity-error",
        Severity::Warning => "cli.severity-warning",
        Severity::Note => "cli.severity-note",
    }
}

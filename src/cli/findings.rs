//! Findings by unit and file; of each the causes, the first to mend first.

use super::action::with_action;
use super::phrase::{short, unit_name};
use super::shown::fitting;
use super::terminal::Terminal;
use crate::model::finding::{Finding, FindingState};
use crate::model::reading::Place;
use crate::model::unit::Roster;
use crate::msg;
use crate::value::Severity;
use crate::view::causes::by_cause;
use crate::words::{Lang, text};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Findings shown of one cause before the rest is only counted.
const FINDINGS_SHOWN: usize = 6;
/// Cells shown of one finding before the rest is only counted.
const CELLS_SHOWN: usize = 12;
/// Of more findings only the worst of each kind are shown, unless all are asked for.
const SHOWN_WHOLE: usize = 80;
/// Findings of one kind that are shown then.
const EXAMPLES: usize = 3;
/// Units that are named then.
const UNITS_SHOWN: usize = 20;

/// Those that nobody has settled, and how many they are.
pub(super) fn findings<'f>(
    roster: &Roster,
    all: impl IntoIterator<Item = &'f Finding>,
    terminal: &mut Terminal,
) {
    let lang = terminal.lang;
    let open: Vec<&Finding> = all.into_iter().filter(|f| is_open(f)).collect();
    if open.len() > SHOWN_WHOLE && !terminal.all {
        brief(roster, &open, terminal);
        return;
    }
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

/// Of very many: how many there are of each kind with the worst few, the units with most to do, and where all of it stands.
fn brief(roster: &Roster, open: &[&Finding], terminal: &mut Terminal) {
    let lang = terminal.lang;
    let mut kinds: BTreeMap<(Severity, &str), Vec<&Finding>> = BTreeMap::new();
    for finding in open {
        let kind = (finding.severity, finding.code.as_str());
        kinds.entry(kind).or_default().push(finding);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|((severity, _), of)| (*severity, Reverse(of.len())));
    for ((severity, code), of) in kinds {
        let units: BTreeSet<_> = of.iter().map(|f| (&f.unit, &f.file)).collect();
        let line = msg!(
            "cli.kind",
            severity = text(severity_word(severity), lang),
            code = code,
            count = of.len(),
            files = units.len()
        );
        terminal.say("");
        terminal.say(&line.say(lang));
        for finding in of.iter().take(EXAMPLES) {
            let whose = fitting(&whose(roster, finding, lang), 60);
            let said = fitting(&finding.message.say(lang), 160);
            terminal.say(&format!("  {whose}: {said}  [{}]", finding.id));
        }
        terminal.say_more(of.len().saturating_sub(EXAMPLES), "  ");
    }
    units_to_do(roster, open, terminal);
    terminal.say("");
    terminal.say(&left(open.iter().copied(), lang));
    let dir = terminal.campaign();
    terminal.say(&msg!("cli.shown-brief", dir = dir).say(lang));
}

/// The units with most to mend.
fn units_to_do(roster: &Roster, open: &[&Finding], terminal: &mut Terminal) {
    let lang = terminal.lang;
    let mut units: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for finding in open.iter().filter(|f| f.severity != Severity::Note) {
        let Some(unit) = &finding.unit else { continue };
        let (errors, all) = units.entry(unit).or_default();
        *errors += usize::from(finding.holds_a_final());
        *all += 1;
    }
    let mut units: Vec<_> = units.into_iter().collect();
    units.sort_by_key(|(_, count)| Reverse(*count));
    if units.is_empty() {
        return;
    }
    terminal.say("");
    terminal.say(&msg!("cli.units-to-do", count = units.len()).say(lang));
    for (unit, (errors, all)) in units.iter().take(UNITS_SHOWN) {
        let unit = unit_name(roster, unit);
        let line = if *errors == 0 {
            msg!("cli.unit-to-do-no-error", unit = unit, count = *all)
        } else {
            msg!(
                "cli.unit-to-do",
                unit = unit,
                errors = *errors,
                count = *all
            )
        };
        terminal.say(&format!("  {}", line.say(lang)));
    }
    terminal.say_more(units.len().saturating_sub(UNITS_SHOWN), "  ");
}

/// How many nobody has settled.
pub(super) fn left<'f>(all: impl IntoIterator<Item = &'f Finding>, lang: Lang) -> String {
    let open: Vec<&Finding> = all.into_iter().filter(|f| is_open(f)).collect();
    let count = open.len();
    let errors = open.iter().filter(|f| f.holds_a_final()).count();
    let said = match (count, errors) {
        (0, _) => msg!("cli.no-findings-left"),
        (_, 0) => msg!("cli.findings-left-no-error", count = count),
        _ => msg!("cli.findings-left", count = count, errors = errors),
    };
    said.say(lang)
}

fn is_open(finding: &Finding) -> bool {
    finding.state.is_unsettled()
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
    let shown = terminal.at_most(finding.cells.len(), CELLS_SHOWN);
    for cell in &finding.cells[..shown] {
        let place = cell.place.as_ref().map(Place::shown);
        let place = place.map(|p| p + "  ").unwrap_or_default();
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
        let label = if label.is_empty() || label == place.trim_end() {
            String::new()
        } else {
            format!("{label}: ")
        };
        terminal.say(format!("      {place}{label}{shown}").trim_end());
    }
    terminal.say_more(finding.cells.len() - shown, "      ");
    if !finding.reason.is_empty() {
        let line = msg!("cli.unit-reason", reason = short(&finding.reason));
        terminal.say(&format!("      {}", line.say(lang)));
    }
    if finding.state == FindingState::Asked {
        terminal.say(&format!("    {}", text("cli.asked-waiting", lang)));
    }
    let todo = with_action(&finding.todo, finding.open_action().as_ref(), terminal);
    terminal.say(&format!("    {todo}"));
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "cli.severity-error",
        Severity::Warning => "cli.severity-warning",
        Severity::Note => "cli.severity-note",
    }
}

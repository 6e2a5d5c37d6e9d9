//! How results look on a terminal of 80 columns.

use super::{arrivals, terminal::Terminal};
use crate::app::Output;
use crate::app::consolidate::{Consolidated, state_word};
use crate::app::emit::Emitted;
use crate::app::ingest::Received;
use crate::app::refresh::{By, Refreshed};
use crate::app::report::Reported;
use crate::campaign::Campaign;
use crate::campaign::status::Status;
use crate::model::document::Edition;
use crate::model::finding::open_errors;
use crate::model::finding::{Finding, FindingState};
use crate::msg;
use crate::value::Severity;
use crate::value::{Moment, format};
use crate::view::causes::by_cause;
use crate::words::{Lang, Message, text};
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table};

/// Findings shown of one cause before the rest is only counted.
const FINDINGS_SHOWN: usize = 6;

fn table(heads: &[&str], lang: Lang) -> Table {
    let mut table = Table::new();
    table
        .load_style(comfy_table::presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(80)
        .set_header(heads.iter().map(|id| text(id, lang)));
    table
}

fn number(n: usize) -> Cell {
    let shown = if n == 0 { String::new() } else { n.to_string() };
    Cell::new(shown).set_alignment(CellAlignment::Right)
}

pub(super) fn emitted(done: &Emitted, terminal: &mut Terminal) {
    let lang = terminal.lang;
    let all = done.personal.iter().chain(&done.common);
    let new = all.clone().filter(|(_, o)| !o.unchanged).count();
    let same = all.clone().filter(|(_, o)| o.unchanged).count();
    terminal.say(&msg!("cli.emitted", new = new, same = same).say(lang));
    for (_, output) in all.filter(|(_, o)| o.beside) {
        terminal.say(&beside(output, lang));
    }
    if let Some(list) = &done.list {
        terminal.say(&msg!("cli.dispatch", path = list.path.display()).say(lang));
    }
}

fn beside(output: &Output, lang: Lang) -> String {
    msg!("cli.beside", path = output.path.display()).say(lang)
}

pub(super) fn unit_name(campaign: &Campaign, code: &str) -> String {
    campaign
        .roster
        .units
        .iter()
        .find(|u| u.code == code)
        .map_or_else(|| code.to_owned(), |u| u.name.clone())
}

/// Findings by unit and file; of each the causes, the first to mend first.
pub(super) fn findings(campaign: &Campaign, all: &[Finding], terminal: &mut Terminal) {
    let lang = terminal.lang;
    let standing: Vec<Finding> = all
        .iter()
        .filter(|f| matches!(f.state, FindingState::Open | FindingState::Explained))
        .cloned()
        .collect();
    for group in standing.chunk_by(|a, b| (&a.unit, &a.file) == (&b.unit, &b.file)) {
        terminal.say("");
        terminal.say(&whose(campaign, &group[0], lang));
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
    if !standing.is_empty() {
        terminal.say("");
        let errors = open_errors(all).count();
        let line = msg!("cli.findings-left", count = standing.len(), errors = errors);
        terminal.say(&line.say(lang));
    }
}

/// Unit and file of a finding.
fn whose(campaign: &Campaign, finding: &Finding, lang: Lang) -> String {
    let unit = if finding.unit.is_empty() && finding.file.is_empty() {
        text("cli.whole-campaign", lang)
    } else if finding.unit.is_empty() {
        text("cli.unit-unknown", lang)
    } else {
        unit_name(campaign, &finding.unit)
    };
    if finding.file.is_empty() {
        unit
    } else {
        format!("{unit} · {}", finding.file)
    }
}

pub(super) fn short(words: &str) -> String {
    let one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= 60 {
        return one_line;
    }
    one_line.chars().take(57).chain("…".chars()).collect()
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
        let place = cell
            .place
            .as_ref()
            .map(crate::model::reading::Place::shown)
            .unwrap_or_default();
        let label = if cell.label.is_empty() {
            &cell.field
        } else {
            &cell.label
        };
        let shown = if cell.shown.is_empty() {
            text("cli.blank", lang)
        } else {
            short(&cell.shown)
        };
        let label = if label.is_empty() || *label == place {
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
    terminal.say(&format!("    {}", finding.todo.say(lang)));
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "cli.severity-error",
        Severity::Warning => "cli.severity-warning",
        Severity::Note => "cli.severity-note",
    }
}

pub(super) fn roster(status: &Status, terminal: &mut Terminal) {
    let lang = terminal.lang;
    let mut out = table(
        &[
            "cli.head-code",
            "cli.head-unit",
            "cli.head-state",
            "cli.head-received",
            "cli.head-errors",
            "cli.head-warnings",
        ],
        lang,
    );
    for unit in &status.roster {
        let received = unit
            .receipt
            .as_ref()
            .map(|r| day_of(&r.received_at))
            .unwrap_or_default();
        out.add_row(vec![
            Cell::new(&unit.code),
            Cell::new(&unit.name),
            Cell::new(state_word(&unit.state, lang)),
            Cell::new(received),
            number(unit.open.0 as usize),
            number(unit.open.1 as usize),
        ]);
    }
    terminal.result(&out.to_string());
    terminal.result(&answered(status, lang));
}

/// The day of a stamp of the ledger, as offices write it.
fn day_of(stamp: &str) -> String {
    Moment::parse(stamp).map_or_else(|| stamp.to_owned(), |at| format::day(at.day()))
}

fn answered(status: &Status, lang: Lang) -> String {
    let due = status.units.len();
    let answered = status.units.iter().filter(|u| u.in_force.is_some()).count();
    msg!("cli.answered", answered = answered, due = due).say(lang)
}

pub(super) fn consolidated(done: &Consolidated, terminal: &mut Terminal) {
    let lang = terminal.lang;
    terminal.say(&written("cli.consolidated", &done.workbook, lang));
    if let Some(selection) = &done.selection {
        terminal.say(&written("cli.selection", selection, lang));
    }
    if done.unread > 0 {
        terminal.say(&msg!("cli.unread", count = done.unread).say(lang));
    }
}

pub(super) fn written(id: &'static str, output: &Output, lang: Lang) -> String {
    let line = format!("{}: {}", text(id, lang), output.path.display());
    if output.beside {
        format!("{line}\n  {}", beside(output, lang))
    } else {
        line
    }
}

pub(super) fn reported(done: &Reported, terminal: &mut Terminal) {
    let lang = terminal.lang;
    if let Some(output) = &done.output {
        let id = match done.edition {
            Edition::Final => "cli.report-final",
            Edition::Draft => "cli.report-draft",
            Edition::Review => "cli.report-review",
        };
        terminal.say(&written(id, output, lang));
    } else {
        terminal.say(&text("cli.final-refused", lang));
    }
    for obstacle in &done.obstacles {
        terminal.say(&format!("  - {}", obstacle.say(lang)));
    }
}

pub(super) fn refreshed(done: &Refreshed, terminal: &mut Terminal) {
    let lang = terminal.lang;
    let count = |by| done.found.get(&by).copied().unwrap_or_default();
    let (tag, alias, bookmark) = (count(By::Tag), count(By::Alias), count(By::Bookmark));
    terminal.say(&msg!("cli.refresh-found", count = tag + alias + bookmark).say(lang));
    if alias + bookmark > 0 {
        terminal.say(&msg!("cli.refresh-lost", alias = alias, bookmark = bookmark).say(lang));
    }
    if done.changed.is_empty() {
        terminal.say(&text("cli.refresh-same", lang));
    } else {
        terminal.say(&msg!("cli.refresh-changed", count = done.changed.len()).say(lang));
    }
    for change in &done.changed {
        let line = msg!(
            "cli.refresh-change",
            label = change.label,
            old = change.old,
            new = change.new,
            place = change.place
        );
        terminal.say(&format!("  - {}", line.say(lang)));
    }
    if !done.warnings.is_empty() {
        terminal.say(&text("cli.refresh-look", lang));
    }
    for warning in &done.warnings {
        terminal.say(&format!("  - {}", warning.say(lang)));
    }
    if !done.obstacles.is_empty() {
        terminal.say(&text("cli.final-refused", lang));
    }
    for obstacle in &done.obstacles {
        terminal.say(&format!("  - {}", obstacle.say(lang)));
    }
    if let Some(output) = &done.output {
        let id = match done.edition {
            Edition::Final => "cli.report-final",
            Edition::Draft | Edition::Review => "cli.report-refreshed",
        };
        terminal.say(&written(id, output, lang));
    }
}

/// What else there is to say of a run.
pub(super) fn told(messages: &[Message], terminal: &mut Terminal) {
    for message in messages {
        terminal.say(&message.say(terminal.lang));
    }
}

pub(super) fn summary(
    emitted: &Emitted,
    received: &[Received],
    status: &Status,
    consolidated: &Consolidated,
    reported: &Reported,
    terminal: &mut Terminal,
) {
    let lang = terminal.lang;
    let new_files = emitted.personal.iter().chain(&emitted.common);
    let open = status
        .findings
        .iter()
        .filter(|f| matches!(f.state, FindingState::Open | FindingState::Explained))
        .count();
    let mut out = table(&["cli.head-step", "cli.head-result"], lang);
    let mut row = |id: &str, result: String| {
        out.add_row(vec![text(id, lang), result]);
    };
    row(
        "cli.step-emit",
        msg!(
            "cli.step-emit-result",
            new = new_files.filter(|(_, o)| !o.unchanged).count()
        )
        .say(lang),
    );
    row("cli.step-ingest", arrivals::counted(received, lang));
    row("cli.step-units", answered(status, lang));
    row(
        "cli.step-findings",
        msg!(
            "cli.findings-left",
            count = open,
            errors = open_errors(&status.findings).count()
        )
        .say(lang),
    );
    row("cli.step-consolidate", name(&consolidated.workbook));
    if let Some(output) = &reported.output {
        let id = match reported.edition {
            Edition::Final => "cli.step-final",
            Edition::Draft | Edition::Review => "cli.step-draft",
        };
        row(id, name(output));
    }
    terminal.say("");
    terminal.result(&out.to_string());
    if let Some(output) = &reported.output {
        terminal.result(&output.path.display().to_string());
    }
    if consolidated.unread > 0 {
        terminal.say(&msg!("cli.unread", count = consolidated.unread).say(lang));
    }
    if !reported.obstacles.is_empty() {
        terminal.say(&text("cli.before-final", lang));
        for obstacle in reported.obstacles.iter().take(20) {
            terminal.say(&format!("  - {}", obstacle.say(lang)));
        }
        if reported.obstacles.len() > 20 {
            let more = reported.obstacles.len() - 20;
            terminal.say(&format!("  {}", msg!("cli.more", count = more).say(lang)));
        }
    }
}

fn name(output: &Output) -> String {
    let folder = output.path.parent().and_then(|p| p.file_name());
    let file = output.path.file_name();
    [folder, file]
        .into_iter()
        .flatten()
        .map(|n| n.to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

//! The leader's one page: the figures that the kit names with last period and change, who has not answered, what was accepted
//! and why, what stands out.
//!
//! In: where the campaign stands. Out: a document without letterhead and signature. Everything is cut to what a page of A4
//! holds; what is left out is counted.

use crate::campaign::settings::Settings;
use crate::campaign::status::Status;
use crate::model::document::{Block, Column, Document, Frame, Inline, Row, Table};
use crate::model::figure::{Figure, FigureValue, Figures};
use crate::model::finding::{Finding, FindingState, unsettled};
use crate::model::id::FigureId;
use crate::model::kit::{Align, Kit};
use crate::model::oddity::Oddity;
use crate::model::receipt::Decision;
use crate::msg;
use crate::report::frame::frame;
use crate::report::review::said_odd;
use crate::value::{Kind, Value, format};
use crate::words::{Lang, Message, official, official_value};

/// Units that are named; of more, how many there are.
const NAMED: usize = 12;
/// Units that are not waited for, and things that were accepted; of more, how many there are.
const DECIDED: usize = 3;
/// Values that stand out.
const ODD: usize = 3;
/// Letters of a label or of a line.
const LONGEST: usize = 115;
/// Letters of what was accepted, so that there is room for the reason.
const SUBJECT: usize = 50;

/// What the page is written from.
pub(crate) struct BriefInput<'a> {
    /// The kit.
    pub(crate) kit: &'a Kit,
    /// The campaign's settings.
    pub(crate) settings: &'a Settings,
    /// Where it stands.
    pub(crate) status: &'a Status,
    /// The figures as they were last period, under the ids that they have now.
    pub(crate) before: &'a Figures,
    /// All that was decided.
    pub(crate) decisions: &'a [Decision],
    /// Values that stand out, the oddest first.
    pub(crate) odd: &'a [Oddity],
    /// The moment it is written at, as the one clock stamps it, and as people read it.
    pub(crate) written_at: (&'a str, &'a str),
}

/// The page.
///
/// # Errors
/// When the kit names no figures for it, or the settings give no frame.
pub(crate) fn brief(input: &BriefInput<'_>) -> Result<Document, Message> {
    if input.kit.brief.is_empty() {
        return Err(msg!("brief.no-figures"));
    }
    let period = &input.settings.period.name;
    let (stamp, shown) = input.written_at;
    let subject = msg!("brief.subject", period = period, at = shown).say(Lang::Vi);
    let frame = Frame {
        kind: official("brief.title"),
        subject: vec![Inline::Text(subject)],
        title: input.settings.report.subject.clone(),
        ..frame(input.settings, stamp)?
    };
    let mut blocks = vec![Block::paragraph(answered(input.status))];
    blocks.push(Block::Table(figures(input)));
    blocks.push(Block::paragraph(String::new()));
    blocks.push(Block::Table(behind(input)));
    Ok(Document::clean(frame, blocks))
}

fn answered(status: &Status) -> String {
    let open = unsettled(&status.findings).count();
    msg!(
        "brief.answered",
        have = status.answered(),
        due = status.due(),
        late = status.sent_late().count(),
        open = open
    )
    .say(Lang::Vi)
}

fn figures(input: &BriefInput<'_>) -> Table {
    let column = |id: &str, width, align| Column::new(&official(id), width, align);
    let rows = input.kit.brief.iter().map(|id| row(input, id)).collect();
    let columns = vec![
        column("brief.figure", 44, Align::Left),
        column("brief.now", 15, Align::Right),
        column("brief.before", 15, Align::Right),
        column("brief.change", 18, Align::Right),
        column("brief.coverage", 12, Align::Center),
    ];
    table(columns, rows)
}

/// What stands behind the figures: who is missing, what was decided, what stands out.
fn behind(input: &BriefInput<'_>) -> Table {
    let sections = [
        ("brief.missing", missing(input.status)),
        ("brief.accepted", accepted(input)),
        ("brief.odd", odd(input.odd)),
    ];
    let mut rows = Vec::new();
    for (title, lines) in sections {
        for (at, line) in lines.into_iter().enumerate() {
            let title = if at == 0 {
                official(title)
            } else {
                String::new()
            };
            rows.push(Row {
                group: false,
                strong: false,
                cells: vec![vec![Inline::Strong(title)], vec![Inline::Text(line)]],
            });
        }
    }
    let columns = vec![
        Column::new(&official("brief.what"), 22, Align::Left),
        Column::new(&official("brief.which"), 82, Align::Left),
    ];
    table(columns, rows)
}

fn table(columns: Vec<Column>, rows: Vec<Row>) -> Table {
    Table {
        caption: Vec::new(),
        unit: String::new(),
        columns,
        rows,
        notes: Vec::new(),
        appendix: None,
        line: 0,
    }
}

fn row(input: &BriefInput<'_>, id: &FigureId) -> Row {
    let now = input.status.figures.get(id);
    let before = input.before.get(id);
    let label = match now {
        Some(figure) if figure.unit.is_empty() || figure.unit == "%" => figure.label.clone(),
        Some(figure) => format!("{} ({})", figure.label, figure.unit),
        None => id.to_string(),
    };
    let coverage = now.map(|figure| figure.coverage).filter(|c| c.of > 0);
    let coverage = coverage.map_or_else(String::new, |c| format!("{}/{}", c.have + c.nil, c.of));
    let change = match (now, before) {
        (Some(now), Some(before)) => change(now, before),
        _ => String::new(),
    };
    let cells = [label, shown(now), shown(before), change, coverage];
    Row {
        group: false,
        strong: false,
        cells: cells
            .into_iter()
            .map(|text| vec![Inline::Text(cut(&text, LONGEST))])
            .collect(),
    }
}

/// What a figure says; a dash where it says nothing.
fn shown(figure: Option<&Figure>) -> String {
    match figure.map(|figure| (&figure.value, &figure.kind)) {
        Some((FigureValue::One(value), kind)) => official_value(value, kind),
        _ => "–".to_owned(),
    }
}

/// How a number changed; told only where as many units stand behind it as behind that of last period.
fn change(now: &Figure, before: &Figure) -> String {
    let (FigureValue::One(Value::Number(new)), FigureValue::One(Value::Number(old))) =
        (&now.value, &before.value)
    else {
        return String::new();
    };
    if !now.coverage.whole() || !before.coverage.whole() {
        return official("brief.not-compared");
    }
    let signed = |n: f64, kind: &Kind| {
        let shown = official_value(&Value::Number(n.abs()), kind);
        let sign = if n < 0.0 { "−" } else { "+" };
        format!("{sign}{shown}")
    };
    let by = new - old;
    if by == 0.0 {
        return official("brief.same");
    }
    if now.kind == Kind::Percent {
        let points = signed(by * 100.0, &Kind::Decimal { places: 1 });
        return msg!("brief.points", points = points).say(Lang::Vi);
    }
    let absolute = signed(by, &now.kind);
    if *old == 0.0 {
        return absolute;
    }
    format!("{absolute} ({})", signed(by / old.abs(), &Kind::Percent))
}

fn missing(status: &Status) -> Vec<String> {
    let mut lines = Vec::new();
    let silent: Vec<&str> = status
        .missing()
        .chain(status.after_close())
        .map(|unit| unit.unit.name.as_str())
        .collect();
    if !silent.is_empty() {
        lines.push(names(&silent));
    }
    for (unit, reason) in status.without() {
        let line = msg!("brief.without", unit = unit.unit.name, reason = reason);
        lines.push(cut(&line.say(Lang::Vi), LONGEST));
    }
    few(lines, DECIDED)
}

fn accepted(input: &BriefInput<'_>) -> Vec<String> {
    let status = input.status;
    let reason = |one: &Finding| {
        let mut decisions = input.decisions.iter();
        let settled = decisions.find(|decision| decision.settles(one));
        settled.map_or("", |decision| decision.reason.as_str())
    };
    let accepted = status
        .findings
        .iter()
        .filter(|one| one.state == FindingState::Accepted);
    let lines = accepted.map(|one| {
        let roster = status.roster.iter();
        let mut unit = roster.filter(|unit| Some(&unit.unit.code) == one.unit.as_ref());
        let unit = unit.next().map_or("", |unit| unit.unit.name.as_str());
        let what = cut(involved(one).trim_end_matches('.'), SUBJECT);
        let line = msg!(
            "brief.accepted-one",
            unit = unit,
            what = what,
            reason = reason(one)
        );
        cut(line.say(Lang::Vi).trim_start_matches([':', ' ']), LONGEST)
    });
    few(lines.collect(), DECIDED)
}

/// What a finding is about: its first answer, or what it says where it is about none.
fn involved(finding: &Finding) -> String {
    let Some(first) = finding.cells.first() else {
        return finding.message.say(Lang::Vi);
    };
    let shown = first.shown.say(Lang::Vi);
    format!("{} {shown}", first.label).trim().to_owned()
}

fn odd(all: &[Oddity]) -> Vec<String> {
    let lines = all.iter().take(ODD);
    let lines = lines.map(|odd| {
        let said = msg!("brief.odd-one", label = odd.label, said = said_odd(odd));
        cut(&said.say(Lang::Vi), LONGEST)
    });
    few(lines.collect(), ODD)
}

/// The first of some lines, and how many more there are; what stands for none.
fn few(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.is_empty() {
        return vec![official("brief.none")];
    }
    let more = lines.len().saturating_sub(most);
    if more > 0 {
        lines.truncate(most);
        lines.push(msg!("brief.more", count = more).say(Lang::Vi));
    }
    lines
}

/// The first of some names, and how many more there are.
fn names(all: &[&str]) -> String {
    let named = all
        .iter()
        .take(NAMED)
        .copied()
        .collect::<Vec<_>>()
        .join("; ");
    match all.len().saturating_sub(NAMED) {
        0 => named,
        more => msg!(
            "brief.more-units",
            units = named,
            count = format::count(more as f64)
        )
        .say(Lang::Vi),
    }
}

/// A text in one line that is not too long.
fn cut(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let kept: String = line.chars().take(most).collect();
    let words = kept
        .rsplit_once(' ')
        .map_or(kept.as_str(), |(words, _)| words);
    format!("{words} …")
}

//! What stands beside the text of a draft or a review: names of figures, comments, and the annex of sources.

use super::coverage::COVERAGE;
use crate::campaign::status::Status;
use crate::model::derivation::Derivation;
use crate::model::document::{Annotations, Column, Edition, Inline, Row, Table};
use crate::model::figure::{Contribution, Figure, FigureValue, Figures, behind};
use crate::model::finding::FindingState;
use crate::model::id::FigureId;
use crate::model::kit::{Align, Kit};
use crate::model::oddity::{Against, Oddity};
use crate::model::receipt::{Decided, Decision};
use crate::msg;
use crate::report::narrate::{Narrated, choices};
use crate::value::{Nil, Value};
use crate::words::{Lang, Message, official, official_value};
use std::collections::{BTreeMap, BTreeSet};

/// Units named one by one in a comment; more are counted.
const NAMED: usize = 8;
/// Contributions of one figure that the annex lists; the consolidated workbook has them all.
const LISTED: usize = 40;
/// Letters of what was typed that the annex shows.
const LONGEST_RAW: usize = 60;

/// What a review tells of figures besides where they come from.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Told<'a> {
    /// What the figures of the edition before said.
    pub(crate) last: Option<&'a BTreeMap<FigureId, String>>,
    /// All that was decided.
    pub(crate) decisions: &'a [Decision],
    /// Values that stand out, the oddest first.
    pub(crate) odd: &'a [Oddity],
}

/// What stands beside this edition.
pub(crate) fn annotations(
    kit: &Kit,
    status: &Status,
    narrated: &Narrated,
    told: Told<'_>,
    edition: Edition,
) -> Annotations {
    let figures = &status.figures;
    let shown = narrated.shown();
    let mut annotations = Annotations {
        labels: shown
            .iter()
            .filter_map(|id| Some((id.clone(), figures.get(id)?.label.clone())))
            .collect(),
        ..Annotations::default()
    };
    let coverage = official("review.coverage");
    annotations
        .labels
        .insert(FigureId::of_sentence(COVERAGE), coverage);
    if edition == Edition::Review {
        annotations.figures = shown
            .iter()
            .filter_map(|id| {
                let figure = figures.get(id)?;
                Some((id.clone(), note(status, figure, told)?))
            })
            .collect();
        annotations.passages = passages(kit, narrated, figures);
        annotations.sources = Some(sources(figures, &shown));
    }
    annotations
}

/// What the reader of a review should know about a figure; `None` when there is nothing to say.
fn note(status: &Status, figure: &Figure, told: Told<'_>) -> Option<String> {
    let mut lines = Vec::new();
    if matches!(figure.derivation, Derivation::Typed { .. }) {
        lines.push(figure.derivation.say(Lang::Vi));
    }
    let coverage = figure.coverage;
    // Nobody owes an opinion.
    if coverage.of > 0 && !coverage.whole() && figure.derivation != Derivation::Chosen {
        lines.push(
            msg!(
                "review.partial",
                have = coverage.have + coverage.nil,
                of = coverage.of,
                missing = missing(status, figure)
            )
            .say(Lang::Vi),
        );
    }
    let all = behind(&status.figures, &figure.id);
    let cells: Vec<&Contribution> = all
        .iter()
        .filter_map(|id| status.figures.get(id))
        .flat_map(|f| &f.contributions)
        .collect();
    let estimates: Vec<String> = cells
        .iter()
        .filter(|c| c.estimate)
        .map(|c| format!("{} (\"{}\")", c.unit_name, c.raw.trim()))
        .collect();
    if !estimates.is_empty() {
        lines.push(msg!("review.estimated", units = few(&estimates)).say(Lang::Vi));
    }
    let explained: Vec<String> = cells
        .iter()
        .filter(|c| !c.remark.trim().is_empty())
        .map(|c| format!("{} (\"{}\")", c.unit_name, c.remark.trim()))
        .collect();
    if !explained.is_empty() {
        lines.push(msg!("review.explained", units = few(&explained)).say(Lang::Vi));
    }
    let own = told.odd.iter().filter(|odd| figure.id.is_of(&odd.field));
    let odd: Vec<String> = own.map(said_odd).collect();
    if !odd.is_empty() {
        lines.push(msg!("review.odd", what = few(&odd)).say(Lang::Vi));
    }
    lines.extend(decided(status, &cells, told.decisions));
    if let Some(old) = told.last.and_then(|l| l.get(&figure.id)) {
        let new = value(figure);
        if *old != new {
            lines.push(msg!("review.changed", old = old, new = new).say(Lang::Vi));
        }
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A value that stands out, with what would be usual.
pub(super) fn said_odd(odd: &Oddity) -> String {
    odd_message(odd).say(Lang::Vi)
}

/// The same, to be said in any language.
pub(crate) fn odd_message(odd: &Oddity) -> Message {
    let id = match odd.against {
        Against::LikeUnits => "review.odd-like",
        Against::LastPeriod => "review.odd-last",
    };
    let shown = |number: f64| official_value(&Value::Number(number), &odd.kind);
    Message::new(id)
        .with("unit", &odd.unit_name)
        .with("value", &shown(odd.value))
        .with("usual", &shown(odd.usual))
}

/// What the officer decided about the cells behind a figure: warnings accepted with a reason, files that were said to
/// be of a unit.
fn decided(status: &Status, cells: &[&Contribution], decisions: &[Decision]) -> Vec<String> {
    let mut accepted: Vec<String> = Vec::new();
    for finding in &status.findings {
        let here = |c: &&Contribution| {
            finding.unit.as_ref() == Some(&c.unit)
                && c.place.is_some()
                && finding.cells.iter().any(|cell| cell.place == c.place)
        };
        if finding.state != FindingState::Accepted || !cells.iter().any(here) {
            continue;
        }
        let mut settled = decisions.iter().rev();
        let settled = settled.find(|decision| decision.settles(finding));
        let reason = settled.map(|decision| decision.reason.as_str());
        accepted.push(format!(
            "{} (\"{}\")",
            finding.id,
            reason.unwrap_or_default()
        ));
    }
    let mut assigned: Vec<String> = cells
        .iter()
        .filter(|c| {
            decisions.iter().any(
                |d| matches!(&d.what, Decided::AssignFile { unit, .. } if *unit == c.unit.as_str()),
            )
        })
        .map(|c| c.unit_name.clone())
        .collect();
    assigned.dedup();
    let mut lines = Vec::new();
    if !accepted.is_empty() {
        lines.push(msg!("review.accepted", what = few(&accepted)).say(Lang::Vi));
    }
    if !assigned.is_empty() {
        lines.push(msg!("review.assigned", units = few(&assigned)).say(Lang::Vi));
    }
    lines
}

/// The units that a partial figure waits for.
fn missing(status: &Status, figure: &Figure) -> String {
    let all = behind(&status.figures, &figure.id);
    let have: BTreeSet<&str> = all
        .iter()
        .filter_map(|id| status.figures.get(id))
        .flat_map(|f| &f.contributions)
        .filter(|c| c.value.is_some() || c.nil.is_some())
        .map(|c| c.unit.as_str())
        .collect();
    let forms: BTreeSet<&str> = all.iter().filter_map(FigureId::space).collect();
    let names: Vec<String> = status
        .units
        .iter()
        .filter(|u| forms.contains(u.unit.form.as_str()) && !have.contains(u.unit.code.as_str()))
        .map(|u| u.unit.name.clone())
        .collect();
    few(&names)
}

/// Some names, and how many more there are.
fn few(names: &[String]) -> String {
    let mut out = names[..names.len().min(NAMED)].join("; ");
    if names.len() > NAMED {
        out += &msg!("review.and-more", count = names.len() - NAMED).say(Lang::Vi);
    }
    out
}

/// For each line that conditions decide: which, and what they are now.
fn passages(kit: &Kit, narrated: &Narrated, figures: &Figures) -> BTreeMap<u32, String> {
    let called = |name: &str| {
        let figure = name.parse().ok().and_then(|id: FigureId| figures.get(&id));
        figure.map_or_else(|| name.to_owned(), |figure| format!("“{}”", figure.label))
    };
    let names: Vec<&str> = kit.conditions.iter().map(|c| c.id.as_str()).collect();
    choices(&kit.narrative, &names)
        .into_iter()
        .map(|(line, names)| {
            let mut lines = vec![official("review.chosen-by")];
            lines.extend(names.iter().map(|name| {
                let truth = match narrated.conditions.get(name).copied().flatten() {
                    Some(true) => "review.holds",
                    Some(false) => "review.does-not-hold",
                    None => "review.unknown",
                };
                let condition = kit.conditions.iter().find(|c| c.id == *name);
                let words = condition.map(|c| c.formula.in_words(&called));
                format!("- {}: {}", words.unwrap_or_default(), official(truth))
            }));
            (line, lines.join("\n"))
        })
        .collect()
}

/// The annex: every figure of the text and every one that it is computed from. A file is named once, at the
/// first figure that it stands behind, and by its number after that.
fn sources(figures: &Figures, shown: &BTreeSet<FigureId>) -> Table {
    let all: BTreeSet<FigureId> = shown.iter().flat_map(|id| behind(figures, id)).collect();
    let figures: Vec<&Figure> = all.iter().filter_map(|id| figures.get(id)).collect();
    let mut files = Files::default();
    let rows: Vec<Row> = figures
        .iter()
        .enumerate()
        .map(|(at, figure)| {
            let coverage = figure.coverage;
            let covered = if coverage.of == 0 {
                String::new()
            } else {
                format!("{}/{}", coverage.have + coverage.nil, coverage.of)
            };
            plain_row([
                (at + 1).to_string(),
                format!("{} [{}]", figure.label, figure.id),
                value(figure),
                figure.derivation.say(Lang::Vi),
                covered,
                cells(&figure.contributions, &mut files),
            ])
        })
        .collect();
    let head = |id: &str, width, align| Column::new(&official(id), width, align);
    let mut named = vec![group_row(official("review.files"))];
    named.extend(files.0.iter().enumerate().map(|(at, file)| {
        let [number, name] = [format!("[{}]", at + 1), (*file).to_owned()];
        plain_row([
            number,
            name,
            String::new(),
            String::new(),
            String::new(),
            String::new(),
        ])
    }));
    let mut all = vec![group_row(official("review.figures"))];
    all.extend(rows);
    if !files.0.is_empty() {
        all.extend(named);
    }
    Table {
        caption: vec![Inline::Text(official("review.sources"))],
        columns: vec![
            head("review.column-number", 5, Align::Center),
            head("review.column-figure", 22, Align::Left),
            head("review.column-value", 10, Align::Right),
            head("review.column-formula", 15, Align::Left),
            head("review.column-coverage", 7, Align::Center),
            head("review.column-cells", 41, Align::Left),
        ],
        unit: String::new(),
        rows: all,
        notes: Vec::new(),
        appendix: None,
        line: 0,
    }
}

/// Names of files in the order in which they were first met.
#[derive(Default)]
struct Files<'f>(Vec<&'f str>);

impl<'f> Files<'f> {
    /// The number of a file, from 1.
    fn number(&mut self, file: &'f str) -> usize {
        let at = self.0.iter().position(|known| *known == file);
        at.unwrap_or_else(|| {
            self.0.push(file);
            self.0.len() - 1
        }) + 1
    }
}

fn plain_row(cells: [String; 6]) -> Row {
    Row {
        group: false,
        strong: false,
        cells: cells.into_iter().map(|t| vec![Inline::Text(t)]).collect(),
    }
}

fn group_row(name: String) -> Row {
    Row {
        group: true,
        ..plain_row([
            String::new(),
            name,
            String::new(),
            String::new(),
            String::new(),
            String::new(),
        ])
    }
}

/// What a figure says, in words.
pub(crate) fn value(figure: &Figure) -> String {
    match &figure.value {
        FigureValue::One(value) => official_value(value, &figure.kind),
        FigureValue::Many(all) => msg!("review.several", count = all.len()).say(Lang::Vi),
        FigureValue::Rows(rows) => msg!("review.rows", count = rows.len()).say(Lang::Vi),
        FigureValue::Missing(why) => why.say(Lang::Vi),
    }
}

/// "Xã Đông Ninh: 17 ([3] Biểu 01!E10); …"
fn cells<'f>(contributions: &'f [Contribution], files: &mut Files<'f>) -> String {
    let mut shown: Vec<String> = contributions
        .iter()
        .take(LISTED)
        .map(|c| {
            let said = match (&c.value, c.nil) {
                (Some(_), _) => short(&c.raw),
                (None, Some(Nil::NoData)) => official("review.no-data"),
                (None, Some(Nil::NotArisen)) => official("review.nothing"),
                (None, None) => official("review.unanswered"),
            };
            let place = c.place.as_ref().map(crate::model::reading::Place::shown);
            match (c.file.is_empty(), place) {
                _ if c.is_entered => format!("{}: {said} ({})", c.unit_name, c.source(Lang::Vi)),
                (false, Some(place)) => {
                    format!(
                        "{}: {said} ([{}] {place})",
                        c.unit_name,
                        files.number(&c.file)
                    )
                }
                (false, None) => format!("{}: {said} ([{}])", c.unit_name, files.number(&c.file)),
                (true, _) => format!("{}: {said}", c.unit_name),
            }
        })
        .collect();
    if contributions.len() > LISTED {
        shown.push(msg!("review.more-cells", count = contributions.len() - LISTED).say(Lang::Vi));
    }
    shown.join("; ")
}

/// The beginning of what was typed.
fn short(raw: &str) -> String {
    let words: Vec<&str> = raw.split_whitespace().collect();
    let raw = words.join(" ");
    if raw.chars().count() <= LONGEST_RAW {
        return raw;
    }
    let start: String = raw.chars().take(LONGEST_RAW).collect();
    format!("{}…", start.trim_end())
}

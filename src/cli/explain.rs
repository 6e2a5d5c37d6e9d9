//! `explain`: how a figure came about, down to the cell.

use super::{Outcome, terminal::Terminal};
use crate::app;
use crate::app::{Session, Stop};
use crate::model::figure::{Contribution, Figure, FigureValue, Figures, behind, used_by};
use crate::msg;
use crate::app::Env;
use crate::value::{Kind, Nil, format};
use crate::view::json;
use crate::words::nearest::distance;
use crate::words::{Lang, text};
use std::path::Path;

pub(super) fn explain(
    dir: &Path,
    name: &str,
    env: &Env,
    as_json: bool,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let mut session = Session::open_to_read(dir, env)?;
    let status = crate::app::status::status(&mut session)?;
    let figures = &status.figures;
    let Some(figure) = figures.get(name).or_else(|| by_label(figures, name)) else {
        let near: Vec<&str> = near(figures, name);
        return Err(Stop::Wrong(if near.is_empty() {
            msg!("cli.no-such-figure-at-all", name = name)
        } else {
            msg!("cli.no-such-figure", name = name, near = near.join(", "))
        }));
    };
    if as_json {
        let behind = behind(figures, &figure.id);
        let behind = behind.iter().filter_map(|id| figures.get(id));
        let behind: Vec<_> = behind.map(json::figure).collect();
        let dependants = used_by(figures, &figure.id);
        let figure = json::figure(figure);
        let answer =
            serde_json::json!({ "figure": figure, "behind": behind, "used_by": dependants });
        terminal.result(&answer.to_string());
        return Ok(Outcome::Done);
    }
    let lang = terminal.lang;
    for line in lines(figures, figure, 0, lang) {
        terminal.result(&line);
    }
    let used = used_by(figures, &figure.id);
    if !used.is_empty() {
        terminal.result(&msg!("cli.explain-used-by", figures = used.join(", ")).say(lang));
    }
    Ok(Outcome::Done)
}

/// From a number in a document back to the cells it comes from.
pub(super) fn trace(
    dir: &Path,
    sought: &str,
    document: &Path,
    env: &Env,
    as_json: bool,
    terminal: &mut Terminal,
) -> Result<Outcome, Stop> {
    let mut session = Session::open_to_read(dir, env)?;
    let status = crate::app::status::status(&mut session)?;
    let met = app::explain_text::trace(&mut session, &status, document, sought)?;
    if as_json {
        let places: Vec<_> = met
            .iter()
            .map(|m| {
                let figure = m.figure.as_ref().and_then(|id| status.figures.get(id));
                let figure = figure.map(json::figure);
                serde_json::json!({ "paragraph": m.paragraph, "passage": m.passage, "figure": figure })
            })
            .collect();
        terminal.result(&serde_json::Value::from(places).to_string());
        return Ok(Outcome::Done);
    }
    let lang = terminal.lang;
    if met.is_empty() {
        return Err(Stop::Wrong(msg!("cli.trace-none", sought = sought)));
    }
    for place in &met {
        let at = msg!("cli.lint-paragraph", number = place.paragraph).say(lang);
        terminal.result(&format!("{at}: {}", place.passage));
        match place.figure.as_ref().and_then(|id| status.figures.get(id)) {
            Some(figure) => {
                for line in lines(&status.figures, figure, 1, lang) {
                    terminal.result(&line);
                }
            }
            None => terminal.result(&text("cli.trace-text", lang)),
        }
    }
    Ok(Outcome::Done)
}

fn by_label<'a>(figures: &'a Figures, name: &str) -> Option<&'a Figure> {
    let name = crate::value::fold(name);
    figures
        .values()
        .find(|f| crate::value::fold(&f.label) == name)
}

/// The nearest names: those that are written alike, then those that have the word in them.
fn near<'a>(figures: &'a Figures, name: &str) -> Vec<&'a str> {
    let last = |id: &str| id.rsplit('.').next().unwrap_or(id).to_owned();
    let tail = last(name);
    let mut ranked: Vec<(usize, &str)> = figures
        .keys()
        .filter_map(|id| {
            let own = last(id);
            let alike = distance(name, id, FAR).min(distance(&tail, &own, FAR) + 1);
            let inside = own.contains(&tail) || tail.contains(&own);
            (alike <= FAR || inside).then_some((alike, id.as_str()))
        })
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().take(8).map(|(_, id)| id).collect()
}

/// Letters by which a name may differ and still be meant.
const FAR: usize = 4;

/// Figures of figures are shown further in; a loop of formulas cannot occur, a long chain is cut.
const DEEPEST: usize = 6;

fn lines(figures: &Figures, figure: &Figure, depth: usize, lang: Lang) -> Vec<String> {
    let indent = "  ".repeat(depth);
    // A share is written with its sign.
    let unit = if figure.unit.is_empty() || figure.kind == Kind::Percent {
        String::new()
    } else {
        format!(" {}", figure.unit)
    };
    let mut out = vec![format!(
        "{indent}{} = {}{unit}   ({})",
        figure.label,
        shown(figure, lang),
        figure.id
    )];
    if !figure.formula.is_empty() {
        let id = if figure.inputs.is_empty() {
            "cli.explain-rollup"
        } else {
            "cli.explain-formula"
        };
        out.push(format!(
            "{indent}  {}: {}",
            text(id, lang),
            figure.how(lang)
        ));
    }
    if figure.coverage.of > 0 {
        let c = figure.coverage;
        out.push(format!(
            "{indent}  {}",
            msg!(
                "cli.explain-coverage",
                have = c.have,
                nil = c.nil,
                of = c.of
            )
            .say(lang)
        ));
    }
    for contribution in &figure.contributions {
        out.push(format!(
            "{indent}  - {}",
            source(contribution, figure, lang)
        ));
    }
    if depth < DEEPEST {
        for input in figure.inputs.iter().filter_map(|id| figures.get(id)) {
            out.extend(lines(figures, input, depth + 1, lang));
        }
    }
    out
}

fn shown(figure: &Figure, lang: Lang) -> String {
    match &figure.value {
        FigureValue::One(value) => format::by_kind(value, &figure.kind),
        FigureValue::Many(all) => msg!("cli.explain-many", count = all.len()).say(lang),
        FigureValue::Rows(rows) => msg!("cli.explain-rows", count = rows.len()).say(lang),
        FigureValue::Missing(why) => format!("… ({})", text(why, lang)),
    }
}

fn source(contribution: &Contribution, figure: &Figure, lang: Lang) -> String {
    let value = match (&contribution.value, contribution.nil) {
        (Some(value), _) => format::by_kind(value, &figure.kind),
        (None, Some(Nil::NoData)) => text("cli.nil-no-data", lang),
        (None, Some(Nil::NotArisen)) => text("cli.nil-not-arisen", lang),
        (None, None) => text("cli.blank", lang),
    };
    let place = contribution
        .place
        .as_ref()
        .map(crate::model::reading::Place::shown)
        .unwrap_or_default();
    let raw = if contribution.raw.is_empty() || contribution.raw == value {
        String::new()
    } else {
        format!("  [{}]", contribution.raw.replace('\n', " "))
    };
    format!(
        "{}: {value}  {} {place}{raw}",
        contribution.unit_name, contribution.file
    )
}

//! A figure: how it came about, who stands behind it, and each cell.

use super::answer::{Failure, shown};
use super::chart::{Chart, chart};
use super::figures::coverage;
use super::odd::{Odd, odd};
use super::reader::Asked;
use super::shown;
use super::state::Desk;
use crate::app::overview::Overview;
use crate::model::figure::{Contribution, Figure as Of, used_by};
use crate::model::reading::Place;
use crate::words::{Lang, text};
use axum::extract::{Path, State};
use axum::response::Html;
use serde::Serialize;
use std::sync::Arc;

/// Bars of a chart before the rest only stands in the table.
const BARS: usize = 40;
/// Rows of a page of the table.
const ROWS: usize = 200;
/// Units that are named before the rest is only counted.
const NAMED: usize = 40;

#[derive(Debug, Serialize)]
struct Figure {
    label: String,
    value: String,
    how: String,
    is_formula: bool,
    coverage: String,
    before: String,
    inputs: Vec<Other>,
    used_by: Vec<Other>,
    /// Values behind it that stand out.
    odd: Vec<Odd>,
    chart: Option<Chart>,
    more_bars: usize,
    cells: Vec<Cell>,
    total: usize,
    before_page: Option<String>,
    after_page: Option<String>,
    silent: Vec<Named>,
    more_silent: usize,
}

/// Another figure.
#[derive(Debug, Serialize)]
struct Other {
    id: String,
    label: String,
    value: String,
}

/// A cell behind it.
#[derive(Debug, Serialize)]
struct Cell {
    unit: String,
    name: String,
    value: String,
    raw: String,
    place: String,
    file: String,
    remark: String,
}

#[derive(Debug, Serialize)]
struct Named {
    code: String,
    name: String,
}

pub(super) async fn figure(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let page = ("mot-so-lieu.html", "figures");
    shown(desk, asked, page, move |_, seen, asked| {
        view(seen, &id, asked)
    })
    .await
}

fn view(seen: &Overview, id: &str, asked: &Asked) -> Option<Figure> {
    let lang = asked.reader.lang;
    let all = &seen.status.figures;
    let figure = all.get(id)?;
    let other = |figure: &Of| Other {
        id: figure.id.to_string(),
        label: figure.label.clone(),
        value: shown::figure(figure, lang),
    };
    let before = all.get(format!("truoc.{id}").as_str());
    let said: Vec<&Contribution> = figure.contributions.iter().collect();
    let (page, last) = asked.page(said.len(), ROWS);
    let (before_page, after_page) = asked.turned(page, last);
    let bars = bars(figure, lang);
    let silent = silent(seen, figure);
    let cells = said.iter().skip(page * ROWS).take(ROWS);
    let own = seen.odd().iter().filter(|one| figure.id.is_of(&one.field));
    Some(Figure {
        odd: own.map(|one| odd(one, lang)).collect(),
        label: figure.label.clone(),
        value: shown::figure(figure, lang),
        how: shown::derivation(figure, all, lang),
        is_formula: !figure.inputs().is_empty(),
        coverage: coverage(figure, lang),
        before: before.map_or(String::new(), |before| shown::figure(before, lang)),
        inputs: figure
            .inputs()
            .iter()
            .filter_map(|id| all.get(id))
            .map(other)
            .collect(),
        used_by: used_by(all, &figure.id)
            .into_iter()
            .filter_map(|id| all.get(id))
            .map(other)
            .collect(),
        chart: chart(&bars[..bars.len().min(BARS)]),
        more_bars: bars.len().saturating_sub(BARS),
        cells: cells.map(|one| cell(one, figure, lang)).collect(),
        total: said.len(),
        before_page,
        after_page,
        more_silent: silent.len().saturating_sub(NAMED),
        silent: silent.into_iter().take(NAMED).collect(),
    })
}

fn cell(one: &Contribution, figure: &Of, lang: Lang) -> Cell {
    let value = match (&one.value, one.nil) {
        (Some(value), _) => shown::value(value, &figure.kind, lang),
        (None, Some(nil)) => shown::nil_word(nil, lang),
        (None, None) => text("cli.blank", lang),
    };
    let raw = one.raw.trim();
    Cell {
        unit: one.unit.to_string(),
        name: one.unit_name.clone(),
        raw: if raw == value {
            String::new()
        } else {
            raw.to_owned()
        },
        value,
        place: one.place.as_ref().map(Place::shown).unwrap_or_default(),
        file: one.source(lang),
        remark: one.remark.clone(),
    }
}

/// What each unit contributes, the most first; nothing where that is no number.
fn bars(figure: &Of, lang: Lang) -> Vec<(String, f64, String)> {
    let numbers = figure.contributions.iter().filter_map(|one| {
        let value = one.value.as_ref()?;
        let said = shown::value(value, &figure.kind, lang);
        Some((one.unit_name.clone(), value.number()?, said))
    });
    let mut bars: Vec<_> = numbers.collect();
    bars.sort_by(|(_, a, _), (_, b, _)| b.total_cmp(a));
    bars
}

/// The units that should stand behind it and have not answered.
fn silent(seen: &Overview, figure: &Of) -> Vec<Named> {
    let form = figure.id.as_str().split('.').next().unwrap_or_default();
    if figure.contributions.is_empty() || figure.coverage.whole() {
        return Vec::new();
    }
    let units = seen.status.units.iter();
    let silent = units
        .filter(|one| one.unit.form == *form && one.in_force.is_none() && one.part_of.is_none());
    let named = silent.map(|one| Named {
        code: one.unit.code.to_string(),
        name: one.unit.name.clone(),
    });
    named.collect()
}

//! *Số liệu*: every figure of the campaign, section by section, with how many stand behind it and last period beside it.

use super::answer::{Failure, shown};
use super::odd::{Odd, odd};
use super::reader::Asked;
use super::shown;
use super::state::Desk;
use crate::app::overview::Overview;
use crate::model::figure::{Figure, FigureValue, Figures as All};
use crate::model::id::FieldPath;
use crate::msg;
use crate::value::fold::without_accents;
use crate::words::{Lang, text};
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Odd values that are shown before the rest is only counted.
const ODD: usize = 30;

#[derive(Debug, Serialize)]
struct Figures {
    find: String,
    has_previous: bool,
    sections: Vec<Part>,
    count: usize,
    /// Values that stand out, the oddest first.
    odd: Vec<Odd>,
    more_odd: usize,
}

#[derive(Debug, Serialize)]
struct Part {
    title: String,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    id: String,
    label: String,
    value: String,
    is_missing: bool,
    coverage: String,
    before: String,
}

pub(super) async fn figures(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let page = ("so-lieu.html", "figures");
    shown(desk, asked, page, |_, seen, asked| Some(view(seen, asked))).await
}

fn view(seen: &Overview, asked: &Asked) -> Figures {
    let lang = asked.reader.lang;
    let find = asked.get("tim").trim();
    let sought = without_accents(find);
    let all = &seen.status.figures;
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut sections = Vec::new();
    let is_found =
        |figure: &&Figure| sought.is_empty() || without_accents(&figure.label).contains(&sought);
    let mut add = |title: String, figures: Vec<&Figure>| {
        let rows = figures.into_iter().filter(is_found);
        let rows: Vec<Row> = rows.map(|figure| row(figure, all, lang)).collect();
        if !rows.is_empty() {
            sections.push(Part { title, rows });
        }
    };
    let kit = &seen.campaign.kit;
    let computed: Vec<&Figure> = kit
        .figures
        .iter()
        .filter_map(|def| all.get(&def.id))
        .collect();
    told.extend(computed.iter().map(|figure| figure.id.as_str()));
    add(text("desk.computed", lang), computed);
    for form in &kit.forms {
        for section in &form.sections {
            let fields = form.fields().filter(|field| field.section.id == section.id);
            let paths = fields.map(|field| FieldPath::new(&form.id, &field.id()));
            let figures: Vec<&Figure> = paths.filter_map(|path| all.get(path.as_str())).collect();
            let figures: Vec<&Figure> = figures
                .into_iter()
                .filter(|figure| told.insert(&figure.id))
                .collect();
            let title = format!("{} {}", section.number, section.title);
            add(format!("{} · {}", form.number, title.trim()), figures);
        }
    }
    let odds = if sought.is_empty() { seen.odd() } else { &[] };
    Figures {
        odd: odds.iter().take(ODD).map(|one| odd(one, lang)).collect(),
        more_odd: odds.len().saturating_sub(ODD),
        find: find.to_owned(),
        has_previous: !seen.campaign.previous.values.is_empty(),
        count: sections.iter().map(|part| part.rows.len()).sum(),
        sections,
    }
}

fn row(figure: &Figure, all: &All, lang: Lang) -> Row {
    let before = all.get(format!("truoc.{}", figure.id).as_str());
    Row {
        id: figure.id.to_string(),
        label: figure.label.clone(),
        value: shown::figure(figure, lang),
        is_missing: matches!(figure.value, FigureValue::Missing(_)),
        coverage: coverage(figure, lang),
        before: before.map_or(String::new(), |before| shown::figure(before, lang)),
    }
}

/// How many units stand behind a figure.
pub(super) fn coverage(figure: &Figure, lang: Lang) -> String {
    let covered = figure.coverage;
    if covered.of == 0 {
        return String::new();
    }
    let answered = covered.have + covered.nil;
    let said = if covered.whole() {
        msg!("desk.coverage-whole", of = covered.of as usize)
    } else {
        msg!(
            "desk.coverage",
            have = answered as usize,
            of = covered.of as usize
        )
    };
    said.say(lang)
}

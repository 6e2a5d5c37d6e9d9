//! *Bộ mẫu*: the forms as a unit will see them, the report's wording, and all that is wrong, at its lines.
//!
//! Works without the rest of the campaign being whole: a kit that does not compile is why nothing else opens.

use super::answer::{Failure, beside};
use super::page::render_alone;
use super::plain_frame::PlainFrame;
use super::reader::{Asked, Reader};
use super::state::Desk;
use crate::app::kit_check::kit_of;
use crate::app::open_file::Known;
use crate::model::form::{Body, Form as OfKit, Section};
use crate::model::kit::Kit;
use crate::value::{Kind, Severity};
use crate::words::{Lang, text};
use axum::extract::State;
use axum::response::Html;
use serde::Serialize;
use std::sync::Arc;

#[derive(Debug, Serialize)]
struct Page {
    frame: PlainFrame,
    /// The campaign has its own, in a folder.
    is_own: bool,
    title: String,
    version: String,
    mistakes: Vec<String>,
    forms: Vec<Form>,
    figures: Vec<(String, String)>,
    /// The wording of the report, line by line.
    narrative: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Form {
    number: String,
    title: String,
    guide: Vec<String>,
    sections: Vec<Part>,
    rules: Vec<Rule>,
}

#[derive(Debug, Serialize)]
struct Part {
    title: String,
    note: String,
    heads: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    number: String,
    label: String,
    definition: String,
    unit: String,
    kind: String,
    /// Whether each column of the section takes an answer here.
    takes: Vec<bool>,
}

#[derive(Debug, Serialize)]
struct Rule {
    word: String,
    class: &'static str,
    said: String,
}

pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let reader: Reader = asked.reader;
    let page = beside(desk, reader, move |desk| {
        let lang = reader.lang;
        let checked = kit_of(&desk.root)?;
        let mistakes = checked.mistakes().iter();
        let mistakes = mistakes.map(|one| one.show(&checked.files, lang)).collect();
        let kit = checked.kit.as_ref().ok();
        let page = Page {
            frame: PlainFrame::of_campaign(desk, &asked),
            is_own: Known::Kit.path(&desk.root).is_some(),
            title: kit.map_or(String::new(), |kit| kit.title.clone()),
            version: kit.map_or(String::new(), |kit| kit.version.clone()),
            mistakes,
            forms: kit.map_or(Vec::new(), |kit| {
                kit.forms.iter().map(|one| form(one, lang)).collect()
            }),
            figures: kit.map_or(Vec::new(), figures),
            narrative: kit.map_or(Vec::new(), |kit| {
                kit.narrative.lines().map(str::to_owned).collect()
            }),
        };
        Ok(render_alone("bo-mau.html", &page, reader))
    });
    page.await.map(Html)
}

fn figures(kit: &Kit) -> Vec<(String, String)> {
    let all = kit.figures.iter();
    all.map(|one| (one.label.clone(), one.unit.clone()))
        .collect()
}

fn form(form: &OfKit, lang: Lang) -> Form {
    let rules = form.rules.iter().map(|rule| {
        let (word, class) = match rule.severity {
            Severity::Error => ("desk.error", "is-needed"),
            Severity::Warning => ("desk.warning", "is-waiting"),
            Severity::Note => ("desk.note", "is-none"),
        };
        Rule {
            word: text(word, lang),
            class,
            said: rule.message.clone(),
        }
    });
    Form {
        number: form.number.clone(),
        title: form.title.clone(),
        guide: form.guide.clone(),
        sections: form.sections.iter().map(|one| part(one, lang)).collect(),
        rules: rules.collect(),
    }
}

fn part(section: &Section, lang: Lang) -> Part {
    let title = format!("{} {}", section.number, section.title);
    let (heads, rows) = match &section.body {
        Body::Grid { .. } => {
            let columns = section.columns();
            let heads = columns.iter().map(|column| column.label.clone());
            let rows = section.rows().iter().map(|row| Row {
                number: row.number.clone(),
                label: row.label.clone(),
                definition: row.definition.clone().unwrap_or_default(),
                unit: row.unit.clone(),
                kind: kind(&row.kind, lang),
                takes: columns.iter().map(|column| row.takes(column)).collect(),
            });
            (heads.collect(), rows.collect())
        }
        Body::List(list) => {
            let columns = list.columns.iter();
            let heads = columns.map(|one| format!("{} ({})", one.label, kind(&one.kind, lang)));
            (heads.collect(), Vec::new())
        }
    };
    Part {
        title: title.trim().to_owned(),
        note: section.note.clone().unwrap_or_default(),
        heads,
        rows,
    }
}

/// What is written there, in a word; of a choice what there is to choose from.
fn kind(kind: &Kind, lang: Lang) -> String {
    match kind {
        Kind::Choice(all) => all.join(" / "),
        Kind::Text | Kind::Prose => text("desk.kind-text", lang),
        Kind::YesNo => text("desk.kind-yes-no", lang),
        Kind::Date | Kind::Month => text("desk.kind-day", lang),
        _ => text("desk.kind-number", lang),
    }
}

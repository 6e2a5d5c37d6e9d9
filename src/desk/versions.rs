//! Two versions of a unit's return beside each other.

use super::answer::{Failure, shown};
use super::reader::Asked;
use super::said::said;
use super::shown::moment;
use super::state::Desk;
use crate::app::Stop;
use crate::app::diff::{self, Compared, FormCompared, Standing, Version};
use crate::app::overview::Overview;
use crate::view::compared::row;
use crate::words::{Lang, text};
use axum::extract::{Path, State};
use axum::response::Html;
use serde::Serialize;
use std::sync::Arc;

#[derive(Debug, Serialize)]
struct Versions {
    code: String,
    name: String,
    forms: Vec<Form>,
    stopped: Vec<String>,
}

/// A form of which there are two.
#[derive(Debug, Serialize)]
struct Form {
    number: String,
    before: String,
    after: String,
    /// Number, what it is of, before, now.
    rows: Vec<[String; 4]>,
    only_written: usize,
}

pub(super) async fn versions(
    State(desk): State<Arc<Desk>>,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let page = ("so-sanh.html", "units");
    shown(desk, asked, page, move |desk, seen, asked| {
        view(desk, seen, &code, asked.reader.lang)
    })
    .await
}

fn view(desk: &Desk, seen: &Overview, code: &str, lang: Lang) -> Option<Versions> {
    let unit = seen.campaign.roster.unit(code)?;
    let (forms, stopped) = match compared(desk, code) {
        Ok(compared) => (compared.forms, Vec::new()),
        Err(stop) => (Vec::new(), said(&stop, lang)),
    };
    Some(Versions {
        code: unit.code.to_string(),
        name: unit.name.clone(),
        forms: forms.iter().map(|one| form(one, lang)).collect(),
        stopped,
    })
}

fn compared(desk: &Desk, code: &str) -> Result<Compared, Stop> {
    let asked = diff::Asked {
        unit: code,
        form: None,
        from: None,
        to: None,
    };
    diff::diff(&mut desk.snapshot()?, asked)
}

fn form(one: &FormCompared, lang: Lang) -> Form {
    Form {
        number: one.number.clone(),
        before: named(&one.before, lang),
        after: named(&one.after, lang),
        rows: one
            .differences
            .iter()
            .map(|difference| row(difference, one, lang))
            .collect(),
        only_written: one.only_written,
    }
}

/// The files of a version, when they came, and whether it counts.
fn named(version: &Version, lang: Lang) -> String {
    let files = version.receipts.iter();
    let files = files.map(|one| format!("{} ({})", one.file, moment(&one.received_at, lang)));
    let files: Vec<String> = files.collect();
    let standing = match version.standing {
        Standing::InForce => "cli.diff-in-force",
        Standing::Waits => "cli.diff-waits",
        Standing::Past => "cli.diff-past",
    };
    format!("{}: {}", files.join(" + "), text(standing, lang))
}

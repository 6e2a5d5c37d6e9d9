//! *Bản ký*: scans of signed forms that came in, held against what counts and confirmed in one list.

use super::answer::{Failure, begun, shown};
use super::decide::{Fields, field};
use super::named::{Named, all};
use super::reader::{Asked, Reader};
use super::said::said;
use super::state::Desk;
use super::work::{Came, Job};
use crate::app::overview::Overview;
use crate::app::signed::{Kept, Scan, signed_parcel};
use crate::app::status::{UnitStatus, signed_with_code};
use crate::app::{Stop, status::UnitStanding};
use crate::model::finding::Finding;
use crate::msg;
use crate::words::{Fact, Lang, ToFact};
use axum::extract::{Form, State};
use axum::response::{Html, Response};
use serde::Serialize;
use std::sync::Arc;

/// Scans of a page, and of one list that is sent.
const ROWS: usize = 200;

#[derive(Debug, Serialize)]
struct Page {
    most: u64,
    most_mb: u64,
    scans: Vec<Row>,
    more: usize,
    /// What came of the list that was sent last.
    kept: Vec<Told>,
    units: Vec<Named>,
    without: Vec<Lacking>,
}

/// A scan, and whose it seems to be.
#[derive(Debug, Serialize)]
struct Row {
    file: String,
    unit: String,
    /// What counts for that unit bears this code.
    code: String,
}

/// What came of a scan.
#[derive(Debug, Serialize)]
struct Told {
    file: String,
    is_kept: bool,
    said: Vec<String>,
}

/// A unit whose figures no signed copy vouches for.
#[derive(Debug, Serialize)]
struct Lacking {
    code: String,
    name: String,
    said: String,
}

pub(super) async fn page(
    State(desk): State<Arc<Desk>>,
    asked: Asked,
) -> Result<Html<String>, Failure> {
    let page = ("ban-ky.html", "units");
    shown(desk, asked, page, |desk, seen, asked| {
        Some(view(desk, seen, asked.reader.lang))
    })
    .await
}

/// The scans that nobody has said anything about.
fn scans(seen: &Overview) -> impl Iterator<Item = &Finding> {
    let findings = seen.status.findings.iter();
    findings.filter(|one| one.is_of_attachment() && one.state.is_unsettled())
}

fn view(desk: &Desk, seen: &Overview, lang: Lang) -> Page {
    let roster = &seen.status.roster;
    let unit = |code: &str| roster.iter().find(|one| one.unit.code == *code);
    let row = |finding: &Finding| {
        let of = finding.unit.as_deref().and_then(unit);
        Row {
            file: finding.file.clone(),
            unit: of.map_or(String::new(), |of| of.unit.name.clone()),
            code: of
                .and_then(|of| of.code)
                .map_or(String::new(), |code| code.to_fact().say(lang)),
        }
    };
    let count = scans(seen).count();
    let ended = desk.work.last_of(&[Job::Signed]);
    let kept = match ended.as_ref().map(|ended| &ended.came) {
        Some(Some(Ok(Came::Signed(all)))) => all.iter().map(|one| told(one, lang)).collect(),
        Some(Some(Err(stop))) => vec![Told {
            file: String::new(),
            is_kept: false,
            said: said(stop, lang),
        }],
        _ => Vec::new(),
    };
    let lacks = |one: &&UnitStatus| {
        one.state == UnitStanding::Answered && !one.signed.as_ref().is_some_and(|copy| copy.agrees)
    };
    let without = roster.iter().filter(lacks).map(|one| Lacking {
        code: one.unit.code.to_string(),
        name: one.unit.name.clone(),
        said: signed_with_code(one, lang),
    });
    Page {
        most: desk.most,
        most_mb: desk.most >> 20,
        scans: scans(seen).take(ROWS).map(row).collect(),
        more: count.saturating_sub(ROWS),
        kept,
        units: if count > 0 { all(seen) } else { Vec::new() },
        without: without.collect(),
    }
}

fn told((file, kept): &(String, Result<Kept, Stop>), lang: Lang) -> Told {
    let kept = match kept {
        Ok(kept) => kept,
        Err(stop) => {
            return Told {
                file: file.clone(),
                is_kept: false,
                said: said(stop, lang),
            };
        }
    };
    let code = |code: Option<_>| match code {
        Some(code) => ToFact::to_fact(&code),
        None => Fact::words("check.no-code"),
    };
    let said = if kept.by_eye {
        msg!("signed.by-eye", code = code(kept.now))
    } else if kept.agrees {
        msg!("signed.agrees", code = code(kept.signed))
    } else {
        msg!(
            "signed.differs",
            signed = code(kept.signed),
            now = code(kept.now)
        )
    };
    Told {
        file: format!("{} · {}", kept.unit.name, file),
        is_kept: kept.agrees,
        said: vec![said.say(lang)],
    }
}

/// Keeps those that are ticked.
pub(super) async fn keep(
    State(desk): State<Arc<Desk>>,
    reader: Reader,
    Form(fields): Form<Fields>,
) -> Result<Response, Failure> {
    let of = |name: &str, at: usize| field(&fields, &format!("{name}-{at}")).trim().to_owned();
    let ticked = (0..ROWS).filter(|at| !of("nhan", *at).is_empty());
    let all = ticked.map(|at| Scan {
        unit: of("don-vi", at),
        file: of("tep", at),
        code: of("ma", at),
    });
    let all: Vec<Scan> = all.filter(|scan| !scan.file.is_empty()).collect();
    let own = Arc::clone(&desk);
    let is_begun = desk.work.begin(Job::Signed, move |_| {
        let mut session = own.session()?;
        let kept = signed_parcel(&mut session, &all);
        let names = all.into_iter().map(|scan| scan.file);
        Ok(Came::Signed(names.zip(kept).collect()))
    });
    begun(is_begun, "/ban-ky", reader)
}

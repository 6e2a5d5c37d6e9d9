//! `lint`: a document against the decree, and against the ledger when a campaign is named.

pub use crate::lint::{Judged, LintFinding, breaks_the_decree};

use super::edition::{self, Kept};
use super::refresh::find::{known, places, same};
use super::refresh::{bytes_of, is_of_an_edition, label, words};
use super::status;
use super::{Look, Stop, report};
use crate::campaign::status::Status;
use crate::docx::edited::{self, NotRead, Package};
use crate::lint::{Differing, KnownFigure, LintContext, lint as judge};
use crate::model::document::Part;
use crate::model::figure::{Figure, FigureValue};
use crate::model::kit::{FILTERS, Kit};
use crate::report::coverage;
use crate::report::narrate;
use std::path::Path;

/// Judges a document by the decree.
pub fn lint(file: &Path) -> Result<Judged, Stop> {
    let document = Read::of(file)?;
    judge(&document.bytes, &LintContext::default()).map_err(|why| document.wrong(why))
}

/// Judges a document by the decree, and its figures by a campaign's.
pub fn lint_in_campaign(file: &Path, on: &mut impl Look) -> Result<Judged, Stop> {
    let document = Read::of(file)?;
    let wrong = |why: NotRead| document.wrong(why);
    let status = status::status(on)?;
    let looking = on.look();
    let kit = &looking.campaign.kit;
    let editions = edition::kept(looking.ledger)?;
    let told = known_figures(kit, &status, &editions);
    let differing = differing(kit, &status, &editions, &document.bytes, &wrong)?;
    let known = LintContext {
        glossary: &kit.glossary,
        figures: Some((&told, &differing)),
    };
    judge(&document.bytes, &known).map_err(wrong)
}

/// The bytes of a document.
struct Read {
    name: String,
    bytes: Vec<u8>,
}

impl Read {
    fn of(file: &Path) -> Result<Self, Stop> {
        let name = file.display().to_string();
        let bytes = bytes_of(file)?;
        Ok(Self { name, bytes })
    }

    fn wrong(&self, why: NotRead) -> Stop {
        Stop::Wrong(why.message(&self.name))
    }
}

/// Everything that a number of the report may be: figures as any filter writes them, how many units stand behind
/// them, and the numbers of the kit's own sentences.
fn known_figures(kit: &Kit, status: &Status, editions: &[Kept]) -> Vec<KnownFigure> {
    let mut told: Vec<KnownFigure> = status
        .figures
        .values()
        .map(|figure| {
            let now = written(figure);
            let mut before: Vec<String> = editions
                .iter()
                .flat_map(|e| &e.slots)
                .filter(|(slot, shown)| slot.id == figure.id && !now.contains(shown))
                .map(|(_, shown)| shown.clone())
                .collect();
            before.sort_unstable();
            before.dedup();
            KnownFigure {
                label: figure.label.clone(),
                now,
                before,
            }
        })
        .collect();
    let mut sentences: Vec<String> = kit
        .narrative
        .split("{{")
        .map(|piece| piece.split_once("}}").map_or(piece, |(_, text)| text))
        .map(str::to_owned)
        .collect();
    for table in &kit.tables {
        sentences.push(table.caption.clone());
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        sentences.extend(cells.filter(|c| !c.contains('{')).cloned());
    }
    sentences.push(coverage::sentence(status));
    told.push(KnownFigure {
        label: String::new(),
        now: sentences,
        before: Vec::new(),
    });
    told
}

/// The ways in which a figure may be written; the first is how its kind is written.
fn written(figure: &Figure) -> Vec<String> {
    let parts: Vec<Part> = match &figure.value {
        FigureValue::One(_) => vec![Part::Whole],
        FigureValue::Many(all) => (0..all.len()).map(Part::Nth).collect(),
        FigureValue::Rows(rows) => rows
            .iter()
            .enumerate()
            .flat_map(|(n, (_, row))| row.keys().map(move |c| Part::Cell(n, c.clone())))
            .collect(),
        FigureValue::Missing(_) => Vec::new(),
    };
    let mut out: Vec<String> = Vec::new();
    for part in &parts {
        let filters = [""].into_iter().chain(FILTERS.iter().copied());
        out.extend(filters.filter_map(|filter| narrate::figure_text(figure, part, filter)));
    }
    if figure.coverage.of > 0 {
        out.push(format!("{}/{}", figure.coverage.have, figure.coverage.of));
    }
    out.dedup();
    out
}

/// Figures in controls whose words were typed over.
fn differing(
    kit: &Kit,
    status: &Status,
    editions: &[Kept],
    bytes: &[u8],
    wrong: &impl Fn(NotRead) -> Stop,
) -> Result<Vec<Differing>, Stop> {
    let mut package = Package::open(bytes).map_err(wrong)?;
    let body = package
        .text(edited::BODY)
        .map_err(wrong)?
        .unwrap_or_default();
    let text = edited::scan(&body).map_err(wrong)?;
    let now = report::narrated(kit, status)?.slots();
    let places = places(&text, &known(editions, &now), status);
    Ok(places
        .iter()
        .filter_map(|place| {
            let said = text.said(place.pieces.clone());
            let current = words(status, &now, &place.slot)?;
            let typed = !same(&said, &current) && !is_of_an_edition(editions, &place.slot, &said);
            typed.then(|| Differing {
                paragraph: text
                    .pieces
                    .get(place.pieces.start)
                    .map_or(0, |p| p.paragraph),
                label: label(status, &place.slot),
                said,
                now: current,
            })
        })
        .collect())
}

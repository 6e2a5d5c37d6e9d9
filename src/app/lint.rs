//! `lint`: a document against the decree, and against the ledger when a campaign is named.

pub use crate::lint::{Judged, LintFinding, breaks_the_decree, is_of_old_figures};

use super::aligned::{align, common_words};
use super::edition;
use super::look::Looking;
use super::passage::{Passage, passages, short};
use super::refresh::find::{known, original, places, same};
use super::refresh::{bytes_of, fresh_passages, is_of_an_edition, label, words};
use super::status;
use super::{Look, Stop, edition_file};
use crate::campaign::status::Status;
use crate::docx::edited::{self, NotRead, Package};
use crate::lint::{KnownNumber, LintContext, Standing, lint as judge};
use std::ops::Range;
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
    let numbers = numbers(&looking, &status, &document)?;
    let known = LintContext {
        glossary: &looking.campaign.kit.glossary,
        figures: Some(&numbers),
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

/// What the ledger says of what stands where: of figures by their places, of all else by the sentence that a report written
/// now has there, or that the edition had as which the document was made.
fn numbers(looking: &Looking, status: &Status, document: &Read) -> Result<Vec<KnownNumber>, Stop> {
    let wrong = |why: NotRead| document.wrong(why);
    let mut package = Package::open(&document.bytes).map_err(wrong)?;
    let body = package.text(edited::BODY).map_err(wrong)?;
    let key = package.text("docProps/custom.xml").map_err(wrong)?;
    let text = edited::scan(&body.unwrap_or_default()).map_err(wrong)?;
    let editions = edition::kept(looking.ledger)?;
    let now = edition_file::narrated(&looking.campaign.kit, status)?.slots();
    let places = places(&text, &known(&editions, &now), status);
    let fresh = fresh_passages((looking.campaign, looking.now), status, &now)?;
    let made_as = original(&editions, key.as_deref(), &text, &places);
    let before = made_as.map_or(&[][..], |edition| edition.passages.as_slice());
    let ranges: Vec<_> = places
        .iter()
        .map(|place| (place.pieces.clone(), place.slot.clone()))
        .collect();
    let here = passages(&text, &ranges);
    let (by_now, by_then) = (align(&here, &fresh), align(&here, before));
    let mut out = Vec::new();
    for (at, passage) in here.iter().enumerate() {
        for (range, slot) in &passage.figures {
            let said = passage.text[range.clone()].to_owned();
            let Some(current) = words(status, &now, slot) else {
                continue;
            };
            let standing = if same(&said, &current) {
                Standing::Current
            } else if is_of_an_edition(&editions, slot, &said) {
                Standing::Stale {
                    label: label(status, slot),
                    now: current,
                }
            } else {
                Standing::Differs {
                    label: label(status, slot),
                    said,
                    now: current,
                }
            };
            out.extend(at_place(passage, range, standing));
        }
        let fresh = by_now[at].map(|n| fresh[n].text.as_str());
        let then = by_then[at].map(|n| before[n].text.as_str());
        out.extend(by_sentence(passage, fresh, then));
    }
    Ok(out)
}

/// What stands outside figures' places, by the sentence there now and the one before.
fn by_sentence(passage: &Passage, fresh: Option<&str>, then: Option<&str>) -> Vec<KnownNumber> {
    let fresh = fresh.unwrap_or_default();
    let current: Vec<Range<usize>> = common_words(&passage.text, fresh)
        .into_iter()
        .map(|(word, _)| word)
        .collect();
    let old = common_words(&passage.text, then.unwrap_or_default());
    let stale = old.into_iter().filter(|(word, _)| !current.contains(word));
    let stale = stale.map(|(word, _)| {
        let cell = |text: &str| text.matches('\t').count();
        let column = cell(&passage.text[..word.start]);
        let now = match fresh.split('\t').nth(column) {
            Some(now) if cell(fresh) == cell(&passage.text) => now,
            _ => fresh,
        };
        let standing = Standing::Stale {
            label: short(&passage.text),
            now: short(now),
        };
        (word, standing)
    });
    let current_words = current.iter().map(|word| (word.clone(), Standing::Current));
    current_words
        .chain(stale)
        .filter(|(word, _)| !passage.has_figure_at(word))
        .filter_map(|(word, standing)| at_place(passage, &word, standing))
        .collect()
}

fn at_place(passage: &Passage, range: &Range<usize>, standing: Standing) -> Option<KnownNumber> {
    let (paragraph, at) = passage.in_paragraph(range)?;
    Some(KnownNumber {
        paragraph,
        at,
        standing,
    })
}

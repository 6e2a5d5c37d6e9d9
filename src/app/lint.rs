//! `lint`: a document against the decree, and against the ledger when a campaign is named.

pub use crate::lint::{Judged, LintFinding, breaks_the_decree, is_of_old_figures};

use super::edition;
use super::look::Looking;
use super::passage::passages;
use super::refresh::find::{known, original, places};
use super::refresh::items;
use super::refresh::numbers::Sources;
use super::refresh::{accepted_ids, ask};
use super::refresh::{bytes_of, fresh_passages};
use super::status;
use super::{Look, Stop, edition_file};
use crate::campaign::status::Status;
use crate::docx::edited::{self, NotRead, Package};
use crate::lint::{KnownNumber, LintContext, Outside, lint as judge, said};
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
    let known = known_numbers(&looking, &status, &document)?;
    let known = LintContext {
        glossary: &looking.campaign.kit.glossary,
        figures: Some(&known.numbers),
        accepted: &known.accepted,
        units: &known.units,
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

/// What the ledger and the officer say of numbers, and what the campaign counts.
struct Known {
    numbers: Vec<KnownNumber>,
    /// Outside of the text.
    accepted: Vec<Outside>,
    units: Vec<String>,
}

fn known_numbers(looking: &Looking, status: &Status, document: &Read) -> Result<Known, Stop> {
    let wrong = |why: NotRead| document.wrong(why);
    let mut package = Package::open(&document.bytes).map_err(wrong)?;
    let body = package.text(edited::BODY).map_err(wrong)?;
    let key = package.text("docProps/custom.xml").map_err(wrong)?;
    let text = edited::scan(&body.unwrap_or_default()).map_err(wrong)?;
    let editions = edition::kept(looking.ledger)?;
    let now = edition_file::narrated(&looking.campaign.kit, status)?.slots();
    let mut places = places(&text, &known(&editions, &now), status);
    let fresh = fresh_passages((looking.campaign, looking.now), status, &now)?;
    let made_as = original(&editions, key.as_deref(), &text, &places);
    let made_as = items::renumber(made_as, (&mut places, &text), &now);
    let ranges: Vec<_> = places
        .iter()
        .map(|place| (place.pieces.clone(), place.slot.clone()))
        .collect();
    let sources = Sources {
        status,
        editions: &editions,
        now: &now,
        fresh: &fresh,
        before: made_as
            .as_ref()
            .map_or(&[][..], |edition| edition.passages.as_slice()),
        replaces: made_as
            .as_ref()
            .map_or(&[][..], |edition| edition.replaces.as_slice()),
    };
    let (here, units) = (passages(&text, &ranges), sources.units());
    let known = sources.known(&here);
    let said = said(&mut package, &text, &known, &units).map_err(wrong)?;
    let settled = accepted_ids(&looking.ledger.decisions()?);
    let by = (&looking.campaign.kit, &sources);
    let (mut numbers, accepted) = ask::accepted(by, &said, &here, &settled);
    // What the officer says of a number comes before what the ledger says of it.
    numbers.extend(known);
    Ok(Known {
        numbers,
        accepted,
        units,
    })
}

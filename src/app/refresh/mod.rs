//! `report --refresh`: the current figures go into a document that people have edited; nothing else in it changes.

pub(super) mod ask;
mod beside;
mod classes;
mod clean;
mod company;
pub(super) mod find;
mod frame;
pub(super) mod items;
mod labels;
mod moved;
mod number;
pub(super) mod numbers;
mod open;
pub(super) mod others;
mod put;
mod retyped;
mod reworded;
mod rows;
mod sense;
mod tell;

pub use find::By;
pub use open::{Open, Way};

use super::edition::{self, Kept};
use super::env::Now;
use super::obstacle::{Obstacle, obstacles};
use super::passage::{self, Passage};
use super::plain::plain;
use super::session::place_for_good;
use super::{Output, Session, Stop, edition_file};
use crate::campaign::Campaign;
use crate::campaign::status::Status;
use crate::docx::edited::{self, Note, Package, Splices, Text};
use crate::model::document::{Edition, Slot, gap_shown};
use crate::model::receipt::{Decided, Decision};
use crate::msg;
use crate::report::coverage;
use crate::report::narrate;
use crate::report::narrate::{Gap, Narrated};
use crate::rollup;
use crate::store::folder;
use crate::words::{Message, official, system};
use beside::Beside;
use find::{Spot, known, original, places, same};
use others::Own;
use put::RefreshRun;
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

/// A figure that reads otherwise now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureChange {
    /// What a person calls the figure.
    pub label: String,
    /// As it stood.
    pub old: String,
    /// As it stands now.
    pub new: String,
    /// The beginning of its paragraph.
    pub place: String,
}

/// What came of it.
#[derive(Debug)]
pub struct Refreshed {
    /// The file written; `None` when nothing was to change, or a final was refused.
    pub output: Option<Output>,
    /// Which edition was asked for.
    pub edition: Edition,
    /// Figures that were put in.
    pub changed: Vec<FigureChange>,
    /// How many figures were found by what.
    pub found: BTreeMap<By, usize>,
    /// What people should know.
    pub warnings: Vec<Message>,
    /// Words of people that stay, which nobody need settle.
    pub told: Vec<Message>,
    /// Why the final was refused.
    pub obstacles: Vec<Obstacle>,
    /// What a person must settle before there is a final.
    pub open: Vec<Open>,
    /// Places that would be open, had the officer not accepted their words.
    pub accepted: usize,
}

/// A refreshed document, and what is kept of it.
type Made = (Vec<u8>, Kept);

/// The bytes of a Word file that somebody named.
pub(super) fn bytes_of(file: &Path) -> Result<Vec<u8>, Stop> {
    folder::read_bounded(file, edited::MOST_BYTES as u64).map_err(|e| {
        if e.kind() == ErrorKind::FileTooLarge {
            let name = file.display().to_string();
            return Stop::Wrong(edited::NotRead::TooLarge.message(&name));
        }
        Stop::Wrong(msg!(
            "edited.not-opened",
            file = file.display(),
            cause = system::reason(&e)
        ))
    })
}

/// Puts the current figures into an edited document; a final also loses the marks of a draft.
pub fn refresh(
    session: &mut Session,
    status: &Status,
    file: &Path,
    edition: Edition,
) -> Result<Refreshed, Stop> {
    let bytes = bytes_of(file)?;
    let (mut done, made) = refreshed(session, status, (file, &bytes), edition)?;
    let others = of_others(session, status, (file, &bytes))?;
    done.warnings.extend(others);
    if let Some((bytes, kept)) = made {
        done.output = Some(place_refreshed(
            session,
            (file, done.edition),
            &bytes,
            &kept,
        )?);
    }
    Ok(done)
}

/// The words of people in other documents that this one has not.
fn of_others(
    session: &Session,
    status: &Status,
    (path, bytes): (&Path, &[u8]),
) -> Result<Vec<Message>, Stop> {
    let now = edition_file::narrated(&session.campaign.kit, status)?.slots();
    let own = Own {
        path,
        bytes,
        fresh: &fresh_passages((&session.campaign, &session.now), status, &now)?,
        now: &now,
    };
    let others = others::other_words(session, status, &own)?;
    Ok(others.iter().map(tell::words_of_another).collect())
}

/// Whether a refresh of an edited document would put nothing into it and leave nothing to settle before a final.
pub(super) fn is_current(session: &Session, status: &Status, file: (&Path, &[u8])) -> bool {
    refreshed(session, status, file, Edition::Final).is_ok_and(|(done, _)| {
        done.changed.is_empty() && done.open.is_empty() && done.obstacles.is_empty()
    })
}

/// The package of an edited document, its text, and the property with its key.
fn opened<'b>(name: &str, bytes: &'b [u8]) -> Result<(Package<'b>, String, Option<String>), Stop> {
    let wrong = |why: edited::NotRead| Stop::Wrong(why.message(name));
    let mut package = Package::open(bytes).map_err(wrong)?;
    if package.has_macros() {
        return Err(Stop::Wrong(msg!("edited.macros", file = name)));
    }
    let body = package.text(edited::BODY).map_err(wrong)?;
    let key = package.text("docProps/custom.xml").map_err(wrong)?;
    Ok((package, body.unwrap_or_default(), key))
}

/// What comes of a refresh, and the document with what is kept of it; nothing is written yet.
fn refreshed(
    session: &Session,
    status: &Status,
    (file, bytes): (&Path, &[u8]),
    edition: Edition,
) -> Result<(Refreshed, Option<Made>), Stop> {
    let name = file.display().to_string();
    let wrong = |why: edited::NotRead| Stop::Wrong(why.message(&name));
    let (mut package, body, key) = opened(&name, bytes)?;
    let scanned = edited::scan(&body).map_err(wrong)?;
    let kit = &session.campaign.kit;
    let narrated = edition_file::narrated(kit, status)?;
    let now = narrated.slots();
    let editions = edition::kept(&session.ledger)?;
    let mut places = places(&scanned, &known(&editions, &now), status);
    if places.is_empty() {
        return Err(Stop::Wrong(msg!("edited.no-figures", file = name)));
    }
    let original = original(&editions, key.as_deref(), &scanned, &places);
    let original = items::renumber(original, (&mut places, &scanned), &now);
    let original = original.as_ref();
    let lines = scanned.lines();
    let fresh = fresh_passages((&session.campaign, &session.now), status, &now)?;
    let before = original.map_or(fresh.as_slice(), |o| o.passages.as_slice());
    let decisions = session.ledger.decisions()?;
    let dropped = rollup::dropped(&decisions);
    let ledger = (editions.as_slice(), original, now.as_slice(), &dropped);
    let mut work = RefreshRun::of((kit, status), ledger, (&scanned, &lines));
    let after = work.put_all((&body, &places, &mut package), before, &fresh);
    let after = after.map_err(wrong)?;
    work.ask_frame(session, &fresh, &after)?;
    let accepted = work.accept(&accepted_ids(&decisions), (&fresh, &after));
    work.tell((kit, &narrated, edition), &places, (&fresh, &after));
    work.tell_reworded(&fresh, &after);
    let RefreshRun {
        mut splices,
        changed,
        warnings,
        told,
        open,
        shown,
        settled,
        ..
    } = work;
    let mut done = Refreshed {
        output: None,
        edition,
        changed,
        found: found_by(&places),
        warnings,
        told: told.into_iter().map(|(_, said)| said).collect(),
        obstacles: Vec::new(),
        open,
        accepted,
    };
    let gaps = still_there(&narrated.gaps, &lines);
    let obstacles = obstacles_of(status, &gaps, scanned.changes);
    if edition == Edition::Final {
        done.obstacles.clone_from(&obstacles);
        if !done.obstacles.is_empty() && done.open.is_empty() {
            return Ok((done, None));
        }
    }
    let texts = (before, fresh.as_slice(), after.as_slice());
    let mut kept = Kept {
        figures: edition::kept_figures(&status.figures, places.iter().map(|p| &p.slot.id)),
        slots: shown,
        settled,
        ..stands_for(&done.open, original, texts, (&narrated, status))
    };
    let document = (body.as_str(), &scanned, places.as_slice());
    // What is open stands beside its paragraph, and there is no final.
    let is_settled = done.open.is_empty();
    done.edition = if is_settled { edition } else { Edition::Draft };
    let edition = done.edition;
    if edition == Edition::Final {
        let text = (&scanned, lines.as_slice());
        let left_out = left_out(text, &editions, file, &mut package).map_err(wrong)?;
        done.warnings.extend(left_out);
        if is_of_another_final(session, &kept)? {
            done.warnings
                .extend(number::take_out(&scanned, &lines, &mut splices));
        }
    }
    let mut notes = Vec::new();
    if edition != Edition::Final {
        let beside = Beside {
            body: &body,
            scanned: &scanned,
            lines: &lines,
            places: &places,
            ours: &edited::ours(&mut package, &scanned).map_err(wrong)?,
            editions: &editions,
            original,
            open: &done.open,
            obstacles: &obstacles,
        };
        let put = beside.put(session, status, (narrated, &decisions), &mut splices)?;
        (notes, kept.aside) = (put.notes, put.aside);
        done.warnings.extend(put.warnings);
    }
    let at = session.now.stamp();
    let bytes = changed_package(&mut package, document, splices, (edition, notes, &at));
    let made = bytes.map_err(wrong)?.map(|bytes| (bytes, kept));
    Ok((done, made))
}

/// What of people a final does not carry: their comments, and what they wrote into the box and the annex.
fn left_out(
    text: (&Text, &[String]),
    editions: &[Kept],
    file: &Path,
    package: &mut Package,
) -> Result<Vec<Message>, edited::NotRead> {
    let theirs = edited::comments_of_people(package)?;
    let comments = tell::comments_left_out(&theirs, file);
    let aside = tell::aside_left_out(text, editions, file);
    Ok(comments.into_iter().chain(aside).collect())
}

/// Whether a document was made from a final that says other figures than it does: what was issued then is not this one.
fn is_of_another_final(session: &Session, kept: &Kept) -> Result<bool, Stop> {
    let editions = edition::all(&session.ledger)?;
    let finals = editions.iter().filter(|(record, one)| {
        !kept.key.is_empty() && one.key == kept.key && edition::is_final(record)
    });
    let mut finals = finals.map(|(_, one)| edition::differences(one, kept).is_empty());
    Ok(finals.clone().next().is_some() && !finals.any(|is_same| is_same))
}

/// The report that a document stands for by now, with the conditions that it was written on. Where nothing is open, all
/// that reads otherwise was settled.
fn stands_for(
    open: &[Open],
    original: Option<&Kept>,
    (before, fresh, document): (&[Passage], &[Passage], &[Passage]),
    (narrated, status): (&Narrated, &Status),
) -> Kept {
    let now = Kept {
        key: original.map_or_else(String::new, |o| o.key.clone()),
        replaces: original.map_or_else(Vec::new, |o| o.replaces.clone()),
        is_edited: true,
        open: open.iter().map(Open::kept).collect(),
        ..Kept::of(narrated, &status.figures, "")
    };
    if open.is_empty() {
        return Kept {
            passages: fresh.to_vec(),
            ..now
        };
    }
    Kept {
        passages: open::reached(before, fresh, document),
        conditions: original.map_or_else(BTreeMap::new, |o| o.conditions.clone()),
        ..now
    }
}

/// The document with what was put in: a final without what makes a draft, else with the comments that it is to carry.
/// `None` when nothing changes.
fn changed_package(
    package: &mut Package,
    (body, scanned, places): (&str, &Text, &[Spot]),
    mut splices: Splices,
    (edition, notes, at): (Edition, Vec<Note>, &str),
) -> Result<Option<Vec<u8>>, edited::NotRead> {
    let mut parts = if edition == Edition::Final {
        clean::clean(body, scanned, places, &mut splices);
        edited::without_comments(package)?
    } else {
        edited::with_comments(package, scanned, notes, at, &mut splices)?
    };
    if edition != Edition::Final && splices.is_empty() && parts.is_empty() {
        return Ok(None);
    }
    parts.push((edited::BODY.to_owned(), Some(splices.apply(body))));
    package.with(&parts).map(Some)
}

/// The gaps that a document still shows: a sentence that a person wrote in the place of one stands in for it.
fn still_there(gaps: &[Gap], lines: &[String]) -> Vec<Gap> {
    let lines: Vec<String> = lines.iter().map(|line| plain(line)).collect();
    let is_there = |gap: &&Gap| {
        let shown = plain(&gap_shown(&gap.what));
        lines.iter().any(|line| line.contains(&shown))
    };
    gaps.iter().filter(is_there).cloned().collect()
}

/// What stands in the way of a final besides what is open in its text.
fn obstacles_of(status: &Status, gaps: &[Gap], changes: usize) -> Vec<Obstacle> {
    let mut all = obstacles(status, gaps);
    if changes > 0 {
        all.push(msg!("edited.tracked-final", count = changes).into());
    }
    all
}

/// How many places were found by what.
fn found_by(places: &[Spot]) -> BTreeMap<By, usize> {
    let mut found = BTreeMap::new();
    for place in places {
        *found.entry(place.by).or_insert(0) += 1;
    }
    found
}

/// The passages of a report written now.
pub(super) fn fresh_passages(
    (campaign, time): (&Campaign, &Now),
    status: &Status,
    now: &[(Slot, String)],
) -> Result<Vec<Passage>, Stop> {
    let narrated = edition_file::narrated(&campaign.kit, status)?;
    let document = edition_file::clean_final(campaign, time, status, narrated)?;
    let bytes = edition_file::bytes(campaign, &document)?;
    Ok(passage::written(&bytes, now)?.0)
}

/// What the officer accepted, by its id.
pub(super) fn accepted_ids(decisions: &[Decision]) -> BTreeSet<String> {
    let ids = decisions
        .iter()
        .filter_map(|decision| match &decision.what {
            Decided::AcceptFinding { finding, .. } => Some(finding.to_string()),
            _ => None,
        });
    ids.collect()
}

/// Writes a document that got the current figures. It carries the words of people, so nothing of ours takes its place.
fn place_refreshed(
    session: &mut Session,
    (file, edition): (&Path, Edition),
    bytes: &[u8],
    kept: &Kept,
) -> Result<Output, Stop> {
    if edition == Edition::Final {
        return edition_file::place_final(session, bytes, kept);
    }
    let target = refreshed_name(file);
    let results = session.campaign.root.join(folder::RESULTS);
    let output = place_for_good(&results, &target, bytes)?;
    edition::record(session, (&target, edition), bytes, kept)?;
    Ok(output)
}

/// "bao-cao_du-thao_sua.docx" becomes "bao-cao_du-thao_sua_cap-nhat.docx", once.
fn refreshed_name(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    format!(
        "{}{}.docx",
        stem.trim_end_matches(folder::REFRESHED),
        folder::REFRESHED
    )
}

/// What a slot shows now: as the text would show it, or else as its filter writes it.
pub(super) fn words(status: &Status, now: &[(Slot, String)], slot: &Slot) -> Option<String> {
    let told = now.iter().find(|(s, _)| s == slot);
    told.map(|(_, shown)| shown.clone()).or_else(|| {
        if slot.id == coverage::COVERAGE {
            return Some(coverage::sentence(status));
        }
        let figure = status.figures.get(&slot.id)?;
        narrate::figure_text(figure, &slot.part, &slot.filter)
    })
}

/// Whether an edition showed these words in a slot: then nobody typed them.
pub(super) fn is_of_an_edition(editions: &[Kept], slot: &Slot, said: &str) -> bool {
    editions
        .iter()
        .flat_map(|e| &e.slots)
        .any(|(known, shown)| {
            (known == slot || items::are_of_one_list(known, slot)) && same(shown, said)
        })
}

/// The beginning of a paragraph, or of its row of a table.
fn excerpt(scanned: &Text, lines: &[String], at: usize) -> String {
    const LETTERS: usize = 60;
    let row_of = |at: usize| Some(scanned.paragraphs.get(at)?.cell.map(|(t, r, _)| (t, r)));
    let line = match row_of(at).flatten() {
        None => lines.get(at).cloned().unwrap_or_default(),
        row => {
            let same_row = |n: &usize| row_of(*n).flatten() == row;
            let first = (0..=at).rev().take_while(same_row).last().unwrap_or(at);
            let cells: Vec<&str> = (first..lines.len())
                .take_while(same_row)
                .map(|n| lines[n].trim())
                .filter(|text| !text.is_empty())
                .collect();
            cells.join(" | ")
        }
    };
    let line = line.replace('\u{a0}', " ");
    if line.chars().count() <= LETTERS {
        return line;
    }
    let start: String = line.chars().take(LETTERS).collect();
    format!("{}…", start.trim_end())
}

/// What a person calls what stands in a slot.
pub(super) fn label(status: &Status, slot: &Slot) -> String {
    if slot.id == coverage::COVERAGE {
        return official("review.coverage");
    }
    let figure = status.figures.get(&slot.id);
    figure.map_or_else(|| slot.id.to_string(), |f| f.label.clone())
}

/// Figures, by what people call them, that are no longer in the document.
fn taken_out_message(names: &[&str]) -> Message {
    let shown: Vec<&str> = names.iter().copied().take(8).collect();
    msg!(
        "edited.taken-out",
        count = names.len(),
        names = shown.join("; ")
    )
}

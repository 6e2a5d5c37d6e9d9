//! Units' own words, and which of them go into the report: as the officer's workbook says, and decided anew in it.
//!
//! The workbook stays the one place where a choice is kept: whoever works in Excel and whoever works in a page see the same.

use super::consolidate::{add_to, file_hash};
use super::look::{Look, file_name};
use super::session::place_for_good;
use super::{Session, Stop};
use crate::model::reading::Place;
use crate::msg;
use crate::store::folder::{self, Shelf};
use crate::words::{Message, official};
use crate::workbook::selection::{self, Offer, Own, Selection};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A text that may go into the report.
#[derive(Debug, Clone)]
pub struct Opinion {
    /// Stands for these words of this unit.
    pub key: String,
    /// Which part of the report takes it.
    pub label: String,
    /// Whose it is.
    pub unit: String,
    /// Its name.
    pub unit_name: String,
    /// As it is written.
    pub words: String,
    /// Where.
    pub place: String,
    /// Whether it is taken; `None` while nobody has looked at it.
    pub take: Option<bool>,
    /// Other words in its place; empty leaves them.
    pub wording: String,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Opinions {
    /// In the order of the kit and the roster.
    pub all: Vec<Opinion>,
    /// Rows of the officer's own.
    pub own: Vec<Own>,
    /// What the parts of the report are called that take texts.
    pub parts: Vec<String>,
    /// What goes into each part, in its order.
    pub order: Vec<Part>,
    /// What only the officer can say.
    pub questions: Vec<Message>,
    /// Why they can be chosen in the workbook alone.
    pub only_there: Option<Message>,
}

/// What goes into a part of the report, in its order.
#[derive(Debug)]
pub struct Part {
    /// What it is called.
    pub label: String,
    /// The texts.
    pub texts: Vec<Placed>,
}

/// A text in its place.
#[derive(Debug, Clone)]
pub struct Placed {
    /// Stands for it.
    pub key: String,
    /// Whose it is; empty of the officer's own.
    pub unit_name: String,
    /// As it will stand there.
    pub words: String,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// Of which text.
    pub key: String,
    /// Whether it is taken; `None` leaves that open.
    pub take: Option<bool>,
    /// Other words in its place.
    pub wording: String,
}

/// What was chosen so far.
pub fn opinions(on: &mut impl Look) -> Result<Opinions, Stop> {
    let mut looking = on.look();
    let units = looking.units()?.units;
    let kit = &looking.campaign.kit;
    let offers = selection::offers(kit, &units);
    if offers.is_empty() {
        return Ok(Opinions::default());
    }
    let files = Shelf::of(&looking.campaign.root).all(folder::SELECTION);
    let books = looking.selection_books()?;
    let said = selection::read(&books, &looking.campaign.kit, &offers);
    let only_there = hindered(&files, &said);
    let own = said.own(&looking.campaign.kit);
    let parts = selection::part_labels(&looking.campaign.kit);
    let order = parts
        .iter()
        .map(|label| part(label, (&offers, &own), &said));
    let order: Vec<Part> = order.collect();
    let one = |offer: &Offer| {
        let choice = said.choices.get(&offer.key());
        Opinion {
            key: offer.key(),
            label: offer.label.clone(),
            unit: offer.unit.to_string(),
            unit_name: offer.unit_name.clone(),
            words: offer.raw.clone(),
            place: offer.place.as_ref().map(Place::shown).unwrap_or_default(),
            take: choice.and_then(|choice| choice.take),
            wording: choice.map_or(String::new(), |choice| choice.wording.clone()),
        }
    };
    Ok(Opinions {
        all: offers.iter().map(one).collect(),
        own,
        parts,
        order,
        questions: said.questions,
        only_there,
    })
}

/// What goes into a part of the report, in its order.
fn part(label: &str, (offers, own): (&[Offer], &[Own]), said: &Selection) -> Part {
    let mut texts: Vec<(Option<u32>, Placed)> = Vec::new();
    for offer in offers.iter().filter(|offer| offer.label == label) {
        let key = offer.key();
        let choice = said.choices.get(&key);
        let Some(choice) = choice.filter(|choice| choice.take == Some(true)) else {
            continue;
        };
        let reworded = choice.wording.trim();
        let words = if reworded.is_empty() {
            offer.raw.as_str()
        } else {
            reworded
        };
        let placed = Placed {
            key,
            unit_name: offer.unit_name.clone(),
            words: words.to_owned(),
        };
        texts.push((choice.order, placed));
    }
    let is_here = |one: &&Own| one.is_taken && one.label.as_deref() == Some(label);
    texts.extend(own.iter().filter(is_here).map(|one| {
        let placed = Placed {
            key: one.key.clone(),
            unit_name: String::new(),
            words: one.words.clone(),
        };
        (one.order, placed)
    }));
    texts.sort_by_key(|(order, _)| order.unwrap_or(u32::MAX));
    Part {
        label: label.to_owned(),
        texts: texts.into_iter().map(|(_, placed)| placed).collect(),
    }
}

/// Why a choice can be made in the workbook alone: there are several, or it holds what would not stand in one made anew.
fn hindered(files: &[PathBuf], said: &Selection) -> Option<Message> {
    match files {
        [_, .., last] => Some(msg!("desk.several-selections", file = file_name(last))),
        [one] if !said.holds_all() => Some(msg!("desk.selection-beyond", file = file_name(one))),
        _ => None,
    }
}

/// Chooses, in the officer's workbook; what it said before is in the archive. Where it lies.
///
/// # Errors
/// When the workbook is open, says more than a table of choices, or is not alone; nothing is chosen then.
pub fn choose(session: &mut Session, picks: &[Pick]) -> Result<PathBuf, Stop> {
    changed(session, |said, known| {
        for pick in picks.iter().filter(|pick| known.contains(&pick.key)) {
            said.choose(&pick.key, pick.take, pick.wording.trim());
        }
        Ok(())
    })
}

/// Adds a text of the officer's own to a part of the report.
///
/// # Errors
/// As of [`choose`]; and when there is no such part, or no text.
pub fn add_own(session: &mut Session, label: &str, words: &str) -> Result<PathBuf, Stop> {
    let words = own_words(words)?;
    let parts = selection::part_labels(&session.campaign.kit);
    if words.is_empty() || !parts.iter().any(|part| part == label) {
        return Err(Stop::Wrong(msg!("desk.own-nothing")));
    }
    changed(session, |said, _| {
        said.add_own(label, &words);
        Ok(())
    })
}

/// Words a text of the officer's own otherwise; without any words it is taken away.
///
/// # Errors
/// As of [`choose`]; and when there is no such text any more.
pub fn change_own(session: &mut Session, key: &str, words: &str) -> Result<PathBuf, Stop> {
    let words = own_words(words)?;
    changed(session, |said, _| {
        let gone = || Stop::Wrong(msg!("desk.own-gone"));
        said.change_own(key, &words).then_some(()).ok_or_else(gone)
    })
}

/// Gives the texts of a part these places, the first first.
///
/// # Errors
/// As of [`choose`].
pub fn arrange(session: &mut Session, keys: &[String]) -> Result<PathBuf, Stop> {
    changed(session, |said, _| {
        for (order, key) in (1..).zip(keys) {
            said.put_at(key, order);
        }
        Ok(())
    })
}

/// Most characters of a text of the officer's own, so that a cell takes it whole.
const OWN_CHARS: usize = 8000;

fn own_words(words: &str) -> Result<String, Stop> {
    let words = words.replace("\r\n", "\n").trim().to_owned();
    if words.chars().count() > OWN_CHARS {
        return Err(Stop::Wrong(msg!("desk.own-long", most = OWN_CHARS)));
    }
    Ok(words)
}

/// Changes the officer's workbook.
fn changed(
    session: &mut Session,
    change: impl FnOnce(&mut Selection, &BTreeSet<String>) -> Result<(), Stop>,
) -> Result<PathBuf, Stop> {
    let units = session.look().units()?.units;
    let root = session.campaign.root.clone();
    let offers = selection::offers(&session.campaign.kit, &units);
    let files = Shelf::of(&root).all(folder::SELECTION);
    let newest = files.last();
    let before = newest.and_then(|newest| file_hash(newest));
    let books = session.look().selection_books()?;
    let mut said = selection::read(&books, &session.campaign.kit, &offers);
    if let Some(why) = hindered(&files, &said) {
        return Err(Stop::Wrong(why));
    }
    let known: BTreeSet<String> = offers.iter().map(Offer::key).collect();
    change(&mut said, &known)?;
    let title = official("selection.title");
    let bytes = selection::write(&title, &offers, &said, session.now.civil());
    let bytes = bytes.map_err(Stop::Fault)?;
    let Some(newest) = newest else {
        let output = place_for_good(&root, folder::SELECTION, &bytes)?;
        return Ok(output.path);
    };
    let is_held = || Stop::Busy(msg!("desk.selection-open", file = file_name(newest)));
    if folder::is_open(newest) {
        return Err(is_held());
    }
    let written = add_to(&root, newest, &before.ok_or_else(is_held)?, &bytes)?;
    written.map(|written| written.path).ok_or_else(is_held)
}

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
use crate::workbook::selection::{self, Offer, Selection};
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
    /// What only the officer can say.
    pub questions: Vec<Message>,
    /// Why they can be chosen in the workbook alone.
    pub only_there: Option<Message>,
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
        questions: said.questions,
        only_there,
    })
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
    for pick in picks.iter().filter(|pick| known.contains(&pick.key)) {
        said.choose(&pick.key, pick.take, pick.wording.trim());
    }
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

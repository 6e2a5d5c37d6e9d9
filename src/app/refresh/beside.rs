//! What stands beside the text of an edited draft or review is put as a new one would have it: the box at its head, the
//! annex of sources, comments of this program. What people wrote there stays.

use super::Open;
use super::find::Spot;
use crate::app::aside::{Aside, annex, draft_box, said};
use crate::app::edition::{self, Kept};
use crate::app::obstacle::Obstacle;
use crate::app::plain::plain;
use crate::app::{Session, Stop, edition_file};
use crate::campaign::status::Status;
use crate::docx::edited::{self, Note, Ours, Package, Splices, Text};
use crate::model::document::{Annotations, Document, Edition};
use crate::model::receipt::Decision;
use crate::msg;
use crate::report::narrate::Narrated;
use crate::report::review::{self, Told};
use crate::words::{Lang, Message, official};
use std::collections::{BTreeMap, BTreeSet};

/// An edited document that is no final.
pub(super) struct Beside<'a> {
    pub(super) body: &'a str,
    pub(super) scanned: &'a Text,
    pub(super) lines: &'a [String],
    pub(super) places: &'a [Spot],
    /// Comments of this program in it.
    pub(super) ours: &'a [Ours],
    pub(super) editions: &'a [Kept],
    /// The edition that it was made as.
    pub(super) original: Option<&'a Kept>,
    pub(super) open: &'a [Open],
    pub(super) obstacles: &'a [Obstacle],
}

/// What came of it.
pub(super) struct Put {
    /// Comments of this program that it is to carry.
    pub(super) notes: Vec<Note>,
    /// What it carries by now.
    pub(super) aside: Aside,
    /// What people should know.
    pub(super) warnings: Vec<Message>,
}

/// A report written now, of the same edition.
struct Fresh {
    body: String,
    scanned: Text,
    lines: Vec<String>,
}

impl Beside<'_> {
    /// Puts the box and the annex, and tells which comments there should be.
    pub(super) fn put(
        &self,
        session: &Session,
        status: &Status,
        (narrated, decisions): (Narrated, &[Decision]),
        splices: &mut Splices,
    ) -> Result<Put, Stop> {
        let edition = if self.is_review() {
            Edition::Review
        } else {
            Edition::Draft
        };
        let key = self.original.map(|o| o.key.as_str());
        let written = self.editions.iter().find(|e| Some(e.key.as_str()) == key);
        let last = written.map(edition::words);
        let kit = &session.campaign.kit;
        let odd = edition_file::odd_values(kit, status, edition);
        let told = Told {
            last: last.as_ref(),
            decisions,
            odd: &odd,
        };
        let annotations = review::annotations(kit, status, &narrated, told, edition);
        let mut put = Put {
            notes: self.notes(&annotations),
            aside: Aside::default(),
            warnings: Vec::new(),
        };
        let has_box = draft_box(self.scanned, self.lines).is_some();
        if has_box || annex(self.scanned, self.lines).is_some() {
            let document = Document {
                missing: self.missing(),
                edition,
                annotations,
                ..edition_file::document(&session.campaign, &session.now, narrated)?
            };
            let fresh = Fresh::of(&edition_file::bytes(&session.campaign, &document)?)?;
            self.put_box(&fresh, &mut put, splices);
            self.put_annex(&fresh, &mut put, splices);
        }
        Ok(put)
    }

    /// Whether it was written for review: it has the annex, or comments of this program about figures.
    fn is_review(&self) -> bool {
        annex(self.scanned, self.lines).is_some() || self.ours.iter().any(|one| !one.is_open)
    }

    /// What the box says: what a final waits for.
    fn missing(&self) -> Vec<String> {
        let obstacles = self.obstacles.iter();
        let mut missing: Vec<String> = obstacles.map(|o| o.said.say(Lang::Vi)).collect();
        if !self.open.is_empty() {
            missing.push(msg!("edited.box-open", count = self.open.len()).say(Lang::Vi));
        }
        missing
    }

    fn notes(&self, annotations: &Annotations) -> Vec<Note> {
        let mut notes: Vec<Note> = self.open.iter().map(Open::note).collect();
        for place in self.places {
            if let Some(text) = annotations.figures.get(&place.slot.id) {
                let mut controls = self.scanned.controls.iter();
                let control = controls.find(|control| control.pieces == place.pieces);
                notes.push(Note {
                    paragraph: place.paragraph,
                    about: control.map(|control| control.head.start..control.tail.end),
                    text: text.clone(),
                    is_open: false,
                });
            }
        }
        let passages = annotations.passages.values();
        let passages: BTreeMap<Vec<&str>, &String> =
            passages.map(|text| (conditions(text), text)).collect();
        let chosen_by = official("review.chosen-by");
        for one in self.ours.iter().filter(|o| o.text.starts_with(&chosen_by)) {
            let text = passages.get(&conditions(&one.text));
            if let (Some(text), Some(paragraph)) = (text, one.paragraph) {
                notes.push(Note {
                    paragraph,
                    about: None,
                    text: (*text).clone(),
                    is_open: false,
                });
            }
        }
        notes
    }

    /// The box says what is true now; lines of people stay below.
    fn put_box(&self, fresh: &Fresh, put: &mut Put, splices: &mut Splices) {
        let here = draft_box(self.scanned, self.lines);
        let there = draft_box(&fresh.scanned, &fresh.lines);
        let tables = (self.scanned.tables.first(), fresh.scanned.tables.first());
        let (Some(here), Some(there), (Some(old), Some(new))) = (here, there, tables) else {
            return;
        };
        put.aside.lines = said(&fresh.lines[there]);
        let written = self.editions.iter().flat_map(|e| &e.aside.lines);
        let written: BTreeSet<&String> = written.chain(&put.aside.lines).collect();
        let is_theirs = |at: &usize| {
            let line = plain(&self.lines[*at]);
            !line.is_empty() && (!written.contains(&line) || self.has_comment_of_people(*at))
        };
        let stands = here.clone().filter(|at| !is_theirs(at));
        let stands: Vec<String> = stands.map(|at| self.lines[at].clone()).collect();
        if said(&stands) == put.aside.lines {
            return;
        }
        let mut xml = fresh.body[new.clone()].to_owned();
        if let Some(end) = xml.rfind("</w:tc>") {
            let theirs = here.filter(is_theirs);
            let theirs =
                theirs.filter_map(|at| self.body.get(self.scanned.paragraphs[at].content.clone()));
            let theirs: Vec<&str> = theirs
                .flat_map(|content| ["<w:p>", content, "</w:p>"])
                .collect();
            xml.insert_str(end, &theirs.concat());
        }
        splices.replace(old.clone(), xml);
    }

    /// The annex is written anew, unless people have worked on it: then it says of itself that it is old.
    fn put_annex(&self, fresh: &Fresh, put: &mut Put, splices: &mut Splices) {
        let old = annex(self.scanned, self.lines);
        let new = annex(&fresh.scanned, &fresh.lines);
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        let (stands, words) = (old.words(self.lines), new.words(&fresh.lines));
        if stands == words {
            put.aside.sources = words;
            return;
        }
        let is_written = self.editions.iter().any(|e| e.aside.sources == stands);
        let mut all = old.title..self.lines.len();
        if is_written && !all.any(|at| self.has_comment_of_people(at)) {
            put.aside.sources = words;
            splices.replace(old.bytes, fresh.body[new.bytes].to_owned());
        } else {
            let said = msg!("edited.annex-old");
            put.notes.push(Note {
                paragraph: old.title,
                about: None,
                text: said.say(Lang::Vi),
                is_open: true,
            });
            put.warnings.push(said);
        }
    }

    fn has_comment_of_people(&self, paragraph: usize) -> bool {
        let mut marks = self.scanned.comments.iter();
        marks.any(|mark| {
            mark.paragraph == paragraph && self.ours.iter().all(|one| one.id != mark.id)
        })
    }
}

/// The conditions that a comment names, without whether they hold.
fn conditions(text: &str) -> Vec<&str> {
    let lines = text.lines();
    lines
        .map(|line| {
            line.rsplit_once(": ")
                .map_or(line, |(condition, _)| condition)
        })
        .collect()
}

impl Fresh {
    fn of(bytes: &[u8]) -> Result<Self, Stop> {
        let fault = |why: edited::NotRead| {
            let detail = why.message("").say(Lang::Vi);
            Stop::Fault(msg!("flow.report-not-written", detail = detail))
        };
        let mut package = Package::open(bytes).map_err(fault)?;
        let body = package.text(edited::BODY).map_err(fault)?;
        let body = body.unwrap_or_default();
        let scanned = edited::scan(&body).map_err(fault)?;
        let lines = scanned.lines();
        Ok(Self {
            body,
            scanned,
            lines,
        })
    }
}

//! Figures of a document: current ones go in where nobody typed others.

use super::ask;
use super::find::{Spot, same};
use super::numbers::Sources;
use super::open::{self, Asked, Open, Way};
use super::{FigureChange, excerpt, is_of_an_edition, label, taken_out_message, words};
use super::{frame, items, labels, moved, retyped, reworded, sense};
use crate::app::aligned::whole_words;
use crate::app::edition::{Kept, SettledSentence};
use crate::app::kept_number::why_not_kept;
use crate::app::passage::{Passage, passages};
use crate::app::{Session, Stop};
use crate::campaign::status::Status;
use crate::docx;
use crate::docx::edited::{self, Package, Splices, Text};
use crate::lint;
use crate::model::derivation::Derivation;
use crate::model::document::Slot;
use crate::model::figure::FigureValue;
use crate::model::id::FigureId;
use crate::model::kit::{FigureSource, Kit};
use crate::msg;
use crate::report::{self, coverage::COVERAGE};
use crate::value::{Value, spelt_numbers};
use crate::words::Message;
use quick_xml::escape::escape;
use std::collections::BTreeSet;
use std::ops::Range;

/// A refresh under way.
pub(super) struct RefreshRun<'a> {
    pub(super) kit: &'a Kit,
    pub(super) status: &'a Status,
    pub(super) editions: &'a [Kept],
    /// The edition that the document was made as.
    pub(super) original: Option<&'a Kept>,
    pub(super) now: &'a [(Slot, String)],
    pub(super) scanned: &'a Text,
    pub(super) lines: &'a [String],
    pub(super) splices: Splices,
    pub(super) changed: Vec<FigureChange>,
    pub(super) warnings: Vec<Message>,
    /// What stays as people worded it, by its paragraph: to be known, not to be settled.
    pub(super) told: Vec<(usize, Message)>,
    /// Words in headers, footers and notes, with the id of where they stand.
    pub(super) beside: Vec<(&'static str, String)>,
    /// Sentences of people with what they stand beside.
    pub(super) settled: Vec<SettledSentence>,
    pub(super) open: Vec<Open>,
    /// What was typed over figures and gives way to what the ledger says.
    pub(super) dropped: &'a BTreeSet<(FigureId, String)>,
    /// What each slot shows when all is done.
    pub(super) shown: Vec<(Slot, String)>,
}

/// Editions, the one that the document was made as, what slots show now, and what was typed and gives way.
pub(super) type Ledger<'a> = (
    &'a [Kept],
    Option<&'a Kept>,
    &'a [(Slot, String)],
    &'a BTreeSet<(FigureId, String)>,
);

impl<'a> RefreshRun<'a> {
    /// One that has put nothing in yet.
    pub(super) fn of(
        (kit, status): (&'a Kit, &'a Status),
        (editions, original, now, dropped): Ledger<'a>,
        (scanned, lines): (&'a Text, &'a [String]),
    ) -> Self {
        Self {
            kit,
            status,
            editions,
            original,
            now,
            scanned,
            lines,
            splices: Splices::default(),
            changed: Vec::new(),
            warnings: Vec::new(),
            told: Vec::new(),
            beside: Vec::new(),
            settled: Vec::new(),
            open: Vec::new(),
            dropped,
            shown: Vec::new(),
        }
    }
}

impl RefreshRun<'_> {
    /// All that can be put in, and what is left open; the passages of the document after that.
    pub(super) fn put_all(
        &mut self,
        (body, places, package): (&str, &[Spot], &mut Package),
        before: &[Passage],
        fresh: &[Passage],
    ) -> Result<Vec<Passage>, edited::NotRead> {
        for place in places {
            self.put_figure(place, places);
        }
        let places = places.iter().map(|p| (p.pieces.clone(), p.slot.clone()));
        let places: Vec<(Range<usize>, Slot)> = places.collect();
        self.put_cells(before, fresh, &passages(self.scanned, &places));
        let text = edited::scan(&self.splices.clone().apply(body))?;
        let after = passages(&text, &places);
        let told = self.original.map_or(&[][..], |o| o.open.as_slice());
        let staying = self.staying();
        self.open
            .extend(open::open(before, fresh, &after, (told, &staying)));
        let asked: BTreeSet<usize> = self.open.iter().map(|open| open.paragraph).collect();
        self.open.extend(labels::displaced(fresh, &after, &asked));
        let elsewhere = sense::elsewhere(self.status, fresh, &after, &asked);
        self.open.extend(elsewhere);
        let asked: BTreeSet<usize> = self.open.iter().map(|open| open.paragraph).collect();
        let turned = sense::turned(self.status, fresh, &after, &asked).into_iter();
        let (turned, moved): (Vec<Open>, Vec<Vec<Asked>>) = turned.unzip();
        self.open.extend(turned);
        let retyped = retyped::retyped((self.kit, self.status), fresh, &after).into_iter();
        let (retyped, mut asked): (Vec<Open>, Vec<Asked>) = retyped.unzip();
        asked.extend(moved.into_iter().flatten());
        self.open.extend(retyped);
        let sources = Sources {
            status: self.status,
            editions: self.editions,
            now: self.now,
            fresh,
            before,
            replaces: self.original.map_or(&[][..], |o| o.replaces.as_slice()),
        };
        let said = lint::said(package, &text, &sources.known(&after), &sources.units())?;
        self.open.extend(ask::asked(&said, &after, &asked));
        self.beside = said.beside;
        self.open.sort_by_key(|open| open.paragraph);
        Ok(after)
    }

    /// Figures whose sentences a report is not to be without: whose figures are in it, and what was typed and kept.
    fn staying(&self) -> BTreeSet<FigureId> {
        let figures = self.status.figures.iter();
        let kept = figures.filter(|(_, f)| matches!(f.derivation, Derivation::Typed { .. }));
        let kept = kept.map(|(id, _)| id.clone());
        kept.chain([FigureId::of_sentence(COVERAGE)]).collect()
    }

    /// Asks about what a person made of the frame.
    pub(super) fn ask_frame(
        &mut self,
        session: &Session,
        fresh: &[Passage],
        after: &[Passage],
    ) -> Result<(), Stop> {
        let written_at = session.now.stamp();
        let frame = report::frame::frame(&session.campaign.settings, &written_at);
        let frame = frame.map_err(Stop::Wrong)?;
        let asked: BTreeSet<usize> = self.open.iter().map(|open| open.paragraph).collect();
        let changes = frame::changes(&frame, fresh, after, &asked);
        self.open.extend(changes.open);
        self.warnings.extend(changes.told);
        self.told.extend(changes.kept);
        self.told.extend(frame::beside(&frame, &self.beside));
        Ok(())
    }

    /// Tells what else reads otherwise than in a fresh report.
    pub(super) fn tell_reworded(&mut self, fresh: &[Passage], after: &[Passage]) {
        let open = self.open.iter().map(|open| open.paragraph);
        let said = open.chain(self.told.iter().map(|(paragraph, _)| *paragraph));
        let said: BTreeSet<usize> = said.collect();
        self.told.extend(reworded::reworded(fresh, after, &said));
        self.told.sort_by_key(|(paragraph, _)| *paragraph);
    }

    /// Leaves out what the officer accepted, and asks about sentences of people beside figures that have moved since; how
    /// many places were accepted.
    pub(super) fn accept(
        &mut self,
        accepted: &BTreeSet<String>,
        (fresh, after): (&[Passage], &[Passage]),
    ) -> usize {
        let is_accepted = |open: &Open| {
            let also = open.also.as_ref();
            accepted.contains(&open.id) || also.is_some_and(|id| accepted.contains(id))
        };
        let (settled, open): (Vec<Open>, Vec<Open>) = std::mem::take(&mut self.open)
            .into_iter()
            .partition(is_accepted);
        self.open = open;
        let paragraphs: BTreeSet<usize> = settled.iter().map(|open| open.paragraph).collect();
        let open: BTreeSet<usize> = self.open.iter().map(|open| open.paragraph).collect();
        let own = moved::own_sentences((fresh, after), &paragraphs, &open);
        let asked = moved::moved(self.status, &own, self.original);
        let (read, open): (Vec<_>, Vec<_>) = asked.into_iter().partition(is_accepted);
        let moved: BTreeSet<usize> = open.iter().map(|open| open.paragraph).collect();
        self.settled = moved::settled(&own, &moved, self.original);
        self.open.extend(open);
        self.open.sort_by_key(|open| open.paragraph);
        settled.len() + read.len()
    }

    /// One place: its current words go in, unless a person wrote others.
    fn put_figure(&mut self, place: &Spot, all: &[Spot]) {
        let old = self.scanned.said(place.pieces.clone());
        let label = label(self.status, &place.slot);
        let excerpt = self.excerpt(place);
        let Some(new) = words(self.status, self.now, &place.slot) else {
            // An item that the list has no more is asked about with its passage.
            if items::is_item(&place.slot) {
                self.shown.push((place.slot.clone(), old));
                return;
            }
            let said = msg!("edited.no-value", label = label, old = old, place = excerpt);
            self.open(place, said);
            self.shown.push((place.slot.clone(), old));
            return;
        };
        if let Some(read) = self.with_digits_beside(place, all) {
            let said = msg!(
                "edited.digits-beside",
                label = label,
                read = read,
                new = new,
                place = excerpt
            );
            self.open(place, said);
            self.shown.push((place.slot.clone(), new));
            return;
        }
        if same(&old, &new) {
            self.shown.push((place.slot.clone(), new));
            return;
        }
        let is_typed = |(id, typed): &(FigureId, String)| *id == place.slot.id && same(typed, &old);
        let ours =
            is_of_an_edition(self.editions, &place.slot, &old) || self.dropped.iter().any(is_typed);
        let pieces = &self.scanned.pieces[place.pieces.clone()];
        let first = pieces.iter().position(|p| !p.bytes.is_empty());
        let (true, Some(first)) = (ours, first) else {
            self.leave(place, (&label, &old, &new));
            return;
        };
        let capitals = old.chars().any(char::is_alphabetic) && old == old.to_uppercase();
        let text = docx::glue(&if capitals {
            new.to_uppercase()
        } else {
            new.clone()
        });
        for (at, piece) in pieces.iter().enumerate() {
            if at == first {
                let xml = escape(text.as_str()).into_owned();
                self.splices.replace(piece.bytes.clone(), xml);
            } else if !piece.bytes.is_empty() {
                self.splices.cut(piece.bytes.clone());
            }
        }
        let bare = |text: &str| text.trim_end_matches('.').to_owned();
        if bare(&old) != bare(&new) {
            self.changed.push(FigureChange {
                label,
                old,
                new: new.clone(),
                place: excerpt,
            });
        }
        self.shown.push((place.slot.clone(), new));
    }

    /// A place whose words are a person's: they stay. What a person typed is not what this edition showed, so that the slot
    /// keeps its last words.
    fn leave(&mut self, place: &Spot, (label, old, new): (&str, &str, &str)) {
        let last = self.original.and_then(|o| o.shown(&place.slot));
        let last = last.map(str::to_owned);
        let excerpt = self.excerpt(place);
        if old.trim().is_empty() {
            if self.is_all_of_its_passage(&place.slot) {
                self.warnings.push(taken_out_message(&[label]));
            } else {
                let said = msg!("edited.emptied", label = label, new = new, place = excerpt);
                self.open(place, said);
            }
        } else if self.is_number(place) {
            let open = self.typed_over(place, (label, old, new));
            self.open.push(open);
        } else {
            let said = msg!(
                "edited.reworded",
                label = label,
                old = old,
                new = new,
                place = excerpt
            );
            let is_current = last.as_deref().is_some_and(|last| same(last, new));
            if is_current && self.is_chosen(place) && !has_other_numbers(old, new) {
                self.told.push((place.paragraph, said));
            } else {
                let open = Open::words(said, place.paragraph, (new, old));
                self.open.push(open);
            }
        }
        self.shown
            .extend(last.map(|last| (place.slot.clone(), last)));
    }

    /// What a person typed over a number, and what can be done about it.
    fn typed_over(&self, place: &Spot, (label, old, new): (&str, &str, &str)) -> Open {
        let (figures, id) = (&self.status.figures, &place.slot.id);
        let figure = figures.get(id);
        let why = figure.and_then(|figure| why_not_kept(self.kit, figures, figure, old));
        let excerpt = self.excerpt(place);
        let (said, way) = match why {
            None => {
                let said = msg!(
                    "edited.typed-over",
                    label = label,
                    old = old,
                    new = new,
                    id = id,
                    place = excerpt
                );
                (said, Way::Choose)
            }
            Some(why) => {
                let said = msg!(
                    "edited.typed-over-wrongly",
                    label = label,
                    old = old,
                    new = new,
                    why = why,
                    id = id,
                    place = excerpt
                );
                (said, Way::Drop)
            }
        };
        Open::figure(said, place.paragraph, way).of_number(id, old)
    }

    /// The number that is read at a place where digits were typed against its figure, just outside of its marks.
    fn with_digits_beside(&self, place: &Spot, all: &[Spot]) -> Option<String> {
        let old = self.scanned.said(place.pieces.clone());
        let pieces = &self.scanned.pieces;
        let is_filled =
            |at: &usize| !pieces[*at].text.is_empty() || pieces[*at].paragraph != place.paragraph;
        // Figures beside each other are figures still; they are in reading order.
        let is_figure = |at: &usize| {
            let behind = all.partition_point(|spot| spot.pieces.start <= *at);
            behind > 0 && all[behind - 1].pieces.contains(at)
        };
        let typed = |at: Option<usize>| {
            let at = at.filter(|at| pieces[*at].paragraph == place.paragraph);
            let at = at.filter(|at| !is_figure(at));
            at.map_or("", |at| pieces[at].text.as_str())
        };
        let before = typed((0..place.pieces.start).rev().find(is_filled));
        let behind = typed((place.pieces.end..pieces.len()).find(is_filled));
        let is_digit = |c: char| c.is_ascii_digit();
        let before = &before[before.trim_end_matches(is_digit).len()..];
        let behind = &behind[..behind.len() - behind.trim_start_matches(is_digit).len()];
        let added = old.starts_with(is_digit) && !before.is_empty()
            || old.ends_with(is_digit) && !behind.is_empty();
        added.then(|| format!("{before}{old}{behind}"))
    }

    fn open(&mut self, place: &Spot, said: Message) {
        let open = Open::figure(said, place.paragraph, Way::Mend);
        self.open.push(open);
    }

    /// Whether the officer chose the words of a place: they may be worded otherwise, unlike what the ledger says.
    fn is_chosen(&self, place: &Spot) -> bool {
        let mut figures = self.kit.figures.iter();
        let figure = figures.find(|figure| figure.id == place.slot.id);
        figure.is_some_and(|figure| matches!(figure.source, FigureSource::Chosen { .. }))
    }

    /// Whether the passage that a slot was written in says nothing besides: who empties it takes the passage out.
    fn is_all_of_its_passage(&self, slot: &Slot) -> bool {
        let passages = self.original.map_or(&[][..], |o| o.passages.as_slice());
        let holds = |passage: &&Passage| passage.figures.iter().any(|(_, s)| s == slot);
        passages
            .iter()
            .find(holds)
            .is_some_and(Passage::is_figures_alone)
    }

    /// Whether a place shows one number, so that there are two to choose from where a person typed another.
    fn is_number(&self, place: &Spot) -> bool {
        let figure = self.status.figures.get(&place.slot.id);
        figure.is_some_and(
            |f| matches!(&f.value, FigureValue::One(value) if !matches!(value, Value::Text(_))),
        )
    }

    fn excerpt(&self, place: &Spot) -> String {
        excerpt(self.scanned, self.lines, place.paragraph)
    }
}

/// Whether a wording has a number that the words which it stands for have not.
fn has_other_numbers(wording: &str, words: &str) -> bool {
    let numbers = |text: &str| -> BTreeSet<String> {
        let words = whole_words(text).into_iter();
        let words = words.map(|word| text[word].to_owned());
        let numbers = words.filter(|word| word.contains(|c: char| c.is_ascii_digit()));
        let spelt = spelt_numbers(text).into_iter();
        let spelt = spelt.filter(|one| one.is_compound);
        numbers
            .chain(spelt.map(|one| one.value.to_string()))
            .collect()
    };
    !numbers(wording).is_subset(&numbers(words))
}

//! The officer's selection of units' own words (`chon-y-kien.xlsx`): what may enter the report, and in what form.
//!
//! A text of a unit reaches the report only with an "x" beside it here. A choice holds for exactly the words it
//! was made for: when a unit sends other words, they are offered anew.

mod columns;
mod mark;
mod parts;
mod read;
mod wording;
mod write;

pub use read::read;
pub use write::write;

use crate::model::form::Body;
use crate::model::id::{FieldPath, FigureId, UnitCode};
use crate::model::kit::{FigureSource, Kit};
use crate::model::raw::RawWorkbook;
use crate::model::reading::Place;
use crate::model::respondent::{ChosenText, Respondent};
use crate::value::Value;
use crate::value::fold;
use crate::words::Message;
use mark::Mark;
use std::collections::BTreeMap;
use wording::Wording;

/// A workbook of the selection, with the name of its file.
#[derive(Debug, Clone)]
pub struct SelectionBook {
    /// The name of its file, without folders.
    pub file: String,
    /// Its cells.
    pub book: RawWorkbook,
}

/// A text that a unit wrote and that a figure of the kit may take.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// Figure id.
    pub figure: FigureId,
    /// What the figure is called.
    pub label: String,
    /// Who wrote it.
    pub unit: UnitCode,
    /// Unit name.
    pub unit_name: String,
    /// Form and field.
    pub field: FieldPath,
    /// File as received.
    pub file: String,
    /// Where in it.
    pub place: Option<Place>,
    /// The unit's words.
    pub raw: String,
}

impl Offer {
    /// Stands for these words of this unit in this place, and for no others.
    pub fn key(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for part in [self.figure.as_str(), &self.unit, &self.field, &self.raw] {
            hasher.update(part.as_bytes());
            hasher.update(&[0]);
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}

/// What the officer decided about a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    /// `None`: not looked at yet.
    pub take: Option<bool>,
    /// What stands in the column of rewordings: other words, or what is to be done with the unit's; empty leaves them.
    pub wording: String,
    /// Its place among those that are taken, from 1; without one, as the kit and the roster have it.
    pub order: Option<u32>,
    /// Numbers of the wording that the unit's words have not are right.
    pub(super) has_right_numbers: bool,
    /// A mark that may mean either, as written.
    pub(super) unclear: String,
    /// The file in which the mark stands.
    pub(super) in_file: String,
    /// Where the mark stands.
    pub(super) place: Option<Place>,
}

/// Choices by [`Offer::key`].
pub type Choices = BTreeMap<String, Choice>;

/// A row of the workbook, as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    key: String,
    part: String,
    unit: String,
    words: String,
    mark: String,
    wording: String,
    source: String,
    /// How much of its words is struck out.
    struck: Struck,
    /// The file in which it stands.
    in_file: String,
    /// Where its mark stands, or would.
    place: Option<Place>,
}

/// How much of the words of a row is struck out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Struck {
    /// Nothing.
    #[default]
    Not,
    /// A part.
    Partly,
    /// All of it.
    Wholly,
}

/// All that the officer decided and wrote.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selection {
    /// What was decided about texts that units offer.
    pub choices: Choices,
    /// Rows of the officer's own.
    added: Vec<Line>,
    /// Rows about texts that no unit offers now.
    kept: Vec<Line>,
    /// What only the officer can say.
    pub questions: Vec<Message>,
    /// Why not all that was typed would stand in a workbook made from this.
    beyond: Option<Beyond>,
}

/// What of a workbook a selection does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Beyond {
    /// Words outside its table, or rows that contradict each other.
    Some,
    /// The rows of a table: a heading is not there.
    Table,
}

impl Selection {
    /// Whether every row of the workbooks was read: each has its headings.
    pub fn is_read(&self) -> bool {
        self.beyond != Some(Beyond::Table)
    }

    /// Whether a workbook made from this says all that a person typed.
    pub fn holds_all(&self) -> bool {
        self.beyond.is_none()
    }

    /// Takes in what is decided about a text now. Numbers that were said to be right stay so while the words do.
    pub fn choose(&mut self, key: &str, take: Option<bool>, wording: &str) {
        let before = self.choices.get(key);
        let has_right_numbers =
            before.is_some_and(|choice| choice.has_right_numbers && choice.wording == wording);
        let order = before.and_then(|choice| choice.order);
        let choice = Choice {
            take,
            order: order.filter(|_| take == Some(true)),
            wording: wording.to_owned(),
            has_right_numbers,
            ..Choice::default()
        };
        self.choices.insert(key.to_owned(), choice);
    }

    /// Whether anything was decided, be it to leave a text out.
    pub fn decides(&self) -> bool {
        let mut choices = self.choices.values();
        choices.any(|c| c.take.is_some() || !c.unclear.is_empty()) || !self.added.is_empty()
    }
}

/// A row of the officer's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// Stands for this row as it reads.
    pub key: String,
    /// What the figure is called that takes it; `None` where that is not clear.
    pub label: Option<String>,
    /// Its words.
    pub words: String,
    /// Whether it goes into the report.
    pub is_taken: bool,
    /// Its place among those that are taken.
    pub order: Option<u32>,
}

impl Selection {
    /// The officer's own rows.
    pub fn own(&self, kit: &Kit) -> Vec<Own> {
        let own = self.added.iter().map(|line| {
            let figure = parts::part_of(kit, &line.part);
            let mut defs = kit.figures.iter();
            let def = figure.and_then(|figure| defs.find(|def| def.id == figure));
            Own {
                key: own_key(line),
                is_taken: def.is_some() && matches!(Mark::of(&line.mark), Mark::Take | Mark::Blank),
                label: def.map(|def| def.label.clone()),
                words: Wording::or(&line.wording, &line.words).to_owned(),
                order: mark::order(&line.mark),
            }
        });
        own.collect()
    }

    /// Adds a row of the officer's own for the figure of this name.
    pub fn add_own(&mut self, label: &str, words: &str) {
        self.added.push(Line {
            part: label.to_owned(),
            words: words.to_owned(),
            mark: "x".to_owned(),
            ..Line::default()
        });
    }

    /// Puts other words into a row of the officer's own; without any the row is taken away. Whether there was one.
    pub fn change_own(&mut self, key: &str, words: &str) -> bool {
        let Some(at) = self.added.iter().position(|line| own_key(line) == key) else {
            return false;
        };
        if words.is_empty() {
            self.added.remove(at);
        } else {
            let line = &mut self.added[at];
            words.clone_into(&mut line.words);
            line.wording.clear();
        }
        true
    }

    /// Gives a text that is taken, of a unit or of the officer's own, its place.
    pub fn put_at(&mut self, key: &str, order: u32) {
        if let Some(choice) = self.choices.get_mut(key) {
            choice.order = Some(order);
        }
        let own = self.added.iter_mut().find(|line| own_key(line) == key);
        if let Some(line) = own {
            line.mark = format!("x {order}");
        }
    }
}

/// Stands for a row of the officer's own as it reads.
fn own_key(line: &Line) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in ["", &line.part, &line.words, &line.wording] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// What the figures are called for which texts are chosen.
pub fn part_labels(kit: &Kit) -> Vec<String> {
    parts::labels(kit)
}

/// All texts that the kit's figures may take, in the order of the kit and the roster.
pub fn offers(kit: &Kit, units: &[Respondent]) -> Vec<Offer> {
    let mut offers = Vec::new();
    for def in &kit.figures {
        let FigureSource::Chosen { fields } = &def.source else {
            continue;
        };
        for path in fields {
            for unit in units.iter().filter(|u| u.unit.form == path.form()) {
                let Some(in_force) = &unit.in_force else {
                    continue;
                };
                for (place, raw) in texts(kit, path, in_force) {
                    offers.push(Offer {
                        figure: def.id.clone(),
                        label: def.label.clone(),
                        unit: unit.unit.code.clone(),
                        unit_name: unit.unit.name.clone(),
                        field: path.clone(),
                        file: in_force.source(path.field()).1,
                        place,
                        raw,
                    });
                }
            }
        }
    }
    offers
}

/// What a unit wrote in a field, or in the rows of a list section.
fn texts(
    kit: &Kit,
    path: &FieldPath,
    in_force: &crate::model::respondent::InForce,
) -> Vec<(Option<Place>, String)> {
    let (form, field) = (path.form(), path.field());
    let reading = &in_force.reading;
    if let Some(cell) = reading.field(field) {
        return match cell.answer.value() {
            Some(Value::Text(words)) => vec![(cell.place.clone(), words.clone())],
            _ => Vec::new(),
        };
    }
    let is_list = kit.form(form).is_some_and(|f| {
        f.sections
            .iter()
            .any(|s| s.id == field && matches!(s.body, Body::List(_)))
    });
    if !is_list {
        return Vec::new();
    }
    reading
        .list(field)
        .iter()
        .filter_map(|row| {
            row.cells.iter().find_map(|cell| match cell.answer.value() {
                Some(Value::Text(words)) => Some((cell.place.clone(), words.clone())),
                _ => None,
            })
        })
        .collect()
}

/// What goes into the report, in order, the officer's own rows after those of units. A text of several lines gives several;
/// one of the officer's own that stands already is not said again.
pub fn chosen(kit: &Kit, offers: &[Offer], selection: &Selection) -> Vec<ChosenText> {
    let mut out = Vec::new();
    let mut places = Vec::new();
    for offer in offers {
        let Some(choice) = selection.choices.get(&offer.key()) else {
            continue;
        };
        if choice.take != Some(true) {
            continue;
        }
        let words = Wording::or(&choice.wording, &offer.raw);
        out.extend(points(words).map(|line| ChosenText {
            figure: offer.figure.clone(),
            unit: Some(offer.unit.clone()),
            field: offer.field.clone(),
            place: offer.place.clone(),
            raw: offer.raw.clone(),
            text: line.to_owned(),
        }));
        places.resize(out.len(), choice.order);
    }
    for line in &selection.added {
        for own in own_texts(kit, line) {
            let stands = |known: &ChosenText| {
                known.figure == own.figure && fold(&known.text) == fold(&own.text)
            };
            if !out.iter().any(stands) {
                out.push(own);
                places.push(mark::order(&line.mark));
            }
        }
    }
    in_order(kit, out, &places)
}

/// Texts that were given places come first in their part, in that order; without any, all stays as it was.
fn in_order(kit: &Kit, texts: Vec<ChosenText>, places: &[Option<u32>]) -> Vec<ChosenText> {
    if places.iter().all(Option::is_none) {
        return texts;
    }
    let part = |text: &ChosenText| kit.figures.iter().position(|def| def.id == text.figure);
    let mut all: Vec<(ChosenText, Option<u32>)> =
        texts.into_iter().zip(places.iter().copied()).collect();
    all.sort_by_key(|(text, place)| (part(text), place.unwrap_or(u32::MAX)));
    all.into_iter().map(|(text, _)| text).collect()
}

/// A row of the officer's own, marked or not; not when it is unclear whether or where it is meant to stand.
fn own_texts(kit: &Kit, line: &Line) -> Vec<ChosenText> {
    let is_meant = matches!(Mark::of(&line.mark), Mark::Take | Mark::Blank);
    let figure = parts::part_of(kit, &line.part);
    let def = (kit.figures.iter()).find(|def| is_meant && Some(&def.id) == figure.as_ref());
    let Some((figure, FigureSource::Chosen { fields })) = def.map(|def| (&def.id, &def.source))
    else {
        return Vec::new();
    };
    let Some(field) = fields.first() else {
        return Vec::new();
    };
    let words = Wording::or(&line.wording, &line.words);
    let own = |text: &str| ChosenText {
        figure: figure.clone(),
        unit: None,
        field: field.clone(),
        place: line.place.clone(),
        raw: words.to_owned(),
        text: text.to_owned(),
    };
    points(words).map(own).collect()
}

/// The lines of a text without the dashes before them.
fn points(words: &str) -> impl Iterator<Item = &str> {
    let lines = words.lines();
    let bare = lines.map(|l| l.trim().trim_start_matches(['-', '+', '•', '*']).trim());
    bare.filter(|line| !line.is_empty())
}

//! The officer's selection as it came back: rows sorted, marked, reworded, added.
//!
//! In: the cells of the workbook and the texts that units offer now. Out: what was decided about each, rows of the
//! officer's own, rows about texts that units have replaced since, and what nobody but the officer can say. A row is known
//! by the words beside its mark, which a person sees; its hidden key only tells apart what reads alike.

use super::mark::Mark;
use super::{Choice, Line, Offer, Selection};
use crate::model::id::FigureId;
use crate::model::kit::{FigureSource, Kit};
use crate::model::raw::{RawSheet, RawWorkbook};
use crate::model::reading::Place;
use crate::msg;
use crate::value::fold;
use crate::words::{Message, official};
use crate::workbook::cell_text::{fitting, pieces};
use foldhash::{HashMap, HashMapExt};

/// Rows from the top in which the headings are looked for.
const HEADING_ROWS: u32 = 30;

/// Reads the selection.
pub fn read(book: &RawWorkbook, kit: &Kit, offers: &[Offer]) -> Selection {
    let mut reader = Reader {
        kit,
        offers: Index::of(offers),
        found: Selection::default(),
    };
    let mut is_ours = false;
    for sheet in &book.sheets {
        if let Some(columns) = Columns::of(sheet) {
            is_ours = true;
            let last = sheet.cells.last().map_or(0, |c| c.row);
            for row in columns.heading + 1..=last {
                reader.row(&columns.line(sheet, row));
            }
        }
    }
    let says_something = book.sheets.iter().any(|s| !s.cells.is_empty());
    if !is_ours && says_something {
        let heads = [
            official("selection.head-words"),
            official("selection.head-mark"),
        ];
        reader.ask(msg!("selection.no-headings", heads = heads.join(", ")));
    }
    reader.finish()
}

/// Where the columns stand: the officer may have moved or inserted some.
struct Columns {
    heading: u32,
    key: Option<u16>,
    part: Option<u16>,
    unit: Option<u16>,
    words: u16,
    mark: u16,
    wording: Option<u16>,
    source: Option<u16>,
}

impl Columns {
    fn of(sheet: &RawSheet) -> Option<Self> {
        (0..HEADING_ROWS).find_map(|row| {
            let at = |id: &str| {
                let named = fold(&official(id));
                let mut cells = sheet.cells.iter().filter(|c| c.row == row);
                Some(cells.find(|c| fold(&c.value.shown()) == named)?.col)
            };
            Some(Self {
                heading: row,
                words: at("selection.head-words")?,
                mark: at("selection.head-mark")?,
                key: at("selection.head-key"),
                part: at("selection.head-part"),
                unit: at("selection.head-unit"),
                wording: at("selection.head-wording"),
                source: at("selection.head-place"),
            })
        })
    }

    fn line(&self, sheet: &RawSheet, row: u32) -> Line {
        let shown = |col: Option<u16>| {
            let cell = col.and_then(|col| sheet.at(row, col));
            cell.map_or_else(String::new, |c| c.value.shown().trim().to_owned())
        };
        Line {
            key: shown(self.key),
            part: shown(self.part),
            unit: shown(self.unit),
            words: shown(Some(self.words)),
            mark: shown(Some(self.mark)),
            wording: shown(self.wording),
            source: shown(self.source),
            place: Some(Place {
                sheet: sheet.name.clone(),
                row,
                col: self.mark,
            }),
        }
    }
}

/// The texts that are offered, by what a person sees of them and by their keys.
struct Index<'a> {
    /// By the names of the part and the unit, folded.
    named: HashMap<(String, String), Vec<&'a Offer>>,
    keyed: HashMap<String, &'a Offer>,
}

impl<'a> Index<'a> {
    fn of(offers: &'a [Offer]) -> Self {
        let mut index = Self {
            named: HashMap::new(),
            keyed: HashMap::new(),
        };
        for offer in offers {
            let name = (fold(&offer.label), fold(&offer.unit_name));
            index.named.entry(name).or_default().push(offer);
            index.keyed.entry(offer.key()).or_insert(offer);
        }
        index
    }

    /// The text that a row is about: the one that reads so, of several the one of its key.
    fn of_row(&self, line: &Line) -> Option<&'a Offer> {
        let named = self.named.get(&(fold(&line.part), fold(&line.unit)));
        let alike = named.into_iter().flatten().copied();
        let alike: Vec<&Offer> = alike.filter(|o| reads_so(o, &line.words)).collect();
        let of_key = alike.iter().find(|offer| offer.key() == line.key);
        of_key.or_else(|| alike.first()).copied().or_else(|| {
            // A row of a long rewording has no words of the unit.
            let rest = line.words.is_empty();
            self.keyed.get(&line.key).copied().filter(|_| rest)
        })
    }
}

struct Reader<'a> {
    kit: &'a Kit,
    offers: Index<'a>,
    found: Selection,
}

impl Reader<'_> {
    fn ask(&mut self, question: Message) {
        if !self.found.questions.contains(&question) {
            self.found.questions.push(question);
        }
    }

    fn row(&mut self, line: &Line) {
        if line.words.is_empty() && line.wording.is_empty() {
            if !line.mark.is_empty() && Mark::of(&line.mark) != Mark::Leave {
                self.ask(msg!("selection.mark-alone", cell = cell(line)));
                self.found.kept.push(line.clone());
            }
            return;
        }
        match self.offers.of_row(line) {
            Some(offer) => self.choose(&offer.key(), line),
            None if line.key.is_empty() && is_own(line) => self.add(line),
            None => self.other(line),
        }
    }

    fn choose(&mut self, key: &str, line: &Line) {
        let mark = Mark::of(&line.mark);
        // A long text takes several rows: what stands beside any of them is meant for all of it.
        let choice = self.found.choices.entry(key.to_owned()).or_default();
        let take = match mark {
            Mark::Take => Some(true),
            Mark::Leave => Some(false),
            Mark::Blank | Mark::Unclear => None,
        };
        let contradicts = matches!((choice.take, take), (Some(a), Some(b)) if a != b);
        choice.take = choice.take.or(take);
        if mark == Mark::Unclear || contradicts {
            choice.unclear.clone_from(&line.mark);
        }
        if !line.wording.is_empty() && choice.wording != line.wording {
            if !choice.wording.is_empty() {
                choice.wording.push('\n');
            }
            choice.wording.push_str(&line.wording);
        }
        choice.place = choice.place.take().or_else(|| line.place.clone());
        if mark == Mark::Unclear {
            self.ask(msg!(
                "selection.mark-unclear",
                cell = cell(line),
                mark = line.mark
            ));
        } else if contradicts {
            self.ask(msg!("selection.twice", cell = cell(line), unit = line.unit));
        }
    }

    /// A row that no unit wrote.
    fn add(&mut self, line: &Line) {
        let mark = Mark::of(&line.mark);
        self.found.added.push(line.clone());
        if mark == Mark::Leave {
            return;
        }
        if mark == Mark::Unclear {
            self.ask(msg!(
                "selection.mark-unclear",
                cell = cell(line),
                mark = line.mark
            ));
        } else if part_of(self.kit, &line.part).is_none() {
            let parts: Vec<String> = chosen_parts(self.kit).map(|(_, label)| label).collect();
            self.ask(msg!(
                "selection.added-part",
                cell = cell(line),
                parts = parts.join("; ")
            ));
        }
    }

    /// A row with a text that no unit offers: its unit has sent another one since, or somebody changed the words here.
    fn other(&mut self, line: &Line) {
        let is_outdated = !line.key.is_empty() && !self.offers.keyed.contains_key(&line.key);
        let says_anything = !line.mark.is_empty() || !line.wording.is_empty();
        if says_anything || !is_outdated {
            self.found.kept.push(line.clone());
        }
        if !is_outdated && Mark::of(&line.mark) != Mark::Leave {
            self.ask(msg!(
                "selection.words-changed",
                cell = cell(line),
                unit = line.unit
            ));
        }
    }

    fn finish(mut self) -> Selection {
        let reworded: Vec<Message> = self
            .found
            .choices
            .values()
            .filter(|c| c.take.is_none() && c.unclear.is_empty() && !c.wording.is_empty())
            .filter_map(|c| c.place.as_ref())
            .map(|place| msg!("selection.reworded-unmarked", cell = place.shown()))
            .collect();
        for question in reworded {
            self.ask(question);
        }
        self.found
    }
}

/// The figure of that name that the officer chooses texts for; when there is but one, a blank name means it.
pub(super) fn part_of(kit: &Kit, label: &str) -> Option<FigureId> {
    let all: Vec<(FigureId, String)> = chosen_parts(kit).collect();
    let named = all.iter().find(|(_, name)| fold(name) == fold(label));
    match (named, all.as_slice()) {
        (Some((id, _)), _) => Some(id.clone()),
        (None, [(id, _)]) if label.is_empty() => Some(id.clone()),
        _ => None,
    }
}

fn chosen_parts(kit: &Kit) -> impl Iterator<Item = (FigureId, String)> + '_ {
    let figures = kit.figures.iter();
    let chosen = figures.filter(|f| matches!(f.source, FigureSource::Chosen { .. }));
    chosen.map(|f| (f.id.clone(), f.label.clone()))
}

/// Whether a cell holds a unit's text, or a piece of one that is too long for a cell.
fn reads_so(offer: &Offer, words: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted = plain(words);
    pieces(&offer.raw)
        .iter()
        .any(|piece| plain(&fitting(piece)) == wanted)
}

/// Whether the officer wrote a row: only what units wrote has a source.
fn is_own(line: &Line) -> bool {
    line.source.is_empty() || fold(&line.source) == fold(&official("selection.own-source"))
}

fn cell(line: &Line) -> String {
    line.place.as_ref().map(Place::shown).unwrap_or_default()
}

/// The choice that a mark and a wording make.
impl Choice {
    /// What stands in the column of marks.
    pub(super) fn mark(&self) -> String {
        match (self.unclear.is_empty(), self.take) {
            (false, _) => self.unclear.clone(),
            (true, Some(true)) => "x".to_owned(),
            (true, Some(false)) => official("selection.skip"),
            (true, None) => String::new(),
        }
    }
}

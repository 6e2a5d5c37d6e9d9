//! The officer's selection as it came back: rows sorted, marked, reworded, added.
//!
//! In: the cells of the workbook and the texts that units offer now. Out: what was decided about each, rows of the
//! officer's own, rows about texts that units have replaced since, and what nobody but the officer can say. A row is known
//! by the words beside its mark, which a person sees; its hidden key only tells apart what reads alike.

use super::columns::Headings;
use super::mark::{Mark, has_right_numbers, order};
use super::parts::{labels, part_of};
use super::wording::{Wording, new_numbers};
use super::{Beyond, Choice, Line, Offer, Selection, SelectionBook, Struck};
use crate::model::kit::Kit;
use crate::model::reading::Place;
use crate::msg;
use crate::value::fold;
use crate::words::{Message, official};
use crate::workbook::cell_text::{fitting, pieces};
use foldhash::{HashMap, HashMapExt};

/// Reads the selection, which may stand in several files.
pub fn read(books: &[SelectionBook], kit: &Kit, offers: &[Offer]) -> Selection {
    let mut reader = Reader {
        kit,
        offers: Index::of(offers),
        found: Selection::default(),
    };
    for book in books {
        reader.book(book);
    }
    reader.finish()
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

    fn book(&mut self, SelectionBook { file, book }: &SelectionBook) {
        let sheets = book.sheets.iter();
        let mut sheets = sheets.filter(|s| !s.cells.is_empty()).peekable();
        let is_blank = sheets.peek().is_none();
        let mut is_ours = false;
        for sheet in sheets {
            match Headings::of(sheet) {
                Headings::Ours(columns) => {
                    is_ours = true;
                    if columns.is_beyond(sheet) {
                        self.leaves(Beyond::Some);
                    }
                    let last = sheet.cells.last().map_or(0, |c| c.row);
                    for row in columns.heading + 1..=last {
                        self.row(&columns.line(file, sheet, row));
                    }
                }
                Headings::Damaged { row, heads } => {
                    is_ours = true;
                    self.leaves(Beyond::Table);
                    self.ask(msg!(
                        "selection.heading-lost",
                        file = file,
                        sheet = sheet.name,
                        row = row + 1,
                        heads = heads.join(", ")
                    ));
                }
                Headings::Others => self.leaves(Beyond::Some),
            }
        }
        if !is_ours && !is_blank {
            self.leaves(Beyond::Table);
            let heads = [
                official("selection.head-words"),
                official("selection.head-mark"),
            ];
            self.ask(msg!(
                "selection.no-headings",
                file = file,
                heads = heads.join(", ")
            ));
        }
    }

    /// A workbook made from the selection will not hold all.
    fn leaves(&mut self, beyond: Beyond) {
        self.found.beyond = self.found.beyond.max(Some(beyond));
    }

    fn row(&mut self, line: &Line) {
        if line.words.is_empty() && line.wording.is_empty() {
            if !line.mark.is_empty() && Mark::of(&line.mark) != Mark::Leave {
                self.ask(msg!(
                    "selection.mark-alone",
                    file = line.in_file,
                    cell = cell(line)
                ));
            }
            if !(line.mark.is_empty() && line.part.is_empty() && line.unit.is_empty()) {
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
        choice.has_right_numbers |= has_right_numbers(&line.mark);
        choice.order = choice.order.or(order(&line.mark));
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
        if choice.place.is_none() {
            choice.place.clone_from(&line.place);
            choice.in_file.clone_from(&line.in_file);
        }
        if mark == Mark::Unclear {
            self.ask(msg!(
                "selection.mark-unclear",
                file = line.in_file,
                cell = cell(line),
                mark = line.mark
            ));
        } else if contradicts {
            self.leaves(Beyond::Some);
            self.ask(msg!(
                "selection.twice",
                file = line.in_file,
                cell = cell(line),
                unit = line.unit
            ));
        }
        let is_struck = match line.struck {
            Struck::Not => false,
            Struck::Partly => mark != Mark::Leave && Wording::of(&line.wording) != Wording::Text,
            Struck::Wholly => mark == Mark::Take,
        };
        if is_struck {
            self.ask(msg!(
                "selection.struck",
                file = line.in_file,
                cell = cell(line),
                unit = line.unit
            ));
        }
    }

    /// A row that no unit wrote.
    fn add(&mut self, line: &Line) {
        let mark = Mark::of(&line.mark);
        let texts = |line: &Line| (fold(&line.part), fold(&line.words), fold(&line.wording));
        let is_left = |mark: Mark| mark == Mark::Leave;
        let same = self
            .found
            .added
            .iter()
            .find(|known| texts(known) == texts(line));
        if same.is_some_and(|known| is_left(Mark::of(&known.mark)) != is_left(mark)) {
            self.ask(msg!(
                "selection.own-twice",
                file = line.in_file,
                cell = cell(line)
            ));
        }
        self.found.added.push(line.clone());
        if mark == Mark::Leave {
            return;
        }
        let is_struck = line.struck != Struck::Not;
        if mark == Mark::Unclear {
            self.ask(msg!(
                "selection.mark-unclear",
                file = line.in_file,
                cell = cell(line),
                mark = line.mark
            ));
        } else if is_struck {
            self.ask(msg!(
                "selection.struck",
                file = line.in_file,
                cell = cell(line),
                unit = line.unit
            ));
        } else if !matches!(Wording::of(&line.wording), Wording::Blank | Wording::Text) {
            self.ask(msg!(
                "selection.wording-task",
                file = line.in_file,
                cell = cell(line),
                wording = line.wording
            ));
        } else if part_of(self.kit, &line.part).is_none() {
            let parts = labels(self.kit);
            self.ask(msg!(
                "selection.added-part",
                file = line.in_file,
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
                file = line.in_file,
                cell = cell(line),
                unit = line.unit
            ));
        }
    }

    /// What rewordings say besides words to print, and numbers in them that their units did not write.
    fn rewordings(&mut self) {
        let mut questions = Vec::new();
        for (key, choice) in &mut self.found.choices {
            let meant = Wording::of(&choice.wording);
            match (meant, choice.take) {
                (Wording::Leave, None) if choice.unclear.is_empty() => choice.take = Some(false),
                (Wording::AsItIs, None) if choice.unclear.is_empty() => choice.take = Some(true),
                _ => {}
            }
            let (Some(place), false) = (&choice.place, choice.take == Some(false)) else {
                continue;
            };
            let (file, cell) = (&choice.in_file, place.shown());
            if matches!(meant, Wording::Leave | Wording::Task) {
                questions.push(msg!(
                    "selection.wording-task",
                    file = file,
                    cell = cell,
                    wording = choice.wording
                ));
            }
            let offer = self.offers.keyed.get(key);
            if let (Wording::Text, Some(true), false, Some(offer)) =
                (meant, choice.take, choice.has_right_numbers, offer)
            {
                let numbers = new_numbers(&choice.wording, &offer.raw);
                if !numbers.is_empty() {
                    questions.push(msg!(
                        "selection.wording-numbers",
                        file = file,
                        cell = cell,
                        unit = offer.unit_name,
                        numbers = numbers.join("; ")
                    ));
                }
            }
        }
        for question in questions {
            self.ask(question);
        }
    }

    fn finish(mut self) -> Selection {
        self.rewordings();
        let reworded: Vec<Message> = self
            .found
            .choices
            .values()
            .filter(|c| c.take.is_none() && c.unclear.is_empty())
            .filter(|c| Wording::of(&c.wording) == Wording::Text)
            .filter_map(|c| Some((&c.in_file, c.place.as_ref()?)))
            .map(|(file, place)| {
                msg!(
                    "selection.reworded-unmarked",
                    file = file,
                    cell = place.shown()
                )
            })
            .collect();
        for question in reworded {
            self.ask(question);
        }
        self.found
    }
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
        let taken = match self.order {
            Some(order) => format!("x {order}"),
            None => "x".to_owned(),
        };
        match (self.unclear.is_empty(), self.take) {
            (false, _) => self.unclear.clone(),
            (true, Some(true)) if self.has_right_numbers => {
                official("selection.right-numbers").replacen('x', &taken, 1)
            }
            (true, Some(true)) => taken,
            (true, Some(false)) => official("selection.skip"),
            (true, None) => String::new(),
        }
    }
}

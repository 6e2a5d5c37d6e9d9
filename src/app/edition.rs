//! What the ledger keeps of an edition of the report: its figures, its text, and what decided the text.

use super::aside::Aside;
use super::passage::Passage;
use super::plain::plain;
use super::{Look, Session, Stop};
use crate::model::document::{Edition, Part, Slot};
use crate::model::figure::{Figure, Figures};
use crate::model::id::FigureId;
use crate::model::receipt::{Decided, Decision, EditionRecord};
use crate::msg;
use crate::report::coverage::COVERAGE;
use crate::report::narrate::Narrated;
use crate::report::review;
use crate::store::ledger::Ledger;
use crate::value::Day;
use crate::words::{Fact, Message, official, system};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How the ledger calls a final.
const FINAL: &str = "final";

/// How the ledger calls what was signed and sent.
pub(super) const ISSUED: &str = "issued";

/// An edition as it was written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    /// Stands in the document's properties too, so that the document is known again after it was edited.
    pub key: String,
    /// The figures in it, by id.
    pub figures: BTreeMap<FigureId, KeptFigure>,
    /// What tells one value of a figure from another, of every figure, shown or not.
    pub values: BTreeMap<FigureId, String>,
    /// Its slots with their words, in reading order.
    pub slots: Vec<(Slot, String)>,
    /// The conditions that chose its sentences.
    pub conditions: BTreeMap<String, Option<bool>>,
    /// People have worked on its text.
    pub is_edited: bool,
    /// Its text, as this program wrote it.
    pub passages: Vec<Passage>,
    /// What it carried besides, as this program wrote it.
    pub aside: Aside,
    /// What people were asked to look at in it.
    pub open: Vec<OpenPassage>,
    /// Sentences of people in it, with what they stood beside when they were settled last.
    #[serde(default)]
    pub settled: Vec<SettledSentence>,
    /// Passages that no other report has: what it replaces, and what changed since.
    #[serde(default)]
    pub replaces: Vec<String>,
}

/// A sentence of a person, with the figures beside it as they were when it was written or accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SettledSentence {
    /// What it says, without its figures.
    pub(crate) stands: String,
    /// What the figures beside it said, by their tags.
    pub(crate) beside: BTreeMap<String, String>,
}

/// A figure of an edition. What stood behind it is told by the returns, which stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptFigure {
    /// What a person calls it.
    pub label: String,
    /// What it said.
    pub words: String,
}

/// A place of an edited document that people were asked to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OpenPassage {
    /// By what the officer accepts it.
    pub(crate) id: String,
    /// What a report written then said there, without its figures; empty when nothing.
    pub(crate) fresh: String,
    /// What the document said there, without its figures.
    pub(crate) stands: String,
}

impl Kept {
    /// What will be kept of a report about to be written.
    pub(super) fn of(narrated: &Narrated, figures: &Figures, written_at: &str) -> Self {
        let shown = narrated.shown();
        let slots = narrated.slots();
        let mut hasher = blake3::Hasher::new();
        hasher.update(written_at.as_bytes());
        for (slot, shown) in &slots {
            hasher.update(format!("{slot:?}{shown}").as_bytes());
        }
        Self {
            key: hasher.finalize().to_hex()[..16].to_owned(),
            figures: kept_figures(figures, &shown),
            values: values(figures),
            slots,
            conditions: narrated.conditions.clone(),
            is_edited: false,
            passages: Vec::new(),
            aside: Aside::default(),
            open: Vec::new(),
            settled: Vec::new(),
            replaces: Vec::new(),
        }
    }
}

impl Kept {
    /// What a slot showed.
    pub(super) fn shown(&self, slot: &Slot) -> Option<&str> {
        let found = self.slots.iter().find(|(known, _)| known == slot);
        found.map(|(_, shown)| shown.as_str())
    }
}

/// What is kept of these figures.
pub(super) fn kept_figures<'i>(
    figures: &Figures,
    shown: impl IntoIterator<Item = &'i FigureId>,
) -> BTreeMap<FigureId, KeptFigure> {
    let keep = |id: &FigureId| {
        let figure = figures.get(id)?;
        let kept = KeptFigure {
            label: figure.label.clone(),
            words: review::value(figure),
        };
        Some((id.clone(), kept))
    };
    shown.into_iter().filter_map(keep).collect()
}

/// What the figures of an edition said, by id.
pub(super) fn words(kept: &Kept) -> BTreeMap<FigureId, String> {
    let figures = kept.figures.iter();
    figures
        .map(|(id, figure)| (id.clone(), figure.words.clone()))
        .collect()
}

/// What tells one value of a figure from another, of every figure.
pub(super) fn values(figures: &Figures) -> BTreeMap<FigureId, String> {
    let value = |figure: &Figure| blake3::hash(format!("{:?}", figure.value).as_bytes());
    figures
        .iter()
        .map(|(id, figure)| (id.clone(), value(figure).to_hex()[..16].to_owned()))
        .collect()
}

/// Remembers an edition.
pub(super) fn record(
    session: &mut Session,
    (name, edition): (&str, Edition),
    bytes: &[u8],
    kept: &Kept,
) -> Result<(), Stop> {
    let json = json(kept)?;
    let hash = blake3::hash(bytes).to_hex().to_string();
    let word = match edition {
        Edition::Draft => "draft",
        Edition::Review => "review",
        Edition::Final => FINAL,
    };
    session
        .ledger
        .record_edition(name, word, &hash, &session.now.stamp(), &json)?;
    Ok(())
}

/// What is kept of an edition, as the ledger keeps it.
pub(super) fn json(kept: &Kept) -> Result<String, Stop> {
    serde_json::to_string(kept)
        .map_err(|e| Stop::Fault(msg!("flow.report-not-written", detail = system::fault(&e))))
}

/// A place that people were asked to look at, by its id.
pub(super) fn open_passage(ledger: &Ledger, id: &str) -> Result<Option<OpenPassage>, Stop> {
    let open = kept(ledger)?.into_iter().flat_map(|kept| kept.open);
    let mut named = open.filter(|open| !open.id.is_empty() && open.id.eq_ignore_ascii_case(id));
    Ok(named.next())
}

/// All editions so far, the oldest first; one that an older program wrote differently is passed over.
pub(super) fn all(ledger: &Ledger) -> Result<Vec<(EditionRecord, Kept)>, Stop> {
    Ok(ledger
        .editions()?
        .into_iter()
        .filter_map(|record| {
            let kept = serde_json::from_str(&record.kept).ok()?;
            Some((record, kept))
        })
        .collect())
}

/// What is kept of all editions, the oldest first.
pub(super) fn kept(ledger: &Ledger) -> Result<Vec<Kept>, Stop> {
    let all = all(ledger)?.into_iter();
    Ok(all.map(|(_, kept)| kept).collect())
}

/// What reads otherwise in the later of two editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The figure.
    pub id: FigureId,
    /// What a person calls it.
    pub label: String,
    /// As the earlier one has it; `None` when it does not show it.
    pub before: Option<String>,
    /// As the later one has it.
    pub after: Option<String>,
}

/// Compares two editions by their numbers.
pub fn compare(on: &mut impl Look, before: i64, after: i64) -> Result<Vec<Difference>, Stop> {
    let editions = all(on.look().ledger)?;
    let find = |id: i64| {
        let found = editions.iter().find(|(record, _)| record.id == id);
        found
            .map(|(_, kept)| kept)
            .ok_or_else(|| Stop::Wrong(no_such(id, &editions)))
    };
    Ok(differences(find(before)?, find(after)?))
}

/// That there is no edition of a number, and which numbers there are.
fn no_such(id: i64, editions: &[(EditionRecord, Kept)]) -> Message {
    if editions.is_empty() {
        return msg!("flow.no-edition", id = id);
    }
    let numbers = editions.iter().map(|(record, _)| record.id.to_string());
    msg!(
        "flow.no-such-edition",
        id = id,
        numbers = Fact::list(numbers, ", ")
    )
}

/// Figures that read otherwise in the later of two editions, wherever each shows them. One that only one of them shows
/// is told where its value is another: sentences come and go without it. Of a list each item that came, went or was
/// changed where it stands is told, wherever the others stand now.
pub(super) fn differences(before: &Kept, after: &Kept) -> Vec<Difference> {
    let mut seen = std::collections::BTreeSet::new();
    let slots = before.slots.iter().chain(&after.slots);
    let new = slots.filter(|(slot, _)| {
        let part = (!is_listed(slot)).then(|| slot.part.clone());
        seen.insert((slot.id.clone(), part))
    });
    new.flat_map(|(slot, _)| {
        let pairs = if is_listed(slot) {
            changed_items(&items(before, &slot.id), &items(after, &slot.id))
        } else {
            vec![changed_value(&ways_of(before, slot), &ways_of(after, slot))]
        };
        let figure = after.figures.get(&slot.id);
        let figure = figure.or_else(|| before.figures.get(&slot.id));
        let label = figure.map_or_else(|| name_of(&slot.id), |f| f.label.clone());
        let same_value = before.values.get(&slot.id) == after.values.get(&slot.id);
        let is_told = move |(old, new): &(Option<String>, Option<String>)| {
            let of_one = old.is_none() || new.is_none();
            old != new && !(of_one && same_value)
        };
        let told = pairs.into_iter().filter(is_told);
        told.map(move |(before, after)| Difference {
            id: slot.id.clone(),
            label: label.clone(),
            before,
            after,
        })
    })
    .collect()
}

/// What people call what stands like a figure in a report and is none.
fn name_of(slot: &FigureId) -> String {
    match slot.as_str() {
        COVERAGE => official("review.coverage"),
        other => other.to_owned(),
    }
}

/// What an earlier and a later edition say, where they say it.
type Pair = (Option<String>, Option<String>);

/// What two editions write of one value, in the same way where both have one.
fn changed_value(old: &[(&str, &str)], new: &[(&str, &str)]) -> Pair {
    let same_way = old.iter().find_map(|(filter, old)| {
        let (_, new) = new.iter().find(|(other, _)| other == filter)?;
        Some((Some((*old).to_owned()), Some((*new).to_owned())))
    });
    let words = |ways: &[(&str, &str)]| ways.first().map(|(_, shown)| (*shown).to_owned());
    same_way.unwrap_or_else(|| (words(old), words(new)))
}

/// Whether a slot shows an item of a list, or a piece of one.
fn is_listed(slot: &Slot) -> bool {
    matches!(slot.part, Part::Nth(_) | Part::Cell(..))
}

/// The items of a figure that an edition shows, in their order; the cells of a row are one item.
fn items(kept: &Kept, id: &FigureId) -> Vec<String> {
    let mut items: BTreeMap<usize, Vec<(&Part, &str)>> = BTreeMap::new();
    for (slot, shown) in kept.slots.iter().filter(|(slot, _)| slot.id == *id) {
        if let Part::Nth(at) | Part::Cell(at, _) = &slot.part {
            let item = items.entry(*at).or_default();
            if !item.iter().any(|(part, _)| *part == &slot.part) {
                item.push((&slot.part, shown));
            }
        }
    }
    let words = |item: Vec<(&Part, &str)>| {
        let shown: Vec<&str> = item.into_iter().map(|(_, shown)| shown).collect();
        shown.join("; ")
    };
    items.into_values().map(words).collect()
}

/// Items that only one of two lists has; those at one place of lists of the same length are one changed item.
fn changed_items(old: &[String], new: &[String]) -> Vec<Pair> {
    let gone = without(old, new);
    let mut come = without(new, old);
    let mut pairs = Vec::new();
    for (at, item) in gone {
        let here = come.iter().position(|(place, _)| *place == at);
        let instead = here.filter(|_| old.len() == new.len());
        let instead = instead.map(|here| come.remove(here).1.clone());
        pairs.push((Some(item.clone()), instead));
    }
    pairs.extend(come.into_iter().map(|(_, item)| (None, Some(item.clone()))));
    pairs
}

/// The items of a list that another has not, or has less often, with their places.
fn without<'l>(list: &'l [String], other: &[String]) -> Vec<(usize, &'l String)> {
    let mut left: Vec<&String> = other.iter().collect();
    let mut found = Vec::new();
    for (at, item) in list.iter().enumerate() {
        match left.iter().position(|known| *known == item) {
            Some(same) => drop(left.remove(same)),
            None => found.push((at, item)),
        }
    }
    found
}

/// The ways in which an edition writes what a slot holds: the filter, and the words.
fn ways_of<'k>(kept: &'k Kept, slot: &Slot) -> Vec<(&'k str, &'k str)> {
    let same = kept.slots.iter();
    same.filter(|(other, _)| other.id == slot.id && other.part == slot.part)
        .map(|(other, shown)| (other.filter.as_str(), shown.as_str()))
        .collect()
}

/// Whether an edition is a final.
pub(super) fn is_final(record: &EditionRecord) -> bool {
    record.edition == FINAL
}

/// The last final that was written.
pub(super) fn last_final(editions: &[(EditionRecord, Kept)]) -> Option<&(EditionRecord, Kept)> {
    editions.iter().rev().find(|(record, _)| is_final(record))
}

/// Whether two editions read the same.
pub(super) fn reads_the_same(one: &Kept, other: &Kept) -> bool {
    let texts = |kept: &Kept| -> Vec<String> {
        let passages = kept.passages.iter();
        passages.map(|p| plain(&p.text)).collect()
    };
    texts(one) == texts(other)
}

/// Whether a report was issued: then no other final is written, only one that replaces it.
pub(super) fn is_issued(ledger: &Ledger) -> Result<bool, Stop> {
    Ok(issue(ledger)?.is_some())
}

/// The last decision to issue a report, with the number and the day of the document.
pub(super) fn issue(ledger: &Ledger) -> Result<Option<(Decision, String, Day)>, Stop> {
    let decisions = ledger.decisions()?.into_iter().rev();
    let mut issues = decisions.filter_map(|decision| match &decision.what {
        Decided::IssueReport { number, day, .. } => {
            let (number, day) = (number.clone(), *day);
            Some((decision, number, day))
        }
        _ => None,
    });
    Ok(issues.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: &[&str]) -> Vec<String> {
        items.iter().map(|item| (*item).to_owned()).collect()
    }

    fn told(old: &[&str], new: &[&str]) -> Vec<String> {
        let pairs = changed_items(&list(old), &list(new)).into_iter();
        let words = |side: Option<String>| side.unwrap_or_else(|| "-".to_owned());
        pairs
            .map(|(old, new)| format!("{} > {}", words(old), words(new)))
            .collect()
    }

    #[test]
    fn an_item_put_in_or_taken_out_of_a_list_is_told_alone_and_moved_ones_not_at_all() {
        assert_eq!(told(&["a", "b", "c"], &["x", "a", "b", "c"]), ["- > x"]);
        assert_eq!(told(&["a", "b", "c"], &["b", "c"]), ["a > -"]);
        assert_eq!(told(&["a", "b", "c"], &["a", "x", "c"]), ["b > x"]);
        assert_eq!(told(&["a", "b", "c"], &["x", "b", "a"]), ["c > -", "- > x"]);
        assert_eq!(told(&["a", "b"], &["b", "a"]), [""; 0]);
        assert_eq!(told(&["a", "a"], &["a"]), ["a > -"]);
    }
}

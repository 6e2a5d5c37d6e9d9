//! What people should know of a refreshed document as a whole.

use super::find::Spot;
use super::others::OtherWords;
use super::put::RefreshRun;
use super::{excerpt, label, taken_out_message};
use crate::app::aside::{annex, draft_box};
use crate::app::edition::Kept;
use crate::app::passage::{Passage, short};
use crate::app::plain::plain;
use crate::campaign::status::Status;
use crate::docx::edited::Text;
use crate::model::document::{Edition, Slot};
use crate::model::kit::Kit;
use crate::msg;
use crate::report::narrate::{Narrated, choices};
use crate::words::Message;
use std::collections::BTreeSet;
use std::path::Path;

/// Comments of readers that are told one by one.
const MOST_COMMENTS: usize = 8;

impl RefreshRun<'_> {
    /// What people should know of the document as a whole.
    pub(super) fn tell(
        &mut self,
        (kit, narrated, edition): (&Kit, &Narrated, Edition),
        places: &[Spot],
        (fresh, after): (&[Passage], &[Passage]),
    ) {
        if let Some(original) = self.original {
            let (lines, scanned) = (self.lines, self.scanned);
            let is_asked = |place: &&Spot| self.open.iter().any(|o| o.paragraph == place.paragraph);
            let current = reading_as_now(fresh, after);
            let unasked = places.iter().filter(|place| !is_asked(place));
            let unasked = unasked.filter(|place| !current.contains(&place.paragraph));
            let unasked: Vec<&Spot> = unasked.collect();
            let turned = other_cases(kit, original, narrated, &unasked, lines, scanned);
            self.warnings.extend(turned);
            self.warnings
                .extend(taken_out(original, places, self.status));
        }
        // What keeps a final back is told there.
        if edition != Edition::Final && self.scanned.changes > 0 {
            let tracked = msg!("edited.tracked", count = self.scanned.changes);
            self.warnings.push(tracked);
        }
        let open: BTreeSet<usize> = self.open.iter().map(|open| open.paragraph).collect();
        self.told.retain(|(paragraph, _)| !open.contains(paragraph));
    }
}

/// The paragraphs that read as in a report written now.
fn reading_as_now(fresh: &[Passage], document: &[Passage]) -> BTreeSet<usize> {
    let fresh: BTreeSet<String> = fresh.iter().map(|passage| plain(&passage.text)).collect();
    let current = document
        .iter()
        .filter(|passage| fresh.contains(&plain(&passage.text)));
    current
        .flat_map(|passage| passage.paragraphs.clone())
        .collect()
}

/// Sentences whose conditions have turned since the edition was written: their words may not fit the figures any more.
fn other_cases(
    kit: &Kit,
    original: &Kept,
    narrated: &Narrated,
    places: &[&Spot],
    lines: &[String],
    scanned: &Text,
) -> Vec<Message> {
    let turned: BTreeSet<&str> = original
        .conditions
        .iter()
        .filter(|(name, before)| narrated.conditions.get(*name) != Some(before))
        .map(|(name, _)| name.as_str())
        .collect();
    let names: Vec<&str> = kit.conditions.iter().map(|c| c.id.as_str()).collect();
    let mut told = BTreeSet::new();
    let by_line = choices(&kit.narrative, &names);
    places
        .iter()
        .filter_map(|place| {
            let conditions = by_line.get(&place.slot.line)?;
            let mut names = conditions.iter().map(String::as_str);
            let is_turned = names.any(|name| turned.contains(name));
            (is_turned && told.insert(place.slot.line)).then(|| {
                msg!(
                    "edited.other-case",
                    place = excerpt(scanned, lines, place.paragraph)
                )
            })
        })
        .collect()
}

/// Figures that the edition showed and that people took out.
fn taken_out(original: &Kept, places: &[Spot], status: &Status) -> Option<Message> {
    // An alias does not tell at which line a value stands.
    let value = |slot: &Slot| (slot.id.clone(), slot.part.clone(), slot.filter.clone());
    let here: BTreeSet<_> = places.iter().map(|p| value(&p.slot)).collect();
    let gone: BTreeSet<String> = original
        .slots
        .iter()
        .filter(|(slot, _)| !here.contains(&value(slot)))
        .map(|(slot, _)| label(status, slot))
        .collect();
    let names: Vec<&str> = gone.iter().map(String::as_str).collect();
    (!names.is_empty()).then(|| taken_out_message(&names))
}

/// Comments of readers, which a final does not carry.
pub(super) fn comments_left_out(comments: &[(String, String)], file: &Path) -> Option<Message> {
    let told = comments.iter().take(MOST_COMMENTS);
    let told = told.map(|(author, words)| format!("{author}: “{}”", short(words)));
    (!comments.is_empty()).then(|| {
        msg!(
            "edited.comments-left-out",
            count = comments.len(),
            file = file.display(),
            comments = told.collect::<Vec<_>>().join("; ")
        )
    })
}

/// What people wrote into the box of the draft or into the annex of sources, which a final does not carry.
pub(super) fn aside_left_out(
    (scanned, lines): (&Text, &[String]),
    editions: &[Kept],
    file: &Path,
) -> Vec<Message> {
    let written: BTreeSet<&String> = editions.iter().flat_map(|e| &e.aside.lines).collect();
    let in_box = draft_box(scanned, lines).unwrap_or_default();
    let theirs = lines[in_box].iter().filter(|line| {
        let words = plain(line);
        !words.is_empty() && !written.contains(&words)
    });
    let theirs: Vec<String> = theirs
        .map(|line| format!("“{}”", short(line.trim())))
        .collect();
    let in_box = (!theirs.is_empty()).then(|| {
        msg!(
            "edited.box-left-out",
            file = file.display(),
            lines = theirs.join("; ")
        )
    });
    let is_edited = annex(scanned, lines).is_some_and(|annex| {
        let words = annex.words(lines);
        editions.iter().all(|e| e.aside.sources != words)
    });
    let in_annex = is_edited.then(|| msg!("edited.annex-left-out", file = file.display()));
    in_box.into_iter().chain(in_annex).collect()
}

/// Words of people in another document, which this one has not.
pub(super) fn words_of_another(other: &OtherWords) -> Message {
    let first = other.words.first().map_or("", String::as_str);
    msg!(
        "edited.words-of-another",
        file = other.path.display(),
        count = other.words.len(),
        first = first
    )
}

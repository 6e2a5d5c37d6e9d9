//! What people should know of a refreshed document as a whole.

use super::find::Spot;
use super::put::RefreshRun;
use super::{excerpt, label, taken_out_message};
use crate::app::edition::Kept;
use crate::app::passage::short;
use crate::campaign::status::Status;
use crate::docx::edited::Text;
use crate::model::document::Slot;
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
    pub(super) fn tell(&mut self, kit: &Kit, narrated: &Narrated, places: &[Spot]) {
        if let Some(original) = self.original {
            let (lines, scanned) = (self.lines, self.scanned);
            let is_asked = |place: &&Spot| self.open.iter().any(|o| o.paragraph == place.paragraph);
            let unasked: Vec<&Spot> = places.iter().filter(|place| !is_asked(place)).collect();
            let turned = other_cases(kit, original, narrated, &unasked, lines, scanned);
            self.warnings.extend(turned);
            self.warnings
                .extend(taken_out(original, places, self.status));
        }
        if self.scanned.changes > 0 {
            let tracked = msg!("edited.tracked", count = self.scanned.changes);
            self.warnings.push(tracked);
        }
    }
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

//! Names by which a figure is found again in a document that a person has edited since.
//!
//! Each figure of a draft stands in an inline content control with a tag and an alias, inside a bookmark (ECMA-376
//! Part 1, 17.5.2 and 17.13.6); in a final it has the bookmark alone, which nobody sees. All three come from the slot alone, so the same slot has the same names in every
//! edition. Knows nothing of files.

use crate::model::document::Slot;

/// Word keeps this many characters of a tag or an alias.
const LONGEST: usize = 64;

/// The property of the document that holds the key of its edition.
pub const KEY_PROPERTY: &str = "tonghop";

/// The tag: id of the figure, and a few letters that stand for the rest of the slot.
///
/// ```
/// use tonghop::{docx::control, model::document::Slot};
/// let tag = control::tag(&Slot::whole("xa.may_de_ban".parse().unwrap(), "so"));
/// assert!(tag.starts_with("xa.may_de_ban#") && tag.len() <= 64);
/// ```
pub fn tag(slot: &Slot) -> String {
    let hash = hash(slot, 10);
    let room = LONGEST - hash.len() - 1;
    let id: String = slot.id.chars().take(room).collect();
    format!("{id}#{hash}")
}

/// The alias, which Word shows above the control: what a person calls the figure.
pub fn alias(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    let label = words.join(" ");
    if label.chars().count() <= LONGEST {
        return label;
    }
    let short: String = label.chars().take(LONGEST - 1).collect();
    format!("{}…", short.trim_end())
}

/// The name of the bookmark around the `nth` control of a document; Word hides names that begin so.
pub fn bookmark(slot: &Slot, nth: usize) -> String {
    format!("{}_{nth}", bookmark_stem(slot))
}

/// The names of all bookmarks around a slot up to the last underscore.
pub fn bookmark_stem(slot: &Slot) -> String {
    format!("{BOOKMARK}{}", mark(slot))
}

/// What of the name of a bookmark tells its slot.
pub fn mark(slot: &Slot) -> String {
    hash(slot, 16)
}

/// How a bookmark of ours begins.
pub const BOOKMARK: &str = "_solieu_";

/// The [`mark`] of the slot that a bookmark was put around, wherever in the document; `None` for one of somebody else.
pub fn mark_in(name: &str) -> Option<&str> {
    name.strip_prefix(BOOKMARK)?.split('_').next()
}

fn hash(slot: &Slot, length: usize) -> String {
    let mut hasher = blake3::Hasher::new();
    for piece in [slot.id.as_str(), &format!("{:?}", slot.part), &slot.filter] {
        hasher.update(piece.as_bytes());
        hasher.update(b"\0");
    }
    hasher.update(&slot.line.to_le_bytes());
    hasher.finalize().to_hex()[..length].to_owned()
}

pub(super) const FIGURE: &str = "figure:";

/// The mark of a run that shows a figure.
pub(super) fn figure_mark(slot: &Slot) -> String {
    [FIGURE, &tag(slot)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_that_differ_have_names_that_differ() {
        let one = Slot::whole("xa.may_de_ban".parse().unwrap(), "so");
        let mut other = one.clone();
        other.line = 7;
        assert_ne!(tag(&one), tag(&other));
        assert_eq!(mark_in(&bookmark(&one, 3)), Some(mark(&one).as_str()));
        assert_ne!(mark_in(&bookmark(&one, 3)), Some(mark(&other).as_str()));
    }

    #[test]
    fn names_of_controls_and_bookmarks_stay_within_the_limits_of_word() {
        let long = Slot::whole("chi_tieu_".repeat(20).parse().unwrap(), "so");
        assert_eq!(tag(&long).chars().count(), LONGEST);
        assert!(bookmark(&long, 99_999).len() <= 40);
        assert!(alias(&"Số máy tính ".repeat(20)).chars().count() <= LONGEST);
    }
}

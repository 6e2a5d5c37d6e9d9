//! What the program says, as facts first and words last.
//!
//! A [`Message`] is an id and the facts that fill its slots. Its sentences stand in one committed list, the
//! `*.toml` files beside this one, in Vietnamese and English; [`Message::say`] joins them at the very edge.
//! So a test matches the fact, the ledger stores the fact, and a native speaker mends the words in one place.

mod catalogue;
pub(crate) mod nearest;
pub mod system;

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The language a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Lang {
    /// Tiếng Việt, the default.
    #[default]
    Vi,
    /// English.
    En,
}

/// One thing to say: the id of a sentence in the catalogue, and the facts in it.
///
/// Built with [`crate::msg!`]. Slots are already written the way a person reads them (a number as `7.315`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// `area.what-happened`, a key of the catalogue.
    pub id: String,
    /// Facts by slot name.
    pub slots: BTreeMap<String, String>,
}

impl Message {
    /// A message with no facts yet.
    pub fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            slots: BTreeMap::new(),
        }
    }

    /// The same message with one more fact.
    #[must_use]
    pub fn with(mut self, slot: &str, fact: &(impl ToString + ?Sized)) -> Self {
        self.slots.insert(slot.to_owned(), fact.to_string());
        self
    }

    /// The sentence, in the given language. A message that the catalogue lacks shows its id and facts.
    pub fn say(&self, lang: Lang) -> String {
        let Some(template) = catalogue::template(&self.id, lang) else {
            return format!("{} {:?}", self.id, self.slots);
        };
        fill(template, |slot| self.fact(slot, lang))
    }

    /// What stands in a slot. English needs `{count:cell|cells}`: a word for one and a word for any other number.
    fn fact(&self, slot: &str, lang: Lang) -> Option<Cow<'_, str>> {
        if let Some((count, words)) = slot.split_once(':') {
            let (one, more) = words.split_once('|')?;
            let is_one = self.slots.get(count)? == "1";
            return Some(Cow::Owned(if is_one { one } else { more }.to_owned()));
        }
        let fact = self.slots.get(slot)?;
        Some(if system::is_marked(fact) {
            Cow::Owned(system::said(fact, lang))
        } else {
            Cow::Borrowed(fact)
        })
    }
}

/// Replaces `{slot}` by its fact; a slot without a fact stays visible as `{slot}`.
pub fn fill<F: AsRef<str>>(template: &str, fact: impl Fn(&str) -> Option<F>) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((slot, after)) = after.split_once('}') else {
            rest = &rest[before.len()..];
            break;
        };
        match fact(slot) {
            Some(text) => out.push_str(text.as_ref()),
            None => out.extend(["{", slot, "}"]),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A short fixed text of the catalogue (a heading, a label) that has no facts in it.
///
/// An id that the catalogue lacks is returned itself, so that the gap shows on screen and in tests.
pub fn text(id: &str, lang: Lang) -> String {
    catalogue::template(id, lang).map_or_else(|| id.to_owned(), str::to_owned)
}

/// All ids of the catalogue with their two sentences, in order.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    catalogue::all()
}

/// `msg!("area.id", slot = value, …)`: a [`Message`] with its facts.
#[macro_export]
macro_rules! msg {
    ($id:literal $(, $slot:ident = $fact:expr)* $(,)?) => {
        $crate::words::Message::new($id)$(.with(stringify!($slot), &$fact))*
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_without_a_fact_stays_visible() {
        assert_eq!(
            fill("Ô {cell} ghi {raw}", |s| (s == "cell").then_some("C5")),
            "Ô C5 ghi {raw}"
        );
    }

    #[test]
    fn english_has_a_word_for_one_and_a_word_for_more() {
        let said = |count: usize| msg!("flow.cells-became-blank", count = count).say(Lang::En);
        assert_eq!(said(1), "1 filled cell is blank now");
        assert_eq!(said(2), "2 filled cells are blank now");
    }
}

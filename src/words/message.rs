//! A [`Message`]: the id of a sentence, and the facts in it.

use super::{Fact, Lang, ToFact, catalogue, fill};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// One thing to say: the id of a sentence in the catalogue, and the facts in it.
///
/// Built with [`crate::msg!`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// `area.what-happened`, a key of the catalogue.
    pub id: String,
    /// Facts by slot name.
    pub facts: BTreeMap<String, Fact>,
}

impl Message {
    /// A message with no facts yet.
    pub fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            facts: BTreeMap::new(),
        }
    }

    /// The same message with one more fact.
    #[must_use]
    pub fn with(mut self, slot: &str, fact: &(impl ToFact + ?Sized)) -> Self {
        self.facts.insert(slot.to_owned(), fact.to_fact());
        self
    }

    /// The sentence, in the given language. A message that the catalogue lacks shows its id and facts.
    pub fn say(&self, lang: Lang) -> String {
        let Some(template) = catalogue::template(&self.id, lang) else {
            return self.to_string();
        };
        fill(template, |slot| self.said(slot, lang))
    }

    /// What stands in a slot. English needs `{count:cell|cells}`: a word for one and a word for any other number.
    fn said(&self, slot: &str, lang: Lang) -> Option<Cow<'_, str>> {
        if let Some((count, words)) = slot.split_once(':') {
            let (one, more) = words.split_once('|')?;
            let is_one = self.facts.get(count)?.is_one();
            return Some(Cow::Owned(if is_one { one } else { more }.to_owned()));
        }
        Some(match self.facts.get(slot)? {
            Fact::Text(text) => Cow::Borrowed(text),
            fact => Cow::Owned(fact.say(lang)),
        })
    }
}

/// The message without words: its id and its facts.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)?;
        for (slot, fact) in &self.facts {
            write!(f, " {slot}={fact}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msg;

    #[test]
    fn english_has_a_word_for_one_and_a_word_for_more() {
        let said = |count: usize| msg!("flow.cells-became-blank", count = count).say(Lang::En);
        assert_eq!(said(1), "1 filled cell is blank now");
        assert_eq!(said(2), "2 filled cells are blank now");
    }
}

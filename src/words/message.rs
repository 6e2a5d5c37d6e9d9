//! A [`Message`]: the id of a sentence, and the typed [`Fact`]s in it, which get their words when they are said.

use super::{Lang, catalogue, fill};
use crate::value::kind::NumberStyle;
use crate::value::{Day, Kind, Month, Value, format};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

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

/// The slot of the campaign's folder in commands that a sentence advises. Whoever prints it knows how the folder was
/// typed; elsewhere the commands stand with a word for it.
const CAMPAIGN_FOLDER: &str = "dir";

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

    /// Hands over what it states: which sentence it is, and its facts by name.
    pub(crate) fn feed(&self, add: &mut dyn FnMut(&[u8])) {
        feed_text(b's', &self.id, add);
        add(&(self.facts.len() as u64).to_le_bytes());
        for (slot, fact) in &self.facts {
            feed_text(b'k', slot, add);
            fact.feed(add);
        }
    }

    /// The sentence as it is printed for whoever works on a campaign, whose folder its commands name.
    pub fn say_in(&self, campaign: &str, lang: Lang) -> String {
        self.clone().with(CAMPAIGN_FOLDER, campaign).say(lang)
    }

    /// What stands in a slot. English needs `{count:cell|cells}`: a word for one and a word for any other number.
    fn said(&self, slot: &str, lang: Lang) -> Option<Cow<'_, str>> {
        if let Some((count, words)) = slot.split_once(':') {
            let (one, more) = words.split_once('|')?;
            let is_one = self.facts.get(count)?.is_one();
            return Some(Cow::Owned(if is_one { one } else { more }.to_owned()));
        }
        let Some(fact) = self.facts.get(slot) else {
            let is_folder = slot == CAMPAIGN_FOLDER;
            let unknown = is_folder.then(|| catalogue::template("cli.some-folder", lang));
            return unknown.flatten().map(Cow::Borrowed);
        };
        Some(match fact {
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

/// A fact of a [`Message`]. Numbers in it are finite; its constructors see to that.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Fact {
    /// A name, a code, what a cell says: the same in every language.
    Text(String),
    /// A whole number without groups: how many files, a row, a line, a year.
    Whole(i64),
    /// A number with groups of three and at most this many decimals: `7.315`, in English `7,315`.
    Number(f64, u8),
    /// A number as a person typed it, without groups: `6,5`, in English `6.5`.
    Typed(f64),
    /// So many tenths, hundredths… with just this many decimals, without groups: `2,50`, in English `2.50`.
    Fixed(i64, u8),
    /// A fraction of one, said as a percentage with at most this many decimals.
    Share(f64, u8),
    /// `28/10/2020`, in English `28 October 2020`.
    Day(Day),
    /// `tháng 7 năm 2019`, in English `July 2019`.
    Month(Month),
    /// A cell, as Excel names it.
    Cell(String),
    /// A fixed text of the catalogue, by its id.
    Words(String),
    /// A sentence within the sentence.
    Message(Box<Message>),
    /// Facts with this text between them.
    List(Vec<Fact>, String),
    /// A passage that is written otherwise in each language: Vietnamese, then English.
    Either(String, String),
    /// Words of a library or of the system, for readers of English; in Vietnamese they are left out.
    English(String),
}

impl Fact {
    /// A whole number with groups of three.
    pub fn count(n: impl Into<f64>) -> Self {
        Self::number(n.into(), 0)
    }

    /// A number with groups of three and at most `places` decimals.
    pub fn number(n: f64, places: u8) -> Self {
        finite(n, || Self::Number(n, places))
    }

    /// A number as a person typed it.
    pub fn typed(n: f64) -> Self {
        finite(n, || Self::Typed(n))
    }

    /// A fraction of one as a percentage with at most `places` decimals.
    pub fn share(fraction: f64, places: u8) -> Self {
        finite(fraction, || Self::Share(fraction, places))
    }

    /// A value the way its kind is written by default.
    pub fn value(value: &Value, kind: &Kind) -> Self {
        match (value, kind) {
            (Value::Number(n), kind) => match kind.number_style() {
                NumberStyle::Percent => Self::share(*n, 1),
                NumberStyle::Decimals(places) => Self::number(*n, places),
                NumberStyle::Whole => Self::number(*n, 6),
            },
            (Value::YesNo(yes), _) => Self::Text(format::yes_no(*yes)),
            (Value::Date(day), _) => Self::Day(*day),
            (Value::Month(month), _) => Self::Month(*month),
            (Value::Text(text), _) => Self::Text(text.clone()),
        }
    }

    /// A fixed text of the catalogue.
    pub fn words(id: &str) -> Self {
        Self::Words(id.to_owned())
    }

    /// Facts one after the other, with `between` between them.
    pub fn list<T: ToFact>(items: impl IntoIterator<Item = T>, between: &str) -> Self {
        let items = items.into_iter().map(|item| item.to_fact()).collect();
        Self::List(items, between.to_owned())
    }

    /// The fact as readers of a language write it.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) | Self::Cell(text) => text.clone(),
            Self::Whole(n) => n.to_string(),
            Self::Number(n, places) => format::in_language(format::decimal(*n, *places), lang),
            Self::Typed(n) => format::in_language(format::plain(*n), lang),
            Self::Fixed(n, places) => format::in_language(format::fixed(*n, *places), lang),
            Self::Share(n, places) => format::in_language(format::percent(*n, *places), lang),
            Self::Day(day) if lang == Lang::En => format::english_day(*day),
            Self::Day(day) => format::day(*day),
            Self::Month(month) if lang == Lang::En => format::english_month(*month),
            Self::Month(month) => format::month(*month),
            Self::Words(id) => catalogue::template(id, lang).unwrap_or(id).to_owned(),
            Self::Message(message) => message.say(lang),
            Self::List(items, between) => {
                let said: Vec<String> = items.iter().map(|item| item.say(lang)).collect();
                said.join(between)
            }
            Self::English(words) | Self::Either(_, words) if lang == Lang::En => words.clone(),
            Self::Either(words, _) => words.clone(),
            Self::English(_) => String::new(),
        }
    }

    /// Hands over what it states, byte by byte, without the manner of saying it: a number with any decimals is the same
    /// number, a list is its items. Words of libraries state nothing. No other fact gives the same bytes.
    pub(crate) fn feed(&self, add: &mut dyn FnMut(&[u8])) {
        match self {
            Self::Text(text) => feed_text(b't', text, add),
            Self::Cell(cell) => feed_text(b'c', cell, add),
            Self::Words(id) => feed_text(b'w', id, add),
            Self::Whole(n) => {
                add(b"i");
                add(&n.to_le_bytes());
            }
            Self::Number(n, _) | Self::Typed(n) | Self::Share(n, _) => {
                add(b"n");
                // Adding 0 makes -0 the same as 0.
                add(&(n + 0.0).to_bits().to_le_bytes());
            }
            Self::Fixed(n, places) => {
                add(b"f");
                add(&n.to_le_bytes());
                add(&[*places]);
            }
            Self::Day(day) => feed_text(b'd', &day.to_string(), add),
            Self::Month(month) => {
                add(b"m");
                add(&month.year.to_le_bytes());
                add(&month.month.to_le_bytes());
            }
            Self::Message(message) => message.feed(add),
            Self::List(items, _) => {
                add(b"l");
                add(&(items.len() as u64).to_le_bytes());
                for item in items {
                    item.feed(add);
                }
            }
            Self::Either(words, _) => feed_text(b'e', words, add),
            Self::English(_) => add(b"x"),
        }
    }

    /// Whether it is the number one, after which English has another word than after any other number.
    pub(super) fn is_one(&self) -> bool {
        match self {
            Self::Whole(n) => *n == 1,
            Self::Number(n, _) | Self::Typed(n) => (*n - 1.0).abs() < f64::EPSILON,
            _ => false,
        }
    }
}

/// A text with its sort and its length before it, so that no two texts run together.
fn feed_text(sort: u8, text: &str, add: &mut dyn FnMut(&[u8])) {
    add(&[sort]);
    add(&(text.len() as u64).to_le_bytes());
    add(text.as_bytes());
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Nothing: a text without letters.
impl Default for Fact {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

/// Numbers that are none are the sign for that.
fn finite(n: f64, fact: impl FnOnce() -> Fact) -> Fact {
    if n.is_finite() {
        fact()
    } else {
        Fact::Text(format::NOT_A_NUMBER.to_owned())
    }
}

/// The fact without words: numbers and days in their international form, sentences by their ids.
///
/// It changes with the fact alone, never with the catalogue.
impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text)
            | Self::Cell(text)
            | Self::Words(text)
            | Self::English(text)
            | Self::Either(text, _) => f.write_str(text),
            Self::Whole(n) => write!(f, "{n}"),
            Self::Number(n, _) | Self::Typed(n) | Self::Share(n, _) => write!(f, "{n}"),
            Self::Fixed(n, places) => write!(f, "{n}e-{places}"),
            Self::Day(day) => write!(f, "{day}"),
            Self::Month(month) => write!(f, "{:04}-{:02}", month.year, month.month),
            Self::Message(message) => write!(f, "{message}"),
            Self::List(items, between) => {
                for (at, item) in items.iter().enumerate() {
                    let before = if at == 0 { "" } else { between };
                    write!(f, "{before}{item}")?;
                }
                Ok(())
            }
        }
    }
}

/// What can stand in a slot of a message.
pub trait ToFact {
    /// The fact.
    fn to_fact(&self) -> Fact;
}

impl<T: ToFact + ?Sized> ToFact for &T {
    fn to_fact(&self) -> Fact {
        (**self).to_fact()
    }
}

impl ToFact for Fact {
    fn to_fact(&self) -> Fact {
        self.clone()
    }
}

impl ToFact for Message {
    fn to_fact(&self) -> Fact {
        Fact::Message(Box::new(self.clone()))
    }
}

impl ToFact for Day {
    fn to_fact(&self) -> Fact {
        Fact::Day(*self)
    }
}

impl ToFact for Month {
    fn to_fact(&self) -> Fact {
        Fact::Month(*self)
    }
}

macro_rules! texts {
    ($($text:ty),*) => {$(
        impl ToFact for $text {
            fn to_fact(&self) -> Fact {
                Fact::Text(self.to_string())
            }
        }
    )*};
}

texts!(
    str,
    String,
    Arc<str>,
    char,
    std::borrow::Cow<'_, str>,
    std::path::Display<'_>
);

macro_rules! whole_numbers {
    ($($whole:ty),*) => {$(
        impl ToFact for $whole {
            fn to_fact(&self) -> Fact {
                Fact::Whole(i64::try_from(*self).unwrap_or(i64::MAX))
            }
        }
    )*};
}

whole_numbers!(i8, i16, i32, i64, u8, u16, u32, u64, usize);

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

    #[test]
    fn a_fact_is_said_as_its_reader_writes_it() {
        for (fact, vi, en) in [
            (Fact::count(7315.0), "7.315", "7,315"),
            (Fact::number(1234.565, 2), "1.234,57", "1,234.57"),
            (Fact::typed(6.5), "6,5", "6.5"),
            (Fact::share(0.985, 1), "98,5%", "98.5%"),
            (Fact::Fixed(250, 2), "2,50", "2.50"),
            (Fact::Fixed(-12, 1), "-1,2", "-1.2"),
            (Fact::number(f64::NAN, 1), "—", "—"),
            (12_i64.to_fact(), "12", "12"),
            (
                jiff::civil::date(2020, 10, 8).to_fact(),
                "08/10/2020",
                "8 October 2020",
            ),
            (
                Month {
                    year: 2019,
                    month: 7,
                }
                .to_fact(),
                "tháng 7 năm 2019",
                "July 2019",
            ),
            (Fact::list(["a", "b"], "; "), "a; b", "a; b"),
            (Fact::English(": odd".to_owned()), "", ": odd"),
        ] {
            assert_eq!(
                (fact.say(Lang::Vi), fact.say(Lang::En)),
                (vi.to_owned(), en.to_owned())
            );
        }
    }

    #[test]
    fn a_fact_is_stored_as_it_is() {
        let fact = Fact::list([Fact::share(0.5, 1), Fact::words("check.nothing")], ", ");
        let json = serde_json::to_string(&fact).unwrap();
        assert_eq!(serde_json::from_str::<Fact>(&json).unwrap(), fact);
        let bytes = postcard::to_allocvec(&fact).unwrap();
        assert_eq!(postcard::from_bytes::<Fact>(&bytes).unwrap(), fact);
    }
}

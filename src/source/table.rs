//! A TOML file as written: tables whose keys are asked for one by one, each answer with its place.
//!
//! Nothing here stops at the first mistake: a wrong or missing value is noted on the [`Page`] and answered with
//! `None`, and a key that nobody asked for is unknown.

pub(crate) use super::page::{Page, Text};
use crate::msg;
use crate::words::Message;
use std::cell::RefCell;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Characters of a text: with what is put beside it, a cell of Excel has room for it.
const TEXT_CHARS: usize = 4_000;

/// A table: every key that is asked for becomes a known one.
pub(crate) struct Table<'a> {
    pub(crate) page: &'a Page<'a>,
    keys: &'a DeTable<'a>,
    /// Its header, or the braces of an inline table.
    pub(crate) span: Range<usize>,
    known: RefCell<Vec<&'a str>>,
}

impl<'a> Table<'a> {
    pub(crate) fn new(page: &'a Page<'a>, table: &'a DeTable<'a>, span: Range<usize>) -> Self {
        Self {
            page,
            keys: table,
            // A line of header tells more than the span of all that stands below it.
            span: page.first_line(&span),
            known: RefCell::new(Vec::new()),
        }
    }

    fn get(&self, key: &'a str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.borrow_mut().push(key);
        self.keys
            .iter()
            .find(|(k, _)| k.get_ref() == key)
            .map(|(_, v)| v)
    }

    /// Whether the key is written.
    pub(crate) fn has(&self, key: &'a str) -> bool {
        self.get(key).is_some()
    }

    /// Where the value of a key stands; the header when it is absent.
    pub(crate) fn place(&self, key: &'a str) -> Range<usize> {
        self.get(key).map_or(self.span.clone(), Spanned::span)
    }

    /// Notes that a key is missing.
    pub(crate) fn missing(&self, key: &'a str) {
        self.page
            .wrong(&self.span, msg!("kit.key-missing", key = key));
    }

    /// A text that must be there and say something.
    pub(crate) fn text(&self, key: &'a str) -> Option<Text> {
        if !self.has(key) {
            self.missing(key);
            return None;
        }
        let text = self.text_if(key)?;
        if text.value.trim().is_empty() {
            self.page
                .wrong(&text.span, msg!("kit.empty-text", key = key));
            return None;
        }
        Some(text)
    }

    /// A text that may be absent.
    pub(crate) fn text_if(&self, key: &'a str) -> Option<Text> {
        let value = self.get(key)?;
        let text = self.as_text(value);
        match &text {
            None => {
                self.page
                    .wrong(&value.span(), msg!("kit.not-text", key = key));
            }
            Some(text) => self.fits_a_cell(key, text),
        }
        text
    }

    /// Notes a character that no file of Excel or Word can hold, and more of them than a cell has room for.
    fn fits_a_cell(&self, key: &str, text: &Text) {
        let odd = |c: &char| {
            let is_break = matches!(c, '\t' | '\n' | '\r');
            c.is_control() && !is_break || matches!(c, '\u{FFFE}' | '\u{FFFF}')
        };
        if let Some(found) = text.value.chars().find(odd) {
            let code = format!("{:04X}", u32::from(found));
            self.page.wrong(
                &text.span,
                msg!("kit.control-character", key = key, code = code),
            );
        }
        let length = text.value.chars().count();
        if length > TEXT_CHARS {
            self.page.wrong(
                &text.span,
                msg!(
                    "kit.text-too-long",
                    key = key,
                    length = length,
                    most = TEXT_CHARS
                ),
            );
        }
    }

    /// A text, without noting anything.
    pub(crate) fn quiet_text(&self, key: &'a str) -> Option<Text> {
        self.get(key).and_then(|value| self.as_text(value))
    }

    /// A text, also one without quotes where the page takes those.
    fn as_text(&self, value: &Spanned<DeValue<'_>>) -> Option<Text> {
        let bare = || bare_text(value.get_ref()).filter(|_| self.page.bare_texts);
        as_text(value).or_else(|| {
            Some(Text {
                value: bare()?,
                span: value.span(),
            })
        })
    }

    /// The keys as written.
    pub(crate) fn names(&self) -> Vec<&'a str> {
        self.keys.keys().map(|key| key.get_ref().as_ref()).collect()
    }

    /// The text, or nothing.
    pub(crate) fn string_or_empty(&self, key: &'a str) -> String {
        self.text_if(key).map_or_else(String::new, |t| t.value)
    }

    /// A true or false that may be absent.
    pub(crate) fn bool_or(&self, key: &'a str, default: bool) -> bool {
        let Some(value) = self.get(key) else {
            return default;
        };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.page
                .wrong(&value.span(), msg!("kit.not-bool", key = key));
            default
        })
    }

    /// A whole number that may be absent, with its place.
    pub(crate) fn whole(&self, key: &'a str) -> Option<(i64, Range<usize>)> {
        let value = self.get(key)?;
        let number = as_whole(value.get_ref());
        if number.is_none() {
            self.page
                .wrong(&value.span(), msg!("kit.not-whole", key = key));
        }
        number.map(|n| (n, value.span()))
    }

    /// A list of numbers that may be absent, with its place.
    pub(crate) fn numbers(&self, key: &'a str) -> Option<(Vec<f64>, Range<usize>)> {
        let value = self.get(key)?;
        let numbers = value.get_ref().as_array().and_then(|list| {
            list.iter()
                .map(|item| as_number(item.get_ref()))
                .collect::<Option<Vec<_>>>()
        });
        if numbers.is_none() {
            self.page
                .wrong(&value.span(), msg!("kit.not-numbers", key = key));
        }
        numbers.map(|list| (list, value.span()))
    }

    /// A number that may be absent, also one typed in quotes or with a decimal comma; with its place.
    pub(crate) fn number(&self, key: &'a str) -> Option<(f64, Range<usize>)> {
        let value = self.get(key)?;
        let typed = value.get_ref().as_str().and_then(typed_number);
        let number = typed.or_else(|| as_number(value.get_ref()));
        if number.is_none() {
            self.page
                .wrong(&value.span(), msg!("campaign.not-a-number", key = key));
        }
        number.map(|n| (n, value.span()))
    }

    /// A list of texts; empty when absent.
    pub(crate) fn texts(&self, key: &'a str) -> Vec<Text> {
        self.texts_if(key).unwrap_or_default()
    }

    /// A list of texts; `None` when it is absent, or no list.
    pub(crate) fn texts_if(&self, key: &'a str) -> Option<Vec<Text>> {
        let value = self.get(key)?;
        let Some(list) = value.get_ref().as_array() else {
            self.page
                .wrong(&value.span(), msg!("kit.not-texts", key = key));
            return None;
        };
        let mut texts = Vec::new();
        for item in list {
            match self.as_text(item) {
                Some(text) => {
                    self.fits_a_cell(key, &text);
                    texts.push(text);
                }
                None => self
                    .page
                    .wrong(&item.span(), msg!("kit.not-text", key = key)),
            }
        }
        Some(texts)
    }

    /// A table that may be absent.
    pub(crate) fn table(&self, key: &'a str) -> Option<Table<'a>> {
        let value = self.get(key)?;
        let table = self.quiet_table(key);
        if table.is_none() {
            self.page
                .wrong(&value.span(), msg!("kit.not-table", key = key));
        }
        table
    }

    /// A table, without noting anything.
    pub(crate) fn quiet_table(&self, key: &'a str) -> Option<Table<'a>> {
        let value = self.get(key)?;
        let table = value.get_ref().as_table()?;
        Some(Table::new(self.page, table, value.span()))
    }

    /// A list of tables, `[[key]]` or `[{…}, {…}]`; empty when absent.
    pub(crate) fn tables(&self, key: &'a str) -> Vec<Table<'a>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            self.page
                .wrong(&value.span(), msg!("kit.not-tables", key = key));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in list {
            match item.get_ref().as_table() {
                Some(table) => tables.push(Table::new(self.page, table, item.span())),
                None => self
                    .page
                    .wrong(&item.span(), msg!("kit.not-table", key = key)),
            }
        }
        tables
    }

    /// One of the given words; `None` when it is another, which is noted.
    pub(crate) fn word<T: Copy>(&self, key: &'a str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text_if(key)?;
        let found = words.iter().find(|(word, _)| *word == text.value);
        if found.is_none() {
            let list: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.page.note(
                &text.span,
                msg!(
                    "kit.unknown-word",
                    key = key,
                    word = text.value,
                    words = list.join(", ")
                ),
                self.page.did_you_mean(&text.value, list.iter().copied()),
            );
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// All keys as written with their texts (whole numbers count as typed text): for example returns.
    pub(crate) fn pairs(&self) -> Vec<(Text, Text)> {
        let mut pairs = Vec::new();
        for (key, value) in self.keys {
            let name = Text {
                value: key.get_ref().to_string(),
                span: key.span(),
            };
            let typed = as_text(value).or_else(|| {
                as_whole(value.get_ref()).map(|n| Text {
                    value: n.to_string(),
                    span: value.span(),
                })
            });
            match typed {
                Some(text) => pairs.push((name, text)),
                None => self
                    .page
                    .wrong(&value.span(), msg!("kit.not-text", key = key.get_ref())),
            }
        }
        pairs.sort_by_key(|(name, _)| name.span.start);
        pairs
    }

    /// Every key that nobody asked for is unknown.
    pub(crate) fn finish(self) {
        self.check_known();
    }

    /// The same; `refused` has its own word, and what to do, for some of these keys.
    pub(crate) fn finish_with(self, refused: impl Fn(&str) -> Option<(Message, Message)>) {
        self.check_keys(refused);
    }

    /// The same for a table that is still needed.
    pub(crate) fn check_known(&self) {
        self.check_keys(|_| None);
    }

    fn check_keys(&self, refused: impl Fn(&str) -> Option<(Message, Message)>) {
        let known = self.known.borrow();
        for key in self.keys.keys() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            if let Some((message, help)) = refused(name) {
                self.page.wrong_help(&key.span(), message, help);
                continue;
            }
            self.page.note(
                &key.span(),
                msg!("kit.unknown-key", key = name),
                self.page.did_you_mean(name, known.iter().copied()),
            );
        }
    }
}

fn as_text(value: &Spanned<DeValue<'_>>) -> Option<Text> {
    value.get_ref().as_str().map(|text| Text {
        value: text.to_owned(),
        span: value.span(),
    })
}

/// A number or a day without quotes, as it was written.
fn bare_text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::Datetime(at) => Some(at.to_string()),
        DeValue::Integer(n) if n.radix() == 10 => Some(n.as_str().to_owned()),
        _ => None,
    }
}

fn typed_number(text: &str) -> Option<f64> {
    let number = text.trim().replace(',', ".").parse().ok();
    number.filter(|n: &f64| n.is_finite())
}

fn as_whole(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn as_number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Float(float) => float.as_str().parse().ok().filter(|n: &f64| n.is_finite()),
        _ => as_whole(value).map(|n| n as f64),
    }
}

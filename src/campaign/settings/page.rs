//! The settings file on which mistakes are noted, each at its place.
//!
//! `serde` stops at the first mistake. So what it refuses is noted, taken out of the tree, and the rest is read
//! again, until all that is left fits. Places are looked up in the tree as it was parsed.

use crate::msg;
use crate::source::tidy;
use crate::source::{Mistake, nearest::nearest};
use crate::words::{Message, system::detail};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

/// Most mistakes of structure that are told; what has more is no settings file.
const MOST_MISTAKES: usize = 100;

/// Keys that ask for a secrecy stamp, which this program never prints.
const SECRECY: [&str; 4] = ["do_mat", "mat", "muc_mat", "dau_mat"];

pub(super) struct Page<'s> {
    file: &'s str,
    text: &'s str,
    tree: Spanned<DeTable<'s>>,
    mistakes: Vec<Mistake>,
    broken: bool,
}

/// The file as text that TOML can be read from, each byte where it was; and the place of what is no text.
pub(super) fn text_of(bytes: &[u8]) -> (String, Option<usize>) {
    let (text, bad) = tidy::text(bytes);
    (tidy::toml_quotes(&text), bad)
}

impl<'s> Page<'s> {
    pub(super) fn parse(file: &'s str, text: &'s str) -> Self {
        let (tree, errors) = DeTable::parse_recoverable(text);
        let mut page = Self {
            file,
            text,
            tree,
            mistakes: Vec::new(),
            broken: false,
        };
        for error in errors.iter().take(MOST_MISTAKES) {
            let end = text.len();
            let span = error.span().unwrap_or(end..end);
            let there = text.get(span.clone()).unwrap_or_default().trim().to_owned();
            if error.message() == "duplicate key" {
                page.note(span, msg!("kit.key-twice", key = there), None);
                continue;
            }
            page.broken = true;
            let message = if error.message().starts_with("invalid date") {
                msg!("campaign.not-day", text = there)
            } else {
                msg!("kit.no-toml", reason = detail(error.message()))
            };
            page.note(span, message, None);
        }
        page
    }

    pub(super) fn note(&mut self, span: Range<usize>, message: Message, help: Option<Message>) {
        self.mistakes.push(Mistake {
            file: self.file.to_owned(),
            span,
            message,
            help,
        });
    }

    /// All mistakes, in reading order.
    pub(super) fn into_mistakes(mut self) -> Vec<Mistake> {
        self.mistakes.sort_by_key(|m| m.span.start);
        self.mistakes
    }

    /// Whether nothing is wrong so far.
    pub(super) fn is_sound(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// Whether the file is no TOML somewhere, so that something may have been lost.
    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Whether something is written at this path of keys.
    pub(super) fn has(&self, path: &[&str]) -> bool {
        path.is_empty() || self.find(path).is_some()
    }

    /// The keys of a table of the top, none when it is not there; unknown when it is no table.
    pub(super) fn keys(&self, table: &str) -> Option<BTreeSet<String>> {
        match self.find(&[table]).map(Spanned::get_ref) {
            None => Some(BTreeSet::new()),
            Some(DeValue::Table(table)) => {
                Some(table.keys().map(|k| k.get_ref().to_string()).collect())
            }
            Some(_) => None,
        }
    }

    /// Where the value of a path of keys stands; else the table it belongs in, else the end of the file. A number
    /// counts into a list.
    pub(super) fn place(&self, path: &[&str]) -> Range<usize> {
        let end = self.text.trim_end().len();
        if let Some(value) = self.find(path) {
            return self.first_line(value.span());
        }
        match path.split_last() {
            Some((_, [])) if path.len() == 1 && !is_table_name(path) => 0..0,
            Some((_, table)) if !table.is_empty() => self.place(table),
            _ => end..end,
        }
    }

    fn find(&self, path: &[&str]) -> Option<&Spanned<DeValue<'s>>> {
        let (first, rest) = path.split_first()?;
        let mut value = entry(self.tree.get_ref(), first)?;
        for key in rest {
            value = match value.get_ref() {
                DeValue::Table(table) => entry(table, key)?,
                DeValue::Array(list) => list.get(key.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(value)
    }

    /// A table's header, or its braces, rather than all that stands in it.
    fn first_line(&self, span: Range<usize>) -> Range<usize> {
        let rest = self.text.get(span.start..).unwrap_or_default();
        let end = rest
            .find(['\n', '\r'])
            .map_or(self.text.len(), |at| span.start + at);
        span.start..span.end.min(end).max(span.start)
    }

    /// The file as written. What does not fit is noted and left out.
    pub(super) fn written<T: DeserializeOwned + Default>(&mut self) -> T {
        let mut tree = self.tree.clone();
        plain_texts(tree.get_mut());
        while self.mistakes.len() < MOST_MISTAKES {
            let error = match T::deserialize(Deserializer::from(tree.clone())) {
                Ok(written) => return written,
                Err(error) => error,
            };
            let Some(removed) = error.span().and_then(|at| remove(tree.get_mut(), &at)) else {
                let end = self.text.len();
                self.note(
                    end..end,
                    msg!("kit.no-toml", reason = detail(error.message())),
                    None,
                );
                break;
            };
            self.refused(&removed, error.message());
        }
        T::default()
    }

    fn refused(&mut self, removed: &Removed, reason: &str) {
        let span = self.first_line(removed.span.clone());
        let key = &removed.key;
        if removed.unknown {
            if SECRECY.contains(&key.as_str()) {
                self.note(
                    span,
                    msg!("campaign.no-secrets", key = key),
                    Some(msg!("campaign.no-secrets-help")),
                );
                return;
            }
            // serde names the known keys in backquotes after the unknown one.
            let known = reason.split('`').skip(3).step_by(2);
            let near = nearest(key, known).map(|name| msg!("kit.did-you-mean", name = name));
            self.note(span, msg!("kit.unknown-key", key = key), near);
            return;
        }
        let message = if reason.contains("expected a string") {
            msg!("kit.not-text", key = key)
        } else if reason.contains("expected a boolean") {
            msg!("kit.not-bool", key = key)
        } else if reason.contains("expected a sequence") {
            msg!("kit.not-texts", key = key)
        } else if reason.contains("a number") {
            msg!("campaign.not-a-number", key = key)
        } else if reason.contains("a day or a period") {
            msg!("campaign.not-mark", key = key)
        } else {
            msg!("kit.not-table", key = key)
        };
        self.note(span, message, None);
    }
}

/// Whether a path is a table of the top: a missing one belongs at the end, a missing key at the top.
fn is_table_name(path: &[&str]) -> bool {
    path.first()
        .is_some_and(|name| super::written::TABLES.contains(name))
}

fn entry<'t, 's>(table: &'t DeTable<'s>, key: &str) -> Option<&'t Spanned<DeValue<'s>>> {
    table.get(key)
}

/// Numbers and days that were written without quotes are taken as the texts they are.
fn plain_texts(table: &mut DeTable<'_>) {
    for (_, value) in table.iter_mut() {
        plain_text(value.get_mut());
    }
}

fn plain_text(value: &mut DeValue<'_>) {
    match value {
        DeValue::Table(table) => plain_texts(table),
        DeValue::Array(list) => list.iter_mut().for_each(|v| plain_text(v.get_mut())),
        DeValue::Datetime(at) => *value = DeValue::String(at.to_string().into()),
        DeValue::Integer(n) if n.radix() == 10 => {
            *value = DeValue::String(n.as_str().to_owned().into());
        }
        _ => {}
    }
}

/// What was taken out of the tree.
struct Removed {
    key: String,
    span: Range<usize>,
    unknown: bool,
}

/// Takes the entry out whose key or value stands at this place.
fn remove(table: &mut DeTable<'_>, at: &Range<usize>) -> Option<Removed> {
    let hit = table.iter().find_map(|(key, value)| {
        let unknown = key.span() == *at;
        (unknown || value.span() == *at).then(|| Removed {
            key: key.get_ref().to_string(),
            span: at.clone(),
            unknown,
        })
    });
    if let Some(removed) = hit {
        table.remove(removed.key.as_str());
        return Some(removed);
    }
    for (key, value) in table.iter_mut() {
        let deeper = match value.get_mut() {
            DeValue::Table(table) => remove(table, at),
            DeValue::Array(list) => remove_item(list, key.get_ref(), at),
            _ => None,
        };
        if deeper.is_some() {
            return deeper;
        }
    }
    None
}

fn remove_item(list: &mut toml::de::DeArray<'_>, key: &str, at: &Range<usize>) -> Option<Removed> {
    if list.iter().any(|item| item.span() == *at) {
        *list = list
            .iter()
            .filter(|item| item.span() != *at)
            .cloned()
            .collect();
        return Some(Removed {
            key: key.to_owned(),
            span: at.clone(),
            unknown: false,
        });
    }
    list.iter_mut().find_map(|item| match item.get_mut() {
        DeValue::Table(table) => remove(table, at),
        DeValue::Array(list) => remove_item(list, key, at),
        _ => None,
    })
}

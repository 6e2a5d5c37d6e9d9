//! What the settings are asked for: texts, lists, days, each answered or noted as missing or wrong.
//!
//! What a value looks like (type, length, form) is always told. What is missing, empty or makes no sense is told
//! only of a file that is whole: in one that is no TOML somewhere it may merely be lost.

use super::days;
use crate::msg;
use crate::source::table::{Page, Table, Text};
use crate::value::Day;
use crate::value::fold::clean;
use crate::words::Message;
use std::ops::Range;
use validator::{ValidateEmail, ValidateLength};

/// Keys that ask for a secrecy stamp, which this program never prints.
const SECRECY: [&str; 4] = ["do_mat", "mat", "muc_mat", "dau_mat"];

/// A table of the settings that is asked for its keys, one by one. Lengths are in characters.
pub(super) struct Asked<'a> {
    pub(super) table: Table<'a>,
}

impl<'a> Asked<'a> {
    /// The table of this name; its absence is noted once, instead of each of its keys.
    pub(super) fn needed(root: &Asked<'a>, name: &'a str) -> Option<Self> {
        let page = root.table.page;
        if !root.table.has(name) {
            root.wrong(&page.end(), msg!("campaign.table-missing", table = name));
        }
        Self::optional(root, name)
    }

    /// The table of this name, which may be left out.
    pub(super) fn optional(root: &Asked<'a>, name: &'a str) -> Option<Self> {
        let table = root.table.table(name)?;
        Some(Self { table })
    }

    /// Notes what the values mean that cannot be.
    pub(super) fn wrong(&self, span: &Range<usize>, message: Message) {
        if !self.page().broken() {
            self.page().wrong(span, message);
        }
    }

    /// The same at the value of a key, or at the head of the table when there is none.
    pub(super) fn wrong_at(&self, key: &'a str, message: Message) {
        self.wrong(&self.table.place(key), message);
    }

    /// Every key that nobody asked for is unknown.
    pub(super) fn finish(self) {
        self.table.finish_with(|key| {
            let stamp = SECRECY.contains(&key);
            let told = || {
                (
                    msg!("campaign.no-secrets", key = key),
                    msg!("campaign.no-secrets-help"),
                )
            };
            stamp.then(told)
        });
    }

    /// A text as it was written.
    fn written(&self, key: &'a str, most: u64) -> Option<Text> {
        let text = self.table.text_if(key)?;
        self.check_length(key, &text.value, most);
        Some(text)
    }

    fn check_length(&self, key: &'a str, value: &impl ValidateLength<u64>, most: u64) {
        if !value.validate_length(None, Some(most), None) {
            let message = msg!("campaign.too-long", key = key, most = most);
            self.page().wrong(&self.table.place(key), message);
        }
    }

    /// A text that must be there and say something.
    pub(super) fn text(&self, key: &'a str, most: u64) -> Option<String> {
        let written = self.written(key, most);
        self.something(key, written)
    }

    /// A text that may be left out or left empty.
    pub(super) fn text_if(&self, key: &'a str, most: u64) -> Option<String> {
        let text = clean(&self.written(key, most)?.value, false);
        Some(text).filter(|text| !text.is_empty())
    }

    fn something(&self, key: &'a str, written: Option<Text>) -> Option<String> {
        let Some(written) = written else {
            // One of a wrong type was told already.
            if !self.table.has(key) {
                self.wrong(&self.table.span, msg!("kit.key-missing", key = key));
            }
            return None;
        };
        let text = clean(&written.value, false);
        if text.is_empty() {
            self.wrong(&written.span, msg!("kit.empty-text", key = key));
            return None;
        }
        Some(text)
    }

    /// A short name that stands in file names: letters and digits without accents, `-`, `_` and `.`.
    pub(super) fn short_name(&self, key: &'a str, most: u64) -> Option<String> {
        let written = self.written(key, most);
        if let Some(text) = &written
            && !text.value.is_empty()
            && !fits_file_name(&text.value)
        {
            let message = msg!("campaign.not-short-name", key = key);
            self.page().wrong(&text.span, message);
        }
        self.something(key, written)
    }

    /// An address, or nothing.
    pub(super) fn e_mail(&self, key: &'a str) -> Option<String> {
        let written = self.table.text_if(key)?;
        let address = written.value.trim();
        if !address.is_empty() && !address.validate_email() {
            let message = msg!("campaign.not-e-mail", key = key);
            self.page().wrong(&written.span, message);
        }
        Some(clean(address, false)).filter(|text| !text.is_empty())
    }

    /// A day that must be there.
    pub(super) fn day(&self, key: &'a str) -> Option<Day> {
        let text = self.text(key, u64::MAX)?;
        self.as_day(key, &text)
    }

    /// A day that may be left out or left empty.
    pub(super) fn day_if(&self, key: &'a str) -> Option<Day> {
        let text = self.text_if(key, u64::MAX)?;
        self.as_day(key, &text)
    }

    fn as_day(&self, key: &'a str, text: &str) -> Option<Day> {
        let day = days::day(text);
        if day.is_none() {
            self.wrong_at(key, msg!("campaign.not-day", text = text));
        }
        day
    }

    /// A list of texts of which none is empty; `None` when it is absent, or no list.
    pub(super) fn texts(&self, key: &'a str, most: u64) -> Option<Vec<String>> {
        let written = self.table.texts_if(key)?;
        self.check_length(key, &written, most);
        let mut texts = Vec::new();
        for written in written {
            let text = clean(&written.value, false);
            if text.is_empty() {
                self.wrong(&written.span, msg!("kit.empty-text", key = key));
            }
            texts.push(text);
        }
        Some(texts)
    }

    fn page(&self) -> &'a Page<'a> {
        self.table.page
    }
}

fn fits_file_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let starts = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    starts && !name.ends_with('.') && name.chars().all(fits)
}

//! The text of the settings with other values in it: each value is put where it stood, or where a line for it waits behind
//! a `#`.

use super::Key;
use crate::source::tidy;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table};

/// What stands under a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A text; also a number or a day without quotes.
    Text(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// Yes or no.
    Flag(bool),
    /// A first and a last day.
    Span(String, String),
}

impl Value {
    fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::Texts(texts) => texts.is_empty(),
            Self::Flag(_) => false,
            Self::Span(from, to) => from.is_empty() && to.is_empty(),
        }
    }

    fn of(value: &toml::Value) -> Option<Self> {
        let text = |value: &toml::Value| match value {
            toml::Value::String(text) => Some(text.clone()),
            toml::Value::Integer(_) | toml::Value::Float(_) | toml::Value::Datetime(_) => {
                Some(value.to_string())
            }
            _ => None,
        };
        match value {
            toml::Value::Boolean(flag) => Some(Self::Flag(*flag)),
            toml::Value::Array(all) => {
                let all: Option<Vec<String>> = all.iter().map(text).collect();
                all.map(Self::Texts)
            }
            toml::Value::Table(table) => {
                let (from, to) = (text(table.get("tu")?)?, text(table.get("den")?)?);
                (table.len() == 2).then_some(Self::Span(from, to))
            }
            other => text(other).map(Self::Text),
        }
    }

    fn written(&self) -> String {
        let text = |text: &str| toml::Value::from(text).to_string();
        match self {
            Self::Text(said) => text(said),
            Self::Texts(all) => toml::Value::from(all.clone()).to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Span(from, to) => format!("{{ tu = {}, den = {} }}", text(from), text(to)),
        }
    }
}

/// A value to stand under a key.
pub type Said = (Key, Value);

/// Sections of which nothing is said when their keys are all blank.
const OPTIONAL: [&str; 2] = ["can_cu", "van_ban_gui_bieu"];

/// What a text says under each key, as far as it can be read.
pub(super) fn values(text: &str) -> BTreeMap<Key, Value> {
    let mut all = BTreeMap::new();
    let table: Table = text.parse().unwrap_or_default();
    for (name, value) in &table {
        if let Some(section) = value.as_table() {
            let keys = section.iter();
            let keys = keys.filter_map(|(key, value)| Some((key, Value::of(value)?)));
            all.extend(keys.map(|(key, value)| ((name.clone(), key.clone()), value)));
        } else if let Some(value) = Value::of(value) {
            all.insert((String::new(), name.clone()), value);
        }
    }
    all
}

/// The text with other values; `None` where it is written in a way that would not stay as it is.
pub(super) fn changed(text: &str, said: &[Said]) -> Option<String> {
    let mut wanted = values(&tidy_of(text));
    let old: Table = tidy_of(text).parse().ok()?;
    let mut new = text.to_owned();
    for (key, value) in said {
        let was = wanted.get(key);
        // Of a section that says something each key stands there, so that what is missing is told at its place.
        let is_filled = OPTIONAL.contains(&key.0.as_str())
            && said
                .iter()
                .any(|(other, value)| other.0 == key.0 && !value.is_blank());
        let is_left_out = was.is_none() && value.is_blank() && !is_filled;
        if was == Some(value) || is_left_out {
            continue;
        }
        if was.is_none() && holds(&old, key) {
            // Something stands there that the form does not know.
            return None;
        }
        wanted.insert(key.clone(), value.clone());
        new = put(&new, key, value);
    }
    for section in OPTIONAL {
        let own = wanted.iter().filter(|((of, _), _)| of == section);
        let is_blank = own.clone().count() > 0 && own.clone().all(|(_, value)| value.is_blank());
        let is_touched = said.iter().any(|((of, _), _)| of == section);
        if is_blank && is_touched {
            new = closed(&new, section);
        }
    }
    let blank_is_absent = |all: BTreeMap<Key, Value>| -> BTreeMap<Key, Value> {
        all.into_iter()
            .filter(|(_, value)| !value.is_blank())
            .collect()
    };
    let is = values(&tidy_of(&new));
    (blank_is_absent(is) == blank_is_absent(wanted)).then_some(new)
}

fn tidy_of(text: &str) -> String {
    tidy::toml_quotes(&tidy::text(text.as_bytes()).0)
}

fn holds(table: &Table, (section, key): &Key) -> bool {
    match section.as_str() {
        "" => table.contains_key(key),
        section => table
            .get(section)
            .is_some_and(|of| of.as_table().is_none_or(|table| table.contains_key(key))),
    }
}

/// The text with one value in its place.
fn put(text: &str, key: &Key, value: &Value) -> String {
    let written = value.written();
    if let Some(place) = place(&tidy_of(text), key) {
        let mut new = text.to_owned();
        new.replace_range(place, &written);
        return new;
    }
    let (section, name) = key;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let line = format!("{name} = {written}");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut of = String::new();
    let (mut head, mut waits, mut first) = (None, None, None);
    for (at, one) in lines.iter().enumerate() {
        let one = one.trim_start_matches('\u{feff}');
        let bare = one.strip_prefix("# ").unwrap_or(one);
        if let Some(heading) = heading(bare) {
            heading.clone_into(&mut of);
            first = first.or(Some(at));
            if of == *section {
                head = Some(at);
            }
        } else if of == *section
            && one.starts_with("# ")
            && bare.split_once(" = ").is_some_and(|(key, _)| key == name)
        {
            waits = Some(at);
        }
    }
    match (waits, head) {
        (Some(at), _) => lines[at] = line,
        (None, Some(at)) => lines.insert(at + 1, line),
        (None, None) if section.is_empty() => lines.insert(first.unwrap_or(lines.len()), line),
        (None, None) => lines.extend([String::new(), format!("[{section}]"), line]),
    }
    if let Some(at) = head
        && lines[at].starts_with("# ")
    {
        lines[at].drain(..2);
    }
    lines.join(end) + end
}

/// The text with a section behind `#`.
fn closed(text: &str, section: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut of = "";
    let lines = text.lines().map(|line| {
        let heading = heading(line);
        of = heading.unwrap_or(of);
        let is_said = !line.starts_with('#') && !line.trim().is_empty();
        if of == section && is_said {
            format!("# {line}")
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join(end) + end
}

/// Where the value of a key stands.
fn place(text: &str, (section, key): &Key) -> Option<Range<usize>> {
    let root = DeTable::parse(text).ok()?;
    let found = |table: &DeTable<'_>, key: &str| -> Option<Spanned<()>> {
        let value = table.iter().find(|(name, _)| name.get_ref() == key)?.1;
        Some(Spanned::new(value.span(), ()))
    };
    if section.is_empty() {
        return found(root.get_ref(), key).map(|value| value.span());
    }
    let table = root.get_ref().iter();
    let mut table = table.filter(|(name, _)| name.get_ref() == section.as_str());
    match table.next()?.1.get_ref() {
        DeValue::Table(table) => found(table, key).map(|value| value.span()),
        _ => None,
    }
}

/// The section and the key of a line, from 1; the key is empty where the line is of none.
pub(super) fn key_at(text: &str, line: usize) -> Key {
    let mut key = Key::default();
    for one in text.lines().take(line) {
        let one = one.trim();
        if let Some(section) = heading(one) {
            key = (section.to_owned(), String::new());
        } else if let Some((name, _)) = one.split_once('=')
            && is_key(name.trim())
        {
            name.trim().clone_into(&mut key.1);
        }
    }
    key
}

/// The name in `[name]`.
fn heading(line: &str) -> Option<&str> {
    let name = line.trim_end().strip_prefix('[')?.strip_suffix(']')?;
    is_key(name).then_some(name)
}

fn is_key(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !name.is_empty() && name.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(section: &str, key: &str) -> Key {
        (section.to_owned(), key.to_owned())
    }

    fn text(said: &str) -> Value {
        Value::Text(said.to_owned())
    }

    #[test]
    fn a_value_goes_where_it_belongs_and_all_else_stays() {
        let old = "\u{feff}# Lời.\r\nten_dot = ''  # của tôi\r\n\r\n[bao_cao]\r\nnoi_nhan = [\r\n  \"A\",\r\n]\r\n# so = 123\r\n\r\n# [can_cu]\r\n# Cơ quan.\r\n# co_quan = \"\"\r\n[moc]\r\nho_so = \"\"\r\n";
        let said = [
            (key("", "ten_dot"), text("CNTT")),
            (
                key("bao_cao", "noi_nhan"),
                Value::Texts(vec!["B \"b\"".to_owned(), "C".to_owned()]),
            ),
            (key("can_cu", "co_quan"), text("Sở")),
            (
                key("moc", "ho_so"),
                Value::Span("2020-01-01".to_owned(), "2020-10-28".to_owned()),
            ),
            (key("lien_he", "don_vi"), text("Phòng")),
            (key("bao_cao", "luu"), text("")),
        ];
        let new = changed(old, &said).expect("it can be changed");
        let expected = "\u{feff}# Lời.\r\nten_dot = \"CNTT\"  # của tôi\r\n\r\n[bao_cao]\r\nnoi_nhan = ['B \"b\"', \"C\"]\r\n# so = 123\r\n\r\n[can_cu]\r\n# Cơ quan.\r\nco_quan = \"Sở\"\r\n[moc]\r\nho_so = { tu = \"2020-01-01\", den = \"2020-10-28\" }\r\n\r\n[lien_he]\r\ndon_vi = \"Phòng\"\r\n";
        assert_eq!(new, expected);
        assert_eq!(changed(&new, &said).as_deref(), Some(new.as_str()));
        let blank = [(key("can_cu", "co_quan"), text(""))];
        let new = changed(&new, &blank).expect("it can be changed");
        assert!(
            new.contains("\r\n# [can_cu]\r\n# Cơ quan.\r\n# co_quan = \"\"\r\n"),
            "{new}"
        );
    }

    #[test]
    fn what_the_form_does_not_know_is_never_written_over() {
        let said = [(key("bao_cao", "loai"), text("BÁO CÁO"))];
        for odd in [
            "[bao_cao]\nloai = [[1]]\n",
            "bao_cao = 3\n",
            "[bao_cao\n",
            "x = 1\nx = 2\n",
        ] {
            assert_eq!(changed(odd, &said), None, "{odd}");
        }
        let dotted = changed("bao_cao.loai = \"X\"\n", &said).expect("found where it stands");
        assert_eq!(dotted, "bao_cao.loai = \"BÁO CÁO\"\n");
    }
}

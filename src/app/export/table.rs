//! A file of the export: its columns say at once what is written as CSV, as JSON Lines and in the dictionary.

use std::borrow::Cow;
use std::io::{self, Write};

/// What a program that opens a CSV would take for a formula, or drop, at the beginning of a text.
const OBEYED: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A file of the export: a row per thing.
pub(super) struct Table<R: 'static> {
    /// Name of its files, without the ending.
    pub(super) file: &'static str,
    /// Sentence: what a row is.
    pub(super) meaning: &'static str,
    /// Its columns, in order.
    pub(super) columns: &'static [Column<R>],
}

/// A column.
pub(super) struct Column<R> {
    /// Its heading.
    pub(super) name: &'static str,
    /// What its cells hold.
    pub(super) holds: Holds,
    /// Sentence: what it says.
    pub(super) meaning: &'static str,
    /// What it says of a row.
    pub(super) value: fn(&R) -> Cell<'_>,
}

/// A column with that heading.
pub(super) const fn column<R>(
    name: &'static str,
    holds: Holds,
    meaning: &'static str,
    value: fn(&R) -> Cell<'_>,
) -> Column<R> {
    Column {
        name,
        holds,
        meaning,
        value,
    }
}

/// What the cells of a column hold, and in which unit of measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Words.
    Text,
    /// A whole number.
    Whole,
    /// A number of bytes.
    Bytes,
    /// True or false.
    YesNo,
    /// Day and time, RFC 3339.
    Moment,
    /// A value as its field or figure has it, in the unit of measure that stands in the row.
    Value,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    /// There is nothing to say.
    Nothing,
    /// Words, untouched.
    Text(Cow<'a, str>),
    /// A finite number.
    Number(f64),
    /// True or false.
    YesNo(bool),
}

impl<'a> Cell<'a> {
    /// Words; nothing for none.
    pub(super) fn text(words: &'a str) -> Self {
        Self::Text(Cow::Borrowed(words))
    }

    /// The same of words that are made for it.
    pub(super) fn made(words: String) -> Self {
        Self::Text(Cow::Owned(words))
    }

    /// A whole number, exact below 2^53.
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts and sizes stay far below 2^53"
    )]
    pub(super) fn whole(n: impl Into<i64>) -> Self {
        Self::Number(n.into() as f64)
    }

    /// What there is, if there is any.
    pub(super) fn of<T>(something: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        something.map_or(Self::Nothing, cell)
    }
}

impl<R> Table<R> {
    /// The first line of its CSV, behind the mark that tells Excel of UTF-8.
    pub(super) fn csv_head(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all("\u{feff}".as_bytes())?;
        for (at, column) in self.columns.iter().enumerate() {
            between(at, to)?;
            to.write_all(column.name.as_bytes())?;
        }
        to.write_all(b"\r\n")
    }

    /// A row of its CSV, as RFC 4180 has it. Text that a program would obey has an apostrophe before it.
    pub(super) fn csv_row(&self, row: &R, to: &mut impl Write) -> io::Result<()> {
        for (at, column) in self.columns.iter().enumerate() {
            between(at, to)?;
            match (column.value)(row) {
                Cell::Nothing => {}
                Cell::Text(text) => csv_text(&text, to)?,
                Cell::Number(n) => to.write_all(number(n).as_bytes())?,
                Cell::YesNo(yes) => write!(to, "{yes}")?,
            }
        }
        to.write_all(b"\r\n")
    }

    /// A row as a line of JSON: every value as it is.
    pub(super) fn json_row(&self, row: &R, to: &mut impl Write) -> io::Result<()> {
        for (at, column) in self.columns.iter().enumerate() {
            to.write_all(if at == 0 { b"{" } else { b"," })?;
            write!(to, "\"{}\":", column.name)?;
            match (column.value)(row) {
                Cell::Nothing => to.write_all(b"null")?,
                Cell::Text(text) => serde_json::to_writer(&mut *to, text.as_ref())?,
                Cell::Number(n) => to.write_all(number(n).as_bytes())?,
                Cell::YesNo(yes) => write!(to, "{yes}")?,
            }
        }
        to.write_all(b"}\n")
    }
}

fn between(at: usize, to: &mut impl Write) -> io::Result<()> {
    to.write_all(if at == 0 { b"" } else { b"," })
}

fn csv_text(text: &str, to: &mut impl Write) -> io::Result<()> {
    let mark = if text.starts_with(OBEYED) { "'" } else { "" };
    if !text.contains([',', '"', '\r', '\n', '\t', ';']) && text.trim() == text {
        return write!(to, "{mark}{text}");
    }
    write!(to, "\"{mark}{}\"", text.replace('"', "\"\""))
}

/// A number in the fewest digits that are this number and no other.
fn number(n: f64) -> String {
    // Adding 0 makes -0 the same as 0.
    let n = n + 0.0;
    if n == 0.0 || (1e-7..1e21).contains(&n.abs()) {
        n.to_string()
    } else {
        format!("{n:e}")
    }
}

/// A computed number without the dust of binary fractions, as Excel shows it: 15 significant digits.
pub(super) fn rounded(n: f64) -> f64 {
    format!("{n:.14e}").parse().unwrap_or(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> String {
        let mut out = Vec::new();
        csv_text(text, &mut out).expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn a_text_that_a_program_would_obey_has_an_apostrophe_before_it() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+84 912", "'+84 912"),
            ("=A1,\"x\"", "\"'=A1,\"\"x\"\"\""),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("＝1", "'＝1"),
            ("xã \"A\"", "\"xã \"\"A\"\"\""),
            ("hai\ndòng", "\"hai\ndòng\""),
            ("a=1", "a=1"),
            ("'x", "'x"),
            (" x", "\" x\""),
            ("", ""),
        ] {
            assert_eq!(one(text), written, "{text:?}");
        }
    }

    #[test]
    fn a_number_is_written_so_that_it_is_read_as_itself() {
        for n in [
            0.0,
            -0.0,
            1.0,
            -7.5,
            0.1 + 0.2,
            1e300,
            5e-324,
            1e21,
            123_456_789.25,
        ] {
            let text = number(n);
            assert_eq!(text.parse::<f64>().ok(), Some(n), "{text}");
            let json: serde_json::Value = serde_json::from_str(&text).expect("a number");
            assert!(json.is_number(), "{text}");
        }
        assert_eq!(number(-0.0), "0");
        assert_eq!(number(rounded(0.1 + 0.2)), "0.3");
        assert_eq!(number(rounded(2.0 / 3.0)), "0.666666666666667");
        assert_eq!(number(rounded(7315.0)), "7315");
    }
}

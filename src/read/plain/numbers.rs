//! Numbers as spreadsheet programs write them: in cells, as an index, in the name of a cell.

use super::not_plain::NotPlain;
use crate::read::limits::{COLUMNS, ROWS};

/// Digits of the largest index that is read.
const LONGEST_INDEX: usize = 7;
/// Digits of whole numbers that a double holds exactly.
const EXACT: usize = 15;

/// `0`, or digits of which the first is none: no sign, no space.
#[inline]
pub(super) fn index(text: &str) -> Result<usize, NotPlain> {
    if text.len() > LONGEST_INDEX {
        return Err(NotPlain);
    }
    usize::try_from(digits(text.as_bytes())?).map_err(|_| NotPlain)
}

/// `0` or digits of which the first is none, as a number.
#[inline]
fn digits(text: &[u8]) -> Result<u64, NotPlain> {
    let begins_well = match text {
        [] => false,
        [b'0', rest @ ..] => rest.is_empty(),
        _ => true,
    };
    if !begins_well || text.len() > EXACT {
        return Err(NotPlain);
    }
    let mut number = 0;
    for digit in text {
        if !digit.is_ascii_digit() {
            return Err(NotPlain);
        }
        number = number * 10 + u64::from(digit - b'0');
    }
    Ok(number)
}

/// A number as programs write it: `12`, `-0.5`, `1.5E-07`. Finite, and no smaller than what every program keeps.
#[inline]
pub(super) fn number(text: &str) -> Result<f64, NotPlain> {
    let bytes = text.as_bytes();
    if let Ok(whole) = digits(bytes) {
        return Ok(whole as f64);
    }
    let rest = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let (whole, rest) = run(rest);
    if whole.is_empty() || (whole.len() > 1 && whole[0] == b'0') {
        return Err(NotPlain);
    }
    let rest = match rest.strip_prefix(b".") {
        Some(fraction) => after_digits(fraction)?,
        None => rest,
    };
    let rest = match rest {
        [b'e' | b'E', b'+' | b'-', exponent @ ..] | [b'e' | b'E', exponent @ ..] => {
            after_digits(exponent)?
        }
        _ => rest,
    };
    if !rest.is_empty() {
        return Err(NotPlain);
    }
    let number: f64 = text.parse().map_err(|_| NotPlain)?;
    if number.is_normal() || text == "0.0" {
        Ok(number)
    } else {
        Err(NotPlain)
    }
}

/// The digits at the beginning, and what follows.
fn run(text: &[u8]) -> (&[u8], &[u8]) {
    let length = text.iter().take_while(|b| b.is_ascii_digit()).count();
    text.split_at(length)
}

/// What follows at least one digit.
fn after_digits(text: &[u8]) -> Result<&[u8], NotPlain> {
    match run(text) {
        ([], _) => Err(NotPlain),
        (_, rest) => Ok(rest),
    }
}

/// The row of a sheet, from 1.
pub(super) fn row(text: &str) -> Result<u32, NotPlain> {
    let row = u32::try_from(index(text)?).map_err(|_| NotPlain)?;
    if (1..=ROWS).contains(&row) {
        Ok(row)
    } else {
        Err(NotPlain)
    }
}

/// The column, from 0, that a cell of this row names: 2 for `C5`.
#[inline]
pub(super) fn column(cell: &str, row: &str) -> Result<u16, NotPlain> {
    let letters = cell.strip_suffix(row).ok_or(NotPlain)?.as_bytes();
    if !(1..=3).contains(&letters.len()) {
        return Err(NotPlain);
    }
    let mut column = 0;
    for letter in letters {
        if !letter.is_ascii_uppercase() {
            return Err(NotPlain);
        }
        column = column * 26 + u32::from(letter - b'A') + 1;
    }
    if column > COLUMNS {
        return Err(NotPlain);
    }
    u16::try_from(column - 1).map_err(|_| NotPlain)
}

/// Whether a text names a cell, or two with a colon between them: `A1`, `A1:C5`.
pub(super) fn is_area(text: &str) -> bool {
    let is_cell = |cell: &str| {
        let letters = cell.bytes().take_while(u8::is_ascii_uppercase).count();
        let digits = &cell[letters..];
        row(digits).is_ok() && column(cell, digits).is_ok()
    };
    match text.split_once(':') {
        Some((first, last)) => is_cell(first) && is_cell(last),
        None => is_cell(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_programs_write_them() {
        for (text, wanted) in [
            ("0", 0.0),
            ("12", 12.0),
            ("-12", -12.0),
            ("0.5", 0.5),
            ("0.0", 0.0),
            ("123456789012345", 123_456_789_012_345.0),
            ("12345678901234567890", 12_345_678_901_234_567_890.0),
            ("1.5E-07", 1.5e-7),
            ("1e-7", 1e-7),
            ("1.7976931348623157E+308", f64::MAX),
            ("43831.520833333336", 43_831.520_833_333_336),
        ] {
            assert_eq!(number(text), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn a_number_that_is_written_otherwise_is_refused() {
        for text in [
            "", "-", "+5", " 5", "5 ", "5\n", "05", "00", "-05", ".5", "5.", "5.e1", "5e", "5e+",
            "--5", "0x10", "1_0", "1,5", "1.5.5", "NaN", "INF", "inf", "infinity", "1e999",
            "-1e999", "1e-400", "4e-320", "-0", "0e5", "５", "&#53;", "5d", "1e5e5",
        ] {
            assert_eq!(number(text), Err(NotPlain), "{text:?}");
        }
        for text in [
            "", "+5", "-0", " 5", "5 ", "05", "00", "5.0", "5e0", "12345678", "0x5", "５",
        ] {
            assert_eq!(index(text), Err(NotPlain), "{text:?}");
        }
    }

    #[test]
    fn a_cell_is_named_by_letters_and_its_row() {
        for (cell, row, wanted) in [
            ("A1", "1", Ok(0)),
            ("C5", "5", Ok(2)),
            ("AB15", "15", Ok(27)),
            ("XFD1048576", "1048576", Ok(16_383)),
            ("XFE1", "1", Err(NotPlain)),
            ("AAAA1", "1", Err(NotPlain)),
            ("a1", "1", Err(NotPlain)),
            ("$A1", "1", Err(NotPlain)),
            ("A01", "1", Err(NotPlain)),
            ("A15", "5", Err(NotPlain)),
            ("A1", "2", Err(NotPlain)),
            ("1", "1", Err(NotPlain)),
            ("", "1", Err(NotPlain)),
            ("Á1", "1", Err(NotPlain)),
        ] {
            assert_eq!(column(cell, row), wanted, "{cell} in {row}");
        }
        for text in ["0", "01", "1048577", "", "+1"] {
            assert_eq!(row(text), Err(NotPlain), "{text}");
        }
        assert!(is_area("A1") && is_area("A1:XFD1048576"));
        for text in [
            "", "A", "1", "A0", "A1:", "A1:B", "A1:B2:C3", "a1", "$A$1", "A1 B2", "đ1",
        ] {
            assert!(!is_area(text), "{text}");
        }
    }
}

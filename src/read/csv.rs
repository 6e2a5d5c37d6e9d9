//! A table as comma-separated text (RFC 4180, more or less), into the same cells that a workbook gives.
//!
//! Excel separates by `;` or `,` as the machine's region says, or by tabs; with or without a byte order mark.

use crate::model::raw::{RawCell, RawSheet};
use crate::msg;
use crate::read::encoding;
use crate::value::Raw;
use crate::words::Message;

/// Why a text is no table: what is wrong, and the cell where it is known.
#[derive(Debug, PartialEq)]
pub(crate) struct NoTable {
    pub(crate) message: Message,
    pub(crate) at: Option<(u32, u16)>,
}

/// The cells of comma-separated text in Unicode. Every cell is text.
pub(crate) fn table(bytes: &[u8]) -> Result<RawSheet, NoTable> {
    let text = encoding::unicode(bytes).ok_or(NoTable {
        message: msg!("kit.no-utf8"),
        at: None,
    })?;
    table_of(&text)
}

/// The cells of a comma-separated text.
pub(crate) fn table_of(text: &str) -> Result<RawSheet, NoTable> {
    let text = text.trim_start_matches('\u{feff}');
    let mark = separator(text);
    let mut sheet = RawSheet {
        visible: true,
        ..RawSheet::default()
    };
    let mut cell = String::new();
    let (mut row, mut col) = (0u32, 0u16);
    let mut quoted = None;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted.is_some() && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted.is_some() => quoted = None,
            _ if quoted.is_some() => cell.push(c),
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = Some((row, col));
            }
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                write_cell(&mut sheet, row, col, &mut cell);
                (row, col) = (row.saturating_add(1), 0);
            }
            c if c == mark => {
                write_cell(&mut sheet, row, col, &mut cell);
                col = col.saturating_add(1);
            }
            c => cell.push(c),
        }
    }
    write_cell(&mut sheet, row, col, &mut cell);
    match quoted {
        Some(at) => Err(NoTable {
            message: msg!("campaign.quote-open"),
            at: Some(at),
        }),
        None => Ok(sheet),
    }
}

fn write_cell(sheet: &mut RawSheet, row: u32, col: u16, cell: &mut String) {
    let text = std::mem::take(cell);
    // Beyond the last column of Excel a second cell of one place would follow; nobody needs it.
    if !text.trim().is_empty() && col < u16::MAX {
        sheet.cells.push(RawCell::of((row, col), Raw::Text(text)));
    }
}

/// What stands most often, outside quotes, in the first line where any stands.
fn separator(text: &str) -> char {
    let mut counts = [(';', 0), (',', 0), ('\t', 0)];
    let mut inside = false;
    for c in text.chars() {
        inside ^= c == '"';
        if inside {
            continue;
        }
        if matches!(c, '\n' | '\r') && counts.iter().any(|(_, count)| *count > 0) {
            break;
        }
        if let Some((_, count)) = counts.iter_mut().find(|(mark, _)| *mark == c) {
            *count += 1;
        }
    }
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(';', |(mark, _)| *mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &[(u32, u16, &str)]) {
        let sheet = table(bytes).expect("a table");
        let cells: Vec<_> = sheet
            .cells
            .iter()
            .map(|c| (c.row, c.col, c.value.shown()))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(r, c, t)| (*r, *c, (*t).to_owned()))
            .collect();
        assert_eq!(cells, expected);
    }

    #[test]
    fn separators_quotes_and_line_ends_are_those_of_any_excel() {
        check(
            "\u{feff}Mã;Tên\r\n01;\"Xã \"\"A\"\"; B\"\r\n\r\n02;x,y".as_bytes(),
            &[
                (0, 0, "Mã"),
                (0, 1, "Tên"),
                (1, 0, "01"),
                (1, 1, "Xã \"A\"; B"),
                (3, 0, "02"),
                (3, 1, "x,y"),
            ],
        );
        check(
            b"a,b\n\"1\n2\",3",
            &[(0, 0, "a"), (0, 1, "b"), (1, 0, "1\n2"), (1, 1, "3")],
        );
        check(b"a\tb\rc", &[(0, 0, "a"), (0, 1, "b"), (1, 0, "c")]);
        check(b"", &[]);
        let wide: Vec<u8> = "\u{feff}Mã\t1"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        check(&wide, &[(0, 0, "Mã"), (0, 1, "1")]);
    }

    #[test]
    fn what_is_no_table_is_told() {
        let open = table(b"a;b\n1;\"x;y\nz").expect_err("an open quote");
        assert_eq!(open.at, Some((1, 1)));
        assert!(table(b"M\xe3").is_err());
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_a_table_or_told(bytes in proptest::collection::vec(0u8..=255, 0..200)) {
            let cells = table(&bytes).map(|s| s.cells).unwrap_or_default();
            proptest::prop_assert!(cells.is_sorted_by_key(|c| (c.row, c.col)));
        }
    }
}

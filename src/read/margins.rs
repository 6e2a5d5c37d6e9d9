//! What is printed above and below the pages of a sheet, without page numbers and the like.

use crate::model::raw::RawCell;
use crate::value::fold::{clean, is_blank};

/// Pieces of a sheet that are kept.
const MOST: usize = 20;

/// The words of a header or footer as Excel writes it: left, middle and right, each with its codes (ECMA-376 part 1, 18.3.1.46).
pub(super) fn words(code: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut rest = code;
    while let Some((before, after)) = rest.split_once('&') {
        push(&mut pieces, before);
        let Some(kind) = after.chars().next() else {
            rest = "";
            break;
        };
        rest = &after[kind.len_utf8()..];
        match kind {
            '&' => push(&mut pieces, "&"),
            'L' | 'C' | 'R' => pieces.push(String::new()),
            '"' => rest = rest.split_once('"').map_or("", |(_, more)| more),
            'K' => {
                let end = rest.char_indices().nth(6).map_or(rest.len(), |(at, _)| at);
                rest = &rest[end..];
            }
            '0'..='9' => rest = rest.trim_start_matches(|c: char| c.is_ascii_digit()),
            _ => {}
        }
    }
    push(&mut pieces, rest);
    pieces
}

fn push(pieces: &mut [String], text: &str) {
    if let Some(piece) = pieces.last_mut() {
        piece.push_str(text);
    }
}

/// The pieces that are kept of a sheet with these cells: those that say something, each once.
pub(super) fn kept(pieces: &[String], cells: &[RawCell]) -> Vec<String> {
    if cells.is_empty() {
        return Vec::new();
    }
    let cleaned = pieces.iter().filter(|piece| !is_blank(piece));
    let mut kept: Vec<String> = cleaned.map(|piece| clean(piece, false)).collect();
    kept.retain(|piece| piece.contains(char::is_alphabetic));
    kept.sort();
    kept.dedup();
    kept.truncate(MOST);
    kept
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn codes_are_no_words() {
        let said = |code| {
            let words = words(code).into_iter().filter(|piece| !piece.is_empty());
            words.collect::<Vec<_>>().join("|")
        };
        for (code, wanted) in [
            (
                "&LBiểu 01&CĐơn vị tính: nghìn&RTrang &P/&N",
                "Biểu 01|Đơn vị tính: nghìn|Trang /",
            ),
            ("&C&\"Times New Roman,Bold\"&12Năm 2019", "Năm 2019"),
            ("&C&KFF0000A && B&D&T&Z&F&A&G", "A & B"),
            ("&L&9 2019", " 2019"),
            ("Năm 2019", "Năm 2019"),
            ("&", ""),
            ("&K12", ""),
        ] {
            assert_eq!(said(code), wanted, "{code}");
        }
    }
}

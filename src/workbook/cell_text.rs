//! Text from outside as cells of Excel can hold it.

use crate::words::official;

/// UTF-16 units that Excel keeps in a cell.
const LONGEST: usize = 32_767;

/// Whether a byte is of no character that a cell cannot hold; most texts have no others.
const fn is_plain(byte: u8) -> bool {
    // Control characters begin with 0xC2, those that are none with 0xEF.
    byte >= 0x20 && !matches!(byte, 0x7F | 0xC2 | 0xEF)
}

/// Text as one cell can hold it: without control characters; of what is longer, the beginning, and words that say so.
pub(super) fn fitting(text: &str) -> String {
    if text.len() <= LONGEST && text.bytes().all(is_plain) {
        return text.to_owned();
    }
    let fits = |c: &char| {
        matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'))
    };
    let clean: String = text.chars().filter(fits).collect();
    if length(&clean) <= LONGEST {
        return clean;
    }
    let told = official("consolidated.cut");
    let room = LONGEST - length(&told);
    format!("{}{told}", &clean[..end_within(&clean, room)])
}

/// A text in pieces that a cell can hold whole, torn between paragraphs or words where there are any; a blank text is one
/// blank piece.
pub(super) fn pieces(text: &str) -> Vec<String> {
    pieces_of(text, LONGEST)
}

/// The same in pieces of at most so many UTF-16 units, which is no more than a cell can hold.
pub(super) fn pieces_of(text: &str, most: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let (mut piece, mut used) = (String::new(), 0);
    for mut word in text.split_inclusive(['\n', ' ']) {
        let needed = length(word);
        if used + needed > most && !piece.is_empty() {
            pieces.push(piece.trim_end().to_owned());
            piece.clear();
            used = 0;
        }
        while length(word) > most {
            let (begin, rest) = word.split_at(end_within(word, most));
            pieces.push(begin.to_owned());
            word = rest;
        }
        piece.push_str(word);
        used += length(word);
    }
    pieces.push(piece.trim_end().to_owned());
    pieces
}

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Where the text ends that takes at most so many UTF-16 units.
fn end_within(text: &str, most: usize) -> usize {
    let mut used = 0;
    let beyond = text.char_indices().find(|(_, c)| {
        used += c.len_utf16();
        used > most
    });
    beyond.map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_no_cell_can_hold_is_cleaned_and_what_is_left_out_is_told() {
        assert_eq!(fitting("a\u{1}b\u{FFFE}\n=c"), "ab\n=c");
        let whole = "𠮷".repeat(LONGEST / 2);
        assert_eq!(fitting(&whole), whole);
        let cut = fitting(&"dài".repeat(20_000));
        assert!(cut.encode_utf16().count() <= LONGEST);
        assert!(cut.ends_with(&official("consolidated.cut")), "{cut}");
    }

    #[test]
    fn a_long_text_goes_on_in_the_next_piece_without_losing_a_word() {
        let words = "một hai ba bốn ".repeat(300);
        let some = pieces_of(&words, 1_400);
        assert!(some.len() > 1);
        assert_eq!(some.join(" "), words.trim_end());
        assert_eq!(pieces(""), [""]);
    }

    #[test]
    fn a_text_without_a_space_is_torn_where_the_cell_ends() {
        for text in ["đ".repeat(70_000), format!("a {} b", "𠮷".repeat(40_000))] {
            let pieces = pieces(&text);
            assert!(pieces.len() > 1);
            assert!(pieces.iter().all(|piece| length(piece) <= LONGEST));
            let without = |text: &str| text.replace(' ', "");
            assert_eq!(without(&pieces.concat()), without(&text));
        }
    }
}

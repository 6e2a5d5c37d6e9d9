//! The number that a clerk gave to a final: a later final with other figures is another document, and has none yet.

use crate::docx::edited::{Splices, Text};
use crate::msg;
use crate::words::Message;
use quick_xml::escape::escape;
use std::ops::Range;

/// Lines with text from the top among which that of the number is.
const HEAD: usize = 20;

/// Takes the number out of a document that has one, and says so.
pub(super) fn take_out(scanned: &Text, lines: &[String], splices: &mut Splices) -> Option<Message> {
    let filled = lines.iter().enumerate();
    let mut filled = filled
        .filter(|(_, line)| !line.trim().is_empty())
        .take(HEAD);
    let (paragraph, digits) = filled.find_map(|(at, line)| Some((at, number_in(line)?)))?;
    let mut from = 0;
    for piece in scanned.pieces.iter().filter(|p| p.paragraph == paragraph) {
        let here = from..from + piece.text.len();
        from = here.end;
        let (start, end) = (digits.start.max(here.start), digits.end.min(here.end));
        if start < end && !piece.bytes.is_empty() {
            let (before, behind) = (
                &piece.text[..start - here.start],
                &piece.text[end - here.start..],
            );
            let blank = " ".repeat(end - start + 4);
            let text = [before, &blank, behind].concat();
            splices.replace(piece.bytes.clone(), escape(text.as_str()).into_owned());
        }
    }
    let number = lines[paragraph].trim();
    Some(msg!("edited.number-left-out", number = number))
}

/// Where the number stands in "Số: 12/BC-UBND"; `None` where it is left blank.
fn number_in(line: &str) -> Option<Range<usize>> {
    let head = line.split_once('/')?.0;
    let start = head.find(|c: char| c.is_ascii_digit())?;
    let words: String = head[..start]
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect();
    let number = head[start..].trim_end();
    let is_number = number.chars().all(char::is_alphanumeric);
    (words.to_lowercase() == "số" && is_number).then(|| start..start + number.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_document_is_told_from_its_blank_and_from_other_lines() {
        let found = |line: &str| number_in(line).map(|at| line[at].to_owned());
        assert_eq!(found("Số: 12/BC-UBND").as_deref(), Some("12"));
        assert_eq!(found("SỐ 07a /BC-UBND").as_deref(), Some("07a"));
        assert_eq!(found("Số:        /BC-UBND"), None);
        assert_eq!(found("Có 14/14 xã"), None);
        assert_eq!(found("Số 3 phố A/B"), None);
        assert_eq!(found("Số 12"), None);
    }
}

//! What the head of a document says of itself: its kind, number and day.

use super::reading::Document;
use super::styles_of;
use crate::decree::{Component, NUMBER_LABEL};
use crate::docx::edited::{self, NotRead, Package};
use crate::value::Day;

/// What stands at the head of a document; what the clerk has not filled in is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// Its number with its symbol, e.g. `123/BC-UBND`.
    pub number: Option<String>,
    /// Its day.
    pub day: Option<Day>,
    /// It is marked as a draft.
    pub is_draft: bool,
}

/// Reads the head of a document, whoever made it.
///
/// # Errors
/// When it is no DOCX, or too large.
pub fn letterhead(bytes: &[u8]) -> Result<Letterhead, NotRead> {
    let mut package = Package::open(bytes)?;
    let body = package.text(edited::BODY)?.unwrap_or_default();
    let styles = styles_of(&mut package)?;
    let text = edited::scan(&body)?;
    let mark = crate::words::official("docx.draft-mark");
    let lines = text.lines();
    let first = lines.iter().find(|line| !line.trim().is_empty());
    let document = Document::of(&text, &styles);
    let said = |component| {
        let line = document.first(component);
        line.map_or_else(String::new, |line| line.text.trim().to_owned())
    };
    Ok(Letterhead {
        number: number(&said(Component::Number)),
        day: day(&said(Component::PlaceAndDate)),
        is_draft: first.is_some_and(|line| line.trim() == mark.trim()),
    })
}

/// "Số: 05/BC-UBND" as "05/BC-UBND".
fn number(line: &str) -> Option<String> {
    let rest = line.strip_prefix(NUMBER_LABEL)?;
    let (digits, symbol) = rest.split_once('/')?;
    let digits = digits.trim();
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| format!("{digits}/{}", symbol.trim()))
}

/// The day of "Đông Sơn, ngày 20 tháng 11 năm 2020".
fn day(line: &str) -> Option<Day> {
    let (_, words) = line.rsplit_once("ngày")?;
    let words: Vec<&str> = words.split_whitespace().collect();
    let [day, "tháng", month, "năm", year] = words.as_slice() else {
        return None;
    };
    Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_clerk_left_blank_is_no_number_and_no_day() {
        assert_eq!(number("Số: 05/BC-UBND").as_deref(), Some("05/BC-UBND"));
        assert_eq!(number("Số:       /BC-UBND"), None);
        assert_eq!(number("Số: …/BC-UBND"), None);
        let twentieth = jiff::civil::date(2020, 11, 20);
        assert_eq!(day("Đông Sơn, ngày 20 tháng 11 năm 2020"), Some(twentieth));
        assert_eq!(day("Đông Sơn, ngày    tháng 11 năm 2020"), None);
        assert_eq!(day("Đông Sơn, ngày 31 tháng 11 năm 2020"), None);
    }
}

//! A comment of this program as XML (ECMA-376 Part 1, 17.13.4.2).

use super::text;
use quick_xml::escape::escape;
use std::fmt::Write as _;

/// Who they are by.
pub(super) const AUTHOR: &str = "tonghop";

/// A comment, each line of its text a paragraph. `at` is its time, RFC 3339; unknown when empty.
pub(super) fn comment(id: u32, initials: &str, words: &str, at: &str) -> String {
    let date = at
        .parse::<jiff::Timestamp>()
        .map(|at| at.strftime(r#" w:date="%Y-%m-%dT%H:%M:%SZ""#).to_string())
        .unwrap_or_default();
    let initials = escape(initials);
    let mut out =
        format!(r#"<w:comment w:id="{id}" w:author="{AUTHOR}" w:initials="{initials}"{date}>"#);
    for line in words.lines() {
        let line = text::clean(line);
        let _ = write!(
            out,
            r#"<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t>{}</w:t></w:r></w:p>"#,
            escape(line.as_str())
        );
    }
    out + "</w:comment>"
}

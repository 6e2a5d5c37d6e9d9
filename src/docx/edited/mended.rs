//! A body as `LibreOffice` writes it when text in a plain-text control was replaced under change tracking.
//!
//! The mark of each change is opened before the control and closed within it, which is no XML; the same mark stands around
//! the text inside once more. The control is written once for what is before the change, for each change and for what is
//! behind it, and each time the whole text of the control, deleted words and all, stands behind that of the piece.

use super::splice::Splices;
use std::ops::Range;

const CONTENT: &str = "<w:sdtContent>";
const CONTROL: &str = "<w:sdt>";
const CONTROL_END: &str = "</w:sdt>";

/// The body with each such outer mark and each such repeated text taken away; all else as it is.
pub(super) fn mended(xml: String) -> String {
    let mut splices = Splices::default();
    for change in ["ins", "del"] {
        let broken = format!("{CONTENT}</w:{change}>");
        for (at, _) in xml.match_indices(&broken) {
            let Some(control) = xml[..at].rfind(CONTROL) else {
                continue;
            };
            let opened = xml[..control].rfind('<').map(|from| from..control);
            let opened = opened.filter(|mark| {
                let mark = &xml[mark.clone()];
                mark.starts_with(&format!("<w:{change} ")) && mark.ends_with('>')
            });
            if let Some(opened) = opened {
                for repeated in repeated(&xml, opened.start, at) {
                    splices.cut(repeated);
                }
                splices.cut(opened);
                splices.cut(at + CONTENT.len()..at + broken.len());
            }
        }
    }
    if splices.is_empty() {
        xml
    } else {
        splices.apply(&xml)
    }
}

/// The texts that say all that a control held, in the broken one whose mark begins at `mark` and whose content begins at
/// `content`, and in the controls right before and right behind it.
fn repeated(xml: &str, mark: usize, content: usize) -> Vec<Range<usize>> {
    let Some(end) = xml[content..].find(CONTROL_END) else {
        return Vec::new();
    };
    let own = texts(xml, content..content + end);
    // Its own words come first, the repeated text is the last of two.
    let [_, .., whole] = own.as_slice() else {
        return Vec::new();
    };
    let words = &xml[whole.clone()];
    let mut out = vec![whole.clone()];
    let before = xml[..mark].strip_suffix(CONTROL_END);
    let before = before.and_then(|head| Some(texts(xml, head.rfind(CONTROL)?..head.len())));
    let behind = content + end + CONTROL_END.len();
    let next = xml[behind..].starts_with(CONTROL);
    let next = next.then(|| xml[behind..].find(CONTROL_END)).flatten();
    let next = next.map(|end| texts(xml, behind..behind + end));
    for beside in [before, next].into_iter().flatten() {
        if let [only] = beside.as_slice()
            && xml[only.clone()] == *words
        {
            out.push(only.clone());
        }
    }
    out
}

/// Where the words of runs stand within a range.
fn texts(xml: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = range.start;
    while let Some(found) = xml[at..range.end].find('<') {
        let tag = at + found;
        let Some(close) = xml[tag..range.end].find('>') else {
            break;
        };
        let name = &xml[tag + 1..tag + close];
        at = tag + close + 1;
        let is_text = ["w:t", "w:delText"].contains(&name.split(' ').next().unwrap_or_default());
        if is_text && let Some(end) = xml[at..range.end].find('<') {
            out.push(at..at + end);
            at += end;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_that_begins_before_a_control_and_ends_within_it_is_mended() {
        let control = |change: &str, text: &str| {
            format!(
                "<w:{change} w:id=\"1\"><w:sdt><w:sdtPr/><w:sdtContent></w:{change}>\
                 <w:{change} w:id=\"2\"><w:r>{text}</w:r></w:{change}></w:sdtContent></w:sdt>"
            )
        };
        let broken = control("del", "<w:delText>7</w:delText>") + &control("ins", "<w:t>8</w:t>");
        let broken = format!("<w:document><w:p>{broken}</w:p></w:document>");
        assert!(crate::docx::edited::scan(&broken).is_err());
        let text = crate::docx::edited::scan(&mended(broken)).expect("it is XML now");
        assert_eq!(text.lines(), ["8"]);
        assert_eq!((text.changes, text.controls.len()), (2, 2));
        // Each piece also holds all that the control held.
        let whole = |inside: &str| {
            format!("<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
        };
        let all = "<w:r><w:t>78</w:t></w:r>";
        let repeated = [
            whole(all),
            control("del", "<w:delText>7</w:delText><w:delText>78</w:delText>"),
            control("ins", "<w:t>8</w:t><w:t xml:space=\"preserve\">78</w:t>"),
            whole(all),
        ];
        let repeated = format!("<w:document><w:p>{}</w:p></w:document>", repeated.concat());
        let text = crate::docx::edited::scan(&mended(repeated)).expect("it is XML now");
        assert_eq!(text.lines(), ["8"]);
        let whole = "<w:p><w:ins w:id=\"1\"><w:r/></w:ins></w:p>".to_owned();
        assert_eq!(mended(whole.clone()), whole);
    }
}

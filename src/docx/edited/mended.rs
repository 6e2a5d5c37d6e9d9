//! A body as `LibreOffice` writes it when text in a control was replaced under change tracking: the mark of the change is
//! opened before the control and closed within it, which is no XML. The same mark stands around the text inside once more.

use std::ops::Range;

/// The body with each such outer mark taken away; all else as it is.
pub(super) fn mended(xml: String) -> String {
    const CONTENT: &str = "<w:sdtContent>";
    let mut cuts: Vec<Range<usize>> = Vec::new();
    for change in ["ins", "del"] {
        let broken = format!("{CONTENT}</w:{change}>");
        for (at, _) in xml.match_indices(&broken) {
            let Some(control) = xml[..at].rfind("<w:sdt>") else {
                continue;
            };
            let opened = xml[..control].rfind('<').map(|from| from..control);
            let opened = opened.filter(|mark| {
                let mark = &xml[mark.clone()];
                mark.starts_with(&format!("<w:{change} ")) && mark.ends_with('>')
            });
            if let Some(opened) = opened {
                cuts.extend([opened, at + CONTENT.len()..at + broken.len()]);
            }
        }
    }
    if cuts.is_empty() {
        return xml;
    }
    cuts.sort_by_key(|cut| cut.start);
    let mut out = String::with_capacity(xml.len());
    let mut from = 0;
    for cut in cuts {
        out.push_str(xml.get(from..cut.start).unwrap_or_default());
        from = cut.end;
    }
    out + xml.get(from..).unwrap_or_default()
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
        let whole = "<w:p><w:ins w:id=\"1\"><w:r/></w:ins></w:p>".to_owned();
        assert_eq!(mended(whole.clone()), whole);
    }
}

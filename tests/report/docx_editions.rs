//! What stands beside the text of a draft and of a review, and of nothing in a final.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test fails the test, as the test itself does"
)]

use crate::docx_sample::{document, machines, paragraph};
use std::io::Read;
use tonghop::decree::Choice;
use tonghop::docx;
use tonghop::docx::control;
use tonghop::model::document::{Annotations, Document, Edition};

fn part(bytes: &[u8], path: &str) -> Option<String> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut out = String::new();
    zip.by_name(path).ok()?.read_to_string(&mut out).unwrap();
    Some(out)
}

fn attributes<'x>(xml: &'x str, element: &str) -> Vec<&'x str> {
    xml.split(&format!("<{element} w:val=\""))
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// One paragraph with two figures, of which one is named "Số máy <1>".
fn small(edition: Edition) -> Document {
    let mut document = document(edition);
    document.blocks = vec![paragraph("Có {269} máy, {14} xã.")];
    document
        .annotations
        .labels
        .insert("so_1".parse().expect("an id"), "Số máy <1>".into());
    document
}

#[test]
fn a_figure_stands_in_a_control_with_three_names() {
    let bytes = docx::write(&small(Edition::Draft), Choice::default()).unwrap();
    let xml = part(&bytes, "word/document.xml").unwrap();
    assert_eq!(xml.matches("<w:sdt>").count(), 1, "{xml}");
    let tag = attributes(&xml, "w:tag")[0];
    assert!(tag.starts_with("so_1#"), "{tag}");
    assert_eq!(attributes(&xml, "w:alias"), ["Số máy &lt;1&gt;"]);
    let start = format!("<w:bookmarkStart w:id=\"1\" w:name=\"{}", control::BOOKMARK);
    assert!(xml.contains(&start), "{xml}");
    let inside = xml.split_once("<w:sdtContent>").unwrap().1;
    let inside = inside.split_once("</w:sdtContent>").unwrap().0;
    assert!(
        inside.contains(">269<") && !inside.contains("máy"),
        "{inside}"
    );
    assert!(!xml.contains("rStyle"), "{xml}");
}

#[test]
fn a_final_is_clean() {
    let mut document = small(Edition::Final);
    document.annotations = Annotations::default();
    let bytes = docx::write(&document, Choice::default()).unwrap();
    let xml = part(&bytes, "word/document.xml").unwrap();
    for trace in ["w:sdt", "bookmark", "comment", "rStyle"] {
        assert!(!xml.contains(trace), "{trace} in {xml}");
    }
    assert!(part(&bytes, "word/comments.xml").is_none());
}

#[test]
fn a_review_comments_figures_and_passages() {
    let mut document = small(Edition::Review);
    let annotations = &mut document.annotations;
    annotations.figures.insert(
        "so_1".parse().expect("an id"),
        "Mới có 13/14 đơn vị & còn thiếu.\nHai".into(),
    );
    annotations.passages.insert(1, "Tùy theo: a".into());
    let bytes = docx::write(&document, Choice::default()).unwrap();
    let comments = part(&bytes, "word/comments.xml").unwrap();
    assert_eq!(comments.matches("<w:comment ").count(), 2);
    assert!(
        comments.contains("13/14 đơn vị &amp; còn thiếu."),
        "{comments}"
    );
    let xml = part(&bytes, "word/document.xml").unwrap();
    for piece in ["commentRangeStart", "commentRangeEnd", "commentReference"] {
        assert_eq!(xml.matches(&format!("<w:{piece} ")).count(), 2, "{piece}");
    }
}

#[test]
fn sources_stand_in_a_section_of_their_own_on_its_side() {
    let mut document = small(Edition::Review);
    document.annotations.sources = Some(machines(30));
    let xml = part(
        &docx::write(&document, Choice::default()).unwrap(),
        "word/document.xml",
    )
    .unwrap();
    let sections: Vec<&str> = xml.split("<w:sectPr").skip(1).collect();
    assert_eq!(sections.len(), 2);
    assert!(
        sections[0].contains(r#"<w:pgSz w:w="11906" w:h="16838""#),
        "{}",
        sections[0]
    );
    assert!(sections[1].contains(r#"w:w="16838" w:h="11906" w:orient="landscape""#));
    assert!(sections[1].contains(r#"<w:pgNumType w:start="1"/>"#));
    assert!(!sections[0].contains("pgNumType"));
}

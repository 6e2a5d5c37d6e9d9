//! What stands beside the text of a draft or a review that people edited says what is true after a refresh.

use crate::campaign_run::{Folder, paragraphs};
use crate::package;
use crate::refresh::{arrives, edited, part, refresh, waiting};
use std::path::Path;
use tonghop::store::folder::write_whole;

const DRAFT: &str = "4-ket-qua/bao-cao_du-thao.docx";
const REVIEW: &str = "4-ket-qua/bao-cao_ra-soat.docx";

fn refreshed(folder: &Folder) -> std::path::PathBuf {
    folder.file("4-ket-qua/sua_cap-nhat.docx")
}

fn text_of(path: &Path) -> String {
    paragraphs(&std::fs::read(path).expect("read")).join("\n")
}

/// Each comment as XML.
fn comments(path: &Path) -> Vec<String> {
    let xml = part(path, "word/comments.xml").unwrap_or_default();
    let all = xml.split("<w:comment ").skip(1);
    all.map(|one| {
        one.split("</w:comment>")
            .next()
            .unwrap_or_default()
            .to_owned()
    })
    .collect()
}

/// Each comment has one mark of each kind, and each mark its comment.
fn marks_fit(path: &Path) {
    let body = part(path, "word/document.xml").expect("its text");
    let ids: Vec<String> = comments(path)
        .iter()
        .map(|one| one.split('"').nth(1).expect("its id").to_owned())
        .collect();
    for mark in ["commentRangeStart", "commentRangeEnd", "commentReference"] {
        assert_eq!(body.matches(&format!("<w:{mark} ")).count(), ids.len());
        for id in &ids {
            assert_eq!(
                body.matches(&format!("<w:{mark} w:id=\"{id}\"")).count(),
                1,
                "{mark} {id}"
            );
        }
    }
    roxmltree::Document::parse(&body).expect("well formed");
}

#[test]
fn the_box_of_a_refreshed_draft_says_what_is_missing_now_and_keeps_a_line_of_a_person() {
    let (folder, draft, late) = waiting("--draft", DRAFT);
    let file = edited(&folder, &draft, |xml| {
        let line = "<w:p><w:r><w:t>Chị Lan gọi xã ngày thứ hai.</w:t></w:r></w:p></w:tc>";
        xml.replacen("</w:tc>", line, 1)
    });
    assert!(text_of(&file).contains("Xã Đông Ninh chưa gửi biểu"));
    arrives(&folder, &late);
    refresh(&folder, &file, &[]);
    let text = text_of(&refreshed(&folder));
    assert!(!text.contains("chưa gửi biểu"), "{text}");
    assert!(
        text.contains("DỰ THẢO") && text.contains("Chị Lan gọi xã"),
        "{text}"
    );
    assert!(text.contains("chỗ trong văn bản phải xem lại"), "{text}");
    let again = refresh(&folder, &refreshed(&folder), &[]);
    assert!(again.err.contains("Không phải đưa thêm"), "{}", again.err);
    assert!(!folder.file("4-ket-qua/sua_cap-nhat-lan-2.docx").exists());
}

#[test]
fn comments_of_a_refreshed_review_are_those_of_a_review_written_now_and_those_of_people_stay() {
    let (folder, review, late) = waiting("--review", REVIEW);
    let bytes = package::changed_texts(&std::fs::read(&review).expect("a review"), |name, text| {
        match name {
        "word/comments.xml" => text.replacen(
            "</w:comments>",
            r#"<w:comment w:id="9000" w:author="Người đọc"><w:p><w:r><w:t>Xem lại câu này</w:t></w:r></w:p></w:comment></w:comments>"#,
            1,
        ),
        "word/document.xml" => {
            let at = text.find("Khoảng").expect("a sentence");
            let from = text[..at].rfind("<w:r>").expect("its run");
            let to = at + text[at..].find("</w:r>").expect("its end") + "</w:r>".len();
            format!(
                "{}<w:commentRangeStart w:id=\"9000\"/>{}<w:commentRangeEnd w:id=\"9000\"/><w:r><w:commentReference w:id=\"9000\"/></w:r>{}",
                &text[..from], &text[from..to], &text[to..]
            )
        }
        _ => text,
    }
    });
    let file = folder.file("sua.docx");
    write_whole(&file, &bytes).expect("written");
    let before = comments(&file);
    assert!(
        before
            .iter()
            .any(|one| one.contains("Mới có số liệu của 13/14"))
    );
    arrives(&folder, &late);
    refresh(&folder, &file, &[]);
    let after = comments(&refreshed(&folder));
    assert!(!after.iter().any(|one| one.contains("13/14")), "{after:?}");
    assert!(
        after.iter().any(|one| one.contains("Xem lại câu này")),
        "{after:?}"
    );
    assert!(
        after.iter().any(|one| one.contains("251 → 269")),
        "{after:?}"
    );
    marks_fit(&refreshed(&folder));
}

#[test]
fn the_annex_of_sources_of_a_refreshed_review_is_written_anew() {
    let (folder, review, late) = waiting("--review", REVIEW);
    let file = edited(&folder, &review, |xml| {
        xml.replacen("Khoảng", "Theo rà soát, khoảng", 1)
    });
    arrives(&folder, &late);
    refresh(&folder, &file, &[]);
    folder.tonghop("report", &["--review"]);
    let annex = |path: &Path| {
        let text = text_of(path);
        let (_, annex) = text.split_once("BẢNG NGUỒN SỐ LIỆU").expect("an annex");
        annex.to_owned()
    };
    assert_eq!(annex(&refreshed(&folder)), annex(&review));
    assert_ne!(annex(&refreshed(&folder)), annex(&file));
}

#[test]
fn an_annex_of_sources_that_a_person_worked_on_stays_and_says_that_it_is_old() {
    let (folder, review, late) = waiting("--review", REVIEW);
    let file = edited(&folder, &review, |xml| {
        let at = xml.rfind("Bảng để rà soát").expect("its note");
        format!("{}Đã đối chiếu với xã. {}", &xml[..at], &xml[at..])
    });
    arrives(&folder, &late);
    let said = refresh(&folder, &file, &[]);
    assert!(text_of(&refreshed(&folder)).contains("Đã đối chiếu với xã."));
    assert!(
        said.err.contains("số liệu trong bảng là của lần lập trước"),
        "{}",
        said.err
    );
    let after = comments(&refreshed(&folder));
    assert!(
        after
            .iter()
            .any(|one| one.contains("số liệu trong bảng là của lần lập trước"))
    );
    marks_fit(&refreshed(&folder));
}

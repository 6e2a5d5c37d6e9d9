//! A draft that people edited gets the current figures, and nothing else of it changes.

use crate::campaign_run::{Folder, Said, paragraphs};
use crate::package;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use tonghop::store::folder::write_whole;

/// The return that comes late.
const LATE: &str = "2-nhan-ve/Đông Ninh - biểu CNTT 2020.xlsx";
const DRAFT: &str = "4-ket-qua/bao-cao_du-thao.docx";

/// A campaign whose draft or review was written before the last return came; the draft's path.
pub(crate) fn waiting(edition: &str, file: &str) -> (Folder, PathBuf, Vec<u8>) {
    let folder = Folder::sample();
    let late = std::fs::read(folder.file(LATE)).expect("a return");
    std::fs::remove_file(folder.file(LATE)).expect("taken away");
    folder.tonghop("ingest", &[]);
    folder.tonghop("report", &[edition]);
    let draft = folder.file(file);
    assert!(draft.is_file());
    (folder, draft, late)
}

pub(crate) fn arrives(folder: &Folder, late: &[u8]) {
    write_whole(&folder.file(LATE), late).expect("written");
    folder.tonghop("ingest", &[]);
}

pub(crate) fn part(path: &Path, name: &str) -> Option<String> {
    let bytes = std::fs::read(path).expect("a document");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut text = String::new();
    zip.by_name(name)
        .ok()?
        .read_to_string(&mut text)
        .expect("UTF-8");
    Some(text)
}

/// The document with its text edited, under another name in the campaign's folder.
pub(crate) fn edited(folder: &Folder, draft: &Path, edit: impl Fn(String) -> String) -> PathBuf {
    let bytes = std::fs::read(draft).expect("the draft");
    let bytes = package::changed_texts(&bytes, |name, text| {
        if name != "word/document.xml" {
            return text;
        }
        let changed = edit(text.clone());
        assert_ne!(changed, text, "the edit meets nothing");
        changed
    });
    let path = folder.file("sua.docx");
    write_whole(&path, &bytes).expect("written");
    path
}

pub(crate) fn refresh(folder: &Folder, file: &Path, more: &[&str]) -> Said {
    let file = file.to_string_lossy().into_owned();
    let mut arguments = vec!["--refresh", &file];
    arguments.extend(more);
    let mut said = folder.tonghop("report", &arguments);
    said.err.insert_str(0, &said.out);
    said
}

/// The ids of what is open.
fn open_ids(said: &Said) -> Vec<String> {
    let lines = said
        .err
        .lines()
        .filter_map(|line| line.strip_prefix("  - "));
    let ids = lines.filter(|line| line.starts_with("DOAN-"));
    ids.filter_map(|line| Some(line.split_once(':')?.0.to_owned()))
        .collect()
}

/// Accepts that a number which was kept for the computers is not the sum of its kinds.
fn accept_sums(folder: &Folder) {
    for id in ["dot-X-MAY-01", "dot-X-MAY-03"] {
        let done = folder.tonghop("accept", &[id, "--reason", "kiểm kê lại"]);
        assert_eq!(done.code, 0, "{}", done.err);
    }
}

/// The officer keeps every passage as it is.
fn accept_all(folder: &Folder, said: &Said) {
    for id in open_ids(said) {
        let done = folder.tonghop("accept", &[&id, "--reason", "đã đọc lại"]);
        assert_eq!(done.code, 0, "{}", done.err);
    }
}

/// The XML without what stands in controls, and without the marks of comments.
fn around_controls(xml: &str) -> String {
    let mut out = String::new();
    let without = uncommented(xml);
    let mut rest = without.as_str();
    while let Some((before, after)) = rest.split_once("<w:sdtContent>") {
        out.push_str(before);
        rest = after.split_once("</w:sdtContent>").expect("its end").1;
    }
    out + rest
}

/// The XML behind the box at the head, which says what is missing now.
fn behind_box(xml: &str) -> &str {
    xml.split_once("</w:tbl>").expect("a box").1
}

/// The XML without the marks of comments.
fn uncommented(xml: &str) -> String {
    let mut out = xml.to_owned();
    for (from, to) in [
        ("<w:commentRangeStart ", "/>"),
        ("<w:commentRangeEnd ", "/>"),
        ("<w:r><w:commentReference ", "</w:r>"),
    ] {
        while let Some(at) = out.find(from) {
            let end = at + out[at..].find(to).expect("its end") + to.len();
            out.replace_range(at..end, "");
        }
    }
    out
}

#[test]
fn current_figures_go_in_and_nothing_else_changes() {
    let (folder, draft, late) = waiting("--draft", DRAFT);
    let file = edited(&folder, &draft, |xml| {
        xml.replacen("Khoảng", "Theo rà soát, khoảng", 1)
    });
    arrives(&folder, &late);
    let said = refresh(&folder, &file, &[]);
    assert!(said.err.contains("251 → 269"), "{}", said.err);
    assert!(said.err.contains("Máy tính xách tay | "), "{}", said.err);
    let refreshed = folder.file("4-ket-qua/sua_cap-nhat.docx");
    let (before, after) = (
        part(&file, "word/document.xml").expect("its text"),
        part(&refreshed, "word/document.xml").expect("its text"),
    );
    let (before, after) = (around_controls(&before), around_controls(&after));
    assert_eq!(behind_box(&before), behind_box(&after));
    let text = paragraphs(&std::fs::read(&refreshed).expect("read")).join("\n");
    assert!(text.contains("Theo rà soát, khoảng"));
    assert!(text.contains("269 máy, 294 người"), "{text}");
    for name in ["word/styles.xml", "docProps/custom.xml"] {
        assert_eq!(part(&file, name), part(&refreshed, name));
    }
    let again = refresh(&folder, &refreshed, &[]);
    assert!(again.err.contains("Không phải đưa thêm"), "{}", again.err);
    assert!(!again.err.contains("đã đúng với hiện nay"), "{}", again.err);
}

#[test]
fn a_sentence_chosen_for_another_case_is_named_once_with_what_it_would_be_now() {
    let (folder, draft, late) = waiting("--draft", DRAFT);
    arrives(&folder, &late);
    let said = refresh(&folder, &draft, &[]);
    assert_eq!(said.code, 1);
    let words = "14/14 xã, thị trấn đều sử dụng phần mềm trong công việc chuyên môn.";
    assert_eq!(said.err.matches(words).count(), 1, "{}", said.err);
    assert!(!said.err.contains("trường hợp khác"), "{}", said.err);
}

#[test]
fn what_a_person_typed_over_stays_and_is_told() {
    let (folder, draft, late) = waiting("--draft", DRAFT);
    let file = edited(&folder, &draft, |xml| {
        let at = xml.find(">251<").expect("a figure");
        format!("{}>260<{}", &xml[..at], &xml[at + 5..])
    });
    arrives(&folder, &late);
    let said = refresh(&folder, &file, &[]);
    assert!(
        said.err
            .contains("gõ tay thành \"260\", số liệu hiện nay là 269"),
        "{}",
        said.err
    );
    let text = part(
        &folder.file("4-ket-qua/sua_cap-nhat.docx"),
        "word/document.xml",
    );
    assert!(text.expect("its text").contains(">260<"));
}

#[test]
fn a_lost_tag_is_made_up_for_by_the_alias_and_a_lost_control_by_the_bookmark() {
    let (folder, draft, late) = waiting("--draft", DRAFT);
    let without = |xml: &str, element: &str| -> String {
        let mut out = String::new();
        for (at, piece) in xml.split(&format!("<{element} ")).enumerate() {
            out.push_str(if at == 0 {
                piece
            } else {
                piece.split_once("/>").expect("its end").1
            });
        }
        out
    };
    let no_tags = edited(&folder, &draft, |xml| without(&xml, "w:tag"));
    arrives(&folder, &late);
    let said = refresh(&folder, &no_tags, &[]);
    assert!(said.err.contains("251 → 269"), "{}", said.err);
    assert!(said.err.contains("tìm theo tên hiển thị"), "{}", said.err);
    let bare = edited(&folder, &draft, |xml| {
        let mut out = String::new();
        let mut rest = xml.as_str();
        while let Some((before, after)) = rest.split_once("<w:sdt>") {
            let (_, content) = after.split_once("<w:sdtContent>").expect("content");
            let (content, behind) = content.split_once("</w:sdtContent></w:sdt>").expect("end");
            out.push_str(before);
            out.push_str(content);
            rest = behind;
        }
        out + rest
    });
    let said = refresh(&folder, &bare, &[]);
    assert!(said.err.contains("251 → 269"), "{}", said.err);
    // As in a final of ours, whose figures stand between bookmarks alone.
    assert!(!said.err.contains("tìm theo tên hiển thị"), "{}", said.err);
}

#[test]
fn digits_typed_against_a_figure_keep_the_final_back_until_they_are_gone() {
    let (folder, review, late) = waiting("--review", "4-ket-qua/bao-cao_ra-soat.docx");
    arrives(&folder, &late);
    let digit = "<w:r><w:t>1</w:t></w:r>";
    let (open, close) = ("<w:sdt>", "</w:sdt>");
    for (mark, read) in [(open, "1251"), (close, "2511")] {
        let file = edited(&folder, &review, |xml| {
            let figure = xml.find(">251</w:t>").expect("the figure");
            let at = if mark == open {
                xml[..figure].rfind(open).expect("its control")
            } else {
                figure + xml[figure..].find(close).expect("its end") + close.len()
            };
            format!("{}{digit}{}", &xml[..at], &xml[at..])
        });
        let said = refresh(&folder, &file, &["--final"]);
        let told = format!("nên đọc thành {read}; số liệu hiện nay là 269");
        assert!(said.err.contains(&told), "{}", said.err);
        assert_ne!(said.code, 0, "{}", said.err);
    }
}

#[test]
fn a_final_made_from_an_edited_review_is_clean() {
    let (folder, review, late) = waiting("--review", "4-ket-qua/bao-cao_ra-soat.docx");
    let file = edited(&folder, &review, |xml| {
        xml.replacen("Khoảng", "Theo rà soát, khoảng", 1)
    });
    let early = refresh(&folder, &file, &["--final"]);
    assert!(
        early.err.contains("Xã Đông Ninh chưa gửi biểu"),
        "{}",
        early.err
    );
    assert!(!folder.file("4-ket-qua/bao-cao.docx").exists());
    arrives(&folder, &late);
    let open = refresh(&folder, &file, &["--final"]);
    let made = folder.file("4-ket-qua/bao-cao.docx");
    assert!(!made.exists(), "{}", open.err);
    accept_all(&folder, &open);
    let said = refresh(&folder, &file, &["--final"]);
    assert!(made.is_file(), "{}", said.err);
    let xml = part(&made, "word/document.xml").expect("its text");
    for trace in ["w:sdt", "comment", "DỰ THẢO", "NGUỒN SỐ LIỆU", "landscape"] {
        assert!(!xml.contains(trace), "{trace}");
    }
    assert!(part(&made, "word/comments.xml").is_none());
    for of in ["[Content_Types].xml", "word/_rels/document.xml.rels"] {
        assert!(!part(&made, of).expect("it").contains("comments"), "{of}");
    }
    let text = paragraphs(&std::fs::read(&made).expect("read")).join("\n");
    assert!(
        text.contains("Theo rà soát, khoảng") && text.contains("269 máy"),
        "{text}"
    );
    assert!(!text.contains("Đông Ninh"), "{text}");
    // Its figures can be found again, by bookmarks that nobody sees.
    let made_of = refresh(&folder, &made, &["--final"]);
    assert!(
        made_of.err.contains("đã đúng với hiện nay"),
        "{}",
        made_of.err
    );
}

#[test]
fn tracked_changes_are_read_as_accepted_and_hold_a_final_back() {
    let (folder, draft, late) = waiting("--draft", DRAFT);
    let file = edited(&folder, &draft, |xml| {
        xml.replacen(
            "</w:p>",
            r#"<w:ins w:id="900" w:author="a"><w:r><w:t>Thêm</w:t></w:r></w:ins><w:del w:id="901" w:author="a"><w:r><w:delText>Bớt</w:delText></w:r></w:del></w:p>"#,
            1,
        )
    });
    arrives(&folder, &late);
    let said = refresh(&folder, &file, &[]);
    assert!(said.err.contains("2 chỗ theo dõi thay đổi"), "{}", said.err);
    let last = refresh(&folder, &file, &["--final"]);
    assert!(
        last.err.contains("chấp nhận hoặc bỏ các thay đổi"),
        "{}",
        last.err
    );
    assert!(!folder.file("4-ket-qua/bao-cao.docx").exists());
}

#[test]
fn what_is_no_report_of_this_campaign_is_refused_in_words() {
    let (folder, draft, _) = waiting("--draft", DRAFT);
    let bytes = std::fs::read(&draft).expect("the draft");
    let stranger = edited(&folder, &draft, |_| {
        r#"<w:document xmlns:w="x"><w:body><w:p><w:r><w:t>Lạ</w:t></w:r></w:p></w:body></w:document>"#.to_owned()
    });
    let said = refresh(&folder, &stranger, &[]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("không tìm thấy số liệu nào"),
        "{}",
        said.err
    );
    for (name, content, word) in [
        ("cut.docx", &bytes[..bytes.len() / 2], "bị hỏng"),
        (
            "text.docx",
            b"khong phai word".as_slice(),
            "không phải văn bản Word",
        ),
        ("old.docx", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1], "mật khẩu"),
    ] {
        let path = folder.file(name);
        write_whole(&path, content).expect("written");
        let said = refresh(&folder, &path, &[]);
        assert_eq!(said.code, 2, "{name}: {}", said.err);
        assert!(said.err.contains(word), "{name}: {}", said.err);
    }
}

#[test]
fn lint_says_which_number_is_stale_and_which_was_typed_over() {
    let (folder, draft, late) = waiting("--draft", DRAFT);
    let file = edited(&folder, &draft, |xml| {
        let at = xml.find(">235<").expect("a figure");
        format!("{}>777<{}", &xml[..at], &xml[at + 5..])
    });
    arrives(&folder, &late);
    let lint = |file: &Path| {
        let said = assert_cmd::Command::cargo_bin("tonghop")
            .expect("the program")
            .arg("lint")
            .arg(file)
            .arg("--campaign")
            .arg(folder.path())
            .args(["--now", "2020-11-16"])
            .output()
            .expect("it runs");
        let code = said.status.code();
        (code, String::from_utf8_lossy(&said.stdout).into_owned())
    };
    let (code, said) = lint(&file);
    assert_eq!(code, Some(1));
    assert!(said.contains("251 là số của bản trước"), "{said}");
    assert!(
        said.contains("văn bản ghi 777, số liệu hiện nay là 252"),
        "{said}"
    );
    folder.tonghop("report", &["--final"]);
    let (code, said) = lint(&folder.file("4-ket-qua/bao-cao.docx"));
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("con số trong văn bản khớp với sổ"), "{said}");
}

#[test]
fn nested_and_copied_controls_are_each_refreshed_once() {
    let (folder, draft, late) = waiting("--draft", DRAFT);
    let file = edited(&folder, &draft, |xml| {
        let at = xml.find(">251<").expect("a figure");
        let from = xml[..at].rfind("<w:sdt>").expect("its control");
        let to = at + xml[at..].find("</w:sdt>").expect("its end") + "</w:sdt>".len();
        let control = &xml[from..to];
        // The same again, and once more within a control of the person's own.
        let around = format!(
            "<w:sdt><w:sdtPr><w:tag w:val=\"cua_toi\"/></w:sdtPr><w:sdtContent>{control}</w:sdtContent></w:sdt>"
        );
        format!("{}{control}{around}{}", &xml[..to], &xml[to..])
    });
    arrives(&folder, &late);
    let said = refresh(&folder, &file, &[]);
    let text = part(
        &folder.file("4-ket-qua/sua_cap-nhat.docx"),
        "word/document.xml",
    )
    .expect("it");
    assert!(!text.contains(">251<"), "{}", said.err);
    assert_eq!(
        text.matches("<w:sdt>").count(),
        text.matches("</w:sdt>").count()
    );
    assert!(text.contains("cua_toi"));
}

#[test]
fn macros_and_packages_that_grow_are_refused() {
    let (folder, draft, _) = waiting("--draft", DRAFT);
    let packed = |name: &str, content: &[u8]| {
        let bytes = std::fs::read(&draft).expect("the draft");
        let mut parts = package::parts(&bytes);
        parts.retain(|(part, _)| part != name);
        parts.push((name.to_owned(), content.to_vec()));
        let path = folder.file("odd.docx");
        write_whole(&path, &package::packed(&parts)).expect("written");
        path
    };
    let said = refresh(&folder, &packed("word/vbaProject.bin", b"macro"), &[]);
    assert!(said.code == 2 && said.err.contains("macro"), "{}", said.err);
    let bomb = vec![b' '; 65 << 20];
    let said = refresh(&folder, &packed("word/document.xml", &bomb), &[]);
    assert!(
        said.code == 2 && said.err.contains("lớn hơn mức"),
        "{}",
        said.err
    );
}

/// Takes what was refused: the refreshed file with comments.
fn refreshed(folder: &Folder) -> PathBuf {
    folder.file("4-ket-qua/sua_cap-nhat.docx")
}

#[test]
fn a_sentence_that_no_longer_holds_keeps_the_final_back_until_it_is_mended() {
    let (folder, draft, late) = waiting("--draft", DRAFT);
    let file = edited(&folder, &draft, |xml| {
        xml.replacen("Khoảng", "Theo rà soát, khoảng", 1)
    });
    arrives(&folder, &late);
    let said = refresh(&folder, &file, &["--final"]);
    assert_eq!(said.code, 1);
    assert!(
        !folder.file("4-ket-qua/bao-cao.docx").exists(),
        "{}",
        said.err
    );
    let wanted = "14/14 xã, thị trấn đều sử dụng phần mềm trong công việc";
    assert!(said.err.contains(wanted), "{}", said.err);
    assert!(!said.err.contains("đã đúng với hiện nay"), "{}", said.err);
    // The file that is no final has it as a comment beside its paragraph.
    let comments = part(&refreshed(&folder), "word/comments.xml").expect("comments");
    assert!(comments.contains("đều sử dụng phần mềm"), "{comments}");
    let xml = part(&refreshed(&folder), "word/document.xml").expect("its text");
    let ids = open_ids(&said).len();
    assert_eq!(xml.matches("<w:commentRangeStart ").count(), ids);
    assert_eq!(xml.matches("<w:commentReference ").count(), ids);
    // A person who has read it and words it in their own way is asked no more about that passage.
    let bytes = std::fs::read(refreshed(&folder)).expect("a file");
    let mended = package::changed_texts(&bytes, |name, text| match name {
        "word/document.xml" => text.replacen(
            " sử dụng phần mềm trong công việc",
            " đều đã dùng phần mềm trong công việc",
            1,
        ),
        _ => text,
    });
    assert_ne!(mended, bytes);
    let path = folder.file("sua-hai.docx");
    write_whole(&path, &mended).expect("written");
    let left = refresh(&folder, &path, &["--final"]);
    assert!(!left.err.contains(wanted), "{}", left.err);
    accept_all(&folder, &left);
    let last = refresh(&folder, &path, &["--final"]);
    let made = folder.file("4-ket-qua/bao-cao.docx");
    assert!(made.is_file(), "{}", last.err);
    let text = paragraphs(&std::fs::read(made).expect("read")).join("\n");
    assert!(text.contains("đều đã dùng phần mềm") && text.contains("Theo rà soát, khoảng"));
}

#[test]
fn a_figure_typed_over_is_settled_by_the_officer_and_then_counts_at_every_place() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    folder.tonghop("report", &["--draft"]);
    let draft = folder.file(DRAFT);
    let file = edited(&folder, &draft, |xml| {
        let at = xml.find(">269<").expect("a figure");
        format!("{}>271<{}", &xml[..at], &xml[at + 5..])
    });
    let said = refresh(&folder, &file, &["--final"]);
    assert!(
        !folder.file("4-ket-qua/bao-cao.docx").exists(),
        "{}",
        said.err
    );
    assert!(!said.err.contains("đã đúng với hiện nay"), "{}", said.err);
    assert!(said.err.contains("tonghop settle"), "{}", said.err);
    let id = said
        .err
        .split("Mã số liệu: ")
        .nth(1)
        .and_then(|rest| rest.split(". ").next());
    let id = id.expect("the figure's id").to_owned();
    // The ledger's counts: what was typed gives way.
    let done = folder.tonghop("settle", &[&id, "--drop", "271"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let last = refresh(&folder, &file, &["--final"]);
    let made = folder.file("4-ket-qua/bao-cao.docx");
    assert!(made.is_file(), "{}", last.err);
    let text = paragraphs(&std::fs::read(&made).expect("read")).join("\n");
    assert!(
        text.contains("269 máy, 294 người") && !text.contains("271"),
        "{text}"
    );
    // What was typed counts, wherever the figure stands, in a fresh report too, and the report says so.
    let refused = folder.tonghop(
        "settle",
        &[&id, "--keep", "rất nhiều", "--reason", "kiểm kê lại"],
    );
    assert_eq!(refused.code, 2, "{}", refused.err);
    let reason = "kiểm đếm lại ngày 15/11";
    let done = folder.tonghop("settle", &[&id, "--keep", "271", "--reason", reason]);
    assert_eq!(done.code, 0, "{}", done.err);
    accept_sums(&folder);
    let open = refresh(&folder, &file, &["--final"]);
    accept_all(&folder, &open);
    let kept = refresh(&folder, &file, &["--final"]);
    let made = folder.file("4-ket-qua/bao-cao-lan-2.docx");
    assert!(made.is_file(), "{}{}", open.err, kept.err);
    let text = paragraphs(&std::fs::read(&made).expect("read")).join("\n");
    assert!(
        text.contains("271 máy, 294 người") && !text.contains("269 máy"),
        "{text}"
    );
    folder.tonghop("report", &["--review"]);
    let review = folder.report("bao-cao_ra-soat.docx").join("\n");
    assert!(
        review.contains(reason) && review.contains("271"),
        "{review}"
    );
    let explained = folder.tonghop("explain", &[&id]);
    assert!(explained.out.contains(reason), "{}", explained.out);
}

#[test]
fn a_control_that_libreoffice_broke_under_change_tracking_is_read() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    folder.tonghop("report", &["--draft"]);
    let file = edited(&folder, &folder.file(DRAFT), |xml| {
        let at = xml.find(">269<").expect("a figure");
        let from = xml[..at].rfind("<w:sdt>").expect("its control");
        let to = at + xml[at..].find("</w:sdt>").expect("its end") + "</w:sdt>".len();
        let (head, _) = xml[from..to].split_once("<w:sdtContent>").expect("content");
        let changed = |change: &str, run: &str| {
            let mark = format!("<w:{change} w:id=\"900\" w:author=\"a\">");
            format!(
                "{mark}{head}<w:sdtContent></w:{change}>{mark}<w:r>{run}</w:r></w:{change}></w:sdtContent></w:sdt>"
            )
        };
        let out = changed("del", "<w:delText>269</w:delText>");
        let put = changed("ins", "<w:t>271</w:t>");
        format!("{}{out}{put}{}", &xml[..from], &xml[to..])
    });
    let said = refresh(&folder, &file, &["--final"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.err.contains("gõ tay thành \"271\""), "{}", said.err);
    assert!(said.err.contains("Track Changes"), "{}", said.err);
    assert!(!folder.file("4-ket-qua/bao-cao.docx").exists());
}

#[test]
fn an_emptied_figure_keeps_the_final_back() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    folder.tonghop("report", &["--draft"]);
    let file = edited(&folder, &folder.file(DRAFT), |xml| {
        xml.replacen(">269<", "><", 1)
    });
    let said = refresh(&folder, &file, &["--final"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("xóa trống"), "{}", said.err);
    assert!(!folder.file("4-ket-qua/bao-cao.docx").exists());
}

#[test]
fn a_draft_edited_in_words_alone_becomes_a_final_and_a_number_of_the_leaders_own_is_asked_about_once()
 {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    folder.tonghop("report", &["--draft"]);
    let file = edited(&folder, &folder.file(DRAFT), |xml| {
        let xml = xml.replacen("Khoảng", "Theo rà soát, khoảng", 1);
        // A paragraph of the leader's own, and one taken out.
        let own = "<w:p><w:r><w:t>Năm 2021 tiếp tục đầu tư 05 tỷ đồng.</w:t></w:r></w:p>";
        let at = xml.find("Theo rà soát").expect("the sentence");
        let at = at + xml[at..].find("</w:p>").expect("its end") + "</w:p>".len();
        format!("{}{own}{}", &xml[..at], &xml[at..])
    });
    let said = refresh(&folder, &file, &["--final"]);
    let made = folder.file("4-ket-qua/bao-cao.docx");
    assert!(!made.exists(), "{}", said.err);
    assert!(said.err.contains("Chỗ này có số 05"), "{}", said.err);
    assert_eq!(open_ids(&said).len(), 1, "{}", said.err);
    accept_all(&folder, &said);
    let said = refresh(&folder, &file, &["--final"]);
    assert!(made.is_file(), "{}", said.err);
    let text = paragraphs(&std::fs::read(made).expect("read")).join("\n");
    assert!(text.contains("05 tỷ đồng"));
}

fn lint(folder: &Folder, file: &Path) -> String {
    let said = assert_cmd::Command::cargo_bin("tonghop")
        .expect("the program")
        .arg("lint")
        .arg(file)
        .arg("--campaign")
        .arg(folder.path())
        .args(["--now", "2020-11-16"])
        .output()
        .expect("it runs");
    String::from_utf8_lossy(&said.stdout).into_owned()
}

#[test]
fn lint_takes_a_number_for_a_figure_only_where_that_figure_stands() {
    let (folder, draft, late) = waiting("--draft", DRAFT);
    let file = edited(&folder, &draft, |xml| {
        let own = "<w:p><w:r><w:t>Ngoài ra có 269 máy chủ và 03 máy chiếu.</w:t></w:r></w:p>";
        let at = xml.find("Khoảng").expect("the sentence");
        let at = at + xml[at..].find("</w:p>").expect("its end") + "</w:p>".len();
        format!("{}{own}{}", &xml[..at], &xml[at..])
    });
    arrives(&folder, &late);
    refresh(&folder, &file, &[]);
    let said = lint(&folder, &refreshed(&folder));
    for typed in ["269", "03"] {
        assert!(
            said.contains(&format!("{typed} không khớp số liệu nào")),
            "{said}"
        );
    }
    // What the refresh has put in is known.
    assert!(!said.contains("7.315"), "{said}");
}

#[test]
fn a_document_whose_marks_are_lost_is_held_against_its_sentences() {
    let (folder, draft, late) = waiting("--draft", DRAFT);
    arrives(&folder, &late);
    let bare = |xml: String| {
        let mut out = String::new();
        for (at, piece) in xml.split("<w:bookmarkStart ").enumerate() {
            out.push_str(if at == 0 {
                piece
            } else {
                piece.split_once("/>").expect("its end").1
            });
        }
        let mut rest = out.as_str();
        let mut bare = String::new();
        while let Some((before, after)) = rest.split_once("<w:sdt>") {
            let (_, content) = after.split_once("<w:sdtContent>").expect("content");
            let (content, behind) = content.split_once("</w:sdtContent></w:sdt>").expect("end");
            bare.push_str(before);
            bare.push_str(content);
            rest = behind;
        }
        bare + rest
    };
    let file = edited(&folder, &draft, bare);
    let said = lint(&folder, &file);
    assert!(said.contains("251 là số của bản trước"), "{said}");
    let explained = folder.tonghop("explain", &["251", "--document", &file.to_string_lossy()]);
    assert!(explained.out.contains("(xa.may_tinh)"), "{}", explained.out);
    assert!(
        !explained.out.contains("không phải số liệu tổng hợp"),
        "{}",
        explained.out
    );
}

/// The text with the paragraph that says this typed anew: its words in one run, without any mark of ours.
fn typed_anew(xml: &str, saying: &str, change: impl Fn(&str) -> String) -> String {
    let mut from = 0;
    while let Some(at) = xml[from..].find("<w:p>").map(|at| from + at) {
        let end = at + xml[at..].find("</w:p>").expect("its end") + "</w:p>".len();
        let texts = xml[at..end].split("<w:t").skip(1);
        let texts = texts.filter_map(|t| t.split_once('>')?.1.split_once("</w:t>"));
        let text: String = texts.map(|(text, _)| text).collect();
        let text = text.replace('\u{a0}', " ");
        if text.contains(saying) {
            let properties = xml[at..end].split_once("</w:pPr>");
            let properties =
                properties.map_or_else(String::new, |(before, _)| format!("{before}</w:pPr>"));
            let head = if properties.is_empty() {
                "<w:p>".to_owned()
            } else {
                properties
            };
            let said = change(&text);
            let run = format!("{head}<w:r><w:t xml:space=\"preserve\">{said}</w:t></w:r></w:p>");
            return format!("{}{run}{}", &xml[..at], &xml[end..]);
        }
        from = end;
    }
    panic!("no paragraph says {saying}");
}

#[test]
fn a_number_typed_in_a_paragraph_written_anew_keeps_the_final_back_until_it_is_mended_or_kept() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let made = folder.file("4-ket-qua/bao-cao.docx");
    let file = edited(&folder, &made, |xml| {
        typed_anew(&xml, "269 máy", |text| {
            text.replacen("269", "279", 1)
                .replacen("bình quân", "trung bình", 1)
        })
    });
    let said = refresh(&folder, &file, &["--final"]);
    let told = "đoạn được gõ lại ghi \"279\", số liệu hiện nay là 269";
    assert!(said.err.contains(told), "{}", said.err);
    accept_all(&folder, &said);
    let said = refresh(&folder, &file, &["--final"]);
    assert!(said.err.contains(told), "{}", said.err);
    assert!(!said.err.contains("Mọi số liệu"), "{}", said.err);
    let finals = || {
        let all = folder.contents("4-ket-qua").into_iter();
        all.filter(|(name, _)| name.starts_with("bao-cao") && !name.contains('_'))
            .count()
    };
    assert_eq!(finals(), 1);
    // What was typed is kept: it counts at every place of the figure, and the report says so.
    let kept = ["xa.may_tinh", "--keep", "279", "--reason", "kiểm kê lại"];
    let done = folder.tonghop("settle", &kept);
    assert_eq!(done.code, 0, "{}", done.err);
    accept_sums(&folder);
    let said = refresh(&folder, &file, &["--final"]);
    assert!(!said.err.contains("đoạn được gõ lại"), "{}", said.err);
    accept_all(&folder, &said);
    refresh(&folder, &file, &["--final"]);
    assert_eq!(finals(), 2);
    let text = folder.report("bao-cao-lan-2.docx").join("\n");
    assert!(text.contains("279") && !text.contains("269 máy"), "{text}");
}

#[test]
fn a_paragraph_written_anew_with_its_figures_or_with_others_of_its_own_is_no_typed_figure() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let made = folder.file("4-ket-qua/bao-cao.docx");
    let file = edited(&folder, &made, |xml| {
        typed_anew(&xml, "269 máy", |text| {
            format!(
                "{} Trong kỳ mua mới 12 máy tính bảng cho cán bộ bán chuyên trách.",
                text.trim()
            )
        })
    });
    let said = refresh(&folder, &file, &["--final"]);
    assert!(!said.err.contains("đoạn được gõ lại"), "{}", said.err);
    accept_all(&folder, &said);
    let said = refresh(&folder, &file, &["--final"]);
    assert!(said.err.contains("bao-cao-lan-2.docx"), "{}", said.err);
}

//! What people typed into a document is held against the ledger: a refresh asks about what the lint finds.

use crate::campaign_run::Folder;
use crate::package;
use crate::refresh::{edited, refresh};
use std::path::{Path, PathBuf};
use tonghop::store::folder::write_whole;

const DRAFT: &str = "4-ket-qua/bao-cao_du-thao.docx";

/// A campaign in which all have answered, with its draft.
fn answered() -> (Folder, PathBuf) {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    folder.tonghop("report", &["--draft"]);
    let draft = folder.file(DRAFT);
    (folder, draft)
}

/// The XML with more behind the paragraph or row that holds a text.
fn behind(xml: &str, saying: &str, end: &str, more: &str) -> String {
    let at = xml.find(saying).expect("the text");
    let at = at + xml[at..].find(end).expect("its end") + end.len();
    format!("{}{more}{}", &xml[..at], &xml[at..])
}

fn sentence(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn row(cells: &[&str]) -> String {
    let cells = cells
        .iter()
        .map(|cell| format!("<w:tc>{}</w:tc>", sentence(cell)));
    format!("<w:tr>{}</w:tr>", cells.collect::<String>())
}

/// A final of the edited draft is refused while this is asked, and nothing else; once it is accepted there is one.
fn asks(folder: &Folder, file: &Path, told: &str) {
    let said = refresh(folder, file, &["--final"]);
    assert!(said.err.contains(told), "{told}: {}", said.err);
    assert!(
        said.err.contains("Còn 1 chỗ phải giải quyết"),
        "{told}: {}",
        said.err
    );
    assert!(said.err.contains("Chưa lập bản trình ký"), "{}", said.err);
    let id = said.err.split("DOAN-").nth(1).expect("its id");
    let id = format!("DOAN-{}", id.split(':').next().expect("an end"));
    let done = folder.tonghop("accept", &[&id, "--reason", "đã kiểm tra"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let said = refresh(folder, file, &["--final"]);
    assert!(
        said.err.contains("4-ket-qua/bao-cao"),
        "{told}: {}",
        said.err
    );
}

#[test]
fn numbers_that_no_figure_accounts_for_are_asked_about_wherever_they_were_typed() {
    let (folder, draft) = answered();
    let body = |edit: &dyn Fn(&str) -> String| edited(&folder, &draft, |xml| edit(&xml));
    let own = "Ngoài ra có mười bảy đơn vị chưa có trang thông tin.";
    let file = body(&|xml| behind(xml, "Khoảng", "</w:p>", &sentence(own)));
    asks(&folder, &file, "Chỗ này có số mười bảy");
    let own = "Với tổng số 300 máy, đạt 95-97% kế hoạch.";
    let file = body(&|xml| behind(xml, "Khoảng", "</w:p>", &sentence(own)));
    asks(&folder, &file, "Chỗ này có số 300; 95-97%");
    let file = body(&|xml| xml.replacen("đã cũ, cấu hình yếu", "đã cũ, 99 máy cấu hình yếu", 1));
    asks(&folder, &file, "Chỗ này có số 99");
    let added = row(&["6", "Máy chiếu", "máy", "12", "11", ""]);
    let file = body(&|xml| behind(xml, "Máy in<", "</w:tr>", &added));
    asks(&folder, &file, "Chỗ này có số 12; 11");
    let hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Ghi chú riêng</w:t></w:r></w:p>";
    let file = body(&|xml| behind(xml, "Khoảng", "</w:p>", hidden));
    asks(&folder, &file, "Có chữ bị ẩn");
    let bytes = std::fs::read(&draft).expect("the draft");
    let bytes = package::changed_texts(&bytes, |name, text| {
        if !name.starts_with("word/header") {
            return text;
        }
        text.replacen("</w:hdr>", &(sentence("Tổng: 300 máy") + "</w:hdr>"), 1)
    });
    let file = folder.file("dau-trang.docx");
    write_whole(&file, &bytes).expect("written");
    asks(&folder, &file, "Đầu trang có số 300");
}

#[test]
fn numbers_that_agree_with_the_ledger_or_name_something_are_not_asked_about() {
    let (folder, draft) = answered();
    let file = edited(&folder, &draft, |xml| {
        let own = "Thực hiện khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05/3/2020, trong năm \
                   2021 và quý 1 năm 2022 tiếp tục rà soát; một trong những việc cần làm ngay.";
        let xml = behind(&xml, "Khoảng", "</w:p>", &sentence(own));
        xml.replacen("Khoảng", "Qua rà soát, khoảng", 1)
    });
    let said = refresh(&folder, &file, &["--final"]);
    assert!(said.err.contains("đã đúng với hiện nay"), "{}", said.err);
    assert!(
        folder.file("4-ket-qua/bao-cao.docx").is_file(),
        "{}",
        said.err
    );
}

/// The XML with two texts in the place of each other.
fn exchanged(xml: &str, one: &str, other: &str) -> String {
    let (one, other) = (format!(">{one}<"), format!(">{other}<"));
    let xml = xml.replacen(&one, ">@<", 1).replacen(&other, &one, 1);
    xml.replacen(">@<", &other, 1)
}

/// The control of a figure with its bookmark, by what it shows.
fn control(xml: &str, shown: &str) -> std::ops::Range<usize> {
    let at = xml.find(&format!(">{shown}<")).expect("the figure");
    let end = at + xml[at..].find("<w:bookmarkEnd ").expect("its end");
    let end = end + xml[end..].find("/>").expect("its end") + 2;
    xml[..at].rfind("<w:bookmarkStart ").expect("its bookmark")..end
}

#[test]
fn figures_beside_another_name_or_under_another_heading_are_asked_about() {
    let (folder, draft) = answered();
    let told = |edit: &dyn Fn(&str) -> String| {
        let file = edited(&folder, &draft, |xml| edit(&xml));
        refresh(&folder, &file, &["--final"]).err
    };
    let said = told(&|xml| exchanged(xml, "Máy in", "Máy chủ"));
    assert!(
        said.contains("Hai dòng \"I | Cấp huyện | Máy in | máy\" và"),
        "{said}"
    );
    assert_eq!(said.matches("  - DOAN-").count(), 1, "{said}");
    let said = told(&|xml| exchanged(xml, "Số lượng", "Đang hoạt động"));
    assert!(said.contains("Hai cột \"Đang hoạt động\" và"), "{said}");
    assert_eq!(said.matches("  - DOAN-").count(), 1, "{said}");
    let said = told(&|xml| {
        let at = xml.find(">Máy in<").expect("the row");
        let start = xml[..at].rfind("<w:tr>").expect("its start");
        let end = at + xml[at..].find("</w:tr>").expect("its end") + "</w:tr>".len();
        let copy = xml[start..end].replace("Máy in", "Máy quét");
        format!("{}{copy}{}", &xml[..end], &xml[end..])
    });
    assert!(said.contains("Cấp huyện | Máy quét | máy"), "{said}");
    assert_eq!(said.matches("  - DOAN-").count(), 1, "{said}");
    let said = told(&|xml| {
        let (one, other) = (control(xml, "269"), control(xml, "294"));
        let (a, b) = (&xml[one.clone()], &xml[other.clone()]);
        let (head, middle) = (&xml[..one.start], &xml[one.end..other.start]);
        format!("{head}{b}{middle}{a}{}", &xml[other.end..])
    });
    assert!(said.contains("đã đổi chỗ cho nhau"), "{said}");
    let said = told(&|xml| {
        let figure = xml[control(xml, "269")].replace("w:id=\"", "w:id=\"9");
        let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
        let (before, after) = (run("Tỉnh cần cấp mới "), run(" thiết bị hội nghị."));
        let own = format!("<w:p>{before}{figure}{after}</w:p>");
        behind(xml, "Khoảng", "</w:p>", &own)
    });
    assert!(said.contains("đứng trong một câu khác hẳn"), "{said}");
    assert!(!folder.file("4-ket-qua/bao-cao.docx").exists());
}

#[test]
fn a_sentence_that_a_person_turned_is_asked_about_once_and_another_wording_is_not() {
    let (folder, draft) = answered();
    let file = |from: &str, to: &str| {
        edited(&folder, &draft, |xml| {
            assert!(xml.contains(from), "{from}");
            xml.replacen(from, to, 1)
        })
    };
    for (from, to, words) in [
        (" đều sử dụng phần mềm", " chưa sử dụng phần mềm", "chưa"),
        (
            "đã được đăng trên cổng thông tin",
            "sẽ được đăng trên cổng thông tin",
            "đã → sẽ",
        ),
        ("không còn hồ sơ", "còn một ít hồ sơ", "không"),
        (
            "trước hạn và đúng hạn",
            "bị chậm hạn",
            "trước hạn → chậm hạn",
        ),
        ("tất cả các phòng", "một vài phòng", "tất cả → một vài"),
        // A sentence without figures.
        (
            "cũng được theo dõi trên phần mềm",
            "chưa được theo dõi trên phần mềm",
            "chưa",
        ),
        (
            "người phụ trách công nghệ thông tin làm kiêm nhiệm",
            "người phụ trách công nghệ thông tin đều làm kiêm nhiệm",
            "đều",
        ),
        ("Khoảng", "Hơn", "khoảng, hơn"),
    ] {
        let told = format!("có chữ làm đổi ý ({words})");
        asks(&folder, &file(from, to), &told);
    }
    for (from, to) in [
        (" đều sử dụng phần mềm", " hiện nay đã sử dụng phần mềm"),
        ("tất cả các phòng", "toàn bộ các phòng"),
        ("phần lớn chưa được", "đa số chưa được"),
        (
            "đã cũ, cấu hình yếu",
            "đã cũ, cấu hình yếu, cần tăng cường đầu tư",
        ),
    ] {
        let said = refresh(&folder, &file(from, to), &["--final"]);
        assert!(said.err.contains("đã đúng với hiện nay"), "{}", said.err);
    }
}

#[test]
fn the_words_beside_a_figure_are_those_of_the_report_or_asked_about() {
    let (folder, draft) = answered();
    let swapped = |xml: &str, one: &str, other: &str| {
        let (one, other) = (control(xml, one), control(xml, other));
        let (one, other) = if one.start < other.start {
            (one, other)
        } else {
            (other, one)
        };
        let (a, b) = (&xml[one.clone()], &xml[other.clone()]);
        let (head, middle) = (&xml[..one.start], &xml[one.end..other.start]);
        format!("{head}{b}{middle}{a}{}", &xml[other.end..])
    };
    let file = |edit: &dyn Fn(&str) -> String| edited(&folder, &draft, |xml| edit(&xml));
    let told = "đã đổi chỗ cho nhau";
    // With their controls and bookmarks, before words that differ only later.
    asks(&folder, &file(&|xml| swapped(xml, "652", "06")), told);
    let nouns = |xml: &str| {
        let xml = xml.replace('\u{a0}', " ");
        let xml = xml.replacen("> máy, <", "> người, <", 1);
        xml.replacen("> người); <", "> máy); <", 1)
    };
    asks(&folder, &file(&nouns), told);
    for (from, to, told) in [
        ("> máy, <", "> bộ, <", "đứng ở chỗ \"269 bộ\""),
        (
            "> hồ sơ mức độ 3 và",
            "> nghìn hồ sơ mức độ 3 và",
            "đứng ở chỗ \"652 nghìn hồ sơ mức độ 3\"",
        ),
        (
            "tổng số ở các xã, thị trấn là",
            "tổng số ở các cơ quan huyện là",
            "đứng ở chỗ \"tổng số ở các cơ quan huyện là 269 máy\"",
        ),
    ] {
        let with_spaces = |xml: &str| xml.replace('\u{a0}', " ");
        let file = file(&|xml| {
            let xml = with_spaces(xml);
            assert!(xml.contains(from), "{from}");
            xml.replacen(from, to, 1)
        });
        asks(&folder, &file, told);
    }
    // Figures that change places with what they count, and other names of the same.
    let honest = file(&|xml| {
        let xml = nouns(&swapped(xml, "269", "294"));
        xml.replacen(" cán bộ, công chức, gồm ", " công chức, viên chức, gồm ", 1)
    });
    let said = refresh(&folder, &honest, &["--final"]);
    assert!(said.err.contains("đã đúng với hiện nay"), "{}", said.err);
}

#[test]
fn a_final_is_not_written_while_the_inbox_has_what_was_not_taken_in() {
    let (folder, draft) = answered();
    let file = edited(&folder, &draft, |xml| {
        xml.replacen("Khoảng", "Theo rà soát, khoảng", 1)
    });
    let inbox = |name: &str| folder.file("2-nhan-ve").join(name);
    let late = std::fs::read(inbox("BC CNTT xa Dong Minh.xlsx")).expect("a return");
    // The same bytes under another name say nothing new.
    write_whole(&inbox("thu muc/ban sao.xlsx"), &late).unwrap_or_else(|_| {
        std::fs::create_dir_all(inbox("thu muc")).expect("a folder");
        write_whole(&inbox("thu muc/ban sao.xlsx"), &late).expect("written");
    });
    let changed = [late.as_slice(), b"\0"].concat();
    write_whole(&inbox("thu muc/sửa.xlsx"), &changed).expect("written");
    for more in [
        &["--final"][..],
        &["--refresh", &file.to_string_lossy(), "--final"],
    ] {
        let said = folder.tonghop("report", more);
        let all = [said.out, said.err].concat();
        assert_eq!(said.code, 1, "{all}");
        assert!(all.contains("có 1 tệp mới hoặc đã thay đổi"), "{all}");
        assert!(
            all.contains("\"sửa.xlsx\"") && all.contains("tonghop ingest"),
            "{all}"
        );
        assert!(!folder.file("4-ket-qua/bao-cao.docx").exists(), "{all}");
    }
    folder.tonghop("ingest", &[]);
    folder.tonghop("ignore", &["sửa.xlsx", "--reason", "gửi nhầm bản cũ"]);
    let said = refresh(&folder, &file, &["--final"]);
    assert!(!said.err.contains("đã thay đổi"), "{}", said.err);
}

#[test]
fn a_sentence_on_whose_figures_are_in_the_report_is_missed_until_it_is_put_back_or_given_up() {
    let folder = Folder::sample();
    std::fs::remove_file(folder.file("2-nhan-ve/Đông Ninh - biểu CNTT 2020.xlsx"))
        .expect("taken away");
    folder.tonghop("ingest", &[]);
    let done = folder.tonghop("without", &["Đông Ninh", "--reason", "khắc phục bão số 9"]);
    assert_eq!(done.code, 0, "{}", done.err);
    folder.tonghop("report", &["--draft"]);
    let draft = folder.file(DRAFT);
    let file = edited(&folder, &draft, |xml| {
        let at = xml.rfind("khắc phục bão").expect("the sentence");
        let start = xml[..at].rfind("<w:p>").expect("its start");
        let end = at + xml[at..].find("</w:p>").expect("its end") + "</w:p>".len();
        format!("{}{}", &xml[..start], &xml[end..])
    });
    let told = "Câu này đã bị xóa khỏi văn bản";
    let first = refresh(&folder, &file, &[]);
    assert!(first.err.contains(told), "{}", first.err);
    // Also in what that refresh has written.
    let again = refresh(&folder, &folder.file("4-ket-qua/sua_cap-nhat.docx"), &[]);
    assert!(again.err.contains(told), "{}", again.err);
    asks(&folder, &file, told);
}

#[test]
fn words_of_people_that_a_document_lacks_are_told_wherever_they_are() {
    let (folder, draft) = answered();
    let with = |words: &str, name: &str| {
        let file = edited(&folder, &draft, |xml| {
            behind(&xml, "Khoảng", "</w:p>", &sentence(words))
        });
        let path = folder.file(name);
        std::fs::rename(file, &path).expect("renamed");
        path
    };
    let one = with("Huyện sẽ bố trí thêm kinh phí.", "mot.docx");
    let said = refresh(&folder, &one, &["--final"]);
    assert!(
        folder.file("4-ket-qua/bao-cao.docx").is_file(),
        "{}",
        said.err
    );
    let other = with("Đề nghị các xã chủ động hơn.", "hai.docx");
    let said = refresh(&folder, &other, &["--final"]);
    assert!(
        said.err.contains("Huyện sẽ bố trí thêm kinh phí"),
        "{}",
        said.err
    );
    // A copy saved beside the report under a name of its own.
    let copy = folder.file("4-ket-qua/bao cao sua.docx");
    let copied = with("Phòng Văn hóa theo dõi việc này.", "ba.docx");
    std::fs::rename(copied, &copy).expect("saved there");
    let said = folder.tonghop("run", &[]);
    let all = [said.out, said.err].concat();
    assert!(all.contains("bao cao sua.docx"), "{all}");
    refresh(&folder, &copy, &["--final"]);
    let said = folder.tonghop("run", &[]);
    let all = [said.out, said.err].concat();
    assert!(!all.contains("bao cao sua.docx\" --final"), "{all}");
}

#[test]
fn lines_written_into_the_box_of_a_draft_are_told_when_a_final_goes_without_them() {
    let (folder, draft) = answered();
    let file = edited(&folder, &draft, |xml| {
        behind(
            &xml,
            "DỰ THẢO",
            "</w:p>",
            &sentence("Hỏi lại Phòng Nội vụ trước khi ký"),
        )
    });
    let said = refresh(&folder, &file, &["--final"]);
    assert!(
        said.err.contains("Hỏi lại Phòng Nội vụ trước khi ký"),
        "{}",
        said.err
    );
    assert!(
        folder.file("4-ket-qua/bao-cao.docx").is_file(),
        "{}",
        said.err
    );
}

#[test]
fn the_number_of_a_final_is_not_carried_into_another_with_other_figures() {
    let folder = Folder::sample();
    folder.tonghop("run", &[]);
    let made = folder.file("4-ket-qua/bao-cao.docx");
    let numbered = edited(&folder, &made, |xml| {
        let at = xml.find("/BC-UBND").expect("the number");
        let from = xml[..at].rfind(':').expect("before it") + 1;
        format!("{} 125{}", &xml[..from], &xml[at..])
    });
    let done = folder.tonghop(
        "settle",
        &["xa.may_tinh", "--keep", "271", "--reason", "kiểm kê lại"],
    );
    assert_eq!(done.code, 0, "{}", done.err);
    // It is not the sum of its kinds.
    for id in ["dot-X-MAY-01", "dot-X-MAY-03"] {
        folder.tonghop("accept", &[id, "--reason", "kiểm kê lại"]);
    }
    let said = refresh(&folder, &numbered, &["--final"]);
    let ids = said.err.split("DOAN-").skip(1);
    for id in ids.filter_map(|rest| rest.split(':').next()) {
        folder.tonghop("accept", &[&format!("DOAN-{id}"), "--reason", "đã xem"]);
    }
    let said = refresh(&folder, &numbered, &["--final"]);
    assert!(said.err.contains("bản mới để trống số"), "{}", said.err);
    let text = folder.report("bao-cao-lan-2.docx").join("\n");
    assert!(text.contains("/BC-UBND") && !text.contains("125"), "{text}");
}

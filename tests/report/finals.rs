//! A final that was written stays, with or without the words of people in it.

use crate::campaign_run::{Folder, paragraphs, typed_into};
use crate::package;
use std::path::{Path, PathBuf};
use tonghop::store::folder::{hash, write_whole};

const DONG_NINH: &str = "2-nhan-ve/Đông Ninh - biểu CNTT 2020.xlsx";

/// A campaign whose final is written.
fn finished() -> (Folder, PathBuf) {
    let folder = Folder::sample();
    let said = folder.tonghop("run", &[]);
    let made = folder.file("4-ket-qua/bao-cao.docx");
    assert!(made.is_file(), "{}{}", said.out, said.err);
    (folder, made)
}

/// A unit's figures are counted no more: 269 becomes 251.
fn changes(folder: &Folder) {
    for name in ["so-tiep-nhan.sqlite", "luu-tru/nhat-ky.txt"] {
        assert!(folder.file(name).is_file(), "{name}");
    }
    let other = std::fs::read(folder.file(DONG_NINH)).expect("a return");
    let changed = package::changed_sheets(&other, |_, xml| xml.replace("<v>18</v>", "<v>28</v>"));
    assert_ne!(changed, other);
    write_whole(&folder.file("2-nhan-ve/dong-ninh-sua.xlsx"), &changed).expect("written");
    folder.tonghop_on("2020-11-18", "ingest", &[]);
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("a file")
}

#[test]
fn the_bytes_of_each_final_are_in_the_archive_under_the_hash_of_the_journal() {
    let (folder, made) = finished();
    let hash = hash(&bytes(&made));
    let kept = folder.file(&format!("luu-tru/{}/{hash}.docx", &hash[..2]));
    assert_eq!(bytes(&kept), bytes(&made));
    let journal = std::fs::read_to_string(folder.file("luu-tru/nhat-ky.txt")).expect("lines");
    assert!(journal.contains(&hash));
}

#[test]
fn a_later_run_leaves_a_final_alone_and_makes_none_beside_it_while_nothing_reads_otherwise() {
    let (folder, made) = finished();
    let before = bytes(&made);
    let said = folder.tonghop_on("2020-11-20", "run", &[]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert_eq!(bytes(&made), before);
    assert!(!folder.file("4-ket-qua/bao-cao-lan-2.docx").exists());
}

#[test]
fn a_final_stays_when_figures_change_and_the_screen_says_which() {
    let (folder, made) = finished();
    let before = bytes(&made);
    changes(&folder);
    let said = folder.tonghop_on("2020-11-18", "run", &[]);
    let all = [said.out.as_str(), &said.err].concat();
    assert_eq!(bytes(&made), before, "{all}");
    assert!(
        all.contains("được giữ nguyên") && all.contains(" → "),
        "{all}"
    );
}

#[test]
fn the_edits_of_a_leader_in_a_final_are_not_overwritten_by_the_next_run() {
    let (folder, _) = finished();
    folder.tonghop("report", &["--review"]);
    let review = bytes(&folder.file("4-ket-qua/bao-cao_ra-soat.docx"));
    let edited = package::changed_texts(&review, |name, text| match name {
        "word/document.xml" => text.replacen("Khoảng", "Theo rà soát, khoảng", 1),
        _ => text,
    });
    let file = folder.file("sua.docx");
    write_whole(&file, &edited).expect("written");
    let said = folder.tonghop("report", &["--refresh", &file.to_string_lossy(), "--final"]);
    let second = folder.file("4-ket-qua/bao-cao-lan-2.docx");
    assert!(second.is_file(), "{}{}", said.out, said.err);
    let leaders = bytes(&second);
    assert!(paragraphs(&leaders).join(" ").contains("Theo rà soát"));
    // Nothing changed: the leader's is the report, and no other is put beside it.
    let said = folder.tonghop_on("2020-11-18", "run", &[]);
    let all = [said.out.as_str(), &said.err].concat();
    assert_eq!(bytes(&second), leaders);
    assert!(
        !folder.file("4-ket-qua/bao-cao-lan-3.docx").exists(),
        "{all}"
    );
    assert!(all.contains("do người dùng sửa"), "{all}");
    // Figures changed: it stays, and the screen says how the new ones get into it.
    changes(&folder);
    let said = folder.tonghop_on("2020-11-19", "run", &[]);
    let all = [said.out.as_str(), &said.err].concat();
    assert_eq!(bytes(&second), leaders, "{all}");
    assert!(all.contains("--refresh"), "{all}");
}

/// A person opens the final and saves it with other texts.
fn edit_in_place(made: &Path, change: impl Fn(&str) -> String) -> Vec<u8> {
    let before = bytes(made);
    let edited = package::changed_texts(&before, |name, text| match name {
        "word/document.xml" => change(&text),
        _ => text,
    });
    assert_ne!(edited, before);
    write_whole(made, &edited).expect("saved");
    edited
}

#[test]
fn words_edited_in_a_final_in_place_stay_and_no_other_is_put_beside_while_no_figure_changes() {
    let (folder, made) = finished();
    let edited = edit_in_place(&made, |text| {
        text.replacen("Khoảng", "Theo rà soát, khoảng", 1)
    });
    let said = folder.tonghop_on("2020-11-20", "run", &[]);
    let all = [said.out.as_str(), &said.err].concat();
    assert_eq!(said.code, 0, "{all}");
    assert_eq!(bytes(&made), edited);
    let second = folder.file("4-ket-qua/bao-cao-lan-2.docx");
    assert!(!second.exists(), "{all}");
    assert!(all.contains("số liệu không đổi"), "{all}");
    // Later figures go into it by a refresh, and the screen says how.
    changes(&folder);
    let said = folder.tonghop_on("2020-11-21", "run", &[]);
    let all = [said.out.as_str(), &said.err].concat();
    assert_eq!(bytes(&made), edited, "{all}");
    assert!(all.contains("--refresh"), "{all}");
}

#[test]
fn a_figure_typed_over_in_a_final_in_place_is_not_said_to_be_current() {
    let (folder, made) = finished();
    let edited = edit_in_place(&made, |text| text.replace(">269<", ">271<"));
    let said = folder.tonghop_on("2020-11-20", "run", &[]);
    let all = [said.out.as_str(), &said.err].concat();
    assert_eq!(bytes(&made), edited);
    assert!(!all.contains("số liệu không đổi kể từ"), "{all}");
    assert!(
        folder.file("4-ket-qua/bao-cao-lan-2.docx").exists(),
        "{all}"
    );
}

#[test]
fn what_a_cut_off_run_has_left_is_not_taken_for_the_edits_of_a_person() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    folder.tonghop("report", &["--draft"]);
    let draft = folder.file("4-ket-qua/bao-cao_du-thao.docx");
    let first = bytes(&draft);
    // Written and not yet recorded, or recorded and not yet written: what lies there is ours in both cases.
    folder.tonghop_on("2020-11-17", "report", &["--draft"]);
    assert_ne!(bytes(&draft), first);
    write_whole(&draft, &first).expect("as if it had not come to that");
    folder.tonghop_on("2020-11-18", "report", &["--draft"]);
    assert!(!folder.file("4-ket-qua/bao-cao_du-thao-lan-2.docx").exists());
    // The record was lost and the same bytes are there: they are known again.
    std::fs::remove_file(folder.file("so-tiep-nhan.sqlite")).expect("lost");
    std::fs::remove_dir_all(folder.file("luu-tru")).expect("lost");
    folder.tonghop("ingest", &[]);
    folder.tonghop_on("2020-11-18", "report", &["--draft"]);
    folder.tonghop_on("2020-11-19", "report", &["--draft"]);
    assert!(!folder.file("4-ket-qua/bao-cao_du-thao-lan-2.docx").exists());
}

fn final_of(folder: &Folder, file: &Path) -> crate::campaign_run::Said {
    let mut said = folder.tonghop("report", &["--refresh", &file.to_string_lossy(), "--final"]);
    said.err.insert_str(0, &said.out);
    said
}

#[test]
fn a_units_words_that_a_person_worded_otherwise_stay_through_every_refresh() {
    let (folder, made) = finished();
    let ours = "chưa quan tâm đúng mức";
    let theirs = "chưa thực sự quan tâm đúng mức";
    edit_in_place(&made, |text| text.replacen(ours, theirs, 1));
    changes(&folder);
    for id in ["16384-X-MAY-01", "16384-X-MAY-02"] {
        folder.tonghop("accept", &[id, "--reason", "đã kiểm đếm"]);
    }
    let said = final_of(&folder, &made);
    let second = folder.file("4-ket-qua/bao-cao-lan-2.docx");
    assert!(second.is_file(), "{}", said.err);
    for file in [&made, &second] {
        let said = final_of(&folder, file);
        assert!(said.err.contains("đã được viết lại thành"), "{}", said.err);
        assert!(!said.err.contains("phải giải quyết"), "{}", said.err);
    }
    assert!(paragraphs(&bytes(&second)).join(" ").contains(theirs));
}

#[test]
fn a_sentence_worded_by_a_person_stands_in_for_a_figure_that_cannot_be_had() {
    let folder = Folder::sample();
    let district = folder.file("2-nhan-ve/405 co quan huyen CNTT-2020 (hợp nhất).xlsx");
    let none = |col| (("Công khai, DVC".to_owned(), 20, col), "0".to_owned());
    let odd = typed_into(&bytes(&district), &[none(4), none(5)]);
    write_whole(&district, &odd).expect("written");
    let said = folder.tonghop("run", &[]);
    let all = [said.out.as_str(), &said.err].concat();
    let draft = folder.file("4-ket-qua/bao-cao_du-thao.docx");
    assert!(all.contains("viết lại câu đó"), "{all}");
    // While the gap stands, there is no final.
    let said = final_of(&folder, &draft);
    let made = folder.file("4-ket-qua/bao-cao.docx");
    assert!(!made.exists(), "{}", said.err);
    edit_in_place(&draft, |text| {
        let gap = "[Tỷ lệ văn bản quy phạm pháp luật đăng trên cổng";
        let at = text.find(gap).expect("the gap");
        let end = at + text[at..].find(']').expect("its end") + 1;
        [&text[..at], "Trong kỳ không phát sinh", &text[end..]].concat()
    });
    let said = final_of(&folder, &draft);
    assert!(made.is_file(), "{}", said.err);
    let text = paragraphs(&bytes(&made)).join(" ");
    assert!(text.contains("Trong kỳ không phát sinh"), "{text}");
    // It is the report: a later run neither asks for the figure nor puts another beside it.
    let said = folder.tonghop_on("2020-11-20", "run", &[]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(!folder.file("4-ket-qua/bao-cao-lan-2.docx").exists());
    // The sentence stands in for the figure, for nothing else that a final waits for.
    write_whole(&folder.file("2-nhan-ve/16384 hỏng.xlsx"), b"PK").expect("written");
    let said = folder.tonghop_on("2020-11-21", "run", &[]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(
        said.out.contains("Trước khi có bản trình ký còn"),
        "{}",
        said.out
    );
}

#[test]
fn a_number_that_was_kept_is_asked_about_again_when_the_ledger_says_another_than_then() {
    let (folder, _) = finished();
    let keep = ["xa.may_tinh", "--keep", "271", "--reason", "kiểm đếm lại"];
    let said = folder.tonghop("settle", &keep);
    assert_eq!(said.code, 0, "{}", said.err);
    let late = "2-nhan-ve/dong-ninh-sua.xlsx";
    changes(&folder);
    let said = folder.tonghop_on("2020-11-19", "run", &[]);
    let all = [said.out.as_str(), &said.err].concat();
    assert_eq!(said.code, 1, "{late}: {all}");
    for words in ["đã quyết định giữ 271 thay cho 269", "--drop", "--keep"] {
        assert!(all.contains(words), "{words}: {all}");
    }
    let said = folder.tonghop("settle", &["xa.may_tinh", "--drop", "271"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let said = folder.tonghop_on("2020-11-19", "run", &[]);
    assert!(!said.out.contains("đã quyết định giữ 271"), "{}", said.out);
}

#[test]
fn a_number_is_not_kept_with_which_a_share_could_not_be_or_which_follows_from_the_roster() {
    let (folder, _) = finished();
    for (figure, typed, words) in [
        ("xa.hs_dung_han", "11.398", "không thể có"),
        ("xa.da_bao_cao", "13", "danh sách đơn vị"),
        ("tl_may_cu", "50%", "được tính từ"),
        ("xa.may_tinh", "269", "không có số nào khác"),
        ("dot.ky_den", "30/11/2020", "dot-bao-cao.toml"),
    ] {
        let said = folder.tonghop("settle", &[figure, "--keep", typed, "--reason", "kiểm đếm"]);
        assert_eq!(said.code, 2, "{figure}: {}{}", said.out, said.err);
        assert!(said.err.contains(words), "{figure}: {}", said.err);
    }
}

#[test]
fn a_number_that_was_kept_keeps_a_final_back_where_its_parts_and_its_whole_no_longer_agree() {
    let (folder, made) = finished();
    let before = bytes(&made);
    let settle = |figure: &str, how: &[&str]| {
        let said = folder.tonghop("settle", &[&[figure], how].concat());
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
        said.out + &said.err
    };
    let reason = ["--reason", "kiểm đếm lại"];
    let said = settle("xa.may_tinh_hd", &["--keep", "400", reason[0], reason[1]]);
    assert!(
        said.contains("không còn khớp") && said.contains("269"),
        "{said}"
    );
    let said = folder.tonghop_on("2020-11-19", "run", &[]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    let all = said.out + &said.err;
    for id in ["dot-X-MAY-02", "dot-X-MAY-03"] {
        assert!(all.contains(id), "{id}: {all}");
    }
    assert_eq!(bytes(&made), before);
    assert!(!folder.file("4-ket-qua/bao-cao-lan-2.docx").exists());
    // A share that was rounded says nothing else than the ledger, and with the ledger's own numbers nothing is asked.
    settle("xa.may_tinh_hd", &["--drop", "400"]);
    settle("tl_may_cu", &["--keep", "20%", reason[0], reason[1]]);
    let said = folder.tonghop_on("2020-11-19", "run", &[]);
    assert!(!said.out.contains("không còn khớp"), "{}", said.out);
}

#[test]
fn a_sentence_that_a_person_added_with_an_old_figure_is_asked_about_before_a_final() {
    let (folder, made) = finished();
    edit_in_place(&made, |text| {
        let at = text.find("Khoảng").expect("a sentence");
        let words = "Đến nay, các xã, thị trấn có 269 máy tính, ngày 14 tháng 11.";
        let start = text[..at]
            .rfind("<w:p>")
            .or_else(|| text[..at].rfind("<w:p "));
        let start = start.expect("its paragraph");
        let own = format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
        [&text[..start], &own, &text[start..]].concat()
    });
    changes(&folder);
    for id in ["16384-X-MAY-01", "16384-X-MAY-02"] {
        folder.tonghop("accept", &[id, "--reason", "đã kiểm đếm"]);
    }
    let said = final_of(&folder, &made);
    let second = folder.file("4-ket-qua/bao-cao-lan-2.docx");
    assert!(!second.exists(), "{}", said.err);
    let line = said.err.lines().find(|line| line.contains("có số 269"));
    let line = line.unwrap_or_else(|| panic!("{}", said.err));
    let id = line.trim_start_matches("  - ").split(':').next();
    let id = id.expect("an id");
    let done = folder.tonghop("accept", &[id, "--reason", "số đầu năm"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let said = final_of(&folder, &made);
    assert!(second.exists(), "{}", said.err);
    assert!(said.err.matches("có số").count() < 2, "{}", said.err);
}

#[test]
fn a_new_final_says_which_drafts_hold_words_of_a_person_that_it_has_not() {
    let folder = Folder::sample();
    let late = std::fs::read(folder.file(DONG_NINH)).expect("a return");
    std::fs::remove_file(folder.file(DONG_NINH)).expect("taken away");
    folder.tonghop("run", &[]);
    let draft = folder.file("4-ket-qua/bao-cao_du-thao.docx");
    edit_in_place(&draft, |text| {
        text.replacen("Khoảng", "Theo rà soát, khoảng", 1)
    });
    write_whole(&folder.file(DONG_NINH), &late).expect("written");
    let said = folder.tonghop("run", &[]);
    let all = [said.out.as_str(), &said.err].concat();
    assert!(folder.file("4-ket-qua/bao-cao.docx").is_file(), "{all}");
    assert!(all.contains("không có các nội dung đó"), "{all}");
    let said = folder.tonghop_on("2020-11-18", "run", &[]);
    let all = [said.out.as_str(), &said.err].concat();
    assert!(!all.contains("không có các nội dung đó"), "{all}");
}

#[test]
fn a_final_that_was_moved_away_is_not_said_to_stay_beside_the_new_one() {
    let (folder, made) = finished();
    let moved = folder.file("da-ky.docx");
    std::fs::rename(&made, &moved).expect("moved");
    let said = folder.tonghop("run", &[]);
    let all = [said.out.as_str(), &said.err].concat();
    assert!(made.is_file(), "{all}");
    assert!(!all.contains("được giữ nguyên"), "{all}");
}

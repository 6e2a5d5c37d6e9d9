//! Names as people type them on the command line, and ids that they can type.

use crate::campaign_run::Folder;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// The letters of a name and their accents one by one, as some systems write them.
fn decomposed(name: &str) -> String {
    name.nfd().collect()
}

/// The sample in which one unit has not answered.
fn without_one() -> Folder {
    let folder = Folder::sample();
    let file = folder
        .file("2-nhan-ve")
        .join("16393_xa-Dong-Yen_CNTT-2020.xlsx");
    std::fs::remove_file(file).expect("taken away");
    folder
}

#[test]
fn a_unit_is_the_one_that_was_typed_however_its_letters_are_composed() {
    let folder = without_one();
    folder.tonghop("ingest", &[]);
    let said = folder.tonghop("without", &[&decomposed("xã Đông Yên"), "--reason", "thử"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(!said.out.contains("không dấu"), "{}", said.out);
}

#[test]
fn a_unit_typed_without_accents_is_taken_where_only_one_fits_and_it_is_said() {
    let folder = without_one();
    folder.tonghop("ingest", &[]);
    let said = folder.tonghop("without", &["xa dong yen", "--reason", "thử"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.contains("\"xa dong yen\" là \"Xã Đông Yên\""),
        "{}",
        said.out
    );
    let said = folder.tonghop("without", &["xa dong yem", "--reason", "thử"]);
    assert_eq!(said.code, 2, "{}", said.out);
}

#[test]
fn a_file_is_the_one_that_was_typed_however_its_letters_are_composed() {
    let folder = Folder::sample();
    let inbox = folder.file("2-nhan-ve");
    let composed = "biểu xã Đông Yên.xlsx";
    std::fs::rename(
        inbox.join("16393_xa-Dong-Yen_CNTT-2020.xlsx"),
        inbox.join(composed),
    )
    .expect("renamed");
    folder.tonghop("ingest", &[]);
    for (typed, is_said) in [
        (decomposed(composed), false),
        ("bieu xa dong yen.xlsx".to_owned(), true),
    ] {
        let said = folder.tonghop("assign", &[&typed, "16393"]);
        assert_eq!(said.code, 0, "{typed}: {}{}", said.out, said.err);
        assert_eq!(said.out.contains("không dấu"), is_said, "{}", said.out);
    }
    // A path that is looked for in a folder too.
    let path = inbox.join(decomposed(composed));
    let said = folder.tonghop("ingest", &[&path.to_string_lossy()]);
    assert!(said.code < 2, "{}{}", said.out, said.err);
}

#[test]
fn every_id_of_a_finding_can_be_typed_and_is_known_as_it_is_shown() {
    let folder = Folder::sample();
    let inbox = folder.file("2-nhan-ve");
    for (name, content) in [
        (
            "biểu xã Đông Hòa (bản cuối cùng gửi lại lần thứ ba).pdf",
            "%PDF-1.7",
        ),
        ("Thư của xã.txt", "Kính gửi: Phòng,"),
    ] {
        tonghop::store::folder::write_whole(&inbox.join(name), content.as_bytes())
            .expect("written");
    }
    let said = folder.tonghop("ingest", &["--json"]);
    let said: Value = serde_json::from_str(&said.out).expect("JSON");
    let findings = said["findings"].as_array().expect("findings");
    let ids: Vec<&str> = findings.iter().filter_map(|f| f["id"].as_str()).collect();
    assert!(ids.iter().any(|id| id.contains("TEP-07")), "{ids:?}");
    for id in &ids {
        let can_be_typed = |b: u8| b.is_ascii_alphanumeric() || b"-_.[]".contains(&b);
        assert!(id.bytes().all(can_be_typed) && id.len() < 80, "{id}");
    }
    let text = ids.iter().find(|id| id.contains("TEP-07")).expect("an id");
    let said = folder.tonghop("accept", &[&text.to_uppercase(), "--reason", "thư gửi kèm"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
}

#[test]
fn a_document_is_the_one_that_was_typed_however_its_letters_are_composed() {
    let folder = Folder::sample();
    folder.tonghop("run", &[]);
    let results = folder.file("4-ket-qua");
    let composed = "báo cáo đã ký.docx";
    std::fs::rename(results.join("bao-cao.docx"), results.join(composed)).expect("renamed");
    let path = results.join(decomposed(composed));
    let path = path.to_string_lossy();
    let said = folder.tonghop("explain", &["294", "--document", &path]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(said.out.contains("xa.can_bo"), "{}", said.out);
    let signed = ["--number", "12", "--date", "16/11/2020"];
    let said = folder.tonghop(
        "issue",
        &[
            "--document",
            &path,
            signed[0],
            signed[1],
            signed[2],
            signed[3],
        ],
    );
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
}

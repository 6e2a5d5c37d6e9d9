//! Signed copies: kept byte for byte, held against what counts by the code on both, told wherever the state of the units is.

use crate::campaign_run::{Folder, Said, tonghop_of, typed_into};
use crate::combined::unit;
use crate::decision_sheet::{CHOICE, OTHER, rows, typed};

use crate::selection_kept::texts;
use crate::standing::json;
use serde_json::Value;
use std::path::Path;
use tonghop::kit;
use tonghop::model::id::FileHash;
use tonghop::store::archive;
use tonghop::store::folder::write_whole;

const OWN: &str = "2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx";
const SCAN: &[u8] = b"%PDF-1.4\n% scan of Dong Yen\n";

fn status(folder: &Folder) -> Value {
    json(&folder.tonghop("status", &["--json"]))
}

/// The code of what counts for the commune.
fn code(folder: &Folder) -> String {
    let code = unit(&status(folder))["paper_code"].clone();
    code.as_str().expect("a code").to_owned()
}

fn scan(folder: &Folder) -> String {
    let path = folder.file("ban-ky-dong-yen.pdf");
    write_whole(&path, SCAN).expect("written");
    path.to_str().expect("a path").to_owned()
}

/// The sample that was taken in, of a kit that asks for signed copies so.
fn asking(how: &str) -> Folder {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    std::fs::create_dir(folder.file("bo-mau")).expect("a folder");
    for (name, bytes) in kit::embedded("cntt-huyen-2020").expect("the kit") {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let asked = format!("[kit]\nrequire_signed = \"{how}\"");
        let text = text.replacen("[kit]", &asked, usize::from(name == "kit.toml"));
        write_whole(&folder.file("bo-mau").join(name), text.as_bytes()).expect("written");
    }
    folder
}

/// One more machine in the commune, in a return that takes the place of the first.
fn later_return(folder: &Folder) {
    let own = std::fs::read(folder.file(OWN)).expect("the return");
    let cells = [(12, "19"), (13, "18"), (15, "1")];
    let cells = cells.map(|(row, count)| (("Biểu 01".to_owned(), row, 4), count.to_owned()));
    let place = folder.file("2-nhan-ve/16393 sua.xlsx");
    write_whole(&place, &typed_into(&own, &cells)).expect("written");
    folder.tonghop("ingest", &[]);
    folder.tonghop("assign", &["16393 sua.xlsx", "16393"]);
}

fn refused(said: &Said, part: &str) {
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains(part), "{part}: {}", said.err);
}

#[test]
fn a_signed_copy_is_kept_and_agrees_until_the_figures_change() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let (code, path) = (code(&folder), scan(&folder));
    let told = folder.tonghop("status", &[]).out;
    assert!(!told.contains("Bản ký"), "nobody asks for them: {told}");
    let typed = code.to_lowercase().replace('-', " ");
    let said = folder.tonghop("signed", &["16393", &path, "--code", &typed]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.out
            .contains(&format!("khớp với tệp đang dùng (mã đối chiếu: {code})"))
    );
    let kept = archive::find(folder.path(), &FileHash::of(SCAN)).expect("in the archive");
    assert_eq!(std::fs::read(kept).expect("its bytes"), SCAN);
    let signed = unit(&status(&folder))["signed"].clone();
    assert_eq!(signed["agrees"], true, "{signed}");
    assert_eq!(signed["file"], "ban-ky-dong-yen.pdf");
    assert!(folder.tonghop("status", &[]).out.contains("Khớp"));

    later_return(&folder);
    let signed = unit(&status(&folder))["signed"].clone();
    assert_eq!(signed["agrees"], false, "{signed}");
    let now = self::code(&folder);
    assert_ne!(now, code);
    let told = folder.tonghop("status", &[]).out;
    assert!(
        told.contains("Chưa khớp") && told.contains("16/11/2020"),
        "{told}"
    );

    let log = folder.tonghop("log", &[]).out;
    assert!(
        log.contains("Lưu bản ký của Xã Đông Yên: ban-ky-dong-yen.pdf"),
        "{log}"
    );
    let exported = folder.tonghop("export", &[]);
    assert_eq!(exported.code, 0, "{exported:?}");
    let acts = folder.tonghop("undo", &["1"]);
    assert_eq!(acts.code, 0, "{acts:?}");
    assert_eq!(unit(&status(&folder))["signed"], Value::Null);
}

#[test]
fn a_copy_with_another_code_is_kept_and_told_with_both() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let (code, path) = (code(&folder), scan(&folder));
    let said = folder.tonghop("signed", &["Xã Đông Yên", &path, "--code", "2222-2222"]);
    assert_eq!(said.code, 1, "{said:?}");
    for one in ["2222-2222", &code] {
        assert!(said.out.contains(one), "{one}: {}", said.out);
    }
    // Typed again as it is, it agrees; by eye it does so too.
    let said = folder.tonghop("signed", &["16393", &path, "--code", &code]);
    assert_eq!(said.code, 0, "{said:?}");
    let said = folder.tonghop("signed", &["16393", &path]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(unit(&status(&folder))["signed"]["code"], code.as_str());
}

#[test]
fn a_copy_held_by_eye_is_told_so_and_outlives_a_lost_ledger_and_a_handover() {
    let folder = asking("note");
    let said = folder.tonghop("signed", &["16393", &scan(&folder)]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("bằng mắt"), "{}", said.out);
    let stands = |on: &Path, what: &str| {
        let now = json(&tonghop_of("status", on, &["--json"]));
        let signed = &unit(&now)["signed"];
        assert_eq!(signed["agrees"], true, "{what}: {signed}");
        assert_eq!(signed["by_eye"], true, "{what}: {signed}");
        let told = tonghop_of("status", on, &[]).out;
        assert!(told.contains("bằng mắt"), "{what}: {told}");
        assert!(archive::find(on, &FileHash::of(SCAN)).is_some(), "{what}");
    };
    stands(folder.path(), "kept");
    std::fs::remove_file(folder.file("so-tiep-nhan.sqlite")).expect("lost");
    assert_eq!(folder.tonghop("rebuild", &[]).code, 0);
    stands(folder.path(), "rebuilt");
    // A form that is being filled for a unit goes along too.
    assert_eq!(folder.tonghop("enter", &["16378"]).code, 0);
    let filling = std::fs::read_dir(folder.file("nhap-thay")).expect("a folder");
    let filling: Vec<_> = filling.flatten().map(|file| file.file_name()).collect();
    assert_eq!(filling.len(), 1, "{filling:?}");
    let kept = tempfile::tempdir().expect("a folder");
    let (parcel, there) = (kept.path().join("dot.zip"), kept.path().join("dot"));
    let to = parcel.to_str().expect("UTF-8");
    let handed = folder.tonghop("hand-over", &["--to", to, "--receiver", "Phòng Nội vụ"]);
    assert_eq!(handed.code, 0, "{handed:?}");
    let taken = tonghop_of("take-over", &parcel, &[there.to_str().expect("UTF-8")]);
    assert_eq!(taken.code, 0, "{taken:?}");
    stands(&there, "taken over");
    assert!(there.join("nhap-thay").join(&filling[0]).exists());
}

#[test]
fn what_is_no_signed_copy_is_refused_with_the_reason() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let path = scan(&folder);
    let own = folder.file(OWN);
    let own = own.to_str().expect("a path");
    let signed = |arguments: &[&str]| folder.tonghop("signed", arguments);
    refused(&signed(&["16393", &path, "--code", "K7M4"]), "tám chữ, số");
    refused(
        &signed(&["16393", &path, "--code", "O0I1-2345"]),
        "tám chữ, số",
    );
    refused(&signed(&["99999", &path]), "99999");
    refused(&signed(&["16393", "khong-co.pdf"]), "khong-co.pdf");
    refused(&signed(&["16393", own]), "không phải bản ký");
    let empty = Folder::sample();
    refused(
        &empty.tonghop("signed", &["16393", &path]),
        "chưa có tệp số liệu",
    );
}

#[test]
fn a_kit_that_asks_for_signed_copies_keeps_the_final_back_or_says_so() {
    let folder = asking("note");
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let notes = status(&folder);
    let notes = notes["findings"].as_array().expect("findings");
    let of_signed: Vec<&Value> = notes.iter().filter(|f| f["code"] == "KY-01").collect();
    assert_eq!(of_signed.len(), 1, "one note for all units: {of_signed:?}");
    assert!(folder.file("4-ket-qua/bao-cao.docx").exists());
    assert!(texts(&folder, "4-ket-qua/tong-hop.xlsx").contains("Chưa có ("));

    let folder = asking("error");
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(!folder.file("4-ket-qua/bao-cao.docx").exists());
    let codes: Vec<(String, String)> = status(&folder)["units"]
        .as_array()
        .expect("units")
        .iter()
        .filter_map(|unit| {
            let word = |key: &str| unit[key].as_str().map(str::to_owned);
            Some((word("code")?, word("paper_code")?))
        })
        .collect();
    for (unit, code) in &codes {
        let path = folder.file(&format!("{unit}.pdf"));
        write_whole(&path, unit.as_bytes()).expect("written");
        let path = path.to_str().expect("a path");
        let said = folder.tonghop("signed", &[unit, path, "--code", code]);
        assert_eq!(said.code, 0, "{said:?}");
    }
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(folder.file("4-ket-qua/bao-cao.docx").exists());
}

#[test]
fn a_kit_says_in_one_of_three_words_whether_it_asks_for_signed_copies() {
    let folder = asking("co");
    let said = folder.tonghop("status", &[]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("no, note, error"), "{}", said.err);
}

/// Column of the code on a signed copy.
const CODE: u16 = 7;
const IS_SIGNED: &str = "Là bản ký của đơn vị";

#[test]
fn a_parcel_of_scans_is_matched_by_name_and_confirmed_in_one_sheet() {
    let folder = asking("error");
    let inbox = |name: &str| folder.file("2-nhan-ve").join(name);
    let names = [
        ("16393 ban ky.pdf", "Xã Đông Yên"),
        ("16390 ban ky.pdf", "Xã Đông Hòa"),
        ("16381 ban ky.pdf", "Xã Đông Hoàng"),
    ];
    for (name, unit) in names {
        write_whole(&inbox(name), format!("%PDF-1.4 {unit}").as_bytes()).expect("written");
    }
    write_whole(&inbox("scan0001.pdf"), b"%PDF-1.4 of nobody").expect("written");
    write_whole(&inbox("16378 hoi nghi.pdf"), b"%PDF-1.4 a meeting").expect("written");
    folder.tonghop("run", &[]);
    let code_of = |name: &str| {
        let now = status(&folder);
        let mut units = now["units"].as_array().expect("units").iter();
        let unit = units.find(|u| u["name"] == name).expect("the unit");
        unit["paper_code"].as_str().expect("a code").to_owned()
    };
    let row_of = |name: &str, unit: &str| {
        let sheet = rows(&folder);
        let row = sheet.iter().position(|row| row[3].contains(name));
        let row = row.unwrap_or_else(|| panic!("{name}: {sheet:#?}"));
        assert_eq!(sheet[row][1], unit);
        row as u32
    };
    let at = names.map(|(name, unit)| row_of(name, unit));
    let nobody = row_of("scan0001.pdf", "");
    let meeting = row_of("16378 hoi nghi.pdf", "Thị trấn Rừng Thông");
    let (yen, hoa) = (code_of("Xã Đông Yên"), code_of("Xã Đông Hòa"));
    typed(
        &folder,
        &[
            (at[0], CHOICE, IS_SIGNED),
            (at[0], CODE, &yen),
            (at[1], CHOICE, IS_SIGNED),
            (at[1], CODE, &hoa.to_lowercase()),
            (at[2], CHOICE, IS_SIGNED),
            (at[2], CODE, &yen),
            (nobody, CHOICE, IS_SIGNED),
            (nobody, OTHER, "Xã Đông Khê"),
            (meeting, CHOICE, "Bỏ qua tệp"),
            (meeting, 6, "giấy mời họp"),
        ],
    );
    let said = folder.tonghop("run", &["--all"]);
    assert_eq!(
        said.out.matches("Đã thực hiện (việc số").count(),
        4,
        "{}",
        said.out
    );
    let now = status(&folder);
    let agrees = |name: &str| {
        let mut units = now["units"].as_array().expect("units").iter();
        units.find(|u| u["name"] == name).expect("the unit")["signed"]["agrees"].clone()
    };
    for name in ["Xã Đông Yên", "Xã Đông Hòa", "Xã Đông Khê"] {
        assert_eq!(agrees(name), true, "{name}");
    }
    // The code of another unit: asked at its cell with both, and nothing is kept.
    assert_eq!(agrees("Xã Đông Hoàng"), Value::Null);
    let hoang = code_of("Xã Đông Hoàng");
    let sheet = rows(&folder);
    let asked = sheet.iter().find(|row| row[3].contains("16381 ban ky.pdf"));
    let asked = asked.expect("it stays");
    assert!(
        asked[8].contains(&yen) && asked[8].contains(&hoang),
        "{asked:?}"
    );
    assert!(!sheet.iter().any(|row| row[3].contains("16393 ban ky.pdf")));
    assert!(!sheet.iter().any(|row| row[3].contains("hoi nghi")));
}

#[test]
fn where_nobody_asks_for_signed_copies_a_scan_of_a_unit_asks_nothing() {
    let folder = Folder::sample();
    let scan = folder.file("2-nhan-ve").join("16393 ban ky.pdf");
    write_whole(&scan, SCAN).expect("written");
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(!folder.file("quyet-dinh.xlsx").exists());
    // By its name among the files that came it is a signed copy all the same.
    let said = folder.tonghop("signed", &["16393", "16393 ban ky.pdf"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(unit(&status(&folder))["signed"]["file"], "16393 ban ky.pdf");
}

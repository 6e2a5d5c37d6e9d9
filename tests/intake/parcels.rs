//! Returns that came in a ZIP or attached to a mail.

use crate::campaign_run::{Folder, tonghop_of};
use crate::package::packed;
use tonghop::store::folder::write_whole;

/// The sample with two of its returns taken out: their names and bytes.
fn without_two() -> (Folder, Vec<(&'static str, Vec<u8>)>) {
    let folder = Folder::sample();
    let names = ["16393_xa-Dong-Yen_CNTT-2020.xlsx", "dong van cntt 2020.ods"];
    let taken = names.map(|name| {
        let path = folder.file("2-nhan-ve").join(name);
        let bytes = std::fs::read(&path).expect("a return");
        std::fs::remove_file(&path).expect("taken away");
        (name, bytes)
    });
    (folder, taken.to_vec())
}

fn put(folder: &Folder, name: &str, bytes: &[u8]) {
    write_whole(&folder.file("2-nhan-ve").join(name), bytes).expect("written");
}

#[test]
fn files_in_a_zip_are_returns_like_any_other() {
    let (folder, taken) = without_two();
    let inner = packed(&[("thư mục/dong van cntt 2020.ods", taken[1].1.clone())]);
    let outer = packed(&[
        ("../16393_xa-Dong-Yen_CNTT-2020.xlsx", taken[0].1.clone()),
        ("__MACOSX/._x.xlsx", b"x".to_vec()),
        ("trong.zip", inner),
    ]);
    put(&folder, "bieu cac xa.zip", &outer);
    let said = folder.tonghop("run", &[]);
    assert!(
        said.out.contains("15/15 đơn vị đã gửi"),
        "{}{}",
        said.out,
        said.err
    );
    assert!(folder.file("4-ket-qua/bao-cao.docx").is_file());
    let traced = folder.tonghop("explain", &["xa.may_tinh"]);
    assert!(
        traced
            .out
            .contains("bieu cac xa.zip/trong.zip/dong van cntt 2020.ods"),
        "{}",
        traced.out
    );
    assert!(
        !folder
            .path()
            .parent()
            .expect("a folder")
            .join("16393_xa-Dong-Yen_CNTT-2020.xlsx")
            .exists()
    );
    let again = folder.tonghop("ingest", &[]);
    assert!(
        again.out.contains("0 tệp") || !again.out.contains("trong.zip"),
        "{}",
        again.out
    );
    let once = folder.tonghop("status", &[]);
    assert_eq!(once.code, 0, "{}", once.out);
}

#[test]
fn attachments_of_a_mail_are_returns_and_its_sender_may_tell_the_unit() {
    let (folder, taken) = without_two();
    let mail = mail_with("dong van cntt 2020.ods", &taken[1].1);
    put(&folder, "thu.eml", mail.as_bytes());
    put(&folder, taken[0].0, &taken[0].1);
    let said = folder.tonghop("run", &[]);
    assert!(
        said.out.contains("15/15 đơn vị đã gửi"),
        "{}{}",
        said.out,
        said.err
    );
    let traced = folder.tonghop("explain", &["xa.may_tinh"]);
    assert!(
        traced.out.contains("thu.eml/dong van cntt 2020.ods"),
        "{}",
        traced.out
    );
}

#[test]
fn a_broken_or_hostile_parcel_costs_one_finding_and_no_more() {
    let (folder, taken) = without_two();
    let good = packed(&[("a.xlsx", taken[0].1.clone())]);
    put(&folder, "cut.zip", &good[..good.len() / 2]);
    put(&folder, "empty.zip", &packed::<&str, &[u8]>(&[]));
    let mut nested = packed(&[("sau.txt", b"x".to_vec())]);
    for _ in 0..20 {
        nested = packed(&[("sau.zip", nested)]);
    }
    put(&folder, "sau.zip", &nested);
    let many: Vec<(String, Vec<u8>)> = (0..700)
        .map(|n| (format!("{n}.txt"), n.to_string().into_bytes()))
        .collect();
    let many: Vec<(&str, Vec<u8>)> = many.iter().map(|(n, b)| (n.as_str(), b.clone())).collect();
    put(&folder, "nhieu.zip", &packed(&many));
    put(
        &folder,
        "thu.eml",
        b"From: a@b.vn\r\nTo: c\r\nSubject: x\r\nDate: y\r\n\r\nKhong co gi",
    );
    let said = folder.tonghop("ingest", &[]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(
        said.out.contains("quá nhiều tệp") || said.err.contains("quá nhiều tệp"),
        "{}",
        said.out
    );
    // Those that came whole are in force all the same.
    let status = folder.tonghop("status", &[]);
    assert!(status.out.contains("Xã Đông Minh"), "{}", status.out);
}

/// What `validate` and `ingest` say of each file, by name: whose it is, its account, the codes of what was found.
fn said_of_files(json: &str) -> Vec<(String, String)> {
    let said: serde_json::Value = serde_json::from_str(json).expect("JSON");
    let files = said["files"].as_array().expect("files").iter();
    let mut files: Vec<(String, String)> = files
        .map(|file| {
            let findings = file["findings"].as_array().expect("findings").iter();
            let codes: Vec<&str> = findings.filter_map(|f| f["code"].as_str()).collect();
            let said = format!("{} {} {codes:?}", file["unit"], file["account"]);
            (file["file"].as_str().expect("a name").to_owned(), said)
        })
        .collect();
    files.sort();
    files
}

#[test]
fn what_came_wrapped_is_validated_as_it_is_taken_in_and_nothing_is_kept() {
    let (folder, taken) = without_two();
    let cut = &taken[0].1[..taken[0].1.len() / 2];
    let inner = packed(&[
        ("thư mục/dong van cntt 2020.ods", taken[1].1.clone()),
        ("hỏng.xlsx", cut.to_vec()),
    ]);
    let outer = packed(&[
        ("16393_xa-Dong-Yen_CNTT-2020.xlsx", taken[0].1.clone()),
        ("trong.zip", inner),
        ("bản nữa.xlsx", taken[0].1.clone()),
        ("khoa.xlsx", b"secret".to_vec()),
    ]);
    let outer = with_password(outer, "khoa.xlsx");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let parcel = elsewhere.path().join("bieu cac xa.zip");
    write_whole(&parcel, &outer).expect("written");
    let campaign = folder.path().to_str().expect("a path");
    let validated = tonghop_of("validate", &parcel, &["--campaign", campaign, "--json"]);
    assert_eq!(validated.code, 1, "{}", validated.err);
    assert!(
        validated
            .out
            .contains("Không mở được bieu cac xa.zip/khoa.xlsx"),
        "{}",
        validated.out
    );
    assert!(!folder.file("luu-tru").exists() && !folder.file("so-tiep-nhan.sqlite").exists());
    let shown = tonghop_of("validate", &parcel, &["--campaign", campaign]);
    for words in [
        "Xã Đông Yên · bieu cac xa.zip/16393_xa-Dong-Yen_CNTT-2020.xlsx",
        "bieu cac xa.zip/trong.zip/dong van cntt 2020.ods",
        "Giống hệt từng byte với bieu cac xa.zip/16393_xa-Dong-Yen_CNTT-2020.xlsx",
        "Không mở được bieu cac xa.zip/khoa.xlsx",
    ] {
        assert!(shown.out.contains(words), "{words}: {}", shown.out);
    }
    let named = parcel.to_str().expect("a path");
    let ingested = folder.tonghop("ingest", &[named, "--json"]);
    let of_both = [&validated, &ingested].map(|said| said_of_files(&said.out));
    assert_eq!(of_both[0].len(), 4, "{}", validated.out);
    assert_eq!(of_both[0], of_both[1]);
}

#[test]
fn what_a_mail_brings_is_validated_with_its_sender() {
    let (folder, taken) = without_two();
    let mail = mail_with("dong van cntt 2020.ods", &taken[1].1);
    put(&folder, "thu.eml", mail.as_bytes());
    let path = folder.file("2-nhan-ve/thu.eml");
    let shown = tonghop_of("validate", &path, &[]);
    assert!(
        shown
            .out
            .contains("Xã Đông Văn · thu.eml/dong van cntt 2020.ods"),
        "{}{}",
        shown.out,
        shown.err
    );
}

#[test]
fn parcels_in_a_further_folder_are_copied_once() {
    let (folder, taken) = without_two();
    let other = tempfile::tempdir().expect("a folder");
    let parcel = packed(&[
        (taken[0].0, taken[0].1.clone()),
        (taken[1].0, taken[1].1.clone()),
    ]);
    write_whole(&other.path().join("hai xã.zip"), &parcel).expect("written");
    let settings = folder.file("dot-bao-cao.toml");
    let text = std::fs::read_to_string(&settings).expect("settings");
    let named = format!(
        "[nhan_ve]\nthu_muc = ['{}']\n\n[lien_he]",
        other.path().display()
    );
    write_whole(&settings, text.replace("[lien_he]", &named).as_bytes()).expect("written");
    let said = folder.tonghop("run", &[]);
    assert!(said.out.contains("15/15 đơn vị đã gửi"), "{}", said.out);
    assert!(
        said.out.contains("Đã chép 1 tệp của đợt này"),
        "{}",
        said.out
    );
    let again = folder.tonghop("ingest", &[]);
    assert!(!again.out.contains("Đã chép"), "{}", again.out);
}

/// The same ZIP, whose headers say that a file in it has a password.
fn with_password(mut zip: Vec<u8>, name: &str) -> Vec<u8> {
    for (mark, flags, name_at) in [(b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)] {
        let heads = zip.windows(4).enumerate();
        let heads: Vec<usize> = heads.filter(|(_, w)| w == mark).map(|(at, _)| at).collect();
        for at in heads {
            if zip[at + name_at..].starts_with(name.as_bytes()) {
                zip[at + flags] |= 1;
            }
        }
    }
    zip
}

#[test]
fn returns_in_a_further_folder_are_copied_and_nothing_else_is_touched() {
    let (folder, taken) = without_two();
    let other = tempfile::tempdir().expect("a folder");
    let put_there = |name: &str, bytes: &[u8]| {
        write_whole(&other.path().join(name), bytes).expect("written");
    };
    put_there("tải về.xlsx", &taken[0].1);
    put_there(taken[1].0, &taken[1].1);
    put_there("ảnh.jpg", b"\xFF\xD8\xFFx");
    put_there("thư riêng.txt", b"khong lien quan");
    let settings = folder.file("dot-bao-cao.toml");
    let text = std::fs::read_to_string(&settings).expect("settings");
    let named = format!(
        "[nhan_ve]\nthu_muc = ['{}', 'khong-co']\n\n[lien_he]",
        other.path().display()
    );
    write_whole(&settings, text.replace("[lien_he]", &named).as_bytes()).expect("written");
    let said = folder.tonghop("run", &[]);
    assert!(
        said.out.contains("15/15 đơn vị đã gửi"),
        "{}{}",
        said.out,
        said.err
    );
    let told = format!("{}{}", said.out, said.err);
    assert!(told.contains("Đã chép 2 tệp của đợt này"), "{told}");
    assert!(
        told.contains("Không thấy thư mục nhận \"khong-co\""),
        "{told}"
    );
    assert!(
        !told.contains("thư riêng") && !told.contains("ảnh.jpg"),
        "{told}"
    );
    assert_eq!(std::fs::read_dir(other.path()).expect("it").count(), 4);
    let again = folder.tonghop("ingest", &[]);
    assert!(
        !format!("{}{}", again.out, again.err).contains("Đã chép"),
        "{}",
        again.out
    );
}

#[test]
fn only_the_common_workbooks_are_written_when_asked_for() {
    let folder = Folder::sample();
    folder.tonghop("emit", &["--common"]);
    let names: Vec<String> = folder
        .contents("1-gui-di")
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| name.contains(".xlsx"))
        .collect();
    assert!(names.len() <= 2, "{names:?}");
    assert!(!names.iter().any(|n| n.starts_with("16390")), "{names:?}");
}

/// A saved mail with a file attached.
fn mail_with(name: &str, bytes: &[u8]) -> String {
    format!(
        "Return-Path: <x@y.vn>\r\nFrom: =?UTF-8?B?WMOjIMSQw7RuZyBWxINu?= <x@y.vn>\r\nTo: h@y.vn\r\nSubject: bieu\r\n\
         Date: Mon, 2 Nov 2020 08:00:00 +0700\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nGui bieu\r\n\
         --b\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--b--\r\n",
        base64(bytes)
    )
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for (n, piece) in bytes.chunks(3).enumerate() {
        let all =
            piece.iter().fold(0_u32, |sum, b| sum << 8 | u32::from(*b)) << (8 * (3 - piece.len()));
        for at in 0..4 {
            out.push(if at <= piece.len() {
                char::from(LETTERS[(all >> (18 - 6 * at) & 63) as usize])
            } else {
                '='
            });
        }
        if n % 19 == 18 {
            out.push_str("\r\n");
        }
    }
    out
}

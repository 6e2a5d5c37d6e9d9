//! Returns that came in a ZIP or attached to a mail.

use crate::campaign_run::Folder;
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
    let mail = format!(
        "Return-Path: <x@y.vn>\r\nFrom: =?UTF-8?B?WMOjIMSQw7RuZyBWxINu?= <x@y.vn>\r\nTo: h@y.vn\r\nSubject: bieu\r\n\
         Date: Mon, 2 Nov 2020 08:00:00 +0700\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nGui bieu\r\n\
         --b\r\nContent-Type: application/octet-stream; name=\"dong van cntt 2020.ods\"\r\n\
         Content-Disposition: attachment; filename=\"dong van cntt 2020.ods\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--b--\r\n",
        base64(&taken[1].1)
    );
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

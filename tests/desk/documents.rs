//! Documents that people may have changed: refreshed, checked, printed and issued from the page.

use crate::campaign_run::Folder;
use crate::served::Served;
use std::path::Path;

/// Where a document is dropped.
const DROP: &str = "/van-ban/tep/";

/// The sample, taken in, with a draft of which one figure reads otherwise by now.
fn outdated() -> (Folder, Served) {
    let folder = Folder::sample();
    for command in ["ingest", "consolidate"] {
        assert!(folder.tonghop(command, &[]).code < 2);
    }
    let draft = folder.tonghop("report", &["--draft"]);
    assert!(draft.code < 2, "{draft:?}");
    let reason = ["--source", "điện thoại", "--reason", "đơn vị báo lại"];
    let set = folder.tonghop("set", &[&["16390", "may_cu", "4"][..], &reason].concat());
    assert!(set.code < 2, "{set:?}");
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    (folder, served)
}

fn read(folder: &Folder, name: &str) -> Vec<u8> {
    std::fs::read(folder.file("4-ket-qua").join(name)).expect(name)
}

/// Sends a button of a document.
fn does(served: &Served, what: &str, key: &str) {
    let sent = served.post(&format!("/van-ban/{what}"), &[("tep", key)]);
    assert_eq!(sent.status, 303, "{what}: {sent:?}");
}

#[test]
fn a_document_that_is_dropped_gets_todays_figures_as_the_command_line_puts_them() {
    let (folder, served) = outdated();
    let draft = read(&folder, "bao-cao_du-thao.docx");
    let name = "Báo cáo sửa lần cuối.docx";
    assert_eq!(served.put_to(DROP, name, &draft).status, 201);
    let page = served.page("/bao-cao");
    assert!(page.contains(name) && page.contains("vừa thả"), "{page}");
    does(&served, "cap-nhat", &format!("tha/{name}"));
    served.quiet(2);
    let page = served.page("/bao-cao");
    assert!(page.contains("đã thay") && page.contains("Đoạn"), "{page}");
    let by_page = read(&folder, "Báo cáo sửa lần cuối_cap-nhat.docx");
    std::fs::remove_file(folder.file("4-ket-qua/Báo cáo sửa lần cuối_cap-nhat.docx"))
        .expect("it was there");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let copy = elsewhere.path().join(name);
    std::fs::copy(folder.file("4-ket-qua/bao-cao_du-thao.docx"), &copy).expect("copied");
    let said = folder.tonghop("report", &["--refresh", copy.to_str().expect("a path")]);
    assert!(said.code < 2, "{said:?}");
    assert!(by_page == read(&folder, "Báo cáo sửa lần cuối_cap-nhat.docx"));
    // It is opened from where it is told, and taken from the list again.
    assert_eq!(
        served.post("/mo-vua-lap/tep", &[("ve", "/bao-cao")]).status,
        303
    );
    does(&served, "bo", &format!("tha/{name}"));
    assert!(!served.page("/bao-cao").contains("vừa thả"));
}

#[test]
fn a_document_is_checked_for_its_form_and_its_figures() {
    let (folder, served) = outdated();
    does(&served, "soat", "ket-qua/bao-cao_du-thao.docx");
    served.quiet(2);
    let page = served.page("/bao-cao");
    let file = folder.file("4-ket-qua/bao-cao_du-thao.docx");
    let said = crate::campaign_run::tonghop_of(
        "lint",
        &file,
        &["--campaign", folder.path().to_str().expect("a path")],
    );
    let lines = said.out.lines().filter_map(|line| line.strip_prefix("   "));
    let points: Vec<&str> = lines.map(|line| line.trim_start_matches("| ")).collect();
    assert!(!points.is_empty(), "{said:?}");
    for point in points {
        let shown = point.replace('"', "&quot;");
        assert!(page.contains(&shown), "{point}: {page}");
    }
}

#[test]
fn only_a_document_that_is_listed_is_worked_on() {
    let (folder, served) = outdated();
    assert!(folder.file("dot-bao-cao.toml").exists());
    for key in [
        "",
        "ket-qua/../dot-bao-cao.toml",
        "ket-qua/khac.docx",
        "tha/khac.docx",
        "/etc/passwd",
        "4-ket-qua/bao-cao_du-thao.docx",
    ] {
        for what in ["mo", "soat", "cap-nhat", "pdf", "bo"] {
            let sent = served.post(&format!("/van-ban/{what}"), &[("tep", key)]);
            assert!([404, 422].contains(&sent.status), "{what} {key}: {sent:?}");
        }
    }
    let sent = served.post("/van-ban/xoa", &[("tep", "ket-qua/bao-cao_du-thao.docx")]);
    assert_eq!(sent.status, 404);
    for name in ["../a.docx", "", "a/b.docx"] {
        assert!(
            [404, 422].contains(&served.put_to(DROP, name, b"x").status),
            "{name}"
        );
    }
    // No Word document: told, and nothing is written.
    assert_eq!(served.put_to(DROP, "ảnh.docx", b"no document").status, 201);
    does(&served, "cap-nhat", "tha/ảnh.docx");
    served.quiet(2);
    let page = served.page("/bao-cao");
    assert!(
        page.contains("ảnh.docx") && page.contains("class=\"notice\""),
        "{page}"
    );
    assert!(!folder.file("4-ket-qua/ảnh_cap-nhat.docx").exists());
}

#[test]
fn a_number_typed_over_in_word_is_settled_from_where_it_is_told() {
    let (folder, served) = outdated();
    // A person has typed over a figure of the draft.
    let draft = read(&folder, "bao-cao_du-thao.docx");
    let typed = retyped(&draft, "269", "270");
    assert_eq!(served.put_to(DROP, "sua.docx", &typed).status, 201);
    does(&served, "cap-nhat", "tha/sua.docx");
    served.quiet(2);
    let page = served.page("/bao-cao");
    let form = page
        .split("<form method=\"post\" action=\"/quyet-dinh\">")
        .find(|form| form.contains("value=\"lay-so\"") || form.contains("value=\"giu-so\""))
        .unwrap_or_else(|| panic!("nothing is to be settled: {page}"));
    let of = |name: &str| {
        let from = form.split(&format!("name=\"{name}\" value=\"")).nth(1);
        from.and_then(|from| from.split('"').next())
            .expect("a field")
            .to_owned()
    };
    let sent = served.post(
        "/quyet-dinh",
        &[
            ("lam", "lay-so"),
            ("so", &of("so")),
            ("ghi", &of("ghi")),
            ("ve", "/bao-cao"),
        ],
    );
    assert_eq!(sent.status, 303, "{sent:?}");
    does(&served, "cap-nhat", "tha/sua.docx");
    served.quiet(3);
    let after = served.page("/bao-cao");
    assert!(
        !after.contains(&format!("name=\"ghi\" value=\"{}\"", of("ghi"))),
        "{after}"
    );
}

/// A document in which a number reads otherwise, once.
fn retyped(docx: &[u8], from: &str, to: &str) -> Vec<u8> {
    let from = format!(">{from}<");
    crate::package::changed(docx, |name, part| {
        if name != "word/document.xml" {
            return part;
        }
        let xml = String::from_utf8(part).expect("UTF-8");
        assert!(xml.contains(&from), "{from} stands in a run of its own");
        xml.replacen(&from, &format!(">{to}<"), 1).into_bytes()
    })
}

#[test]
fn what_was_signed_is_issued_with_its_scan_and_the_edited_document() {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    served.post("/bao-cao/lap/trinh-ky", &[]);
    served.quiet(2);
    assert_eq!(
        served.put_to(DROP, "ban ky.pdf", b"%PDF-1.4 signed").status,
        201
    );
    let page = served.page("/bao-cao");
    assert!(page.contains("value=\"tha/ban ky.pdf\""), "{page}");
    let sent = served.post(
        "/bao-cao/phat-hanh",
        &[
            ("so", "123"),
            ("ngay", "2020-11-16"),
            ("van-ban", "ket-qua/bao-cao.docx"),
            ("ban-ky", "tha/ban ky.pdf"),
        ],
    );
    assert_eq!(sent.status, 303, "{sent:?}");
    assert!(served.page("/bao-cao").contains("123/BC-UBND"));
    let log = folder.tonghop("log", &[]);
    assert!(log.out.contains("123"), "{log:?}");
    let kept = blake3::hash(b"%PDF-1.4 signed").to_hex().to_string();
    assert!(
        is_archived(&folder.file("luu-tru"), b"%PDF-1.4 signed"),
        "{kept}"
    );
}

/// Whether a file of these bytes lies in the archive.
fn is_archived(dir: &Path, bytes: &[u8]) -> bool {
    let shelves = std::fs::read_dir(dir).expect("the archive").flatten();
    shelves.filter(|one| one.path().is_dir()).any(|shelf| {
        let files = std::fs::read_dir(shelf.path()).expect("a shelf").flatten();
        files
            .map(|one| std::fs::read(one.path()).expect("a file"))
            .any(|kept| kept == bytes)
    })
}

//! What the officer does for a unit by hand: forms filled for it, single answers, parts left out, rules that do not apply,
//! files that count, scans of what was signed.

use crate::campaign_run::Folder;
use crate::served::{Answer, Served};
use std::path::Path;

/// A sample, taken in.
fn taken_in(sample: &str) -> (Folder, Served) {
    let folder = Folder::copy_of(Path::new(sample));
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    (folder, served)
}

fn decide(served: &Served, fields: &[(&str, &str)]) -> Answer {
    let answer = served.post("/quyet-dinh", fields);
    assert_eq!(answer.status, 303, "{answer:?}");
    answer
}

#[test]
fn an_answer_is_entered_and_a_part_left_out_as_the_command_line_does() {
    let (own, served) = taken_in("samples/dong-son-2020");
    let other = Folder::sample();
    assert!(other.tonghop("ingest", &[]).code < 2);
    let page = served.page("/don-vi/16390");
    assert!(
        page.contains("Nhập một giá trị") && page.contains("value=\"section:"),
        "{page}"
    );
    let of = |lam: &'static str| {
        [
            ("don-vi", "16390"),
            ("ly-do", "đơn vị báo lại"),
            ("lam", lam),
        ]
    };
    decide(
        &served,
        &[
            &of("sua-thay")[..],
            &[("o", "may_cu"), ("gia-tri", "4"), ("nguon", "điện thoại")],
        ]
        .concat(),
    );
    let section = page
        .split("value=\"section:")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a section");
    let part = format!("section:{section}");
    decide(
        &served,
        &[&of("bo-phan")[..], &[("bo-phan", &part)]].concat(),
    );
    let reason = ["--reason", "đơn vị báo lại"];
    for said in [
        other.tonghop(
            "set",
            &[
                &["16390", "may_cu", "4", "--source", "điện thoại"],
                &reason[..],
            ]
            .concat(),
        ),
        other.tonghop(
            "without",
            &[&["16390", "--section", section], &reason[..]].concat(),
        ),
    ] {
        assert!(said.code < 2, "{said:?}");
    }
    let export = |folder: &Folder| {
        let said = folder.tonghop("export", &[]);
        assert_eq!(said.code, 0, "{said:?}");
        std::fs::read_to_string(folder.file("xuat-du-lieu/tra-loi.csv"))
            .ok()
            .or_else(|| std::fs::read_to_string(answers(folder)).ok())
            .expect("the answers")
    };
    assert_eq!(export(&own), export(&other));
    for wrong in ["section:khong-co", "khac:x", ""] {
        let sent = served.post(
            "/quyet-dinh",
            &[&of("bo-phan")[..], &[("bo-phan", wrong)]].concat(),
        );
        assert_eq!(sent.status, 422, "{wrong}: {sent:?}");
    }
}

/// The table of answers of an export.
fn answers(folder: &Folder) -> std::path::PathBuf {
    let all = std::fs::read_dir(folder.file("xuat-du-lieu")).expect("the export");
    let mut all: Vec<_> = all.map(|one| one.expect("a file").path()).collect();
    all.sort();
    let csv = all
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "csv"));
    let largest = csv.max_by_key(|path| path.metadata().map_or(0, |about| about.len()));
    largest.expect("a table").clone()
}

#[test]
fn a_form_is_made_opened_and_taken_in_for_a_unit() {
    let (folder, served) = taken_in("samples/troubled");
    let sent = served.post(
        "/lam/nhap-thay",
        &[("don-vi", "16399"), ("ve", "/don-vi/16399")],
    );
    assert_eq!(sent.header("location"), "/don-vi/16399");
    served.quiet(2);
    let page = served.page("/don-vi/16399");
    assert!(
        page.contains("_nhap-thay.xlsx") && page.contains("Nhận biểu nhập thay"),
        "{page}"
    );
    assert_eq!(folder.contents("nhap-thay").len(), 1);
    assert_eq!(
        served.post("/nhap-thay/16399/mo", &[("ve", "/")]).status,
        303
    );
    // Nobody has filled it yet: told, and nothing is taken in.
    assert_eq!(served.post("/nhap-thay/16399/nhan", &[]).status, 303);
    served.quiet(3);
    let page = served.page("/nhan");
    assert!(
        page.contains("class=\"notice\"") && page.contains("_nhap-thay.xlsx"),
        "{page}"
    );
    assert!(!page.contains("tonghop "), "{page}");
    for unit in ["16390", "khong-co", "..%2F..%2Fetc"] {
        let sent = served.post(&format!("/nhap-thay/{unit}/mo"), &[]);
        assert!([404, 422].contains(&sent.status), "{unit}: {sent:?}");
    }
    assert_eq!(served.post("/nhap-thay/16399/xoa", &[]).status, 404);
    // One table for all that have not sent anything.
    served.post("/lam/bang-nhap-thay", &[("ve", "/don-vi")]);
    served.quiet(4);
    let page = served.page("/don-vi");
    assert!(page.contains("bang-nhap-thay"), "{page}");
}

#[test]
fn a_rule_does_not_apply_to_a_unit_and_another_file_counts() {
    let (folder, served) = taken_in("samples/troubled");
    let page = served.page("/xem-lai");
    let form = page
        .split("<form method=\"post\" action=\"/quyet-dinh\">")
        .find(|form| form.contains("value=\"khong-ap-dung\""))
        .unwrap_or_else(|| panic!("no rule: {page}"));
    let of = |name: &str| {
        let from = form.split(&format!("name=\"{name}\" value=\"")).nth(1);
        from.and_then(|from| from.split('"').next())
            .expect("a field")
    };
    decide(
        &served,
        &[
            ("lam", "khong-ap-dung"),
            ("don-vi", of("don-vi")),
            ("quy-tac", of("quy-tac")),
            ("ly-do", "đặc thù của xã"),
        ],
    );
    let log = folder.tonghop("log", &[]);
    assert!(log.out.contains("đặc thù của xã"), "{log:?}");
    // Of a unit that sent twice each file can be said to count, or to be another's.
    let unit = served.page("/don-vi/16405");
    assert!(
        unit.contains("Dùng tệp này") && unit.contains("Là của đơn vị khác"),
        "{unit}"
    );
}

#[test]
fn a_parcel_of_scans_is_confirmed_in_one_list() {
    let (folder, served) = taken_in("samples/dong-son-2020");
    for (name, bytes) in [
        ("16390 ban ky.pdf", &b"%PDF-1.4 one"[..]),
        ("16393 ban ky.pdf", b"%PDF-1.4 two"),
        ("khong ro.pdf", b"%PDF-1.4 three"),
    ] {
        assert_eq!(served.put(name, bytes).status, 201);
    }
    served.post("/nhan/doc", &[]);
    served.quiet(2);
    let page = served.page("/ban-ky");
    for said in [
        "16390 ban ky.pdf",
        "Xã Đông Hòa",
        "khong ro.pdf",
        "3 bản quét",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let code = page
        .split("Xã Đông Hòa")
        .nth(1)
        .and_then(|rest| rest.split("class=\"whole\">").nth(1))
        .and_then(|rest| rest.split('<').next())
        .expect("the code of what counts");
    let sent = served.post(
        "/ban-ky",
        &[
            ("nhan-0", "1"),
            ("tep-0", "16390 ban ky.pdf"),
            ("don-vi-0", "16390"),
            ("ma-0", code),
            ("nhan-1", "1"),
            ("tep-1", "16393 ban ky.pdf"),
            ("don-vi-1", "không có xã này"),
            ("tep-2", "khong ro.pdf"),
            ("don-vi-2", "16390"),
        ],
    );
    assert_eq!(sent.status, 303, "{sent:?}");
    served.quiet(3);
    // One is kept, one is refused for itself, one was not ticked.
    let page = served.page("/ban-ky");
    assert!(page.contains("Xã Đông Hòa · 16390 ban ky.pdf"), "{page}");
    assert!(page.contains("2 bản quét"), "{page}");
    let said = folder.tonghop("status", &[]);
    assert!(
        said.code < 2 && served.page("/don-vi/16390").contains("Bản ký"),
        "{said:?}"
    );
    let log = folder.tonghop("log", &[]);
    assert!(
        log.out.contains("16390 ban ky.pdf") && !log.out.contains("khong ro.pdf\" của"),
        "{log:?}"
    );
}

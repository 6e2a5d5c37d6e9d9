//! What is decided by a button stands in the book as if it had been typed, and is taken back from where it is confirmed.

use crate::campaign_run::Folder;
use crate::served::Served;
use std::path::Path;

/// The campaign of troubles, taken in.
fn troubled() -> (Folder, Served) {
    let folder = Folder::copy_of(Path::new("samples/troubled"));
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    (folder, served)
}

/// The value of a hidden field in the first form that decides something so, by a button of this name.
fn hidden<'p>(page: &'p str, (does, button): (&str, &str), name: &str) -> &'p str {
    let mut forms = page.split("<form method=\"post\" action=\"/quyet-dinh\">");
    let (does, button) = (format!("value=\"{does}\""), format!(">{button}</button>"));
    let form = forms.find(|form| form.contains(&does) && form.contains(&button));
    let form = form.unwrap_or_else(|| panic!("nothing is decided by {does}"));
    let from = form.split(&format!("name=\"{name}\" value=\"")).nth(1);
    from.and_then(|from| from.split('"').next())
        .expect("a field")
}

#[test]
fn a_finding_is_accepted_with_a_reason_and_taken_back_from_the_line_that_confirms_it() {
    let (folder, served) = troubled();
    let page = served.page("/xem-lai");
    let finding = hidden(&page, ("chap-nhan", "Chấp nhận"), "muc").to_owned();
    let decide = |reason: &str| {
        served.post(
            "/quyet-dinh",
            &[
                ("lam", "chap-nhan"),
                ("muc", &finding),
                ("ly-do", reason),
                ("ve", "/xem-lai"),
            ],
        )
    };
    let refused = decide(" ");
    assert_eq!(refused.status, 422, "a reason is needed: {refused:?}");
    let done = decide("đã gọi điện <b>");
    assert_eq!(done.status, 303, "{done:?}");
    let confirmed = served.page(done.header("location"));
    assert!(confirmed.contains("đã gọi điện &lt;b&gt;"), "{confirmed}");
    let log = folder.tonghop("log", &[]);
    assert!(
        log.out.contains(&finding)
            && log.out.contains("đã gọi điện <b>")
            && log.out.contains("cán bộ"),
        "{log:?}"
    );
    let act = done
        .header("location")
        .split("viec=")
        .nth(1)
        .expect("an act")
        .to_owned();
    let undone = served.post("/hoan-tac", &[("viec", &act), ("ve", "/xem-lai")]);
    assert_eq!(undone.status, 303, "{undone:?}");
    assert!(served.page("/xem-lai").contains(&finding), "it waits again");
    // What was taken back is not offered to be taken back again.
    assert_eq!(
        served
            .post("/hoan-tac", &[("viec", &act), ("ve", "/")])
            .status,
        422
    );
}

#[test]
fn a_return_that_waits_is_used_or_the_one_in_force_kept() {
    let (folder, served) = troubled();
    let page = served.page("/xem-lai");
    let (file, unit) = (
        hidden(&page, ("dung", "Dùng bản mới"), "tep").to_owned(),
        hidden(&page, ("dung", "Dùng bản mới"), "don-vi").to_owned(),
    );
    let used = served.post(
        "/quyet-dinh",
        &[
            ("lam", "dung"),
            ("tep", &file),
            ("don-vi", &unit),
            ("ve", "/xem-lai"),
        ],
    );
    assert_eq!(used.status, 303, "{used:?}");
    let status = folder.tonghop("status", &["--json"]);
    let status: serde_json::Value = serde_json::from_str(&status.out).expect("JSON");
    let units = status["units"].as_array().expect("units");
    let of_unit = units
        .iter()
        .find(|one| one["code"] == unit.as_str())
        .expect("the unit");
    assert_eq!(of_unit["file"], file.as_str());
}

#[test]
fn a_unit_is_left_out_and_waited_for_again() {
    let (_folder, served) = troubled();
    let without = served.post(
        "/quyet-dinh",
        &[
            ("lam", "khong-cho"),
            ("don-vi", "16399"),
            ("ly-do", "xã sáp nhập"),
            ("ve", "/don-vi/16399"),
        ],
    );
    assert_eq!(without.status, 303, "{without:?}");
    let page = served.page(without.header("location"));
    assert!(
        page.contains("xã sáp nhập") && page.contains("cho-lai"),
        "{page}"
    );
    let again = served.post(
        "/quyet-dinh",
        &[
            ("lam", "cho-lai"),
            ("don-vi", "16399"),
            ("ve", "/don-vi/16399"),
        ],
    );
    assert_eq!(again.status, 303, "{again:?}");
    assert!(served.page("/don-vi/16399").contains("khong-cho"));
}

#[test]
fn what_is_open_stands_in_the_way_of_the_final() {
    let (folder, served) = troubled();
    let page = served.page("/bao-cao");
    assert!(page.contains("Chưa trình ký được: còn"), "{page}");
    served.post("/bao-cao/lap/trinh-ky", &[]);
    served.quiet(2);
    assert!(!folder.file("4-ket-qua/bao-cao.docx").exists());
    served.post("/bao-cao/lap/du-thao", &[]);
    served.quiet(3);
    assert!(folder.file("4-ket-qua/bao-cao_du-thao.docx").exists());
    assert!(served.page("/bao-cao").contains("bao-cao_du-thao.docx"));
}

#[test]
fn the_final_of_the_page_is_that_of_the_command_line_byte_for_byte() {
    let (own, other) = (Folder::sample(), Folder::sample());
    let served = Served::of(&own);
    served.page("/nhan");
    served.quiet(1);
    served.post("/bao-cao/lap/trinh-ky", &[]);
    served.quiet(2);
    for command in ["ingest", "consolidate", "report"] {
        let said = other.tonghop(command, &[]);
        assert!(said.code < 2, "{said:?}");
    }
    for name in ["bao-cao.docx", "tong-hop.xlsx"] {
        let read =
            |folder: &Folder| std::fs::read(folder.file("4-ket-qua").join(name)).expect(name);
        assert!(read(&own) == read(&other), "{name}");
    }
    // Issued, nothing else is written.
    let sent = served.post(
        "/bao-cao/phat-hanh",
        &[("so", "123"), ("ngay", "2020-11-16")],
    );
    assert_eq!(sent.status, 303, "{sent:?}");
    let page = served.page("/bao-cao");
    assert!(
        page.contains("123/BC-UBND") && !page.contains("/bao-cao/lap/trinh-ky"),
        "{page}"
    );
}

#[test]
fn units_are_asked_again_by_a_button() {
    let (folder, served) = troubled();
    served.post("/hoi-lai", &[]);
    served.quiet(2);
    assert!(served.page("/xem-lai").contains("Đã lập biểu bổ sung cho"));
    assert!(!folder.contents("3-bo-sung").is_empty());
}

#[test]
fn a_value_is_mended_for_a_unit_and_a_deadline_moved() {
    let (folder, served) = troubled();
    let set = [
        ("lam", "sua-thay"),
        ("don-vi", "16390"),
        ("o", "may_tinh"),
        ("gia-tri", "21"),
        ("nguon", "điện thoại ngày 15/11"),
        ("ly-do", "đơn vị ghi thiếu"),
        ("ve", "/don-vi/16390"),
    ];
    let done = served.post("/quyet-dinh", &set);
    assert_eq!(done.status, 303, "{done:?}");
    let page = served.page("/don-vi/16390");
    assert!(page.contains("điện thoại ngày 15/11"), "{page}");
    let more = [
        ("lam", "gia-han"),
        ("don-vi", "16399"),
        ("ngay", "2020-11-20"),
        ("ly-do", "mất điện"),
        ("ve", "/don-vi/16399"),
    ];
    assert_eq!(served.post("/quyet-dinh", &more).status, 303);
    assert!(served.page("/don-vi/16399").contains("20/11/2020"));
    let log = folder.tonghop("log", &[]);
    assert!(
        log.out.contains("mất điện") && log.out.contains("đơn vị ghi thiếu"),
        "{log:?}"
    );
    let chot = [("lam", "chot"), ("ly-do", "hết hạn"), ("ve", "/bao-cao")];
    assert_eq!(served.post("/quyet-dinh", &chot).status, 303);
    assert!(served.page("/bao-cao").contains("chốt"));
    for nothing in ["", "xoa-het"] {
        assert_eq!(served.post("/quyet-dinh", &[("lam", nothing)]).status, 422);
    }
}

#[test]
fn papers_beside_the_report_are_written_by_buttons() {
    let (folder, served) = troubled();
    let papers = [
        ("cong-van-gui", "1-gui-di/cong-van_gui-bieu.docx"),
        ("don-doc", "3-bo-sung/cong-van_don-doc.docx"),
        ("goi-dien", "goi-dien.xlsx"),
        ("tom-tat", "4-ket-qua/tom-tat.docx"),
    ];
    for (number, (word, file)) in papers.into_iter().enumerate() {
        served.post(&format!("/lap/{word}"), &[("ve", "/")]);
        served.quiet(2 + number as u64);
        assert!(folder.file(file).exists(), "{file}: {}", served.page("/"));
        let page = served.page("/");
        assert!(page.contains(&format!("/mo-tep/{word}")), "{page}");
        assert_eq!(served.post(&format!("/mo-tep/{word}"), &[]).status, 303);
    }
    assert_eq!(served.post("/lap/khac", &[]).status, 404);
    // Nothing was issued that could be replaced.
    served.post("/lap/thay-the", &[("ly-do", "nhầm số"), ("ve", "/bao-cao")]);
    served.quiet(6);
    assert!(served.page("/bao-cao").contains("Chưa làm được"));
}

#[test]
fn an_issued_report_is_replaced_when_a_figure_reads_otherwise() {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    served.post("/bao-cao/lap/trinh-ky", &[]);
    served.quiet(2);
    let sent = [("so", "123"), ("ngay", "2020-11-16")];
    assert_eq!(served.post("/bao-cao/phat-hanh", &sent).status, 303);
    let mended = [
        ("lam", "sua-thay"),
        ("don-vi", "16390"),
        ("o", "may_cu"),
        ("gia-tri", "4"),
        ("nguon", "điện thoại"),
        ("ly-do", "đơn vị báo lại"),
        ("ve", "/don-vi/16390"),
    ];
    assert_eq!(served.post("/quyet-dinh", &mended).status, 303);
    let page = served.page("/bao-cao");
    assert!(page.contains("Số liệu nay khác"), "{page}");
    served.post(
        "/lap/thay-the",
        &[("ly-do", "đơn vị báo lại"), ("ve", "/bao-cao")],
    );
    served.quiet(3);
    let page = served.page("/bao-cao");
    assert!(
        folder.file("4-ket-qua/bao-cao_thay-the.docx").exists(),
        "{page}"
    );
}

#[test]
fn who_gives_a_name_decides_under_it() {
    let (folder, served) = troubled();
    let named = served.post("/ten", &[("ten", "Tổ tổng hợp"), ("ve", "/xem-lai")]);
    assert_eq!((named.status, named.header("location")), (303, "/xem-lai"));
    assert!(served.page("/").contains("Người làm: Tổ tổng hợp"));
    served.post(
        "/quyet-dinh",
        &[
            ("lam", "khong-cho"),
            ("don-vi", "16399"),
            ("ly-do", "xã sáp nhập"),
        ],
    );
    let log = folder.tonghop("log", &[]);
    assert!(log.out.contains("người quyết định: Tổ tổng hợp"), "{log:?}");
    assert_eq!(served.post("/ten", &[("ten", " ")]).status, 422);
    let elsewhere = served.post(
        "/ten",
        &[("ten", "Tổ tổng hợp"), ("ve", "/\t/evil.example")],
    );
    assert_eq!(elsewhere.header("location"), "/");
}

#[test]
fn opinions_are_chosen_and_worded_in_the_officers_own_workbook() {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    let before = std::fs::read(folder.file("chon-y-kien.xlsx")).expect("the selection");
    let report = served.page("/bao-cao");
    let page = served.page("/y-kien?loc=khong");
    let key = page
        .split("name=\"lay-")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let key = key.expect("a text that was left out").to_owned();
    let (take, wording) = (format!("lay-{key}"), format!("loi-{key}"));
    let words = "Đề nghị bố trí thêm đường truyền dự phòng";
    let chosen = [
        (take.as_str(), "lay"),
        (wording.as_str(), words),
        ("ve", "/y-kien"),
    ];
    let saved = served.post("/y-kien", &chosen);
    assert_eq!(saved.status, 303, "{saved:?}");
    let page = served.page(saved.header("location"));
    assert!(
        page.contains(words) && page.contains("Đã ghi vào"),
        "{page}"
    );
    // It stands in the report, and the archive has the workbook as it was.
    assert!(served.page("/bao-cao").contains(words));
    let is_kept = |dir: &Path| {
        let files = std::fs::read_dir(dir).expect("the archive").flatten();
        files.filter(|one| one.path().is_dir()).any(|shelf| {
            let files = std::fs::read_dir(shelf.path()).expect("a shelf").flatten();
            files
                .map(|one| std::fs::read(one.path()).expect("a file"))
                .any(|bytes| bytes == before)
        })
    };
    assert!(is_kept(&folder.file("luu-tru")));
    // Left out again, all reads as before; what the form says no otherwise is not written.
    let left = [
        (take.as_str(), "khong"),
        (wording.as_str(), ""),
        ("ve", "/y-kien"),
    ];
    assert_eq!(served.post("/y-kien", &left).status, 303);
    assert_eq!(served.page("/bao-cao"), report);
    let written = std::fs::read(folder.file("chon-y-kien.xlsx")).expect("the selection");
    assert_eq!(served.post("/y-kien", &left).status, 303);
    let again = std::fs::read(folder.file("chon-y-kien.xlsx")).expect("the selection");
    assert!(written == again);
}

#[test]
fn what_the_command_line_does_is_seen_at_once() {
    let (folder, served) = troubled();
    assert!(served.page("/don-vi/16399").contains("khong-cho"));
    let said = folder.tonghop("without", &["16399", "--reason", "xã sáp nhập"]);
    assert!(said.code < 2, "{said:?}");
    let page = served.page("/don-vi/16399");
    assert!(
        page.contains("xã sáp nhập") && page.contains("cho-lai"),
        "{page}"
    );
    assert!(served.page("/so").contains("xã sáp nhập"));
}

//! What leaves the campaign: tables, a copy that is handed over and taken over, where it stands as a file; its editions, its
//! kit, and a ledger that is made again.

use crate::campaign_run::Folder;
use crate::served::Served;
use std::path::{Path, PathBuf};
use tonghop::store::folder::write_whole;

/// The sample, taken in.
fn taken_in() -> (Folder, Served) {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    (folder, served)
}

/// Each file of a folder with its bytes.
fn files(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let all = std::fs::read_dir(dir).expect("a folder").flatten();
    let all = all.map(|one| one.path()).filter(|path| path.is_file());
    let mut all: Vec<_> = all
        .map(|path| {
            let bytes = std::fs::read(&path).expect("a file");
            (PathBuf::from(path.file_name().expect("a name")), bytes)
        })
        .collect();
    all.sort();
    all
}

#[test]
fn tables_are_those_of_the_command_line_byte_for_byte() {
    let (own, served) = taken_in();
    served.post("/lam/xuat-du-lieu", &[("ve", "/so")]);
    served.quiet(2);
    let page = served.page("/so");
    assert!(
        page.contains("xuat-du-lieu") && page.contains("Mở thư mục"),
        "{page}"
    );
    let by_page = files(&own.file("xuat-du-lieu"));
    let elsewhere = tempfile::tempdir().expect("a folder");
    let to = elsewhere.path();
    let said = own.tonghop("export", &["--to", to.to_str().expect("a path")]);
    assert_eq!(said.code, 0, "{said:?}");
    let by_command = files(&to.join("xuat-du-lieu"));
    assert!(by_page.len() > 3 && by_page == by_command, "{said:?}");
}

#[test]
fn a_campaign_is_handed_over_and_taken_over_by_buttons() {
    let (own, served) = taken_in();
    served.post(
        "/lam/ban-giao",
        &[("nguoi-nhan", "Tổ tổng hợp"), ("ve", "/so")],
    );
    served.quiet(2);
    let page = served.page("/so");
    assert!(page.contains("_ban-giao_2020-11-16.zip"), "{page}");
    let name = own
        .path()
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let zip = own
        .path()
        .with_file_name(format!("{name}_ban-giao_2020-11-16.zip"));
    let bytes = std::fs::read(&zip).expect("the bundle");
    std::fs::remove_file(&zip).expect("taken away");
    // This copy is only looked at.
    let refused = served.post(
        "/quyet-dinh",
        &[("lam", "chot"), ("ly-do", "hết hạn"), ("ve", "/bao-cao")],
    );
    assert_eq!(refused.status, 422, "{refused:?}");
    assert!(!refused.body.contains("tonghop "), "{refused:?}");
    // Somebody else goes on with it.
    let home = tempfile::tempdir().expect("a folder");
    let home = home.path().join("nhà");
    std::fs::create_dir(&home).expect("made");
    let start = Served::start(&home);
    let file = "dot nay_ban-giao_2020-11-16.zip";
    let put = start.put_to("/ban-giao/tep/", file, &bytes[..bytes.len().min(100)]);
    assert_eq!(put.status, 201, "{put:?}");
    let take =
        |name: &str, file: &str| start.post("/ban-giao", &[("tep", file), ("ten-thu-muc", name)]);
    assert_eq!(take("dot nay", file).status, 422, "it is cut off");
    assert!(!home.join("Bao cao/dot nay").exists());
    assert_eq!(take("../ngoai", file).status, 422);
    assert_eq!(take("dot nay", "khac.zip").status, 422);
    if bytes.len() as u64 <= crate::served::MOST {
        let put = start.put_to("/ban-giao/tep/", file, &bytes);
        assert_eq!(put.status, 201, "{put:?}");
        let page = start.page("/");
        assert!(page.contains(&put.body), "{page}");
        let taken = start.led(&take("dot nay", &put.body));
        assert!(home.join("Bao cao/dot nay/dot-bao-cao.toml").exists());
        let chot = [("lam", "chot"), ("ly-do", "hết hạn"), ("ve", "/bao-cao")];
        assert_eq!(taken.post("/quyet-dinh", &chot).status, 303, "it goes on");
        drop(taken);
    }
    // Or this copy goes on after all.
    assert_eq!(served.post("/thoi-ban-giao", &[("ly-do", " ")]).status, 422);
    assert_eq!(
        served
            .post("/thoi-ban-giao", &[("ly-do", "chưa giao")])
            .status,
        303
    );
    assert!(served.page("/so").contains("chưa giao"));
}

#[test]
fn where_it_stands_is_a_file_that_needs_nothing_else() {
    let (own, served) = taken_in();
    let page = served.page("/tinh-hinh");
    served.post("/lam/tinh-hinh", &[("ve", "/tinh-hinh")]);
    served.quiet(2);
    let file = own.file("4-ket-qua/tinh-hinh.html");
    let file = String::from_utf8(std::fs::read(file).expect("the page"))
        .expect("UTF-8")
        .replace("&#x2f;", "/");
    assert!(
        file.contains("Xã Đông Hòa") && file.contains("<style>"),
        "{file}"
    );
    for leads in ["href=", "src=", "<form", "<script", "127.0.0.1"] {
        assert!(!file.contains(leads), "{leads}: {file}");
    }
    // The rows are those of the page.
    let cells = |page: &str| {
        let rows = page
            .split("<tbody>")
            .nth(1)
            .and_then(|rest| rest.split("</tbody>").next());
        let rows = rows.expect("rows").split("<td").skip(1);
        rows.map(|cell| {
            cell.split('>')
                .skip(1)
                .collect::<Vec<_>>()
                .join(">")
                .split("</td")
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .collect::<Vec<String>>()
    };
    assert_eq!(cells(&page), cells(&file));
    // What a person wrote into it stays.
    write_whole(&own.file("4-ket-qua/tinh-hinh.html"), b"mine").expect("written");
    served.post("/lam/tinh-hinh", &[("ve", "/tinh-hinh")]);
    served.quiet(3);
    let page = served.page("/tinh-hinh");
    assert!(
        page.contains("tinh-hinh-lan-2.html")
            && page.contains("tệp cũ đang mở hoặc đã có người sửa"),
        "{page}"
    );
}

#[test]
fn editions_tell_what_is_new_in_each_and_why() {
    let (_own, served) = taken_in();
    assert!(
        served
            .page("/so/cac-ban")
            .contains("Chưa lập bản báo cáo nào")
    );
    served.post("/bao-cao/lap/du-thao", &[]);
    served.quiet(2);
    let set = [
        ("lam", "sua-thay"),
        ("don-vi", "16390"),
        ("o", "may_cu"),
        ("gia-tri", "4"),
        ("nguon", "điện thoại"),
        ("ly-do", "đơn vị báo lại"),
    ];
    assert_eq!(served.post("/quyet-dinh", &set).status, 303);
    served.post("/bao-cao/lap/du-thao", &[]);
    served.quiet(3);
    let page = served.page("/so/cac-ban");
    for said in ["2 bản báo cáo", "Khác bản 1", "đơn vị báo lại", "→"] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[test]
fn a_kit_is_shown_with_all_that_is_wrong_at_its_lines() {
    let (own, served) = taken_in();
    let page = served.page("/bo-mau");
    assert!(
        page.contains("Máy tính") && page.contains("Lời văn của báo cáo"),
        "{page}"
    );
    let kit = own.file("bo-mau");
    if !kit.is_dir() {
        return;
    }
    let narrative = kit.join("report.md");
    let words = std::fs::read_to_string(&narrative).expect("the wording");
    write_whole(
        &narrative,
        format!("{words}\n{{{{ khong_co_so_nay }}}}\n").as_bytes(),
    )
    .expect("written");
    let page = served.page("/bo-mau");
    assert!(
        page.contains("report.md") && page.contains("khong_co_so_nay"),
        "{page}"
    );
}

#[test]
fn a_ledger_that_is_lost_is_made_again_from_where_that_is_told() {
    let (own, served) = taken_in();
    assert!(served.page("/don-vi/16390").contains("Máy tính"));
    for name in [
        "so-tiep-nhan.sqlite",
        "so-tiep-nhan.sqlite-wal",
        "so-tiep-nhan.sqlite-shm",
    ] {
        let _ = std::fs::remove_file(own.file(name));
    }
    let lost = served.get("/don-vi");
    assert_eq!(lost.status, 500, "{lost:?}");
    assert!(
        lost.body.contains("/lap-lai-so") && !lost.body.contains("tonghop "),
        "{lost:?}"
    );
    assert_eq!(served.post("/lap-lai-so", &[]).status, 303);
    assert!(served.page("/don-vi/16390").contains("Máy tính"));
}

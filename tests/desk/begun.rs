//! A new campaign from the page: its folder, its settings, its units, and the same forms as by the command line.

use crate::campaign_run::Folder;
use crate::filled::{PERIOD, SIGN, UNITS};
use crate::served::{Answer, Served, encoded, options};
use std::path::{Path, PathBuf};
use tonghop::store::folder::write_whole;

/// A home, its first page, and a campaign that was begun there.
struct Begun {
    _dir: tempfile::TempDir,
    root: PathBuf,
    campaign: Served,
    start: Served,
}

fn home() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let home = dir.path().join("nhà");
    std::fs::create_dir_all(home.join("Documents")).expect("made");
    (dir, home)
}

fn begun() -> Begun {
    let (dir, home) = home();
    let start = Served::start(&home);
    let kit = [("bo-mau", "cntt-huyen-2020"), ("ten", "CNTT 2020")];
    let campaign = start.led(&start.post("/dot-moi", &kit));
    Begun {
        _dir: dir,
        root: home.join("Documents/Bao cao/CNTT 2020"),
        campaign,
        start,
    }
}

/// Sends a step as its page has it, with these values.
fn send(served: &Served, step: &str, values: &[(&str, &str)]) -> Answer {
    let path = format!("/thiet-lap/{step}");
    let page = served.page(&path);
    let mark = page.split_once("name=\"dau\" value=\"").expect("a mark").1;
    let mark = mark.split('"').next().expect("a mark");
    served.post(&path, &[values, &[("dau", mark)]].concat())
}

/// The same values with another one.
fn with<'v>(
    values: &[(&'v str, &'v str)],
    name: &'v str,
    value: &'v str,
) -> Vec<(&'v str, &'v str)> {
    let other = values.iter().filter(|(known, _)| *known != name);
    other.copied().chain([(name, value)]).collect()
}

fn settings(root: &Path) -> String {
    std::fs::read_to_string(root.join("dot-bao-cao.toml")).expect("settings")
}

/// What the page says is wrong at a field.
fn wrong_at<'p>(page: &'p str, name: &str) -> &'p str {
    let mark = format!("id=\"{name}-sai\">");
    let said = page
        .split_once(&mark)
        .unwrap_or_else(|| panic!("{name}: {page}"))
        .1;
    assert!(
        page.contains(&format!("<a href=\"#{name}\">")),
        "{name} in the summary"
    );
    said.split("</p>").next().unwrap_or_default()
}

#[test]
fn a_whole_campaign_is_begun_and_its_forms_are_those_of_the_command_line() {
    let begun = begun();
    let served = &begun.campaign;
    // What is not whole yet leads to what is open.
    assert_eq!(served.get("/").header("location"), "/thiet-lap/xem-lai");
    assert!(
        served
            .page("/thiet-lap/xem-lai")
            .contains("Kỳ và thời hạn: ")
    );
    let fresh = settings(&begun.root);
    let answer = send(served, "ky", &PERIOD);
    assert_eq!(
        answer.header("location"),
        "/thiet-lap/noi-nhan",
        "{answer:?}"
    );
    let answer = send(served, "noi-nhan", &SIGN);
    assert_eq!(answer.header("location"), "/thiet-lap/don-vi", "{answer:?}");
    let answer = served.post("/thiet-lap/don-vi/dan", &[("danh-sach", UNITS)]);
    assert_eq!(answer.header("location"), "/thiet-lap/don-vi", "{answer:?}");
    let page = served.page("/thiet-lap/don-vi");
    assert!(page.contains("Danh sách có 3 dòng"), "{page}");
    let chosen = chosen(&page);
    let chosen: Vec<(&str, &str)> = chosen
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let answer = served.post("/thiet-lap/don-vi/dung", &chosen);
    assert_eq!(
        answer.header("location"),
        "/thiet-lap/xem-lai",
        "{answer:?}"
    );
    let page = served.page("/thiet-lap/xem-lai");
    assert!(page.contains("Đủ thông tin"), "{page}");
    assert_eq!(served.post("/gui/lap/tung-don-vi", &[]).status, 303);
    served.quiet(1);
    // By hand and by the command line.
    let other = tempfile::tempdir().expect("a folder");
    let by_hand = other.path().join("CNTT 2020");
    let made = crate::campaign_run::tonghop_of("init", &by_hand, &[]);
    assert_eq!(made.code, 0, "{made:?}");
    assert_eq!(fresh, settings(&by_hand));
    let filled = by_person(&fresh);
    assert_eq!(settings(&begun.root), filled);
    write_whole(&by_hand.join("dot-bao-cao.toml"), filled.as_bytes()).expect("written");
    std::fs::copy(begun.root.join("don-vi.xlsx"), by_hand.join("don-vi.xlsx")).expect("copied");
    let made = crate::campaign_run::tonghop_of("emit", &by_hand, &[]);
    assert_eq!(made.code, 0, "{made:?}");
    let forms = |root: &Path| -> std::collections::BTreeMap<String, Vec<u8>> {
        let all = std::fs::read_dir(root.join("1-gui-di")).expect("the folder");
        let all = all.map(|one| one.expect("a file").path());
        all.map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            (name.into_owned(), std::fs::read(&path).expect("its bytes"))
        })
        .collect()
    };
    let (ours, theirs) = (forms(&begun.root), forms(&by_hand));
    let books = ours.keys().filter(|name| name.contains(".xlsx"));
    assert!(books.count() >= 3, "{:?}", ours.keys());
    assert!(ours.keys().eq(theirs.keys()), "{:?}", theirs.keys());
    for (name, bytes) in &ours {
        assert!(theirs[name] == *bytes, "{name}");
    }
    assert!(
        begun.start.page("/").contains("CNTT 2020"),
        "it is offered again"
    );
}

/// What the page of a list has chosen for each column.
fn chosen(page: &str) -> Vec<(String, String)> {
    let selects = page.split("<select id=\"cot-").skip(1);
    let named = selects.enumerate().map(|(n, select)| {
        let select = select.split("</select>").next().unwrap_or_default();
        let before = select.split("\" selected").next().unwrap_or_default();
        let value = if select.contains("\" selected") {
            before.rsplit('"').next().unwrap_or_default()
        } else {
            ""
        };
        (format!("cot-{n}"), value.to_owned())
    });
    named.collect()
}

/// The settings as a person would fill them in with Notepad.
fn by_person(fresh: &str) -> String {
    let sections =
        |text: &str| -> Vec<String> { text.split_inclusive("\r\n").map(str::to_owned).collect() };
    let mut section = String::new();
    let all: Vec<(&str, &str)> = PERIOD.iter().chain(&SIGN).copied().collect();
    let lines = sections(fresh).into_iter().map(|line| {
        let bare = line.trim_end().trim_start_matches("# ").to_owned();
        if let Some(name) = bare
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            name.clone_into(&mut section);
            return if name == "can_cu" {
                format!("{bare}\r\n")
            } else {
                line
            };
        }
        let Some((key, _)) = bare.split_once(" = ") else {
            return line;
        };
        let name = if section.is_empty() {
            key.to_owned()
        } else {
            format!("{section}.{key}")
        };
        let value = all
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, value)| value);
        match (name.as_str(), value) {
            (_, "") => line,
            ("bao_cao.kinh_gui", _) => {
                "kinh_gui = [\"UBND tỉnh Sao Mai\", \"Sở Nội vụ tỉnh Sao Mai\"]\r\n".to_owned()
            }
            ("moc.ho_so", _) => {
                "ho_so = { tu = \"01/01/2020\", den = \"28/10/2020\" }\r\n".to_owned()
            }
            (_, value) if value.contains('"') => format!("{key} = '{value}'\r\n"),
            (_, value) => format!("{key} = \"{value}\"\r\n"),
        }
    });
    lines.collect()
}

#[test]
fn what_is_missing_or_wrong_is_told_at_its_field_and_the_rest_is_kept() {
    let begun = begun();
    let served = &begun.campaign;
    assert!(
        !served.page("/thiet-lap/ky").contains("-sai"),
        "nobody has looked yet"
    );
    let answer = send(served, "ky", &with(&PERIOD, "han.bao_cao", ""));
    assert_eq!(answer.header("location"), "/thiet-lap/ky?sai=1");
    let page = served.page("/thiet-lap/ky?sai=1");
    assert!(
        wrong_at(&page, "han.bao_cao").contains("Đề nghị điền: Hạn gửi báo cáo đi"),
        "{page}"
    );
    assert!(
        page.contains("value=\"05/11/2020\""),
        "what was filled in is kept"
    );
    let mistakes = [
        ("ky", "ten_dot", "Đợt này", "ten_dot"),
        ("ky", "ky.tu", "31/02/2020", "ky.tu"),
        ("ky", "ky.den", "31/12/2019", "ky.den"),
        ("ky", "moc.thiet_bi", "khoảng tháng 10", "moc.thiet_bi"),
        ("ky", "moc.ho_so.den", "28/10/2019", "moc.ho_so"),
        ("ky", "han.don_vi_gui", "05/12/2020", "han.bao_cao"),
        (
            "ky",
            "van_ban_gui_bieu.so_ky_hieu",
            "12/UBND",
            "van_ban_gui_bieu.ngay",
        ),
        ("noi-nhan", "co_quan.ten", "", "co_quan.ten"),
        (
            "noi-nhan",
            "bao_cao.trich_yeu",
            "Kết quả năm 2020.",
            "bao_cao.trich_yeu",
        ),
        (
            "noi-nhan",
            "bao_cao.ky_hieu",
            "BC – UBND",
            "bao_cao.ky_hieu",
        ),
        ("noi-nhan", "bao_cao.ngay", "tháng 11", "bao_cao.ngay"),
        ("noi-nhan", "bao_cao.kinh_gui", " \r\n", "bao_cao.kinh_gui"),
        (
            "noi-nhan",
            "bao_cao.noi_nhan",
            "Như trên",
            "bao_cao.noi_nhan",
        ),
        ("noi-nhan", "nguoi_ky.tu_cach", "", "nguoi_ky.tu_cach"),
        (
            "noi-nhan",
            "nguoi_ky.tu_cach",
            "thu_truong",
            "nguoi_ky.tu_cach",
        ),
        (
            "noi-nhan",
            "nguoi_ky.ho_ten",
            "TS. Họ và Tên",
            "nguoi_ky.ho_ten",
        ),
        (
            "noi-nhan",
            "lien_he.thu_dien_tu",
            "khong phai thu",
            "lien_he.thu_dien_tu",
        ),
    ];
    for (step, name, value, at) in mistakes {
        let values: &[_] = if step == "ky" { &PERIOD } else { &SIGN };
        let answer = send(served, step, &with(values, name, value));
        assert_eq!(
            answer.header("location"),
            format!("/thiet-lap/{step}?sai=1"),
            "{name}"
        );
        let page = served.page(&format!("/thiet-lap/{step}?sai=1"));
        let said = wrong_at(&page, at);
        // In the words of the form.
        for word in ["`", "_"] {
            assert!(!said.contains(word), "{name}: {said}");
        }
    }
}

#[test]
fn what_a_person_wrote_by_hand_stays_and_what_the_page_does_not_know_is_refused() {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    let before = settings(folder.path());
    let page = served.page("/thiet-lap/noi-nhan");
    assert!(
        page.contains("Văn phòng UBND huyện\nPhòng Văn hóa và Thông tin"),
        "{page}"
    );
    // One value is changed, and every other byte stays.
    let answer = send(
        &served,
        "ky",
        &[("han.bao_cao", "01/12/2020"), ("so_lieu_minh_hoa", "1")],
    );
    assert_eq!(
        answer.header("location"),
        "/thiet-lap/ky?da-luu=1",
        "{answer:?}"
    );
    let after = settings(folder.path());
    assert_eq!(
        after,
        before.replace("bao_cao = \"2020-11-30\"", "bao_cao = \"01/12/2020\"")
    );
    // A campaign that is whole is never made less so.
    let answer = send(
        &served,
        "ky",
        &[("han.bao_cao", "01/10/2020"), ("so_lieu_minh_hoa", "1")],
    );
    assert_eq!(answer.status, 422);
    assert!(
        wrong_at(&answer.body, "han.bao_cao").contains("01/10/2020"),
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("value=\"01/10/2020\""),
        "what was typed is there still"
    );
    assert_eq!(settings(folder.path()), after);
    // Changed elsewhere meanwhile.
    let stale = [("han.bao_cao", "02/12/2020"), ("dau", "0")];
    let answer = served.post("/thiet-lap/ky", &stale);
    assert!(
        answer.status == 422 && answer.body.contains("vừa được sửa ở nơi khác"),
        "{answer:?}"
    );
    // Written in a way of its own.
    let odd = after.replace("loai = \"BÁO CÁO\"", "loai = [[\"BÁO CÁO\"]]");
    assert_ne!(odd, after);
    write_whole(&folder.file("dot-bao-cao.toml"), odd.as_bytes()).expect("written");
    let answer = send(&served, "noi-nhan", &[("bao_cao.loai", "BÁO CÁO NHANH")]);
    assert!(
        answer.status == 422 && answer.body.contains("sửa tay"),
        "{answer:?}"
    );
    assert_eq!(settings(folder.path()), odd);
    // Units that people filled in are not written over.
    assert!(
        served
            .page("/thiet-lap/don-vi")
            .contains("chỉ sửa trong Excel")
    );
    let roster = std::fs::read(folder.file("don-vi.xlsx")).expect("the roster");
    served.post("/thiet-lap/don-vi/dan", &[("danh-sach", "Xã Hoa Ban")]);
    let answer = served.post("/thiet-lap/don-vi/dung", &[("cot-2", "0")]);
    assert!(
        answer.status == 422 && answer.body.contains("không ghi đè"),
        "{answer:?}"
    );
    assert_eq!(
        std::fs::read(folder.file("don-vi.xlsx")).expect("the roster"),
        roster
    );
}

#[test]
fn an_offices_own_workbook_is_read_and_a_wrong_file_is_told() {
    let begun = begun();
    let served = &begun.campaign;
    let drop = |name: &str, bytes: &[u8]| {
        let path = format!("/thiet-lap/don-vi/tep/{}", encoded(name));
        let head = served.head("PUT", &path, bytes.len());
        served.raw(&[head.as_bytes(), b"\r\n", bytes].concat())
    };
    for (name, bytes) in [
        ("ke hoach.docx", &b"PK"[..]),
        ("danh sach.xlsx", b"no workbook"),
        ("a.csv", b""),
    ] {
        let answer = drop(name, bytes);
        assert_eq!(answer.status, 422, "{name}: {answer:?}");
    }
    let book = std::fs::read("tests/fixtures/roster-codes-as-numbers.xlsx").expect("the file");
    assert_eq!(drop("Danh sách (chính thức).xlsx", &book).status, 201);
    let page = served.page("/thiet-lap/don-vi");
    let known = chosen(&page)
        .iter()
        .filter(|(_, at)| !at.is_empty())
        .count();
    assert!(known >= 3, "{page}");
    // Without names there are no units.
    let answer = served.post("/thiet-lap/don-vi/dung", &[("cot-0", "0")]);
    assert!(
        answer.status == 422 && answer.body.contains("tên đơn vị"),
        "{answer:?}"
    );
    // Nothing of it is left where it was read.
    let private = options(&begun.root.join("../../..")).private;
    let left = std::fs::read_dir(private).into_iter().flatten().flatten();
    assert!(
        !left
            .into_iter()
            .any(|one| one.file_name().to_string_lossy().contains("danh-sach"))
    );
}

#[test]
fn a_name_that_is_taken_or_leads_elsewhere_makes_nothing() {
    let begun = begun();
    let place = begun.root.parent().expect("a folder");
    let taken = begun.start.post(
        "/dot-moi",
        &[("bo-mau", "cntt-huyen-2020"), ("ten", "CNTT 2020")],
    );
    assert_eq!(taken.status, 422);
    assert!(taken.body.contains("CNTT 2020 (2)"), "{}", taken.body);
    for name in ["", "..", "../x", "/tmp/x", "a/b", "con", "C:\\x"] {
        let answer = begun
            .start
            .post("/dot-moi", &[("bo-mau", "cntt-huyen-2020"), ("ten", name)]);
        assert_eq!(answer.status, 422, "{name}: {answer:?}");
    }
    // A kit is named by its id and never by a path.
    let kit = std::path::absolute("kits/cntt-huyen-2020").expect("a path");
    for kit in ["", "khong-co", &kit.to_string_lossy()] {
        let answer = begun
            .start
            .post("/dot-moi", &[("bo-mau", kit), ("ten", "Đợt khác")]);
        assert_eq!(answer.status, 422, "{kit}: {answer:?}");
    }
    assert_eq!(std::fs::read_dir(place).expect("the folder").count(), 1);
    // From an earlier campaign that is not whole nothing is taken over.
    let page = begun.start.page("/dot-moi");
    let id = page.split_once("name=\"dot-truoc\"").expect("offered").1;
    let id = id
        .split("value=\"")
        .nth(2)
        .and_then(|rest| rest.split('"').next())
        .expect("an id");
    let answer = begun
        .start
        .post("/dot-moi", &[("ten", "Năm sau"), ("dot-truoc", id)]);
    assert_eq!(answer.status, 422, "{answer:?}");
    assert!(!place.join("Năm sau").exists());
}

//! What the pages say.

use crate::campaign_run::Folder;
use crate::served::{Served, env};
use std::fmt::Write;
use std::time::{Duration, Instant};
use tonghop::app::Workspace;
use tonghop::store::folder::write_whole;

/// The pages, of the sample as it is.
const PAGES: [&str; 21] = [
    "/bo-mau",
    "/ban-ky",
    "/tinh-hinh",
    "/so/cac-ban",
    "/thiet-lap/ky?sai=1",
    "/thiet-lap/noi-nhan",
    "/thiet-lap/don-vi",
    "/thiet-lap/xem-lai",
    "/y-kien",
    "/",
    "/gui",
    "/nhan",
    "/don-vi",
    "/don-vi/16390",
    "/don-vi/16405/so-sanh",
    "/xem-lai",
    "/xem-lai?xem=them",
    "/so-lieu",
    "/so-lieu/xa.may_tinh",
    "/bao-cao?so=xa.may_tinh",
    "/so",
];

#[test]
fn each_page_is_whole_in_both_languages_before_and_after_anything_came() {
    let folder = Folder::copy_of(std::path::Path::new("samples/troubled"));
    let mut served = Served::of(&folder);
    let vietnamese = served.cookie.clone();
    let english = format!("{vietnamese}; tonghop-tieng=en");
    for _ in 0..2 {
        for (cookie, lang, word) in [(&vietnamese, "vi", "Hôm nay"), (&english, "en", "Today")] {
            served.cookie.clone_from(cookie);
            for path in PAGES {
                let page = served.page(path);
                assert!(
                    page.contains(&format!("<html lang=\"{lang}\">")) && page.contains(word),
                    "{path}"
                );
                assert!(
                    page.ends_with("</html>\n") || page.ends_with("</html>"),
                    "{path}: {page}"
                );
                assert!(
                    !page.contains("tonghop "),
                    "{path} names a command, where a button does it: {page}"
                );
                // A sentence that is missing shows its id.
                for area in ["desk.", "cli.", "flow."] {
                    let shown = page.split(['>', ' ', '"']).find(|word| {
                        word.strip_prefix(area).is_some_and(|rest| {
                            rest.starts_with(|c: char| c.is_ascii_lowercase())
                                && !rest.starts_with("css")
                                && !rest.starts_with("js")
                        })
                    });
                    assert_eq!(shown, None, "{path}");
                }
            }
        }
        served.cookie.clone_from(&vietnamese);
        served.post("/nhan/doc", &[]);
        served.quiet(1);
    }
}

#[test]
fn units_are_filtered_sorted_and_found() {
    let folder = Folder::copy_of(std::path::Path::new("samples/troubled"));
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    let all = served.page("/don-vi");
    assert!(
        all.contains("Xã Đông Hòa") && all.contains("Xã Đông Minh"),
        "{all}"
    );
    let missing = served.page("/don-vi?loc=chua-gui");
    assert!(
        !missing.contains("Xã Đông Hòa</a>") && missing.contains("Xã Đông Minh</a>"),
        "{missing}"
    );
    for typed in ["dong%20hoa", "%C4%90%C3%B4ng%20H%C3%B2a", "16390"] {
        let found = served.page(&format!("/don-vi?tim={typed}"));
        assert!(
            found.contains("Xã Đông Hòa</a>") && !found.contains("Xã Đông Minh</a>"),
            "{typed}: {found}"
        );
    }
    let place = |page: &str, name: &str| page.find(&format!("{name}</a>")).expect("it is there");
    let sorted = served.page("/don-vi?xep=ten");
    assert!(place(&sorted, "Xã Đông Hòa") < place(&sorted, "Xã Đông Yên"));
    let turned = served.page("/don-vi?xep=-ten");
    assert!(place(&turned, "Xã Đông Hòa") > place(&turned, "Xã Đông Yên"));
    assert!(served.page("/don-vi?tim=khong-co").contains("Xem tất cả"));
}

#[test]
fn a_figure_is_followed_to_its_cells() {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    let figure = served.page("/so-lieu/xa.may_tinh");
    for said in [
        "269 máy",
        "Biểu 01!E13",
        "Xã Đông Hòa",
        "<svg",
        "16390_xa-Dong-Hoa_CNTT-2020 bản cuối.xlsx",
    ] {
        assert!(figure.contains(said), "{said}: {figure}");
    }
    let unit = served.page("/don-vi/16390");
    for said in [
        "Máy tính",
        "Biểu 01!E13",
        "7QA4-FBBX",
        "/so-lieu/xa.may_tinh",
    ] {
        assert!(unit.contains(said), "{said}: {unit}");
    }
    // The report says the same number, as a link to where it comes from.
    let report = served.page("/bao-cao?so=xa.may_tinh");
    assert!(
        report.contains("href=\"/bao-cao?so=xa.may_tinh#") && report.contains("269 máy"),
        "{report}"
    );
}

#[test]
fn what_is_open_is_marked_at_its_answer() {
    let folder = Folder::copy_of(std::path::Path::new("samples/troubled"));
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    let unit = served.page("/don-vi/16381");
    let mark = unit
        .split("class=\"point\" href=\"#")
        .nth(1)
        .expect("a mark");
    let place = mark.split('"').next().expect("its place");
    assert!(unit.contains(&format!("id=\"{place}\"")), "{place}: {unit}");
}

#[test]
fn texts_from_outside_are_never_markup() {
    let folder = Folder::sample();
    let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*191 }}";
    let roster = format!(
        "Mã;Loại;Tên đơn vị;Biểu;Phần;Nhóm;E-mail;Đầu mối;Điện thoại;Hạn riêng;Trạng thái\n16390;xã;\"{}\";;;;;\"{}\";;;\n405;huyen;Cơ quan huyện Đông Sơn;;;;;;;;\n",
        hostile.replace('"', "\"\""),
        hostile.replace('"', "\"\""),
    );
    std::fs::remove_file(folder.file("don-vi.xlsx")).expect("the roster");
    write_whole(&folder.file("don-vi.csv"), roster.as_bytes()).expect("written");
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    let name = "<b>x&.xlsx";
    assert_eq!(served.put(name, b"no workbook").status, 201);
    served.post("/nhan/doc", &[]);
    served.quiet(2);
    for path in [
        "/",
        "/nhan",
        "/don-vi",
        "/don-vi/16390",
        "/xem-lai",
        "/so-lieu/xa.may_tinh",
        "/bao-cao",
        "/so",
    ] {
        let page = served.page(path);
        assert!(
            !page.contains("<script>") && !page.contains("<img") && !page.contains("<b>x"),
            "{path}: {page}"
        );
        assert!(!page.contains("1337"), "{path}: no template is made of it");
    }
    assert!(
        served.page("/don-vi").contains("&lt;script&gt;"),
        "it is shown as it was written"
    );
    // What the address says is shown as little as anything else.
    let found = served.page(&format!("/don-vi?tim={}", crate::served::encoded(hostile)));
    assert!(
        !found.contains("<script>alert") && !found.contains("<img"),
        "{found}"
    );
}

#[test]
fn three_thousand_units_are_shown_at_once() {
    let folder = Folder::sample();
    std::fs::remove_dir_all(folder.file("2-nhan-ve")).expect("the returns");
    std::fs::create_dir(folder.file("2-nhan-ve")).expect("a folder");
    let mut roster = "Mã;Loại;Tên đơn vị\n405;huyen;Cơ quan huyện Đông Sơn\n".to_owned();
    for unit in 0..3320 {
        writeln!(roster, "{:05};xã;Xã Số {unit}", 10_000 + unit).expect("a text");
    }
    std::fs::remove_file(folder.file("don-vi.xlsx")).expect("the roster");
    write_whole(&folder.file("don-vi.csv"), roster.as_bytes()).expect("written");
    let served = Served::of(&folder);
    let first = served.page("/don-vi");
    assert!(
        first.contains("0/3.321") || first.contains("0/3321"),
        "{first}"
    );
    let since = Instant::now();
    let page = served.page("/don-vi?trang=34&xep=ten");
    let took = since.elapsed();
    assert!(
        page.contains("3.301–3.321") || page.contains("3301–3321"),
        "{page}"
    );
    assert!(took < Duration::from_secs(2), "{took:?}");
    let since = Instant::now();
    let found = served.page("/don-vi?tim=xa%20so%201234");
    assert!(found.contains("Xã Số 1234</a>"), "{found}");
    assert!(
        since.elapsed() < Duration::from_secs(2),
        "{:?}",
        since.elapsed()
    );
    assert!(page.len() < 100_000, "{}", page.len());
}

#[test]
fn forms_are_made_and_each_unit_has_its_words() {
    let folder = Folder::sample();
    std::fs::remove_dir_all(folder.file("2-nhan-ve")).expect("the returns");
    let served = Served::of(&folder);
    assert!(
        served.page("/").contains("href=\"/gui\""),
        "it is the first thing to do"
    );
    assert!(served.page("/gui").contains("Gửi theo cách nào?"));
    served.post("/gui/lap/chung", &[]);
    served.quiet(1);
    let common = served.page("/gui");
    assert!(common.contains("chung-xa_CNTT-2020.xlsx"), "{common}");
    served.post("/gui/lap/tung-don-vi", &[]);
    served.quiet(2);
    let page = served.page("/gui");
    assert!(page.contains("16390_xa-Dong-Hoa_CNTT-2020.xlsx"), "{page}");
    let words = page
        .split("data-copy=\"")
        .find(|words| words.contains("16390_xa"));
    let words = words.expect("words to send");
    assert!(
        words.contains("UBND xã Đông Hòa") && words.contains("05/11/2020"),
        "{words}"
    );
    assert!(
        folder
            .file("1-gui-di/16390_xa-Dong-Hoa_CNTT-2020.xlsx")
            .exists()
    );
    assert_eq!(served.post("/gui/lap/khac", &[]).status, 404);
}

#[test]
fn a_folder_that_is_gone_or_worked_on_elsewhere_is_told_and_nothing_is_lost() {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    let other = Workspace::open(folder.path(), env()).expect("a campaign");
    let session = other.session().expect("nobody works on it");
    let without = [
        ("lam", "khong-cho"),
        ("don-vi", "16399"),
        ("ly-do", "sáp nhập"),
        ("ve", "/"),
    ];
    let busy = served.post("/quyet-dinh", &without);
    assert_eq!(busy.status, 409, "{busy:?}");
    assert_eq!(served.get("/don-vi").status, 200, "looking disturbs nobody");
    drop(session);
    // Settings that need mending are told at their lines, whichever page is asked for.
    let settings = std::fs::read_to_string(folder.file("dot-bao-cao.toml")).expect("text");
    std::fs::remove_file(folder.file("dot-bao-cao.toml")).expect("the settings");
    write_whole(
        &folder.file("dot-bao-cao.toml"),
        settings.replace("[ky]", "[ky").as_bytes(),
    )
    .expect("written");
    let wrong = served.get("/don-vi");
    assert_eq!(wrong.status, 422, "{wrong:?}");
    assert!(wrong.body.contains("dot-bao-cao.toml"), "{}", wrong.body);
    assert_eq!(served.get("/").header("location"), "/thiet-lap/xem-lai");
    let page = served.page("/thiet-lap/xem-lai");
    assert!(page.contains("(dot-bao-cao.toml:"), "{page}");
    // The form is not shown as if it were blank.
    assert!(
        served
            .page("/thiet-lap/ky")
            .contains("Đề nghị mở tệp và sửa ở đó")
    );
    let moved = folder.path().with_extension("doi-cho");
    std::fs::rename(folder.path(), &moved).expect("moved");
    let gone = served.get("/");
    assert_eq!(gone.status, 422, "{gone:?}");
    assert!(gone.body.contains("Không thấy thư mục"), "{}", gone.body);
    assert_eq!(served.put("a.xlsx", b"x").status, 507);
    std::fs::rename(&moved, folder.path()).expect("moved back");
}

//! The first page: campaigns of late, and a folder that is chosen below home.

use crate::campaign_run::Folder;
use crate::served::{Answer, Served, encoded, options};
use std::path::Path;
use tonghop::app::last_opened::note;

/// A home with the sample's campaign in it.
fn home() -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let home = dir.path().join("nhà");
    let campaign = home.join("Bao cao").join("CNTT 2020");
    std::fs::create_dir_all(campaign.parent().expect("a folder")).expect("made");
    std::fs::rename(Folder::sample().into_path(), &campaign).expect("moved");
    (dir, home)
}

/// Where a page leads by a link or a button with these words.
fn way(page: &str, label: &str) -> String {
    let at = page
        .find(label)
        .unwrap_or_else(|| panic!("{label}: {page}"));
    let before = &page[..at];
    let way = ["href=\"", "action=\""]
        .iter()
        .filter_map(|mark| before.rfind(mark).map(|at| at + mark.len()))
        .max();
    let way = &before[way.expect("a way")..];
    way.split('"').next().unwrap_or_default().to_owned()
}

#[test]
fn a_campaign_is_found_below_home_opened_and_offered_again() {
    let (_dir, home) = home();
    let start = Served::start(&home);
    let page = start.page("/");
    assert!(page.contains("Chưa có đợt báo cáo nào"), "{page}");
    let page = start.page(&way(&page, "Mở thư mục khác"));
    let inside = start.page(&way(&page, "Bao cao</a>"));
    let campaign = start.led(&start.post(&way(&inside, "Mở đợt này</button>"), &[]));
    assert!(campaign.page("/").contains("huyện Đông Sơn"));
    // The same again leads to the same page.
    let again = start.led(&start.post(&way(&inside, "Mở đợt này</button>"), &[]));
    assert_eq!(again.port, campaign.port);
    std::mem::forget(again);
    // From the campaign back to the first page, which offers it.
    let back = campaign.led(&campaign.post("/dot-khac", &[]));
    assert_eq!(back.port, start.port);
    std::mem::forget(back);
    let page = start.page("/");
    assert!(page.contains("CNTT 2020"), "{page}");
    let known = start.led(&start.post(&way(&page, "aria-label=\"Mở: CNTT 2020"), &[]));
    assert_eq!(known.port, campaign.port);
    std::mem::forget(known);
    // The first page ends by itself; the campaign's goes on until it is ended.
    start.post("/ket-thuc", &[]);
    assert_eq!(campaign.get("/").status, 200);
    drop(campaign);
}

#[test]
fn a_campaign_that_is_gone_is_told_and_taken_from_the_list() {
    let (_dir, home) = home();
    let start = Served::start(&home);
    let root = home.join("đợt đã chuyển");
    note(&options(&home).private, &root).expect("noted");
    let page = start.page("/");
    assert!(page.contains("không còn ở chỗ cũ"), "{page}");
    let forget = way(&page, "Bỏ khỏi danh sách</button>");
    // It cannot be opened either.
    let opened = start.post(&forget.replace("/bo", "/mo"), &[]);
    assert_eq!(opened.status, 422, "{opened:?}");
    assert_eq!(start.post(&forget, &[]).status, 303);
    assert!(!start.page("/").contains("đợt đã chuyển"));
    assert_eq!(start.post("/dot/khong-co/mo", &[]).status, 404);
}

#[test]
fn no_path_from_outside_and_no_link_leads_out_of_home() {
    let (dir, home) = home();
    let outside = dir.path().join("ngoài");
    std::fs::create_dir(&outside).expect("made");
    std::fs::rename(home.join("Bao cao/CNTT 2020"), outside.join("đợt kín")).expect("moved");
    std::fs::create_dir_all(home.join("thật/đợt")).expect("made");
    std::fs::create_dir(home.join(".ẩn")).expect("made");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&outside, home.join("lối tắt")).expect("a link");
    let start = Served::start(&home);
    let page = start.page("/chon");
    assert!(!page.contains("lối tắt") && !page.contains(".ẩn"), "{page}");
    assert!(!page.contains("Lên một cấp"), "there is nothing above home");
    let campaign = outside.join("đợt kín");
    for path in [
        "..",
        "/",
        "/etc",
        &campaign.to_string_lossy(),
        "../ngoài/đợt kín",
        "%00",
        "0",
    ] {
        let said = encoded(path);
        assert_eq!(start.get(&format!("/chon/{said}")).status, 404, "{path}");
        assert_eq!(
            start.post(&format!("/chon/{said}/mo"), &[]).status,
            404,
            "{path}"
        );
        assert_eq!(
            start.post(&format!("/dot/{said}/mo"), &[]).status,
            404,
            "{path}"
        );
        let asked = start.page(&format!("/chon?thu-muc={said}"));
        assert!(!asked.contains("đợt kín"), "{path}");
    }
    // A folder that becomes a link after it was shown is not followed.
    let shown = way(&page, "thật</a>");
    std::fs::rename(home.join("thật"), home.join("thật cũ")).expect("moved");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&outside, home.join("thật")).expect("a link");
    for answer in [start.get(&shown), start.post(&format!("{shown}/mo"), &[])] {
        assert_eq!(answer.status, 422, "{answer:?}");
        assert!(!answer.body.contains("đợt kín"), "{answer:?}");
    }
    // What belongs to campaigns is not there.
    for path in ["/bao-cao", "/nhan", "/don-vi"] {
        assert_eq!(start.get(path).status, 404, "{path}");
    }
}

#[test]
fn the_first_page_is_guarded_as_every_other() {
    let (_dir, home) = home();
    let mut start = Served::start(&home);
    let (host, cookie) = (start.host(), start.cookie.clone());
    let foreign = start.raw(
        format!("POST /chon/0/mo HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nOrigin: http://evil.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .as_bytes(),
    );
    assert_eq!(foreign.status, 403, "{foreign:?}");
    start.cookie = String::new();
    for path in ["/", "/chon"] {
        let answer: Answer = start.get(path);
        assert_eq!(answer.status, 401, "{path}");
        assert!(
            !answer
                .body
                .contains(Path::new("Bao cao").to_str().expect("text"))
        );
    }
    start.cookie = cookie;
    let english = format!("{}; tonghop-tieng=en", start.cookie);
    start.cookie = english;
    assert!(start.page("/").contains("Choose a campaign"));
    assert!(start.page("/chon").contains("Choose the campaign"));
}

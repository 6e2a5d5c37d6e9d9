//! Which texts go into the report, in which order, and the office's own: all of it kept in the officer's workbook.

use crate::campaign_run::Folder;
use crate::served::Served;

/// The sample, taken in.
fn taken_in() -> (Folder, Served) {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    (folder, served)
}

/// The keys of the texts of the first part that are in order.
fn keys(page: &str) -> Vec<String> {
    let list = page.split("data-order>").nth(1).expect("a list");
    let list = list.split("</ol>").next().unwrap_or_default();
    let keys = list.split("<li data-key=\"").skip(1);
    keys.map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
        .collect()
}

/// How the first line of each of them begins.
fn words(page: &str) -> Vec<String> {
    let list = page.split("data-order>").nth(1).expect("a list");
    let list = list.split("</ol>").next().unwrap_or_default();
    let all = list.split("<p class=\"long\">").skip(1);
    let first = |rest: &str| {
        let words = rest.split(" <span").next().unwrap_or_default();
        let first = words.lines().next().unwrap_or_default();
        first.chars().take(40).collect()
    };
    all.map(first).collect()
}

#[test]
fn texts_are_put_in_order_by_buttons_and_by_dragging_and_the_report_follows() {
    let (folder, served) = taken_in();
    let page = served.page("/y-kien");
    let (before, said) = (keys(&page), words(&page));
    assert!(before.len() > 1, "{page}");
    let report = |served: &Served| {
        let report = served.page("/bao-cao");
        let at = |words: &str| {
            report
                .find(words)
                .unwrap_or_else(|| panic!("{words}: {report}"))
        };
        at(&said[0]) < at(&said[1])
    };
    assert!(report(&served));
    let moved = served.post("/y-kien/thu-tu", &[("khoa", &before[0]), ("di", "xuong")]);
    assert_eq!(moved.status, 303, "{moved:?}");
    let after = keys(&served.page("/y-kien"));
    assert_eq!((&after[0], &after[1]), (&before[1], &before[0]));
    assert!(!report(&served), "the report has the new order");
    // The command line reads the same, and writes the same.
    let other = Folder::sample();
    std::fs::copy(
        folder.file("chon-y-kien.xlsx"),
        other.file("chon-y-kien.xlsx"),
    )
    .expect("copied");
    for command in ["ingest", "consolidate"] {
        assert!(other.tonghop(command, &[]).code < 2);
    }
    assert!(other.tonghop("report", &["--draft"]).code < 2);
    served.post("/bao-cao/lap/du-thao", &[]);
    served.quiet(2);
    let draft = |folder: &Folder| {
        std::fs::read(folder.file("4-ket-qua/bao-cao_du-thao.docx")).expect("a draft")
    };
    assert!(draft(&folder) == draft(&other));
    // Dropped on the first of the list.
    let last = after.last().expect("a text").clone();
    let dropped = served.post("/y-kien/thu-tu", &[("khoa", &last), ("di", "0")]);
    assert_eq!(dropped.status, 303, "{dropped:?}");
    assert_eq!(keys(&served.page("/y-kien"))[0], last);
    let gone = served.post("/y-kien/thu-tu", &[("khoa", "khong-co"), ("di", "len")]);
    assert_eq!(gone.status, 422, "{gone:?}");
}

#[test]
fn the_office_adds_words_and_drops_texts_of_its_own() {
    let (_folder, served) = taken_in();
    let page = served.page("/y-kien");
    let part = page
        .split("<option>")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .expect("a part of the report")
        .to_owned();
    let own = |fields: &[(&str, &str)]| served.post("/y-kien/rieng", fields);
    let text = "Đề nghị tỉnh bố trí đường truyền dự phòng <b>";
    let added = own(&[("lam", "them"), ("phan", &part), ("loi", text)]);
    assert_eq!(added.status, 303, "{added:?}");
    let shown = text.replace('<', "&lt;").replace('>', "&gt;");
    assert!(served.page("/bao-cao").contains(&shown));
    let page = served.page("/y-kien");
    let key = page
        .split("name=\"khoa\" value=\"")
        .filter(|rest| rest.contains("dự phòng"))
        .filter_map(|rest| rest.split('"').next())
        .last()
        .expect("its key")
        .to_owned();
    let worded = own(&[
        ("lam", "sua"),
        ("khoa", &key),
        ("loi", "Đề nghị bố trí kinh phí"),
    ]);
    assert_eq!(worded.status, 303, "{worded:?}");
    let report = served.page("/bao-cao");
    assert!(report.contains("Đề nghị bố trí kinh phí") && !report.contains(&shown));
    // What a page that is no longer true sends changes nothing.
    let late = own(&[("lam", "bo"), ("khoa", &key)]);
    assert_eq!(late.status, 422, "{late:?}");
    let page = served.page("/y-kien");
    let key = page
        .split("name=\"khoa\" value=\"")
        .filter(|rest| rest.contains("bố trí kinh phí"))
        .filter_map(|rest| rest.split('"').next())
        .last()
        .expect("its key")
        .to_owned();
    assert_eq!(own(&[("lam", "bo"), ("khoa", &key)]).status, 303);
    assert!(!served.page("/bao-cao").contains("Đề nghị bố trí kinh phí"));
    for wrong in [
        &[("lam", "them"), ("phan", "không có phần này"), ("loi", "x")][..],
        &[("lam", "them"), ("phan", &part), ("loi", "  ")],
        &[("lam", "them"), ("phan", &part), ("loi", &"x".repeat(9000))],
    ] {
        assert_eq!(own(wrong).status, 422);
    }
}

//! What goes wrong around a page: a folder that is moved while it is open, a session that has ended, the same thing sent
//! twice, a page that is no longer true, very many files at once. Clear words, and nothing lost.

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

/// What stands on a page besides its frame, which tells what was done last.
fn content(page: &str) -> String {
    let from = page.split("<h1>").nth(1).expect("a heading");
    from.to_owned()
}

#[test]
fn a_folder_that_is_moved_while_it_is_open_is_told_and_made_nowhere_anew() {
    let (folder, served) = troubled();
    let before = content(&served.page("/don-vi/16390"));
    let away = folder.path().with_extension("chuyen-di");
    std::fs::rename(folder.path(), &away).expect("moved");
    for path in ["/", "/don-vi", "/bao-cao", "/nhan"] {
        let answer = served.get(path);
        assert_eq!(answer.status, 422, "{path}: {answer:?}");
        assert!(!answer.body.contains("tonghop "), "{path}: {answer:?}");
    }
    // What is sent meanwhile is refused, and makes no folder in the old place.
    let put = served.put("a.xlsx", b"x");
    assert!(put.status >= 400, "{put:?}");
    let decided = served.post("/quyet-dinh", &[("lam", "chot"), ("ly-do", "hết hạn")]);
    assert_eq!(decided.status, 422, "{decided:?}");
    let made = served.post("/lap/tom-tat", &[("ve", "/")]);
    assert_eq!(made.status, 303, "{made:?}");
    let standing = served.get("/cong-viec");
    assert_eq!(standing.status, 200, "{standing:?}");
    assert!(!folder.path().exists(), "nothing is made there anew");
    // Put back, all is as it was.
    std::fs::rename(&away, folder.path()).expect("moved back");
    served.quiet(2);
    assert_eq!(content(&served.page("/don-vi/16390")), before);
}

#[test]
fn a_session_that_has_ended_changes_nothing_and_says_what_to_do() {
    let (folder, mut served) = troubled();
    let log = folder.tonghop("log", &[]);
    let cookie = std::mem::take(&mut served.cookie);
    for wrong in [String::new(), format!("{}x", &cookie[..cookie.len() - 1])] {
        served.cookie = wrong;
        for answer in [
            served.get("/xem-lai"),
            served.get("/cong-viec"),
            served.post("/quyet-dinh", &[("lam", "chot"), ("ly-do", "hết hạn")]),
            served.post("/lam/ban-giao", &[]),
            served.put("a.xlsx", b"x"),
            served.put_to("/van-ban/tep/", "a.docx", b"x"),
        ] {
            assert_eq!(answer.status, 401, "{answer:?}");
            assert!(
                answer.body.contains("mở lại trang từ chương trình"),
                "{answer:?}"
            );
        }
    }
    served.cookie = cookie;
    assert_eq!(folder.tonghop("log", &[]).out, log.out);
    assert!(!folder.file("2-nhan-ve/a.xlsx").exists());
    assert_eq!(
        served.get("/xem-lai").status,
        200,
        "it goes on with the right one"
    );
}

#[test]
fn the_same_file_twice_counts_once_under_whatever_name() {
    let (folder, served) = troubled();
    let units = content(&served.page("/don-vi"));
    let own = folder.file("2-nhan-ve/16408_xa-Dong-Khe_CNTT-2020.xlsx");
    let bytes = std::fs::read(own).expect("a return");
    for _ in 0..2 {
        assert_eq!(served.put("gui lai.xlsx", &bytes).status, 201);
    }
    let received = |folder: &Folder| folder.tonghop("log", &[]).out.matches("Nhận tệp").count();
    let before = received(&folder);
    served.post("/nhan/doc", &[]);
    served.quiet(2);
    assert_eq!(received(&folder), before, "nothing is received anew");
    assert_eq!(content(&served.page("/don-vi")), units);
}

#[test]
fn what_the_back_button_sends_again_is_not_done_twice() {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    let chot = [("lam", "chot"), ("ly-do", "hết hạn"), ("ve", "/bao-cao")];
    assert_eq!(served.post("/quyet-dinh", &chot).status, 303);
    let again = served.post("/quyet-dinh", &chot);
    assert_eq!(again.status, 422, "{again:?}");
    assert!(again.body.contains("Quay lại"), "{again:?}");
    served.post("/bao-cao/lap/trinh-ky", &[]);
    served.quiet(2);
    let issue = [("so", "123"), ("ngay", "2020-11-16")];
    assert_eq!(served.post("/bao-cao/phat-hanh", &issue).status, 303);
    let again = served.post("/bao-cao/phat-hanh", &issue);
    assert_eq!(again.status, 422, "{again:?}");
    let log = folder.tonghop("log", &[]).out;
    assert_eq!(log.matches("123/BC-UBND").count(), 1, "{log}");
    // A final that is sent for again after that is refused in words, and writes nothing.
    served.post("/bao-cao/lap/trinh-ky", &[]);
    served.quiet(3);
    assert!(!folder.file("4-ket-qua/bao-cao-lan-2.docx").exists());
    assert_eq!(served.get("/bao-cao").status, 200);
}

#[test]
fn three_thousand_files_at_once_are_all_there_and_reading_them_can_be_stopped() {
    const MANY: usize = 3000;
    let folder = Folder::sample();
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    let was = folder.contents("2-nhan-ve").len();
    for number in 0..MANY {
        let answer = served.put(&format!("tep {number}.txt"), format!("{number}").as_bytes());
        assert_eq!(answer.status, 201, "{number}: {answer:?}");
    }
    assert_eq!(folder.contents("2-nhan-ve").len(), was + MANY);
    served.post("/nhan/doc", &[]);
    // Pages answer meanwhile, also one that is opened anew, and tell how far it has come.
    let page = served.page("/don-vi");
    assert!(page.contains("data-work"), "{page}");
    assert_eq!(
        served
            .post("/dung", &[("ve", "/don-vi")])
            .header("location"),
        "/don-vi"
    );
    served.quiet(2);
    assert_eq!(
        folder.contents("2-nhan-ve").len(),
        was + MANY,
        "nothing is lost"
    );
    assert!(served.page("/don-vi").contains("15/15"));
}

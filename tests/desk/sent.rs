//! To whom forms were sent, drafts of mails, and values that stand out.

use crate::campaign_run::Folder;
use crate::served::Served;
use tonghop::store::folder::write_whole;

/// A campaign whose forms were made, with an address for some units.
fn made() -> (Folder, Served) {
    let folder = Folder::sample();
    std::fs::remove_file(folder.file("don-vi.xlsx")).expect("the roster");
    let roster = "Mã,Loại,Tên đơn vị,E-mail\n\
        16390,xa,Xã Đông Hòa,xa-donghoa@dongson.example.vn\n\
        16393,xa,Xã Đông Yên,\n";
    write_whole(&folder.file("don-vi.csv"), roster.as_bytes()).expect("written");
    let served = Served::of(&folder);
    served.page("/gui");
    served.post("/gui/lap/tung-don-vi", &[]);
    served.quiet(1);
    (folder, served)
}

#[test]
fn units_are_marked_as_sent_and_it_stands_in_the_book() {
    let (folder, served) = made();
    let page = served.page("/gui");
    assert!(page.contains("Đã gửi 0/2"), "{page}");
    let sent = served.post("/gui/da-gui", &[("gui-16390", "1"), ("ve", "/gui")]);
    assert_eq!(sent.status, 303, "{sent:?}");
    let page = served.page(sent.header("location"));
    assert!(
        page.contains("Đã gửi 1/2") && page.contains("Đã gửi biểu cho"),
        "{page}"
    );
    let log = folder.tonghop("log", &[]);
    assert!(log.out.contains("Đã gửi biểu cho"), "{log:?}");
    // Taken back from where it is confirmed.
    let act = sent
        .header("location")
        .split("viec=")
        .nth(1)
        .expect("an act")
        .to_owned();
    assert_eq!(
        served
            .post("/hoan-tac", &[("viec", &act), ("ve", "/gui")])
            .status,
        303
    );
    assert!(served.page("/gui").contains("Đã gửi 0/2"));
    assert_eq!(served.post("/gui/da-gui", &[("ve", "/gui")]).status, 422);
    assert_eq!(
        served.post("/gui/da-gui", &[("gui-99999", "1")]).status,
        422
    );
}

#[test]
fn a_draft_of_a_mail_has_the_very_file_of_its_unit() {
    let (folder, served) = made();
    served.post("/lam/thu-nhap", &[("ve", "/gui")]);
    served.quiet(2);
    let page = served.page("/gui");
    assert!(
        page.contains("1 thư nháp") && page.contains("Đông Yên"),
        "{page}"
    );
    let drafts = folder.contents("1-gui-di/thu-nhap");
    let [(name, _)] = drafts.as_slice() else {
        panic!("{drafts:?}");
    };
    let draft = std::fs::read(folder.file("1-gui-di/thu-nhap").join(name)).expect("a draft");
    let head = String::from_utf8_lossy(&draft);
    for line in ["To: xa-donghoa@dongson.example.vn\r\n", "X-Unsent: 1\r\n"] {
        assert!(head.contains(line), "{head}");
    }
    // The same again writes nothing new.
    served.post("/lam/thu-nhap", &[("ve", "/gui")]);
    served.quiet(3);
    assert_eq!(folder.contents("1-gui-di/thu-nhap"), drafts);
}

#[test]
fn a_value_that_stands_out_is_told_with_the_figures_and_at_its_figure() {
    let folder = Folder::sample();
    let served = Served::of(&folder);
    served.page("/nhan");
    served.quiet(1);
    let set = [
        ("lam", "sua-thay"),
        ("don-vi", "16390"),
        ("o", "may_tinh"),
        ("gia-tri", "9000"),
        ("nguon", "điện thoại"),
        ("ly-do", "thử"),
    ];
    assert_eq!(served.post("/quyet-dinh", &set).status, 303);
    let page = served.page("/so-lieu");
    assert!(
        page.contains("Giá trị nổi bật") && page.contains("9.000"),
        "{page}"
    );
    let figure = served.page("/so-lieu/xa.may_tinh");
    assert!(figure.contains("Giá trị nổi bật"), "{figure}");
    let other = served.page("/so-lieu/xa.may_cu");
    assert!(!other.contains("9.000"), "{other}");
}

//! The leader's one page.

use crate::campaign_run::{Folder, Said};
use crate::yearly::{answer, answered, kit_file, set_up, write_anew};

const THREE: &str = "X1;xa;Xã Một;\nX2;xa;Xã Hai;\nX3;xa;Xã Ba;\n";

/// The page, cell by cell.
fn page(folder: &Folder) -> Vec<String> {
    let said = folder.tonghop("brief", &[]);
    assert_eq!(said.code, 0, "{said:?}");
    folder.report("tom-tat.docx")
}

/// What stands in a row of the page behind its label.
fn row<'p>(page: &'p [String], label: &str) -> &'p [String] {
    let at = page.iter().position(|cell| cell.starts_with(label));
    &page[at.unwrap_or_else(|| panic!("no {label} in {page:?}")) + 1..]
}

fn refused(said: &Said, part: &str) {
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains(part), "{part}: {}", said.err);
}

/// This year's campaign, whose kit names the households for the page.
fn this_year(last: &Folder) -> Folder {
    let kept = tempfile::tempdir().expect("a folder");
    let folder = Folder::copy_of(kept.path());
    set_up(folder.path(), THREE);
    kit_file(folder.path(), "kit.toml", |text: &str| {
        text.replacen("[kit]\n", "[kit]\nbrief = [\"xa.ho\"]\n", 1)
    });
    let values = last.file("4-ket-qua/tong-hop.xlsx");
    std::fs::copy(values, folder.file("ky-truoc.xlsx")).expect("copied");
    folder
}

#[test]
fn figures_stand_with_last_period_and_what_changed_where_all_units_are_there() {
    let last = answered(THREE, &[("X1", "10"), ("X2", "20"), ("X3", "1300")]);
    refused(
        &last.tonghop("brief", &[]),
        "chưa nêu số liệu cho trang tóm tắt",
    );
    let folder = this_year(&last);
    answer(&folder, &[("X1", "11"), ("X2", "20"), ("X3", "1500")]);
    let whole = page(&folder);
    assert_eq!(
        row(&whole, "Số hộ")[..4],
        ["1.531", "1.330", "+201 (+15,1%)", "3/3"],
        "{whole:?}"
    );
    // One unit fewer: the sums are of different units, so nothing is compared.
    let folder = this_year(&last);
    answer(&folder, &[("X1", "11"), ("X2", "20")]);
    let part = page(&folder);
    assert_eq!(
        row(&part, "Số hộ")[2..4],
        ["Chưa đủ đơn vị", "2/3"],
        "{part:?}"
    );
    assert_eq!(row(&part, "Chưa có số liệu")[0], "Xã Ba");
}

#[test]
fn it_tells_who_is_missing_and_what_was_accepted_with_the_reason() {
    let folder = Folder::copy_of(std::path::Path::new("samples/troubled"));
    folder.tonghop("ingest", &[]);
    let why = "đã đối chiếu với biên bản kiểm kê của xã";
    folder.tonghop("without", &["405", "--reason", "cơ quan huyện gửi sau"]);
    let said = folder.tonghop("accept", &["CAU-01", "--unit", "16390", "--reason", why]);
    assert_eq!(said.code, 0, "{said:?}");
    let page = page(&folder);
    let missing = &row(&page, "Chưa có số liệu")[0];
    assert!(missing.contains("Xã Đông Yên; Xã Đông Minh"), "{missing}");
    let text = page.join("\n");
    assert!(text.contains("không chờ, cơ quan huyện gửi sau"), "{text}");
    let accepted = &row(&page, "Đã chấp nhận")[0];
    assert!(
        accepted.starts_with("Xã Đông Hòa: ") && accepted.ends_with(why),
        "{accepted}"
    );
    // It is an output like any other: what a person changed stays.
    write_anew(&folder.file("4-ket-qua/tom-tat.docx"), b"a person's");
    folder.tonghop("brief", &[]);
    assert!(folder.file("4-ket-qua/tom-tat-lan-2.docx").is_file());
}

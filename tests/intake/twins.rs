//! The same file, or the same figures, from two units.

use crate::campaign_run::{Folder, typed_into};
use tonghop::kit;
use tonghop::layout::Layout;
use tonghop::store::folder::write_whole;

#[test]
fn a_file_that_repeats_another_units_is_told_once() {
    let folder = Folder::sample();
    let inbox = folder.file("2-nhan-ve");
    let (own, other) = (
        "16393_xa-Dong-Yen_CNTT-2020.xlsx",
        "BC CNTT xa Dong Minh.xlsx",
    );
    let bytes = std::fs::read(inbox.join(own)).expect("a return");
    std::fs::remove_file(inbox.join(other)).expect("taken away");
    write_whole(&inbox.join("16399 Xã Đông Minh.xlsx"), &bytes).expect("written");
    write_whole(&inbox.join("16393 gửi lại.xlsx"), &bytes).expect("written");
    for _ in 0..2 {
        let said = folder.tonghop("ingest", &["--json"]).out;
        assert_eq!(said.matches("\"DV-05\"").count(), 1, "{said}");
        for part in ["Xã Đông Minh", "16393 gửi lại.xlsx", "Xã Đông Yên"] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
    let status = folder.tonghop("status", &[]).out;
    assert!(status.contains("14/15"), "{status}");
}

#[test]
fn of_two_names_the_one_that_agrees_with_the_file_counts() {
    let folder = Folder::sample();
    let inbox = folder.file("2-nhan-ve");
    let own = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
    let bytes = std::fs::read(inbox.join(own)).expect("a return");
    // This name comes first, and stands against what is in the file.
    std::fs::remove_file(inbox.join("16390_xa-Dong-Hoa_CNTT-2020 bản cuối.xlsx"))
        .expect("taken away");
    write_whole(&inbox.join("16390 Xã Đông Hòa.xlsx"), &bytes).expect("written");
    let said = folder.tonghop("ingest", &["--json"]).out;
    assert!(said.contains("DV-05") && !said.contains("DV-02"), "{said}");
    let figure = folder.tonghop("explain", &["xa.may_tinh"]).out;
    assert!(figure.contains("13/14") && figure.contains(own), "{figure}");
    // The same when the right name comes a day later.
    let folder = Folder::sample();
    let inbox = folder.file("2-nhan-ve");
    std::fs::rename(inbox.join(own), inbox.join("16390 Xã Đông Hòa.xlsx")).expect("renamed");
    assert!(folder.tonghop("ingest", &["--json"]).out.contains("DV-02"));
    write_whole(&inbox.join(own), &bytes).expect("written");
    let said = folder.tonghop("ingest", &["--json"]).out;
    assert!(!said.contains("DV-02"), "{said}");
    assert!(
        folder
            .tonghop("explain", &["xa.may_tinh"])
            .out
            .contains("14/14")
    );
}

#[test]
fn two_units_with_the_same_numbers_are_asked_about() {
    let folder = Folder::sample();
    let inbox = folder.file("2-nhan-ve");
    let (own, other) = (
        "16393_xa-Dong-Yen_CNTT-2020.xlsx",
        "BC CNTT xa Dong Minh.xlsx",
    );
    let bytes = std::fs::read(inbox.join(own)).expect("a return");
    std::fs::remove_file(inbox.join(other)).expect("taken away");
    let kit = kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound");
    let form = Layout::of(&kit, kit.form("xa").expect("the form"));
    // The same form with another unit's name and identity in it.
    let cells = [
        (("_tonghop".to_owned(), 3, 1), "16399".to_owned()),
        (form.unit_cell, "16399 - Xã Đông Minh".to_owned()),
    ];
    let copied = typed_into(&bytes, &cells);
    write_whole(&inbox.join("chép.xlsx"), &copied).expect("written");
    let said = folder.tonghop("ingest", &["--json"]).out;
    for part in ["DV-06", "BIEU-08", "Xã Đông Minh, Xã Đông Yên"] {
        let turned = part.replace("Xã Đông Minh, Xã Đông Yên", "Xã Đông Yên, Xã Đông Minh");
        assert!(
            said.contains(part) || said.contains(&turned),
            "{part}: {said}"
        );
    }
    // The sample itself has no such pair.
    assert!(
        !Folder::sample()
            .tonghop("ingest", &["--json"])
            .out
            .contains("DV-06")
    );
}

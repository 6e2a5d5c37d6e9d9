//! What a unit is asked goes back in its own form, is mended in an office suite, and closes what was asked.

use crate::campaign_run::{Folder, typed_into};
use crate::libreoffice::edited;
use crate::package;
use tonghop::store::folder::write_whole;

const OWN: &str = "2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx";
const ASKED: &str = "3-bo-sung/16393_xa-Dong-Yen_CNTT-2020_bo-sung.xlsx";

/// What a commune typed wrong: row and column from 0 of its form.
const WRONG: [(u32, u16, &str); 3] = [(16, 4, "khoảng 4"), (54, 4, "nhiều"), (56, 4, "1.8")];

/// Mends the form in `LibreOffice` and sends it back, saved on a day of the campaign and not of this machine.
fn sent_back(folder: &Folder, name: &str, day: &str, edits: &[&str]) {
    let file = folder.file("sua.xlsx");
    edited(&folder.file("profile"), &folder.file(ASKED), &file, edits);
    let bytes = std::fs::read(&file).expect("the mended form");
    let bytes = package::changed_texts(&bytes, |part, xml| {
        if part != "docProps/core.xml" {
            return xml;
        }
        let (before, after) = xml.split_once("<dcterms:modified").expect("a time");
        let (_, after) = after.split_once("</dcterms:modified>").expect("its end");
        let time = format!(
            "<dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}T02:00:00Z</dcterms:modified>"
        );
        format!("{before}{time}{after}")
    });
    write_whole(&folder.file("2-nhan-ve").join(name), &bytes).expect("sent back");
}

#[test]
fn a_form_that_goes_back_is_mended_in_an_office_suite_and_closes_what_was_asked() {
    let folder = Folder::sample();
    let bytes = std::fs::read(folder.file(OWN)).expect("a return");
    let sheet = || "Biểu 01".to_owned();
    let wrong = WRONG.map(|(row, col, text)| ((sheet(), row, col), text.to_owned()));
    write_whole(&folder.file(OWN), &typed_into(&bytes, &wrong)).expect("written");
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 1, "{}", said.out);
    for cell in ["E17", "E55", "E57"] {
        assert!(
            said.out.contains(&format!("Biểu 01!{cell}")),
            "{}",
            said.out
        );
    }

    // Half of it is mended: what is left is asked again.
    let edits = ["set|Biểu 01|E55|296", "set|Biểu 01|E57|22"];
    sent_back(&folder, "bo sung lan 1.xlsx", "2020-11-17", &edits);
    let said = folder.tonghop_on("2020-11-18", "run", &[]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.out.contains("16393-SO-08-may_cu"), "{}", said.out);
    for closed in ["SO-01", "SO-03", "NHAN-"] {
        assert!(!said.out.contains(closed), "{closed} in {}", said.out);
    }

    // The rest: nothing is open, and the report is ready to sign.
    let edits = ["set|Biểu 01|E17|4"];
    sent_back(&folder, "bo sung lan 2.xlsx", "2020-11-19", &edits);
    let said = folder.tonghop_on("2020-11-20", "run", &[]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(!folder.file(ASKED).exists());
    assert!(folder.file("4-ket-qua/bao-cao.docx").is_file());
}

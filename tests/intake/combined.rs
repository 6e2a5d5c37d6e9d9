//! What is found about a return that was combined of a whole one and a half answer: of each file, what still holds.

use crate::emit_kit::{dong_hoa, issue, small_kit};
use crate::returned::*;
use std::sync::LazyLock;
use tonghop::check::{PartOfReturn, Returns, combined};
use tonghop::model::finding::Finding;
use tonghop::model::id::{FileHash, ReceiptId};
use tonghop::model::kit::Kit;
use tonghop::model::raw::{RawCell, RawSheet, RawWorkbook};
use tonghop::model::receipt::Receipt;
use tonghop::value::Raw;
use tonghop::workbook::intake::Template;

static KIT: LazyLock<Kit> = LazyLock::new(small_kit);
static ISSUED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let issue = issue(&KIT, &KIT.forms[0]);
    let template = Template::make(&issue).expect("a template");
    template.personal(&dong_hoa()).expect("a workbook")
});

const WHOLE: &str = "16390_xa-Dong-Hoa_CNTT-2020.xlsx";
const HALF: &str = "16390_xa-Dong-Hoa_sua.xlsx";

/// The form filled with its example, in which two cells hold no number, and a sheet of the unit's own.
fn whole() -> RawWorkbook {
    let mut book = filled(&KIT, &ISSUED);
    fill(&mut book, "may_de_ban", text("như năm ngoái"));
    fill(&mut book, "toc_do", text("nhanh"));
    book.sheets.push(RawSheet {
        name: "Nháp".to_owned(),
        visible: true,
        cells: vec![RawCell::of((0, 0), text("xem lại"))],
        ..RawSheet::default()
    });
    book
}

/// A blank form with one mended cell and one that holds no number.
fn half() -> RawWorkbook {
    let mut book = opened(&ISSUED);
    fill(&mut book, "may_de_ban", Raw::Number(15.0));
    fill(&mut book, "kinh_phi", text("chưa rõ lắm"));
    book
}

fn without_software(mut book: RawWorkbook) -> RawWorkbook {
    book.sheets.retain(|sheet| sheet.name != "Phần mềm");
    book
}

fn part(file: &str, said: &Returns) -> PartOfReturn {
    PartOfReturn {
        file: file.to_owned(),
        reading: said.reading().cloned().expect("a reading"),
        findings: said.findings.clone(),
    }
}

/// What is found about one laid over the other, as `code file cells`.
fn found(whole: &RawWorkbook, half: &RawWorkbook) -> Vec<String> {
    let (base, over) = (received(&KIT, whole, WHOLE), received(&KIT, half, HALF));
    let parts = vec![part(WHOLE, &base), part(HALF, &over)];
    let mut both = parts[0].reading.clone();
    let receipt = Receipt {
        id: ReceiptId::default(),
        file: HALF.to_owned(),
        hash: FileHash::of(HALF.as_bytes()),
        size: 1,
        received_at: String::new(),
        application: None,
        saved_at: None,
        unit: None,
        form: None,
        kit_version: None,
        understood_with: String::new(),
        learned: None,
    };
    both.lay_over(&parts[1].reading, &receipt);
    let shown = |finding: &Finding| {
        let file = if finding.file == WHOLE {
            "whole"
        } else {
            "half"
        };
        let cells = finding.cells.iter();
        let cells = cells.filter_map(|cell| cell.field.as_ref().map(ToString::to_string));
        format!(
            "{} {file} {}",
            finding.code,
            cells.collect::<Vec<_>>().join(",")
        )
    };
    let all = combined(&KIT.forms[0], &both, parts);
    all.iter().map(shown).collect()
}

#[test]
fn what_was_found_at_a_cell_holds_while_that_cell_counts() {
    // Of the cell that was mended nothing is told any more.
    assert_eq!(
        found(&whole(), &half()),
        ["SO-01 whole toc_do", "CAU-05 whole ", "SO-02 half kinh_phi"]
    );
}

#[test]
fn that_a_half_answer_lacks_a_sheet_is_no_fault_of_it_and_of_the_return_it_is() {
    let of_sheet = |whole: RawWorkbook, half: RawWorkbook| {
        let mut found = found(&whole, &half);
        found.retain(|finding| finding.starts_with("CAU-01"));
        found
    };
    assert_eq!(of_sheet(whole(), without_software(half())), [""; 0]);
    assert_eq!(
        of_sheet(without_software(whole()), half()),
        ["CAU-01 whole "]
    );
}

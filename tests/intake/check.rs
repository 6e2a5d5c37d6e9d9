//! What is understood of workbooks that people filled, changed and damaged.

use crate::emit_kit::{FORM, dong_hoa, issue, kit_with, rung_thong, small_kit};
use crate::returned::*;
use std::sync::Arc;
use std::sync::LazyLock;
use tonghop::check::{Context, Expected, Returns, changes, understand};
use tonghop::layout::{CHECKS_COLUMNS, CHECKS_SHEET, Layout};
use tonghop::model::finding::Finding;
use tonghop::model::issue_key::IssueKey;
use tonghop::model::kit::Kit;
use tonghop::model::raw::{RawCell, RawWorkbook};
use tonghop::model::reading::{Anchor, Answer};
use tonghop::value::Raw;
use tonghop::value::Severity;
use tonghop::value::fold::without_accents;
use tonghop::view::causes::by_cause;
use tonghop::words::Lang;
use tonghop::workbook::intake::{Template, common};

static KIT: LazyLock<Kit> = LazyLock::new(small_kit);
static ISSUED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let issue = issue(&KIT, &KIT.forms[0]);
    let template = Template::make(&issue).expect("a template");
    template.personal(&dong_hoa()).expect("a workbook")
});
static FILLED: LazyLock<RawWorkbook> = LazyLock::new(|| filled(&KIT, &ISSUED));

const FILE: &str = "16390_xa-Dong-Hoa_CNTT-2020.xlsx";

fn after(edit: impl Fn(&mut RawWorkbook)) -> Returns {
    let mut book = FILLED.clone();
    edit(&mut book);
    let said = received(&KIT, &book, FILE);
    if let Some(reading) = said.reading() {
        let a = &reading.account;
        assert_eq!(a.expected, a.read + a.nil + a.blank + a.not_understood);
    }
    said
}

/// The unit, and the codes of the findings with what they are about.
fn told(said: &Returns) -> String {
    let mut ids: Vec<&str> = said
        .findings
        .iter()
        .map(|f| f.id.strip_prefix("16390-").unwrap_or(&f.id))
        .collect();
    for finding in &said.findings {
        for sentence in [&finding.message, &finding.todo] {
            for lang in [Lang::Vi, Lang::En] {
                assert!(
                    !sentence.say(lang).contains(['{', '}']),
                    "{}",
                    sentence.say(lang)
                );
            }
        }
        assert!(
            finding.todo.say(Lang::Vi).contains("ề nghị"),
            "{}",
            finding.id
        );
    }
    ids.dedup();
    ids.join(" ")
}

fn check(edit: impl Fn(&mut RawWorkbook), wanted: &str) {
    assert_eq!(told(&after(edit)), wanted);
}

/// A field as `raw @ place by anchor`.
fn field(said: &Returns, id: &str) -> String {
    let reading = said.reading().expect("a reading");
    let field = reading.field(id).expect("the field");
    let place = field
        .place
        .as_ref()
        .map_or_else(String::new, tonghop::model::reading::Place::shown);
    format!("{} @ {place} by {:?}", field.raw, field.anchor)
}

fn spot(id: &str) -> (String, u32, u16) {
    let layout = Layout::of(&KIT, &KIT.forms[0]);
    let spot = layout.field(id).expect("a place");
    (spot.sheet.clone(), spot.row, spot.col)
}

#[test]
fn a_return_that_is_right_has_no_findings() {
    let said = after(|_| {});
    assert_eq!(told(&said), "");
    assert_eq!(said.unit.as_deref(), Some("16390"));
    let reading = said.reading().cloned().expect("a reading");
    assert_eq!(reading.account.strays, []);
    assert_eq!(reading.account.notes, []);
    assert_eq!(reading.account.not_understood, 0);
    assert!(reading.fields.iter().all(|f| f.anchor == Anchor::Name));
    assert_eq!(reading.list("phan_mem").len(), 1);
    assert_eq!(reading.list("phan_mem")[0].cells[1].raw, "20");
}

#[test]
fn formulas_that_became_values_raise_no_finding() {
    check(
        |b| {
            for cell in b.sheets.iter_mut().flat_map(|s| &mut s.cells) {
                cell.formula = None;
            }
        },
        "",
    );
}

#[test]
fn a_form_sent_back_blank_is_one_finding() {
    let said = received(&KIT, &opened(&ISSUED), FILE);
    assert_eq!(told(&said), "BIEU-06");
    assert_eq!(said.reading(), None);
}

#[test]
fn what_is_wrong_in_a_cell_is_told_at_its_cell() {
    check(|b| fill(b, "tong_may", Raw::Number(6.5)), "SO-03-tong_may");
    check(|b| fill(b, "tong_may", text("khoảng 20")), "SO-08-tong_may");
    check(
        |b| fill(b, "may_xach_tay", text("không")),
        "SO-02-may_xach_tay",
    );
    check(|b| fill(b, "tong_may", Raw::Blank), "TT-01-tong_may");
    check(|b| fill(b, "kinh_phi", Raw::Blank), "");
}

#[test]
fn blanks_of_one_return_are_one_finding_with_all_their_cells() {
    let blank = |fields: &'static [&'static str]| {
        after(move |b| {
            for field in fields {
                fill(b, field, Raw::Blank);
            }
        })
    };
    let said = blank(&["toc_do", "mang_lan"]);
    assert_eq!(told(&said), "TT-01");
    let finding = &said.findings[0];
    assert_eq!(finding.cells.len(), 2);
    assert!(finding.message.say(Lang::Vi).contains("2 ô để trống"));
    // A decision about them holds for these cells only.
    let more = blank(&["toc_do", "mang_lan", "may_xach_tay"]);
    assert_eq!(more.findings[0].id, finding.id);
    assert_ne!(more.findings[0].basis, finding.basis);
}

#[test]
fn a_broken_rule_joins_its_cells_and_says_the_difference() {
    let said = after(|b| fill(b, "tong_may", Raw::Number(21.0)));
    assert_eq!(told(&said), "TONG-01");
    let finding = &said.findings[0];
    assert_eq!(
        finding.message.say(Lang::Vi),
        "Tổng số máy tính ghi 21, nhưng 15 máy để bàn cộng 5 máy xách tay. Chênh lệch 1."
    );
    let cells: Vec<&str> = finding
        .cells
        .iter()
        .map(|c| c.field.as_deref().unwrap_or_default())
        .collect();
    assert_eq!(cells, ["tong_may", "may_de_ban", "may_xach_tay"]);
}

#[test]
fn a_rule_that_a_blank_breaks_says_that_it_is_blank() {
    let rule = "[[rule]]\nid = \"KP-01\"\ncondition = \"NOT(ISBLANK(kinh_phi))\"\nseverity = \"error\"\n\
                message = \"Kinh phí ghi {kinh_phi}.\"\ncounterexample = { kinh_phi = \"\" }\n\n[example]";
    let kit = kit_with(&FORM.replacen("[example]", rule, 1));
    let mut book = FILLED.clone();
    fill(&mut book, "kinh_phi", Raw::Blank);
    let said = received(&kit, &book, FILE);
    let broken = said.findings.iter().find(|f| f.code.as_str() == "KP-01");
    let message = broken.map(|finding| finding.message.say(Lang::Vi));
    assert_eq!(message.as_deref(), Some("Kinh phí ghi (để trống)."));
}

#[test]
fn a_warning_with_a_reason_is_explained_and_its_basis_follows_the_values() {
    let bare = after(|b| fill(b, "tong_may_sd", Raw::Number(25.0)));
    let explained = after(|b| {
        fill(b, "tong_may_sd", Raw::Number(25.0));
        fill(b, "tong_may__gc", text("Mượn 5 máy của trường học"));
    });
    let other = after(|b| fill(b, "tong_may_sd", Raw::Number(26.0)));
    let of = |u: &Returns| u.findings[0].clone();
    assert_eq!(
        format!("{:?} {:?}", of(&bare).state, of(&explained).state),
        "Open Explained"
    );
    assert_eq!(of(&explained).reason, "Mượn 5 máy của trường học");
    assert_eq!(of(&bare).basis, of(&explained).basis);
    assert_ne!(of(&bare).basis, of(&other).basis);
}

#[test]
fn a_status_answers_what_is_blank() {
    let nil = |word: &'static str, reason: &'static str| {
        move |b: &mut RawWorkbook| {
            fill(b, "may_xach_tay", Raw::Blank);
            fill(b, "may_xach_tay__tt", text(word));
            fill(b, "may_xach_tay__gc", text(reason));
        }
    };
    check(nil("Không phát sinh", ""), "");
    check(nil("Không có số liệu", "Chưa kiểm kê"), "");
    check(nil("Không có số liệu", ""), "TT-02-may_xach_tay");
    check(nil("không rõ", ""), "TT-04-may_xach_tay TT-01-may_xach_tay");
    check(
        |b| fill(b, "toc_do__tt", text("Không có số liệu")),
        "TT-03-toc_do",
    );
    // In a row of two columns the status stands for the blank one.
    check(
        |b| {
            fill(b, "tong_may_sd", Raw::Blank);
            fill(b, "tong_may__tt", text("Không phát sinh"));
        },
        "",
    );
    let said = after(nil("Không phát sinh", ""));
    let reading = said.reading().cloned().expect("a reading");
    assert!(matches!(
        reading.field("may_xach_tay").map(|f| &f.answer),
        Some(Answer::Nil { .. })
    ));
    assert_eq!(reading.account.nil, 1);
}

#[test]
fn a_row_inserted_or_deleted_does_not_move_the_values_below() {
    let (sheet, row, _) = spot("may_de_ban");
    let said = after(|b| insert_row(b, &sheet, row));
    assert_eq!(told(&said), "");
    assert_eq!(
        field(&said, "may_de_ban"),
        format!("15 @ Biểu 01!F{} by Name", row + 2)
    );
    let said = after(|b| delete_row(b, &sheet, row - 1));
    assert_eq!(told(&said), "CAU-02-bieu-01-80d8");
    assert_eq!(
        field(&said, "may_de_ban"),
        format!("15 @ Biểu 01!F{row} by Name")
    );
    assert_eq!(field(&said, "tong_may"), " @  by Lost");
}

#[test]
fn without_names_row_ids_tell_and_without_them_labels() {
    let no_names = |b: &mut RawWorkbook| Arc::make_mut(&mut b.names).clear();
    let said = after(no_names);
    assert_eq!(told(&said), "");
    assert!(field(&said, "toc_do").ends_with("by RowId"));
    assert!(field(&said, "kho_khan").starts_with("Máy tính cũ"));
    let reading = said.reading().expect("a reading");
    assert_eq!(
        reading.account.notes.len(),
        2,
        "{:?}",
        reading.account.notes
    );
    let said = after(|b| {
        no_names(b);
        for name in ["Biểu 01", "Phần mềm", "Kiến nghị"] {
            delete_col(b, name, 0);
        }
    });
    assert_eq!(told(&said), "");
    assert!(
        field(&said, "toc_do").ends_with("by Label"),
        "{}",
        field(&said, "toc_do")
    );
    assert_eq!(said.reading().expect("a reading").list("phan_mem").len(), 1);
}

/// Puts our texts without their accents, as people type who cannot write them; the unit is told by its code.
fn unaccent(book: &mut RawWorkbook) {
    let layout = Layout::of(&KIT, &KIT.forms[0]);
    let ours: Vec<&str> = layout
        .sheets
        .iter()
        .flat_map(|plan| plan.written.iter().map(|(_, _, text)| text.as_str()))
        .collect();
    for cell in book.sheets.iter_mut().flat_map(|s| &mut s.cells) {
        if let Raw::Text(written) = &mut cell.value
            && ours.contains(&written.as_str())
        {
            let lines: Vec<String> = written.lines().map(without_accents).collect();
            *written = lines.join("\n");
        }
    }
}

#[test]
fn our_texts_without_accents_are_known_where_nothing_else_fits_and_it_is_said() {
    let told_by = |said: &Returns, anchor: &str| {
        let found = field(said, "toc_do");
        assert!(found.ends_with(anchor), "{found}");
        let notes = &said.reading().expect("a reading").account.notes;
        let notes: Vec<String> = notes.iter().map(|note| note.say(Lang::Vi)).collect();
        assert!(notes.iter().any(|n| n.contains("không dấu")), "{notes:?}");
    };
    // Nothing but the accents is gone: no text counts as changed.
    let said = after(unaccent);
    assert_eq!(told(&said), "", "{:?}", said.findings);
    told_by(&said, "by Name");
    let said = after(|b| {
        unaccent(b);
        Arc::make_mut(&mut b.names).clear();
        delete_col(b, "Biểu 01", 0);
    });
    assert_eq!(told(&said), "");
    told_by(&said, "by Label");
}

#[test]
fn a_label_that_fills_all_cells_of_its_merged_area_is_still_one_label() {
    let said = after(|b| {
        Arc::make_mut(&mut b.names).clear();
        for sheet in b.sheets.iter_mut().filter(|s| s.visible) {
            let labels: Vec<(u32, u16, Raw)> = sheet
                .cells
                .iter()
                .filter(|c| c.value.shown().ends_with(':'))
                .map(|c| (c.row, c.col, c.value.clone()))
                .collect();
            for (row, col, label) in labels {
                // What stands right of it is moved one to the right, as the merged area is wide.
                for cell in sheet
                    .cells
                    .iter_mut()
                    .filter(|c| c.row == row && c.col > col)
                {
                    cell.col += 1;
                }
                sheet.cells.retain(|c| (c.row, c.col) != (row, col + 1));
                sheet.cells.push(RawCell::of((row, col + 1), label));
            }
            sheet.cells.sort_by_key(|c| (c.row, c.col));
        }
    });
    assert_eq!(said.unit.as_deref(), Some("16390"));
    assert!(said.reading().is_some(), "{}", told(&said));
    assert!(!told(&said).contains("DV-02"), "{}", told(&said));
}

#[test]
fn a_cell_cut_and_pasted_elsewhere_does_not_take_its_field_along() {
    let (_, row, col) = spot("may_de_ban");
    let (_, other, _) = spot("may_xach_tay");
    let said = after(|b| {
        // Ctrl+X, Ctrl+V: the name goes with the cell, the other name is gone.
        Arc::make_mut(&mut b.names).retain(|n| n.name != "may_xach_tay");
        let name = Arc::make_mut(&mut b.names)
            .iter_mut()
            .find(|n| n.name == "may_de_ban");
        name.expect("the name").row = other;
        set(b, "Biểu 01", (row, col), Raw::Number(15.0));
    });
    assert!(field(&said, "may_de_ban").starts_with("15 @"));
    assert!(field(&said, "may_de_ban").ends_with("by RowId"));
    assert!(field(&said, "may_xach_tay").starts_with("5 @"));
    assert_eq!(told(&said), "");
}

#[test]
fn a_value_column_that_is_gone_is_not_read_from_its_neighbour() {
    let (sheet, _, col) = spot("tong_may_sd");
    let said = after(|b| delete_col(b, &sheet, col));
    assert_eq!(field(&said, "tong_may_sd"), " @  by Lost");
    assert!(field(&said, "tong_may").starts_with("20 @"));
    assert_eq!(told(&said), "CAU-02-bieu-01-80d8");
}

#[test]
fn a_sheet_that_is_gone_is_one_finding() {
    check(
        |b| b.sheets.retain(|s| s.name != "Phần mềm"),
        "CAU-01-phan-mem-3874",
    );
    let said = after(|b| b.sheets.retain(|s| s.name != "Biểu 01"));
    assert_eq!(told(&said), "CAU-01-bieu-01-80d8");
    assert!(said.reading().expect("a reading").account.not_understood > 5);
}

#[test]
fn four_rows_of_our_own_texts_are_a_sheet_of_ours_and_three_are_not() {
    let layout = Layout::of(&KIT, &KIT.forms[0]);
    let plan = layout.sheets.iter().find(|plan| plan.name == "Biểu 01");
    let plan = plan.expect("the sheet");
    let is_row = |row: u32| plan.row_ids.iter().any(|(of, _)| *of == row);
    let only = |row: u32, said: &str| {
        let mut same = plan
            .written
            .iter()
            .filter(|(of, _, text)| *of != row && text == said);
        same.next().is_none()
    };
    // One text a row, of rows without an id.
    let mut texts: Vec<(u32, u16, &str)> = Vec::new();
    for (row, col, said) in &plan.written {
        let is_new = texts.last().is_none_or(|(last, ..)| last != row);
        if is_new && said.len() > 8 && !is_row(*row) && only(*row, said) {
            texts.push((*row, *col, said));
        }
    }
    let with = |count: usize| {
        after(|b| {
            b.names = Arc::default();
            b.sheets
                .retain(|sheet| sheet.name == "_tonghop" || sheet.name == "Biểu 01");
            let sheet = sheet(b, "Biểu 01");
            let texts = texts.iter().take(count);
            let cells = texts.map(|(row, col, said)| RawCell::of((*row, *col), text(said)));
            sheet.cells = cells.collect();
        })
    };
    assert!(told(&with(3)).contains("BIEU-01"), "{}", told(&with(3)));
    assert!(!told(&with(4)).contains("BIEU-01"), "{}", told(&with(4)));
}

#[test]
fn a_sheet_renamed_is_found_and_a_copy_is_told() {
    let said = after(|b| {
        sheet(b, "Biểu 01").name = "xã Đông Hòa".to_owned();
        for name in Arc::make_mut(&mut b.names)
            .iter_mut()
            .filter(|n| n.sheet == "Biểu 01")
        {
            name.sheet = "xã Đông Hòa".to_owned();
        }
    });
    assert_eq!(told(&said), "");
    assert!(field(&said, "tong_may").contains("@ xã Đông Hòa!"));
    check(
        |b| {
            let mut copy = sheet(b, "Biểu 01").clone();
            copy.name = "Biểu 01 (2)".to_owned();
            b.sheets.push(copy);
        },
        "CAU-06-bieu-01-2-f605",
    );
    check(
        |b| {
            let mut extra = sheet(b, "Biểu 01").clone();
            extra.name = "Sheet1".to_owned();
            extra.cells.truncate(1);
            b.sheets.push(extra);
        },
        "CAU-05-Sheet1",
    );
}

#[test]
fn a_label_written_over_is_told() {
    let (_, row, _) = spot("toc_do");
    check(
        |b| set(b, "Biểu 01", (row, 2), text("Số trạm phát sóng")),
        "CAU-04-bieu-01-80d8",
    );
}

#[test]
fn rows_that_were_sorted_are_read_by_their_labels() {
    let (_, first, _) = spot("may_de_ban");
    let (_, second, _) = spot("may_xach_tay");
    let said = after(|b| {
        // Sorting what can be seen leaves the hidden column and the names behind.
        for cell in sheet(b, "Biểu 01").cells.iter_mut().filter(|c| c.col > 0) {
            if cell.row == first {
                cell.row = second;
            } else if cell.row == second {
                cell.row = first;
            }
        }
        sheet(b, "Biểu 01").cells.sort_by_key(|c| (c.row, c.col));
    });
    assert!(
        field(&said, "may_de_ban").starts_with("15 @"),
        "{}",
        field(&said, "may_de_ban")
    );
    assert!(field(&said, "may_xach_tay").starts_with("5 @"));
    assert_eq!(told(&said), "CAU-03-bieu-01-80d8");
}

#[test]
fn what_was_accepted_of_many_stray_cells_opens_again_when_one_that_is_not_listed_changes() {
    let basis = |last: &str| {
        let said = after(|b| {
            for at in 0..60 {
                let value = if at == 59 { last } else { "ghi thêm" };
                set(b, "Biểu 01", (200 + at, 12), text(value));
            }
        });
        let strays = said.findings.iter().find(|f| f.code.as_str() == "CAU-08");
        let strays = strays.expect("they are told");
        assert!(strays.cells.len() < 60);
        strays.basis.clone()
    };
    assert_eq!(basis("ghi thêm"), basis("ghi thêm"));
    assert_ne!(basis("ghi thêm"), basis("12 máy"));
}

#[test]
fn cells_filled_elsewhere_are_told_not_lost() {
    let (_, row, col) = spot("may_xach_tay");
    let said = after(|b| set(b, "Biểu 01", (row, col + 1), text("thêm 2 máy mượn")));
    assert_eq!(told(&said), "CAU-08");
    let said = after(|b| set(b, "Biểu 01", (200, 12), Raw::Number(5.0)));
    assert_eq!(told(&said), "CAU-08");
    let strays = &said.reading().expect("a reading").account.strays;
    assert_eq!(strays[0].0.shown(), "Biểu 01!M201");
    // A sum that somebody let the sheet work out, where nothing is asked.
    let said = after(|b| {
        set(b, "Biểu 01", (200, 12), Raw::Number(25.0));
        let cells = &mut sheet(b, "Biểu 01").cells;
        let cell = cells.iter_mut().find(|c| (c.row, c.col) == (200, 12));
        cell.expect("the cell").formula = Some("20+5".to_owned());
    });
    assert_eq!(told(&said), "CAU-08");
    // A reason that somebody wrote beside the rule, on a sheet that asks nothing.
    let said = after(|b| set(b, CHECKS_SHEET, (40, CHECKS_COLUMNS), text("máy mượn")));
    assert_eq!(told(&said), "CAU-08");
}

#[test]
fn locked_cells_that_were_changed_are_found() {
    let layout = Layout::of(&KIT, &KIT.forms[0]);
    let spot = layout.field("tong_may").expect("its place").clone();
    let grid = &layout.sheet(&spot.sheet).expect("its sheet").grid;
    let unit = (spot.row, grid.unit.expect("a column of units of measure"));
    check(
        |b| set(b, &spot.sheet, unit, text("nghìn máy")),
        "CAU-16-bieu-01-80d8",
    );
    // A live check that was typed over, and one with another formula.
    let formula = |at: (u32, u16), formula: &'static str| {
        let spot = spot.clone();
        move |b: &mut RawWorkbook| {
            let cells = &mut sheet(b, &spot.sheet).cells;
            let cell = cells.iter_mut().find(|c| (c.row, c.col) == at);
            cell.expect("a cell").formula = Some(formula.to_owned()).filter(|f| !f.is_empty());
        }
    };
    check(formula(spot.check, ""), "CAU-10-bieu-01-80d8");
    check(formula(spot.check, "SUM(E5:E9)"), "CAU-10-bieu-01-80d8");
    let value = (spot.row, spot.col);
    for outside in [
        "[1]Sheet1!$A$1",
        "of:=['file:///C:/so.ods'#$Sheet1.A1]",
        "'C:\\[so lieu.xlsx]T1'!B2",
    ] {
        check(formula(value, outside), "CAU-11-bieu-01-80d8");
    }
    check(formula(value, "E6+E7"), "");
}

#[test]
fn names_below_the_signatures_are_no_strays() {
    let layout = Layout::of(&KIT, &KIT.forms[0]);
    let plan = layout.sheets.last().expect("a sheet");
    let below = plan.lines.len() as u32;
    let name = plan.name.clone();
    check(
        |b| set(b, &name, (below, 1), text("Nguyễn Văn A, 0912 345 678")),
        "",
    );
}

#[test]
fn rows_beyond_those_offered_are_read() {
    let layout = Layout::of(&KIT, &KIT.forms[0]);
    let spot = layout.list("phan_mem").expect("a list").clone();
    let said = after(|b| {
        for i in 1..8 {
            if i >= spot.capacity {
                insert_row(b, &spot.sheet, spot.first_row + i);
            }
            set(
                b,
                &spot.sheet,
                (spot.first_row + i, spot.first_col),
                text(&format!("Phần mềm {i}")),
            );
            set(
                b,
                &spot.sheet,
                (spot.first_row + i, spot.first_col + 1),
                Raw::Number(3.0),
            );
        }
    });
    assert_eq!(told(&said), "");
    assert_eq!(said.reading().expect("a reading").list("phan_mem").len(), 8);
}

#[test]
fn a_list_is_filled_or_has_a_status() {
    let layout = Layout::of(&KIT, &KIT.forms[0]);
    let spot = layout.list("phan_mem").expect("a list").clone();
    let clear = |b: &mut RawWorkbook| {
        for i in 0..3 {
            set(
                b,
                &spot.sheet,
                (spot.first_row, spot.first_col + i),
                Raw::Blank,
            );
        }
    };
    check(clear, "TT-05-phan_mem");
    let said = after(clear);
    let place = said.findings[0].cells[0].place.as_ref().expect("its place");
    let first = (spot.first_row, spot.first_col);
    assert_eq!((place.row, place.col), first, "where to begin it");
    check(
        |b| {
            clear(b);
            fill(b, "phan_mem__tt", text("Không phát sinh"));
        },
        "",
    );
    check(
        |b| {
            clear(b);
            fill(b, "phan_mem__tt", text("Không có số liệu"));
        },
        "TT-02-phan_mem",
    );
    check(
        |b| fill(b, "phan_mem__tt", text("Không phát sinh")),
        "TT-03-phan_mem",
    );
    check(
        |b| {
            set(
                b,
                &spot.sheet,
                (spot.first_row, spot.first_col + 1),
                Raw::Blank,
            );
        },
        "TT-06-phan_mem[0].nguoi_dung",
    );
    check(
        |b| {
            set(
                b,
                &spot.sheet,
                (spot.first_row, spot.first_col + 1),
                text("nhiều"),
            );
        },
        "SO-01-phan_mem[0].nguoi_dung",
    );
}

#[test]
fn long_prose_goes_on_in_the_cells_below() {
    let said = after(|b| fill(b, "kho_khan__2", text("Thiếu kinh phí.")));
    assert_eq!(told(&said), "");
    let reading = said.reading().cloned().expect("a reading");
    let answer = reading
        .field("kho_khan")
        .expect("the field")
        .answer
        .value()
        .cloned();
    assert_eq!(
        answer,
        Some(tonghop::value::Value::Text(
            "Máy tính cũ, hay hỏng.\nThiếu kinh phí.".into()
        ))
    );
}

#[test]
fn files_of_another_campaign_are_told_so() {
    let hidden = |key: &'static str, value: &'static str| {
        move |b: &mut RawWorkbook| {
            let cells = &mut sheet(b, "_tonghop").cells;
            let row = cells
                .iter()
                .find(|c| c.value == text(key))
                .expect("the key")
                .row;
            set(b, "_tonghop", (row, 1), text(value));
        }
    };
    check(hidden("kit", "khac"), "BIEU-02");
    check(hidden("campaign", "CNTT-2021"), "BIEU-03");
    check(hidden("period", "năm 2019"), "BIEU-04");
    check(hidden("form", "huyen"), "BIEU-05");
    // Whoever writes another version by hand does not know the token that goes with it.
    check(hidden("kit_version", "0.9"), "BIEU-07 BIEU-08");
    check(hidden("token", "0123456789abcdef"), "BIEU-08");
    check(hidden("layout", "0123456789abcdef"), "BIEU-11");
    assert_eq!(after(hidden("period", "năm 2019")).reading(), None);
    let mut strange = RawWorkbook::default();
    strange.sheets.push(tonghop::model::raw::RawSheet {
        name: "Sheet1".to_owned(),
        ..Default::default()
    });
    assert_eq!(
        told(&received(&KIT, &strange, "luong.xlsx")),
        "luong.xlsx-BIEU-01"
    );
}

#[test]
fn a_workbook_that_was_issued_to_another_unit_is_nobodys_until_the_officer_says_whose_it_is() {
    let of = |unit: &str| IssueKey::of([7; 32]).token("CNTT-2020", unit, "xa", &KIT.version);
    let with_token = |token: String| {
        move |b: &mut RawWorkbook| {
            let cells = &mut sheet(b, "_tonghop").cells;
            let at = cells.iter().position(|c| c.value == text("token"));
            let row = cells[at.expect("the key")].row;
            set(b, "_tonghop", (row, 1), text(&token));
        }
    };
    check(with_token(of("16390")), "");
    let said = after(with_token(of("16378")));
    assert_eq!(told(&said), "16390_xa-Dong-Hoa_CNTT-2020.xlsx-DV-02");
    assert_eq!((&said.unit, said.reading()), (&None, None));
    let message = said.findings[0].message.say(Lang::Vi);
    assert!(message.contains("Thị trấn Rừng Thông (16378)"), "{message}");
    // One of another campaign, or from before the secret: known to nobody, which the officer is asked about.
    let other = IssueKey::of([8; 32]).token("CNTT-2020", "16390", "xa", &KIT.version);
    check(with_token(other.clone()), "BIEU-08");
    let asked = after(with_token(other));
    assert!(asked.findings[0].code.asks());
}

/// Writes another text where every sheet shows the period.
fn show_period(book: &mut RawWorkbook, period: &str) {
    let seen = book.sheets.iter_mut().filter(|sheet| sheet.visible);
    for cell in seen.flat_map(|sheet| &mut sheet.cells) {
        if cell.value == text("năm 2020") && cell.row < 15 {
            cell.value = text(period);
        }
    }
}

fn without_identity(book: &mut RawWorkbook) {
    book.sheets.retain(|sheet| sheet.name != "_tonghop");
}

#[test]
fn the_period_that_people_see_is_compared_whatever_the_hidden_sheet_says() {
    check(|b| show_period(b, "Năm 2020"), "");
    check(|b| show_period(b, "năm 2019"), "BIEU-09");
    assert!(after(|b| show_period(b, "năm 2019")).reading().is_some());
    let on_the_guide = |b: &mut RawWorkbook| {
        let cells = &mut sheet(b, "Hướng dẫn").cells;
        let period = cells.iter_mut().find(|c| c.value == text("năm 2020"));
        period.expect("the period").value = text("năm 2019");
    };
    check(on_the_guide, "BIEU-09");
    let last_year = |b: &mut RawWorkbook| {
        without_identity(b);
        show_period(b, "năm 2019");
    };
    check(last_year, "BIEU-04");
    assert_eq!(after(last_year).reading(), None);
    let half_a_year = |b: &mut RawWorkbook| {
        without_identity(b);
        show_period(b, "6 tháng đầu năm 2020");
    };
    check(half_a_year, "BIEU-09 BIEU-10");
}

#[test]
fn a_day_under_the_title_of_a_section_that_the_campaign_does_not_name_is_asked_about() {
    let at_line = |line: &str, at_head: bool| {
        let day = "2020-10-28".parse().expect("a day");
        let mark = |name: &str| (name.to_owned(), vec![day]);
        let marks = ["thiet_bi", "ho_so"].map(mark).into();
        let context = Context {
            expected: &Expected::new(&KIT, units()).with_as_of(&marks),
            campaign: "CNTT-2020",
            period: "năm 2020",
            file: FILE,
            assigned: None,
            sender: None,
        };
        let mut book = FILLED.clone();
        let cells = book.sheets.iter_mut().flat_map(|sheet| &mut sheet.cells);
        let said = |cell: &RawCell| cell.value.shown();
        if at_head {
            let mut cells = cells.skip_while(|cell| said(cell) != "Thời điểm chốt số liệu:");
            cells.nth(1).expect("a line of the head").value = text(line);
        } else {
            let is_note = |cell: &&mut RawCell| said(cell).starts_with("Tính đến ngày 28/10/2020");
            cells.filter(is_note).last().expect("a note").value = text(line);
        }
        told(&understand(&book, &context))
    };
    let codes = |line: &str| at_line(line, false);
    assert_eq!(
        codes("Tính đến ngày 28-10-2020. Theo Quyết định ngày 01/02/2018"),
        ""
    );
    assert_eq!(codes("Tính đến ngày 28/10/2019"), "BIEU-09");
    assert_eq!(codes("Từ ngày 01/01/2019 đến ngày 28/10/2020"), "BIEU-09");
    assert_eq!(codes("Tính đến ngày 28/10/2020 (ước)"), "BIEU-09");
    for (line, wanted) in [
        ("Ghi tại từng phần", ""),
        ("Tính đến ngày 28/10/2020", ""),
        ("31/12/2019", "BIEU-09"),
        ("30/9/2020", "BIEU-09"),
        ("28/10/2020 (ước)", "BIEU-09"),
    ] {
        assert_eq!(at_line(line, true), wanted, "{line}");
    }
}

#[test]
fn a_workbook_of_ours_without_its_identity_is_asked_about_and_one_typed_anew_is_not() {
    check(without_identity, "BIEU-10");
    let emptied = |b: &mut RawWorkbook| {
        for cell in &mut sheet(b, "_tonghop").cells {
            if cell.col == 1 {
                cell.value = Raw::Blank;
            }
        }
    };
    check(emptied, "BIEU-10");
    let asked = after(without_identity);
    assert!(asked.findings.iter().all(Finding::holds_a_final));
    // Whoever types a form anew copies what is seen: no names, no row ids.
    check(
        |b| {
            without_identity(b);
            b.names = Arc::default();
            for sheet in &mut b.sheets {
                sheet.cells.retain(|cell| cell.col > 0);
            }
        },
        "",
    );
}

#[test]
fn whose_a_file_is_must_be_beyond_doubt() {
    let said = received(&KIT, &FILLED, "16378_thi-tran-Rung-Thong.xlsx");
    assert_eq!(told(&said), "16378_thi-tran-Rung-Thong.xlsx-DV-02");
    assert_eq!((&said.unit, said.reading()), (&None, None));
    let message = said.findings[0].message.say(Lang::Vi);
    for part in [
        "Xã Đông Hòa (16390)",
        "16390 - Xã Đông Hòa",
        "Thị trấn Rừng Thông (16378)",
    ] {
        assert!(message.contains(part), "{message}");
    }
    let units = units();
    let context = Context {
        expected: &Expected::new(&KIT, units.clone()),
        campaign: "CNTT-2020",
        period: "năm 2020",
        file: "16378_thi-tran-Rung-Thong.xlsx",
        assigned: Some(&"16390".parse().expect("a code")),
        sender: None,
    };
    let said = understand(&FILLED, &context);
    assert_eq!(said.unit.as_deref(), Some("16390"));
    assert!(said.reading().is_some());
    // Names prove nothing, but nothing speaks against this one.
    let said = received(&KIT, &FILLED, "Copy of bản cuối (1).xlsx");
    assert_eq!(said.unit.as_deref(), Some("16390"));
    // The hidden sheet is gone: the visible cell tells, and somebody looks.
    let said = after(without_identity);
    assert_eq!(said.unit.as_deref(), Some("16390"));
    assert_eq!(told(&said), "BIEU-10");
}

#[test]
fn a_common_workbook_is_of_the_unit_that_was_chosen() {
    let issue = issue(&KIT, &KIT.forms[0]);
    let bytes = common(&issue, &[dong_hoa(), rung_thong()]).expect("a workbook");
    let mut book = filled(&KIT, &bytes);
    let said = received(&KIT, &book, "bieu.xlsx");
    assert_eq!(told(&said), "bieu.xlsx-DV-01");
    let said = received(&KIT, &book, "Biểu TT Rừng Thông.xlsx");
    assert_eq!(told(&said), "16378-DV-03");
    fill(
        &mut book,
        "don_vi_bao_cao",
        text("16378 - Thị trấn Rừng Thông"),
    );
    let said = received(&KIT, &book, "bieu.xlsx");
    assert_eq!(said.unit.as_deref(), Some("16378"));
    assert_eq!(told(&said), "");
    fill(&mut book, "don_vi_bao_cao", text("Xã Đông Khê"));
    assert_eq!(told(&received(&KIT, &book, "bieu.xlsx")), "bieu.xlsx-DV-01");
}

#[test]
fn a_later_return_says_what_it_changed() {
    let form = &KIT.forms[0];
    let before = after(|_| {}).reading().cloned().expect("a reading");
    let later = after(|b| {
        fill(b, "tong_may", text("20 máy"));
        fill(b, "toc_do", Raw::Number(50.5));
        fill(b, "mang_lan", Raw::Blank);
    });
    let later = later.reading().cloned().expect("a reading");
    let found: Vec<String> = changes(form, &before, &later)
        .iter()
        .map(|c| {
            format!(
                "{}: {} -> {}{}",
                c.field,
                c.before,
                c.after,
                if c.became_blank { " blank" } else { "" }
            )
        })
        .collect();
    assert_eq!(found, ["mang_lan: Có ->  blank", "toc_do: 100 -> 50,5"]);
    assert_eq!(changes(form, &before, &before), []);
    // What went with its row or its sheet is not answered any more.
    let (_, row, _) = spot("toc_do");
    let lost = after(|b| {
        b.sheets.retain(|s| s.name != "Kiến nghị");
        Arc::make_mut(&mut b.names).retain(|n| n.sheet != "Kiến nghị" && n.row != row);
        sheet(b, "Biểu 01").cells.retain(|c| c.row != row);
    });
    let lost = changes(form, &before, &lost.reading().cloned().expect("a reading"));
    assert!(
        lost.len() > 1 && lost.iter().all(|c| c.became_blank),
        "{lost:?}"
    );
    assert!(lost.iter().any(|c| c.field == "toc_do"));
}

/// The same three cases are held against the workbook in `office_emit::a_status_beside_values_is_seen_as_intake_sees_it`.
#[test]
fn a_status_stands_for_what_is_blank() {
    let codes = |said: &Returns| -> String {
        let codes: Vec<&str> = said.findings.iter().map(|f| f.code.as_str()).collect();
        codes.join(" ")
    };
    let said = after(|b| {
        fill(b, "may_de_ban_sd", Raw::Blank);
        fill(b, "may_de_ban__tt", text("Không có số liệu"));
        fill(b, "may_de_ban__gc", text("chưa kiểm kê"));
        fill(b, "may_xach_tay", Raw::Number(0.0));
        fill(b, "may_xach_tay__tt", text("Không phát sinh"));
    });
    assert_eq!(codes(&said), "TONG-01", "what is there is judged");
    let said = after(|b| fill(b, "toc_do__tt", text("Không có số liệu")));
    assert_eq!(codes(&said), "TT-03");
}

#[test]
fn a_rule_without_a_result_is_as_grave_as_one_that_is_broken() {
    let form = FORM.replace("tong_may_sd <= tong_may\"", "tong_may_sd / tong_may <= 1\"");
    let kit = kit_with(&form);
    let mut book = FILLED.clone();
    for field in ["tong_may", "may_de_ban", "may_xach_tay"] {
        fill(&mut book, field, Raw::Number(0.0));
    }
    let said = received(&kit, &book, FILE);
    let found = said.findings.iter().find(|f| f.code.as_str() == "QT-02");
    assert_eq!(found.expect("told").severity, Severity::Warning);
}

#[test]
fn causes_come_errors_first_and_what_hides_others_before_the_rest() {
    let said = after(|b| {
        b.sheets.retain(|s| s.name != "Kiến nghị");
        fill(b, "toc_do", Raw::Blank);
        fill(b, "mang_lan", Raw::Blank);
        fill(b, "tong_may_sd", Raw::Number(25.0));
    });
    let all: Vec<&Finding> = said.findings.iter().collect();
    let causes: Vec<String> = by_cause(&all)
        .iter()
        .map(|c| format!("{} {}", c.code, c.findings.len()))
        .collect();
    assert_eq!(causes, ["CAU-01 1", "TT-01 1", "SD-01 1"]);
    // One wrong total breaks two rules: they are mended together.
    let said = after(|b| fill(b, "tong_may", Raw::Number(16.0)));
    let all: Vec<&Finding> = said.findings.iter().collect();
    let causes = by_cause(&all);
    assert_eq!((causes.len(), causes[0].code.as_str()), (1, "TONG-01"));
    assert_eq!(causes[0].findings.len(), 2);
}

#[test]
fn a_unit_is_asked_only_for_its_own_sections() {
    let mut units = units();
    std::sync::Arc::make_mut(&mut units[0]).sections = vec!["ung_dung".parse().expect("a section")];
    let context = Context {
        expected: &Expected::new(&KIT, units.clone()),
        campaign: "CNTT-2020",
        period: "năm 2020",
        file: FILE,
        assigned: None,
        sender: None,
    };
    let mut book = FILLED.clone();
    fill(&mut book, "tong_may", Raw::Number(99.0));
    let reading = understand(&book, &context)
        .reading()
        .cloned()
        .expect("a reading");
    assert_eq!(reading.fields.len(), 7);
}

#[test]
fn last_periods_value_tells_which_of_two_numbers_is_meant() {
    let mut book = FILLED.clone();
    fill(&mut book, "toc_do", text("1.234"));
    let said = received(&KIT, &book, FILE);
    assert_eq!(told(&said), "SO-11-toc_do");
    let field = "xa.toc_do".parse().expect("a field");
    let key = ("16390".parse().expect("a code"), field);
    let before = [(key, tonghop::value::Value::Number(1190.0))].into();
    let context = Context {
        expected: &Expected::new(&KIT, units()).with_previous(&before),
        campaign: "CNTT-2020",
        period: "năm 2020",
        file: FILE,
        assigned: None,
        sender: None,
    };
    let said = understand(&book, &context);
    assert_eq!(told(&said), "SO-15-toc_do");
    let sentence = said.findings[0].message.say(Lang::Vi);
    assert!(sentence.contains("1.190"), "{sentence}");
}

mod laws {
    use super::*;
    use proptest::prelude::*;
    use tonghop::model::raw::{RawCell, RawName, RawSheet};

    fn raw() -> impl Strategy<Value = Raw> {
        prop_oneof![
            Just(Raw::Blank),
            any::<f64>().prop_map(Raw::Number),
            any::<f64>().prop_map(Raw::Date),
            any::<bool>().prop_map(Raw::Bool),
            Just(Raw::Uncomputed),
            ".{0,12}".prop_map(Raw::Text),
            prop::sample::select(vec![
                "tong_may",
                "may_de_ban",
                "phan_mem[0]",
                "Máy tính để bàn",
                "Tên phần mềm",
                "unit",
                "form",
                "xa",
                "16390 - Xã Đông Hòa",
                "Không có số liệu",
                "12",
                "Tổng số",
            ])
            .prop_map(text),
        ]
    }

    fn edge() -> impl Strategy<Value = (u32, u16)> {
        (
            prop_oneof![9 => 0u32..60, 1 => Just(u32::MAX), 1 => any::<u32>()],
            prop_oneof![9 => 0u16..14, 1 => Just(u16::MAX), 1 => any::<u16>()],
        )
    }

    fn sheet_name() -> impl Strategy<Value = String> {
        prop::sample::select(vec!["Biểu 01", "Phần mềm", "Kiến nghị", "_tonghop", "Lạ"])
            .prop_map(str::to_owned)
    }

    fn any_sheet() -> impl Strategy<Value = RawSheet> {
        (
            sheet_name(),
            prop::collection::btree_map(edge(), raw(), 0..60),
        )
            .prop_map(|(name, cells)| RawSheet {
                name,
                visible: true,
                cells: cells
                    .into_iter()
                    .map(|(at, value)| RawCell::of(at, value))
                    .collect(),
                ..RawSheet::default()
            })
    }

    fn any_name() -> impl Strategy<Value = RawName> {
        let names = [
            "tong_may",
            "tong_may_sd",
            "kho_khan",
            "kho_khan__2",
            "phan_mem__dau",
            "phan_mem__tt",
            "toc_do__tt",
            "don_vi_bao_cao",
        ];
        (prop::sample::select(names.to_vec()), sheet_name(), edge()).prop_map(
            |(name, sheet, (row, col))| RawName {
                name: name.to_owned(),
                sheet,
                row,
                col,
            },
        )
    }

    proptest! {
        #[test]
        fn any_workbook_is_understood_and_its_account_adds_up(
            sheets in prop::collection::vec(any_sheet(), 0..5),
            names in prop::collection::vec(any_name(), 0..8),
        ) {
            let mut names = names;
            names.sort_by(|a, b| a.name.cmp(&b.name));
            names.dedup_by(|a, b| a.name == b.name);
            let book = RawWorkbook { sheets, names: names.into(), ..RawWorkbook::default() };
            let code = "16390".parse().expect("a code");
            for assigned in [None, Some(&code)] {
                let units = units();
                let context = Context {
                    expected: &Expected::new(&KIT, units.clone()), campaign: "CNTT-2020", period: "năm 2020", file: "a.xlsx", assigned,
                    sender: None,
                };
                sound(&understand(&book, &context));
            }
        }

        #[test]
        fn any_damage_to_a_filled_form_is_understood(
            edits in prop::collection::vec((0usize..3, edge(), raw()), 0..40),
            gone in prop::collection::vec(0u32..30, 0..4),
        ) {
            let mut book = FILLED.clone();
            for (at, place, value) in edits {
                let name = ["Biểu 01", "Phần mềm", "Kiến nghị"][at];
                set(&mut book, name, place, value);
            }
            for row in gone {
                delete_row(&mut book, "Biểu 01", row);
            }
            sound(&received(&KIT, &book, FILE));
        }
    }

    fn sound(said: &Returns) {
        if let Some(reading) = said.reading() {
            let a = &reading.account;
            assert_eq!(a.expected, a.read + a.nil + a.blank + a.not_understood);
            let cells: usize = reading
                .lists
                .iter()
                .flat_map(|(_, rows)| rows)
                .map(|r| r.cells.len())
                .sum();
            assert_eq!(a.expected as usize, reading.fields.len() + cells);
        }
        let mut ids: Vec<&str> = said.findings.iter().map(|f| f.id.as_str()).collect();
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), all, "a finding's id is its own: {ids:?}");
    }
}

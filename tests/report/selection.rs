//! The officer's selection of units' own words: sorted, marked in every way, reworded, with rows of its own, made anew.

use std::path::Path;
use tonghop::app::kit_folder;
use tonghop::kit;
use tonghop::model::kit::Kit;
use tonghop::model::raw::{RawCell, RawSheet, RawWorkbook};
use tonghop::value::{Mark, Raw, Seen};
use tonghop::words::Lang;
use tonghop::workbook::selection::{self, Offer, Selection, SelectionBook};

const PART: &str = "Ý kiến được chọn";
/// Columns from 0, and the first row of opinions.
const KEY: usize = 0;
const UNIT: usize = 2;
const WORDS: usize = 3;
const MARK: usize = 4;
const WORDING: usize = 5;
const FIRST: usize = 4;

fn small_kit() -> Kit {
    let files = kit_folder::read(Path::new("tests/kits/so-ngan")).expect("files");
    kit::load(&files).expect("a sound kit")
}

fn offer(code: &str, raw: &str) -> Offer {
    Offer {
        figure: "y_kien_chon".parse().expect("an id"),
        label: PART.to_owned(),
        unit: code.parse().expect("a code"),
        unit_name: format!("Đơn vị {code}"),
        field: "diem_sach.nhan_xet".parse().expect("a field"),
        file: "a.xlsx".to_owned(),
        place: None,
        raw: raw.to_owned(),
    }
}

fn three() -> Vec<Offer> {
    vec![
        offer("01", "Máy cũ"),
        offer("02", "Thiếu người"),
        offer("03", "=1+1"),
    ]
}

/// The cells of the workbook as a person sees them, hidden keys too.
fn rows(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut book: calamine::Xlsx<_> =
        calamine::Reader::new(std::io::Cursor::new(bytes)).expect("opened");
    let range = calamine::Reader::worksheet_range_at(&mut book, 0)
        .expect("a sheet")
        .expect("read");
    let last = range.end().expect("cells").0;
    let cell = |row, col| range.get_value((row, col)).map(ToString::to_string);
    let row = |row| {
        (0..7)
            .map(|col| cell(row, col).unwrap_or_default())
            .collect()
    };
    (0..=last).map(row).collect()
}

fn written(offers: &[Offer], selection: &Selection) -> Vec<Vec<String>> {
    let created = jiff::civil::date(2020, 11, 16).at(8, 0, 0, 0);
    rows(selection::write("Đợt", offers, selection, created).expect("written"))
}

/// A fresh workbook, as somebody has changed it.
fn changed(offers: &[Offer], change: impl Fn(&mut Vec<Vec<String>>)) -> RawWorkbook {
    let mut rows = written(offers, &Selection::default());
    change(&mut rows);
    book(&rows)
}

fn book(rows: &[Vec<String>]) -> RawWorkbook {
    let mut cells = Vec::new();
    for (row, texts) in (0..).zip(rows) {
        for (col, text) in (0..).zip(texts).filter(|(_, text)| !text.is_empty()) {
            cells.push(RawCell::of((row, col), Raw::Text(text.clone())));
        }
    }
    let sheet = RawSheet {
        name: "Chọn ý kiến".to_owned(),
        cells,
        ..RawSheet::default()
    };
    RawWorkbook {
        sheets: vec![sheet],
        ..RawWorkbook::default()
    }
}

fn named(file: &str, book: &RawWorkbook) -> SelectionBook {
    SelectionBook {
        file: file.to_owned(),
        book: book.clone(),
    }
}

/// `unit: text` of each that goes into the report, and the questions.
fn told(book: &RawWorkbook, offers: &[Offer]) -> (Vec<String>, Vec<String>) {
    let kit = small_kit();
    let selection = selection::read(&[named("chon-y-kien.xlsx", book)], &kit, offers);
    let chosen = selection::chosen(&kit, offers, &selection);
    let texts = chosen.iter().map(|text| {
        let unit = text.unit.as_ref().map_or("—", |unit| unit.as_str());
        format!("{unit}: {}", text.text)
    });
    let questions = selection.questions.iter().map(|q| q.say(Lang::Vi));
    (texts.collect(), questions.collect())
}

#[test]
fn opinions_stay_with_their_marks_when_rows_are_sorted_without_their_keys() {
    let offers = three();
    let sorted = changed(&offers, |rows| {
        rows[FIRST][MARK] = "x".to_owned();
        rows[FIRST + 1][MARK] = "bỏ qua".to_owned();
        rows[FIRST + 2][MARK] = "bỏ qua".to_owned();
        let keys: Vec<String> = rows[FIRST..].iter().map(|r| r[KEY].clone()).collect();
        rows[FIRST..].reverse();
        for (row, key) in rows[FIRST..].iter_mut().zip(keys) {
            row[KEY] = key;
        }
    });
    assert_eq!(
        told(&sorted, &offers),
        (vec!["01: Máy cũ".to_owned()], vec![])
    );
    // Without the keys altogether, and with a column put before them.
    let bare = changed(&offers, |rows| {
        rows[FIRST + 1][MARK] = "x".to_owned();
        for row in rows.iter_mut() {
            row[KEY].clear();
            row.insert(0, String::new());
        }
    });
    assert_eq!(told(&bare, &offers).0, ["02: Thiếu người"]);
}

#[test]
fn the_buttons_of_the_workbook_sort_keys_with_their_rows() {
    let created = jiff::civil::date(2020, 11, 16).at(8, 0, 0, 0);
    let bytes = selection::write("Đợt", &three(), &Selection::default(), created).expect("written");
    let parts = crate::package::parts(&bytes);
    let sheet = parts.iter().find(|(name, _)| name.ends_with("sheet1.xml"));
    let sheet = String::from_utf8_lossy(&sheet.expect("a sheet").1).into_owned();
    assert!(sheet.contains("<autoFilter ref=\"A4:G7\""), "{sheet}");
}

#[test]
fn a_tick_takes_and_an_unclear_mark_or_an_unmarked_rewording_is_asked() {
    let offers = three();
    let marked = |mark: &str, wording: &str| {
        let (mark, wording) = (mark.to_owned(), wording.to_owned());
        let book = changed(&offers, |rows| {
            rows[FIRST][MARK].clone_from(&mark);
            rows[FIRST][WORDING].clone_from(&wording);
        });
        told(&book, &offers)
    };
    for mark in ["✓", "v", "xx", "X", "Có", "ü"] {
        assert_eq!(
            marked(mark, ""),
            (vec!["01: Máy cũ".to_owned()], vec![]),
            "{mark}"
        );
    }
    for mark in ["bỏ", "Không", "-"] {
        assert_eq!(marked(mark, "Máy quá cũ"), (vec![], vec![]), "{mark}");
    }
    let (none, asked) = marked("xem lại", "");
    assert!(
        none.is_empty() && asked.len() == 1 && asked[0].contains("Chọn ý kiến!E5"),
        "{asked:?}"
    );
    let (none, asked) = marked("", "Máy quá cũ");
    assert!(
        none.is_empty() && asked[0].contains("chưa đánh dấu"),
        "{asked:?}"
    );
    assert_eq!(
        marked("x", "- Máy quá cũ\n- Mạng yếu").0,
        ["01: Máy quá cũ", "01: Mạng yếu"]
    );
}

#[test]
fn what_is_to_be_done_with_a_text_is_done_or_asked_and_never_printed() {
    let offers = vec![offer("01", "Thiếu 5 máy"), offer("02", "Thiếu người")];
    let marked = |mark: &str, wording: &str| {
        let (mark, wording) = (mark.to_owned(), wording.to_owned());
        let book = changed(&offers, |rows| {
            rows[FIRST][MARK].clone_from(&mark);
            rows[FIRST][WORDING].clone_from(&wording);
        });
        let (texts, asked) = told(&book, &offers);
        (texts.join("|"), asked.join("|"))
    };
    let as_written = "01: Thiếu 5 máy";
    for (mark, wording, text, question) in [
        ("", "bỏ qua", "", ""),
        ("x", "Bỏ qua", as_written, "là việc phải làm"),
        ("x", "giữ nguyên", as_written, ""),
        ("", "giữ nguyên", as_written, ""),
        ("x", "(viết gọn lại)", as_written, "là việc phải làm"),
        ("x", "như trên", as_written, "là việc phải làm"),
        ("bỏ qua", "như trên", "", ""),
        ("x", "Thiếu 15 máy", "01: Thiếu 15 máy", "có số 15"),
        ("x, đúng số", "Thiếu 15 máy", "01: Thiếu 15 máy", ""),
        ("x", "Còn thiếu 05 máy", "01: Còn thiếu 05 máy", ""),
    ] {
        let (texts, asked) = marked(mark, wording);
        assert_eq!(texts, text, "{mark} {wording}");
        let is_asked = if question.is_empty() {
            asked.is_empty()
        } else {
            asked.contains(question)
        };
        assert!(is_asked, "{mark} {wording}: {asked}");
    }
}

#[test]
fn a_text_that_is_struck_out_is_left_out_and_one_that_is_struck_and_taken_is_asked_about() {
    let offers = three();
    let struck = |rest: &str, mark: &str| {
        let mut book = changed(&offers, |rows| rows[FIRST][MARK] = mark.to_owned());
        let (row, col) = (u32::try_from(FIRST).unwrap(), u16::try_from(WORDS).unwrap());
        let cells = &mut book.sheets[0].cells;
        let cell = cells.iter_mut().find(|c| (c.row, c.col) == (row, col));
        cell.expect("the text").seen = Some(Box::new(Seen {
            text: rest.to_owned(),
            mark: Mark::SetApart {
                struck: "Máy".to_owned(),
                raised: String::new(),
            },
        }));
        told(&book, &offers)
    };
    assert_eq!(struck("", ""), (vec![], vec![]));
    assert_eq!(struck("", "bỏ qua"), (vec![], vec![]));
    for (rest, mark) in [("", "x"), ("cũ", "x"), ("cũ", "")] {
        let (_, asked) = struck(rest, mark);
        assert!(
            asked.join("").contains("bị gạch ngang"),
            "{rest} {mark}: {asked:?}"
        );
    }
}

#[test]
fn words_of_a_unit_that_were_changed_in_place_are_asked_about() {
    let offers = three();
    let book = changed(&offers, |rows| {
        rows[FIRST][WORDS] = "Máy rất cũ".to_owned();
        rows[FIRST][MARK] = "x".to_owned();
    });
    let (none, asked) = told(&book, &offers);
    assert!(
        none.is_empty() && asked[0].contains("đã bị sửa"),
        "{asked:?}"
    );
}

#[test]
fn rows_of_the_officer_enter_under_the_name_of_its_office() {
    let offers = three();
    let book = changed(&offers, |rows| {
        rows.push(own(PART, "Bổ sung kinh phí", "x"));
        rows.push(own(PART, "Mở lớp tập huấn", ""));
        rows.push(own(PART, "Cấp máy mới", "bỏ qua"));
    });
    let (texts, asked) = told(&book, &offers);
    assert_eq!(texts, ["—: Bổ sung kinh phí", "—: Mở lớp tập huấn"]);
    assert!(asked.is_empty());
    let elsewhere = changed(&offers, |rows| rows.push(own("Phần khác", "Máy", "x")));
    let (texts, asked) = told(&elsewhere, &offers);
    assert!(texts.is_empty() && asked[0].contains(PART), "{asked:?}");
}

/// A row that the officer adds.
fn own(part: &str, words: &str, mark: &str) -> Vec<String> {
    ["", part, "", words, mark, "", ""]
        .map(str::to_owned)
        .into()
}

#[test]
fn a_row_of_the_officer_that_is_pasted_twice_stands_once_and_is_asked_when_the_marks_differ() {
    let offers = three();
    let pasted = |marks: [&str; 2]| {
        let book = changed(&offers, |rows| {
            rows[FIRST][MARK] = "x".to_owned();
            for mark in marks {
                rows.push(own(PART, "Bổ sung kinh phí", mark));
            }
            // What a unit says already is not said again by the office.
            rows.push(own(PART, "máy cũ", "x"));
        });
        told(&book, &offers)
    };
    let once = vec!["01: Máy cũ".to_owned(), "—: Bổ sung kinh phí".to_owned()];
    assert_eq!(pasted(["x", "x"]), (once.clone(), vec![]));
    assert_eq!(pasted(["x", ""]), (once, vec![]));
    let (_, asked) = pasted(["x", "bỏ qua"]);
    assert!(asked[0].contains("có ở hai dòng"), "{asked:?}");
}

#[test]
fn a_part_named_by_the_heading_of_the_report_or_the_question_of_the_form_is_understood() {
    let kit = kit::load(&kit::embedded("cntt-huyen-2020").expect("files")).expect("a kit");
    let part_of = |part: &str| {
        let mut rows = written(&[], &Selection::default());
        rows.push(own(part, "Bổ sung kinh phí", "x"));
        let book = named("chon-y-kien.xlsx", &book(&rows));
        let selection = selection::read(&[book], &kit, &[]);
        let chosen = selection::chosen(&kit, &[], &selection);
        chosen.first().map(|text| text.figure.to_string())
    };
    for part in [
        "Kiến nghị, đề xuất được chọn đưa vào báo cáo",
        "Kiến nghị, đề xuất",
        "IV. KIẾN NGHỊ, ĐỀ XUẤT",
        "4. Kiến nghị, đề xuất:",
    ] {
        assert_eq!(part_of(part).as_deref(), Some("kien_nghi_chon"), "{part}");
    }
    for part in ["Khó khăn, hạn chế", "Khó khăn", "khó khăn:"] {
        assert_eq!(part_of(part).as_deref(), Some("kho_khan_chon"), "{part}");
    }
    assert_eq!(part_of("Kh"), None);
    assert_eq!(part_of("Giải pháp hiệu quả đã triển khai"), None);
    assert_eq!(part_of(""), None);
}

#[test]
fn a_heading_that_was_retyped_or_doubled_is_asked_about_and_its_file_is_not_made_anew() {
    let offers = three();
    let head = FIRST - 1;
    let kit = small_kit();
    for (col, typed) in [
        (MARK, "Chon"),
        (WORDING, "Viết"),
        (UNIT, "Chọn"),
        (WORDS, ""),
    ] {
        let book = changed(&offers, |rows| {
            rows[FIRST][MARK] = "x".to_owned();
            rows[head][col] = typed.to_owned();
        });
        let selection = selection::read(&[named("a.xlsx", &book)], &kit, &offers);
        assert!(
            !selection.is_read() && selection.choices.is_empty(),
            "{typed}"
        );
        let asked: Vec<String> = (selection.questions.iter())
            .map(|q| q.say(Lang::Vi))
            .collect();
        assert!(
            asked.len() == 1 && asked[0].starts_with("a.xlsx, trang Chọn ý kiến, dòng 4:"),
            "{asked:?}"
        );
    }
}

#[test]
fn marks_count_in_every_file_of_the_selection_and_questions_name_the_file() {
    let offers = three();
    let kit = small_kit();
    let marked = |row: usize, mark: &str| {
        let mark = mark.to_owned();
        changed(&offers, move |rows| rows[row][MARK].clone_from(&mark))
    };
    let read = |one: &RawWorkbook, other: &RawWorkbook| {
        let books = [named("a.xlsx", one), named("b.xlsx", other)];
        selection::read(&books, &kit, &offers)
    };
    let both = read(&marked(FIRST, "x"), &marked(FIRST + 1, "x"));
    assert_eq!(selection::chosen(&kit, &offers, &both).len(), 2);
    let torn = read(&marked(FIRST, "x"), &marked(FIRST, "bỏ qua"));
    let asked = torn.questions[0].say(Lang::Vi);
    assert!(asked.starts_with("b.xlsx, ô Chọn ý kiến!E5:"), "{asked}");
    assert!(!torn.holds_all());
}

#[test]
fn words_beside_the_table_keep_the_workbook_from_being_made_anew() {
    let offers = three();
    let kit = small_kit();
    let holds_all = |change: &dyn Fn(&mut Vec<Vec<String>>)| {
        let book = changed(&offers, change);
        selection::read(&[named("a.xlsx", &book)], &kit, &offers).holds_all()
    };
    assert!(holds_all(&|rows| rows[FIRST][MARK] = "x".to_owned()));
    assert!(!holds_all(&|rows| rows[FIRST].push("hỏi lại xã".to_owned())));
    assert!(!holds_all(
        &|rows| rows[2][1] = "Đã trình lãnh đạo".to_owned()
    ));
}

#[test]
fn what_the_officer_typed_is_there_when_the_workbook_is_made_anew() {
    let offers = three();
    let book = changed(&offers, |rows| {
        rows[FIRST][MARK] = "x".to_owned();
        rows[FIRST][WORDING] = "Máy quá cũ".to_owned();
        rows[FIRST + 1][MARK] = "xem lại".to_owned();
        rows[FIRST + 2][MARK] = "v".to_owned();
        rows[FIRST + 2][WORDING] = "Ý thứ ba".to_owned();
        rows.push(
            ["", PART, "", "Ý của huyện", "x", "", ""]
                .map(str::to_owned)
                .into(),
        );
    });
    let kit = small_kit();
    // The third unit has sent other words meanwhile.
    let now = vec![
        offer("01", "Máy cũ"),
        offer("02", "Thiếu người"),
        offer("03", "Thiếu mạng"),
    ];
    let selection = selection::read(&[named("chon-y-kien.xlsx", &book)], &kit, &now);
    let again = written(&now, &selection);
    let has = |unit: &str, mark: &str, wording: &str| {
        let row = |r: &&Vec<String>| r[UNIT] == unit && r[MARK] == mark && r[WORDING] == wording;
        again.iter().any(|r| row(&r))
    };
    assert!(has("Đơn vị 01", "x", "Máy quá cũ"), "{again:?}");
    assert!(has("Đơn vị 02", "xem lại", ""), "{again:?}");
    assert!(has("Đơn vị 03", "", ""), "{again:?}");
    assert!(has("Đơn vị 03", "v", "Ý thứ ba"), "{again:?}");
    assert!(
        again
            .iter()
            .any(|r| r[WORDS] == "Ý của huyện" && r[6].contains("cơ quan tổng hợp"))
    );
    // Read again it says the same.
    let (texts, asked) = told(&self::book(&again), &now);
    assert_eq!(texts, ["01: Máy quá cũ", "—: Ý của huyện"]);
    assert_eq!(asked.len(), 1, "{asked:?}");
}

#[test]
fn a_text_longer_than_a_cell_takes_several_rows_that_are_one_choice() {
    let long = [offer("01", &"Máy cũ. ".repeat(9_000))];
    let rows = written(&long, &Selection::default());
    let pieces: Vec<&str> = rows[FIRST..].iter().map(|r| r[WORDS].as_str()).collect();
    assert!(pieces.len() > 1 && pieces.join(" ") == long[0].raw.trim_end());
    let book = changed(&long, |rows| {
        rows[FIRST + 1][MARK] = "x".to_owned();
        rows[FIRST + 1][WORDING] = "Thiếu máy".to_owned();
    });
    assert_eq!(
        told(&book, &long),
        (vec!["01: Thiếu máy".to_owned()], vec![])
    );
}

#[test]
fn words_that_look_like_a_formula_stay_words() {
    assert_eq!(
        written(&three(), &Selection::default())[FIRST + 2][WORDS],
        "=1+1"
    );
}

use super::*;
use crate::model::id::{AnswerId, ReceiptId};
use crate::model::reading::{Anchor, Place};
use crate::value::{Nil, Value};

fn field(id: &str, answer: Answer, remark: &str) -> FieldReading {
    let raw = match &answer {
        Answer::Value(Value::Number(n)) => n.to_string(),
        Answer::NotUnderstood => "?".to_owned(),
        _ => String::new(),
    };
    FieldReading {
        field: id.parse().expect("an id"),
        answer,
        raw,
        place: Some(Place {
            sheet: "Biểu".to_owned(),
            row: 1,
            col: 1,
        }),
        anchor: Anchor::Name,
        estimate: false,
        remark: remark.to_owned(),
    }
}

fn number(n: f64) -> Answer {
    Answer::Value(Value::Number(n))
}

fn rows(numbers: &[f64]) -> Vec<ListRow> {
    let row = |n: &f64| ListRow {
        cells: vec![field("may.so", number(*n), "")],
    };
    numbers.iter().map(row).collect()
}

fn reading(fields: Vec<FieldReading>, list: &[f64]) -> Reading {
    Reading {
        form: "xa".parse().expect("a form"),
        unit: None,
        unit_name: String::new(),
        kit_version: None,
        fields,
        lists: vec![("may".parse().expect("a section"), rows(list))],
        list_nils: Vec::new(),
        account: Account::default(),
        laid: Vec::new(),
        learned: None,
    }
}

fn receipt(id: i64, file: &str) -> Receipt {
    Receipt {
        id: ReceiptId(id),
        file: file.to_owned(),
        hash: blake3::hash(file.as_bytes()).into(),
        size: 1,
        received_at: String::new(),
        application: None,
        saved_at: None,
        unit: None,
        form: None,
        kit_version: None,
        understood_with: String::new(),
        learned: None,
    }
}

fn source<'r>(reading: &'r Reading, answer: &str) -> &'r str {
    let answer: AnswerId = answer.parse().expect("an id");
    reading.laid_by(&answer).map_or("", |laid| &laid.file)
}

#[test]
fn what_is_filled_is_taken_and_what_is_blank_is_kept_each_with_its_source() {
    let mut whole = reading(
        vec![
            field("a", number(1.0), "đã kiểm"),
            field("b", number(2.0), ""),
            field("c", Answer::Blank, ""),
            field("d", number(4.0), ""),
        ],
        &[1.0, 2.0],
    );
    let no_data = Answer::Nil {
        nil: Nil::NoData,
        reason: "chưa thống kê".to_owned(),
    };
    let over = reading(
        vec![
            field("a", Answer::Blank, ""),
            field("b", number(20.0), ""),
            field("c", no_data.clone(), ""),
            field("d", Answer::Blank, "số đúng"),
        ],
        &[],
    );
    whole.lay_over(&over, &receipt(2, "sua.xlsx"));
    let answers: Vec<&Answer> = whole.fields.iter().map(|f| &f.answer).collect();
    assert_eq!(
        answers,
        [&number(1.0), &number(20.0), &no_data, &number(4.0)]
    );
    let remarks: Vec<&str> = whole.fields.iter().map(|f| f.remark.as_str()).collect();
    assert_eq!(remarks, ["đã kiểm", "", "", "số đúng"]);
    let sources = ["a", "b", "c", "d", "may.so"].map(|id| source(&whole, id));
    assert_eq!(sources, ["", "sua.xlsx", "sua.xlsx", "", ""]);
    assert_eq!((whole.account.expected, whole.account.read), (6, 5));

    // What comes later lies over both; a list that is given is taken as a whole.
    let later = reading(
        vec![field("b", Answer::NotUnderstood, "")],
        &[7.0, 8.0, 9.0],
    );
    whole.lay_over(&later, &receipt(3, "them.xlsx"));
    let sources = ["b", "c", "may.so", "may[2].so", "may"].map(|id| {
        let laid = whole.laid_by(id);
        laid.map_or("", |laid| laid.file.as_str())
    });
    assert_eq!(
        sources,
        [
            "them.xlsx",
            "sua.xlsx",
            "them.xlsx",
            "them.xlsx",
            "them.xlsx"
        ]
    );
    assert_eq!(whole.list("may").len(), 3);
}

#[test]
fn a_list_with_fewer_rows_may_have_lost_them() {
    let whole = reading(Vec::new(), &[1.0, 2.0]);
    let cut = |list: &[f64]| whole.list_cut_short(&reading(Vec::new(), list)).is_some();
    assert!(cut(&[1.0]));
    assert!(!cut(&[]), "not given");
    assert!(!cut(&[3.0, 4.0]));
    let mut none = reading(Vec::new(), &[]);
    let section: SectionId = "may".parse().expect("a section");
    none.list_nils
        .push((section, Nil::NotArisen, String::new()));
    assert!(whole.list_cut_short(&none).is_none(), "said to be empty");
    let mut whole = whole.clone();
    whole.lay_over(&none, &receipt(2, "sua.xlsx"));
    assert!(whole.list("may").is_empty() && whole.list_nils.len() == 1);
}

#[test]
fn what_is_gone_or_was_emptied_says_as_little_as_a_blank() {
    let gone = FieldReading {
        place: None,
        ..field("a", Answer::NotUnderstood, "")
    };
    let emptied = FieldReading {
        raw: " ".to_owned(),
        ..field("a", Answer::NotUnderstood, "")
    };
    let unread = field("a", Answer::NotUnderstood, "");
    for (said, kept) in [(gone, true), (emptied, true), (unread, false)] {
        assert_eq!(said.is_left_blank(), kept);
        let mut whole = reading(vec![field("a", number(1.0), "")], &[]);
        whole.lay_over(&reading(vec![said], &[]), &receipt(2, "sua.xlsx"));
        assert_eq!(whole.fields[0].answer == number(1.0), kept);
        assert_eq!(source(&whole, "a") == "sua.xlsx", !kept);
    }
}

#[test]
fn a_return_fills_something_by_an_answer_a_row_or_that_a_list_is_empty() {
    let blank = || {
        vec![
            field("a", Answer::Blank, "không rõ"),
            field("b", Answer::Blank, ""),
        ]
    };
    assert!(!reading(blank(), &[]).fills_anything());
    let mut one = blank();
    one[1].answer = number(0.0);
    assert!(reading(one, &[]).fills_anything());
    assert!(reading(blank(), &[7.0]).fills_anything());
    let mut none = reading(blank(), &[]);
    none.list_nils.push(nothing_of("may"));
    assert!(none.fills_anything());
}

fn nothing_of(section: &str) -> (SectionId, Nil, String) {
    let section = section.parse().expect("a section");
    (section, Nil::NotArisen, String::new())
}

#[test]
fn of_several_lists_each_is_laid_over_its_own() {
    let with = |lists: &[(&str, &[f64])]| {
        let mut reading = reading(Vec::new(), &[]);
        let lists = lists.iter();
        reading.lists = lists
            .map(|(id, numbers)| (id.parse().expect("a section"), rows(numbers)))
            .collect();
        reading
    };
    let mut whole = with(&[("may", &[]), ("phong", &[5.0]), ("xe", &[6.0])]);
    whole.list_nils = vec![nothing_of("may"), nothing_of("kho")];
    let mut over = with(&[
        ("xe", &[]),
        ("may", &[1.0, 2.0]),
        ("phong", &[]),
        ("nha", &[3.0]),
    ]);
    over.list_nils = vec![nothing_of("phong")];
    whole.lay_over(&over, &receipt(2, "sua.xlsx"));
    let lengths = ["may", "phong", "xe", "nha"].map(|list| whole.list(list).len());
    assert_eq!(lengths, [2, 0, 1, 1]);
    // That a list is empty holds no longer where rows came, and does where none are said to be.
    let nils: Vec<&str> = whole.list_nils.iter().map(|(id, ..)| id.as_str()).collect();
    assert_eq!(nils, ["kho", "phong"]);
    let sources = ["may", "phong", "xe", "nha"].map(|id| source(&whole, id));
    assert_eq!(sources, ["sua.xlsx", "sua.xlsx", "", "sua.xlsx"]);
}

#[test]
fn what_belongs_to_no_answer_is_told_of_every_file() {
    let stray = |row: u32, text: &str| {
        let place = Place {
            sheet: "Biểu".to_owned(),
            row,
            col: 9,
        };
        (place, text.to_owned())
    };
    let mut whole = reading(Vec::new(), &[]);
    whole.account.strays.push(stray(1, "xem lại"));
    whole.account.notes.push(crate::msg!("check.send-issued"));
    let mut over = reading(vec![field("a", number(1.0), "")], &[2.0]);
    over.account.strays.push(stray(2, "đã sửa"));
    over.account.notes.push(crate::msg!("check.not-our-form"));
    whole.lay_over(&over, &receipt(2, "sua.xlsx"));
    let strays: Vec<u32> = whole.account.strays.iter().map(|(at, _)| at.row).collect();
    assert_eq!((strays, whole.account.notes.len()), (vec![1, 2], 2));
    assert_eq!((whole.account.expected, whole.account.read), (2, 2));
}

#[test]
fn a_list_that_the_officer_enters_as_empty_is_so_and_the_others_stay_as_they_are() {
    let mut whole = reading(Vec::new(), &[1.0, 2.0]);
    whole.list_nils = vec![nothing_of("phong"), nothing_of("may")];
    let reason = "đã hỏi xã qua điện thoại".to_owned();
    let nil = Nil::NoData;
    whole.enter(&Entered {
        answer: "may".parse().expect("an id"),
        instead: Answer::Blank,
        is_of_last: false,
        said: Answer::Nil {
            nil,
            reason: reason.clone(),
        },
        raw: String::new(),
        source: "điện thoại".to_owned(),
    });
    assert!(whole.list("may").is_empty());
    let may: SectionId = "may".parse().expect("a section");
    assert_eq!(whole.list_nils, [nothing_of("phong"), (may, nil, reason)]);
}

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

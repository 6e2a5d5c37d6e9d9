use super::*;
use crate::kit;
use crate::model::id::ReceiptId;
use crate::model::reading::{Account, Anchor, Answer, FieldReading, ListRow};

/// A receipt that came at a moment and says that it was saved at another.
fn receipt(received: &str, saved: Option<&str>) -> Receipt {
    Receipt {
        id: ReceiptId::default(),
        file: String::new(),
        hash: blake3::hash(b"").into(),
        size: 0,
        received_at: received.to_owned(),
        application: None,
        saved_at: saved.map(|text| Moment::parse(text).expect("a moment")),
        unit: None,
        form: None,
        kit_version: None,
        understood_with: String::new(),
        learned: None,
    }
}

#[test]
fn why_a_later_return_waits_is_told_by_when_both_came_and_were_saved() {
    let kit = kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound");
    let rules = Rules {
        root: Path::new(""),
        kit: &kit,
        act: Act::by_rules(""),
        is_closed: false,
        issued: "2020-10-20".parse().expect("a day"),
    };
    let (first, second) = ("2020-11-05T02:00:00Z", "2020-11-09T02:00:00Z");
    let ten = Some("2020-11-04T10:00:00Z");
    let eleven = Some("2020-11-04T11:00:00Z");
    for (before, new, why) in [
        ((first, ten), (second, eleven), None),
        ((first, eleven), (second, ten), Some(WaitReason::Older)),
        // Saved at the same moment: of what came one after the other the later counts.
        ((first, ten), (second, ten), None),
        ((first, ten), (first, ten), Some(WaitReason::SameTime)),
        ((first, ten), (first, eleven), None),
        ((first, None), (second, None), None),
        ((first, ten), (second, None), None),
        ((first, None), (first, ten), Some(WaitReason::NoTime)),
        // On the day of the letter, and a day ahead of when it came: clocks elsewhere.
        ((first, Some("2020-10-20T08:00:00Z")), (second, ten), None),
        ((first, ten), (second, Some("2020-11-10T09:00:00Z")), None),
        (
            (first, Some("2020-10-19T08:00:00Z")),
            (second, ten),
            Some(WaitReason::ClockDoubtful),
        ),
        (
            (first, ten),
            (second, Some("2020-11-11T09:00:00Z")),
            Some(WaitReason::ClockDoubtful),
        ),
    ] {
        let [before_at, new_at] = [before, new].map(|(came, saved)| receipt(came, saved));
        let told = rules.reason_to_wait(Some(&before_at), &new_at, &[], &[]);
        assert_eq!(told, why, "{before:?} {new:?}");
    }
    let closed = Rules {
        is_closed: true,
        ..rules
    };
    let [before, new] = [first, second].map(|came| receipt(came, ten));
    let told = closed.reason_to_wait(Some(&before), &new, &[], &[]);
    assert_eq!(told, Some(WaitReason::AfterClose));
}

/// An answer left blank, with what the unit wrote beside it.
fn remarked(id: &str, remark: &str) -> FieldReading {
    FieldReading {
        field: id.parse().expect("an id"),
        answer: Answer::Blank,
        raw: String::new(),
        place: None,
        anchor: Anchor::Name,
        estimate: false,
        remark: remark.to_owned(),
    }
}

/// What a return says with these remarks, beside an answer and beside a cell of a list.
fn reading((beside_answer, beside_cell): (&str, &str)) -> Reading {
    let row = ListRow {
        cells: vec![remarked("may.so", beside_cell)],
    };
    Reading {
        form: "xa".parse().expect("a form"),
        unit: None,
        unit_name: String::new(),
        kit_version: None,
        fields: vec![remarked("can_bo", beside_answer), remarked("mang", "")],
        lists: vec![("may".parse().expect("a section"), vec![row])],
        list_nils: Vec::new(),
        account: Account::default(),
        laid: Vec::new(),
        learned: None,
    }
}

#[test]
fn remarks_are_the_same_when_each_stands_beside_its_own_answer() {
    let both = ("tính đến 30/9", "mượn của trường");
    let remarks = reading(both);
    assert!(same_remarks(&remarks, &reading(both)));
    for other in [
        ("", ""),
        (both.0, ""),
        (both.0, "đã trả trường"),
        ("", both.1),
        (both.1, both.0),
    ] {
        assert!(!same_remarks(&remarks, &reading(other)), "{other:?}");
        assert!(!same_remarks(&reading(other), &remarks), "{other:?}");
    }
}

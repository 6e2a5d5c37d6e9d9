//! The ledger: what goes in comes out again, after any number of runs.

use std::path::PathBuf;
use tonghop::model::action::Action;
use tonghop::model::code::FRACTION;
use tonghop::model::id::{ActId, Basis, FileHash, ReceiptId};
use tonghop::model::obligation::Obligation;
use tonghop::model::pending::{Pending, WaitReason};
use tonghop::model::reading::Account;
use tonghop::model::receipt::{Act, Counting, Decided, Decision, NewReceipt, Receipt};
use tonghop::model::{
    finding::{Finding, FindingState},
    reading::{Anchor, Answer, FieldReading, ListRow, Place, Reading},
};
use tonghop::msg;
use tonghop::store::ledger::{Ledger, LedgerError};
use tonghop::value::Severity;
use tonghop::value::{Month, Nil, Value};
use tonghop::words::Lang;

const AT: &str = "2020-11-05T08:00:00+07:00";

fn field(id: &str, answer: Answer, raw: &str) -> FieldReading {
    FieldReading {
        field: id.parse().expect("an id"),
        answer,
        raw: raw.to_owned(),
        place: Some(Place {
            sheet: "Biểu 01".to_owned(),
            row: 4,
            col: 2,
        }),
        anchor: Anchor::Name,
        estimate: false,
        remark: String::new(),
    }
}

/// A reading with every kind of answer.
fn reading(unit: &str) -> Reading {
    let day = Value::Date(jiff::civil::date(2020, 10, 28));
    let month = Value::Month(Month {
        year: 2019,
        month: 7,
    });
    let nil = |nil| Answer::Nil {
        nil,
        reason: "Chưa theo dõi".to_owned(),
    };
    let text = Value::Text("Thiếu kinh phí;\n'DROP TABLE'".to_owned());
    Reading {
        form: "xa".parse().expect("a form"),
        unit: Some(unit.parse().expect("a code")),
        unit_name: String::new(),
        kit_version: Some("1.0".to_owned()),
        fields: vec![
            field("may", Answer::Value(Value::Number(18.0)), "18"),
            field("ty_le", Answer::Value(Value::Number(0.985)), "98,5%"),
            field("mang", Answer::Value(Value::YesNo(true)), "x"),
            field("ngay", Answer::Value(day), "28/10/2020"),
            field("thang", Answer::Value(month), "7/2019"),
            field("kho_khan", Answer::Value(text), "…"),
            field("in", nil(Nil::NotArisen), ""),
            field("quet", nil(Nil::NoData), ""),
            field("trong", Answer::Blank, ""),
            FieldReading {
                place: None,
                anchor: Anchor::Lost,
                estimate: true,
                ..field("la", Answer::NotUnderstood, "khoảng vài máy")
            },
        ],
        lists: vec![(
            "phan_mem".parse().expect("a section"),
            vec![
                ListRow {
                    cells: vec![field(
                        "phan_mem.ten",
                        Answer::Value(Value::Text("A".into())),
                        "A",
                    )],
                },
                ListRow {
                    cells: vec![field("phan_mem.ten", Answer::Blank, "")],
                },
            ],
        )],
        list_nils: vec![(
            "du_an".parse().expect("a section"),
            Nil::NotArisen,
            String::new(),
        )],
        account: Account {
            expected: 11,
            read: 7,
            nil: 2,
            blank: 1,
            not_understood: 1,
            strays: Vec::new(),
            notes: vec![msg!("kit.no-forms")],
        },
        laid: Vec::new(),
        learned: None,
    }
}

fn finding(id: &str, severity: Severity, state: FindingState) -> Finding {
    Finding {
        id: id.parse().expect("an id"),
        code: (&FRACTION).into(),
        severity,
        unit: Some("16390".parse().expect("a code")),
        file: "a.xlsx".to_owned(),
        message: msg!("campaign.code-twice", code = "{x}", row = 4),
        todo: msg!("campaign.no-units"),
        action: Some(Action::Assign {
            file: "a.xlsx".to_owned(),
            taken_for: None,
        }),
        cells: Vec::new(),
        reason: "vì \"thế\"".to_owned(),
        basis: basis(),
        state,
    }
}

fn basis() -> Basis {
    "0123456789abcdef".parse().expect("a fingerprint")
}

/// The hash of a file of these bytes.
fn hash(bytes: &str) -> FileHash {
    FileHash::of(bytes.as_bytes())
}

fn owed(unit: &str) -> Obligation {
    Obligation::new(unit, "xa").expect("a unit and a form")
}

fn receipt(unit: &str, bytes: &str) -> NewReceipt {
    NewReceipt {
        receipt: Receipt {
            id: ReceiptId::default(),
            file: format!("{unit} bản cuối.xlsx"),
            hash: hash(bytes),
            size: 12_345,
            received_at: AT.to_owned(),
            application: Some("LibreOffice".to_owned()),
            saved_at: None,
            unit: Some(unit.parse().expect("a code")),
            form: Some("xa".parse().expect("a form")),
            kit_version: Some("1.0".to_owned()),
            understood_with: "k1".to_owned(),
            learned: None,
        },
        readings: vec![reading(unit)],
        findings: vec![
            finding("a", Severity::Error, FindingState::Open),
            finding("b", Severity::Warning, FindingState::Explained),
            finding("a", Severity::Note, FindingState::Closed),
        ],
    }
}

struct Desk {
    _dir: tempfile::TempDir,
    path: PathBuf,
}

fn desk() -> Desk {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("so-tiep-nhan.sqlite");
    Desk { _dir: dir, path }
}

impl Desk {
    fn open(&self) -> Ledger {
        Ledger::open(&self.path).expect("a ledger")
    }
}

#[test]
fn what_was_recorded_is_there_after_reopening() {
    let desk = desk();
    let new = receipt("16390", "h1");
    let id = desk.open().record(&new).expect("recorded");
    let ledger = desk.open();
    let kept = ledger.receipt(id).expect("read").expect("there");
    assert_eq!(
        ledger.receipts().expect("read"),
        std::slice::from_ref(&kept)
    );
    assert_eq!(
        ledger.by_hash(&hash("h1")).expect("read"),
        Some(kept.clone())
    );
    assert_eq!(ledger.by_hash(&hash("h2")).expect("read"), None);
    assert_eq!(kept, Receipt { id, ..new.receipt });
    assert_eq!(
        ledger.reading(id).expect("read"),
        new.readings.first().cloned()
    );
    assert_eq!(ledger.findings(id).expect("read"), new.findings);
    assert_eq!(ledger.reading(ReceiptId(id.0 + 1)).expect("read"), None);
    assert_eq!(ledger.receipt(ReceiptId(id.0 + 1)).expect("read"), None);
}

#[test]
fn every_cell_can_be_asked_for_with_sql() {
    let desk = desk();
    desk.open()
        .record(&receipt("16390", "h1"))
        .expect("recorded");
    let plain = rusqlite::Connection::open(&desk.path).expect("a database");
    let one = |field: &str, row: i64| -> (String, Option<String>, Option<String>) {
        plain
            .query_row(
                "SELECT answer, value, cell FROM fields WHERE unit = '16390' AND field = ?1 AND row = ?2",
                rusqlite::params![field, row],
                |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
            )
            .expect("the cell")
    };
    let cell = Some("C5".to_owned());
    let value = |text: &str| ("value".to_owned(), Some(text.to_owned()), cell.clone());
    assert_eq!(one("may", 0), value("18"));
    assert_eq!(one("ty_le", 0), value("0.985"));
    assert_eq!(one("ngay", 0), value("2020-10-28"));
    assert_eq!(one("thang", 0), value("2019-07"));
    assert_eq!(one("phan_mem.ten", 1), value("A"));
    assert_eq!(
        one("phan_mem.ten", 2),
        ("blank".to_owned(), None, cell.clone())
    );
    assert_eq!(one("in", 0).0, "not-arisen");
    assert_eq!(one("quet", 0).0, "no-data");
    assert_eq!(one("la", 0), ("not-understood".to_owned(), None, None));
}

fn record_all(ledger: &mut Ledger, batch: &[NewReceipt]) -> Result<Vec<ReceiptId>, LedgerError> {
    ledger.together(|ledger| batch.iter().map(|new| ledger.record(new)).collect())
}

#[test]
fn a_batch_is_recorded_whole_or_not_at_all() {
    let desk = desk();
    let mut ledger = desk.open();
    let batch: Vec<NewReceipt> = (0..5).map(|n| receipt("16390", &format!("h{n}"))).collect();
    assert_eq!(
        record_all(&mut ledger, &batch).expect("recorded"),
        [1, 2, 3, 4, 5].map(ReceiptId)
    );
    let mut broken = batch;
    broken[3].receipt.size = u64::MAX;
    assert!(record_all(&mut ledger, &broken).is_err());
    assert_eq!(ledger.receipts().expect("read").len(), 5);
    assert_eq!(
        desk.open().record(&receipt("1", "x")).expect("recorded"),
        ReceiptId(6)
    );
}

#[test]
fn a_batch_that_passes_over_an_error_is_not_kept() {
    let desk = desk();
    let mut ledger = desk.open();
    let done: Result<(), LedgerError> = ledger.together(|ledger| {
        ledger.record(&receipt("1", "a"))?;
        let _ = ledger.refresh(ReceiptId(7), &receipt("2", "b"));
        Ok(())
    });
    assert!(matches!(done, Err(LedgerError::HalfDone)));
    assert!(ledger.receipts().expect("read").is_empty());
    record_all(&mut ledger, &[receipt("1", "a")]).expect("recorded");
    assert_eq!(ledger.receipts().expect("read").len(), 1);
}

fn in_force(unit: &str, receipt: i64) -> Decision {
    Decision {
        what: Decided::PutInForce {
            obligation: owed(unit),
            receipt: ReceiptId(receipt),
        },
        act: Act::by_rules(AT),
        reason: "bản sau".to_owned(),
    }
}

fn counting(base: i64) -> Counting {
    Counting {
        base: ReceiptId(base),
        laid: Vec::new(),
    }
}

#[test]
fn what_is_combined_counts_until_another_return_takes_the_place_of_all() {
    let desk = desk();
    let mut ledger = desk.open();
    let batch = ["a", "b", "c", "d"].map(|hash| receipt("1", hash));
    record_all(&mut ledger, &batch).expect("recorded");
    let combine = |over, beside, number| Decision {
        what: Decided::Combine {
            obligation: owed("1"),
            over: ReceiptId(over),
            beside: ReceiptId(beside),
        },
        act: act(number),
        reason: String::new(),
    };
    let laid = |ledger: &Ledger| {
        let counts = ledger.in_force().expect("read");
        let counting = counts.get(&owed("1")).cloned().expect("one");
        let counted = ledger.readings_in_force().expect("read");
        let files = counted[0].laid.iter().map(|receipt| receipt.id);
        assert_eq!(
            files.collect::<Vec<_>>(),
            counting.files().collect::<Vec<_>>()
        );
        (counting.base.0, counting.files().map(|id| id.0).collect())
    };
    ledger.decide(&in_force("1", 1)).expect("decided");
    ledger.decide(&combine(2, 1, 5)).expect("decided");
    ledger.decide(&combine(3, 2, 6)).expect("decided");
    assert_eq!(laid(&ledger), (1, vec![2, 3]));
    let back = Decision {
        what: Decided::TakeBack { act: ActId(5) },
        act: act(7),
        reason: String::new(),
    };
    ledger.decide(&back).expect("taken back");
    assert_eq!(laid(&ledger), (1, vec![3]));
    ledger.decide(&in_force("1", 4)).expect("decided");
    assert_eq!(laid(&ledger), (4, Vec::<i64>::new()));
    // By the rules it counts again with what was laid over it; the officer who says so means the file as it came.
    ledger.decide(&in_force("1", 1)).expect("decided");
    assert_eq!(laid(&ledger), (1, vec![3]));
    let by_person = Decision {
        act: act(8),
        ..in_force("1", 1)
    };
    ledger.decide(&by_person).expect("decided");
    assert_eq!(laid(&ledger), (1, Vec::<i64>::new()));
}

#[test]
fn the_later_decision_says_which_return_counts() {
    let desk = desk();
    let mut ledger = desk.open();
    let batch = [receipt("2", "a"), receipt("1", "b"), receipt("2", "c")];
    record_all(&mut ledger, &batch).expect("recorded");
    assert!(ledger.in_force().expect("read").is_empty());
    for (unit, id) in [("2", 1), ("1", 2), ("2", 3)] {
        ledger.decide(&in_force(unit, id)).expect("decided");
    }
    let ledger = desk.open();
    let counts: Vec<_> = ledger.in_force().expect("read").into_iter().collect();
    let wanted = [(owed("1"), counting(2)), (owed("2"), counting(3))];
    assert_eq!(counts, wanted);
    let readings = ledger.readings_in_force().expect("read");
    let readings = readings.into_iter();
    let readings: Vec<_> = readings
        .map(|c| (c.receipt.id, (*c.reading).clone()))
        .collect();
    let wanted = [(ReceiptId(2), reading("1")), (ReceiptId(3), reading("2"))];
    assert_eq!(readings, wanted);
    let mut ledger = ledger;
    ledger.decide(&in_force("2", 1)).expect("decided");
    assert_eq!(ledger.decisions().expect("read").len(), 4);
    let counts = ledger.in_force().expect("read");
    assert_eq!(counts.get(&owed("2")), Some(&counting(1)));
}

#[test]
fn the_return_in_force_is_kept_for_each_form_of_a_unit() {
    let desk = desk();
    let mut ledger = desk.open();
    let mut other = receipt("1", "b");
    other.readings[0].form = "van_hoa".parse().expect("a form");
    record_all(&mut ledger, &[receipt("1", "a"), other]).expect("recorded");
    let mut second = in_force("1", 2);
    let van_hoa = Obligation::new("1", "van_hoa").expect("a form");
    if let Decided::PutInForce { obligation, .. } = &mut second.what {
        obligation.clone_from(&van_hoa);
    }
    for decision in [in_force("1", 1), second] {
        ledger.decide(&decision).expect("decided");
    }
    let counts = ledger.in_force().expect("read");
    assert_eq!(counts.get(&owed("1")), Some(&counting(1)));
    assert_eq!(counts.get(&van_hoa), Some(&counting(2)));
}

#[test]
fn a_return_that_waits_is_kept_once_until_it_is_dropped() {
    let desk = desk();
    let mut ledger = desk.open();
    record_all(&mut ledger, &[receipt("1", "a"), receipt("1", "b")]).expect("recorded");
    let pending = Pending {
        id: Pending::id_of(&owed("1"), &hash("b")),
        obligation: owed("1"),
        waits: ReceiptId(2),
        beside: Some(ReceiptId(1)),
        why: WaitReason::BecameBlank(3),
    };
    for _ in 0..2 {
        ledger.add_pending(&pending).expect("kept");
    }
    assert_eq!(desk.open().pending().expect("read"), [pending]);
    ledger
        .refresh(ReceiptId(2), &receipt("1", "b"))
        .expect("refreshed");
    assert_eq!(ledger.pending().expect("read").len(), 1);
    ledger.drop_pending(ReceiptId(2), "1").expect("dropped");
    assert_eq!(ledger.pending().expect("read"), []);
}

#[test]
fn decisions_come_back_as_they_were_made() {
    let desk = desk();
    let mut ledger = desk.open();
    record_all(&mut ledger, &[receipt("16390", "a"), receipt("16390", "b")]).expect("recorded");
    let unit = || "16390".parse().expect("a code");
    let kinds = [
        Decided::AcceptFinding {
            finding: "16390-SO-03".parse().expect("an id"),
            basis: basis(),
        },
        Decided::GoWithout { unit: unit() },
        Decided::AssignFile {
            hash: hash("h"),
            unit: unit(),
            was: Some("16399".parse().expect("a code")),
        },
        Decided::KeepInForce {
            obligation: owed("16390"),
            waits: ReceiptId(2),
            beside: Some(ReceiptId(1)),
        },
        Decided::Combine {
            obligation: owed("16390"),
            over: ReceiptId(2),
            beside: ReceiptId(1),
        },
        Decided::PutInForce {
            obligation: owed("16390"),
            receipt: ReceiptId(2),
        },
    ];
    let made: Vec<Decision> = kinds
        .into_iter()
        .map(|what| Decision {
            what,
            act: act(1),
            reason: "lý do".to_owned(),
        })
        .collect();
    for decision in &made {
        desk.open().decide(decision).expect("decided");
    }
    assert_eq!(desk.open().decisions().expect("read"), made);
}

fn act(number: i64) -> Act {
    Act {
        id: ActId(number),
        by: "cán bộ".to_owned(),
        at: AT.to_owned(),
    }
}

#[test]
fn what_an_act_decided_is_taken_back_together_and_stays_in_the_ledger() {
    let desk = desk();
    let mut ledger = desk.open();
    let batch = [receipt("1", "a"), receipt("1", "b")];
    record_all(&mut ledger, &batch).expect("recorded");
    let part = |what: Decided, act: Act| Decision {
        what,
        act,
        reason: String::new(),
    };
    let without = Decided::GoWithout {
        unit: "2".parse().expect("a code"),
    };
    assert_eq!(ledger.next_act().expect("a number"), ActId(1));
    let made = [
        in_force("1", 1),
        part(in_force("1", 2).what, act(1)),
        part(without.clone(), act(1)),
        part(without, act(2)),
    ];
    for decision in &made {
        ledger.decide(decision).expect("decided");
    }
    assert_eq!(ledger.next_act().expect("a number"), ActId(3));
    let back = part(Decided::TakeBack { act: ActId(1) }, act(3));
    ledger.decide(&back).expect("taken back");
    let ledger = desk.open();
    let left = [made[0].clone(), made[3].clone()];
    assert_eq!(ledger.decisions().expect("read"), left);
    assert_eq!(ledger.all_decisions().expect("read").len(), 5);
    let counts = ledger.in_force().expect("read");
    assert_eq!(counts.get(&owed("1")), Some(&counting(1)));
    let readings = ledger.readings_in_force().expect("read");
    assert_eq!(readings[0].receipt.id, ReceiptId(1));
}

#[test]
fn a_receipt_that_is_not_there_is_neither_put_in_force_nor_refreshed() {
    let desk = desk();
    let mut ledger = desk.open();
    let not_there =
        |r: Result<(), LedgerError>| matches!(r, Err(LedgerError::NoReceipt(ReceiptId(7))));
    assert!(not_there(ledger.decide(&in_force("1", 7))));
    assert!(not_there(ledger.refresh(ReceiptId(7), &receipt("1", "x"))));
    let finding = finding("a", Severity::Note, FindingState::Open);
    assert!(not_there(ledger.add_finding(ReceiptId(7), &finding)));
    assert!(ledger.decisions().expect("read").is_empty());
}

#[test]
fn a_receipt_understood_anew_keeps_its_file_and_its_place() {
    let desk = desk();
    let mut ledger = desk.open();
    let mut first = receipt("16390", "h1");
    first.receipt.unit = None;
    first.readings.clear();
    let id = ledger.record(&first).expect("recorded");
    let mut anew = receipt("16399", "other");
    anew.receipt.understood_with = "k2".to_owned();
    anew.findings.truncate(1);
    ledger.refresh(id, &anew).expect("refreshed");
    let extra = finding("c", Severity::Warning, FindingState::Open);
    ledger.add_finding(id, &extra).expect("added");
    let ledger = desk.open();
    let kept = ledger.receipt(id).expect("read").expect("there");
    assert_eq!(kept.file, first.receipt.file);
    assert_eq!(kept.hash, hash("h1"));
    assert_eq!(
        (kept.unit.as_deref(), kept.understood_with.as_str()),
        (Some("16399"), "k2")
    );
    assert_eq!(
        ledger.reading(id).expect("read"),
        anew.readings.first().cloned()
    );
    let findings = ledger.findings(id).expect("read");
    assert_eq!(findings, [anew.findings[0].clone(), extra]);
}

#[test]
fn hashes_of_outputs_and_the_editions_are_kept() {
    let desk = desk();
    let mut ledger = desk.open();
    let hashes = |ledger: &Ledger| ledger.output_hashes("4-ket-qua/a.docx").expect("read");
    assert!(hashes(&ledger).is_empty());
    ledger
        .record_output("4-ket-qua/a.docx", "1", None, AT)
        .expect("kept");
    ledger
        .record_output("4-ket-qua/a.docx", "2", Some("1"), AT)
        .expect("kept");
    let id = ledger
        .record_edition("a.docx", "draft", "2", AT, "{\"x\":1}")
        .expect("kept");
    let ledger = desk.open();
    assert_eq!(hashes(&ledger), ["2", "1"]);
    let editions = ledger.editions().expect("read");
    assert_eq!(editions.len(), 1);
    assert_eq!(
        (editions[0].id, editions[0].kept.as_str()),
        (id, "{\"x\":1}")
    );
}

#[test]
fn an_edition_written_again_byte_for_byte_is_the_same_edition() {
    let desk = desk();
    let mut ledger = desk.open();
    let mut written = |hash| {
        let kept = ledger.record_edition("a.docx", "draft", hash, AT, "{}");
        kept.expect("kept")
    };
    let numbers = ["1", "1", "2", "1"].map(&mut written);
    assert_eq!(numbers, [1, 1, 2, 3]);
}

fn refused(path: &std::path::Path) -> LedgerError {
    let before = std::fs::read(path).expect("the file");
    let refused = Ledger::open(path).expect_err("refused");
    assert!(
        !refused.message().say(Lang::Vi).contains("ledger."),
        "{refused}"
    );
    assert_eq!(
        std::fs::read(path).expect("the file"),
        before,
        "left as it is"
    );
    refused
}

#[test]
fn a_ledger_of_another_schema_is_refused_politely() {
    for version in [0, 4, 99] {
        let desk = desk();
        desk.open().record(&receipt("1", "h")).expect("recorded");
        let plain = rusqlite::Connection::open(&desk.path).expect("a database");
        plain
            .pragma_update(None, "user_version", version)
            .expect("changed");
        drop(plain);
        let error = refused(&desk.path);
        assert!(
            matches!(error, LedgerError::OtherSchema { found, .. } if found == version),
            "{error}"
        );
        assert!(
            error
                .message()
                .say(Lang::Vi)
                .contains("cập nhật chương trình")
        );
    }
}

#[test]
fn a_file_that_is_no_ledger_is_told_and_left_alone() {
    let desk = desk();
    let plain = rusqlite::Connection::open(&desk.path).expect("a database");
    plain.execute_batch("CREATE TABLE x (y)").expect("a table");
    drop(plain);
    assert!(matches!(refused(&desk.path), LedgerError::Foreign));
    let garbage = desk.path.with_file_name("b.sqlite");
    tonghop::store::folder::write_whole(&garbage, &[b'x'; 5000]).expect("written");
    assert!(matches!(refused(&garbage), LedgerError::Damaged(_)));
    let nowhere = desk.path.with_file_name("khong-co").join("c.sqlite");
    let error = Ledger::open(&nowhere).expect_err("refused");
    assert!(matches!(error, LedgerError::Closed(_)), "{error:?}");
}

#[test]
fn a_ledger_whose_inside_is_broken_is_told_as_damaged() {
    let desk = desk();
    let ids: Vec<NewReceipt> = (0..50).map(|n| receipt("1", &n.to_string())).collect();
    record_all(&mut desk.open(), &ids).expect("recorded");
    let mut bytes = std::fs::read(&desk.path).expect("the file");
    let middle = bytes.len() / 8;
    bytes[middle..].fill(0x5a);
    tonghop::store::folder::write_whole(&desk.path, &bytes).expect("written");
    let told = Ledger::open(&desk.path).and_then(|ledger| {
        ledger.receipts()?;
        for id in (1..=50).map(ReceiptId) {
            ledger.reading(id)?;
            ledger.findings(id)?;
        }
        Ok(())
    });
    assert!(matches!(told, Err(LedgerError::Damaged(_))), "{told:?}");
}

#[test]
fn a_reading_of_another_shape_is_damaged_not_a_panic() {
    let desk = desk();
    let id = desk.open().record(&receipt("1", "h")).expect("recorded");
    let plain = rusqlite::Connection::open(&desk.path).expect("a database");
    let set = |bytes: &[u8]| {
        plain
            .execute("UPDATE readings SET whole = ?1", [bytes])
            .expect("changed");
    };
    for bytes in [&[][..], &[0xff; 40], b"\x02xa\xff\xff\xff\xff\x0f"] {
        set(bytes);
        assert!(matches!(
            desk.open().reading(id),
            Err(LedgerError::Damaged(_))
        ));
    }
}

#[test]
fn the_packed_shape_of_a_reading_belongs_to_the_schema() {
    // When this changes, old ledgers can no longer be read: a new schema version must then unpack them anew.
    let packed = postcard::to_allocvec(&reading("16390")).expect("packed");
    let hash = blake3::hash(&packed).to_hex();
    assert_eq!(&hash[..16], "e4540510cd8eedf7");
}

#[test]
fn another_program_in_the_ledger_is_told_after_some_patience() {
    let desk = desk();
    desk.open();
    let other = rusqlite::Connection::open(&desk.path).expect("a database");
    other.execute_batch("BEGIN EXCLUSIVE").expect("held");
    let told = Ledger::open(&desk.path).map(|_| ());
    assert!(matches!(told, Err(LedgerError::Busy(_))), "{told:?}");
}

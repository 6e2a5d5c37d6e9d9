//! Mã đối chiếu: what the formulas of a form print is what the program works out, and whatever changes in the form changes
//! the code.

use crate::emit_kit::{FORM, kit_with};
use crate::engine::Engine;
use crate::filled::{self, Fill};
use crate::returned::{opened, received};
use proptest::prelude::*;
use std::collections::BTreeSet;
use tonghop::layout::{Layout, Line, NUMBER};
use tonghop::model::form::Form;
use tonghop::model::id::AnswerId;
use tonghop::model::kit::Kit;
use tonghop::model::paper_code::{PaperCode, counts, has_code};
use tonghop::model::reading::{Anchor, Answer, FieldReading, ListRow, Reading};
use tonghop::value::{Kind, Nil, Value};

/// What the form prints with these cells filled, computed by the second engine, and what the program works out.
fn printed_and_ours(kit: &Kit, fill: &[(&str, &str)]) -> (String, Option<PaperCode>) {
    let fill: Fill = fill
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let form = filled::filled(kit, &filled::sent(kit), &fill);
    let mut engine = Engine::open(&form);
    engine.compute();
    let layout = Layout::of(kit, &kit.forms[0]);
    let plan = layout.sheets.last().expect("a sheet");
    let row = plan.lines.iter().position(|l| *l == Line::PaperCode);
    let row = u32::try_from(row.expect("a code")).expect("few rows");
    let printed = engine.text(&plan.name, (row, NUMBER));
    let returns = received(kit, &opened(&form), "16390_xa-Dong-Hoa_CNTT-2020.xlsx");
    let code = PaperCode::of(&kit.forms[0], &returns.readings[0]);
    (printed, code)
}

#[test]
fn great_small_negative_and_long_numbers_have_the_code_that_is_printed() {
    let kit = kit_with(FORM);
    let mut codes = BTreeSet::new();
    for (name, value) in [
        ("tong_may", "0"),
        ("tong_may", "7"),
        ("tong_may_sd", "7"),
        ("kinh_phi", "999999999999999"),
        ("kinh_phi", "999999999999998"),
        ("kinh_phi", "123456789012345"),
        ("kinh_phi", "1048573"),
        ("toc_do", "0.5"),
        ("toc_do", "-0.5"),
        ("toc_do", "0.1234565"),
        ("toc_do", "98765432.123456"),
        ("toc_do", "2.9999999999"),
        ("ty_le_ho_so", "0.985"),
        ("mang_lan", "Có"),
        ("mang_lan", "Không"),
        ("loai_mang", "Di động"),
        ("ngay_ket_noi", "44132"),
        ("tong_may__tt", "Không phát sinh"),
        ("tong_may__tt", "Không có số liệu"),
    ] {
        let (printed, ours) = printed_and_ours(&kit, &[(name, value)]);
        let ours = ours.map(|code| code.to_string()).unwrap_or_default();
        assert_eq!(printed, format!("Mã đối chiếu: {ours}"), "{name} = {value}");
        assert!(
            codes.insert(ours),
            "{name} = {value} has the code of another"
        );
    }
}

#[test]
fn a_blank_row_within_a_list_is_no_row() {
    let kit = kit_with(FORM);
    let close = [("phan_mem[0].1", "20"), ("phan_mem[1].1", "30")];
    let apart = [("phan_mem[1].1", "20"), ("phan_mem[4].1", "30")];
    let turned = [("phan_mem[0].1", "30"), ("phan_mem[1].1", "20")];
    let (printed, ours) = printed_and_ours(&kit, &close);
    assert_eq!(printed_and_ours(&kit, &apart), (printed.clone(), ours));
    assert_ne!(printed_and_ours(&kit, &turned).0, printed);
    let wanted = ours.expect("a code");
    assert_eq!(printed, format!("Mã đối chiếu: {wanted}"));
}

#[test]
fn a_form_with_a_cell_that_is_not_understood_prints_no_code() {
    let kit = kit_with(FORM);
    for fill in [
        ("may_de_ban", "hai"),
        ("mang_lan", "chắc có"),
        ("kinh_phi", "1e15"),
        ("kinh_phi", "-150000000"),
        ("tong_may", "6.5"),
        ("ty_le_ho_so", "-0.1"),
    ] {
        let (printed, ours) = printed_and_ours(&kit, &[fill]);
        assert_eq!(printed, "Mã đối chiếu: chưa có, vì còn ô nhập chưa đúng");
        assert_eq!(ours, None);
    }
}

#[test]
fn an_indicator_that_a_kit_gains_leaves_the_codes_of_printed_forms() {
    let kit = kit_with(FORM);
    let gained = FORM.replacen(
        "[[section.row]]\nid = \"may_de_ban\"",
        "[[section.row]]\nid = \"may_chu\"\nnumber = \"1.0\"\nlabel = \"Máy chủ\"\nunit = \"máy\"\nkind = \"count\"\nrequired = false\n[[section.row]]\nid = \"may_de_ban\"",
        1,
    );
    let gained = kit_with(&gained);
    assert!(gained.forms[0].field("may_chu").is_some());
    let fill = [
        ("tong_may", "20"),
        ("may_de_ban", "0"),
        ("phan_mem[0].1", "3"),
    ];
    assert_eq!(
        printed_and_ours(&kit, &fill),
        printed_and_ours(&gained, &fill)
    );
}

/// A cell of a reading: a field, or a row and column of the list.
#[derive(Debug, Clone)]
enum Cell {
    Field(AnswerId, Kind),
    Listed(usize, usize, Kind),
}

/// Every cell of the form that counts, with so many rows in its list.
fn cells(form: &Form, rows: usize) -> Vec<Cell> {
    let fields = form.fields().filter(|f| counts(f.kind()));
    let mut cells: Vec<Cell> = fields
        .map(|f| Cell::Field(f.id().into(), f.kind().clone()))
        .collect();
    for (_, list) in form.lists() {
        for row in 0..rows {
            let columns = list.columns.iter().enumerate();
            let columns = columns.filter(|(_, column)| counts(&column.kind));
            cells.extend(columns.map(|(at, c)| Cell::Listed(row, at, c.kind.clone())));
        }
    }
    cells
}

fn blank(field: AnswerId) -> FieldReading {
    FieldReading {
        field,
        answer: Answer::Blank,
        raw: String::new(),
        place: None,
        anchor: Anchor::Name,
        estimate: false,
        remark: String::new(),
    }
}

/// A reading in which nothing is answered but that the list has rows.
fn reading(form: &Form, rows: usize) -> Reading {
    let of_rows = form.lists().map(|(section, list)| {
        let cells = list.columns.iter();
        let cells = cells.map(|c| blank(AnswerId::of_list(&section.id, &c.id)));
        let row = ListRow {
            cells: cells.collect(),
        };
        (section.id.clone(), vec![row; rows])
    });
    Reading {
        form: form.id.clone(),
        unit: None,
        unit_name: String::new(),
        kit_version: None,
        fields: form.fields().map(|f| blank(f.id().into())).collect(),
        lists: of_rows.collect(),
        list_nils: Vec::new(),
        account: tonghop::model::reading::Account::default(),
        laid: Vec::new(),
        learned: None,
    }
}

fn put(reading: &mut Reading, cell: &Cell, answer: &Answer) {
    let said = match cell {
        Cell::Field(id, _) => reading.fields.iter_mut().find(|f| f.field == *id),
        Cell::Listed(row, at, _) => reading.lists[0].1[*row].cells.get_mut(*at),
    };
    said.expect("the cell").answer = answer.clone();
}

/// An answer of a kind, by a number that is drawn.
fn answer(cell: &Cell, drawn: u64) -> Answer {
    let (Cell::Field(_, kind) | Cell::Listed(_, _, kind)) = cell;
    let number = |most: u64| (drawn / 8 % most) as f64;
    match (drawn % 8, kind) {
        (0, _) => Answer::Blank,
        (1, _) if matches!(cell, Cell::Field(..)) => Answer::Nil {
            nil: Nil::NotArisen,
            reason: String::new(),
        },
        (_, Kind::YesNo) => Answer::Value(Value::YesNo(drawn & 8 == 0)),
        (_, Kind::Choice(words)) => {
            let at = drawn as usize / 8 % words.len();
            Answer::Value(Value::Text(words[at].clone()))
        }
        (_, Kind::Date) => {
            let day = jiff::civil::date(2000, 1, 1);
            let day = day.saturating_add(jiff::ToSpan::days(i64::from((drawn / 8 % 9_000) as u32)));
            Answer::Value(Value::Date(day))
        }
        (_, Kind::Amount) => Answer::Value(Value::Number(number(1_000_000_000_000_000))),
        (_, Kind::Percent) => Answer::Value(Value::Number(number(10_000) / 10_000.0)),
        (_, Kind::Decimal { .. }) => {
            Answer::Value(Value::Number(number(2_000_000) / 10.0 - 100_000.0))
        }
        _ => Answer::Value(Value::Number(number(20_000))),
    }
}

/// Cells of alike kind, whose answers may change places.
fn alike(one: &Cell, other: &Cell) -> bool {
    let (Cell::Field(_, a) | Cell::Listed(_, _, a)) = one;
    let (Cell::Field(_, b) | Cell::Listed(_, _, b)) = other;
    a == b || a.is_number() && b.is_number()
}

proptest! {
    #[test]
    fn one_change_and_two_values_that_change_places_change_the_code(
        drawn in prop::collection::vec(any::<u64>(), 40),
        at in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        other in any::<u64>(),
        rows in 0_usize..5,
    ) {
        let kit = kit_with(FORM);
        let form = &kit.forms[0];
        let cells = cells(form, rows);
        let answers: Vec<Answer> = cells.iter().zip(&drawn).map(|(c, d)| answer(c, *d)).collect();
        let mut filled = reading(form, rows);
        for (cell, said) in cells.iter().zip(&answers) {
            put(&mut filled, cell, said);
        }
        let code = PaperCode::of(form, &filled).expect("a code");

        let at = at.index(cells.len());
        let mut changed = filled.clone();
        let said = answer(&cells[at], other);
        put(&mut changed, &cells[at], &said);
        prop_assert_eq!(said == answers[at], PaperCode::of(form, &changed) == Some(code));

        let to = to.index(cells.len());
        if alike(&cells[at], &cells[to]) {
            let mut turned = filled.clone();
            put(&mut turned, &cells[at], &answers[to]);
            put(&mut turned, &cells[to], &answers[at]);
            let is_same = answers[at] == answers[to];
            prop_assert_eq!(is_same, PaperCode::of(form, &turned) == Some(code));
        }

        let zero = Answer::Value(Value::Number(0.0));
        let (mut none, mut nought) = (filled.clone(), filled);
        if matches!(&cells[at], Cell::Field(_, kind) if kind.is_number()) {
            put(&mut none, &cells[at], &Answer::Blank);
            put(&mut nought, &cells[at], &zero);
            prop_assert_ne!(PaperCode::of(form, &none), PaperCode::of(form, &nought));
        }
    }
}

#[test]
fn a_form_of_words_alone_has_no_code() {
    let mut kit = kit_with(FORM);
    kit.forms[0].sections.retain(|s| s.id == *"danh_gia");
    let form = &kit.forms[0];
    assert!(!has_code(form));
    assert_eq!(PaperCode::of(form, &reading(form, 0)), None);
    let layout = Layout::of(&kit, form);
    let mut lines = layout.sheets.iter().flat_map(|s| &s.lines);
    assert!(lines.all(|line| *line != Line::PaperCode));
}

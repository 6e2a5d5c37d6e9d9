//! Values that stand out: found by medians, scaled by size, never among units that are alike.

use crate::answering::answering;
use std::collections::BTreeMap;
use tonghop::kit;
use tonghop::model::form::Body;
use tonghop::model::id::{FieldPath, UnitCode};
use tonghop::model::kit::Kit;
use tonghop::model::oddity::{Against, Oddity};
use tonghop::model::respondent::Respondent;
use tonghop::rollup;
use tonghop::value::Value;

/// Fields of the form that grow with a commune.
const COUNTS: [(&str, f64); 5] = [
    ("can_bo", 20.0),
    ("may_tinh", 18.0),
    ("may_de_ban", 17.0),
    ("vb_soan", 400.0),
    ("hs_nhan", 500.0),
];

fn sample_kit() -> Kit {
    kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound")
}

/// Communes of these sizes, with one answer said otherwise; no two say just the same.
fn communes(kit: &Kit, sizes: &[f64], other: Option<(usize, &str, &str)>) -> Vec<Respondent> {
    let sizes = sizes.iter().enumerate();
    sizes
        .map(|(at, size)| {
            let code = format!("X{at:02}");
            let texts = COUNTS.iter().enumerate().map(|(column, (field, usual))| {
                let off = 1.0 + 0.05 * (((at * 3 + column * 7) % 5) as f64 - 2.0);
                (*field, (usual * size * off).round().to_string())
            });
            let mut texts: BTreeMap<&str, String> = texts.collect();
            if let Some((_, field, said)) = other.filter(|(unit, ..)| *unit == at) {
                texts.insert(field, said.to_owned());
            }
            let changes: Vec<(&str, &str, &str)> = texts
                .iter()
                .map(|(field, text)| (code.as_str(), *field, text.as_str()))
                .collect();
            answering(kit, &code, "xa", &changes)
        })
        .collect()
}

fn odd(kit: &Kit, units: &[Respondent], last: &[(&str, &str, f64)]) -> Vec<Oddity> {
    let previous: BTreeMap<(UnitCode, FieldPath), Value> = last
        .iter()
        .map(|(unit, field, value)| {
            let key = (unit.parse().expect("a code"), FieldPath::new("xa", field));
            (key, Value::Number(*value))
        })
        .collect();
    let input = rollup::RollupInput {
        kit,
        facts: &[],
        chosen: &[],
        previous: &previous,
    };
    let figures = rollup::figures(input, units);
    rollup::oddities(kit, &figures, units)
}

const SIZES: [f64; 9] = [1.0, 0.8, 1.2, 0.6, 3.0, 1.1, 0.9, 2.0, 1.0];

fn found(odd: &[Oddity]) -> Vec<(&str, &str)> {
    let all = odd.iter();
    all.map(|one| (one.unit.as_str(), one.field.field()))
        .collect()
}

#[test]
fn a_large_unit_is_not_odd_for_having_more_of_everything() {
    let kit = sample_kit();
    assert_eq!(found(&odd(&kit, &communes(&kit, &SIZES, None), &[])), []);
}

#[test]
fn a_zero_too_many_or_too_few_stands_out_at_the_size_of_its_unit() {
    let kit = sample_kit();
    for (unit, field, said, usual) in [
        (0, "vb_soan", "4000", 380.0..420.0),
        (4, "vb_soan", "120", 960.0..1440.0),
        (4, "can_bo", "600", 48.0..72.0),
        (7, "hs_nhan", "100", 900.0..1100.0),
    ] {
        let odd = odd(
            &kit,
            &communes(&kit, &SIZES, Some((unit, field, said))),
            &[],
        );
        let code = format!("X{unit:02}");
        assert_eq!(found(&odd), [(code.as_str(), field)], "{said}");
        assert_eq!(odd[0].against, Against::LikeUnits);
        assert!(usual.contains(&odd[0].usual), "{said}: {}", odd[0].usual);
    }
    // What is usual for its size, and small counts that differ by chance.
    for (unit, field, said) in [
        (4, "vb_soan", "1300"),
        (0, "may_hong", "4"),
        (3, "cntt", "0"),
    ] {
        let odd = odd(
            &kit,
            &communes(&kit, &SIZES, Some((unit, field, said))),
            &[],
        );
        assert_eq!(found(&odd), [], "{field} {said}");
    }
}

#[test]
fn what_changed_as_no_other_unit_did_stands_out_against_last_period() {
    let mut kit = sample_kit();
    let form = kit.forms.iter_mut().find(|form| form.id == "xa");
    for section in &mut form.expect("the form").sections {
        if let Body::Grid { rows, .. } = &mut section.body {
            for row in rows.iter_mut().filter(|row| row.id == "vb_soan") {
                row.compare = true;
            }
        }
    }
    let units = communes(&kit, &SIZES, None);
    let codes: Vec<String> = (0..SIZES.len()).map(|at| format!("X{at:02}")).collect();
    let before = |at: usize, size: f64| if at == 2 { 60.0 } else { size * 350.0 };
    let last: Vec<(&str, &str, f64)> = codes
        .iter()
        .zip(SIZES)
        .enumerate()
        .map(|(at, (code, size))| (code.as_str(), "vb_soan", before(at, size)))
        .collect();
    let found_odd = odd(&kit, &units, &last);
    assert_eq!(found(&found_odd), [("X02", "vb_soan")]);
    assert_eq!(found_odd[0].against, Against::LastPeriod);
    assert_eq!(found_odd[0].usual.to_bits(), 60.0_f64.to_bits());
    // All doubled: nobody stands out.
    let doubled: Vec<(&str, &str, f64)> = codes
        .iter()
        .zip(SIZES)
        .map(|(code, size)| (code.as_str(), "vb_soan", size * 200.0))
        .collect();
    assert_eq!(found(&odd(&kit, &units, &doubled)), []);
}

#[test]
fn of_a_few_units_and_in_any_order_the_same_is_said() {
    let kit = sample_kit();
    let wrong = Some((0, "vb_soan", "40000"));
    assert_eq!(
        found(&odd(&kit, &communes(&kit, &SIZES[..4], wrong), &[])),
        []
    );
    let mut units = communes(&kit, &SIZES, wrong);
    let first = odd(&kit, &units, &[]);
    units.reverse();
    assert_eq!(odd(&kit, &units, &[]), first);
    assert_eq!(first.len(), 1);
}

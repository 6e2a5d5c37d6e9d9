//! Computed fields: the live cell in the form, and what intake calculates from its entries.

use crate::computed_form::{self, same};
use crate::engine::{Engine, stale};
use crate::excel::{checks_that_differ, refused};
use crate::filled;
use crate::returned::{opened, received, set};
use tonghop::check::Returns;
use tonghop::layout::Layout;
use tonghop::model::computed::Place;
use tonghop::model::reading::{Answer, Reading};
use tonghop::value::{Nil, Raw, Value};
use tonghop::words::Lang;

const NAME: &str = "16390_xa-Dong-Hoa_CNTT-2020.xlsx";

#[test]
fn a_computed_cell_shows_what_intake_calculates() {
    let kit = computed_form::kit();
    let sent = filled::sent(&kit);
    assert_eq!(refused(&sent), Vec::<String>::new());
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for fill in computed_form::fills(60) {
        let form = filled::filled(&kit, &sent, &fill);
        let mut engine = Engine::open(&form);
        engine.compute();
        for (sheet, cell, wanted) in computed_form::expected(&kit, &form) {
            compared += 1;
            let said = engine.text(&sheet, cell);
            if !same(&said, &wanted) {
                wrong.push(format!(
                    "{sheet} {cell:?}: {said:?}, not {wanted:?}: {fill:?}"
                ));
            }
        }
    }
    assert!(compared > 1000, "{compared}");
    let first: Vec<_> = wrong.iter().take(6).cloned().collect();
    assert!(
        wrong.is_empty(),
        "{} of {compared} wrong\n{}",
        wrong.len(),
        first.join("\n")
    );
}

#[test]
fn the_live_checks_beside_computed_cells_say_what_intake_judges() {
    let kit = computed_form::kit();
    let sent = filled::sent(&kit);
    let mut wrong = Vec::new();
    for fill in computed_form::fills(30) {
        let form = filled::filled(&kit, &sent, &fill);
        if received(&kit, &opened(&form), NAME).readings.is_empty() {
            continue;
        }
        wrong.extend(checks_that_differ(&kit, &form, &fill));
    }
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_form_that_calculates_is_sent_with_the_results_of_its_formulas() {
    let sent = filled::sent(&computed_form::kit());
    let (stale, compared) = stale(&sent);
    assert!(compared > 50, "{compared}");
    assert_eq!(stale.first(), None);
}

#[test]
fn another_value_in_a_computed_cell_is_told_and_not_used() {
    let kit = computed_form::kit();
    let sent = filled::sent(&kit);
    let layout = Layout::of(&kit, &kit.forms[0]);
    let complete = [
        ("ht_tt", "3"),
        ("ht_tk", "2"),
        ("ct_tt", "4"),
        ("ct_tk", "1"),
        ("dd_tt", "6"),
        ("dd_tk", "2"),
    ];
    let spot = layout.field("ts_tt").expect("a place");
    let returned = |fill: &[(&str, &str)], typed: f64| {
        let fill = fill.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        let mut book = opened(&filled::filled(&kit, &sent, &fill.collect()));
        set(
            &mut book,
            &spot.sheet,
            (spot.row, spot.col),
            Raw::Number(typed),
        );
        received(&kit, &book, NAME)
    };
    let told = |returns: &Returns| {
        let mut findings = returns.findings.iter();
        findings.find(|f| f.code.to_string() == "TINH-01").cloned()
    };
    for (typed, said) in [
        (13.0, None),
        (13.4, None),
        (
            14.0,
            Some(
                "\"Tổng số - Trực tuyến\" trong tệp ghi 14, nhưng tính từ các ô đã nhập thì được 13",
            ),
        ),
    ] {
        let returns = returned(&complete, typed);
        let answer = &returns.readings[0].field("ts_tt").expect("a field").answer;
        assert_eq!(*answer, Answer::Value(Value::Number(13.0)), "{typed}");
        let found = told(&returns).map(|f| f.message.say(Lang::Vi));
        assert_eq!(found.is_some(), said.is_some(), "{typed}");
        assert!(
            found
                .unwrap_or_default()
                .starts_with(said.unwrap_or_default())
        );
    }
    let returns = returned(&complete[..1], 9.0);
    let answer = &returns.readings[0].field("ts_tt").expect("a field").answer;
    assert_eq!(*answer, Answer::Blank);
    let found = told(&returns).expect("told");
    assert!(found.message.say(Lang::Vi).contains("chưa đủ số liệu"));
    let place = found.cells[0].place.as_ref().expect("a place");
    assert_eq!((place.row, place.col), (spot.row, spot.col));
}

#[test]
fn where_a_sum_and_a_rate_meet_the_rate_is_of_the_sums() {
    let kit = computed_form::kit();
    let form = &kit.forms[0];
    let formula = |id: &str| {
        let found = form
            .computed
            .iter()
            .find(|c| matches!(&c.target, tonghop::model::form::Target::Field(own) if own == id));
        found.expect("computed").formula.source().to_owned()
    };
    assert_eq!(formula("ts_tl"), "ts_tt / ts_tong");
    assert_eq!(formula("ts_tong"), "SUM(kq[tong])");
    assert_eq!(formula("ht_tl"), "ht_tt / ht_tong");
    assert_eq!(formula("rieng_tt"), "ht_tt - ct_tt");
}

#[test]
fn over_several_units_a_rate_is_the_ratio_of_the_sums_of_those_that_have_all() {
    let kit = computed_form::kit();
    let form = &kit.forms[0];
    let sent = filled::sent(&kit);
    let fills = computed_form::fills(24);
    let readings = fills.iter().filter_map(|fill| {
        let book = opened(&filled::filled(&kit, &sent, fill));
        received(&kit, &book, NAME).readings.pop()
    });
    let mut readings: Vec<Reading> = readings.collect();
    let number = |reading: &Reading, id: &str| match &reading.field(id).expect(id).answer {
        Answer::Value(Value::Number(n)) => Some(*n),
        Answer::Nil {
            nil: Nil::NotArisen,
            ..
        } => Some(0.0),
        // "ct" need not be filled.
        Answer::Blank if id.starts_with("ct") => Some(0.0),
        _ => None,
    };
    let entries = ["ht_tt", "ct_tt", "dd_tt", "ht_tk", "ct_tk", "dd_tk"];
    let of_unit = |reading: &Reading| {
        let all: Option<Vec<f64>> = entries.iter().map(|id| number(reading, id)).collect();
        all.map(|all| (all[..3].iter().sum::<f64>(), all.iter().sum::<f64>()))
    };
    let complete: Vec<(f64, f64)> = readings.iter().filter_map(of_unit).collect();
    let (part, whole) = complete
        .iter()
        .fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
    assert!(complete.len() > 4 && complete.len() < readings.len());
    let over = |readings: &[Reading]| {
        let mut place = Place::of(form, &"ts_tl".parse().expect("an id"));
        for reading in readings {
            place.add(reading);
        }
        (place.units() as usize, place.value())
    };
    let all = over(&readings);
    assert_eq!(all, (complete.len(), Some(Value::Number(part / whole))));
    readings.reverse();
    assert_eq!(over(&readings), all);
}

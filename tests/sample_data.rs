//! The figures of the sample campaign, before any workbook: each unit's answers are whole and break no rule.

use std::collections::BTreeMap;
use std::path::Path;
use tonghop::check::{Answer, judge};
use tonghop::kit::{self, Kit, example};
use tonghop::words::Lang;

type Typed = BTreeMap<String, String>;

fn sample_kit() -> Kit {
    let files = kit::read_folder(Path::new("templates/cntt-huyen-2020")).expect("the kit's files");
    kit::load(&files).expect("a sound kit")
}

/// What each unit typed, by its code, with the form it fills.
fn returns() -> Vec<(String, &'static str, Typed)> {
    let mut all = Vec::new();
    let communes = include_str!("../samples/dong-son-2020.data/communes.tsv");
    let mut lines = communes.lines();
    let heads: Vec<&str> = lines.next().expect("headings").split('\t').collect();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let typed = heads.iter().zip(&cells).skip(3);
        let typed = typed.map(|(id, text)| ((*id).to_owned(), text.replace("\\n", "\n")));
        all.push((cells[0].to_owned(), "xa", typed.collect()));
    }
    let district = include_str!("../samples/dong-son-2020.data/district.tsv");
    let cells = district.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        (cells[1].to_owned(), cells[2].replace("\\n", "\n"))
    });
    all.push(("405".to_owned(), "huyen", cells.collect()));
    all
}

#[test]
fn every_unit_of_the_sample_answers_all_and_breaks_no_rule() {
    let kit = sample_kit();
    for (unit, form, typed) in returns() {
        let form = kit.form(form).expect("the form");
        let reading = example::reading(form, &typed);
        for field in &reading.fields {
            let required = form.field(&field.field).is_some_and(|f| f.row.required);
            let answered = matches!(field.answer, Answer::Value(_));
            assert!(answered || !required, "{unit}: {}", field.field);
        }
        let findings = judge(form, &kit, &reading, "");
        let said: Vec<String> = findings.iter().map(|f| f.message.say(Lang::Vi)).collect();
        assert_eq!(said, Vec::<String>::new(), "{unit}");
    }
}

#[test]
fn the_sample_names_no_cell_that_its_form_does_not_have() {
    let kit = sample_kit();
    for (unit, form, typed) in returns() {
        let form = kit.form(form).expect("the form");
        for name in typed.keys() {
            let list = name.split_once('[').map(|(section, _)| section);
            let known = match list {
                Some(section) => form.lists().any(|(s, _)| s.id == section),
                None => form.field(name).is_some(),
            };
            assert!(known, "{unit}: {name}");
        }
    }
}

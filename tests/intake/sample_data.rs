//! The figures of the sample campaign, before any workbook: each unit's answers are whole and break no rule.

use crate::sample::{returns, sample_kit};
use tonghop::check::judge;
use tonghop::kit::example;
use tonghop::model::reading::Answer;
use tonghop::words::Lang;

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
        let findings = judge(form, &reading, "");
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

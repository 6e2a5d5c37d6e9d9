//! Units that answer, without any file.

use std::sync::Arc;
use tonghop::kit::example;
use tonghop::model::id::ReceiptId;
use tonghop::model::kit::Kit;
use tonghop::model::reading::Reading;
use tonghop::model::respondent::{InForce, Respondent};
use tonghop::model::unit::Unit;

/// A unit that answers its form as the form's example does, but for `changes`: unit, field, what it says instead.
pub(crate) fn answering(
    kit: &Kit,
    code: &str,
    form: &str,
    changes: &[(&str, &str, &str)],
) -> Respondent {
    let form = kit.form(form).expect("a form");
    let mut typed = form.example.clone();
    for (_, field, text) in changes.iter().filter(|(unit, ..)| *unit == code) {
        typed.insert((*field).to_owned(), (*text).to_owned());
    }
    let unit = Unit::named(
        code.parse().expect("a code"),
        &form.id,
        &format!("Đơn vị {code}"),
        form.id.clone(),
    );
    Respondent {
        part_of: None,
        in_force: Some(InForce {
            receipt: ReceiptId(1),
            file: format!("{code}.xlsx"),
            reading: Reading {
                unit: Some(unit.code.clone()),
                ..example::reading(form, &typed)
            },
        }),
        unit: Arc::new(unit),
    }
}

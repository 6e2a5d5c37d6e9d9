//! What the officer does for a unit by hand: an answer entered or left out, a rule that does not apply, a file that counts.

use super::item::{Form, Input, Item, at_once, input, with_forms, with_reason};
use super::shown;
use crate::app::overview::Overview;
use crate::model::form::Form as OfKit;
use crate::model::id::{FieldPath, UnitCode};
use crate::model::reading::{Answer, FieldReading};
use crate::model::respondent::InForce;
use crate::words::{Lang, text};

/// An answer as it is chosen: what is sent, and what is shown.
type Choosable = (String, String);

/// Answers of a unit of which something counts, entered and left out.
pub(super) fn of_answers(
    seen: &Overview,
    (unit, form): (&UnitCode, &OfKit),
    in_force: &InForce,
    lang: Lang,
) -> Item {
    let mut all: Vec<Choosable> = Vec::new();
    let mut blank: Vec<Choosable> = Vec::new();
    for field in form.fields() {
        let id = field.id();
        let read = in_force.reading.field(&id);
        let said = read.map_or(Answer::Blank, |read| read.answer.clone());
        let label = format!("{} {}", field.row.number, field.label());
        let now = shown::answer(&said, field.kind(), lang);
        let shown = format!("{} ({now})", label.trim());
        if read.is_none_or(FieldReading::is_left_blank) {
            let path = FieldPath::new(&form.id, &id);
            let last = seen.campaign.previous.values.get(&(unit.clone(), path));
            let last = last.map(|last| shown::value(last, field.kind(), lang));
            blank.extend(last.map(|last| (id.to_string(), format!("{} ({last})", label.trim()))));
        }
        all.push((id.to_string(), shown));
    }
    let of = || vec![("don-vi", unit.to_string())];
    let choice = |options| Input {
        options,
        ..input("o", "desk.which-answer", "choice", lang)
    };
    let reason = || input("ly-do", "desk.reason", "reason", lang);
    let form_of = |does, label: &str, inputs| Form {
        inputs,
        ..at_once(does, label, of(), lang)
    };
    let parts = parts(form, &all, lang);
    let mut forms = Vec::new();
    if !all.is_empty() {
        let inputs = vec![
            choice(all),
            input("gia-tri", "desk.new-answer", "text", lang),
            input("nguon", "desk.learned", "text", lang),
            reason(),
        ];
        forms.push(form_of("sua-thay", "desk.enter-one", inputs));
    }
    if !blank.is_empty() {
        let inputs = vec![choice(blank), reason()];
        forms.push(form_of("ky-truoc", "desk.from-last", inputs));
    }
    let which = Input {
        options: parts,
        ..input("bo-phan", "desk.which-part", "choice", lang)
    };
    forms.push(form_of(
        "bo-phan",
        "desk.leave-part-out",
        vec![which, reason()],
    ));
    with_forms("nhap", String::new(), forms)
}

/// The whole form, its sections and its fields, as parts that can be left out.
fn parts(form: &OfKit, fields: &[Choosable], lang: Lang) -> Vec<Choosable> {
    let whole = format!("{} · {}", form.number, text("desk.whole-form", lang));
    let mut all = vec![(format!("form:{}", form.id), whole)];
    all.extend(form.sections.iter().map(|section| {
        let title = format!("{} {}", section.number, section.title);
        (format!("section:{}", section.id), title.trim().to_owned())
    }));
    let fields = fields.iter();
    all.extend(fields.map(|(id, shown)| (format!("field:{id}"), format!("– {shown}"))));
    all
}

/// A file of a unit that does not count: it is taken, or it is another unit's.
pub(super) fn of_version(key: &str, (unit, file): (&str, &str), counts: bool, lang: Lang) -> Item {
    let of = || vec![("tep", file.to_owned()), ("don-vi", unit.to_owned())];
    let mut forms = Vec::new();
    if !counts {
        forms.push(with_reason("dung", "desk.use-this", of(), lang));
    }
    let whose = Form {
        inputs: vec![
            input("don-vi", "desk.which-unit", "unit", lang),
            input("ly-do", "desk.reason", "reason", lang),
        ],
        ..at_once(
            "cua-don-vi",
            "desk.of-another-unit",
            vec![("tep", file.to_owned())],
            lang,
        )
    };
    forms.push(whose);
    with_forms(key, String::new(), forms)
}

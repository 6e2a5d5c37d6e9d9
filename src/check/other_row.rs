//! A remark that counts what another row asks about, and says another number than that row: "2 máy hỏng" beside the
//! machines while the row of broken ones says 0.
//!
//! In: the remarks beside the rows of a form and what the rows answered. Out: the remarks that contradict a row.

use super::answers::involved;
use super::notes::Noted;
use super::other_number::{clauses, plain_words};
use crate::model::code;
use crate::model::finding::{Draft, Involved};
use crate::model::form::{FieldRef, Form};
use crate::model::reading::{Answer, FieldReading, Reading};
use crate::msg;
use crate::value::nearly::are_nearly_same;
use crate::value::{Kind, Nil, Value};

/// Words before a number that only say that there are so many, without their accents.
const LEADS: &[&str] = &[
    "trong", "do", "co", "gom", "bao", "va", "ca", "con", "la", "tuc", "hien", "dang",
];
/// What a remark counts.
struct Counted {
    number: f64,
    /// What, without accents, word by word.
    what: Vec<String>,
}

/// For each remark that contradicts another row: what is asked.
pub(super) fn contradicted(form: &Form, noted: &[Noted], reading: &Reading) -> Vec<Draft> {
    let contradicted = noted.iter().filter_map(|noted| {
        let own = of_row(form, noted.about()).next()?;
        counted(noted.words()?).find_map(|counted| {
            let (other, said) = other(form, &counted, noted.about(), reading)?;
            Some(question(noted, own, &other.label(), said))
        })
    });
    contradicted.collect()
}

fn of_row<'f>(form: &'f Form, row: &str) -> impl Iterator<Item = FieldRef<'f>> {
    form.fields()
        .filter(move |field| field.row.id.as_str() == row)
}

/// The one other row whose label a remark says, where each of its numbers is another one; with its first answer.
fn other<'a>(
    form: &'a Form,
    counted: &Counted,
    own: &str,
    reading: &'a Reading,
) -> Option<(FieldRef<'a>, &'a FieldReading)> {
    if of_row(form, own).any(|field| is_called(&field.row.label, &counted.what)) {
        return None;
    }
    let mut called = form
        .fields()
        .filter(|field| is_called(&field.row.label, &counted.what));
    let first = called.next()?;
    let mut rest = called.skip_while(|field| field.row.id == first.row.id);
    if rest.next().is_some() {
        return None;
    }
    let fields = of_row(form, first.row.id.as_str()).filter(|f| *f.kind() == Kind::Count);
    let said: Vec<&FieldReading> = fields
        .filter_map(|field| reading.field(&field.id()))
        .collect();
    let numbers: Vec<f64> = said.iter().filter_map(|said| number(said)).collect();
    let is_another = !numbers.is_empty()
        && !numbers
            .iter()
            .any(|one| are_nearly_same(*one, counted.number));
    let said = *said.first()?;
    is_another.then_some((first, said))
}

fn number(said: &FieldReading) -> Option<f64> {
    match &said.answer {
        Answer::Value(value) => Value::number(value),
        Answer::Nil {
            nil: Nil::NotArisen,
            ..
        } => Some(0.0),
        _ => None,
    }
}

/// Whether a label has these words in their order, and they are half of it at least: "2 máy hỏng" is "Máy tính hỏng". What
/// follows a comma defines it.
fn is_called(label: &str, what: &[String]) -> bool {
    let head = label.split([',', '(']).next().unwrap_or_default();
    let label = plain_words(head);
    let mut words = label.iter();
    label.len() <= 2 * what.len() && what.iter().all(|word| words.any(|own| own == word))
}

/// The counts of a remark whose clauses say nothing else: "trong đó 2 máy hỏng".
fn counted(remark: &str) -> impl Iterator<Item = Counted> {
    let all: Vec<String> = clauses(remark).collect();
    all.into_iter().filter_map(|clause| {
        let words = plain_words(&clause);
        let at = words
            .iter()
            .position(|word| word.chars().all(|c| c.is_ascii_digit()))?;
        let number: u32 = words[at].parse().ok()?;
        let is_plain = words[..at]
            .iter()
            .all(|word| LEADS.contains(&word.as_str()));
        let what = words[at + 1..].to_vec();
        let counts = is_plain && what.len() > 1;
        counts.then_some(Counted {
            number: f64::from(number),
            what,
        })
    })
}

fn question(noted: &Noted, own: FieldRef<'_>, other: &str, said: &FieldReading) -> Draft {
    let message = msg!(
        "check.remark-of-other-row",
        label = noted.label(),
        remark = noted.words().unwrap_or_default(),
        other = other,
        read = said.raw
    );
    let remark = Involved {
        field: Some((&own.id()).into()),
        ..noted.cell()
    };
    let todo = msg!("check.remark-of-other-row-todo");
    Draft {
        about: noted.about().to_owned(),
        cells: vec![involved(&said.field, other, said), remark],
        ..Draft::new(&code::REMARK_OTHERWISE, (message, todo))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(remark: &str) -> Vec<(f64, String)> {
        counted(remark)
            .map(|counted| (counted.number, counted.what.join(" ")))
            .collect()
    }

    #[test]
    fn a_remark_that_only_counts_is_told_with_what_it_counts() {
        let broken = vec![(2.0, "may hong".to_owned())];
        for remark in ["2 máy hỏng", "Trong đó có 2 máy hỏng", "gồm: 2 máy hỏng"] {
            assert_eq!(said(remark), broken, "{remark}");
        }
        for remark in [
            "mới mua 2 máy tính",
            "2 máy",
            "thay 3 máy cũ",
            "máy hỏng 2",
            "Thôn 2 máy hỏng",
        ] {
            assert_eq!(said(remark), Vec::new(), "{remark}");
        }
        assert_eq!(said("1 máy hỏng, 3 máy cũ").len(), 2);
    }

    #[test]
    fn a_label_is_known_by_its_words_in_their_order() {
        let is_called = |label: &str, what: &str| is_called(label, &plain_words(what));
        assert!(is_called("Máy tính hỏng", "máy hỏng"));
        assert!(is_called("Máy tính cũ, cấu hình yếu", "máy cũ"));
        assert!(is_called(
            "Người phụ trách làm kiêm nhiệm",
            "người kiêm nhiệm"
        ));
        assert!(!is_called("Máy tính", "máy hỏng"));
        assert!(!is_called("Máy tính hỏng của đơn vị", "máy hỏng"));
        assert!(!is_called("Hỏng máy", "máy hỏng"));
    }
}

//! What a return says: each field with its value, raw text, place and the anchor that found it.

use super::located;
use crate::model::raw::cell_name;
use crate::model::reading::{Account, Anchor, Answer, FieldReading, Reading};
use crate::value::{self, Nil};
use crate::words::Lang;
use serde_json::{Value, json};

/// The parts of a reading, by name: its account, its fields, the rows of its lists.
pub(super) fn reading(reading: &Reading, lang: Lang) -> [(&'static str, Value); 4] {
    let lists = reading.lists.iter().map(|(section, rows)| {
        let rows: Value = rows.iter().map(|row| fields(&row.cells)).collect();
        json!({ "section": section, "rows": rows })
    });
    let nils = reading.list_nils.iter();
    let nils = nils.map(|(section, nil, reason)| {
        json!({ "section": section, "answer": nil_word(*nil), "reason": reason })
    });
    [
        ("account", account(&reading.account, lang)),
        ("fields", fields(&reading.fields)),
        ("lists", lists.collect()),
        ("lists_without_rows", nils.collect()),
    ]
}

fn account(account: &Account, lang: Lang) -> Value {
    let strays: Vec<_> = account
        .strays
        .iter()
        .map(|(place, shown)| {
            let mut stray = located(place);
            stray["shown"] = shown.as_str().into();
            stray
        })
        .collect();
    let notes: Vec<_> = account.notes.iter().map(|n| n.say(lang)).collect();
    json!({
        "expected": account.expected,
        "read": account.read,
        "nil": account.nil,
        "blank": account.blank,
        "not_understood": account.not_understood,
        "strays": strays,
        "notes": notes,
    })
}

fn fields(all: &[FieldReading]) -> Value {
    all.iter().map(field).collect()
}

pub(super) fn field(field: &FieldReading) -> Value {
    let place = field.place.as_ref();
    let mut told = json!({
        "field": field.field,
        "answer": answer_word(&field.answer),
        "value": field.answer.value().map(plain),
        "raw": field.raw,
        "sheet": place.map(|p| &p.sheet),
        "cell": place.map(|p| cell_name(p.row, p.col)),
        "anchor": anchor_word(field.anchor),
        "estimate": field.estimate,
        "remark": field.remark,
    });
    if let Answer::Nil { reason, .. } = &field.answer {
        told["reason"] = reason.as_str().into();
    }
    told
}

fn answer_word(answer: &Answer) -> &'static str {
    match answer {
        Answer::Value(_) => "value",
        Answer::Nil { nil, .. } => nil_word(*nil),
        Answer::Blank => "blank",
        Answer::NotUnderstood => "not_understood",
    }
}

pub(super) fn nil_word(nil: Nil) -> &'static str {
    match nil {
        Nil::NoData => "no_data",
        Nil::NotArisen => "not_arisen",
    }
}

fn anchor_word(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Name => "name",
        Anchor::RowId => "row_id",
        Anchor::Label => "label",
        Anchor::Lost => "lost",
        Anchor::Computed => "computed",
    }
}

/// A value as programs have it: a number, true or false, a day or month as ISO 8601 writes it, text.
fn plain(value: &value::Value) -> Value {
    match value {
        value::Value::Number(n) if n.fract() == 0.0 && n.abs() < 9e15 => json!(*n as i64),
        value::Value::Number(n) => json!(n),
        value::Value::YesNo(yes) => json!(yes),
        value::Value::Date(day) => json!(day.to_string()),
        value::Value::Month(m) => json!(format!("{:04}-{:02}", m.year, m.month)),
        value::Value::Text(text) => json!(text),
    }
}

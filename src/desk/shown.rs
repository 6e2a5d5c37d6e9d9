//! How values are shown on pages.

use crate::model::derivation::Derivation;
use crate::model::figure::{Figure, FigureValue, Figures};
use crate::model::reading::Answer;
use crate::msg;
use crate::value::format::short_day;
use crate::value::{Kind, Moment, Nil, Value};
use crate::words::{Fact, Lang, text};

/// A value as its kind is written.
pub(super) fn value(value: &Value, kind: &Kind, lang: Lang) -> String {
    Fact::value(value, kind).say(lang)
}

/// What a unit answers to a field.
pub(super) fn answer(answer: &Answer, kind: &Kind, lang: Lang) -> String {
    match answer {
        Answer::Value(said) => value(said, kind, lang),
        Answer::Nil { nil, .. } => nil_word(*nil, lang),
        Answer::Blank => text("cli.blank", lang),
        Answer::NotUnderstood => text("desk.not-understood", lang),
    }
}

pub(super) fn nil_word(nil: Nil, lang: Lang) -> String {
    match nil {
        Nil::NoData => text("cli.nil-no-data", lang),
        Nil::NotArisen => text("cli.nil-not-arisen", lang),
    }
}

/// What a figure says, with its unit of measure; a share is written with its sign.
pub(super) fn figure(figure: &Figure, lang: Lang) -> String {
    match &figure.value {
        FigureValue::One(said) => {
            let said = value(said, &figure.kind, lang);
            if figure.unit.is_empty() || figure.kind == Kind::Percent {
                said
            } else {
                format!("{said} {}", figure.unit)
            }
        }
        FigureValue::Many(all) => msg!("cli.explain-many", count = all.len()).say(lang),
        FigureValue::Rows(rows) => msg!("cli.explain-rows", count = rows.len()).say(lang),
        FigureValue::Missing(why) => format!("… ({})", why.say(lang)),
    }
}

/// How a figure came about; in a formula the names that people know stand for those of the kit.
pub(super) fn derivation(figure: &Figure, figures: &Figures, lang: Lang) -> String {
    let Derivation::Formula { text, inputs, .. } = &figure.derivation else {
        return figure.derivation.say(lang);
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let mut said = String::new();
    let mut rest = text.as_str();
    while let Some(start) = rest.find(is_name) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c| !is_name(c)).unwrap_or(from.len());
        let (name, after) = from.split_at(end);
        said.push_str(before);
        let known = inputs.iter().find(|id| id.as_str() == name);
        match known.and_then(|id| figures.get(id)) {
            Some(figure) => said.extend(["[", &figure.label, "]"]),
            None => said.push_str(name),
        }
        rest = after;
    }
    said + rest
}

/// Day and time of a stamp of the ledger.
pub(super) fn moment(stamp: &str, lang: Lang) -> String {
    Moment::parse(stamp).map_or_else(
        || stamp.to_owned(),
        |at| format!("{} {}", at.time(), short_day(at.day(), lang)),
    )
}

//! What a field may hold and how its readings roll up, as written in a kit.

use crate::model::form::FieldRef;
use crate::msg;
use crate::source::table::Table;
use crate::value::{Kind, Rollup, Severity};

/// Most decimals of a number.
const PLACES: i64 = 6;

const KINDS: &[(&str, Word)] = &[
    ("count", Word::Count),
    ("decimal", Word::Decimal),
    ("amount", Word::Amount),
    ("percent", Word::Percent),
    ("yes_no", Word::YesNo),
    ("choice", Word::Choice),
    ("date", Word::Date),
    ("month", Word::Month),
    ("text", Word::Text),
    ("prose", Word::Prose),
];

/// The words of roll-ups in a kit.
pub(super) const ROLLUPS: &[(&str, Rollup)] = &[
    ("sum", Rollup::Sum),
    ("count_yes", Rollup::CountYes),
    ("count_no", Rollup::CountNo),
    ("mean", Rollup::Mean),
    ("min", Rollup::Min),
    ("max", Rollup::Max),
    ("list", Rollup::List),
    ("distinct", Rollup::Distinct),
    ("none", Rollup::None),
];

/// The words of severities in a kit.
pub(super) const SEVERITIES: &[(&str, Severity)] = &[
    ("error", Severity::Error),
    ("warning", Severity::Warning),
    ("note", Severity::Note),
];

#[derive(Clone, Copy, PartialEq)]
enum Word {
    Count,
    Decimal,
    Amount,
    Percent,
    YesNo,
    Choice,
    Date,
    Month,
    Text,
    Prose,
}

/// The kind written in `kind`, `places` and `choices`; `None` when absent or wrong (which is noted).
pub(super) fn kind(table: &Table<'_>) -> Option<Kind> {
    let word = table.word("kind", KINDS);
    let places = places(table, word);
    let choices = choices(table, word);
    Some(match word? {
        Word::Count => Kind::Count,
        Word::Decimal => Kind::Decimal { places },
        Word::Amount => Kind::Amount,
        Word::Percent => Kind::Percent,
        Word::YesNo => Kind::YesNo,
        Word::Choice => Kind::Choice(choices),
        Word::Date => Kind::Date,
        Word::Month => Kind::Month,
        Word::Text => Kind::Text,
        Word::Prose => Kind::Prose,
    })
}

/// A kind that must be there.
pub(super) fn kind_needed(table: &Table<'_>) -> Option<Kind> {
    if !table.has("kind") {
        table.missing("kind");
    }
    kind(table)
}

fn places(table: &Table<'_>, word: Option<Word>) -> u8 {
    let Some((places, span)) = table.whole("places") else {
        return 1;
    };
    if word.is_some_and(|w| w != Word::Decimal) {
        table.page.wrong(&span, msg!("kit.places-without-decimal"));
    }
    match u8::try_from(places) {
        Ok(fine) if places <= PLACES => fine,
        _ => {
            table
                .page
                .wrong(&span, msg!("kit.places-outside", most = PLACES));
            1
        }
    }
}

fn choices(table: &Table<'_>, word: Option<Word>) -> Vec<String> {
    let texts = table.texts("choices");
    let span = table.place("choices");
    let is_choice = word == Some(Word::Choice);
    if is_choice && texts.len() < 2 {
        table.page.wrong(&span, msg!("kit.choices-too-few"));
    }
    if word.is_some() && !is_choice && table.has("choices") {
        table.page.wrong(&span, msg!("kit.choices-without-choice"));
    }
    let mut choices: Vec<String> = Vec::new();
    for text in texts {
        if text.value.trim().is_empty() {
            table.page.wrong(&text.span, msg!("kit.choice-empty"));
        } else if choices.contains(&text.value) {
            table
                .page
                .wrong(&text.span, msg!("kit.choice-twice", choice = text.value));
        } else {
            choices.push(text.value);
        }
    }
    choices
}

/// How readings of a kind roll up when the kit does not say.
pub fn default_rollup(kind: &Kind) -> Rollup {
    match kind {
        Kind::Count | Kind::Decimal { .. } | Kind::Amount => Rollup::Sum,
        Kind::YesNo => Rollup::CountYes,
        Kind::Text | Kind::Prose | Kind::Choice(_) => Rollup::List,
        Kind::Percent | Kind::Date | Kind::Month => Rollup::None,
    }
}

/// Whether readings of a kind can roll up so. Shares are never added nor averaged: parts and wholes are.
pub fn rollup_fits(rollup: Rollup, kind: &Kind) -> bool {
    let ordered = kind.is_number() || matches!(kind, Kind::Date | Kind::Month);
    match rollup {
        Rollup::Sum | Rollup::Mean => kind.is_number() && *kind != Kind::Percent,
        Rollup::CountYes | Rollup::CountNo => *kind == Kind::YesNo,
        Rollup::Min | Rollup::Max => ordered,
        Rollup::List => !kind.is_number() && *kind != Kind::YesNo,
        Rollup::Distinct => !kind.is_number() && !matches!(kind, Kind::YesNo | Kind::Prose),
        Rollup::None => true,
    }
}

impl FieldRef<'_> {
    /// How this field's readings become one figure: as its row says, unless its column holds another kind.
    pub fn rollup(&self) -> Rollup {
        if rollup_fits(self.row.rollup, self.kind()) {
            self.row.rollup
        } else {
            default_rollup(self.kind())
        }
    }
}

//! What a field may hold and how its readings roll up, as written in a kit.

use crate::model::form::FieldRef;
use crate::msg;
use crate::source::table::Table;
use crate::value::kind::{Details, KINDS};
use crate::value::{Kind, Rollup, Severity};

/// Most decimals of a number.
const PLACES: i64 = 6;

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
    ("formula", Rollup::Formula),
    ("none", Rollup::None),
];

/// The words of severities in a kit.
pub(super) const SEVERITIES: &[(&str, Severity)] = &[
    ("error", Severity::Error),
    ("warning", Severity::Warning),
    ("note", Severity::Note),
];

/// The kind written in `kind`, `places` and `choices`; `None` when absent or wrong (which is noted).
pub(super) fn kind(table: &Table<'_>) -> Option<Kind> {
    let words = KINDS.map(|spec| (spec.word, spec));
    let spec = table.word("kind", &words);
    let details = spec.map(|spec| spec.details);
    let places = places(table, details);
    let choices = choices(table, details);
    Some((spec?.make)(places, choices))
}

/// A kind that must be there.
pub(super) fn kind_needed(table: &Table<'_>) -> Option<Kind> {
    if !table.has("kind") {
        table.missing("kind");
    }
    kind(table)
}

fn places(table: &Table<'_>, details: Option<Details>) -> u8 {
    let Some((places, span)) = table.whole("places") else {
        return 1;
    };
    if details.is_some_and(|d| d != Details::Places) {
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

fn choices(table: &Table<'_>, details: Option<Details>) -> Vec<String> {
    let texts = table.texts("choices");
    let span = table.place("choices");
    let is_choice = details == Some(Details::Choices);
    if is_choice && texts.len() < 2 {
        table.page.wrong(&span, msg!("kit.choices-too-few"));
    }
    if details.is_some() && !is_choice && table.has("choices") {
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

/// Whether a computed value is a ratio of what adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ratio {
    /// It is.
    Yes,
    /// It adds up itself.
    No,
    /// Neither.
    Unclear,
}

/// The roll-up of a computed value that does not say it; `None` where it must.
pub(super) fn default_rollup(kind: &Kind, ratio: Ratio) -> Option<Rollup> {
    match ratio {
        _ if !kind.is_number() => Some(kind.spec().rollup),
        Ratio::Yes => Some(Rollup::Formula),
        Ratio::No if kind.fits(Rollup::Sum) => Some(Rollup::Sum),
        Ratio::No | Ratio::Unclear => None,
    }
}

impl FieldRef<'_> {
    /// How this field's readings become one figure: as its row says, unless its column holds another kind.
    pub fn rollup(&self) -> Rollup {
        if self.is_computed()
            && (self.row.rollup == Rollup::Formula || self.column.rollup == Some(Rollup::Formula))
        {
            return Rollup::Formula;
        }
        if let Some(own) = self.column.rollup {
            return own;
        }
        if self.kind().fits(self.row.rollup) {
            self.row.rollup
        } else {
            self.kind().spec().rollup
        }
    }
}

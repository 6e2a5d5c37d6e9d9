//! Names of units that are not written as in the roster.
//!
//! In: a cell and the roster. Out: the one unit whose name it is without accents or with words cut to their first
//! letters. Who types accents means them, and where two units fit none is named.

use crate::check::Expected;
use crate::check::expected::Named;
use crate::check::naming::{Apart, apart, apart_without_accents, words_of};
use crate::model::id::UnitCode;
use crate::model::unit::Unit;
use crate::value::fold;
use crate::value::fold::without_accents;
use std::collections::HashMap;

/// Longer texts name no unit.
const LONGEST: usize = 100;

/// The names of the roster by the last word without its accents: neither way of writing them leaves that out.
pub(super) struct LooseNames<'u> {
    by_last: HashMap<String, Vec<Name<'u>>>,
}

struct Name<'u> {
    unit: &'u Unit,
    named: &'u Named,
}

impl<'u> LooseNames<'u> {
    pub(super) fn of(expected: &'u Expected<'_>) -> Self {
        let mut by_last: HashMap<String, Vec<Name<'u>>> = HashMap::new();
        for (unit, named) in expected.all_named() {
            if let Some(last) = named.rest.last() {
                by_last
                    .entry(without_accents(last))
                    .or_default()
                    .push(Name { unit, named });
            }
        }
        Self { by_last }
    }

    /// The one unit that a text names so.
    pub(super) fn named(&self, text: &str) -> Option<&'u UnitCode> {
        if text.len() > LONGEST {
            return None;
        }
        let words = words_of(text);
        let names = self.by_last.get(&without_accents(words.last()?))?;
        let typed = Typed {
            is_dotted: text.contains('.'),
            has_accents: fold(text) != without_accents(text),
            readings: [
                apart(text),
                apart_without_accents(text),
                Apart {
                    rest: words,
                    ..Apart::default()
                },
            ],
        };
        let mut fitting = names.iter().filter(|name| typed.fits(name));
        let one = fitting.next()?;
        fitting.next().is_none().then_some(&one.unit.code)
    }
}

/// A cell with what it may say: a type and the words of a name.
struct Typed {
    is_dotted: bool,
    has_accents: bool,
    readings: [Apart; 3],
}

impl Typed {
    fn fits(&self, name: &Name<'_>) -> bool {
        let own = name.named;
        self.readings.iter().any(|read| {
            let is_kind = |kind| kind == own.kind || kind == name.unit.unit_type;
            // A name of one word is too little without its type.
            let is_enough = read.rest.len() > 1 || read.kind.is_some();
            let mut pairs = read.rest.iter().zip(&own.rest).rev();
            let is_last = pairs.next().is_some_and(|(typed, own)| self.is(typed, own));
            let is_rest = pairs.all(|(typed, own)| self.is(typed, own) || self.begins(typed, own));
            let is_whole = read.rest.len() == own.rest.len();
            let is_body = read.is_of(&own.body);
            read.kind.is_none_or(is_kind) && is_body && is_enough && is_whole && is_last && is_rest
        })
    }

    fn is(&self, typed: &str, own: &str) -> bool {
        typed == own || !self.has_accents && typed == without_accents(own)
    }

    /// Whether a word is the first letter of another: "Đ. Hoàng".
    fn begins(&self, typed: &str, own: &str) -> bool {
        let plain = without_accents(own);
        let is_begun = own.starts_with(typed) || !self.has_accents && plain.starts_with(typed);
        self.is_dotted && typed.chars().count() == 1 && is_begun
    }
}

//! What the program says, as facts first and words last.
//!
//! A [`Message`] is an id and the typed [`Fact`]s that fill its slots. Its sentences stand in one committed list, the
//! `*.toml` files beside this one, in Vietnamese and English; [`Message::say`] joins them at the very edge.
//! So a test matches the fact, the ledger stores the fact, and a native speaker mends the words in one place.
//! Knows values and how they are written; not who says what.

mod catalogue;
mod message;
pub(crate) mod nearest;
pub mod remarks;
pub mod system;

pub use crate::value::Lang;
use crate::value::{Kind, Value};
pub use message::{Fact, Message, ToFact};

/// Replaces `{slot}` by its fact; a slot without a fact stays visible as `{slot}`.
pub fn fill<F: AsRef<str>>(template: &str, fact: impl Fn(&str) -> Option<F>) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((slot, after)) = after.split_once('}') else {
            rest = &rest[before.len()..];
            break;
        };
        match fact(slot) {
            Some(text) => out.push_str(text.as_ref()),
            None => out.extend(["{", slot, "}"]),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A short fixed text of the catalogue (a heading, a label) that has no facts in it.
///
/// An id that the catalogue lacks is returned itself, so that the gap shows on screen and in tests.
pub fn text(id: &str, lang: Lang) -> String {
    catalogue::template(id, lang).map_or_else(|| id.to_owned(), str::to_owned)
}

/// A fixed text of a workbook or document that we make: those speak Vietnamese, whatever language the screen does.
pub fn official(id: &str) -> String {
    text(id, Lang::Vi)
}

/// A value the way its kind is written by default in those.
///
/// ```
/// use tonghop::value::{Kind, Value};
/// use tonghop::words::official_value;
/// assert_eq!(official_value(&Value::Number(7315.0), &Kind::Count), "7.315");
/// assert_eq!(official_value(&Value::Number(0.985), &Kind::Percent), "98,5%");
/// assert_eq!(official_value(&Value::YesNo(false), &Kind::YesNo), "Không");
/// ```
pub fn official_value(value: &Value, kind: &Kind) -> String {
    Fact::value(value, kind).say(Lang::Vi)
}

/// All ids of the catalogue with their two sentences, in order.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    catalogue::all()
}

/// `msg!("area.id", slot = value, …)`: a [`Message`] with its facts.
#[macro_export]
macro_rules! msg {
    ($id:literal $(, $slot:ident = $fact:expr)* $(,)?) => {
        $crate::words::Message::new($id)$(.with(stringify!($slot), &$fact))*
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_without_a_fact_stays_visible() {
        assert_eq!(
            fill("Ô {cell} ghi {raw}", |s| (s == "cell").then_some("C5")),
            "Ô C5 ghi {raw}"
        );
    }
}

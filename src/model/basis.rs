//! The fingerprint of what a finding is about: a decision on it holds while this stays the same.
//!
//! Made of typed facts alone, never of words: a sentence may be mended, and a number written with other decimals,
//! without opening again what the officer has settled. Places are not in it.

use super::code::Code;
use super::id::{Basis, FileHash};
use crate::words::{Fact, ToFact};

/// Facts on their way into a [`Basis`].
pub(crate) struct BasisHasher(blake3::Hasher);

impl BasisHasher {
    /// Of a finding of this code; `about` tells it from others of its code.
    pub(crate) fn of(code: &Code, about: &str) -> Self {
        let mut hasher = Self(blake3::Hasher::new());
        hasher.fact(&code.to_fact());
        hasher.fact(&about.to_fact());
        hasher
    }

    /// One more fact.
    pub(crate) fn fact(&mut self, fact: &Fact) {
        fact.feed(&mut |bytes| {
            self.0.update(bytes);
        });
    }

    /// The fingerprint of all of them.
    pub(crate) fn finish(&self) -> Basis {
        Basis::from(self.0.finalize())
    }
}

impl Basis {
    /// The same values in this very file: in another file they have another basis.
    pub(crate) fn in_file(&self, hash: &FileHash) -> Self {
        let mut hasher = BasisHasher(blake3::Hasher::new());
        hasher.fact(&self.to_fact());
        hasher.fact(&hash.to_fact());
        hasher.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::code;
    use crate::words::Message;

    fn basis(fact: &Fact) -> Basis {
        let mut hasher = BasisHasher::of(&Code::from(&code::STRAYS), "");
        hasher.fact(fact);
        hasher.finish()
    }

    #[test]
    fn the_way_a_value_is_said_does_not_open_a_decision_again() {
        for (one, other) in [
            (Fact::number(0.5, 1), Fact::share(0.5, 0)),
            (Fact::number(6.0, 0), Fact::typed(6.0)),
            (Fact::list(["a", "b"], ", "), Fact::list(["a", "b"], "; ")),
            (
                Fact::English(" (os error 2)".to_owned()),
                Fact::English(String::new()),
            ),
        ] {
            assert_eq!(basis(&one), basis(&other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn facts_of_another_type_or_cut_differently_are_other_values() {
        let all = [
            Fact::from("5"),
            Fact::number(5.0, 0),
            Fact::Whole(5),
            Fact::Words("5".to_owned()),
            Fact::list(["5"], ""),
            Message::new("5").to_fact(),
            Fact::list(["a", "b"], ", "),
            Fact::list(["a, b"], ", "),
            Fact::from("a, b"),
            Fact::list([Fact::list(["a"], ""), "b".into()], ""),
            Fact::list([Fact::list(["a", "b"], "")], ""),
        ];
        for (at, one) in all.iter().enumerate() {
            for other in &all[at + 1..] {
                assert_ne!(basis(one), basis(other), "{one:?} {other:?}");
            }
        }
    }
}

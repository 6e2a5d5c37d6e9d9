//! Which of several names a person means who typed one.

use super::fold;
use super::fold::without_accents;

/// What was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<T> {
    /// What has the name.
    pub what: T,
    /// Whether only the name without its accents is what was typed, which is then said.
    pub without_accents: bool,
}

/// The one of several things whose name was typed: exactly, else however its letters are composed, spaced and in whatever case,
/// else without its accents where that is the name of only one. The first of those that have one name.
pub fn named<T: Copy, N: AsRef<str>>(
    typed: &str,
    all: impl IntoIterator<Item = (T, N)>,
) -> Option<Named<T>> {
    let all: Vec<(T, N)> = all.into_iter().collect();
    let found = |what: T, without_accents| Named {
        what,
        without_accents,
    };
    let exactly = all.iter().find(|(_, name)| name.as_ref() == typed);
    let folded = fold(typed);
    let alike = || all.iter().find(|(_, name)| fold(name.as_ref()) == folded);
    if let Some((what, _)) = exactly.or_else(alike) {
        return Some(found(*what, false));
    }
    // Who types accents means them.
    if folded.is_empty() || folded != without_accents(typed) {
        return None;
    }
    let mut bare = all
        .iter()
        .filter(|(_, name)| without_accents(name.as_ref()) == folded);
    let (what, name) = bare.next()?;
    let name = fold(name.as_ref());
    bare.all(|(_, other)| fold(other.as_ref()) == name)
        .then(|| found(*what, true))
}

#[cfg(test)]
mod tests {
    use super::{Named, named};

    #[test]
    fn a_name_is_found_however_it_is_typed_and_without_accents_where_only_one_fits() {
        let all = ["Xã Đông Hòa", "Xã Đồng Tiến", "Xã Đông Tiến", "Xã Đông Hòa"];
        let found = |typed| named(typed, all.into_iter().enumerate());
        let one = |what, without_accents| {
            Some(Named {
                what,
                without_accents,
            })
        };
        assert_eq!(found("Xã Đông Hòa"), one(0, false));
        // The same letters decomposed, and the tone on the other vowel.
        assert_eq!(found("xa\u{303} Đo\u{302}ng  Hoà"), one(0, false));
        assert_eq!(found("xa dong hoa"), one(0, true));
        assert_eq!(found("xa dong tien"), None);
        assert_eq!(found("Xã Dong Hoa"), None);
        assert_eq!(found(""), None);
    }
}

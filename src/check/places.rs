//! The places that a campaign's units lie in, as people write them behind a unit's name: "xã Đông Hoàng, huyện Đông Sơn".

use super::naming::{PREFIXES, apart, words_of};
use std::collections::BTreeSet;

/// Names of places, each as the words that a text may end with.
#[derive(Debug, Clone, Default)]
pub(super) struct Places(BTreeSet<Vec<String>>);

impl Places {
    /// From names of places, or of the offices that govern them ("UBND TỈNH THANH HÓA"). What says no kind of place is none.
    pub(super) fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut all = BTreeSet::new();
        for place in names.into_iter().map(apart) {
            let Some(kind) = place.kind else { continue };
            let prefixes = PREFIXES.iter().filter(|(_, of)| *of == kind);
            for (prefix, _) in prefixes {
                all.insert([words_of(prefix), place.rest.clone()].concat());
            }
            // A name of one word says too little without its kind.
            if place.rest.len() > 1 {
                all.insert(place.rest);
            }
        }
        Self(all)
    }

    /// A text without the places at its end; `None` where it ends with none.
    pub(super) fn cut<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut rest = text;
        while let Some(shorter) = self.cut_once(rest) {
            rest = shorter;
        }
        (rest.len() < text.len()).then_some(rest)
    }

    fn cut_once<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut before = ' ';
        let starts = text.char_indices().filter(|(_, c)| {
            let starts_word = c.is_alphanumeric() && !before.is_alphanumeric();
            before = *c;
            starts_word
        });
        let mut starts = starts.map(|(at, _)| at).filter(|at| *at > 0);
        // Of "huyện Đông Sơn" the kind alone is no name of anybody.
        let is_kind = |before: &str| {
            let before = words_of(before).join(" ");
            PREFIXES.iter().any(|(prefix, _)| *prefix == before)
        };
        let at =
            starts.find(|at| self.0.contains(&words_of(&text[*at..])) && !is_kind(&text[..*at]))?;
        Some(text[..at].trim_end_matches(|c: char| !c.is_alphanumeric()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_the_places_of_the_campaign_and_no_others() {
        let names = ["huyện Đông Sơn", "UBND TỈNH THANH HÓA", "SỞ NỘI VỤ"];
        let places = Places::of(names);
        for (text, wanted) in [
            ("UBND xã Đông Hoàng, huyện Đông Sơn", "UBND xã Đông Hoàng"),
            (
                "XÃ ĐÔNG HOÀNG - HUYỆN ĐÔNG SƠN - TỈNH THANH HOÁ",
                "XÃ ĐÔNG HOÀNG",
            ),
            ("xã Đông Hoàng (h. Đông Sơn, Thanh Hóa)", "xã Đông Hoàng"),
            ("xã Đông Hoàng Đông Sơn", "xã Đông Hoàng"),
        ] {
            assert_eq!(places.cut(text), Some(wanted), "{text}");
        }
        for text in [
            "xã Đông Hoàng, huyện Triệu Sơn",
            "huyện Đông Sơn",
            "xã Đông Hoàng",
            "",
        ] {
            assert_eq!(places.cut(text), None, "{text}");
        }
    }
}

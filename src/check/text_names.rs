//! Names of units as they stand within other words.
//!
//! In: the names of all units. Out: whether a text in full words has one of them, whole, whatever their number.

use crate::value::accented;
use crate::value::fold::without_accents;
use foldhash::HashSet;

/// The names of units as texts have them.
#[derive(Debug, Clone)]
pub(super) struct TextNames {
    whole: HashSet<String>,
    /// Without their accents, as they stand in a text that has none.
    plain: HashSet<String>,
    /// Bytes of the longest.
    longest: usize,
}

impl TextNames {
    /// The names of units.
    pub(super) fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let whole: HashSet<String> = names
            .map(accented)
            .filter(|name| !name.is_empty())
            .collect();
        let plain: HashSet<String> = whole.iter().map(|name| without_accents(name)).collect();
        let all = whole.iter().chain(&plain);
        Self {
            longest: all.map(String::len).max().unwrap_or_default(),
            whole,
            plain,
        }
    }

    /// Whether a text has the name of a unit, whole; in a text without accents one that has them.
    pub(super) fn any_in(&self, said: &str) -> bool {
        let names = if said.is_ascii() {
            &self.plain
        } else {
            &self.whole
        };
        let (starts, ends) = edges(said);
        starts.iter().any(|from| {
            let first = ends.partition_point(|to| to <= from);
            let ends = ends[first..].iter();
            let mut ends = ends.take_while(|to| *to - from <= self.longest);
            ends.any(|to| names.contains(&said[*from..*to]))
        })
    }
}

/// Where whole words may begin, and where they may end.
fn edges(said: &str) -> (Vec<usize>, Vec<usize>) {
    let (mut starts, mut ends) = (Vec::new(), Vec::new());
    let mut is_within = false;
    for (at, c) in said.char_indices() {
        if !is_within {
            starts.push(at);
        }
        is_within = c.is_alphanumeric();
        if !is_within {
            ends.push(at);
        }
    }
    ends.push(said.len());
    (starts, ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_only_whole_and_without_its_accents_only_where_there_are_none() {
        let names = ["Quảng Minh", "Xã Đông Hòa", "Phường 1", "Xã (A)", ""];
        let names = TextNames::of(names.into_iter());
        for (said, wanted) in [
            ("Số liệu của xã Đông Hòa", true),
            ("Biểu 01 - xã Đông Hoà, năm 2020", true),
            ("xã Đông Hòa", true),
            ("quang minh", true),
            ("So lieu cua xa Dong Hoa", false),
            ("Số liệu của xa Dong Hoa", false),
            ("Số liệu của xã Đông Hòaa", false),
            ("Số liệu của phường 1", true),
            ("Số liệu của phường 12", false),
            ("của xã (A) và", true),
            ("của xã (A)b", false),
            ("Số liệu của xã", false),
            ("", false),
        ] {
            assert_eq!(names.any_in(&accented(said)), wanted, "{said}");
        }
    }
}

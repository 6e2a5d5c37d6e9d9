//! What a number format shows: a percentage, a day, or neither.

/// A `%` outside quotes, brackets and escapes, in the part for positive numbers.
pub(super) fn shows_percent(code: &str) -> bool {
    literal_free(code).any(|part| part == Part::Char('%'))
}

/// Whether numbers in this format are days or times: letters of a calendar or a clock outside quotes and escapes,
/// in the part for positive numbers.
pub(super) fn shows_day(code: &str) -> bool {
    let mut half_day = false;
    for part in literal_free(code) {
        match part {
            // [h], [mm]: hours and minutes that go on beyond a day.
            Part::Bracket(inside) => {
                let mut letters = inside.chars();
                let first = letters.next();
                if first.is_some_and(|c| "hmsHMS".contains(c))
                    && letters.all(|c| first.is_some_and(|f| f.eq_ignore_ascii_case(&c)))
                {
                    return true;
                }
            }
            // AM/PM, A/P.
            Part::Char('a' | 'A') => half_day = true,
            Part::Char('p' | 'P' | '/' | 'm' | 'M') if half_day => return true,
            Part::Char(c) if !half_day && "dmyhsDMYHS".contains(c) => return true,
            Part::Char(_) => {}
        }
    }
    false
}

/// Whether quotes and brackets of a format are closed and hold nothing that could be read in two ways.
pub(super) fn is_orderly(code: &str) -> bool {
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let (end, doubtful) = match c {
            '"' => ('"', "\\_*"),
            '[' => (']', "\"\\_*;["),
            '\\' | '_' | '*' => {
                let Some(literal) = after.chars().next() else {
                    return false;
                };
                rest = &after[literal.len_utf8()..];
                continue;
            }
            _ => {
                rest = after;
                continue;
            }
        };
        match after.split_once(end) {
            Some((inside, more)) if !inside.contains(|c| doubtful.contains(c)) => rest = more,
            _ => return false,
        }
    }
    true
}

/// A piece of a format that is no literal.
#[derive(Debug, PartialEq, Eq)]
enum Part<'a> {
    Char(char),
    Bracket(&'a str),
}

/// The pieces of the part for positive numbers without quoted and escaped text.
fn literal_free(code: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = code;
    std::iter::from_fn(move || {
        loop {
            let c = rest.chars().next()?;
            let after = &rest[c.len_utf8()..];
            match c {
                ';' => return None,
                '"' => rest = after.split_once('"').map_or("", |(_, more)| more),
                '\\' | '_' | '*' => {
                    rest = after;
                    let skipped = rest.chars().next().map_or(0, char::len_utf8);
                    rest = &rest[skipped..];
                }
                '[' => {
                    let (inside, more) = after.split_once(']').unwrap_or((after, ""));
                    rest = more;
                    return Some(Part::Bracket(inside));
                }
                _ => {
                    rest = after;
                    return Some(Part::Char(c));
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{is_orderly, shows_day, shows_percent};

    #[test]
    fn percent_formats_are_told_from_those_that_only_show_the_sign() {
        for code in ["0%", "0.0%", "#,##0.00 %", "[Red]0%;-0%", "_(0%_)"] {
            assert!(shows_percent(code), "{code}");
        }
        for code in ["General", "0\"%\"", "0\\%", "0;0%", "[$%-42A]0", ""] {
            assert!(!shows_percent(code), "{code}");
        }
    }

    #[test]
    fn formats_that_could_be_read_in_two_ways_are_known() {
        for code in [
            "dd/mm/yyyy;@",
            "[$-42A]0",
            "0\" ngày\"",
            "_(* #,##0_)",
            "0\\d",
            "",
        ] {
            assert!(is_orderly(code), "{code}");
        }
        for code in ["[s", "0\"d", "[h\"]", "[[h]", "\"\\\"d\"", "0\\"] {
            assert!(!is_orderly(code), "{code}");
        }
    }

    #[test]
    fn formats_of_days_are_told_from_those_with_words_in_them() {
        for code in [
            "dd/mm/yyyy",
            "[$-42A]dd/mm/yyyy;@",
            "d-mmm",
            "[h]:mm:ss",
            "[mm]",
            "h:mm AM/PM",
            "yyyy",
        ] {
            assert!(shows_day(code), "{code}");
        }
        for code in [
            "General",
            "#,##0",
            "0\" ngày\"",
            "0\\d",
            "[Red]0",
            "[$d-42A]0",
            "0;dd/mm",
            "_d0",
            "@",
            "",
        ] {
            assert!(!shows_day(code), "{code}");
        }
    }
}

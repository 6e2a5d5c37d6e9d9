//! Names of periods as offices write them, held beside each other.

use super::accented;

/// Whether two texts name one period.
#[derive(Debug, PartialEq)]
pub(crate) enum Same {
    /// They do.
    Yes,
    /// They name other years.
    No,
    /// Their numbers or words differ.
    Perhaps,
}

/// Words that tell one period of a year from another.
const TELLING: &[&str] = &[
    "đầu", "cuối", "giữa", "quý", "tháng", "tuần", "ước", "lũy", "kế", "cùng",
];

/// Whether two texts name one period: the same numbers, and the same of the words that tell periods apart.
pub(crate) fn compared(shown: &str, wanted: &str) -> Same {
    let (shown, wanted) = (Named::of(shown), Named::of(wanted));
    if shown.numbers.is_empty() || wanted.numbers.is_empty() {
        return Same::Yes;
    }
    let only_the_year = shown.words.is_empty() && shown.numbers.iter().all(|n| n.len() == 4);
    if shown.numbers == wanted.numbers && (shown.words == wanted.words || only_the_year) {
        return Same::Yes;
    }
    let years = |named: &Named| -> Vec<String> {
        named
            .numbers
            .iter()
            .filter(|n| n.len() == 4)
            .cloned()
            .collect()
    };
    let (ours, theirs) = (years(&wanted), years(&shown));
    if !ours.is_empty() && !theirs.is_empty() && !theirs.iter().any(|year| ours.contains(year)) {
        Same::No
    } else {
        Same::Perhaps
    }
}

/// What of a text tells periods apart.
struct Named {
    /// Numbers in their order, those of whole days left out; a quarter in Roman figures is one.
    numbers: Vec<String>,
    /// The telling words in their order.
    words: Vec<String>,
}

impl Named {
    fn of(text: &str) -> Self {
        let folded = accented(text);
        let (mut numbers, mut words) = (Vec::new(), Vec::new());
        let parts = folded.split(|c: char| !(c.is_alphanumeric() || c == '/'));
        for part in parts.filter(|part| !part.is_empty()) {
            let is_day = part.matches('/').count() == 2;
            let roman = ["i", "ii", "iii", "iv"].iter().position(|r| *r == part);
            if let Some(quarter) = roman {
                numbers.push((quarter + 1).to_string());
            } else if TELLING.contains(&part) {
                words.push(part.to_owned());
            } else if !is_day {
                let digits = part.split(|c: char| !c.is_ascii_digit());
                let digits = digits
                    .map(|n| n.trim_start_matches('0'))
                    .filter(|n| !n.is_empty());
                numbers.extend(digits.map(str::to_owned));
            }
        }
        Self { numbers, words }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_the_same_however_offices_write_it_and_another_one_is_told() {
        for (shown, wanted, same) in [
            ("Năm 2020", "năm 2020", Same::Yes),
            ("2020", "năm 2020", Same::Yes),
            (
                "năm 2020 (từ 01/01/2020 đến 31/12/2020)",
                "năm 2020",
                Same::Yes,
            ),
            ("Quý 1 năm 2026", "quý I năm 2026", Same::Yes),
            ("6 tháng đầu năm 2026", "06 tháng đầu năm 2026", Same::Yes),
            ("", "năm 2020", Same::Yes),
            ("Ghi tại từng phần", "năm 2020", Same::Yes),
            ("năm 2019", "năm 2020", Same::No),
            ("2019", "năm 2020", Same::No),
            ("quý IV/2025", "quý I năm 2026", Same::No),
            ("6 tháng đầu năm 2020", "năm 2020", Same::Perhaps),
            ("quý II năm 2026", "quý I năm 2026", Same::Perhaps),
            (
                "6 tháng cuối năm 2026",
                "6 tháng đầu năm 2026",
                Same::Perhaps,
            ),
            ("tháng 11 năm 2026", "tháng 1 năm 2026", Same::Perhaps),
            ("2019-2020", "năm 2020", Same::Perhaps),
            ("6 thang dau nam 2020", "năm 2020", Same::Perhaps),
            ("Quy I nam 2026", "quý I năm 2026", Same::Yes),
            ("SL19", "năm 2020", Same::No),
        ] {
            assert_eq!(compared(shown, wanted), same, "{shown} | {wanted}");
        }
    }
}

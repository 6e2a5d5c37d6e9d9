//! Days and months as a settings file writes them.

use crate::value::Day;

/// A day: `2020-11-20`, or `20/11/2020`.
pub(super) fn day(text: &str) -> Option<Day> {
    let (year, month, day) = match parts(text)?.as_slice() {
        [year, month, day] if year.len() == 4 && text.contains('-') => {
            (number(year)?, number(month)?, number(day)?)
        }
        [day, month, year] if year.len() == 4 => (number(year)?, number(month)?, number(day)?),
        _ => return None,
    };
    Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
        .ok()
        .filter(|d| (1900..=2200).contains(&d.year()))
}

/// A day, or a month only: `2020-11`, or `11/2020`. Day, month, year.
pub(super) fn day_or_month(text: &str) -> Option<(Option<i8>, i8, i16)> {
    if let Some(day) = day(text) {
        return Some((Some(day.day()), day.month(), day.year()));
    }
    let first = match parts(text)?.as_slice() {
        [year, month] if year.len() == 4 => format!("{year}-{month}-1"),
        [month, year] if year.len() == 4 => format!("{year}-{month}-1"),
        _ => return None,
    };
    day(&first).map(|day| (None, day.month(), day.year()))
}

/// What stands between hyphens, or between slashes.
fn parts(text: &str) -> Option<Vec<&str>> {
    let text = text.trim();
    let mark = match (text.contains('-'), text.contains('/')) {
        (true, false) => '-',
        (false, true) => '/',
        _ => return None,
    };
    Some(text.split(mark).collect())
}

fn number(text: &str) -> Option<i16> {
    let digits = (1..=4).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_offices_and_computers_write_them() {
        for text in [
            "2020-11-05",
            " 2020-11-5 ",
            "05/11/2020",
            "5/11/2020",
            "05-11-2020",
        ] {
            assert_eq!(day(text), Some(date(2020, 11, 5)), "{text}");
        }
        let none = [
            "",
            "2020",
            "2020-11",
            "2020-02-30",
            "11/20/2020",
            "2020/11/05",
            "2020-11-05T08:00:00",
            "20-11-05",
            "+2020-1-1",
            "２０２０-11-05",
            "0000-01-01",
        ];
        for text in none {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_leaves_the_day_to_the_clerk() {
        for text in ["2020-11", "11/2020"] {
            assert_eq!(day_or_month(text), Some((None, 11, 2020)), "{text}");
        }
        assert_eq!(day_or_month("2020-11-20"), Some((Some(20), 11, 2020)));
        for text in ["2020-13", "2020", "tháng 11", "0/2020"] {
            assert_eq!(day_or_month(text), None, "{text}");
        }
    }
}

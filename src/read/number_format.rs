//! What a number format makes of a number, where that is more than the number: it scales it, puts words or digits to it,
//! or shows nothing (ECMA-376 part 1, 18.8.31).

/// Whether numbers or texts in this format may be seen as something else than they are.
pub(super) fn is_unusual(code: &str) -> bool {
    let format = Format::of(code);
    let mut numbers = format.numbers.iter().enumerate();
    numbers.any(|(at, section)| section.is_unusual(format.role(at)))
        || format.text.is_some_and(|s| s.is_unusual_for_text())
}

/// Whole digits that a format of nothing but zeros writes at least, as of codes: `00000`; 0 for every other format.
pub(super) fn least_digits(code: &str) -> u8 {
    const MOST: usize = 15;
    let positive = code.split(';').next().unwrap_or_default().trim();
    // What a language or a color says stands before the digits.
    let digits = match positive
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
    {
        Some((_, digits)) => digits,
        None => positive,
    };
    let are_zeros = digits.bytes().all(|b| b == b'0');
    if are_zeros && (2..=MOST).contains(&digits.len()) {
        digits.len() as u8
    } else {
        0
    }
}

/// What a person sees of a number in this format, where the format makes something else of it than the number: without
/// separators of thousands, with a decimal comma. Nothing where it is the number, however rounded.
pub(super) fn seen_number(code: &str, number: f64) -> Option<String> {
    let format = Format::of(code);
    let at = format.section_for(number)?;
    let (section, role) = (&format.numbers[at], format.role(at));
    let text = section.shown(number, role == Role::Negatives);
    let role = if number == 0.0 { Role::Zeros } else { role };
    (text.is_empty() || section.is_unusual(role)).then_some(text)
}

/// The same of a text.
pub(super) fn seen_text(code: &str, text: &str) -> Option<String> {
    let section = Format::of(code).text.filter(Section::is_unusual_for_text)?;
    let pieces = section.pieces.iter().map(|piece| match piece {
        Piece::Literal(literal) => literal.as_str(),
        Piece::Text => text,
        _ => "",
    });
    Some(pieces.collect())
}

/// The sections of a format.
struct Format {
    /// At most three.
    numbers: Vec<Section>,
    text: Option<Section>,
}

/// Which numbers a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// All, or those of a condition, or those above zero.
    Any,
    Negatives,
    Zeros,
}

impl Format {
    fn of(code: &str) -> Self {
        let mut numbers = sections(code);
        let is_for_text = numbers.len() > 3 || numbers.last().is_some_and(Section::is_for_text);
        let text = if is_for_text && numbers.len() > 1 {
            numbers.truncate(4);
            numbers.pop()
        } else {
            None
        };
        Self { numbers, text }
    }

    fn has_conditions(&self) -> bool {
        self.numbers.iter().any(|s| s.condition.is_some())
    }

    fn role(&self, at: usize) -> Role {
        match at {
            1 if !self.has_conditions() => Role::Negatives,
            2 if !self.has_conditions() => Role::Zeros,
            _ => Role::Any,
        }
    }

    /// Which section is for a number.
    fn section_for(&self, number: f64) -> Option<usize> {
        if self.has_conditions() {
            let fits = |s: &Section| s.condition.as_ref().is_none_or(|c| meets(c, number));
            return self.numbers.iter().position(fits);
        }
        let at = match self.numbers.len() {
            0 => return None,
            1 => 0,
            2 => usize::from(number < 0.0),
            _ if number < 0.0 => 1,
            _ if number == 0.0 => 2,
            _ => 0,
        };
        Some(at)
    }
}

/// A part of a format, for numbers of one sign or of a condition.
#[derive(Debug, Default)]
struct Section {
    pieces: Vec<Piece>,
    condition: Option<(String, f64)>,
    has_color: bool,
    /// Something of a calendar, a fraction or an exponent, which shows its number in a way of its own.
    is_other: bool,
}

#[derive(Debug, PartialEq)]
enum Piece {
    /// `0`, `#` or `?`.
    Digit(char),
    Comma,
    Point,
    Percent,
    General,
    /// `@`.
    Text,
    Literal(String),
}

fn sections(code: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut rest = if code.is_empty() { "General" } else { code };
    while let Some(c) = rest.chars().next() {
        if c == ';' {
            sections.push(Section::default());
            rest = &rest[1..];
            continue;
        }
        let last = sections.len() - 1;
        rest = sections[last].take(rest, c);
    }
    sections
}

fn meets((sign, than): &(String, f64), number: f64) -> bool {
    match sign.as_str() {
        "<" => number < *than,
        "<=" => number <= *than,
        ">" => number > *than,
        ">=" => number >= *than,
        "<>" => !number.eq(than),
        _ => number.eq(than),
    }
}

impl Section {
    /// Takes what begins with this character; gives back what follows.
    fn take<'c>(&mut self, rest: &'c str, c: char) -> &'c str {
        let after = &rest[c.len_utf8()..];
        let next = after.chars().next();
        let past_next = &after[next.map_or(0, char::len_utf8)..];
        match c {
            '"' => {
                let (literal, more) = after.split_once('"').unwrap_or((after, ""));
                self.literal(literal);
                return more;
            }
            '\\' => {
                self.literal(next.unwrap_or_default().encode_utf8(&mut [0; 4]));
                return past_next;
            }
            // A space as wide as the next character, or that character as often as it fits.
            '_' | '*' => {
                self.literal(" ");
                return past_next;
            }
            '[' => {
                let (inside, more) = after.split_once(']').unwrap_or((after, ""));
                self.bracket(inside);
                return more;
            }
            '0' | '#' | '?' => self.pieces.push(Piece::Digit(c)),
            ',' => self.pieces.push(Piece::Comma),
            '.' => self.pieces.push(Piece::Point),
            '%' => self.pieces.push(Piece::Percent),
            '@' => self.pieces.push(Piece::Text),
            'G' | 'g' if starts_with_general(rest) => {
                self.pieces.push(Piece::General);
                return &rest["General".len()..];
            }
            'E' | 'e' if matches!(next, Some('+' | '-')) => self.is_other = true,
            '/' => self.is_other = true,
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' | 'A' | 'a' | 'P' | 'p'
            | 'b' | 'B' => {
                self.is_other = true;
            }
            c => self.literal(c.encode_utf8(&mut [0; 4])),
        }
        after
    }

    fn literal(&mut self, text: &str) {
        if let Some(Piece::Literal(before)) = self.pieces.last_mut() {
            before.push_str(text);
        } else {
            self.pieces.push(Piece::Literal(text.to_owned()));
        }
    }

    /// A color, a condition, a currency, or hours that go on beyond a day.
    fn bracket(&mut self, inside: &str) {
        if let Some(currency) = inside.strip_prefix('$') {
            let symbol = currency.split('-').next().unwrap_or_default();
            self.literal(symbol);
        } else if inside.starts_with(['<', '>', '=']) {
            let end = inside
                .find(|c| !matches!(c, '<' | '>' | '='))
                .unwrap_or(inside.len());
            let (sign, than) = inside.split_at(end);
            self.condition = than.trim().parse().ok().map(|than| (sign.to_owned(), than));
        } else if inside
            .trim_start_matches(['h', 'm', 's', 'H', 'M', 'S'])
            .is_empty()
        {
            self.is_other = true;
        } else {
            self.has_color = true;
        }
    }

    fn has(&self, is_meant: impl Fn(&Piece) -> bool) -> bool {
        self.pieces.iter().any(is_meant)
    }

    fn shows_number(&self) -> bool {
        self.has(|p| matches!(p, Piece::Digit(_) | Piece::General | Piece::Text))
    }

    fn has_words(&self) -> bool {
        self.has(|p| matches!(p, Piece::Literal(text) if text.contains(char::is_alphanumeric)))
    }

    /// Commas behind the last digit before the point or behind the last of all: each divides by a thousand.
    fn thousands(&self) -> i32 {
        let is_digit = |p: &&Piece| matches!(p, Piece::Digit(_));
        let mut count = 0;
        for (at, piece) in self.pieces.iter().enumerate() {
            if *piece != Piece::Comma {
                continue;
            }
            let before = self.pieces[..at].iter().rev().find(|p| **p != Piece::Comma);
            let after = self.pieces[at..].iter().find(|p| **p != Piece::Comma);
            let ends = after.as_ref().is_none_or(|p| !is_digit(p));
            count += i32::from(ends && before.as_ref().is_some_and(is_digit));
        }
        count
    }

    fn tells_negatives(&self) -> bool {
        self.has_color
            || self.has(
                |p| matches!(p, Piece::Literal(text) if text.contains(['-', '(', '\u{2212}', '–'])),
            )
    }

    fn is_for_text(&self) -> bool {
        self.has(|p| *p == Piece::Text)
    }

    /// Whether the section may show something else than the number.
    fn is_unusual(&self, role: Role) -> bool {
        if self.is_other {
            return false;
        }
        // Accountants write a dash for zero.
        let shows_nothing = if role == Role::Zeros {
            self.shown(0.0, false).is_empty()
        } else {
            !self.shows_number()
        };
        let hides_zero = role == Role::Any && self.shown(0.0, false).is_empty();
        let loses_sign = role == Role::Negatives && !self.tells_negatives();
        self.thousands() > 0 || self.has_words() || shows_nothing || hides_zero || loses_sign
    }

    fn is_unusual_for_text(&self) -> bool {
        !self.has(|p| *p == Piece::Text) || self.has_words()
    }

    /// A number as it is shown, without separators of thousands.
    fn shown(&self, number: f64, is_of_negatives: bool) -> String {
        if self.is_other {
            return crate::value::format::plain(number);
        }
        let percents = self.pieces.iter().filter(|p| **p == Piece::Percent);
        let hundreds: f64 = percents.map(|_| 100.0).product();
        let scaled = number.abs() * hundreds / 1000f64.powi(self.thousands());
        let mut digits = self.digits(scaled);
        let mut out = String::new();
        if number < 0.0 && !is_of_negatives {
            out.push('-');
        }
        for piece in &self.pieces {
            match piece {
                Piece::Digit(_) | Piece::General | Piece::Text => {
                    out.push_str(&std::mem::take(&mut digits));
                }
                Piece::Percent => out.push('%'),
                Piece::Literal(text) => out.push_str(text),
                Piece::Comma | Piece::Point => {}
            }
        }
        out.trim().to_owned()
    }

    fn digits(&self, number: f64) -> String {
        if !self.has(|p| matches!(p, Piece::Digit(_))) {
            return crate::value::format::plain(number);
        }
        let point = self.pieces.iter().position(|p| *p == Piece::Point);
        let (whole, part) = self.pieces.split_at(point.unwrap_or(self.pieces.len()));
        let count = |pieces: &[Piece], always: bool| {
            let digits = pieces.iter().filter(|p| match p {
                Piece::Digit(c) => !always || *c == '0',
                _ => false,
            });
            digits.count()
        };
        let places = count(part, false).min(15);
        // Half is rounded up, as offices do.
        let scale: f64 = std::iter::repeat_n(10.0, places).product();
        let rounded = (number * scale).round() / scale;
        let rounded = if rounded.is_finite() { rounded } else { number };
        let text = format!("{rounded:.places$}");
        let (before, after) = text.split_once('.').unwrap_or((&text, ""));
        let digits = part.iter().filter(|p| matches!(p, Piece::Digit(_)));
        let digits: Vec<&Piece> = digits.collect();
        let least = digits.iter().rposition(|p| **p == Piece::Digit('0'));
        let least = least.map_or(0, |last| last + 1).min(places);
        let kept = after
            .trim_end_matches('0')
            .len()
            .max(least)
            .min(after.len());
        let before = match before {
            "0" => "",
            before => before,
        };
        let before = format!("{before:0>width$}", width = count(whole, true).min(30));
        match &after[..kept] {
            "" => before,
            after => format!("{before},{after}"),
        }
    }
}

fn starts_with_general(text: &str) -> bool {
    let begin = text.get(.."General".len());
    begin.is_some_and(|begin| begin.eq_ignore_ascii_case("General"))
}

#[cfg(test)]
mod tests {
    use super::{is_unusual, seen_number, seen_text};

    #[test]
    fn what_a_format_makes_of_a_number_is_told_where_it_is_something_else() {
        for (code, number, seen) in [
            ("#,##0,", 18_000.0, "18"),
            ("#,##0,", 18_400.0, "18"),
            ("0.0,,\" tr\"", 1_250_000.0, "1,3 tr"),
            ("0\" nghìn\"", 412.0, "412 nghìn"),
            ("0\\ \\n\\g\\à\\n", 5.0, "5 ngàn"),
            ("General\" máy\"", 5.5, "5,5 máy"),
            ("\"1\"0", 12.0, "112"),
            ("0\"00\"", 12.0, "1200"),
            (";;;", 17.0, ""),
            ("0;;", 0.0, ""),
            ("0;;", -4.0, ""),
            ("0;-0;;@", 0.0, ""),
            ("#,###", 0.0, ""),
            ("#", 0.2, ""),
            ("0;0", -5.0, "5"),
            ("\"đã nộp\"", 3.0, "đã nộp"),
            ("[>=1000]0,\"k\";0", 5000.0, "5k"),
            ("-0\" tỷ\"", 2.0, "-2 tỷ"),
            ("0\" tỷ\"", -2.0, "-2 tỷ"),
        ] {
            assert!(is_unusual(code), "{code}");
            assert_eq!(
                seen_number(code, number).as_deref(),
                Some(seen),
                "{code} {number}"
            );
        }
    }

    #[test]
    fn a_number_that_is_shown_as_itself_is_no_other() {
        for code in [
            "General",
            "0",
            "0.0",
            "0.00",
            "#,##0",
            "#,##0.00",
            "#,##0.###",
            "0%",
            "0.00%",
            "@",
            "000000",
            "dd/mm/yyyy",
            "[h]:mm",
            "0.00E+00",
            "# ?/?",
            "#,##0_);(#,##0)",
            "#,##0;[Red]-#,##0",
            "#,##0_);[Red](#,##0)",
            "#,##0;[Red]#,##0",
            "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
            "_-* #,##0.00\\ _₫_-;\\-* #,##0.00\\ _₫_-;_-* \"-\"??\\ _₫_-;_-@_-",
            "#,##0\\ \"₫\";[Red]\\-#,##0\\ \"₫\"",
            "[$-42A]#,##0",
            "[$₫-42A]#,##0",
            "0\"%\"",
            "0;-0;0;@",
            "[$-409]d\\-mmm\\-yy;@",
            "#.##0",
            "",
        ] {
            assert!(!is_unusual(code), "{code}");
            for number in [0.0, 5.0, -5.0, 18_000.4] {
                assert_eq!(seen_number(code, number), None, "{code} {number}");
            }
        }
    }

    #[test]
    fn a_number_behind_a_condition_is_shown_by_it() {
        assert_eq!(seen_number("[>=1000]0,\"k\";0", 500.0), None);
        assert_eq!(seen_number("[<0]\"âm\";0", 5.0), None);
    }

    #[test]
    fn a_text_that_a_format_hides_is_told() {
        assert_eq!(seen_text(";;;", "12").as_deref(), Some(""));
        assert_eq!(seen_text("0;0;0;@\" xã\"", "12").as_deref(), Some("12 xã"));
        assert_eq!(seen_text("@", "12"), None);
        assert_eq!(seen_text("0;0;0;@", "12"), None);
        assert_eq!(seen_text("0;0", "12"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_format_breaks_it(code in "[0#?.,;%@\"\\\\\\[\\]<>=_*EeGgeneralđ ]{0,24}", number: f64) {
            let _ = (is_unusual(&code), seen_number(&code, number), seen_text(&code, "a"));
        }
    }
}

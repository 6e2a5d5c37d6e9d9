//! What a number format makes of a number, where that is more than the number: it scales it, puts words or digits to it,
//! or shows nothing (ECMA-376 part 1, 18.8.31).

mod places;

use crate::value::format::plain;
use places::{MOST_PLACES, at_places, rounded};

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
    let is_other = text.is_empty() || section.is_unusual(role) && !is_grouped(&text, number);
    is_other.then_some(text)
}

/// Whether a text is this number with blanks between groups of three digits, and zeros before it.
fn is_grouped(text: &str, number: f64) -> bool {
    let mut groups = text.split(char::is_whitespace);
    let first = groups.next().unwrap_or_default();
    let mut digits = first.trim_start_matches('0').to_owned();
    for group in groups {
        let whole = group.split(',').next().unwrap_or_default();
        if whole.len() != 3 {
            return false;
        }
        digits.push_str(group);
    }
    let digits = digits.trim_start_matches('0');
    digits == plain(number).trim_start_matches('0')
}

/// The same of a text.
pub(super) fn seen_text(code: &str, text: &str) -> Option<String> {
    let section = Format::of(code).text.filter(Section::is_unusual_for_text)?;
    // Marks beside words only decorate them.
    if section.is_for_text() && !section.has_words() && !text.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
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
        let text = match numbers.len() {
            _ if !is_for_text => None,
            // One that names the text is for numbers too.
            1 => numbers.first().cloned(),
            _ => {
                numbers.truncate(4);
                numbers.pop()
            }
        };
        Self { numbers, text }
    }

    fn has_conditions(&self) -> bool {
        self.numbers.iter().any(|s| s.condition.is_some())
    }

    fn role(&self, at: usize) -> Role {
        if self.has_conditions() {
            let condition = self.numbers[at].condition.as_ref();
            let is_below =
                condition.is_some_and(|(sign, than)| sign.starts_with('<') && *than <= 0.0);
            return if is_below { Role::Negatives } else { Role::Any };
        }
        match at {
            1 => Role::Negatives,
            2 => Role::Zeros,
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
#[derive(Debug, Clone, Default)]
struct Section {
    pieces: Vec<Piece>,
    condition: Option<(String, f64)>,
    has_color: bool,
    /// Something of a calendar, which shows no number.
    is_calendar: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    /// `0`, `#` or `?`.
    Digit(char),
    Comma,
    Point,
    Percent,
    /// What parts a number from its power of ten.
    Exponent,
    /// What parts the two numbers of a fraction.
    Fraction,
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
            // A space as wide as the next character.
            '_' => {
                self.literal(" ");
                return past_next;
            }
            // The next character as often as it fits.
            '*' => {
                self.literal(next.unwrap_or(' ').encode_utf8(&mut [0; 4]));
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
            'E' | 'e' if matches!(next, Some('+' | '-')) => {
                self.pieces.push(Piece::Exponent);
                return past_next;
            }
            '/' => self.pieces.push(Piece::Fraction),
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' | 'A' | 'a' | 'P' | 'p'
            | 'b' | 'B' => {
                self.is_calendar = true;
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
            self.is_calendar = true;
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

    /// Whether marks stand beside the number that say something of it. A sign for money says nothing that its row does
    /// not say; below zero a sign or brackets, and for zero a dash, are the number.
    fn has_marks(&self, role: Role) -> bool {
        const MONEY: &[char] = &['$', '₫', '€', '£', '¥'];
        const DASHES: &[char] = &['-', '\u{2212}', '–', '—'];
        let is_mark = |c: char| {
            let is_of_role = match role {
                Role::Any => false,
                Role::Negatives => DASHES.contains(&c) || matches!(c, '(' | ')'),
                Role::Zeros => DASHES.contains(&c),
            };
            !(c.is_alphanumeric() || c.is_whitespace() || MONEY.contains(&c) || is_of_role)
        };
        self.has(|p| matches!(p, Piece::Literal(text) if text.contains(is_mark)))
    }

    /// Whether something stands between the digits of one number.
    fn parts_digits(&self) -> bool {
        let is_digit = |p: &Piece| matches!(p, Piece::Digit(_));
        let (first, last) = (
            self.pieces.iter().position(is_digit),
            self.pieces.iter().rposition(is_digit),
        );
        let between = first
            .zip(last)
            .map(|(first, last)| &self.pieces[first..last]);
        let mut between = between.unwrap_or_default().iter();
        between.any(|p| matches!(p, Piece::Literal(_)))
    }

    /// Digits that are shown of a number of any size, where it is shown with a power of ten.
    fn mantissa(&self) -> Option<usize> {
        let end = self.pieces.iter().position(|p| *p == Piece::Exponent)?;
        let is_digit = |p: &&Piece| matches!(p, Piece::Digit(_));
        Some(self.pieces[..end].iter().filter(is_digit).count())
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
        if self.is_calendar {
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
        let scales = self.thousands() > 0 || self.percents() > 1;
        let is_rough = self.mantissa().is_some_and(|digits| digits < ROUGH);
        let is_fraction = self.has(|p| *p == Piece::Fraction);
        scales
            || is_rough
            || self.has_words()
            || self.has_marks(role)
            || !is_fraction && self.parts_digits()
            || shows_nothing
            || hides_zero
            || loses_sign
    }

    fn is_unusual_for_text(&self) -> bool {
        !self.is_for_text() || self.has_words() || self.has_marks(Role::Any)
    }

    fn percents(&self) -> i32 {
        let percents = self.pieces.iter().filter(|p| **p == Piece::Percent);
        percents.map(|_| 1).sum()
    }

    /// A number as it is shown, without separators of thousands.
    fn shown(&self, number: f64, is_of_negatives: bool) -> String {
        if self.is_calendar {
            return plain(number);
        }
        let scaled = number.abs() * 100f64.powi(self.percents()) / 1000f64.powi(self.thousands());
        let mut digits = self.digits(scaled).into_iter();
        let mut out = String::new();
        if number < 0.0 && !is_of_negatives {
            out.push('-');
        }
        for piece in &self.pieces {
            match piece {
                Piece::Digit(_) => out.push_str(&digits.next().unwrap_or_default()),
                Piece::General | Piece::Text => out.push_str(&plain(scaled)),
                Piece::Percent => out.push('%'),
                Piece::Literal(text) => out.push_str(text),
                Piece::Comma | Piece::Point | Piece::Exponent | Piece::Fraction => {}
            }
        }
        out.trim().to_owned()
    }

    /// What is shown of a number at each of its places for digits, one after the other.
    fn digits(&self, number: f64) -> Vec<String> {
        let places: Vec<char> = self
            .pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Digit(c) => Some(*c),
                _ => None,
            })
            .collect();
        if places.is_empty() {
            return Vec::new();
        }
        if let Some(count) = self.mantissa() {
            let text = format!("{number:.*e}", count.saturating_sub(1).min(MOST_PLACES));
            let (mantissa, power) = text.split_once('e').unwrap_or((&text, "0"));
            let (sign, digits) = power.strip_prefix('-').map_or(('+', power), |p| ('-', p));
            let shown: f64 = text.parse().unwrap_or(number);
            return vec![if shown.eq(&number) {
                plain(number)
            } else {
                format!("{}E{sign}{digits:0>2}", mantissa.replace('.', ","))
            }];
        }
        if self.has(|p| *p == Piece::Fraction) {
            return vec![plain(number)];
        }
        let point = self.pieces.iter().position(|p| *p == Piece::Point);
        let point = point.unwrap_or(self.pieces.len());
        let before = self.pieces[..point].iter();
        let count = before.filter(|p| matches!(p, Piece::Digit(_))).count();
        let (whole, part) = places.split_at(count);
        let (before, after) = rounded(number, part.len().min(MOST_PLACES));
        let mut out = at_places(&before, whole);
        let least = part
            .iter()
            .rposition(|c| *c == '0')
            .map_or(0, |last| last + 1);
        let kept = after
            .trim_end_matches('0')
            .len()
            .max(least)
            .min(after.len());
        out.extend(after[..kept].chars().map(String::from));
        if kept > 0
            && let Some(first) = out.get_mut(count)
        {
            first.insert(0, ',');
        }
        out
    }
}

/// Digits from which on a number with a power of ten is told well enough.
const ROUGH: usize = 3;
fn starts_with_general(text: &str) -> bool {
    let begin = text.get(.."General".len());
    begin.is_some_and(|begin| begin.eq_ignore_ascii_case("General"))
}

#[cfg(test)]
mod tests;

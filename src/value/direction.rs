//! Marks in a text that turn the direction of writing: what stands behind one is shown in another order than it is stored.
//!
//! In: a text. Out: how it is shown, where that is not how it is stored. Of the algorithm of Unicode (UAX 9) only so much as
//! figures and words of Latin letters need.

/// What is shown of a text, where its marks put characters or numbers in another order.
///
/// ```
/// use tonghop::value::direction::shown;
/// assert_eq!(shown("\u{202e}214"), Some("412".to_owned()));
/// assert_eq!(shown("\u{202b}412\u{202c}"), None);
/// assert_eq!(shown("412"), None);
/// ```
pub fn shown(text: &str) -> Option<String> {
    let turns = |c: char| Way::of(c).is_some() || matches!(c, RIGHT_MARK | ARABIC_MARK);
    if !text.contains(turns) {
        return None;
    }
    let plain: String = text.chars().filter(|c| !is_mark(*c)).collect();
    let shown = laid_out(text);
    (shown != plain).then_some(shown)
}

/// A character without width that counts as a letter of a script from right to left.
const RIGHT_MARK: char = '\u{200f}';
/// The same of Arabic.
const ARABIC_MARK: char = '\u{61c}';

/// How a piece of text is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As it would be by itself.
    AsIs,
    /// Words of Latin letters as they are, numbers before them from right to left.
    Right,
    /// Each character from right to left.
    Reversed,
}

impl Way {
    /// What a mark begins.
    fn of(mark: char) -> Option<Self> {
        match mark {
            '\u{202a}' | '\u{202d}' | '\u{2066}' | '\u{2068}' => Some(Self::AsIs),
            '\u{202b}' | '\u{2067}' => Some(Self::Right),
            '\u{202e}' => Some(Self::Reversed),
            _ => None,
        }
    }

    fn lay_out(self, text: &str) -> String {
        match self {
            Self::AsIs => text.to_owned(),
            Self::Reversed => text.chars().rev().collect(),
            Self::Right => {
                let words: Vec<&str> = text.split_whitespace().collect();
                let has_letter = |word: &&str| word.contains(char::is_alphabetic);
                let first = words.iter().position(has_letter).unwrap_or(words.len());
                let (numbers, rest) = words.split_at(first);
                let rest = (!rest.is_empty()).then(|| rest.join(" "));
                let numbers = numbers.iter().rev().map(|number| (*number).to_owned());
                rest.into_iter()
                    .chain(numbers)
                    .collect::<Vec<_>>()
                    .join(" ")
            }
        }
    }
}

fn is_mark(c: char) -> bool {
    Way::of(c).is_some()
        || matches!(
            c,
            RIGHT_MARK | ARABIC_MARK | '\u{200e}' | '\u{202c}' | '\u{2069}'
        )
}

/// The text as it is shown, without its marks. What is not ended ends with its line.
fn laid_out(text: &str) -> String {
    let line = |line: &str| {
        let first = line.chars().find(|c| c.is_alphanumeric() || is_mark(*c));
        let whole = match first {
            Some(RIGHT_MARK | ARABIC_MARK) => Way::Right,
            _ => Way::AsIs,
        };
        let mut open = vec![(whole, String::new())];
        let close = |open: &mut Vec<(Way, String)>| {
            if let Some((way, inner)) = open.pop() {
                let inner = way.lay_out(&inner);
                match open.last_mut() {
                    Some((_, outer)) => outer.push_str(&inner),
                    None => open.push((Way::AsIs, inner)),
                }
            }
        };
        for c in line.chars() {
            match (Way::of(c), c) {
                (Some(way), _) if open.len() < DEEPEST => open.push((way, String::new())),
                (None, '\u{202c}' | '\u{2069}') if open.len() > 1 => close(&mut open),
                (_, c) if is_mark(c) => {}
                (_, c) => {
                    if let Some((_, inner)) = open.last_mut() {
                        inner.push(c);
                    }
                }
            }
        }
        while open.len() > 1 {
            close(&mut open);
        }
        open.pop()
            .map_or_else(String::new, |(way, text)| way.lay_out(&text))
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Marks within one another (UAX 9, 3.3.2).
const DEEPEST: usize = 125;

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn what_is_put_in_another_order_is_shown_so_and_nothing_else_is() {
        for (stored, seen) in [
            ("\u{202e}214\u{202c}", Some("412")),
            ("4\u{202e}21", Some("412")),
            ("\u{202e}1.5\u{202c} máy", Some("5.1 máy")),
            ("\u{202b}1 250\u{202c}", Some("250 1")),
            ("\u{200f}12 máy", Some("máy 12")),
            ("\u{202e}\u{202e}12\u{202c}\u{202c}", None),
            ("\u{202e}11", None),
            ("\u{202a}412\u{202c}", None),
            ("\u{200e}412\u{200e}", None),
            ("412\u{200f}", None),
            ("xã \u{2067}Đông Hòa\u{2069}", None),
            ("4\u{200b}12", None),
        ] {
            assert_eq!(shown(stored).as_deref(), seen, "{stored:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_marks_break_it(text in "[0-9 a\u{202a}-\u{202e}\u{2066}-\u{2069}\u{200f}\n]{0,40}") {
            let _ = shown(&text);
        }
    }
}

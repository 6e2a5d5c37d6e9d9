//! A text as it is compared with another.

/// A text as it is compared: however it is spaced or capitalised.
pub(super) fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split([' ', '\u{a0}', '\n']).collect();
    let words: Vec<&str> = words.into_iter().filter(|w| !w.is_empty()).collect();
    words.join(" ").trim().to_lowercase()
}

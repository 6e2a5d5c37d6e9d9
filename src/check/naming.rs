//! How the names of units are taken apart and compared.

use crate::value::fold;
use crate::value::fold::without_accents;

/// What words before a name say of its type, as (words, type).
pub(super) const PREFIXES: &[(&str, &str)] = &[
    ("thị trấn", "thi_tran"),
    ("thị xã", "thi_xa"),
    ("thành phố", "thanh_pho"),
    ("đặc khu", "dac_khu"),
    ("phường", "phuong"),
    ("huyện", "huyen"),
    ("tỉnh", "tinh"),
    ("xã", "xa"),
    ("ttr", "thi_tran"),
    ("tt", "thi_tran"),
    ("tx", "thi_xa"),
    ("tp", "thanh_pho"),
    ("x", "xa"),
    ("p", "phuong"),
    ("h", "huyen"),
];

/// A name taken apart: its type, when the words before it tell, and the rest, as folded words.
pub(super) fn apart(name: &str) -> (Option<&'static str>, Vec<String>) {
    apart_as(&words_of(name), str::to_owned)
}

/// The same of a name without its accents.
pub(super) fn apart_without_accents(name: &str) -> (Option<&'static str>, Vec<String>) {
    apart_as(&words_of(&without_accents(name)), without_accents)
}

/// `written` is how words of ours are written there.
fn apart_as(
    words: &[String],
    written: impl Fn(&str) -> String,
) -> (Option<&'static str>, Vec<String>) {
    let begins = |words: &[String], with: &str| {
        let with = written(with);
        let with: Vec<&str> = with.split(' ').collect();
        starts(words, &with).then_some(with.len())
    };
    let mut rest = words;
    for office in ["uỷ ban nhân dân", "ubnd", "hđnd", "đảng uỷ"] {
        rest = &rest[begins(rest, office).unwrap_or(0)..];
    }
    let prefix = PREFIXES.iter().find_map(|(words, kind)| {
        let length = begins(rest, words).filter(|length| rest.len() > *length)?;
        Some((kind, length))
    });
    match prefix {
        Some((kind, length)) => (Some(kind), rest[length..].to_vec()),
        None => (None, rest.to_vec()),
    }
}

pub(super) fn starts(words: &[String], with: &[&str]) -> bool {
    words.len() >= with.len() && words.iter().zip(with).all(|(a, b)| a == b)
}

pub(super) fn words_of(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// A code as it is compared.
pub(super) fn code_words(code: &str) -> String {
    fold(code)
}

/// Whether a text is the heading of a row of totals.
pub(super) fn titles_a_total(text: &str) -> bool {
    let words = words_of(text);
    let starts = |with: &[&str]| starts(&words, with);
    starts(&["tổng"])
        || starts(&["cộng"])
        || starts(&["toàn", "huyện"])
        || starts(&["toàn", "tỉnh"])
}

//! What types of units are called: ids for kits, words for people.

use crate::value::fold::{clean, without_accents};
use crate::words::official;

/// Types that need no spelling out: id and printed word.
const LABELS: [(&str, &str); 13] = [
    ("xa", "campaign.type-xa"),
    ("phuong", "campaign.type-phuong"),
    ("thi_tran", "campaign.type-thi-tran"),
    ("dac_khu", "campaign.type-dac-khu"),
    ("huyen", "campaign.type-huyen"),
    ("quan", "campaign.type-quan"),
    ("thi_xa", "campaign.type-thi-xa"),
    ("thanh_pho", "campaign.type-thanh-pho"),
    ("tinh", "campaign.type-tinh"),
    ("so", "campaign.type-so"),
    ("phong", "campaign.type-phong"),
    ("truong", "campaign.type-truong"),
    ("thu_vien", "campaign.type-thu-vien"),
];

/// So many of them, the first, are places.
const PLACES: usize = 9;

/// The id that a type's word stands for: small ASCII letters and digits, `_` between words.
///
/// ```
/// use tonghop::campaign::roster::type_id;
/// assert_eq!(type_id("Thị trấn"), "thi_tran");
/// assert_eq!(type_id(" XÃ "), "xa");
/// assert_eq!(type_id("thi_tran"), "thi_tran");
/// ```
pub fn type_id(word: &str) -> String {
    let mut id = String::new();
    for c in without_accents(word).chars() {
        match c {
            c if c.is_ascii_alphanumeric() => id.push(c),
            _ if id.is_empty() || id.ends_with('_') => {}
            _ => id.push('_'),
        }
    }
    id.truncate(id.trim_end_matches('_').len());
    id
}

/// A type as printed: the word itself when it is one, else the word that its id is known by.
///
/// ```
/// use tonghop::campaign::roster::type_label;
/// assert_eq!(type_label("thi_tran"), "Thị trấn");
/// assert_eq!(type_label("điểm đọc sách"), "Điểm đọc sách");
/// ```
pub fn type_label(word: &str) -> String {
    let word = clean(word, false);
    let id = type_id(&word);
    if let Some((_, label)) = LABELS.iter().find(|(known, _)| *known == id) {
        return official(label);
    }
    let word = word.replace('_', " ");
    let mut letters = word.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// A place as running text writes it, with the word for what it is in small letters; `None` for anything else.
///
/// ```
/// use tonghop::campaign::roster::place_in_text;
/// assert_eq!(place_in_text("Xã Đông Văn").as_deref(), Some("xã Đông Văn"));
/// assert_eq!(place_in_text("THỊ TRẤN Rừng Thông").as_deref(), Some("thị trấn Rừng Thông"));
/// assert_eq!(place_in_text("Phòng Tư pháp"), None);
/// ```
pub fn place_in_text(name: &str) -> Option<String> {
    place(name).map(|(word, place)| word + " " + place)
}

/// A place without the word for what it is; `None` for anything else.
///
/// ```
/// use tonghop::campaign::roster::place_name;
/// assert_eq!(place_name("Xã Đông Văn"), Some("Đông Văn"));
/// assert_eq!(place_name("Phòng Tư pháp"), None);
/// ```
pub fn place_name(name: &str) -> Option<&str> {
    place(name).map(|(_, place)| place)
}

/// The word for what a place is, in small letters, and its name.
fn place(name: &str) -> Option<(String, &str)> {
    LABELS[..PLACES].iter().find_map(|(_, label)| {
        let word = official(label).to_lowercase();
        let (end, _) = name.char_indices().nth(word.chars().count())?;
        let (begins, rest) = name.split_at(end);
        let place = rest.strip_prefix(' ')?;
        (begins.to_lowercase() == word).then_some((word, place))
    })
}

/// Whom a letter or a message greets: the committee of a commune is written to, not the commune.
///
/// ```
/// use tonghop::campaign::roster::addressed;
/// assert_eq!(addressed("Xã Đông Văn"), "UBND xã Đông Văn");
/// assert_eq!(addressed("Phòng Tư pháp"), "Phòng Tư pháp");
/// ```
pub fn addressed(unit: &str) -> String {
    place_in_text(unit).map_or_else(|| unit.to_owned(), |place| format!("UBND {place}"))
}

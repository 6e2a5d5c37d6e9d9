//! The lines of the signature block above the name: who signs, and by what right (thể thức ký).
//!
//! In: the signatory of the settings. Out: the printed lines, in capitals, without the name.
//! Source: Decree 30/2020, Article 13 and Appendix I, II.7. Knows nothing of the document's layout.

use crate::decree::words::DEGREES;
use crate::msg;
use crate::words::Message;
use unicode_normalization::UnicodeNormalization;

/// By what right somebody signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capacity {
    /// Head of a collegial body, on its behalf: "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH".
    HeadOfBody,
    /// Deputy of a collegial body: "TM. … / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH".
    DeputyOfBody,
    /// Head of a body under one head: "GIÁM ĐỐC".
    Head,
    /// Deputy of such a head: "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC".
    Deputy,
    /// By order of the head: "TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG".
    ByOrder,
    /// Authorised in writing by the head: "TUQ. GIÁM ĐỐC / TRƯỞNG PHÒNG".
    Authorised,
    /// Acting head: "Q. GIÁM ĐỐC", after "TM. …" when the body is collegial.
    Acting,
}

impl Capacity {
    /// The capacity that a word of the settings stands for.
    ///
    /// ```
    /// use tonghop::decree::signature::Capacity;
    /// assert_eq!(Capacity::from_word("cap_pho_tap_the"), Some(Capacity::DeputyOfBody));
    /// assert_eq!(Capacity::from_word("pho"), None);
    /// ```
    pub fn from_word(word: &str) -> Option<Self> {
        WORDS
            .iter()
            .find(|(w, _)| *w == word)
            .map(|(_, capacity)| *capacity)
    }

    /// The words that [`Capacity::from_word`] knows, in the order of the decree.
    pub fn words() -> impl Iterator<Item = &'static str> {
        WORDS.iter().map(|(word, _)| *word)
    }
}

const WORDS: [(&str, Capacity); 7] = [
    ("cap_truong_tap_the", Capacity::HeadOfBody),
    ("cap_pho_tap_the", Capacity::DeputyOfBody),
    ("thu_truong", Capacity::Head),
    ("cap_pho", Capacity::Deputy),
    ("tl", Capacity::ByOrder),
    ("tuq", Capacity::Authorised),
    ("quyen", Capacity::Acting),
];

/// Marks of capacity, which the program writes and the settings do not.
const MARKS: [&str; 5] = ["TM.", "KT.", "TL.", "TUQ.", "Q."];

/// Who signs a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatory {
    /// By what right.
    pub capacity: Capacity,
    /// The collegial body, e.g. "ỦY BAN NHÂN DÂN".
    pub body: Option<String>,
    /// Title of the head who is signed for, e.g. "CHỦ TỊCH".
    pub head_title: Option<String>,
    /// Own title, e.g. "PHÓ CHỦ TỊCH".
    pub title: String,
    /// Name, without degrees or honours.
    pub name: String,
}

/// The lines above the name, in capitals.
///
/// A part that the capacity needs and the settings lack, or a part that already carries a mark such as "KT.",
/// is told as a message.
///
/// ```
/// use tonghop::decree::signature::{lines, Capacity, Signatory};
/// let deputy = Signatory {
///     capacity: Capacity::DeputyOfBody,
///     body: Some("Ủy ban nhân dân".into()),
///     head_title: Some("Chủ tịch".into()),
///     title: "Phó Chủ tịch".into(),
///     name: "Lê Thị Hoa".into(),
/// };
/// assert_eq!(
///     lines(&deputy).unwrap(),
///     ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
/// );
/// ```
pub fn lines(signatory: &Signatory) -> Result<Vec<String>, Message> {
    let body = || part(signatory.body.as_deref(), || msg!("signature.body-missing"));
    let head = || {
        part(signatory.head_title.as_deref(), || {
            msg!("signature.head-title-missing")
        })
    };
    let own = part(Some(&signatory.title), || msg!("signature.title-missing"))?;
    Ok(match signatory.capacity {
        Capacity::HeadOfBody => vec![format!("TM. {}", body()?), own],
        Capacity::DeputyOfBody => {
            vec![format!("TM. {}", body()?), format!("KT. {}", head()?), own]
        }
        Capacity::Head => vec![own],
        Capacity::Deputy => vec![format!("KT. {}", head()?), own],
        Capacity::ByOrder => vec![format!("TL. {}", head()?), own],
        Capacity::Authorised => vec![format!("TUQ. {}", head()?), own],
        Capacity::Acting if blank(signatory.body.as_deref()) => vec![format!("Q. {own}")],
        Capacity::Acting => vec![format!("TM. {}", body()?), format!("Q. {own}")],
    })
}

/// Words that open the name of a collegial body.
const COLLEGIAL: [&str; 5] = [
    "ỦY BAN NHÂN DÂN",
    "UỶ BAN NHÂN DÂN",
    "UBND",
    "HỘI ĐỒNG",
    "HĐND",
];

/// Words that open the name of an office under one head.
const ONE_HEAD: [&str; 9] = [
    "SỞ ",
    "PHÒNG ",
    "TRUNG TÂM ",
    "VĂN PHÒNG ",
    "CỤC ",
    "CHI CỤC ",
    "VỤ ",
    "THANH TRA ",
    "TRƯỜNG ",
];

/// Whether somebody of that capacity can sign for that office: a committee signs through "TM.", an office under one
/// head never does (Decree 30/2020, Article 13 and Appendix I, II.7).
///
/// ```
/// use tonghop::decree::signature::{makes_sense, Capacity, Signatory};
/// let head = Signatory {
///     capacity: Capacity::Head,
///     body: None,
///     head_title: None,
///     title: "Giám đốc".into(),
///     name: "Lê Thị Hoa".into(),
/// };
/// assert!(makes_sense(&head, "SỞ NỘI VỤ").is_ok());
/// assert!(makes_sense(&head, "ỦY BAN NHÂN DÂN XÃ ĐÔNG HÒA").is_err());
/// ```
pub fn makes_sense(signatory: &Signatory, issuer: &str) -> Result<(), Message> {
    let upper: String = issuer.trim().to_uppercase().nfc().collect();
    let collegial = COLLEGIAL.iter().any(|word| upper.starts_with(word));
    let one_head = ONE_HEAD.iter().any(|word| upper.starts_with(word));
    let on_behalf = matches!(
        signatory.capacity,
        Capacity::HeadOfBody | Capacity::DeputyOfBody
    );
    let alone = match signatory.capacity {
        Capacity::Head | Capacity::Deputy => true,
        Capacity::Acting => blank(signatory.body.as_deref()),
        _ => false,
    };
    if collegial && alone {
        return Err(msg!("signature.needs-body", issuer = issuer));
    }
    if one_head && on_behalf {
        return Err(msg!("signature.no-body", issuer = issuer));
    }
    Ok(())
}

/// The degree or honour that stands before a name, where none may (Decree 30/2020, Appendix I, II.7).
///
/// ```
/// use tonghop::decree::signature::degree_before;
/// assert_eq!(degree_before("TS. Lê Thị Hoa"), Some("TS."));
/// assert_eq!(degree_before("Lê Thị Hoa"), None);
/// ```
pub fn degree_before(name: &str) -> Option<&'static str> {
    let name = name.trim();
    DEGREES.into_iter().find(|degree| name.starts_with(degree))
}

fn blank(text: Option<&str>) -> bool {
    text.is_none_or(|t| t.trim().is_empty())
}

/// A part in capitals, with single spaces.
fn part(text: Option<&str>, missing: impl Fn() -> Message) -> Result<String, Message> {
    let words: Vec<&str> = text.unwrap_or_default().split_whitespace().collect();
    if words.is_empty() {
        return Err(missing());
    }
    let upper: String = words.join(" ").to_uppercase().nfc().collect();
    match MARKS.iter().find(|mark| upper.starts_with(*mark)) {
        Some(mark) => Err(msg!("signature.mark-typed", part = upper, mark = mark)),
        None => Ok(upper),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(capacity: &str, body: &str, head: &str, title: &str, expected: &str) {
        let some = |t: &str| (!t.is_empty()).then(|| t.to_owned());
        let signatory = Signatory {
            capacity: Capacity::from_word(capacity).unwrap(),
            body: some(body),
            head_title: some(head),
            title: title.to_owned(),
            name: String::new(),
        };
        let found = match lines(&signatory) {
            Ok(lines) => lines.join(" / "),
            Err(message) => message.id,
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn each_capacity_has_the_lines_of_the_decree() {
        let ubnd = "Ủy ban nhân dân";
        check(
            "cap_truong_tap_the",
            ubnd,
            "",
            "Chủ tịch",
            "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH",
        );
        check(
            "cap_pho_tap_the",
            ubnd,
            "Chủ tịch",
            "Phó Chủ tịch",
            "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
        );
        check("thu_truong", "", "", "Giám đốc", "GIÁM ĐỐC");
        check(
            "cap_pho",
            "",
            "Giám đốc",
            "Phó Giám đốc",
            "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC",
        );
        check(
            "tl",
            "",
            "Chủ tịch",
            "Chánh Văn phòng",
            "TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG",
        );
        check(
            "tuq",
            "",
            "Giám đốc",
            "Trưởng phòng",
            "TUQ. GIÁM ĐỐC / TRƯỞNG PHÒNG",
        );
        check("quyen", "", "", "Giám đốc", "Q. GIÁM ĐỐC");
        check(
            "quyen",
            ubnd,
            "",
            "Chủ tịch",
            "TM. ỦY BAN NHÂN DÂN / Q. CHỦ TỊCH",
        );
    }

    #[test]
    fn a_needed_part_that_is_missing_is_told() {
        check(
            "cap_truong_tap_the",
            " ",
            "",
            "Chủ tịch",
            "signature.body-missing",
        );
        check(
            "cap_pho",
            "",
            "",
            "Phó Giám đốc",
            "signature.head-title-missing",
        );
        check("thu_truong", "", "", "", "signature.title-missing");
    }

    #[test]
    fn a_mark_that_is_typed_already_is_not_doubled() {
        check(
            "cap_truong_tap_the",
            "TM. Ủy ban",
            "",
            "Chủ tịch",
            "signature.mark-typed",
        );
        check(
            "cap_pho",
            "",
            "KT. Giám đốc",
            "Phó Giám đốc",
            "signature.mark-typed",
        );
    }

    #[test]
    fn decomposed_letters_come_out_composed() {
        check("thu_truong", "", "", "Giám đo\u{302}\u{301}c", "GIÁM ĐỐC");
    }
}

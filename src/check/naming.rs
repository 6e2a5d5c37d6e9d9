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

/// Bodies of a unit as they are written, the first name of each for all of them. What the committee signs is the unit's,
/// alone or with the others.
const BODIES: &[&[&str]] = &[
    &[COMMITTEE, "ubnd"],
    &["hđnd", "hội đồng nhân dân"],
    &["đảng uỷ", "đảng bộ"],
    &[
        "mttq",
        "ubmttq",
        "uỷ ban mttq",
        "mặt trận tổ quốc",
        "uỷ ban mặt trận tổ quốc",
    ],
];

/// The committee, whose figures are those of the unit.
const COMMITTEE: &str = "uỷ ban nhân dân";

/// The office that works for a council and its committee. That of a commune is the commune's own.
const OFFICES: &[&str] = &["văn phòng", "vp"];

/// Types of units whose office is no unit of its own.
const COMMUNES: &[&str] = &["xa", "phuong", "thi_tran", "dac_khu"];

/// How the names of bodies begin that lie in a unit and are not it, besides those above.
const OTHER_BODIES: &[&str] = &[
    "công an",
    "ban chỉ huy quân sự",
    "ban chqs",
    "bchqs",
    "trạm y tế",
    "trường tiểu học",
    "trường th",
    "trường thcs",
    "trường thpt",
    "trường trung học",
    "trường mầm non",
    "trường mn",
    "trường mẫu giáo",
    "hội nông dân",
    "hội phụ nữ",
    "hội liên hiệp",
    "hội lhpn",
    "hội cựu chiến binh",
    "hội ccb",
    "hội người cao tuổi",
    "đoàn thanh niên",
    "đoàn tncs",
    "đoàn tn",
    "hợp tác xã",
    "htx",
];

/// A name taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Apart {
    /// The body of a unit that it says: nothing where that is the committee, `None` where it says none.
    pub(super) body: Option<String>,
    /// The unit's type, when the words before the name tell.
    pub(super) kind: Option<&'static str>,
    /// The other words, folded.
    pub(super) rest: Vec<String>,
}

impl Apart {
    /// Whether it may say the body of a unit that is named so in the roster.
    pub(super) fn is_of(&self, named: &str) -> bool {
        self.body.as_deref().is_none_or(|body| body == named)
    }
}

/// Takes a name apart.
pub(super) fn apart(name: &str) -> Apart {
    apart_as(&words_of(name), str::to_owned)
}

/// The same of a name without its accents.
pub(super) fn apart_without_accents(name: &str) -> Apart {
    apart_as(&words_of(&without_accents(name)), without_accents)
}

/// `written` is how words of ours are written there.
fn apart_as(words: &[String], written: impl Fn(&str) -> String) -> Apart {
    let mut offices = OFFICES.iter();
    let office = offices.find_map(|office| begins(words, office, &written));
    let of_office = office.map(|length| of_body(&words[length..], &written));
    let is_communes = |apart: &Apart| {
        let is_of_unit = apart.body.as_ref().is_some_and(String::is_empty);
        is_of_unit && apart.kind.is_some_and(|kind| COMMUNES.contains(&kind))
    };
    let of_commune = of_office.filter(is_communes);
    of_commune.unwrap_or_else(|| of_body(words, &written))
}

/// How many words of ours a name begins with, when it does.
fn begins(words: &[String], with: &str, written: &impl Fn(&str) -> String) -> Option<usize> {
    let with = written(with);
    let with: Vec<&str> = with.split(' ').collect();
    starts(words, &with).then_some(with.len())
}

/// The same of a name without the words for an office before it.
fn of_body(words: &[String], written: &impl Fn(&str) -> String) -> Apart {
    let begins = |words: &[String], with: &str| begins(words, with, written);
    let (mut rest, mut bodies) = (words, Vec::new());
    loop {
        let joined = begins(rest, "và").filter(|_| !bodies.is_empty());
        let from = &rest[joined.unwrap_or(0)..];
        let found = BODIES.iter().find_map(|names| {
            let lengths = names.iter().filter_map(|name| begins(from, name));
            Some((names[0], lengths.max()?))
        });
        let Some((body, length)) = found else { break };
        bodies.push(body);
        rest = &from[length..];
    }
    let body = (!bodies.is_empty()).then(|| {
        let is_of_unit = bodies.contains(&COMMITTEE);
        if is_of_unit {
            String::new()
        } else {
            bodies.join(" ")
        }
    });
    let prefix = PREFIXES.iter().find_map(|(words, kind)| {
        let length = begins(rest, words).filter(|length| rest.len() > *length)?;
        Some((kind, length))
    });
    let (kind, length) = prefix.map_or((None, 0), |(kind, length)| (Some(*kind), length));
    Apart {
        body,
        kind,
        rest: rest[length..].to_vec(),
    }
}

/// Whether words begin with a body that lies in a unit and is not it, numbers before them left out: "Công an xã Đông Hòa".
pub(super) fn begin_with_another_body(words: &[String]) -> bool {
    let is_number = |word: &&String| word.chars().all(|c| c.is_ascii_digit());
    let numbers = words.iter().take_while(is_number).count();
    let words = &words[numbers..];
    let mut others = OTHER_BODIES.iter();
    let begins = others.any(|body| starts(words, &body.split(' ').collect::<Vec<_>>()));
    begins
        || apart_as(words, str::to_owned)
            .body
            .is_some_and(|body| !body.is_empty())
}

/// Whether some of the words name a body that is not the unit itself, and none its committee.
pub(super) fn name_another_body(words: &[String]) -> bool {
    let ends = || (0..words.len()).map(|at| &words[at..]);
    let is_committee = |words: &[String]| {
        apart_as(words, str::to_owned)
            .body
            .is_some_and(|body| body.is_empty())
    };
    ends().any(begin_with_another_body) && !ends().any(is_committee)
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

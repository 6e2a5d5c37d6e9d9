//! Words by which a sentence says how many, how, when and whether. One word in the place of another of its class is another
//! wording; one of another class makes the sentence say something else.
//!
//! Knows words alone: no figures, no documents.

use std::ops::Range;

/// Words that say the same.
struct Class {
    words: &'static [&'static str],
    /// It turns a sentence also where it comes or goes and none of another class goes or comes for it.
    turns_alone: bool,
}

/// A class of which one in the place of another turns a sentence.
const fn class(words: &'static [&'static str]) -> Class {
    Class {
        words,
        turns_alone: false,
    }
}

/// A class that turns a sentence wherever it comes or goes.
const fn alone(words: &'static [&'static str]) -> Class {
    Class {
        words,
        turns_alone: true,
    }
}

/// What is said of everything that is counted.
const ALL: Class = class(&[
    "tất cả",
    "toàn bộ",
    "toàn thể",
    "mọi",
    "đều",
    "đồng loạt",
    "cả thảy",
    "hết thảy",
]);
/// What is said of how many there are.
const QUANTITY: [Class; 5] = [
    ALL,
    class(&[
        "phần lớn",
        "đa số",
        "đại đa số",
        "đa phần",
        "phần đông",
        "hầu hết",
        "phần nhiều",
        "hầu như",
    ]),
    class(&["một nửa", "nửa số", "phân nửa", "quá nửa", "non nửa"]),
    class(&[
        "một số",
        "một vài",
        "vài",
        "một phần",
        "số ít",
        "thiểu số",
        "một ít",
        "ít",
        "rất ít",
        "không nhiều",
    ]),
    class(&["nhiều", "rất nhiều", "khá nhiều"]),
];
/// What a sentence says of one thing, in one of several ways.
const AXES: [&[Class]; 13] = [
    &QUANTITY,
    &[alone(&[
        "không",
        "chưa",
        "chẳng",
        "chả",
        "không hề",
        "chưa hề",
    ])],
    &[
        alone(&["tăng", "tăng lên", "tăng thêm"]),
        alone(&["giảm", "giảm xuống", "giảm đi", "sụt giảm"]),
    ],
    &[
        class(&["đủ", "đầy đủ"]),
        alone(&["thiếu", "thiếu hụt", "hụt", "không đủ", "chưa đủ"]),
        alone(&["vượt", "thừa", "dư"]),
    ],
    &[class(&["hết"]), class(&["còn", "vẫn còn"])],
    &[alone(&["chỉ", "chỉ có", "mới chỉ", "vỏn vẹn"])],
    &[
        class(&["đã", "từng"]),
        class(&["đang"]),
        alone(&["sẽ", "sắp", "dự kiến"]),
    ],
    &[
        class(&["trước hạn", "trước thời hạn", "sớm hạn"]),
        class(&[
            "đúng hạn",
            "đúng thời hạn",
            "trong hạn",
            "kịp thời",
            "đúng tiến độ",
        ]),
        alone(&[
            "chậm hạn",
            "quá hạn",
            "trễ hạn",
            "trễ",
            "quá thời hạn",
            "chậm tiến độ",
            "chậm trễ",
            "chậm",
            "muộn",
        ]),
    ],
    &[class(&["trước"]), class(&["sau"])],
    &[class(&["cao"]), class(&["thấp"])],
    &[class(&["hơn"]), class(&["kém"])],
    &[
        class(&[
            "tốt",
            "ổn định",
            "hiệu quả",
            "thông suốt",
            "thuận lợi",
            "khá",
        ]),
        class(&[
            "xấu",
            "yếu",
            "kém",
            "trục trặc",
            "bất ổn",
            "gián đoạn",
            "thất thường",
            "hạn chế",
            "khó khăn",
        ]),
    ],
    &[
        class(&["đạt", "có", "hoàn thành", "hoạt động"]),
        class(&["mất", "hỏng", "hư hỏng", "ngừng", "dừng"]),
    ],
];
/// Phrases in which such a word means another thing.
const HARMLESS: [&str; 26] = [
    "tăng cường",
    "tăng trưởng",
    "gia tăng giá trị",
    "giảm nghèo",
    "giảm thiểu",
    "không gian",
    "không những",
    "không chỉ",
    "không ngừng",
    "chỉ đạo",
    "chỉ tiêu",
    "chỉ số",
    "chỉ thị",
    "chỉ huy",
    "chỉ dẫn",
    "địa chỉ",
    "chứng chỉ",
    "quá trình",
    "còn lại",
    "sau đó",
    "trước hết",
    "trước mắt",
    "cao nhất",
    "tối đa số",
    "nâng cao",
    "cao cấp",
];
/// Words right before a figure that say how exact it is.
const BOUNDS: [&[&str]; 6] = [
    &["khoảng", "chừng", "độ", "ước", "xấp xỉ", "xỉ"],
    &["gần", "ngót"],
    &["hơn", "trên", "quá", "ngoài"],
    &["dưới", "chưa"],
    &["thiểu"],
    &["đa"],
];
/// Whose a figure is.
const SCOPES: [&[&str]; 4] = [
    &["xã", "phường", "thị trấn"],
    &["huyện", "quận"],
    &["tỉnh"],
    &["thôn", "bản", "tổ dân phố"],
];

/// Where a phrase of a class stands among words: the phrase, its axis and class.
struct Met {
    phrase: &'static str,
    axis: usize,
    class: usize,
}

/// The phrases of classes in words, the longest first where several begin at one.
fn met(words: &[&str]) -> Vec<Met> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let length = |phrase: &str| {
            let mut pieces = phrase.split(' ').enumerate();
            let is_here = pieces.all(|(n, piece)| words.get(at + n) == Some(&piece));
            is_here.then(|| phrase.split(' ').count())
        };
        let harmless = HARMLESS.iter().filter_map(|phrase| length(phrase)).max();
        let mut best: Option<(usize, Met)> = None;
        for (axis, classes) in AXES.iter().enumerate() {
            for (class, one) in classes.iter().enumerate() {
                for phrase in one.words {
                    let Some(long) = length(phrase) else { continue };
                    if best.as_ref().is_none_or(|(other, _)| long > *other) {
                        best = Some((
                            long,
                            Met {
                                phrase,
                                axis,
                                class,
                            },
                        ));
                    }
                }
            }
        }
        match (harmless, best) {
            (Some(long), best) if best.as_ref().is_none_or(|(other, _)| *other <= long) => {
                at += long;
            }
            (_, Some((long, met))) => {
                out.push(met);
                at += long;
            }
            _ => at += 1,
        }
    }
    out
}

/// Words of a text that was written otherwise which turn what it says: "chưa", "đã → sẽ". Both in small letters with single
/// blanks.
pub(super) fn turning(fresh: &str, here: &str) -> Vec<String> {
    let [fresh, here] = [fresh, here].map(|text| met(&words_of(text)));
    let count = |all: &[Met], (axis, class): (usize, usize)| {
        let is_it = |met: &&Met| (met.axis, met.class) == (axis, class);
        all.iter().filter(is_it).count()
    };
    // A phrase of a class that one text has more often than the other.
    let one = |more: &[Met], less: &[Met], (axis, class): (usize, usize)| {
        let times = |all: &[Met], phrase| all.iter().filter(|met| met.phrase == phrase).count();
        let mut all = more
            .iter()
            .filter(|met| (met.axis, met.class) == (axis, class));
        let found = all.find(|met| times(more, met.phrase) > times(less, met.phrase));
        found.map_or("", |met| met.phrase)
    };
    let mut out = Vec::new();
    for (axis, classes) in AXES.iter().enumerate() {
        let of = |class: usize| count(&here, (axis, class)).cmp(&count(&fresh, (axis, class)));
        let gone: Vec<usize> = (0..classes.len())
            .filter(|class| of(*class).is_lt())
            .collect();
        let come: Vec<usize> = (0..classes.len())
            .filter(|class| of(*class).is_gt())
            .collect();
        if let (Some(gone), Some(come)) = (gone.first(), come.first()) {
            let (gone, come) = (
                one(&fresh, &here, (axis, *gone)),
                one(&here, &fresh, (axis, *come)),
            );
            out.push(format!("{gone} → {come}"));
            continue;
        }
        let turns = |class: &&usize| classes[**class].turns_alone;
        out.extend(
            gone.iter()
                .filter(turns)
                .map(|class| one(&fresh, &here, (axis, *class)).to_owned()),
        );
        out.extend(
            come.iter()
                .filter(turns)
                .map(|class| one(&here, &fresh, (axis, *class)).to_owned()),
        );
    }
    out
}

/// The phrases in a text that say something of everything.
pub(super) fn of_all(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words: Vec<&str> = words_of(&text);
    let met = met(&words).into_iter();
    let of_all = met.filter(|met| (met.axis, met.class) == (0, 0));
    of_all.map(|met| met.phrase.to_owned()).collect()
}

/// Whether a text says how many there are, or how things stand beside others: what figures may make untrue.
pub(super) fn claims(text: &str) -> bool {
    /// Quantity, negation, growth, want.
    const CLAIMING: Range<usize> = 0..4;
    let text = text.to_lowercase();
    met(&words_of(&text))
        .iter()
        .any(|met| CLAIMING.contains(&met.axis))
}

/// The words of a text without the marks beside them.
pub(super) fn words_of(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect()
}

/// How exact the word right before a figure says that it is; `None` where it says nothing of that.
pub(super) fn bound(word: &str) -> Option<usize> {
    BOUNDS.iter().position(|class| class.contains(&word))
}

/// Whose figures words say that they are, as numbers of classes with the word of each.
pub(super) fn scopes(words: &[&str]) -> Vec<(usize, &'static str)> {
    let text = format!(" {} ", words.join(" "));
    let classes = SCOPES.iter().enumerate();
    let found = classes.filter_map(|(class, names)| {
        let name = names
            .iter()
            .find(|name| text.contains(&format!(" {name} ")))?;
        Some((class, *name))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_word_of_a_class_is_another_wording_and_one_of_another_class_turns_a_sentence() {
        for (fresh, here) in [
            ("tất cả các phòng", "toàn bộ các phòng"),
            ("phần lớn chưa được đào tạo", "đa số chưa được đào tạo"),
            ("các xã đều sử dụng", "các xã đã sử dụng"),
            ("một số nơi còn chậm", "một vài nơi vẫn còn chậm"),
            ("giải quyết kịp thời", "giải quyết đúng hạn"),
            ("máy chưa đạt", "máy không đạt"),
            ("không đủ máy", "thiếu máy"),
            (
                "hoạt động ổn định",
                "hoạt động ổn định theo chỉ đạo, chỉ tiêu được giao",
            ),
            (
                "được nâng lên",
                "được nâng lên, góp phần giảm nghèo, tăng cường quản lý",
            ),
        ] {
            assert_eq!(turning(fresh, here), [""; 0], "{fresh} / {here}");
        }
        for (fresh, here, told) in [
            (
                "trước hạn và đúng hạn 9",
                "bị chậm hạn 9",
                "trước hạn → chậm hạn",
            ),
            ("tất cả các phòng", "một vài phòng", "tất cả → một vài"),
            (
                "mọi hồ sơ đều được nhập",
                "một nửa hồ sơ được nhập",
                "mọi → một nửa",
            ),
            ("toàn bộ văn bản", "hầu hết văn bản", "toàn bộ → hầu hết"),
            ("đã đăng", "sẽ đăng", "đã → sẽ"),
            ("đã đăng", "chưa đăng", "chưa"),
            ("chưa đăng", "đã đăng", "chưa"),
            ("đã nhập, từng sửa", "đã nhập, sẽ sửa", "từng → sẽ"),
            ("tăng so với", "giảm so với", "tăng → giảm"),
            ("được nhập", "chỉ được nhập", "chỉ"),
            (
                "hoạt động tốt",
                "hoạt động thất thường",
                "tốt → thất thường",
            ),
        ] {
            assert_eq!(turning(fresh, here), [told], "{fresh} / {here}");
        }
        assert_eq!(
            turning("còn 3 xã đã nộp", "hết 3 xã sẽ nộp"),
            ["còn → hết", "đã → sẽ"]
        );
    }
}

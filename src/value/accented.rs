//! Words that bear on figures, typed without their accents or cut short, as they are written in full.
//!
//! In: a text as people type it: "nham, 25", "so lieu 6 thang dau nam", "KH 2020", "SL19". Out: the text folded, with these
//! words as the lists of our recognizers have them. Single words are taken so only in a text without any accents, where
//! nobody could write them otherwise; names of people and places stay as they are.

use super::fold::{fold, without_accents};
use super::kept::Kept;
use foldhash::HashMap;
use std::cell::RefCell;
use std::sync::LazyLock;

/// Words that stand together and can be meant no other way.
const TOGETHER: &[&str] = &[
    "áng chừng",
    "báo cáo",
    "bằng nghìn",
    "bằng triệu",
    "bản cũ",
    "bản hủy",
    "bản nháp",
    "bản thảo",
    "bị hủy",
    "bỏ đi",
    "cả năm",
    "cần xem lại",
    "chắc là",
    "chênh lệch",
    "chỉ tiêu",
    "chỉ tiêu giao",
    "chính xác",
    "chờ kiểm tra",
    "chờ xác minh",
    "chờ xác nhận",
    "chốt đến",
    "chữa thành",
    "chưa chắc",
    "chưa chốt",
    "chưa có",
    "chưa đúng",
    "chứ không phải",
    "có cả",
    "công ty",
    "công ước",
    "cộng dồn",
    "cùng kỳ",
    "cuối năm",
    "dự kiến",
    "dự thảo",
    "đang dùng",
    "đã có",
    "đã hủy",
    "đầu kỳ",
    "đầu năm",
    "điền thử",
    "điều chỉnh",
    "điều ước",
    "đính chính",
    "đơn vị",
    "đơn vị tính",
    "đối chiếu",
    "được giao",
    "file cũ",
    "ghi chú",
    "giao ước",
    "giữa năm",
    "hàng năm",
    "hiện nay",
    "hiệp ước",
    "hình như",
    "hương ước",
    "không biết",
    "không có",
    "không đúng",
    "không phải",
    "không rõ",
    "kế hoạch",
    "kết quả",
    "kiểm tra lại",
    "kiểm tra",
    "kỳ báo cáo",
    "kỳ cũ",
    "kỳ này",
    "kỳ trước",
    "liệu cũ",
    "lũy kế",
    "lấy số",
    "lẫn cả",
    "lấy theo",
    "minh họa",
    "mới đúng",
    "năm báo cáo",
    "năm nay",
    "năm ngoái",
    "năm trước",
    "ngoại trừ",
    "ngừng hoạt động",
    "nghìn đồng",
    "nhập thử",
    "nửa đầu năm",
    "nửa cuối năm",
    "sáu tháng đầu",
    "chín tháng đầu",
    "phỏng đoán",
    "quý trước",
    "quy ước",
    "rà lại",
    "rà soát",
    "rà soát lại",
    "sản lượng",
    "so sánh",
    "so với",
    "số cũ",
    "số đúng",
    "số đến",
    "số liệu",
    "số liệu cũ",
    "số liệu mẫu",
    "số lượng",
    "số mới",
    "số sơ bộ",
    "sơ bộ",
    "số tạm",
    "số tạm tính",
    "số thực",
    "số ước",
    "sửa lại",
    "sửa thành",
    "tạm ghi",
    "tạm lấy",
    "tạm tính",
    "tháng trước",
    "thay bằng",
    "thỏa ước",
    "thời điểm",
    "thực chất",
    "thực hiện",
    "thực ra",
    "thực tế",
    "tính bằng",
    "tính đến",
    "tính hết",
    "tính lại",
    "tính theo",
    "tỷ lệ",
    "tỉ lệ",
    "từ đầu năm",
    "trong đó",
    "trong kỳ",
    "trong năm",
    "ước thực hiện",
    "ước tính",
    "ví dụ",
    "vẫn như",
    "xác định",
    "xác minh",
    "xem lại",
    "xin lỗi",
    "đếm lại",
    "có lẽ",
    "thống kê",
    "chưa biết",
    "số này",
    "số trên",
    "con số",
    "các số",
    "thực tế chỉ",
    "chỉ có",
    "sử dụng",
    "triển khai",
    "hoạt động",
    "vận hành",
    "ban hành",
    "đã ngừng",
    "tạm ngừng",
    "đã bỏ",
    "đã thu hồi",
    "đã thanh lý",
    "đã trừ",
    "hết hạn",
    "đã hết hạn",
    "nghi ngờ",
    "không nhớ",
    "dữ liệu giả",
    "số liệu giả",
    "số nháp",
    "bỏ số này",
    "số của",
    "sao chép",
    "giữ nguyên",
    "không còn",
    "đến hết",
    "cập nhật lại",
    "đúng là",
    "đúng ra",
    "đúng phải",
    "tổng hợp",
    "chính thức",
    "nhầm lẫn",
    "phải là",
    "nhân với",
    "giả định",
    "làm thử",
    "dùng thử",
    "chỉ bao gồm",
    "chỉ gồm",
    "chỉ kể",
    "chỉ lấy",
    "chỉ tính",
    "chưa tính",
    "chưa kể",
    "chưa gồm",
    "chưa hoàn thành",
    "chưa hoàn chỉnh",
    "chưa bao gồm",
    "chưa cộng",
    "chưa đầy đủ",
    "không tính",
    "không kể",
    "không gồm",
    "không bao gồm",
    "không bỏ sót",
    "tính cả",
    "tính luôn",
    "tính thêm",
    "tính gộp",
    "gồm cả",
    "kể cả",
    "cộng cả",
    "cộng thêm",
    "gộp cả",
    "gộp chung",
    "thiếu số liệu",
    "bỏ sót",
    "tính riêng",
    "có thể",
    "ghi đại",
    "ghi tạm",
    "khoảng chừng",
    "xấp xỉ",
    "làm tròn",
    "chưa duyệt",
    "chưa cập nhật",
    "không khớp",
    "chưa khớp",
    "lệch so",
    "đổi chỗ",
    "của dòng",
    "sang dòng",
    "còn thiếu",
    "không phát sinh",
    "đã tháo",
    "đang chờ",
    "không nắm được",
    "không theo dõi",
];

/// Words by themselves, in a text that has no accents at all.
const ALONE: &[&str] = &[
    "đoán", "ngừng", "lắp", "bằng", "bị", "các", "chắc", "chẳng", "chỉnh", "chưa", "chục", "còn",
    "có", "của", "đã", "đang", "đến", "điều", "đổi", "đồng", "đúng", "được", "giảm", "giống",
    "hết", "hỏng", "hơn", "kỳ", "là", "lại", "lấy", "mới", "mẫu", "nghìn", "ngàn", "nghi", "nhầm",
    "nhớ", "như", "phải", "quên", "rõ", "số", "sửa", "tăng", "từ", "tại", "tế", "thành", "thực",
    "thử", "trăm", "triệu", "tỷ", "ước", "vẫn", "xác", "không", "máy", "chốt", "liệu",
];

/// Words beside a number, or a quarter in Roman figures.
const NUMBERED: &[&str] = &["tháng", "quý", "năm", "tuần", "ngày"];

/// A whole text.
const WHOLE: &[&str] = &["cũ", "tạm", "không", "có", "dự"];

/// Short for something, in a text with nothing but these, numbers and the words of [`AROUND`].
const SHORT: &[(&str, &str)] = &[
    ("kh", "kế hoạch"),
    ("th", "thực hiện"),
    ("ưth", "ước thực hiện"),
    ("uth", "ước thực hiện"),
    ("sl", "số liệu"),
    ("bc", "báo cáo"),
    ("ck", "cùng kỳ"),
    ("lk", "lũy kế"),
    ("dvt", "đvt"),
];
const AROUND: &[&str] = &[
    "số", "so", "liệu", "lieu", "theo", "năm", "nam", "đầu", "cuối",
];

/// Short answers that are one without their accents and mean different things: nobody can tell which is meant.
const ALIKE: &[[&str; 2]] = &[
    ["đúng", "dừng"],
    ["không đúng", "không dùng"],
    ["chưa đúng", "chưa dùng"],
    ["đang dùng", "đang dừng"],
    ["đã dùng", "đã dừng"],
    ["tạm dùng", "tạm dừng"],
];

/// Words behind such an answer that leave it as it is.
const BEHIND_ALIKE: &[&str] = &["tu", "roi", "lai"];

/// Whether a text that was typed without accents is, or begins with, a short answer that may mean the opposite.
pub(crate) fn may_be_another(text: &str) -> bool {
    let folded = fold(text);
    folded.is_ascii()
        && ALIKE.iter().any(|[one, _]| {
            let after = folded.strip_prefix(without_accents(one).as_str());
            let rest = after.and_then(|after| {
                let mut words = after.split(|c: char| !c.is_alphanumeric());
                let is_edge = words.next() == Some("");
                let next = words.find(|word| !word.is_empty()).unwrap_or_default();
                is_edge.then(|| next.to_owned())
            });
            rest.is_some_and(|next| next.is_empty() || BEHIND_ALIKE.contains(&next.as_str()))
        })
}

/// Whether a folded text is one of some answers that was typed without its accents, and can be meant no other way.
pub(crate) fn is_unaccented(folded: &str, answers: &[&str]) -> bool {
    let is_one = |answer: &&str| !answer.is_ascii() && without_accents(answer) == folded;
    folded.is_ascii() && answers.iter().any(is_one) && !may_be_another(folded)
}

/// The words of each list by how they look without accents.
struct Known {
    together: HashMap<String, String>,
    alone: HashMap<String, String>,
    whole: HashMap<String, String>,
    numbered: HashMap<String, String>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let by_plain = |words: &[&str]| {
        let words = words.iter().map(|word| (without_accents(word), fold(word)));
        words.collect()
    };
    Known {
        together: by_plain(TOGETHER),
        alone: by_plain(ALONE),
        whole: by_plain(WHOLE),
        numbered: by_plain(NUMBERED),
    }
});

/// The most words of a phrase.
const LONGEST: usize = 3;

/// A text folded for matching, with the words that bear on figures as they are written in full.
pub(crate) fn accented(text: &str) -> String {
    KEPT.with_borrow_mut(|kept| kept.get(text, in_full_words))
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::new(Kept::new());
}

fn in_full_words(text: &str) -> String {
    let folded = fold(text).replace('_', " ");
    // No known word is shorter, and sheets may hold such marks by the million.
    if folded
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(2)
        .count()
        < 2
    {
        return folded;
    }
    let has_accents = folded.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    let pieces = pieces(&folded);
    let words: Vec<&str> = pieces.iter().filter(|p| is_word(p)).copied().collect();
    let is_short = words.len() <= 4 && words.iter().all(|word| is_around_short(word));
    let mut out = String::with_capacity(folded.len());
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        if !is_word(piece) {
            out.push_str(piece);
            at += 1;
        } else if let Some((phrase, count)) = phrase(&pieces[at..]) {
            out.push_str(phrase);
            at += 2 * count - 1;
        } else {
            let near = |at: Option<usize>| at.and_then(|at| pieces.get(at)).copied();
            let beside = [near(at.checked_sub(2)), near(Some(at + 2))];
            let single = || {
                let whole = KNOWN.whole.get(*piece).filter(|_| words.len() == 1);
                whole.or_else(|| KNOWN.alone.get(*piece))
            };
            let numbered = KNOWN.numbered.get(*piece);
            let numbered = numbered.filter(|word| beside.iter().flatten().any(|n| counts(word, n)));
            let plain = numbered.or_else(|| single().filter(|_| !has_accents));
            match plain {
                Some(word) => out.push_str(word),
                None if is_short => out.push_str(&in_full(piece)),
                None => out.push_str(piece),
            }
            at += 1;
        }
    }
    out
}

/// Words and what parts them, in turn.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = first.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != kind);
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

fn is_word(piece: &str) -> bool {
    piece.starts_with(char::is_alphanumeric)
}

/// The longest known phrase that pieces begin with, and how many words it has.
fn phrase(pieces: &[&str]) -> Option<(&'static str, usize)> {
    if !pieces.first()?.is_ascii() {
        return None;
    }
    (2..=LONGEST).rev().find_map(|count| {
        let of = pieces.get(..2 * count - 1)?;
        let is_spaced = of.iter().skip(1).step_by(2).all(|between| *between == " ");
        let words = KNOWN.together.get(&of.concat()).filter(|_| is_spaced);
        Some((words?.as_str(), count))
    })
}

/// Whether what stands beside a word of time is its number: a year beside "năm", at most two digits beside the others.
fn counts(word: &str, beside: &str) -> bool {
    let is_number = beside.bytes().all(|b| b.is_ascii_digit());
    let is_roman = word == "quý" && ["i", "ii", "iii", "iv"].contains(&beside);
    let is_year = beside.len() == 4 && (beside.starts_with("19") || beside.starts_with("20"));
    is_roman
        || is_number
            && if word == "năm" {
                is_year
            } else {
                beside.len() <= 2
            }
}

/// Whether a word is a number, one that is cut short, or one that stands beside these.
fn is_around_short(word: &str) -> bool {
    let is_number = word.bytes().all(|b| b.is_ascii_digit());
    let is_short = SHORT.iter().any(|(short, _)| *short == word);
    is_number || is_short || AROUND.contains(&word) || in_full(word) != word
}

/// What a word is short for: "SL19", "T6", "9T", "QIII".
fn in_full(word: &str) -> String {
    if let Some((_, full)) = SHORT.iter().find(|(short, _)| *short == word) {
        return (*full).to_owned();
    }
    let digits = word.find(|c: char| c.is_ascii_digit());
    let is_part = |number: &str, most: u8| {
        let number = number.parse::<u8>();
        number.is_ok_and(|number| (1..=most).contains(&number))
    };
    match digits.map(|at| word.split_at(at)) {
        Some(("q" | "quy" | "quý", quarter)) if is_part(quarter, 4) => format!("quý {quarter}"),
        Some(("t" | "thang" | "tháng", month)) if is_part(month, 12) => format!("tháng {month}"),
        Some(("", counted)) => match counted.strip_suffix("tđn").or(counted.strip_suffix("tdn")) {
            Some(months) if is_part(months, 12) => format!("{months} tháng đầu năm"),
            _ => match counted.strip_suffix('t') {
                Some(months) if is_part(months, 12) => format!("{months} tháng"),
                _ => word.to_owned(),
            },
        },
        Some((before, year)) => {
            let year = match year.len() {
                2 => format!("20{year}"),
                _ => year.to_owned(),
            };
            let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
            let words = match before {
                "n" | "nam" | "năm" => "năm",
                _ => match SHORT.iter().find(|(short, _)| *short == before) {
                    Some((_, full)) => full,
                    None => return word.to_owned(),
                },
            };
            if is_year {
                let year_word = if words == "năm" { "" } else { " năm" };
                format!("{words}{year_word} {year}")
            } else {
                word.to_owned()
            }
        }
        None => match word.strip_prefix('q') {
            Some(roman) if ["i", "ii", "iii", "iv"].contains(&roman) => format!("quý {roman}"),
            _ => word.to_owned(),
        },
    }
}

/// Those of some words that are not known again without their accents, other than words that have none.
#[cfg(test)]
pub(crate) fn not_known<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut words = words.to_vec();
    words.retain(|word| accented(&without_accents(word)) != fold(word));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_about_figures_get_their_accents_back_and_names_and_other_words_stay() {
        for (typed, wanted) in [
            ("nham, 25", "nhầm, 25"),
            ("so cu", "số cũ"),
            ("thuc te co 25 may", "thực tế có 25 máy"),
            ("nam ngoai", "năm ngoái"),
            ("6 thang dau nam", "6 tháng đầu năm"),
            ("Uoc thuc hien", "ước thực hiện"),
            ("KH 2020", "kế hoạch 2020"),
            ("Tinh den thang 6", "tính đến tháng 6"),
            ("so_lieu_nam_2019", "số liệu năm 2019"),
            ("Dinh chinh: 350", "đính chính: 350"),
            ("Xã Đông Hòa - so lieu cu", "xã đông hoà - số liệu cũ"),
            ("quy III", "quý iii"),
            ("quy dinh", "quy dinh"),
            ("SL19", "số liệu năm 2019"),
            ("T6", "tháng 6"),
            ("9T", "9 tháng"),
            ("quy2", "quý 2"),
            ("thang6", "tháng 6"),
            ("QIII/2020", "quý iii/2020"),
            ("6TĐN", "6 tháng đầu năm"),
            ("ƯTH", "ước thực hiện"),
            ("12/KH-UBND", "12/kh-ubnd"),
            ("Trường TH", "trường th"),
            ("Nam", "nam"),
            ("Xa Quang Cu", "xa quang cu"),
            ("Số máy tính", "số máy tính"),
            ("huong uoc", "hương ước"),
            ("may so 6", "máy số 6"),
        ] {
            assert_eq!(accented(typed), wanted, "{typed}");
        }
    }

    #[test]
    fn a_short_answer_that_is_another_with_other_accents_may_mean_either() {
        for (typed, wanted) in [
            ("khong dung", true),
            ("Khong dung.", true),
            ("da dung tu 2019", true),
            ("dung", true),
            ("không đúng", false),
            ("khong dung may tinh", false),
            ("dung chung", false),
            ("khong co", false),
            ("dungquat", false),
        ] {
            assert_eq!(may_be_another(typed), wanted, "{typed}");
        }
        for [one, other] in ALIKE {
            assert_eq!(without_accents(one), without_accents(other));
            assert_ne!(fold(one), fold(other));
        }
        assert!(is_unaccented("khong co", &["không có"]));
        assert!(!is_unaccented("khong dung", &["không dùng"]));
        assert!(!is_unaccented("không có", &["không có"]));
    }

    #[test]
    fn two_words_of_a_list_never_look_alike_without_accents_and_none_has_more_words_than_are_looked_up()
     {
        for list in [TOGETHER, ALONE, NUMBERED, WHOLE] {
            let plain: Vec<String> = list.iter().map(|word| without_accents(word)).collect();
            for (at, word) in plain.iter().enumerate() {
                let same = plain.iter().position(|other| other == word);
                assert_eq!(same, Some(at), "{word}");
            }
            assert!(list.iter().all(|word| word.split(' ').count() <= LONGEST));
        }
    }
}

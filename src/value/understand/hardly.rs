//! Words that say something, but hardly what is asked: "Chưa triển khai" for a name, "xem ghi chú", `Quyết định số …`.
//!
//! In: a text. Out: whether somebody has to say that it is meant. Nothing is refused by this.

use crate::value::accented::is_unaccented;
use crate::value::fold::{fold, without_accents};

/// What a form says of its blanks, and people leave there.
const INSTRUCTIONS: &[&str] = &[
    "ghi rõ",
    "nêu rõ",
    "ghi cụ thể",
    "nêu cụ thể",
    "ghi tên",
    "điền vào đây",
];
/// Beginnings of words that send the reader elsewhere.
const ELSEWHERE: &[&str] = &[
    "xem",
    "như",
    "theo",
    "tương tự",
    "đã báo cáo",
    "đã gửi",
    "đã nêu",
    "đã có tại",
    "giống",
];
/// What such words name.
const PLACES: &[&str] = &[
    "ghi chú",
    "phụ lục",
    "trên",
    "dưới",
    "file",
    "tệp",
    "đính kèm",
    "kèm theo",
    "năm",
    "kỳ",
    "quý",
    "tháng",
    "cũ",
    "trước",
    "mục",
    "biểu",
    "bảng",
    "sau",
    "báo cáo",
    "văn bản",
    "công văn",
];
/// Words in one answer that sends elsewhere, at most: more than these say something themselves.
const FEW_WORDS: usize = 7;
/// Words before a number or a day, where dots stand for what was not filled in.
const FILLED_AFTER: &[&str] = &["số", "ngày", "tháng", "năm", "/", ":", "quý", "tên", "tại"];
/// What people type to try a form.
const TRIALS: &[&str] = &["test", "thử", "abc", "asdf", "qwe", "qwerty", "aaa", "tên"];
/// Beginnings of short answers that only say that there is none yet.
const PENDING: &[&str] = &[
    "chờ",
    "đợi",
    "đang làm",
    "đang lập",
    "đang trình",
    "đang xin",
    "đang chờ",
    "đang xây dựng",
    "đang triển khai",
    "đang cập nhật",
    "đang rà soát",
    "đang thực hiện",
    "đang tổng hợp",
    "đang thống kê",
    "sẽ",
    "để sau",
    "báo sau",
    "gửi sau",
    "chưa chốt",
];
/// Whole answers that say that there is none any more.
const GONE: &[&str] = &[
    "bỏ",
    "nay bỏ",
    "đã bỏ",
    "nay không dùng",
    // Without accents it may be "nay không đúng", which names nothing either.
    "nay khong dung",
    "nay không còn",
    "huỷ",
    "đã huỷ",
    "ngừng",
    "đã ngừng",
    "tạm dừng",
];
/// Words in such an answer, at most.
const PENDING_WORDS: usize = 4;
/// What a 0 before these stands for: "không có".
const AFTER_NO: &[&str] = &["có", "dùng", "sử dụng", "biết", "rõ", "phải", "áp dụng"];
/// Beginnings of words that name nobody and nothing of several.
const VAGUE: &[&str] = &["nhiều", "một số", "vài", "một vài", "mấy", "đủ các"];
/// Beginnings of words about something that is not there yet.
const NOT_YET: &[&str] = &["đang", "chờ", "đợi", "sẽ", "dự kiến"];
/// Words that begin with "không" and are the name of something.
const NAMES_WITH_NO: &[&str] = &["gian", "khí", "quân", "lưu", "phận", "quảng", "động"];

/// Whether a text, of any length, hardly answers.
pub(super) fn is_hardly_an_answer(folded: &str) -> bool {
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let bare = words.join(" ");
    let is_instruction = INSTRUCTIONS.contains(&bare.as_str())
        || INSTRUCTIONS
            .iter()
            .any(|i| folded.contains(&format!("({i}")));
    let is_trial = TRIALS.contains(&bare.as_str()) || is_one_letter(&bare);
    is_instruction
        || is_trial
        || is_aside(folded)
        || is_pending(&words)
        || is_no_by_digit(&bare)
        || is_elsewhere(&bare)
        || has_place_for_words(folded)
        || is_bare_address(&words)
        || is_asked_or_gone(folded)
}

/// Beginnings of asides by which what stands before them is not sure, not there yet, or there no more.
const ASIDES: &[&str] = &[
    "dự kiến",
    "đang mua",
    "đang nâng cấp",
    "đang xây dựng",
    "đang triển khai",
    "đang thử",
    "đang xin",
    "sắp",
    "sẽ",
    "đã bỏ",
    "bỏ",
    "đã thôi",
    "không còn",
    "không dùng",
    "ngừng",
    "đã ngừng",
    "dừng",
    "đã dừng",
    "đã thanh lý",
    "hỏng",
    "cũ",
    "sai",
    "nhầm",
    "chưa",
    "tạm",
    "ước",
    "kế hoạch",
    "hỏi lại",
    "xem lại",
    "kiểm tra lại",
];

/// "Huyện đoàn?", "Phần mềm kế toán (đang mua)", "Năm 2019: Huyện đoàn", "12/8".
fn is_asked_or_gone(folded: &str) -> bool {
    let is_address = folded.contains("://") || folded.contains("www.");
    let asks = folded.trim_end().ends_with('?') && !is_address;
    let is_ratio = folded.contains('/') && folded.chars().all(|c| c.is_ascii_digit() || c == '/');
    let begins = |text: &str| {
        let text = text.trim();
        ASIDES.iter().any(|words| {
            let after = text.strip_prefix(words).or_else(|| {
                let plain = without_accents(words);
                let after = text.strip_prefix(plain.as_str());
                after.filter(|_| plain.contains(' ') && text.is_ascii())
            });
            after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        })
    };
    let mut asides = folded.split('(').skip(1);
    let aside = asides.any(|aside| begins(aside.split(')').next().unwrap_or_default()));
    let told = folded.rsplit([';', ',']).next().is_some_and(|last| {
        ["sai", "nhầm", "bỏ"].contains(&last.trim()) && last.len() < folded.len()
    });
    let of_year = folded
        .strip_prefix("năm ")
        .and_then(|after| after.split_once(':'));
    let is_year = of_year
        .is_some_and(|(year, _)| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()));
    let is_begun = ["hỏi lại ", "kiểm tra lại "]
        .iter()
        .any(|words| folded.starts_with(words));
    asks || is_ratio || aside || told || is_year || is_begun
}

/// Whether a text is hardly the name of something.
///
/// ```
/// use tonghop::value::understand::is_hardly_a_name;
/// assert!(is_hardly_a_name("Chưa triển khai"));
/// assert!(!is_hardly_a_name("Không gian mạng"));
/// ```
pub fn is_hardly_a_name(text: &str) -> bool {
    let folded = fold(text);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    match bare.split_once(' ') {
        Some(("chưa" | "ko", _)) => true,
        Some(("không" | "khong", after)) => {
            let next = after.split(' ').next().unwrap_or_default();
            !NAMES_WITH_NO
                .iter()
                .any(|name| *name == next || without_accents(name) == next)
        }
        _ => begins_with(bare, NOT_YET) || begins_with(bare, VAGUE),
    }
}

/// Whether a text gives several names where one is wanted: "VNPT hoặc Viettel", or a name in each of its lines.
///
/// ```
/// use tonghop::value::understand::names_several;
/// assert!(names_several("VNPT\nViettel"));
/// assert!(!names_several("Hệ thống quản lý văn bản\nvà điều hành"));
/// ```
pub fn names_several(text: &str) -> bool {
    let folded = fold(text);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<&str> = lines.collect();
    let begins_anew = |line: &&str| {
        let first = line.chars().next();
        first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || "-+•*".contains(c))
    };
    let words = |line: &&str| line.split_whitespace().count();
    folded.contains(" hoặc ")
        || lines.len() > 1
            && lines.iter().all(begins_anew)
            && lines.iter().all(|line| words(line) <= LINE_WORDS)
}

/// Words in a line that is a name of its own, at most.
const LINE_WORDS: usize = 5;

fn begins_with(bare: &str, beginnings: &[&str]) -> bool {
    let mut beginnings = beginnings.iter();
    beginnings.any(|beginning| {
        let after = bare.strip_prefix(beginning);
        after.is_some_and(|after| after.starts_with(' '))
    })
}

/// "(theo mẫu)", "(năm 2019)": all of it is an aside.
fn is_aside(folded: &str) -> bool {
    let pairs = [('(', ')'), ('[', ']'), ('<', '>')];
    pairs.iter().any(|(open, close)| {
        let inside = folded.strip_prefix(*open);
        let inside = inside.and_then(|inside| inside.strip_suffix(*close));
        inside.is_some_and(|inside| !inside.contains([*open, *close]))
    })
}

/// "chờ xã báo", "đang làm", "nay bỏ".
fn is_pending(words: &[&str]) -> bool {
    let bare = words.join(" ");
    let is_one = |of: &[&str]| of.contains(&bare.as_str()) || is_unaccented(&bare, of);
    let is_pending = is_one(PENDING) || begins_with(&bare, PENDING);
    is_one(GONE) || words.len() <= PENDING_WORDS && is_pending
}

/// "0 có": the digit stands for the word.
fn is_no_by_digit(bare: &str) -> bool {
    let after = bare.split_once(' ').filter(|(first, _)| *first == "0");
    after.is_some_and(|(_, after)| AFTER_NO.contains(&after) || begins_with(after, AFTER_NO))
}

/// "xxx", "aaaa".
fn is_one_letter(bare: &str) -> bool {
    let mut letters = bare.chars();
    let first = letters.next().filter(|c| c.is_alphabetic() && *c != 'i');
    first.is_some_and(|first| bare.chars().count() > 2 && letters.all(|c| c == first))
}

/// "xem ghi chú", "như năm 2019".
fn is_elsewhere(bare: &str) -> bool {
    let begins = |word: &str| {
        bare.strip_prefix(word)
            .is_some_and(|after| after.starts_with(' '))
    };
    let is_short = bare.split(' ').count() <= FEW_WORDS;
    let spaced = format!("{bare} ");
    let names = |place: &&str| spaced.contains(&format!(" {place} "));
    is_short && ELSEWHERE.iter().any(|word| begins(word)) && PLACES.iter().any(names)
}

/// "Quyết định số … ngày …/…/2020": dots that nobody wrote over. At the end they stand for more of the like.
fn has_place_for_words(folded: &str) -> bool {
    if folded.contains("___") {
        return true;
    }
    let text = folded.replace('…', "...");
    let mut from = 0;
    while let Some(at) = text[from..].find("..").map(|at| at + from) {
        let before = text[..at].trim_end();
        let after = text[at..].trim_start_matches('.').trim_start();
        from = text.len() - text[at..].trim_start_matches('.').len();
        let is_asked = FILLED_AFTER.iter().any(|word| {
            let rest = before.strip_suffix(word);
            rest.is_some_and(|rest| {
                !word.starts_with(char::is_alphabetic) || !rest.ends_with(char::is_alphanumeric)
            })
        });
        if is_asked || after.starts_with('/') {
            return true;
        }
    }
    false
}

/// "http://", "www.": the beginning of an address.
fn is_bare_address(words: &[&str]) -> bool {
    let is_begun = |word: &&str| matches!(*word, "http" | "https" | "www");
    !words.is_empty() && words.iter().all(is_begun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_send_elsewhere_or_were_never_filled_in_hardly_answer() {
        for text in [
            "http://",
            "https://www.",
            "(ghi rõ)",
            "Phần mềm (ghi rõ tên): ",
            "xem ghi chú",
            "Xem phụ lục 02 kèm theo",
            "Như năm 2019",
            "như kỳ trước",
            "đã báo cáo năm trước",
            "xxx",
            "XXXX",
            "test",
            "Quyết định số … ngày …/…/2020",
            "Quyết định số ...../QĐ-UBND",
            "QĐ số: ____",
            "0 có",
            "0 sử dụng",
            "(theo mẫu)",
            "(tên cơ quan)",
            "[tên]",
            "chờ xã báo",
            "đang làm",
            "Đang xây dựng.",
            "nay bỏ",
            "nay khong dung",
            "dang cap nhat",
            "sẽ báo sau",
        ] {
            assert!(is_hardly_an_answer(&fold(text)), "{text}");
        }
        for text in [
            "Word, Excel, ...",
            "Quyết định số 12/QĐ-UBND ngày 3/11/2020",
            "http://donghoang.dongson.thanhhoa.gov.vn",
            "Xem xét cấp kinh phí cho xã để mua máy vi tính theo văn bản đã gửi",
            "Như vậy là đủ",
            "Theo dõi nhiệm vụ",
            "Hệ thống III",
            "iii",
            "Đề nghị cấp trên hỗ trợ",
            "Thử nghiệm phần mềm một cửa",
            "Năm 2020 ... máy đã cũ",
            "0 đồng",
            "Đang trình cấp trên phê duyệt đề án mua sắm",
            "Bỏ phiếu điện tử (thí điểm)",
            "Bỏ biểu này",
            "Đang thiếu máy in",
            "(1) Thiếu máy; (2) thiếu người",
        ] {
            assert!(!is_hardly_an_answer(&fold(text)), "{text}");
        }
    }

    #[test]
    fn what_begins_with_a_no_is_hardly_a_name() {
        for text in [
            "chưa triển khai",
            "không sử dụng",
            "không áp dụng",
            "chưa có phần mềm",
            "ko dùng",
            "khong su dung",
            "đang xây dựng hệ thống mới của xã",
            "nhiều đơn vị",
            "một số phần mềm khác nhau",
        ] {
            assert!(is_hardly_a_name(text), "{text}");
        }
        for text in [
            "không gian mạng",
            "khong gian mang",
            "hệ thống không giấy tờ",
            "một cửa",
        ] {
            assert!(!is_hardly_a_name(text), "{text}");
        }
    }

    #[test]
    fn a_text_that_chooses_or_begins_anew_in_each_line_names_several() {
        for (text, wanted) in [
            ("VNPT\nViettel", true),
            ("VNPT hoặc Viettel", true),
            ("- iOffice\n- Một cửa", true),
            ("VNPT", false),
            ("VNPT\n", false),
            ("Hệ thống quản lý\nvăn bản", false),
            ("kế toán ngân sách, TABMIS", false),
        ] {
            assert_eq!(names_several(text), wanted, "{text}");
        }
    }
}

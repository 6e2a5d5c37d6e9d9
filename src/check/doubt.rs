//! Words that call figures in question: doubts, estimates, trials, and figures that were taken over from a period before.
//!
//! In: a text in full words. Out: whether it speaks so of the figures beside it. What only tells why a figure changed, or
//! compares it, does not.

use crate::value::period::{Same, compared};

/// Words of doubt.
const DOUBTS: &[&str] = &[
    "sai",
    "nhầm",
    "nhầm lẫn",
    "số cũ",
    "số liệu cũ",
    "chưa chính xác",
    "không chính xác",
    "chưa chính thức",
    "chưa đúng",
    "không đúng",
    "chưa chắc",
    "không chắc",
    "chưa chốt",
    "chưa xác minh",
    "chưa xác định",
    "không xác định",
    "chưa đối chiếu",
    "chưa rà soát",
    "chưa thống kê",
    "chưa tổng hợp",
    "chưa có số liệu",
    "không có số liệu",
    "chờ xác nhận",
    "chờ xác minh",
    "chờ kiểm tra",
    "tạm tính",
    "tạm ghi",
    "tạm lấy",
    "số tạm",
    "số liệu sơ bộ",
    "số sơ bộ",
    "ước",
    "áng chừng",
    "phỏng đoán",
    "đoán",
    "có lẽ",
    "hình như",
    "chắc là",
    "nghi ngờ",
    "có thể",
    "ghi đại",
    "ghi tạm",
    "khoảng chừng",
    "xấp xỉ",
    "làm tròn",
    "đang rà soát",
    "đang tổng hợp",
    "đang thống kê",
    "đang chờ số liệu",
    "chưa duyệt",
    "chưa cập nhật",
    "không khớp",
    "lệch so",
    "chưa khớp",
    "không nắm được",
    "không theo dõi",
];
/// Those that doubt only where nothing but "số" or a sign follows.
const AT_THE_END: &[&str] = &[
    "xem lại",
    "kiểm tra lại",
    "rà soát lại",
    "rà lại",
    "tính lại",
    "đếm lại",
    "không rõ",
    "chưa rõ",
    "không biết",
    "chưa biết",
    "không nhớ",
];
/// Words before these that take the doubt away.
const SETTLED: &[&str] = &["đã", "không", "chẳng", "chưa"];
/// Words before "ước" with which it is a treaty or a village's rules.
const TREATIES: &[&str] = &[
    "quy", "công", "thoả", "hương", "giao", "hiệp", "điều", "khế", "mơ",
];
/// Words of what was only filled in to try.
const TRIALS: &[&str] = &[
    "điền thử",
    "nhập thử",
    "làm thử",
    "ghi thử",
    "ví dụ",
    "minh hoạ",
    "số liệu mẫu",
    "số liệu giả",
    "dữ liệu giả",
    "giả định",
    "bản nháp",
    "số nháp",
    "bỏ số này",
];
/// The same, which mean another thing without their accents.
const TRIALS_ACCENTED: &[&str] = &["nháp", "không dùng số này", "không lấy số này"];
/// What only tries has no more words.
const TRIAL_WORDS: usize = 6;
/// Words of texts about the figures themselves.
const FIGURES: &[&str] = &[
    "số liệu",
    "lấy số",
    "số kỳ",
    "số này",
    "số trên",
    "con số",
    "các số",
    "số của",
    "tính đến",
    "chốt đến",
];
/// A period before, in words.
pub(super) const BEFORE: &[&str] = &[
    "năm trước",
    "năm ngoái",
    "kỳ trước",
    "quý trước",
    "tháng trước",
    "cùng kỳ",
    "kỳ cũ",
];
/// Words of remarks that compare.
const COMPARES: &[&str] = &["so với", "so sánh", "tăng", "giảm", "hơn", "bằng"];
/// Words before a period that say its figures were taken over.
const TAKEN: &[&str] = &[
    "lấy",
    "chép",
    "copy",
    "như",
    "giống",
    "giữ",
    "giữ nguyên",
    "sao",
    "sao chép",
    "dùng",
    "theo",
    "của",
    "là",
];

/// Whether a text is about figures as such.
pub(super) fn is_about_figures(said: &str) -> bool {
    FIGURES.iter().any(|words| has_words(said, words))
}

/// Whether a text compares figures.
pub(super) fn compares(said: &str) -> bool {
    COMPARES.iter().any(|words| has_words(said, words))
}

/// Whether a text about figures says that they were taken from a period before: "số liệu phần V lấy theo năm trước".
pub(super) fn is_of_before(said: &str) -> bool {
    is_about_figures(said) && !compares(said) && BEFORE.iter().any(|words| has_words(said, words))
        || BEFORE.iter().any(|words| {
            said.match_indices(words).any(|(at, _)| {
                let before = said[..at].trim_end();
                let is_taken = |word: &str| {
                    let rest = before.strip_suffix(word);
                    rest.is_some_and(|rest| is_whole(rest, ""))
                };
                let opens = before.split_whitespace().count() <= 2;
                opens && TAKEN.iter().any(|word| is_taken(word))
            })
        })
}

/// Whether words call the answer beside them in question. `period` is that of the campaign.
pub(super) fn is_doubted(said: &str, period: &str) -> bool {
    doubt_in(said, period).is_some()
        || AT_THE_END
            .iter()
            .any(|word| stands(said, word, true, period))
}

/// The first words of a text that call figures in question wherever they stand.
pub(super) fn doubt_in(said: &str, period: &str) -> Option<&'static str> {
    let mut doubts = DOUBTS.iter().copied();
    doubts.find(|word| stands(said, word, false, period))
}

/// Whether such words stand whole in a text and mean it; `is_last` for those that mean it only at the end of a clause.
fn stands(said: &str, word: &str, is_last: bool, period: &str) -> bool {
    said.match_indices(word).any(|(at, _)| {
        let (before, after) = (&said[..at], &said[at + word.len()..]);
        let clause = before.rsplit([',', ';', '.', ':', '(']).next();
        let clause = clause.unwrap_or_default();
        let mut words = clause.split(|c: char| !c.is_alphanumeric());
        let last = words.rfind(|w| !w.is_empty()).unwrap_or_default();
        let is_settled = SETTLED.contains(&last)
            || word == "ước" && TREATIES.contains(&last)
            || word == "sai" && last == "sửa";
        // "Năm 2019 báo cáo nhầm" tells why a figure changed.
        let is_of_before = BEFORE.iter().any(|word| has_words(clause, word))
            || compared(clause, period) == Same::No;
        let rest = after.trim_start();
        let ends = rest.is_empty()
            || rest.starts_with(|c: char| !c.is_alphanumeric())
            || rest.starts_with("số");
        let is_meant = if is_last { ends } else { !is_of_before };
        is_whole(before, after) && !is_settled && is_meant
    })
}

/// Whether a text says that something was only filled in to try: "Biểu điền thử", "MẪU VÍ DỤ". What gives an example goes on.
pub(super) fn is_trial(said: &str) -> bool {
    let goes_on = said
        .split_once(':')
        .is_some_and(|(_, after)| !after.trim().is_empty());
    let count = said
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .count();
    !goes_on
        && count <= TRIAL_WORDS
        && TRIALS
            .iter()
            .chain(TRIALS_ACCENTED)
            .any(|words| has_words(said, words))
}

/// What is taken back.
const ITEMS: &[&str] = &[
    "mục",
    "muc",
    "dòng",
    "dong",
    "phần",
    "phan",
    "chỉ tiêu",
    "hàng",
    "biểu",
    "số này",
    "stt",
];
/// Words that take it back.
const TAKES_BACK: &[&str] = &[
    "bỏ",
    "xóa",
    "xoá",
    "hủy",
    "huỷ",
    "loại",
    "không lấy",
    "không tính",
    "bo",
    "xoa",
];
/// The whole of a remark that takes back what it stands beside.
const TAKEN_BACK: &[&str] = &[
    "bỏ",
    "đã bỏ",
    "bỏ đi",
    "xóa",
    "xoá",
    "đã xóa",
    "loại bỏ",
    "hủy",
];

/// Whether a text takes back a part of the form or the list: "Bỏ mục V", "Dòng 9 bỏ", "đã bỏ".
pub(super) fn is_taken_back(said: &str) -> bool {
    let mut clauses = said.split([',', ';', '.', '(', ')', '\n']);
    clauses.any(|clause| {
        let words = clause.split(|c: char| !c.is_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let clause = words.join(" ");
        let begins = |text: &str, lists: &[&str]| {
            let mut found = lists.iter().filter_map(|words| text.strip_prefix(words));
            found
                .find(|after| after.is_empty() || after.starts_with(' '))
                .map(str::to_owned)
        };
        let ends = |lists: &[&str]| {
            let mut found = lists.iter().filter_map(|words| clause.strip_suffix(words));
            found.any(|before| before.ends_with(' '))
        };
        let first = || {
            let clause = clause.strip_prefix("đề nghị ").unwrap_or(&clause);
            begins(clause, TAKES_BACK)
                .is_some_and(|after| begins(after.trim_start(), ITEMS).is_some())
        };
        let last =
            || begins(&clause, ITEMS).is_some() && words.len() <= TRIAL_WORDS && ends(TAKES_BACK);
        TAKEN_BACK.contains(&clause.as_str()) || first() || last()
    })
}

/// Whether words stand whole between what is before and after them.
pub(super) fn is_whole(before: &str, after: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    is_edge(before.chars().next_back()) && is_edge(after.chars().next())
}

/// Whether a text has these words, whole.
pub(super) fn has_words(said: &str, words: &str) -> bool {
    let mut found = said.match_indices(words);
    found.any(|(at, _)| is_whole(&said[..at], &said[at + words.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::accented::not_known;

    #[test]
    fn all_words_are_known_without_their_accents() {
        for list in [DOUBTS, AT_THE_END, TRIALS, FIGURES, BEFORE, COMPARES] {
            assert_eq!(not_known(list), [""; 0]);
        }
    }

    #[test]
    fn what_takes_back_a_part_of_the_form_is_told() {
        for (text, wanted) in [
            ("Bỏ mục V", true),
            ("Đề nghị bỏ dòng 9", true),
            ("Dòng 9 bỏ", true),
            ("bo muc V", true),
            ("đã bỏ", true),
            ("(bỏ)", true),
            ("Mục 3 xã không tính", true),
            ("bỏ sót", false),
            ("Máy hỏng đã bỏ kho", false),
            ("Không phần mềm nào", false),
            ("Loại máy cũ", false),
        ] {
            assert_eq!(
                is_taken_back(&crate::value::accented(text)),
                wanted,
                "{text}"
            );
        }
    }

    #[test]
    fn what_was_only_filled_in_to_try_is_told_and_what_gives_an_example_is_not() {
        for (text, wanted) in [
            ("Biểu điền thử", true),
            ("MẪU VÍ DỤ", true),
            ("mau vi du", true),
            ("(bản nháp)", true),
            ("bo so nay", true),
            ("Ví dụ: 25", false),
            ("Biểu mẫu 01", false),
            ("Hệ thống đang chạy, cán bộ nhập thử một số hồ sơ", false),
        ] {
            assert_eq!(is_trial(&crate::value::accented(text)), wanted, "{text}");
        }
    }
}

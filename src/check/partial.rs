//! Remarks by which a figure is not whole: "mới có 8/10 thôn báo cáo", "số còn lại gửi sau".
//!
//! In: a remark as it was typed. Out: whether somebody has to look at it. What only says that something is missing in the
//! unit ("còn thiếu 3 máy so với nhu cầu") does not.

use crate::value::fold;
use crate::value::fold::without_accents;
use std::borrow::Cow;

/// Words for figures that are not whole.
const NOT_WHOLE: &[&str] = &[
    "thiếu số liệu",
    "chưa đủ số liệu",
    "chưa có đủ",
    "chưa tổng hợp đủ",
    "chưa tổng hợp hết",
    "chưa thống kê đủ",
    "chưa thống kê hết",
    "chưa rà soát hết",
    "chưa báo cáo đủ",
    "chưa nhận đủ",
    "chưa kê hết",
    "chưa kê đủ",
    "bỏ sót",
    "còn sót",
];
/// Words that turn these around.
const DENIED: &[&str] = &["không", "chẳng", "chưa"];
/// The same, where they are about figures or all that is said.
const NOT_WHOLE_FIGURES: &[&str] = &["chưa đầy đủ", "chưa đủ", "không đầy đủ"];
/// Words about figures.
const FIGURES: &[&str] = &["số liệu", "thống kê", "tổng hợp", "báo cáo", "danh sách"];
/// Words by which the rest comes later, at the end of what is said or before a day.
const LATER: &[&str] = &[
    "gửi sau",
    "báo sau",
    "nộp sau",
    "báo cáo sau",
    "bổ sung sau",
    "cập nhật sau",
    "sẽ báo lại",
    "báo lại sau",
    "sẽ gửi",
    "sẽ gửi bổ sung",
    "sẽ báo cáo",
    "sẽ báo cáo bổ sung",
    "sẽ bổ sung",
    "sẽ cập nhật",
    "xin bổ sung",
];
/// Words that may follow them.
const AFTER_LATER: &[&str] = &[
    "vào", "trước", "trong", "số", "ngày", "tháng", "tuần", "cho", "danh",
];
/// Of what the figures of a unit are put together.
const PARTS: &[&str] = &[
    "thôn",
    "xóm",
    "ấp",
    "bản",
    "buôn",
    "làng",
    "khóm",
    "khu",
    "khối",
    "tổ",
    "phố",
    "trường",
    "trạm",
    "đơn vị",
    "bộ phận",
    "phòng",
    "ban",
    "cơ quan",
    "chi hội",
    "chi bộ",
    "hộ",
    "xã",
    "phường",
    "lĩnh vực",
];
/// Parts of which nobody has too few: what is missing are their figures.
const PLACES: &[&str] = &[
    "thôn",
    "xóm",
    "ấp",
    "buôn",
    "làng",
    "khóm",
    "tổ dân phố",
    "khu phố",
    "đơn vị",
];
/// Words before parts whose figures are missing.
const MISSING: &[&str] = &["thiếu"];
/// Words before the number of parts that gave theirs, or did not.
const HARDLY_ALL: &[&str] = &[
    "mới",
    "mới có",
    "mới được",
    "mới chỉ",
    "mới chỉ có",
    "còn",
    "từ",
    "của",
];
/// What parts do with their figures.
const GIVEN: &[&str] = &[
    "báo cáo",
    "gửi",
    "nộp",
    "có số liệu",
    "tổng hợp",
    "thống kê",
    "rà soát",
    "cung cấp",
    "kê",
];

/// Whether a remark says that the figure beside it is not whole.
pub(super) fn is_partial(remark: &str) -> bool {
    let said = fold(remark);
    // Whoever types no accents says all words without them.
    let is_plain = said.is_ascii();
    let clauses = said.split([',', ';', '.', '(', ')', ':', '\n']);
    let clauses: Vec<Clause<'_>> = clauses.map(|clause| Clause::of(clause, is_plain)).collect();
    let mut said = clauses.iter().filter(|clause| !clause.words.is_empty());
    let is_alone = said.clone().count() == 1;
    let about_figures = said.clone().any(|clause| clause.has(FIGURES));
    said.any(|clause| {
        clause.is_not_whole()
            || clause.is_later()
            || clause.is_without_parts()
            || about_figures && clause.has(NOT_WHOLE_FIGURES)
            || is_alone && clause.is_any(NOT_WHOLE_FIGURES)
    })
}

/// Whether a title or a line by itself says that only some of the parts are in its figures: "(8/14 xã)".
pub(super) fn names_only_some(text: &str) -> bool {
    let said = fold(text);
    let clauses = said.split([',', ';', '.', '\n', '(', ')', '-']);
    let mut clauses = clauses.map(|clause| Clause::of(clause, said.is_ascii()));
    clauses.any(|clause| {
        let number = |at: usize| {
            clause
                .words
                .get(at)
                .and_then(|word| word.parse::<u32>().ok())
        };
        (0..clause.words.len()).any(|at| match (number(at), number(at + 1)) {
            (Some(some), Some(all)) => some < all && clause.is_at(at + 2, PARTS),
            _ => false,
        })
    })
}

/// A part of a remark between its signs.
struct Clause<'t> {
    words: Vec<&'t str>,
    is_plain: bool,
}

impl<'t> Clause<'t> {
    fn of(clause: &'t str, is_plain: bool) -> Self {
        let words = clause.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| !word.is_empty());
        Self {
            words: words.collect(),
            is_plain,
        }
    }

    /// The place behind words that stand at a place.
    fn behind(&self, at: usize, words: &str) -> Option<usize> {
        let words: Cow<'_, str> = if self.is_plain {
            without_accents(words).into()
        } else {
            words.into()
        };
        let mut end = at;
        for word in words.split(' ') {
            if self.words.get(end) != Some(&word) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// Where any of some words stand: their place, and the one behind them.
    fn places<'c>(&'c self, of: &'c [&str]) -> impl Iterator<Item = (usize, usize)> + 'c {
        (0..self.words.len()).flat_map(move |at| {
            let found = of.iter().filter_map(move |words| self.behind(at, words));
            found.map(move |end| (at, end))
        })
    }

    fn has(&self, of: &[&str]) -> bool {
        self.places(of).next().is_some()
    }

    fn is_any(&self, of: &[&str]) -> bool {
        self.places(of).any(|place| place == (0, self.words.len()))
    }

    fn is_at(&self, at: usize, of: &[&str]) -> bool {
        of.iter().any(|words| self.behind(at, words).is_some())
    }

    fn is_not_whole(&self) -> bool {
        let is_affirmed = |at: usize| at == 0 || !self.is_at(at - 1, DENIED);
        self.places(NOT_WHOLE).any(|(at, _)| is_affirmed(at))
    }

    fn is_later(&self) -> bool {
        self.places(LATER).any(|(_, end)| {
            let next = self.words.get(end);
            let is_number = next.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
            next.is_none() || is_number || self.is_at(end, AFTER_LATER)
        })
    }

    /// "mới có 8/10 thôn báo cáo", "còn thiếu thôn 3", "thôn 3 chưa nộp".
    fn is_without_parts(&self) -> bool {
        let number = |at: usize| self.words.get(at).and_then(|word| word.parse::<u32>().ok());
        let gives = |from: usize| self.places(GIVEN).any(|(at, _)| at >= from);
        // "Mới có 8/10 thôn có loa" tells of what the parts have.
        let has_some = |at: usize| self.is_at(at + 1, &["có"]) || self.is_at(at + 2, &["có"]);
        let missing = self.places(MISSING).any(|(_, end)| {
            let end = end + usize::from(number(end).is_some());
            self.is_at(end, PLACES)
        });
        let some = self.places(HARDLY_ALL).any(|(at, end)| {
            let numbers =
                usize::from(number(end).is_some()) + usize::from(number(end + 1).is_some());
            let is_all = numbers == 2 && number(end) == number(end + 1);
            let begins = self.words[at] != "từ" && self.words[at] != "của";
            numbers > 0
                && !is_all
                && (begins || numbers == 2)
                && self.is_at(end + numbers, PARTS)
                && (gives(end) || gives(0) || !begins || numbers == 2 && !has_some(end + numbers))
        });
        let of_them = (0..self.words.len()).any(|at| match (number(at), number(at + 1)) {
            (Some(some), Some(all)) => some < all && self.is_at(at + 2, PARTS) && gives(0),
            _ => false,
        });
        let silent = self.places(PARTS).any(|(_, end)| {
            let not = (end..self.words.len().min(end + 4)).find(|at| self.is_at(*at, &["chưa"]));
            not.is_some_and(|not| self.is_at(not + 1, GIVEN))
        });
        missing || some || of_them || silent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_names_a_part_of_the_units_is_told() {
        for (text, wanted) in [
            ("BẢNG TỔNG HỢP NĂM 2020 (8/14 xã)", true),
            ("Tổng hợp 8/14 đơn vị", true),
            ("Tong hop 8/14 xa", true),
            ("Tổng hợp 14/14 xã", false),
            ("Kèm theo Công văn 8/UBND", false),
            ("Ngày 8/14", false),
        ] {
            assert_eq!(names_only_some(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_remark_by_which_a_figure_is_not_whole_is_told() {
        for (remark, wanted) in [
            ("Mới có 8/10 thôn báo cáo", true),
            ("mới được 8 thôn gửi", true),
            ("8/10 thôn đã báo cáo", true),
            ("Số liệu tổng hợp từ 8/10 thôn", true),
            ("còn thiếu thôn 3", true),
            ("Còn thiếu 2 thôn", true),
            ("thiếu số liệu thôn 3", true),
            ("còn 2 thôn chưa gửi", true),
            ("Thôn 3 chưa nộp báo cáo", true),
            ("trường THCS chưa báo cáo", true),
            ("số còn lại gửi sau", true),
            ("Sẽ bổ sung sau", true),
            ("sẽ gửi bổ sung trước 15/12", true),
            ("Sẽ cập nhật số liệu", true),
            ("số liệu chưa đầy đủ", true),
            ("chưa đầy đủ", true),
            ("Danh sách chưa đủ", true),
            ("Xã bỏ sót 2 máy", true),
            ("Mới có 5/8 lĩnh vực", true),
            ("Mới có 8/10 thôn có loa", false),
            ("chưa thống kê hết", true),
            ("10/10 thôn đã báo cáo", false),
            ("8/10 thôn có loa", false),
            ("không bỏ sót", false),
            ("trang thiết bị chưa đầy đủ", false),
            ("còn thiếu 3 máy so với nhu cầu", false),
            ("Thiếu 2 phòng học", false),
            ("văn bản gửi sau khi ký số", false),
            ("đã tính đủ", false),
            ("mới mua 2 máy", false),
            ("Trường mầm non mới có 3 máy", false),
            ("đã gửi cho 12 thôn", false),
            ("", false),
        ] {
            for typed in [remark.to_owned(), without_accents(remark)] {
                assert_eq!(is_partial(&typed), wanted, "{typed}");
            }
        }
    }
}

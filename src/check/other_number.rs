//! Numbers in a remark that may be meant instead of the one beside it: "sổ tay: 340", "có mặt 19".
//!
//! In: a remark as it was typed, the number beside it and its unit of measure. Out: whether the remark has a number that
//! nothing explains. What explains one: it is the same, a year, the number of a paper or a place, a part of the figure,
//! the parts add up to it, something that came or went, a comparison, or another thing altogether. So a number is a
//! question but where it is known to be none, not the other way round.

use super::doubt::{BEFORE, compares, has_words};
use super::held::Held;
use super::period::{Same, compared};
use super::qualifier::YEARS;
use crate::value::fold::{clean, without_accents};
use crate::value::nearly::are_nearly_same;
use crate::value::understand::{is_same_measure, understand_near};
use crate::value::{Kind, Raw, Value, accented, spelt_numbers};
use std::collections::BTreeSet;

/// Words whose number is a name or an order, without their accents: "thôn 3", "lần 2", "Nghị định 30".
const NUMBERED: &[&str] = &[
    "thon", "to", "khu", "pho", "khom", "xom", "ap", "doi", "ban", "so", "nam", "thang", "quy",
    "ngay", "dot", "lan", "cap", "muc", "dieu", "khoan", "phu", "luc", "bieu", "dong", "cot",
    "cong", "van", "dinh", "tu", "quyet", "nghi", "phong", "tang", "duong", "quoc", "lo", "giai",
    "doan", "loai", "hang", "the", "he", "thu", "khoa", "ky", "trang", "truoc", "sau", "den",
    "tai", "hom", "luc", "version", "chuong", "tieu", "chi", "bac", "vung", "nhom", "cum",
];
/// Words for what came or went, without their accents.
const CHANGES: &[&str] = &[
    "mua",
    "mua sam",
    "thanh ly",
    "hong",
    "bo sung",
    "nghi huu",
    "nghi viec",
    "chuyen",
    "dieu chuyen",
    "tuyen",
    "cap",
    "nhan",
    "them",
    "bot",
    "thay",
    "thay the",
    "lap",
    "lap moi",
    "trang bi",
    "dau tu",
    "huy",
    "loai",
    "loai bo",
    "tach",
    "nhap",
    "moi",
    "cho",
    "tang",
    "giam",
    "bi hong",
    "sua chua",
    "muon",
    "thue",
];
/// Words of a clause about what would be needed, is a part, or is denied, without their accents.
const NEEDS: &[&str] = &[
    "thieu",
    "nhu cau",
    "can",
    "de nghi",
    "xin",
    "du kien",
    "ke hoach",
    "trong do",
    "chi tieu",
    "khong phai",
];
/// Words of a clause that says nothing but how many there are, without their accents.
const PLAINLY: &[&str] = &[
    "co", "con", "la", "tong", "so", "tat", "ca", "hien", "nay", "thuc", "te", "mat", "xa",
    "phuong", "toan", "dang", "duoc", "chi", "khoang", "gan", "hon", "lieu", "dung", "moi",
];
/// What a figure may be put together of, without accents.
const PARTS: &[&str] = &[
    "thon",
    "xom",
    "ap",
    "buon",
    "lang",
    "khom",
    "to dan pho",
    "khu pho",
    "don vi",
    "truong",
    "linh vuc",
    "so thon",
    "so don vi",
    "so truong",
    "so ho",
    "to",
    "xa",
    "phuong",
];

/// A number of a remark, and what stands around it.
struct Told {
    number: f64,
    is_share: bool,
    /// "8/10": of how many.
    of: Option<f64>,
    /// The word before it in its clause, as typed.
    before: Option<String>,
    has_colon: bool,
    /// What follows it in its clause.
    after: String,
    /// All other words of its clause, without accents.
    clause: Vec<String>,
}

/// What a row is called and counts in, without accents.
struct RowWords<'a> {
    unit: &'a str,
    label: String,
    /// The words of its label and of its unit.
    own: BTreeSet<String>,
}

impl<'a> RowWords<'a> {
    fn of(held: &Held<'a>) -> Self {
        let label = plain_words(held.label);
        Self {
            unit: held.unit,
            own: plain_words(held.unit)
                .into_iter()
                .chain(label.clone())
                .collect(),
            label: label.join(" "),
        }
    }

    /// Words for what came or went: not those that the row itself counts, as broken machines do in the row of those.
    fn changes(&self) -> impl Iterator<Item = &'static str> {
        let own = CHANGES
            .iter()
            .filter(|words| !has_words(&self.label, words));
        own.copied()
    }
}

/// Whether a remark beside a number has another one that may be meant instead, or of which the figure is only a part.
pub(super) fn is_in(remark: &str, number: f64, held: &Held<'_>, period: &str) -> bool {
    let remark = clean(remark, false);
    let told: Vec<Told> = clauses(&remark)
        .flat_map(|clause| told_in(&clause, held.kind, held.unit, period))
        .collect();
    let bare = told
        .iter()
        .filter(|told| told.of.is_none() && !told.is_share);
    let sum: f64 = bare.clone().map(|told| told.number).sum();
    if bare.count() > 1 && are_nearly_same(sum, number) {
        return false;
    }
    let row = RowWords::of(held);
    told.iter().any(|told| told.may_be_meant(number, &row)) || is_spelt_otherwise(&remark, number)
}

/// Words that a remark which only spells a number may have besides.
const BESIDE_SPELT: usize = 2;

/// Whether a remark says another number in words, and little else: "bốn trăm mười hai".
fn is_spelt_otherwise(remark: &str, number: f64) -> bool {
    let said = spelt_numbers(remark);
    let [one] = said.as_slice() else {
        return false;
    };
    let words = |text: &str| text.split_whitespace().count();
    let others = words(remark) - words(&remark[one.at.clone()]).min(words(remark));
    one.is_compound && others <= BESIDE_SPELT && !are_nearly_same(one.value as f64, number)
}

impl Told {
    fn may_be_meant(&self, number: f64, row: &RowWords<'_>) -> bool {
        if are_nearly_same(self.number, number) {
            return false;
        }
        if let Some(of) = self.of {
            let is_day = self.number <= 31.0 && of <= 12.0 && self.after.is_empty();
            if is_day || self.before.as_ref().is_some_and(|word| is_day_word(word)) {
                return false;
            }
            let is_of_parts = begins_any(&self.after, PARTS);
            return self.number < of
                && !are_nearly_same(of, number)
                && (is_of_parts || self.after.is_empty());
        }
        if self.is_share {
            return begins_any(&self.after, PARTS);
        }
        let said = self.clause.join(" ");
        let has = |words: &&str| has_words(&said, words);
        // "Cả 2 xã", "mỗi văn bản tính 2 lần", "thiếu 10".
        let is_of_several = self.number > 1.0
            && self
                .before
                .as_ref()
                .is_some_and(|word| without_accents(word) == "ca")
            && begins_any(&self.after, PARTS);
        let counts_again = begins_any(&self.after, &["lan"]) && has(&"tinh");
        if is_of_several || counts_again || said == "thieu" || said == "con thieu" {
            return true;
        }
        if NEEDS.iter().any(has) {
            return false;
        }
        let is_plain = self
            .clause
            .iter()
            .all(|word| PLAINLY.contains(&word.as_str()) || row.own.contains(word));
        if self.after.is_empty() {
            return self.has_colon || !self.is_named(row);
        }
        let is_counted = !row.unit.is_empty() && begins_with_measure(&self.after, row.unit);
        let is_changed = row.changes().any(|words| has(&words));
        is_counted && !is_changed && (is_plain || self.number > number)
    }

    /// Whether the word before it makes it a name, an order, or what came or went.
    fn is_named(&self, row: &RowWords<'_>) -> bool {
        let Some(before) = &self.before else {
            return !self.clause.is_empty();
        };
        let plain = without_accents(before);
        let said = self.clause.join(" ");
        let is_foreign =
            plain.contains(['f', 'j', 'w', 'z']) || before.starts_with(char::is_uppercase);
        let ends = |words: &str| said == words || said.ends_with(&format!(" {words}"));
        NUMBERED.contains(&plain.as_str())
            || is_foreign && self.clause.len() > 1
            || row.changes().any(ends)
    }
}

/// Whether a word stands before a day.
fn is_day_word(word: &str) -> bool {
    ["ngay", "den", "tu", "het", "hom", "truoc", "sau"].contains(&without_accents(word).as_str())
}

/// The clauses of a remark: signs between digits part none.
pub(super) fn clauses(remark: &str) -> impl Iterator<Item = String> {
    let signs: Vec<char> = remark.chars().collect();
    let digit = |at: Option<usize>| {
        at.and_then(|at| signs.get(at))
            .is_some_and(char::is_ascii_digit)
    };
    let mut clauses = vec![String::new()];
    for (at, sign) in signs.iter().enumerate() {
        let parts = match sign {
            ';' | '\n' | '(' | ')' | '+' => true,
            ',' | '.' => !(digit(at.checked_sub(1)) && digit(Some(at + 1))),
            _ => false,
        };
        if parts {
            clauses.push(String::new());
        } else if let Some(clause) = clauses.last_mut() {
            clause.push(*sign);
        }
    }
    clauses.into_iter()
}

/// The numbers of a clause that nothing explains by itself.
fn told_in(clause: &str, kind: &Kind, unit: &str, period: &str) -> Vec<Told> {
    let full = accented(clause);
    let is_of_before =
        BEFORE.iter().any(|words| has_words(&full, words)) || compared(clause, period) == Same::No;
    if is_of_before || compares(&full) {
        return Vec::new();
    }
    let words: Vec<&str> = clause.split_whitespace().collect();
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let others = words.iter().filter(|word| !is_number(word));
    let others: Vec<String> = others.flat_map(|word| plain_words(word)).collect();
    let told = words.iter().enumerate().filter_map(|(at, word)| {
        let written = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
        let (number, is_share, of) = read(written, kind, unit)?;
        let before = at.checked_sub(1).map(|at| words[at]);
        let own = before.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        Some(Told {
            number,
            is_share,
            of,
            before: own
                .filter(|word| !word.is_empty() && !is_number(word))
                .map(str::to_owned),
            has_colon: before.is_some_and(|word| word.ends_with([':', '=', '-'])),
            after: words[at + 1..]
                .iter()
                .flat_map(|word| plain_words(word))
                .collect::<Vec<_>>()
                .join(" "),
            clause: others.clone(),
        })
    });
    told.collect()
}

/// The words of a text, without accents.
pub(super) fn plain_words(text: &str) -> Vec<String> {
    let plain = without_accents(text);
    let words = plain.split(|c: char| !(c.is_alphanumeric() || c == '%'));
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A number as written in a remark: "1.200", "80%", "8/10". Years, days, and numbers with letters are none.
fn read(written: &str, kind: &Kind, unit: &str) -> Option<(f64, bool, Option<f64>)> {
    if !written.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let whole = |text: &str| text.parse::<u32>().ok().map(f64::from);
    if let Some((some, all)) = written.split_once('/') {
        let (some, all) = (whole(some)?, whole(all)?);
        let is_year = YEARS.contains(&all);
        return (!is_year).then_some((some, false, Some(all)));
    }
    let share = written.strip_suffix('%').filter(|_| !unit.contains('%'));
    let digits = share.unwrap_or(written);
    if digits.contains(|c: char| !(c.is_ascii_digit() || ".,%".contains(c))) {
        return None;
    }
    let said = understand_near(&Raw::Text(digits.to_owned()), None, kind, unit, None);
    let number = said
        .value
        .as_ref()
        .and_then(Value::number)
        .or_else(|| whole(digits))?;
    let is_year = YEARS.contains(&number) && written.len() == 4;
    (!is_year).then_some((number, share.is_some(), None))
}

fn begins_any(said: &str, lists: &[&str]) -> bool {
    lists
        .iter()
        .any(|words| said == *words || said.starts_with(&format!("{words} ")))
}

/// Whether words begin with a unit of measure.
fn begins_with_measure(said: &str, unit: &str) -> bool {
    let words: Vec<&str> = said.split(' ').collect();
    let plain = without_accents(unit);
    let count = plain.split(' ').count();
    words
        .get(..count)
        .is_some_and(|run| run.join(" ") == plain || is_same_measure(&run.join(" "), unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_nothing_explains_may_be_meant_instead() {
        for (remark, number, wanted) in [
            ("sổ tay: 340", 388.0, true),
            ("Theo sổ tay 340", 388.0, true),
            ("Trên phần mềm là 412", 388.0, true),
            ("21 là biên chế giao, có mặt 19", 21.0, true),
            ("có mặt 19 máy", 21.0, true),
            ("Thực tế có 19 máy", 21.0, true),
            ("Trạm y tế có 30 máy", 21.0, true),
            ("80% số thôn", 21.0, true),
            ("8/10 thôn", 21.0, true),
            ("mới tổng hợp 12/15 trường", 21.0, true),
            ("Trường 3; trạm 4; UBND 13", 21.0, true),
            ("Máy chủ: 2", 21.0, true),
            ("Trường 3; trạm 4; UBND 14", 21.0, false),
            ("15 máy bàn, 6 máy xách tay", 21.0, false),
            ("15 + 6", 21.0, false),
            ("trong đó máy chủ: 2", 21.0, false),
            ("Trạm y tế có 3 máy", 21.0, false),
            ("mới mua 2 máy", 21.0, false),
            ("đã thanh lý 40", 21.0, false),
            ("Thanh lý 4, mua 2", 21.0, false),
            ("tăng 3 máy so với năm 2019", 21.0, false),
            ("Năm 2019 có 25 máy", 21.0, false),
            ("mua năm 2018", 21.0, false),
            ("QĐ số 45", 21.0, false),
            ("theo Nghị định 30", 21.0, false),
            ("Thôn 3, thôn 4", 21.0, false),
            ("8/10 thôn có loa", 8.0, false),
            ("8/10 thôn", 10.0, false),
            ("đang dùng Windows 7", 21.0, false),
            ("mạng 4G, gói FPT 35Mbps", 21.0, false),
            ("hỏng 2 máy", 21.0, false),
            ("còn thiếu 30 máy so với nhu cầu", 21.0, false),
            ("mỗi máy 15 triệu đồng", 21.0, false),
            ("21 máy", 21.0, false),
            ("đủ 21", 21.0, false),
            ("24/7", 21.0, false),
            ("bốn trăm mười hai", 402.0, true),
            ("bốn trăm linh hai", 402.0, false),
            ("Cả 2 xã", 21.0, true),
            ("Mỗi văn bản tính 2 lần", 21.0, true),
            ("Thiếu 10", 21.0, true),
            ("ngày 3/11/2020", 21.0, false),
            ("Đã báo cáo huyện ngày 03/11", 21.0, false),
            ("họp 03/11", 21.0, false),
            ("đạt 80% kế hoạch", 21.0, false),
            ("", 21.0, false),
        ] {
            assert_eq!(told("", remark, number), wanted, "{remark} | {number}");
        }
    }

    #[test]
    fn what_a_row_itself_counts_explains_no_other_number_beside_it() {
        for (label, remark, wanted) in [
            ("Máy tính hỏng", "Hỏng 3 máy", true),
            ("Máy tính hỏng", "3 máy tính", true),
            ("Máy tính hỏng", "mua 3 máy", false),
            ("Máy tính", "Hỏng 3 máy", false),
            ("Máy mua mới", "mua mới 3 máy", true),
            ("Máy mua mới", "mua 3 máy của trạm", false),
        ] {
            assert_eq!(told(label, remark, 5.0), wanted, "{label}: {remark}");
        }
    }

    fn told(label: &str, remark: &str, number: f64) -> bool {
        let held = Held {
            value: None,
            kind: &Kind::Count,
            unit: "máy",
            label,
            definition: "",
        };
        is_in(remark, number, &held, "năm 2020")
    }
}

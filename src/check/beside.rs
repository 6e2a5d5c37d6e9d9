//! Remarks beside an answer that put it right, doubt it, or say that it is of another time or scale: in the column for
//! remarks, in a note on a cell, or in a free cell.
//!
//! In: the words, the number and its unit of measure, when the figures are of. Out: whether somebody has to look at both. An
//! ordinary remark ("tăng 3 máy so với năm 2019") says nothing of the kind.

use super::expected::AsOf;
use super::margins::{is_other_scale, is_otherwise};
use super::qualifier::{YEARS, differ, parts_of_year};
use crate::value::fold::fold;
use crate::value::period::{Same, compared};
use crate::value::understand::{multiplies, understand_near};
use crate::value::{Day, Kind, Raw, Remark, Value};

/// When the figures of a campaign are of.
pub(super) struct Time<'a> {
    /// What it calls its period.
    pub(super) period: &'a str,
    /// The last day of it, where that is known.
    pub(super) end: Option<Day>,
    /// The days of its sections.
    pub(super) as_of: &'a AsOf,
}

/// Words before the number that is meant.
const CORRECTIONS: &[&str] = &[
    "số đúng",
    "đúng là",
    "đúng ra",
    "đúng phải",
    "phải là",
    "đính chính",
    "sửa thành",
    "sửa lại",
    "chữa thành",
    "thực tế là",
    "điều chỉnh thành",
    "điều chỉnh lại",
    "chính xác là",
    "số mới",
];
/// Those of them that put a figure right wherever they stand.
const SURELY: &[&str] = &[
    "sửa thành",
    "sửa lại thành",
    "sửa lại là",
    "chữa thành",
    "đính chính",
    "số đúng",
    "điều chỉnh thành",
];
/// Words of which at most stand between these and the number.
const BETWEEN: usize = 3;
/// Words of remarks that say nothing but a number, and that it is the right one.
const ONLY_A_NUMBER: &[&str] = &[
    "nhầm", "sai", "đ/c", "đc", "điều", "chỉnh", "sửa", "chữa", "thay", "bằng", "thực", "tế",
    "đúng", "mới", "là", "lại", "thành", "ghi", "số", "xin", "còn", "đổi", "bị", "chính", "xác",
    "phải", "->", "=>", "=",
];
/// Words of doubt, which call the answer beside them in question.
const DOUBTS: &[&str] = &[
    "sai",
    "nhầm",
    "số cũ",
    "số liệu cũ",
    "chưa chính xác",
    "không chính xác",
    "chưa đúng",
    "không đúng",
    "chưa chắc",
    "không chắc",
    "chưa chốt",
    "chưa xác minh",
    "chưa đối chiếu",
    "chưa rà soát",
    "chờ xác nhận",
    "chờ xác minh",
    "chờ kiểm tra",
    "tạm tính",
    "tạm ghi",
    "tạm lấy",
    "số tạm",
    "ước tính",
    "số ước",
    "áng chừng",
    "phỏng đoán",
];
/// What is to be done once more, at the end of such a remark.
const ONCE_MORE: &[&str] = &[
    "xem lại",
    "kiểm tra lại",
    "rà soát lại",
    "rà lại",
    "tính lại",
    "đếm lại",
];
/// Words before these that take the doubt away.
const SETTLED: &[&str] = &["đã", "không", "chẳng", "chưa"];
/// Whole remarks by which the figures are others.
const WHOLLY: &[&str] = &["ước", "dự kiến", "tạm", "kế hoạch", "cũ"];
/// Words at the beginning of a whole remark.
const OPENING: &[&str] = &[
    "đây", "là", "số", "liệu", "lấy", "theo", "của", "báo", "cáo", "từ",
];
/// Words of remarks about the figures themselves.
const FIGURES: &[&str] = &[
    "số liệu",
    "lấy số",
    "số năm",
    "số của năm",
    "số kỳ",
    "tính đến",
    "chốt đến",
];
/// A period before, in words.
const BEFORE: &[&str] = &[
    "năm trước",
    "năm ngoái",
    "kỳ trước",
    "quý trước",
    "tháng trước",
    "cùng kỳ",
    "kỳ cũ",
    "cũ",
];
/// Beginnings of remarks on a total so far.
const SO_FAR: &[&str] = &["lũy kế", "luỹ kế", "cộng dồn"];
/// Words before the day that figures are of.
const UNTIL: &[&str] = &["tính đến", "chốt đến", "số đến", "tính hết", "đến hết"];
/// Words of remarks that compare.
const COMPARES: &[&str] = &["so với", "so sánh", "tăng", "giảm", "hơn", "bằng"];
/// Words before a scale.
const SCALES: &[&str] = &[
    "đơn vị tính",
    "đvt",
    "đơn vị",
    "tính bằng",
    "tính theo",
    "bằng",
    "theo",
];
/// Signs before a factor.
const TIMES: &[&str] = &["x", "×", "*", "nhân với", "nhân"];

/// Whether a remark beside an answer says that it is another one, or one of another period or scale, or that it is not
/// sure. `number` is that of the answer, where it is one.
pub(super) fn is_contradicted(
    remark: &str,
    (number, kind, unit): (Option<f64>, &Kind, &str),
    time: &Time<'_>,
) -> bool {
    let folded = fold(remark);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric() && !"%*×".contains(c));
    if bare.is_empty() {
        return false;
    }
    if is_doubted(&folded, time) {
        return true;
    }
    let Some(number) = number else {
        return false;
    };
    let corrected = CORRECTIONS.iter().find_map(|word| {
        let (_, after) = folded.split_once(word)?;
        number_after(after, kind, unit)
    });
    let meant = corrected.or_else(|| only_number(bare, kind, unit));
    meant.is_some_and(|meant| !meant.eq(&number))
        || is_of_other_scale(remark, bare, unit)
        || is_of_other_time(remark, bare, unit, time)
}

/// Whether an opinion puts a figure of the form right: "Số máy tính xin sửa thành 25".
pub(super) fn corrects_a_figure(text: &str) -> bool {
    let folded = fold(text);
    let sentences = folded.split(['.', ';', '\n']);
    let mut sentences = sentences.filter(|sentence| !sentence.trim().is_empty());
    sentences.any(|sentence| {
        let is_about_figures = has_words(sentence, "số") || has_words(sentence, "số liệu");
        CORRECTIONS.iter().chain(SURELY).any(|word| {
            let number = sentence
                .split_once(word)
                .and_then(|(_, after)| number_after(after, &Kind::Count, ""));
            number.is_some() && (is_about_figures || SURELY.contains(word))
        })
    })
}

/// Whether words call the answer beside them in question.
fn is_doubted(folded: &str, time: &Time<'_>) -> bool {
    // "Năm 2019 báo cáo nhầm" tells why a figure changed.
    let is_of_before = BEFORE
        .iter()
        .any(|word| *word != "cũ" && folded.contains(word))
        || compared(folded, time.period) == Same::No;
    let stands = |word: &str, is_last: bool| {
        folded.match_indices(word).any(|(at, _)| {
            let (before, after) = (&folded[..at], &folded[at + word.len()..]);
            let mut words = before.split(|c: char| !c.is_alphanumeric());
            let last = words.rfind(|w| !w.is_empty());
            let is_settled = last.is_some_and(|last| SETTLED.contains(&last));
            let rest = after.trim_start();
            let ends = rest.is_empty()
                || rest.starts_with(|c: char| !c.is_alphanumeric())
                || rest.starts_with("số");
            is_whole(before, after) && !is_settled && (!is_last || ends)
        })
    };
    !is_of_before && DOUBTS.iter().any(|word| stands(word, false))
        || ONCE_MORE.iter().any(|word| stands(word, true))
}

/// The number of a remark that says nothing else: "25", "nhầm, 25", "đ/c 25".
fn only_number(bare: &str, kind: &Kind, unit: &str) -> Option<f64> {
    let words = bare.split(|c: char| c.is_whitespace() || ",:;()".contains(c));
    let (known, others): (Vec<&str>, Vec<&str>) = words
        .filter(|word| !word.is_empty())
        .partition(|word| ONLY_A_NUMBER.contains(word));
    let written = others.join(" ");
    let said = understand_near(&Raw::Text(written.clone()), None, kind, unit, None);
    let number = said.value.as_ref().and_then(Value::number)?;
    let has_words = |remark: &Remark| matches!(remark, Remark::OtherWords { .. });
    if said.remarks.iter().any(has_words) {
        return None;
    }
    // A year is when something came.
    let is_year = YEARS.contains(&number) && written.len() == 4 && known.is_empty();
    let is_one = others.len() == 1 || known.is_empty();
    (!is_year && is_one && written.starts_with(|c: char| c.is_ascii_digit())).then_some(number)
}

/// Whether a remark names a scale that the unit of measure does not have, or a factor.
fn is_of_other_scale(remark: &str, bare: &str, unit: &str) -> bool {
    let after = |words: &[&str]| {
        let after = words.iter().find_map(|word| bare.strip_prefix(word));
        after.map(|after| after.trim_start_matches([':', ' ']).to_owned())
    };
    let factor = after(TIMES).map(|after| after.replace(['.', ' '], ""));
    let is_factor = factor.is_some_and(|factor| {
        factor.len() > 1 && factor.starts_with('1') && factor[1..].bytes().all(|b| b == b'0')
    });
    let scale = after(SCALES);
    is_factor
        || multiplies(bare, unit)
        || scale.is_some_and(|scale| multiplies(&scale, unit))
        || is_other_scale(remark, &[unit])
}

/// Whether a remark says that the figure is of another time, of a plan, or a total so far.
fn is_of_other_time(remark: &str, bare: &str, unit: &str, time: &Time<'_>) -> bool {
    if SO_FAR.iter().any(|words| bare.starts_with(words)) {
        return true;
    }
    let has = |words: &[&str]| words.iter().any(|word| bare.contains(word));
    let figures = has(FIGURES) && !has(COMPARES);
    if figures && (has(BEFORE) || is_otherwise(remark, &[unit], time.period)) {
        return true;
    }
    let mut until = UNTIL.iter();
    let after = until.find_map(|word| bare.split_once(word));
    if after.is_some_and(|(_, after)| is_other_day(after, time)) {
        return true;
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    let whole = words.iter().position(|word| !OPENING.contains(word));
    let whole = whole.map_or_else(String::new, |at| words[at..].join(" "));
    let is_year = whole.strip_prefix("năm ").is_some_and(|year| {
        let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        is_year && compared(&whole, time.period) == Same::No
    });
    let is_part = ["quý ", "tháng "]
        .iter()
        .any(|part| whole.starts_with(part))
        || whole.split_once(" tháng").is_some_and(|(n, after)| {
            n.bytes().all(|b| b.is_ascii_digit()) && !after.contains(char::is_alphabetic)
        });
    is_year
        || WHOLLY.contains(&whole.as_str())
        || BEFORE.contains(&whole.as_str())
        || is_part && words.len() <= BETWEEN && differ(parts_of_year(&whole), time.period)
}

/// Whether a text begins with a day or month that is none of the campaign's: "tháng 6", "ngày 30/6/2020".
fn is_other_day(after: &str, time: &Time<'_>) -> bool {
    let numbers = after.split(|c: char| !c.is_ascii_digit());
    let numbers = numbers.filter_map(|n| n.parse::<i16>().ok());
    let numbers: Vec<i16> = numbers.take(3).collect();
    let (month, year) = if after.trim_start().starts_with("tháng") {
        (numbers.first(), numbers.get(1))
    } else {
        (numbers.get(1), numbers.get(2))
    };
    let month = month.filter(|month| (1..=12).contains(*month));
    let year = year.filter(|year| YEARS.contains(&f64::from(**year)));
    let Some(month) = month else { return false };
    let is_of =
        |day: &Day| i16::from(day.month()) == *month && year.is_none_or(|year| *year == day.year());
    let mut days = time.end.into_iter().chain(time.as_of.all());
    let names_months = parts_of_year(&fold(time.period));
    let is_named = names_months.contains(&format!("tháng {month}"));
    // Where no day of the campaign is known, a year ends in December.
    let is_end = time.end.is_none() && names_months.is_empty() && *month == 12;
    !is_named && !is_end && !days.any(|day| is_of(&day))
}

/// Whether words stand whole between what is before and after them.
fn is_whole(before: &str, after: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    is_edge(before.chars().next_back()) && is_edge(after.chars().next())
}

/// Whether a folded text has these words, whole.
pub(super) fn has_words(folded: &str, words: &str) -> bool {
    let mut found = folded.match_indices(words);
    found.any(|(at, _)| is_whole(&folded[..at], &folded[at + words.len()..]))
}

/// The number that follows within a few words.
fn number_after(text: &str, kind: &Kind, unit: &str) -> Option<f64> {
    let begin = text.find(|c: char| c.is_ascii_digit())?;
    let between = &text[..begin];
    let count = between
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .count();
    let number = text[begin..].split_whitespace().next()?;
    // The number of a paper, or a day.
    if count > BETWEEN || between.contains("theo") || number.contains('/') {
        return None;
    }
    let number = number.trim_end_matches(|c: char| !c.is_ascii_digit() && c != '%');
    let said = understand_near(&Raw::Text(number.to_owned()), None, kind, unit, None);
    said.value.as_ref().and_then(Value::number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_told(remark: &str, number: Option<f64>) -> bool {
        let as_of = AsOf::default();
        let time = Time {
            period: "năm 2020",
            end: Some(jiff::civil::date(2020, 10, 28)),
            as_of: &as_of,
        };
        is_contradicted(remark, (number, &Kind::Count, "máy"), &time)
    }

    #[test]
    fn a_remark_that_names_another_number_period_or_scale_contradicts_and_an_ordinary_one_does_not()
    {
        for (remark, wanted) in [
            ("Số đúng là 412", true),
            ("Đính chính: 350", true),
            ("đính chính lại là 350 máy.", true),
            ("Sửa thành 1.200", true),
            ("nhầm, 25", true),
            ("Đ/c 25", true),
            ("Điều chỉnh: 25", true),
            ("25", true),
            ("(25)", true),
            ("25 máy", true),
            ("25 mới đúng", true),
            ("thực tế 25", true),
            ("Số liệu năm 2019", true),
            ("số liệu của năm ngoái", true),
            ("Lấy số năm 2019", true),
            ("Số liệu 9 tháng", true),
            ("năm ngoái", true),
            ("kỳ trước", true),
            ("số kỳ trước", true),
            ("theo báo cáo năm 2019", true),
            ("Tính đến tháng 6", true),
            ("số liệu tính đến 30/6/2020", true),
            ("tháng 6", true),
            ("6 tháng", true),
            ("kế hoạch", true),
            ("đơn vị tính: nghìn", true),
            ("đơn vị: nghìn", true),
            ("bằng nghìn", true),
            ("nghìn máy", true),
            ("x 1000", true),
            ("×1.000", true),
            ("Lũy kế từ 2015", true),
            ("Số đúng là 388", false),
            ("388", false),
            ("2018", false),
            ("Đính chính theo Công văn số 12/UBND", false),
            ("Đã đính chính", false),
            ("Tăng 3 máy so với năm 2019", false),
            ("Số liệu tăng so với năm trước", false),
            ("Mua năm 2019", false),
            ("Máy mua năm 2018", false),
            ("đã bàn giao 3 máy cũ", false),
            ("Số liệu năm 2020", false),
            ("Tính đến tháng 10", false),
            ("Số liệu tính đến 28/10/2020", false),
            ("Kế hoạch năm 2021 mua thêm 5 máy", false),
            ("Đã kiểm tra", false),
            ("01 máy hỏng", false),
            ("Sửa 2 máy hỏng", false),
            ("Thay 3 ổ cứng", false),
            ("3 máy của đ/c phó chủ tịch", false),
            ("đơn vị tính: máy", false),
            ("theo kế hoạch của huyện", false),
            ("", false),
        ] {
            assert_eq!(is_told(remark, Some(388.0)), wanted, "{remark}");
        }
    }

    #[test]
    fn a_remark_that_doubts_the_answer_beside_it_contradicts_and_one_that_settles_it_does_not() {
        for (remark, wanted) in [
            ("sai", true),
            ("(sai, xem lại)", true),
            ("nhầm", true),
            ("số cũ", true),
            ("xem lại", true),
            ("cần kiểm tra lại", true),
            ("kiểm tra lại số này", true),
            ("Tạm tính", true),
            ("số ước tính", true),
            ("chưa chốt", true),
            ("đã kiểm tra lại", false),
            ("không sai", false),
            ("Năm 2019 báo cáo nhầm", false),
            ("Kỳ trước thống kê sai", false),
            ("Đề nghị kiểm tra lại đường truyền", false),
            ("máy cũ", false),
        ] {
            assert_eq!(is_told(remark, Some(388.0)), wanted, "{remark}");
            assert_eq!(is_told(remark, None), wanted, "{remark}");
        }
    }

    #[test]
    fn an_opinion_that_gives_a_figure_another_number_corrects_it() {
        for (text, wanted) in [
            ("Số máy tính xin sửa thành 25", true),
            ("Đính chính: số máy là 25.", true),
            ("Xã báo nhầm. Số máy tính đúng là 25", true),
            ("Đề nghị sửa chữa 25 máy tính", false),
            ("Đề nghị điều chỉnh lại 3 chỉ tiêu", false),
            ("Tỷ lệ dùng chữ ký phải là 100%", false),
            ("Đề nghị cấp 25 máy", false),
        ] {
            assert_eq!(corrects_a_figure(text), wanted, "{text}");
        }
    }
}

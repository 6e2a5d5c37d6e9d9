//! Remarks beside a number that say that the number is another one.
//!
//! In: the words of the column for remarks, the number and its unit of measure, the period. Out: whether somebody has to look
//! at both. An ordinary remark ("tăng 3 máy so với năm 2019") says nothing of the kind.

use super::margins::{is_other_scale, is_otherwise};
use crate::value::fold::fold;
use crate::value::understand::{multiplies, understand_near};
use crate::value::{Kind, Raw, Value};

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
/// Words of which at most stand between these and the number.
const BETWEEN: usize = 3;
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
/// Words of remarks that compare.
const COMPARES: &[&str] = &["so với", "so sánh", "tăng", "giảm", "hơn", "bằng"];

/// Whether a remark beside a number says that it is another number, or one of another period or scale.
pub(super) fn is_contradicted(
    remark: &str,
    number: f64,
    (kind, unit): (&Kind, &str),
    period: &str,
) -> bool {
    let folded = fold(remark);
    if folded.is_empty() {
        return false;
    }
    let corrected = CORRECTIONS.iter().find_map(|word| {
        let (_, after) = folded.split_once(word)?;
        number_after(after, kind, unit)
    });
    if corrected.is_some_and(|meant| !meant.eq(&number)) {
        return true;
    }
    if multiplies(&folded, unit) || is_other_scale(remark, &[unit]) {
        return true;
    }
    if SO_FAR.iter().any(|words| folded.starts_with(words)) {
        return true;
    }
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    has(FIGURES) && !has(COMPARES) && (has(BEFORE) || is_otherwise(remark, &[unit], period))
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

    #[test]
    fn a_remark_that_names_another_number_period_or_scale_contradicts_and_an_ordinary_one_does_not()
    {
        for (remark, is_told) in [
            ("Số đúng là 412", true),
            ("Đính chính: 350", true),
            ("đính chính lại là 350 máy.", true),
            ("Sửa thành 1.200", true),
            ("Số liệu năm 2019", true),
            ("số liệu của năm ngoái", true),
            ("Lấy số năm 2019", true),
            ("Số liệu 9 tháng", true),
            ("đơn vị tính: nghìn", true),
            ("nghìn máy", true),
            ("Lũy kế từ 2015", true),
            ("Số đúng là 388", false),
            ("Đính chính theo Công văn số 12/UBND", false),
            ("Đã đính chính", false),
            ("Tăng 3 máy so với năm 2019", false),
            ("Số liệu tăng so với năm trước", false),
            ("Mua năm 2019", false),
            ("Số liệu năm 2020", false),
            ("Kế hoạch năm 2021 mua thêm 5 máy", false),
            ("Đã kiểm tra", false),
            ("01 máy hỏng", false),
            ("đơn vị tính: máy", false),
            ("", false),
        ] {
            let told = is_contradicted(remark, 388.0, (&Kind::Count, "máy"), "năm 2020");
            assert_eq!(told, is_told, "{remark}");
        }
    }
}

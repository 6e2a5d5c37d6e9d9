//! Remarks by which a figure has another scale or unit of measure: "đơn vị tính: nghìn", "x 1000", "tính theo tờ".
//!
//! In: a remark, and the unit of measure of its row. Out: whether it names another one.

use super::margins::is_other_scale;
use crate::value::understand::{is_same_measure, multiplies};

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
/// Units of measure of which one is none of another.
const MEASURES: &[&str] = &[
    "tờ",
    "trang",
    "lượt",
    "trường hợp",
    "bộ",
    "chiếc",
    "cái",
    "hộ",
    "người",
    "máy",
    "hồ sơ",
    "văn bản",
    "thủ tục",
    "km",
    "ha",
    "kg",
    "tấn",
    "giờ",
    "buổi",
    "cuộc",
    "vụ",
    "điểm",
];
/// Signs before a factor.
const TIMES: &[&str] = &["x", "×", "*", "nhân với", "nhân"];

/// Whether a remark names a scale that the unit of measure does not have, or a factor.
pub(super) fn is_of_other_scale(remark: &str, bare: &str, unit: &str) -> bool {
    let after = |words: &[&str]| {
        let after = words.iter().find_map(|word| bare.strip_prefix(word));
        after.map(|after| after.trim_start_matches([':', ' ']).to_owned())
    };
    let factor = after(TIMES).map(|after| after.replace(['.', ' '], ""));
    let is_factor = factor.is_some_and(|factor| {
        factor.len() > 1 && factor.starts_with('1') && factor[1..].bytes().all(|b| b == b'0')
    });
    let scale = after(SCALES).or_else(|| {
        let (_, after) = bare.split_once(" tính ")?;
        Some(after.strip_prefix("bằng ").unwrap_or(after).to_owned())
    });
    let is_measured = ["tính bằng ", "tính theo ", "đơn vị tính ", "đvt "]
        .iter()
        .any(|words| {
            let after = bare
                .split_once(words)
                .map(|(_, after)| after.trim_start_matches([':', ' ']));
            after.is_some_and(|after| {
                MEASURES.iter().any(|measure| {
                    let rest = after.strip_prefix(measure);
                    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
                        && !is_same_measure(measure, unit)
                })
            })
        });
    is_factor
        || is_measured
        || multiplies(bare, unit)
        || scale.is_some_and(|scale| multiplies(&scale, unit))
        || is_other_scale(remark, &[unit])
}

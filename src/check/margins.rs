//! What is printed above and below the pages of a return and bears on its figures: another period, another scale.

use super::asked::Asked;
use super::doubt::{has_words, is_doubted, is_of_before, is_trial};
use super::partial::names_only_some;
use super::period::{Same, compared};
use super::qualifier::{differ, parts_of_year};
use crate::model::code;
use crate::model::finding::Draft;
use crate::model::form::Form;
use crate::model::raw::RawSheet;
use crate::msg;
use crate::value::understand::{is_same_measure, multiplies};
use crate::value::{accented, fold};
use crate::words::official;

/// Words for figures that are not the last ones, wherever a title has them.
const PROVISIONAL: &[&str] = &["sơ bộ", "tạm tính", "chưa chính thức", "chưa đầy đủ"];

/// What stands before a scale that all figures of a sheet have.
const MEASURE: &[&str] = &["đơn vị tính", "đvt", "đơn vị"];

/// Words that are about figures.
const FIGURES: &[&str] = &["đơn vị tính", "đvt", "số liệu"];

/// Words for figures of a plan.
const PLANS: &[&str] = &["kế hoạch", "chỉ tiêu kế hoạch", "dự kiến", "ước thực hiện"];

/// The units of measure of a form.
pub(super) fn measures(form: &Form) -> Vec<&str> {
    form.fields().map(|field| field.row.unit.as_str()).collect()
}

/// What the margins of a sheet say of its figures, which are counted in these units of measure: asked where it is another
/// period or scale, noted where it may be something else.
pub(super) fn told(sheet: &RawSheet, measures: &[&str], asked: &Asked<'_>) -> Vec<Draft> {
    let of_trial = fold(&official("emit.specimen"));
    let theirs = sheet.margins.iter().filter(|text| fold(text) != of_trial);
    let told = theirs.filter_map(|text| {
        let (row, message, todo) =
            if is_otherwise(text, measures, asked) || is_until_other_day(text, asked) {
                let message = msg!("check.margin-otherwise", sheet = sheet.name, text = text);
                (
                    &code::TEXT_OTHERWISE,
                    message,
                    msg!("check.look-at-meaning"),
                )
            } else if FIGURES.iter().any(|words| accented(text).contains(words)) {
                let message = msg!("check.margin-says", sheet = sheet.name, text = text);
                (&code::NOTES, message, msg!("check.notes-todo"))
            } else {
                return None;
            };
        Some(Draft {
            about: format!("{}: {text}", sheet.name),
            ..Draft::new(row, (message, todo))
        })
    });
    told.collect()
}

/// Whether a text says that figures are of a day which is none of the campaign's.
fn is_until_other_day(text: &str, asked: &Asked<'_>) -> bool {
    asked.knows_days() && asked.is_until_other_day(&accented(text))
}

/// Words of a text that is about the figures of a sheet.
const ABOUT: &[&str] = &[
    "số liệu",
    "đơn vị tính",
    "đvt",
    "tính đến",
    "chốt đến",
    "báo cáo",
    "biểu",
    "kỳ",
    "lũy kế",
    "kế hoạch",
    "thực hiện",
    "ước",
];
/// Words of a heading at most: one that is longer and not about figures tells of something else.
const HEADING: usize = 4;

/// Whether a text that stands by itself is about the figures of its sheet: "Máy mua năm 2018" is not.
pub(super) fn is_about_figures(text: &str) -> bool {
    let folded = accented(text);
    let is_heading = folded.split_whitespace().count() <= HEADING && {
        let first = folded.split_whitespace().next().unwrap_or_default();
        ["năm", "quý", "tháng", "đơn", "đvt"].contains(&first)
            || first.bytes().all(|b| b.is_ascii_digit())
    };
    is_heading || ABOUT.iter().any(|words| folded.contains(words))
}

/// Whether a text that stands over or under figures says that they are of another period or unit, of a plan, on another scale
/// or not sure.
pub(super) fn is_otherwise(text: &str, measures: &[&str], asked: &Asked<'_>) -> bool {
    let said = accented(text);
    is_other_scale(text, measures)
        || is_of_other_period(&said, asked.period)
        || is_of_plan(&said)
        || is_of_before(&said)
        || is_trial(&said)
        || asked.knows_days() && asked.is_until_other_month(&said)
        || asked.is_of_other_unit(text)
        || names_only_some(text)
        || PROVISIONAL.iter().any(|words| has_words(&said, words))
        || has_words(&said, "số liệu") && is_doubted(&said, asked.period)
}

/// Whether a text names a scale that none of the units of measure has.
pub(super) fn is_other_scale(text: &str, measures: &[&str]) -> bool {
    scale(text).is_some_and(|scale| {
        let mut units = measures.iter();
        let is_round = scale.starts_with(|c: char| c.is_ascii_digit());
        !measures.iter().any(|unit| is_same_measure(&scale, unit))
            && (is_round || scale == "%" || units.any(|unit| multiplies(&scale, unit)))
    })
}

/// Whether a text says that figures are of a plan. What only refers to a plan by its number says nothing of the kind:
/// "Kèm theo Kế hoạch số 12/KH-UBND".
fn is_of_plan(folded: &str) -> bool {
    let begins = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins = begins.strip_prefix("số ").unwrap_or(begins);
    let mut plans = PLANS.iter();
    plans.any(|plan| {
        let after = begins.strip_prefix(plan).or_else(|| {
            let about = folded.contains("số liệu").then_some(folded)?;
            about.split_once(plan).map(|(_, after)| after)
        });
        after.is_some_and(|after| !after.trim_start().starts_with("số "))
    })
}

/// The scale that a text names: "nghìn" in "Đơn vị tính: nghìn".
fn scale(text: &str) -> Option<String> {
    let folded = accented(text);
    let after = MEASURE.iter().find_map(|word| {
        let (_, after) = folded.split_once(word)?;
        after.trim_start().strip_prefix(':')
    })?;
    let end = after.find([';', '.', '|', ')']).unwrap_or(after.len());
    Some(after[..end].trim().to_owned())
}

/// Whether a text names another year than the period does. The day of a paper is none: "ngày 3 tháng 2 năm 2019".
fn is_of_other_period(said: &str, period: &str) -> bool {
    const YEAR: &str = "năm ";
    let folded = said.replace("năm: ", YEAR);
    let mut named = folded.match_indices(YEAR).filter_map(|(at, _)| {
        let year = folded[at + YEAR.len()..].get(..4)?;
        let is_year = year.bytes().all(|b| b.is_ascii_digit());
        let is_of_day = folded[..at]
            .rsplit_once("ngày")
            .is_some_and(|(_, between)| {
                let month = between.replace("tháng", "");
                month != between && !month.contains(char::is_alphabetic)
            });
        // What is compared with another year is of this one.
        let is_compared = ["so với", "so sánh"]
            .iter()
            .any(|words| folded[..at].contains(words));
        (is_year && !is_of_day && !is_compared).then(|| format!("{YEAR}{year}"))
    });
    // The next year's plan is often in the name of a report.
    let first = named.next();
    let part = parts_of_year(&folded)
        .into_iter()
        // "Đông Sơn, tháng 11 năm 2020" is when it was written.
        .filter(|part| !part.starts_with("tháng") || folded.contains("số liệu"));
    first.is_some_and(|year| compared(&year, period) == Same::No) || differ(part, period)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::expected::AsOf;

    fn codes(text: &str) -> String {
        let sheet = RawSheet {
            margins: vec![text.to_owned()],
            ..RawSheet::default()
        };
        let measures = ["máy", "triệu đồng"];
        let as_of = AsOf::default();
        let asked = Asked {
            period: "năm 2020",
            end: Some(jiff::civil::date(2020, 10, 28)),
            as_of: &as_of,
            unit: None,
        };
        let told = told(&sheet, &measures, &asked);
        told.iter().map(|draft| draft.code.to_string()).collect()
    }

    #[test]
    fn a_margin_that_names_another_period_or_scale_is_asked_and_one_about_figures_is_noted() {
        for (text, code) in [
            ("Đơn vị tính: nghìn", "CAU-19"),
            ("ĐVT: nghìn đồng", "CAU-19"),
            ("Đơn vị tính: triệu đồng", "NHIN-02"),
            ("Đơn vị tính: máy", "NHIN-02"),
            ("Số liệu năm 2019", "CAU-19"),
            ("Báo cáo năm 2019", "CAU-19"),
            ("Báo cáo năm 2020", ""),
            ("Báo cáo năm 2020 và kế hoạch năm 2021", ""),
            ("Báo cáo 9 tháng năm 2020", "CAU-19"),
            ("Kế hoạch năm 2020", "CAU-19"),
            ("BẢNG TỔNG HỢP NĂM 2020 (SƠ BỘ)", "CAU-19"),
            ("Tổng hợp 8/14 xã", "CAU-19"),
            ("Số liệu trên là kế hoạch, chưa thực hiện", "CAU-19"),
            ("Kèm theo Kế hoạch số 12/KH-UBND", ""),
            ("Kế hoạch số 12/KH-UBND", ""),
            ("Đông Sơn, tháng 11 năm 2020", ""),
            ("ĐVT: 1000 hồ sơ", "CAU-19"),
            ("ĐVT: %", "CAU-19"),
            ("Số liệu tạm tính", "CAU-19"),
            ("So lieu tam tinh", "CAU-19"),
            ("So lieu 6 thang dau nam", "CAU-19"),
            ("Biểu điền thử", "CAU-19"),
            ("MẪU VÍ DỤ", "CAU-19"),
            ("Số ước thực hiện đến 31/12", "CAU-19"),
            ("Tính đến tháng 6", "CAU-19"),
            ("Tinh den thang 10", ""),
            ("Số liệu phần V lấy theo năm trước", "CAU-19"),
            ("Số liệu tăng so với năm trước", "NHIN-02"),
            ("Số liệu tăng so với năm 2019", "NHIN-02"),
            ("Số liệu đã được kiểm tra", "NHIN-02"),
            ("Ví dụ: 25", ""),
            ("KH 2020", "CAU-19"),
            ("Quyết định số 12/QĐ-UBND ngày 3 tháng 2 năm 2019", ""),
            ("Thông tư 20/2019/TT-BTTTT", ""),
            ("Đơn vị: UBND xã Đông Hòa", ""),
            ("Biểu 01", ""),
            ("Trang /", ""),
        ] {
            assert_eq!(codes(text), code, "{text}");
        }
    }
}

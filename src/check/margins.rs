//! What is printed above and below the pages of a return and bears on its figures: another period, another scale.

use super::period::{Same, compared};
use crate::model::code;
use crate::model::finding::Draft;
use crate::model::form::Form;
use crate::model::raw::RawSheet;
use crate::msg;
use crate::value::fold;
use crate::value::understand::{is_same_measure, multiplies};
use crate::words::official;

/// What stands before a scale that all figures of a sheet have.
const MEASURE: &[&str] = &["đơn vị tính", "đvt", "đơn vị"];

/// Words that are about figures.
const FIGURES: &[&str] = &["đơn vị tính", "đvt", "số liệu"];

/// The units of measure of a form.
pub(super) fn measures(form: &Form) -> Vec<&str> {
    form.fields().map(|field| field.row.unit.as_str()).collect()
}

/// What the margins of a sheet say of its figures, which are counted in these units of measure: asked where it is another
/// period or scale, noted where it may be something else.
pub(super) fn told(sheet: &RawSheet, measures: &[&str], period: &str) -> Vec<Draft> {
    let of_trial = fold(&official("emit.specimen"));
    let theirs = sheet.margins.iter().filter(|text| fold(text) != of_trial);
    let told = theirs.filter_map(|text| {
        let is_other_scale = scale(text).is_some_and(|scale| {
            let mut units = measures.iter();
            !measures.iter().any(|unit| is_same_measure(&scale, unit))
                && units.any(|unit| multiplies(&scale, unit))
        });
        let (row, message, todo) = if is_other_scale || is_of_other_period(text, period) {
            let message = msg!("check.margin-otherwise", sheet = sheet.name, text = text);
            (
                &code::TEXT_OTHERWISE,
                message,
                msg!("check.look-at-meaning"),
            )
        } else if FIGURES.iter().any(|words| fold(text).contains(words)) {
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

/// The scale that a text names: "nghìn" in "Đơn vị tính: nghìn".
fn scale(text: &str) -> Option<String> {
    let folded = fold(text);
    let after = MEASURE.iter().find_map(|word| {
        let (_, after) = folded.split_once(word)?;
        after.trim_start().strip_prefix(':')
    })?;
    let end = after.find([';', '.', '|', ')']).unwrap_or(after.len());
    Some(after[..end].trim().to_owned())
}

/// Whether a text names another year than the period does. The day of a paper is none: "ngày 3 tháng 2 năm 2019".
fn is_of_other_period(text: &str, period: &str) -> bool {
    const YEAR: &str = "năm ";
    let folded = fold(text);
    let mut named = folded.match_indices(YEAR).filter_map(|(at, _)| {
        let year = folded[at + YEAR.len()..].get(..4)?;
        let is_year = year.bytes().all(|b| b.is_ascii_digit());
        let is_of_day = folded[..at]
            .rsplit_once("ngày")
            .is_some_and(|(_, between)| {
                let month = between.replace("tháng", "");
                month != between && !month.contains(char::is_alphabetic)
            });
        (is_year && !is_of_day).then(|| format!("{YEAR}{year}"))
    });
    named.any(|year| compared(&year, period) == Same::No)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> String {
        let sheet = RawSheet {
            margins: vec![text.to_owned()],
            ..RawSheet::default()
        };
        let measures = ["máy", "triệu đồng"];
        let told = told(&sheet, &measures, "năm 2020");
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
            ("Số liệu tạm tính", "NHIN-02"),
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

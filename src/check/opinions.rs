//! What opinions, notes and sheets of their own say of figures of the form: that they are others, not sure or not whole.
//!
//! In: a text. Out: whether somebody has to look at both.

use super::beside::{CORRECTIONS, SURELY, number_after};
use super::doubt::{BEFORE, has_words};
use crate::value::{Kind, accented};

/// Words for changing a figure, somewhere before "thành" and the number.
const CHANGED: &[&str] = &["sửa", "điều chỉnh"];
/// Whether an opinion puts a figure of the form right: "Số máy tính xin sửa thành 25".
pub(super) fn corrects_a_figure(text: &str) -> bool {
    let said = accented(text);
    let sentences = said.split(['.', ';', '\n']);
    let mut sentences = sentences.filter(|sentence| !sentence.trim().is_empty());
    sentences.any(|sentence| {
        let is_about_figures = has_words(sentence, "số") || has_words(sentence, "số liệu");
        let changed = || {
            let (before, after) = sentence.split_once(" thành ")?;
            let is_changed = CHANGED.iter().any(|words| has_words(before, words));
            number_after(after, &Kind::Count, "").filter(|_| is_changed)
        };
        if is_about_figures && changed().is_some() {
            return true;
        }
        CORRECTIONS.iter().chain(SURELY).any(|word| {
            let number = sentence
                .split_once(word)
                .and_then(|(_, after)| number_after(after, &Kind::Count, ""));
            number.is_some() && (is_about_figures || SURELY.contains(word))
        })
    })
}

/// Words for a part of the form.
const PARTS: &[&str] = &["mục", "phần", "dòng", "biểu", "số liệu", "chỉ tiêu"];
/// Words for what stands above, in the form.
const ABOVE: &[&str] = &[
    "ở trên",
    "bên trên",
    "trên đây",
    "nêu trên",
    "kể trên",
    "đã ghi",
    "đã báo cáo",
];
/// Words by which its figures are of another time.
const OF_OTHER_TIME: &[&str] = &[
    "số năm",
    "lấy theo",
    "lấy số",
    "lấy của",
    "là của năm",
    "theo năm",
];

/// Whether a text elsewhere says of a part of the form that its figures are not sure, not whole or of another time: "Số liệu
/// mục I tạm tính", "Phần IV lấy theo năm 2019", "Xã xin gửi lại số liệu sau".
pub(super) fn disowns_figures(text: &str) -> bool {
    let said = accented(text);
    let mut sentences = said.split(['.', ';', '\n']);
    sentences.any(|sentence| {
        let has = |lists: &[&str]| lists.iter().any(|words| has_words(sentence, words));
        let is_above = || has_words(sentence, "số") && has(ABOVE);
        let is_about = has(PARTS) || corrects_a_figure(sentence) || is_above();
        let is_of_time = has(OF_OTHER_TIME) && (has(BEFORE) || sentence.contains("năm 20"));
        let is_unsure = has(&[
            "tạm tính",
            "ước tính",
            "sơ bộ",
            "chưa chính xác",
            "chưa chốt",
            "chưa rà soát",
        ]);
        let is_narrowed = has(&[
            "chưa tính",
            "chưa gồm",
            "chưa bao gồm",
            "chưa kể",
            "chưa đầy đủ",
        ]);
        let comes_later = has(&[
            "gửi lại số liệu",
            "gửi số liệu sau",
            "bổ sung số liệu",
            "cập nhật số liệu sau",
        ]);
        comes_later || is_about && (is_of_time || is_unsure || is_narrowed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opinion_that_gives_a_figure_another_number_corrects_it() {
        for (text, wanted) in [
            ("Số máy tính xin sửa thành 25", true),
            ("Đính chính: số máy là 25.", true),
            ("Đề nghị sửa số văn bản đi năm 2020 thành 353", true),
            ("Số hóa hồ sơ, đổi mới thành 2 đợt", false),
            ("Xã báo nhầm. Số máy tính đúng là 25", true),
            ("Đề nghị sửa chữa 25 máy tính", false),
            ("Đề nghị điều chỉnh lại 3 chỉ tiêu", false),
            ("Tỷ lệ dùng chữ ký phải là 100%", false),
            ("Đề nghị cấp 25 máy", false),
        ] {
            assert_eq!(corrects_a_figure(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_text_that_disowns_figures_of_the_form_is_told() {
        for (text, wanted) in [
            ("Số liệu mục IV là số năm 2019", true),
            ("Phần IV lấy theo năm 2019", true),
            ("Số liệu mục I tạm tính", true),
            ("Số hồ sơ phần V chưa tính tháng 10", true),
            ("Xã xin gửi lại số liệu sau", true),
            ("Số máy tính ở trên là của năm ngoái", true),
            ("Số hồ sơ đã ghi là tạm tính", true),
            ("Khó khăn nêu trên là của năm trước", false),
            ("Đề nghị bổ sung biên chế phần mềm", false),
            ("Năm 2019 xã đã báo cáo khó khăn này", false),
            ("Kinh phí phần lớn do cấp trên hỗ trợ", false),
        ] {
            assert_eq!(disowns_figures(text), wanted, "{text}");
        }
    }
}

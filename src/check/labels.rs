//! What the label of a field says of the answers that it may have.

use crate::value::fold;

/// Whether a text is nothing but a number.
pub(super) fn is_bare_number(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '%');
    text.chars().all(is_part)
}

/// Whether a field with this label may be answered with a number though it takes words: a telephone number, a version.
pub(super) fn may_be_number(label: &str) -> bool {
    const NUMBERS: &[&str] = &[
        "số",
        "mã",
        "điện thoại",
        "đt",
        "sđt",
        "fax",
        "năm",
        "tháng",
        "ngày",
        "quý",
        "giờ",
        "lần",
        "phiên bản",
        "version",
        "tỷ lệ",
        "tỉ lệ",
        "mức",
        "diện tích",
        "dung lượng",
        "tốc độ",
        "kinh phí",
        "tổng",
        "cccd",
        "cmnd",
        "tài khoản",
        "bao nhiêu",
        "stt",
        "tt",
        "cấp",
        "hạng",
        "loại",
        "khoảng",
        "giá",
        "độ",
        "điểm",
        "cao",
        "dài",
        "rộng",
    ];
    says_one_of(label, NUMBERS)
}

/// Whether a field with this label may be answered with a sentence, as reasons are.
pub(super) fn may_be_sentence(label: &str) -> bool {
    const SENTENCES: &[&str] = &[
        "lý do",
        "nguyên nhân",
        "khó khăn",
        "vướng mắc",
        "kết quả",
        "tình hình",
        "nhận xét",
        "ghi chú",
        "giải trình",
        "nội dung",
        "mô tả",
        "đánh giá",
        "đề xuất",
        "kiến nghị",
        "ý kiến",
        "giải pháp",
        "trạng thái",
        "hiện trạng",
        "tình trạng",
        "vì sao",
    ];
    says_one_of(label, SENTENCES)
}

/// Whether the name of one thing or one office is wanted: "Tên phần mềm", not "Tên các phần mềm".
pub(super) fn wants_one_name(label: &str) -> bool {
    const SEVERAL: &[&str] = &["các", "những", "danh sách", "danh mục"];
    says_one_of(label, &["tên"]) && !says_one_of(label, SEVERAL)
}

/// Whether a field with this label may be answered with a day to come.
pub(super) fn may_be_later(label: &str) -> bool {
    const LATER: &[&str] = &[
        "dự kiến",
        "kế hoạch",
        "hạn",
        "thời hạn",
        "sẽ",
        "tới",
        "hết",
        "hiệu lực",
        "đến",
        "kết thúc",
        "hoàn thành",
        "sau",
    ];
    says_one_of(label, LATER)
}

fn says_one_of(label: &str, words: &[&str]) -> bool {
    let label = format!(
        " {} ",
        fold(label).replace(|c: char| !c.is_alphanumeric(), " ")
    );
    words
        .iter()
        .any(|word| label.contains(&format!(" {word} ")))
}

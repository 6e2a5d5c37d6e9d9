//! Remarks beside an answer that put it right, doubt it, or say that it is of another time or scale: in the column for
//! remarks, in a note on a cell, or in a free cell.
//!
//! In: the words, the number and its unit of measure, when the figures are of. Out: whether somebody has to look at both. An
//! ordinary remark ("tăng 3 máy so với năm 2019") says nothing of the kind.

use super::asked::Asked;
use super::denial::{affirms, denies, is_not_yet, is_unsure};
use super::doubt::{
    BEFORE, compares, has_words, is_about_figures, is_doubted, is_of_before, is_taken_back,
    is_trial,
};
use super::held::Held;
use super::margins::is_otherwise;
use super::other_number;
use super::partial::is_partial;
use super::qualifier::{YEARS, differ, parts_of_year};
use super::remark_scale::is_of_other_scale;
use super::scope::is_of_other_scope;
use crate::value::accented;
use crate::value::period::{Same, compared};
use crate::value::understand::understand_near;
use crate::value::{Kind, Raw, Remark, Value};

/// Words before the number that is meant.
pub(super) const CORRECTIONS: &[&str] = &[
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
    "thực tế có",
    "thực tế còn",
    "thực tế chỉ",
    "thực ra",
    "thực chất",
    "điều chỉnh thành",
    "điều chỉnh lại",
    "chính xác là",
    "số mới",
];
/// Those of them that put a figure right wherever they stand.
pub(super) const SURELY: &[&str] = &[
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
    "nhầm", "sai", "đ/c", "đc", "d/c", "dc", "điều", "chỉnh", "sửa", "chữa", "thay", "bằng",
    "thực", "tế", "đúng", "mới", "là", "lại", "thành", "ghi", "số", "xin", "còn", "đổi", "bị",
    "chính", "xác", "phải", "->", "=>", "=",
];
/// Words before the number that is not meant: "25 chứ không phải 21".
const DENIED: &[&str] = &["không phải", "chẳng phải", "không còn là"];
/// Words by which a figure belongs to another row.
const OF_OTHER_ROW: &[&str] = &["đổi chỗ", "của dòng", "sang dòng"];
/// Whole remarks by which the figures are others.
const WHOLLY: &[&str] = &[
    "dự kiến",
    "tạm",
    "kế hoạch",
    "cũ",
    "còn thiếu",
    "không phát sinh",
    "chưa có",
    "không có",
];
/// Words at the beginning of a whole remark.
const OPENING: &[&str] = &[
    "đây", "là", "số", "liệu", "lấy", "theo", "của", "báo", "cáo", "từ", "này", "như", "giống",
    "giữ", "nguyên", "vẫn", "chép", "copy", "các", "trên", "con", "vào", "chỉ", "có", "mới",
    "được",
];
/// Beginnings of remarks on a total so far.
pub(super) const SO_FAR: &[&str] = &["lũy kế", "luỹ kế", "cộng dồn"];
/// Whether a remark beside an answer says that it is another one, or one of another period, unit or scale, or that it is
/// not sure.
pub(super) fn is_contradicted(remark: &str, held: &Held<'_>, asked: &Asked<'_>) -> bool {
    let said = accented(remark);
    let bare = said.trim_matches(|c: char| !c.is_alphanumeric() && !"%*×".contains(c));
    // A question is no answer, whatever it asks.
    let asks = remark.contains('?');
    if bare.is_empty() {
        return asks;
    }
    if asks
        || is_doubted(&said, asked.period)
        || is_trial(&said)
        || is_taken_back(&said)
        || OF_OTHER_ROW.iter().any(|words| has_words(&said, words))
        || asked.is_of_other_unit(remark)
    {
        return true;
    }
    if is_about_figures(bare) && !compares(bare) && is_otherwise(bare, &[held.unit], asked) {
        return true;
    }
    if let Some(Value::YesNo(is_yes)) = held.value {
        let denies_it = || if *is_yes { denies(bare) } else { affirms(bare) };
        // A yes that holds for a part only: "chỉ áp dụng cho lĩnh vực hộ tịch".
        let is_of_part = || is_of_other_scope(&said, held.definition) || is_partial(remark);
        let is_no_whole_yes = || *is_yes && (is_not_yet(bare) || is_of_part());
        return is_unsure(remark, bare) || denies_it() || is_no_whole_yes();
    }
    let Some(number) = held.number() else {
        return false;
    };
    let (kind, unit) = (held.kind, held.unit);
    let after = |words: &[&str]| {
        words.iter().find_map(|word| {
            let (_, after) = said.split_once(word)?;
            number_after(after, kind, unit)
        })
    };
    let meant = after(CORRECTIONS).or_else(|| only_number(bare, kind, unit));
    meant.is_some_and(|meant| !meant.eq(&number))
        || after(DENIED).is_some_and(|denied| denied.eq(&number))
        || is_of_other_scale(remark, bare, unit)
        || is_of_other_scope(&said, held.definition)
        || is_partial(remark)
        || is_of_other_time(bare, asked)
        || other_number::is_in(remark, number, held, asked.period)
}

/// Whether a remark on a list says that it is not whole, or of another scope, time, scale or unit; or puts it right.
/// `measures` are the units of measure that its headings name.
pub(super) fn contradicts_list(remark: &str, measures: &[&str], asked: &Asked<'_>) -> bool {
    let said = accented(remark);
    let bare = said.trim_matches(|c: char| !c.is_alphanumeric() && !"%*×".contains(c));
    let is_scaled = measures
        .iter()
        .all(|unit| is_of_other_scale(remark, bare, unit));
    let is_plain = Held {
        value: None,
        kind: &Kind::Text,
        unit: "",
        label: "",
        definition: "",
    };
    (!bare.is_empty() || remark.contains('?'))
        && (is_contradicted(remark, &is_plain, asked)
            || SURELY.iter().any(|words| has_words(&said, words))
            || is_of_other_scope(&said, "")
            || is_partial(remark)
            || lacks_rows(bare)
            || is_scaled
            || is_of_other_time(bare, asked))
}

/// Whether a remark on a list says that rows are missing: "Thiếu 2 hộ".
fn lacks_rows(bare: &str) -> bool {
    let after = ["còn thiếu ", "thiếu ", "sót "]
        .iter()
        .find_map(|words| bare.strip_prefix(words));
    let is_compared = has_words(bare, "so với") || has_words(bare, "nhu cầu");
    after.is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit())) && !is_compared
}

/// Whether words beside several answers of a row contradict them: no number of the row is what they say, or no other
/// answer where it has none.
pub(super) fn contradicts_all(remark: &str, held: &[Held<'_>], asked: &Asked<'_>) -> bool {
    let has_numbers = held.iter().any(|held| held.number().is_some());
    let mut told = held
        .iter()
        .filter(|held| !has_numbers || held.number().is_some());
    !held.is_empty() && told.all(|held| is_contradicted(remark, held, asked))
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

/// Whether a remark says that the figure is of another time, of a plan, or a total so far.
fn is_of_other_time(bare: &str, asked: &Asked<'_>) -> bool {
    if SO_FAR.iter().any(|words| bare.starts_with(words)) || is_of_before(bare) {
        return true;
    }
    if asked.is_until_other_day(bare) || asked.begins_with_other_day(bare) {
        return true;
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    let whole = words.iter().position(|word| !OPENING.contains(word));
    let whole = whole.map_or_else(String::new, |at| words[at..].join(" "));
    let is_taken = words.starts_with(&["lấy", "số"]) || words.starts_with(&["chép", "số"]);
    let is_year = whole
        .strip_prefix("năm ")
        .or(Some(whole.as_str()).filter(|_| is_taken));
    let is_year = is_year.is_some_and(|year| {
        let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        is_year && compared(&format!("năm {year}"), asked.period) == Same::No
    });
    let is_part = ["quý ", "tháng "]
        .iter()
        .any(|part| whole.starts_with(part))
        || whole.split_once(" tháng").is_some_and(|(n, after)| {
            let is_of_year = |word: &&str| ["đầu", "cuối", "năm"].contains(word);
            n.bytes().all(|b| b.is_ascii_digit())
                && after
                    .split_whitespace()
                    .all(|word| is_of_year(&word) || word.bytes().all(|b| b.is_ascii_digit()))
        });
    is_year
        || WHOLLY.contains(&whole.as_str())
        || BEFORE.contains(&whole.as_str())
        || is_part && differ(parts_of_year(&whole), asked.period)
}

/// The number that follows within a few words.
pub(super) fn number_after(text: &str, kind: &Kind, unit: &str) -> Option<f64> {
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
    use crate::value::accented::not_known;

    #[test]
    fn all_words_are_known_without_their_accents() {
        for list in [CORRECTIONS, SURELY, DENIED, WHOLLY, SO_FAR] {
            assert_eq!(not_known(list), [""; 0]);
        }
    }
    use crate::check::expected::AsOf;
    use crate::value::fold::without_accents;

    fn is_beside(remark: &str, value: Option<&Value>, kind: &Kind) -> bool {
        let as_of = AsOf::default();
        let asked = Asked {
            period: "năm 2020",
            end: Some(jiff::civil::date(2020, 10, 28)),
            as_of: &as_of,
            unit: None,
        };
        let held = Held {
            value,
            kind,
            unit: "máy",
            label: "",
            definition: "",
        };
        is_contradicted(remark, &held, &asked)
    }

    fn is_told(remark: &str, number: Option<f64>) -> bool {
        is_beside(remark, number.map(Value::Number).as_ref(), &Kind::Count)
    }

    #[test]
    fn a_remark_beside_a_yes_that_denies_it_contradicts_and_one_beside_a_no_that_affirms_it() {
        for (remark, is_yes, wanted) in [
            ("Không", true, true),
            ("thực ra chưa có", true, true),
            ("Thuc te chua co", true, true),
            ("chưa dùng", true, true),
            ("chua dung", true, true),
            ("không còn", true, true),
            ("đã hỏng", true, true),
            ("tạm dừng", true, true),
            ("da dung", true, true),
            ("thuc te da dung tu 2019", true, true),
            ("dung", false, true),
            ("khong dung", false, true),
            ("đang dùng", true, false),
            ("dung chung voi truong hoc", true, false),
            ("Hiện nay chưa triển khai", true, true),
            ("chưa", true, true),
            ("Không kết nối mạng", true, false),
            ("Có từ 2018", true, false),
            ("chỉ áp dụng cho lĩnh vực hộ tịch", true, true),
            ("mới có 3/5 lĩnh vực", true, true),
            ("Riêng bộ phận một cửa chưa dùng", true, true),
            ("Riêng bộ phận một cửa dùng hai máy", true, false),
            ("kể cả hồ sơ giấy", true, true),
            ("chỉ đạo của huyện", true, false),
            ("chỉ áp dụng cho lĩnh vực hộ tịch", false, false),
            ("mới lắp", true, false),
            ("Có", false, true),
            ("thực ra đã có", false, true),
            ("da co", false, true),
            ("đang sử dụng", false, true),
            ("Có rồi", false, true),
            ("Có kế hoạch lắp năm 2021", false, false),
            ("Đang xây dựng", false, false),
            ("Không", false, false),
            ("Chưa có kinh phí", false, false),
        ] {
            let value = Value::YesNo(is_yes);
            let told = is_beside(remark, Some(&value), &Kind::YesNo);
            assert_eq!(told, wanted, "{is_yes}: {remark}");
        }
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
            ("thực tế có 25 máy", true),
            ("thực tế chỉ có 25", true),
            ("Thực ra 25", true),
            ("là 25 chứ không phải 388", true),
            ("không phải 388", true),
            ("như năm ngoái", true),
            ("giống kỳ trước", true),
            ("số này của năm ngoái", true),
            ("lấy theo năm trước", true),
            ("6 tháng đầu năm", true),
            ("số liệu phần này lấy theo năm trước", true),
            ("ƯTH", true),
            ("KH", true),
            ("là 388 chứ không phải 25", false),
            ("không đổi so với năm ngoái", false),
            ("thực tế có 388 máy", false),
            ("Mua từ 6 tháng đầu năm", false),
            ("Hương ước sửa đổi", false),
            ("Tỷ lệ 100%", false),
            ("đạt tỷ lệ 100%", false),
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
            let plain = without_accents(remark);
            assert_eq!(is_told(&plain, Some(388.0)), wanted, "{plain}");
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
            ("Cả năm (ước)", true),
            ("ước", true),
            ("Không rõ", true),
            ("chưa có số liệu", true),
            ("có lẽ", true),
            ("Biểu điền thử", true),
            ("nhầm với số năm trước", true),
            ("không rõ năm mua", false),
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
            let plain = without_accents(remark);
            assert_eq!(is_told(&plain, None), wanted, "{plain}");
        }
    }
}

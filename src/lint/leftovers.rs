//! What a template or a hurry leaves behind: places nobody filled in, words written twice.

use super::finding::Findings;
use super::reading::{Document, Line};
use crate::decree::rules;
use crate::msg;

pub(super) fn check(document: &Document, findings: &mut Findings) {
    for line in document.prose() {
        left_over(line, findings);
        if let Some(found) = doubled(&line.text) {
            findings.at(rules::DOUBLED, line, msg!("lint.doubled", found = found));
        }
    }
}

/// What a template or a hurry leaves behind.
fn left_over(line: &Line, findings: &mut Findings) {
    const TRACES: [&str; 9] = ["{{", "}}", "{%", "[…", "[...", "…]", "xxx", "XXX", "#REF!"];
    let text = &line.text;
    let dots = text.contains("......") || text.contains("…………");
    let trace = TRACES.iter().find(|t| text.contains(**t)).copied();
    let trace = trace.or(dots.then_some("....")).map(str::to_owned);
    if let Some(found) = trace.or_else(|| blank(text)) {
        findings.at(
            rules::LEFT_OVER,
            line,
            msg!("lint.left-over", found = found),
        );
        return;
    }
    // What our own drafts mark as missing: "[Tên đơn vị (chưa có số liệu)]".
    if let Some((_, rest)) = text.split_once('[')
        && let Some((inside, _)) = rest.split_once(']')
        && inside.chars().any(char::is_alphabetic)
    {
        findings.at(
            rules::LEFT_OVER,
            line,
            msg!("lint.left-over", found = format!("[{inside}]")),
        );
    }
}

/// "có … điểm": dots or a dash to write on that stand for a word, with the words beside them. Behind a comma, or before "và",
/// dots say "and so on".
fn blank(text: &str) -> Option<String> {
    const WANTS: [&str; 5] = ["có", "là", "đạt", "khoảng", "số"];
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).enumerate().find_map(|(at, pair)| {
        let [before, word] = *pair else { return None };
        if !is_blank(word.split(['%', ';', ',']).next().unwrap_or_default()) {
            return None;
        }
        let after = words.get(at + 2).copied().unwrap_or_default();
        let goes_on = after.starts_with(char::is_lowercase) && !matches!(after, "và" | "hoặc");
        let named = before.ends_with(char::is_alphanumeric);
        let wanted = WANTS.contains(&before) || word.contains('%') || named && goes_on;
        let said = [before, word, after.trim_end_matches(['.', ';', ','])];
        wanted.then(|| said.join(" ").trim_end().to_owned())
    })
}

fn is_blank(word: &str) -> bool {
    let marks = word.chars().all(|c| matches!(c, '…' | '.' | '_'));
    marks && (word.contains('…') || word.len() > 2)
}

/// Words that join others and are never said twice, each with the syllables that make another word of it: "hiện có có lỗi".
const JOINING: [(&str, &[&str]); 22] = [
    ("có", &["hiện", "sẵn", "vốn"]),
    ("và", &[]),
    ("của", &[]),
    ("các", &[]),
    ("những", &[]),
    ("là", &[]),
    ("đã", &[]),
    ("đang", &[]),
    ("sẽ", &[]),
    ("với", &[]),
    ("hoặc", &[]),
    ("nhưng", &[]),
    ("để", &[]),
    ("thì", &[]),
    ("như", &[]),
    ("cũng", &[]),
    ("vẫn", &[]),
    ("vì", &[]),
    ("khi", &[]),
    ("tại", &["hiện", "tồn", "thực", "đương"]),
    ("trong", &["bên"]),
    ("bị", &["thiết", "trang", "chuẩn"]),
];

/// "có có", "giải quyết giải quyết". Other syllables may rightly meet themselves: "cơ quan quan trắc", "luôn luôn".
fn doubled(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |w: &str| w.trim_end_matches(['.', ',', ';', ':', ')']).to_owned();
    let same = |a: &str, b: &str| {
        let lower = b.chars().all(char::is_lowercase);
        lower && a.to_lowercase() == b
    };
    for (at, pair) in words.windows(2).enumerate() {
        let joining = JOINING.iter().find(|(word, _)| *word == bare(pair[1]));
        let made = |made_with: &[&str]| at > 0 && made_with.contains(&words[at - 1]);
        if joining.is_some_and(|(word, made_with)| same(pair[0], word) && !made(made_with)) {
            return Some(pair.join(" "));
        }
    }
    let twice = words
        .windows(4)
        .find(|four| four[0] != four[1] && same(four[0], four[2]) && same(four[1], &bare(four[3])));
    twice.map(|four| four.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_written_twice_is_told_from_syllables_that_meet() {
        let check = |text: &str, found: Option<&str>| {
            assert_eq!(doubled(text).as_deref(), found, "{text}");
        };
        check("Toàn huyện có có 16 điểm.", Some("có có"));
        check("Các các xã đã gửi.", Some("Các các"));
        check(
            "Đã giải quyết giải quyết hồ sơ.",
            Some("giải quyết giải quyết"),
        );
        check("Gửi về huyện và và.", Some("và và."));
        check("Số máy hiện có có cấu hình yếu.", None);
        check(
            "Một số thiết bị bị hỏng; cơ quan quan trắc luôn luôn dần dần.",
            None,
        );
        check("Xã hội có, có 14/14 xã 14/14 xã.", None);
        check("Có máy có mạng có máy in.", None);
    }

    #[test]
    fn dots_that_stand_for_a_word_are_told_from_dots_that_end_a_list() {
        let check = |text: &str, found: Option<&str>| {
            assert_eq!(blank(text).as_deref(), found, "{text}");
        };
        check("Toàn huyện có … điểm.", Some("có … điểm"));
        check("Toàn huyện có ... điểm.", Some("có ... điểm"));
        check("Hoàn thành ____ nhiệm vụ.", Some("thành ____ nhiệm"));
        check("Tỷ lệ đúng hạn đạt …%.", Some("đạt …%."));
        check("Máy tính, máy in, … được cấp.", None);
        check("Máy tính, máy in … và máy quét.", None);
        check("Máy tính, máy in …", None);
    }
}

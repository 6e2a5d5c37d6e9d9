//! Remarks by which a figure leaves out something or takes in something more than was asked: "chưa tính 2 máy".
//!
//! In: a remark in full words, and what the form says of how the figure is counted. Out: whether somebody has to look at it.
//! What only tells of what the figure is made of ("trong đó có 2 máy hỏng"), or repeats what the form says, does not.

use super::doubt::has_words;
use crate::value::accented;
use crate::value::fold::without_accents;

/// Words before what a figure leaves out.
const LEFT_OUT: &[&str] = &[
    "chưa tính",
    "chưa kể",
    "chưa gồm",
    "chưa bao gồm",
    "chưa cộng",
    "không tính",
    "không kể",
    "không gồm",
    "không bao gồm",
];
/// Words before what a figure takes in.
const TAKEN_IN: &[&str] = &[
    "tính cả",
    "gồm cả",
    "cộng cả",
    "cộng thêm",
    "tính luôn",
    "tính thêm",
    "tính gộp",
    "gộp cả",
    "gộp chung",
    "có cả",
    "lẫn cả",
];
/// Words before the only things that a figure counts, or before those that are taken off it.
const ONLY: &[&str] = &[
    "chỉ tính",
    "chỉ gồm",
    "chỉ bao gồm",
    "chỉ kể",
    "chỉ lấy",
    "tính riêng",
    "ngoại trừ",
];
/// The same, where a remark begins with them: "hoạt động 24/7, kể cả ngày lễ" is about no figure.
const FIRST: &[&str] = &["kể cả", "trừ", "chỉ"];
/// Words that may stand before those.
const OPENING: &[&str] = &["đã", "số", "liệu", "này", "là", "máy", "tính"];
/// Words of which such words are a part that says another thing: "chưa tính toán".
const OTHERWISE: &[&str] = &[
    "toán", "toan", "năng", "nang", "tiêu", "thị", "đạo", "huy", "số", "định", "dẫn", "giới",
];

/// Whether a remark, in full words, says that the figure beside it leaves out or takes in something. `definition` is what
/// the form says of how it is counted.
pub(super) fn is_of_other_scope(said: &str, definition: &str) -> bool {
    let defined = accented(definition);
    let follows = |group: &[&str]| {
        group.iter().any(|words| {
            behind(said, words).is_some_and(|after| {
                !is_repeated(after, words, &defined) && !is_defined(after, group, &defined)
            })
        })
    };
    let first = FIRST.iter().any(|words| {
        let Some((before, after)) = said.split_once(words) else {
            return false;
        };
        let is_other = words_of(after)
            .next()
            .is_some_and(|next| OTHERWISE.contains(&next));
        let mut before = words_of(before);
        !is_other
            && (after.is_empty() || !after.starts_with(char::is_alphanumeric))
            && before.all(|word| OPENING.contains(&word))
            && !is_repeated(after, words, &defined)
            && !is_defined(after, group_of(words), &defined)
    });
    let excluded = || takes_in_what_is_left_out(said, &defined);
    follows(LEFT_OUT) || follows(TAKEN_IN) || follows(ONLY) || first || excluded()
}

/// Words that say no.
const DENIALS: &[&str] = &["không", "chưa", "chẳng", "trừ", "khong", "chua", "ngoài"];

/// Whether a remark has something that the form leaves out, and does not say that it is left out: "gồm 5 máy của trường học"
/// where no machines of schools count.
fn takes_in_what_is_left_out(said: &str, defined: &str) -> bool {
    let plain = without_accents(said);
    if words_of(said).any(|word| DENIALS.contains(&word)) {
        return false;
    }
    let clauses = LEFT_OUT.iter().flat_map(|words| {
        let places = defined.match_indices(words);
        places.map(|(at, found)| &defined[at + found.len()..])
    });
    clauses.into_iter().any(|after| {
        let after = after.split(['.', ';', ')', '(']).next().unwrap_or_default();
        after.split(',').any(|item| {
            let item: Vec<&str> = words_of(item).collect();
            let item = without_accents(&item.join(" "));
            item.split(' ').count() > 1 && has_words(&plain, &item)
        })
    })
}

/// Whether what the form says of how figures are counted was written anew so that they leave out or take in something else.
pub(super) fn is_turned(said: &str, planned: &str) -> bool {
    // Whoever types no accents says all words without them.
    let is_plain = said.is_ascii();
    let written = |text: &str| {
        if is_plain {
            without_accents(text)
        } else {
            accented(text)
        }
    };
    let (said, planned) = (written(said), written(planned));
    let more = |words: &str| {
        behind(&said, words).is_some_and(|after| !is_repeated(after, words, &planned))
    };
    // What was left out still stands there, but not as left out.
    let less = |words: &str| {
        behind(&planned, words).is_some_and(|after| {
            let clause = clause(after);
            !clause.is_empty() && without_accents(&said).contains(&clause) && !said.contains(words)
        })
    };
    let mut all = [LEFT_OUT, TAKEN_IN, FIRST, ONLY].into_iter().flatten();
    all.any(|words| {
        let words = written(words);
        more(&words) || less(&words)
    })
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// What follows such words, where they stand whole and mean this.
fn behind<'t>(said: &'t str, words: &str) -> Option<&'t str> {
    if !has_words(said, words) {
        return None;
    }
    let (_, after) = said.split_once(words)?;
    let is_other = words_of(after)
        .next()
        .is_some_and(|next| OTHERWISE.contains(&next));
    (!is_other).then_some(after)
}

/// Whether the form says the same of how the figure is counted, with or without its accents.
fn is_repeated(after: &str, words: &str, defined: &str) -> bool {
    let clause = clause(after);
    let mut said = defined.match_indices(words);
    !clause.is_empty() && said.any(|(at, _)| without_accents(&defined[at..]).contains(&clause))
}

/// The words that mean the same as some that stand first.
fn group_of(words: &str) -> &'static [&'static str] {
    match words {
        "trừ" => LEFT_OUT,
        _ => TAKEN_IN,
    }
}

/// Whether the form itself counts so, in these words or others: it says "không tính máy cá nhân", and the remark "chưa tính 02
/// máy cá nhân của cán bộ".
fn is_defined(after: &str, group: &[&str], defined: &str) -> bool {
    let said = clause(after);
    let said = said.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let mut counted = group.iter().flat_map(|words| {
        let places = defined.match_indices(words);
        places.map(move |(at, _)| clause(&defined[at + words.len()..]))
    });
    !said.is_empty() && counted.any(|own| !own.is_empty() && said.contains(&own))
}

/// The words up to the end of a clause, without their accents.
fn clause(after: &str) -> String {
    let clause = after.split([',', ';', '.', '(', ')']).next();
    without_accents(clause.unwrap_or_default().trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::accented::not_known;

    #[test]
    fn all_words_are_known_without_their_accents() {
        for list in [LEFT_OUT, TAKEN_IN, ONLY] {
            assert_eq!(not_known(list), [""; 0]);
        }
    }

    #[test]
    fn a_remark_by_which_a_figure_leaves_out_or_takes_in_something_is_told() {
        let definition = "Máy đang dùng, không tính máy cá nhân";
        for (remark, wanted) in [
            ("chưa tính 2 máy", true),
            ("Số này chưa tính máy của trạm y tế", true),
            ("chưa kể máy hỏng", true),
            ("Chưa bao gồm trường mầm non", true),
            ("không gồm công an xã", true),
            ("không tính máy mượn", true),
            ("tính cả tháng 11, 12", true),
            ("Đã tính cả máy hỏng", true),
            ("kể cả máy của trường học", true),
            ("đã kể cả 2 máy mượn", true),
            ("bao gồm cả máy của hợp tác xã", true),
            ("gộp chung với xã bên", true),
            ("không tính", true),
            ("Chỉ tính hộ thường trú", true),
            ("chỉ lấy máy còn tốt", true),
            ("ngoại trừ thôn 3", true),
            ("loại trừ rủi ro", false),
            ("Chỉ tiêu", false),
            ("chỉ đạo của huyện", false),
            ("gồm 2 máy cá nhân", true),
            ("không tính máy cá nhân", false),
            ("(không tính máy cá nhân)", false),
            ("trong đó có 2 máy hỏng", false),
            ("gồm 15 máy bàn, 4 máy xách tay", false),
            ("bao gồm 15 máy để bàn", false),
            ("chưa tính toán nhu cầu", false),
            ("hoạt động 24/7, kể cả ngày lễ", false),
            ("đã tính đủ", false),
            ("tăng thêm 2 máy", false),
            ("theo báo cáo quý III", false),
            ("trong đó gồm cảnh báo cháy", false),
            ("", false),
        ] {
            for typed in [remark.to_owned(), without_accents(remark)] {
                assert_eq!(
                    is_of_other_scope(&accented(&typed), definition),
                    wanted,
                    "{typed}"
                );
            }
        }
        for (remark, wanted) in [
            ("Chưa tính 02 máy cá nhân của cán bộ", false),
            ("không gồm máy cá nhân", false),
            ("tính cả máy cá nhân", true),
            ("chưa tính máy của trường", true),
        ] {
            assert_eq!(
                is_of_other_scope(&accented(remark), definition),
                wanted,
                "{remark}"
            );
        }
        // Without its accent this word may be another: "trụ sở".
        for remark in ["(trừ máy hỏng)", "đã trừ 2 máy hỏng", "Chỉ văn phòng"] {
            assert!(is_of_other_scope(&accented(remark), definition), "{remark}");
        }
        let defined = "Máy đang dùng, kể cả máy hỏng";
        assert!(!is_of_other_scope("kể cả máy hỏng", defined));
        assert!(is_of_other_scope("kể cả máy mượn", defined));
    }

    #[test]
    fn a_definition_whose_words_turn_its_scope_round_is_told() {
        let planned = "Không tính văn bản mật; gồm cả văn bản nội bộ";
        for (said, wanted) in [
            ("Không tính văn bản mật; gồm cả văn bản nội bộ", false),
            ("Khong tinh van ban mat; gom ca van ban noi bo", false),
            ("Không tính văn bản mật", false),
            ("Văn bản do xã ban hành", false),
            ("Tính cả văn bản mật; gồm cả văn bản nội bộ", true),
            ("Tính văn bản mật; gồm cả văn bản nội bộ", true),
            ("Không tính văn bản nội bộ; gồm cả văn bản mật", true),
            ("Không tính văn bản mật; trừ văn bản nội bộ", true),
            ("Chỉ tính văn bản giấy", true),
            ("Không tính văn bản mật; cộng cả giấy mời", true),
        ] {
            assert_eq!(is_turned(said, planned), wanted, "{said}");
        }
        assert!(is_turned(
            "Tính đến ngày 28/10/2020; không tính máy mượn",
            ""
        ));
        assert!(!is_turned("Tính đến ngày 28/10/2020", ""));
    }
}

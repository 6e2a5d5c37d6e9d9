//! The reason of a decision: it stands in the report, so it must say something.

use super::Stop;
use crate::msg;
use std::collections::BTreeSet;

/// Different letters that a reason has.
const DIFFERENT: usize = 3;

/// A reason as it stands in the report, in brackets within a sentence: with single blanks, and without brackets of its own
/// around it or a mark at its end.
pub(super) fn needed(reason: &str) -> Result<String, Stop> {
    let words: Vec<&str> = reason.split_whitespace().collect();
    let spaced = words.join(" ");
    let mut reason = spaced.as_str();
    loop {
        let bare = reason.trim_end_matches([';', ',', ':']).trim();
        let bare = match bare.strip_suffix('.') {
            Some(before) if !before.ends_with(['.', 'v']) => before.trim_end(),
            _ => bare,
        };
        let inside = bare
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        let bare = match inside {
            Some(inside) if !inside.contains(['(', ')']) => inside.trim(),
            _ => bare,
        };
        if bare == reason {
            break;
        }
        reason = bare;
    }
    if says_something(reason) {
        Ok(reason.to_owned())
    } else if reason.is_empty() {
        Err(Stop::Wrong(msg!("flow.reason-needed")))
    } else {
        Err(Stop::Wrong(msg!(
            "flow.reason-says-nothing",
            reason = reason
        )))
    }
}

/// Whether a reason tells who reads the report anything. A Vietnamese word may be as short as "lụt"; one key, a mark or a
/// number is no word.
fn says_something(reason: &str) -> bool {
    let letters = reason.chars().filter(|c| c.is_alphabetic());
    let different: BTreeSet<char> = letters.flat_map(char::to_lowercase).collect();
    different.len() >= DIFFERENT
}

#[cfg(test)]
mod tests {
    use super::needed;

    #[test]
    fn a_reason_fits_into_brackets_within_a_sentence() {
        for (typed, kept) in [
            ("chủ tịch đi vắng", "chủ tịch đi vắng"),
            ("  (chủ tịch đi  vắng).  ", "chủ tịch đi vắng"),
            ("((vắng))", "((vắng))"),
            (
                "Xã khắc phục bão số 9; chưa gửi được.",
                "Xã khắc phục bão số 9; chưa gửi được",
            ),
            ("(bão) và (lũ)", "(bão) và (lũ)"),
            ("bão, lũ, v.v.", "bão, lũ, v.v."),
            ("đang rà soát...", "đang rà soát..."),
            ("hai dòng\nmột lý do;", "hai dòng một lý do"),
        ] {
            assert_eq!(needed(typed).ok().as_deref(), Some(kept), "{typed}");
        }
        assert!(needed(" (.) ").is_err());
    }

    #[test]
    fn a_reason_says_something() {
        for said in ["lụt", "mưa lũ", "bị ốm", "Bão số 9", "nhầm", "COVID"] {
            assert!(needed(said).is_ok(), "{said}");
        }
        for nothing in [
            "x", ".", "x x", "1", "xxxxxx", "2020", "ok", "a b", "...", "--", "aa aa",
        ] {
            assert!(needed(nothing).is_err(), "{nothing}");
        }
    }
}

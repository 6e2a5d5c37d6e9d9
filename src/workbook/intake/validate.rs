//! What a cell lets people type, and the hint they see when they stand on it.
//!
//! Only the impossible is stopped: one cell holds one validation, so that the unlikely goes to the live text.

use crate::value::Kind;
use crate::value::kind::Entry;
use crate::words::official;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula, XlsxError,
};

/// Excel's limits, in UTF-16 units.
const TITLE: usize = 32;
const MESSAGE: usize = 255;

/// A validation for a kind, with a hint. `words` names the range of a drop-down.
pub(super) fn validation(
    kind: &Kind,
    plausible: Option<(f64, f64)>,
    words: Option<&str>,
    title: &str,
    hint: &str,
) -> Result<DataValidation, XlsxError> {
    let base = DataValidation::new()
        .set_input_title(cut(title, TITLE))?
        .set_input_message(cut(hint, MESSAGE))?
        .set_error_title(official("emit.stop-title"))?;
    let stop = |base: DataValidation, id: &str| base.set_error_message(official(id));
    match kind.spec().entry {
        Entry::Whole => stop(
            base.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
            "emit.stop-whole",
        ),
        Entry::Number => stop(
            base.allow_decimal_number(DataValidationRule::Between(-1e15, 1e15)),
            "emit.stop-number",
        ),
        Entry::Share => {
            let (low, high) = kind.possible(plausible).unwrap_or((0.0, 1.0));
            stop(
                base.allow_decimal_number(DataValidationRule::Between(low, high)),
                "emit.stop-percent",
            )
        }
        Entry::Word => stop(
            base.allow_list_formula(Formula::new(words.unwrap_or_default())),
            "emit.stop-choice",
        ),
        // Under foreign regional settings 28/10/2020 stays text: readable at intake, so it may pass.
        Entry::Day => Ok(stop(
            base.allow_date(DataValidationRule::Between(
                ExcelDateTime::from_ymd(1900, 1, 1)?,
                ExcelDateTime::from_ymd(2199, 12, 31)?,
            )),
            "emit.stop-date",
        )?
        .set_error_style(DataValidationErrorStyle::Warning)),
        Entry::Anything => Ok(base.allow_any_value()),
    }
}

/// What to type, for the hint of a cell without a definition.
pub(super) fn how_to(kind: &Kind) -> String {
    official(kind.spec().hint)
}

/// At most so many UTF-16 units, cut at a word.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut out = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        if (out.encode_utf16().count() + word.encode_utf16().count()) >= most {
            break;
        }
        out.push_str(word);
    }
    let kept: String = if out.trim().is_empty() {
        text.chars().take(most / 2).collect()
    } else {
        out.trim_end().to_owned()
    };
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_long_hint_is_cut_at_a_word() {
        assert_eq!(cut("Cách tính", 32), "Cách tính");
        assert_eq!(cut("một hai ba bốn", 9), "một hai…");
        assert!(cut(&"dài".repeat(200), 255).encode_utf16().count() <= 255);
    }
}

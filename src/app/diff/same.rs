//! Whether two answers say the same.

use crate::model::reading::{Answer, FieldReading};

/// Whether two answers say the same, with what stands beside them. What is not there says as little as an empty cell.
pub(super) fn says_the_same(old: Option<&FieldReading>, new: Option<&FieldReading>) -> bool {
    let is_blank = |field: Option<&FieldReading>| field.is_none_or(FieldReading::is_left_blank);
    let remark = |field: Option<&FieldReading>| field.map(|f| f.remark.trim().to_owned());
    let same_remark = remark(old).unwrap_or_default() == remark(new).unwrap_or_default();
    let same = match (old, new) {
        _ if is_blank(old) && is_blank(new) => true,
        (Some(old), Some(new)) if old.answer == Answer::NotUnderstood => {
            new.answer == old.answer && new.raw == old.raw
        }
        (Some(old), Some(new)) => old.answer == new.answer && old.estimate == new.estimate,
        _ => false,
    };
    same && same_remark
}

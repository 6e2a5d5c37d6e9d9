//! What texts of each kind of id look like.

/// Letters of ids of a kit: what Excel accepts in a defined name, and the program can tell from its own.
pub(super) fn is_snake(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// Ids of rules: `TONG-01`.
pub(super) fn is_rule_id(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// Codes of units stand in file names: letters and digits without accents, `-` and `_`.
pub(super) fn is_unit_code(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// Snake words with dots between them: `xa.may_tinh`, `dot.nam`, `truoc.xa.may_tinh`.
pub(super) fn is_dotted(text: &str) -> bool {
    !text.is_empty() && text.split('.').all(is_snake)
}

/// As [`is_dotted`], or a formula at the units of a form, which has no other name: `xa=cuoi / ho`.
pub(super) fn is_figure(text: &str) -> bool {
    match text.split_once('=') {
        Some((space, formula)) => {
            is_dotted(space) && !formula.is_empty() && !formula.contains(char::is_control)
        }
        None => is_dotted(text),
    }
}

/// Snake words with at least one dot between them.
pub(super) fn is_path(text: &str) -> bool {
    is_dotted(text) && text.contains('.')
}

/// As [`is_figure`], or where the first word has a number in brackets: `phan_mem[0].ten`.
pub(super) fn is_item(text: &str) -> bool {
    if is_figure(text) {
        return true;
    }
    let Some((list, cell)) = text.split_once('[') else {
        return is_dotted(text);
    };
    let column = cell.split_once("].").filter(|(row, column)| {
        row.bytes().all(|b| b.is_ascii_digit()) && !row.is_empty() && is_snake(column)
    });
    is_snake(list) && column.is_some()
}

/// The hexadecimal digits of a BLAKE3 hash.
pub(super) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// The hexadecimal digits of a short fingerprint.
pub(super) fn is_fingerprint(text: &str) -> bool {
    text.len() == FINGERPRINT && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Hexadecimal digits of a short fingerprint.
pub(super) const FINGERPRINT: usize = 16;

/// Any text: it may begin with the name of a file, as people sent it.
pub(super) fn is_filled(text: &str) -> bool {
    !text.is_empty()
}

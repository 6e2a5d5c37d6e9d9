//! The declaration of a part, which says that it is XML 1.0 in UTF-8 or nothing.

use super::not_plain::NotPlain;

/// What follows a declaration, which is read from behind its `<?xml`.
pub(super) fn declaration(declared: &str) -> Result<&str, NotPlain> {
    let (mut inside, rest) = declared.split_once("?>").ok_or(NotPlain)?;
    let mut found = [None; 3];
    for (nth, name) in ["version", "encoding", "standalone"].iter().enumerate() {
        let trimmed = inside.trim_ascii_start();
        let Some(after) = trimmed.strip_prefix(name) else {
            continue;
        };
        let quoted = after.strip_prefix('=').ok_or(NotPlain)?;
        let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\''));
        let mut pieces = quoted.splitn(3, quote.ok_or(NotPlain)?).skip(1);
        let (Some(value), Some(after)) = (pieces.next(), pieces.next()) else {
            return Err(NotPlain);
        };
        if trimmed.len() == inside.len() {
            return Err(NotPlain);
        }
        found[nth] = Some(value);
        inside = after;
    }
    let [version, encoding, standalone] = found;
    let is_plain = inside.trim_ascii_start().is_empty()
        && version == Some("1.0")
        && encoding.is_none_or(|e| e.eq_ignore_ascii_case("utf-8"))
        && standalone.is_none_or(|s| matches!(s, "yes" | "no"));
    if is_plain { Ok(rest) } else { Err(NotPlain) }
}

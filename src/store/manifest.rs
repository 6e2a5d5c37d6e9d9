//! A manifest: the files of a folder with their sizes and hashes, a line each, and a checksum of them all.
//!
//! In: what was written, or the text of one. Out: the text, or what it lists. It tells whether anything was changed, left
//! out or added since; knows nothing of what the files say.

use crate::model::id::FileHash;
use std::fmt::Write;

/// A file that a manifest lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Path below the folder, with `/` between names.
    pub(crate) name: String,
    /// Bytes.
    pub(crate) size: u64,
    /// Hash of them.
    pub(crate) hash: FileHash,
}

/// The text of a manifest.
pub(crate) fn text(files: &[Listed]) -> String {
    let mut lines = String::new();
    for file in files {
        let name = file.name.replace('\\', "\\\\");
        let name = name.replace('\n', "\\n").replace('\r', "\\r");
        // Writing into a text never fails.
        let _ = writeln!(lines, "{} {} {name}", file.hash, file.size);
    }
    let sum = sum(&lines);
    lines + &sum + "\n"
}

/// What a manifest lists; `None` of a text that is none or was changed.
pub(crate) fn parse(text: &str) -> Option<Vec<Listed>> {
    let whole = text.strip_suffix('\n')?;
    let at = whole.rfind('\n').map_or(0, |at| at + 1);
    let (lines, told) = whole.split_at(at);
    if told != sum(lines) {
        return None;
    }
    lines.lines().map(line).collect()
}

fn line(line: &str) -> Option<Listed> {
    let (hash, rest) = line.split_once(' ')?;
    let (size, name) = rest.split_once(' ')?;
    Some(Listed {
        name: plain(name),
        size: size.parse().ok()?,
        hash: hash.parse().ok()?,
    })
}

/// A name as it was before its line.
fn plain(escaped: &str) -> String {
    let mut name = String::with_capacity(escaped.len());
    let mut letters = escaped.chars();
    while let Some(c) = letters.next() {
        name.push(match c {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                other => other.unwrap_or('\\'),
            },
            c => c,
        });
    }
    name
}

fn sum(lines: &str) -> String {
    blake3::hash(lines.as_bytes()).to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(name: &str) -> Listed {
        Listed {
            name: name.to_owned(),
            size: name.len() as u64,
            hash: FileHash::of(name.as_bytes()),
        }
    }

    #[test]
    fn any_name_comes_back_and_a_text_with_one_bit_changed_lists_nothing() {
        let names = [
            "a.csv",
            "hai dòng\nvà\r\\n",
            "\\",
            " đầu và cuối ",
            "so/sổ.db",
        ];
        let files: Vec<Listed> = names.iter().map(|name| listed(name)).collect();
        let whole = text(&files);
        assert_eq!(parse(&whole).as_deref(), Some(&files[..]));
        assert_eq!(parse(&text(&[])).as_deref(), Some(&[][..]));
        for at in 0..whole.len() {
            let mut bytes = whole.clone().into_bytes();
            bytes[at] ^= 1;
            if let Ok(changed) = String::from_utf8(bytes) {
                assert_eq!(parse(&changed), None, "{changed}");
            }
        }
        assert_eq!(parse(""), None);
        assert_eq!(parse("\n"), None);
    }
}

//! What a file is, by its first bytes; its name is never asked.

use super::refusal::{Foreign, Refusal};

/// How many bytes of the beginning are looked at.
pub(super) const HEAD: usize = 4096;

/// What may hold a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    /// ZIP: xlsx, ods, and much else.
    Zip,
    /// OLE compound file: xls, locked xlsx, and much else.
    Compound,
}

/// What the beginning of a file says it is.
pub(super) fn sniff(head: &[u8]) -> Result<Container, Refusal> {
    if head.is_empty() {
        return Err(Refusal::Empty);
    }
    for (magic, found) in MAGIC {
        if head.starts_with(magic) {
            return match found {
                Found::Container(container) => Ok(*container),
                Found::Refused(refusal) => Err(refusal.clone()),
            };
        }
    }
    if head.iter().all(|b| *b == 0) {
        return Err(Refusal::Damaged);
    }
    let early = &head[..head.len().min(1024)];
    if early.windows(5).any(|w| w == b"%PDF-") {
        return Err(Refusal::Pdf);
    }
    if head.get(4..8) == Some(b"ftyp") || head.starts_with(b"RIFF") {
        return Err(Refusal::Picture);
    }
    Err(of_text(head))
}

enum Found {
    Container(Container),
    Refused(Refusal),
}

const MAGIC: &[(&[u8], Found)] = &[
    (b"PK\x03\x04", Found::Container(Container::Zip)),
    (b"PK\x05\x06", Found::Refused(Refusal::Archive)),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        Found::Container(Container::Compound),
    ),
    (b"\x89PNG", Found::Refused(Refusal::Picture)),
    (b"\xFF\xD8\xFF", Found::Refused(Refusal::Picture)),
    (b"GIF8", Found::Refused(Refusal::Picture)),
    (b"II*\0", Found::Refused(Refusal::Picture)),
    (b"MM\0*", Found::Refused(Refusal::Picture)),
    (b"{\\rtf", Found::Refused(Refusal::Document)),
    (b"Rar!", Found::Refused(Refusal::Archive)),
    (b"7z\xBC\xAF\x27\x1C", Found::Refused(Refusal::Archive)),
    (b"\x1F\x8B", Found::Refused(Refusal::Archive)),
    (b"\x09\x00\x04\x00", Found::Refused(Refusal::OldExcel)),
    (b"\x09\x02\x06\x00", Found::Refused(Refusal::OldExcel)),
    (b"\x09\x04\x06\x00", Found::Refused(Refusal::OldExcel)),
    (b"\x09\x08", Found::Refused(Refusal::OldExcel)),
];

/// How web pages and XML begin.
const MARKUP: &[&str] = &[
    "<!doctype",
    "<html",
    "<head",
    "<body",
    "<meta",
    "<style",
    "<table",
    "<div",
    "<!--",
    "<?xml",
    "mime-version:",
];

fn of_text(head: &[u8]) -> Refusal {
    // Each second byte of wide text alone says whether it is markup; the other may look like anything.
    let shown: Vec<u8> = match head {
        [0xFF, 0xFE, rest @ ..] => narrow(rest, 0),
        [0xFE, 0xFF, rest @ ..] => narrow(rest, 1),
        _ => head.to_vec(),
    };
    let is_control = |b: &u8| *b < 0x20 && !matches!(*b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A);
    if shown.iter().any(is_control) {
        return Refusal::Unknown;
    }
    let text = String::from_utf8_lossy(&shown).to_lowercase();
    let text = text.trim_start_matches(|c: char| !c.is_ascii() || c.is_ascii_whitespace());
    if MARKUP.iter().any(|m| text.starts_with(m)) {
        Refusal::WebPage
    } else if is_link(text) {
        Refusal::Foreign(Foreign::Link)
    } else if is_exchange(text) {
        Refusal::Foreign(Foreign::Exchange)
    } else {
        Refusal::Text
    }
}

/// Whether a text is what Google Drive puts in place of a workbook, or what browsers make of an address.
fn is_link(text: &str) -> bool {
    let is_of_drive = text.starts_with('{')
        && ["\"doc_id\"", "docs.google.com", "drive.google.com"]
            .iter()
            .any(|sign| text.contains(sign));
    is_of_drive || text.starts_with("[internetshortcut]")
}

/// Whether a text, in lower case, is a table in SYLK or DIF, as its first lines say.
fn is_exchange(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    match lines.next() {
        Some("table") => lines.next() == Some("0,1"),
        Some(first) => first.starts_with("id;p"),
        None => false,
    }
}

/// The characters of UTF-16 text that are ASCII, a letter for every other.
fn narrow(wide: &[u8], low: usize) -> Vec<u8> {
    let pairs = wide.chunks_exact(2);
    let letters = pairs.map(|pair| match (pair[low], pair[1 - low]) {
        (byte, 0) if byte.is_ascii() => byte,
        _ => b'a',
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_tells_what_a_file_is() {
        let of = |head: &[u8]| sniff(head).err();
        assert_eq!(of(b""), Some(Refusal::Empty));
        assert_eq!(
            of(b"\xEF\xBB\xBF\r\n <HTML><table>"),
            Some(Refusal::WebPage)
        );
        assert_eq!(of("\u{FEFF}Mã;Tên".as_bytes()), Some(Refusal::Text));
        assert_eq!(of(b"\xFF\xFE<\0h\0t\0m\0l\0"), Some(Refusal::WebPage));
        assert_eq!(of(b"\xFF\xFEM\0\x03\x1E;\0"), Some(Refusal::Text));
        assert_eq!(
            of(b"ID;PWXL;N;E\r\nP;PGeneral"),
            Some(Refusal::Foreign(Foreign::Exchange))
        );
        assert_eq!(
            of(b"TABLE\r\n0,1\r\n\"A\""),
            Some(Refusal::Foreign(Foreign::Exchange))
        );
        assert_eq!(of(b"TABLE\r\nTen,So\r\n"), Some(Refusal::Text));
        assert_eq!(of(b"id;ten;so\r\n1;A;2"), Some(Refusal::Text));
        assert_eq!(
            of(b"{\"url\": \"https://docs.google.com/x\"}"),
            Some(Refusal::Foreign(Foreign::Link))
        );
        assert_eq!(of(b"\n%PDF-1.7"), Some(Refusal::Pdf));
        assert_eq!(of(b"\0\0\0\x18ftypheic"), Some(Refusal::Picture));
        assert_eq!(of(&[0; 100]), Some(Refusal::Damaged));
        assert_eq!(of(b"\x01\x02\x03"), Some(Refusal::Unknown));
        assert_eq!(sniff(b"PK\x03\x04..."), Ok(Container::Zip));
    }
}

//! What came wrapped: several files in one ZIP, or attached to a saved mail.
//!
//! In: the beginning of a file. Out: whether it may be a wrapping, and what parent and child say to each other about what
//! is in it. The child alone unpacks.

use super::package;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Bytes of the beginning by which a wrapping is known.
pub(super) const HEAD: usize = 4096;
/// Bytes of content that the child sends at once.
pub(super) const PIECE: usize = 256 << 10;

/// A file in a wrapping, before its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Name, with those of inner wrappings before it: `bieu.zip/Xã Đông Hòa.xlsx`. A name, never a path.
    pub name: String,
    /// Who sent the mail that it came in.
    pub sender: Option<String>,
    /// Bytes.
    pub size: u64,
}

/// What the child says of a wrapping, one after the other.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Told {
    /// A file; its bytes follow in frames of at most [`PIECE`].
    File(Item),
    /// No more files, and what was left in it; nothing when it is no wrapping.
    End(Option<Vec<crate::model::parcel::LeftBehind>>),
}

/// Whether a file begins like a ZIP of files or a saved mail.
pub fn may_be(path: &Path) -> bool {
    // A pipe or a device would never end.
    if !std::fs::metadata(path).is_ok_and(|about| about.is_file()) {
        return false;
    }
    let mut head = Vec::with_capacity(HEAD);
    let read = File::open(path).and_then(|file| file.take(HEAD as u64).read_to_end(&mut head));
    read.is_ok() && kind(&head).is_some()
}

/// What files come wrapped in.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// An archive.
    Zip,
    /// A saved mail.
    Mail,
}

/// What a file that begins so may be a wrapping of.
pub(super) fn kind(head: &[u8]) -> Option<Kind> {
    if head.starts_with(b"PK\x03\x04") {
        return (!opens_a_document(head)).then_some(Kind::Zip);
    }
    is_mail(head).then_some(Kind::Mail)
}

/// Whether the first part of a ZIP is one that workbooks and documents begin with, and folders of files never: such a
/// file need not be looked at any further.
fn opens_a_document(head: &[u8]) -> bool {
    const FIRST: [&[u8]; 7] = [
        b"[Content_Types].xml",
        b"_rels/",
        b"docProps/",
        b"xl/",
        b"word/",
        b"mimetype",
        b"META-INF/",
    ];
    // The name stands behind the 30 bytes of the local header (APPNOTE 4.3.7).
    let name = head.get(30..).unwrap_or_default();
    FIRST.iter().any(|first| name.starts_with(first))
}

/// Whether a part of this name, however it is spelt, makes a ZIP a workbook or a document: those are no wrapping.
pub(super) fn is_of_a_document(name: &str) -> bool {
    const SIGNS: [&str; 6] = [
        "[content_types].xml",
        "_rels/.rels",
        "mimetype",
        "meta-inf/manifest.xml",
        "index/document.iwa",
        "index.zip",
    ];
    SIGNS.contains(&package::key(name).as_str())
}

/// A mail begins with header fields (RFC 5322, 2.2), some of which every mail has.
pub(super) fn is_mail(head: &[u8]) -> bool {
    const FIELDS: [&str; 9] = [
        "received:",
        "from:",
        "to:",
        "subject:",
        "date:",
        "message-id:",
        "return-path:",
        "delivered-to:",
        "mime-version:",
    ];
    let text = String::from_utf8_lossy(head).to_lowercase();
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let is_field = first
        .split_once(':')
        .is_some_and(|(name, _)| !name.is_empty() && name.chars().all(|c| c.is_ascii_graphic()));
    let header = text.split("\n\n").next().unwrap_or(text);
    let header = header.split("\r\n\r\n").next().unwrap_or(header);
    let met = FIELDS
        .iter()
        .filter(|field| header.lines().any(|line| line.starts_with(**field)))
        .count();
    // Excel saves web pages as MIME too; those have no sender.
    is_field && met >= 3 && header.lines().any(|line| line.starts_with("from:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_told_by_its_header() {
        assert!(is_mail(
            b"Return-Path: <a@b.vn>\r\nFrom: a@b.vn\r\nSubject: x\r\n\r\nHi"
        ));
        assert!(!is_mail(
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>"
        ));
        assert!(!is_mail(b"Ma;Ten\r\n1;2"));
    }
}

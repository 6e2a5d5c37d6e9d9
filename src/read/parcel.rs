//! What came wrapped: several files in one ZIP, or attached to a saved mail.
//!
//! In: an archived file. Out: the files in it, or nothing when it is no wrapping. All of it is bounded: how many files,
//! how large one and all of them are, how deep one wrapping lies in another. Names from inside are names, never paths.

use super::package;
use crate::msg;
use crate::words::Message;
use mail_parser::{MessageParser, MimeHeaders};
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;
use zip::ZipArchive;

/// Files taken out of one parcel.
const MOST_ITEMS: usize = 500;
/// Bytes of one of them.
const MOST_ITEM: u64 = 64 << 20;
/// Bytes of all of them.
const MOST_ALL: u64 = 256 << 20;
/// Bytes of the wrapping itself.
const MOST_WRAPPING: u64 = 128 << 20;
/// A ZIP in a mail in a ZIP.
const DEEPEST: usize = 3;

/// A file that came in a parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Name, with those of its wrappings before it: `thu.eml/bieu.zip/Xã Đông Hòa.xlsx`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Who sent the mail that it came in.
    pub sender: Option<String>,
}

/// The files in a wrapping; `None` when it is none, or nothing in it is a file. What is left behind is told, but for
/// files whose name `is_aside` says that programs put them there by themselves.
pub fn unpack(
    name: &str,
    path: &Path,
    is_aside: fn(&str) -> bool,
) -> Option<(Vec<Item>, Vec<Message>)> {
    let mut file = File::open(path).ok()?;
    if file.metadata().ok()?.len() > MOST_WRAPPING {
        return None;
    }
    let mut head = [0; 4096];
    let read = read_some(&mut file, &mut head);
    let kind = kind(&head[..read])?;
    let mut bytes = head[..read].to_vec();
    file.read_to_end(&mut bytes).ok()?;
    let mut parcel = Parcel {
        items: Vec::new(),
        left: Vec::new(),
        room: MOST_ALL,
        is_aside,
    };
    parcel.open(name, kind, &bytes, (None, 1));
    (!parcel.items.is_empty()).then_some((parcel.items, parcel.left))
}

/// As much as there is, up to the buffer's length.
fn read_some(file: &mut File, head: &mut [u8]) -> usize {
    let mut read = 0;
    while read < head.len() {
        match file.read(&mut head[read..]) {
            Ok(0) | Err(_) => break,
            Ok(n) => read += n,
        }
    }
    read
}

#[derive(Clone, Copy)]
enum Kind {
    Zip,
    Mail,
}

fn kind(head: &[u8]) -> Option<Kind> {
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
fn is_of_a_document(name: &str) -> bool {
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
fn is_mail(head: &[u8]) -> bool {
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

struct Parcel {
    items: Vec<Item>,
    left: Vec<Message>,
    /// Bytes that may still be taken out.
    room: u64,
    is_aside: fn(&str) -> bool,
}

impl Parcel {
    /// What programs put into a ZIP by themselves.
    fn is_aside(&self, path: &str) -> bool {
        path.starts_with("__MACOSX/") || (self.is_aside)(&last_part(path))
    }

    fn open(&mut self, name: &str, kind: Kind, bytes: &[u8], within: (Option<&str>, usize)) {
        match kind {
            Kind::Zip => self.zip(name, bytes, within),
            Kind::Mail => self.mail(name, bytes, within),
        }
    }

    fn zip(&mut self, name: &str, bytes: &[u8], within: (Option<&str>, usize)) {
        let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else {
            return;
        };
        let names: Vec<String> = zip
            .file_names()
            .map(|n| n.map_or_else(|_| String::new(), |n| n.to_string()))
            .collect();
        if names.iter().any(|name| is_of_a_document(name)) {
            return;
        }
        for (at, inner) in names.iter().enumerate() {
            if inner.ends_with(['/', '\\']) || self.is_aside(inner) {
                continue;
            }
            let shown = format!("{name}/{}", last_part(inner));
            let Ok(part) = zip.by_index(at) else {
                self.left.push(msg!("parcel.closed", file = shown));
                continue;
            };
            let most = MOST_ITEM.min(self.room);
            let mut out = Vec::new();
            match part.take(most + 1).read_to_end(&mut out) {
                Ok(_) if out.len() as u64 <= most => self.add_file(shown, out, within),
                Ok(_) => self.left.push(msg!("parcel.too-large", file = shown)),
                Err(_) => self.left.push(msg!("parcel.closed", file = shown)),
            }
        }
    }

    fn mail(&mut self, name: &str, bytes: &[u8], (_, depth): (Option<&str>, usize)) {
        let Some(mail) = MessageParser::default().parse(bytes) else {
            return;
        };
        let sender = mail
            .from()
            .and_then(|from| from.first())
            .and_then(|from| from.address())
            .map(str::to_lowercase);
        for (at, part) in mail.attachments().enumerate() {
            // A picture within the text is a signature or a letterhead.
            let inline = part.content_id().is_some()
                && part.content_type().is_some_and(|t| t.ctype() == "image");
            if inline {
                continue;
            }
            let inner = part
                .attachment_name()
                .map_or_else(|| format!("{}", at + 1), last_part);
            let shown = format!("{name}/{inner}");
            let content = part.contents();
            if content.len() as u64 > MOST_ITEM.min(self.room) {
                self.left.push(msg!("parcel.too-large", file = shown));
            } else {
                self.add_file(shown, content.to_vec(), (sender.as_deref(), depth));
            }
        }
    }

    /// A file, or one more wrapping.
    fn add_file(&mut self, name: String, bytes: Vec<u8>, (sender, depth): (Option<&str>, usize)) {
        self.room = self.room.saturating_sub(bytes.len() as u64);
        let before = self.items.len();
        if depth < DEEPEST
            && let Some(kind) = kind(&bytes[..bytes.len().min(4096)])
        {
            self.open(&name, kind, &bytes, (sender, depth + 1));
        }
        if self.items.len() > before {
            return;
        }
        if self.items.len() >= MOST_ITEMS {
            self.left.push(msg!("parcel.too-many", file = name));
            return;
        }
        self.items.push(Item {
            name,
            bytes,
            sender: sender.map(str::to_owned),
        });
    }
}

/// The last part of a path, whichever way it is written, in characters that may be shown.
fn last_part(path: &str) -> String {
    let last = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let shown: String = last.chars().filter(|c| !c.is_control()).take(200).collect();
    if shown.trim().is_empty() || shown.chars().all(|c| c == '.') {
        "_".to_owned()
    } else {
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_inside_is_never_a_path() {
        assert_eq!(last_part("../../etc/passwd"), "passwd");
        assert_eq!(last_part("C:\\x\\Xã A.xlsx"), "Xã A.xlsx");
        assert_eq!(last_part("a/.."), "_");
        assert_eq!(last_part(""), "_");
    }

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

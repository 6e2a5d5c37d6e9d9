//! The child's side of parcels: takes files out of a ZIP or a saved mail, one after the other.
//!
//! In: the path of a file. Out: frames with the files in it. All of it is bounded: how many files are looked at and taken,
//! how large one and all of them are, packed or not, how deep one wrapping lies in another, how many parts a mail has.

use super::frames;
use super::parcel::{HEAD, Item, Kind, PIECE, Told, is_of_a_document, kind};
use crate::model::parcel::{LeftBehind, LeftReason};
use mail_parser::{MessageParser, MimeHeaders};
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, Write};
use std::path::Path;
use zip::ZipArchive;

/// Files taken out of one parcel.
const MOST_ITEMS: usize = 500;
/// Files of one wrapping that are looked at.
const MOST_ENTRIES: usize = 2_000;
/// Bytes of a file in the outermost wrapping; half as many in each further one, since all of them are held at a time.
const MOST_ITEM: u64 = 50 << 20;
/// Bytes that are unpacked of all of them, taken or not.
const MOST_ALL: u64 = 256 << 20;
/// Bytes of a mail.
const MOST_MAIL: u64 = 50 << 20;
/// Parts of a mail that say what they are: none lies deeper in others than there are such fields.
const MOST_PARTS: usize = 1_000;
/// Lines of a mail that may part one part from the next.
const MOST_BOUNDARIES: usize = 10_000;
/// A ZIP in a mail in a ZIP.
const DEEPEST: u32 = 3;

/// Sends the files in a wrapping, then the end. What `is_aside` says that programs put there by themselves is left out.
pub(super) fn unpack(
    path: &Path,
    is_aside: fn(&str) -> bool,
    output: &mut impl Write,
) -> io::Result<()> {
    match File::open(path) {
        Ok(file) => unpack_from(BufReader::new(file), is_aside, output),
        Err(_) => send(output, &Told::End(None)),
    }
}

/// The same of a file that is open.
pub(super) fn unpack_from(
    input: impl Read + Seek,
    is_aside: fn(&str) -> bool,
    output: &mut impl Write,
) -> io::Result<()> {
    let mut parcel = Parcel {
        output,
        sent: 0,
        left: Vec::new(),
        room: MOST_ALL,
        is_aside,
    };
    let is_parcel = parcel.outermost(input)?;
    let (is_parcel, left) = (is_parcel && parcel.sent > 0, parcel.left);
    send(output, &Told::End(is_parcel.then_some(left)))
}

fn send(output: &mut impl Write, told: &Told) -> io::Result<()> {
    let bytes = postcard::to_stdvec(told).map_err(|_| io::ErrorKind::InvalidData)?;
    frames::send(output, &bytes)
}

struct Parcel<'o, W> {
    output: &'o mut W,
    /// Files sent so far.
    sent: usize,
    left: Vec<LeftBehind>,
    /// Bytes that may still be unpacked.
    room: u64,
    is_aside: fn(&str) -> bool,
}

/// Where a wrapping lies.
#[derive(Clone, Copy)]
struct Within<'s> {
    /// Its name, and the mark that parts it from what is in it; blank for the outermost.
    prefix: &'s str,
    /// Who sent the mail that it came in.
    sender: Option<&'s str>,
    /// 1 for the outermost.
    depth: u32,
}

impl<W: Write> Parcel<'_, W> {
    /// Takes files out of the file that came; whether it is a wrapping at all.
    fn outermost(&mut self, mut file: impl Read + Seek) -> io::Result<bool> {
        let mut head = Vec::with_capacity(HEAD);
        let read = (&mut file).take(HEAD as u64).read_to_end(&mut head);
        let within = Within {
            prefix: "",
            sender: None,
            depth: 1,
        };
        match kind(&head).filter(|_| read.is_ok()) {
            None => Ok(false),
            Some(Kind::Zip) => self.zip(file, within),
            Some(Kind::Mail) => {
                let rest = file.take(MOST_MAIL).read_to_end(&mut head);
                if rest.is_err() || head.len() as u64 > MOST_MAIL {
                    return Ok(false);
                }
                self.mail(&head, within)
            }
        }
    }

    /// What programs put into a ZIP by themselves.
    fn is_aside(&self, path: &str) -> bool {
        path.starts_with("__MACOSX/") || (self.is_aside)(&last_part(path))
    }

    fn leave(&mut self, name: &str, why: LeftReason) {
        self.left.push(LeftBehind {
            name: name.to_owned(),
            why,
        });
    }

    /// Bytes that a file may have.
    fn most(&self, within: Within<'_>) -> u64 {
        (MOST_ITEM >> (within.depth - 1)).min(self.room)
    }

    fn zip(&mut self, from: impl Read + Seek, within: Within<'_>) -> io::Result<bool> {
        let Ok(mut zip) = ZipArchive::new(from) else {
            return Ok(false);
        };
        // A workbook or a document is a ZIP too, and no wrapping.
        let is_document = zip
            .file_names()
            .any(|name| name.is_ok_and(|name| is_of_a_document(&name)));
        if is_document {
            return Ok(false);
        }
        let names: Vec<String> = zip
            .file_names()
            .take(MOST_ENTRIES)
            .map(|n| n.map_or_else(|_| String::new(), |n| n.to_string()))
            .collect();
        let outer = within.prefix.trim_end_matches('/');
        // Entries that share their bytes are made to grow without end.
        if zip.has_overlapping_entries().unwrap_or(true) {
            self.leave(outer, LeftReason::Closed);
            return Ok(true);
        }
        if zip.len() > MOST_ENTRIES {
            self.leave(outer, LeftReason::TooMany);
        }
        for (at, inner) in names.iter().enumerate() {
            if inner.ends_with(['/', '\\']) || self.is_aside(inner) {
                continue;
            }
            if self.room == 0 {
                self.leave(outer, LeftReason::BeyondBudget);
                break;
            }
            let name = format!("{}{}", within.prefix, last_part(inner));
            let Ok(part) = zip.by_index(at) else {
                self.leave(&name, LeftReason::Closed);
                continue;
            };
            let most = self.most(within);
            let mut bytes = Vec::new();
            let read = part.take(most + 1).read_to_end(&mut bytes);
            let is_whole = bytes.len() as u64 <= most;
            self.room = self.room.saturating_sub(bytes.len() as u64);
            match read {
                Ok(_) if is_whole => self.file(&name, &bytes, within)?,
                Ok(_) => self.leave(&name, LeftReason::TooLarge),
                Err(_) => self.leave(&name, LeftReason::Closed),
            }
        }
        Ok(true)
    }

    fn mail(&mut self, bytes: &[u8], within: Within<'_>) -> io::Result<bool> {
        if parts_of(bytes) > MOST_PARTS || boundaries_of(bytes) > MOST_BOUNDARIES {
            self.leave(within.prefix.trim_end_matches('/'), LeftReason::TooMany);
            return Ok(true);
        }
        let Some(mail) = MessageParser::default().parse(bytes) else {
            return Ok(false);
        };
        let sender = mail
            .from()
            .and_then(|from| from.first())
            .and_then(|from| from.address())
            .map(str::to_lowercase);
        let inside = Within {
            sender: sender.as_deref(),
            ..within
        };
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
            let name = format!("{}{inner}", within.prefix);
            let content = part.contents();
            if content.len() as u64 > self.most(within) {
                self.leave(&name, LeftReason::TooLarge);
            } else {
                self.room = self.room.saturating_sub(content.len() as u64);
                self.file(&name, content, inside)?;
            }
        }
        Ok(true)
    }

    /// A file, or one more wrapping.
    fn file(&mut self, name: &str, bytes: &[u8], within: Within<'_>) -> io::Result<()> {
        let (sent, left) = (self.sent, self.left.len());
        if within.depth < DEEPEST
            && let Some(kind) = kind(&bytes[..bytes.len().min(HEAD)])
        {
            let inside = Within {
                prefix: &format!("{name}/"),
                sender: within.sender,
                depth: within.depth + 1,
            };
            match kind {
                Kind::Zip => self.zip(Cursor::new(bytes), inside)?,
                Kind::Mail => self.mail(bytes, inside)?,
            };
        }
        if self.sent > sent {
            return Ok(());
        }
        // It is told of itself, as one file.
        self.left.truncate(left);
        if self.sent >= MOST_ITEMS {
            self.leave(name, LeftReason::TooMany);
            return Ok(());
        }
        self.sent += 1;
        let item = Item {
            name: name.to_owned(),
            sender: within.sender.map(str::to_owned),
            size: bytes.len() as u64,
        };
        send(self.output, &Told::File(item))?;
        for piece in bytes.chunks(PIECE) {
            frames::send(self.output, piece)?;
        }
        Ok(())
    }
}

/// How many lines begin like a boundary (RFC 2046, 5.1.1).
fn boundaries_of(bytes: &[u8]) -> usize {
    let lines = memchr::memchr_iter(b'\n', bytes);
    lines
        .filter(|at| bytes[at + 1..].starts_with(b"--"))
        .count()
}

/// How many fields there are that say what a part is (RFC 2045, 5).
fn parts_of(bytes: &[u8]) -> usize {
    const FIELD: &[u8] = b"ontent-type";
    let fields = memchr::memchr2_iter(b'c', b'C', bytes);
    fields
        .filter(|at| {
            let field = bytes.get(at + 1..at + 1 + FIELD.len());
            field.is_some_and(|field| field.eq_ignore_ascii_case(FIELD))
        })
        .count()
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
    fn parts_of_a_mail_are_counted_however_their_fields_are_written() {
        assert_eq!(
            parts_of(b"Content-Type: a\r\ncontent-type:b\r\nCONTENT-TYPE :c"),
            3
        );
        assert_eq!(parts_of(b"Content-Typ"), 0);
    }
}

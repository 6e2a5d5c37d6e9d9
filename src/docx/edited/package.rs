//! A DOCX as a package: opened within limits, written again with one part changed.

use super::mended::mended;
use crate::msg;
use crate::words::Message;
use std::io::{Cursor, Read, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

/// Bytes of a file that is still taken for a report.
pub const MOST_BYTES: usize = 64 << 20;
/// Parts of a package.
const MOST_PARTS: usize = 5_000;
/// Bytes of one part of text, unpacked.
const MOST_TEXT: u64 = 16 << 20;

/// The part with the text.
pub const BODY: &str = "word/document.xml";

/// Why a file is not read as a document of Word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotRead {
    /// No DOCX at all.
    NotDocx,
    /// Cut short, or with parts that do not unpack.
    Damaged,
    /// An old .doc, or a file behind a password: both look alike from outside.
    PasswordOrOld,
    /// Larger, or larger when unpacked, than a report can be.
    TooLarge,
    /// Its XML is broken.
    Broken,
}

impl NotRead {
    /// The same for the person at the screen.
    pub fn message(self, file: &str) -> Message {
        match self {
            Self::NotDocx => msg!("edited.not-docx", file = file),
            Self::Damaged => msg!("edited.damaged", file = file),
            Self::PasswordOrOld => msg!("edited.password-or-old", file = file),
            Self::TooLarge => msg!("edited.too-large", file = file),
            Self::Broken => msg!("edited.broken", file = file),
        }
    }
}

/// An opened DOCX.
pub struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
}

impl<'b> Package<'b> {
    /// Opens a file; nothing but the list of its parts is read yet.
    pub fn open(bytes: &'b [u8]) -> Result<Self, NotRead> {
        // The header of a compound file: [MS-CFB] 2.2.
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(NotRead::PasswordOrOld);
        }
        if !bytes.starts_with(b"PK") {
            return Err(NotRead::NotDocx);
        }
        if bytes.len() > MOST_BYTES {
            return Err(NotRead::TooLarge);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NotRead::Damaged)?;
        if zip.len() > MOST_PARTS {
            return Err(NotRead::TooLarge);
        }
        let names: Vec<String> = zip
            .file_names()
            .map(|name| name.map_or_else(|_| String::new(), |n| n.to_string()))
            .collect();
        if names.iter().any(|name| name == BODY) {
            Ok(Self { zip, names })
        } else {
            Err(NotRead::NotDocx)
        }
    }

    /// Names of the parts.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether it carries macros.
    pub fn has_macros(&self) -> bool {
        self.names
            .iter()
            .any(|name| name.ends_with("vbaProject.bin"))
    }

    /// The text of a part; `None` when it is not there.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, NotRead> {
        if !self.names.iter().any(|known| known == name) {
            return Ok(None);
        }
        let part = self.zip.by_name(name).map_err(|_| NotRead::Damaged)?;
        let mut bytes = Vec::new();
        part.take(MOST_TEXT + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| NotRead::Damaged)?;
        if bytes.len() as u64 > MOST_TEXT {
            return Err(NotRead::TooLarge);
        }
        let text = String::from_utf8(bytes).map_err(|_| NotRead::Broken)?;
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        Ok(Some(if name == BODY { mended(text) } else { text }))
    }

    /// The same package with the text of some parts changed or added (`Some`) or the parts left out (`None`); all other
    /// parts are copied as they are.
    pub fn with(&mut self, changed: &[(String, Option<String>)]) -> Result<Vec<u8>, NotRead> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .system(System::Unix);
        for (at, name) in self.names.iter().enumerate() {
            match changed.iter().find(|(path, _)| path == name) {
                Some((_, None)) => {}
                Some((_, Some(text))) => {
                    out.start_file(name.as_str(), options)
                        .map_err(|_| NotRead::Damaged)?;
                    out.write_all(text.as_bytes())
                        .map_err(|_| NotRead::Damaged)?;
                }
                None => {
                    let part = self.zip.by_index_raw(at).map_err(|_| NotRead::Damaged)?;
                    out.raw_copy_file(part).map_err(|_| NotRead::Damaged)?;
                }
            }
        }
        for (name, text) in changed {
            if let (Some(text), false) = (text, self.names.contains(name)) {
                out.start_file(name.as_str(), options)
                    .map_err(|_| NotRead::Damaged)?;
                out.write_all(text.as_bytes())
                    .map_err(|_| NotRead::Damaged)?;
            }
        }
        let done = out.finish().map_err(|_| NotRead::Damaged)?;
        Ok(done.into_inner())
    }
}

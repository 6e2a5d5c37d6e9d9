//! Looks through a ZIP before anybody believes it: what it is, how many parts, how large they really are.

use super::refusal::Refusal;
use std::io::{self, Cursor, Read};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

const MAX_PARTS: usize = 2_000;
const MAX_PART: u64 = 64 << 20;
const MAX_TOTAL: u64 = 200 << 20;

/// An opened ZIP.
pub(super) type Package<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens a ZIP; nothing is unpacked yet.
pub(super) fn open(bytes: &[u8]) -> Result<Package<'_>, Refusal> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)
}

/// What a ZIP that may be read holds.
#[derive(Debug)]
pub(super) enum Kind {
    /// Office Open XML, with its `xl/workbook.xml` (empty when it stands elsewhere).
    Xlsx(String),
    /// The binary workbook of Excel.
    Xlsb,
    /// `OpenDocument` spreadsheet.
    Ods,
}

/// What a package is. Where parts could become large each is unpacked once and counted, because a stated size may be
/// wrong.
pub(super) fn survey(zip: &mut Package<'_>) -> Result<Kind, Refusal> {
    if zip.len() > MAX_PARTS {
        return Err(Refusal::TooLarge);
    }
    let small = packed(zip).is_some_and(|packed| !can_grow(packed));
    let mut signs = Signs::default();
    let mut total = 0;
    for at in 0..zip.len() {
        let mut part = match zip.by_index(at) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Refusal::Password);
            }
            Err(_) => return Err(Refusal::Damaged),
        };
        if part.size() > MAX_PART {
            return Err(Refusal::Bomb);
        }
        let name = part.name().map(|n| n.to_lowercase()).unwrap_or_default();
        let wanted = signs.wants(&name);
        if small && !wanted {
            signs.note(&name, Vec::new());
            continue;
        }
        let (size, kept) = unpack(&mut part, wanted);
        total += size;
        if size > MAX_PART || total > MAX_TOTAL {
            return Err(Refusal::Bomb);
        }
        signs.note(&name, kept);
    }
    signs.verdict()
}

/// Whether a package carries macros of Excel or of `LibreOffice`.
pub(super) fn has_macros(zip: &Package<'_>) -> bool {
    zip.file_names()
        .filter_map(Result::ok)
        .any(|name| is_macro(name.as_bytes()))
}

/// Whether a part of this name carries macros.
pub(super) fn is_macro(name: &[u8]) -> bool {
    name.ends_with(b"/vbaProject.bin") || name.starts_with(b"Basic/")
}

/// Unpacks every part with content of a surveyed package to its end: a checksum that does not agree is a file that was damaged
/// on the way, and could hold a digit that nobody wrote.
pub(super) fn verify(zip: &mut Package<'_>) -> Result<(), Refusal> {
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).map_err(|_| Refusal::Damaged)?;
        let name = part.name().map(|n| n.to_lowercase()).unwrap_or_default();
        let is_content = [".xml", ".bin"].iter().any(|end| name.ends_with(end));
        if is_content && io::copy(&mut part, &mut io::sink()).is_err() {
            return Err(Refusal::Damaged);
        }
    }
    Ok(())
}

/// Whether parts that take so many bytes in the file may become large: Deflate makes at most 1,032 bytes of one (RFC
/// 1951 gives 258 bytes for a code of two bits), and no more than the stated packed size is ever read.
pub(super) fn can_grow(packed: u64) -> bool {
    const MOST: u64 = 1_032;
    packed.saturating_mul(MOST) > MAX_PART
}

/// Bytes that all parts take in the file, as stated.
fn packed(zip: &mut Package<'_>) -> Option<u64> {
    let sizes = (0..zip.len()).map(|at| zip.by_index_raw(at).ok().map(|p| p.compressed_size()));
    sizes.sum()
}

/// Reads a part to its end, at most one byte past the limit; what does not unpack ends there for anybody.
fn unpack<R: Read>(part: &mut ZipFile<'_, R>, keep: bool) -> (u64, Vec<u8>) {
    let mut limited = part.take(MAX_PART + 1);
    let mut kept = Vec::new();
    if keep {
        // What was read before an error stays in `kept`.
        let _ = limited.read_to_end(&mut kept);
        (kept.len() as u64, kept)
    } else {
        let mut size = 0;
        let mut buffer = [0; 16 << 10];
        loop {
            match limited.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => size += n as u64,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        (size, kept)
    }
}

/// What the names of parts tell.
#[derive(Default)]
struct Signs {
    workbook: Option<String>,
    excel: bool,
    binary: bool,
    document: bool,
    media_type: Vec<u8>,
}

impl Signs {
    fn wants(&self, name: &str) -> bool {
        match name {
            "xl/workbook.xml" => self.workbook.is_none(),
            "mimetype" => self.media_type.is_empty(),
            _ => false,
        }
    }

    fn note(&mut self, name: &str, kept: Vec<u8>) {
        match name {
            "xl/workbook.xml" if self.workbook.is_none() => {
                self.workbook = String::from_utf8(kept).ok();
                self.excel = true;
            }
            "mimetype" if self.media_type.is_empty() => self.media_type = kept,
            "xl/workbook.bin" => self.binary = true,
            _ if name.starts_with("xl/") => self.excel = true,
            _ if name.starts_with("word/") || name.starts_with("ppt/") => self.document = true,
            _ => {}
        }
    }

    fn verdict(self) -> Result<Kind, Refusal> {
        const OASIS: &[u8] = b"application/vnd.oasis.opendocument.";
        if let Some(kind) = self.media_type.strip_prefix(OASIS) {
            return if kind.starts_with(b"spreadsheet") {
                Ok(Kind::Ods)
            } else {
                Err(Refusal::Document)
            };
        }
        if self.binary {
            Ok(Kind::Xlsb)
        } else if self.excel {
            Ok(Kind::Xlsx(self.workbook.unwrap_or_default()))
        } else if self.document {
            Err(Refusal::Document)
        } else {
            Err(Refusal::Archive)
        }
    }
}

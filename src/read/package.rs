//! Looks through a ZIP before anybody believes it: what it is, how many parts, how large they really are.

use super::refusal::{Foreign, Refusal};
use memchr::memmem;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Write};
use zip::read::ZipFile;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const MAX_PARTS: usize = 2_000;
const MAX_PART: u64 = 64 << 20;
const MAX_TOTAL: u64 = 200 << 20;

/// An opened ZIP.
pub(super) type Package<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The name of a part in plain spelling: some programs write it with backslashes or from the root, and characters by their
/// numbers (ECMA-376 part 2, 6.2.2 and 7.3).
pub(super) fn tidy(name: &str) -> String {
    let name = name.replace('\\', "/");
    let name = name.trim_start_matches("./").trim_start_matches('/');
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let number = after.get(..2).filter(|_| *first == b'%');
        let number = number.and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(byte) = number.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| name.to_owned())
}

/// By what a part is looked for: names differ neither by their spelling nor by their case.
pub(super) fn key(name: &str) -> String {
    tidy(name).to_lowercase()
}

/// Opens a ZIP; nothing is unpacked yet.
pub(super) fn open(bytes: &[u8]) -> Result<Package<'_>, Refusal> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Damaged)
}

/// What a ZIP that may be read holds.
#[derive(Debug)]
pub(super) enum Kind {
    /// Office Open XML.
    Xlsx,
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
        let name = part.name().map(|n| key(&n)).unwrap_or_default();
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
    name.ends_with(b"/vbaProject.bin")
        || name.ends_with(b"\\vbaProject.bin")
        || name.starts_with(b"Basic/")
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

/// The text of a part of a surveyed package, by its name; nothing when it is not there or no text.
pub(super) fn text(zip: &mut Package<'_>, name: &str) -> Option<String> {
    let mut text = String::new();
    zip.by_name(name).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

/// A surveyed package with the parts that `is_wanted` names (in lower case) as `change` makes them, which may leave them as
/// they are; nothing when it leaves all.
pub(super) fn rewritten(
    bytes: &[u8],
    is_wanted: impl Fn(&str) -> bool,
    mut change: impl FnMut(&str, Vec<u8>) -> Result<Option<Vec<u8>>, Refusal>,
) -> Result<Option<Vec<u8>>, Refusal> {
    let damaged = |_| Refusal::Damaged;
    let mut zip = open(bytes)?;
    let mut changed = BTreeMap::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).map_err(damaged)?;
        let name = part.name().map(|n| n.to_lowercase()).unwrap_or_default();
        if is_wanted(&name) {
            let mut content = Vec::new();
            part.read_to_end(&mut content)
                .map_err(|_| Refusal::Damaged)?;
            changed.extend(change(&name, content)?.map(|content| (at, content)));
        }
    }
    if changed.is_empty() {
        return Ok(None);
    }
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let part = zip.by_index_raw(at).map_err(damaged)?;
        match changed.get(&at) {
            None => out.raw_copy_file(part).map_err(damaged)?,
            Some(content) => {
                let name = part.name().map_err(damaged)?.into_owned();
                let stored =
                    SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
                out.start_file(name, stored).map_err(damaged)?;
                out.write_all(content).map_err(|_| Refusal::Damaged)?;
            }
        }
    }
    Ok(Some(out.finish().map_err(damaged)?.into_inner()))
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

/// What the names of parts tell, and the parts that say what the package is.
#[derive(Default)]
struct Signs {
    /// The surest of what their names say.
    by_names: Option<Sign>,
    media_type: Vec<u8>,
    /// What the parts hold, without the zeros of wide characters.
    content_types: Vec<u8>,
}

impl Signs {
    fn wants(&self, name: &str) -> bool {
        match name {
            "mimetype" => self.media_type.is_empty(),
            "[content_types].xml" => self.content_types.is_empty(),
            _ => false,
        }
    }

    fn note(&mut self, name: &str, kept: Vec<u8>) {
        match name {
            "mimetype" if self.media_type.is_empty() => self.media_type = kept,
            "[content_types].xml" if self.content_types.is_empty() => {
                self.content_types = kept;
                self.content_types.retain(|byte| *byte != 0);
            }
            _ => self.by_names = self.by_names.max(Sign::of(name)),
        }
    }

    /// Whether the package says that it is of one of these kinds, in whatever folder its parts lie.
    fn says(&self, kinds: &[&str]) -> bool {
        let mut kinds = kinds.iter();
        kinds.any(|kind| memmem::find(&self.content_types, kind.as_bytes()).is_some())
    }

    fn verdict(self) -> Result<Kind, Refusal> {
        const OASIS: &[u8] = b"application/vnd.oasis.opendocument.";
        const BINARY: [&str; 1] = ["ms-excel.sheet.binary.macroEnabled.main"];
        const EXCEL: [&str; 4] = [
            "spreadsheetml.sheet.main+xml",
            "spreadsheetml.template.main+xml",
            "ms-excel.sheet.macroEnabled.main+xml",
            "ms-excel.template.macroEnabled.main+xml",
        ];
        const DOCUMENT: [&str; 2] = ["wordprocessingml.", "presentationml."];
        if let Some(kind) = self.media_type.strip_prefix(OASIS) {
            return if kind.starts_with(b"spreadsheet") {
                Ok(Kind::Ods)
            } else {
                Err(Refusal::Document)
            };
        }
        match self.by_names {
            Some(Sign::Binary) => Ok(Kind::Xlsb),
            Some(Sign::Excel) => Ok(Kind::Xlsx),
            _ if self.says(&BINARY) => Ok(Kind::Xlsb),
            _ if self.says(&EXCEL) => Ok(Kind::Xlsx),
            Some(Sign::Document) => Err(Refusal::Document),
            _ if self.says(&DOCUMENT) => Err(Refusal::Document),
            Some(Sign::Numbers) => Err(Refusal::Foreign(Foreign::Numbers)),
            None => Err(Refusal::Archive),
        }
    }
}

/// What the name of a part says of its package, the surest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Numbers,
    Document,
    Excel,
    Binary,
}

impl Sign {
    fn of(name: &str) -> Option<Self> {
        match name {
            "xl/workbook.bin" => Some(Self::Binary),
            "index/document.iwa" | "index.zip" => Some(Self::Numbers),
            _ if name.starts_with("xl/") => Some(Self::Excel),
            _ if name.starts_with("word/") || name.starts_with("ppt/") => Some(Self::Document),
            _ => None,
        }
    }
}

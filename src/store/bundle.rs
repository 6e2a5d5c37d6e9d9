//! A whole campaign in one ZIP: every file of its folder, and a manifest by which each is known again, byte for byte.
//!
//! In: a folder, or such a ZIP. Out: the other. A ZIP is taken for nothing but what others may have changed: only what its
//! manifest lists is written, under names that stay within the folder, and no more bytes than the manifest says.

use super::folder::{self, Draft, FolderDraft, is_left_by_programs, only_for_the_user, patiently};
use super::manifest::{self, Listed};
use crate::msg;
use crate::words::{Message, system};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

/// In the ZIP: what it holds.
const MANIFEST: &str = "kiem-tra-ban-giao.txt";
/// Most bytes of a manifest.
const MOST_MANIFEST: u64 = 256 << 20;
/// Bytes that any bundle may unpack to.
const ANY_SIZE: u64 = 1 << 30;
/// A larger one unpacks to so many times its own size at most.
const MOST_TIMES: u64 = 100;

/// What was packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// Files in it.
    pub files: usize,
    /// What was left out, by its path in the folder: links to folders, what is no file.
    pub left: Vec<String>,
}

/// Why a ZIP was not unpacked.
#[derive(Debug)]
pub enum NotUnpacked {
    /// It is none of ours, or not as we wrote it.
    Wrong(Message),
    /// The disk did not take it.
    Disk(Message),
}

/// Packs all that lies in a folder. The ZIP is whole or absent.
pub(crate) fn pack(root: &Path, to: &Path) -> Result<Packed, Message> {
    let mut found = Found::default();
    found
        .enter(root, "")
        .map_err(|(name, e)| unread(&name, &e))?;
    found.files.sort();
    let written = |e: io::Error| {
        let reason = system::reason(&e);
        msg!("campaign.not-written", file = to.display(), reason = reason)
    };
    let dir = to.parent().unwrap_or(Path::new("."));
    let draft = Draft::begin_private(dir).map_err(written)?;
    let mut zip = ZipWriter::new_stream(BufWriter::new(draft));
    let mut listed = Vec::new();
    for (name, path) in &found.files {
        let file = patiently(|| File::open(path)).map_err(|e| unread(name, &e))?;
        zip.start_file(name.as_str(), options())
            .map_err(|e| written(e.into()))?;
        listed.push(copied(name, file, &mut zip).map_err(|end| match end {
            End::Read(e) => unread(name, &e),
            End::Written(e) => written(e),
        })?);
    }
    let finish = || -> io::Result<()> {
        zip.start_file(MANIFEST, options())?;
        zip.write_all(manifest::text(&listed).as_bytes())?;
        let draft = zip.finish()?.into_inner();
        draft.into_inner()?.finish(to)?;
        folder::keep_names(dir);
        Ok(())
    };
    finish().map_err(written)?;
    Ok(Packed {
        files: listed.len(),
        left: found.left,
    })
}

/// Files of any size, at a time that tells nothing.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .large_file(true)
}

fn unread(name: &str, e: &io::Error) -> Message {
    msg!(
        "handover.file-unread",
        file = name,
        reason = system::reason(e)
    )
}

/// Which end of a copy failed.
enum End {
    Read(io::Error),
    Written(io::Error),
}

/// Copies a file; how it is listed.
fn copied(name: &str, mut from: impl Read, to: &mut impl Write) -> Result<Listed, End> {
    let mut hasher = blake3::Hasher::new();
    let mut piece = vec![0; 64 << 10];
    let mut size = 0;
    loop {
        let read = from.read(&mut piece).map_err(End::Read)?;
        if read == 0 {
            let (name, hash) = (name.to_owned(), hasher.finalize().into());
            return Ok(Listed { name, size, hash });
        }
        hasher.update(&piece[..read]);
        to.write_all(&piece[..read]).map_err(End::Written)?;
        size += read as u64;
    }
}

/// What lies in a folder.
#[derive(Default)]
struct Found {
    files: Vec<(String, PathBuf)>,
    left: Vec<String>,
}

impl Found {
    fn enter(&mut self, dir: &Path, within: &str) -> Result<(), (String, io::Error)> {
        let failed = |e: io::Error| (within.to_owned(), e);
        for entry in fs::read_dir(dir).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let (path, name) = (entry.path(), entry.file_name());
            let shown = format!("{within}{}", name.to_string_lossy());
            if is_left_by_programs(&name.to_string_lossy()) || shown == folder::LOCK {
                continue;
            }
            let kind = entry.file_type().map_err(|e| (shown.clone(), e))?;
            let is_file = fs::metadata(&path).is_ok_and(|about| about.is_file());
            if kind.is_dir() {
                self.enter(&path, &format!("{shown}/"))?;
            } else if is_file && name.to_str().is_some() && is_within(&shown) && shown != MANIFEST {
                self.files.push((shown, path));
            } else {
                self.left.push(shown);
            }
        }
        Ok(())
    }
}

/// Whether a name in a ZIP stays within the folder that it is unpacked in, on any system.
fn is_within(name: &str) -> bool {
    let is_plain = |part: &str| !matches!(part, "" | "." | "..");
    name.split('/').all(is_plain) && !name.contains(['\\', ':', '\0'])
}

/// Unpacks into a folder that is being made, and checks each file; how many there are.
pub(crate) fn unpack(path: &Path, into: &FolderDraft) -> Result<usize, NotUnpacked> {
    let shown = path.file_name().unwrap_or_default().to_string_lossy();
    let wrong = |message| NotUnpacked::Wrong(message);
    let none = || wrong(msg!("handover.no-bundle", file = shown));
    let damaged = |name: &str| wrong(msg!("handover.damaged", bundle = shown, file = name));
    let about = fs::metadata(path).map_err(|e| wrong(unread(&shown, &e)))?;
    if !about.is_file() {
        return Err(none());
    }
    let file = File::open(path).map_err(|e| wrong(unread(&shown, &e)))?;
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|_| none())?;
    let listed = listed_in(&mut zip).ok_or_else(none)?;
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for at in 0..zip.len() {
        let entry = zip.by_index_raw(at).map_err(|_| none())?;
        let name = entry.name().map_err(|_| none())?.to_string();
        if places.insert(name.clone(), at).is_some() {
            return Err(wrong(msg!("handover.foreign", bundle = shown, file = name)));
        }
    }
    let known: BTreeSet<&str> = listed.iter().map(|one| one.name.as_str()).collect();
    let foreign = |name: &&String| !known.contains(name.as_str()) && *name != MANIFEST;
    if let Some(name) = places.keys().find(foreign) {
        return Err(wrong(msg!("handover.foreign", bundle = shown, file = name)));
    }
    let all = listed
        .iter()
        .try_fold(0u64, |all, one| all.checked_add(one.size));
    if all.is_none_or(|all| all > ANY_SIZE.max(about.len().saturating_mul(MOST_TIMES))) {
        return Err(wrong(msg!("handover.too-large", file = shown)));
    }
    for one in &listed {
        if !is_within(&one.name) {
            return Err(wrong(msg!(
                "handover.foreign",
                bundle = shown,
                file = one.name
            )));
        }
        let Some(at) = places.get(&one.name) else {
            return Err(wrong(msg!(
                "handover.missing",
                bundle = shown,
                file = one.name
            )));
        };
        let entry = zip.by_index(*at).map_err(|_| damaged(&one.name))?;
        let full = into.path().join(&one.name);
        let disk = |e: io::Error| {
            let reason = system::reason(&e);
            NotUnpacked::Disk(msg!(
                "campaign.not-written",
                file = one.name,
                reason = reason
            ))
        };
        let mut file = new_file(&full, &one.name).map_err(disk)?;
        let there = copied(&one.name, entry.take(one.size.saturating_add(1)), &mut file);
        match there {
            Ok(there) if there == *one => {}
            Ok(_) | Err(End::Read(_)) => return Err(damaged(&one.name)),
            Err(End::Written(e)) => return Err(disk(e)),
        }
    }
    Ok(listed.len())
}

fn listed_in(zip: &mut ZipArchive<BufReader<File>>) -> Option<Vec<Listed>> {
    let entry = zip.by_name(MANIFEST).ok()?;
    let mut text = String::new();
    entry.take(MOST_MANIFEST).read_to_string(&mut text).ok()?;
    manifest::parse(&text)
}

/// A new file, with the folders above it; what only the user may read stays so.
fn new_file(path: &Path, name: &str) -> io::Result<BufWriter<File>> {
    let is_private = name == folder::LEDGER || name.starts_with(folder::ARCHIVE);
    if let Some(dir) = path.parent() {
        if is_private && name != folder::LEDGER {
            folder::private_folder(dir)?;
        } else {
            fs::create_dir_all(dir)?;
        }
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    if is_private {
        only_for_the_user(&mut options);
    }
    Ok(BufWriter::new(options.open(path)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_out_of_the_folder_is_told_on_any_system() {
        for name in [
            "a",
            "a/b.xlsx",
            "2-nhan-ve/Xã A (1).xlsx",
            "..a",
            "a..",
            ".x/y",
        ] {
            assert!(is_within(name), "{name}");
        }
        for name in [
            "", "/a", "../a", "a/../b", "a//b", "a/", ".", "a\\b", "C:a", "a\0", "./a",
        ] {
            assert!(!is_within(name), "{name}");
        }
    }
}

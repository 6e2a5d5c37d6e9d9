//! Folders of ours that are whole or absent: written beside their place with a manifest, then renamed into it. One that
//! lies there is replaced only while its manifest says that nothing in it was changed, added or taken away.

use super::place::{Shelf, numbered};
use super::write::{COUNTER, keep_names, not_written};
use super::{UNFINISHED, hash_of_file, is_system_file, patiently, read_bounded};
use crate::store::manifest::{self, Listed};
use crate::words::Message;
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// In such a folder: what was written into it.
pub const MANIFEST: &str = "kiem-tra.txt";
/// Most bytes of a manifest.
const MOST: u64 = 1 << 20;
/// Held while the folder is being written.
const HELD: &str = "dang-ghi.khoa";

/// Where a folder is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedFolder {
    /// The folder.
    pub path: PathBuf,
    /// It has a number (`-lan-2`), because one of that name was changed or held open by a person.
    pub renamed: bool,
    /// The same files lay there already; nothing was written.
    pub unchanged: bool,
}

/// A folder that is being written; it vanishes unless it is put in its place.
#[derive(Debug)]
pub(crate) struct FolderDraft {
    path: PathBuf,
    parent: PathBuf,
    name: String,
    listed: Vec<Listed>,
    held: Option<File>,
}

/// A file in it; [`FolderDraft::finish`] takes it up.
#[derive(Debug)]
pub(crate) struct FileDraft {
    name: String,
    file: BufWriter<File>,
    hasher: blake3::Hasher,
    size: u64,
}

impl Write for FileDraft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl FolderDraft {
    /// Begins a folder of a name in another, which is made where it is not there, and clears away what a run that was cut
    /// off left half written.
    pub(crate) fn begin(parent: &Path, name: &str) -> Result<Self, Message> {
        Self::try_begin(parent, name).map_err(|e| not_written(&parent.join(name), &e))
    }

    fn try_begin(parent: &Path, name: &str) -> io::Result<Self> {
        fs::create_dir_all(parent)?;
        sweep(parent, name);
        let path = free_draft(parent, name)?;
        let held = new_file(&path.join(HELD))?;
        // Where the system knows no locks, nobody else takes it for left behind either.
        let _ = held.try_lock();
        Ok(Self {
            path,
            parent: parent.to_owned(),
            name: name.to_owned(),
            listed: Vec::new(),
            held: Some(held),
        })
    }

    /// Where it lies until it is put in its place.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the folder where nothing lies, as it is, without a manifest.
    pub(crate) fn put_at(mut self, place: &Path) -> io::Result<()> {
        drop(self.held.take());
        fs::remove_file(self.path.join(HELD))?;
        // An empty folder is nothing; one that is not cannot be removed so.
        let _ = fs::remove_dir(place);
        if fs::symlink_metadata(place).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        patiently(|| fs::rename(&self.path, place))?;
        keep_names(&self.parent);
        Ok(())
    }

    /// Begins a file in it.
    pub(crate) fn file(&self, name: &str) -> io::Result<FileDraft> {
        Ok(FileDraft {
            name: name.to_owned(),
            file: BufWriter::new(new_file(&self.path.join(name))?),
            hasher: blake3::Hasher::new(),
            size: 0,
        })
    }

    /// Takes up a file, once the disk has all of it.
    pub(crate) fn finish(&mut self, file: FileDraft) -> io::Result<()> {
        let FileDraft {
            name,
            file,
            hasher,
            size,
        } = file;
        file.into_inner()?.sync_all()?;
        let hash = hasher.finalize().into();
        self.listed.push(Listed { name, size, hash });
        Ok(())
    }

    /// Puts the folder in its place: over what we left there, else under the next number.
    pub(crate) fn put(mut self) -> Result<PlacedFolder, Message> {
        self.try_put()
            .map_err(|e| not_written(&self.parent.join(&self.name), &e))
    }

    fn try_put(&mut self) -> io::Result<PlacedFolder> {
        let manifest = manifest::text(&self.listed);
        let mut file = new_file(&self.path.join(MANIFEST))?;
        file.write_all(manifest.as_bytes())?;
        file.sync_all()?;
        drop(file);
        drop(self.held.take());
        fs::remove_file(self.path.join(HELD))?;
        let beside = Shelf::of(&self.parent);
        let newest = beside.newest_number(&self.name);
        let mut number = newest.unwrap_or(1);
        let placed = |number: u32, unchanged: bool| PlacedFolder {
            path: self.parent.join(numbered(&self.name, number)),
            renamed: number > 1,
            unchanged,
        };
        if newest.is_some() {
            let there = placed(number, false).path;
            match as_written(&there) {
                Some(text) if text == manifest => return Ok(placed(number, true)),
                Some(_) if self.replace(&there).is_ok() => {
                    keep_names(&self.parent);
                    return Ok(placed(number, false));
                }
                _ => number = number.saturating_add(1),
            }
        }
        let number = beside.free_number(&self.name, number);
        let done = placed(number, false);
        patiently(|| fs::rename(&self.path, &done.path))?;
        keep_names(&self.parent);
        Ok(done)
    }

    /// Takes the place of a folder of ours; when it cannot, that one lies there still.
    fn replace(&self, there: &Path) -> io::Result<()> {
        let aside = free_draft(&self.parent, &self.name)?;
        fs::remove_dir(&aside)?;
        patiently(|| fs::rename(there, &aside))?;
        if let Err(error) = patiently(|| fs::rename(&self.path, there)) {
            patiently(|| fs::rename(&aside, there))?;
            return Err(error);
        }
        // What cannot be taken away now is so by the next run.
        let _ = fs::remove_dir_all(&aside);
        Ok(())
    }
}

impl Drop for FolderDraft {
    fn drop(&mut self) {
        drop(self.held.take());
        // What was put in its place does not lie here any more.
        let _ = fs::remove_dir_all(&self.path);
    }
}

fn new_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// How folders of a name begin and end while they are being written.
fn draft_ends(name: &str) -> (String, &'static str) {
    (format!(".{name}-"), UNFINISHED)
}

/// A new folder beside the place of one of that name.
fn free_draft(parent: &Path, name: &str) -> io::Result<PathBuf> {
    let (begin, end) = draft_ends(name);
    loop {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let path = parent.join(format!("{begin}{}-{number}{end}", std::process::id()));
        match fs::create_dir(&path) {
            Ok(()) => return Ok(path),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(e),
        }
    }
}

/// Takes away what runs that were cut off left of a folder of that name: nobody holds it any more, or it is whole and was
/// to be replaced.
fn sweep(parent: &Path, name: &str) {
    let (begin, end) = draft_ends(name);
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let found = entry.file_name().to_string_lossy().into_owned();
        if !found.starts_with(&begin) || !found.ends_with(end) {
            continue;
        }
        let path = entry.path();
        let held = File::open(path.join(HELD));
        let is_left = held.is_ok_and(|held| held.try_lock().is_ok());
        if is_left || as_written(&path).is_some() {
            let _ = fs::remove_dir_all(&path);
        }
    }
}

/// The manifest of a folder in which everything is as we wrote it, and nothing else lies.
fn as_written(dir: &Path) -> Option<String> {
    let text = String::from_utf8(read_bounded(&dir.join(MANIFEST), MOST).ok()?).ok()?;
    let listed = manifest::parse(&text)?;
    let mut expected: BTreeMap<&str, &Listed> =
        listed.iter().map(|one| (one.name.as_str(), one)).collect();
    for entry in fs::read_dir(dir).ok()? {
        let entry = entry.ok()?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == MANIFEST || is_system_file(&name) {
            continue;
        }
        let one = expected.remove(name.as_str())?;
        let about = entry.metadata().ok()?;
        if !about.is_file() || about.len() != one.size || hash_of_file(&entry.path())? != one.hash {
            return None;
        }
    }
    expected.is_empty().then_some(text)
}

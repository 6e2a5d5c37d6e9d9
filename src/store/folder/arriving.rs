//! A file that arrives piece by piece: it lies aside until it is whole, then goes into a folder under a name of its own.

use super::place::numbered;
use super::write::{COUNTER, keep_names, not_written};
use super::{ARRIVING, INBOX, UNFINISHED, is_aside};
use crate::msg;
use crate::value::fold::clean;
use crate::words::Message;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

/// What was left behind is taken away after so long; no file takes so long to arrive.
const LEFT_BEHIND: Duration = Duration::from_hours(24);
/// Most bytes of a name, so that every system takes it with a number behind it.
const LONGEST_NAME: usize = 180;
/// Names that Windows keeps for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// Why a file did not arrive.
#[derive(Debug, Clone, PartialEq)]
pub enum NotArrived {
    /// It is larger than a file may be.
    TooLarge(Message),
    /// Its name is that of no file which could be a return.
    Name(Message),
    /// The disk did not take it.
    Disk(Message),
}

/// A file on its way; it vanishes unless it is put in its place.
#[derive(Debug)]
pub struct Arriving {
    file: Option<File>,
    path: PathBuf,
    /// Where it lies until it is whole.
    aside: PathBuf,
    /// Where it goes.
    to: PathBuf,
    name: String,
    size: u64,
    most: u64,
}

impl Arriving {
    /// Begins a file of this name and at most so many bytes, for the inbox of a campaign.
    pub fn begin(root: &Path, name: &str, most: u64) -> Result<Self, NotArrived> {
        Self::into(root, root.join(INBOX), name, most)
    }

    /// The same, for another folder; it lies aside below `root`, which is on the same disk.
    pub(crate) fn into(
        root: &Path,
        to: PathBuf,
        name: &str,
        most: u64,
    ) -> Result<Self, NotArrived> {
        let name = name_in_inbox(name).map_err(NotArrived::Name)?;
        let aside = root.join(ARRIVING);
        let begun = || {
            if !to.is_dir() {
                fs::create_dir(&to)?;
            }
            begin_in(&aside)
        };
        let (file, path) = begun().map_err(|e| NotArrived::Disk(not_written(&aside, &e)))?;
        Ok(Self {
            file: Some(file),
            path,
            aside,
            to,
            name,
            size: 0,
            most,
        })
    }

    /// Takes the next piece.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), NotArrived> {
        self.size += bytes.len() as u64;
        if self.size > self.most {
            return Err(NotArrived::too_large(&self.name, self.most));
        }
        let file = self.file.as_mut();
        let written = file.map_or(Ok(()), |file| file.write_all(bytes));
        written.map_err(|e| NotArrived::Disk(not_written(&self.path, &e)))
    }

    /// Puts it into its folder, once the disk has all of it; beside a file of the same name under a number. Its name there.
    pub fn place(mut self) -> Result<String, NotArrived> {
        let to = self.to.clone();
        let placed = || -> io::Result<String> {
            if let Some(file) = self.file.take() {
                file.sync_all()?;
            }
            for number in 1.. {
                let name = match number {
                    1 => self.name.clone(),
                    number => numbered(&self.name, number),
                };
                if put(&self.path, &to.join(&name))? {
                    keep_names(&to);
                    return Ok(name);
                }
            }
            Err(io::ErrorKind::AlreadyExists.into())
        };
        let name = self.name.clone();
        let placed = { placed }();
        placed.map_err(|e| NotArrived::Disk(not_written(&to.join(name), &e)))
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        drop(self.file.take());
        // Where it was put in its place nothing lies here any more; the folder goes with the last file in it.
        let _ = fs::remove_file(&self.path);
        let _ = fs::remove_dir(&self.aside);
    }
}

impl NotArrived {
    /// That a file is larger than it may be.
    pub fn too_large(name: &str, most: u64) -> Self {
        let most = (most >> 20) as usize;
        Self::TooLarge(msg!("desk.too-large", file = name, most = most))
    }
}

/// Takes away what pages that were cut off left behind.
pub(crate) fn clear_arriving(root: &Path) {
    let dir = root.join(ARRIVING);
    for entry in fs::read_dir(&dir).into_iter().flatten().flatten() {
        let about = entry.metadata().and_then(|about| about.modified());
        let age = about.ok().and_then(|at| at.elapsed().ok());
        if age.is_some_and(|age| age > LEFT_BEHIND) {
            let _ = fs::remove_file(entry.path());
        }
    }
    let _ = fs::remove_dir(&dir);
}

/// How often a folder is made anew that goes with the last file in it just now.
const TIMES: usize = 20;

fn begin_in(dir: &Path) -> io::Result<(File, PathBuf)> {
    let mut gone = 0;
    loop {
        fs::create_dir_all(dir)?;
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        // The ending keeps it out of a campaign that is packed meanwhile.
        let path = dir.join(format!("{}-{number}{UNFINISHED}", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((file, path)),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound && gone < TIMES => gone += 1,
            Err(e) => return Err(e),
        }
    }
}

/// Puts a file in a place where nothing lies; `false` when something does.
fn put(from: &Path, to: &Path) -> io::Result<bool> {
    match fs::hard_link(from, to) {
        // Its other name goes when it is dropped.
        Ok(()) => return Ok(true),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        // Disks that know no second name for a file.
        Err(_) => {}
    }
    match OpenOptions::new().write(true).create_new(true).open(to) {
        Ok(_) => {}
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        Err(e) => return Err(e),
    }
    let put = fs::rename(from, to);
    if put.is_err() {
        let _ = fs::remove_file(to);
    }
    put.map(|()| true)
}

/// The name under which a file lies in the inbox: what a browser says it is called, without what no system takes in a name.
fn name_in_inbox(said: &str) -> Result<String, Message> {
    let said = clean(said, false);
    let refused = || msg!("desk.no-name", file = said);
    let is_path = said.contains(['/', '\\']) || said.trim_matches('.').is_empty();
    if is_path || is_aside(&said) {
        return Err(refused());
    }
    let plain = |c: char| match c {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
        c if c.is_control() => '_',
        c => c,
    };
    let name: String = said.chars().map(plain).collect();
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 8 => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let mut stem = stem.to_owned();
    while stem.len() + ending.len() > LONGEST_NAME {
        stem.pop();
    }
    let first = stem
        .split('.')
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase();
    let first = first.trim_end_matches(|c: char| c.is_ascii_digit());
    let mark = if DEVICES.contains(&first) { "_" } else { "" };
    let name = format!("{mark}{stem}{ending}");
    if name.is_empty() || is_aside(&name) {
        return Err(refused());
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_a_browser_is_one_name_that_every_system_takes() {
        let taken = |said| name_in_inbox(said).ok();
        for (said, name) in [
            ("Biểu xã Đông Hòa.xlsx", "Biểu xã Đông Hòa.xlsx"),
            ("a:b?.xlsx", "a_b_.xlsx"),
            ("CON.xlsx", "_CON.xlsx"),
            ("com1.xls", "_com1.xls"),
            (" .an.xlsx. ", "an.xlsx"),
        ] {
            assert_eq!(taken(said).as_deref(), Some(name), "{said}");
        }
        for said in [
            "",
            ".",
            "..",
            "../a.xlsx",
            "a\\b.xlsx",
            "~$a.xlsx",
            "LOI-DAN.txt",
            "a.tonghop-tam",
        ] {
            assert_eq!(taken(said), None, "{said}");
        }
        let long = taken(&format!("{}.xlsx", "ộ".repeat(300))).unwrap();
        assert!(
            long.len() <= LONGEST_NAME && long.ends_with("ộ.xlsx"),
            "{long}"
        );
    }
}

//! Outputs in a folder where people work too: what they changed or hold open stays, ours goes beside it.

use super::held::is_open;
use super::patiently;
use super::write::{hash, keep_names, not_written, write};
use crate::words::Message;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Most bytes of a file on disk that is compared with ours; a larger one is not ours.
const COMPARED_BYTES: u64 = 512 << 20;

/// Where an output is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The file.
    pub path: PathBuf,
    /// It has a number (`-lan-2`), because one of that name was changed or held open by a person.
    pub renamed: bool,
    /// The same bytes lay there already; nothing was written.
    pub unchanged: bool,
}

/// Where an output will go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    name: String,
    number: u32,
    there: There,
}

impl Planned {
    /// The hash of what it takes the place of, when that is ours.
    pub fn replaced(&self) -> Option<&str> {
        match &self.there {
            There::Ours(hash) => Some(hash),
            There::Same | There::Nothing => None,
        }
    }
}

/// What lies where an output will go.
#[derive(Debug, Clone, PartialEq, Eq)]
enum There {
    /// The same bytes.
    Same,
    /// What we wrote, by its hash.
    Ours(String),
    /// Nothing.
    Nothing,
}

/// A folder where outputs are placed, listed once however many there are.
#[derive(Debug)]
pub struct Shelf {
    dir: PathBuf,
    /// Each name that lies there, after the same in small letters.
    names: BTreeSet<(String, String)>,
    has_new: bool,
}

/// The disk has the names of what was placed when the shelf is dropped: it is waited for once, however many there are.
impl Drop for Shelf {
    fn drop(&mut self) {
        if self.has_new {
            keep_names(&self.dir);
        }
    }
}

impl Shelf {
    /// The folder as it is now; one that is not there yet is empty.
    pub fn of(dir: &Path) -> Self {
        let entries = fs::read_dir(dir).into_iter().flatten().flatten();
        Self {
            dir: dir.to_owned(),
            names: entries
                .map(|e| listed(&e.file_name().to_string_lossy()))
                .collect(),
            has_new: false,
        }
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Writes an output under its name, or under the next number (`bao-cao-lan-2.docx`) when the newest one there is
    /// not as we left it or cannot be replaced. The highest number is the newest.
    ///
    /// `known_hash` is what we wrote last under `name`, with whatever number.
    pub fn place(
        &mut self,
        name: &str,
        bytes: &[u8],
        known_hash: Option<&str>,
    ) -> Result<Placed, Message> {
        let planned = self.plan(name, bytes, known_hash.as_slice());
        self.put(&planned, bytes)
    }

    /// Where an output will go, and what lies there; nothing is written yet. `known` are hashes of what is ours to
    /// replace.
    pub fn plan(&self, name: &str, bytes: &[u8], known: &[&str]) -> Planned {
        let planned = |number, there| Planned {
            name: name.to_owned(),
            number,
            there,
        };
        let Some(number) = self.newest_number(name) else {
            return planned(self.free_number(name, 1), There::Nothing);
        };
        let path = self.dir.join(numbered(name, number));
        let there = on_disk(&path);
        if there.as_deref() == Some(bytes) {
            return planned(number, There::Same);
        }
        let ours = there.map(|b| hash(&b));
        match ours.filter(|hash| known.contains(&hash.as_str()) && !is_open(&path)) {
            Some(hash) => planned(number, There::Ours(hash)),
            None => planned(
                self.free_number(name, number.saturating_add(1)),
                There::Nothing,
            ),
        }
    }

    /// Writes what was planned.
    pub fn put(&mut self, planned: &Planned, bytes: &[u8]) -> Result<Placed, Message> {
        fs::create_dir_all(&self.dir).map_err(|e| not_written(&self.dir, &e))?;
        let Planned { name, number, .. } = planned;
        let placed = |shelf: &Self, number: u32, unchanged: bool| Placed {
            path: shelf.dir.join(numbered(name, number)),
            renamed: number > 1,
            unchanged,
        };
        let mut number = *number;
        match planned.there {
            There::Same => return Ok(placed(self, number, true)),
            There::Ours(_) => {
                if write(&self.dir.join(numbered(name, number)), bytes).is_ok() {
                    self.has_new = true;
                    return Ok(placed(self, number, false));
                }
                number = self.free_number(name, number.saturating_add(1));
            }
            There::Nothing => {}
        }
        let path = self.dir.join(numbered(name, number));
        write(&path, bytes).map_err(|e| not_written(&path, &e))?;
        self.names.insert(listed(&numbered(name, number)));
        self.has_new = true;
        Ok(placed(self, number, false))
    }

    /// The first number from one on under which nothing lies, by the disk's own comparison of names: one that does not
    /// tell capitals apart finds `Bao-Cao.docx` under `bao-cao.docx`.
    pub(super) fn free_number(&self, name: &str, from: u32) -> u32 {
        let is_taken = |number: &u32| {
            let path = self.dir.join(numbered(name, *number));
            fs::symlink_metadata(path).is_ok()
        };
        (from..=u32::MAX)
            .find(|number| !is_taken(number))
            .unwrap_or(from)
    }

    /// The newest file of that name: the one with the highest number, else the plain one.
    pub fn newest(&self, name: &str) -> Option<PathBuf> {
        let number = self.newest_number(name)?;
        Some(self.dir.join(numbered(name, number)))
    }

    /// The names of all that lies there.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(_, name)| name.as_str())
    }

    /// Takes a file away that is one of those with these hashes and that nobody holds open; where it lay.
    pub fn withdraw(&mut self, name: &str, hashes: &[String]) -> Option<PathBuf> {
        let path = self.dir.join(name);
        let is_ours = on_disk(&path).is_some_and(|bytes| hashes.contains(&hash(&bytes)));
        if !is_ours || is_open(&path) || patiently(|| fs::remove_file(&path)).is_err() {
            return None;
        }
        self.names.remove(&listed(name));
        self.has_new = true;
        Some(path)
    }

    /// Whether the newest file of that name is one of those with these hashes.
    pub fn newest_is_one_of(&self, name: &str, hashes: &[String]) -> bool {
        let there = self.newest(name).and_then(|path| on_disk(&path));
        there.is_some_and(|bytes| hashes.contains(&hash(&bytes)))
    }

    /// Every file of that name, whatever its number, the newest last.
    pub fn all(&self, name: &str) -> Vec<PathBuf> {
        let numbers: BTreeSet<u32> = self.numbers(name).collect();
        let numbers = numbers.into_iter();
        numbers.map(|n| self.dir.join(numbered(name, n))).collect()
    }

    pub(super) fn newest_number(&self, name: &str) -> Option<u32> {
        self.numbers(name).max()
    }

    fn numbers(&self, name: &str) -> impl Iterator<Item = u32> {
        let (small, _) = listed(name);
        let (stem, _) = parts(&small);
        let stem = stem.to_owned();
        let alike = self.names.range((stem.clone(), String::new())..);
        alike
            .take_while(move |(found, _)| found.starts_with(&stem))
            .filter_map(move |(found, exact)| {
                number_of(exact, name)
                    .or_else(|| number_of(found, &small).filter(|n| self.finds(name, *n)))
            })
    }

    /// Whether the disk finds a file under a name that it does not list: it does not tell capitals apart.
    fn finds(&self, name: &str, number: u32) -> bool {
        let name = numbered(name, number);
        !self.names.contains(&listed(&name)) && fs::symlink_metadata(self.dir.join(name)).is_ok()
    }
}

/// How a name stands in the list of a shelf.
fn listed(name: &str) -> (String, String) {
    (name.to_lowercase(), name.to_owned())
}

/// What lies there; `None` when it cannot be read or is larger than any output.
fn on_disk(path: &Path) -> Option<Vec<u8>> {
    let small = fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() <= COMPARED_BYTES);
    if small {
        patiently(|| fs::read(path)).ok()
    } else {
        None
    }
}

/// 1 for the name itself, n for `-lan-n`.
fn number_of(found: &str, name: &str) -> Option<u32> {
    if found == name {
        return Some(1);
    }
    let (stem, end) = parts(name);
    let number = found
        .strip_prefix(stem)?
        .strip_suffix(end)?
        .strip_prefix("-lan-")?;
    number.parse().ok().filter(|n| *n > 1)
}

pub(super) fn numbered(name: &str, number: u32) -> String {
    if number == 1 {
        return name.to_owned();
    }
    let (stem, end) = parts(name);
    format!("{stem}-lan-{number}{end}")
}

/// The name before its last point, and the rest with the point.
fn parts(name: &str) -> (&str, &str) {
    name.split_at(name.rfind('.').filter(|at| *at > 0).unwrap_or(name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for name in ["bao-cao.docx", "don-vi", ".an", "a.b.xlsx"] {
            for number in [1, 2, 13] {
                assert_eq!(
                    number_of(&numbered(name, number), name),
                    Some(number),
                    "{name}"
                );
            }
        }
        assert_eq!(numbered("bao-cao.docx", 2), "bao-cao-lan-2.docx");
        for other in [
            "bao-cao-lan-1.docx",
            "bao-cao-lan-x.docx",
            "bao-cao_du-thao.docx",
        ] {
            assert_eq!(number_of(other, "bao-cao.docx"), None, "{other}");
        }
    }
}

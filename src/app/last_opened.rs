//! Which campaigns were opened lately, so that a double-click on the program opens the last one again, and the first page
//! offers them all.
//!
//! Kept in the user's private folder, a path a line, the last one first.

use super::Stop;
use crate::store::folder::{self, private_folder, read_bounded, write_private};
use std::path::{Path, PathBuf};

/// The note.
const NOTE: &str = "gan-day.txt";
/// Most bytes of a path.
const MOST_BYTES: u64 = 1 << 16;

/// Campaigns that are remembered.
const REMEMBERED: usize = 12;

/// A campaign that was opened lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// What names it where no path may stand.
    pub id: String,
    /// Its folder.
    pub root: PathBuf,
    /// Whether it still lies there.
    pub is_there: bool,
}

/// Notes the campaign whose page is open.
pub fn note(private: &Path, root: &Path) -> Result<(), Stop> {
    let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let mut all = noted(private);
    all.retain(|one| *one != root);
    all.insert(0, root);
    keep(private, &all)
}

/// The campaigns that were opened lately, the last one first.
pub fn recent(private: &Path) -> Vec<Recent> {
    let all = noted(private).into_iter();
    all.map(|root| Recent {
        id: id(&root),
        is_there: is_campaign(&root),
        root,
    })
    .collect()
}

/// Forgets one of them; its folder stays as it is.
pub fn forget(private: &Path, which: &str) -> Result<(), Stop> {
    let mut all = noted(private);
    all.retain(|root| id(root) != which);
    keep(private, &all)
}

/// The campaign of a double-click: the one in whose folder the program lies, else the one that was opened last.
pub fn to_open(here: &Path, private: Option<&Path>) -> Option<PathBuf> {
    if is_campaign(here) {
        return Some(here.to_owned());
    }
    let last = noted(private?).into_iter().next();
    last.filter(|root| is_campaign(root))
}

/// Whether a campaign lies in a folder.
pub fn is_campaign(dir: &Path) -> bool {
    dir.join(folder::SETTINGS).is_file()
}

fn id(root: &Path) -> String {
    let hash = blake3::hash(root.as_os_str().as_encoded_bytes());
    hash.to_hex()[..24].to_owned()
}

fn noted(private: &Path) -> Vec<PathBuf> {
    let noted = read_bounded(&private.join(NOTE), MOST_BYTES).unwrap_or_default();
    let text = String::from_utf8(noted).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.is_empty());
    lines.map(PathBuf::from).collect()
}

fn keep(private: &Path, all: &[PathBuf]) -> Result<(), Stop> {
    // A path that is no text, or of two lines, cannot be noted; its page is open all the same.
    let lines = all.iter().filter_map(|root| root.to_str());
    let lines = lines.filter(|line| !line.contains(['\n', '\r']));
    let lines: Vec<&str> = lines.take(REMEMBERED).collect();
    // Where the folder cannot be made, the note cannot be written, and that is told.
    let _ = private_folder(private);
    write_private(&private.join(NOTE), lines.join("\n").as_bytes()).map_err(Stop::Fault)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::folder::write_whole;

    #[test]
    fn the_campaign_around_the_program_comes_before_the_one_of_last_time() {
        let dir = tempfile::tempdir().expect("a folder");
        let (private, here, last) = (
            dir.path().join("riêng"),
            dir.path().join("đợt này"),
            dir.path().join("đợt trước"),
        );
        for campaign in [&here, &last] {
            std::fs::create_dir(campaign).expect("made");
        }
        assert_eq!(to_open(&here, Some(&private)), None, "nothing is known");
        note(&private, &last).expect("noted");
        assert_eq!(
            to_open(&here, Some(&private)),
            None,
            "it is no campaign any more"
        );
        write_whole(&last.join(folder::SETTINGS), b"").expect("written");
        assert_eq!(to_open(&here, Some(&private)), Some(last));
        assert_eq!(to_open(&here, None), None);
        write_whole(&here.join(folder::SETTINGS), b"").expect("written");
        assert_eq!(to_open(&here, Some(&private)), Some(here));
    }

    #[test]
    fn the_last_ones_are_offered_and_one_that_is_gone_can_be_forgotten() {
        let dir = tempfile::tempdir().expect("a folder");
        let private = dir.path().join("riêng");
        assert!(recent(&private).is_empty());
        let all: Vec<PathBuf> = (0..15)
            .map(|n| dir.path().join(format!("đợt {n}")))
            .collect();
        for root in &all {
            note(&private, root).expect("noted");
        }
        note(&private, &all[10]).expect("noted again");
        let found = recent(&private);
        assert_eq!(found.len(), REMEMBERED);
        assert_eq!((&found[0].root, &found[1].root), (&all[10], &all[14]));
        assert!(found.iter().all(|one| !one.is_there));
        forget(&private, &found[0].id).expect("forgotten");
        forget(&private, "../x").expect("nothing of that name");
        let found = recent(&private);
        assert_eq!((found.len(), &found[0].root), (REMEMBERED - 1, &all[14]));
    }
}

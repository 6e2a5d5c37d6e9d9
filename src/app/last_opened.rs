//! Which campaign's page was opened last, so that a double-click on the program opens it again.
//!
//! Kept in the user's private folder.

use super::Stop;
use crate::store::folder::{self, private_folder, read_bounded, write_private};
use std::path::{Path, PathBuf};

/// The note.
const NOTE: &str = "gan-day.txt";
/// Most bytes of a path.
const MOST_BYTES: u64 = 1 << 16;

/// Notes the campaign whose page is open.
pub fn note(private: &Path, root: &Path) -> Result<(), Stop> {
    let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    // A path that is no text cannot be noted; the page is opened as before.
    let Some(text) = root.to_str() else {
        return Ok(());
    };
    // Where the folder cannot be made, the note cannot be written, and that is told.
    let _ = private_folder(private);
    write_private(&private.join(NOTE), text.as_bytes()).map_err(Stop::Fault)
}

/// The campaign of a double-click: the one in whose folder the program lies, else the one that was opened last.
pub fn to_open(here: &Path, private: Option<&Path>) -> Option<PathBuf> {
    let last = || {
        let noted = read_bounded(&private?.join(NOTE), MOST_BYTES).ok()?;
        Some(PathBuf::from(String::from_utf8(noted).ok()?))
    };
    let is_campaign = |dir: &PathBuf| dir.join(folder::SETTINGS).is_file();
    let here = Some(here.to_owned()).filter(is_campaign);
    here.or_else(|| last().filter(is_campaign))
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
}

//! Files that lie in the inbox, or in a further receiving folder, and were not taken in yet: what is written meanwhile is without their answers.

use super::deliveries::not_fetched;
use super::officers_folder;
use crate::app::{Session, Stop};
use crate::msg;
use crate::store::{archive, folder};
use std::path::{Path, PathBuf};

/// Names of files that are shown.
const SHOWN: usize = 3;

/// Notes new and changed files of the inbox and of the further receiving folders among what this run could not take in, so that no final is written without
/// them. For commands that do not take in what came.
pub fn tell_left_in_inbox(session: &mut Session) -> Result<(), Stop> {
    let found = folder::inbox(&session.campaign.root).map_err(Stop::Fault)?;
    let mut left = Vec::new();
    for path in &found.files {
        if !is_taken_in(session, path)? {
            left.push(path.clone());
        }
    }
    tell(session, folder::INBOX, &left);
    let left = officers_folder::left(session)?;
    tell(session, folder::ENTERED, &left);
    for written in session.campaign.settings.receiving.clone() {
        let dir = session.campaign.root.join(&written);
        let left = if dir.is_dir() {
            not_fetched(session, &dir)?
        } else {
            Vec::new()
        };
        tell(session, &written, &left);
    }
    Ok(())
}

fn tell(session: &mut Session, folder: &str, left: &[PathBuf]) {
    if left.is_empty() {
        return;
    }
    let said = msg!(
        "flow.left-in-inbox",
        count = left.len(),
        folder = folder,
        files = names(left),
        dir = session.campaign.root.display()
    );
    session.unread.push(said);
}

/// Whether the bytes of a file were taken in, under whichever name. A file that cannot be read was not.
fn is_taken_in(session: &Session, path: &Path) -> Result<bool, Stop> {
    let Some(hash) = archive::hash_of_file(path) else {
        return Ok(false);
    };
    let ledger = &session.ledger;
    Ok(ledger.by_hash(&hash)?.is_some() || ledger.parcel(&hash)?.is_some())
}

fn names(files: &[PathBuf]) -> String {
    let shown = files.iter().take(SHOWN);
    let shown = shown.map(|path| path.file_name().unwrap_or_default().to_string_lossy());
    let mut names: Vec<String> = shown.map(|name| format!("\"{name}\"")).collect();
    if files.len() > SHOWN {
        names.push("…".to_owned());
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_files_are_named_and_of_more_it_is_shown_that_there_are() {
        for (count, shown) in [
            (1, "\"1.xlsx\""),
            (3, "\"1.xlsx\", \"2.xlsx\", \"3.xlsx\""),
            (4, "\"1.xlsx\", \"2.xlsx\", \"3.xlsx\", …"),
            (9, "\"1.xlsx\", \"2.xlsx\", \"3.xlsx\", …"),
        ] {
            let files = (1..=count).map(|n| PathBuf::from(format!("cum/{n}.xlsx")));
            assert_eq!(names(&files.collect::<Vec<_>>()), shown);
        }
    }
}

//! The campaign's folder: the one module that knows what files and folders are called, and how they are written.
//!
//! In: a folder and bytes. Out: files that are whole or absent. What a person changed or holds open is never
//! overwritten. Knows nothing of what the files say.

mod place;
mod read;
mod room;
mod write;

pub use place::{Placed, Planned, Shelf};
pub use read::read_bounded;
pub(crate) use room::Room;
pub(super) use write::{Draft, keep_names, only_for_the_user, private_folder};
pub use write::{hash, write_whole};

use crate::msg;
use crate::words::{Message, system};
use std::fs;
use std::path::{Path, PathBuf};

/// The settings.
pub const SETTINGS: &str = "dot-bao-cao.toml";
/// The roster as a workbook.
pub const ROSTER: &str = "don-vi.xlsx";
/// The roster as plain text.
pub const ROSTER_CSV: &str = "don-vi.csv";
/// Last period's values.
pub const PREVIOUS: &str = "ky-truoc.xlsx";
/// The campaign's own copy of the kit.
pub const KIT: &str = "bo-mau";
/// Intake workbooks to send.
pub const OUTGOING: &str = "1-gui-di";
/// What came back.
pub const INBOX: &str = "2-nhan-ve";
/// Workbooks for units that must mend something.
pub const FEEDBACK: &str = "3-bo-sung";
/// Consolidated workbook and report.
pub const RESULTS: &str = "4-ket-qua";
/// Every received file, byte for byte.
pub const ARCHIVE: &str = "luu-tru";
/// The ledger.
pub const LEDGER: &str = "so-tiep-nhan.sqlite";
/// Held by the run that works on the folder.
pub const LOCK: &str = ".tonghop.khoa";
/// In [`OUTGOING`]: which file goes to whom.
pub const DISPATCH: &str = "danh-sach-gui.xlsx";
/// In [`RESULTS`]: the consolidated workbook.
pub const CONSOLIDATED: &str = "tong-hop.xlsx";
/// In [`RESULTS`]: the report, ready to sign.
pub const REPORT_FINAL: &str = "bao-cao.docx";
/// In [`RESULTS`]: the report while something is missing.
pub const REPORT_DRAFT: &str = "bao-cao_du-thao.docx";
/// The report with comments and sources, for whoever checks it.
pub const REPORT_REVIEW: &str = "bao-cao_ra-soat.docx";
/// End of the name of an edited report with current figures.
pub const REFRESHED: &str = "_cap-nhat";
/// The officer's selection of free text.
pub const SELECTION: &str = "chon-y-kien.xlsx";
/// In each folder of a new campaign: what it is for.
pub const ADVICE: &str = "LOI-DAN.txt";
/// Runs the program on the folder it lies in.
pub const START: &str = "CHAY.bat";

/// The ending of files that are being written.
pub(super) const UNFINISHED: &str = ".tonghop-tam";

/// Folders below the inbox that are looked into.
const DEPTH: usize = 4;
/// Files that systems put in folders by themselves.
const SYSTEM_FILES: [&str; 3] = ["desktop.ini", "thumbs.db", ".ds_store"];

/// The files of `2-nhan-ve/` and the folders in it, sorted by their paths. What programs put there by themselves
/// (lock files of Word and Excel, hidden files) and our own advice are left out.
pub fn inbox(root: &Path) -> Result<Vec<PathBuf>, Message> {
    let dir = root.join(INBOX);
    let mut files = Vec::new();
    if dir.is_dir() {
        collect(&dir, DEPTH, &mut files)?;
    }
    files.sort();
    Ok(files)
}

/// The files of a folder outside the campaign, sorted; those below it are not looked for.
pub fn files_of(dir: &Path) -> Result<Vec<PathBuf>, Message> {
    let mut files = Vec::new();
    collect(dir, 0, &mut files)?;
    files.sort();
    Ok(files)
}

fn collect(dir: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Message> {
    let closed = |e: std::io::Error| {
        msg!(
            "campaign.folder-closed",
            folder = dir.display(),
            reason = system::reason(&e)
        )
    };
    for entry in fs::read_dir(dir).map_err(closed)? {
        let entry = entry.map_err(closed)?;
        if is_aside(&entry.file_name().to_string_lossy()) {
            continue;
        }
        let path = entry.path();
        // A link to a folder may lead in a circle; one to a file is a file.
        let is_folder = entry.file_type().is_ok_and(|t| t.is_dir());
        if is_folder && depth > 0 {
            // A folder that cannot be opened is listed itself, so that it is told by name when it is to be read.
            if collect(&path, depth - 1, files).is_err() {
                files.push(path);
            }
            continue;
        }
        // So is what cannot even be looked at; a pipe or a device is nothing to read.
        if fs::metadata(&path).map_or(true, |m| m.is_file()) {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether a file is no return: it belongs to a program, or is our own.
pub(crate) fn is_aside(name: &str) -> bool {
    name.starts_with(['.', '~'])
        || name.eq_ignore_ascii_case(ADVICE)
        || name.ends_with(UNFINISHED)
        || is_system_file(name)
}

/// Whether the system put it there.
pub(crate) fn is_system_file(name: &str) -> bool {
    SYSTEM_FILES.iter().any(|s| name.eq_ignore_ascii_case(s))
}

/// Removes what a run that was cut off left half written. What cannot be removed stays; it harms nothing.
pub(super) fn sweep(root: &Path) {
    let shelves = fs::read_dir(root.join(ARCHIVE)).into_iter().flatten();
    let shelves = shelves.flatten().map(|shelf| shelf.path());
    let own = ["", KIT, OUTGOING, INBOX, FEEDBACK, RESULTS, ARCHIVE];
    let own = own.iter().map(|name| root.join(name));
    for dir in own.chain(shelves) {
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().ends_with(UNFINISHED) {
                // An error leaves a small hidden file behind, which the next run tries to remove again.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

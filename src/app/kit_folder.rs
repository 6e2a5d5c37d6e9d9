//! A kit's folder on the disk: its files, as bytes, for [`kit::load`](crate::kit::load).

use crate::kit::{KIT_FILE, is_kit_file};
use crate::msg;
use crate::source::Files;
use crate::store::folder::read_bounded;
use crate::words::{Message, system};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Most bytes of one file of a kit.
const FILE_BYTES: u64 = 1 << 20;
/// Most files of a kit.
const FILES: usize = 64;

/// The `.toml` and `.md` files of a folder, as they are.
///
/// Files above 1 MiB, or more than 64 of them, are no kit. Other files (a Word lock file, a sheet) are left alone.
pub fn read(dir: &Path) -> Result<Files, Message> {
    let shown = dir.display();
    let unreadable = |reason: &std::io::Error| {
        msg!(
            "kit.folder-unreadable",
            folder = shown,
            reason = system::reason(reason)
        )
    };
    let mut files = Files::new();
    for entry in fs::read_dir(dir).map_err(|e| unreadable(&e))? {
        let entry = entry.map_err(|e| unreadable(&e))?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if !is_kit_file(&name) || !entry.path().is_file() {
            continue;
        }
        if files.len() == FILES {
            return Err(msg!("kit.too-many-files", folder = shown, most = FILES));
        }
        let bytes = read_capped(&entry.path(), &name)?;
        files.insert(name, bytes);
    }
    if files.contains_key(KIT_FILE) {
        Ok(files)
    } else {
        Err(msg!("kit.no-kit-file", folder = shown, file = KIT_FILE))
    }
}

fn read_capped(path: &Path, name: &str) -> Result<Vec<u8>, Message> {
    read_bounded(path, FILE_BYTES).map_err(|e| {
        if e.kind() == ErrorKind::FileTooLarge {
            return msg!("kit.file-too-big", file = name, most = "1 MiB");
        }
        msg!(
            "kit.file-unreadable",
            file = name,
            reason = system::reason(&e)
        )
    })
}

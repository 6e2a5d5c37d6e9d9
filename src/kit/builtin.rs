//! Where kits come from: a folder, or the program itself. The only part of `kit` that touches files.

use crate::msg;
use crate::source::Files;
use crate::words::{Message, system};
use std::fs;
use std::io::Read;
use std::path::Path;

/// Most bytes of one file of a kit.
const FILE_BYTES: u64 = 1 << 20;
/// Most files of a kit.
const FILES: usize = 64;

/// A kit that the program carries: its id, and its files by name.
type Embedded = (&'static str, &'static [(&'static str, &'static [u8])]);

const EMBEDDED: &[Embedded] = &[(
    "cntt-huyen-2020",
    &[
        (
            "commune.toml",
            include_bytes!("../../templates/cntt-huyen-2020/commune.toml"),
        ),
        (
            "district.toml",
            include_bytes!("../../templates/cntt-huyen-2020/district.toml"),
        ),
        (
            "kit.toml",
            include_bytes!("../../templates/cntt-huyen-2020/kit.toml"),
        ),
        (
            "report.md",
            include_bytes!("../../templates/cntt-huyen-2020/report.md"),
        ),
    ],
)];

/// The ids of the kits that the program carries.
pub fn embedded_ids() -> Vec<&'static str> {
    EMBEDDED.iter().map(|(id, _)| *id).collect()
}

/// The files of a kit that the program carries.
pub fn embedded(id: &str) -> Option<Files> {
    let (_, files) = EMBEDDED.iter().find(|(known, _)| *known == id)?;
    Some(
        files
            .iter()
            .map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()))
            .collect(),
    )
}

/// The `.toml` and `.md` files of a folder, as they are.
///
/// Files above 1 MiB, or more than 64 of them, are no kit. Other files (a Word lock file, a sheet) are left alone.
pub fn read_folder(dir: &Path) -> Result<Files, Message> {
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
        let known = is_narrative(&name) || has_ending(&name, "toml");
        if !known || name.starts_with(['.', '~']) || !entry.path().is_file() {
            continue;
        }
        if files.len() == FILES {
            return Err(msg!("kit.too-many-files", folder = shown, most = FILES));
        }
        let bytes = read_capped(&entry.path(), &name)?;
        files.insert(name, bytes);
    }
    if files.contains_key(super::KIT_FILE) {
        Ok(files)
    } else {
        Err(msg!(
            "kit.no-kit-file",
            folder = shown,
            file = super::KIT_FILE
        ))
    }
}

/// Whether a file holds a narrative; the others are TOML.
pub(super) fn is_narrative(name: &str) -> bool {
    has_ending(name, "md")
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|found| found.eq_ignore_ascii_case(ending))
}

fn read_capped(path: &Path, name: &str) -> Result<Vec<u8>, Message> {
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|e| {
            msg!(
                "kit.file-unreadable",
                file = name,
                reason = system::reason(&e)
            )
        })?;
    if bytes.len() as u64 > FILE_BYTES {
        return Err(msg!("kit.file-too-big", file = name, most = "1 MiB"));
    }
    Ok(bytes)
}

//! Files beside those that a campaign is read from, under a name that is not read: meant to be one of them, or made by a
//! service that keeps a folder the same on several machines, when two of them had written one file.

use super::{
    CALLS, DECISIONS, LEDGER, PREVIOUS, ROSTER, ROSTER_CSV, SELECTION, SETTINGS, hash_of_file,
    is_aside,
};
use crate::value::fold::without_accents;
use std::fs;
use std::path::Path;

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// It has another name.
    Name,
    /// Two machines wrote one file, and this is what one of them wrote.
    Conflict,
    /// The same of the ledger.
    ConflictOfLedger,
    /// It is called like a copy of the ledger.
    CopyOfLedger,
}

/// What is read at the top of a campaign.
const READ: [&str; 8] = [
    PREVIOUS, ROSTER, ROSTER_CSV, SELECTION, DECISIONS, CALLS, SETTINGS, LEDGER,
];

/// What services call such a file, in letters and digits without accents.
const CONFLICT: [&str; 3] = ["conflict", "xungdot", "mauthuan"];

/// What stands before the name of a copy.
const COPY_OF: [&str; 3] = ["copyof", "bansaocua", "bansao"];

/// Files at the top of a campaign that were meant to be one that is read there, but are not called so: each with the name
/// that is read ("ky truoc (1).xlsx" for `ky-truoc.xlsx`). One that is older than the file of that name is a copy put
/// aside, unless a service made it or it is one of the ledger, which each work makes newer; one that says the same is nothing.
pub(crate) fn misnamed(root: &Path) -> Vec<(String, &'static str, Why)> {
    let saved = |path: &Path| fs::metadata(path).and_then(|meta| meta.modified()).ok();
    let mut found = Vec::new();
    for entry in fs::read_dir(root).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if is_aside(&name) || READ.contains(&name.as_str()) || !path.is_file() {
            continue;
        }
        let Some(known) = meant(&name) else {
            continue;
        };
        let read = root.join(known);
        let letters = letters_of(&name);
        let is_conflict = CONFLICT.iter().any(|mark| letters.contains(mark));
        let is_older = match (saved(&read), saved(&path)) {
            (Some(read), Some(other)) => other <= read,
            _ => false,
        };
        let why = match (is_conflict, known == LEDGER) {
            (true, true) => Why::ConflictOfLedger,
            (false, true) => Why::CopyOfLedger,
            (true, false) => Why::Conflict,
            (false, false) => Why::Name,
        };
        // A numbered one of ours, and a ledger that was put aside when it was made again, are told where they are made.
        let is_ours = name.contains("-lan-") || name.starts_with(LEDGER);
        let is_put_aside = is_ours && !is_conflict || is_older && why == Why::Name;
        let says_the_same = || why != Why::Name && hash_of_file(&read) == hash_of_file(&path);
        if !is_put_aside && !says_the_same() {
            found.push((name, known, why));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// The file that a name was meant to be: one of its kind before others.
fn meant(name: &str) -> Option<&'static str> {
    let letters = letters_of(name);
    let mut of_copy = COPY_OF.iter();
    let bare = of_copy.find_map(|begin| letters.strip_prefix(begin));
    let begins = |known: &&&str| {
        let known = letters_of(known);
        letters.starts_with(&known) || bare.is_some_and(|bare| bare.starts_with(&known))
    };
    let as_kind = |known: &&&str| Path::new(known).extension() == Path::new(name).extension();
    let mut likely = READ.iter().filter(begins);
    let found = likely.clone().find(as_kind).or_else(|| likely.next());
    // A list called "sổ tiếp nhận" is no ledger.
    found
        .copied()
        .filter(|known| *known != LEDGER || as_kind(&known) || name.contains(LEDGER))
}

/// The letters and digits of a name before its ending, without accents: what stays the same however it is spelled.
fn letters_of(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let letters = without_accents(stem);
    letters.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_known_by_its_name_however_a_service_writes_it() {
        for (name, known) in [
            ("so-tiep-nhan (conflicted copy 2020-11-16).sqlite", LEDGER),
            ("so-tiep-nhan (Bản sao xung đột của PC-02).sqlite", LEDGER),
            (
                "so-tiep-nhan.sync-conflict-20201116-101500-ABCDEFG.sqlite",
                LEDGER,
            ),
            ("so-tiep-nhan - Copy.sqlite", LEDGER),
            ("so-tiep-nhan (1).sqlite", LEDGER),
            ("Bản sao của dot-bao-cao.toml", SETTINGS),
            ("Copy of don-vi.xlsx", ROSTER),
            ("don-vi - Bản sao.csv", ROSTER_CSV),
            ("quyet-dinh (1).xlsx", DECISIONS),
            (
                "chon-y-kien_PC02_Nov-16-101500-2020_Conflict.xlsx",
                SELECTION,
            ),
        ] {
            assert_eq!(meant(name), Some(known), "{name}");
        }
        for name in [
            "so-tiep-nhan.docx",
            "Sổ tiếp nhận văn bản.xlsx",
            "bao-cao (1).docx",
        ] {
            assert_eq!(meant(name), None, "{name}");
        }
    }
}

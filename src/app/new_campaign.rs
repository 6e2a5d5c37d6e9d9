//! A new campaign from a page: which kits there are, where it will lie, and its folder under a name that is free.

use super::init::{self, LastPeriod};
use super::last_opened::is_campaign;
use super::take_over::take_over;
use super::{Env, Stop};
use crate::kit;
use crate::msg;
use crate::value::fold::without_accents;
use crate::words::{Message, system};
use std::path::{Path, PathBuf};

/// The folder of campaigns in Documents, or in home where there is none.
const PLACE: &str = "Bao cao";
/// Most characters of a folder's name.
const NAME_CHARS: usize = 60;
/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Why a campaign was not begun.
#[derive(Debug)]
pub enum NotBegun {
    /// For the name of its folder.
    Name(Message),
    /// For the kit, or the disk.
    Other(Message),
}

/// The kits that the program carries: id and title.
pub fn kits() -> Vec<(String, String)> {
    let all = kit::embedded_ids().into_iter();
    let named = all.filter_map(|id| {
        let kit = kit::load(&kit::embedded(id)?).ok()?;
        Some((kit.id, kit.title))
    });
    named.collect()
}

/// Where new campaigns lie.
pub fn place(home: &Path) -> PathBuf {
    let documents = home.join("Documents");
    let around = if documents.is_dir() {
        documents
    } else {
        home.to_owned()
    };
    around.join(PLACE)
}

/// A name that is free there, like the one that is wanted.
pub fn free_name(place: &Path, wanted: &str) -> String {
    let all = (1..1000).map(|n| match n {
        1 => wanted.to_owned(),
        n => format!("{wanted} ({n})"),
    });
    let mut free = all.filter(|name| !place.join(name).exists());
    free.next().unwrap_or_else(|| wanted.to_owned())
}

/// Makes the folder of a new campaign.
pub fn begin(
    place: &Path,
    name: &str,
    kit: &str,
    last: Option<&LastPeriod>,
) -> Result<PathBuf, NotBegun> {
    let root = free_root(place, name).map_err(NotBegun::Name)?;
    // An id, never the path of a folder.
    if kit::embedded(kit).is_none() && last.is_none_or(|last| last.kit != kit) {
        let known = kit::embedded_ids().join(", ");
        return Err(NotBegun::Other(msg!(
            "campaign.no-kit",
            id = kit,
            known = known
        )));
    }
    init::init(&root, kit, last).map_err(NotBegun::Other)?;
    Ok(root)
}

/// Makes the folder of a campaign that was handed over, and goes on with it there.
pub fn take_over_at(
    place: &Path,
    name: &str,
    file: &Path,
    env: &Env,
) -> Result<(PathBuf, Vec<Message>), Stop> {
    let root = free_root(place, name).map_err(Stop::Wrong)?;
    std::fs::create_dir_all(place).map_err(|e| {
        let (file, reason) = (place.display(), system::reason(&e));
        Stop::Fault(msg!("campaign.not-written", file = file, reason = reason))
    })?;
    let done = take_over(file, &root, env)?;
    Ok((root, done.told))
}

/// The folder of this name, where nothing lies yet.
fn free_root(place: &Path, name: &str) -> Result<PathBuf, Message> {
    let name = name.trim();
    if !is_name(name) {
        return Err(msg!("desk.folder-name", most = NAME_CHARS));
    }
    let root = place.join(name);
    if !root.exists() {
        return Ok(root);
    }
    let free = free_name(place, name);
    Err(if is_campaign(&root) {
        msg!("desk.folder-is-campaign", name = name, free = free)
    } else {
        msg!("desk.folder-taken", name = name, free = free)
    })
}

/// Whether it names a folder on every system, and nothing above or below.
fn is_name(name: &str) -> bool {
    let fits = |c: char| !c.is_control() && !"<>:\"/\\|?*".contains(c);
    let plain = without_accents(name).to_lowercase();
    let stem = plain.split('.').next().unwrap_or_default();
    let port = ["com", "lpt"].iter().any(|port| {
        stem.strip_prefix(port)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    });
    let length = name.chars().count();
    (1..=NAME_CHARS).contains(&length)
        && name.chars().all(fits)
        && !name.starts_with('.')
        && !name.ends_with(['.', ' '])
        && !DEVICES.contains(&stem)
        && !port
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_folder_on_every_system() {
        for name in ["CNTT 2026", "Báo cáo chuyển đổi số (2)", "2026"] {
            assert!(is_name(name), "{name}");
        }
        let long = "a".repeat(61);
        for name in [
            "", ".", "..", "a/b", "a\\b", "../x", "C:", "a.", "con", "NUL.txt", "com1", "a\n",
            &long,
        ] {
            assert!(!is_name(name), "{name}");
        }
    }
}

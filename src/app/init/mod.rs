//! A new campaign: a folder that explains itself.
//!
//! In: where, and which kit. Out: settings in which every key is explained, a roster with example rows, folders
//! with a few words of advice, a copy of the kit, and `CHAY.bat`; after an earlier campaign its settings, units and values. A
//! folder in which something lies is refused; when anything fails, what was begun is taken away again.

mod carried;
mod last;
mod table;

pub use last::LastPeriod;
pub(super) use table::roster_of_rows;

use super::kit_folder;
use crate::kit;
use crate::model::kit::Kit;
use crate::msg;
use crate::source::Files;
use crate::store::folder;
use crate::words::nearest::nearest;
use crate::words::{Fact, Lang, Message, official, system};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const SETTINGS: &str = include_str!("dot-bao-cao.toml");
const START: &str = include_str!("CHAY.bat");

/// The folders of a campaign, and the advice in each.
const FOLDERS: [(&str, &str); 5] = [
    (folder::OUTGOING, "campaign.advice-outgoing"),
    (folder::INBOX, "campaign.advice-inbox"),
    (folder::FEEDBACK, "campaign.advice-feedback"),
    (folder::RESULTS, "campaign.advice-results"),
    (folder::ARCHIVE, "campaign.advice-archive"),
];

/// The kit that a new campaign has when none is named.
pub fn usual_kit() -> &'static str {
    kit::embedded_ids().first().copied().unwrap_or_default()
}

/// A campaign that was made.
#[derive(Debug)]
pub struct Begun {
    /// The files that were written, in order.
    pub files: Vec<PathBuf>,
    /// What of the last period the new campaign will not have.
    pub told: Vec<Message>,
}

/// Makes a folder for a campaign, with the values of the `last` one if there is one.
///
/// `kit` is the id of a kit that the program carries, or the path of a kit's folder.
pub fn init(root: &Path, kit: &str, last: Option<&LastPeriod>) -> Result<Begun, Message> {
    let files = kit_files(kit)?;
    let kit = kit::load(&files).map_err(|mistakes| {
        let shown = |lang| mistakes.first().map(|m| m.show(&files, lang));
        let shown = |lang| shown(lang).unwrap_or_default();
        let first = Fact::Either(shown(Lang::Vi), shown(Lang::En));
        msg!(
            "campaign.kit-unsound",
            count = mistakes.len(),
            first = first
        )
    })?;
    let contents = contents(&kit, files, last)?;
    let existed = root.exists();
    if existed && !is_empty(root)? {
        return Err(msg!("campaign.not-empty", folder = root.display()));
    }
    let written = write_all(root, &contents);
    if written.is_err() {
        take_away(root, &contents, existed);
    }
    Ok(Begun {
        files: written?,
        told: last.map_or_else(Vec::new, |last| last.remarks(&kit)),
    })
}

/// The roster of a new campaign that nobody has filled in.
pub(super) fn untouched_roster(kit: &Kit) -> Result<Vec<u8>, Message> {
    table::roster_of(kit, &[])
}

fn kit_files(kit: &str) -> Result<Files, Message> {
    if let Some(files) = kit::embedded(kit) {
        return Ok(files);
    }
    if Path::new(kit).is_dir() {
        return kit_folder::read(Path::new(kit));
    }
    let known = kit::embedded_ids();
    // The nearest one first, then the others.
    let near = nearest(kit, known.iter().copied());
    let rest = known.iter().copied().filter(|id| Some(*id) != near);
    let named: Vec<&str> = near.into_iter().chain(rest).collect();
    Err(msg!("campaign.no-kit", id = kit, known = named.join(", ")))
}

/// Whether nothing but what systems put there by themselves lies in a folder.
fn is_empty(root: &Path) -> Result<bool, Message> {
    let closed = |e: std::io::Error| {
        msg!(
            "campaign.folder-closed",
            folder = root.display(),
            reason = system::reason(&e)
        )
    };
    for entry in fs::read_dir(root).map_err(closed)? {
        let name = entry.map_err(closed)?.file_name();
        if !folder::is_system_file(&name.to_string_lossy()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// All files of a new campaign, by their path in it.
fn contents(
    kit: &Kit,
    files: Files,
    last: Option<&LastPeriod>,
) -> Result<BTreeMap<PathBuf, Vec<u8>>, Message> {
    let mut contents = BTreeMap::new();
    let settings = SETTINGS
        .replace("{bo_mau}", &kit.id)
        .replace("{ten_truoc}", &named(last.map_or("", |last| &last.period)))
        .replace("{moc}", &marks(kit));
    if let Some(last) = last {
        contents.insert(folder::PREVIOUS.into(), last.workbook.clone());
    }
    let settings = match last {
        Some(last) => carried::settings(&settings, &last.settings),
        None => settings,
    };
    contents.insert(folder::SETTINGS.into(), notepad(&settings));
    let units = last.map_or(&[][..], |last| last.units.as_slice());
    contents.insert(folder::ROSTER.into(), table::roster_of(kit, units)?);
    if let Some(text) = last.and_then(LastPeriod::reworded) {
        contents.insert(last::REWORDED.into(), notepad(&text));
    }
    // A byte order mark would be its first command.
    contents.insert(folder::START.into(), crlf(START).into_bytes());
    for (name, advice) in FOLDERS {
        let path = Path::new(name).join(folder::ADVICE);
        contents.insert(path, notepad(&official(advice)));
    }
    for (name, bytes) in files {
        contents.insert(Path::new(folder::KIT).join(name), bytes);
    }
    Ok(contents)
}

/// A name as TOML writes it.
fn named(name: &str) -> String {
    toml::Value::from(name).to_string()
}

/// A line for each date or period that the kit's sections name, with what it is for.
fn marks(kit: &Kit) -> String {
    let mut wanted: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for form in &kit.forms {
        for section in &form.sections {
            let Some(period) = &section.period else {
                continue;
            };
            let part = format!("{}: {}", form.number, section.title);
            wanted.entry(period).or_default().push(part);
        }
    }
    let lines = wanted
        .iter()
        .map(|(name, parts)| format!("#   {}\n{name} = \"\"\n", parts.join("\n#   ")));
    lines.collect()
}

/// As old versions of Notepad show it well: with a byte order mark and their line ends.
fn notepad(text: &str) -> Vec<u8> {
    format!("\u{feff}{}", crlf(text)).into_bytes()
}

fn crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

fn write_all(root: &Path, contents: &BTreeMap<PathBuf, Vec<u8>>) -> Result<Vec<PathBuf>, Message> {
    let mut written = Vec::new();
    for (name, bytes) in contents {
        let path = root.join(name);
        let dir = path.parent().unwrap_or(root);
        fs::create_dir_all(dir).map_err(|e| {
            msg!(
                "campaign.folder-closed",
                folder = dir.display(),
                reason = system::reason(&e)
            )
        })?;
        folder::write_whole(&path, bytes)?;
        written.push(path);
    }
    Ok(written)
}

/// Takes away what was begun. What cannot be taken away stays, and the next try says that the folder is not empty.
fn take_away(root: &Path, contents: &BTreeMap<PathBuf, Vec<u8>>, existed: bool) {
    for name in contents.keys() {
        let _ = fs::remove_file(root.join(name));
    }
    for name in contents.keys().filter_map(|name| name.parent()) {
        if !name.as_os_str().is_empty() {
            // Only an empty folder goes.
            let _ = fs::remove_dir(root.join(name));
        }
    }
    if !existed {
        let _ = fs::remove_dir(root);
    }
}

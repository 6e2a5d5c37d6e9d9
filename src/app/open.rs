//! Opening a campaign's folder: everything is read, and everything that is wrong is told in one go.

use super::{kit_folder, parted};
use crate::campaign::roster;
use crate::campaign::settings::{Days, Period, SettingsFacts};
use crate::campaign::{Campaign, Previous, previous, settings};
use crate::kit;
use crate::model::kit::Kit;
use crate::model::raw::RawWorkbook;
use crate::model::unit::Roster;
use crate::msg;
use crate::read::csv;
use crate::source::Problem;
use crate::source::{Files, Mistake};
use crate::store::folder;
use crate::words::Message;
use crate::words::nearest::{did_you_mean, nearest};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Most bytes of the settings.
const SETTINGS_BYTES: u64 = 1 << 18;
/// Most bytes of a roster as text.
const CSV_BYTES: u64 = 8 << 20;

/// Opens a workbook: its cells, or why not.
type Reader<'a> = &'a mut dyn FnMut(&Path) -> Result<RawWorkbook, Message>;

impl Campaign {
    /// Opens a campaign's folder. `read` opens workbooks.
    ///
    /// Every mistake of settings, kit, roster and last period's values comes in one go.
    pub fn open(root: &Path, read: Reader) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let (written, bytes) = read_settings(root, &mut problems);
        let known = written.known;
        let mut in_kit = Vec::new();
        let kit = read_kit(root, &known, &mut in_kit);
        let mut mistakes = written.mistakes;
        mistakes.extend(settings_for_kit(&known, kit.as_ref(), root));
        mistakes.sort_by_key(|m| m.span.start);
        problems.extend(in_settings(bytes, mistakes));
        problems.append(&mut in_kit);
        let (roster, sound) = read_roster(root, read, (kit.as_ref(), &known.days), &mut problems);
        let previous = match &kit {
            Some(kit) if sound => {
                let period = written.settings.as_ref().map(|settings| &settings.period);
                read_previous(root, read, (kit, &roster, period), &mut problems)
            }
            _ => Previous::default(),
        };
        for (name, known, why) in folder::misnamed(root) {
            let said = match why {
                folder::Why::Name => msg!("campaign.not-read", file = name, known = known),
                folder::Why::Conflict => msg!("campaign.conflict-copy", known = known),
                folder::Why::CopyOfLedger if !parted::holds_more(root, &root.join(&name)) => {
                    continue;
                }
                folder::Why::ConflictOfLedger | folder::Why::CopyOfLedger => {
                    msg!("campaign.ledger-copy", known = known)
                }
            };
            problems.push(Problem::in_file(&name, said).into_warning());
        }
        let hindered = problems.iter().any(|p| !p.is_warning());
        match (written.settings, kit) {
            (Some(settings), Some(kit)) if !hindered => Ok(Self {
                root: root.to_owned(),
                settings,
                roster,
                kit,
                previous,
                warnings: problems,
            }),
            _ => Err(problems),
        }
    }
}

/// The settings as far as they can be read, and the bytes of their file.
fn read_settings(root: &Path, problems: &mut Vec<Problem>) -> (settings::Read, Vec<u8>) {
    let path = root.join(folder::SETTINGS);
    if !path.exists() {
        let message = msg!("campaign.no-settings", folder = root.display());
        problems.push(Problem::in_file(folder::SETTINGS, message));
        return Default::default();
    }
    match bytes(&path, folder::SETTINGS, SETTINGS_BYTES, problems) {
        Some(bytes) => (settings::read(folder::SETTINGS, &bytes), bytes),
        None => Default::default(),
    }
}

fn in_settings(bytes: Vec<u8>, mistakes: Vec<Mistake>) -> Vec<Problem> {
    in_texts(
        Files::from([(folder::SETTINGS.to_owned(), bytes)]),
        mistakes,
    )
}

fn in_texts(files: Files, mistakes: Vec<Mistake>) -> Vec<Problem> {
    let files = Arc::new(files);
    let problems = mistakes.into_iter();
    problems.map(|m| Problem::in_text(&files, m)).collect()
}

/// The kit: the campaign's own copy, else the one that the program carries.
fn read_kit(root: &Path, known: &SettingsFacts, problems: &mut Vec<Problem>) -> Option<Kit> {
    let own = root.join(folder::KIT);
    let (files, prefix) = if own.is_dir() {
        match kit_folder::read(&own) {
            Ok(files) => (files, format!("{}/", folder::KIT)),
            Err(message) => {
                problems.push(Problem::in_file(folder::KIT, message));
                return None;
            }
        }
    } else {
        // Which kit is meant is told with the settings when it is not known.
        (kit::embedded(known.kit_id.as_ref()?)?, String::new())
    };
    match kit::load(&files) {
        Ok(kit) => Some(kit),
        Err(mistakes) => {
            let named = |name: &str| format!("{prefix}{name}");
            let files = files.iter().map(|(n, bytes)| (named(n), bytes.clone()));
            let mistakes = mistakes.into_iter().map(|m| Mistake {
                file: named(&m.file),
                ..m
            });
            problems.extend(in_texts(files.collect(), mistakes.collect()));
            None
        }
    }
}

/// What the settings say that does not go with the kit.
fn settings_for_kit(known: &SettingsFacts, kit: Option<&Kit>, root: &Path) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    // Where something may be lost, what is left may not be what was meant.
    let Some(marks) = &known.marks else {
        return mistakes;
    };
    let mistake = |span: &Range<usize>, message, help| Mistake {
        file: folder::SETTINGS.to_owned(),
        span: span.clone(),
        message,
        help,
    };
    if let Some(id) = &known.kit_id {
        if !root.join(folder::KIT).is_dir() && kit::embedded(id).is_none() {
            let carried = kit::embedded_ids();
            let help = did_you_mean(id, carried.iter().copied());
            let message = msg!("campaign.no-kit", id = id, known = carried.join(", "));
            mistakes.push(mistake(&known.kit_at, message, help));
        }
        if let Some(kit) = kit.filter(|kit| *id != kit.id) {
            let message = msg!("campaign.other-kit", folder = folder::KIT, id = kit.id);
            mistakes.push(mistake(&known.kit_at, message, None));
        }
    }
    let mut wanted: BTreeMap<&str, &str> = BTreeMap::new();
    for section in kit.iter().flat_map(|k| &k.forms).flat_map(|f| &f.sections) {
        if let Some(period) = &section.period {
            wanted.entry(period).or_insert(&section.title);
        }
    }
    for (name, section) in wanted {
        if !marks.contains(name) {
            let near = nearest(name, marks.iter().map(String::as_str));
            let help = near.map(|near| msg!("campaign.mark-near", near = near, name = name));
            let message = msg!("campaign.mark-missing", name = name, section = section);
            mistakes.push(mistake(&known.marks_at, message, help));
        }
    }
    mistakes
}

/// What a roster is held against.
type RosterNeeds<'a> = (Option<&'a Kit>, &'a Days);

/// The roster, and whether it is sound.
fn read_roster(
    root: &Path,
    read: Reader,
    known: RosterNeeds,
    problems: &mut Vec<Problem>,
) -> (Roster, bool) {
    let (book, plain) = (root.join(folder::ROSTER), root.join(folder::ROSTER_CSV));
    let found = match (book.exists(), plain.exists()) {
        (true, false) => read(&book)
            .map(|book| roster_of_book(&book, known))
            .map_err(|message| vec![Problem::in_file(folder::ROSTER, message)]),
        (false, true) => roster_of_text(&plain, known),
        (true, true) => Err(vec![Problem::in_file(
            folder::ROSTER,
            msg!(
                "campaign.two-rosters",
                book = folder::ROSTER,
                plain = folder::ROSTER_CSV
            ),
        )]),
        (false, false) => Err(vec![Problem::in_file(
            folder::ROSTER,
            msg!("campaign.no-roster", file = folder::ROSTER),
        )]),
    };
    match found {
        Ok((roster, found)) => {
            let sound = found.iter().all(Problem::is_warning);
            problems.extend(found);
            (roster, sound)
        }
        Err(found) => {
            problems.extend(found);
            (Roster::default(), false)
        }
    }
}

fn roster_of_book(book: &RawWorkbook, (kit, days): RosterNeeds) -> (Roster, Vec<Problem>) {
    if let Some(source) = roster::Source::of_book(folder::ROSTER, book) {
        return roster::read(&source, kit, days);
    }
    let problem = Problem::in_file(folder::ROSTER, msg!("campaign.no-units"));
    (Roster::default(), vec![problem])
}

fn roster_of_text(
    path: &Path,
    (kit, days): RosterNeeds,
) -> Result<(Roster, Vec<Problem>), Vec<Problem>> {
    let file = folder::ROSTER_CSV;
    let mut problems = Vec::new();
    let Some(bytes) = bytes(path, file, CSV_BYTES, &mut problems) else {
        return Err(problems);
    };
    let table = csv::table(&bytes).map_err(|no_table| {
        vec![match no_table.at {
            Some(at) => Problem::in_cell(file, None, at, no_table.message),
            None => Problem::in_file(file, no_table.message),
        }]
    })?;
    let source = roster::Source {
        file,
        sheet: None,
        table: &table,
    };
    Ok(roster::read(&source, kit, days))
}

fn read_previous(
    root: &Path,
    read: Reader,
    known: (&Kit, &Roster, Option<&Period>),
    problems: &mut Vec<Problem>,
) -> Previous {
    let path = root.join(folder::PREVIOUS);
    if !path.exists() {
        return Previous::default();
    }
    match read(&path) {
        Ok(book) => {
            let (previous, found) = previous::read(folder::PREVIOUS, &book, known);
            problems.extend(found);
            previous
        }
        Err(message) => {
            problems.push(Problem::in_file(folder::PREVIOUS, message));
            Previous::default()
        }
    }
}

/// The bytes of a small file; a larger one is not what it should be.
fn bytes(path: &Path, name: &str, most: u64, problems: &mut Vec<Problem>) -> Option<Vec<u8>> {
    let message = match folder::read_bounded(path, most) {
        Ok(bytes) => return Some(bytes),
        Err(reason) if reason.kind() == ErrorKind::FileTooLarge => {
            let most = format!("{} KB", most >> 10);
            msg!("campaign.file-too-big", file = name, most = most)
        }
        Err(reason) => msg!(
            "campaign.file-closed",
            file = name,
            reason = folder::refused(path, &reason)
        ),
    };
    problems.push(Problem::in_file(name, message));
    None
}

//! A PDF beside the DOCX, printed by an office suite that is installed.

mod suite;
mod waited;
mod word;

use super::{Output, Session, Stop, Task};
use crate::msg;
use crate::store::folder::Room;
use crate::words::Message;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// How long a program may take to print, its first start included.
const PATIENCE: Duration = Duration::from_mins(3);

/// Fonts that have the widths of Times New Roman.
const SAME_WIDTHS: [&str; 4] = ["Times New Roman", "Liberation Serif", "Tinos", "Thorndale"];

/// Where `LibreOffice` is put when it is not on the path.
const USUAL_PLACES: [&str; 4] = [
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
    "C:\\Program Files (x86)\\LibreOffice\\program\\soffice.exe",
    "/usr/lib/libreoffice/program/soffice",
];

/// Prints a document to a PDF of the same name; what the reader should know comes with it.
pub fn print(
    session: &mut Session,
    document: &Path,
    office: Option<&Path>,
    task: &Task,
) -> Result<(Output, Vec<Message>), Stop> {
    task.goes_on()?;
    let room = Room::new().map_err(Stop::Fault)?;
    let pdf = room.path().join(
        document
            .with_extension("pdf")
            .file_name()
            .unwrap_or_default(),
    );
    // Programs look for a path in folders of their own, and take one that begins with a dash for an option.
    let whole = std::path::absolute(document).unwrap_or_else(|_| document.to_owned());
    let by_word = if office.is_none() && cfg!(windows) {
        word::print(&whole, &pdf, room.path(), task)
    } else {
        Ok(false)
    };
    if !matches!(by_word, Ok(true)) {
        task.goes_on()?;
        match (office.map(Path::to_owned).or_else(found), by_word) {
            (Some(suite), _) => suite::print(&suite, &whole, room.path(), task)?,
            (None, Err(stop)) => return Err(stop),
            (None, _) => return Err(Stop::Wrong(msg!("pdf.no-office"))),
        }
    }
    let bytes = std::fs::read(&pdf)
        .map_err(|_| Stop::Fault(msg!("pdf.nothing-written", file = document.display())))?;
    let mut notes = Vec::new();
    if let Some(font) = strange_font() {
        notes.push(msg!("pdf.no-font", font = font));
    }
    let folder = document.parent().unwrap_or(Path::new("."));
    let name = pdf.file_name().unwrap_or_default().to_string_lossy();
    let output = session.place_output(folder, &name, &bytes)?;
    Ok((output, notes))
}

/// The suite on the path or where it is usually put.
fn found() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).flat_map(|dir| {
        ["soffice", "libreoffice", "soffice.exe"]
            .iter()
            .map(move |name| dir.join(name))
    });
    on_path
        .chain(USUAL_PLACES.iter().map(PathBuf::from))
        .find(|candidate| candidate.is_file())
}

/// The font that stands in for Times New Roman, when its letters have other widths; told where fontconfig is.
fn strange_font() -> Option<String> {
    let out = Command::new("fc-match")
        .args(["-f", "%{family}", "Times New Roman"])
        .output()
        .ok()?;
    let family = String::from_utf8_lossy(&out.stdout).into_owned();
    let same = SAME_WIDTHS.iter().any(|name| family.contains(name));
    (!same && !family.is_empty()).then_some(family)
}

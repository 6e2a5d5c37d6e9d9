//! A PDF beside the DOCX, printed by an office suite that is installed.

use super::{Output, Session, Stop, Task};
use crate::msg;
use crate::store::folder::Room;
use crate::words::{Message, system};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long a suite may take, its first start included.
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
    let by_word = office.is_none() && cfg!(windows) && word(document, &pdf);
    if !by_word {
        let suite = match office {
            Some(named) => named.to_path_buf(),
            None => found().ok_or_else(|| Stop::Wrong(msg!("pdf.no-office")))?,
        };
        libreoffice(&suite, document, &room, task)?;
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

/// With a profile of its own, so that a suite that is open does not stand in the way.
fn libreoffice(suite: &Path, document: &Path, room: &Room, task: &Task) -> Result<(), Stop> {
    let profile = format!(
        "-env:UserInstallation=file://{}/profile",
        room.path().display()
    );
    let mut child = Command::new(suite)
        .arg(profile)
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(room.path())
        .arg(document)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| {
            Stop::Wrong(msg!(
                "pdf.not-started",
                program = suite.display(),
                cause = system::reason(&e)
            ))
        })?;
    let begun = Instant::now();
    let stop = loop {
        if let Err(cancelled) = task.goes_on() {
            break cancelled;
        }
        match child.try_wait() {
            Ok(Some(_)) => return Ok(()),
            Ok(None) if begun.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(50));
            }
            _ => {
                break Stop::Fault(msg!(
                    "pdf.too-slow",
                    program = suite.display(),
                    seconds = PATIENCE.as_secs()
                ));
            }
        }
    };
    // It is past waiting for; that it may be gone already is no matter.
    let _ = child.kill();
    let _ = child.wait();
    Err(stop)
}

/// Word prints it, where there is Word; paths go in as arguments, never as a part of the script.
fn word(document: &Path, pdf: &Path) -> bool {
    const SCRIPT: &str = "& { param($in, $out) $w = New-Object -ComObject Word.Application; \
        try { $d = $w.Documents.Open($in, $false, $true); $d.ExportAsFixedFormat($out, 17); $d.Close($false) } \
        finally { $w.Quit() } }";
    let done = Command::new("powershell")
        .args(["-NoProfile", "-NonInteractive", "-Command", SCRIPT])
        .arg(document)
        .arg(pdf)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    done.is_ok_and(|status| status.success()) && pdf.is_file()
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

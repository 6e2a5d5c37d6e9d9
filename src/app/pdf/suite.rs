//! `LibreOffice` prints it.

use super::{PATIENCE, waited};
use crate::app::{Stop, Task};
use crate::msg;
use crate::words::system;
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Prints a document to a PDF in the room, with a profile of its own there, so that a suite that is open does not stand in
/// the way.
pub(super) fn print(suite: &Path, document: &Path, room: &Path, task: &Task) -> Result<(), Stop> {
    let profile = file_url(&room.join("profile").to_string_lossy());
    let mut child = Command::new(suite)
        .arg(format!("-env:UserInstallation={profile}"))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(room)
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
    waited::ended(&mut child, suite, PATIENCE, task).map(|_| ())
}

/// The address of a whole path, of Unix or Windows (RFC 8089): its other characters than letters and digits of ASCII are
/// written by their bytes.
fn file_url(path: &str) -> String {
    let mut url = String::from("file://");
    let is_windows = path.as_bytes().get(1) == Some(&b':');
    if is_windows {
        url.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'\\' if is_windows => url.push('/'),
            b'/' | b':' | b'-' | b'_' | b'.' | b'~' => url.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => url.push(char::from(byte)),
            byte => {
                let _ = write!(url, "%{byte:02X}");
            }
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_an_address_whatever_letters_it_has() {
        for (path, url) in [
            ("/tmp/a-b_c.d/profile", "file:///tmp/a-b_c.d/profile"),
            ("/tmp/Đơn vị", "file:///tmp/%C4%90%C6%A1n%20v%E1%BB%8B"),
            ("/tmp/100%#?", "file:///tmp/100%25%23%3F"),
            ("C:\\Users\\Hòa\\x", "file:///C:/Users/H%C3%B2a/x"),
        ] {
            assert_eq!(file_url(path), url);
        }
    }
}

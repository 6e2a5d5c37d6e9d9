//! Word prints it, where there is Word.
//!
//! Paths reach the script by the environment and are never a part of it; the script is handed over encoded, so that no
//! shell reads it on the way.

use super::{PATIENCE, waited};
use crate::app::{Stop, Task};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The variables that the script reads.
const DOCUMENT: &str = "TONGHOP_DOCX";
const PDF: &str = "TONGHOP_PDF";
const STARTED: &str = "TONGHOP_WORD";

/// Notes which Word it has started: that one is no child of the script, and is ended by its number when it hangs. A Word in
/// which a person works was there before.
const SCRIPT: &str = "\
$ErrorActionPreference = 'Stop'
$before = @(Get-Process WINWORD -ErrorAction SilentlyContinue | ForEach-Object { $_.Id })
$word = New-Object -ComObject Word.Application
try {
    Get-Process WINWORD | Where-Object { $before -notcontains $_.Id } | ForEach-Object { $_.Id } |
        Set-Content -Encoding Ascii -LiteralPath $env:TONGHOP_WORD
    $word.Visible = $false
    $word.DisplayAlerts = 0
    $document = $word.Documents.Open($env:TONGHOP_DOCX, $false, $true, $false)
    $document.ExportAsFixedFormat($env:TONGHOP_PDF, 17)
    $document.Close($false)
} finally {
    $word.Quit($false)
}
";

/// Whether Word has printed a document; the error tells that it hung, or that nobody waits any more.
pub(super) fn print(document: &Path, pdf: &Path, room: &Path, task: &Task) -> Result<bool, Stop> {
    let started = room.join("word.txt");
    let Ok(mut child) = command(document, pdf, &started).spawn() else {
        return Ok(false);
    };
    let ended = waited::ended(&mut child, Path::new("Word"), PATIENCE, task);
    if ended.is_err() {
        end(&started);
    }
    Ok(ended?.success() && pdf.is_file())
}

fn command(document: &Path, pdf: &Path, started: &Path) -> Command {
    let mut command = Command::new(shell());
    command
        .args(["-NoProfile", "-NonInteractive"])
        .args(["-EncodedCommand", &encoded(SCRIPT)])
        .env(DOCUMENT, document)
        .env(PDF, pdf)
        .env(STARTED, started)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// The system's own shell: never one of that name in the folder where the program was started.
fn shell() -> PathBuf {
    let system = std::env::var_os("SystemRoot").unwrap_or_else(|| "C:\\Windows".into());
    Path::new(&system).join("System32\\WindowsPowerShell\\v1.0\\powershell.exe")
}

/// Ends the Word that was started, where it is known which one that is.
fn end(started: &Path) {
    let text = fs::read_to_string(started).unwrap_or_default();
    let numbers: Vec<u32> = text
        .lines()
        .filter_map(|line| line.trim().parse().ok())
        .collect();
    if let [number] = numbers[..] {
        // It may be gone already.
        let _ = Command::new("taskkill")
            .args(["/F", "/PID", &number.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
}

/// A script as `-EncodedCommand` takes it: UTF-16 in Base64 (RFC 4648).
fn encoded(script: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bytes: Vec<u8> = script.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let number = (0..3).fold(0, |number, at| {
            number << 8 | usize::from(three.get(at).copied().unwrap_or(0))
        });
        for digit in 0..4 {
            let is_there = digit <= three.len();
            let value = number >> (18 - 6 * digit) & 0x3F;
            out.push(if is_there {
                char::from(DIGITS[value])
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsStr;

    #[test]
    fn a_script_is_encoded_as_the_shell_decodes_it() {
        for (script, expected) in [
            ("", ""),
            ("a", "YQA="),
            ("ab", "YQBiAA=="),
            ("abc", "YQBiAGMA"),
            ("Đ$", "EAEkAA=="),
        ] {
            assert_eq!(encoded(script), expected, "{script}");
        }
    }

    #[test]
    fn a_path_is_never_a_part_of_what_the_shell_reads() {
        let document = Path::new("C:\\Báo cáo; $(Stop-Computer)\\bao cao'\".docx");
        let command = command(
            document,
            Path::new("C:\\r\\a.pdf"),
            Path::new("C:\\r\\word.txt"),
        );
        let arguments: Vec<&OsStr> = command.get_args().collect();
        let script = encoded(SCRIPT);
        assert_eq!(arguments.last(), Some(&OsStr::new(&script)));
        assert!(
            arguments
                .iter()
                .all(|a| !a.to_string_lossy().contains("Stop-Computer"))
        );
        let given: Vec<_> = command.get_envs().collect();
        assert!(given.contains(&(OsStr::new(DOCUMENT), Some(document.as_os_str()))));
        for name in [DOCUMENT, PDF, STARTED] {
            assert!(SCRIPT.contains(&format!("$env:{name}")), "{name}");
        }
    }
}

//! `LibreOffice` as it stands on this machine.

use std::path::{Path, PathBuf};
use std::process::Command;
use tonghop::store::folder::write_whole;

/// Writes a file into a folder.
pub(crate) fn save(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    write_whole(&path, bytes).expect("written");
    path
}

/// Opens a file by `LibreOffice` and saves it in a format ("xlsx", "pdf").
pub(crate) fn converted(path: &Path, to: &str) -> PathBuf {
    let folder = path.parent().expect("a folder");
    let out = convert(folder, std::slice::from_ref(&path), to);
    let name = path.file_stem().expect("a name");
    out.join(name).with_extension(to)
}

/// Opens all files by one start of `LibreOffice` and saves them in a format; gives the folder they are in, `out` in the
/// one that is given.
pub(crate) fn convert(folder: &Path, files: &[impl AsRef<Path>], to: &str) -> PathBuf {
    let out = folder.join("out");
    let profile = folder.join("profile");
    let done = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", to, "--outdir"])
        .arg(&out)
        .args(files.iter().map(AsRef::as_ref))
        .output()
        .expect("LibreOffice is installed");
    assert!(done.status.success(), "{done:?}");
    out
}

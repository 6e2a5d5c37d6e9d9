//! `LibreOffice` as it stands on this machine.

use calamine::{Xlsx, open_workbook};
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::Command;
use tonghop::store::folder::write_whole;

/// A workbook that was opened.
pub(crate) type Book = Xlsx<BufReader<File>>;

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

/// Workbooks as `LibreOffice` calculates them, opened by one start of it in a folder.
pub(crate) fn calculated(folder: &Path, books: &[Vec<u8>]) -> impl Iterator<Item = Book> {
    let named = (0..).zip(books);
    let paths: Vec<PathBuf> = named
        .map(|(at, book): (usize, _)| save(folder, &format!("{at}.xlsx"), book))
        .collect();
    let out = convert(folder, &paths, "xlsx");
    (0..books.len()).map(move |at| {
        let path = out.join(format!("{at}.xlsx"));
        open_workbook(path).expect("a workbook")
    })
}

/// Opens a document or a workbook in `LibreOffice`, does something to it as `edit.py` is told, and saves it as another.
pub(crate) fn edited(profile: &Path, from: &Path, to: &Path, edits: &[&str]) {
    let python = std::env::var("TONGHOP_UNO_PYTHON").unwrap_or_else(|_| "/usr/bin/python3".into());
    let done = Command::new(python)
        .arg("tests/office/edit.py")
        .args([from, to])
        .arg(profile)
        .args(edits)
        .output()
        .expect("the Python that LibreOffice speaks with");
    assert!(done.status.success(), "{done:?}");
}

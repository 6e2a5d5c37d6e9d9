//! The quick reader of workbooks beside `LibreOffice`: whatever it takes, the office program takes for the same.

use crate::libreoffice::convert;
use crate::xlsx_variants::{ABOUT, CORE, Truth, all, package, shown, with, write};
use std::path::{Path, PathBuf};
use tonghop::read::Reader;

/// Files that one call of the office program opens and saves again.
const AT_ONCE: usize = 200;

/// Opens and saves all of them again by `LibreOffice`, into a folder beside them.
fn saved_again(folder: &Path, files: &[PathBuf]) -> PathBuf {
    for some in files.chunks(AT_ONCE) {
        convert(folder, some, "xlsx:Calc MS Excel 2007 XML");
    }
    folder.join("out")
}

/// What is said of cells and names, without what is said about the file. `LibreOffice` writes a truth value as a
/// formula of it.
fn cells(said: &str) -> String {
    let said = said.replace(" =TRUE()", "");
    let lines = said.lines();
    let of_file = |line: &&str| !line.starts_with("by ") && !line.starts_with("at ");
    lines.filter(of_file).collect::<Vec<_>>().join("\n")
}

#[test]
fn whatever_the_quick_reader_takes_libreoffice_takes_for_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut quick = Reader::new("/no such program");
    let mut reader = Reader::new(env!("CARGO_BIN_EXE_tonghop"));
    let mut taken = Vec::new();
    for (nth, variant) in all().into_iter().enumerate() {
        let is_computed_anew = variant.is_computed && variant.truth == Truth::Unsaid;
        // Nothing of a cell stands in what is said about the file.
        if is_computed_anew || [ABOUT, CORE].contains(&variant.part) {
            continue;
        }
        let path = folder.path().join(format!("v{nth}.xlsx"));
        write(&path, &package(&with(variant.part, &variant.content), ""));
        if let Ok(book) = quick.read(&path) {
            taken.push((path, variant.name, cells(&shown(&book))));
        }
    }
    assert!(taken.len() > 500, "{}", taken.len());
    let files: Vec<PathBuf> = taken.iter().map(|(path, ..)| path.clone()).collect();
    let out = saved_again(folder.path(), &files);
    let mut wrong = Vec::new();
    for (path, name, said) in &taken {
        let again = reader.read(&out.join(path.file_name().expect("a name")));
        let again = again.map_or_else(|_| "refused".to_owned(), |book| cells(&shown(&book)));
        if again != *said {
            wrong.push(format!(
                "{name}\nquickly:\n{said}\nby LibreOffice:\n{again}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}\n{}",
        wrong.len(),
        taken.len(),
        wrong.join("\n\n")
    );
}

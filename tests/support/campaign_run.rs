//! A campaign in a folder of its own, run by the program itself.
#![allow(dead_code, reason = "each group of tests uses its part of this module")]

use crate::package;
use std::io::Read;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A copy of a campaign that a test may change.
pub(crate) struct Folder {
    kept: TempDir,
}

/// What a command came to.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    fn of(output: &std::process::Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Folder {
    /// A copy of `samples/dong-son-2020`.
    pub(crate) fn sample() -> Self {
        Self::copy_of(Path::new("samples/dong-son-2020"))
    }

    pub(crate) fn copy_of(source: &Path) -> Self {
        let kept = tempfile::tempdir().expect("a folder");
        copy(source, kept.path());
        Self { kept }
    }

    pub(crate) fn path(&self) -> &Path {
        self.kept.path()
    }

    /// The folder alone, which is no longer taken away.
    pub(crate) fn into_path(self) -> PathBuf {
        self.kept.keep()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// The folder of settings of whoever works on it; nobody has any unless a test puts them there.
    pub(crate) fn config(&self) -> PathBuf {
        self.path().with_extension("cai-dat")
    }

    /// Runs `tonghop COMMAND FOLDER ARGUMENTS…` on 16/11/2020.
    pub(crate) fn tonghop(&self, command: &str, arguments: &[&str]) -> Said {
        self.tonghop_on("2020-11-16", command, arguments)
    }

    /// The same on another day.
    pub(crate) fn tonghop_on(&self, day: &str, command: &str, arguments: &[&str]) -> Said {
        let output = assert_cmd::Command::cargo_bin("tonghop")
            .expect("the program")
            .arg(command)
            .arg(self.path())
            .args(arguments)
            .args(["--now", day])
            .env("TONGHOP_CONFIG", self.config())
            .output()
            .expect("it runs");
        Said::of(&output)
    }

    /// Runs `tonghop COMMAND FOLDER ARGUMENTS…` on 16/11/2020 within limits that the shell sets first.
    pub(crate) fn tonghop_within(&self, limits: &str, command: &str, arguments: &[&str]) -> Said {
        let folder = self.path().to_str().expect("a path");
        tonghop_limited(limits, &[&[command, folder], arguments].concat())
    }

    /// The paragraphs of the report, letterhead and tables included.
    pub(crate) fn report(&self, name: &str) -> Vec<String> {
        paragraphs(&std::fs::read(self.file("4-ket-qua").join(name)).expect("the report"))
    }

    /// Every file with a hash of its content.
    pub(crate) fn contents(&self, folder: &str) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = std::fs::read_dir(self.file(folder))
            .expect("the folder")
            .map(|entry| {
                let path = entry.expect("a file").path();
                let bytes = std::fs::read(&path).expect("its content");
                let name = path.file_name().expect("a name").to_string_lossy();
                (name.into_owned(), blake3::hash(&bytes).to_hex().to_string())
            })
            .collect();
        all.sort();
        all
    }
}

/// Runs `tonghop COMMAND FILE ARGUMENTS…` on 16/11/2020.
pub(crate) fn tonghop_of(command: &str, file: &Path, arguments: &[&str]) -> Said {
    let output = assert_cmd::Command::cargo_bin("tonghop")
        .expect("the program")
        .arg(command)
        .arg(file)
        .args(arguments)
        .args(["--now", "2020-11-16"])
        .output()
        .expect("it runs");
    Said::of(&output)
}

/// Runs `tonghop ARGUMENTS…` on 16/11/2020 within limits that the shell sets first.
pub(crate) fn tonghop_limited(limits: &str, arguments: &[&str]) -> Said {
    let script = format!("{limits}; exec \"$0\" \"$@\" --now 2020-11-16");
    let output = std::process::Command::new("bash")
        .args(["-c", &script])
        .arg(assert_cmd::cargo::cargo_bin!("tonghop"))
        .args(arguments)
        .output()
        .expect("bash");
    Said::of(&output)
}

fn copy(source: &Path, target: &Path) {
    std::fs::create_dir_all(target).expect("a folder");
    for entry in std::fs::read_dir(source).expect("the campaign") {
        let path = entry.expect("a file").path();
        let name = path.file_name().expect("a name");
        // What an earlier run by hand left there is no part of the sample.
        let left = [
            "1-gui-di",
            "3-bo-sung",
            "4-ket-qua",
            "luu-tru",
            "quyet-dinh",
            "so-tiep-nhan.sqlite",
        ];
        if left.iter().any(|l| name.to_string_lossy().starts_with(l)) {
            continue;
        }
        if path.is_dir() {
            copy(&path, &target.join(name));
        } else {
            std::fs::copy(&path, target.join(name)).expect("copied");
        }
    }
}

/// The text of each paragraph of a document.
pub(crate) fn paragraphs(docx: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).expect("a document");
    let mut xml = String::new();
    archive
        .by_name("word/document.xml")
        .expect("its text")
        .read_to_string(&mut xml)
        .expect("UTF-8");
    xml.split("</w:p>")
        .map(|paragraph| {
            paragraph
                .split("<w:t")
                .skip(1)
                .filter(|piece| piece.starts_with('>') || piece.starts_with(' '))
                .filter_map(|piece| piece.split_once('>')?.1.split_once("</w:t>"))
                .map(|(text, _)| text)
                .collect::<String>()
                .replace('\u{a0}', " ")
                .replace("&amp;", "&")
        })
        .filter(|text| !text.trim().is_empty())
        .collect()
}

/// A workbook with texts typed into cells (sheet, row and column from 0), everything else as it was.
pub(crate) fn typed_into(xlsx: &[u8], cells: &[((String, u32, u16), String)]) -> Vec<u8> {
    let parts = package::parts(xlsx);
    let part = |name: &str| {
        let (_, bytes) = parts.iter().find(|(n, _)| n == name).expect("a part");
        String::from_utf8(bytes.clone()).expect("UTF-8")
    };
    let book = part("xl/workbook.xml");
    let sheets: Vec<String> = book
        .split("<sheet name=\"")
        .skip(1)
        .map(|s| s.split_once('"').expect("a name").0.to_owned())
        .collect();
    package::changed_sheets(xlsx, |number, mut xml| {
        let sheet = sheets.get(number - 1);
        for ((of, row, col), text) in cells.iter().filter(|((of, ..), _)| Some(of) == sheet) {
            xml = typed(&xml, &tonghop::model::raw::cell_name(*row, *col), text)
                .unwrap_or_else(|| panic!("{of} has no cell at {row}, {col}"));
        }
        xml
    })
}

/// The cell of a sheet with a text in it, its style kept.
fn typed(xml: &str, cell: &str, text: &str) -> Option<String> {
    let open = format!("<c r=\"{cell}\"");
    let start = xml.find(&open)?;
    let rest = &xml[start..];
    let head_end = rest.find('>')?;
    let end = if rest[..head_end].ends_with('/') {
        head_end + 1
    } else {
        rest.find("</c>")? + 4
    };
    let style = rest[..head_end]
        .split("s=\"")
        .nth(1)
        .and_then(|s| s.split_once('"'))
        .map(|(n, _)| format!(" s=\"{n}\""))
        .unwrap_or_default();
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let new = format!(
        "{open}{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{escaped}</t></is></c>"
    );
    Some([&xml[..start], &new, &rest[end..]].concat())
}

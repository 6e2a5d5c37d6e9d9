//! Why the system refused a file that people work in too: where a program has it open, which one that may be and what to do.

use crate::words::{Fact, system};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Why a file could not be read or written.
pub(crate) fn refused(path: &Path, error: &io::Error) -> Fact {
    // Windows denies access to put a file in the place of one that is open.
    let is_held =
        system::is_in_use(error) || error.kind() == ErrorKind::PermissionDenied && is_open(path);
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    match ending.to_lowercase().as_str() {
        "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" | "csv" if is_held => {
            Fact::words("system.in-excel")
        }
        "docx" | "docm" | "doc" | "odt" if is_held => Fact::words("system.in-word"),
        _ => system::reason(error),
    }
}

/// Whether Word, Excel or `LibreOffice` left the mark of an open file.
pub fn is_open(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Word leaves out the first two letters of a long name.
    let short: String = name.chars().skip(2).collect();
    let marks = [
        format!(".~lock.{name}#"),
        format!("~${name}"),
        format!("~${short}"),
    ];
    marks.iter().any(|mark| path.with_file_name(mark).exists())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msg;
    use crate::store::folder::write_whole;
    use crate::words::Lang;

    fn told(path: &Path, kind: ErrorKind) -> String {
        let reason = refused(path, &kind.into());
        msg!("campaign.file-closed", file = "x", reason = reason).say(Lang::Vi)
    }

    #[test]
    fn a_file_that_is_open_is_told_with_the_program_and_the_advice() {
        let dir = tempfile::tempdir().expect("a folder");
        let (book, report) = (dir.path().join("don-vi.xlsx"), dir.path().join("a.docx"));
        let denied = "không có quyền";
        assert!(told(&book, ErrorKind::PermissionDenied).contains(denied));
        write_whole(&dir.path().join("~$don-vi.xlsx"), b"").expect("the mark of Excel");
        let said = told(&book, ErrorKind::PermissionDenied);
        assert!(said.contains("đang mở trong Excel"), "{said}");
        assert!(said.contains("đóng tệp rồi chạy lại"), "{said}");
        assert!(told(&report, ErrorKind::ResourceBusy).contains("đang mở trong Word"));
        assert!(
            told(&dir.path().join("a.toml"), ErrorKind::ResourceBusy).contains("chương trình khác")
        );
        assert!(told(&book, ErrorKind::NotFound).contains("không thấy"));
    }
}

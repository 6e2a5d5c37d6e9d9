//! The campaign's folder: the one module that knows what files and folders are called, and how they are written.
//!
//! In: a folder and bytes. Out: files that are whole or absent. What a person changed or holds open is never
//! overwritten. Knows nothing of what the files say.

mod arriving;
mod held;
mod inbox;
mod misnamed;
mod passing;
mod place;
mod read;
mod room;
mod whole;
mod write;

pub(crate) use arriving::clear_arriving;
pub use arriving::{Arriving, NotArrived};
pub use held::is_open;
pub(crate) use held::refused;
pub use inbox::{Inbox, files_of, inbox};
pub(crate) use misnamed::{Why, misnamed};
pub(crate) use passing::patiently;
pub use place::{Placed, Planned, Shelf};
pub(crate) use read::head;
pub use read::{hash_of_file, read_bounded};
pub(crate) use room::Room;
pub(crate) use whole::{FileDraft, FolderDraft};
pub use whole::{MANIFEST, PlacedFolder};
pub(super) use write::{Draft, keep_names};
pub use write::{hash, write_whole};
pub(crate) use write::{only_for_the_user, private_folder, write_private};

use std::fs;
use std::path::Path;

/// The settings.
pub const SETTINGS: &str = "dot-bao-cao.toml";
/// The roster as a workbook.
pub const ROSTER: &str = "don-vi.xlsx";
/// The roster as plain text.
pub const ROSTER_CSV: &str = "don-vi.csv";
/// Last period's values.
pub const PREVIOUS: &str = "ky-truoc.xlsx";
/// The campaign's own copy of the kit.
pub const KIT: &str = "bo-mau";
/// Intake workbooks to send.
pub const OUTGOING: &str = "1-gui-di";
/// What came back.
pub const INBOX: &str = "2-nhan-ve";
/// Where files lie while they arrive through the page; no run sweeps it.
pub(super) const ARRIVING: &str = ".dang-nhan";
/// Forms that the officer fills for units, and what they were copied from.
pub const ENTERED: &str = "nhap-thay";
/// Workbooks for units that must mend something.
pub const FEEDBACK: &str = "3-bo-sung";
/// Consolidated workbook and report.
pub const RESULTS: &str = "4-ket-qua";
/// Every received file, byte for byte.
pub const ARCHIVE: &str = "luu-tru";
/// What the ledger says, as tables for other programs.
pub const EXPORT: &str = "xuat-du-lieu";
/// The ledger.
pub const LEDGER: &str = "so-tiep-nhan.sqlite";
/// Held by the run that works on the folder.
pub const LOCK: &str = ".tonghop.khoa";
/// In [`OUTGOING`]: which file goes to whom.
pub const DISPATCH: &str = "danh-sach-gui.xlsx";
/// In [`OUTGOING`]: the letter that the forms go out with.
pub const LETTER_OUT: &str = "cong-van_gui-bieu.docx";
/// In [`FEEDBACK`]: the letter to units that have not answered.
pub const LETTER_REMINDS: &str = "cong-van_don-doc.docx";
/// In [`RESULTS`]: the consolidated workbook.
pub const CONSOLIDATED: &str = "tong-hop.xlsx";
/// In [`RESULTS`]: the report, ready to sign.
pub const REPORT_FINAL: &str = "bao-cao.docx";
/// The leader's one page.
pub const BRIEF: &str = "tom-tat.docx";
/// In [`RESULTS`]: the report while something is missing.
pub const REPORT_CORRECTION: &str = "bao-cao_thay-the.docx";
/// The letter that corrects errors of form in an issued report.
pub const ERRATUM: &str = "cong-van_dinh-chinh.docx";
/// A report that was signed and sent, kept elsewhere before.
pub const REPORT_ISSUED: &str = "bao-cao_da-phat-hanh.docx";
/// A draft.
pub const REPORT_DRAFT: &str = "bao-cao_du-thao.docx";
/// The report with comments and sources, for whoever checks it.
pub const REPORT_REVIEW: &str = "bao-cao_ra-soat.docx";
/// The page of open work that goes along with a hand-over.
pub const HAND_OVER: &str = "ban-giao.docx";
/// Drafts of mails, below what goes out.
pub const DRAFTS: &str = "thu-nhap";
/// Where the campaign stands, as a page to send.
pub const STANDING: &str = "tinh-hinh.html";
/// End of the name of an edited report with current figures.
pub const REFRESHED: &str = "_cap-nhat";
/// The officer's selection of free text.
pub const SELECTION: &str = "chon-y-kien.xlsx";
/// What waits for the officer's decisions.
pub const DECISIONS: &str = "quyet-dinh.xlsx";
/// Whom to telephone, and what was answered.
pub const CALLS: &str = "goi-dien.xlsx";
/// Beginning of the name of a table in which figures of several units are entered, before the id of its form.
pub const ENTRY_TABLE: &str = "bang-nhap-thay";
/// In each folder of a new campaign: what it is for.
pub const ADVICE: &str = "LOI-DAN.txt";
/// Runs the program on the folder it lies in.
pub const START: &str = "CHAY.bat";

/// The ending of files that are being written.
pub(super) const UNFINISHED: &str = ".tonghop-tam";

/// Files that systems put in folders by themselves.
const SYSTEM_FILES: [&str; 3] = ["desktop.ini", "thumbs.db", ".ds_store"];

/// Whether a file is no return: it belongs to a program, or is our own.
pub(crate) fn is_aside(name: &str) -> bool {
    is_office_temporary(name)
        || name.eq_ignore_ascii_case(ADVICE)
        || name.ends_with(UNFINISHED)
        || is_system_file(name)
}

/// Whether programs put it there only while they work.
pub(super) fn is_left_by_programs(name: &str) -> bool {
    let is_database_journal = name.strip_suffix("-journal") == Some(LEDGER);
    is_office_temporary(name)
        || is_system_file(name)
        || name.ends_with(UNFINISHED)
        || is_database_journal
}

/// Whether an office program put it beside a file that it holds open.
fn is_office_temporary(name: &str) -> bool {
    let ends_with = |end: &str| name.to_ascii_lowercase().ends_with(end);
    name.starts_with("~$")
        || name.starts_with(".~lock.") && name.ends_with('#')
        || name.starts_with('~') && ends_with(".tmp")
}

/// Whether the system put it there.
pub(crate) fn is_system_file(name: &str) -> bool {
    SYSTEM_FILES.iter().any(|s| name.eq_ignore_ascii_case(s))
}

/// Removes what a run that was cut off left half written. What cannot be removed stays; it harms nothing.
pub(super) fn sweep(root: &Path) {
    let shelves = fs::read_dir(root.join(ARCHIVE)).into_iter().flatten();
    let shelves = shelves.flatten().map(|shelf| shelf.path());
    let own = [
        "", KIT, OUTGOING, INBOX, ENTERED, FEEDBACK, RESULTS, ARCHIVE,
    ];
    let own = own.iter().map(|name| root.join(name));
    for dir in own.chain(shelves) {
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().ends_with(UNFINISHED) {
                // An error leaves a small hidden file behind, which the next run tries to remove again.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

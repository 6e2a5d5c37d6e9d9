//! The campaign's own files, opened with the programs that the system has for them.
//!
//! Which file is meant comes from a fixed list: nobody names a path.

use super::Stop;
use crate::msg;
use crate::store::folder::{self, Shelf};
use crate::words::system;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A file or a folder of a campaign that a person may want to open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// The campaign's folder.
    Campaign,
    /// Intake workbooks to send.
    Outgoing,
    /// Which file goes to whom.
    Dispatch,
    /// What came back.
    Inbox,
    /// Workbooks for units that must mend something.
    Feedback,
    /// Consolidated workbook and report.
    Results,
    /// The settings.
    Settings,
    /// The roster.
    Roster,
    /// The selection of units' own words.
    Selection,
    /// The consolidated workbook.
    Consolidated,
    /// The report as a draft.
    Draft,
    /// The report with comments and sources.
    Review,
    /// The report, ready to sign.
    Final,
    /// The report that replaces an issued one.
    Correction,
    /// The leader's one page.
    Brief,
    /// The letter that the forms go out with.
    Invitation,
    /// The letter to units that have not answered.
    Reminder,
    /// Whom to telephone.
    Calls,
    /// Forms that the officer fills for units.
    Entered,
    /// The kit, where the campaign has its own.
    Kit,
    /// What the ledger says, as tables.
    Exported,
    /// Where the campaign stands, as a page to send.
    Standing,
}

impl Known {
    /// All of them.
    pub const ALL: [Self; 22] = [
        Self::Campaign,
        Self::Outgoing,
        Self::Dispatch,
        Self::Inbox,
        Self::Feedback,
        Self::Results,
        Self::Settings,
        Self::Roster,
        Self::Selection,
        Self::Consolidated,
        Self::Draft,
        Self::Review,
        Self::Final,
        Self::Correction,
        Self::Brief,
        Self::Invitation,
        Self::Reminder,
        Self::Calls,
        Self::Entered,
        Self::Kit,
        Self::Exported,
        Self::Standing,
    ];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Campaign => "dot",
            Self::Outgoing => "gui-di",
            Self::Dispatch => "danh-sach-gui",
            Self::Inbox => "nhan-ve",
            Self::Feedback => "bo-sung",
            Self::Results => "ket-qua",
            Self::Settings => "thiet-lap",
            Self::Roster => "don-vi",
            Self::Selection => "y-kien",
            Self::Consolidated => "tong-hop",
            Self::Draft => "du-thao",
            Self::Review => "ra-soat",
            Self::Final => "trinh-ky",
            Self::Correction => "thay-the",
            Self::Brief => "tom-tat",
            Self::Invitation => "cong-van-gui",
            Self::Reminder => "don-doc",
            Self::Calls => "goi-dien",
            Self::Entered => "nhap-thay",
            Self::Kit => "bo-mau",
            Self::Exported => "xuat-du-lieu",
            Self::Standing => "tinh-hinh",
        }
    }

    /// Where it lies; of several numbered ones the newest. `None` when it is not there.
    pub fn path(self, root: &Path) -> Option<PathBuf> {
        let newest = |place: &str, name| Shelf::of(&root.join(place)).newest(name);
        let result = |name| newest(folder::RESULTS, name);
        let path = match self {
            Self::Campaign => Some(root.to_owned()),
            Self::Outgoing => Some(root.join(folder::OUTGOING)),
            Self::Dispatch => newest(folder::OUTGOING, folder::DISPATCH),
            Self::Inbox => Some(root.join(folder::INBOX)),
            Self::Feedback => Some(root.join(folder::FEEDBACK)),
            Self::Results => Some(root.join(folder::RESULTS)),
            Self::Settings => Some(root.join(folder::SETTINGS)),
            Self::Roster => {
                let book = root.join(folder::ROSTER);
                Some(if book.is_file() {
                    book
                } else {
                    root.join(folder::ROSTER_CSV)
                })
            }
            Self::Selection => Shelf::of(root).newest(folder::SELECTION),
            Self::Consolidated => result(folder::CONSOLIDATED),
            Self::Draft => result(folder::REPORT_DRAFT),
            Self::Review => result(folder::REPORT_REVIEW),
            Self::Final => result(folder::REPORT_FINAL),
            Self::Correction => result(folder::REPORT_CORRECTION),
            Self::Brief => result(folder::BRIEF),
            Self::Invitation => newest(folder::OUTGOING, folder::LETTER_OUT),
            Self::Reminder => newest(folder::FEEDBACK, folder::LETTER_REMINDS),
            Self::Calls => newest("", folder::CALLS),
            Self::Entered => Some(root.join(folder::ENTERED)),
            Self::Kit => Some(root.join(folder::KIT)),
            Self::Exported => newest("", folder::EXPORT),
            Self::Standing => result(folder::STANDING),
        };
        path.filter(|path| path.exists())
    }
}

/// Opens one of them by whatever `opener` starts.
pub fn open(root: &Path, known: Known, opener: fn(&Path) -> io::Result<()>) -> Result<(), Stop> {
    match known.path(root) {
        Some(path) => open_path(&path, opener),
        None => Err(Stop::Wrong(msg!("desk.not-there-yet"))),
    }
}

/// Opens a file or a folder that the program itself found or wrote.
pub fn open_path(path: &Path, opener: fn(&Path) -> io::Result<()>) -> Result<(), Stop> {
    if !path.exists() {
        return Err(Stop::Wrong(msg!("desk.not-there-yet")));
    }
    opener(path).map_err(|e| {
        let reason = system::reason(&e);
        Stop::Fault(msg!(
            "desk.not-opened",
            file = path.display(),
            reason = reason
        ))
    })
}

/// Opens a file, a folder or an address with the system's program for it, and does not wait for that to end.
pub fn by_system(what: &Path) -> io::Result<()> {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("rundll32.exe");
        command.arg("url.dll,FileProtocolHandler");
        command
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        Command::new("xdg-open")
    };
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.arg(what).spawn()?;
    // Whoever started it takes its end from the system.
    std::thread::spawn(move || child.wait());
    Ok(())
}

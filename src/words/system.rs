//! What the machine says, in the reader's language.
//!
//! The system and the libraries speak English ("No such file or directory (os error 2)"). What they mean is a [`Fact`]: a
//! sentence of ours, or words that only readers of English are shown.

use super::Fact;
use std::io::{self, ErrorKind};

/// Whether another program holds what was asked for.
pub fn is_in_use(error: &io::Error) -> bool {
    // What Windows calls a sharing or lock violation has no kind of its own.
    let is_violation = cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
    let kinds = [
        ErrorKind::ResourceBusy,
        ErrorKind::ExecutableFileBusy,
        ErrorKind::WouldBlock,
    ];
    is_violation || kinds.contains(&error.kind())
}

/// Why the system refused something.
pub fn reason(error: &io::Error) -> Fact {
    if is_in_use(error) {
        return Fact::words("system.in-use");
    }
    let id = match error.kind() {
        ErrorKind::NotFound => "system.not-found",
        ErrorKind::PermissionDenied => "system.denied",
        ErrorKind::AlreadyExists => "system.exists",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "system.full",
        ErrorKind::ReadOnlyFilesystem => "system.read-only",
        ErrorKind::IsADirectory => "system.is-folder",
        ErrorKind::Unsupported => "system.no-file",
        ErrorKind::NotADirectory => "system.no-folder",
        ErrorKind::DirectoryNotEmpty => "system.not-empty",
        ErrorKind::InvalidFilename => "system.name",
        ErrorKind::FileTooLarge => "system.too-large",
        ErrorKind::UnexpectedEof => "system.cut-off",
        ErrorKind::TimedOut
        | ErrorKind::NetworkDown
        | ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable
        | ErrorKind::NotConnected
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::StaleNetworkFileHandle => "system.network",
        _ => return fault(error),
    };
    Fact::words(id)
}

/// Why something failed that has no words of ours: what a library says of it is shown to readers of English.
pub fn fault(error: &(impl std::fmt::Display + ?Sized)) -> Fact {
    let said = Fact::English(format!(" ({error})"));
    Fact::list([Fact::words("system.other"), said], "")
}

/// What exactly a library did not understand, after a colon; in Vietnamese it is left out.
pub fn detail(words: &str) -> Fact {
    Fact::English(if words.is_empty() {
        String::new()
    } else {
        format!(": {words}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msg;
    use crate::words::Lang;

    #[test]
    fn what_the_system_refuses_is_said_in_the_readers_language() {
        let refused = io::Error::from(ErrorKind::PermissionDenied);
        let message = msg!(
            "campaign.file-closed",
            file = "a.xlsx",
            reason = reason(&refused)
        );
        assert_eq!(
            message.say(Lang::Vi),
            "Không đọc được tệp a.xlsx: không có quyền đọc hoặc ghi"
        );
        assert!(message.say(Lang::En).ends_with("permission denied"));
    }

    #[test]
    fn what_has_no_words_of_ours_keeps_its_detail_for_readers_of_english() {
        let strange = io::Error::other("flux of 7");
        let message = msg!(
            "campaign.file-closed",
            file = "a.xlsx",
            reason = reason(&strange)
        );
        let vi = message.say(Lang::Vi);
        assert!(!vi.contains("flux"), "{vi}");
        assert!(message.say(Lang::En).contains("flux of 7"));
    }
}

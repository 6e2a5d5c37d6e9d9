//! What the machine says, in the reader's language.
//!
//! The system and the libraries speak English ("No such file or directory (os error 2)"). What they mean is a fact of a
//! [`super::Message`] that gets its words only when it is said: the fact holds the id of a sentence between two marks,
//! or words that only readers of English are shown.

use super::{Lang, catalogue};
use std::io::{self, ErrorKind};

/// Before and after the id of a sentence in a fact.
const SENTENCE: char = '\u{1f}';
/// Before and after words that are shown in English only.
const ENGLISH: char = '\u{1e}';

/// Why the system refused something.
pub fn reason(error: &io::Error) -> String {
    // What Windows calls a sharing or lock violation has no kind of its own.
    if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) {
        return sentence("system.in-use");
    }
    let id = match error.kind() {
        ErrorKind::NotFound => "system.not-found",
        ErrorKind::PermissionDenied => "system.denied",
        ErrorKind::AlreadyExists => "system.exists",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "system.full",
        ErrorKind::ReadOnlyFilesystem => "system.read-only",
        ErrorKind::IsADirectory => "system.is-folder",
        ErrorKind::NotADirectory => "system.no-folder",
        ErrorKind::DirectoryNotEmpty => "system.not-empty",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy | ErrorKind::WouldBlock => {
            "system.in-use"
        }
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
    sentence(id)
}

/// Why something failed that has no words of ours: what a library says of it is shown to readers of English.
pub fn fault(error: &(impl std::fmt::Display + ?Sized)) -> String {
    sentence("system.other") + &in_english(&format!(" ({error})"))
}

/// A fact that is a sentence of the catalogue.
pub fn sentence(id: &str) -> String {
    format!("{SENTENCE}{id}{SENTENCE}")
}

/// Words of a library, for readers of English; in Vietnamese they are left out.
pub fn in_english(words: &str) -> String {
    format!("{ENGLISH}{words}{ENGLISH}")
}

/// [`in_english`], after a colon: what exactly a library did not understand.
pub fn detail(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    in_english(&format!(": {words}"))
}

/// Whether a fact gets its words only when it is said.
pub(super) fn is_marked(fact: &str) -> bool {
    fact.contains([SENTENCE, ENGLISH])
}

/// A fact in the words of a language.
pub(super) fn said(fact: &str, lang: Lang) -> String {
    let mut out = String::with_capacity(fact.len());
    for (at, piece) in fact.split(SENTENCE).enumerate() {
        if at % 2 == 1 {
            out.push_str(catalogue::template(piece, lang).unwrap_or(piece));
            continue;
        }
        for (at, piece) in piece.split(ENGLISH).enumerate() {
            if at % 2 == 0 || lang == Lang::En {
                out.push_str(piece);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msg;

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
        assert!(
            !vi.contains("flux") && !vi.contains(['\u{1e}', '\u{1f}']),
            "{vi}"
        );
        assert!(message.say(Lang::En).contains("flux of 7"));
    }
}

//! What came wrapped: the files in a ZIP or a saved mail, taken out in one way whether they are kept or only looked at.

use crate::app::Stop;
use crate::model::id::UnitCode;
use crate::model::parcel::{Enclosed, LeftBehind, LeftReason, Parcel};
use crate::model::unit::Roster;
use crate::msg;
use crate::read::Reader;
use crate::store::archive::{self, NotKept};
use crate::words::{Fact, Message};
use std::path::Path;

/// What was taken out of a wrapping.
pub(super) struct TakenOut {
    /// The files, and what was left in it.
    pub(super) parcel: Parcel,
    /// What could not be read of it, each with what to do.
    pub(super) unread: Vec<Message>,
}

/// Takes the files out of what others came wrapped in, into the archive below `root`; `None` for any other file.
/// `wrapping` is its name and where it lies.
pub(super) fn take_out(
    reader: &mut Reader,
    root: &Path,
    wrapping: (&str, &Path),
) -> Result<Option<TakenOut>, Stop> {
    let (name, path) = wrapping;
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    let left = reader.unpack(path, |item, content| -> Result<(), Stop> {
        match archive::keep_stream(root, &item.name, content) {
            Ok(kept) => files.push(Enclosed {
                name: item.name.clone(),
                sender: item.sender.clone(),
                hash: kept.hash,
                size: kept.size,
            }),
            Err(NotKept::Unread(reason)) => {
                let full = format!("{name}/{}", item.name);
                unread.push(not_taken_in(root, Path::new(&full), &reason));
            }
            Err(NotKept::Archive(fault)) => return Err(Stop::Fault(fault)),
        }
        Ok(())
    })?;
    Ok(left.map(|left| TakenOut {
        parcel: Parcel { files, left },
        unread,
    }))
}

/// What to do about files that were left in a wrapping.
pub(super) fn left_behind(wrapping: &str, left: &LeftBehind) -> Message {
    let file = if left.name.is_empty() {
        wrapping.to_owned()
    } else {
        format!("{wrapping}/{}", left.name)
    };
    match left.why {
        LeftReason::Closed => msg!("parcel.closed", file = file),
        LeftReason::TooLarge => msg!("parcel.too-large", file = file),
        LeftReason::TooMany => msg!("parcel.too-many", file = file),
        LeftReason::BeyondBudget => msg!("parcel.beyond-budget", file = file),
    }
}

/// What to do about a file that cannot be read, named by its path in the campaign's folder if it lies there.
pub(super) fn not_taken_in(root: &Path, path: &Path, reason: &Fact) -> Message {
    let within = path.strip_prefix(root).unwrap_or(path);
    msg!(
        "flow.not-taken-in",
        file = within.display(),
        reason = reason
    )
}

/// The one unit whose address in the roster the mail with a file came from.
pub(super) fn sender(roster: &Roster, file: &Enclosed) -> Option<UnitCode> {
    let address = file.sender.as_deref()?;
    let mut of = roster.units.iter().filter(|unit| {
        let mut addresses = unit.email.split([',', ';', ' ']);
        addresses.any(|a| a.trim().eq_ignore_ascii_case(address))
    });
    match (of.next(), of.next()) {
        (Some(unit), None) => Some(unit.code.clone()),
        _ => None,
    }
}

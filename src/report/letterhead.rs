//! What stands above and below the body of a document, as plain lines for whoever shows it otherwise than as a file.

use crate::decree::{
    ADDRESSEES_LABEL, ARCHIVE, AS_ABOVE, MOTTO, NATIONAL_NAME, NUMBER_LABEL, RECIPIENTS_LABEL,
};
use crate::model::document::Frame;
use crate::msg;
use crate::value::{Day, Month, format};
use crate::words::Lang;

/// The lines around a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    /// Above at the left: who issues, and the number.
    pub issuer: Vec<String>,
    /// The number, with room for the clerk while there is none.
    pub number: String,
    /// Above at the right.
    pub nation: [&'static str; 2],
    /// Place and day.
    pub dated: String,
    /// "Kính gửi:".
    pub to: &'static str,
    /// "Nơi nhận:" and the lines under it.
    pub recipients: Vec<String>,
}

/// The lines of a document.
pub fn letterhead(frame: &Frame) -> Letterhead {
    let number = frame
        .number
        .map_or_else(|| "…".to_owned(), |number| format!("{number:02}"));
    let (day, month, year) = frame.date;
    let whole = day.and_then(|day| Day::new(year, month, day).ok());
    let day = whole.map_or_else(
        || {
            let month = Month {
                year,
                month: month.clamp(1, 12),
            };
            msg!(
                "decree.day-left-open",
                day = " … ",
                month = format::month(month)
            )
            .say(Lang::Vi)
        },
        format::long_day,
    );
    let mut recipients = vec![RECIPIENTS_LABEL.to_owned()];
    if !frame.addressees.is_empty() {
        recipients.push(format!("- {AS_ABOVE};"));
    }
    let others = frame.recipients.iter();
    let others = others.filter(|name| !frame.addressees.contains(name));
    recipients.extend(others.map(|name| format!("- {};", name.trim())));
    recipients.push(match frame.drafter.trim() {
        "" => format!("- {ARCHIVE}."),
        drafter => format!("- {ARCHIVE}, {drafter}."),
    });
    Letterhead {
        issuer: frame
            .parent
            .iter()
            .chain([&frame.issuer])
            .cloned()
            .collect(),
        number: format!("{NUMBER_LABEL} {number}/{}", frame.symbol.trim()),
        nation: [NATIONAL_NAME, MOTTO],
        dated: format!("{}, {day}", frame.place.trim()),
        to: ADDRESSEES_LABEL,
        recipients,
    }
}

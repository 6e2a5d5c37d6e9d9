//! What stands on a row of a sheet.

use serde::{Deserialize, Serialize};

/// What stands on a row. Numbers are indexes: of a section in its form, of an indicator in its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Line {
    /// Nothing.
    Empty,
    /// The unit that reports.
    Unit,
    /// The office that receives.
    Receiver,
    /// Kỳ báo cáo.
    Period,
    /// Thời điểm chốt số liệu.
    AsOf,
    /// Hạn gửi.
    Deadline,
    /// The title in capitals.
    Title,
    /// A heading of columns, for the section.
    Heading(usize),
    /// The line A, B, C, 1, 2 under the first heading.
    Letters(usize),
    /// The section's title.
    Section(usize),
    /// The section's as-of date or period, and its note.
    Note(usize),
    /// An indicator with its value cells.
    Row(usize, usize),
    /// A question whose answer stands in the lines below.
    Question(usize, usize),
    /// Room for prose: 0 is the first, then the continuations.
    Prose(usize, usize, usize),
    /// How many rows the list has.
    ListCount(usize),
    /// Status of a list, where only lists stand.
    ListStatus(usize),
    /// Reason of a list, where only lists stand.
    ListRemark(usize),
    /// Headings of a list's columns.
    ListHeading(usize),
    /// A row of a list.
    ListRow(usize, u32),
    /// Place and date.
    PlaceDate,
    /// A line of the signatures.
    Signature,
    /// Room for pen and stamp.
    SignatureRoom,
    /// Mã đối chiếu.
    PaperCode,
    /// What the code is for.
    PaperCodeNote,
}

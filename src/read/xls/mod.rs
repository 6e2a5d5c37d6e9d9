//! The stream of an `.xls` in the one form that the library reads well ([MS-XLS] 2.1.7): not encrypted, and its sheets
//! without wide gaps.
//!
//! In: the stream `Workbook` as it lies in the file. Out: the same records, the content of some changed, and where the cells
//! of each sheet stood. What is not understood stays as it is.

mod gaps;
mod md5;
mod records;
mod secret;

use super::axis::Folded;
use super::refusal::Refusal;

/// The stream without its encryption, if it is that which Excel opens for everybody.
pub(super) fn opened(mut stream: Vec<u8>) -> Result<Vec<u8>, Refusal> {
    secret::open(&mut stream)?;
    Ok(stream)
}

/// The stream with wide gaps narrowed, and where the cells of each sheet that has some stood.
pub(super) fn folded(stream: &[u8]) -> Result<(Vec<u8>, Folded), Refusal> {
    gaps::fold(stream)
}

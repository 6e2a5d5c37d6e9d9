//! What a part said in the file before, for the next file in which it is packed in the very same bytes.
//!
//! Returns of one form that were saved by one program share their formats, names and properties to the byte. The bytes
//! are compared whole, so nothing is taken for the same that is not.

use super::unpack::{Buffer, Parts, Stated};
use super::xml::NotPlain;

/// One part as it was last read.
#[derive(Debug)]
pub(super) struct Memo<T> {
    last: Option<Last<T>>,
}

#[derive(Debug)]
struct Last<T> {
    packed: Vec<u8>,
    stated: Stated,
    said: T,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { last: None }
    }
}

impl<T> Memo<T> {
    /// What a part says, read only where it is not packed as in the last file; `None` when it is not there.
    pub(super) fn of(
        &mut self,
        package: &mut Parts<'_>,
        name: &str,
        buffer: &mut Buffer,
        read: impl FnOnce(&str) -> Result<T, NotPlain>,
    ) -> Result<Option<&T>, NotPlain> {
        let Some((packed, stated)) = package.stated(name) else {
            return Ok(None);
        };
        let same = |last: &Last<T>| last.stated == stated && last.packed == packed;
        if !self.last.as_ref().is_some_and(same) {
            self.last = None;
            let said = read(package.get(name, buffer)?)?;
            self.last = Some(Last {
                packed: packed.to_vec(),
                stated,
                said,
            });
        }
        Ok(self.last.as_ref().map(|last| &last.said))
    }
}

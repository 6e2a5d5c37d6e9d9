//! What a part said in the last files, for the next file in which it is packed in the very same bytes.
//!
//! Returns of one form that were saved by one program share their formats, names and properties to the byte. The bytes
//! are compared whole, so nothing is taken for the same that is not.

use super::not_plain::NotPlain;
use super::unpack::{Buffer, Parts, Stated};

/// The last few of something, the newest first.
#[derive(Debug)]
pub(super) struct Recent<T>(Vec<T>);

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Recent<T> {
    /// As many as programs that people save one form with.
    const MOST: usize = 4;

    /// One that is wanted; it is the newest then.
    pub(super) fn find(&mut self, is_wanted: impl Fn(&T) -> bool) -> Option<&T> {
        let at = self.0.iter().position(is_wanted)?;
        self.0[..=at].rotate_right(1);
        self.0.first()
    }

    /// The one that was added or found last.
    fn newest(&self) -> Option<&T> {
        self.0.first()
    }

    /// Takes one more, and lets go of the oldest of too many.
    pub(super) fn add(&mut self, one: T) {
        self.0.truncate(Self::MOST - 1);
        self.0.insert(0, one);
    }
}

/// A part as it was last read.
#[derive(Debug)]
pub(super) struct Memo<T>(Recent<Last<T>>);

#[derive(Debug)]
struct Last<T> {
    packed: Vec<u8>,
    stated: Stated,
    said: T,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(Recent::default())
    }
}

impl<T> Memo<T> {
    /// What a part says, read only where it is not packed as in the last files; `None` when it is not there.
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
        if self.0.find(same).is_none() {
            let said = read(package.get(name, buffer)?)?;
            self.0.add(Last {
                packed: packed.to_vec(),
                stated,
                said,
            });
        }
        Ok(self.0.newest().map(|last| &last.said))
    }
}

#[cfg(test)]
mod tests {
    use super::Recent;

    #[test]
    fn the_last_few_are_kept_and_the_oldest_goes_first() {
        let mut recent = Recent::default();
        for one in 1..=Recent::<u8>::MOST {
            recent.add(one);
        }
        assert_eq!(recent.find(|one| *one == 1), Some(&1));
        recent.add(9);
        assert_eq!(recent.find(|one| *one == 2), None, "the oldest is gone");
        assert_eq!(recent.find(|one| *one == 1), Some(&1), "it was asked for");
        assert_eq!(recent.find(|one| *one == 9), Some(&9));
    }
}

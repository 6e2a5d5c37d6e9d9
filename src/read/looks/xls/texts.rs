//! Texts in records, with the runs of characters that look alike.

use super::records::{Records, word};

/// The characters of a text object, which stand in the records that continue it.
pub(super) fn text_object(records: &mut Records<'_>, count: u16) -> String {
    let mut text = Vec::new();
    while text.len() < usize::from(count) {
        let Some([flags, characters @ ..]) = records.continued() else {
            break;
        };
        let left = usize::from(count) - text.len();
        text.extend(characters_of(characters, flags & 1 != 0).take(left));
    }
    String::from_utf16_lossy(&text).replace('\r', "\n")
}

/// A text with its runs, as a cell of its own holds it.
pub(super) fn rich_string(data: &[u8]) -> Option<RichText> {
    let count = usize::from(word(data, 0)?);
    let is_wide = data.get(2)? & 1 != 0;
    let characters = data.get(3..)?;
    let text: Vec<u16> = characters_of(characters, is_wide).take(count).collect();
    let after = characters.get(count * if is_wide { 2 } else { 1 }..)?;
    let runs = after
        .get(2..)?
        .chunks_exact(4)
        .take(usize::from(word(after, 0)?));
    let runs = runs.filter_map(|run| Some((usize::from(word(run, 0)?), word(run, 2)?)));
    Some((text, runs.collect()))
}

/// Characters in UTF-16, and the runs in them: the first character of each, and its font.
pub(super) type RichText = (Vec<u16>, Vec<(usize, u16)>);

/// The shared texts one after the other, in the records that hold them.
pub(super) struct Texts<'a> {
    pub(super) pieces: Vec<&'a [u8]>,
    pub(super) at: usize,
}

impl Texts<'_> {
    pub(super) fn next(&mut self) -> Option<RichText> {
        let count = usize::from(self.word()?);
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.word()? } else { 0 };
        let extra = if flags & 4 != 0 {
            usize::from(self.word()?) | usize::from(self.word()?) << 16
        } else {
            0
        };
        let (mut text, mut is_wide) = (Vec::new(), flags & 1 != 0);
        while text.len() < count {
            // Where a text goes on in the next record, that says anew how wide its characters are.
            if self.is_at_end_of_piece() {
                is_wide = self.byte()? & 1 != 0;
            }
            text.push(if is_wide {
                self.word()?
            } else {
                u16::from(self.byte()?)
            });
        }
        let runs = (0..runs).map(|_| Some((usize::from(self.word()?), self.word()?)));
        let runs = runs.collect::<Option<Vec<_>>>()?;
        for _ in 0..extra {
            self.byte()?;
        }
        Some((text, runs))
    }

    pub(super) fn is_at_end_of_piece(&self) -> bool {
        self.pieces
            .first()
            .is_some_and(|piece| self.at == piece.len())
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        while self.at >= self.pieces.first()?.len() {
            self.pieces.remove(0);
            self.at = 0;
        }
        let byte = self.pieces.first()?.get(self.at)?;
        self.at += 1;
        Some(*byte)
    }

    pub(super) fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }
}

/// A text whose count of characters comes first.
pub(super) struct Text<'a> {
    pub(super) data: &'a [u8],
}

impl<'a> Text<'a> {
    pub(super) fn of(data: &'a [u8]) -> Self {
        Self { data }
    }

    /// The count takes two bytes.
    pub(super) fn wide_count(&self) -> Option<String> {
        self.read(usize::from(word(self.data, 0)?), 2)
    }

    /// The count takes one byte.
    pub(super) fn byte_count(&self) -> Option<String> {
        self.read(usize::from(*self.data.first()?), 1)
    }

    pub(super) fn read(&self, count: usize, at: usize) -> Option<String> {
        let is_wide = self.data.get(at)? & 1 != 0;
        let text: Vec<u16> = characters_of(self.data.get(at + 1..)?, is_wide)
            .take(count)
            .collect();
        Some(String::from_utf16_lossy(&text))
    }
}

/// Characters of two bytes, or of one where the other is 0.
pub(super) fn characters_of(bytes: &[u8], is_wide: bool) -> impl Iterator<Item = u16> {
    let width = if is_wide { 2 } else { 1 };
    let chunks = bytes.chunks_exact(width);
    chunks.map(|c| u16::from_le_bytes([c[0], c.get(1).copied().unwrap_or(0)]))
}

//! Where names, values and space end in the bytes of a part.

use super::not_plain::NotPlain;
use memchr::memchr2;

const NAME: u8 = 1;
const NAME_START: u8 = 2;
const VALUE: u8 = 4;

/// For each byte what it may be part of.
const CLASSES: [u8; 256] = {
    let mut classes = [VALUE; 256];
    let mut byte = 0;
    while byte < 128u8 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => NAME | NAME_START | VALUE,
            b'0'..=b'9' | b'-' | b'.' => NAME | VALUE,
            b'"' | b'<' => 0,
            _ => VALUE,
        };
        byte += 1;
    }
    classes
};

/// The place of the next byte that is of another class.
#[inline]
fn past_all(bytes: &[u8], from: usize, class: u8) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let is_other = |b: &u8| CLASSES[usize::from(*b)] & class == 0;
    rest.iter().position(is_other).map(|n| from + n)
}

#[inline]
pub(super) fn name_ends(bytes: &[u8], from: usize) -> Result<usize, NotPlain> {
    match bytes.get(from) {
        Some(first) if CLASSES[usize::from(*first)] & NAME_START != 0 => {
            past_all(bytes, from + 1, NAME).ok_or(NotPlain)
        }
        _ => Err(NotPlain),
    }
}

/// Where a value ends. Most are too short for a search by vectors.
#[inline]
pub(super) fn value_ends(bytes: &[u8], from: usize) -> Result<usize, NotPlain> {
    const SHORT: usize = 16;
    let short = &bytes[..bytes.len().min(from + SHORT)];
    let end = if let Some(end) = past_all(short, from, VALUE) {
        end
    } else {
        let rest = bytes.get(short.len()..).ok_or(NotPlain)?;
        short.len() + memchr2(b'"', b'<', rest).ok_or(NotPlain)?
    };
    if bytes[end] == b'"' {
        Ok(end)
    } else {
        Err(NotPlain)
    }
}

#[inline]
pub(super) fn past_space(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\t' | b'\n' | b'\r') = bytes.get(at) {
        at += 1;
    }
    at
}

/// The place after a byte that must stand here.
#[inline]
pub(super) fn past(bytes: &[u8], at: usize, byte: u8) -> Result<usize, NotPlain> {
    if bytes.get(at) == Some(&byte) {
        Ok(at + 1)
    } else {
        Err(NotPlain)
    }
}

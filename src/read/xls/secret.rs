//! The encryption that Excel puts on a workbook whose structure is locked, with a password of its own that it tries on every
//! file: nobody is asked for it, and nobody knows that the file is encrypted ([MS-OFFCRYPTO] 2.3.6, [MS-XLS] 2.2.10).

use super::md5::md5;
use super::records::{BEGIN, BOUND_SHEET, put_short, record, records, short};
use crate::read::refusal::Refusal;

/// The password of Excel's own ([MS-XLS] 2.4.191).
const PASSWORD: &str = "VelvetSweatshop";

const FILE_PASS: u16 = 0x002F;
/// Put in its place: a record that nobody reads.
const NOTHING: u16 = 0x00C1;
/// Kinds of records that are never encrypted, besides the beginning of a part.
const PLAIN: [u16; 6] = [FILE_PASS, 0x00E1, 0x0138, 0x0194, 0x0195, 0x0196];
/// Bytes that share a key.
const BLOCK: usize = 1024;

/// Takes the encryption off a stream that has one. What opens only with a password that a person set, or is encrypted in
/// another way, is [`Refusal::Encrypted`].
pub(super) fn open(stream: &mut [u8]) -> Result<(), Refusal> {
    let Some(pass) = records(stream, 0).take(8).find(|r| r.kind == FILE_PASS) else {
        return Ok(());
    };
    let content = pass.content();
    let is_known = [(0, 1), (2, 1), (4, 1)]
        .iter()
        .all(|(at, value)| short(stream, content + at) == Some(*value));
    let parts = stream.get(content + 6..content + 54);
    let Some(parts) = parts.filter(|_| is_known && pass.length >= 54) else {
        // An older kind without a key is written where nothing is encrypted.
        let content = stream.get(content..pass.end()).unwrap_or_default();
        return if content.iter().all(|byte| *byte == 0) {
            Ok(())
        } else {
            Err(Refusal::Encrypted)
        };
    };
    let (salt, checked) = parts.split_at(16);
    let secret = secret(salt);
    let mut checked = checked.to_vec();
    Cipher::of(secret, 0).apply(&mut checked);
    if md5(&checked[..16]) != checked[16..] {
        return Err(Refusal::Encrypted);
    }
    decrypt(stream, secret);
    put_short(stream, pass.at, NOTHING);
    Ok(())
}

/// What all keys of a file are made of.
fn secret(salt: &[u8]) -> [u8; 5] {
    let password: Vec<u8> = PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let once = [&md5(&password)[..5], salt].concat();
    let mut secret = [0; 5];
    secret.copy_from_slice(&md5(&once.repeat(16))[..5]);
    secret
}

/// Decrypts the content of the records; what stands around it counts, but is written as it is.
fn decrypt(stream: &mut [u8], secret: [u8; 5]) {
    let mut at = 0;
    while let Some(record) = record(stream, at) {
        // Where a sheet begins is never encrypted.
        let plain = if record.kind == BOUND_SHEET { 4 } else { 0 };
        if record.kind != BEGIN && !PLAIN.contains(&record.kind) {
            decrypt_part(stream, record.content() + plain, record.end(), secret);
        }
        at = record.end();
    }
}

fn decrypt_part(stream: &mut [u8], from: usize, to: usize, secret: [u8; 5]) {
    let mut from = from;
    while from < to {
        let block = from / BLOCK;
        let end = to.min((block + 1) * BLOCK);
        let mut cipher = Cipher::of(secret, block as u32);
        cipher.pass(from % BLOCK);
        cipher.apply(&mut stream[from..end]);
        from = end;
    }
}

/// RC4.
struct Cipher {
    state: [u8; 256],
    i: u8,
    j: u8,
}

impl Cipher {
    /// With the key of a block.
    fn of(secret: [u8; 5], block: u32) -> Self {
        let key = md5(&[&secret[..], &block.to_le_bytes()].concat());
        let mut state = [0; 256];
        for (at, value) in state.iter_mut().enumerate() {
            *value = at as u8;
        }
        let mut j = 0u8;
        for i in 0..256 {
            j = j.wrapping_add(state[i]).wrapping_add(key[i % key.len()]);
            state.swap(i, usize::from(j));
        }
        Self { state, i: 0, j: 0 }
    }

    fn next(&mut self) -> u8 {
        self.i = self.i.wrapping_add(1);
        let (i, state) = (usize::from(self.i), &mut self.state);
        self.j = self.j.wrapping_add(state[i]);
        let j = usize::from(self.j);
        state.swap(i, j);
        state[usize::from(state[i].wrapping_add(state[j]))]
    }

    fn pass(&mut self, count: usize) {
        for _ in 0..count {
            self.next();
        }
    }

    fn apply(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte ^= self.next();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Cipher, decrypt, open, secret};
    use crate::read::refusal::Refusal;
    use crate::read::xls::md5::md5;
    use crate::read::xls::records::records;

    /// Records of these kinds and contents.
    fn stream(all: &[(u16, &[u8])]) -> Vec<u8> {
        let mut out = Vec::new();
        for (kind, content) in all {
            out.extend(kind.to_le_bytes());
            out.extend((content.len() as u16).to_le_bytes());
            out.extend(*content);
        }
        out
    }

    fn encrypted(secret: [u8; 5]) -> (Vec<u8>, Vec<u8>) {
        let mut checked = vec![9; 16];
        checked.extend(md5(&[9; 16]));
        Cipher::of(secret, 0).apply(&mut checked);
        let pass = [&[1, 0, 1, 0, 1, 0][..], &[3; 16], &checked].concat();
        let long = [7; 2 * BLOCK];
        let plain = stream(&[
            (0x0809, &[6; 16]),
            (0x002F, &pass),
            (0x0085, &[1, 2, 3, 4, 5, 6, 7, 8]),
            (0x00FC, &long),
        ]);
        let mut written = plain.clone();
        // The cipher is its own inverse.
        decrypt(&mut written, secret);
        (plain, written)
    }

    #[test]
    fn a_file_that_excel_opens_for_everybody_is_opened() {
        let (plain, mut written) = encrypted(secret(&[3; 16]));
        assert_ne!(plain, written);
        open(&mut written).unwrap();
        let kinds: Vec<u16> = records(&written, 0).map(|r| r.kind).collect();
        assert_eq!(kinds, [0x0809, 0x00C1, 0x0085, 0x00FC]);
        assert_eq!(written[78..], plain[78..]);
    }

    #[test]
    fn a_file_with_a_password_of_its_own_is_refused() {
        let (_, mut written) = encrypted([1; 5]);
        assert_eq!(open(&mut written), Err(Refusal::Encrypted));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_cause_a_panic(mut bytes: Vec<u8>) {
            let _ = open(&mut bytes);
            let pass = [&[0x2F, 0, 54, 0, 1, 0, 1, 0, 1, 0][..], &bytes].concat();
            let _ = open(&mut pass.clone());
        }
    }
}

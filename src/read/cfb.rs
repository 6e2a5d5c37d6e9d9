//! A look at the chains of an OLE compound file before a library follows them ([MS-CFB], sections 2.2 to 2.6): one that
//! runs in a circle, or a stream that says to be longer than its file, would be followed until memory ends.

const FREE: u32 = 0xFFFF_FFFF;
const END: u32 = 0xFFFF_FFFE;
/// Larger numbers are marks, not sectors.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
const HEADER: usize = 512;
const ENTRY: usize = 128;

/// Whether every chain of the file comes to an end. What lies outside the file is left to whoever reads it.
pub(super) fn comes_to_an_end(bytes: &[u8]) -> bool {
    Chains::of(bytes).is_none_or(|mut chains| chains.all_end())
}

/// The bytes of a stream in the root of a file whose chains come to an end.
pub(super) fn stream(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut chains = Chains::of(bytes)?;
    // Its own steps, and those of the directory and of the small streams.
    chains.steps = chains.steps.saturating_mul(2);
    let wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (mut found, mut root) = (None, None);
    for sector in chains.chain(word(bytes, 48)?)? {
        let Some(start) = chains.start_of(sector) else {
            continue;
        };
        for entry in (start..start + chains.size).step_by(ENTRY) {
            let length = word(bytes, entry + 64).unwrap_or(0) & 0xFFFF;
            let is_named = length as usize == wanted.len() + 2
                && bytes.get(entry..entry + wanted.len()) == Some(&wanted);
            match bytes.get(entry + 66) {
                Some(2) if is_named => found = found.or(Some(entry)),
                Some(5) => root = root.or(Some(entry)),
                _ => {}
            }
        }
    }
    let entry = found?;
    let (first, length) = (
        word(bytes, entry + 116)?,
        word(bytes, entry + 120)? as usize,
    );
    if length >= SMALL {
        return chains.bytes_of(first, length);
    }
    let root = root?;
    let total = word(bytes, root + 120)? as usize;
    let small = chains.bytes_of(word(bytes, root + 116)?, total)?;
    let table = chains.chain(word(bytes, 60)?)?;
    let next = |sector: u32| {
        let per_sector = chains.size / 4;
        let start = chains.start_of(*table.get(sector as usize / per_sector)?)?;
        word(bytes, start + 4 * (sector as usize % per_sector))
    };
    let (mut out, mut sector) = (Vec::new(), first);
    while out.len() < length {
        let start = (sector as usize).checked_mul(SMALL_SECTOR)?;
        out.extend(small.get(start..start.checked_add(SMALL_SECTOR)?)?);
        sector = next(sector).unwrap_or(END);
    }
    out.truncate(length);
    Some(out)
}

/// Streams below this length lie in the stream of the root, in sectors of [`SMALL_SECTOR`] bytes.
const SMALL: usize = 4096;
const SMALL_SECTOR: usize = 64;

struct Chains<'a> {
    bytes: &'a [u8],
    size: usize,
    /// The next sector of each.
    next: Vec<u32>,
    /// Steps that may still be taken: no sector is part of two chains.
    steps: usize,
}

impl<'a> Chains<'a> {
    /// The table of sectors; `None` when the header is none.
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let size = match word(bytes, 30)? & 0xFFFF {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let count = bytes.len().saturating_sub(HEADER).div_ceil(size);
        let mut chains = Self {
            bytes,
            size,
            next: Vec::new(),
            steps: count.saturating_mul(2) + 64,
        };
        for at in 0..109 {
            chains.take_table(word(bytes, 76 + 4 * at)?);
        }
        // Files above 7 MB list the further parts of the table in sectors of their own.
        let mut list = word(bytes, 68)?;
        for _ in 0..count {
            let Some(start) = chains.start_of(list) else {
                break;
            };
            let entries = size / 4 - 1;
            for at in 0..entries {
                chains.take_table(word(bytes, start + 4 * at).unwrap_or(FREE));
            }
            list = word(bytes, start + 4 * entries).unwrap_or(END);
        }
        Some(chains)
    }

    fn start_of(&self, sector: u32) -> Option<usize> {
        let start = (sector < LAST_SECTOR).then(|| HEADER + sector as usize * self.size)?;
        (start < self.bytes.len()).then_some(start)
    }

    fn take_table(&mut self, sector: u32) {
        let Some(start) = self
            .start_of(sector)
            .filter(|_| self.next.len() <= self.steps)
        else {
            return;
        };
        let entries = (0..self.size / 4).map(|at| word(self.bytes, start + 4 * at).unwrap_or(FREE));
        self.next.extend(entries);
    }

    fn all_end(&mut self) -> bool {
        let Some(directory) = word(self.bytes, 48).and_then(|first| self.chain(first)) else {
            return false;
        };
        let Some(_) = word(self.bytes, 60).and_then(|first| self.chain(first)) else {
            return false;
        };
        for sector in directory {
            let Some(start) = self.start_of(sector) else {
                continue;
            };
            for at in (start..start + self.size).step_by(ENTRY) {
                if !self.stream_ends(at) {
                    return false;
                }
            }
        }
        true
    }

    /// The bytes of a chain.
    fn bytes_of(&mut self, first: u32, length: usize) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        for sector in self.chain(first)? {
            let start = self.start_of(sector)?;
            let end = (start + self.size).min(self.bytes.len());
            out.extend(&self.bytes[start..end]);
        }
        out.truncate(length);
        Some(out)
    }

    /// Whether the stream of a directory entry ends, and is no longer than the file.
    fn stream_ends(&mut self, entry: usize) -> bool {
        let kind = self.bytes.get(entry + 66).copied().unwrap_or(0);
        let (Some(first), Some(low)) =
            (word(self.bytes, entry + 116), word(self.bytes, entry + 120))
        else {
            return true;
        };
        // The upper half is undefined in files with sectors of 512 bytes.
        let length = u64::from(low);
        match kind {
            2 if length >= SMALL as u64 => {
                length <= self.bytes.len() as u64 && self.chain(first).is_some()
            }
            5 => self.chain(first).is_some(),
            _ => true,
        }
    }

    /// The sectors of a chain; `None` when it does not end.
    fn chain(&mut self, first: u32) -> Option<Vec<u32>> {
        let (mut chain, mut sector) = (Vec::new(), first);
        while sector < LAST_SECTOR {
            self.steps = self.steps.checked_sub(1)?;
            chain.push(sector);
            sector = self.next.get(sector as usize).copied().unwrap_or(END);
        }
        Some(chain)
    }
}

/// The 32 bits at a place.
fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of four sectors: the table, the directory, two of a stream.
    fn file(table: &[u32], length: u32) -> Vec<u8> {
        let mut bytes = vec![0; HEADER + 4 * 512];
        let mut put = |at: usize, value: u32| {
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        };
        put(30, 9);
        put(48, 1);
        put(60, END);
        put(68, END);
        put(76, 0);
        for at in 1..109 {
            put(76 + 4 * at, FREE);
        }
        for (at, value) in table.iter().enumerate() {
            put(HEADER + 4 * at, *value);
        }
        let entry = HEADER + 512;
        put(entry + 64, 2 << 16);
        put(entry + 116, 2);
        put(entry + 120, length);
        bytes
    }

    #[test]
    fn a_chain_that_runs_in_a_circle_is_told() {
        assert!(comes_to_an_end(&file(&[0xFFFF_FFFD, END, 3, END], 2000)));
        assert!(!comes_to_an_end(&file(&[0xFFFF_FFFD, 1, 3, END], 5000)));
        assert!(!comes_to_an_end(&file(&[0xFFFF_FFFD, END, 3, 2], 4096)));
        assert!(!comes_to_an_end(&file(
            &[0xFFFF_FFFD, END, 3, END],
            1 << 30
        )));
        assert!(comes_to_an_end(b"short"));
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_have_an_answer(table in proptest::collection::vec(0u32..8, 4), length: u32) {
            comes_to_an_end(&file(&table, length));
        }
    }
}

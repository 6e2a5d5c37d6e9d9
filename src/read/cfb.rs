//! A look at the chains of an OLE compound file before a library follows them ([MS-CFB], sections 2.2 to 2.6): one that
//! runs in a circle, or a stream that says to be longer than its file, would be followed until memory ends.

use std::collections::BTreeSet;

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

/// What lies in the root of a compound file; what lies in its storages, such as the documents embedded in a workbook, is
/// not looked at.
pub(super) struct Root<'a> {
    chains: Chains<'a>,
    /// Where the entry of the root begins.
    at: usize,
    entries: Vec<Entry>,
}

/// A stream or storage.
struct Entry {
    name: String,
    at: usize,
    is_stream: bool,
}

impl<'a> Root<'a> {
    /// The root of a file whose chains come to an end; `None` where there is none.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        let mut chains = Chains::of(bytes)?;
        // The directory and the streams are gone through more than once.
        chains.steps = chains.steps.saturating_mul(8);
        let sectors = chains.chain(word(bytes, 48)?)?;
        let per_sector = chains.size / ENTRY;
        let place = |number: u32| {
            let number = number as usize;
            let start = chains.start_of(*sectors.get(number / per_sector)?)?;
            let at = start + ENTRY * (number % per_sector);
            (at + ENTRY <= bytes.len()).then_some(at)
        };
        let at = place(0).filter(|at| bytes[at + 66] == ROOT)?;
        let mut entries = Vec::new();
        let mut open = vec![word(bytes, at + 76)?];
        let mut seen = BTreeSet::from([0]);
        // The entries of a storage are a binary tree ([MS-CFB] 2.6.4).
        while let Some(number) = open.pop() {
            let Some(at) = place(number).filter(|_| seen.insert(number)) else {
                continue;
            };
            open.extend([word(bytes, at + 68)?, word(bytes, at + 72)?]);
            let length = usize::from(bytes[at + 64]).saturating_sub(2).min(62);
            let (pairs, _) = bytes[at..at + length].as_chunks::<2>();
            let units: Vec<u16> = pairs.iter().map(|pair| u16::from_le_bytes(*pair)).collect();
            entries.push(Entry {
                name: String::from_utf16_lossy(&units),
                at,
                is_stream: bytes[at + 66] == STREAM,
            });
        }
        Some(Self {
            chains,
            at,
            entries,
        })
    }

    /// Whether there is a stream or storage of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream.
    pub(super) fn stream(&mut self, name: &str) -> Option<Vec<u8>> {
        let is_it = |entry: &&Entry| entry.is_stream && entry.name.eq_ignore_ascii_case(name);
        let entry = self.entries.iter().find(is_it)?.at;
        let chains = &mut self.chains;
        let bytes = chains.bytes;
        let (first, length) = (
            word(bytes, entry + 116)?,
            word(bytes, entry + 120)? as usize,
        );
        if length >= SMALL {
            return chains.bytes_of(first, length);
        }
        let total = word(bytes, self.at + 120)? as usize;
        let small = chains.bytes_of(word(bytes, self.at + 116)?, total)?;
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
}

/// A compound file with nothing but these streams in its root, at most [`MOST_STREAMS`]. Each is filled up with zeros to the
/// length from which streams have sectors of their own.
pub(super) fn written(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const TABLE: u32 = 0xFFFF_FFFD;
    let streams = &streams[..streams.len().min(MOST_STREAMS)];
    let sectors_of = |stream: &[u8]| stream.len().max(SMALL).div_ceil(SECTOR);
    // One sector of the directory, then the streams, then the table of all sectors with its own and those that list it.
    let content = 1 + streams.iter().map(|(_, s)| sectors_of(s)).sum::<usize>();
    let (mut tables, mut lists) = (0usize, 0usize);
    while (content + tables + lists).div_ceil(SECTOR / 4) > tables
        || tables.saturating_sub(109).div_ceil(127) > lists
    {
        tables = (content + tables + lists).div_ceil(SECTOR / 4);
        lists = tables.saturating_sub(109).div_ceil(127);
    }
    let mut next: Vec<u32> = vec![END];
    let mut directory = vec![0; SECTOR];
    put_entry(&mut directory, 0, ("Root Entry", ROOT), (END, 0));
    put(&mut directory, 76, 1);
    for (number, (name, stream)) in (1u32..).zip(streams) {
        let first = next.len() as u32;
        let count = sectors_of(stream) as u32;
        next.extend((1..count).map(|n| first + n).chain([END]));
        let length = stream.len().max(SMALL) as u32;
        let at = number as usize * ENTRY;
        put_entry(&mut directory, at, (name, STREAM), (first, length));
        // A tree of which each entry has but the next on its right.
        if (number as usize) < streams.len() {
            put(&mut directory, at + 72, number + 1);
        }
    }
    next.extend(std::iter::repeat_n(TABLE, tables));
    next.extend(std::iter::repeat_n(LAST_SECTOR + 2, lists));
    next.resize(tables * SECTOR / 4, FREE);
    let mut out = vec![0; HEADER];
    out[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    for (at, value) in [(24, 0x0003_003E), (28, 0x0009_FFFE), (32, 6)] {
        put(&mut out, at, value);
    }
    let first_list = if lists > 0 {
        (content + tables) as u32
    } else {
        END
    };
    for (at, value) in [
        (44, tables as u32),
        (48, 0),
        (56, SMALL as u32),
        (60, END),
        (68, first_list),
        (72, lists as u32),
    ] {
        put(&mut out, at, value);
    }
    let table = |n: usize| {
        if n < tables {
            (content + n) as u32
        } else {
            FREE
        }
    };
    for n in 0..109 {
        put(&mut out, 76 + 4 * n, table(n));
    }
    out.extend(directory);
    for (_, stream) in streams {
        let end = out.len() + sectors_of(stream) * SECTOR;
        out.extend(stream);
        out.resize(end, 0);
    }
    out.extend(next.into_iter().flat_map(u32::to_le_bytes));
    for list in 0..lists {
        let entries = (0..127).map(|n| table(109 + 127 * list + n));
        let following = if list + 1 < lists {
            first_list + list as u32 + 1
        } else {
            END
        };
        out.extend(entries.chain([following]).flat_map(u32::to_le_bytes));
    }
    out
}

/// Streams of a file that is written: its directory is one sector.
const MOST_STREAMS: usize = 3;
/// Kinds of entries.
const STREAM: u8 = 2;
const ROOT: u8 = 5;

fn put(bytes: &mut [u8], at: usize, value: u32) {
    bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
}

fn put_entry(
    directory: &mut [u8],
    at: usize,
    (name, kind): (&str, u8),
    (first, length): (u32, u32),
) {
    let units = name.encode_utf16().take(31).flat_map(u16::to_le_bytes);
    let units: Vec<u8> = units.collect();
    directory[at..at + units.len()].copy_from_slice(&units);
    directory[at + 64] = units.len() as u8 + 2;
    directory[at + 66] = kind;
    // Black, as every entry may be.
    directory[at + 67] = 1;
    for link in [68, 72, 76] {
        put(directory, at + link, FREE);
    }
    put(directory, at + 116, first);
    put(directory, at + 120, length);
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
        let count = bytes.len().saturating_sub(size).div_ceil(size);
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
        // The header has a sector of its own, however large sectors are.
        let start = (sector < LAST_SECTOR).then(|| (sector as usize + 1) * self.size)?;
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

    #[test]
    fn what_is_written_is_read_again() {
        for length in [0, 5, 4096, 5000, 70_000, 9_000_000] {
            let stream: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            let file = written(&[("Workbook", stream.clone()), ("Other", vec![7; 9])]);
            assert!(comes_to_an_end(&file), "{length}");
            let mut root = Root::of(&file).unwrap();
            assert!(root.has("workbook") && !root.has("Book"));
            let read = root.stream("Workbook").unwrap();
            assert!(read.starts_with(&stream) && read.len() == length.max(SMALL));
            assert!(root.stream("Other").unwrap().starts_with(&[7; 9]));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_directory_has_an_answer(links in proptest::collection::vec(0u32..6, 12), length: u32) {
            let mut file = file(&[0xFFFF_FFFD, END, 3, END], length);
            let directory = HEADER + 512;
            file[directory + 66] = ROOT;
            for (at, link) in links.iter().enumerate() {
                put(&mut file, directory + ENTRY * (at / 3) + 68 + 4 * (at % 3), *link);
            }
            if let Some(mut root) = Root::of(&file) {
                root.stream("");
            }
        }

        #[test]
        fn any_bytes_have_an_answer(table in proptest::collection::vec(0u32..8, 4), length: u32) {
            comes_to_an_end(&file(&table, length));
        }
    }
}

//! Readers of our own, tried with files that were changed by chance: the same files on every run.

use crate::tried;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tonghop::model::raw::RawWorkbook;
use tonghop::read::trial;

/// Changed files that each reader is tried with.
const ROUNDS: u32 = 400;
/// No file of a few hundred kilobytes may take a reader longer, however slow the machine.
const LONGEST: Duration = Duration::from_secs(20);

/// Numbers by chance, the same ones from the same beginning.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

/// Files of every kind, small ones.
fn corpus() -> Vec<Vec<u8>> {
    let mut files: Vec<Vec<u8>> = std::fs::read_dir("samples/dong-son-2020/2-nhan-ve")
        .expect("samples")
        .map(|file| std::fs::read(file.expect("a file").path()).expect("its bytes"))
        .collect();
    files.sort();
    let mail = "From: a@b.vn\r\nTo: c@d.vn\r\nSubject: x\r\nDate: y\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n\
        From: e@f.vn\r\nTo: g\r\nSubject: y\r\n\r\nxin gui\r\n--b\r\nContent-Type: application/zip; name=\"a.zip\"\r\n\
        Content-Transfer-Encoding: base64\r\n\r\nUEsDBAoAAAAAAA==\r\n--b--\r\n";
    let page = "<html><table><tr><td rowspan=2>a<td colspan='3'>b &amp; c</tr><tr><td>1<br>2<td x:num=\"7\">7\
        <s>4</s></table><!-- x --><script>'<td>'</script><Worksheet ss:Name=\"a\"><Table><Row ss:Index=\"3\">\
        <Cell ss:MergeAcross=\"2\"><Data ss:Type=\"Number\">4</Data></Cell></Row></Table></Worksheet>";
    files.extend([mail, page, "Ma;Ten;So\r\n1;\"a\"\"b\";7.315\r\n2;b\r\n"].map(Into::into));
    files
}

/// The same bytes with some changes.
fn changed(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=chance.below(4) {
        if out.is_empty() {
            break;
        }
        let at = chance.below(out.len());
        let end = (at + 1 + chance.below(64)).min(out.len());
        match chance.below(6) {
            0 => out[at] ^= 1 << chance.below(8),
            1 => out[at] = [0, 0xFF, 0x7F, 0x80, b'<', b'&'][chance.below(6)],
            2 => drop(out.drain(at..end)),
            3 => {
                let piece = out[at..end].to_vec();
                out.splice(at..at, piece.repeat(1 + chance.below(40)));
            }
            4 => out[at..end].fill([0, 0xFF][chance.below(2)]),
            _ => out.truncate(at),
        }
    }
    out
}

/// A ZIP whose parts are changed and whose checksums agree; `None` for what is none.
fn changed_inside(bytes: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let which = chance.below(zip.len());
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        if at == which {
            content = changed(&content, chance);
        }
        let options = zip::write::SimpleFileOptions::default();
        out.start_file(name, options).ok()?;
        out.write_all(&content).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}

/// The first line of each that the other has not.
fn apart(quick: &RawWorkbook, full: &RawWorkbook) -> String {
    let [quick, full] = [quick, full].map(|book| format!("{book:#?}"));
    let first = quick
        .lines()
        .zip(full.lines())
        .find(|(one, other)| one != other);
    first.map_or_else(String::new, |(one, other)| {
        format!("{} | {}", one.trim(), other.trim())
    })
}

#[test]
fn readers_of_our_own_come_to_an_end_with_any_changed_file_and_agree() {
    let corpus = corpus();
    let mut chance = Chance(0x2020_1116_0800_0001);
    let mut taken = 0;
    for round in 0..ROUNDS {
        let file = &corpus[chance.below(corpus.len())];
        let inside = (round % 2 == 0).then(|| changed_inside(file, &mut chance));
        let bytes = inside
            .flatten()
            .unwrap_or_else(|| changed(file, &mut chance));
        for (name, target) in trial::ALL {
            let begun = Instant::now();
            let done = std::panic::catch_unwind(|| target(&bytes));
            assert!(done.is_ok(), "{name} broke in round {round}");
            assert!(
                begun.elapsed() < LONGEST,
                "{name} took long in round {round}"
            );
        }
        if let Some((quick, full)) = trial::both_ways(&bytes) {
            assert!(
                quick == full,
                "two readers differ in round {round}: {}",
                apart(&quick, &full)
            );
            taken += 1;
        }
    }
    assert!(taken >= 15, "the quick reader took {taken}");
}

#[test]
fn what_once_found_its_way_into_a_reader_still_comes_to_its_end() {
    for (name, target) in trial::ALL.into_iter().chain(tried::ALL) {
        let folder = format!("fuzz/corpus/{}", name.replace('-', "_"));
        let files = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{folder}: {e}"));
        let files = files.map(|file| file.expect("a file").path());
        let files: Vec<PathBuf> = files.collect();
        assert!(!files.is_empty(), "{folder}");
        for file in files {
            let bytes = std::fs::read(&file).expect("its bytes");
            let begun = Instant::now();
            let done = std::panic::catch_unwind(|| target(&bytes));
            assert!(done.is_ok(), "{}", file.display());
            assert!(begun.elapsed() < LONGEST, "{}", file.display());
        }
    }
}

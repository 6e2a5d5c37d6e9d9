//! What comes in and is legal, or meant to do harm: it costs one finding, and the rest goes on.

use crate::campaign_run::{Folder, Said, tonghop_limited, typed_into};
use crate::package::packed;
use std::path::Path;
use std::time::Duration;
use tonghop::app::env::{Clock, Env, Now};
use tonghop::app::{Task, Workspace, ingest};
use tonghop::store::folder::write_whole;

const RETURN: &str = "2-nhan-ve/16381_xa-Dong-Hoang_CNTT-2020 (1).xlsx";

fn put(folder: &Folder, name: &str, bytes: &[u8]) {
    write_whole(&folder.file("2-nhan-ve").join(name), bytes).expect("written");
}

/// The same within a minute, or it hangs.
fn in_a_minute(folder: &Folder, command: &str) -> Said {
    let output = assert_cmd::Command::cargo_bin("tonghop")
        .expect("the program")
        .arg(command)
        .arg(folder.path())
        .args(["--now", "2020-11-16"])
        .timeout(Duration::from_mins(1))
        .output()
        .expect("it ends");
    Said {
        code: output.status.code().expect("it was not killed"),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// What holds parent and child below 300 MB, as far as a system counts.
#[cfg(target_os = "linux")]
const BELOW_300_MB: &str = "export MALLOC_ARENA_MAX=1; ulimit -v 307200; ulimit -t 60";

#[test]
fn words_longer_than_a_cell_in_one_return_stop_nobody() {
    let folder = Folder::sample();
    // What the officer chose would stay, and the new one stand beside it.
    std::fs::remove_file(folder.file("chon-y-kien.xlsx")).expect("taken away");
    let path = folder.file(RETURN);
    let bytes = std::fs::read(&path).expect("a return");
    let cells: Vec<_> = (7..10)
        .map(|row| (("Ý kiến".to_owned(), row, 3), "đ".repeat(20_000)))
        .collect();
    write_whole(&path, &typed_into(&bytes, &cells)).expect("written");
    let said = folder.tonghop("run", &[]);
    assert!(said.code < 2, "{}{}", said.out, said.err);
    let reports = folder.contents("4-ket-qua");
    assert!(reports.iter().any(|(name, _)| name.starts_with("bao-cao")));
    for name in ["4-ket-qua/tong-hop.xlsx", "chon-y-kien.xlsx"] {
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(folder.file(name)).expect("it");
        let sheets = calamine::Reader::worksheets(&mut book);
        let texts = sheets.iter().flat_map(|(_, range)| range.used_cells());
        let held: usize = texts
            .map(|(_, _, cell)| cell.to_string().matches('đ').count())
            .sum();
        assert!(held >= 60_000, "{name} holds {held} of the letters");
    }
}

/// A ZIP with one entry, listed so many times.
fn overlapping(entries: u16, bytes: usize) -> Vec<u8> {
    let one = packed(&[("a.xlsx", &vec![0; bytes])]);
    let end = one.len() - 22;
    let from = u32::from_le_bytes(one[end + 16..end + 20].try_into().expect("four")) as usize;
    let listed = one[from..end].repeat(usize::from(entries));
    let mut tail = one[end..].to_vec();
    tail[8..10].copy_from_slice(&entries.to_le_bytes());
    tail[10..12].copy_from_slice(&entries.to_le_bytes());
    tail[12..16].copy_from_slice(&(listed.len() as u32).to_le_bytes());
    [&one[..from], &listed, &tail].concat()
}

const HEADER: &str = "From: a@b.vn\r\nTo: c@d.vn\r\nSubject: x\r\nDate: y\r\nMIME-Version: 1.0\r\n";

/// A mail in a mail in a mail.
fn nested(levels: usize) -> Vec<u8> {
    let level = "Content-Type: message/rfc822\r\n\r\n";
    format!("{HEADER}{}\r\n\r\nx", level.repeat(levels)).into_bytes()
}

#[test]
fn mails_and_archives_without_end_cost_a_finding_and_little_time() {
    let folder = Folder::sample();
    put(
        &folder,
        "long.zip",
        &packed(&[("thu.eml", &nested(100_000))]),
    );
    put(&folder, "long.eml", &nested(50_000));
    put(&folder, "chong.zip", &overlapping(2_000, 65 << 20));
    let boundary = format!(
        "{HEADER}Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n{}",
        "--b\r\n\r\n\r\n".repeat(300_000)
    );
    put(&folder, "phan.eml", boundary.as_bytes());
    let digest = "Content-Type: multipart/digest; boundary=\"b\"\r\n\r\n--b\r\n\r\n".repeat(20_000);
    put(
        &folder,
        "digest.eml",
        format!("{HEADER}{digest}").as_bytes(),
    );
    for _ in 0..2 {
        let said = in_a_minute(&folder, "ingest");
        assert_eq!(said.code, 1, "{}{}", said.out, said.err);
        for name in [
            "long.zip/thu.eml",
            "long.eml",
            "chong.zip",
            "phan.eml",
            "digest.eml",
        ] {
            let about = said.out.matches(&format!("· {name}\n")).count();
            assert!((1..=2).contains(&about), "{name}: {}", said.out);
        }
        assert_eq!(
            said.out
                .matches("không lấy ra được tệp đính kèm nào")
                .count(),
            4
        );
        assert_eq!(said.out.matches("giải nén ra rất lớn").count(), 1);
    }
    let status = folder.tonghop("status", &[]);
    assert!(status.out.contains("15/15"), "{}", status.out);
}

#[test]
#[cfg(target_os = "linux")]
fn large_letters_archives_and_pages_stay_below_300_mb() {
    let zeros = vec![0; 49 << 20];
    let many = "--b\r\nContent-Type: application/octet-stream; name=\"a.bin\"\r\n\
        Content-Transfer-Encoding: base64\r\n\r\n";
    let line = format!("{}\r\n", "QUJD".repeat(19));
    let large = format!(
        "{HEADER}Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n{many}{}--b--\r\n",
        line.repeat((45 << 20) / line.len())
    );
    let fields = format!("{HEADER}{}\r\nx", "X: y\r\n".repeat(2_000_000));
    let tables = "<table><tr><td>a<td>b<tr><td>1<td>2</table>".repeat(180_000);
    let folder = Folder::sample();
    put(
        &folder,
        "sau.zip",
        &packed(&[("a", &zeros), ("b", &zeros), ("c", &zeros), ("d", &zeros)]),
    );
    put(&folder, "thu.eml", large.as_bytes());
    put(&folder, "truong.eml", fields.as_bytes());
    put(&folder, "bang.html", format!("<html>{tables}").as_bytes());
    let said = folder.tonghop_within(BELOW_300_MB, "ingest", &[]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("thu.eml/a.bin"), "{}", said.out);
    assert!(said.out.contains("sau.zip/a"), "{}", said.out);
    let status = folder.tonghop("status", &[]);
    assert!(status.out.contains("15/15"), "{}", status.out);
}

/// A file of 400 MB that takes no room on the disk.
#[cfg(target_os = "linux")]
fn put_large(path: &Path) {
    let file = std::fs::File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path);
    file.expect("a file").set_len(400 << 20).expect("longer");
}

#[test]
#[cfg(target_os = "linux")]
fn a_large_file_among_those_of_a_kit_or_a_campaign_is_refused_by_name_and_not_read() {
    let kit = tonghop::kit::embedded("cntt-huyen-2020").expect("the kit");
    let with_kit = || {
        let folder = Folder::sample();
        std::fs::create_dir(folder.file("bo-mau")).expect("a folder");
        for (name, bytes) in &kit {
            write_whole(&folder.file("bo-mau").join(name), bytes).expect("written");
        }
        folder
    };
    let limits = "export MALLOC_ARENA_MAX=1; ulimit -v 204800; ulimit -t 5";
    let sound = with_kit().tonghop_within(limits, "status", &[]);
    assert_eq!(sound.code, 1, "{sound:?}");
    let of_kit = ["kit.toml", "commune.toml", "report.md", "ghi chú.md"];
    let of_kit = of_kit.map(|name| (format!("bo-mau/{name}"), name, "1 MiB"));
    let others = [("dot-bao-cao.toml", "256 KB"), ("don-vi.csv", "8192 KB")];
    let others = others.map(|(name, most)| (name.to_owned(), name, most));
    for (path, name, most) in of_kit.into_iter().chain(others) {
        let folder = with_kit();
        if name == "don-vi.csv" {
            std::fs::remove_file(folder.file("don-vi.xlsx")).expect("taken away");
        }
        put_large(&folder.file(&path));
        let refused = |said: &Said| {
            assert_eq!(said.code, 2, "{path}: {said:?}");
            assert!(
                said.err.contains(name) && said.err.contains(most),
                "{}",
                said.err
            );
            assert!(!said.err.contains('\0'), "nothing of it is shown");
        };
        refused(&folder.tonghop_within(limits, "status", &[]));
        if path.starts_with("bo-mau") {
            let elsewhere = tempfile::tempdir().expect("a folder");
            let kit = folder.file("bo-mau");
            let kit = kit.to_str().expect("a path");
            refused(&tonghop_limited(limits, &["kit", "check", kit]));
            let new = elsewhere.path().join("moi");
            let new = new.to_str().expect("a path");
            refused(&tonghop_limited(limits, &["init", new, "--kit", kit]));
            assert!(!Path::new(new).exists(), "{path}: nothing was begun");
        }
    }
}

#[test]
fn a_known_parcel_is_not_unpacked_again() {
    let folder = Folder::sample();
    let path = folder.file(RETURN);
    let bytes = std::fs::read(&path).expect("a return");
    std::fs::remove_file(&path).expect("taken away");
    put(&folder, "bieu.zip", &packed(&[("16381.xlsx", &bytes)]));
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    // Only the child unpacks, and there is none now.
    let env = Env {
        clock: Clock::Fixed(Now::parse("2020-11-17").expect("a day")),
        actor: tonghop::app::actor::Actor::named("cán bộ"),
        draw: || [7; 32],
        reader: "không-có".into(),
    };
    let mut session = Workspace::open(folder.path(), env)
        .and_then(|workspace| workspace.session())
        .expect("open");
    let received = ingest::ingest(&mut session, &[], &Task::silent()).expect("taken in");
    let inside = received.iter().find(|r| r.file == "bieu.zip/16381.xlsx");
    assert!(
        inside.is_some_and(|r| matches!(r.standing, ingest::Verdict::Known)),
        "{received:?}"
    );
}

#[test]
#[cfg(unix)]
fn devices_pipes_and_what_the_system_makes_up_are_never_waited_for() {
    let folder = Folder::sample();
    let pipe = |path: &Path| {
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.expect("mkfifo").success());
    };
    let elsewhere = tempfile::tempdir().expect("a folder");
    pipe(&elsewhere.path().join("ống.xlsx"));
    pipe(&elsewhere.path().join("thư mục"));
    let settings = folder.file("dot-bao-cao.toml");
    let text = std::fs::read_to_string(&settings).expect("settings");
    let named = format!(
        "[nhan_ve]\nthu_muc = ['{0}', '{0}/thư mục', '/dev', '/proc', '/proc/self', '/dev/zero']\n\n[lien_he]",
        elsewhere.path().display()
    );
    write_whole(&settings, text.replace("[lien_he]", &named).as_bytes()).expect("written");
    let link = |to: &str, name: &str| {
        std::os::unix::fs::symlink(to, folder.file("2-nhan-ve").join(name)).expect("a link");
    };
    link("/dev/zero", "không.xlsx");
    link("/proc/kmsg", "nhật ký.xlsx");
    link("/proc/self/mem", "nhớ.xlsx");
    pipe(&folder.file("2-nhan-ve/ống.xlsx"));
    let said = in_a_minute(&folder, "ingest");
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    let status = folder.tonghop("status", &[]);
    assert!(status.out.contains("15/15"), "{}", status.out);
    pipe(&folder.file("don-vi.csv"));
    std::fs::remove_file(folder.file("don-vi.xlsx")).expect("taken away");
    let said = in_a_minute(&folder, "status");
    assert_eq!(said.code, 2, "{}{}", said.out, said.err);
    assert!(said.err.contains("không phải một tệp"), "{}", said.err);
}

#[test]
#[cfg(unix)]
fn ledger_and_archive_are_the_users_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let mode = |path: &Path| {
        let about = std::fs::metadata(path).expect("it is there");
        about.permissions().mode() & 0o777
    };
    assert_eq!(mode(&folder.file("so-tiep-nhan.sqlite")), 0o600);
    let archive = folder.file("luu-tru");
    assert_eq!(mode(&archive), 0o700);
    let mut kept = 0;
    for shelf in std::fs::read_dir(&archive).expect("shelves") {
        let shelf = shelf.expect("a shelf").path();
        if shelf.is_dir() {
            assert_eq!(mode(&shelf), 0o700, "{}", shelf.display());
            for file in std::fs::read_dir(&shelf).expect("files") {
                assert_eq!(mode(&file.expect("a file").path()), 0o600);
                kept += 1;
            }
        }
    }
    assert_eq!(kept, 15);
}

/// A record of an `.xls` ([MS-XLS] 2.1.4).
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = data.len() as u16;
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

/// A workbook of the older kind: what its names and its only sheet hold.
fn older_workbook(names: &[u8], sheet: &[u8]) -> Vec<u8> {
    const BEGIN: u16 = 0x0809;
    let end = record(0x000A, &[]);
    let begin = |kind: u8| record(BEGIN, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let before = [&begin(5)[..], &record(0x0042, &1200u16.to_le_bytes())].concat();
    let tab = |at: u32| {
        record(
            0x0085,
            &[&at.to_le_bytes()[..], &[0, 0, 2, 0, b'B', b'1']].concat(),
        )
    };
    let at = before.len() + tab(0).len() + names.len() + end.len();
    let stream = [
        &before,
        &tab(at as u32),
        names,
        &end,
        &begin(0x10),
        sheet,
        &end,
    ]
    .concat();
    compound(stream)
}

/// A compound file with one stream ([MS-CFB] 2.2), in sectors of 4096 bytes.
fn compound(mut stream: Vec<u8>) -> Vec<u8> {
    const SECTOR: usize = 4096;
    const FREE: u32 = 0xFFFF_FFFF;
    const END: u32 = 0xFFFF_FFFE;
    stream.resize(stream.len().next_multiple_of(SECTOR), 0);
    let count = (stream.len() / SECTOR) as u32;
    let tables = (count + 1).div_ceil(1023);
    assert!(tables <= 109, "no longer list of tables is written");
    // The directory, the stream, the tables.
    let mut next: Vec<u32> = vec![END];
    next.extend((1..count).map(|n| n + 1).chain([END]));
    next.extend((0..tables).map(|_| 0xFFFF_FFFD));
    next.resize(tables as usize * SECTOR / 4, FREE);
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    let mut put = |at: usize, value: u32| header[at..at + 4].copy_from_slice(&value.to_le_bytes());
    for (at, value) in [
        (24, 0x0004_003E),
        (28, 0x000C_FFFE),
        (32, 6),
        (40, 1),
        (44, tables),
        (56, 4096),
        (60, END),
        (68, END),
    ] {
        put(at, value);
    }
    for nth in 0..109 {
        let place = if nth < tables { 1 + count + nth } else { FREE };
        put(76 + nth as usize * 4, place);
    }
    let mut directory = vec![0; SECTOR];
    for (nth, (name, kind, child, first, length)) in [
        ("Root Entry", 5, 1, END, 0),
        ("Workbook", 2, FREE, 1, stream.len() as u32),
    ]
    .into_iter()
    .enumerate()
    {
        let entry = &mut directory[nth * 128..][..128];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[at * 2..at * 2 + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[64] = (name.len() as u8 + 1) * 2;
        (entry[66], entry[67]) = (kind, 1);
        for (at, value) in [
            (68, FREE),
            (72, FREE),
            (76, child),
            (116, first),
            (120, length),
        ] {
            entry[at..at + 4].copy_from_slice(&u32::to_le_bytes(value));
        }
    }
    let table: Vec<u8> = next.iter().flat_map(|next| next.to_le_bytes()).collect();
    [header, directory, stream, table].concat()
}

/// A formula in a cell, whose result is 1.
fn formula(row: u16, col: u16, tokens: &[u8]) -> Vec<u8> {
    let result = 1f64.to_le_bytes();
    let head = [row, col, 0].map(u16::to_le_bytes).concat();
    let length = (tokens.len() as u16).to_le_bytes();
    record(
        0x0006,
        &[&head[..], &result, &[0; 6], &length, tokens].concat(),
    )
}

#[cfg(target_os = "linux")]
#[test]
fn an_xls_whose_few_formulas_stand_for_very_long_ones_takes_little_memory_and_stops_nobody() {
    let folder = Folder::sample();
    // One formula of 7,000 characters that all cells of a sheet share.
    let word = [&[0x17, 200, 0][..], &[b'a'; 200]].concat();
    let joined = [&[0x08][..]; 34];
    let long = [vec![word.clone(); 35].concat(), joined.concat()].concat();
    let (rows, cols) = (65_000u16, 4u8);
    let area = [
        &0u16.to_le_bytes()[..],
        &(rows - 1).to_le_bytes(),
        &[0, cols - 1, 0, 0],
    ]
    .concat();
    let length = (long.len() as u16).to_le_bytes();
    let shared = record(0x04BC, &[&area[..], &length, &long].concat());
    let places = (0..rows).flat_map(|row| (0..u16::from(cols)).map(move |col| (row, col)));
    let mut sheet = Vec::new();
    for (row, col) in places {
        sheet.extend(formula(row, col, &[1, 0, 0, 0, 0]));
        if (row, col) == (0, 0) {
            sheet.extend_from_slice(&shared);
        }
    }
    put(&folder, "chung.xls", &older_workbook(&[], &sheet));
    // Names of 255 characters, of which each formula joins some thousand.
    let name = [
        &[0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..],
        &[b'n'; 255],
    ]
    .concat();
    let names = record(0x0018, &name);
    let of_names = [[0x23, 1, 0, 0, 0].repeat(1_200), [0x08].repeat(1_199)].concat();
    let sheet: Vec<u8> = (0..1_000u16)
        .flat_map(|row| formula(row, 0, &of_names))
        .collect();
    put(&folder, "ten.xls", &older_workbook(&names, &sheet));
    let said = folder.tonghop_within(BELOW_300_MB, "ingest", &[]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    for name in ["chung.xls", "ten.xls"] {
        assert!(said.out.contains(name), "{name} {}", said.out);
    }
    let status = folder.tonghop("status", &[]);
    assert!(status.out.contains("15/15"), "{}", status.out);
}

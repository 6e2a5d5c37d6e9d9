//! What must not come in, come in anyway: each thing is told by its place, the rest goes on, nothing is lost.

use crate::campaign_run::Folder;
use crate::package;
use serde_json::Value;
use std::io::{Cursor, Write};
use std::path::Path;
use tonghop::kit;
use tonghop::layout::Layout;
use tonghop::model::kit::Kit;
use tonghop::model::raw::cell_name;
use tonghop::store::folder::write_whole;
use tonghop::value::Kind;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const GOOD: &str = "samples/dong-son-2020/2-nhan-ve/16426_xa-Dong-Quang_CNTT-2020.xlsx";

/// The last cell of a sheet.
const FAR: &str = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>7</v></c></row></sheetData>";

/// Something done to a folder before the program sees it.
type Damage = fn(&Folder);

fn bytes(path: impl AsRef<Path>) -> Vec<u8> {
    std::fs::read(path).expect("a file of the samples")
}

fn sample_kit() -> Kit {
    let files = kit::embedded("cntt-huyen-2020").expect("a kit of the program");
    kit::load(&files).expect("a sound kit")
}

/// The sample campaign with nothing received yet.
fn empty_inbox() -> Folder {
    let folder = Folder::sample();
    for entry in std::fs::read_dir(folder.file("2-nhan-ve")).expect("the inbox") {
        std::fs::remove_file(entry.expect("a file").path()).expect("removed");
    }
    folder
}

fn put(folder: &Folder, name: &str, bytes: &[u8]) {
    write_whole(&folder.file("2-nhan-ve").join(name), bytes).expect("written");
}

/// A workbook with each part passed through `edit`, by the name of its sheet or of the part.
fn edited(xlsx: &[u8], edit: impl Fn(&str, String) -> String) -> Vec<u8> {
    let parts = package::parts(xlsx);
    let book = parts.iter().find(|(name, _)| name == "xl/workbook.xml");
    let book = String::from_utf8(book.expect("a part").1.clone()).expect("UTF-8");
    let sheets: Vec<&str> = book
        .split("<sheet name=\"")
        .skip(1)
        .filter_map(|s| Some(s.split_once('"')?.0))
        .collect();
    package::changed_texts(xlsx, |name, xml| {
        let number = package::sheet_number(name);
        let called = number.and_then(|n| sheets.get(n - 1).copied());
        edit(called.unwrap_or(name), xml)
    })
}

/// Another content for a cell of a sheet: what stands after its style, and inside it.
fn with_cell(xml: &str, cell: &str, kind: &str, inside: &str) -> String {
    let start = xml.find(&format!("<c r=\"{cell}\"")).expect("the cell");
    let head_end = start + xml[start..].find('>').expect("a tag");
    let end = if xml[..head_end].ends_with('/') {
        head_end + 1
    } else {
        head_end + xml[head_end..].find("</c>").expect("its end") + 4
    };
    [
        &xml[..start],
        &format!("<c r=\"{cell}\"{kind}>{inside}</c>"),
        &xml[end..],
    ]
    .concat()
}

/// The good return of 16426 with another content in its first count; the cell's sheet and name too.
fn with_count(kind: &str, inside: &str) -> (Vec<u8>, String, String) {
    let kit = sample_kit();
    let form = kit.form("xa").expect("the commune form");
    let layout = Layout::of(&kit, form);
    let count = form.fields().find(|f| *f.kind() == Kind::Count);
    let spot = layout
        .field(&count.expect("a count").id())
        .expect("a place");
    let cell = cell_name(spot.row, spot.col);
    let changed = edited(&bytes(GOOD), |part, xml| {
        if part == spot.sheet {
            with_cell(&xml, &cell, kind, inside)
        } else {
            xml
        }
    });
    (changed, spot.sheet.clone(), cell)
}

/// What `ingest` says as JSON, and its exit code.
fn ingest(folder: &Folder) -> (i32, Value) {
    let said = folder.tonghop("ingest", &["--json"]);
    let json = serde_json::from_str(&said.out);
    (said.code, json.unwrap_or_else(|_| panic!("{said:?}")))
}

fn of<'a>(said: &'a Value, file: &str) -> &'a Value {
    let files = said["files"].as_array().expect("files");
    let found = files.iter().find(|f| f["file"] == file);
    found.unwrap_or_else(|| panic!("{file} in {said}"))
}

fn codes(file: &Value) -> Vec<&str> {
    let findings = file["findings"].as_array().expect("findings");
    findings.iter().filter_map(|f| f["code"].as_str()).collect()
}

/// A compound file with one name in its directory.
fn compound(entry: &str) -> Vec<u8> {
    let mut bytes = vec![0; 2048];
    bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    let name: Vec<u8> = entry.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[1024..1024 + name.len()].copy_from_slice(&name);
    bytes
}

/// A workbook that is small as it is sent and very large unpacked.
fn bomb() -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = ZipWriter::new(Cursor::new(&mut out));
    let options = SimpleFileOptions::default();
    writer
        .start_file("xl/workbook.xml", options)
        .expect("a part");
    writer.write_all(b"<workbook/>").expect("written");
    writer
        .start_file("xl/worksheets/sheet1.xml", options)
        .expect("a part");
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..80 {
        writer.write_all(&zeros).expect("written");
    }
    writer.finish().expect("whole");
    out
}

/// Files that are no returns: name, bytes, code of the finding, unit that it is known to be of.
fn no_returns(good: &[u8]) -> Vec<(&'static str, Vec<u8>, &'static str, Option<&'static str>)> {
    vec![
        ("16381 trống.xlsx", Vec::new(), "TEP-01", Some("16381")),
        (
            "16384.xlsx",
            "Kính gửi phòng,\nđơn vị xin gửi sau.\n".into(),
            "TEP-07",
            Some("16384"),
        ),
        (
            "16399_bieu.xlsx",
            good[..good.len() / 2].to_vec(),
            "TEP-04",
            Some("16399"),
        ),
        (
            "16393.xlsx",
            compound("EncryptedPackage"),
            "TEP-05",
            Some("16393"),
        ),
        (
            "16408.pdf.xlsx",
            b"%PDF-1.7\n".to_vec(),
            "TEP-08",
            Some("16408"),
        ),
        ("16402.xlsx", bomb(), "TEP-15", Some("16402")),
        (
            "chữ.xlsx",
            b"PK\x03\x04 and then nothing".to_vec(),
            "TEP-04",
            None,
        ),
        (
            "năm trước.xlsx",
            bytes("samples/troubled/2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx"),
            "BIEU-04",
            Some("16393"),
        ),
        (
            "chưa điền.xlsx",
            bytes("samples/troubled/2-nhan-ve/16399_xa-Dong-Minh_CNTT-2020.xlsx"),
            "BIEU-06",
            Some("16399"),
        ),
    ]
}

#[test]
fn each_file_that_is_no_return_is_one_finding_and_the_rest_goes_on() {
    let folder = empty_inbox();
    let good = bytes(GOOD);
    let strings = edited(&good, |part, xml| match part {
        "xl/sharedStrings.xml" => {
            let start = xml.find("uniqueCount=\"").expect("a count") + 13;
            let end = start + xml[start..].find('"').expect("its end");
            [&xml[..start], "100000000000000", &xml[end..]].concat()
        }
        _ => xml,
    });
    let files = no_returns(&good);
    for (name, bytes, ..) in &files {
        put(&folder, name, bytes);
    }
    put(&folder, "Xã Đông Quang.xlsx", &good);
    put(&folder, "rất nhiều chữ.xlsx", &strings);
    let (code, said) = ingest(&folder);
    assert_eq!(code, 1);
    for (name, _, wanted, unit) in &files {
        let file = of(&said, name);
        assert_eq!(codes(file), [*wanted], "{name}: {file}");
        assert_eq!(file["unit"].as_str(), *unit, "{name}");
        let finding = &file["findings"][0];
        for part in ["message", "todo"] {
            let sentence = finding[part].as_str().expect("words");
            assert!(
                !sentence.is_empty() && !sentence.contains('{'),
                "{name}: {sentence}"
            );
        }
        assert_eq!(finding["file"].as_str(), Some(*name));
        let severity = if *wanted == "TEP-08" { "Note" } else { "Error" };
        assert_eq!(finding["severity"], severity, "{name}");
    }
    // A promise of 10^14 strings costs nothing; the same figures twice are one return in force.
    let standing = |name: &str| {
        of(&said, name)["standing"]
            .as_str()
            .expect("a word")
            .to_owned()
    };
    let both = [
        standing("Xã Đông Quang.xlsx"),
        standing("rất nhiều chữ.xlsx"),
    ];
    assert!(both.contains(&"in_force".to_owned()), "{both:?}");
    for name in ["Xã Đông Quang.xlsx", "rất nhiều chữ.xlsx"] {
        assert_eq!(of(&said, name)["unit"], "16426");
        assert!(
            of(&said, name)["account"]["read"].as_u64() > Some(20),
            "{name}"
        );
    }
    // Everything received is kept as it was, also what could not be read.
    let shelves = std::fs::read_dir(folder.file("luu-tru")).expect("the archive");
    let shelves = shelves.map(|shelf| shelf.expect("a shelf").path());
    let kept: usize = shelves
        .filter(|shelf| shelf.is_dir())
        .map(|shelf| std::fs::read_dir(shelf).expect("files").count())
        .sum();
    assert_eq!(kept, files.len() + 2);
    for (name, bytes, ..) in &files {
        assert_eq!(
            std::fs::read(folder.file("2-nhan-ve").join(name)).expect("still there"),
            *bytes
        );
    }
}

#[test]
fn each_bad_value_is_told_at_its_cell() {
    for (what, kind, inside, wanted) in [
        (
            "text",
            " t=\"inlineStr\"",
            "<is><t>chưa rõ</t></is>",
            "SO-02",
        ),
        ("negative", "", "<v>-3</v>", "SO-04"),
        ("a fraction", "", "<v>2.5</v>", "SO-03"),
        ("an error", " t=\"e\"", "<f>1/0</f><v>#DIV/0!</v>", "SO-09"),
        ("uncomputed", "", "<f>1+1</f>", "SO-10"),
    ] {
        let folder = empty_inbox();
        let (bytes, sheet, cell) = with_count(kind, inside);
        put(&folder, "16426.xlsx", &bytes);
        let (code, said) = ingest(&folder);
        assert_eq!(code, 1, "{what}");
        let file = of(&said, "16426.xlsx");
        let findings = file["findings"].as_array().expect("findings");
        let here = findings.iter().find(|f| {
            f["cells"][0]["sheet"] == sheet.as_str() && f["cells"][0]["cell"] == cell.as_str()
        });
        let here = here.unwrap_or_else(|| panic!("{what}: {file}"));
        assert_eq!(here["code"], wanted, "{what}: {here}");
        assert_eq!(
            (&here["unit"], &here["severity"]),
            (&"16426".into(), &"Error".into()),
            "{what}"
        );
        // The other cells are read all the same.
        assert_eq!(file["account"]["not_understood"], 1, "{what}");
        assert!(file["account"]["read"].as_u64() > Some(20), "{what}");
    }
}

#[test]
fn a_cell_at_the_end_of_the_sheet_is_listed_and_costs_nothing() {
    let folder = empty_inbox();
    let kit = sample_kit();
    let sheet = Layout::of(&kit, kit.form("xa").expect("a form")).sheets[0]
        .name
        .clone();
    let far = edited(&bytes(GOOD), |part, xml| {
        if part == sheet {
            xml.replace("</sheetData>", FAR)
        } else {
            xml
        }
    });
    put(&folder, "16426.xlsx", &far);
    let (_, said) = ingest(&folder);
    let stray = of(&said, "16426.xlsx")["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .find(|f| f["cells"][0]["cell"] == "XFD1048576");
    assert_eq!(stray.expect("the stray is told")["cells"][0]["shown"], "7");
    let account = &of(&said, "16426.xlsx")["account"];
    let wanted = serde_json::json!({ "sheet": sheet, "cell": "XFD1048576", "shown": "7" });
    assert_eq!(account["strays"][0], wanted);
}

#[test]
fn a_return_of_a_unit_that_is_not_asked_waits_for_the_officer() {
    let folder = empty_inbox();
    let strange = edited(&bytes(GOOD), |_, xml| {
        xml.replace("16426", "99999")
            .replace("Xã Đông Quang", "Xã Nơi Khác")
    });
    assert_ne!(strange, bytes(GOOD));
    put(&folder, "la.xlsx", &strange);
    let (code, said) = ingest(&folder);
    let file = of(&said, "la.xlsx");
    assert_eq!((code, &file["unit"]), (1, &Value::Null), "{file}");
    assert_eq!(file["standing"], "not_taken");
    assert_eq!(codes(file).len(), 1, "{file}");
    let action = serde_json::json!({ "do": "assign", "file": "la.xlsx", "taken_for": null });
    assert_eq!(file["findings"][0]["action"], action, "{file}");
    let screen = folder.tonghop("ingest", &[]);
    let dir = folder.path().display();
    let command = format!("tonghop assign {dir} \"la.xlsx\" MÃ-ĐƠN-VỊ");
    assert!(screen.out.contains(&command), "{screen:?}");
    let taken = folder.tonghop("assign", &["la.xlsx", "16426"]);
    assert!(taken.code <= 1, "{taken:?}");
    assert!(
        folder
            .tonghop("status", &["--json"])
            .out
            .contains("\"file\":\"la.xlsx\"")
    );
}

#[test]
fn two_versions_are_told_apart_by_when_they_were_saved() {
    let folder = empty_inbox();
    let (changed, ..) = with_count("", "<v>77</v>");
    let saved = |bytes: &[u8], day: &str| {
        edited(bytes, |part, xml| match part {
            "docProps/core.xml" => {
                let (before, after) = xml.split_once("<dcterms:modified").expect("a time");
                let (_, after) = after.split_once("</dcterms:modified>").expect("its end");
                format!(
                    "{before}<dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}T08:00:00Z</dcterms:modified>{after}"
                )
            }
            _ => xml,
        })
    };
    put(&folder, "a lần hai.xlsx", &saved(&changed, "2020-11-02"));
    put(
        &folder,
        "b lần đầu.xlsx",
        &saved(&bytes(GOOD), "2020-11-01"),
    );
    let (_, said) = ingest(&folder);
    assert_eq!(of(&said, "a lần hai.xlsx")["standing"], "replaced_earlier");
    // An older one that comes late does not take the place of the newer.
    let (other, ..) = with_count("", "<v>78</v>");
    put(&folder, "c cũ.xlsx", &saved(&other, "2020-10-01"));
    let (code, said) = ingest(&folder);
    assert_eq!(code, 1);
    assert_eq!(of(&said, "c cũ.xlsx")["standing"], "waits_for_decision");
    assert_eq!(codes(of(&said, "c cũ.xlsx")).last(), Some(&"NHAN-01"));
}

#[test]
fn wrong_use_and_wrong_settings_are_told_at_their_place_and_change_nothing() {
    let nowhere = assert_cmd::Command::cargo_bin("tonghop")
        .expect("the program")
        .args(["run", "/khong/co/thu-muc"])
        .output()
        .expect("it runs");
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("/khong/co/thu-muc"));

    let cases: &[(&str, Damage, &[&str])] = &[
        (
            "no settings",
            |f| remove(f, "dot-bao-cao.toml"),
            &["dot-bao-cao.toml"],
        ),
        ("no roster", |f| remove(f, "don-vi.xlsx"), &["don-vi"]),
        (
            "no such kit",
            |f| replace(f, "bo_mau = \"cntt-huyen-2020\"", "bo_mau = \"khong-co\""),
            &["dot-bao-cao.toml", ":3", "khong-co"],
        ),
        (
            "a day that is none",
            |f| replace(f, "so_lieu_minh_hoa = true", "so_lieu_minh_hoa = 7"),
            &["dot-bao-cao.toml", "so_lieu_minh_hoa"],
        ),
        (
            "a roster that is no workbook",
            |f| write_whole(&f.file("don-vi.xlsx"), b"%PDF-1.7").expect("written"),
            &["don-vi.xlsx"],
        ),
        (
            "a code twice in the roster",
            |f| {
                remove(f, "don-vi.xlsx");
                let rows = "Mã,Loại,Tên đơn vị\n16378,thi_tran,Thị trấn Rừng Thông\n16378,xa,Xã Đông Hoàng\n";
                write_whole(&f.file("don-vi.csv"), rows.as_bytes()).expect("written");
            },
            &["don-vi.csv", "16378", "A3"],
        ),
    ];
    for (what, damage, wanted) in cases {
        let folder = Folder::sample();
        damage(&folder);
        let said = folder.tonghop("run", &[]);
        assert_eq!(said.code, 2, "{what}: {said:?}");
        for words in *wanted {
            assert!(said.err.contains(words), "{what}: {words} in {}", said.err);
        }
        assert!(!folder.file("1-gui-di").exists(), "{what} wrote something");
        assert!(
            !folder.file("4-ket-qua/bao-cao.docx").exists(),
            "{what} wrote something"
        );
    }
}

fn remove(folder: &Folder, name: &str) {
    std::fs::remove_file(folder.file(name)).expect("removed");
}

fn replace(folder: &Folder, from: &str, to: &str) {
    let path = folder.file("dot-bao-cao.toml");
    let text = std::fs::read_to_string(&path).expect("the settings");
    assert!(text.contains(from), "{from}");
    write_whole(&path, text.replace(from, to).as_bytes()).expect("written");
}

#[test]
fn a_folder_in_use_and_a_place_that_cannot_be_written_are_faults_that_leave_nothing_half() {
    let folder = Folder::sample();
    let lock = tonghop::store::lock::take(folder.path()).expect("the folder is free");
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 3, "{said:?}");
    assert!(!folder.file("4-ket-qua").exists());
    drop(lock);

    // A file where the folder of results should be.
    write_whole(&folder.file("4-ket-qua"), b"x").expect("written");
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 3, "{said:?}");
    assert!(said.err.contains("4-ket-qua"), "{}", said.err);
    std::fs::remove_file(folder.file("4-ket-qua")).expect("removed");
    assert_eq!(folder.tonghop("run", &[]).code, 0);
}

/// A disk that is full after so many kilobytes of a file, played by the system's limit on file sizes.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_no_half_file_and_the_next_run_finishes() {
    let folder = Folder::sample();
    let said = folder.tonghop_within("trap '' XFSZ; ulimit -f 24", "run", &["-q"]);
    assert_eq!(said.code, 3, "{said:?}");
    for part in ["1-gui-di", "4-ket-qua"] {
        let Ok(entries) = std::fs::read_dir(folder.file(part)) else {
            continue;
        };
        for entry in entries {
            let path = entry.expect("a file").path();
            let whole = zip::ZipArchive::new(Cursor::new(bytes(&path))).is_ok();
            assert!(whole, "{} is half written", path.display());
        }
    }
    let said = folder.tonghop("run", &[]);
    assert_eq!(said.code, 0, "{said:?}");
}

/// One long text that very many cells name would fill any memory: told, with little memory, and the rest goes on.
#[cfg(target_os = "linux")]
#[test]
fn a_long_text_named_very_often_is_told_and_fills_no_memory() {
    let folder = empty_inbox();
    let good = bytes(GOOD);
    let row = |at: u32| format!("<row r=\"{at}\"><c r=\"A{at}\" t=\"s\"><v>0</v></c></row>");
    let rows = (5_001..=25_000).map(row).collect::<Vec<_>>().concat();
    let often = edited(&good, |part, xml| match part {
        "xl/sharedStrings.xml" => {
            let (begin, rest) = xml.split_once("<t").expect("a text");
            let (tag, rest) = rest.split_once('>').expect("its begin");
            [begin, "<t", tag, ">", &"x".repeat(3 << 20), rest].concat()
        }
        "Biểu 01" => xml.replace("</sheetData>", &format!("{rows}</sheetData>")),
        _ => xml,
    });
    put(&folder, "16393.xlsx", &often);
    put(&folder, "16426.xlsx", &good);
    // 20,000 times 3 MB would be 60 GB.
    let said = folder.tonghop_within("ulimit -v 1500000", "ingest", &["--json"]);
    assert_eq!(said.code, 1, "{}", said.err);
    let said: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(codes(of(&said, "16393.xlsx")), ["TEP-14"]);
    assert_eq!(of(&said, "16426.xlsx")["standing"], "in_force");
}

#[test]
fn in_english_nothing_of_the_program_is_vietnamese() {
    let folder = Folder::copy_of(Path::new("samples/troubled"));
    let said = folder.tonghop("ingest", &["--lang", "en"]);
    assert_eq!(said.code, 1);
    for word in [
        "biểu",
        "Tệp",
        "tệp",
        "Việc cần làm",
        "đơn vị",
        "bản trước",
        "lỗi",
        "cảnh báo",
    ] {
        assert!(!said.out.contains(word), "{word} in\n{}", said.out);
    }
    assert!(said.out.contains("NHAN-01"), "{}", said.out);
    let said = folder.tonghop("status", &["--lang", "en"]);
    for word in ["Đã nhận", "Chưa gửi", "Quá hạn"] {
        assert!(!said.out.contains(word), "{word} in\n{}", said.out);
    }
    assert!(said.out.contains("Received"), "{}", said.out);
}

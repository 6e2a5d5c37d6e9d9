//! The tables for other programs: every answer once with its cell, the same in CSV and JSON Lines, whole or not at all.

use crate::campaign_run::{Folder, typed_into};
use crate::combined::changed;
use crate::departed::roster_changed;
use crate::standing::{put, saved};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tonghop::kit;
use tonghop::layout::Layout;
use tonghop::model::reading::FieldReading;
use tonghop::store::folder::{LEDGER, write_whole};
use tonghop::store::ledger::Ledger;
use tonghop::words::{Lang, text};

const OWN: &str = "16393_xa-Dong-Yen_CNTT-2020.xlsx";
const TABLES: [&str; 5] = [
    "tra-loi",
    "so-lieu",
    "noi-dung-xem-lai",
    "quyet-dinh",
    "bien-nhan",
];
const OBEYED: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

type Row = Map<String, Value>;

fn export(folder: &Folder) {
    let said = folder.tonghop("export", &[]);
    assert_eq!(said.code, 0, "{said:?}");
}

fn read(folder: &Path, name: &str) -> String {
    let bytes = std::fs::read(folder.join(name)).expect("a table");
    String::from_utf8(bytes).expect("UTF-8")
}

/// The rows of a table, from its JSON Lines.
fn rows(folder: &Path, table: &str) -> Vec<Row> {
    let text = read(folder, &format!("{table}.jsonl"));
    let lines = text.split_terminator('\n');
    lines
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect()
}

/// The records of a CSV, strictly as RFC 4180 has them.
fn records(csv: &str) -> Vec<Vec<String>> {
    let mut rest = csv.strip_prefix('\u{feff}').expect("the mark of UTF-8");
    let (mut all, mut record) = (Vec::new(), Vec::new());
    while !rest.is_empty() {
        let cell = if let Some(quoted) = rest.strip_prefix('"') {
            let mut cell = String::new();
            let mut left = quoted;
            loop {
                let (before, after) = left.split_once('"').expect("a closing quote");
                cell.push_str(before);
                let Some(more) = after.strip_prefix('"') else {
                    rest = after;
                    break cell;
                };
                cell.push('"');
                left = more;
            }
        } else {
            let end = rest.find([',', '\r', '\n', '"']).expect("an end");
            let (cell, after) = rest.split_at(end);
            rest = after;
            cell.to_owned()
        };
        record.push(cell);
        if let Some(after) = rest.strip_prefix(',') {
            rest = after;
        } else {
            rest = rest.strip_prefix("\r\n").expect("a whole record");
            all.push(std::mem::take(&mut record));
        }
    }
    all
}

/// What stands in a CSV for a value of JSON.
fn in_csv(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(words) if words.starts_with(OBEYED) => format!("'{words}"),
        Value::String(words) => words.clone(),
        other => other.to_string(),
    }
}

fn says(row: &Row, key: &str) -> String {
    let value = &row[key];
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Every table in both forms says the same, and the dictionary knows each column.
fn agree(folder: &Path) {
    let words = records(&read(folder, "mo-ta-du-lieu.csv"));
    let known: BTreeSet<(&str, &str)> = words
        .iter()
        .map(|w| (w[0].as_str(), w[1].as_str()))
        .collect();
    assert!(
        words
            .iter()
            .all(|w| !w[2].is_empty() && !w[2].starts_with("export."))
    );
    for table in TABLES {
        let csv = records(&read(folder, &format!("{table}.csv")));
        let json = rows(folder, table);
        assert_eq!(csv.len(), json.len() + 1, "{table}");
        for column in &csv[0] {
            assert!(known.contains(&(table, column)), "{table}: {column}");
        }
        let of_table = known.iter().filter(|(file, _)| *file == table).count();
        assert_eq!(of_table, csv[0].len() + 1, "and none besides: {table}");
        for (record, row) in csv[1..].iter().zip(&json) {
            assert_eq!(record.len(), row.len());
            for (column, cell) in csv[0].iter().zip(record) {
                assert_eq!(*cell, in_csv(&row[column]), "{table} {column}");
            }
        }
    }
}

/// Unit, answer, row of its list, sheet and cell.
type Place = (String, String, String, String, String);

fn told_places(folder: &Path) -> Vec<Place> {
    let all = rows(folder, "tra-loi");
    let place = |row: &Row| {
        let of = |key: &str| says(row, key);
        (
            of("ma_don_vi"),
            of("chi_tieu"),
            of("dong"),
            of("trang_tinh"),
            of("o"),
        )
    };
    all.iter().map(place).collect()
}

fn kept_places(folder: &Folder) -> Vec<Place> {
    let ledger = Ledger::open_to_read(&folder.file(LEDGER)).expect("the ledger");
    let mut all = Vec::new();
    for counted in ledger.readings_in_force().expect("readings") {
        let reading = &counted.reading;
        let unit = reading.unit.as_ref().expect("a unit").to_string();
        let mut add = |said: &FieldReading, line: &str| {
            let place = said.place.as_ref();
            let sheet = place.map_or("null".to_owned(), |p| p.sheet.clone());
            let cell = place.map_or("null".to_owned(), tonghop::model::reading::Place::cell);
            all.push((
                unit.clone(),
                said.field.to_string(),
                line.to_owned(),
                sheet,
                cell,
            ));
        };
        for said in &reading.fields {
            add(said, "null");
        }
        for (_, lines) in &reading.lists {
            for (at, line) in lines.iter().enumerate() {
                let line_number = (at + 1).to_string();
                line.cells.iter().for_each(|said| add(said, &line_number));
            }
        }
    }
    all
}

#[test]
fn every_answer_stands_once_with_its_cell_and_both_forms_agree() {
    let folder = Folder::sample();
    export(&folder);
    assert!(
        told_places(&folder.file("xuat-du-lieu")).is_empty(),
        "nothing came yet"
    );
    folder.tonghop("run", &[]);
    export(&folder);
    let out = folder.file("xuat-du-lieu");
    let mut told = told_places(&out);
    let mut kept = kept_places(&folder);
    // A list without rows is told as a whole.
    told.retain(|(_, answer, _, sheet, _)| sheet != "null" || kept.iter().any(|k| k.1 == *answer));
    told.sort();
    kept.sort();
    assert!(kept.len() > 500);
    assert_eq!(told, kept);
    agree(&out);
    let receipts = rows(&out, "bien-nhan");
    assert_eq!(receipts.len(), 15);
    assert!(
        receipts
            .iter()
            .all(|r| r["dang_dung"] == "Đang dùng" && r["vi_sao_khong"].is_null())
    );
}

/// Answers that count, added up by form and field.
fn sums(out: &Path) -> BTreeMap<String, f64> {
    let mut sums = BTreeMap::new();
    for row in rows(out, "tra-loi")
        .iter()
        .filter(|row| !row["tinh_vao"].is_null())
    {
        if let Some(n) = row["gia_tri"].as_f64() {
            let id = format!("{}.{}", says(row, "bieu"), says(row, "chi_tieu"));
            *sums.entry(id).or_default() += n;
        }
    }
    sums
}

/// How many figures that are sums are the sums of what was exported.
fn totals_agree(out: &Path) -> usize {
    let sums = sums(out);
    let is_sum = text("review.how-sum", Lang::Vi);
    let mut seen = 0;
    for figure in rows(out, "so-lieu") {
        // Last period's values are no answers.
        let Some(sum) = sums
            .get(&says(&figure, "ma"))
            .filter(|_| figure["cach_tinh"] == *is_sum)
        else {
            continue;
        };
        let told = figure["gia_tri"].as_f64().expect("a number");
        assert!((told - sum).abs() < 1e-9, "{figure:?}: {sum}");
        seen += 1;
    }
    seen
}

#[test]
fn what_is_exported_adds_up_to_the_exported_figures() {
    let folder = Folder::sample();
    folder.tonghop("run", &[]);
    let why = ["--reason", "nghe qua điện thoại"];
    let said = folder.tonghop(
        "set",
        &[
            "16393",
            "can_bo",
            "33",
            "--source",
            "=HYPERLINK(\"x\")",
            why[0],
            why[1],
        ],
    );
    assert_eq!(said.code, 0, "{said:?}");
    let left_out = [
        "16390",
        "--field",
        "can_bo",
        why[0],
        "số liệu chưa chắc chắn",
    ];
    let said = folder.tonghop("without", &left_out);
    assert_eq!(said.code, 0, "{said:?}");
    export(&folder);
    let out = folder.file("xuat-du-lieu");
    assert!(totals_agree(&out) > 20);
    agree(&out);
    let answers = rows(&out, "tra-loi");
    let of = |unit: &str| {
        let mut all = answers.iter();
        all.find(|r| r["ma_don_vi"] == unit && r["chi_tieu"] == "can_bo")
            .expect("an answer")
    };
    let entered = of("16393");
    assert_eq!(entered["gia_tri"], 33);
    assert_eq!(entered["nhap_thay"], true);
    assert_eq!(entered["nguon_nhap_thay"], "=HYPERLINK(\"x\")");
    assert!(entered["tep"].is_null() && entered["ma_bam_tep"].is_null());
    assert!(read(&out, "tra-loi.csv").contains(",\"'=HYPERLINK(\"\"x\"\")\","));
    let left_out = of("16390");
    assert!(left_out["gia_tri"].is_null());
    assert_eq!(left_out["nguon_nhap_thay"], "");
    assert_eq!(of("16399")["nhap_thay"], false);
    // What was decided and taken back is told with what took it back.
    assert_eq!(folder.tonghop("undo", &["1"]).code, 0);
    export(&folder);
    let decided = rows(&out, "quyet-dinh");
    let kinds: Vec<_> = decided.iter().map(|d| says(d, "loai")).collect();
    assert_eq!(kinds, ["Ghi thay", "Không lấy", "Hủy việc đã làm"]);
    assert_eq!(
        (&decided[0]["viec_so"], &decided[0]["huy_boi_viec"]),
        (&1.into(), &3.into())
    );
    assert!(decided[1]["huy_boi_viec"].is_null());
    assert_eq!(decided[0]["ly_do"], why[1]);
    assert!(totals_agree(&out) > 20);
}

#[test]
fn an_answer_of_a_unit_that_left_the_roster_is_told_but_adds_to_nothing() {
    let folder = roster_changed(|cells| cells[0] != "16393");
    export(&folder);
    let out = folder.file("xuat-du-lieu");
    let answers = rows(&out, "tra-loi");
    let gone: Vec<&Row> = answers
        .iter()
        .filter(|r| r["ma_don_vi"] == "16393")
        .collect();
    assert!(gone.len() > 20);
    assert!(
        gone.iter()
            .all(|r| r["tinh_vao"].is_null() && r["ten_don_vi"] == "Xã Đông Yên")
    );
    assert!(totals_agree(&out) > 20);
    let into = ["16393", "16399"];
    assert_eq!(folder.tonghop("merge", &into).code, 0);
    export(&folder);
    let answers = rows(&out, "tra-loi");
    let moved = |r: &&Row| r["ma_don_vi"] == "16393" && r["tinh_vao"] == "16399";
    assert!(answers.iter().filter(moved).count() > 20);
    assert!(totals_agree(&out) > 20);
}

#[test]
fn a_hostile_text_is_exact_in_json_and_never_a_formula_in_csv() {
    let hostile = [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "- Đã làm; \"trích\", dòng\nhai\n\n",
        "@SUM(A1:A9)",
        "Xã Đông Yên: tiê\u{309}ng Viê\u{323}t",
        "+84 912 345 678",
    ];
    let kit = kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound");
    let layout = Layout::of(&kit, kit.form("xa").expect("the commune form"));
    let field = layout.field("kien_nghi").map_or_else(
        || {
            let form = kit.form("xa").expect("the commune form");
            let prose = form.fields().find(|f| f.kind().spec().word == "prose");
            prose.expect("words of the unit").id()
        },
        |spot| spot.field.clone(),
    );
    let spot = layout.field(&field).expect("a place");
    let folder = Folder::sample();
    let own = std::fs::read(folder.file("2-nhan-ve").join(OWN)).expect("a return");
    let out = folder.file("xuat-du-lieu");
    for (at, words) in (12..).zip(hostile) {
        let typed = typed_into(
            &own,
            &[((spot.sheet.clone(), spot.row, spot.col), words.to_owned())],
        );
        put(
            &folder,
            OWN,
            &saved(&typed, Some(&format!("2020-11-{at}T08:00:00Z"))),
        );
        folder.tonghop("ingest", &[]);
        export(&folder);
        agree(&out);
        let all = rows(&out, "tra-loi");
        let mut all = all.iter();
        let row = all.find(|r| r["ma_don_vi"] == "16393" && r["chi_tieu"] == *field);
        let raw = says(row.expect("the answer"), "nguyen_van");
        assert_eq!(raw, words);
    }
    for table in TABLES {
        for cell in records(&read(&out, &format!("{table}.csv")))
            .iter()
            .flatten()
        {
            let number = cell.parse::<f64>().is_ok();
            assert!(number || !cell.starts_with(OBEYED), "{table}: {cell}");
        }
    }
}

#[test]
fn receipts_say_why_they_do_not_count() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    let own = std::fs::read(folder.file("2-nhan-ve").join(OWN)).expect("a return");
    put(&folder, "moi.xlsx", &changed(&own, &[("can_bo", "25")], 12));
    put(&folder, "=hong.xlsx", &own[..own.len() / 2]);
    put(&folder, "anh.txt", b"khong phai bieu");
    folder.tonghop("ingest", &[]);
    put(&folder, "cu.xlsx", &changed(&own, &[("can_bo", "26")], 2));
    folder.tonghop("ingest", &[]);
    assert_eq!(
        folder
            .tonghop("ignore", &["anh.txt", "--reason", "tệp gửi nhầm"])
            .code,
        0
    );
    export(&folder);
    let receipts = rows(&folder.file("xuat-du-lieu"), "bien-nhan");
    let told: BTreeMap<String, (String, String)> = receipts
        .iter()
        .map(|r| {
            (
                says(r, "tep"),
                (says(r, "dang_dung"), says(r, "vi_sao_khong")),
            )
        })
        .collect();
    let of = |file: &str| told[file].clone();
    assert_eq!(of("moi.xlsx").0, "Đang dùng");
    assert_eq!(
        of(OWN),
        (
            "Không dùng".to_owned(),
            "Đã có biểu khác của đơn vị được dùng".to_owned()
        )
    );
    assert_eq!(of("anh.txt").1, "Đã quyết định bỏ qua tệp");
    assert!(of("cu.xlsx").1.contains("cu.xlsx"), "{told:?}");
    assert!(of("=hong.xlsx").1.starts_with("Chưa "), "{told:?}");
    agree(&folder.file("xuat-du-lieu"));
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten();
    entries
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn the_same_state_gives_the_same_bytes_and_what_people_put_there_stays() {
    let folder = Folder::sample();
    folder.tonghop("ingest", &[]);
    export(&folder);
    let first = folder.contents("xuat-du-lieu");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let other = elsewhere.path().join("sâu/hơn");
    let to = other.to_str().expect("UTF-8");
    let said = folder.tonghop_on("2020-12-01", "export", &["--to", to, "--json"]);
    let told: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(
        told["folder"],
        other.join("xuat-du-lieu").to_str().expect("UTF-8")
    );
    for (name, hash) in &first {
        let bytes = std::fs::read(other.join("xuat-du-lieu").join(name)).expect("the same file");
        assert_eq!(blake3::hash(&bytes).to_hex().as_str(), hash, "{name}");
    }
    // Another state takes the place of what nobody has touched.
    let before = names(folder.path());
    put(&folder, "la.txt", b"la");
    folder.tonghop("ingest", &[]);
    export(&folder);
    assert_ne!(folder.contents("xuat-du-lieu"), first);
    assert_eq!(names(folder.path()), before, "nothing is left over");
    // A file of somebody, or a changed one, stays with all that lies beside it.
    for (number, (name, bytes)) in [("ghi-chu.txt", "của tôi"), ("so-lieu.csv", "đã sửa")]
        .into_iter()
        .enumerate()
    {
        let newest = match number {
            0 => "xuat-du-lieu".to_owned(),
            n => format!("xuat-du-lieu-lan-{}", n + 1),
        };
        write_whole(&folder.file(&newest).join(name), bytes.as_bytes()).expect("written");
        let kept = folder.contents(&newest);
        let said = folder.tonghop("export", &[]);
        let next = format!("xuat-du-lieu-lan-{}", number + 2);
        assert!(said.out.contains(&next), "{}", said.out);
        assert_eq!(folder.contents(&newest), kept);
        agree(&folder.file(&next));
    }
    export(&folder);
    assert!(
        !folder.file("xuat-du-lieu-lan-4").exists(),
        "the third is as it was left"
    );
    for dir in ["2-nhan-ve", "luu-tru/x/../y", "2-nhan-ve/moi"] {
        let to = folder.file(dir);
        let said = folder.tonghop("export", &["--to", to.to_str().expect("UTF-8")]);
        assert_eq!(said.code, 2, "{dir}: {said:?}");
    }
    assert!(!folder.file("2-nhan-ve/xuat-du-lieu").exists());
}

#[test]
fn what_a_run_that_was_cut_off_left_is_cleared_away() {
    let folder = Folder::sample();
    let left = folder.file(".xuat-du-lieu-1-0.tonghop-tam");
    let foreign = folder.file(".xuat-du-lieu-1-1.tonghop-tam");
    for dir in [&left, &foreign] {
        std::fs::create_dir(dir).expect("a folder");
        write_whole(&dir.join("tra-loi.csv"), b"half").expect("written");
    }
    write_whole(&left.join("dang-ghi.khoa"), b"").expect("written");
    export(&folder);
    assert!(!left.exists(), "nobody writes it any more");
    assert!(foreign.exists(), "nobody knows whose it is");
    let held = std::fs::OpenOptions::new();
    std::fs::create_dir(&left).expect("a folder");
    write_whole(&left.join("dang-ghi.khoa"), b"").expect("written");
    let held = {
        let mut held = held;
        held.read(true)
            .open(left.join("dang-ghi.khoa"))
            .expect("the lock")
    };
    held.lock().expect("held");
    export(&folder);
    assert!(left.exists(), "somebody writes it still");
}

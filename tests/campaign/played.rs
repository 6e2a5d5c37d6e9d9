//! A whole campaign of 14 communes, played through as it goes in life: late, wrong, telephoned, waived, merged, undone,
//! after the cut-off and after the issue. At each step figure and coverage are what the communes have said by then.

use crate::campaign_run::{Folder, Said, paragraphs};
use crate::combined::changed;
use crate::filled_for::answers_of;
use crate::standing::{json, put, saved};
use serde_json::Value;
use std::collections::BTreeMap;
use tonghop::store::folder::write_whole;

const WHY: [&str; 2] = ["--reason", "đã trao đổi với xã"];
const FIGURE: &str = "xa.can_bo";
const FINAL: &str = "4-ket-qua/bao-cao.docx";
const SECOND: &str = "4-ket-qua/bao-cao-lan-2.docx";
const CORRECTION: &str = "4-ket-qua/bao-cao_thay-the.docx";

/// The campaign, and what each commune has said of its staff by now.
struct Played {
    folder: Folder,
    /// What the communes have in their files.
    own: BTreeMap<String, i64>,
    files: BTreeMap<String, (String, Vec<u8>)>,
    /// What counts.
    said: BTreeMap<String, i64>,
    of: i64,
}

impl Played {
    /// The folder before anything has come.
    fn begun() -> Self {
        let whole = Folder::sample();
        assert_eq!(whole.tonghop("run", &[]).code, 0);
        let figure = figure(&whole);
        let given = figure["contributions"].as_array().expect("answers").iter();
        let folder = Folder::sample();
        let (mut own, mut files) = (BTreeMap::new(), BTreeMap::new());
        for one in given {
            let text = |key: &str| one[key].as_str().expect("a text").to_owned();
            let count = one["raw"].as_str().and_then(|raw| raw.parse().ok());
            own.insert(text("unit"), count.expect("a count"));
            let path = folder.file("2-nhan-ve").join(text("file"));
            let bytes = std::fs::read(&path).expect("a return");
            std::fs::remove_file(&path).expect("taken out");
            files.insert(text("unit"), (text("file"), bytes));
        }
        assert_eq!(own.len(), 14);
        Self {
            folder,
            own,
            files,
            said: BTreeMap::new(),
            of: 14,
        }
    }

    /// The commune's own return, as it is.
    fn bytes(&self, unit: &str) -> Vec<u8> {
        self.files[unit].1.clone()
    }

    /// A commune sends its return as it is.
    fn sends(&mut self, unit: &str) {
        put(&self.folder, &self.files[unit].0, &self.files[unit].1);
        self.said.insert(unit.to_owned(), self.own[unit]);
    }

    /// A commune's staff counts as this from now on.
    fn counts(&mut self, unit: &str, count: i64) {
        self.said.insert(unit.to_owned(), count);
    }

    fn does(&self, command: &str, arguments: &[&str]) -> Said {
        let said = self.folder.tonghop(command, arguments);
        assert!(said.code < 2, "{command} {arguments:?}: {said:?}");
        said
    }

    /// The same, which leaves nothing open.
    fn ends(&self, command: &str, arguments: &[&str]) -> Said {
        let said = self.does(command, arguments);
        assert_eq!(said.code, 0, "{command} {arguments:?}: {}", said.out);
        said
    }

    /// Figure and coverage are what was said by now.
    fn holds(&self, step: &str) {
        let figure = figure(&self.folder);
        let sum: i64 = self.said.values().sum();
        let value = figure["value"]["One"]["Number"].as_f64();
        assert_eq!(value, Some(sum as f64), "{step}: {figure:#}");
        let coverage = &figure["coverage"];
        assert_eq!(coverage["have"], self.said.len(), "{step}: {coverage}");
        assert_eq!(coverage["of"], self.of, "{step}: {coverage}");
    }

    fn status(&self) -> Value {
        json(&self.does("status", &["--json"]))
    }

    fn unit(&self, code: &str) -> Value {
        let status = self.status();
        let mut units = status["units"].as_array().expect("units").iter();
        units
            .find(|unit| unit["code"] == code)
            .cloned()
            .unwrap_or_default()
    }

    /// Codes of what is open of a commune.
    fn open(&self, unit: &str) -> Vec<String> {
        let status = self.status();
        let findings = status["findings"].as_array().expect("findings").iter();
        let open = findings
            .filter(|f| f["unit"] == unit && (f["state"] == "Open" || f["state"] == "Asked"));
        open.map(|f| f["code"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    fn document(&self, name: &str) -> String {
        paragraphs(&std::fs::read(self.folder.file(name)).expect("a document")).join("\n")
    }
}

fn figure(folder: &Folder) -> Value {
    json(&folder.tonghop("explain", &[FIGURE, "--json"]))["figure"].clone()
}

#[test]
fn a_campaign_of_14_communes_tells_the_truth_at_each_step() {
    let mut played = Played::begun();
    played.does("emit", &[]);
    first_returns(&mut played);
    a_wrong_return_is_mended(&mut played);
    a_late_return_has_more_time(&mut played);
    left_out_by_mistake(&played);
    told_by_telephone(&mut played);
    a_rule_is_waived(&mut played);
    a_commune_is_merged(&mut played);
    the_figures_are_closed(&mut played);
    issued_and_corrected(&mut played);
    made_anew(&played);
}

/// Nine communes send theirs; the district's own form lies there already.
fn first_returns(played: &mut Played) {
    let awaited = ["16393", "16402", "16414", "16423", "16426"];
    let first: Vec<String> = played.own.keys().cloned().collect();
    for unit in first
        .iter()
        .filter(|unit| !awaited.contains(&unit.as_str()))
    {
        played.sends(unit);
    }
    let run = played.does("run", &[]);
    assert_eq!(run.code, 1, "five are missing: {}", run.out);
    assert!(!played.folder.file(FINAL).exists());
    played.holds("first returns");
    let draft = played.document("4-ket-qua/bao-cao_du-thao.docx");
    assert!(draft.contains("Chưa có số liệu của 05 đơn vị"), "{draft}");
}

/// Wrong: words for a number. The commune gets its form back, mends it, and what was asked is closed.
fn a_wrong_return_is_mended(played: &mut Played) {
    let wrong = changed(&played.bytes("16414"), &[("can_bo", "nhiều người")], 3);
    put(&played.folder, "16414 lan 1.xlsx", &wrong);
    played.does("run", &[]);
    played.holds("a wrong return");
    assert!(played.open("16414").contains(&"SO-01".to_owned()));
    let back = std::fs::read_dir(played.folder.file("3-bo-sung")).expect("corrections");
    let mut back = back.map(|file| file.expect("a file").path());
    let back = back.find(|path| {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        name.starts_with("16414") && path.extension().is_some_and(|end| end == "xlsx")
    });
    let back = std::fs::read(back.expect("a workbook to mend")).expect("its bytes");
    put(
        &played.folder,
        "16414 da sua.xlsx",
        &changed(&back, &[("can_bo", "17")], 14),
    );
    played.does("run", &[]);
    played.counts("16414", 17);
    played.holds("a mended return");
    assert_eq!(played.open("16414"), [""; 0]);
}

/// Late, and given more time.
fn a_late_return_has_more_time(played: &mut Played) {
    let late = saved(&played.bytes("16402"), Some("2020-11-12T08:00:00Z"));
    put(&played.folder, "16402.xlsx", &late);
    played.does("ingest", &[]);
    played.counts("16402", played.own["16402"]);
    played.holds("a late return");
    assert_eq!(played.unit("16402")["sent_late"], "12/11/2020");
    played.does("extend", &["16402", "13/11/2020", WHY[0], WHY[1]]);
    assert_eq!(played.unit("16402")["sent_late"], Value::Null);
}

/// Left out by mistake, and taken back.
fn left_out_by_mistake(played: &Played) {
    played.does("without", &["16393", WHY[0], WHY[1]]);
    assert_eq!(played.unit("16393")["state"], "without");
    played.holds("left out");
    let log = json(&played.does("log", &["--json"]));
    let events = log["events"].as_array().expect("events");
    let last = events.iter().filter_map(|e| e["act"].as_i64()).max();
    played.does(
        "undo",
        &[
            &last.expect("an act").to_string(),
            "--reason",
            "nhầm đơn vị",
        ],
    );
    played.holds("taken back");
    assert_eq!(played.unit("16393")["file"], Value::Null);
}

/// Told by telephone: two more than its own file will say.
fn told_by_telephone(played: &mut Played) {
    let told = played.own["16393"] + 2;
    played.does("enter", &["16393"]);
    let form = played
        .folder
        .file("nhap-thay/16393_xa-Dong-Yen_CNTT-2020_nhap-thay.xlsx");
    let answers = answers_of(&played.bytes("16393"));
    let mut answers: Vec<(&str, &str)> = answers
        .iter()
        .map(|(field, text)| (field.as_str(), text.as_str()))
        .collect();
    let told_text = told.to_string();
    answers
        .iter_mut()
        .filter(|(field, _)| *field == "can_bo")
        .for_each(|one| one.1 = &told_text);
    let filled = crate::filled_for::with_sources(&std::fs::read(&form).expect("the form"));
    write_whole(&form, &changed(&filled, &answers, 13)).expect("filled");
    played.does("run", &[]);
    played.counts("16393", told);
    played.holds("told by telephone");
    assert!(played.unit("16393")["entered"].as_i64() > Some(0));
    assert_eq!(played.open("16393"), [""; 0]);
}

/// A rule that does not apply to one commune.
fn a_rule_is_waived(played: &mut Played) {
    let desk = answers_of(&played.bytes("16423"));
    let desk = desk
        .iter()
        .find(|(field, _)| field == "may_de_ban")
        .expect("an answer");
    let more = (desk.1.parse::<i64>().expect("a count") + 1).to_string();
    let odd = changed(&played.bytes("16423"), &[("may_de_ban", more.as_str())], 4);
    put(&played.folder, "16423.xlsx", &odd);
    played.does("ingest", &[]);
    played.counts("16423", played.own["16423"]);
    assert!(played.open("16423").contains(&"X-MAY-01".to_owned()));
    played.does("waive", &["16423", "X-MAY-01", WHY[0], WHY[1]]);
    assert_eq!(played.open("16423"), [""; 0]);
    played.sends("16426");
    let run = played.ends("run", &[]);
    played.holds("all have answered");
    assert!(run.out.contains("bao-cao.docx"), "{}", run.out);
    std::fs::remove_file(played.folder.file(FINAL)).expect("not signed");
}

/// A commune is merged into another after it has answered.
fn a_commune_is_merged(played: &mut Played) {
    crate::departed::with_roster(&played.folder, |cells| {
        if cells[0] == "16426" {
            "sáp nhập vào 16399".clone_into(cells.last_mut().expect("a state"));
        }
        true
    });
    let gone = played.said.remove("16426").expect("its staff");
    played.of = 13;
    let run = played.does("run", &[]);
    assert_eq!(run.code, 1, "nobody has said where it counts: {}", run.out);
    assert!(!played.folder.file(FINAL).exists());
    played.holds("departed");
    played.does("merge", &["16426", "16399"]);
    let with = played.said["16399"] + gone;
    played.counts("16399", with);
    played.holds("merged");
}

/// The figures are closed; what comes later counts by decision alone.
fn the_figures_are_closed(played: &mut Played) {
    played.does("close", &[]);
    put(
        &played.folder,
        "16393 gui sau.xlsx",
        &saved(&played.bytes("16393"), Some("2020-11-15T08:00:00Z")),
    );
    played.ends("run", &[]);
    played.holds("after the cut-off");
    let closed = played.document(FINAL);
    let sum: i64 = played.said.values().sum();
    assert!(closed.contains(&sum.to_string()), "{sum}: {closed}");
    assert!(
        closed.contains("đang chờ đơn vị xác nhận: xã Đông Yên"),
        "{closed}"
    );
    assert!(
        !played
            .does("use", &["16393", "16393 gui sau.xlsx", WHY[0], WHY[1]])
            .out
            .is_empty()
    );
    played.counts("16393", played.own["16393"]);
    played.holds("taken in after the cut-off");
    played.ends("run", &[]);
    let sum: i64 = played.said.values().sum();
    let text = played.document(SECOND);
    assert!(text.contains(&sum.to_string()), "{sum}: {text}");
    assert!(
        !text.contains("đang chờ đơn vị xác nhận"),
        "confirmed by its own file: {text}"
    );
    let told = "Số liệu của xã Đông Quang được tính vào xã Đông Minh. 01 đơn vị gửi số liệu sau thời hạn: xã Đông Yên (ngày 15/11/2020).";
    assert!(text.contains(told), "{text}");
}

/// Signed and sent. What comes now changes nothing of it, is told, and is mended by a report that replaces it.
fn issued_and_corrected(played: &mut Played) {
    let sum: i64 = played.said.values().sum();
    played.ends("issue", &["--number", "45", "--date", "15/11/2020"]);
    let signed = std::fs::read(played.folder.file(SECOND)).expect("signed");
    put(
        &played.folder,
        "16402 bo sung.xlsx",
        &changed(&played.bytes("16402"), &[("can_bo", "30")], 16),
    );
    let run = played.folder.tonghop_on("2020-11-18", "run", &[]);
    assert!(run.code < 2, "{run:?}");
    played.holds("after the issue");
    let taken = ["16402", "16402 bo sung.xlsx", WHY[0], WHY[1]];
    assert_eq!(
        played.folder.tonghop_on("2020-11-18", "use", &taken).code,
        0
    );
    played.counts("16402", 30);
    played.holds("taken in after the issue");
    let now: i64 = played.said.values().sum();
    let status = played.folder.tonghop_on("2020-11-18", "status", &[]).out;
    assert!(status.contains(&format!("{sum} → {now}")), "{status}");
    assert_eq!(
        std::fs::read(played.folder.file(SECOND)).expect("signed"),
        signed
    );
    let done = played.folder.tonghop_on(
        "2020-11-18",
        "correct",
        &["--reason", "xã Đông Thanh báo cáo bổ sung"],
    );
    assert_eq!(done.code, 0, "{done:?}");
    let corrected = played.document(CORRECTION);
    assert!(
        corrected.contains("thay thế Báo cáo số 45/BC-UBND ngày 15 tháng 11 năm 2020"),
        "{corrected}"
    );
    for part in [sum.to_string(), now.to_string()] {
        assert!(
            corrected.lines().any(|line| line == part),
            "{part}: {corrected}"
        );
    }
    let number = ["--number", "52", "--date", "17/11/2020"];
    let issued = played.folder.tonghop_on("2020-11-18", "issue", &number);
    assert_eq!(issued.code, 0, "{issued:?}");
    let run = played.folder.tonghop_on("2020-11-18", "run", &[]);
    assert_eq!(run.code, 0, "{}", run.out);
    played.holds("corrected");
}

/// The book has it all, and the ledger made anew from it says the same.
fn made_anew(played: &Played) {
    let before = played.status();
    std::fs::remove_file(played.folder.file("so-tiep-nhan.sqlite")).expect("lost");
    assert_eq!(played.folder.tonghop("rebuild", &[]).code, 0);
    assert_eq!(played.status(), before);
    played.holds("made anew");
}

//! With `--lang en` the program speaks English: of its own sentences none is Vietnamese, and numbers and days are
//! written the English way. Names, labels, the kit's own sentences and what units typed stay as they are.

use crate::campaign_run::Folder;
use std::path::Path;

/// Vietnamese texts of the catalogue that name things of Vietnamese files, and so stay: areas of what workbooks and
/// documents say, names of types of units, labels of figures.
const NAMES: &[&str] = &[
    "emit.",
    "layout.",
    "consolidated.",
    "dispatch.",
    "selection.",
    "roster.",
    "docx.",
    "review.",
    "letter.",
    "decree.",
    "campaign.type-",
    "flow.fact-",
];

/// The screens of a campaign, one after the other, in English.
fn screens(folder: &Folder) -> String {
    let english = |command: &str, arguments: &[&str]| {
        let said = folder.tonghop(command, &[arguments, &["--lang", "en"]].concat());
        format!("{}\n{}\n", said.out, said.err)
    };
    let mut all = String::new();
    all += &english("run", &[]);
    for (command, arguments) in [
        ("status", &[][..]),
        ("ingest", &[]),
        ("report", &["--final"]),
        ("report", &["--draft"]),
        ("report", &["--review"]),
        ("letter", &[]),
        ("letter", &["--remind"]),
        ("letter", &["--mend"]),
        ("editions", &[]),
        ("explain", &["xa.may_tinh"]),
        ("explain", &["ty_le_ky_so"]),
        ("explain", &["dot.nam"]),
        ("explain", &["khong.co"]),
        ("accept", &["khong-co", "--reason", "kiểm kê lại"]),
    ] {
        all += &english(command, arguments);
    }
    let campaign = folder.path().to_str().expect("UTF-8").to_owned();
    let of_file = |command: &str, file: &Path| {
        let file = file.to_str().expect("UTF-8");
        let output = assert_cmd::Command::cargo_bin("tonghop")
            .expect("the program")
            .args([command, file, "--campaign", &campaign, "--lang", "en"])
            .output()
            .expect("it runs");
        let said = [output.stdout, output.stderr].concat();
        String::from_utf8_lossy(&said).into_owned() + "\n"
    };
    for shelf in ["2-nhan-ve", "4-ket-qua"] {
        let mut files: Vec<_> = std::fs::read_dir(folder.file(shelf))
            .expect("a folder")
            .map(|entry| entry.expect("a file").path())
            .collect();
        files.sort();
        for file in files {
            let is_word = file.extension().is_some_and(|end| end == "docx");
            all += &of_file(if is_word { "lint" } else { "validate" }, &file);
        }
    }
    all
}

/// The lines in which the program itself speaks, without what it quotes from documents and cells.
fn own_words(screens: &str) -> String {
    let own = screens
        .lines()
        .filter(|l| !l.trim_start().starts_with("| "));
    let unquoted = own.map(|line| line.split('"').step_by(2).collect::<String>() + "\n");
    unquoted.collect()
}

/// Sentences of ours, in pieces between their facts, that a screen says in Vietnamese.
fn vietnamese(screen: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (id, vi, en) in tonghop::words::all() {
        if NAMES.iter().any(|area| id.starts_with(area)) {
            continue;
        }
        let between = vi
            .split('{')
            .map(|p| p.split_once('}').map_or(p, |(_, p)| p));
        for piece in between.flat_map(str::lines).map(str::trim) {
            let tells = piece.chars().count() >= 8 && !piece.is_ascii() && !en.contains(piece);
            if let Some(line) = screen.lines().find(|line| tells && line.contains(piece)) {
                found.push(format!("{id}: {line}"));
            }
        }
    }
    found
}

/// Lines in which the program writes a number or a day the Vietnamese way. A sentence of the kit is Vietnamese, and what
/// a unit typed stands behind the label of its cell.
fn written_the_vietnamese_way(screen: &str) -> Vec<&str> {
    let ours = |line: &&str| {
        let english = !line.contains("Biểu") && !line.contains("Đề nghị");
        let digits: Vec<char> = line.chars().collect();
        let grouped = digits.windows(5).any(|w| {
            w[0].is_ascii_digit() && w[1] == '.' && w[2..].iter().all(char::is_ascii_digit)
        });
        // 28/10/2020, but not 30/2020/NĐ-CP.
        let slashed = digits.windows(9).any(|w| {
            let is_slash = |at: usize| at == 1 || at == 4;
            (0..9).all(|at| {
                if is_slash(at) {
                    w[at] == '/'
                } else {
                    w[at].is_ascii_digit()
                }
            })
        });
        english && (grouped || slashed)
    };
    screen.lines().filter(ours).collect()
}

fn check(sample: &str) {
    let folder = Folder::copy_of(&Path::new("samples").join(sample));
    let screen = own_words(&screens(&folder));
    assert!(screen.lines().count() > 100, "{screen}");
    let found = vietnamese(&screen);
    assert!(found.is_empty(), "{found:#?}");
    let written = written_the_vietnamese_way(&screen);
    assert!(written.is_empty(), "{written:#?}");
}

#[test]
fn an_english_run_of_a_campaign_that_is_whole_is_english() {
    check("dong-son-2020");
}

#[test]
fn an_english_run_of_a_campaign_in_trouble_is_english() {
    check("troubled");
}

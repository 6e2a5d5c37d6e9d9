//! The printed form, as `LibreOffice` prints it: run with `cargo test --test office`.

use crate::campaign_run::Folder;
use crate::libreoffice::converted;
use std::process::Command;
use tonghop::kit;

fn run(program: &str, arguments: &[&std::ffi::OsStr]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{program}: {output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn no_heading_stands_last_on_a_page_and_no_column_goes_astray() {
    let folder = Folder::sample();
    folder.tonghop("emit", &[]);
    let kit = kit::load(&kit::embedded("cntt-huyen-2020").expect("the kit")).expect("sound");
    let form = kit.form("huyen").expect("the long form");
    let titles: Vec<&str> = form.sections.iter().map(|s| s.title.as_str()).collect();
    let sent = std::fs::read_dir(folder.file("1-gui-di")).expect("the forms");
    let mut paths = sent.map(|entry| entry.expect("a file").path());
    let long = paths
        .find(|path| {
            path.file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with("405_"))
        })
        .expect("the district's form");
    let pdf = converted(&long, "pdf");
    let text = run(
        "pdftotext",
        &["-layout".as_ref(), pdf.as_os_str(), "-".as_ref()],
    );
    let mut headed = 0;
    for page in text.split('\u{c}').filter(|page| !page.trim().is_empty()) {
        let lines: Vec<&str> = page
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .collect();
        let footer = lines
            .iter()
            .position(|l| l.contains("Trang "))
            .unwrap_or(lines.len());
        let last = lines[..footer].last().copied().unwrap_or_default();
        // "VI   Chỉ đạo, điều hành", and who fills it in below; a link on the checks names a section after its cell.
        let (_, words) = last.split_once(char::is_whitespace).unwrap_or_default();
        let is_heading = titles
            .iter()
            .any(|title| *title == last || *title == words.trim());
        assert!(
            !is_heading && !last.starts_with("Nơi nhập phần này"),
            "a heading stands last on a page: {last}\n{page}"
        );
        // A column that did not fit would stand alone on a page without the labels.
        headed += usize::from(titles.iter().any(|title| page.contains(title)));
    }
    assert!(headed >= 5, "{headed} pages with sections\n{text}");
}

//! The campaign that `samples/tron-dot` plays through: its README is run line by line, as it stands there.
#![cfg(unix)]

use crate::campaign_run::paragraphs;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The lines of the page that are run.
fn lines() -> Vec<String> {
    let page = Path::new(ROOT).join("samples/tron-dot/README.md");
    let page = std::fs::read_to_string(page).expect("the page");
    let (_, after) = page.split_once("```sh\n").expect("a block");
    let (block, _) = after.split_once("```").expect("its end");
    let lines = block.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(str::to_owned).collect()
}

#[test]
fn the_page_of_a_whole_campaign_runs_as_it_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(
        Path::new(ROOT).join("samples"),
        folder.path().join("samples"),
    )
    .expect("the samples at hand");
    let program = Path::new(env!("CARGO_BIN_EXE_tonghop"));
    let shelf = program.parent().expect("its folder").display();
    let path = format!("{shelf}:{}", std::env::var("PATH").unwrap_or_default());
    let mut said = String::new();
    for line in lines() {
        let done = Command::new("sh")
            .args(["-c", &line])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env("HOME", folder.path())
            .env("XDG_CONFIG_HOME", folder.path())
            .output()
            .expect("a shell");
        let out = String::from_utf8_lossy(&done.stdout).into_owned();
        let err = String::from_utf8_lossy(&done.stderr).into_owned();
        // 1: what was found waits for people.
        assert!(
            matches!(done.status.code(), Some(0 | 1)),
            "{line}\n{out}{err}"
        );
        said.push_str(&out);
    }
    let thu = folder.path().join("thu");
    let report = |name: &str| {
        let bytes = std::fs::read(thu.join("4-ket-qua").join(name)).expect("a report");
        paragraphs(&bytes).join("\n")
    };
    assert!(
        !report("bao-cao.docx").contains("Chưa có số liệu của"),
        "all had answered"
    );
    let correction = report("bao-cao_thay-the.docx");
    for part in [
        "thay thế Báo cáo số 45/BC-UBND",
        "Cập nhật số liệu của Xã Đông Yên",
    ] {
        assert!(correction.contains(part), "{part}: {correction}");
    }
    for part in [
        "Ô này cần số, hiện ghi \"nhiều người\"",
        "sau khi chốt số liệu",
        "269 → 270",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let next = folder.path().join("thu-2021/ky-truoc.xlsx");
    assert!(next.exists() && thu.join("xuat-du-lieu").is_dir());
}

//! What happens to a campaign from outside: a clock that was set back, an issued report that was changed or deleted.

use crate::campaign_run::Folder;
use crate::issued_report::issued;
use tonghop::store::folder::write_whole;

#[test]
fn a_clock_that_was_set_back_is_told_and_loses_nothing() {
    let folder = Folder::sample();
    assert_eq!(folder.tonghop("run", &[]).code, 0);
    let log = folder.tonghop("log", &[]).out;
    let said = "Đồng hồ của máy đang chỉ ngày 01/10/2020";
    for command in ["status", "run"] {
        let now = folder.tonghop_on("2020-10-01", command, &[]);
        assert!(now.out.contains(said), "{command}: {}", now.out);
        assert!(now.out.contains("16/11/2020"), "{command}: {}", now.out);
    }
    let after = folder.tonghop("log", &[]).out;
    assert!(log.lines().all(|line| after.contains(line)), "{after}");
    for command in ["status", "run"] {
        let now = folder.tonghop(command, &[]).out;
        assert!(!now.contains("Đồng hồ"), "{command}: {now}");
    }
}

#[test]
fn an_issued_report_that_was_changed_or_deleted_is_told_with_the_copy_that_is_kept() {
    let folder = issued();
    let report = folder.file("4-ket-qua/bao-cao.docx");
    let bytes = std::fs::read(&report).expect("the report");
    let told = || folder.tonghop("status", &[]).out;
    assert!(!told().contains("luu-tru"), "{}", told());
    write_whole(&report, &[&bytes[..], b"x"].concat()).expect("written");
    let changed = told();
    assert!(
        changed.contains("không còn đúng như bản đã phát hành"),
        "{changed}"
    );
    std::fs::remove_file(&report).expect("deleted");
    let deleted = told();
    assert!(deleted.contains("không còn ở chỗ cũ"), "{deleted}");
    for told in [changed, deleted] {
        let kept = told
            .split_whitespace()
            .find(|word| word.contains("luu-tru"));
        let kept = std::fs::read(kept.expect("the copy that is kept")).expect("a copy");
        assert_eq!(kept, bytes);
    }
}

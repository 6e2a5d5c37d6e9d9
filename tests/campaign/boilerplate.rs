//! A text that went around among the units is noted, and holds nothing back.

use crate::campaign_run::Folder;
use crate::combined::changed;
use crate::standing::{json, put};

const FILES: [&str; 4] = [
    "16378_thi-tran-Rung-Thong_CNTT-2020.xlsx",
    "16390_xa-Dong-Hoa_CNTT-2020 bản cuối.xlsx",
    "16393_xa-Dong-Yen_CNTT-2020.xlsx",
    "16402_xa-Dong-Thanh_CNTT-2020 (2).xlsx",
];

/// What is noted of the same words, where these are the difficulties of so many units.
fn noted(texts: &[&str]) -> Vec<String> {
    let folder = Folder::sample();
    for (file, text) in FILES.iter().zip(texts) {
        let own = std::fs::read(folder.file("2-nhan-ve").join(file)).expect("a return");
        std::fs::remove_file(folder.file("2-nhan-ve").join(file)).expect("away");
        put(&folder, file, &changed(&own, &[("kho_khan", text)], 3));
    }
    folder.tonghop("ingest", &[]);
    let status = json(&folder.tonghop("status", &["--json"]));
    let findings = status["findings"].as_array().expect("findings").iter();
    let same = findings.filter(|one| one["code"] == "DV-12");
    let same = same.inspect(|one| assert_eq!(one["severity"], "Note", "{one}"));
    same.map(|one| one["message"].as_str().expect("words").to_owned())
        .collect()
}

#[test]
fn a_long_text_of_three_units_is_noted_once_with_their_names() {
    const TEXT: &str =
        "Kinh phí đầu tư cho ứng dụng công nghệ thông tin còn hạn hẹp, máy tính xuống cấp.";
    // Capitals and spaces are no difference.
    let again = TEXT.to_uppercase().replace(", ", ",  ");
    let all = noted(&[
        TEXT,
        &again,
        TEXT,
        "Máy chủ hay hỏng, đường truyền trong mùa mưa thường bị đứt.",
    ]);
    assert_eq!(all.len(), 1, "{all:?}");
    for part in [
        "3 đơn vị ghi giống hệt nhau",
        "Thị trấn Rừng Thông",
        "Xã Đông Yên",
        "Kinh phí đầu tư",
    ] {
        assert!(all[0].contains(part), "{part}: {}", all[0]);
    }
    assert!(!all[0].contains("Đông Thanh"), "{}", all[0]);
    assert_eq!(noted(&[TEXT, TEXT]), Vec::<String>::new());
    assert_eq!(noted(&["Thiếu kinh phí."; 4]), Vec::<String>::new());
}

//! A campaign in a folder of its own, and what is said when it is opened.

use std::path::Path;
use tonghop::campaign::Campaign;
use tonghop::read::Reader;
use tonghop::source::Problem;
use tonghop::store::folder;
use tonghop::words::Lang;

/// Opens a campaign the way the program does.
pub(crate) fn open(root: &Path) -> Result<Campaign, Vec<Problem>> {
    let mut reader = Reader::new(env!("CARGO_BIN_EXE_tonghop"));
    Campaign::open(root, &mut |path| reader.read(path).map_err(|e| e.message))
}

/// A sound campaign of two communes and the district, its roster as text.
pub(crate) fn sound() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    put(&dir, folder::SETTINGS, &settings());
    put(&dir, folder::ROSTER_CSV, ROSTER);
    dir
}

pub(crate) const ROSTER: &str = "\
Mã;Loại;Tên đơn vị;Biểu;Phần;Nhóm;E-mail;Đầu mối;Điện thoại;Hạn riêng;Trạng thái
16390;xã;Xã Đông Hòa;;;Đồng bằng;xa@example.vn;;0912 345 678;;
01635;Thị trấn;Thị trấn Rừng Thông;;;;;;;06/11/2020;báo cáo
405;huyen;Cơ quan huyện Đông Sơn;;;;;;;;
";

/// The settings of the sample.
pub(crate) fn settings() -> String {
    include_str!("../../samples/dong-son-2020/dot-bao-cao.toml").to_owned()
}

pub(crate) fn put(dir: &tempfile::TempDir, name: &str, text: &str) {
    folder::write_whole(&dir.path().join(name), text.as_bytes()).expect("written");
}

/// Place and sentence of each problem, one a line.
pub(crate) fn said(opened: Result<Campaign, Vec<Problem>>) -> String {
    let problems = match opened {
        Ok(campaign) => campaign.warnings,
        Err(problems) => problems,
    };
    let line = |p: &Problem| {
        let mark = if p.is_warning() { "(lưu ý) " } else { "" };
        format!("{mark}{} {}", p.place(Lang::Vi), p.message().say(Lang::Vi))
    };
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

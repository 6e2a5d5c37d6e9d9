//! Words that the decree fixes: types of documents, marks of capacity, how parts of a law are cited.

/// Types of administrative documents and what stands for them in a ký hiệu (Appendix III, I). Công văn has none.
#[rustfmt::skip]
pub const KINDS: [(&str, &str); 29] = [
    ("NGHỊ QUYẾT", "NQ"), ("QUYẾT ĐỊNH", "QĐ"), ("CHỈ THỊ", "CT"), ("QUY CHẾ", "QC"), ("QUY ĐỊNH", "QyĐ"),
    ("THÔNG CÁO", "TC"), ("THÔNG BÁO", "TB"), ("HƯỚNG DẪN", "HD"), ("CHƯƠNG TRÌNH", "CTr"), ("KẾ HOẠCH", "KH"),
    ("PHƯƠNG ÁN", "PA"), ("ĐỀ ÁN", "ĐA"), ("DỰ ÁN", "DA"), ("BÁO CÁO", "BC"), ("BIÊN BẢN", "BB"), ("TỜ TRÌNH", "TTr"),
    ("HỢP ĐỒNG", "HĐ"), ("CÔNG ĐIỆN", "CĐ"), ("BẢN GHI NHỚ", "BGN"), ("BẢN THỎA THUẬN", "BTT"),
    ("GIẤY ỦY QUYỀN", "GUQ"), ("GIẤY MỜI", "GM"), ("GIẤY GIỚI THIỆU", "GGT"), ("GIẤY NGHỈ PHÉP", "GNP"),
    ("PHIẾU GỬI", "PG"), ("PHIẾU CHUYỂN", "PC"), ("PHIẾU BÁO", "PB"), ("PHỤ LỤC", ""), ("CÔNG VĂN", ""),
];

/// Letters of the points of a khoản, in order (Appendix I, II.6: Vietnamese alphabet).
pub const POINTS: [&str; 23] = [
    "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t",
    "u", "v", "x", "y",
];

/// Marks of capacity before a signatory's title (Appendix I, II.7).
pub const CAPACITIES: [&str; 5] = ["TM.", "KT.", "TL.", "TUQ.", "Q."];

/// Opens the name of a collegial body, which alone TM. may stand before.
pub const BODIES: [&str; 6] = [
    "ỦY BAN",
    "UỶ BAN",
    "HỘI ĐỒNG",
    "BAN ",
    "CHÍNH PHỦ",
    "THƯỜNG TRỰC",
];

/// Degrees and titles of honour that do not stand before a signatory's name (Appendix I, II.7).
pub const DEGREES: [&str; 16] = [
    "GS.",
    "PGS.",
    "TS.",
    "ThS.",
    "Ths.",
    "CN.",
    "KS.",
    "BS.",
    "LS.",
    "NGND",
    "NGƯT",
    "Giáo sư",
    "Tiến sĩ",
    "Thạc sĩ",
    "Bác sĩ",
    "Kỹ sư",
];

/// Parts of a law that are cited with a small letter; Điều, Mục, Chương and Phần have a capital (Appendix II, V.6).
pub const SMALL_PARTS: [&str; 2] = ["Khoản", "Điểm"];

/// Parts that are cited with a capital.
pub const CAPITAL_PARTS: [&str; 4] = ["điều", "chương", "mục", "tiểu mục"];

/// Offices whose functions have a capital (Appendix II, III), as often met in small letters: wrong, right.
pub const OFFICES: [(&str, &str); 10] = [
    ("phòng tư pháp", "Phòng Tư pháp"),
    ("phòng nội vụ", "Phòng Nội vụ"),
    ("phòng văn hóa", "Phòng Văn hóa"),
    ("phòng Văn hóa", "Phòng Văn hóa"),
    ("phòng tài chính", "Phòng Tài chính"),
    ("phòng giáo dục", "Phòng Giáo dục"),
    ("phòng y tế", "Phòng Y tế"),
    ("sở thông tin", "Sở Thông tin"),
    ("sở nội vụ", "Sở Nội vụ"),
    (
        "bộ thông tin và truyền thông",
        "Bộ Thông tin và Truyền thông",
    ),
];

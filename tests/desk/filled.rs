//! What a person fills in for a new campaign.

/// What is filled in at the step of days: name in the form, value.
pub(crate) const PERIOD: [(&str, &str); 13] = [
    ("ten_dot", "CNTT-2020"),
    ("ky.ten", "năm 2020"),
    ("ky.tu", "01/01/2020"),
    ("ky.den", "31/12/2020"),
    ("ky.ten_truoc", ""),
    ("han.don_vi_gui", "05/11/2020"),
    ("han.bao_cao", "30/11/2020"),
    ("van_ban_gui_bieu.so_ky_hieu", ""),
    ("van_ban_gui_bieu.ngay", ""),
    ("van_ban_gui_bieu.co_quan", ""),
    ("moc.thiet_bi", "28/10/2020"),
    ("moc.ho_so", "01/01/2020"),
    ("moc.ho_so.den", "28/10/2020"),
];

/// At the step of addressees and signatory.
pub(crate) const SIGN: [(&str, &str); 25] = [
    ("co_quan.chu_quan", "UBND TỈNH SAO MAI"),
    ("co_quan.ten", "ỦY BAN NHÂN DÂN HUYỆN HOA BAN"),
    ("co_quan.ten_ngan", "UBND huyện Hoa Ban"),
    ("co_quan.dia_ban", "huyện Hoa Ban"),
    ("co_quan.dia_danh", "Hoa Ban"),
    ("bao_cao.loai", "BÁO CÁO"),
    ("bao_cao.trich_yeu", "Kết quả \"chuyển đổi số\" năm 2020"),
    ("bao_cao.ky_hieu", "BC-UBND"),
    ("bao_cao.ngay", "11/2020"),
    (
        "bao_cao.kinh_gui",
        "UBND tỉnh Sao Mai\r\n\r\nSở Nội vụ tỉnh Sao Mai\r\n",
    ),
    ("bao_cao.noi_nhan", ""),
    ("bao_cao.luu", "VHTT"),
    ("can_cu.co_quan", "Sở Nội vụ tỉnh Sao Mai"),
    ("can_cu.so_ky_hieu", "18/SNV"),
    ("can_cu.ngay", "15/10/2020"),
    ("can_cu.trich_yeu", "báo cáo năm 2020"),
    ("nguoi_ky.tu_cach", "cap_pho_tap_the"),
    ("nguoi_ky.tap_the", "ỦY BAN NHÂN DÂN"),
    ("nguoi_ky.chuc_vu_truong", "CHỦ TỊCH"),
    ("nguoi_ky.chuc_vu", "PHÓ CHỦ TỊCH"),
    ("nguoi_ky.ho_ten", "Họ và Tên"),
    ("lien_he.don_vi", "Phòng Văn hóa huyện Hoa Ban"),
    ("lien_he.ho_ten", ""),
    ("lien_he.dien_thoai", ""),
    ("lien_he.thu_dien_tu", ""),
];

/// The units as an office lists them.
pub(crate) const UNITS: &str = "DANH SÁCH CÁC XÃ\r\nSTT\tTên cơ quan, đơn vị\tCán bộ phụ trách\tSố ĐT\r\n1\tXã Đồi Chè\tHọ và Tên\t0900000001\r\n2\tXã Suối Mơ\t\t\r\n\tTổng số: 2\r\n";

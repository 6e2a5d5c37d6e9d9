"use strict";
// What an officer fills in for the sample campaign (samples/dong-son-2020/dot-bao-cao.toml): the id of a field and what is typed.

exports.PERIOD = {
  ten_dot: "CNTT-2020",
  "ky.ten": "năm 2020",
  "ky.tu": "01/01/2020",
  "ky.den": "31/12/2020",
  "ky.ten_truoc": "năm 2019",
  "han.don_vi_gui": "05/11/2020",
  "han.bao_cao": "30/11/2020",
  "van_ban_gui_bieu.so_ky_hieu": "1234/UBND-VHTT",
  "van_ban_gui_bieu.ngay": "20/10/2020",
  "van_ban_gui_bieu.co_quan": "UBND huyện Đông Sơn",
  "moc.thiet_bi": "28/10/2020",
  "moc.ho_so": "01/01/2020",
  "moc.ho_so.den": "28/10/2020",
};

exports.SIGN = {
  "co_quan.chu_quan": "UBND TỈNH THANH HÓA",
  "co_quan.ten": "ỦY BAN NHÂN DÂN HUYỆN ĐÔNG SƠN",
  "co_quan.ten_ngan": "UBND huyện Đông Sơn",
  "co_quan.dia_ban": "huyện Đông Sơn",
  "co_quan.dia_danh": "Đông Sơn",
  "bao_cao.trich_yeu": "Kết quả ứng dụng công nghệ thông tin của huyện Đông Sơn năm 2020",
  "bao_cao.ky_hieu": "BC-UBND",
  "bao_cao.ngay": "11/2020",
  "bao_cao.kinh_gui": "UBND tỉnh Thanh Hóa\nSở Thông tin và Truyền thông tỉnh Thanh Hóa",
  "bao_cao.noi_nhan": "Thường trực UBND huyện\nVăn phòng UBND huyện\nPhòng Văn hóa và Thông tin",
  "bao_cao.luu": "VHTT",
  "can_cu.co_quan": "Sở Thông tin và Truyền thông tỉnh Thanh Hóa",
  "can_cu.so_ky_hieu": "1801/STTTT-CNTT",
  "can_cu.ngay": "15/10/2020",
  "can_cu.trich_yeu": "báo cáo kết quả ứng dụng công nghệ thông tin năm 2020",
  "nguoi_ky.tap_the": "ỦY BAN NHÂN DÂN",
  "nguoi_ky.chuc_vu_truong": "CHỦ TỊCH",
  "nguoi_ky.chuc_vu": "PHÓ CHỦ TỊCH",
  "nguoi_ky.ho_ten": "Nguyễn Hồng Quang",
  "lien_he.don_vi": "Phòng Văn hóa và Thông tin huyện Đông Sơn",
};

/** By which right the signatory signs: a choice. */
exports.CAPACITY = "cap_pho_tap_the";

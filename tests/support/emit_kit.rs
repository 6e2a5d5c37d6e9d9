//! A small kit with every kind of cell, and the facts of a campaign, for the tests of intake workbooks.

use std::collections::BTreeMap;
use std::fmt::Write;
use tonghop::kit;
use tonghop::model::issue_key::IssueKey;
use tonghop::model::kit::Kit;
use tonghop::value::Value;
use tonghop::workbook::intake::{Addressee, Issue};

const KIT: &str = r#"
[kit]
id = "thu-nghiem"
version = "1.0"
title = "Báo cáo thử nghiệm"
forms = ["xa.toml"]
report = "report.md"

[[regime]]
label = "Tên báo cáo"
text = "Báo cáo thử nghiệm về thiết bị và nhân lực"
[[regime]]
label = "Thời hạn gửi báo cáo"
text = "Trước ngày 05 tháng 11 hằng năm; đơn vị gửi qua hệ thống văn bản điện tử kèm tệp Excel này."
"#;

pub(crate) const FORM: &str = r#"
[form]
id = "xa"
number = "Biểu số 01/TN-X"
title = "Tình hình thiết bị, nhân lực và ứng dụng công nghệ thông tin cấp xã"
unit_types = ["xa", "thi_tran"]
signature = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
guide = ["Phần I do công chức Văn phòng - Thống kê nhập."]

[[section]]
id = "thiet_bi"
number = "I"
title = "Thiết bị"
sheet = "Biểu 01"
period = "thiet_bi"
note = "Chỉ tính thiết bị thuộc quản lý của xã"
columns = [ { suffix = "", label = "Tổng số" }, { suffix = "sd", label = "Đang sử dụng" } ]
[[section.row]]
id = "tong_may"
number = "1"
label = "Tổng số máy tính"
definition = "Cách tính: gồm cả máy để bàn và máy xách tay, kể cả máy hỏng chưa thanh lý; không tính máy cá nhân."
unit = "máy"
kind = "count"
compare = true
plausible = [0, 200]
[[section.row]]
id = "may_de_ban"
number = "1.1"
label = "Máy tính để bàn"
unit = "máy"
kind = "count"
compare = true
[[section.row]]
id = "may_xach_tay"
number = "1.2"
label = "Máy tính xách tay"
unit = "máy"
kind = "count"
columns = [""]
[[section.row]]
id = "kinh_phi"
number = "2"
label = "Kinh phí mua sắm trong năm"
unit = "đồng"
kind = "amount"
columns = [""]
required = false

[[section]]
id = "ung_dung"
number = "II"
title = "Ứng dụng"
sheet = "Biểu 01"
[[section.row]]
id = "mang_lan"
number = "1"
label = "Có mạng nội bộ (LAN)"
unit = ""
kind = "yes_no"
[[section.row]]
id = "loai_mang"
number = "2"
label = "Loại đường truyền Internet"
unit = ""
kind = "choice"
choices = ["Cáp quang", "Di động", "Chưa có"]
[[section.row]]
id = "ty_le_ho_so"
number = "3"
label = "Tỷ lệ hồ sơ giải quyết đúng hạn"
unit = "%"
kind = "percent"
[[section.row]]
id = "toc_do"
number = "4"
label = "Tốc độ đường truyền"
unit = "Mbps"
kind = "decimal"
places = 1
[[section.row]]
id = "ngay_ket_noi"
number = "5"
label = "Ngày kết nối mạng chuyên dùng"
unit = ""
kind = "date"
[[section.row]]
id = "thang_ban_giao"
number = "6"
label = "Tháng bàn giao phần mềm"
unit = ""
kind = "month"
[[section.row]]
id = "can_bo_phu_trach"
number = "7"
label = "Cán bộ phụ trách công nghệ thông tin"
unit = ""
kind = "text"

[[section]]
id = "phan_mem"
number = "III"
title = "Phần mềm đang sử dụng"
sheet = "Phần mềm"
[section.list]
capacity = 6
[[section.list.column]]
id = "ten"
label = "Tên phần mềm"
kind = "text"
required = true
[[section.list.column]]
id = "nguoi_dung"
label = "Số người dùng"
kind = "count"
required = true
[[section.list.column]]
id = "cap"
label = "Cấp triển khai"
kind = "choice"
choices = ["Tỉnh", "Huyện", "Xã"]

[[section]]
id = "danh_gia"
number = "IV"
title = "Đánh giá, kiến nghị"
sheet = "Kiến nghị"
[[section.row]]
id = "kho_khan"
number = "1"
label = "Khó khăn, vướng mắc"
definition = "Nêu ngắn gọn, mỗi ý một dòng."
unit = ""
kind = "prose"
[[section.row]]
id = "kien_nghi"
number = "2"
label = "Kiến nghị, đề xuất"
unit = ""
kind = "prose"
required = false

[[rule]]
id = "TONG-01"
condition = "tong_may = may_de_ban + may_xach_tay"
severity = "error"
message = "Tổng số máy tính ghi {tong_may}, nhưng {may_de_ban} máy để bàn cộng {may_xach_tay} máy xách tay."
counterexample = { tong_may = "99" }
[[rule]]
id = "SD-01"
condition = "tong_may_sd <= tong_may"
severity = "warning"
message = "Số máy đang sử dụng {tong_may_sd} lớn hơn tổng số máy {tong_may}."
counterexample = { tong_may_sd = "25" }

[example]
tong_may = "20"
tong_may_sd = "18"
may_de_ban = "15"
may_de_ban_sd = "14"
may_xach_tay = "5"
kinh_phi = "150000000"
mang_lan = "Có"
loai_mang = "Cáp quang"
ty_le_ho_so = "0,985"
toc_do = "100"
ngay_ket_noi = "28/10/2020"
thang_ban_giao = "7/2019"
can_bo_phu_trach = "Nguyễn Văn A"
"phan_mem[0].ten" = "TDOffice"
"phan_mem[0].nguoi_dung" = "20"
"phan_mem[0].cap" = "Tỉnh"
kho_khan = "Máy tính cũ, hay hỏng."
kien_nghi = ""
"#;

/// The small kit.
pub(crate) fn small_kit() -> Kit {
    kit_with(FORM)
}

/// The small kit with another form.
pub(crate) fn kit_with(form: &str) -> Kit {
    let files = BTreeMap::from([
        ("kit.toml".to_owned(), KIT.as_bytes().to_vec()),
        ("xa.toml".to_owned(), form.as_bytes().to_vec()),
        (
            "report.md".to_owned(),
            "# Thiết bị\n\nCó {{ xa.tong_may }} máy.\n"
                .as_bytes()
                .to_vec(),
        ),
    ]);
    match kit::load(&files) {
        Ok(kit) => kit,
        Err(mistakes) => {
            let shown: Vec<String> = mistakes
                .iter()
                .map(|m| m.show(&files, tonghop::words::Lang::Vi))
                .collect();
            panic!("{}", shown.join("\n"))
        }
    }
}

/// A form of one section with so many columns of numbers in two rows, and so many rules over all of them.
pub(crate) fn wide_kit(columns: usize, rules: usize) -> Kit {
    let mut form = String::from(
        "[form]\nid = \"xa\"\nnumber = \"B1\"\ntitle = \"Rộng\"\nunit_types = [\"xa\"]\n\
         [[section]]\nid = \"muc\"\ntitle = \"T\"\nsheet = \"B\"\ncolumns = [\n",
    );
    for n in 0..columns {
        let suffix = if n == 0 {
            String::new()
        } else {
            format!("k{n}")
        };
        _ = writeln!(
            form,
            "{{ suffix = \"{suffix}\", label = \"Cột thứ {n} của biểu\" }},"
        );
    }
    form += "]\nrow = [\n\
         { id = \"tong_may\", label = \"Tổng\", unit = \"hộ\", kind = \"count\", plausible = [0, 500] },\n\
         { id = \"ngheo\", label = \"Nghèo\", unit = \"hộ\", kind = \"count\" } ]\n";
    let field = |row: &str, n: usize| match n {
        0 => row.to_owned(),
        n => format!("{row}_k{n}"),
    };
    for rule in 0..rules {
        let own = field("ngheo", rule % columns);
        let all: Vec<String> = (0..columns).map(|n| field("tong_may", n)).collect();
        let all = all.join("+");
        _ = writeln!(
            form,
            "[[rule]]\nid = \"R-{rule}\"\ncondition = \"{own} <= {all}\"\nseverity = \"error\"\n\
             message = \"Ghi {{{own}}}.\"\ncounterexample = {{ {own} = \"99999\" }}"
        );
    }
    form += "[example]\n";
    for n in 0..columns {
        _ = writeln!(
            form,
            "{} = \"1\"\n{} = \"1\"",
            field("tong_may", n),
            field("ngheo", n)
        );
    }
    kit_with(&form)
}

/// The facts of a campaign.
pub(crate) fn issue<'a>(kit: &'a Kit, form: &'a tonghop::model::form::Form) -> Issue<'a> {
    Issue {
        kit,
        form,
        campaign: "CNTT-2020",
        issuer: "UBND huyện Đông Sơn",
        period: "năm 2020",
        previous_period: "năm 2019",
        marks: form
            .sections
            .iter()
            .filter_map(|s| s.period.clone())
            .map(|p| (p, "Tính đến ngày 28/10/2020".to_owned()))
            .collect(),
        letter: Some(
            "Ban hành kèm theo Công văn số 1234/UBND-VHTT ngày 20/10/2020 của UBND huyện Đông Sơn"
                .to_owned(),
        ),
        deadline: "05/11/2020",
        contact: vec![
            "Phòng Văn hóa và Thông tin huyện Đông Sơn".to_owned(),
            "Điện thoại: 0237 3820 000; thư điện tử: vhtt@dongson.example".to_owned(),
        ],
        place: "",
        specimen: true,
        created: jiff::civil::datetime(2020, 10, 20, 8, 0, 0, 0),
        key: IssueKey::of([7; 32]),
    }
}

/// Xã Đông Hòa, which reported last year too.
pub(crate) fn dong_hoa() -> Addressee<'static> {
    Addressee {
        code: "16390",
        name: "Xã Đông Hòa",
        deadline: "05/11/2020",
        previous: BTreeMap::from([
            ("tong_may".to_owned(), Value::Number(1118.0)),
            ("may_de_ban".to_owned(), Value::Number(14.0)),
        ]),
        sections: &[],
    }
}

/// Thị trấn Rừng Thông, which is new.
pub(crate) fn rung_thong() -> Addressee<'static> {
    Addressee {
        code: "16378",
        name: "Thị trấn Rừng Thông",
        deadline: "07/11/2020",
        previous: BTreeMap::new(),
        sections: &[],
    }
}

//! A report of three pages, made up for the tests: a district's year of information technology.
#![allow(dead_code, reason = "each group of tests uses its part of this module")]

use tonghop::decree::Choice;
use tonghop::model::document::{
    Annotations, Block, Column, Document, Edition, Frame, Inline, Row, Slot, Table,
};
use tonghop::model::kit::Align;

/// The whole document.
pub(crate) fn document(edition: Edition) -> Document {
    Document {
        frame: frame(),
        blocks: blocks(edition),
        appendices: Vec::new(),
        missing: match edition {
            Edition::Draft | Edition::Review => vec![
                "Số, ngày của công văn yêu cầu báo cáo".into(),
                "Xã Đông Nam chưa gửi biểu".into(),
            ],
            Edition::Final => Vec::new(),
        },
        edition,
        annotations: Annotations::default(),
        key: String::new(),
    }
}

/// Letterhead, addressees, recipients, signature.
pub(crate) fn frame() -> Frame {
    Frame {
        parent: Some("UBND TỈNH THANH HÓA".into()),
        issuer: "ỦY BAN NHÂN DÂN HUYỆN ĐÔNG SƠN".into(),
        short: "UBND huyện Đông Sơn".into(),
        number: None,
        symbol: "BC-UBND".into(),
        place: "Đông Sơn".into(),
        date: (None, 11, 2020),
        kind: "BÁO CÁO".into(),
        subject: plain("Kết quả ứng dụng công nghệ thông tin của huyện Đông Sơn năm 2020"),
        addressees: vec![
            "UBND tỉnh Thanh Hóa".into(),
            "Sở Thông tin và Truyền thông tỉnh Thanh Hóa".into(),
        ],
        recipients: vec![
            "Thường trực UBND huyện".into(),
            "Trưởng các phòng chuyên môn thuộc UBND huyện".into(),
            "UBND tỉnh Thanh Hóa".into(),
            "Cổng thông tin điện tử huyện (để đăng tải)".into(),
        ],
        bases: Vec::new(),
        drafters_mark: None,
        drafter: "VHTT".into(),
        signature: vec![
            "TM. ỦY BAN NHÂN DÂN".into(),
            "KT. CHỦ TỊCH".into(),
            "PHÓ CHỦ TỊCH".into(),
        ],
        signer: "Nguyễn Hồng Quang".into(),
        footer_mark: Some("Số liệu minh họa".into()),
        title: "Báo cáo ứng dụng công nghệ thông tin năm 2020 <huyện Đông Sơn>".into(),
        written_at: "2020-11-20T08:30:00+07:00".into(),
    }
}

/// Text without figures.
pub(crate) fn plain(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

/// Text with `{figures}`.
fn mixed(text: &str) -> Vec<Inline> {
    let mut out = Vec::new();
    for (at, piece) in text.split(['{', '}']).enumerate() {
        if piece.is_empty() {
            continue;
        }
        out.push(if at % 2 == 0 {
            Inline::Text(piece.to_owned())
        } else {
            Inline::Figure {
                slot: Slot::whole(format!("so_{at}").parse().expect("an id"), "so"),
                shown: piece.to_owned(),
            }
        });
    }
    out
}

fn heading(level: u8, number: &str, title: &str) -> Block {
    Block::Heading {
        level,
        number: number.to_owned(),
        content: plain(title),
        line: 1,
    }
}

/// A paragraph of running text.
pub(crate) fn paragraph(text: &str) -> Block {
    Block::Paragraph {
        content: mixed(text),
        line: 1,
    }
}

fn item(level: u8, text: &str) -> Block {
    Block::Item {
        level,
        content: mixed(text),
        line: 1,
    }
}

fn row(group: bool, cells: [&str; 5]) -> Row {
    Row {
        group,
        strong: cells[0] == "1",
        cells: cells.into_iter().map(mixed).collect(),
    }
}

/// A table of machines with as many rows as wanted.
pub(crate) fn machines(communes: usize) -> Table {
    let mut rows = vec![
        row(true, ["I", "Cấp huyện", "", "", ""]),
        row(false, ["1", "Máy tính", "{68}", "{68}", ""]),
        row(false, ["1.1", "Máy tính để bàn", "{42}", "{42}", ""]),
        row(false, ["1.2", "Máy tính xách tay", "{26}", "{26}", ""]),
        row(false, ["2", "Máy in", "{44}", "{44}", ""]),
        row(true, ["II", "Cấp xã", "", "", ""]),
    ];
    for at in 1..=communes {
        rows.push(row(
            false,
            [
                &at.to_string(),
                &format!("Máy tính của đơn vị thứ {at}"),
                "{19}",
                "{19}",
                "",
            ],
        ));
    }
    Table {
        caption: plain("Hạ tầng công nghệ thông tin cấp huyện, cấp xã (tính đến ngày 28/10/2020)"),
        columns: vec![
            Column::new("TT", 8, Align::Center),
            Column::new("Trang thiết bị", 42, Align::Left),
            Column::new("Số lượng", 15, Align::Center),
            Column::new("Đang hoạt động", 18, Align::Center),
            Column::new("Ghi chú", 17, Align::Left),
        ],
        unit: String::new(),
        rows,
        notes: Vec::new(),
        appendix: None,
        line: 1,
    }
}

fn blocks(edition: Edition) -> Vec<Block> {
    let mut out = opening(edition);
    out.extend(infrastructure());
    out
}

fn opening(edition: Edition) -> Vec<Block> {
    let request = match edition {
        Edition::Draft | Edition::Review => Inline::Gap {
            figure: None,
            what: "số, ngày của công văn yêu cầu".into(),
        },
        Edition::Final => Inline::Text("1801/STTTT-CNTT ngày 15/10/2020".into()),
    };
    vec![
        Block::Paragraph {
            content: vec![
                Inline::Text("Thực hiện Công văn số ".into()),
                request,
                Inline::Text(
                    " của Sở Thông tin và Truyền thông tỉnh Thanh Hóa, Ủy ban nhân dân huyện Đông Sơn báo cáo kết quả ứng dụng công nghệ thông tin năm 2020 trên địa bàn huyện như sau:".into(),
                ),
            ],
            line: 1,
        },
        heading(1, "I.", "Kết quả thực hiện mục tiêu, nhiệm vụ năm 2020"),
        heading(2, "1.", "Công khai thông tin và kết quả giải quyết thủ tục hành chính"),
        paragraph("Tính đến ngày 28 tháng 10 năm 2020, {100%} văn bản quy phạm pháp luật và thủ tục hành chính của huyện đã được đăng trên Cổng thông tin điện tử dongson.gov.vn; người dân tra cứu được tình trạng hồ sơ ở mọi thời điểm."),
        item(1, "Có {14/14} trang thông tin điện tử của xã, thị trấn là thành phần của Cổng thông tin điện tử huyện, bảo đảm các nội dung theo khoản 2 Điều 28 Luật Công nghệ thông tin."),
        item(1, "Bộ phận một cửa từ huyện đến xã được trang bị đủ thiết bị để tiếp nhận, theo dõi và báo cáo về hồ sơ:"),
        item(2, "Cấp huyện: {01} bộ phận, máy quét hai mặt và màn hình tra cứu hoạt động ổn định;"),
        item(2, "Cấp xã: {14} bộ phận, trong đó {13} bộ phận có máy quét riêng."),
        heading(2, "2.", "Dịch vụ công trực tuyến"),
        paragraph("Huyện cung cấp {49} dịch vụ công trực tuyến mức độ 3 và {23} dịch vụ mức độ 4, tích hợp với Cổng dịch vụ công của tỉnh tại địa chỉ dichvucong.thanhhoa.gov.vn."),
        heading(2, "3.", "Tiếp nhận và giải quyết thủ tục hành chính tại bộ phận một cửa"),
        paragraph("Từ ngày 01/01/2020 đến ngày 28/10/2020, toàn huyện tiếp nhận và giải quyết {7.315} hồ sơ, trong đó {652} hồ sơ mức độ 3 và {06} hồ sơ mức độ 4. Mọi hồ sơ đều được cập nhật lên phần mềm một cửa điện tử, thực hiện đúng quy trình đã công bố."),
        heading(2, "4.", "Ứng dụng công nghệ thông tin trong chỉ đạo, điều hành"),
        heading(3, "4.1.", "Tại các cơ quan thuộc Ủy ban nhân dân huyện"),
        paragraph("Các phòng chuyên môn dùng phần mềm quản lý văn bản và hồ sơ công việc TDOffice, phần mềm theo dõi nhiệm vụ và hộp thư điện tử công vụ. Tỷ lệ nhiệm vụ hoàn thành đúng hạn đạt {93%}; {100%} văn bản đi của huyện được số hóa và gửi qua mạng, trừ văn bản mật theo quy định."),
        heading(4, "a)", "Phần mềm dùng chung"),
        paragraph("Phần mềm dùng chung được cài đặt tại {100%} phòng chuyên môn, có tài khoản riêng cho từng cán bộ, công chức."),
        heading(4, "b)", "Phần mềm chuyên ngành"),
        paragraph("Kế toán ngân sách, hộ tịch, quản lý đất đai và bảo trợ xã hội được giải quyết bằng phần mềm do bộ, ngành cung cấp."),
        heading(3, "4.2.", "Tại các xã, thị trấn"),
        paragraph("Có {14/14} đơn vị dùng chữ ký số chuyên dùng; {100%} văn bản phát hành được ký số của cơ quan. Cán bộ một cửa của {14} đơn vị đã được tập huấn về quy trình tiếp nhận hồ sơ trực tuyến mức độ 3, mức độ 4."),
    ]
}

fn infrastructure() -> Vec<Block> {
    vec![
        heading(2, "5.", "Hạ tầng kỹ thuật"),
        paragraph(
            "Toàn bộ cơ quan cấp huyện đã nối mạng nội bộ, dùng đường truyền cáp quang {60} Mbps; mỗi cán bộ, công chức có {01} máy tính. Ở cấp xã, bình quân mỗi đơn vị có {19} máy tính phục vụ {21} cán bộ, công chức.",
        ),
        Block::Table(machines(14)),
        heading(1, "II.", "Khó khăn, hạn chế"),
        item(
            1,
            "Một số đơn vị chưa thật sự quan tâm; khoảng {20%} máy tính đã cũ, cấu hình thấp, chưa đáp ứng yêu cầu công việc.",
        ),
        item(
            1,
            "Cán bộ phụ trách công nghệ thông tin ở cấp xã chủ yếu kiêm nhiệm, chưa được đào tạo chuyên sâu nên việc khắc phục sự cố còn chậm.",
        ),
        heading(1, "III.", "Đề xuất, kiến nghị"),
        paragraph(
            "Đề nghị Sở Thông tin và Truyền thông tiếp tục mở các lớp tập huấn về ứng dụng công nghệ thông tin cho cán bộ, công chức của huyện và các xã, thị trấn, nhất là về an toàn thông tin và sử dụng chữ ký số.",
        ),
        paragraph(
            "Trên đây là báo cáo kết quả ứng dụng công nghệ thông tin năm 2020 của huyện Đông Sơn./.",
        ),
    ]
}

/// A commune's report after July 2025, when communes came to stand directly below provinces.
pub(crate) fn commune() -> Document {
    let mut document = document(Edition::Final);
    let frame = &mut document.frame;
    frame.parent = Some("UBND TỈNH THANH HÓA".into());
    frame.issuer = "ỦY BAN NHÂN DÂN XÃ ĐÔNG SƠN".into();
    frame.short = "UBND xã Đông Sơn".into();
    frame.place = "Đông Sơn".into();
    frame.number = Some(7);
    frame.date = (Some(5), 2, 2026);
    frame.addressees = vec!["Sở Khoa học và Công nghệ tỉnh Thanh Hóa".into()];
    frame.recipients = vec![
        "Thường trực Đảng ủy, HĐND xã".into(),
        "Các phòng chuyên môn".into(),
    ];
    frame.drafter = "VHXH".into();
    frame.drafters_mark = Some("NVA.(05)".into());
    frame.signature = vec!["TM. ỦY BAN NHÂN DÂN".into(), "CHỦ TỊCH".into()];
    frame.bases = vec![
        "Căn cứ Luật Công nghệ thông tin ngày 29 tháng 6 năm 2006".into(),
        "Căn cứ Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023".into(),
    ];
    document
}

/// A department's report: an office under one head, signed by a deputy. Its body is written in [`small_body`].
pub(crate) fn department() -> Document {
    let mut document = document(Edition::Final);
    let frame = &mut document.frame;
    frame.parent = Some("UBND TỈNH THANH HÓA".into());
    frame.issuer = "SỞ KHOA HỌC VÀ CÔNG NGHỆ".into();
    frame.short = "Sở Khoa học và Công nghệ".into();
    frame.place = "Thanh Hóa".into();
    frame.symbol = "BC-SKHCN".into();
    frame.addressees = vec![
        "Bộ Khoa học và Công nghệ".into(),
        "UBND tỉnh Thanh Hóa".into(),
    ];
    frame.drafter = "CĐS".into();
    frame.signature = vec!["KT. GIÁM ĐỐC".into(), "PHÓ GIÁM ĐỐC".into()];
    let mut table = machines(40);
    table.unit = "máy".into();
    table.appendix = Some(true);
    document.appendices.push(table);
    document
}

/// The body in 13 points.
pub(crate) fn small_body() -> Choice {
    Choice {
        body: 13,
        ..Choice::default()
    }
}

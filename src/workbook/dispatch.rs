//! The list of what goes to whom (`danh-sach-gui.xlsx`): one row a unit, with words ready to paste.
//!
//! In: the rows and the facts of the campaign. Out: the bytes of a workbook. Sends nothing itself.

use crate::msg;
use crate::words::{Lang, Message, text};
use crate::workbook::height;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook,
    XlsxError,
};

/// One file to one unit.
#[derive(Debug, Clone)]
pub struct DispatchRow {
    /// Unit code.
    pub code: String,
    /// "Xã Đông Hòa".
    pub unit: String,
    /// Name of the file.
    pub file: String,
    /// Address, may be empty.
    pub email: String,
    /// Who answers there, may be empty.
    pub contact: String,
    /// Telephone, may be empty.
    pub phone: String,
    /// "05/11/2020".
    pub deadline: String,
}

/// What the words of every row share.
#[derive(Debug, Clone)]
pub struct DispatchFacts<'a> {
    /// "Báo cáo ứng dụng công nghệ thông tin cấp huyện".
    pub title: &'a str,
    /// "năm 2020".
    pub period: &'a str,
    /// "UBND huyện Đông Sơn".
    pub issuer: &'a str,
    /// "Ban hành kèm theo Công văn số …", when there is a letter.
    pub letter: Option<&'a str>,
    /// Whom to ask, one a line.
    pub contact: &'a [String],
    /// Whether the figures are made up.
    pub specimen: bool,
    /// When it is made; the only time in the file.
    pub created: jiff::civil::DateTime,
}

const HEADS: [(&str, u16); 9] = [
    ("dispatch.number", 5),
    ("dispatch.code", 9),
    ("dispatch.unit", 26),
    ("dispatch.file", 38),
    ("dispatch.email", 28),
    ("dispatch.contact", 20),
    ("dispatch.phone", 14),
    ("dispatch.deadline", 12),
    ("dispatch.words", 70),
];

/// The list as a workbook.
pub fn dispatch(rows: &[DispatchRow], facts: &DispatchFacts) -> Result<Vec<u8>, Message> {
    write(rows, facts).map_err(|e| {
        msg!(
            "dispatch.cannot-make",
            reason = crate::words::system::fault(&e)
        )
    })
}

/// Words to paste into a message to a unit.
pub fn invitation(row: &DispatchRow, facts: &DispatchFacts) -> String {
    let mut parts = vec![
        msg!(
            "dispatch.invitation",
            unit = row.unit,
            issuer = facts.issuer,
            file = row.file,
            title = facts.title,
            period = facts.period
        )
        .say(Lang::Vi),
    ];
    if let Some(letter) = facts.letter {
        parts.push(format!("({letter})."));
    }
    parts.push(msg!("dispatch.ask", deadline = row.deadline).say(Lang::Vi));
    if !facts.contact.is_empty() {
        let contact = facts.contact.join("; ");
        parts.push(msg!("dispatch.help", contact = contact).say(Lang::Vi));
    }
    if facts.specimen {
        parts.push(text("dispatch.specimen", Lang::Vi));
    }
    parts.push(text("dispatch.thanks", Lang::Vi));
    parts.join(" ")
}

fn write(rows: &[DispatchRow], facts: &DispatchFacts) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let at = facts.created;
    let created = ExcelDateTime::from_ymd(
        u16::try_from(at.year()).unwrap_or(2000),
        at.month().unsigned_abs(),
        at.day().unsigned_abs(),
    )?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let base = Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(12)
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    let cell = base.clone().set_border(FormatBorder::Thin);
    let heading = cell
        .clone()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_background_color("#E4EAF0");
    let sheet = workbook.add_worksheet();
    sheet.set_name(text("dispatch.sheet", Lang::Vi))?;
    let last = HEADS.len() as u16 - 1;
    let title = msg!("dispatch.title", title = facts.title, period = facts.period).say(Lang::Vi);
    let large = base.set_bold().set_font_size(14);
    sheet.merge_range(0, 0, 0, last, &title, &large)?;
    sheet.set_row_height(0, 26)?;
    for (col, (id, width)) in HEADS.iter().enumerate() {
        sheet.set_column_width(col as u16, *width)?;
        sheet.write_string_with_format(2, col as u16, text(id, Lang::Vi), &heading)?;
    }
    for (i, row) in rows.iter().enumerate() {
        let at = i as u32 + 3;
        sheet.write_number_with_format(at, 0, (i + 1) as f64, &cell)?;
        let words = invitation(row, facts);
        let texts = [
            &row.code,
            &row.unit,
            &row.file,
            &row.email,
            &row.contact,
            &row.phone,
            &row.deadline,
            &words,
        ];
        let widths = HEADS.iter().skip(1).map(|(_, width)| f64::from(*width));
        let wrapped = texts.iter().map(|t| t.as_str()).zip(widths);
        sheet.set_row_height(at, height::of_row(wrapped))?;
        for (col, text) in texts.into_iter().enumerate() {
            sheet.write_string_with_format(at, col as u16 + 1, text, &cell)?;
        }
    }
    let last_row = rows.len() as u32 + 2;
    sheet.ignore_error_range(2, 0, last_row, last, IgnoreError::NumberStoredAsText)?;
    sheet.set_freeze_panes(3, 3)?;
    sheet.set_repeat_rows(2, 2)?;
    sheet.set_paper_size(9);
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_print_area(0, 0, last_row, last)?;
    workbook.save_to_buffer()
}

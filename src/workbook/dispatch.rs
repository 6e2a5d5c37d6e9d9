//! The list of what goes to whom (`danh-sach-gui.xlsx`): a sheet to print and tick off, and one with words to paste.
//!
//! In: the rows and the facts of the campaign. Out: the bytes of a workbook. Sends nothing itself.

use crate::model::id::UnitCode;
use crate::msg;
use crate::words::{Lang, Message, official};
use crate::workbook::height;
use crate::workbook::look::{self, Margins, PrintPage, PrintSize};
use rust_xlsxwriter::{FormatAlign, IgnoreError, Workbook, XlsxError};

const MARGINS: Margins = Margins {
    left: 0.4,
    right: 0.4,
    top: 0.5,
    bottom: 0.5,
};

/// One file to one unit.
#[derive(Debug, Clone)]
pub struct DispatchRow {
    /// To whom.
    pub code: UnitCode,
    /// "Xã Đông Hòa".
    pub unit: String,
    /// Whom the message greets: "UBND xã Đông Hòa".
    pub addressee: String,
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
    /// Names of the workbooks that are common to all units of a form.
    pub common: &'a [String],
    /// Whether the figures are made up.
    pub specimen: bool,
    /// When it is made; the only time in the file.
    pub created: jiff::civil::DateTime,
}

/// A sheet: its tab, its title, its columns with their widths.
struct Plan {
    tab: &'static str,
    title: &'static str,
    heads: &'static [(&'static str, u16)],
}

const LIST: Plan = Plan {
    tab: "dispatch.sheet",
    title: "dispatch.title",
    heads: &[
        ("dispatch.number", 5),
        ("dispatch.code", 9),
        ("dispatch.unit", 26),
        ("dispatch.file", 38),
        ("dispatch.email", 28),
        ("dispatch.contact", 20),
        ("dispatch.phone", 14),
        ("dispatch.deadline", 12),
    ],
};

const WORDS: Plan = Plan {
    tab: "dispatch.words-sheet",
    title: "dispatch.words-title",
    heads: &[
        ("dispatch.number", 5),
        ("dispatch.code", 9),
        ("dispatch.unit", 26),
        ("dispatch.email", 28),
        ("dispatch.words", 84),
    ],
};

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
            unit = row.addressee,
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
        parts.push(official("dispatch.specimen"));
    }
    parts.push(official("dispatch.thanks"));
    parts.join(" ")
}

fn write(rows: &[DispatchRow], facts: &DispatchFacts) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = facts.created.date().at(0, 0, 0, 0);
    workbook.set_properties(&look::made_at(day)?);
    let list = rows.iter().map(|row| {
        let texts = [
            row.code.as_str(),
            &row.unit,
            &row.file,
            &row.email,
            &row.contact,
            &row.phone,
            &row.deadline,
        ];
        texts.map(str::to_owned).to_vec()
    });
    let common = (!facts.common.is_empty())
        .then(|| msg!("dispatch.common", files = facts.common.join(", ")).say(Lang::Vi));
    let common = common.unwrap_or_default();
    sheet(
        &mut workbook,
        &LIST,
        facts,
        &common,
        &list.collect::<Vec<_>>(),
    )?;
    let words = rows.iter().map(|row| {
        let words = invitation(row, facts);
        vec![
            row.code.to_string(),
            row.unit.clone(),
            row.email.clone(),
            words,
        ]
    });
    let advice = official("dispatch.words-advice");
    sheet(
        &mut workbook,
        &WORDS,
        facts,
        &advice,
        &words.collect::<Vec<_>>(),
    )?;
    crate::workbook::pack::saved(&mut workbook)
}

/// One sheet: a title, a line of advice, and a numbered row of texts for each unit.
fn sheet(
    workbook: &mut Workbook,
    plan: &Plan,
    facts: &DispatchFacts,
    advice: &str,
    rows: &[Vec<String>],
) -> Result<(), XlsxError> {
    let base = look::text().set_text_wrap().set_align(FormatAlign::Top);
    let cell = look::listed();
    let number = look::listed().set_align(FormatAlign::Center);
    let heading = look::list_heading(base.clone());
    let last = plan.heads.len() as u16 - 1;
    let whole: f64 = plan.heads.iter().map(|(_, width)| f64::from(*width)).sum();
    let sheet = workbook.add_worksheet();
    sheet.set_name(official(plan.tab))?;
    let title = Message::new(plan.title)
        .with("title", facts.title)
        .with("period", facts.period)
        .say(Lang::Vi);
    let large = base.clone().set_bold().set_font_size(14);
    sheet.merge_range(0, 0, 0, last, &title, &large)?;
    sheet.set_row_height(0, 26)?;
    sheet.merge_range(1, 0, 1, last, advice, &base.set_italic())?;
    sheet.set_row_height(1, height::of_row([(advice, whole)]))?;
    for (col, (id, width)) in plan.heads.iter().enumerate() {
        sheet.set_column_width(col as u16, *width)?;
        sheet.write_string_with_format(2, col as u16, official(id), &heading)?;
    }
    for (i, texts) in rows.iter().enumerate() {
        let at = i as u32 + 3;
        sheet.write_number_with_format(at, 0, (i + 1) as f64, &number)?;
        let widths = plan
            .heads
            .iter()
            .skip(1)
            .map(|(_, width)| f64::from(*width));
        let wrapped = texts.iter().map(String::as_str).zip(widths);
        sheet.set_row_height(at, height::of_row(wrapped))?;
        for (col, text) in texts.iter().enumerate() {
            sheet.write_string_with_format(at, col as u16 + 1, text, &cell)?;
        }
    }
    let last_row = rows.len() as u32 + 2;
    sheet.ignore_error_range(2, 0, last_row, last, IgnoreError::NumberStoredAsText)?;
    sheet.set_freeze_panes(3, 3)?;
    PrintPage {
        landscape: true,
        margins: Some(MARGINS),
        size: PrintSize::Width,
        repeat: Some((2, 2)),
    }
    .set(sheet)?;
    sheet.set_print_area(0, 0, last_row, last)?;
    Ok(())
}

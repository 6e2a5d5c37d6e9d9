//! Workbooks that people typed themselves, or that another program made.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

/// Rows of cells as typed, saved as the only sheet of a workbook: what reads as a number is one.
pub(crate) fn typed_workbook(rows: &[Vec<String>]) -> Vec<u8> {
    typed_sheets(&[("Sheet1", rows)])
}

/// Sheets of rows of cells as typed.
pub(crate) fn typed_sheets(sheets: &[(&str, &[Vec<String>])]) -> Vec<u8> {
    let saved = ExcelDateTime::from_ymd(2020, 10, 20).expect("a day");
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&saved));
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (r, row) in (0u32..).zip(*rows) {
            for (c, text) in (0u16..).zip(row) {
                let done = match text.parse::<f64>() {
                    Ok(number) => sheet.write(r, c, number),
                    Err(_) if text.is_empty() => continue,
                    Err(_) => sheet.write(r, c, text),
                };
                done.expect("written");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

//! The list of what goes to whom (`danh-sach-gui.xlsx`): one row a unit, with words ready to paste.
//!
//! In: the rows and the facts of the campaign. Out: the bytes of a workbook. Sends nothing itself.

use crate::words::Message;

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

/// The list as a workbook.
pub fn dispatch(_rows: &[DispatchRow], _facts: &DispatchFacts) -> Result<Vec<u8>, Message> {
    Ok(Vec::new())
}

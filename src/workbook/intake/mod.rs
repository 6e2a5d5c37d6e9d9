//! Intake workbooks (biểu nhập liệu): from a form and the facts of a campaign to the bytes of an Excel file.
//!
//! In: an [`Issue`] and the [`Addressee`]s. Out: bytes, the same for the same facts. [`Template`] makes what is
//! alike for all units once and fills in the rest per unit. Knows nothing of folders, ledgers or returns.

mod blanks;
mod book;
mod breaks;
mod calculation;
mod checks;
mod choices;
mod computing;
mod context;
mod correction;
mod fact;
mod guide;
mod head;
mod hidden;
mod ink;
mod joined;
mod list;
mod live;
mod page;
mod paper_code;
mod part;
mod points;
mod rows;
mod sheet;
mod source;
mod style;
mod totals;
mod validate;
mod waiting;
mod whose;

use crate::layout::Layout;
use crate::model::form::Form;
use crate::model::id::SectionId;
use crate::model::issue_key::IssueKey;
use crate::model::kit::Kit;
use crate::msg;
use crate::value::Value;
use crate::words::{Message, official_value};
use crate::workbook::cell_text::fitting;
use crate::workbook::pack;
use book::First;
use std::collections::BTreeMap;
use whose::Whose;

pub use correction::{Correction, Point};
pub use part::part_at;
pub use source::Entry;

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
    /// The secret of the campaign.
    pub key: IssueKey,
}

impl Issue<'_> {
    /// A hash of what every workbook of it shows, whatever the unit, its deadline and the time.
    pub fn facts(&self) -> String {
        let Self {
            kit,
            form,
            campaign,
            issuer,
            period,
            previous_period,
            marks,
            letter,
            deadline: _,
            contact,
            place,
            specimen,
            created: _,
            key: _,
        } = self;
        let kit = (&kit.id, &kit.version, &kit.title, &kit.regime);
        let settings = (
            campaign,
            issuer,
            period,
            previous_period,
            marks,
            letter,
            contact,
            place,
            specimen,
        );
        let layout = Layout::of(self.kit, self.form).hash();
        hash_of(&(kit, form, layout, settings))
    }

    /// A hash of what the common workbook shows, from that of the issue.
    pub fn common_facts(&self, issue: &str, all: &[Addressee]) -> String {
        let names: Vec<_> = all.iter().map(|to| (to.code, to.name)).collect();
        hash_of(&(issue, self.deadline, names))
    }

    /// What the workbook of a unit carries to be known again; that of all units for a blank code.
    fn token(&self, unit: &str) -> String {
        let (form, version) = (&self.form.id, &self.kit.version);
        self.key.token(self.campaign, unit, form, version)
    }
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
    pub sections: &'a [SectionId],
}

impl Addressee<'_> {
    /// A hash of what its workbook shows; `issue` is that of what all show.
    pub fn facts(&self, issue: &str) -> String {
        hash_of(&(issue, self))
    }
}

fn hash_of(shown: &impl std::fmt::Debug) -> String {
    blake3::hash(format!("{shown:?}").as_bytes()).to_hex()[..16].to_owned()
}

/// A workbook that is finished but for what differs from unit to unit.
#[derive(Debug, Clone)]
pub struct Template<'a> {
    issue: &'a Issue<'a>,
    bytes: Vec<u8>,
}

impl<'a> Template<'a> {
    /// Makes the part that is alike for all units.
    pub fn make(issue: &'a Issue<'a>) -> Result<Self, Message> {
        let bytes = book::bytes(issue, Whose::One, &[], None).map_err(|e| fault(&e))?;
        Ok(Self { issue, bytes })
    }

    /// The workbook of one unit. A unit that answers only some sections gets the other rows hidden.
    pub fn personal(&self, to: &Addressee) -> Result<Vec<u8>, Message> {
        let issue = self.issue;
        let own;
        let bytes = if to.sections.is_empty() {
            &self.bytes
        } else {
            own = book::bytes(issue, Whose::One, to.sections, None).map_err(|e| fault(&e))?;
            &own
        };
        pack::fill(bytes, &texts(issue, to)).map_err(|e| fault(&e))
    }
}

/// The workbook of a unit that goes back to it, with its answers in place and what it is asked marked. `None` when a list of
/// the form has no room for all that it said.
pub fn correction(
    issue: &Issue,
    to: &Addressee,
    correction: &Correction,
) -> Result<Option<Vec<u8>>, Message> {
    opened_by(issue, to, &First::Points(correction))
}

/// The workbook of a unit that the officer fills for it, with what counts in place and a sheet that asks where the figures
/// were learned. `None` when a list of the form has no room for all that counts.
pub fn entry(issue: &Issue, to: &Addressee, entry: &Entry) -> Result<Option<Vec<u8>>, Message> {
    opened_by(issue, to, &First::Source(entry))
}

fn opened_by(issue: &Issue, to: &Addressee, first: &First) -> Result<Option<Vec<u8>>, Message> {
    let layout = Layout::of(issue.kit, issue.form);
    if let Some(reading) = first.reading()
        && !correction::has_room(issue.form, &layout, reading)
    {
        return Ok(None);
    }
    let bytes = book::bytes(issue, Whose::One, to.sections, Some(first));
    let bytes = bytes.map_err(|e| fault(&e))?;
    let bytes = pack::fill_to_compute(&bytes, &texts(issue, to));
    bytes.map(Some).map_err(|e| fault(&e))
}

/// What only one unit is told, by the marks in whose place it stands.
fn texts(issue: &Issue, to: &Addressee) -> Vec<(String, String)> {
    let mut texts = vec![
        ("@unit".to_owned(), unit_shown(to.code, to.name)),
        ("@code".to_owned(), to.code.to_owned()),
        ("@deadline".to_owned(), to.deadline.to_owned()),
        ("@token".to_owned(), issue.token(to.code)),
    ];
    for field in to.previous.keys() {
        texts.push((field.clone(), previous_shown(issue.form, field, to)));
    }
    texts
}

/// One workbook for all units, with a drop-down of their names.
pub fn common(issue: &Issue, all: &[Addressee]) -> Result<Vec<u8>, Message> {
    book::bytes(issue, Whose::All(all), &[], None).map_err(|e| fault(&e))
}

fn fault(reason: &dyn std::fmt::Display) -> Message {
    msg!(
        "emit.cannot-make",
        reason = crate::words::system::fault(reason)
    )
}

/// "16390 - Xã Đông Hòa".
fn unit_shown(code: &str, name: &str) -> String {
    format!("{code} - {name}")
}

/// Last period's value of a field, as it is written beside it; empty when there is none.
fn previous_shown(form: &Form, field: &str, of: &Addressee) -> String {
    match (of.previous.get(field), form.field(field)) {
        (Some(value), Some(field)) => fitting(&official_value(value, field.kind())),
        _ => String::new(),
    }
}

/// The file name of a unit's workbook.
///
/// ```
/// use tonghop::workbook::intake::file_name;
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

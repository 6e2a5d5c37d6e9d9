//! `dot-bao-cao.toml`: what the officer decided about this campaign.
//!
//! [`asked`] takes the values from the file, each of its type, length and form; [`meant`] makes [`Settings`] of them,
//! whose days are days and stand in order. In: the file's bytes. Out: settings or every mistake in the file, and
//! what is [`known`] in spite of them. Knows nothing of the roster and the kit.

mod asked;
mod days;
mod known;
mod looks;
mod meant;

use crate::decree::Choice;
use crate::decree::signature::Signatory;
use crate::source::Mistake;
use crate::value::Day;
use std::collections::BTreeMap;

pub(crate) use known::{Days, SettingsFacts};
pub(crate) use meant::read;

/// A settings file as it was read.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// The settings, when nothing is wrong with them.
    pub(crate) settings: Option<Settings>,
    /// In reading order.
    pub(crate) mistakes: Vec<Mistake>,
    /// What the file says all the same.
    pub(crate) known: SettingsFacts,
}

/// A campaign's settings as meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `bo_mau`: id of the kit.
    pub kit_id: String,
    /// `ten_dot`: short name, used in file names and tokens.
    pub campaign: String,
    /// `so_lieu_minh_hoa`: the figures are made up, and every output says so.
    pub specimen: bool,
    /// Who asks and reports.
    pub issuer: Issuer,
    /// The report's own facts.
    pub report: ReportFacts,
    /// The request that the report answers; a final report needs it.
    pub request: Option<Request>,
    /// The period reported on.
    pub period: Period,
    /// Named dates or periods of sections (`[moc]`).
    pub marks: BTreeMap<String, Mark>,
    /// When things are due.
    pub deadlines: Deadlines,
    /// The letter that the forms are enclosed with.
    pub enclosed_with: Option<Letter>,
    /// Who signs, and by what right.
    pub signatory: Signatory,
    /// Further folders where returns arrive (`[nhan_ve]`), as written.
    pub receiving: Vec<String>,
    /// How the report is set, within the decree's ranges (`[trinh_bay]`).
    pub choice: Choice,
    /// Whom units ask.
    pub contact: Contact,
}

impl Settings {
    /// The days that each mark names (`[moc]`), by its name.
    pub fn days_of_marks(&self) -> BTreeMap<String, Vec<Day>> {
        let marks = self.marks.iter();
        marks
            .map(|(name, mark)| (name.clone(), mark.days()))
            .collect()
    }
}

/// Who asks and reports (`[co_quan]`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// Cơ quan chủ quản, in capitals.
    pub parent: Option<String>,
    /// "ỦY BAN NHÂN DÂN HUYỆN ĐÔNG SƠN".
    pub name: String,
    /// "UBND huyện Đông Sơn".
    pub short: String,
    /// Địa bàn: "huyện Đông Sơn".
    pub area: String,
    /// Địa danh before the date: "Đông Sơn".
    pub place: String,
}

impl Issuer {
    /// The names that say where its units lie: its area, itself and what it belongs to.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        let own = [self.area.as_str(), self.name.as_str()];
        own.into_iter().chain(self.parent.as_deref())
    }
}

/// The report's own facts (`[bao_cao]`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFacts {
    /// "BÁO CÁO".
    pub kind: String,
    /// Trích yếu.
    pub subject: String,
    /// "BC-UBND".
    pub symbol: String,
    /// Blank for the clerk when `None`.
    pub number: Option<u32>,
    /// Day (blank for the clerk when `None`), month, year.
    pub date: (Option<i8>, i8, i16),
    /// Kính gửi, at least one.
    pub addressees: Vec<String>,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// After "Lưu: VT, ".
    pub drafter: String,
    /// Căn cứ before the body.
    pub bases: Vec<String>,
    /// Ký hiệu người soạn thảo; may be empty.
    pub drafted_by: String,
    /// Số lượng bản phát hành.
    pub copies: Option<u32>,
}

/// The request that the report answers (`[can_cu]`); what is not known yet is a gap in the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Who asked.
    pub office: Option<String>,
    /// Số, ký hiệu.
    pub number: Option<String>,
    /// When.
    pub date: Option<Day>,
    /// Trích yếu.
    pub subject: Option<String>,
}

/// The period reported on (`[ky]`); it does not end before it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// "năm 2020".
    pub name: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// "năm 2019".
    pub previous_name: Option<String>,
}

/// A named date or period of sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// As of a day.
    Day(Day),
    /// From a day to one that is not before it.
    Span(Day, Day),
}

impl Mark {
    /// The days that it names.
    pub fn days(&self) -> Vec<Day> {
        match self {
            Self::Day(day) => vec![*day],
            Self::Span(from, to) => vec![*from, *to],
        }
    }
}

/// When things are due (`[han]`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadlines {
    /// When units send.
    pub units: Day,
    /// When the report goes out; not before the units send.
    pub report: Day,
}

/// A letter (`[van_ban_gui_bieu]`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Số, ký hiệu.
    pub number: String,
    /// When.
    pub date: Day,
    /// Whose.
    pub office: String,
}

/// Whom units ask (`[lien_he]`). Parts that were left out are empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The office.
    pub office: String,
    /// Who there.
    pub name: String,
    /// Telephone.
    pub phone: String,
    /// E-mail, valid when not empty.
    pub email: String,
}

//! From the settings as written to the settings as meant.

use super::known::{Known, turned};
use super::page::{Page, text_of};
use super::written::{
    BaoCao, CanCu, CoQuan, Han, Ky, LienHe, Moc, NguoiKy, Number, VanBan, Written,
};
use super::{
    Contact, Deadlines, Issuer, Letter, Mark, Period, Read, ReportFacts, Request, Settings, days,
};
use crate::decree::signature::{Capacity, Signatory, lines, makes_sense};
use crate::msg;
use crate::value::Day;
use crate::value::fold::clean;
use std::collections::BTreeMap;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

/// Reads the settings whole: as meant, or every mistake in reading order, and what is known all the same.
pub(crate) fn read(file: &str, bytes: &[u8]) -> Read {
    let (text, bad) = text_of(bytes);
    let mut page = Page::parse(file, &text);
    if let Some(at) = bad {
        page.note(at..at, msg!("kit.no-utf8"), None);
        return Read {
            mistakes: page.into_mistakes(),
            ..Read::default()
        };
    }
    let written: Written = page.written();
    if let Err(errors) = written.validate() {
        invalid(&mut page, &errors, &mut Vec::new());
    }
    let mut meaning = Meaning {
        page: &mut page,
        known: Known::default(),
        issuer_name: String::new(),
    };
    let settings = meaning.settings(written);
    let known = meaning.known;
    Read {
        settings: settings.filter(|_| page.is_sound()),
        mistakes: page.into_mistakes(),
        known,
    }
}

/// Notes what the validator found.
fn invalid(page: &mut Page, errors: &ValidationErrors, path: &mut Vec<String>) {
    let sorted: BTreeMap<_, _> = errors.errors().iter().collect();
    for (key, kind) in sorted {
        path.push(key.to_string());
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        match kind {
            ValidationErrorsKind::Field(errors) => {
                for error in errors {
                    let most = error.params.get("max");
                    let most = most.map(ToString::to_string).unwrap_or_default();
                    let message = match error.code.as_ref() {
                        "e_mail" => msg!("campaign.not-e-mail", key = key),
                        "short_name" => msg!("campaign.not-short-name", key = key),
                        _ => msg!("campaign.too-long", key = key, most = most),
                    };
                    page.note(page.place(&keys), message, None);
                }
            }
            ValidationErrorsKind::Struct(inner) => invalid(page, inner, path),
            ValidationErrorsKind::List(_) => {}
        }
        path.pop();
    }
}

/// Asks for values one by one; what is missing or has no meaning is noted and answered with `None`.
pub(super) struct Meaning<'p, 's> {
    pub(crate) page: &'p mut Page<'s>,
    /// What was answered so far, for checks that need only some of the answers.
    known: Known,
    /// Empty while the issuer has no name.
    issuer_name: String,
}

impl Meaning<'_, '_> {
    fn settings(&mut self, w: Written) -> Option<Settings> {
        if self.page.is_broken() {
            // What is missing may only be lost.
            self.known.kit_id = optional(w.bo_mau);
            return None;
        }
        self.known.marks = self.page.keys("moc");
        let kit_id = self.text(&["bo_mau"], w.bo_mau);
        self.known.kit_id.clone_from(&kit_id);
        let campaign = self.text(&["ten_dot"], w.ten_dot);
        let issuer = self.table("co_quan", w.co_quan, Self::issuer);
        let report = self.table("bao_cao", w.bao_cao, Self::report);
        let period = self.table("ky", w.ky, Self::period);
        let deadlines = self.table("han", w.han, Self::deadlines);
        let signatory = self.table("nguoi_ky", w.nguoi_ky, Self::signatory);
        let contact = self.table("lien_he", w.lien_he, Self::contact);
        // Where one of these has mistakes, they are noted, and there are no settings.
        let request = w.can_cu.map(|t| self.request(t));
        let enclosed_with = w.van_ban_gui_bieu.and_then(|t| self.letter(t));
        let marks = w.moc.unwrap_or_default().into_iter();
        let marks = marks.filter_map(|(n, m)| self.mark(n, m)).collect();
        let receiving = w.nhan_ve.unwrap_or_default().thu_muc;
        let receiving = self.texts(&["nhan_ve", "thu_muc"], receiving);
        let choice = self.choice(&w.trinh_bay.unwrap_or_default());
        for (table, key, message) in self.known.days.take_misplaced() {
            let at = self.page.place(&[table, &key]);
            self.page.note(at, message, None);
        }
        Some(Settings {
            kit_id: kit_id?,
            campaign: campaign?,
            specimen: w.so_lieu_minh_hoa.unwrap_or(false),
            issuer: issuer?,
            report: report?,
            request,
            period: period?,
            marks,
            deadlines: deadlines?,
            enclosed_with,
            signatory: signatory?,
            receiving,
            choice,
            contact: contact?,
        })
    }

    /// A table that must be there; one note when it is not, instead of one for each of its keys.
    fn table<W, M>(
        &mut self,
        name: &'static str,
        written: Option<W>,
        meant: fn(&mut Self, W) -> Option<M>,
    ) -> Option<M> {
        if written.is_none() && !self.page.has(&[name]) {
            let at = self.page.place(&[name]);
            self.page
                .note(at, msg!("campaign.table-missing", table = name), None);
        }
        meant(self, written?)
    }

    /// A text that must be there and say something.
    fn text(&mut self, path: &[&str], written: Option<String>) -> Option<String> {
        let key = path.last().copied().unwrap_or_default();
        let Some(written) = written else {
            // One of a wrong type was told already.
            if !self.page.has(path) {
                let at = self.page.place(path);
                self.page.note(at, msg!("kit.key-missing", key = key), None);
            }
            return None;
        };
        let text = clean(&written, false);
        if text.is_empty() {
            let at = self.page.place(path);
            self.page.note(at, msg!("kit.empty-text", key = key), None);
            return None;
        }
        Some(text)
    }

    fn day(&mut self, path: &[&str], written: Option<String>) -> Option<Day> {
        let text = self.text(path, written)?;
        let day = days::day(&text);
        if day.is_none() {
            let at = self.page.place(path);
            self.page
                .note(at, msg!("campaign.not-day", text = text), None);
        }
        day
    }

    fn texts(&mut self, path: &[&str], written: Option<Vec<String>>) -> Vec<String> {
        let mut texts = Vec::new();
        for (at, text) in written.unwrap_or_default().into_iter().enumerate() {
            let number = at.to_string();
            let item: Vec<&str> = path.iter().copied().chain([number.as_str()]).collect();
            let text = clean(&text, false);
            if text.is_empty() {
                let place = self.page.place(&item);
                let key = path.last().copied().unwrap_or_default();
                self.page
                    .note(place, msg!("kit.empty-text", key = key), None);
            }
            texts.push(text);
        }
        texts
    }

    fn issuer(&mut self, w: CoQuan) -> Option<Issuer> {
        let name = self.text(&["co_quan", "ten"], w.ten);
        let short = self.text(&["co_quan", "ten_ngan"], w.ten_ngan);
        let area = self.text(&["co_quan", "dia_ban"], w.dia_ban);
        let place = self.text(&["co_quan", "dia_danh"], w.dia_danh);
        self.issuer_name = name.clone().unwrap_or_default();
        Some(Issuer {
            parent: optional(w.chu_quan),
            name: name?,
            short: short?,
            area: area?,
            place: place?,
        })
    }

    fn report(&mut self, w: BaoCao) -> Option<ReportFacts> {
        let kind = self.text(&["bao_cao", "loai"], w.loai);
        let subject = self.text(&["bao_cao", "trich_yeu"], w.trich_yeu);
        let symbol = self.text(&["bao_cao", "ky_hieu"], w.ky_hieu);
        let drafter = self.text(&["bao_cao", "luu"], w.luu);
        let number = optional(w.so).and_then(|text| {
            let number = text.parse().ok().filter(|n: &u32| *n > 0);
            if number.is_none() {
                let at = self.page.place(&["bao_cao", "so"]);
                self.page
                    .note(at, msg!("campaign.not-number", text = text), None);
            }
            number
        });
        let at = ["bao_cao", "ngay"];
        let date = self.text(&at, w.ngay).and_then(|text| {
            let date = days::day_or_month(&text);
            if date.is_none() {
                let at = self.page.place(&at);
                self.page
                    .note(at, msg!("campaign.not-day-or-month", text = text), None);
            }
            date
        });
        self.known.days.report = date;
        let at = ["bao_cao", "kinh_gui"];
        let none = w
            .kinh_gui
            .as_ref()
            .map_or(!self.page.has(&at), Vec::is_empty);
        if none {
            let place = self.page.place(&at);
            self.page.note(place, msg!("campaign.no-addressee"), None);
        }
        let addressees = self.texts(&at, w.kinh_gui);
        let recipients = self.texts(&["bao_cao", "noi_nhan"], w.noi_nhan);
        let bases = self.texts(&["bao_cao", "can_cu_ban_hanh"], w.can_cu_ban_hanh);
        let copies = w.so_ban.and_then(|Number(n)| {
            let whole = (1.0..10_000.0).contains(&n) && n.fract() == 0.0;
            if !whole {
                let at = self.page.place(&["bao_cao", "so_ban"]);
                self.page
                    .note(at, msg!("campaign.not-a-number", key = "so_ban"), None);
            }
            whole.then_some(n as u32)
        });
        Some(ReportFacts {
            kind: kind?,
            subject: subject?,
            symbol: symbol?,
            number,
            date: date?,
            addressees,
            recipients,
            drafter: drafter?,
            bases,
            drafted_by: optional(w.nguoi_soan).unwrap_or_default(),
            copies,
        })
    }

    fn request(&mut self, w: CanCu) -> Request {
        let date = optional(w.ngay).and_then(|day| self.day(&["can_cu", "ngay"], Some(day)));
        self.known.days.request = date;
        Request {
            office: optional(w.co_quan),
            number: optional(w.so_ky_hieu),
            date,
            subject: optional(w.trich_yeu),
        }
    }

    fn period(&mut self, w: Ky) -> Option<Period> {
        let name = self.text(&["ky", "ten"], w.ten);
        let from = self.day(&["ky", "tu"], w.tu);
        let to = self.day(&["ky", "den"], w.den);
        self.in_order(&["ky", "den"], from, to);
        Some(Period {
            name: name?,
            from: from?,
            to: to?,
            previous_name: optional(w.ten_truoc),
        })
    }

    fn mark(&mut self, name: String, written: Moc) -> Option<(String, Mark)> {
        let path = ["moc", name.as_str()];
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(fits) {
            let at = self.page.place(&path);
            self.page
                .note(at, msg!("kit.period-name", name = name), None);
        }
        let mark = match written {
            Moc::Day(text) => {
                let day = self.day(&path, Some(text))?;
                self.known.days.cut_offs.insert(name.clone(), day);
                Mark::Day(day)
            }
            Moc::Span(span) => {
                let from = self.day(&["moc", &name, "tu"], span.tu);
                let to = self.day(&["moc", &name, "den"], span.den);
                self.in_order(&["moc", &name, "den"], from, to);
                Mark::Span(from?, to?)
            }
        };
        Some((name, mark))
    }

    fn deadlines(&mut self, w: Han) -> Option<Deadlines> {
        let units = self.day(&["han", "don_vi_gui"], w.don_vi_gui);
        let report = self.day(&["han", "bao_cao"], w.bao_cao);
        (self.known.days.units, self.known.days.due) = (units, report);
        Some(Deadlines {
            units: units?,
            report: report?,
        })
    }

    fn letter(&mut self, w: VanBan) -> Option<Letter> {
        let number = self.text(&["van_ban_gui_bieu", "so_ky_hieu"], w.so_ky_hieu);
        let date = self.day(&["van_ban_gui_bieu", "ngay"], w.ngay);
        self.known.days.letter = date;
        let office = self.text(&["van_ban_gui_bieu", "co_quan"], w.co_quan);
        Some(Letter {
            number: number?,
            date: date?,
            office: office?,
        })
    }

    fn signatory(&mut self, w: NguoiKy) -> Option<Signatory> {
        let at = ["nguoi_ky", "tu_cach"];
        let capacity = self.text(&at, w.tu_cach).and_then(|word| {
            let capacity = Capacity::from_word(&word);
            if capacity.is_none() {
                let words: Vec<&str> = Capacity::words().collect();
                let (place, words) = (self.page.place(&at), words.join(", "));
                let message = msg!("kit.unknown-word", key = at[1], word = word, words = words);
                self.page.note(place, message, None);
            }
            capacity
        });
        let title = self.text(&["nguoi_ky", "chuc_vu"], w.chuc_vu);
        let name = self.text(&["nguoi_ky", "ho_ten"], w.ho_ten);
        // What is missing was told; the rest is judged as if it were there.
        let seen = Signatory {
            // Acting heads sign for offices of every kind.
            capacity: capacity.unwrap_or(Capacity::Acting),
            body: optional(w.tap_the),
            head_title: optional(w.chuc_vu_truong),
            title: title.clone().unwrap_or_else(|| "…".to_owned()),
            name: name.clone().unwrap_or_default(),
        };
        if capacity.is_some()
            && let Err(message) = lines(&seen)
        {
            let place = self.page.place(&["nguoi_ky"]);
            self.page.note(place, message, None);
        }
        if let Err(message) = makes_sense(&seen, &self.issuer_name) {
            let place = self.page.place(&at);
            self.page.note(place, message, None);
        }
        Some(Signatory {
            capacity: capacity?,
            title: title?,
            name: name?,
            ..seen
        })
    }

    fn contact(&mut self, w: LienHe) -> Option<Contact> {
        let office = self.text(&["lien_he", "don_vi"], w.don_vi);
        Some(Contact {
            office: office?,
            name: optional(w.ho_ten).unwrap_or_default(),
            phone: optional(w.dien_thoai).unwrap_or_default(),
            email: optional(w.thu_dien_tu).unwrap_or_default(),
        })
    }

    /// Notes at the later one that it comes before the earlier one.
    fn in_order(&mut self, later: &[&str], before: Option<Day>, after: Option<Day>) {
        if let (Some(before), Some(after)) = (before, after)
            && after < before
        {
            let message = turned(before, after);
            self.page.note(self.page.place(later), message, None);
        }
    }
}

/// A text that may be left out or left empty.
fn optional(written: Option<String>) -> Option<String> {
    written
        .map(|text| clean(&text, false))
        .filter(|text| !text.is_empty())
}

//! From the settings as written to the settings as meant.

use super::asked::Asked;
use super::known::{KeyedDay, SettingsFacts, turned};
use super::{
    Contact, Deadlines, Issuer, Letter, Mark, Period, Read, ReportFacts, Request, Settings, days,
    looks,
};
use crate::decree::signature::{Capacity, Signatory, degree_before, lines, makes_sense};
use crate::decree::{ARCHIVE, AS_ABOVE};
use crate::msg;
use crate::source::table::{Page, Table};
use crate::source::tidy;
use crate::value::{Day, fold};
use std::collections::BTreeMap;

/// Reads the settings whole: as meant, or every mistake in reading order, and what is known all the same.
pub(crate) fn read(file: &str, bytes: &[u8]) -> Read {
    let (text, bad) = tidy::text(bytes);
    let text = tidy::toml_quotes(&text);
    let page = Page::new(file, &text).with_bare_texts();
    if let Some(at) = bad {
        page.wrong(&(at..at), msg!("kit.no-utf8"));
        return Read {
            mistakes: page.into_mistakes(),
            ..Read::default()
        };
    }
    let document = page.parse();
    let root = Asked {
        table: Table::new(&page, document.get_ref(), 0..0),
    };
    let mut meaning = Meaning::default();
    let settings = meaning.settings(root);
    let mut known = meaning.known;
    if page.broken() {
        // What is missing may only be lost.
        known = SettingsFacts {
            kit_id: known.kit_id,
            ..SettingsFacts::default()
        };
    }
    let mut mistakes = page.into_mistakes_by_line();
    // What is missing comes after what stands at the same place.
    mistakes.sort_by_key(|m| (m.span.start, m.span.is_empty()));
    Read {
        settings: settings.filter(|_| mistakes.is_empty()),
        mistakes,
        known,
    }
}

/// Asks for values one by one; what is missing or has no meaning is noted and answered with `None`.
#[derive(Default)]
struct Meaning {
    /// What was answered so far, for checks that need only some of the answers.
    known: SettingsFacts,
    /// Empty while the issuer has no name.
    issuer_name: String,
}

impl Meaning {
    fn settings(&mut self, root: Asked<'_>) -> Option<Settings> {
        let page = root.table.page;
        let kit_id = root.text("bo_mau", 100);
        self.known.kit_id.clone_from(&kit_id);
        self.known.kit_at = page.first_line(&root.table.place("bo_mau"));
        let campaign = root.short_name("ten_dot", 40);
        let specimen = root.table.bool_or("so_lieu_minh_hoa", false);
        let issuer = Asked::needed(&root, "co_quan").and_then(|t| self.issuer(t));
        let report = Asked::needed(&root, "bao_cao").and_then(|t| self.report(t));
        let period = Asked::needed(&root, "ky").and_then(period);
        let deadlines = Asked::needed(&root, "han").and_then(|t| self.deadlines(t));
        let signatory = Asked::needed(&root, "nguoi_ky").and_then(|t| self.signatory(t));
        let contact = Asked::needed(&root, "lien_he").and_then(contact);
        // Where one of these has mistakes, they are noted, and there are no settings.
        let request = Asked::optional(&root, "can_cu").map(|t| self.request(t));
        let letter = Asked::optional(&root, "van_ban_gui_bieu");
        let enclosed_with = letter.and_then(|t| self.letter(t));
        let marks = self.marks(&root);
        let receiving = Asked::optional(&root, "nhan_ve").and_then(receiving);
        let choice = Asked::optional(&root, "trinh_bay").map(looks::choice);
        self.misplaced_days(&root);
        root.finish();
        Some(Settings {
            kit_id: kit_id?,
            campaign: campaign?,
            specimen,
            issuer: issuer?,
            report: report?,
            request,
            period: period?,
            marks,
            deadlines: deadlines?,
            enclosed_with,
            signatory: signatory?,
            receiving: receiving.unwrap_or_default(),
            choice: choice.unwrap_or_default(),
            contact: contact?,
        })
    }

    fn issuer(&mut self, table: Asked) -> Option<Issuer> {
        let parent = table.text_if("chu_quan", 200);
        let name = table.text("ten", 200);
        let short = table.text("ten_ngan", 100);
        let area = table.text("dia_ban", 100);
        let place = table.text("dia_danh", 60);
        table.finish();
        self.issuer_name = name.clone().unwrap_or_default();
        Some(Issuer {
            parent,
            name: name?,
            short: short?,
            area: area?,
            place: place?,
        })
    }

    fn report(&mut self, table: Asked) -> Option<ReportFacts> {
        let kind = table.text("loai", 60);
        let subject = table.text("trich_yeu", 400);
        if let (Some(kind), Some(subject)) = (&kind, &subject) {
            if repeats(kind, subject) {
                let message = msg!("campaign.title-repeats-kind", kind = kind);
                table.wrong_at("trich_yeu", message);
            }
            if subject.trim_end().ends_with('.') && !subject.trim_end().ends_with("v.v.") {
                table.wrong_at("trich_yeu", msg!("campaign.title-full-stop"));
            }
        }
        let symbol = table.text("ky_hieu", 40);
        if symbol.as_deref().is_some_and(|symbol| !is_joined(symbol)) {
            table.wrong_at("ky_hieu", msg!("campaign.symbol-form"));
        }
        let drafter = table.text("luu", 40);
        let number = table.text_if("so", u64::MAX).and_then(|text| {
            let number = text.parse().ok().filter(|n: &u32| *n > 0);
            if number.is_none() {
                table.wrong_at("so", msg!("campaign.not-number", text = text));
            }
            number
        });
        let date = table.text("ngay", u64::MAX).and_then(|text| {
            let date = days::day_or_month(&text);
            if date.is_none() {
                table.wrong_at("ngay", msg!("campaign.not-day-or-month", text = text));
            }
            date
        });
        self.known.days.report = date;
        let addressees = table.texts("kinh_gui", 30);
        let nobody = match &addressees {
            Some(list) => list.is_empty(),
            None => !table.table.has("kinh_gui"),
        };
        if nobody {
            table.wrong_at("kinh_gui", msg!("campaign.no-addressee"));
        }
        let recipients = table.texts("noi_nhan", 60).unwrap_or_default();
        let addressed = addressees.as_deref().unwrap_or_default();
        for name in recipients.iter().filter(|name| is_added(name, addressed)) {
            let message = msg!("campaign.recipient-added", name = name);
            table.wrong_at("noi_nhan", message);
        }
        let bases = table.texts("can_cu_ban_hanh", 30).unwrap_or_default();
        let drafted_by = table.text_if("nguoi_soan", 10).unwrap_or_default();
        let copies = table.table.number("so_ban").and_then(|(n, at)| {
            let whole = (1.0..10_000.0).contains(&n) && n.fract() == 0.0;
            if !whole {
                table.wrong(&at, msg!("campaign.not-a-number", key = "so_ban"));
            }
            whole.then_some(n as u32)
        });
        table.finish();
        Some(ReportFacts {
            kind: kind?,
            subject: subject?,
            symbol: symbol?,
            number,
            date: date?,
            addressees: addressees.unwrap_or_default(),
            recipients,
            drafter: drafter?,
            bases,
            drafted_by,
            copies,
        })
    }

    fn request(&mut self, table: Asked) -> Request {
        let date = table.day_if("ngay");
        self.known.days.request = date;
        let request = Request {
            office: table.text_if("co_quan", 200),
            number: table.text_if("so_ky_hieu", 60),
            date,
            subject: table.text_if("trich_yeu", 400),
        };
        table.finish();
        request
    }

    /// The dates and periods of sections, by name.
    fn marks(&mut self, root: &Asked) -> BTreeMap<String, Mark> {
        let page = root.table.page;
        self.known.marks_at = page.end();
        let Some(table) = Asked::optional(root, "moc") else {
            // What is no table may hold names all the same.
            let none = !root.table.has("moc");
            self.known.marks = none.then(Default::default);
            return BTreeMap::new();
        };
        let names = table.table.names();
        self.known.marks_at = table.table.span.clone();
        self.known.marks = Some(names.iter().map(|name| (*name).to_owned()).collect());
        let marks = names.into_iter();
        let marks = marks.filter_map(|name| Some((name.to_owned(), self.mark(&table, name)?)));
        marks.collect()
    }

    /// A day, `"2020-10-28"`, or a period, `{ tu = "…", den = "…" }`.
    fn mark<'a>(&mut self, marks: &Asked<'a>, name: &'a str) -> Option<Mark> {
        let is_day = marks.table.quiet_text(name).is_some();
        let span = marks.table.quiet_table(name);
        if !is_day && span.is_none() {
            let message = msg!("campaign.not-mark", key = name);
            marks.table.page.wrong(&marks.table.place(name), message);
            return None;
        }
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(fits) {
            marks.wrong_at(name, msg!("kit.period-name", name = name));
        }
        let Some(table) = span else {
            let day = marks.day(name)?;
            self.known.days.cut_offs.insert(name.to_owned(), day);
            return Some(Mark::Day(day));
        };
        let span = Asked { table };
        let (from, to) = days_in_order(&span, &format!("moc.{name}"));
        span.finish();
        Some(Mark::Span(from?, to?))
    }

    fn deadlines(&mut self, table: Asked) -> Option<Deadlines> {
        let units = table.day("don_vi_gui");
        let report = table.day("bao_cao");
        table.finish();
        (self.known.days.units, self.known.days.due) = (units, report);
        Some(Deadlines {
            units: units?,
            report: report?,
        })
    }

    fn letter(&mut self, table: Asked) -> Option<Letter> {
        let number = table.text("so_ky_hieu", 60);
        let date = table.day("ngay");
        self.known.days.letter = date;
        let office = table.text("co_quan", 200);
        table.finish();
        Some(Letter {
            number: number?,
            date: date?,
            office: office?,
        })
    }

    fn signatory(&self, table: Asked) -> Option<Signatory> {
        let capacity = table.text("tu_cach", u64::MAX).and_then(|word| {
            let capacity = Capacity::from_word(&word);
            if capacity.is_none() {
                let words: Vec<&str> = Capacity::words().collect();
                let words = words.join(", ");
                let message = msg!(
                    "kit.unknown-word",
                    key = "tu_cach",
                    word = word,
                    words = words
                );
                table.wrong_at("tu_cach", message);
            }
            capacity
        });
        let title = table.text("chuc_vu", 100);
        let name = table.text("ho_ten", 60);
        // What is missing was told; the rest is judged as if it were there.
        let seen = Signatory {
            capacity: capacity.unwrap_or(Capacity::Acting),
            body: table.text_if("tap_the", 100),
            head_title: table.text_if("chuc_vu_truong", 100),
            title: title.clone().unwrap_or_else(|| "…".to_owned()),
            name: name.clone().unwrap_or_default(),
        };
        if capacity.is_some()
            && let Err(message) = lines(&seen)
        {
            table.wrong(&table.table.span, message);
        }
        if capacity.is_some()
            && let Err(message) = makes_sense(&seen, &self.issuer_name)
        {
            table.wrong_at("tu_cach", message);
        }
        if let Some(degree) = degree_before(&seen.name) {
            table.wrong_at("ho_ten", msg!("signature.degree", degree = degree));
        }
        table.finish();
        Some(Signatory {
            capacity: capacity?,
            title: title?,
            name: name?,
            ..seen
        })
    }

    /// Tells the days that cannot follow one another, each at its key.
    fn misplaced_days(&mut self, root: &Asked) {
        for (table, key, message) in self.known.days.take_misplaced() {
            let Some(table) = root.table.quiet_table(table) else {
                continue;
            };
            let names = table.names();
            if let Some(key) = names.into_iter().find(|name| *name == key) {
                root.wrong(&table.place(key), message);
            }
        }
    }
}

/// Whether a subject begins with the kind of document, which stands above it anyway. A rapporteur ("báo cáo viên") is
/// another word.
fn repeats(kind: &str, subject: &str) -> bool {
    let (kind, subject) = (kind.trim().to_lowercase(), subject.trim().to_lowercase());
    let rest = subject.strip_prefix(&kind);
    rest.is_some_and(|rest| rest.starts_with([' ', ':']) && !rest.starts_with(" viên"))
}

/// Whether a symbol is written in one piece, its parts joined by a hyphen: "BC-UBND" (Decree 30/2020, Appendix I, II.3).
fn is_joined(symbol: &str) -> bool {
    let is_odd = |c: char| c.is_whitespace() || "–—−".contains(c);
    !symbol.contains(is_odd) && symbol.split(['-', '/']).all(|part| !part.is_empty())
}

/// Whether a recipient is one of those that the writer adds: "Như trên" for the addressees, and the archive.
fn is_added(name: &str, addressees: &[String]) -> bool {
    let bare = |text: &str| fold(text.split(['(', ':']).next().unwrap_or_default());
    let added = addressees.iter().map(String::as_str);
    let mut added = added.chain([AS_ABOVE, ARCHIVE]);
    added.any(|one| bare(one) == bare(name))
}

fn period(table: Asked) -> Option<Period> {
    let name = table.text("ten", 60);
    let (from, to) = days_in_order(&table, "ky");
    let previous_name = table.text_if("ten_truoc", 60);
    table.finish();
    Some(Period {
        name: name?,
        from: from?,
        to: to?,
        previous_name,
    })
}

fn contact(table: Asked) -> Option<Contact> {
    let office = table.text("don_vi", 200);
    let name = table.text_if("ho_ten", 60).unwrap_or_default();
    let phone = table.text_if("dien_thoai", 40).unwrap_or_default();
    let email = table.e_mail("thu_dien_tu").unwrap_or_default();
    table.finish();
    Some(Contact {
        office: office?,
        name,
        phone,
        email,
    })
}

fn receiving(table: Asked) -> Option<Vec<String>> {
    let folders = table.texts("thu_muc", 20);
    table.finish();
    folders
}

/// The first and the last day of a period, `path` being its table; noted at the last one that it comes before the first
/// one.
fn days_in_order(table: &Asked, path: &str) -> (Option<Day>, Option<Day>) {
    let from = table.day("tu");
    let to = table.day("den");
    if let (Some(before), Some(after)) = (from, to)
        && after < before
    {
        let keyed = |key, day| KeyedDay {
            key: format!("{path}.{key}"),
            day,
        };
        table.wrong_at("den", turned(&keyed("tu", before), &keyed("den", after)));
    }
    (from, to)
}

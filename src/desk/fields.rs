//! The fields of the settings, step by step: where each stands in the file, how it is filled, what it is called.

use crate::words::{Lang, text};

/// How a field is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A line of text.
    Line,
    /// A text on each line.
    Lines,
    /// Yes or no.
    Flag,
    /// By which right somebody signs.
    Capacity,
    /// A day, or a first and a last one.
    Span,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// Its section in the file; "" before the first one.
    pub(super) section: &'static str,
    /// Its key; of a date that the kit names, that name.
    pub(super) key: String,
    pub(super) kind: Kind,
    /// The id of its label.
    pub(super) label: &'static str,
    /// Of a date that the kit names, what is filled as of it.
    pub(super) about: String,
}

/// A date that the kit names, and what is filled as of it.
pub(super) type Mark = (String, String);

impl Field {
    /// Its name in the form, and in messages about the file.
    pub(super) fn name(&self) -> String {
        if self.section.is_empty() {
            self.key.clone()
        } else {
            format!("{}.{}", self.section, self.key)
        }
    }

    /// What people call it.
    pub(super) fn said(&self, lang: Lang) -> String {
        text(self.label, lang).replace("{about}", &self.about)
    }

    /// The same in short, without what helps to fill it in.
    pub(super) fn called(&self, lang: Lang) -> String {
        let said = self.said(lang);
        let bare = said
            .rsplit_once(" (")
            .map_or(said.as_str(), |(bare, _)| bare);
        match bare.split_once("; ") {
            Some((first, _)) if self.kind == Kind::Span => format!("{first}…"),
            _ => bare.to_owned(),
        }
    }
}

/// A group of fields: the id of its heading, and its fields.
pub(super) type Group = (&'static str, Vec<Field>);

/// A step: its word in addresses, the id of its title, and its groups.
pub(super) struct Step {
    pub(super) word: &'static str,
    pub(super) title: &'static str,
    groups: &'static [(&'static str, &'static [Row])],
}

type Row = (&'static str, &'static str, Kind, &'static str);

use Kind::{Capacity, Flag, Line, Lines};

/// The two steps that are of the settings; units and the last look follow.
pub(super) const STEPS: [Step; 2] = [
    Step {
        word: "ky",
        title: "desk.step-period",
        groups: &[
            (
                "desk.group-period",
                &[
                    ("", "ten_dot", Line, "desk.f-ten-dot"),
                    ("ky", "ten", Line, "desk.f-ky-ten"),
                    ("ky", "tu", Line, "desk.f-ky-tu"),
                    ("ky", "den", Line, "desk.f-ky-den"),
                    ("ky", "ten_truoc", Line, "desk.f-ky-truoc"),
                    ("", "so_lieu_minh_hoa", Flag, "desk.f-minh-hoa"),
                ],
            ),
            (
                "desk.group-due",
                &[
                    ("han", "don_vi_gui", Line, "desk.f-han-gui"),
                    ("han", "bao_cao", Line, "desk.f-han-bao-cao"),
                ],
            ),
            (
                "desk.group-letter",
                &[
                    ("van_ban_gui_bieu", "so_ky_hieu", Line, "desk.f-cv-so"),
                    ("van_ban_gui_bieu", "ngay", Line, "desk.f-cv-ngay"),
                    ("van_ban_gui_bieu", "co_quan", Line, "desk.f-cv-co-quan"),
                ],
            ),
        ],
    },
    Step {
        word: "noi-nhan",
        title: "desk.step-sign",
        groups: &[
            (
                "desk.group-issuer",
                &[
                    ("co_quan", "chu_quan", Line, "desk.f-chu-quan"),
                    ("co_quan", "ten", Line, "desk.f-cq-ten"),
                    ("co_quan", "ten_ngan", Line, "desk.f-cq-ngan"),
                    ("co_quan", "dia_ban", Line, "desk.f-dia-ban"),
                    ("co_quan", "dia_danh", Line, "desk.f-dia-danh"),
                ],
            ),
            (
                "desk.group-report",
                &[
                    ("bao_cao", "loai", Line, "desk.f-loai"),
                    ("bao_cao", "trich_yeu", Line, "desk.f-trich-yeu"),
                    ("bao_cao", "ky_hieu", Line, "desk.f-ky-hieu"),
                    ("bao_cao", "ngay", Line, "desk.f-bc-ngay"),
                    ("bao_cao", "kinh_gui", Lines, "desk.f-kinh-gui"),
                    ("bao_cao", "noi_nhan", Lines, "desk.f-noi-nhan"),
                    ("bao_cao", "luu", Line, "desk.f-luu"),
                ],
            ),
            (
                "desk.group-request",
                &[
                    ("can_cu", "co_quan", Line, "desk.f-yc-co-quan"),
                    ("can_cu", "so_ky_hieu", Line, "desk.f-yc-so"),
                    ("can_cu", "ngay", Line, "desk.f-yc-ngay"),
                    ("can_cu", "trich_yeu", Line, "desk.f-yc-trich-yeu"),
                ],
            ),
            (
                "desk.group-signatory",
                &[
                    ("nguoi_ky", "tu_cach", Capacity, "desk.f-tu-cach"),
                    ("nguoi_ky", "tap_the", Line, "desk.f-tap-the"),
                    ("nguoi_ky", "chuc_vu_truong", Line, "desk.f-cv-truong"),
                    ("nguoi_ky", "chuc_vu", Line, "desk.f-chuc-vu"),
                    ("nguoi_ky", "ho_ten", Line, "desk.f-ho-ten"),
                ],
            ),
            (
                "desk.group-contact",
                &[
                    ("lien_he", "don_vi", Line, "desk.f-lh-don-vi"),
                    ("lien_he", "ho_ten", Line, "desk.f-lh-ho-ten"),
                    ("lien_he", "dien_thoai", Line, "desk.f-lh-dt"),
                    ("lien_he", "thu_dien_tu", Line, "desk.f-lh-thu"),
                ],
            ),
        ],
    },
];

/// The rights by which somebody signs: the word in the file and the id of its label.
pub(super) const CAPACITIES: [(&str, &str); 7] = [
    ("cap_truong_tap_the", "desk.c-truong-tt"),
    ("cap_pho_tap_the", "desk.c-pho-tt"),
    ("thu_truong", "desk.c-thu-truong"),
    ("cap_pho", "desk.c-pho"),
    ("tl", "desk.c-tl"),
    ("tuq", "desk.c-tuq"),
    ("quyen", "desk.c-quyen"),
];

impl Step {
    /// Its fields, with those for the dates that the kit names (`marks`).
    pub(super) fn groups(&self, marks: &[Mark]) -> Vec<Group> {
        let groups = self.groups.iter();
        let mut groups: Vec<Group> = groups
            .map(|(heading, rows)| (*heading, rows.iter().map(field).collect()))
            .collect();
        if self.word == STEPS[0].word && !marks.is_empty() {
            let own = marks.iter().map(|(name, about)| Field {
                section: "moc",
                key: name.clone(),
                about: about.clone(),
                kind: Kind::Span,
                label: "desk.f-moc",
            });
            groups.insert(1, ("desk.group-marks", own.collect()));
        }
        groups
    }
}

fn field(row: &Row) -> Field {
    let (section, key, kind, label) = *row;
    Field {
        section,
        key: key.to_owned(),
        kind,
        label,
        about: String::new(),
    }
}

/// A sentence about the file in the words of the form: fields by their labels, rights by what they are called.
pub(super) fn in_words(said: &str, marks: &[Mark], own: &Field, lang: Lang) -> String {
    let all = STEPS.iter().flat_map(|step| step.groups(marks));
    let all: Vec<Field> = all.flat_map(|(_, fields)| fields).collect();
    let known = |word: &str, is_key: bool| -> Option<String> {
        if let Some((_, label)) = CAPACITIES.iter().find(|(known, _)| *known == word) {
            return Some(text(label, lang));
        }
        let bare = word.strip_suffix(".tu").or(word.strip_suffix(".den"));
        let named = |name: &str| all.iter().find(|field| field.name() == name);
        let named = named(word).or_else(|| named(bare?));
        // A key alone is one of the same section, and may be a word of the language too.
        let alone = all
            .iter()
            .filter(|field| field.section == own.section && field.key == word);
        let alone = alone.filter(|_| is_key || word.contains('_'));
        let found = named.filter(|field| !field.section.is_empty());
        found
            .or(alone.into_iter().next())
            .map(|field| quoted(field, lang))
    };
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.".contains(c);
    let mut out = String::new();
    let mut rest = said;
    while let Some(at) = rest.find(|c: char| c.is_alphanumeric()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && !"_.".contains(c));
        let whole = &rest[..end.unwrap_or(rest.len())];
        let word = whole.trim_end_matches('.');
        let word = if word.chars().all(fits) { word } else { whole };
        let is_key = ["`", "khóa ", "key "]
            .iter()
            .any(|mark| out.ends_with(mark));
        match known(word, is_key) {
            Some(said) => out.push_str(&said),
            None => out.push_str(word),
        }
        rest = &rest[word.len()..];
    }
    out.push_str(rest);
    // What is quoted as code in messages about the file is quoted as words here.
    let parts = out.split('`').enumerate();
    let parts = parts.map(|(at, part)| match at {
        0 => part.to_owned(),
        at if at % 2 == 1 => format!("“{part}"),
        _ => format!("”{part}"),
    });
    let said: String = parts.collect();
    said.replace("““", "“").replace("””", "”")
}

fn quoted(field: &Field, lang: Lang) -> String {
    format!("“{}”", field.called(lang))
}

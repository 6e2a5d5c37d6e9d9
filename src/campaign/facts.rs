//! What the campaign's settings say, as figures of the narrative (`dot.*`).

use crate::campaign::settings::{Mark, Settings};
use crate::model::figure::SettingFigure;
use crate::model::id::FigureId;
use crate::model::kit::Kit;
use crate::msg;
use crate::value::{Day, Kind, Value};
use crate::words::{Fact, Lang, official};

/// What the narrative may call a fact, what a person calls it, and the key of the settings that says it.
const FACTS: [(&str, &str, &str); 11] = [
    ("ten_ky", "flow.fact-period", "[ky] ten"),
    ("ten_ky_truoc", "flow.fact-last-period", "[ky] ten_truoc"),
    ("nam", "flow.fact-year", "[ky] den"),
    ("ky_tu", "flow.fact-first-day", "[ky] tu"),
    ("ky_den", "flow.fact-last-day", "[ky] den"),
    ("dia_ban", "flow.fact-area", "[co_quan] dia_ban"),
    ("co_quan", "flow.fact-issuer", "[co_quan] ten_ngan"),
    (
        "can_cu_co_quan",
        "flow.fact-request-office",
        "[can_cu] co_quan",
    ),
    (
        "can_cu_so",
        "flow.fact-request-number",
        "[can_cu] so_ky_hieu",
    ),
    ("can_cu_ngay", "flow.fact-request-day", "[can_cu] ngay"),
    (
        "can_cu_trich_yeu",
        "flow.fact-request-subject",
        "[can_cu] trich_yeu",
    ),
];

/// All facts; what the settings leave out is there without a value, so that a text that needs it shows a gap.
pub fn facts(settings: &Settings, kit: &Kit) -> Vec<SettingFigure> {
    let request = settings.request.as_ref();
    let period = &settings.period;
    let mut facts = vec![
        words("ten_ky", Some(&period.name)),
        words("ten_ky_truoc", period.previous_name.as_ref()),
        words("nam", Some(&period.to.year().to_string())),
        day("ky_tu", Some(period.from)),
        day("ky_den", Some(period.to)),
        words("dia_ban", Some(&settings.issuer.area)),
        words("co_quan", Some(&settings.issuer.short)),
        words("can_cu_co_quan", request.and_then(|r| r.office.as_ref())),
        words("can_cu_so", request.and_then(|r| r.number.as_ref())),
        day("can_cu_ngay", request.and_then(|r| r.date)),
        words("can_cu_trich_yeu", request.and_then(|r| r.subject.as_ref())),
    ];
    let mut names: Vec<&str> = settings.marks.keys().map(String::as_str).collect();
    let asked = kit.forms.iter().flat_map(|f| &f.sections);
    names.extend(asked.filter_map(|s| s.period.as_deref()));
    names.sort_unstable();
    names.dedup();
    for name in names {
        let (whole, from, to) = match settings.marks.get(name) {
            Some(Mark::Day(day)) => (Some(*day), Some(*day), Some(*day)),
            Some(Mark::Span(from, to)) => (Some(*to), Some(*from), Some(*to)),
            None => (None, None, None),
        };
        let part = parts_by(kit, name);
        let ends = [
            ("", msg!("flow.fact-mark", part = part), whole),
            ("_tu", msg!("flow.fact-mark-from", part = part), from),
            ("_den", msg!("flow.fact-mark-to", part = part), to),
        ];
        for (end, label, day) in ends {
            facts.push(SettingFigure {
                id: FigureId::of_setting(&format!("moc_{name}{end}")),
                key: format!("[moc] {name}"),
                label: label.say(Lang::Vi),
                kind: Kind::Date,
                value: day.map(Value::Date),
            });
        }
    }
    facts
}

/// Sections that are named before the rest is left out.
const PARTS_SHOWN: usize = 3;

/// "Thiết bị; Phần mềm": the sections that go by a date.
fn parts_by(kit: &Kit, name: &str) -> Fact {
    let mut parts: Vec<&str> = Vec::new();
    for section in kit.forms.iter().flat_map(|f| &f.sections) {
        if section.period.as_deref() == Some(name) && !parts.contains(&section.title.as_str()) {
            parts.push(&section.title);
        }
    }
    if parts.is_empty() {
        parts.push(name);
    } else if parts.len() > PARTS_SHOWN {
        parts.truncate(PARTS_SHOWN);
        parts.push("…");
    }
    Fact::list(parts, "; ")
}

/// What a person calls a fact, and its key in the settings.
fn label_and_key(id: &str) -> (String, String) {
    let known = FACTS.iter().find(|(fact, ..)| *fact == id);
    known.map_or_else(
        || (id.to_owned(), String::new()),
        |(_, label, key)| (official(label), (*key).to_owned()),
    )
}

fn words(id: &str, value: Option<&String>) -> SettingFigure {
    let (label, key) = label_and_key(id);
    SettingFigure {
        id: FigureId::of_setting(id),
        key,
        label,
        kind: Kind::Text,
        value: value
            .filter(|v| !v.trim().is_empty())
            .map(|v| Value::Text(v.clone())),
    }
}

fn day(id: &str, value: Option<Day>) -> SettingFigure {
    let (label, key) = label_and_key(id);
    SettingFigure {
        id: FigureId::of_setting(id),
        key,
        label,
        kind: Kind::Date,
        value: value.map(Value::Date),
    }
}

//! What the campaign's settings say, as figures of the narrative (`dot.*`).

use crate::campaign::settings::{Mark, Settings};
use crate::kit::Kit;
use crate::rollup::Fact;
use crate::value::{Day, Kind, Value};

/// All facts; what the settings leave out is there without a value, so that a text that needs it shows a gap.
pub fn facts(settings: &Settings, kit: &Kit) -> Vec<Fact> {
    let request = settings.request.as_ref();
    let period = &settings.period;
    let mut facts = vec![
        words("ten_ky", "[ky] ten", Some(&period.name)),
        words(
            "ten_ky_truoc",
            "[ky] ten_truoc",
            period.previous_name.as_ref(),
        ),
        words("nam", "[ky] den", Some(&period.to.year().to_string())),
        day("ky_tu", "[ky] tu", Some(period.from)),
        day("ky_den", "[ky] den", Some(period.to)),
        words("dia_ban", "[co_quan] dia_ban", Some(&settings.issuer.area)),
        words(
            "co_quan",
            "[co_quan] ten_ngan",
            Some(&settings.issuer.short),
        ),
        words(
            "can_cu_co_quan",
            "[can_cu] co_quan",
            request.map(|r| &r.office),
        ),
        words(
            "can_cu_so",
            "[can_cu] so_ky_hieu",
            request.map(|r| &r.number),
        ),
        day("can_cu_ngay", "[can_cu] ngay", request.map(|r| r.date)),
        words(
            "can_cu_trich_yeu",
            "[can_cu] trich_yeu",
            request.map(|r| &r.subject),
        ),
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
        let label = format!("[moc] {name}");
        facts.push(day(&format!("moc_{name}"), &label, whole));
        facts.push(day(&format!("moc_{name}_tu"), &label, from));
        facts.push(day(&format!("moc_{name}_den"), &label, to));
    }
    facts
}

fn words(id: &str, label: &str, value: Option<&String>) -> Fact {
    Fact {
        id: format!("dot.{id}"),
        label: label.to_owned(),
        kind: Kind::Text,
        value: value
            .filter(|v| !v.trim().is_empty())
            .map(|v| Value::Text(v.clone())),
    }
}

fn day(id: &str, label: &str, value: Option<Day>) -> Fact {
    Fact {
        id: format!("dot.{id}"),
        label: label.to_owned(),
        kind: Kind::Date,
        value: value.map(Value::Date),
    }
}

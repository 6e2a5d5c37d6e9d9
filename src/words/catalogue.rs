//! The committed list of all sentences: one TOML file per area, embedded in the program.
//!
//! Shape: `[area]` then `what-happened = { vi = "…{slot}…", en = "…{slot}…" }`; the id is `area.what-happened`.

use super::Lang;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const FILES: &[&str] = &[
    include_str!("brief.toml"),
    include_str!("calls.toml"),
    include_str!("campaign.toml"),
    include_str!("check.toml"),
    include_str!("cli.toml"),
    include_str!("close.toml"),
    include_str!("decisions.toml"),
    include_str!("desk.toml"),
    include_str!("due.toml"),
    include_str!("enter.toml"),
    include_str!("export.toml"),
    include_str!("instead.toml"),
    include_str!("issue.toml"),
    include_str!("feedback.toml"),
    include_str!("flow.toml"),
    include_str!("handover.toml"),
    include_str!("narrative.toml"),
    include_str!("rollup.toml"),
    include_str!("selection.toml"),
    include_str!("set_up.toml"),
    include_str!("signed.toml"),
    include_str!("system.toml"),
    include_str!("kit.toml"),
    include_str!("ledger.toml"),
    include_str!("letter.toml"),
    include_str!("lint.toml"),
    include_str!("read.toml"),
    include_str!("report.toml"),
    include_str!("rule.toml"),
    include_str!("value.toml"),
    include_str!("workbook.toml"),
];

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    vi: String,
    en: String,
}

static LIST: LazyLock<BTreeMap<String, Pair>> = LazyLock::new(|| {
    let mut list = BTreeMap::new();
    for file in FILES {
        let areas: BTreeMap<String, BTreeMap<String, Pair>> =
            toml::from_str(file).expect("the catalogue is embedded and a test parses it");
        for (area, entries) in areas {
            for (name, pair) in entries {
                list.insert(format!("{area}.{name}"), pair);
            }
        }
    }
    list
});

pub(super) fn template(id: &str, lang: Lang) -> Option<&'static str> {
    LIST.get(id).map(|pair| match lang {
        Lang::Vi => pair.vi.as_str(),
        Lang::En => pair.en.as_str(),
    })
}

pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    LIST.iter()
        .map(|(id, pair)| (id.as_str(), pair.vi.as_str(), pair.en.as_str()))
}

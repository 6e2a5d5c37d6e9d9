//! One form of a kit as written.

use super::computed;
use super::example::{self, CellNames, MOST_CELLS};
use super::ids::Ids;
use super::ids::{self};
use super::names;
use super::row_rules;
use super::rules::{RuleIds, RulePlaces, by_name};
use super::sections;
use crate::model::form::{Form, Section};
use crate::model::id::FormId;
use crate::msg;
use crate::source::table::{Page, Table, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A form, with the places that checks over several forms point at.
pub(super) struct WrittenForm {
    pub(super) form: Form,
    pub(super) id: Text,
    pub(super) unit_types: Vec<Text>,
    /// Whether all its names are known.
    pub(super) whole: bool,
    pub(super) places: FormPlaces,
}

/// The places of a form's rules, and how far the form and its example can be trusted when they are tried.
pub(super) struct FormPlaces {
    /// Whether nothing is wrong with sections, rules and example.
    pub(super) sound: bool,
    /// Whether all sections, rows and cells of the example are known for what they are.
    pub(super) clear: bool,
    /// Whether the form is no TOML somewhere, or too big to be tried.
    pub(super) lost: bool,
    /// Names whose meaning is lost to a mistake.
    pub(super) doubts: BTreeSet<String>,
    /// In the order of the form's rules.
    pub(super) rules: Vec<RulePlaces>,
}

/// Reads a form's file. What is wrong is noted on the page; `None` when it has no usable head.
pub(super) fn read<'p>(page: &'p Page<'p>, rule_ids: &mut RuleIds) -> Option<WrittenForm> {
    let document = page.parse();
    let root = Table::new(page, document.get_ref(), 0..0);
    let head = root.table("form");
    if !root.has("form") {
        root.missing("form");
    }
    let head = head.map(|table| read_head(table));
    let mut ids = Ids::new(page);
    let tables = root.tables("section");
    if !root.has("section") {
        root.missing("section");
    }
    let before = page.count();
    let places: Vec<Range<usize>> = tables.iter().map(|t| t.place("sheet")).collect();
    let count = tables.len();
    let sections: Vec<Section> = tables
        .into_iter()
        .filter_map(|table| sections::section(table, &mut ids))
        .collect();
    if sections.len() == count {
        sheets_together(page, &sections, &places);
    }
    let (head, id, unit_types) = head?;
    let mut form = Form { sections, ..head };
    if example::too_big(&form) {
        page.wrong(&root.span, msg!("kit.form-too-big", most = MOST_CELLS));
    }
    let lost = page.broken() || example::too_big(&form);
    if !lost && !ids.lost {
        computed::resolve(page, &mut form, &ids.formulas);
    }
    let sound = page.count() == before && !page.broken();
    let has_names = !lost && !ids.lost && ids.doubts.is_empty();
    let mut names = names::of_form(&form);
    names.doubts.clone_from(&ids.doubts);
    names.incomplete = ids.lost || page.broken();
    let before = page.count();
    let read_rules = row_rules::rules(root.tables("rule"), &form, &names, rule_ids);
    let before_example = page.count();
    read_example(&root, &mut form, sound, has_names);
    let clear = has_names && page.count() == before_example;
    let (rules, rule_places): (Vec<_>, Vec<_>) = read_rules.into_iter().unzip();
    form.rules = rules;
    let mut rule_places: Vec<RulePlaces> = rule_places;
    if has_names {
        let cells = CellNames::of(&form);
        for places in &mut rule_places {
            let before = page.count();
            example::check_change(page, &cells, &places.counterexample);
            places.change_right = page.count() == before;
        }
    }
    let sound = sound && page.count() == before;
    root.finish();
    Some(WrittenForm {
        form,
        id: id?,
        unit_types,
        whole: !ids.lost && !page.broken(),
        places: FormPlaces {
            sound,
            clear,
            lost,
            doubts: ids.doubts,
            rules: rule_places,
        },
    })
}

fn read_head(table: Table<'_>) -> (Form, Option<Text>, Vec<Text>) {
    let page = table.page;
    let id = table.text("id");
    if let Some(id) = &id
        && let Some(reason) = ids::refused(&id.value)
    {
        page.wrong(&id.span, reason);
    }
    let before = page.count();
    let unit_types = table.texts("unit_types");
    if unit_types.is_empty() && page.count() == before {
        page.wrong(&table.place("unit_types"), msg!("kit.no-unit-types"));
    }
    for unit_type in &unit_types {
        let plain = |c: char| c.is_ascii_lowercase() || c == '_';
        if unit_type.value.is_empty() || !unit_type.value.chars().all(plain) {
            page.wrong(
                &unit_type.span,
                msg!("kit.unit-type", name = unit_type.value),
            );
        }
    }
    let values = |texts: &[Text]| texts.iter().map(|t| t.value.clone()).collect();
    let form = Form {
        id: FormId::as_written(id.as_ref().map_or("", |t| &t.value)),
        number: table.text("number").map_or_else(String::new, |t| t.value),
        title: table.text("title").map_or_else(String::new, |t| t.value),
        unit_types: values(&unit_types),
        signature: values(&table.texts("signature")),
        guide: values(&table.texts("guide")),
        sections: Vec::new(),
        rules: Vec::new(),
        example: BTreeMap::new(),
        computed: Vec::new(),
    };
    table.finish();
    (form, id, unit_types)
}

/// Sections of one sheet follow one another, and no two sheets have the same name to Excel.
fn sheets_together(page: &Page<'_>, sections: &[Section], places: &[Range<usize>]) {
    let mut seen: Vec<&str> = Vec::new();
    for (section, place) in sections.iter().zip(places) {
        let sheet = section.sheet.as_str();
        if seen.last() == Some(&sheet) {
            continue;
        }
        if seen.contains(&sheet) {
            page.wrong(place, msg!("kit.sheet-apart", name = sheet));
        } else if seen
            .iter()
            .any(|s| s.to_lowercase() == sheet.to_lowercase())
        {
            page.wrong(place, msg!("kit.sheet-twice", name = sheet));
        }
        seen.push(sheet);
    }
}

/// Reads the example return into the form. What must be answered is known when the sections are sound; which cells
/// there are, when their names are.
fn read_example(root: &Table<'_>, form: &mut Form, sound: bool, named: bool) {
    let page = root.page;
    let Some(table) = root.table("example") else {
        if !root.has("example") {
            page.wrong(&root.span, msg!("kit.no-example"));
        }
        return;
    };
    let cells = table.pairs();
    form.example = by_name(&cells);
    if sound {
        example::check(page, form, &table.span, &cells);
    } else if named {
        example::check_change(page, &CellNames::of(form), &cells);
    }
}

//! From a kit's files to a [`Kit`], or everything that is wrong with it.
//!
//! Each file is a [`Page`] on which mistakes are noted; nothing stops at the first. Forms are read before the
//! figures that use them, and rules are tried on the examples last, when all else is sound.

use super::figures::{self, PlainNames};
use super::form::{self, WrittenForm};
use super::formats;
use super::names::{self, Names};
use super::rules::{self, RuleIds, RulePlaces};
use super::{KIT_FILE, example, narrative, placed, sets, tables, trial, unit_rules};
use crate::kit::builtin;
use crate::model::form::Form;
use crate::model::id::{FieldPath, FigureId};
use crate::model::kit::{Asks, BRIEF, FigureDef, Kit, RequireSigned};
use crate::msg;
use crate::source::table::{Page, Table, Text};
use crate::source::{Files, Mistake, tidy};
use std::collections::BTreeMap;

/// Most forms of a kit.
const FORMS: usize = 32;

/// Parses, resolves and checks everything; mistakes come in reading order.
pub fn load(files: &Files) -> Result<Kit, Vec<Mistake>> {
    let mut early = Vec::new();
    let texts: BTreeMap<&str, String> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), tidied(name, bytes, &mut early)))
        .collect();
    let Some(text) = texts.get(KIT_FILE) else {
        return Err(vec![Mistake {
            file: KIT_FILE.to_owned(),
            span: 0..0,
            message: msg!("kit.file-absent", file = KIT_FILE),
            help: None,
        }]);
    };
    let page = Page::new(KIT_FILE, text);
    let document = page.parse();
    let root = Table::new(&page, document.get_ref(), 0..0);
    let head = read_head(&root);
    let form_pages = pages(&page, &head.forms, &texts);
    let report = head
        .report
        .as_ref()
        .and_then(|name| pages(&page, std::slice::from_ref(name), &texts).pop());

    let mut rule_ids = RuleIds::new();
    let read: Vec<(usize, WrittenForm)> = form_pages
        .iter()
        .enumerate()
        .filter_map(|(at, page)| Some((at, form::read(page, &mut rule_ids)?)))
        .collect();
    let distinct = across_forms(&form_pages, &read);
    let all_read = early.is_empty()
        && distinct
        && read.len() == head.forms.len()
        && read.iter().all(|(_, w)| w.whole);
    let mut forms = Vec::new();
    let mut places = Vec::new();
    for (at, written) in read {
        forms.push(written.form);
        places.push((at, written.places));
    }

    let mut names = names::of_campaign(&forms);
    names.incomplete = !all_read;
    names.groups.clone_from(&head.groups);
    names.formats = formats::formats(&root);
    for (form, (_, places)) in forms.iter().zip(&places) {
        let of_form = |name: &String| {
            let path = FieldPath::new(&form.id, name);
            [FigureId::of_previous(&path).to_string(), path.to_string()]
        };
        names.doubts.extend(places.doubts.iter().flat_map(of_form));
    }
    let (kit, rule_places, figures_right) =
        read_rest(&root, head, forms, names, report.as_ref(), &mut rule_ids);
    root.finish();
    for (form, (at, places)) in kit.forms.iter().zip(&places) {
        trial::rules(&form_pages[*at], form, places);
    }
    // Rules over figures are tried when all that they stand on is known.
    let forms = || places.iter().map(|(_, places)| places);
    if all_read && figures_right && forms().all(|p| p.clear) {
        let sound = forms().all(|p| p.sound);
        trial::figure_rules(&page, &kit, &rule_places, sound);
    }

    let mut mistakes = Vec::new();
    let order = [page].into_iter().chain(form_pages).chain(report);
    for page in order {
        let file = page.file;
        let no_text: Vec<Mistake> = early.extract_if(.., |m| m.file == file).collect();
        // What cannot be read as text tells nothing more that is true.
        let mut own = if no_text.is_empty() {
            page.into_mistakes()
        } else {
            no_text
        };
        own.sort_by_key(|m| (m.span.start, m.span.end));
        own.dedup();
        mistakes.extend(own);
    }
    if mistakes.is_empty() {
        Ok(Kit {
            files: files.clone(),
            ..kit
        })
    } else {
        Err(mistakes)
    }
}

/// The text of a file of a kit, its quotes as they are meant.
pub(super) fn tidied(name: &str, bytes: &[u8], mistakes: &mut Vec<Mistake>) -> String {
    let (text, bad) = tidy::text(bytes);
    if let Some(at) = bad {
        mistakes.push(Mistake {
            file: name.to_owned(),
            span: at..at + 1,
            message: msg!("kit.no-utf8"),
            help: None,
        });
    }
    if builtin::is_narrative(name) {
        tidy::jinja_quotes(&text)
    } else {
        tidy::toml_quotes(&text)
    }
}

/// What kit.toml says of the kit itself.
#[derive(Default)]
struct Head {
    id: String,
    version: String,
    title: String,
    forms: Vec<Text>,
    report: Option<Text>,
    groups: Vec<String>,
    brief: Vec<Text>,
    require_signed: RequireSigned,
}

const REQUIRE_SIGNED: [(&str, RequireSigned); 3] = [
    ("no", RequireSigned::No),
    ("note", RequireSigned::Note),
    ("error", RequireSigned::Error),
];

fn read_head(root: &Table<'_>) -> Head {
    let Some(table) = root.table("kit") else {
        if !root.has("kit") {
            root.missing("kit");
        }
        return Head::default();
    };
    let page = table.page;
    let id = table.text("id");
    if let Some(id) = &id {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !id.value.chars().all(plain) || id.value.len() > 64 {
            page.wrong(&id.span, msg!("kit.kit-id", id = id.value));
        }
    }
    let or_empty = |text: Option<Text>| text.map_or_else(String::new, |t| t.value);
    let forms = table.texts("forms");
    let span = table.place("forms");
    if forms.is_empty() {
        page.wrong(&span, msg!("kit.no-forms"));
    }
    if forms.len() > FORMS {
        page.wrong(&span, msg!("kit.too-many-forms", most = FORMS));
    }
    let head = Head {
        id: or_empty(id),
        version: or_empty(table.text("version")),
        title: or_empty(table.text("title")),
        forms: forms.into_iter().take(FORMS).collect(),
        report: table.text("report"),
        groups: table.texts("groups").into_iter().map(|t| t.value).collect(),
        brief: table.texts("brief"),
        require_signed: table
            .word("require_signed", &REQUIRE_SIGNED)
            .unwrap_or_default(),
    };
    if head.brief.len() > BRIEF {
        page.wrong(&table.place("brief"), msg!("kit.brief-long", most = BRIEF));
    }
    table.finish();
    head
}

/// A page for each file named; one that is absent or named twice is noted.
fn pages<'t>(
    page: &Page<'_>,
    named: &[Text],
    texts: &'t BTreeMap<&'t str, String>,
) -> Vec<Page<'t>> {
    let mut pages: Vec<Page<'t>> = Vec::new();
    for name in named {
        let Some((file, text)) = texts.get_key_value(name.value.as_str()) else {
            let near = page.did_you_mean(&name.value, texts.keys().copied());
            page.note(&name.span, msg!("kit.file-absent", file = name.value), near);
            continue;
        };
        if *file == KIT_FILE || pages.iter().any(|p| p.file == *file) {
            page.wrong(&name.span, msg!("kit.file-twice", file = file));
        } else {
            pages.push(Page::new(file, text));
        }
    }
    pages
}

/// Ids and unit types that two forms claim.
///
/// `false` when two forms have one id, so that names are not known.
fn across_forms(pages: &[Page<'_>], read: &[(usize, WrittenForm)]) -> bool {
    let mut distinct = true;
    let mut types: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    let mut ids: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    for (at, written) in read {
        let page = &pages[*at];
        let claim = |taken: &mut BTreeMap<_, _>, text| first_owner(page, taken, text);
        if let Some(place) = claim(&mut ids, &written.id) {
            distinct = false;
            page.wrong_help(
                &written.id.span,
                msg!("kit.id-twice", id = written.id.value),
                msg!("kit.first-at", place = place),
            );
        }
        for unit_type in &written.unit_types {
            if let Some(place) = claim(&mut types, unit_type) {
                page.wrong_help(
                    &unit_type.span,
                    msg!("kit.unit-type-twice", name = unit_type.value),
                    msg!("kit.first-at", place = place),
                );
            }
        }
    }
    distinct
}

/// Where a text was claimed before; otherwise it is claimed here.
fn first_owner<'w>(
    page: &Page<'w>,
    taken: &mut BTreeMap<&'w str, (&'w str, usize)>,
    text: &'w Text,
) -> Option<String> {
    if let Some((file, line)) = taken.get(text.value.as_str()) {
        return Some(format!("{file}:{line}"));
    }
    taken.insert(&text.value, (page.file, page.line(&text.span)));
    None
}

/// Reads what stands on the forms: figures, conditions, rules over figures, tables, charts, the narrative. With the
/// places of those rules, and whether the figures are right.
fn read_rest(
    root: &Table<'_>,
    head: Head,
    forms: Vec<Form>,
    mut names: Names,
    report: Option<&Page<'_>>,
    rule_ids: &mut RuleIds,
) -> (Kit, Vec<RulePlaces>, bool) {
    let page = root.page;
    let mut plain = PlainNames::new(root.page, &forms);
    let regime = root
        .tables("regime")
        .into_iter()
        .filter_map(|table| {
            let label = table.text("label");
            let text = table.text("text");
            table.finish();
            Some((label?.value, text?.value))
        })
        .collect();
    let before = page.count();
    let written = root.tables("figure");
    let mut figures = placed::of_units(&written, &forms, &mut names, &mut plain);
    let sets = sets::sets(
        root.tables("set"),
        &forms,
        (&mut names, &mut plain),
        &figures,
    );
    let over_all = figures::figures(&written, &forms, &mut names, &mut plain);
    let figures_right = page.count() == before && !page.broken();
    let written = root.tables("condition");
    let conditions = figures::conditions(&written, &names, &mut plain);
    let tested = placed::tested(&written, &forms, (&mut names, &mut plain), &figures);
    let (of_units, of_all) = root.tables("rule").into_iter().partition(|t| t.has("form"));
    let read = rules::rules(of_all, &names, rule_ids);
    let (figure_rules, mut places): (Vec<_>, Vec<RulePlaces>) = read.into_iter().unzip();
    example::check_figure_changes(page, &forms, &names, &mut places);
    let read = unit_rules::rules(of_units, &forms, (&names, &figures), rule_ids);
    let (unit_rules, of_units): (Vec<_>, Vec<RulePlaces>) = read.into_iter().unzip();
    places.extend(of_units);
    let mut calculated = figures.clone();
    let table_defs = tables::tables(root.tables("table"), &forms, &names, &mut calculated);
    if let Some(report) = report {
        narrative::check(report, (&names, &forms, &figures), &conditions, &table_defs);
    }
    let charts = tables::charts(root.tables("chart"), &forms, &names);
    let brief = brief(page, &head.brief, &names);
    let unnamed = calculated.split_off(figures.len());
    let of_sets: Vec<FigureDef> = sets
        .iter()
        .flat_map(|set| {
            let instances = sets::instances(set, &names, &figures, &forms);
            std::iter::once(set.clone()).chain(instances)
        })
        .collect();
    for more in [of_sets, over_all, tested, unnamed] {
        figures.extend(more);
    }
    let asks = Asks {
        areas: names.asked.areas.borrow().clone(),
        rosters: names.asked.rosters.borrow().clone(),
    };
    let kit = Kit {
        id: head.id,
        version: head.version,
        title: head.title,
        regime,
        formats: names.formats.clone(),
        groups: names.groups.clone(),
        asks,
        figures,
        conditions,
        figure_rules,
        unit_rules,
        tables: table_defs,
        charts,
        brief,
        require_signed: head.require_signed,
        narrative: report.map_or_else(String::new, |p| narrative_text(p.text)),
        glossary: tables::spellings(root.tables("spelling")),
        forms,
        files: Files::new(),
    };
    (kit, places, figures_right)
}

/// The figures of the leader's one page, each one value and named once.
fn brief(page: &Page<'_>, written: &[Text], names: &Names) -> Vec<FigureId> {
    let mut brief: Vec<FigureId> = Vec::new();
    for name in written {
        let id = names.one(page, &name.span, &name.value);
        let Some(id) = id.and_then(|_| name.value.parse().ok()) else {
            continue;
        };
        if brief.contains(&id) {
            page.wrong(&name.span, msg!("kit.brief-twice", name = name.value));
        } else {
            brief.push(id);
        }
    }
    brief
}

/// The narrative without what an editor left in it.
fn narrative_text(text: &str) -> String {
    let text = text.strip_prefix("   ").unwrap_or(text);
    text.replace("\r\n", "\n")
}

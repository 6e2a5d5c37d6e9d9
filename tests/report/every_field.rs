//! Each number of each return, changed alone, changes exactly the figures that stand on it, in the consolidated
//! workbook and in the report.

use crate::campaign_run::Folder;
use calamine::Reader as _;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tonghop::campaign::Campaign;
use tonghop::campaign::facts::facts;
use tonghop::model::document::{Block, Inline};
use tonghop::model::reading::Answer;
use tonghop::model::{
    figure::{FigureValue, Figures, SettingFigure, used_by},
    respondent::{ChosenText, InForce, Respondent},
};
use tonghop::read::Reader;
use tonghop::report::{Narrated, narrate};
use tonghop::rollup;
use tonghop::rollup::conditions;
use tonghop::store::folder;
use tonghop::store::ledger::Ledger;
use tonghop::value::{Kind, Value};
use tonghop::workbook::consolidated::{ConsolidatedInput, UnitRow, consolidated};
use tonghop::workbook::selection;

/// The sample campaign as it stands after a run.
struct Standing {
    campaign: Campaign,
    units: Vec<Respondent>,
    facts: Vec<SettingFigure>,
    chosen: Vec<ChosenText>,
}

impl Standing {
    fn sample() -> Self {
        let kept = Folder::sample();
        assert_eq!(kept.tonghop("run", &[]).code, 0);
        let mut reader = Reader::new(env!("CARGO_BIN_EXE_tonghop"));
        let campaign = Campaign::open(kept.path(), &mut |path| {
            reader.read(path).map_err(|e| e.message)
        });
        let campaign = campaign.expect("a sound campaign");
        let ledger = Ledger::open(&kept.file(folder::LEDGER)).expect("the ledger");
        let in_force = ledger.readings_in_force().expect("the returns");
        let units: Vec<Respondent> = campaign
            .roster
            .reporting()
            .map(|unit| Respondent {
                part_of: None,
                unit: Arc::clone(unit),
                in_force: in_force
                    .iter()
                    .find(|counted| counted.reading.unit.as_ref() == Some(&unit.code))
                    .map(|counted| InForce {
                        receipt: counted.receipt.id,
                        file: counted.receipt.file.clone(),
                        reading: (*counted.reading).clone(),
                    }),
            })
            .collect();
        let offers = selection::offers(&campaign.kit, &units);
        let book = reader.read(&kept.file(folder::SELECTION)).expect("read");
        let book = selection::SelectionBook {
            file: folder::SELECTION.to_owned(),
            book,
        };
        let choices = selection::read(&[book], &campaign.kit, &offers);
        let chosen = selection::chosen(&campaign.kit, &offers, &choices);
        let facts = facts(&campaign.settings, &campaign.kit);
        Self {
            campaign,
            units,
            facts,
            chosen,
        }
    }

    fn figures(&self, units: &[Respondent]) -> Figures {
        let input = rollup::RollupInput {
            kit: &self.campaign.kit,
            facts: &self.facts,
            chosen: &self.chosen,
            previous: &self.campaign.previous.values,
        };
        rollup::figures(input, units)
    }

    fn narrated(&self, figures: &Figures) -> Narrated {
        let kit = &self.campaign.kit;
        narrate(kit, figures, conditions(kit, figures)).expect("a narrative")
    }

    /// Each cell of the consolidated workbook, by sheet and place.
    fn cells(
        &self,
        units: &[Respondent],
        figures: &Figures,
    ) -> BTreeMap<(String, u32, u32), String> {
        let rows = units
            .iter()
            .map(|unit| UnitRow {
                unit: &unit.unit,
                state: String::new(),
                received_at: String::new(),
                file: String::new(),
                signed: String::new(),
                reading: unit.in_force.as_ref().map(|f| &f.reading),
                errors: 0,
                warnings: 0,
                notes: 0,
            })
            .collect();
        let bytes = consolidated(&ConsolidatedInput {
            kit: &self.campaign.kit,
            title: String::new(),
            period: String::new(),
            specimen: false,
            written_at: jiff::civil::date(2020, 11, 16).at(8, 0, 0, 0),
            units: rows,
            figures,
            findings: &[],
        });
        let bytes = bytes.expect("written");
        let mut book: calamine::Xlsx<_> =
            calamine::Xlsx::new(std::io::Cursor::new(bytes)).expect("opened");
        let mut cells = BTreeMap::new();
        for name in book.sheet_names() {
            let range = book.worksheet_range(&name).expect("a sheet");
            let (first_row, first_col) = range.start().unwrap_or_default();
            for (row, col, value) in range.used_cells() {
                cells.insert(
                    (name.clone(), first_row + row as u32, first_col + col as u32),
                    value.to_string(),
                );
            }
        }
        cells
    }
}

/// The texts of each figure in the report, in reading order.
fn shown(standing: &Standing, figures: &Figures) -> BTreeMap<String, Vec<String>> {
    let narrated = standing.narrated(figures);
    let mut shown: BTreeMap<String, Vec<String>> = BTreeMap::new();
    tonghop::model::document::visit(&narrated.blocks, &mut |inline| {
        if let Inline::Figure { slot, shown: text } = inline {
            shown
                .entry(slot.id.to_string())
                .or_default()
                .push(text.clone());
        }
    });
    shown
}

fn different<K: Ord + Clone, V: PartialEq>(a: &BTreeMap<K, V>, b: &BTreeMap<K, V>) -> BTreeSet<K> {
    let keys: BTreeSet<&K> = a.keys().chain(b.keys()).collect();
    keys.into_iter()
        .filter(|k| a.get(k) != b.get(k))
        .cloned()
        .collect()
}

/// Changes one number, far enough that every rounded figure on it moves.
fn changed(units: &[Respondent], at: usize, field: usize) -> Option<(String, Vec<Respondent>)> {
    let mut units = units.to_vec();
    let unit = &mut units[at];
    let cell = &mut unit.in_force.as_mut()?.reading.fields[field];
    let Answer::Value(Value::Number(n)) = &mut cell.answer else {
        return None;
    };
    *n = *n * 3.0 + 40_000.0;
    cell.raw = n.to_string();
    let id = format!("{}.{}", unit.unit.form, cell.field);
    Some((id, units))
}

#[test]
fn each_number_changes_what_explain_says_stands_on_it_and_nothing_else() {
    let standing = Standing::sample();
    let base = Base::of(&standing);
    let numbers: Vec<(usize, usize)> = (0..standing.units.len())
        .flat_map(|at| {
            let answer = standing.units[at].in_force.as_ref();
            (0..answer.map_or(0, |f| f.reading.fields.len())).map(move |field| (at, field))
        })
        .filter(|(at, field)| changed(&standing.units, *at, *field).is_some())
        .collect();
    assert!(numbers.len() >= 400, "only {} numbers", numbers.len());
    let (one, other) = numbers.split_at(numbers.len() / 2);
    std::thread::scope(|scope| {
        for half in [one, other] {
            let (standing, base) = (&standing, &base);
            scope.spawn(move || {
                for (at, field) in half {
                    check(standing, base, *at, *field);
                }
            });
        }
    });
}

/// Everything as it is before a number changes.
struct Base {
    figures: Figures,
    values: BTreeMap<String, FigureValue>,
    shown: BTreeMap<String, Vec<String>>,
    cells: BTreeMap<(String, u32, u32), String>,
}

impl Base {
    fn of(standing: &Standing) -> Self {
        let figures = standing.figures(&standing.units);
        Self {
            values: values(&figures),
            shown: shown(standing, &figures),
            cells: standing.cells(&standing.units, &figures),
            figures,
        }
    }
}

fn values(figures: &Figures) -> BTreeMap<String, FigureValue> {
    figures
        .iter()
        .map(|(id, f)| (id.to_string(), f.value.clone()))
        .collect()
}

fn check(standing: &Standing, base: &Base, at: usize, field: usize) {
    let (id, units) = changed(&standing.units, at, field).expect("a number");
    let whose = format!("{id} of {}", standing.units[at].unit.name);
    let now = standing.figures(&units);
    let figure = id.parse().expect("an id");
    let others = used_by(&base.figures, &figure).into_iter();
    let stands_on_it: BTreeSet<String> = others.chain([id.as_str()]).map(str::to_owned).collect();
    assert_eq!(
        different(&base.values, &values(&now)),
        stands_on_it,
        "figures: {whose}"
    );
    for (figure, texts) in &shown(standing, &now) {
        // A sentence that another case chose may show a figure more or less often.
        let before = base.shown.get(figure).filter(|b| b.len() == texts.len());
        assert!(
            before.is_none_or(|b| (texts != b) == stands_on_it.contains(figure)),
            "{figure} in the report after {whose}: {before:?} → {texts:?}"
        );
    }
    let moved = different(&base.cells, &standing.cells(&units, &now));
    check_workbook(standing, &base.cells, &moved, &stands_on_it, (&id, &whose));
}

/// In the workbook: the unit's own cell with its totals, each computed figure, and the cell's line among the
/// sources.
fn check_workbook(
    standing: &Standing,
    base: &BTreeMap<(String, u32, u32), String>,
    moved: &BTreeSet<(String, u32, u32)>,
    stands_on_it: &BTreeSet<String>,
    (id, whose): (&str, &str),
) {
    let text = |key: &str| tonghop::words::text(key, tonghop::words::Lang::Vi);
    let (computed, sources) = (
        text("consolidated.tab-figures"),
        text("consolidated.tab-sources"),
    );
    let ids: BTreeSet<String> = moved
        .iter()
        .filter(|(sheet, ..)| *sheet == computed)
        .filter_map(|(sheet, row, _)| {
            (0..8).find_map(|col| {
                let value = base.get(&(sheet.clone(), *row, col))?;
                let known = standing
                    .campaign
                    .kit
                    .figures
                    .iter()
                    .any(|f| f.id == value.as_str());
                known.then(|| value.clone())
            })
        })
        .collect();
    let expected: BTreeSet<String> = stands_on_it
        .iter()
        .filter(|id| !id.contains('.'))
        .cloned()
        .collect();
    assert_eq!(ids, expected, "computed figures in the workbook: {whose}");
    let lines: BTreeSet<u32> = moved
        .iter()
        .filter(|(sheet, ..)| *sheet == sources)
        .map(|(_, row, _)| *row)
        .collect();
    assert_eq!(lines.len(), 1, "lines among the sources: {whose}");
    let on_forms: Vec<_> = moved
        .iter()
        .filter(|(sheet, ..)| *sheet != sources && *sheet != computed)
        .collect();
    let columns: BTreeSet<u32> = on_forms.iter().map(|(_, _, col)| *col).collect();
    assert!(
        !on_forms.is_empty() && columns.len() == 1,
        "{id}: {on_forms:?} of {whose}"
    );
}

#[test]
fn no_reported_number_is_typed_in_the_narrative() {
    let standing = Standing::sample();
    let mut units = standing.units.clone();
    for at in 0..units.len() {
        let fields = units[at]
            .in_force
            .as_ref()
            .map_or(0, |f| f.reading.fields.len());
        for field in 0..fields {
            if let Some((_, next)) = changed(&units, at, field) {
                units = next;
            }
        }
    }
    let plain = |units: &[Respondent]| -> String {
        let figures = standing.figures(units);
        let narrated = standing.narrated(&figures);
        let mut text = String::new();
        for block in &narrated.blocks {
            words(block, &mut text);
        }
        text
    };
    // What the kit itself says in numbers: laws, articles, levels of service, one-person ratios. All of it stays
    // when every answer changes; none of it is an answer.
    let own = ["43/2011", "13/6/2011", "28", "2", "3", "4", "1", "01", "0"];
    for text in [plain(&standing.units), plain(&units)] {
        let numbers = text.split(|c: char| !(c.is_ascii_digit() || c == '/' || c == '.'));
        for number in numbers
            .map(|n| n.trim_matches(['.', '/']))
            .filter(|n| !n.is_empty())
        {
            assert!(
                own.contains(&number),
                "\"{number}\" is typed in the narrative"
            );
        }
    }
}

/// Answers every question otherwise: no for yes, another day, other words and other rows; the old words.
fn otherwise(standing: &Standing) -> (Vec<Respondent>, BTreeSet<String>) {
    let mut old = BTreeSet::new();
    let mut anew = |value: &mut Value| match value {
        Value::Number(n) => *n = *n * 3.0 + 40_000.0,
        Value::YesNo(yes) => *yes = !*yes,
        Value::Date(day) => *day = day.tomorrow().expect("a day"),
        Value::Month(month) => month.year += 1,
        Value::Text(text) => {
            let other = format!("lời khác {}", old.len());
            old.insert(std::mem::replace(text, other));
        }
    };
    let mut units = standing.units.clone();
    for unit in &mut units {
        let form = standing
            .campaign
            .kit
            .form(&unit.unit.form)
            .expect("its form");
        let Some(in_force) = unit.in_force.as_mut() else {
            continue;
        };
        for said in &mut in_force.reading.fields {
            // What of the prose stands in the report was chosen by the officer, word by word.
            let is_prose = form
                .field(&said.field)
                .is_some_and(|f| *f.kind() == Kind::Prose);
            if let (Answer::Value(value), false) = (&mut said.answer, is_prose) {
                anew(value);
            }
        }
        let rows = in_force.reading.lists.iter_mut().flat_map(|(_, rows)| rows);
        for said in rows.flat_map(|row| &mut row.cells) {
            if let Answer::Value(value) = &mut said.answer {
                anew(value);
            }
        }
    }
    (units, old)
}

#[test]
fn nothing_of_the_old_answers_remains_when_every_answer_changes() {
    let standing = Standing::sample();
    let (units, old) = otherwise(&standing);
    assert!(old.len() > 20, "only {} texts", old.len());
    let report = |units: &[Respondent]| {
        let figures = standing.figures(units);
        let narrated = standing.narrated(&figures);
        let mut text = String::new();
        tonghop::model::document::visit(&narrated.blocks, &mut |inline| match inline {
            Inline::Text(t) | Inline::Strong(t) | Inline::Emphasis(t) => text.push_str(t),
            Inline::Figure { shown, .. } => text.push_str(shown),
            Inline::Gap { .. } => {}
        });
        text
    };
    let (before, after) = (report(&standing.units), report(&units));
    let told = old
        .iter()
        .filter(|text| before.contains(text.as_str()))
        .count();
    assert!(told > 20, "the report tells only {told} of them");
    for text in &old {
        let count = |report: &str| report.matches(text.as_str()).count();
        let (then, now) = (count(&before), count(&after));
        // Common words may stand in the kit's own sentences too; a name may not.
        let is_name = text
            .chars()
            .any(|c| c.is_uppercase() || c.is_ascii_digit() || c == '.');
        assert!(
            now == 0 || !is_name && now < then,
            "\"{text}\" was told {then} times and still is {now} times"
        );
    }
    // Where every commune said yes, none does now; as many have answered as before.
    let all_said_yes = |report: &str| report.matches("14/14").count();
    assert!(all_said_yes(&before) > all_said_yes(&after) + 4, "{after}");
}

#[test]
fn no_branch_of_a_narrative_holds_a_number_of_its_own() {
    // What laws, articles and levels of service are called.
    let own = ["43/2011", "13/6/2011", "28", "2", "3", "4", "1", "01"];
    let template = std::fs::read_to_string("templates/cntt-huyen-2020/report.md").expect("it");
    let mut text = String::new();
    let mut rest = template.as_str();
    while let Some((before, tag)) = rest.split_once('{') {
        text.push_str(before);
        let end = match tag.as_bytes().first() {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => "",
        };
        rest = tag.split_once(end).map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    assert!(text.contains("# Kết quả"), "{text}");
    for number in text.split(|c: char| !(c.is_ascii_digit() || c == '/' || c == '.')) {
        let number = number.trim_matches(['.', '/']);
        assert!(number.is_empty() || own.contains(&number), "\"{number}\"");
    }
}

/// The words of a block that are no figure; in a table without the numbers of its rows.
fn words(block: &Block, text: &mut String) {
    let mut take = |inline: &Inline| match inline {
        Inline::Text(t) | Inline::Strong(t) | Inline::Emphasis(t) => text.push_str(t),
        Inline::Figure { .. } | Inline::Gap { .. } => text.push('\u{2}'),
    };
    match block {
        Block::Table(table) => {
            let cells = table
                .rows
                .iter()
                .flat_map(|row| row.cells.iter().skip(1).flatten());
            cells.for_each(take);
        }
        Block::Heading { content, .. }
        | Block::Paragraph { content, .. }
        | Block::Item { content, .. } => content.iter().for_each(&mut take),
    }
    text.push('\n');
}

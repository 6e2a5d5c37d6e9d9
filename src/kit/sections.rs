//! The sections of a form as written: grids, prose, lists.

use super::formula_scope::{Owner, WrittenFormula};
use super::ids;
use super::kinds::{self, ROLLUPS};
use super::names::is_period;
use super::rules::{too_long, unknown_id};
use crate::kit::ids::Ids;
use crate::model::form::{
    Body, Column, Indicator, ListColumn, ListDef, Section, TextUse, list_count_id,
};
use crate::model::id::{ColumnId, FieldId, SectionId};
use crate::msg;
use crate::source::table::{Page, Table, Text};
use crate::value::{Kind, Rollup};

/// Most rows that a list may offer.
const MOST_ROWS: i64 = 500;
/// Most characters of an input hint in Excel.
const HINT_CHARS: usize = 255;
/// Most characters of a sheet's name.
const SHEET_CHARS: usize = 31;
/// Sheets of the intake workbook that are not the form's, and the one that Excel keeps for itself.
const OWN_SHEETS: &[&str] = &[
    "cần bổ sung",
    "hướng dẫn",
    "kiểm tra",
    "_tinh",
    "_danhmuc",
    "_tonghop",
    "history",
];

const TEXT_USES: &[(&str, TextUse)] = &[("select", TextUse::Select), ("direct", TextUse::Direct)];

/// Reads one section; its ids are claimed in `ids`.
pub(super) fn section(table: Table<'_>, ids: &mut Ids<'_>) -> Option<Section> {
    let page = table.page;
    let id = table.text("id");
    match &id {
        Some(id) => ids.claim(&id.value, id),
        None => ids.lost = true,
    }
    let title = table.text("title");
    let sheet = table.text("sheet");
    if let Some(sheet) = &sheet {
        sheet_name(page, sheet);
    }
    let period = table.text_if("period");
    if let Some(period) = period.as_ref().filter(|p| !is_period(&p.value)) {
        page.wrong(&period.span, msg!("kit.period-name", name = period.value));
    }
    let number = table.string_or_empty("number");
    let owner = table.text_if("owner").map(|t| t.value);
    let note = table.text_if("note").map(|t| t.value);
    let before = page.count();
    let formulas_before = ids.formulas.len();
    let defaults = Defaults::of(&table);
    let columns = columns(&table, ids);
    let columns_right = page.count() == before;
    let rows = table.tables("row");
    let list = table.table("list");
    let body = if let Some(list) = list {
        if !rows.is_empty() {
            page.wrong(&list.span, msg!("kit.rows-and-list"));
        }
        if let Some(id) = &id {
            ids.claim(&list_count_id(&id.value), id);
        }
        let before = page.count();
        let read = list_def(list, ids);
        if let Some(id) = id.as_ref().filter(|_| page.count() > before) {
            ids.doubts.insert(list_count_id(&id.value));
        }
        Body::List(read)
    } else {
        if rows.is_empty() {
            page.wrong(&table.span, msg!("kit.section-empty"));
        }
        let rows: Vec<Indicator> = rows.into_iter().fold(Vec::new(), |mut rows, table| {
            let at = rows.len();
            rows.extend(row(table, (&columns, &defaults), at, ids));
            rows
        });
        if !columns_right {
            let fields = rows
                .iter()
                .flat_map(|row| columns.iter().map(|c| FieldId::of(&row.id, &c.suffix)));
            ids.doubts.extend(fields.map(String::from));
        }
        Body::Grid { columns, rows }
    };
    table.finish();
    let Some(id) = id else {
        ids.formulas.truncate(formulas_before);
        return None;
    };
    ids.sections += 1;
    Some(Section {
        id: SectionId::as_written(&id.value),
        number,
        title: title.map_or_else(String::new, |t| t.value),
        sheet: sheet.map_or_else(String::new, |t| t.value),
        owner,
        period: period.map(|t| t.value),
        note,
        body,
    })
}

/// What rows of a section hold that do not say it themselves.
struct Defaults {
    kind: Option<Kind>,
    unit: String,
    rollup: Option<Rollup>,
    required: bool,
}

impl Defaults {
    fn of(section: &Table<'_>) -> Self {
        let kind = section.has("kind").then(|| kinds::kind(section)).flatten();
        let rollup = section.word("rollup", ROLLUPS);
        if let (Some(kind), Some(rollup)) = (&kind, rollup) {
            rollup_fits(section, kind, rollup);
        }
        Self {
            kind,
            unit: section.string_or_empty("unit"),
            rollup,
            required: section.bool_or("required", true),
        }
    }
}

fn sheet_name(page: &Page<'_>, sheet: &Text) {
    let name = sheet.value.as_str();
    let bad = name.chars().find(|c| "[]:*?/\\".contains(*c));
    if let Some(bad) = bad {
        page.wrong(&sheet.span, msg!("kit.sheet-character", found = bad));
    } else if name.starts_with('\'') || name.ends_with('\'') {
        page.wrong(&sheet.span, msg!("kit.sheet-character", found = "'"));
    }
    let length = name.encode_utf16().count();
    if length > SHEET_CHARS {
        page.wrong(
            &sheet.span,
            msg!("kit.sheet-long", length = length, most = SHEET_CHARS),
        );
    }
    if OWN_SHEETS.contains(&name.trim().to_lowercase().as_str()) {
        page.wrong(&sheet.span, msg!("kit.sheet-taken", name = name));
    }
}

fn columns(section: &Table<'_>, ids: &mut Ids<'_>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for table in section.tables("columns") {
        let page = table.page;
        let suffix = table.text_if("suffix");
        let label = table.text("label");
        let kind = table.has("kind").then(|| kinds::kind(&table)).flatten();
        let formula = formula(&table);
        let rollup = (formula.is_some() && table.has("rollup"))
            .then(|| table.word("rollup", ROLLUPS))
            .flatten();
        if let (Some(kind), Some(rollup)) = (&kind, rollup) {
            rollup_fits(&table, kind, rollup);
        }
        if let Some(suffix) = &suffix {
            let plain = |c: char| matches!(c, 'a'..='z' | '0'..='9');
            if !suffix.value.chars().all(plain) {
                page.wrong(&suffix.span, msg!("kit.suffix", suffix = suffix.value));
            }
        }
        let value = suffix.as_ref().map_or("", |t| &t.value).to_owned();
        if columns.iter().any(|c| c.suffix == value) {
            let span = suffix.map_or(table.span.clone(), |t| t.span);
            page.wrong(&span, msg!("kit.suffix-twice", suffix = value));
        } else if let Some(label) = label {
            let is_computed = formula.is_some();
            ids.formulas.extend(formula.map(|text| WrittenFormula {
                section: ids.sections,
                of: Owner::Column(columns.len()),
                text,
                says_rollup: rollup.is_some(),
            }));
            columns.push(Column {
                suffix: value,
                label: label.value,
                kind,
                computed: is_computed,
                rollup,
            });
        }
        table.finish();
    }
    if columns.is_empty() {
        columns.push(Column {
            suffix: String::new(),
            label: crate::words::official("kit.only-column"),
            kind: None,
            computed: false,
            rollup: None,
        });
    }
    columns
}

/// The formula of a row or a column.
fn formula(table: &Table<'_>) -> Option<Text> {
    table.text_if("formula")
}

fn row(
    table: Table<'_>,
    (columns, defaults): (&[Column], &Defaults),
    at: usize,
    ids: &mut Ids<'_>,
) -> Option<Indicator> {
    let page = table.page;
    let id = table.text("id");
    ids.lost |= id.is_none();
    let taken = row_columns(&table, columns);
    let own = FieldId::as_written(id.as_ref().map_or("", |t| &t.value));
    if let Some(id) = &id {
        ids.claim_row(id);
        for column in columns {
            if taken.is_empty() || taken.contains(&column.suffix) {
                ids.claim(&FieldId::of(&own, &column.suffix), id);
            }
        }
    }
    let label = table.text("label");
    let definition = table.text_if("definition");
    if let Some(definition) = &definition {
        too_long(page, definition, HINT_CHARS);
    }
    let before = page.count();
    let kind = if table.has("kind") || defaults.kind.is_none() {
        kinds::kind_needed(&table)
    } else {
        defaults.kind.clone()
    };
    if id.is_some() && page.count() > before {
        let fields = columns.iter().map(|c| FieldId::of(&own, &c.suffix));
        ids.doubts.extend(fields.map(String::from));
    }
    let rollup = rollup(&table, kind.as_ref(), defaults);
    let formula = formula(&table).filter(|_| id.is_some());
    let is_computed = formula.is_some();
    ids.formulas.extend(formula.map(|text| WrittenFormula {
        section: ids.sections,
        of: Owner::Row(at),
        text,
        says_rollup: table.has("rollup"),
    }));
    let plausible = plausible(&table, kind.as_ref());
    let row = Indicator {
        id: own.clone(),
        number: table.string_or_empty("number"),
        label: String::new(),
        definition: definition.map(|t| t.value),
        unit: if table.has("unit") {
            table.string_or_empty("unit")
        } else {
            defaults.unit.clone()
        },
        kind: kind.unwrap_or(Kind::Count),
        rollup,
        computed: is_computed,
        columns: taken,
        required: table.bool_or("required", defaults.required),
        compare: table.bool_or("compare", false),
        text_use: table.word("text_use", TEXT_USES).unwrap_or(TextUse::Select),
        plausible,
    };
    table.finish();
    id?;
    Some(Indicator {
        label: label.map_or_else(String::new, |t| t.value),
        ..row
    })
}

fn row_columns(table: &Table<'_>, columns: &[Column]) -> Vec<String> {
    let known = || columns.iter().map(|c| c.suffix.as_str());
    let mut taken: Vec<String> = Vec::new();
    for suffix in table.texts("columns") {
        if !known().any(|k| k == suffix.value) {
            let page = table.page;
            unknown_id(page, &suffix.span, &suffix.value, known());
        } else if !taken.contains(&suffix.value) {
            taken.push(suffix.value);
        }
    }
    taken
}

fn rollup(table: &Table<'_>, kind: Option<&Kind>, defaults: &Defaults) -> Rollup {
    let written = table.word("rollup", ROLLUPS);
    let Some(kind) = kind else {
        return Rollup::None;
    };
    let Some(rollup) = written else {
        let of_section = defaults.rollup.filter(|rollup| kind.fits(*rollup));
        return of_section.unwrap_or(kind.spec().rollup);
    };
    rollup_fits(table, kind, rollup);
    rollup
}

/// Notes a roll-up that does not fit what is held.
fn rollup_fits(table: &Table<'_>, kind: &Kind, rollup: Rollup) {
    let is_anew = rollup == Rollup::Formula && !table.has("formula");
    if is_anew || !kind.fits(rollup) {
        let span = table.place("rollup");
        table.page.wrong_help(
            &span,
            msg!("kit.rollup-does-not-fit"),
            msg!("kit.rollups-that-fit", words = fitting(kind)),
        );
    }
}

/// The words of the roll-ups that fit a kind.
pub(super) fn fitting(kind: &Kind) -> String {
    // What is not computed cannot be calculated anew.
    let fit = ROLLUPS.iter();
    let fit = fit.filter(|(_, r)| *r != Rollup::Formula && kind.fits(*r));
    fit.map(|(word, _)| *word).collect::<Vec<_>>().join(", ")
}

fn plausible(table: &Table<'_>, kind: Option<&Kind>) -> Option<(f64, f64)> {
    let (numbers, span) = table.numbers("plausible")?;
    let page = table.page;
    if kind.is_some_and(|k| !k.is_number()) {
        page.wrong(&span, msg!("kit.plausible-kind"));
    }
    match numbers[..] {
        [low, high] if low < high => Some((low, high)),
        [_, _] => {
            page.wrong(&span, msg!("kit.plausible-reversed"));
            None
        }
        _ => {
            page.wrong(&span, msg!("kit.plausible-two"));
            None
        }
    }
}

fn list_def(table: Table<'_>, ids: &mut Ids<'_>) -> ListDef {
    let page = table.page;
    let capacity = table.whole("capacity");
    if !table.has("capacity") {
        table.missing("capacity");
    }
    if let Some((rows, span)) = &capacity
        && !(1..=MOST_ROWS).contains(rows)
    {
        page.wrong(span, msg!("kit.capacity", most = MOST_ROWS));
    }
    let mut columns: Vec<ListColumn> = Vec::new();
    for column in table.tables("column") {
        if let Some(read) = list_column(column, &columns, ids) {
            columns.push(read);
        }
    }
    if !table.has("column") {
        page.wrong(&table.span, msg!("kit.list-without-columns"));
    }
    let capacity = capacity.map_or(1, |(rows, _)| rows.clamp(1, MOST_ROWS));
    let list = ListDef {
        columns,
        capacity: u32::try_from(capacity).unwrap_or(1),
        required: table.bool_or("required", true),
        text_use: table.word("text_use", TEXT_USES).unwrap_or(TextUse::Select),
    };
    table.finish();
    list
}

fn list_column(table: Table<'_>, before: &[ListColumn], ids: &mut Ids<'_>) -> Option<ListColumn> {
    let page = table.page;
    let id = table.text("id");
    if let Some(id) = &id {
        if let Some(reason) = ids::refused(&id.value) {
            page.wrong(&id.span, reason);
        } else if before.iter().any(|c| c.id == id.value) {
            page.wrong(&id.span, msg!("kit.id-twice", id = id.value));
        }
    }
    let label = table.text("label");
    let kind = kinds::kind_needed(&table);
    let required = table.bool_or("required", false);
    let formula = formula(&table).filter(|_| id.is_some());
    table.finish();
    let id = id?;
    let is_computed = formula.is_some();
    ids.formulas.extend(formula.map(|text| WrittenFormula {
        section: ids.sections,
        of: Owner::ListColumn(before.len()),
        text,
        says_rollup: true,
    }));
    Some(ListColumn {
        id: ColumnId::as_written(&id.value),
        computed: is_computed,
        label: label.map_or_else(String::new, |t| t.value),
        kind: kind.unwrap_or(Kind::Text),
        required,
    })
}

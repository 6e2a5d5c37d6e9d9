//! Sets as written: units of a form, or rows of a list, by a condition, in an order, the first of them.

use super::figures::PlainNames;
use super::names::{NameShape, Names, SetShape, rollup_shape};
use super::rules::{Wanted, formula, unknown_id};
use super::scope::{COUNTS, Sees, of_place};
use crate::model::area::Grouping;
use crate::model::form::{Form, list_count_id};
use crate::model::id::{ColumnId, FigureId};
use crate::model::kit::{FigureDef, FigureSource, Order, SetDef};
use crate::msg;
use crate::source::table::{Page, Table, Text};
use crate::value::Kind;
use std::collections::BTreeMap;

/// Reads the sets; each becomes a name for those below it.
pub(super) fn sets(
    tables: Vec<Table<'_>>,
    forms: &[Form],
    (names, plain): (&mut Names, &mut PlainNames<'_>),
    known: &[FigureDef],
) -> Vec<FigureDef> {
    let read = tables.into_iter().filter_map(|table| {
        let set = set(&table, forms, (names, plain), known);
        table.finish();
        set
    });
    read.collect()
}

fn set(
    table: &Table<'_>,
    forms: &[Form],
    (names, plain): (&mut Names, &mut PlainNames<'_>),
    known: &[FigureDef],
) -> Option<FigureDef> {
    let page = table.page;
    let id = table.text("id");
    if let Some(id) = &id {
        plain.claim(id);
    }
    let of = table.text("of");
    let label = table.text_if("label").map(|label| label.value);
    let top = top(table);
    let condition = table.text_if("where");
    let order = order(table);
    let (id, of) = (id?, of?);
    let (form, rows) = elements(page, &of, forms, names)?;
    let scope = match &rows {
        Some(columns) => of_rows(columns, names),
        None => of_place(names, form, known, Sees::Unit),
    };
    let keep = condition.and_then(|text| {
        let before = page.count();
        let keep = formula(page, &text, &scope, Wanted::Truth);
        if let Some(keep) = &keep
            && keep.names().is_empty()
            && page.count() == before
        {
            page.wrong(&text.span, msg!("kit.rule-constant"));
        }
        keep
    });
    for (by, span) in &order {
        let is_local = |name: &str| !name.contains('.');
        if scope.get(&by.name).is_none() {
            let local = scope.keys().filter(|name| is_local(name));
            unknown_id(page, span, &by.name, local);
        }
    }
    let set = SetDef {
        of: of.value,
        form: form.id.clone(),
        of_rows: rows.is_some(),
        keep,
        order: order.into_iter().map(|(by, _)| by).collect(),
        top,
    };
    names.asked.rosters.borrow_mut().insert(form.id.clone());
    name(&id.value, (form, rows.as_ref()), names, known);
    Some(FigureDef {
        label: label.unwrap_or_else(|| id.value.clone()),
        id: id.value.parse().ok()?,
        unit: String::new(),
        kind: Kind::Text,
        format: None,
        source: FigureSource::Set(set),
    })
}

/// The columns of a list.
type Columns = BTreeMap<ColumnId, Kind>;

/// What a set is made of: the form, and the columns where it is made of rows.
fn elements<'f>(
    page: &Page<'_>,
    of: &Text,
    forms: &'f [Form],
    names: &Names,
) -> Option<(&'f Form, Option<Columns>)> {
    let form_of = |id: &str| forms.iter().find(|form| form.id == *id);
    match names.get(&of.value) {
        Some(NameShape::Units(set)) => Some((form_of(&set.form)?, None)),
        Some(NameShape::Rows(columns)) => {
            let set = names.sets.get(&of.value).map(|set| set.form.as_str());
            let form = set.or_else(|| of.value.split('.').next());
            Some((form_of(form?)?, Some(columns.clone())))
        }
        Some(NameShape::Unchosen(_)) => {
            page.wrong_help(
                &of.span,
                msg!("kit.unchosen", name = of.value),
                msg!("kit.use-direct"),
            );
            None
        }
        Some(_) => {
            page.wrong_help(
                &of.span,
                msg!("kit.set-of", name = of.value),
                msg!("kit.use-set-of"),
            );
            None
        }
        None => {
            names.unknown(page, &of.span, &of.value);
            None
        }
    }
}

/// The names of a row of a list.
pub(super) fn of_rows(columns: &Columns, names: &Names) -> Names {
    let mut scope = names.clone();
    scope.insert("don_vi".to_owned(), NameShape::One(Kind::Text));
    for (column, kind) in columns {
        scope.insert(column.to_string(), NameShape::One(kind.clone()));
    }
    scope
}

fn top(table: &Table<'_>) -> Option<usize> {
    let (top, span) = table.whole("top")?;
    if top < 1 {
        table.page.wrong(&span, msg!("kit.set-top"));
    }
    usize::try_from(top).ok()
}

/// `"-tl"`, or several of them.
fn order(table: &Table<'_>) -> Vec<(Order, std::ops::Range<usize>)> {
    let written = match table.quiet_text("order") {
        Some(one) => vec![one],
        None => table.texts("order"),
    };
    let order = written.into_iter().map(|text| {
        let name = text.value.trim();
        let by = Order {
            is_descending: name.starts_with('-'),
            name: name.trim_start_matches('-').trim().to_owned(),
        };
        (by, text.span)
    });
    order.collect()
}

/// Makes the set a name, and what can be said of it.
fn name(id: &str, (form, rows): (&Form, Option<&Columns>), names: &mut Names, known: &[FigureDef]) {
    let shape = SetShape {
        form: form.id.to_string(),
        is_set: true,
    };
    names.sets.insert(id.to_owned(), shape.clone());
    let of_set = |name: &str| FigureId::joined(id, name);
    if let Some(columns) = rows {
        let kinds = columns.iter();
        let kinds = kinds.map(|(column, kind)| (column.to_string(), kind.clone()));
        names.columns.insert(id.to_owned(), kinds.collect());
        names.insert(id.to_owned(), NameShape::Rows(columns.clone()));
        names.insert(list_count_id(id), NameShape::One(Kind::Count));
        names.insert(of_set("so_dong"), NameShape::One(Kind::Count));
        return;
    }
    let columns = names.columns.get(form.id.as_str()).cloned();
    names
        .columns
        .insert(id.to_owned(), columns.unwrap_or_default());
    names.insert(id.to_owned(), NameShape::Units(shape));
    for field in form.fields() {
        let shape = rollup_shape(field.rollup(), field.kind());
        names.insert(of_set(&field.id()), shape);
    }
    for def in known {
        if let (FigureSource::Placed(placed), Some(local)) = (&def.source, def.id.local(&form.id)) {
            let kind = placed
                .across
                .map_or_else(|| def.kind.clone(), |how| def.kind.rolled_up(how));
            names.insert(of_set(local), NameShape::One(kind));
        }
    }
    for count in COUNTS {
        names.insert(of_set(count), NameShape::One(Kind::Count));
    }
    names.areas_of(id, &form.id, Grouping::ALL.iter().map(|(_, by)| *by));
}

/// The figures of a set that the kit speaks of.
pub(super) fn instances(
    set: &FigureDef,
    names: &Names,
    known: &[FigureDef],
    forms: &[Form],
) -> Vec<FigureDef> {
    let FigureSource::Set(of) = &set.source else {
        return Vec::new();
    };
    let asked = names.asked.names.borrow();
    let asked = asked.iter().filter_map(|name| {
        let local = name.strip_prefix(set.id.as_str())?.strip_prefix('.')?;
        Some(local.to_owned())
    });
    let form = forms.iter().find(|form| form.id == of.form);
    let made = asked.filter_map(|local| {
        let id = FigureId::at(&set.id, &local);
        if of.of_rows {
            let source = FigureSource::RowCount {
                rows: set.id.clone(),
            };
            return (local == "so_dong").then(|| FigureDef {
                id,
                source,
                kind: Kind::Count,
                ..set.clone()
            });
        }
        let of_form = known
            .iter()
            .find(|def| def.id == FigureId::at(&of.form, &local));
        if let Some(def) = of_form
            && let FigureSource::Placed(placed) = &def.source
        {
            let mut placed = placed.clone();
            placed.space = set.id.to_string();
            return Some(FigureDef {
                id,
                source: FigureSource::Placed(placed),
                ..def.clone()
            });
        }
        let field = form?.field(&local);
        let is_count = COUNTS.contains(&local.as_str());
        (field.is_some() || is_count).then(|| FigureDef {
            id,
            label: field.map_or_else(|| set.label.clone(), |field| field.label()),
            unit: String::new(),
            kind: Kind::Count,
            format: None,
            source: FigureSource::OfSet {
                set: set.id.clone(),
                form: of.form.clone(),
                field: local,
            },
        })
    });
    made.collect()
}

//! Computed figures and conditions as written.

use super::formats;
use super::ids;
use super::kinds::{self, ROLLUPS};
use super::names::{NameShape, Names, is_free_text, rollup_shape};
use super::rules::{Wanted, formula, unknown_id};
use super::sections::fitting;
use crate::model::form::{Form, Section};
use crate::model::id::{FieldId, FieldPath, FigureId, split_path};
use crate::model::kit::{ConditionDef, FigureDef, FigureSource};
use crate::msg;
use crate::source::table::{Page, Table, Text};
use crate::value::{Kind, Rollup, fold};
use std::collections::BTreeMap;
use std::ops::Range;

/// Words that the narrative keeps for itself.
const TEMPLATE_WORDS: &[&str] = &[
    FigureId::SETTINGS,
    FigureId::PREVIOUS,
    "bang",
    "loop",
    "true",
    "false",
    "none",
    "not",
    "and",
    "or",
    "in",
    "is",
    "if",
    "else",
    "for",
    "endif",
    "endfor",
    "self",
];

/// The names without a dot: forms, figures, conditions share them in the narrative.
pub(super) struct PlainNames<'p> {
    page: &'p Page<'p>,
    taken: BTreeMap<String, Option<Range<usize>>>,
}

impl<'p> PlainNames<'p> {
    pub(super) fn new(page: &'p Page<'p>, forms: &[Form]) -> Self {
        let taken = forms.iter().map(|f| (f.id.to_string(), None)).collect();
        Self { page, taken }
    }

    pub(super) fn claim(&mut self, id: &Text) {
        let page = self.page;
        if TEMPLATE_WORDS.contains(&id.value.as_str()) {
            page.wrong(&id.span, msg!("kit.id-taken", id = id.value));
        } else if let Some(reason) = ids::refused(&id.value) {
            page.wrong(&id.span, reason);
        } else {
            match self.taken.get(&id.value) {
                Some(Some(first)) => page.wrong_help(
                    &id.span,
                    msg!("kit.id-twice", id = id.value),
                    msg!("kit.first-line", line = page.line(first)),
                ),
                Some(None) => page.wrong(&id.span, msg!("kit.id-is-form", id = id.value)),
                None => {
                    self.taken.insert(id.value.clone(), Some(id.span.clone()));
                }
            }
        }
    }
}

/// Reads the figures; each becomes a name for those below it.
pub(super) fn figures(
    tables: &[Table<'_>],
    forms: &[Form],
    names: &mut Names,
    plain: &mut PlainNames<'_>,
) -> Vec<FigureDef> {
    names.later = tables
        .iter()
        .filter(|table| !table.has("form"))
        .filter_map(|t| Some((t, t.quiet_text("id")?)))
        .map(|(t, id)| (id.value, t.page.line(&id.span)))
        .collect();
    let mut figures = Vec::new();
    for table in tables {
        if table.has("form") {
            continue;
        }
        let id = table.text("id");
        if let Some(id) = &id {
            plain.claim(id);
        }
        let label = table.text("label");
        let unit = table.string_or_empty("unit");
        let chosen = table.has("chosen");
        let kind = if chosen && !table.has("kind") {
            Some(Kind::Text)
        } else {
            kinds::kind_needed(table)
        };
        let source = source(table, kind.as_ref(), forms, names);
        let format = formats::named(table, names, kind.as_ref());
        table.check_known();
        let Some(id) = id else { continue };
        let shape = match source {
            None if chosen => NameShape::Many,
            _ => shape(source.as_ref(), kind.as_ref(), forms),
        };
        if kind.is_none() || names.get(&id.value).is_some() {
            names.doubts.insert(id.value.clone());
        }
        if names.get(&id.value).is_none() {
            names.insert(id.value.clone(), shape);
        }
        if let (Ok(id), Some(label), Some(kind), Some(source)) =
            (id.value.parse(), label, kind, source)
        {
            figures.push(FigureDef {
                id,
                label: label.value,
                unit,
                kind,
                format,
                source,
            });
        }
    }
    names.later.clear();
    figures
}

/// What the narrative finds behind a figure.
fn shape(source: Option<&FigureSource>, kind: Option<&Kind>, forms: &[Form]) -> NameShape {
    let one = || NameShape::One(kind.cloned().unwrap_or(Kind::Count));
    match source {
        Some(FigureSource::Rollup { how, .. }) => match rollup_shape(*how, &Kind::Count) {
            NameShape::Many => NameShape::Many,
            _ => one(),
        },
        Some(FigureSource::Chosen { fields }) => {
            let mut columns = BTreeMap::new();
            for path in fields {
                let form = forms.iter().find(|f| f.id == path.form());
                let list = form.and_then(|f| f.lists().find(|(s, _)| s.id == path.field()));
                for column in list.iter().flat_map(|(_, l)| &l.columns) {
                    columns.insert(column.id.clone(), column.kind.clone());
                }
            }
            if columns.is_empty() {
                NameShape::Many
            } else {
                NameShape::Rows(columns)
            }
        }
        _ => one(),
    }
}

fn source(
    table: &Table<'_>,
    kind: Option<&Kind>,
    forms: &[Form],
    names: &Names,
) -> Option<FigureSource> {
    let written: Vec<&'static str> = ["formula", "rollup", "chosen"]
        .into_iter()
        .filter(|key| table.has(key))
        .collect();
    if written.len() != 1 {
        table.page.wrong(&table.span, msg!("kit.figure-one-source"));
    }
    match *written.first()? {
        "formula" => {
            let text = table.text("formula")?;
            let wanted = match kind {
                Some(kind) if kind.is_number() => Wanted::Number,
                _ => Wanted::Anything,
            };
            formula(table.page, &text, names, wanted).map(FigureSource::Formula)
        }
        "rollup" => rollup(&table.table("rollup")?, kind, forms, names),
        _ => chosen(table, forms, names),
    }
}

fn rollup(
    table: &Table<'_>,
    kind: Option<&Kind>,
    forms: &[Form],
    names: &Names,
) -> Option<FigureSource> {
    let page = table.page;
    let form_id = table.text("form");
    let field_id = table.text("field");
    if !table.has("how") {
        table.missing("how");
    }
    let how = table.word("how", ROLLUPS);
    let unit_type = table.text_if("unit_type");
    let group = table.text_if("group");
    if let Some(group) = &group {
        group_named(page, group, names);
    }
    let group = group.map(|t| t.value);
    table.check_known();
    let (form_id, field_id, how) = (form_id?, field_id?, how?);
    let form = form_named(page, &form_id, forms, names)?;
    let Some(field) = form.field(&field_id.value) else {
        let known: Vec<FieldId> = form.fields().map(|f| f.id()).collect();
        let known = known.iter().map(FieldId::as_str);
        if !names.incomplete {
            unknown_id(page, &field_id.span, &field_id.value, known);
        }
        return None;
    };
    if !field.kind().fits(how) {
        page.wrong_help(
            &table.place("how"),
            msg!("kit.rollup-does-not-fit"),
            msg!("kit.rollups-that-fit", words = fitting(field.kind())),
        );
    } else if let (Some(kind), NameShape::One(made)) = (kind, rollup_shape(how, field.kind()))
        && kind.is_number() != made.is_number()
    {
        page.wrong(&table.place("how"), msg!("kit.rollup-other-kind"));
    }
    if let Some(unit_type) = &unit_type
        && !form.unit_types.contains(&unit_type.value)
        && !form.unit_types.is_empty()
    {
        let known = form.unit_types.iter().map(String::as_str);
        unknown_id(page, &unit_type.span, &unit_type.value, known);
    }
    Some(FigureSource::Rollup {
        field: FieldPath::new(&form_id.value, &field_id.value),
        how,
        unit_type: unit_type.map(|t| t.value),
        group,
    })
}

/// Notes a group that `[kit] groups` does not name: a mistyped one would be a figure over nobody.
fn group_named(page: &Page<'_>, group: &Text, names: &Names) {
    let is_named = |known: &String| fold(known) == fold(&group.value);
    if names.groups.iter().any(is_named) {
        return;
    }
    let near = page.did_you_mean(&group.value, names.groups.iter().map(String::as_str));
    let near = near.or_else(|| Some(msg!("kit.use-groups")));
    page.note(
        &group.span,
        msg!("kit.unknown-group", group = group.value),
        near,
    );
}

/// The form that a text names; an unknown one is noted.
pub(super) fn form_named<'f>(
    page: &Page<'_>,
    id: &Text,
    forms: &'f [Form],
    names: &Names,
) -> Option<&'f Form> {
    let form = forms.iter().find(|f| f.id == id.value);
    if form.is_none() && !names.incomplete {
        unknown_id(
            page,
            &id.span,
            &id.value,
            forms.iter().map(|f| f.id.as_str()),
        );
    }
    form
}

fn chosen(table: &Table<'_>, forms: &[Form], names: &Names) -> Option<FigureSource> {
    let page = table.page;
    let mut fields = Vec::new();
    for text in table.texts("chosen") {
        let Some((form_id, field_id)) = split_path(&text.value) else {
            names.unknown(page, &text.span, &text.value);
            continue;
        };
        let form = forms.iter().find(|f| f.id == form_id);
        let field = form.and_then(|f| f.field(field_id));
        let list = form.and_then(|f| f.sections.iter().find(|s| s.id == field_id && is_list(s)));
        if list.is_none() && field.is_none() {
            names.unknown(page, &text.span, &text.value);
        } else if field.is_some_and(|f| !is_free_text(f.kind()) || f.rollup() == Rollup::None) {
            page.wrong(&text.span, msg!("kit.chosen-kind"));
        } else {
            fields.push(FieldPath::new(form_id, field_id));
        }
    }
    (!fields.is_empty()).then_some(FigureSource::Chosen { fields })
}

fn is_list(section: &Section) -> bool {
    matches!(section.body, crate::model::form::Body::List(_))
}

/// Reads the conditions: the narrative tests them, nothing else may use them.
pub(super) fn conditions(
    tables: &[Table<'_>],
    names: &Names,
    plain: &mut PlainNames<'_>,
) -> Vec<ConditionDef> {
    let mut conditions = Vec::new();
    for table in tables {
        if table.has("form") {
            continue;
        }
        let id = table.text("id");
        if let Some(id) = &id {
            plain.claim(id);
        }
        let text = table.text("formula");
        let parsed = text.and_then(|t| formula(table.page, &t, names, Wanted::Truth));
        table.check_known();
        if let (Some(id), Some(formula)) = (id, parsed) {
            conditions.push(ConditionDef {
                id: id.value,
                formula,
            });
        }
    }
    conditions
}

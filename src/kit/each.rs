//! Tables as written that have a row for each unit, part of the units, row of a list or indicator of a section.

use super::column::Written;
use super::formats::filter_fits;
use super::names::{NameShape, Names};
use super::rules::{Wanted, formula, unknown_id};
use super::scope::{COUNTS, Sees, WORDS, of_place};
use super::sets::of_rows;
use crate::model::area::Grouping;
use crate::model::form::{Body, FieldRef, Form, Indicator, Section};
use crate::model::id::{FieldId, FieldPath, FigureId};
use crate::model::kit::{
    Align, Each, FigureDef, FigureSource, PlacedFormula, Shows, Space, TableColumn, TableRow,
};
use crate::msg;
use crate::rule::{Across, Formula, Name};
use crate::source::table::{Page, Table, Text};
use crate::value::{Kind, Rollup};
use std::ops::Range;

/// What a table has a row for, and the columns and written rows that follow.
pub(super) struct Rows {
    pub(super) each: Option<Each>,
    pub(super) by: Vec<Grouping>,
    pub(super) columns: Vec<TableColumn>,
    pub(super) written: Vec<TableRow>,
}

/// All that a table is read by.
pub(super) struct Reader<'r> {
    pub(super) forms: &'r [Form],
    pub(super) names: &'r Names,
    pub(super) known: &'r [FigureDef],
    /// Figures without a name that columns calculate.
    pub(super) unnamed: &'r mut Vec<FigureDef>,
}

impl Reader<'_> {
    /// Reads the columns of a table by what it has a row for.
    pub(super) fn rows(&mut self, table: &Table<'_>, each: &[Text]) -> Rows {
        let by = groupings(table);
        let mut rows = Rows {
            each: None,
            by,
            columns: Vec::new(),
            written: Vec::new(),
        };
        let columns = table.tables("columns");
        let Some(first) = each.first() else {
            return rows;
        };
        if let Some((form, section)) = self.section(first) {
            indicators(table, (form, section), &mut rows);
            return rows;
        }
        match self.names.get(&first.value).cloned() {
            Some(NameShape::Units(_)) => self.units(table, each, columns, &mut rows),
            Some(NameShape::Areas { space, form, by }) => {
                let Some(form) = self.forms.iter().find(|known| known.id == *form) else {
                    return rows;
                };
                let space = Space {
                    id: space,
                    form: form.id.clone(),
                };
                self.names
                    .asked
                    .areas
                    .borrow_mut()
                    .insert((space.id.clone(), vec![by]));
                self.ask(&space);
                rows.columns = self.of_units(columns, (&space, form));
                rows.each = Some(Each::Areas(space, by));
            }
            Some(NameShape::Rows(list)) => {
                let scope = of_rows(&list, self.names);
                rows.columns = if columns.is_empty() {
                    self.of_list(&first.value)
                } else {
                    columns
                        .into_iter()
                        .map(|column| self.of_row(column, (&first.value, &scope)))
                        .collect()
                };
                self.sums(&first.value, &list, table, &rows.columns);
                rows.each = first.value.parse().ok().map(Each::Rows);
            }
            Some(NameShape::Unchosen(_)) => table.page.wrong_help(
                &first.span,
                msg!("kit.unchosen", name = first.value),
                msg!("kit.use-direct"),
            ),
            Some(_) => table.page.wrong_help(
                &first.span,
                msg!("kit.set-of", name = first.value),
                msg!("kit.use-set-of"),
            ),
            None => self.names.unknown(table.page, &first.span, &first.value),
        }
        if rows.columns.is_empty() {
            table
                .page
                .wrong(&table.place("columns"), msg!("kit.table-without-columns"));
        }
        rows
    }

    /// The names of the roster are asked for, and the figures of a set's total.
    fn ask(&self, space: &Space) {
        self.names
            .asked
            .rosters
            .borrow_mut()
            .insert(space.form.clone());
    }

    fn units(
        &mut self,
        table: &Table<'_>,
        each: &[Text],
        columns: Vec<Table<'_>>,
        rows: &mut Rows,
    ) {
        let mut spaces: Vec<(Space, &Form)> = Vec::new();
        for text in each {
            match self.names.get(&text.value) {
                Some(NameShape::Units(set)) => {
                    if let Some(form) = self.forms.iter().find(|form| form.id == *set.form) {
                        let space = Space {
                            id: text.value.clone(),
                            form: form.id.clone(),
                        };
                        self.ask(&space);
                        if !rows.by.is_empty() {
                            let asked = (space.id.clone(), rows.by.clone());
                            self.names.asked.areas.borrow_mut().insert(asked);
                        }
                        spaces.push((space, form));
                    }
                }
                Some(_) => table.page.wrong_help(
                    &text.span,
                    msg!("kit.set-of", name = text.value),
                    msg!("kit.use-set-of"),
                ),
                None => self.names.unknown(table.page, &text.span, &text.value),
            }
        }
        if let [first, others @ ..] = spaces.as_slice() {
            // Of several forms each column says what all of them have.
            let written: Vec<Table<'_>> = columns;
            rows.columns = self.of_units(written, (&first.0, first.1));
            for (space, form) in others {
                self.shared(table, &rows.columns, (space, form));
            }
        }
        rows.each = Some(Each::Units(
            spaces.into_iter().map(|(space, _)| space).collect(),
        ));
    }

    /// What a further form has of the columns of the first.
    fn shared(
        &mut self,
        table: &Table<'_>,
        columns: &[TableColumn],
        (space, form): (&Space, &Form),
    ) {
        let scope = of_place(self.names, form, self.known, Sees::Place);
        for column in columns {
            let Shows::Figure { local, .. } = &column.shows else {
                continue;
            };
            if let Some(source) = local.strip_prefix('=') {
                if let Ok(formula) = Formula::parse(source) {
                    self.unnamed((space, form), (&formula, &scope), &column.label);
                }
            } else if scope.get(local).is_none() {
                let name = FigureId::at(&form.id, local);
                self.names
                    .unknown(table.page, &table.place("columns"), &name);
            }
        }
    }

    fn of_units(
        &mut self,
        columns: Vec<Table<'_>>,
        (space, form): (&Space, &Form),
    ) -> Vec<TableColumn> {
        let scope = of_place(self.names, form, self.known, Sees::Place);
        let mut out = Vec::new();
        for column in columns {
            if let Some(section) = column.text_if("section") {
                out.extend(self.section_columns(&column, &section, (space, form)));
            } else {
                out.push(self.of_unit(&column, (space, form), &scope));
            }
            column.finish();
        }
        out
    }

    /// A column for each field of a section, with its headings and format.
    fn section_columns(
        &mut self,
        column: &Table<'_>,
        id: &Text,
        (space, form): (&Space, &Form),
    ) -> Vec<TableColumn> {
        let written = Written::of(column);
        let Some(section) = form.sections.iter().find(|section| section.id == id.value) else {
            let known = form.sections.iter().map(|section| section.id.as_str());
            unknown_id(column.page, &id.span, &id.value, known);
            return Vec::new();
        };
        let fields = form.fields().filter(|field| field.section.id == section.id);
        let of_field = |field: FieldRef<'_>| {
            let several = section.columns().len() > 1;
            let (group, label) = if several {
                (field.row.label.clone(), field.column.label.clone())
            } else {
                (written.group.clone(), field.row.label.clone())
            };
            self.show(space, &field.id());
            TableColumn {
                label,
                group,
                width: written.width,
                align: Align::Right,
                shows: Shows::Figure {
                    local: field.id().to_string(),
                    filter: String::new(),
                },
            }
        };
        fields.map(of_field).collect()
    }

    /// Remembers that the total of a set shows a field.
    fn show(&self, space: &Space, local: &str) {
        self.names.get(&FigureId::joined(&space.id, local));
    }

    fn of_unit(
        &mut self,
        column: &Table<'_>,
        (space, form): (&Space, &Form),
        scope: &Names,
    ) -> TableColumn {
        let page = column.page;
        let written = Written::of(column);
        let value = column.text("value");
        let Some(value) = value else {
            return written.column(String::new(), Shows::Nothing, Align::Left);
        };
        let (name, filter) = parted(&value);
        let is_field = form.field(name).is_some();
        if name == "stt" && !is_field {
            return written.column("TT".to_owned(), Shows::Number, Align::Center);
        }
        if let Some(word) = WORDS.iter().find(|word| **word == name && !is_field) {
            return written.column(String::new(), Shows::Word(word), Align::Left);
        }
        let place = filter_place(page, &value, filter);
        if is_name(name) {
            let at = value.part(page, &(0..name.len()));
            let kind = match scope.get(name) {
                Some(NameShape::One(kind)) => Some(kind.clone()),
                Some(_) => {
                    scope.one(page, &at, name);
                    None
                }
                None => {
                    scope.unknown(page, &at, name);
                    None
                }
            };
            if let Some(filter) = filter {
                filter_fits(page, &place, filter, (kind.as_ref(), self.names));
            }
            self.show(space, name);
            let label = self.label(form, name);
            let align = match &kind {
                Some(kind) if !kind.is_number() && !COUNTS.contains(&name) => Align::Left,
                _ => Align::Right,
            };
            let shows = Shows::Figure {
                local: name.to_owned(),
                filter: filter.unwrap_or_default().to_owned(),
            };
            return written.column(label, shows, align);
        }
        let text = Text {
            value: name.to_owned(),
            span: value.span.clone(),
        };
        let Some(parsed) = formula(page, &text, scope, Wanted::Anything) else {
            return written.column(String::new(), Shows::Nothing, Align::Right);
        };
        if let Some(filter) = filter {
            filter_fits(page, &place, filter, (None, self.names));
        }
        if written.label.is_empty() {
            column.missing("label");
        }
        let local = self.unnamed((space, form), (&parsed, scope), &written.label);
        let shows = Shows::Figure {
            local,
            filter: filter.unwrap_or_default().to_owned(),
        };
        written.column(String::new(), shows, Align::Right)
    }

    /// A figure that has no name but its formula; known by it wherever it stands.
    fn unnamed(
        &mut self,
        (space, form): (&Space, &Form),
        (formula, scope): (&Formula, &Names),
        label: &str,
    ) -> String {
        let words: Vec<&str> = formula.source().split_whitespace().collect();
        let local = format!("={}", words.join(" "));
        let id = FigureId::at(&space.id, &local);
        if !self.unnamed.iter().any(|def| def.id == id) {
            let names = formula.names();
            let is_whole = |name: &Name| match scope.get(&name.text) {
                Some(NameShape::One(kind)) => kind.is_whole(),
                _ => true,
            };
            let across = formula.across();
            let kind = if across == Across::Adds && names.iter().all(is_whole) {
                Kind::Count
            } else {
                Kind::Decimal { places: 2 }
            };
            self.unnamed.push(FigureDef {
                id,
                label: label.to_owned(),
                unit: String::new(),
                kind,
                format: None,
                source: FigureSource::Placed(PlacedFormula {
                    space: space.id.clone(),
                    form: form.id.clone(),
                    formula: formula.clone(),
                    across: (across == Across::EachUnit).then_some(Rollup::None),
                }),
            });
        }
        local
    }

    /// What people call a field or a figure of a form.
    fn label(&self, form: &Form, name: &str) -> String {
        let now = name.strip_prefix(FigureId::PREVIOUS_DOT).unwrap_or(name);
        if let Some(field) = form.field(now) {
            return field.label();
        }
        let def = self
            .known
            .iter()
            .find(|def| def.id == FigureId::at(&form.id, now));
        def.map_or_else(String::new, |def| def.label.clone())
    }

    /// The grid section that a text names: `xa.kq`.
    fn section(&self, text: &Text) -> Option<(&Form, &Section)> {
        let (form, section) = text.value.split_once('.')?;
        let form = self.forms.iter().find(|known| known.id == *form)?;
        let section = form.sections.iter().find(|known| known.id == *section)?;
        matches!(section.body, Body::Grid { .. }).then_some((form, section))
    }
}

/// `cuoi / ho|tram2`: what is shown, and the filter that writes it.
pub(super) fn parted(value: &Text) -> (&str, Option<&str>) {
    match value.value.split_once('|') {
        Some((name, filter)) => (name.trim_end(), Some(filter.trim())),
        None => (value.value.trim_end(), None),
    }
}

pub(super) fn filter_place(page: &Page<'_>, value: &Text, filter: Option<&str>) -> Range<usize> {
    let Some(filter) = filter else {
        return value.span.clone();
    };
    let at = value.value.rfind(filter).unwrap_or_default();
    value.part(page, &(at..at + filter.len()))
}

/// A name and nothing else.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'))
        && text.starts_with(|c: char| c.is_ascii_lowercase())
}

/// How the units of a table are parted.
fn groupings(table: &Table<'_>) -> Vec<Grouping> {
    let written = match table.quiet_text("by") {
        Some(one) => vec![one],
        None => table.texts("by"),
    };
    let words = || Grouping::ALL.iter().map(|(word, _)| *word);
    let mut by = Vec::new();
    for text in written {
        match Grouping::ALL.iter().find(|(word, _)| *word == text.value) {
            Some((_, one)) if by.contains(one) => {}
            Some((_, one)) => by.push(*one),
            None => {
                let words: Vec<&str> = words().collect();
                let message = msg!(
                    "kit.unknown-word",
                    key = "by",
                    word = text.value,
                    words = words.join(", ")
                );
                let near = table.page.did_you_mean(&text.value, words.iter().copied());
                table.page.note(&text.span, message, near);
            }
        }
    }
    by
}

/// A row for each indicator of a section, a column for each of its columns.
fn indicators(table: &Table<'_>, (form, section): (&Form, &Section), rows: &mut Rows) {
    if table.has("columns") {
        table
            .page
            .wrong(&table.place("columns"), msg!("kit.table-of-section"));
    }
    let column = |label: &str, width, align| TableColumn {
        label: label.to_owned(),
        group: String::new(),
        width,
        align,
        shows: Shows::Nothing,
    };
    rows.columns = vec![
        column("TT", 4, Align::Center),
        column(&section.title, 24, Align::Left),
    ];
    let values = section.columns().iter();
    rows.columns
        .extend(values.map(|value| column(&value.label, 8, Align::Right)));
    let of_row = |(at, row): (usize, &Indicator)| {
        let number = if row.number.is_empty() {
            (at + 1).to_string()
        } else {
            row.number.clone()
        };
        let cells = section.columns().iter().map(|value| {
            let field = FieldId::of(&row.id, &value.suffix);
            if row.takes(value) {
                format!("{{{}}}", FieldPath::new(&form.id, &field))
            } else {
                String::new()
            }
        });
        TableRow {
            group: false,
            strong: false,
            cells: [number, row.label.clone()]
                .into_iter()
                .chain(cells)
                .collect(),
        }
    };
    rows.written = section.rows().iter().enumerate().map(of_row).collect();
}

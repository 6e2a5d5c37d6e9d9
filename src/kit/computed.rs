//! Computed fields of a form as written: which field each formula calculates, from which names, and in which order.
//!
//! In: a form whose rows and columns say that they are computed, and the formulas as written. Out: a formula with names of
//! the form for each cell, how it is rolled up, and every mistake at its place.

use super::formula_scope::{Owner, Scope, WrittenFormula};
use super::kinds::{Ratio, default_rollup};
use super::rules::{FORMULA_CHARS, is_words, too_long, unknown_id};
use crate::model::form::{Body, FieldRef, Form, list_count_id};
use crate::model::form::{ComputedField, Target};
use crate::msg;
use crate::rule::{ColumnName, Formula, Growing, Growth, OperandShape};
use crate::source::table::{Page, Text};
use crate::value::kind::Holds;
use crate::value::{Kind, Rollup};
use std::collections::{BTreeMap, BTreeSet};

/// A cell and the formula that calculates it.
struct Cell<'w> {
    target: Target,
    written: &'w WrittenFormula,
    formula: Formula,
    growth: Growth,
    /// Names and columns of computed cells that it stands on, as keys.
    needs: BTreeSet<String>,
}

/// Fills in what the form computes.
pub(super) fn resolve(page: &Page<'_>, form: &mut Form, written: &[WrittenFormula]) {
    if written.is_empty() {
        return;
    }
    let before = page.count();
    let mut parsed = Vec::new();
    for one in written {
        too_long(page, &one.text, FORMULA_CHARS);
        match Formula::parse(&one.text.value) {
            Ok(formula) => parsed.push((one, formula)),
            Err(errors) => {
                for error in errors {
                    page.note(&one.text.part(page, &error.at), error.message, error.help);
                }
            }
        }
    }
    if page.count() > before {
        return;
    }
    let resolver = Resolver { page, form };
    let mut cells = resolver.cells(&parsed);
    if page.count() > before {
        return;
    }
    let Some(order) = resolver.in_order(&cells) else {
        return;
    };
    let crossing = resolver.grow(&mut cells, &order);
    let rollups = resolver.rollups(&cells, &crossing);
    let mut computed = Vec::new();
    for key in order {
        let own = cells.remove(&key).unwrap_or_default();
        let chosen = crossing.get(&key).copied().unwrap_or(0);
        if let Some(cell) = own.into_iter().nth(chosen) {
            computed.push(ComputedField {
                target: cell.target,
                formula: cell.formula,
            });
        }
    }
    form.computed = computed;
    for (section, owner, rollup) in rollups {
        set_rollup(form, section, owner, rollup);
    }
}

fn set_rollup(form: &mut Form, section: usize, owner: Owner, rollup: Rollup) {
    let Some(Body::Grid { columns, rows }) = form.sections.get_mut(section).map(|s| &mut s.body)
    else {
        return;
    };
    match owner {
        Owner::Row(at) => {
            if let Some(row) = rows.get_mut(at) {
                row.rollup = rollup;
            }
        }
        Owner::Column(at) => {
            if let Some(column) = columns.get_mut(at) {
                column.rollup = Some(rollup);
            }
        }
        Owner::ListColumn(_) => {}
    }
}

/// The key of what is calculated: a field's id, or `list.column`.
fn key_of(form: &Form, target: &Target) -> String {
    match target {
        Target::Field(id) => id.to_string(),
        Target::Column(section, at) => {
            let list = form.lists().find(|(s, _)| s.id == *section);
            let column = list.and_then(|(_, list)| list.columns.get(*at));
            format!("{section}.{}", column.map_or("", |c| c.id.as_str()))
        }
    }
}

/// How an entry goes together: only what is summed adds up.
fn entry_growth(form: &Form, name: &str) -> Growth {
    if let Some(field) = form.field(name) {
        let adds_up = field.kind().is_number() && field.rollup() == Rollup::Sum;
        return if adds_up { Growth::Sum } else { Growth::Other };
    }
    let mut lists = form.lists();
    let is_sum = lists.any(|(section, list)| {
        let of_column = name
            .strip_prefix(section.id.as_str())
            .and_then(|n| n.strip_prefix('.'));
        list_count_id(&section.id) == name
            || list.columns.iter().any(|column| {
                of_column == Some(column.id.as_str())
                    && !column.computed
                    && column.kind.fits(Rollup::Sum)
            })
    });
    if is_sum { Growth::Sum } else { Growth::Other }
}

struct Resolver<'a> {
    page: &'a Page<'a>,
    form: &'a Form,
}

/// The formulas of a cell by its key: one, or that of its row and that of its column.
type Cells<'w> = BTreeMap<String, Vec<Cell<'w>>>;

impl Resolver<'_> {
    fn cells<'w>(&self, parsed: &[(&'w WrittenFormula, Formula)]) -> Cells<'w> {
        let mut cells = Cells::new();
        for (written, formula) in parsed {
            let section = &self.form.sections[written.section];
            match written.of {
                Owner::ListColumn(at) => {
                    let target = Target::Column(section.id.clone(), at);
                    self.cell(&mut cells, (target, written), formula, None);
                }
                Owner::Row(_) | Owner::Column(_) => {
                    let is_own = |field: &FieldRef<'_>| match written.of {
                        Owner::Row(at) => section.rows()[at].id == field.row.id,
                        Owner::Column(at) => section.columns()[at].suffix == field.column.suffix,
                        Owner::ListColumn(_) => false,
                    };
                    let fields = self.form.fields();
                    let own = fields.filter(|f| f.section.id == section.id && is_own(f));
                    for field in own {
                        let target = Target::Field(field.id());
                        self.cell(&mut cells, (target, written), formula, Some(field));
                    }
                }
            }
        }
        cells
    }

    fn cell<'w>(
        &self,
        cells: &mut Cells<'w>,
        (target, written): (Target, &'w WrittenFormula),
        formula: &Formula,
        field: Option<FieldRef<'_>>,
    ) {
        let section = &self.form.sections[written.section];
        let scope = Scope {
            form: self.form,
            section,
            written,
            field,
        };
        let kind = scope.kind();
        let names = self.names(&scope, written, formula);
        let columns = self.columns(&scope, written, formula);
        if names.len() < formula.names().len() || columns.len() < formula.columns().len() {
            return;
        }
        let shape = |name: &str| match names.get(name) {
            Some((_, kind)) if is_words(kind) => OperandShape::Text,
            Some(_) => OperandShape::Number,
            None => OperandShape::Unknown,
        };
        self.result(written, &kind, formula.gives(&shape));
        let source = formula.rewritten(
            &|name| {
                names
                    .get(name)
                    .map_or_else(String::new, |(meant, _)| meant.clone())
            },
            &|column, _| columns.get(&column.text()).cloned().unwrap_or_default(),
        );
        let Ok(formula) = Formula::parse(&source) else {
            too_long(
                self.page,
                &Text {
                    value: source,
                    ..written.text.clone()
                },
                FORMULA_CHARS,
            );
            return;
        };
        let mut needs: BTreeSet<String> = formula.names().into_iter().map(|n| n.text).collect();
        for column in formula.columns() {
            needs.insert(format!("{}.{}", column.of, column.field));
            needs.extend(
                self.form
                    .column_cells(&column.of, &column.field)
                    .into_iter()
                    .map(String::from),
            );
        }
        let key = key_of(self.form, &target);
        cells.entry(key).or_default().push(Cell {
            target,
            written,
            formula,
            growth: Growth::Other,
            needs,
        });
    }

    /// What the names of a formula mean in a scope, with their kinds.
    fn names(
        &self,
        scope: &Scope<'_>,
        written: &WrittenFormula,
        formula: &Formula,
    ) -> BTreeMap<String, (String, Kind)> {
        let numeric = formula.numeric_names();
        let needed = formula.needs();
        let mut names = BTreeMap::new();
        for name in formula.names() {
            let place = written.text.part(self.page, &name.at);
            let Some((meant, kind)) = scope.name(&name.text) else {
                if let Some(field) = scope.field.filter(|_| scope.is_part(&name.text)) {
                    let cell = field.id();
                    self.page.wrong_help(
                        &place,
                        msg!("kit.no-cell", name = name.text, cell = cell),
                        msg!("kit.no-cell-help"),
                    );
                    continue;
                }
                let known = scope.known();
                unknown_id(
                    self.page,
                    &place,
                    &name.text,
                    known.iter().map(String::as_str),
                );
                continue;
            };
            if is_words(&kind) && numeric.contains(&name.text) {
                self.page
                    .wrong(&place, msg!("kit.words-as-number", name = name.text));
            }
            if !needed.contains(&name.text)
                && self.form.field(&meant).is_some_and(|f| f.is_computed())
            {
                self.page
                    .wrong(&place, msg!("kit.blank-of-computed", name = name.text));
            }
            names.insert(name.text, (meant, kind));
        }
        names
    }

    /// What its columns mean.
    fn columns(
        &self,
        scope: &Scope<'_>,
        written: &WrittenFormula,
        formula: &Formula,
    ) -> BTreeMap<String, String> {
        let mut columns = BTreeMap::new();
        for column in formula.columns() {
            let place = written.text.part(self.page, &column.at);
            match scope.column(column) {
                Ok((meant, kind)) => {
                    if is_words(&kind) && formula.numeric_columns().contains(&column) {
                        self.page.wrong_help(
                            &place,
                            msg!("kit.words-as-number", name = column.text()),
                            msg!("kit.count-words", column = column.text()),
                        );
                    }
                    columns.insert(column.text(), meant);
                }
                Err((message, help)) => self.page.note(&place, message, help),
            }
        }
        columns
    }

    /// Notes a result that the cell cannot hold.
    fn result(&self, written: &WrittenFormula, kind: &Kind, gives: OperandShape) {
        let whole = written.text.part(self.page, &(0..written.text.value.len()));
        let holds = kind.spec().holds;
        let message = match (holds, gives) {
            (Holds::YesNo, OperandShape::Number | OperandShape::Text) => {
                msg!("kit.number-not-truth")
            }
            (Holds::Number, OperandShape::Text) => msg!("kit.text-not-number"),
            (Holds::Number, OperandShape::Truth) => msg!("kit.truth-not-number"),
            _ => return,
        };
        self.page.wrong(&whole, message);
    }

    /// The keys in an order in which each stands behind those that it needs; `None` where there is none, which is noted.
    fn in_order(&self, cells: &Cells<'_>) -> Option<Vec<String>> {
        let mut order: Vec<String> = Vec::new();
        let mut left: BTreeSet<&String> = cells.keys().collect();
        while !left.is_empty() {
            let is_ready = |key: &&&String| {
                let mut own = cells.get(**key).into_iter().flatten();
                own.all(|cell| !cell.needs.iter().any(|need| left.contains(need)))
            };
            let ready: Vec<&String> = left.iter().filter(is_ready).copied().collect();
            if ready.is_empty() {
                let first = left.first().and_then(|key| cells.get(*key)?.first());
                if let Some(cell) = first {
                    let names = left.iter().take(4).map(|key| key.as_str());
                    let names = names.collect::<Vec<_>>().join(", ");
                    self.page.wrong(
                        &cell.written.text.span,
                        msg!("kit.computed-circle", names = names),
                    );
                }
                return None;
            }
            for key in ready {
                left.remove(key);
                order.push(key.clone());
            }
        }
        Some(order)
    }

    /// How each cell goes together over units, and which formula counts where those of a row and a column meet.
    fn grow(&self, cells: &mut Cells<'_>, order: &[String]) -> BTreeMap<String, usize> {
        let mut grown: BTreeMap<String, Growth> = BTreeMap::new();
        let mut crossing = BTreeMap::new();
        for key in order {
            let Some(own) = cells.get_mut(key) else {
                continue;
            };
            for cell in own.iter_mut() {
                let name = |name: &str| match grown.get(name) {
                    Some(growth) => *growth,
                    None => entry_growth(self.form, name),
                };
                let column = |column: &ColumnName| {
                    let key = format!("{}.{}", column.of, column.field);
                    let ids = self.form.column_cells(&column.of, &column.field);
                    let mut all = ids.iter().map(|id| name(id));
                    match grown.get(&key) {
                        Some(growth) => *growth,
                        None if ids.is_empty() => entry_growth(self.form, &key),
                        None if all.all(|g| g == Growth::Sum) => Growth::Sum,
                        None => Growth::Other,
                    }
                };
                cell.growth = cell.formula.growth(&Growing {
                    name: &name,
                    column: &column,
                });
            }
            let chosen = match own.as_slice() {
                [one, _] => {
                    let row_first = matches!(one.written.of, Owner::Row(_));
                    let (row, column) = if row_first { (0, 1) } else { (1, 0) };
                    let alike = Growing {
                        name: &|_| Growth::Sum,
                        column: &|_| Growth::Sum,
                    };
                    let of_row = own[row].formula.growth(&alike);
                    let of_column = own[column].formula.growth(&alike);
                    if of_row != Growth::Sum && of_column != Growth::Sum {
                        self.page.wrong_help(
                            &own[row].written.text.span,
                            msg!("kit.rates-cross", cell = key),
                            msg!("kit.rates-cross-help"),
                        );
                    }
                    if of_row == Growth::Sum && of_column != Growth::Sum {
                        column
                    } else {
                        row
                    }
                }
                _ => 0,
            };
            crossing.insert(key.clone(), chosen);
            grown.insert(key.clone(), own[chosen].growth);
        }
        crossing
    }

    /// What the rows and columns that do not say their roll-up get.
    fn rollups(
        &self,
        cells: &Cells<'_>,
        crossing: &BTreeMap<String, usize>,
    ) -> Vec<(usize, Owner, Rollup)> {
        let mut rollups: Vec<(usize, Owner, Rollup)> = Vec::new();
        for (key, own) in cells {
            let Some(cell) = own.get(crossing.get(key).copied().unwrap_or(0)) else {
                continue;
            };
            let (section, of) = (cell.written.section, cell.written.of);
            if cell.written.says_rollup || matches!(of, Owner::ListColumn(_)) {
                continue;
            }
            let kind = match &cell.target {
                Target::Field(id) => self.form.field(id).map(|f| f.kind().clone()),
                Target::Column(..) => None,
            };
            let Some(kind) = kind else { continue };
            let ratio = match cell.growth {
                Growth::Ratio => Ratio::Yes,
                Growth::Sum => Ratio::No,
                Growth::Constant | Growth::Other => Ratio::Unclear,
            };
            match default_rollup(&kind, ratio) {
                Some(rollup) => rollups.push((section, of, rollup)),
                None => self.page.wrong_help(
                    &cell.written.text.span,
                    msg!("kit.computed-rollup"),
                    msg!("kit.computed-rollup-help"),
                ),
            }
        }
        // A row or column whose cells differ is a rate where one of them is.
        rollups.sort_by_key(|(.., rollup)| *rollup == Rollup::Formula);
        rollups
    }
}

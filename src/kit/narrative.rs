//! The narrative as written: which figures it shows, what it tests, what it loops over.
//!
//! Jinja here only shows figures, tests named conditions and loops over lists. Whatever compares, calculates or
//! reaches outside is a mistake at its place: numbers are decided in formulas, where they can be explained.

use super::depth::too_deep;
use super::formats::filter_fits;
use super::markdown;
use super::names::{NameShape, Names, SetShape};
use super::rules::unknown_id;
use super::scope::{Sees, of_place};
use super::tables::emitted;
use crate::model::form::Form;
use crate::model::id::{ColumnId, FigureId};
use crate::model::kit::{ConditionDef, FigureDef, TableDef};
use crate::msg;
use crate::source::table::Page;
use crate::value::Kind;
use crate::words::system;
use minijinja::machinery::Span;
use minijinja::machinery::ast::{BinOpKind, CallArg, Expr, Filter, ForLoop, Stmt, UnaryOpKind};
use minijinja::machinery::parse;
use std::ops::Range;

/// Checks the narrative that stands on `page`.
pub(super) fn check(
    page: &Page<'_>,
    (names, forms, figures): (&Names, &[Form], &[FigureDef]),
    conditions: &[ConditionDef],
    tables: &[TableDef],
) {
    if let Some(place) = too_deep(page.text) {
        page.wrong(&place, msg!("kit.jinja-too-deep"));
        return;
    }
    markdown::check(page);
    let checker = Checker {
        page,
        names,
        forms,
        figures,
        conditions,
        tables,
    };
    match parse(
        page.text,
        page.file,
        minijinja::syntax::SyntaxConfig::default(),
    ) {
        Ok(template) => checker.statement(&template, &mut Vec::new()),
        Err(error) => {
            let end = page.text.len();
            let span = error.range().unwrap_or(end..end);
            let reason = system::detail(error.detail().unwrap_or_default());
            page.wrong(&span, msg!("kit.no-jinja", reason = reason));
        }
    }
}

struct Checker<'c> {
    page: &'c Page<'c>,
    names: &'c Names,
    forms: &'c [Form],
    figures: &'c [FigureDef],
    conditions: &'c [ConditionDef],
    tables: &'c [TableDef],
}

/// Loop variables in scope, innermost last, with what they go through.
type Scope = Vec<(String, Option<NameShape>)>;

fn range(span: Span) -> Range<usize> {
    span.start_offset as usize..span.end_offset as usize
}

impl Checker<'_> {
    fn body(&self, body: &[Stmt<'_>], scope: &mut Scope) {
        for statement in body {
            self.statement(statement, scope);
        }
    }

    fn statement(&self, statement: &Stmt<'_>, scope: &mut Scope) {
        match statement {
            Stmt::Template(template) => self.body(&template.children, scope),
            Stmt::EmitRaw(_) => {}
            Stmt::EmitExpr(emit) => self.emit(&emit.expr, scope),
            Stmt::IfCond(cond) => {
                self.condition(&cond.expr, scope);
                self.body(&cond.true_body, scope);
                self.body(&cond.false_body, scope);
            }
            Stmt::ForLoop(each) => self.each(each, scope),
            other => {
                let span = statement_span(other);
                self.page.wrong(&span, msg!("kit.jinja-statement"));
            }
        }
    }

    fn each(&self, each: &ForLoop<'_>, scope: &mut Scope) {
        let page = self.page;
        if let Some(filter) = &each.filter_expr {
            page.wrong(&range(filter.span()), msg!("kit.jinja-loop-filter"));
        }
        let shape = self.looped(&each.iter, scope);
        let Expr::Var(target) = &each.target else {
            page.wrong(&range(each.target.span()), msg!("kit.jinja-loop-target"));
            return;
        };
        if self.names.get(target.id).is_some() || target.id == "loop" {
            let span = range(each.target.span());
            page.wrong(&span, msg!("kit.id-taken", id = target.id));
        }
        scope.push((target.id.to_owned(), shape));
        self.body(&each.body, scope);
        scope.pop();
        self.body(&each.else_body, scope);
    }

    /// What a loop goes through; `None` when that is wrong, which is noted.
    fn looped(&self, iter: &Expr<'_>, scope: &Scope) -> Option<NameShape> {
        let span = range(iter.span());
        let Some(name) = dotted(iter) else {
            self.page.wrong(&span, msg!("kit.jinja-loop-over"));
            return None;
        };
        // The units of the part that the loop around is about.
        if let Some((_, Some(NameShape::Areas { form, .. }))) =
            scope.iter().rev().find(|(var, _)| *var == name)
        {
            let units = SetShape {
                form: form.clone(),
                is_set: true,
            };
            return Some(NameShape::Units(units));
        }
        match self.names.get(&name) {
            Some(shape @ NameShape::Units(set)) => {
                self.ask(&set.form);
                return Some(shape.clone());
            }
            Some(shape @ NameShape::Areas { space, form, by }) => {
                self.ask(form);
                let areas = (space.clone(), vec![*by]);
                self.names.asked.areas.borrow_mut().insert(areas);
                return Some(shape.clone());
            }
            Some(shape @ (NameShape::Many | NameShape::Rows(_))) => return Some(shape.clone()),
            Some(NameShape::Unchosen(_)) => self.page.wrong_help(
                &span,
                msg!("kit.unchosen", name = name),
                msg!("kit.use-chosen"),
            ),
            Some(NameShape::One(_)) => self.page.wrong(&span, msg!("kit.jinja-loop-over")),
            None => self.names.unknown(self.page, &span, &name),
        }
        None
    }

    fn ask(&self, form: &str) {
        let mut rosters = self.names.asked.rosters.borrow_mut();
        rosters.extend(
            self.forms
                .iter()
                .filter(|f| f.id == *form)
                .map(|f| f.id.clone()),
        );
    }

    /// The form of the units or parts that the turn of a loop is about, and the name that is asked of it.
    fn of_turn<'n>(
        &self,
        name: &'n str,
        scope: &Scope,
    ) -> Option<(&Form, Option<String>, &'n str)> {
        let (first, rest) = name.split_once('.')?;
        let (_, shape) = scope.iter().rev().find(|(var, _)| var == first)?;
        let (form, space) = match shape.as_ref()? {
            NameShape::Units(set) => (&set.form, None),
            NameShape::Areas { form, space, .. } => (form, Some(space.clone())),
            _ => return None,
        };
        let form = self.forms.iter().find(|known| known.id == *form)?;
        Some((form, space, rest))
    }

    fn condition(&self, expr: &Expr<'_>, scope: &Scope) {
        let span = range(expr.span());
        match expr {
            Expr::UnaryOp(not) if matches!(not.op, UnaryOpKind::Not) => {
                self.condition(&not.expr, scope);
            }
            Expr::BinOp(both) if matches!(both.op, BinOpKind::ScAnd | BinOpKind::ScOr) => {
                self.condition(&both.left, scope);
                self.condition(&both.right, scope);
            }
            Expr::BinOp(_) | Expr::Compare(_) | Expr::UnaryOp(_) => {
                self.page
                    .wrong_help(&span, msg!("kit.jinja-compares"), msg!("kit.use-condition"));
            }
            _ => {
                let Some(name) = dotted(expr) else {
                    self.page
                        .wrong_help(&span, msg!("kit.jinja-test"), msg!("kit.use-condition"));
                    return;
                };
                let in_loop =
                    !scope.is_empty() && matches!(name.as_str(), "loop.last" | "loop.first");
                if in_loop || self.conditions.iter().any(|c| c.id == name) {
                    return;
                }
                if let Some((form, None, rest)) = self.of_turn(&name, scope) {
                    let id = FigureId::at(&form.id, rest);
                    if !self.names.tested.contains(id.as_str()) {
                        let tested = self.names.tested.iter();
                        let tested = tested.filter_map(|id| id.split_once('.'));
                        let known: Vec<&str> = tested.map(|(_, name)| name).collect();
                        unknown_id(self.page, &span, rest, known);
                    }
                    return;
                }
                if self.names.get(&name).is_some() {
                    self.page.wrong_help(
                        &span,
                        msg!("kit.jinja-tests-figure", name = name),
                        msg!("kit.use-condition"),
                    );
                } else if !self.names.incomplete {
                    let known = self.conditions.iter().map(|c| c.id.as_str());
                    unknown_id(self.page, &span, &name, known);
                }
            }
        }
    }

    fn emit(&self, expr: &Expr<'_>, scope: &Scope) {
        let span = range(expr.span());
        match expr {
            Expr::Call(call) => {
                if dotted(&call.expr).as_deref() == Some("bang") {
                    self.table(&call.args, &span);
                } else {
                    self.page.wrong(&span, msg!("kit.jinja-call"));
                }
            }
            Expr::Filter(filter) => self.filter(filter, &span, scope),
            Expr::BinOp(_) | Expr::UnaryOp(_) | Expr::Compare(_) => {
                self.page
                    .wrong_help(&span, msg!("kit.jinja-compares"), msg!("kit.use-figure"));
            }
            _ => {
                self.shown_kind(expr, scope);
            }
        }
    }

    fn table(&self, args: &[CallArg<'_>], span: &Range<usize>) {
        let id = match args {
            [CallArg::Pos(Expr::Const(id))] => {
                id.value.as_str().map(|text| (text, range(id.span())))
            }
            _ => None,
        };
        let Some((id, place)) = id else {
            self.page.wrong(span, msg!("kit.jinja-table"));
            return;
        };
        if !self.tables.iter().any(|t| t.id == id) {
            let known = self.tables.iter().map(|t| t.id.as_str());
            unknown_id(self.page, &place, id, known);
        }
    }

    fn filter(&self, filter: &Filter<'_>, span: &Range<usize>, scope: &Scope) {
        let Some(inner) = &filter.expr else {
            self.page.wrong(span, msg!("kit.jinja-shown"));
            return;
        };
        let kind = match inner {
            Expr::Filter(_) => {
                self.page.wrong(span, msg!("kit.jinja-filter-twice"));
                None
            }
            Expr::BinOp(_) | Expr::UnaryOp(_) | Expr::Compare(_) | Expr::Call(_) => {
                self.emit(inner, scope);
                None
            }
            _ => self.shown_kind(inner, scope),
        };
        // The span is that of the whole expression; the filter's name is its last word.
        let place = self.page.text[span.clone()]
            .rfind(filter.name)
            .map_or(span.clone(), |at| {
                span.start + at..span.start + at + filter.name.len()
            });
        if !filter.args.is_empty() {
            self.page.wrong(&place, msg!("kit.jinja-filter-args"));
        }
        let fitting = (kind.as_ref(), self.names);
        filter_fits(self.page, &place, filter.name, fitting);
    }

    /// The kind of a figure, or of a cell of the row in a loop, that is shown.
    fn shown_kind(&self, expr: &Expr<'_>, scope: &Scope) -> Option<Kind> {
        let page = self.page;
        let span = range(expr.span());
        let Some(name) = dotted(expr) else {
            page.wrong(&span, msg!("kit.jinja-shown"));
            return None;
        };
        if let Some((form, space, rest)) = self.of_turn(&name, scope) {
            return self.of_unit(&span, (form, space), rest);
        }
        let (first, rest) = name.split_once('.').unwrap_or((&name, ""));
        if let Some((_, shape)) = scope.iter().rev().find(|(var, _)| var == first) {
            return self.loop_cell(&span, first, rest, shape.as_ref()?);
        }
        if self.names.get(&name).is_none() && self.conditions.iter().any(|c| c.id == name) {
            page.wrong(&span, msg!("kit.jinja-shows-condition", name = name));
            return None;
        }
        emitted(page, &span, &name, self.names)
    }

    /// The kind of what is shown of a unit, or of a part of the units.
    fn of_unit(
        &self,
        span: &Range<usize>,
        (form, space): (&Form, Option<String>),
        name: &str,
    ) -> Option<Kind> {
        let sees = match &space {
            Some(_) => Sees::Place,
            None => Sees::Unit,
        };
        if name == "stt" || (name == "ten" && form.field(name).is_none()) {
            return Some(Kind::Text);
        }
        let scope = of_place(self.names, form, self.figures, sees);
        if let Some(space) = space {
            self.names.get(&FigureId::joined(&space, name));
        }
        if name.is_empty() || scope.get(name).is_none() {
            let local = scope.keys().filter(|known| !known.contains('.'));
            unknown_id(self.page, span, name, local);
            return None;
        }
        scope.one(self.page, span, name).cloned()
    }

    fn loop_cell(
        &self,
        span: &Range<usize>,
        var: &str,
        cell: &str,
        shape: &NameShape,
    ) -> Option<Kind> {
        match shape {
            NameShape::Rows(_) if cell == "don_vi" => Some(Kind::Text),
            NameShape::Rows(columns) => {
                if let Some(kind) = columns.get(cell) {
                    return Some(kind.clone());
                }
                let name = format!("{var}.{cell}");
                let known: Vec<String> = columns.keys().map(|c| format!("{var}.{c}")).collect();
                let near = self
                    .page
                    .did_you_mean(&name, known.iter().map(String::as_str));
                let columns: Vec<&str> = columns.keys().map(ColumnId::as_str).collect();
                let message = msg!(
                    "kit.unknown-column",
                    name = name.trim_end_matches('.'),
                    columns = columns.join(", ")
                );
                self.page.note(span, message, near);
                None
            }
            _ if cell.is_empty() => Some(Kind::Text),
            _ => {
                self.page.wrong(span, msg!("kit.no-columns", name = var));
                None
            }
        }
    }
}

/// `a.b.c`, when the expression is a name and nothing else.
fn dotted(expr: &Expr<'_>) -> Option<String> {
    match expr {
        Expr::Var(var) => Some(var.id.to_owned()),
        Expr::GetAttr(attr) => Some(format!("{}.{}", dotted(&attr.expr)?, attr.name)),
        _ => None,
    }
}

fn statement_span(statement: &Stmt<'_>) -> Range<usize> {
    range(match statement {
        Stmt::Template(s) => s.span(),
        Stmt::EmitExpr(s) => s.span(),
        Stmt::EmitRaw(s) => s.span(),
        Stmt::ForLoop(s) => s.span(),
        Stmt::IfCond(s) => s.span(),
        Stmt::WithBlock(s) => s.span(),
        Stmt::Set(s) => s.span(),
        Stmt::SetBlock(s) => s.span(),
        Stmt::AutoEscape(s) => s.span(),
        Stmt::FilterBlock(s) => s.span(),
        Stmt::Block(s) => s.span(),
        Stmt::Import(s) => s.span(),
        Stmt::FromImport(s) => s.span(),
        Stmt::Extends(s) => s.span(),
        Stmt::Include(s) => s.span(),
        Stmt::Macro(s) => s.span(),
        Stmt::CallBlock(s) => s.span(),
        Stmt::Do(s) => s.span(),
    })
}

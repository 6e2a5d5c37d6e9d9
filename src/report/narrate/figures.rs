//! The narrative walked through: its text, with marks where figures stand.
//!
//! In: the template, which the check of the kit has passed, the figures, the truth of the conditions. Out: Markdown with
//! marks. Conditions have three values: one that waits chooses neither side, and what it waits for stands in its place.

use super::marks::{LINE_CLOSE, LINE_OPEN, Mark, Marks, Source};
use super::turns::Turn;
use crate::model::figure::Figures;
use crate::model::kit::Kit;
use minijinja::Error;
use minijinja::machinery::ast::{BinOpKind, CallArg, Expr, ForLoop, IfCond, Stmt, UnaryOpKind};
use minijinja::machinery::{Span, parse};
use minijinja::syntax::SyntaxConfig;
use std::collections::BTreeMap;

/// Runs the template over the figures.
///
/// # Errors
/// When it is no template.
pub(super) fn render(
    template: &str,
    (kit, figures): (&Kit, &Figures),
    conditions: &BTreeMap<String, Option<bool>>,
    marks: &mut Marks,
) -> Result<String, Error> {
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()?;
    let tree = parse(template, "report.md", syntax)?;
    let mut writer = Writer {
        kit,
        figures,
        conditions,
        marks,
        out: String::new(),
        scope: Vec::new(),
    };
    writer.statement(&tree);
    Ok(writer.out)
}

struct Writer<'a> {
    kit: &'a Kit,
    figures: &'a Figures,
    conditions: &'a BTreeMap<String, Option<bool>>,
    marks: &'a mut Marks,
    out: String,
    /// Loops that are gone through, innermost last.
    scope: Vec<Turn>,
}

impl Writer<'_> {
    fn body(&mut self, body: &[Stmt<'_>]) {
        for statement in body {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Stmt<'_>) {
        match statement {
            Stmt::Template(template) => self.body(&template.children),
            Stmt::EmitRaw(text) => self.out.push_str(text.raw),
            Stmt::EmitExpr(emit) => self.emit(&emit.expr),
            Stmt::IfCond(cond) => self.choose(cond, cond.span()),
            Stmt::ForLoop(each) => self.each(each),
            _ => {}
        }
    }

    fn choose(&mut self, cond: &IfCond<'_>, span: Span) {
        match self.truth(&cond.expr) {
            Truth::Known(true) => self.body(&cond.true_body),
            Truth::Known(false) => self.body(&cond.false_body),
            Truth::Waits(condition) => {
                let mark = self.marks.add(Mark::Waits(condition));
                let before = lead(&cond.true_body);
                let is_line = self.out.is_empty() || self.out.ends_with('\n');
                let is_block = is_line && ends_line(&cond.true_body);
                let line = span.start_line;
                let place = format!("{LINE_OPEN}{line}{LINE_CLOSE}");
                if is_block {
                    self.out.push_str(before);
                }
                self.out.push_str(&place);
                self.out.push_str(&mark);
                if is_block {
                    self.out.push_str("\n\n");
                }
            }
        }
    }

    /// What a test comes to: "and" is false by one side that is, "or" true by one, also while the other waits.
    fn truth(&self, expr: &Expr<'_>) -> Truth {
        match expr {
            Expr::UnaryOp(not) if matches!(not.op, UnaryOpKind::Not) => {
                match self.truth(&not.expr) {
                    Truth::Known(truth) => Truth::Known(!truth),
                    waits @ Truth::Waits(_) => waits,
                }
            }
            Expr::BinOp(both) => {
                let settles = matches!(both.op, BinOpKind::ScOr);
                match (self.truth(&both.left), self.truth(&both.right)) {
                    (Truth::Known(side), _) | (_, Truth::Known(side)) if side == settles => {
                        Truth::Known(settles)
                    }
                    (Truth::Known(_), right) => right,
                    (left, _) => left,
                }
            }
            _ => {
                let name = dotted(expr).unwrap_or_default();
                if let Some((variable, condition)) = name.split_once('.')
                    && let Some(turn) = self.turn(variable)
                {
                    return match turn.holds(condition, self.figures) {
                        Ok(holds) => Truth::Known(holds),
                        Err(figure) => Truth::Waits(figure.to_string()),
                    };
                }
                let turn = self.scope.last();
                match (name.as_str(), turn) {
                    ("loop.last", Some(turn)) => Truth::Known(turn.at + 1 == turn.of),
                    ("loop.first", Some(turn)) => Truth::Known(turn.at == 0),
                    _ => match self.conditions.get(&name).copied().flatten() {
                        Some(truth) => Truth::Known(truth),
                        None => Truth::Waits(name),
                    },
                }
            }
        }
    }

    fn each(&mut self, each: &ForLoop<'_>) {
        let (Some(over), Some(variable)) = (dotted(&each.iter), dotted(&each.target)) else {
            return;
        };
        let turns = Turn::all(&over, &variable, &self.scope, (self.kit, self.figures));
        if turns.is_empty() {
            self.body(&each.else_body);
        }
        for turn in turns {
            self.scope.push(turn);
            self.body(&each.body);
            self.scope.pop();
        }
    }

    fn emit(&mut self, expr: &Expr<'_>) {
        let mark = match expr {
            Expr::Call(call) => match call.args.as_slice() {
                [CallArg::Pos(Expr::Const(id))] => {
                    id.value.as_str().map(|id| Mark::Table(id.to_owned()))
                }
                _ => None,
            },
            Expr::Filter(filter) => {
                let inner = filter.expr.as_ref();
                inner.and_then(|inner| self.mark(inner, self.kit.filter(filter.name)))
            }
            _ => self.mark(expr, String::new()),
        };
        if let Some(mark) = mark {
            let shown = self.marks.add(mark);
            self.out.push_str(&shown);
        }
    }

    /// The figure that an expression names, or what it asks of a turn of a loop.
    fn mark(&self, expr: &Expr<'_>, filter: String) -> Option<Mark> {
        let name = dotted(expr)?;
        let (first, rest) = name.split_once('.').unwrap_or((&name, ""));
        if let Some(turn) = self.turn(first) {
            return turn.mark(rest, filter, (self.kit, self.figures));
        }
        Some(Mark::Figure(Source::whole(&name.parse().ok()?), filter))
    }

    fn turn(&self, variable: &str) -> Option<&Turn> {
        self.scope.iter().rev().find(|t| t.variable == variable)
    }
}

enum Truth {
    Known(bool),
    /// This condition waits.
    Waits(String),
}

/// What Markdown reads at the start of the first line of a body that is an item: its dash with the blanks before it.
fn lead<'t>(body: &[Stmt<'t>]) -> &'t str {
    match body.first() {
        Some(Stmt::EmitRaw(text)) => {
            let blanks = text.raw.len() - text.raw.trim_start_matches([' ', '\t']).len();
            match &text.raw[blanks..] {
                item if item.starts_with("- ") => &text.raw[..blanks + 2],
                _ => "",
            }
        }
        Some(Stmt::IfCond(cond)) => lead(&cond.true_body),
        Some(Stmt::ForLoop(each)) => lead(&each.body),
        _ => "",
    }
}

/// Whether a body ends with its line.
fn ends_line(body: &[Stmt<'_>]) -> bool {
    match body.last() {
        Some(Stmt::EmitRaw(text)) => text.raw.ends_with('\n'),
        Some(Stmt::IfCond(cond)) => ends_line(&cond.true_body),
        Some(Stmt::ForLoop(each)) => ends_line(&each.body),
        _ => false,
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

//! From the text of a formula to its tree.
//!
//! In: the text as written in a kit. Out: the tree with its names, or every mistake at its characters.
//! `formualizer-parse` knows the grammar; what may be said is decided here. Its types go no further.

use super::criterion;
use super::expr::{Arithmetic, Binary, ColumnName, Comparison, Expr, OperandShape, Use, Used};
use super::functions::{self, Function, Slot, Takes};
use super::scan;
use super::{FormulaError, Name};
use crate::msg;
use crate::words::Message;
use formualizer_parse::{
    ASTNode, ASTNodeType, BinaryOperator, LiteralValue, Parser, TokenStream, TokenSubType,
    TokenType, UnaryOperator,
};
use std::ops::Range;

/// Longest text literal that Excel takes in a formula.
const LONGEST_TEXT: usize = 255;

/// The tree of a formula, its names and its columns in order of first use.
pub(super) struct Parsed {
    pub(super) expr: Expr,
    pub(super) names: Vec<Name>,
    pub(super) columns: Vec<ColumnName>,
    pub(super) uses: Vec<Use>,
}

/// Parses a formula.
pub(super) fn parse(source: &str) -> Result<Parsed, Vec<FormulaError>> {
    let refused = scan::refused(source);
    if !refused.is_empty() {
        return Err(refused);
    }
    let tree = grammar(source).map_err(|error| vec![error])?;
    let mut builder = Builder {
        source,
        names: Vec::new(),
        columns: Vec::new(),
        uses: Vec::new(),
        errors: Vec::new(),
    };
    let expr = builder.value(&tree);
    match expr {
        Some(expr) if builder.errors.is_empty() => Ok(Parsed {
            expr,
            names: builder.names,
            columns: builder.columns,
            uses: in_reading_order(builder.uses),
        }),
        _ => {
            builder.errors.sort_by_key(|e| e.at.start);
            Err(builder.errors)
        }
    }
}

/// The library's tree. It reads text that begins with `=`, so its places are one byte further on than ours.
fn grammar(source: &str) -> Result<ASTNode, FormulaError> {
    let stream = TokenStream::new(&format!("={source}"))
        .map_err(|e| error(char_at(source, e.pos), msg!("rule.syntax")))?;
    let spans = stream.spans.clone();
    Parser::from_token_stream(&stream).parse().map_err(|e| {
        if e.message.contains("too deep") || e.message.contains("height limit") {
            return error(0..source.len(), msg!("rule.too-deep"));
        }
        match e.position.and_then(|token| spans.get(token)) {
            Some(span)
                if span.subtype != TokenSubType::Close && begins_a_value(span.token_type) =>
            {
                error(ours(span.start, span.end), msg!("rule.no-operator"))
            }
            Some(span) => error(ours(span.start, span.end), msg!("rule.syntax")),
            None => error(source.len()..source.len(), msg!("rule.ends-early")),
        }
    })
}

fn begins_a_value(token: TokenType) -> bool {
    matches!(
        token,
        TokenType::Operand | TokenType::Func | TokenType::Paren
    )
}

fn ours(start: usize, end: usize) -> Range<usize> {
    start.saturating_sub(1)..end.saturating_sub(1)
}

/// The character at a place of the library's text.
fn char_at(source: &str, pos: usize) -> Range<usize> {
    let start = source.floor_char_boundary(pos.saturating_sub(1));
    let length = source[start..].chars().next().map_or(0, char::len_utf8);
    start..start + length
}

fn error(at: Range<usize>, message: Message) -> FormulaError {
    FormulaError {
        at,
        message,
        help: None,
    }
}

struct Builder<'a> {
    source: &'a str,
    names: Vec<Name>,
    columns: Vec<ColumnName>,
    uses: Vec<Use>,
    errors: Vec<FormulaError>,
}

impl Builder<'_> {
    /// The tree, or `None` when something in it is refused (it is noted then).
    fn expr(&mut self, node: &ASTNode) -> Option<Expr> {
        let at = place_of_node(node);
        match &node.node_type {
            ASTNodeType::Literal(literal) => self.literal(literal, at),
            ASTNodeType::Reference { original, .. } => self.name(original, at),
            ASTNodeType::UnaryOp { op, expr } => self.unary(*op, expr, at),
            ASTNodeType::BinaryOp { op, left, right } => self.binary(*op, left, right, at),
            ASTNodeType::Function { name, args } => self.call(name, args, at),
            ASTNodeType::Omitted | ASTNodeType::Call { .. } | ASTNodeType::Array(_) => {
                self.refuse(at, msg!("rule.syntax"))
            }
        }
    }

    fn refuse<T>(&mut self, at: Range<usize>, message: Message) -> Option<T> {
        self.errors.push(error(at, message));
        None
    }

    fn literal(&mut self, literal: &LiteralValue, at: Range<usize>) -> Option<Expr> {
        let written = self.source.get(at.clone()).unwrap_or_default();
        match literal {
            // "nan" and "inf" are numbers to the library and good names to us.
            LiteralValue::Number(_) if written.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                self.name(written, at)
            }
            LiteralValue::Number(n) if n.is_finite() => Some(Expr::Number(*n)),
            LiteralValue::Boolean(b) => Some(Expr::Bool(*b)),
            LiteralValue::Text(t) if t.encode_utf16().count() > LONGEST_TEXT => {
                self.refuse(at, msg!("rule.text-too-long", most = LONGEST_TEXT))
            }
            LiteralValue::Text(t) => Some(Expr::Text(t.clone())),
            _ => self.refuse(at, msg!("rule.syntax")),
        }
    }

    /// A tree that stands for one value.
    fn value(&mut self, node: &ASTNode) -> Option<Expr> {
        let expr = self.expr(node)?;
        let Expr::Column(column) = expr else {
            return Some(expr);
        };
        let column = &self.columns[column];
        let at = place_of_node(node);
        let help = match (column.of.as_str(), column.field.as_str()) {
            (_, "") => msg!("rule.sum-column", column = column.text()),
            ("", field) => msg!("rule.instead", text = field),
            (of, field) => msg!("rule.instead", text = format!("{of}.{field}")),
        };
        self.errors.push(FormulaError {
            at,
            message: msg!("rule.column-as-value", column = column.text()),
            help: Some(help),
        });
        None
    }

    fn column(&mut self, of: &str, field: &str, at: Range<usize>) -> Option<Expr> {
        if scan::reads_as_cell(of) {
            return self.refuse(at, msg!("rule.cell", found = of));
        }
        if !of.is_empty() && !scan::is_name(of) {
            return self.refuse(at, msg!("rule.not-a-name", found = of));
        }
        if of.is_empty() && field.is_empty() {
            return self.refuse(at, msg!("rule.no-column", found = "[]"));
        }
        let known = self
            .columns
            .iter()
            .position(|c| c.of == of && c.field == field);
        let place = at.clone();
        let found = known.unwrap_or_else(|| {
            self.columns.push(ColumnName {
                of: of.to_owned(),
                field: field.to_owned(),
                at,
            });
            self.columns.len() - 1
        });
        self.uses.push(Use {
            at: place,
            what: Used::Column(found),
            alone: false,
        });
        Some(Expr::Column(found))
    }

    fn name(&mut self, written: &str, at: Range<usize>) -> Option<Expr> {
        let brackets = written.strip_suffix(']').and_then(|w| w.split_once('['));
        if let Some((of, field)) = brackets {
            return self.column(of, field, at);
        }
        if scan::reads_as_cell(written) {
            return self.refuse(at, msg!("rule.cell", found = written));
        }
        if !scan::is_name(written) {
            return self.refuse(at, msg!("rule.not-a-name", found = written));
        }
        let known = self.names.iter().position(|n| n.text == written);
        let place = at.clone();
        let found = known.unwrap_or_else(|| {
            self.names.push(Name {
                text: written.to_owned(),
                at,
            });
            self.names.len() - 1
        });
        self.uses.push(Use {
            at: place,
            what: Used::Name(found),
            alone: false,
        });
        Some(Expr::Name(found))
    }

    fn unary(&mut self, op: UnaryOperator, inner: &ASTNode, at: Range<usize>) -> Option<Expr> {
        let wrap = match op {
            UnaryOperator::Plus => Expr::Plus,
            UnaryOperator::Minus => Expr::Negate,
            UnaryOperator::Percent => Expr::Percent,
            _ => return self.refuse(at, msg!("rule.syntax")),
        };
        let expr = self.value(inner)?;
        if op != UnaryOperator::Plus {
            self.no_text(&expr, inner);
        }
        Some(wrap(Box::new(expr)))
    }

    fn binary(
        &mut self,
        op: BinaryOperator,
        left: &ASTNode,
        right: &ASTNode,
        at: Range<usize>,
    ) -> Option<Expr> {
        let meant = match op {
            BinaryOperator::Add => Binary::Arithmetic(Arithmetic::Add),
            BinaryOperator::Subtract => Binary::Arithmetic(Arithmetic::Subtract),
            BinaryOperator::Multiply => Binary::Arithmetic(Arithmetic::Multiply),
            BinaryOperator::Divide => Binary::Arithmetic(Arithmetic::Divide),
            BinaryOperator::Power => Binary::Arithmetic(Arithmetic::Power),
            BinaryOperator::Concat => Binary::Join,
            BinaryOperator::Equal => Binary::Compare(Comparison::Equal),
            BinaryOperator::NotEqual => Binary::Compare(Comparison::Differs),
            BinaryOperator::Less => Binary::Compare(Comparison::Less),
            BinaryOperator::Greater => Binary::Compare(Comparison::Greater),
            BinaryOperator::LessEqual => Binary::Compare(Comparison::AtMost),
            BinaryOperator::GreaterEqual => Binary::Compare(Comparison::AtLeast),
            BinaryOperator::Union => return self.refuse(at, msg!("rule.union")),
            BinaryOperator::Intersection => return self.refuse(at, msg!("rule.no-operator")),
            _ => return self.refuse(at, msg!("rule.syntax")),
        };
        // Both sides are looked at, so that the mistakes of both are told.
        let (a, b) = (self.value(left), self.value(right));
        let (a, b) = (a?, b?);
        if matches!(meant, Binary::Arithmetic(_)) {
            self.no_text(&a, left);
            self.no_text(&b, right);
        }
        Some(Expr::Binary(meant, Box::new(a), Box::new(b)))
    }

    fn call(&mut self, name: &str, args: &[ASTNode], at: Range<usize>) -> Option<Expr> {
        let at = at.start..at.end.saturating_sub(1); // without the bracket
        let function = functions::find(name);
        if function.is_none() {
            self.errors.push(FormulaError {
                at: at.clone(),
                message: msg!("rule.function", name = name),
                help: Some(match functions::nearest(name) {
                    Some(known) => msg!("rule.nearest", name = known),
                    None => msg!("rule.functions", list = listed()),
                }),
            });
        }
        if args
            .iter()
            .any(|a| matches!(a.node_type, ASTNodeType::Omitted))
        {
            return self.refuse(at, msg!("rule.argument-missing", name = name));
        }
        let done: Vec<Option<Expr>> = args
            .iter()
            .enumerate()
            .map(|(at, arg)| match function {
                Some(function) => self.argument(function.takes.slot(at), arg),
                None => self.expr(arg),
            })
            .collect();
        let function = function?;
        if !(function.least..=function.most).contains(&args.len())
            || !in_pairs(function.takes, args.len())
        {
            return self.refuse(
                at,
                msg!(
                    "rule.arguments",
                    name = function.name,
                    given = args.len(),
                    wanted = wanted(function)
                ),
            );
        }
        let done: Vec<Expr> = done.into_iter().collect::<Option<_>>()?;
        for (at, (expr, node)) in done.iter().zip(args).enumerate() {
            if matches!(
                function.takes.slot(at),
                Slot::Number | Slot::Numbers | Slot::Truth
            ) {
                self.no_text(expr, node);
            }
        }
        Some(Expr::Call(function, done))
    }

    /// An argument: a value, a column or either, as the function wants it.
    fn argument(&mut self, slot: Slot, node: &ASTNode) -> Option<Expr> {
        if !slot.takes_column() {
            let expr = self.value(node)?;
            if let (Slot::Criterion, Some(message)) = (slot, criterion::refused(&expr)) {
                return self.refuse(place_of_node(node), message);
            }
            if let (Slot::Criterion, Expr::Text(text)) = (slot, &expr) {
                self.uses.push(Use {
                    at: place_of_node(node),
                    what: Used::Criterion(text.clone()),
                    alone: false,
                });
            }
            return Some(expr);
        }
        let expr = self.expr(node)?;
        if slot.takes_value() {
            return Some(expr);
        }
        if matches!(expr, Expr::Column(_)) {
            if let Some(last) = self.uses.last_mut() {
                last.alone = true;
            }
            return Some(expr);
        }
        let help = match expr {
            Expr::Name(name) => {
                let name = self.names[name].text.as_str();
                let (of, field) = name.rsplit_once('.').unwrap_or(("", name));
                Some(msg!("rule.instead", text = format!("{of}[{field}]")))
            }
            _ => None,
        };
        self.errors.push(FormulaError {
            at: place_of_node(node),
            message: msg!("rule.needs-column"),
            help,
        });
        None
    }

    /// Text is never made a number or a truth value, so text that is written there is a mistake.
    fn no_text(&mut self, expr: &Expr, node: &ASTNode) {
        if expr.shape() == OperandShape::Text {
            self.errors
                .push(error(place_of_node(node), msg!("rule.text-in-sum")));
        }
    }
}

fn in_reading_order(mut uses: Vec<Use>) -> Vec<Use> {
    uses.sort_by_key(|one| one.at.start);
    uses
}

/// Where a node's own token stands.
fn place_of_node(node: &ASTNode) -> Range<usize> {
    node.source_token
        .as_ref()
        .map_or(0..0, |t| ours(t.start, t.end))
}

/// Whether each column that is looked through has what is sought in it beside it.
fn in_pairs(takes: Takes, given: usize) -> bool {
    match takes {
        Takes::Criteria => given.is_multiple_of(2),
        Takes::ColumnThenCriteria => !given.is_multiple_of(2),
        _ => true,
    }
}

fn wanted(function: &Function) -> String {
    if function.least == function.most {
        function.least.to_string()
    } else {
        format!("{}–{}", function.least, function.most)
    }
}

fn listed() -> String {
    let names: Vec<&str> = functions::ALL.iter().map(|f| f.name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::Formula;
    use crate::words::Lang;

    #[test]
    fn how_many_values_a_function_wants_is_one_number_or_from_one_to_another() {
        for (source, wanted) in [
            ("NOT(a, b) = a", "takes 1 arg"),
            ("IF(a > 1) = a", "takes 2–3 arg"),
        ] {
            let errors = Formula::parse(source).expect_err(source);
            let said: Vec<String> = errors.iter().map(|e| e.message.say(Lang::En)).collect();
            assert!(
                said.iter().any(|said| said.contains(wanted)),
                "{source}: {said:?}"
            );
        }
    }

    #[test]
    fn a_text_in_a_formula_has_at_most_255_characters_as_excel_counts_them() {
        for (length, is_taken) in [(255, true), (256, false)] {
            let source = format!("a = \"{}\"", "x".repeat(length));
            assert_eq!(Formula::parse(&source).is_ok(), is_taken, "{length}");
        }
    }
}

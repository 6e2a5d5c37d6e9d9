//! A formula as a tree, and what can be told of it before any value is known.
//!
//! In: nothing but the tree. Out: which names must be answered, which must be numbers, which pairs are
//! compared. Knows nothing of text positions or values.

use super::functions::{Function, Gives, Id, Slot};
use std::collections::BTreeSet;
use std::ops::Range;

/// A name in a formula, where it first stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As written.
    pub text: String,
    /// Bytes of the source.
    pub at: Range<usize>,
}

/// A column in a formula, where it first stands: `xa[ho]`, `kq[]`, `[ho]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnName {
    /// What it is a column of; empty for what the formula is calculated at.
    pub of: String,
    /// Which column; empty for the one at hand.
    pub field: String,
    /// Bytes of the source.
    pub at: Range<usize>,
}

impl ColumnName {
    /// As written: `xa[ho]`.
    pub fn text(&self) -> String {
        format!("{}[{}]", self.of, self.field)
    }
}

/// A name, a column or a criterion where it stands in the text.
#[derive(Debug, Clone)]
pub(super) struct Use {
    pub(super) at: Range<usize>,
    pub(super) what: Used,
    /// Whether a column must be one range.
    pub(super) alone: bool,
}

/// What stands there.
#[derive(Debug, Clone)]
pub(super) enum Used {
    /// By its place among the names.
    Name(usize),
    /// By its place among the columns.
    Column(usize),
    /// A text that says what is sought.
    Criterion(String),
}

/// A formula as a tree. Names are indexes into the formula's list of names. Its height is bounded by the parser.
#[derive(Debug, Clone)]
pub(super) enum Expr {
    Number(f64),
    Text(String),
    Bool(bool),
    Name(usize),
    /// By its place among the formula's columns.
    Column(usize),
    Plus(Box<Expr>),
    Negate(Box<Expr>),
    Percent(Box<Expr>),
    Binary(Binary, Box<Expr>, Box<Expr>),
    Call(&'static Function, Vec<Expr>),
}

/// What stands between two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binary {
    Arithmetic(Arithmetic),
    Join,
    Compare(Comparison),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Differs,
    Less,
    Greater,
    AtMost,
    AtLeast,
}

/// What kind of value an expression gives, as far as its shape tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperandShape {
    /// A number; days are numbers to Excel.
    Number,
    /// Text.
    Text,
    /// TRUE or FALSE.
    Truth,
    /// One or the other, as the values decide.
    Unknown,
}

impl Expr {
    pub(super) fn shape(&self) -> OperandShape {
        self.shape_with(&|_| OperandShape::Unknown)
    }

    /// The same where it is known what names hold.
    pub(super) fn shape_with(&self, of_name: &dyn Fn(usize) -> OperandShape) -> OperandShape {
        match self {
            Self::Number(_)
            | Self::Negate(_)
            | Self::Percent(_)
            | Self::Binary(Binary::Arithmetic(_), ..) => OperandShape::Number,
            Self::Text(_) | Self::Binary(Binary::Join, ..) => OperandShape::Text,
            Self::Bool(_) | Self::Binary(Binary::Compare(_), ..) => OperandShape::Truth,
            Self::Name(name) => of_name(*name),
            Self::Column(_) => OperandShape::Unknown,
            Self::Plus(inner) => inner.shape_with(of_name),
            Self::Call(function, args) => match function.gives {
                Gives::Number => OperandShape::Number,
                Gives::Truth => OperandShape::Truth,
                Gives::Branch => same_shape(branches(function, args), of_name),
            },
        }
    }

    /// Whether its names are only added up, each times a constant.
    pub(super) fn adds_up(&self) -> bool {
        use Arithmetic::{Add, Divide, Multiply, Subtract};
        match self {
            Self::Number(_) | Self::Name(_) | Self::Column(_) => true,
            Self::Plus(inner) | Self::Negate(inner) | Self::Percent(inner) => inner.adds_up(),
            Self::Binary(Binary::Arithmetic(op), left, right) => match op {
                Add | Subtract => left.adds_up() && right.adds_up(),
                Multiply => {
                    (left.is_constant() && right.adds_up())
                        || (left.adds_up() && right.is_constant())
                }
                Divide => left.adds_up() && right.is_constant(),
                Arithmetic::Power => self.is_constant(),
            },
            Self::Call(function, args) => function.id == Id::Sum && args.iter().all(Self::adds_up),
            Self::Text(_) | Self::Bool(_) | Self::Binary(..) => false,
        }
    }

    fn has_several_names(&self) -> bool {
        let mut names = BTreeSet::new();
        let mut waiting = vec![self];
        while let Some(expr) = waiting.pop() {
            if let Self::Name(name) = expr {
                names.insert(*name);
            }
            waiting.extend(expr.below());
        }
        names.len() > 1
    }

    pub(super) fn is_constant(&self) -> bool {
        let mut waiting = vec![self];
        while let Some(expr) = waiting.pop() {
            if matches!(expr, Self::Name(_) | Self::Column(_)) {
                return false;
            }
            waiting.extend(expr.below());
        }
        true
    }

    /// What stands directly below.
    pub(super) fn below(&self) -> Vec<&Self> {
        match self {
            Self::Number(_) | Self::Text(_) | Self::Bool(_) | Self::Name(_) | Self::Column(_) => {
                Vec::new()
            }
            Self::Plus(inner) | Self::Negate(inner) | Self::Percent(inner) => vec![inner],
            Self::Binary(_, left, right) => vec![left, right],
            Self::Call(_, args) => args.iter().collect(),
        }
    }
}

/// The arguments of IF and IFERROR that may come out.
fn branches<'a>(function: &Function, args: &'a [Expr]) -> &'a [Expr] {
    match function.id {
        Id::If => args.get(1..).unwrap_or_default(),
        _ => args,
    }
}

fn same_shape(all: &[Expr], of_name: &dyn Fn(usize) -> OperandShape) -> OperandShape {
    let mut shapes = all.iter().map(|expr| expr.shape_with(of_name));
    match shapes.next() {
        Some(first) if shapes.all(|s| s == first) => first,
        _ => OperandShape::Unknown,
    }
}

/// What can be told of a formula from its tree.
#[derive(Debug, Clone, Default)]
pub(super) struct ExprFacts {
    /// Names that must be answered.
    pub(super) needed: BTreeSet<usize>,
    /// Names that must be numbers.
    pub(super) numeric: BTreeSet<usize>,
    /// Names compared with one another: when one is a number, so must be the other.
    pub(super) pairs: BTreeSet<(usize, usize)>,
    /// Names that are said to be the sum of others.
    pub(super) totals: BTreeSet<usize>,
    /// Columns all of whose cells must be answered.
    pub(super) needed_columns: BTreeSet<usize>,
    /// Columns that must hold numbers.
    pub(super) numeric_columns: BTreeSet<usize>,
}

impl ExprFacts {
    pub(super) fn of(root: &Expr) -> Self {
        let mut facts = Self::default();
        let mut waiting = vec![root];
        while let Some(expr) = waiting.pop() {
            facts.note(expr);
            let asks_whether_blank =
                matches!(expr, Expr::Call(f, _) if matches!(f.id, Id::Isblank | Id::Counta));
            for part in expr.below() {
                if !(asks_whether_blank && matches!(part, Expr::Name(_) | Expr::Column(_))) {
                    waiting.push(part);
                }
            }
        }
        facts
    }

    fn note(&mut self, expr: &Expr) {
        match expr {
            Expr::Name(name) => {
                self.needed.insert(*name);
            }
            Expr::Column(column) => {
                self.needed_columns.insert(*column);
            }
            Expr::Negate(inner) | Expr::Percent(inner) => self.must_be_number(inner),
            Expr::Binary(Binary::Arithmetic(_), left, right) => {
                self.must_be_number(left);
                self.must_be_number(right);
            }
            Expr::Binary(Binary::Compare(how), left, right) => {
                self.compared(left, right);
                if *how == Comparison::Equal {
                    let both = [(left, right), (right, left)].into_iter();
                    self.totals
                        .extend(both.filter_map(|(one, other)| match **one {
                            Expr::Name(name) if other.adds_up() && other.has_several_names() => {
                                Some(name)
                            }
                            _ => None,
                        }));
                }
            }
            Expr::Call(f, args) => {
                for (at, arg) in args.iter().enumerate() {
                    match f.takes.slot(at) {
                        Slot::Number | Slot::Numbers | Slot::NumberColumn => {
                            self.must_be_number(arg);
                        }
                        _ => {}
                    }
                }
                self.summed_where(f, args);
            }
            _ => {}
        }
    }

    /// SUMIF and AVERAGEIF take the numbers of the column that they look through, where no other is named.
    fn summed_where(&mut self, function: &Function, args: &[Expr]) {
        if let (Id::Sumif | Id::Averageif, [column, _]) = (function.id, args) {
            self.must_be_number(column);
        }
    }

    fn compared(&mut self, left: &Expr, right: &Expr) {
        if left.shape() == OperandShape::Number {
            self.must_be_number(right);
        }
        if right.shape() == OperandShape::Number {
            self.must_be_number(left);
        }
        if let (Expr::Name(a), Expr::Name(b)) = (left, right)
            && a != b
        {
            self.pairs.insert((*a.min(b), *a.max(b)));
        }
    }

    fn must_be_number(&mut self, root: &Expr) {
        let mut waiting = vec![root];
        while let Some(expr) = waiting.pop() {
            match expr {
                Expr::Name(name) => {
                    self.numeric.insert(*name);
                }
                Expr::Column(column) => {
                    self.numeric_columns.insert(*column);
                }
                Expr::Plus(inner) => waiting.push(inner),
                Expr::Call(f, args) if f.gives == Gives::Branch => {
                    waiting.extend(branches(f, args));
                }
                _ => {}
            }
        }
    }
}

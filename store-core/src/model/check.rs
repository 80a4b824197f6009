//! Conditions and the expressions in them.

use crate::literal::Literal;

/// Alternatives, one of which must hold. A list of clauses holds when each of them does.
pub type Clause<'a> = &'a [Test<'a>];

/// One condition on a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Test<'a> {
    /// The column compared with an expression.
    Compare(Compare<'a>),
    /// The column is NULL, or is not.
    IsNull {
        /// The position in [`TableModel::columns`](super::TableModel::columns).
        column: usize,
        /// `is not null`.
        negated: bool,
    },
    /// The column is a member of the JSON list in a parameter, or is not.
    InParam {
        /// The position in [`TableModel::columns`](super::TableModel::columns).
        column: usize,
        /// The parameter, counted from 0.
        param: usize,
        /// `not in`.
        negated: bool,
    },
    /// The column is one of these constants, or is not.
    InList {
        /// The position in [`TableModel::columns`](super::TableModel::columns).
        column: usize,
        /// The constants.
        values: &'a [Literal<'a>],
        /// `not in`.
        negated: bool,
    },
}

/// A column compared with an expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compare<'a> {
    /// The position in [`TableModel::columns`](super::TableModel::columns).
    pub column: usize,
    /// How they are compared.
    pub operator: Operator,
    /// What the column is compared with.
    pub with: Expr<'a>,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Operator {
    /// The SQL of the operator, the same on both engines.
    pub const fn sql(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// Whether the operator asks for an order and not only for equality.
    pub const fn needs_order(self) -> bool {
        !matches!(self, Self::Equal | Self::NotEqual)
    }
}

/// A value that SQL works out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Expr<'a> {
    /// One term.
    Term(Term<'a>),
    /// Two terms joined by `+`, `-` or `*`.
    Arithmetic(Term<'a>, char, Term<'a>),
    /// The database's clock in UTC.
    Now(Option<Shift<'a>>),
}

/// By how much the clock is moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift<'a> {
    /// To the past.
    pub backwards: bool,
    /// How many.
    pub amount: Term<'a>,
    /// Of what.
    pub unit: Unit,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The second.
    Seconds,
    /// Its thousandth.
    Milliseconds,
}

/// A part of an expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Term<'a> {
    /// A constant.
    Literal(Literal<'a>),
    /// A parameter, counted from 0.
    Param(usize),
    /// A column, as a position in [`TableModel::columns`](super::TableModel::columns).
    Column(usize),
}

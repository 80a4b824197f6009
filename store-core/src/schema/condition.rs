//! Conditions and the expressions in them.

use crate::types::Literal;

/// Tests joined by `OR`. A list of clauses is joined by `AND`.
pub type Clause<'a> = &'a [Test<'a>];

/// A test of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Test<'a> {
    /// Compares the column with an expression.
    Compare(Compare<'a>),
    /// Tests whether the column is NULL.
    IsNull {
        /// The column, as a position in [`TableModel::columns`](super::TableModel::columns).
        column: usize,
        /// Whether the test is `is not null`.
        negated: bool,
    },
    /// Tests whether the list in a parameter contains the column's value.
    InParam {
        /// The column, as a position in [`TableModel::columns`](super::TableModel::columns).
        column: usize,
        /// The parameter, counted from 0.
        param: usize,
        /// Whether the test is `not in`.
        negated: bool,
    },
    /// Tests whether a list of constants contains the column's value.
    InList {
        /// The column, as a position in [`TableModel::columns`](super::TableModel::columns).
        column: usize,
        /// The constants.
        values: &'a [Literal<'a>],
        /// Whether the test is `not in`.
        negated: bool,
    },
}

/// A comparison of a column with an expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compare<'a> {
    /// The column, as a position in [`TableModel::columns`](super::TableModel::columns).
    pub column: usize,
    /// The operator.
    pub operator: Operator,
    /// The expression.
    pub with: Expr<'a>,
}

/// A comparison operator.
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
    /// Returns the SQL of the operator, which is the same on both engines.
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

    /// Returns whether the operator compares by order and not only for equality.
    pub const fn needs_order(self) -> bool {
        !matches!(self, Self::Equal | Self::NotEqual)
    }
}

/// An expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Expr<'a> {
    /// A single term.
    Term(Term<'a>),
    /// Two terms joined by `+`, `-` or `*`.
    Arithmetic(Term<'a>, char, Term<'a>),
    /// The database's clock in UTC, with an optional offset.
    Now(Option<Shift<'a>>),
}

/// An offset from the database's clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shift<'a> {
    /// Whether the offset is into the past.
    pub backwards: bool,
    /// The number of units.
    pub amount: Term<'a>,
    /// The unit.
    pub unit: Unit,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
}

/// An operand of an expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Term<'a> {
    /// A constant.
    Literal(Literal<'a>),
    /// A parameter, counted from 0.
    Param(usize),
    /// A column, as a position in [`TableModel::columns`](super::TableModel::columns).
    Column(usize),
}

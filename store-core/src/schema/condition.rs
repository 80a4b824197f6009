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
    /// Tests whether the column is between two values, which are included.
    Between {
        /// The column, as a position in [`TableModel::columns`](super::TableModel::columns).
        column: usize,
        /// The least value.
        low: Term<'a>,
        /// The greatest value.
        high: Term<'a>,
    },
    /// Tests whether the column's text contains other text, code point by code point.
    Contains {
        /// The column, as a position in [`TableModel::columns`](super::TableModel::columns).
        column: usize,
        /// The place of the other text.
        place: TextPlace,
        /// The other text.
        text: Term<'a>,
        /// The first of two parameters with the range in which text that starts with a parameter sorts, for an engine that does
        /// not find the range by itself.
        range: Option<usize>,
    },
    /// Compares a string, a number or a `bool` in the column's JSON, as text.
    Json {
        /// The column, as a position in [`TableModel::columns`](super::TableModel::columns).
        column: usize,
        /// The path, such as `$.lang`.
        path: &'a str,
        /// The comparison.
        test: JsonTest<'a>,
    },
    /// Tests whether one of the tests holds.
    Any(&'a [Test<'a>]),
    /// Tests whether all tests hold.
    All(&'a [Test<'a>]),
    /// Tests whether the test does not hold, nor is it unknown because of a NULL.
    Not(&'a Test<'a>),
}

/// The place of text in a column's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextPlace {
    /// The column's text begins with it.
    Start,
    /// The column's text ends with it.
    End,
    /// The column's text contains it.
    Anywhere,
}

/// A test of a value in JSON.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum JsonTest<'a> {
    /// Tests whether the value equals text.
    Equal(Term<'a>),
    /// Tests whether the value differs from text.
    NotEqual(Term<'a>),
    /// Tests whether there is no value, or it is `null`, an object or an array.
    IsNull {
        /// Whether the test is `is not null`.
        negated: bool,
    },
}

impl Test<'_> {
    /// Calls `each` with every column of the test.
    pub fn for_each_column(&self, each: &mut impl FnMut(usize)) {
        let term = |term: &Term<'_>, each: &mut dyn FnMut(usize)| {
            if let Term::Column(column) = term {
                each(*column);
            }
        };
        match self {
            Self::Compare(Compare { column, with, .. }) => {
                each(*column);
                match with {
                    Expr::Term(only) => term(only, each),
                    Expr::Arithmetic(left, _, right) => {
                        term(left, each);
                        term(right, each);
                    }
                    Expr::Now(_) => {}
                }
            }
            Self::Between { column, low, high } => {
                each(*column);
                term(low, each);
                term(high, each);
            }
            Self::IsNull { column, .. }
            | Self::InParam { column, .. }
            | Self::InList { column, .. }
            | Self::Contains { column, .. }
            | Self::Json { column, .. } => each(*column),
            Self::Any(tests) | Self::All(tests) => tests.iter().for_each(|test| test.for_each_column(each)),
            Self::Not(test) => test.for_each_column(each),
        }
    }
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

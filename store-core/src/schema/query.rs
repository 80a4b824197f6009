//! Declared queries.

use super::{Clause, Compare, Expr, Having, Key, Operator, Output, OutputSort, Sort, TableModel, Term, Test};

/// The kind of a declared query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QueryKind {
    /// Reads rows.
    Select,
    /// Counts rows, by group if columns are named.
    Count,
    /// Updates rows and returns their number, or the rows.
    Update,
    /// Deletes rows and returns their number, or the rows.
    Delete,
    /// Updates a limited number of rows in order and returns them, skipping rows that another transaction has locked.
    Claim,
    /// Returns whether there is a row.
    Exists,
}

impl QueryKind {
    /// Every kind, in the order of the variants.
    pub const ALL: [Self; 6] =
        [Self::Select, Self::Count, Self::Update, Self::Delete, Self::Claim, Self::Exists];

    /// Returns the word for the kind in `#[query(…)]`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Select => "select",
            Self::Count => "count",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Claim => "claim",
            Self::Exists => "exists",
        }
    }
}

/// An assignment to a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Set<'a> {
    /// The column, as a position in [`TableModel::columns`](super::TableModel::columns).
    pub column: usize,
    /// The value.
    pub value: Expr<'a>,
}

/// The maximum number of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// A constant.
    Rows(u32),
    /// A parameter, counted from 0.
    Param(usize),
}

/// A declared query, in one of its combinations of optional filters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Query<'a> {
    /// The name of the function.
    pub name: &'a str,
    /// The kind.
    pub kind: QueryKind,
    /// The columns that a select returns; all columns of the table if there are none.
    pub outputs: &'a [Output<'a>],
    /// Whether a select returns equal rows once.
    pub distinct: bool,
    /// The conditions, joined by `AND`.
    pub filters: &'a [Clause<'a>],
    /// The assignments of an update or a claim.
    pub set: &'a [Set<'a>],
    /// The order of a select or a claim.
    pub order: &'a [Sort],
    /// The order of a select with aggregates.
    pub output_order: &'a [OutputSort],
    /// The columns that a count, or a select with aggregates, groups by.
    pub group: &'a [usize],
    /// The conditions on the groups of a select, joined by `AND`.
    pub having: &'a [Having<'a>],
    /// The maximum number of rows of a select, a delete or a claim.
    pub limit: Option<Limit>,
    /// The first of the parameters, one per column of `order`, after whose values a page starts.
    pub after: Option<usize>,
    /// Whether there is a statement that runs an update for many elements, each with its own key.
    pub many: bool,
    /// Whether an update or a delete returns the rows.
    pub returning: bool,
}

impl Query<'_> {
    /// A select of all rows, for struct update syntax.
    pub const NONE: Self = Self {
        name: "",
        kind: QueryKind::Select,
        outputs: &[],
        distinct: false,
        filters: &[],
        set: &[],
        order: &[],
        output_order: &[],
        group: &[],
        having: &[],
        limit: None,
        after: None,
        many: false,
        returning: false,
    };

    /// Returns the first key that the conditions fix, with the parameters that its columns must equal. A key that can be NULL does not
    /// identify a row.
    pub fn fixed_key<'k>(&self, table: &TableModel<'k>) -> Option<(&'k Key<'k>, Vec<usize>)> {
        table.keys.iter().filter(|key| !table.is_nullable(key)).find_map(|key| {
            let params: Option<Vec<usize>> =
                key.columns.iter().map(|column| self.param_equal_to(*column)).collect();
            Some((key, params?))
        })
    }

    /// Returns the parameter that a column must equal.
    fn param_equal_to(&self, column: usize) -> Option<usize> {
        self.filters.iter().find_map(|clause| match clause {
            [Test::Compare(Compare { column: fixed, operator: Operator::Equal, with })]
                if *fixed == column =>
            {
                if let Expr::Term(Term::Param(at)) = with {
                    Some(*at)
                } else {
                    None
                }
            }
            _ => None,
        })
    }
}

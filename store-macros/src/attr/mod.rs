//! The attributes as they were written, every part with its place.

mod column;
mod condition;
mod parse;
mod query;
mod table;

pub(crate) use column::{ColumnAttrs, Digits};
pub(crate) use condition::{Clause, Comparison, Expr, Literal, LiteralKind, Term, Test};
pub(crate) use parse::{Name, args, doc, krate, nearest, once, unknown, value};
pub(crate) use query::{LimitAttr, QueryAttr};
pub(crate) use table::{CheckAttr, IndexAttr, References, SortAttr, TableAttrs};

//! The attributes as written, with their spans.

mod case;
mod column;
mod condition;
mod expr;
mod field;
mod fragment;
mod from_row;
mod generated;
mod output;
mod parse;
mod query;
mod set;
mod sql;
mod sql_enum;
mod table;
mod view;

pub(crate) use case::Case;
pub(crate) use column::{ColumnAttrs, Digits};
pub(crate) use condition::{Clause, Comparison, Condition, JsonTest, Test};
pub(crate) use expr::{Expr, Literal, LiteralKind, Term};
pub(crate) use field::FieldAttrs;
pub(crate) use fragment::{Fragment, OrFragment, is_combination};
pub(crate) use from_row::{from_row_krate, read_attrs};
pub(crate) use generated::{ComputedAttr, DefaultAttr, EngineSqlAttr, IdentityAttr, Integer};
pub(crate) use output::{AggregateAttr, HavingAttr, OrderAttr, OutputAttr, RowAttr};
pub(crate) use parse::{Name, doc, nearest};
pub(crate) use query::{LimitAttr, QueryAttr};
pub(crate) use set::SetAttr;
pub(crate) use sql::SqlInput;
pub(crate) use sql_enum::{EnumAttrs, VariantAttrs};
pub(crate) use table::{CheckAttr, IndexAttr, References, SortAttr, TableAttrs};
pub(crate) use view::{ViewAttr, view_attrs, view_column_attrs};

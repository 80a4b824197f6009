//! The attributes as they are written, with their spans.

mod case;
mod column;
mod condition;
mod expr;
mod field;
mod fragment;
mod parse;
mod query;
mod sql_enum;
mod table;

use syn::{Path, parse_quote};

pub(crate) use case::Case;
pub(crate) use column::{ColumnAttrs, Digits};
pub(crate) use condition::{Clause, Comparison, Test};
pub(crate) use expr::{Expr, Literal, LiteralKind, Term};
pub(crate) use field::FieldAttrs;
pub(crate) use fragment::{Fragment, OrFragment};
pub(crate) use parse::{Name, doc, nearest};
pub(crate) use query::{Condition, LimitAttr, QueryAttr, SetAttr};
pub(crate) use sql_enum::{EnumAttrs, VariantAttrs};
pub(crate) use table::{CheckAttr, IndexAttr, References, SortAttr, TableAttrs};

/// Returns the default of `crate = "…"`.
pub(crate) fn default_crate() -> Path {
    parse_quote!(::store)
}

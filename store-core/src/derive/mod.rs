//! The names that generated code and the derive use. Not part of the public interface.

pub mod assert;
pub mod fallback;
mod fields;
#[cfg(feature = "json")]
mod json;
pub mod kind;
mod template;

pub use fields::{
    FieldChain, FieldRefs, Fields, MAX_FIELDS, Made, ToValue, all, compare, read, values, with_values,
};
#[cfg(feature = "json")]
pub use json::{Json, JsonOptionRef, JsonRef};
pub use template::{Template, len};

pub use crate::engine::{
    SQLITE_KEYWORDS, catalog_queries, drift_from_statements, limits, plan_from_statements,
};
pub use crate::exec::queries::BoundQuery;
pub use crate::render::{BytesParam, Fragment, Grammar, Renderer, Slot, Sql};
pub use crate::schema::{RelationName, SqlPart, WrittenSql};
pub use crate::text::default_name;
pub use crate::text::{ConstText, ConstWriter, collect};
pub use crate::text::{PackedStrings, is_hidden, pack};
pub use crate::types::rules;
pub use crate::{filled, written};
/// The type of a parameter that is compared with the sum of decimals.
#[cfg(feature = "decimal")]
pub use rust_decimal::Decimal as DecimalField;

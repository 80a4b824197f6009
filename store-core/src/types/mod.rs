//! Column types, values and constants, and the conversions between Rust types and values.

mod checked;
mod field;
mod literal;
mod row;
pub mod rules;
pub mod sortable;
mod sql_type;
pub(crate) mod text_range;
mod value;

pub use field::Field;
#[cfg(feature = "json")]
pub use field::json;
pub use literal::{Literal, Real, utf16_len};
pub(crate) use literal::{read_number, write_number};
pub use row::{FromRow, Row};
pub(crate) use sql_type::column_kinds;
pub use sql_type::{IntType, MAX_OFFSET, MAX_PRECISION, MAX_SCALED_PRECISION, SqlType};
pub use value::{Value, ValueError};

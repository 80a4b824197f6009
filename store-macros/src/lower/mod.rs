//! Converts attributes to the model of store-core: resolves names and checks every rule.

mod clauses;
mod column;
mod column_type;
mod combine;
mod condition;
mod declaration;
mod existing;
mod field;
mod foreign_key;
mod fragment;
mod from_row;
mod generated;
mod index;
mod item;
mod key;
mod literal;
mod many;
mod merge;
mod name;
mod order;
mod output;
mod params;
mod query;
mod rust_type;
mod scope;
mod sql;
mod sql_enum;
mod sql_text;
mod table;
mod version;
mod view;

use store_core::schema::TableModel;
use syn::{Ident, Path};

pub(crate) use column::FieldInfo;
pub(crate) use field::field;
pub(crate) use from_row::{RowStruct, from_row};
pub(crate) use order::OrderChoice;
pub(crate) use output::OutputInfo;
pub(crate) use params::{Param, Role};
pub(crate) use query::QueryInfo;
pub(crate) use rust_type::{Known, Passing};
pub(crate) use scope::{Assertion, Check};
pub(crate) use sql::{WrittenQuery, sql};
pub(crate) use sql_enum::{Stored, sql_enum};
pub(crate) use sql_text::SqlTextPart;
pub(crate) use table::table;
pub(crate) use view::{ViewText, view};

/// A table or a view. Its declaration obeys all rules if no error was reported.
pub(crate) struct Lowered<'b> {
    pub(crate) krate: Path,
    pub(crate) model: TableModel<'b>,
    pub(crate) fields: Vec<FieldInfo>,
    /// The fields that are not columns.
    pub(crate) skipped: Vec<Ident>,
    /// The constants of unique keys, with the positions of the keys.
    pub(crate) constants: Vec<(usize, String)>,
    pub(crate) queries: Vec<QueryInfo<'b>>,
    pub(crate) asserts: Vec<Assertion<'b>>,
    /// The struct for inserts, with the derives of all structs that are emitted.
    pub(crate) insert: Option<Ident>,
    pub(crate) derives: Vec<Path>,
    /// The query of a view.
    pub(crate) view: Option<ViewText>,
}

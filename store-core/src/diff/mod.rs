//! The difference between a table in a database and its struct, and the statements that repair it.
//!
//! The expected table is read from the statements that create it, the existing one from the catalog of the database. Both have
//! the same shape: the parts of a table, each with a signature that is equal for equal parts. Where engines differ, the code here
//! calls the traits `DefinitionRules`, `Catalog` and `Repair`, which each engine implements.

mod advice;
mod catalog;
mod created;
mod drift;
mod introspection;
mod parse;
mod relation;
mod rename;
mod repair;
mod shape;
mod token;
mod view;

pub use advice::Advice;
pub(crate) use advice::{SettingRule, Settings, advice};
pub(crate) use catalog::{Catalog, CatalogFuture, CatalogReader, DefinitionRules, NamedObject, rows};
pub(crate) use created::{AsWritten, CreatedSchema, CreatedTable, ScriptRules};
pub use drift::Drift;
pub(crate) use drift::{Comparison, UndeclaredParts, drift_without_catalog};
pub(crate) use introspection::Introspection;
pub(crate) use parse::{actions, create_index, create_view, index_name, indexed_table, statements};
pub(crate) use relation::{drift, plan_repair, relation_name};
pub(crate) use rename::{ColumnRename, column_renames};
pub use repair::RepairPlan;
pub(crate) use repair::{
    ColumnChanges, Fill, IndexClash, Repair, StoredObjects, is_as_expected, may_reject_rows,
    plan_without_catalog,
};
pub(crate) use shape::{
    CheckShape, ColumnShape, ForeignKeyShape, GeneratedShape, IndexShape, PartDefinition, ROW_VERSION,
    SortedColumn, TableName, TableShape, push_suffix,
};
pub use shape::{PartKind, TablePart};
pub(crate) use token::{Token, spelled, split_statements, tokens};
pub(crate) use view::{StoredView, ViewShape};

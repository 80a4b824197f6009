//! Tables and views alike.

use super::drift::table_drift;
use super::parse::create_view;
use super::repair::plan_table;
use super::view::{plan_view, view_drift};
use super::{CatalogReader, DefinitionRules, Drift, Repair, RepairPlan, TableName, TableShape};
use crate::error::Error;
use crate::render::TableDefinition;

/// Returns the name of a defined table or view.
pub(crate) fn relation_name(rules: &dyn DefinitionRules, definition: &TableDefinition) -> TableName {
    match &definition.view {
        Some(view) => create_view(rules, view.create()).0,
        None => TableShape::of(rules, definition).0,
    }
}

/// Compares a table or a view with its definition, part by part.
pub(crate) async fn drift(
    engine: &dyn Repair,
    reader: &mut dyn CatalogReader,
    definition: &TableDefinition,
) -> Result<Vec<Drift>, Error> {
    match &definition.view {
        Some(view) => view_drift(engine, reader, definition, view).await,
        None => table_drift(engine, reader, definition).await,
    }
}

/// Plans the repair of a table or a view, and the drop of the indexes in `obsolete` that the struct does not declare.
pub(crate) async fn plan_repair(
    engine: &dyn Repair,
    reader: &mut dyn CatalogReader,
    definition: TableDefinition,
    obsolete: &[&str],
) -> Result<RepairPlan, Error> {
    match &definition.view {
        Some(view) => plan_view(engine, reader, &definition, view).await,
        None => plan_table(engine, reader, definition, obsolete).await,
    }
}

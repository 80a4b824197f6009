//! The statements that repair a table.

use std::future::ready;

use super::{
    Catalog, CatalogFuture, CatalogReader, ColumnShape, Comparison, DefinitionRules, IndexShape,
    PartDefinition, TableName, TableShape, index_name, statements,
};
use crate::error::Error;
use crate::render::TableDefinition;

/// The statements that make a table match its struct.
///
/// No statement drops a column or a row. Changes that need a decision are described as manual steps.
///
/// ```
/// use store_core::diff::RepairPlan;
///
/// let plan = RepairPlan { statements: vec!["DROP INDEX `main`.`ux_old`".to_owned()], manual_steps: Vec::new() };
/// assert!(plan.is_complete());
/// assert!(RepairPlan::default().is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepairPlan {
    /// The statements to run in order and as a whole, with [`Connection::execute_ddl`](crate::Connection::execute_ddl).
    pub statements: Vec<String>,
    /// Descriptions of the steps that the statements do not cover.
    pub manual_steps: Vec<String>,
}

impl RepairPlan {
    /// Returns whether the table matches its struct.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty() && self.manual_steps.is_empty()
    }

    /// Returns whether the statements make the table match its struct.
    pub fn is_complete(&self) -> bool {
        self.manual_steps.is_empty()
    }
}

/// Plans the repair of tables on an engine.
pub(crate) trait Repair: Catalog {
    /// Reads what the database stores about a table besides its shape.
    fn stored_objects<'a>(
        &'a self,
        _reader: &'a mut dyn CatalogReader,
        _name: &'a TableName,
    ) -> CatalogFuture<'a, StoredObjects> {
        Box::pin(ready(Ok(StoredObjects::default())))
    }

    /// Plans the repair of an existing table.
    fn plan(&self, comparison: Comparison<'_>, stored: &StoredObjects) -> RepairPlan;
}

/// The objects that belong to a table, with the statements that created them; empty if the engine does not store statements.
#[derive(Debug, Default)]
pub(crate) struct StoredObjects {
    /// The statement that created the table.
    pub(crate) table: String,
    /// The statement that created the view, if it is one.
    pub(crate) view: String,
    /// The names of the indexes and the statements that created them.
    pub(crate) indexes: Vec<(String, String)>,
    /// The statements that created the triggers.
    pub(crate) triggers: Vec<String>,
    /// The names of the tables that reference the table.
    pub(crate) referencing: Vec<String>,
}

/// An index of a struct whose name belongs to an index of another table.
#[derive(Debug)]
pub(crate) struct IndexClash {
    pub(crate) index: String,
    /// The table that has the index.
    pub(crate) table: String,
    /// How to resolve the conflict.
    pub(crate) fix: String,
}

impl IndexClash {
    /// Returns whether this `CREATE INDEX` statement creates the index.
    fn is_created_by(&self, rules: &dyn DefinitionRules, create_index: &str) -> bool {
        index_name(rules, create_index).eq_ignore_ascii_case(&self.index)
    }
}

/// Plans the repair of a table, and the drop of the indexes in `obsolete` that the struct does not declare.
pub(super) async fn plan_table(
    engine: &dyn Repair,
    reader: &mut dyn CatalogReader,
    mut definition: TableDefinition,
    obsolete: &[&str],
) -> Result<RepairPlan, Error> {
    let (name, _) = TableShape::of(engine, &definition);
    let clashes = engine.index_clashes(reader, &definition, &name).await?;
    definition.indexes.retain(|index| !clashes.iter().any(|clash| clash.is_created_by(engine, &index.sql)));
    let (_, expected) = TableShape::of(engine, &definition);
    let mut plan = match engine.read_table(reader, &name).await? {
        Some(found) => {
            let stored = engine.stored_objects(reader, &name).await?;
            let found = found.named_as(engine, &expected);
            let comparison = Comparison {
                definition: &definition,
                name: &name,
                expected: &expected,
                found: &found,
                obsolete,
            };
            engine.plan(comparison, &stored)
        }
        None => match engine.read_object(reader, &name).await? {
            Some(object) => {
                RepairPlan { manual_steps: vec![object.conflict("table")], ..RepairPlan::default() }
            }
            None => create(&definition),
        },
    };
    plan.manual_steps.extend(clashes.into_iter().map(|clash| clash.fix));
    Ok(plan)
}

/// Plans the repair of a table that these statements created, for tests that have no database.
pub(crate) fn plan_without_catalog(
    engine: &dyn Repair,
    definition: &TableDefinition,
    found: &[&str],
    obsolete: &[&str],
) -> RepairPlan {
    let [table, indexes @ ..] = found else { return create(definition) };
    let (name, expected) = TableShape::of(engine, definition);
    let (_, found) = statements(engine, table, indexes);
    let stored = StoredObjects { table: (*table).to_owned(), ..StoredObjects::default() };
    let comparison = Comparison { definition, name: &name, expected: &expected, found: &found, obsolete };
    engine.plan(comparison, &stored)
}

/// Returns the plan for a table that does not exist.
fn create(definition: &TableDefinition) -> RepairPlan {
    RepairPlan { statements: definition.statements().collect(), manual_steps: Vec::new() }
}

/// The columns that differ between a struct and a table.
#[derive(Default)]
pub(crate) struct ColumnChanges<'s> {
    /// The missing columns, as expected.
    pub(crate) missing: Vec<&'s ColumnShape>,
    /// The columns with another type, collation or nullability, as expected.
    pub(crate) altered: Vec<&'s ColumnShape>,
    /// The undeclared columns that require a value.
    pub(crate) required: Vec<&'s ColumnShape>,
    /// The columns that differ in whether, or how, the database makes their values, as expected.
    pub(crate) generated: Vec<&'s ColumnShape>,
}

impl<'s> ColumnChanges<'s> {
    pub(crate) fn of(rules: &dyn DefinitionRules, comparison: Comparison<'s>) -> Self {
        let Comparison { expected, found, definition, .. } = comparison;
        let mut columns = Self::default();
        for column in expected.columns() {
            match found.column(&column.name) {
                None => columns.missing.push(column),
                Some(existing) if rules.is_same(&column.without_default(), &existing.without_default()) => {}
                Some(existing) if column.generated.is_some() || existing.generated.is_some() => {
                    columns.generated.push(column);
                }
                Some(_) => columns.altered.push(column),
            }
        }
        let undeclared = found.columns().filter(|column| {
            expected.column(&column.name).is_none() && !definition.leaves_undeclared(&column.name)
        });
        let needs_value =
            |column: &&ColumnShape| column.not_null && column.default.is_none() && column.generated.is_none();
        columns.required = undeclared.filter(needs_value).collect();
        columns
    }

    /// Returns whether an index contains a column for which existing rows have no value.
    pub(crate) fn lack_values_of(&self, index: &IndexShape) -> bool {
        let lacks =
            |name: &str| self.missing.iter().any(|column| column.name == name && no_value(column).is_some());
        index.names().any(lacks)
    }

    /// Returns whether the column with this name changes.
    pub(crate) fn changes(&self, name: &str) -> bool {
        self.altered.iter().chain(&self.required).any(|column| column.name == name)
    }
}

/// Returns the manual step for a missing column for which existing rows have no value; `None` if they have one.
pub(crate) fn no_value(column: &ColumnShape) -> Option<String> {
    (column.not_null && column.default.is_none() && column.generated.is_none()).then(|| {
        format!(
            "column {0} has no default and existing rows have no value for it, so it is added as nullable: set the values \
             (`UPDATE … SET {0} = …`), then check again",
            column.name
        )
    })
}

/// Returns whether a part exists as expected.
pub(crate) fn is_as_expected(
    rules: &dyn DefinitionRules,
    expected: &PartDefinition,
    existing: Option<&PartDefinition>,
) -> bool {
    existing.is_some_and(|existing| rules.is_same(&expected.signature(), &existing.signature()))
}

/// Returns whether an undeclared part may reject rows that the struct's statements write.
pub(crate) fn may_reject_rows(existing: &PartDefinition) -> bool {
    match existing {
        PartDefinition::Index(index) => index.unique,
        PartDefinition::Check(_) | PartDefinition::ForeignKey(_) => true,
        PartDefinition::Column(_) | PartDefinition::Table(_) => false,
    }
}

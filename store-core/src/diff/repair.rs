//! The statements that repair a table.

use std::future::ready;

use super::{
    Catalog, CatalogFuture, CatalogReader, ColumnRename, ColumnShape, Comparison, DefinitionRules,
    IndexShape, PartDefinition, TableName, TableShape, UndeclaredParts, column_renames, index_name,
    statements,
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

    /// Returns whether the plan drops the table and creates it again with its rows.
    fn rebuilds(&self, _comparison: Comparison<'_>, _stored: &StoredObjects) -> bool {
        false
    }
}

/// The value of a new column in existing rows.
#[derive(Clone, Debug)]
pub(crate) struct Fill {
    pub(crate) column: String,
    /// An expression of the columns of the row.
    pub(crate) sql: String,
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
            let renames = column_renames(&definition, &found);
            let found = found.with_renamed_columns(engine, &name, &renames).named_as(engine, &expected);
            let comparison = Comparison {
                definition: &definition,
                name: &name,
                expected: &expected,
                found: &found,
                renames: &renames,
                undeclared: UndeclaredParts::DropIndexes(obsolete),
                fills: &[],
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
    let renames = column_renames(definition, &found);
    let found = found.with_renamed_columns(engine, &name, &renames);
    let stored = StoredObjects { table: (*table).to_owned(), ..StoredObjects::default() };
    let comparison = Comparison {
        definition,
        name: &name,
        expected: &expected,
        found: &found,
        renames: &renames,
        undeclared: UndeclaredParts::DropIndexes(obsolete),
        fills: &[],
    };
    engine.plan(comparison, &stored)
}

/// Returns the plan for a table that does not exist.
pub(super) fn create(definition: &TableDefinition) -> RepairPlan {
    RepairPlan { statements: definition.statements().collect(), manual_steps: Vec::new() }
}

/// The columns that differ between a struct and a table.
pub(crate) struct ColumnChanges<'s> {
    /// The missing columns, as expected.
    pub(crate) missing: Vec<&'s ColumnShape>,
    /// The columns with another type, collation or nullability, as expected.
    pub(crate) altered: Vec<&'s ColumnShape>,
    /// The columns with another type, whose values could change with it, as expected.
    pub(crate) refused: Vec<&'s ColumnShape>,
    /// The undeclared columns that require a value.
    pub(crate) required: Vec<&'s ColumnShape>,
    /// The columns that differ in whether, or how, the database makes their values, as expected.
    pub(crate) generated: Vec<&'s ColumnShape>,
    fills: &'s [Fill],
    renames: &'s [ColumnRename],
    is_upgrade: bool,
}

impl<'s> ColumnChanges<'s> {
    pub(crate) fn of(rules: &dyn DefinitionRules, comparison: &Comparison<'s>) -> Self {
        let Comparison { expected, found, definition, fills, renames, .. } = *comparison;
        let is_upgrade = comparison.is_upgrade();
        let (mut missing, mut altered, mut refused, mut generated) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for column in expected.columns() {
            match found.column(&column.name) {
                None => missing.push(column),
                Some(existing) if rules.is_same(&column.without_default(), &existing.without_default()) => {}
                Some(existing) if column.generated.is_some() || existing.generated.is_some() => {
                    generated.push(column);
                }
                Some(existing) if !rules.keeps_values(&existing.ty, &column.ty, is_upgrade) => {
                    refused.push(column)
                }
                Some(_) => altered.push(column),
            }
        }
        let undeclared = found.columns().filter(|column| {
            expected.column(&column.name).is_none() && !definition.leaves_undeclared(&column.name)
        });
        let needs_value =
            |column: &&ColumnShape| column.not_null && column.default.is_none() && column.generated.is_none();
        let required = undeclared.filter(needs_value).collect();
        Self { missing, altered, refused, required, generated, fills, renames, is_upgrade }
    }

    /// Returns the expression for the value of a missing column in existing rows, if one is given.
    pub(crate) fn fill(&self, column: &ColumnShape) -> Option<&'s str> {
        let fill = self.fills.iter().find(|fill| fill.column == column.name)?;
        Some(&fill.sql)
    }

    /// Returns whether existing rows have no value for a missing column.
    pub(crate) fn lack_value_of(&self, column: &ColumnShape) -> bool {
        column.not_null
            && column.default.is_none()
            && column.generated.is_none()
            && self.fill(column).is_none()
    }

    /// Returns whether an index contains a column for which existing rows have no value.
    pub(crate) fn lack_values_of(&self, index: &IndexShape) -> bool {
        let lacks =
            |name: &str| self.missing.iter().any(|column| column.name == name && self.lack_value_of(column));
        index.names().any(lacks)
    }

    /// Returns whether the column with this name changes.
    pub(crate) fn changes(&self, name: &str) -> bool {
        self.altered.iter().chain(&self.required).any(|column| column.name == name)
    }

    /// Returns whether the column with this name had another one.
    pub(crate) fn renames(&self, name: &str) -> bool {
        self.renames.iter().any(|rename| rename.to == name)
    }

    /// Returns the manual steps for missing columns for which existing rows have no value, and for changes that could lose values.
    pub(crate) fn manual_steps(&self, found: &TableShape) -> Vec<String> {
        let lacking = self.missing.iter().filter(|column| self.lack_value_of(column)).map(|column| {
            let name = &column.name;
            let fix = if self.is_upgrade {
                ": give it a default, make its field an `Option`, or pass the values to `Scripts::fill`".to_owned()
            } else {
                format!(", so it is added as nullable: set the values (`UPDATE … SET {name} = …`), then check again")
            };
            format!("column {name} has no default and existing rows have no value for it{fix}")
        });
        let refused = self.refused.iter().map(|column| {
            let existing = found.column(&column.name).map_or("", |existing| &existing.ty);
            format!(
                "column {0} is {existing}, and a change to {1} could alter its values: add a column of the new type, set its values \
                 and drop this one",
                column.name, column.ty
            )
        });
        lacking.chain(refused).collect()
    }
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

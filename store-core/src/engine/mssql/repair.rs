//! Repairs a table of SQL Server: everything that depends on a column is dropped before the column changes, and created again
//! afterwards (<https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql#alter-column>).

use std::collections::BTreeSet;

use super::Mssql;
use crate::diff::{
    CheckShape, ColumnChanges, ColumnRename, ColumnShape, Comparison, DefinitionRules as _, ForeignKeyShape,
    GeneratedShape, IndexShape, PartDefinition, Repair, RepairPlan, StoredObjects, TablePart, TableShape,
    create_index, is_as_expected, may_reject_rows, push_suffix, tokens,
};
use crate::schema::DEFAULT_SCHEMA;

impl Repair for Mssql {
    fn plan(&self, comparison: Comparison<'_>, _stored: &StoredObjects) -> RepairPlan {
        let table = &comparison.definition.name;
        let repair = MssqlRepair {
            alter: format!("ALTER TABLE {table}"),
            table,
            columns: ColumnChanges::of(&Mssql, &comparison),
            comparison,
        };
        repair.plan()
    }
}

struct MssqlRepair<'w> {
    table: &'w str,
    /// `ALTER TABLE table`
    alter: String,
    columns: ColumnChanges<'w>,
    comparison: Comparison<'w>,
}

impl MssqlRepair<'_> {
    fn plan(&self) -> RepairPlan {
        if let Some(step) = self.renames_computed() {
            return RepairPlan { statements: Vec::new(), manual_steps: vec![step] };
        }
        let mut plan = ExistingParts::default();
        for (part, existing) in self.comparison.found.parts() {
            self.plan_part(part, existing, &mut plan);
        }
        let ExistingParts { renames, drops, created_again, dropped, renamed, mut manual_steps } = plan;
        // Foreign keys are dropped before the keys that they may reference.
        let mut statements: Vec<String> = renames.into_iter().chain(drops.into_iter().rev()).collect();
        statements.extend(self.rename_columns());
        statements.extend(self.change_columns());
        manual_steps.extend(self.columns.manual_steps(self.comparison.found));
        manual_steps.extend(self.columns.generated.iter().map(|column| {
            format!(
                "column {} differs in how the database makes its values (computed, IDENTITY or rowversion), and no statement can \
                 change that: replace the column",
                column.name
            )
        }));
        let missing = self.comparison.expected.parts().filter(|(part, expected)| {
            let existing = self.comparison.found.get(part).filter(|_| !dropped.contains(part));
            !renamed.contains(part) && !is_as_expected(&Mssql, expected, existing)
        });
        // A unique index treats NULL as a value, so it is created only after the rows have values.
        let needs_values = |expected: &PartDefinition| match expected {
            PartDefinition::Index(index) if index.unique => self.columns.lack_values_of(index),
            _ => false,
        };
        let (mut keys, mut rest) = (Vec::new(), Vec::new());
        for (part, expected) in missing.filter(|(_, expected)| !needs_values(expected)) {
            let created = self.create(part, expected);
            let is_key = matches!(expected, PartDefinition::Index(index) if index.primary);
            if is_key { keys.extend(created) } else { rest.extend(created) }
        }
        statements.extend(keys.into_iter().chain(rest).chain(created_again));
        RepairPlan { statements, manual_steps }
    }

    /// Adds an existing part to the plan: it is kept, renamed, dropped, or dropped and created again.
    fn plan_part<'s>(&'s self, part: &'s TablePart, existing: &PartDefinition, plan: &mut ExistingParts<'s>) {
        let expected = self.comparison.expected.get(part);
        let differs = expected.is_some_and(|expected| !is_as_expected(&Mssql, expected, Some(existing)));
        let renamed = self.comparison.renamed(&Mssql, part, existing);
        if let Some(name) = renamed.filter(|_| !self.depends_on_change(existing)) {
            plan.renames.push(self.rename(part, existing, &name.name));
            plan.renamed.insert(name);
            return;
        }
        // A table has only one primary key, so that a primary key with another name is replaced.
        let replaced = self.comparison.is_obsolete(part, existing)
            || self.comparison.is_other_primary(part, existing)
            || renamed.is_some();
        if differs || replaced || self.depends_on_change(existing) || self.yields_clustering(part, existing) {
            let undeclared = expected.is_none() && !replaced;
            let created_again = if undeclared { self.create_again(part, existing) } else { None };
            if undeclared && created_again.is_none() {
                plan.manual_steps.extend(cannot_create_again(part, existing));
            } else {
                plan.dropped.insert(part);
                plan.drops.extend(self.drop(part, existing));
                plan.created_again.extend(created_again);
            }
        }
        let is_left = self.comparison.definition.leaves_undeclared(&part.name);
        if expected.is_none() && may_reject_rows(existing) && !replaced && !is_left {
            let drop = self.drop(part, existing).unwrap_or_default();
            plan.manual_steps.push(format!(
                "{part} is not declared by the struct and may reject rows: drop it if it is not needed ({drop})"
            ));
        }
    }

    /// Returns whether the plan creates a clustered index; a table has at most one.
    fn creates_clustered(&self) -> bool {
        self.comparison.expected.indexes().any(|(part, expected)| {
            let stays = |existing: &&PartDefinition| {
                is_as_expected(&Mssql, &PartDefinition::Index(expected.clone()), Some(existing))
                    && !self.depends_on_change(existing)
            };
            expected.clustered && self.comparison.found.get(part).filter(stays).is_none()
        })
    }

    /// Returns whether an undeclared index is clustered and another index is to become clustered.
    fn yields_clustering(&self, part: &TablePart, existing: &PartDefinition) -> bool {
        matches!(existing, PartDefinition::Index(index) if index.clustered)
            && self.comparison.expected.get(part).is_none()
            && self.creates_clustered()
    }

    /// Returns whether a part depends on a column that changes, or has an expression that names a renamed column.
    fn depends_on_change(&self, existing: &PartDefinition) -> bool {
        let change = |name: &str| self.columns.changes(name);
        match existing {
            PartDefinition::Index(index) => {
                index.names().any(change)
                    || index.filter_sql.as_deref().is_some_and(|filter| self.names_change(filter))
            }
            PartDefinition::Check(check) => self.names_change(&check.sql),
            PartDefinition::ForeignKey(key) => key.columns.iter().any(|name| change(name)),
            // The default depends on its column.
            PartDefinition::Column(column) => change(&column.name),
            PartDefinition::Table(_) => false,
        }
    }

    fn names_change(&self, sql: &str) -> bool {
        let changes = |name: &str| self.columns.changes(name) || self.columns.renames(name);
        tokens(sql).iter().any(|token| token.name().is_some_and(changes))
    }

    /// Returns the manual step for a column that is renamed while a column is computed from it, which the server refuses.
    fn renames_computed(&self) -> Option<String> {
        let is_renamed = |name: &str| {
            self.comparison.renames.iter().any(|rename| rename.from == name || rename.to == name)
        };
        let names_renamed = |column: &&ColumnShape| match &column.generated {
            Some(GeneratedShape::Computed { sql, .. }) => {
                tokens(sql).iter().any(|token| token.name().is_some_and(is_renamed))
            }
            _ => false,
        };
        let column = self.comparison.found.columns().find(names_renamed)?;
        Some(format!(
            "column {} is computed from a column that is renamed: drop {0}, rename the other column, and add {0} again; then check again",
            column.name
        ))
    }

    /// Renames columns with their default constraints. Keys, indexes and foreign keys keep their columns, also those of other tables;
    /// expressions do not (<https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-rename-transact-sql>).
    fn rename_columns(&self) -> Vec<String> {
        let schema = Mssql.quote(self.comparison.name.schema.as_deref().unwrap_or(DEFAULT_SCHEMA));
        let mut statements = Vec::new();
        for ColumnRename { from, to } in self.comparison.renames {
            let column = format!("{}.{}", self.table, Mssql.quote(from));
            statements.push(sp_rename(&column, to, "COLUMN"));
            let default_name = |shape: &TableShape| shape.column(to)?.default_name.clone();
            let names = (default_name(self.comparison.found), default_name(self.comparison.expected));
            if let (Some(earlier), Some(name)) = names
                && earlier != name
            {
                let constraint = format!("{schema}.{}", Mssql.quote(&earlier));
                statements.push(sp_rename(&constraint, &name, "OBJECT"));
            }
        }
        statements
    }

    /// Renames a constraint or index, which reads no row.
    fn rename(&self, part: &TablePart, existing: &PartDefinition, name: &str) -> String {
        let (owner, kind) = match existing {
            PartDefinition::Index(index) if !index.constraint => (self.table.to_owned(), "INDEX"),
            _ => (Mssql.quote(self.comparison.name.schema.as_deref().unwrap_or(DEFAULT_SCHEMA)), "OBJECT"),
        };
        sp_rename(&format!("{owner}.{}", Mssql.quote(&part.name)), name, kind)
    }

    fn drop(&self, part: &TablePart, existing: &PartDefinition) -> Option<String> {
        let constraint = match existing {
            PartDefinition::Index(index) if !index.constraint => {
                return Some(format!("DROP INDEX {} ON {};", Mssql.quote(&part.name), self.table));
            }
            PartDefinition::Index(_) | PartDefinition::Check(_) | PartDefinition::ForeignKey(_) => {
                Some(part.name.as_str())
            }
            PartDefinition::Column(column) => column.default_name.as_deref(),
            PartDefinition::Table(_) => None,
        };
        constraint.map(|name| format!("{} DROP CONSTRAINT {};", self.alter, Mssql.quote(name)))
    }

    fn change_columns(&self) -> Vec<String> {
        let ColumnChanges { missing, altered, required, .. } = &self.columns;
        let alter = |column: &ColumnShape, nullable: &str| {
            let (name, ty) = (Mssql.quote(&column.name), column.with_collation());
            format!("{} ALTER COLUMN {name} {ty} {nullable};", self.alter)
        };
        let relaxed = required.iter().map(|column| alter(column, "NULL"));
        let altered = altered.iter().flat_map(|column| {
            let nullable = if column.not_null { "NOT NULL" } else { "NULL" };
            self.fill(column).into_iter().chain([alter(column, nullable)])
        });
        let added = missing.iter().map(|column| {
            let definition = self.comparison.definition.column(&column.name);
            if let Some(definition) = definition.filter(|_| column.generated.is_some()) {
                return format!("{} ADD {};", self.alter, definition.sql);
            }
            let (name, ty) = (Mssql.quote(&column.name), column.with_collation());
            let is_set_later = self.columns.fill(column).is_some() && column.default.is_none();
            let not_null = column.not_null && !self.columns.lack_value_of(column) && !is_set_later;
            let mut text =
                format!("{} ADD {name} {ty} {}", self.alter, if not_null { "NOT NULL" } else { "NULL" });
            if let Some(default) = self.default(column) {
                text.push(' ');
                text.push_str(default);
                // Otherwise existing rows would have NULL.
                text.push_str(if not_null { "" } else { " WITH VALUES" });
            }
            text + ";"
        });
        let filled = missing.iter().flat_map(|column| {
            let Some(value) = self.columns.fill(column) else { return Vec::new() };
            let update = format!("UPDATE {} SET {} = {value};", self.table, Mssql.quote(&column.name));
            // The batch would not be compiled before the column exists.
            let update = format!("EXEC(N'{}');", update.replace('\'', "''"));
            let requires = column.not_null && column.default.is_none();
            [update].into_iter().chain(requires.then(|| alter(column, "NOT NULL"))).collect()
        });
        relaxed.chain(altered).chain(added).chain(filled).collect()
    }

    /// Sets the default where a column is NULL that becomes `NOT NULL`.
    fn fill(&self, column: &ColumnShape) -> Option<String> {
        let could_be_null =
            self.comparison.found.column(&column.name).is_some_and(|existing| !existing.not_null);
        let definition = self.comparison.definition.column(&column.name)?;
        let default = definition.default_value.as_ref().filter(|_| column.not_null && could_be_null)?;
        let name = Mssql.quote(&column.name);
        Some(format!("UPDATE {} SET {name} = ({default}) WHERE {name} IS NULL;", self.table))
    }

    /// Returns `CONSTRAINT name DEFAULT (value)`.
    fn default(&self, column: &ColumnShape) -> Option<&str> {
        self.comparison.definition.column(&column.name)?.default.as_deref()
    }

    /// Returns the statement that creates an expected part.
    fn create(&self, part: &TablePart, expected: &PartDefinition) -> Option<String> {
        let constraint = match expected {
            PartDefinition::Column(column) => {
                // The default of an added column is part of its definition.
                self.comparison.found.column(&column.name)?;
                let default = self.default(column)?;
                return Some(format!("{} ADD {default} FOR {};", self.alter, Mssql.quote(&column.name)));
            }
            PartDefinition::Index(index) if !index.constraint => return self.index(part),
            PartDefinition::Index(_) | PartDefinition::Check(_) | PartDefinition::ForeignKey(_) => {
                self.comparison.definition.constraint(&part.name)?
            }
            PartDefinition::Table(_) => return None,
        };
        Some(format!("{} ADD {constraint};", self.alter))
    }

    /// Returns the statement that creates an expected index.
    fn index(&self, part: &TablePart) -> Option<String> {
        let creates = |sql: &&str| {
            let mut shape = TableShape::default();
            create_index(&Mssql, sql, &mut shape);
            shape.get(part).is_some()
        };
        let mut statements = self.comparison.definition.indexes.iter().map(|index| index.sql.as_str());
        statements.find(creates).map(str::to_owned)
    }

    /// Returns the statement that creates an undeclared part again; `None` if its definition is not known.
    fn create_again(&self, part: &TablePart, existing: &PartDefinition) -> Option<String> {
        let name = Mssql.quote(&part.name);
        let list = |names: &[String]| {
            let quoted: Vec<String> = names.iter().map(|name| Mssql.quote(name)).collect();
            quoted.join(", ")
        };
        let sorted = |index: &IndexShape| {
            let columns = index.columns.iter().map(|column| column.declared(&Mssql.quote(&column.name)));
            columns.collect::<Vec<_>>().join(", ")
        };
        let order = |index: &IndexShape| {
            if index.clustered && !self.creates_clustered() { "CLUSTERED" } else { "NONCLUSTERED" }
        };
        match existing {
            // A columnstore index, for example, has no column order in the catalog.
            PartDefinition::Index(index) if index.columns.is_empty() || index.exception.is_some() => None,
            // Without `VIEW DEFINITION`, expressions are not shown.
            PartDefinition::Index(IndexShape { filter: Some(_), filter_sql: None, .. }) => None,
            PartDefinition::Check(check) if check.sql.is_empty() => None,
            // An undeclared primary key is replaced, so this is a unique constraint.
            PartDefinition::Index(index) if index.constraint => {
                let (order, columns) = (order(index), sorted(index));
                let mut text = format!("{} ADD CONSTRAINT {name} UNIQUE {order} ({columns})", self.alter);
                push_suffix(&mut text, &index.options);
                Some(text + ";")
            }
            PartDefinition::Index(index) => {
                let unique = if index.unique { "UNIQUE " } else { "" };
                let (order, columns) = (order(index), sorted(index));
                let mut text = format!("CREATE {unique}{order} INDEX {name} ON {} ({columns})", self.table);
                if !index.include.is_empty() {
                    text.push_str(&format!(" INCLUDE ({})", list(&index.include)));
                }
                if let Some(filter) = &index.filter_sql {
                    text.push_str(&format!(" WHERE {filter}"));
                }
                push_suffix(&mut text, &index.options);
                Some(text + ";")
            }
            PartDefinition::Check(CheckShape { sql, disabled, .. }) => {
                Some(self.add_constraint(&name, &format!("CHECK ({sql})"), *disabled))
            }
            PartDefinition::ForeignKey(ForeignKeyShape { columns, table, to, actions, disabled, .. }) => {
                let (schema, referred) = table.split_once('.').unwrap_or((DEFAULT_SCHEMA, table));
                let (schema, referred) = (Mssql.quote(schema), Mssql.quote(referred));
                let (columns, to) = (list(columns), list(to));
                let mut text = format!("FOREIGN KEY ({columns}) REFERENCES {schema}.{referred} ({to})");
                push_suffix(&mut text, actions);
                Some(self.add_constraint(&name, &text, *disabled))
            }
            PartDefinition::Column(_) | PartDefinition::Table(_) => None,
        }
    }

    /// Returns the statement that adds a constraint; a disabled one is added without a check of the rows and disabled again.
    fn add_constraint(&self, name: &str, constraint: &str, disabled: bool) -> String {
        let alter = &self.alter;
        if disabled {
            let add = format!("{alter} WITH NOCHECK ADD CONSTRAINT {name} {constraint};");
            format!("{add}\n{alter} NOCHECK CONSTRAINT {name};")
        } else {
            format!("{alter} ADD CONSTRAINT {name} {constraint};")
        }
    }
}

/// Returns the statement that renames an object. Not every error of the procedure ends the batch.
fn sp_rename(object: &str, name: &str, kind: &str) -> String {
    let [object, name] = [object, name].map(|name| name.replace('\'', "''"));
    let failed = object.replace('%', "%%");
    format!(
        "DECLARE @renamed INT;\n\
         EXEC @renamed = sp_rename N'{object}', N'{name}', N'{kind}';\n\
         IF @renamed <> 0 THROW 50000, N'cannot rename {failed}: sp_rename failed', 1;"
    )
}

/// Returns the manual step for a part that depends on a changed column and cannot be created again.
fn cannot_create_again(part: &TablePart, existing: &PartDefinition) -> Option<String> {
    matches!(existing, PartDefinition::Index(_) | PartDefinition::Check(_)).then(|| {
        format!("{part} depends on a column that changes, and its definition is not known: drop it first, then create it again")
    })
}

/// The plan for the existing parts.
#[derive(Default)]
struct ExistingParts<'s> {
    renames: Vec<String>,
    drops: Vec<String>,
    created_again: Vec<String>,
    dropped: BTreeSet<&'s TablePart>,
    /// The expected parts that existed under another name.
    renamed: BTreeSet<&'s TablePart>,
    manual_steps: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{PartKind, SortedColumn, UndeclaredParts, statements};
    use crate::render::TableDefinition;
    use crate::schema::{Columns, Key, KeyKind, TableModel};
    use crate::text::PackedStrings;
    use crate::types::SqlType;

    const MODEL: &TableModel<'static> = &TableModel {
        schema: Some("s"),
        name: "t",
        columns: Columns {
            names: PackedStrings::Each(&["a", "b"]),
            types: &[SqlType::I32, SqlType::I32],
            nullable: &[false, true],
            ..Columns::NONE
        },
        keys: &[Key { name: "pk", kind: KeyKind::Primary, columns: &[0] }],
        ..TableModel::NONE
    };

    /// Returns the repair of a table that `found` creates and `edit` changes.
    fn plan(found: &str, edit: impl FnOnce(&mut TableShape)) -> RepairPlan {
        let definition = &TableDefinition::of(&Mssql, MODEL);
        let (name, expected) = TableShape::of(&Mssql, definition);
        let (_, mut found) = statements(&Mssql, found, &[]);
        edit(&mut found);
        let comparison = Comparison {
            definition,
            name: &name,
            expected: &expected,
            found: &found,
            renames: &[],
            undeclared: UndeclaredParts::DropIndexes(&[]),
            fills: &[],
        };
        Mssql.plan(comparison, &StoredObjects::default())
    }

    #[test]
    fn disabled_constraints_stay_disabled() {
        let found = "CREATE TABLE s.t (a INT NOT NULL, b BIGINT NULL, CONSTRAINT pk PRIMARY KEY (a), \
                     CONSTRAINT own CHECK (b > 0), CONSTRAINT fk FOREIGN KEY (b) REFERENCES s.t (a))";
        let repaired = plan(found, |shape| {
            let sql = "([b]>(0))".to_owned();
            shape.add(
                PartKind::Check,
                "own",
                PartDefinition::Check(CheckShape { condition: sql.clone(), sql, disabled: true }),
            );
        });
        let again = "ALTER TABLE [s].[t] WITH NOCHECK ADD CONSTRAINT [own] CHECK (([b]>(0)));\n\
                     ALTER TABLE [s].[t] NOCHECK CONSTRAINT [own];";
        assert_eq!(
            repaired.statements,
            [
                "ALTER TABLE [s].[t] DROP CONSTRAINT [fk];",
                "ALTER TABLE [s].[t] DROP CONSTRAINT [own];",
                "ALTER TABLE [s].[t] ALTER COLUMN [b] INT NULL;",
                again,
                "ALTER TABLE [s].[t] ADD CONSTRAINT [fk] FOREIGN KEY ([b]) REFERENCES [s].[t] ([a]);",
            ]
        );
    }

    #[test]
    fn a_part_that_cannot_be_created_again_is_not_dropped() {
        let found = "CREATE TABLE s.t (a INT NOT NULL, b BIGINT NULL, CONSTRAINT pk PRIMARY KEY (a))";
        let repaired = plan(found, |shape| {
            let index = IndexShape {
                name: "ix".to_owned(),
                columns: vec![SortedColumn { name: "b".to_owned(), descending: false }],
                ..IndexShape::default()
            };
            IndexShape { exception: Some("XML".to_owned()), ..index }.add_to(shape);
        });
        assert_eq!(repaired.statements, ["ALTER TABLE [s].[t] ALTER COLUMN [b] INT NULL;"]);
        assert!(
            repaired.manual_steps[0].starts_with("index ix depends on a column that changes"),
            "{repaired:?}"
        );
    }

    #[test]
    fn a_generated_column_is_a_manual_step() {
        let found =
            "CREATE TABLE s.t (a INT NOT NULL, b AS (a * 2), own AS (a + 1), CONSTRAINT pk PRIMARY KEY (a))";
        let repaired = plan(found, |_| ());
        assert_eq!(repaired.statements, <[String; 0]>::default());
        assert_eq!(repaired.manual_steps.len(), 1);
        assert!(
            repaired.manual_steps[0].starts_with("column b differs in how the database makes its values"),
            "{repaired:?}"
        );
    }
}

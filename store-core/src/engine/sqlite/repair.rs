//! Repairs a table of SQLite: columns are added and indexes created. For everything else SQLite has no statement, and the table
//! is rebuilt with its rows (<https://www.sqlite.org/lang_altertable.html#otheralter>).

use super::Sqlite;
use super::grammar::{STRICT, STRICT_WITHOUT_ROWID};
use crate::diff::{
    CatalogFuture, CatalogReader, CheckShape, ColumnChanges, ColumnRename, ColumnShape, Comparison,
    DefinitionRules as _, ForeignKeyShape, GeneratedShape, IndexShape, PartDefinition, PartKind, Repair,
    RepairPlan, StoredObjects, TableName, TablePart, TableShape, create_index, is_as_expected,
    may_reject_rows, push_suffix, tokens,
};
use crate::render::IndexDefinition;

impl Repair for Sqlite {
    fn stored_objects<'a>(
        &'a self,
        reader: &'a mut dyn CatalogReader,
        name: &'a TableName,
    ) -> CatalogFuture<'a, StoredObjects> {
        Box::pin(super::catalog::stored_objects(reader, name))
    }

    fn plan(&self, comparison: Comparison<'_>, stored: &StoredObjects) -> RepairPlan {
        SqliteRepair::new(comparison, stored).plan()
    }

    fn rebuilds(&self, comparison: Comparison<'_>, stored: &StoredObjects) -> bool {
        SqliteRepair::new(comparison, stored).method() == Method::Rebuild
    }
}

/// How a table is repaired.
#[derive(Debug, PartialEq, Eq)]
enum Method {
    /// Columns are renamed and added, and indexes are dropped and created.
    InPlace,
    /// The table is dropped and created again with its rows.
    Rebuild,
    /// Columns are renamed; the rest is planned when the stored statements have the new names.
    RenameFirst,
    /// The table cannot be rebuilt, for this reason.
    Manual(String),
}

struct SqliteRepair<'w> {
    table: &'w str,
    columns: ColumnChanges<'w>,
    comparison: Comparison<'w>,
    stored: &'w StoredObjects,
}

impl<'w> SqliteRepair<'w> {
    fn new(comparison: Comparison<'w>, stored: &'w StoredObjects) -> Self {
        let columns = ColumnChanges::of(&Sqlite, &comparison);
        Self { table: &comparison.definition.name, columns, comparison, stored }
    }

    fn plan(&self) -> RepairPlan {
        let mut manual_steps = self.columns.manual_steps(self.comparison.found);
        manual_steps.extend(
            self.comparison.found.parts().filter_map(|(part, existing)| self.undeclared(part, existing)),
        );
        let mut statements = self.renames();
        match self.method() {
            Method::InPlace => statements.extend(self.in_place()),
            Method::Rebuild => statements.extend(self.rebuild()),
            Method::RenameFirst => manual_steps.push(
                "the table must be rebuilt after its columns are renamed: check again when they are"
                    .to_owned(),
            ),
            Method::Manual(obstacle) => manual_steps.push(format!(
                "the table must be rebuilt, but {obstacle}: follow \
                 https://www.sqlite.org/lang_altertable.html#otheralter"
            )),
        }
        RepairPlan { statements, manual_steps }
    }

    fn method(&self) -> Method {
        let Comparison { expected, found, .. } = self.comparison;
        let renamed: Vec<&TablePart> = found
            .parts()
            .filter_map(|(part, existing)| self.comparison.renamed(&Sqlite, part, existing))
            .collect();
        let is_needed = found.parts().any(|(part, existing)| self.change_needs_rebuild(part, existing))
            || expected.parts().any(|(part, expected)| {
                !renamed.contains(&part) && self.addition_needs_rebuild(part, expected)
            });
        // Another name of a constraint is no reason to stop at an obstacle.
        if !is_needed && renamed.is_empty() {
            return Method::InPlace;
        }
        match self.obstacle() {
            Some(_) if !is_needed => Method::InPlace,
            Some(obstacle) => Method::Manual(obstacle),
            None if self.stores_earlier_names() => Method::RenameFirst,
            None => Method::Rebuild,
        }
    }

    /// Returns the statements that rename columns, also in indexes, triggers, views and the foreign keys of other tables.
    fn renames(&self) -> Vec<String> {
        let rename = |ColumnRename { from, to }: &ColumnRename| {
            let (from, to) = (Sqlite.quote(from), Sqlite.quote(to));
            format!("ALTER TABLE {} RENAME COLUMN {from} TO {to}", self.table)
        };
        self.comparison.renames.iter().map(rename).collect()
    }

    /// Returns whether a statement with which an undeclared object would be created again has the earlier name of a column.
    fn stores_earlier_names(&self) -> bool {
        let is_earlier =
            |name: &str| self.comparison.renames.iter().any(|rename| rename.from.eq_ignore_ascii_case(name));
        let mut stored = self.undeclared_indexes().chain(self.stored.triggers.iter().cloned());
        stored.any(|sql| tokens(&sql).iter().any(|token| token.name().is_some_and(is_earlier)))
    }

    /// Returns whether an existing part is replaced by an expected one, or dropped.
    fn is_replaced(&self, part: &TablePart, existing: &PartDefinition) -> bool {
        self.comparison.is_obsolete(part, existing)
            || self.comparison.is_other_primary(part, existing)
            || self.comparison.renamed(&Sqlite, part, existing).is_some()
    }

    /// Returns the manual step for an undeclared part that may reject rows.
    fn undeclared(&self, part: &TablePart, existing: &PartDefinition) -> Option<String> {
        if self.comparison.expected.get(part).is_some()
            || !may_reject_rows(existing)
            || self.comparison.definition.leaves_undeclared(&part.name)
            || self.is_replaced(part, existing)
        {
            return None;
        }
        let how = match existing {
            PartDefinition::Index(index) if !index.constraint => {
                format!("DROP INDEX {}", Sqlite.quote(&part.name))
            }
            _ => "rebuild the table".to_owned(),
        };
        Some(format!(
            "{part} is not declared by the struct and may reject rows: drop it if it is not needed ({how})"
        ))
    }

    /// Returns whether an existing part can become the expected one only with a rebuild; another name is no such change.
    fn change_needs_rebuild(&self, part: &TablePart, existing: &PartDefinition) -> bool {
        if matches!(existing, PartDefinition::Index(index) if !index.constraint) {
            return false;
        }
        let comparison = &self.comparison;
        match comparison.expected.get(part) {
            Some(expected) => !is_as_expected(&Sqlite, expected, Some(existing)),
            None => {
                let required = |name: &str| self.columns.required.iter().any(|column| column.name == name);
                let is_dropped =
                    comparison.is_obsolete(part, existing) || comparison.is_other_primary(part, existing);
                (is_dropped && comparison.renamed(&Sqlite, part, existing).is_none())
                    || matches!(existing, PartDefinition::Column(column) if required(&column.name))
            }
        }
    }

    /// Returns whether a missing part can be added only with a rebuild.
    fn addition_needs_rebuild(&self, part: &TablePart, expected: &PartDefinition) -> bool {
        if self.comparison.found.get(part).is_some() {
            return false;
        }
        match expected {
            // `ALTER TABLE … ADD COLUMN` accepts neither a key, nor a stored value, nor a default that is not constant.
            PartDefinition::Column(column) if self.columns.fill(column).is_some() => true,
            PartDefinition::Column(column) => {
                let has_expression = || column.default_sql.as_deref().is_some_and(|sql| sql.contains('('));
                match &column.generated {
                    Some(GeneratedShape::Computed { stored, .. }) => *stored,
                    Some(_) => true,
                    None => has_expression(),
                }
            }
            PartDefinition::Check(_) | PartDefinition::ForeignKey(_) => !self.comes_with_column(part),
            PartDefinition::Index(index) => index.constraint,
            PartDefinition::Table(_) => true,
        }
    }

    /// Returns whether a constraint is part of the definition of a missing column.
    fn comes_with_column(&self, part: &TablePart) -> bool {
        self.columns.missing.iter().any(|column| {
            let definition = self.comparison.definition.column(&column.name);
            let check = definition.and_then(|definition| definition.check.as_ref());
            check.is_some_and(|check| check.name == part.name)
        })
    }

    /// Returns why the statements cannot rebuild the table; `None` if they can.
    fn obstacle(&self) -> Option<String> {
        if !self.stored.referencing.is_empty() {
            return Some(format!("{} references it", self.stored.referencing.join(", ")));
        }
        // Their definitions are more than a rebuild can write.
        let is_left = |part: &TablePart| self.comparison.definition.leaves_undeclared(&part.name);
        if let Some((part, _)) = self.comparison.found.parts().find(|(part, _)| is_left(part)) {
            return Some(format!("the struct leaves {part} undeclared"));
        }
        if let Some(column) = self.columns.refused.first() {
            return Some(format!("column {} has values of another type", column.name));
        }
        // The expression of an undeclared computed column would be lost.
        let is_lost = |column: &ColumnShape| {
            is_computed(column) && !self.comparison.expected.column(&column.name).is_some_and(is_computed)
        };
        let lost = self.comparison.found.columns().find(|column| is_lost(column));
        lost.map(|column| format!("column {} is computed", column.name))
    }

    fn in_place(&self) -> Vec<String> {
        let mut statements = Vec::new();
        for (part, index) in self.comparison.found.indexes().filter(|(_, index)| !index.constraint) {
            let expected = self.comparison.expected.get(part);
            let existing = PartDefinition::Index(index.clone());
            let differs =
                expected.is_some_and(|expected| !is_as_expected(&Sqlite, expected, Some(&existing)));
            if differs || self.is_replaced(part, &existing) {
                statements.push(format!("DROP INDEX `main`.{}", Sqlite.quote(&part.name)));
            }
        }
        for column in &self.columns.missing {
            let definition = self.definition_of(column);
            statements.push(format!("ALTER TABLE {} ADD COLUMN {definition}", self.table));
        }
        let missing = self.comparison.definition.indexes.iter().filter(|index| self.lacks_index(index));
        statements.extend(missing.map(|index| index.sql.clone()));
        statements
    }

    /// Returns the definition of a missing column, nullable if existing rows have no value for it.
    fn definition_of(&self, column: &ColumnShape) -> String {
        let Some(definition) = self.comparison.definition.column(&column.name) else { return String::new() };
        if !self.columns.lack_value_of(column) {
            return definition.sql.clone();
        }
        let mut sql = format!("{} {}", Sqlite.quote(&definition.name), definition.ty);
        push_suffix(&mut sql, definition.check.as_ref().map_or("", |check| &check.sql));
        sql
    }

    fn lacks_index(&self, index: &IndexDefinition) -> bool {
        let mut shape = TableShape::default();
        create_index(&Sqlite, &index.sql, &mut shape);
        shape
            .parts()
            .any(|(part, expected)| !is_as_expected(&Sqlite, expected, self.comparison.found.get(part)))
    }

    /// Copies the rows, drops the table, creates it as declared, and copies the rows back.
    ///
    /// SQLite's documented procedure renames the new table with `ALTER TABLE … RENAME`. The rename rewrites the stored statement,
    /// and fails if a view names a table that does not exist; dropping the old table while the new one references it would
    /// run `ON DELETE CASCADE` on the new rows. No other table references this one (see [`obstacle`](Self::obstacle)), and
    /// the foreign keys of its rows are checked when the rows are inserted. So the procedure needs no pragma, which would
    /// have no effect within a transaction of the caller.
    fn rebuild(&self) -> Vec<String> {
        let table = &self.table;
        // No struct can declare a table with this name.
        let copy = format!("`main`.{}", Sqlite.quote(&format!("#{}", self.comparison.name.table)));
        let is_stored = |column: &&ColumnShape| {
            !is_computed(column) && !self.comparison.expected.column(&column.name).is_some_and(is_computed)
        };
        let columns: Vec<&ColumnShape> = self.comparison.found.columns().filter(is_stored).collect();
        let mut names: Vec<String> = columns.iter().map(|column| Sqlite.quote(&column.name)).collect();
        let mut copied = names.clone();
        let mut values: Vec<String> = columns.iter().map(|column| self.value(column)).collect();
        for column in &self.columns.missing {
            if let Some(value) = self.columns.fill(column) {
                let name = Sqlite.quote(&column.name);
                // The value may depend on other rows of the table, which is dropped afterwards.
                copied.push(format!("({value}) AS {name}"));
                values.push(name.clone());
                names.push(name);
            }
        }
        let (names, copied) = (names.join(", "), copied.join(", "));
        // A foreign key of the table to itself needs the unique indexes before the rows are inserted.
        let (unique, others): (Vec<_>, Vec<_>) =
            self.comparison.definition.indexes.iter().partition(|index| index.unique);
        let sql = |index: &IndexDefinition| index.sql.clone();

        let mut statements = vec![format!("CREATE TABLE {copy} AS\nSELECT {copied}\nFROM {table}")];
        let (kept, restored) = self.sequence();
        statements.extend(kept);
        statements.push(format!("DROP TABLE {table}"));
        statements.push(self.create());
        statements.extend(unique.into_iter().map(sql));
        // A tool that continues after an error must not drop the copy of the rows.
        let insert = if self.comparison.is_upgrade() { "INSERT OR ROLLBACK INTO" } else { "INSERT INTO" };
        statements.push(format!("{insert} {table} ({names})\nSELECT {}\nFROM {copy}", values.join(", ")));
        statements.extend(restored);
        statements.push(format!("DROP TABLE {copy}"));
        statements.extend(others.into_iter().map(sql));
        statements.extend(self.undeclared_indexes());
        statements.extend(self.stored.triggers.iter().cloned());
        statements
    }

    /// Returns the statements that keep the greatest value of an identity column while the table is dropped, and restore it.
    fn sequence(&self) -> (Option<String>, Vec<String>) {
        let is_identity =
            |column: &ColumnShape| matches!(column.generated, Some(GeneratedShape::Identity(_)));
        let stays = self.comparison.found.columns().any(is_identity)
            && self.comparison.expected.columns().any(is_identity);
        if !stays {
            return (None, Vec::new());
        }
        let name = self.comparison.name.table.replace('\'', "''");
        let rename = |from: &str, to: &str| {
            format!("UPDATE `main`.sqlite_sequence SET name = '{to}' WHERE name = '{from}'")
        };
        let kept = format!("#{name}");
        (
            Some(rename(&name, &kept)),
            vec![format!("DELETE FROM `main`.sqlite_sequence WHERE name = '{name}'"), rename(&kept, &name)],
        )
    }

    /// Returns the statements that create the undeclared indexes again.
    fn undeclared_indexes(&self) -> impl Iterator<Item = String> {
        let undeclared = self.comparison.found.indexes().filter(|(part, index)| {
            let existing = PartDefinition::Index((*index).clone());
            self.comparison.expected.get(part).is_none() && !self.is_replaced(part, &existing)
        });
        // Keys in the definition of the table have no statement.
        let stored = |name: &str| self.stored.indexes.iter().find(|(found, _)| found == name);
        undeclared.filter_map(move |(part, _)| stored(&part.name)).map(|(_, sql)| sql.clone())
    }

    /// Returns the expression for the value of a column in an existing row.
    fn value(&self, column: &ColumnShape) -> String {
        let name = Sqlite.quote(&column.name);
        match self.comparison.expected.column(&column.name) {
            Some(ColumnShape { not_null: true, default_sql: Some(default), .. }) if !column.not_null => {
                format!("COALESCE({name}, {default})")
            }
            _ => name,
        }
    }

    /// Returns the statement that creates the table as declared, with its undeclared columns and constraints.
    fn create(&self) -> String {
        let undeclared =
            self.comparison.found.parts().filter(|(part, _)| self.comparison.expected.get(part).is_none());
        let strict = [false, true].map(|without_rowid| Sqlite.table_signature(true, without_rowid));
        let is_strict = |existing: &PartDefinition| match existing {
            PartDefinition::Table(signature) => strict.contains(&Some(signature.as_str())),
            _ => false,
        };
        let has_strict = |shape: &TableShape| shape.parts().any(|(_, part)| is_strict(part));
        let keeps_types = has_strict(self.comparison.found) || !has_strict(self.comparison.expected);
        let (mut columns, mut constraints) = (Vec::new(), Vec::new());
        for (part, existing) in undeclared {
            match existing {
                PartDefinition::Column(column) => columns.push(undeclared_column(column, keeps_types)),
                _ if self.is_replaced(part, existing) => {}
                _ => constraints.extend(undeclared_constraint(part, existing)),
            }
        }
        let definition = self.comparison.definition;
        columns.extend(definition.columns.iter().map(|column| {
            let missing = self.columns.missing.iter().find(|missing| missing.name == column.name);
            missing.map_or_else(|| column.sql.clone(), |missing| self.definition_of(missing))
        }));
        let (left_out, declared): (Vec<_>, Vec<_>) = definition
            .constraints
            .iter()
            .partition(|constraint| self.is_key_without_values(&constraint.name));
        let declared = declared.into_iter().map(|constraint| constraint.sql.clone());
        let create = definition.create_table_of(columns.into_iter().chain(declared).chain(constraints));
        match create.strip_suffix(STRICT_WITHOUT_ROWID).filter(|_| !left_out.is_empty()) {
            Some(without_key) => format!("{without_key}{STRICT}"),
            None => create,
        }
    }

    /// Returns whether this is a key with a column for which existing rows have no value: the key is added when they have one.
    fn is_key_without_values(&self, name: &str) -> bool {
        let part = TablePart { kind: PartKind::Key, name: name.to_owned() };
        matches!(self.comparison.expected.get(&part), Some(PartDefinition::Index(key)) if self.columns.lack_values_of(key))
    }
}

fn is_computed(column: &ColumnShape) -> bool {
    matches!(column.generated, Some(GeneratedShape::Computed { .. }))
}

/// Returns the type of a `STRICT` table with the affinity of a type in a table that is not
/// (<https://www.sqlite.org/datatype3.html#determination_of_column_affinity>). Without a matching type the result is `ANY`,
/// which stores every value unchanged; a `BLOB` column of a table that is not strict may contain any value.
fn strict_type(ty: &str) -> &str {
    let has = |parts: &[&str]| parts.iter().any(|part| ty.contains(part));
    match ty {
        "INT" | "INTEGER" | "REAL" | "TEXT" | "ANY" => ty,
        _ if has(&["INT"]) => "INTEGER",
        _ if has(&["CHAR", "CLOB", "TEXT"]) => "TEXT",
        _ if !has(&["BLOB"]) && has(&["REAL", "FLOA", "DOUB"]) => "REAL",
        _ => "ANY",
    }
}

/// Returns the definition of an undeclared column, nullable unless it has a default, so that a row need not have a value for it.
fn undeclared_column(column: &ColumnShape, keeps_type: bool) -> String {
    let ty = if keeps_type { &column.ty } else { strict_type(&column.ty) };
    let column = ColumnShape { ty: ty.to_owned(), ..column.clone() };
    let mut text = format!("{} {}", Sqlite.quote(&column.name), column.with_collation());
    if let Some(default) = &column.default_sql {
        text.push_str(if column.not_null { " NOT NULL" } else { "" });
        text.push_str(&format!(" DEFAULT ({default})"));
    }
    text
}

/// Returns the definition of an undeclared constraint.
fn undeclared_constraint(part: &TablePart, existing: &PartDefinition) -> Option<String> {
    let list = |columns: &[String]| {
        let listed: Vec<String> = columns.iter().map(|column| Sqlite.quote(column)).collect();
        listed.join(", ")
    };
    let (mut text, suffix) = match existing {
        PartDefinition::Check(CheckShape { sql, .. }) => (format!("CHECK ({sql})"), ""),
        PartDefinition::Index(IndexShape { constraint: true, columns, options, .. }) => {
            let columns = columns.iter().map(|column| column.declared(&Sqlite.quote(&column.name)));
            (format!("UNIQUE ({})", columns.collect::<Vec<_>>().join(", ")), options.as_str())
        }
        PartDefinition::ForeignKey(ForeignKeyShape { columns, table, to, actions, .. }) => {
            let to = if to.is_empty() { String::new() } else { format!(" ({})", list(to)) };
            let text = format!("FOREIGN KEY ({}) REFERENCES {}{to}", list(columns), Sqlite.quote(table));
            (text, actions.as_str())
        }
        PartDefinition::Index(_) | PartDefinition::Column(_) | PartDefinition::Table(_) => return None,
    };
    push_suffix(&mut text, suffix);
    // A constraint without a name is identified by its signature.
    let has_name = part.name != existing.signature();
    let name = if has_name { format!("CONSTRAINT {} ", Sqlite.quote(&part.name)) } else { String::new() };
    Some(name + &text)
}

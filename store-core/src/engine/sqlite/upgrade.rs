//! Upgrade scripts for SQLite.
//!
//! SQL has no `IF`: a script stops at a column that is `NOT NULL`, whose name is the message. A table is rebuilt from what the scripts
//! know, so that a script first looks for parts that they do not know.

use super::Sqlite;
use crate::diff::{
    ColumnShape, DefinitionRules as _, GeneratedShape, IndexShape, PartDefinition, TableName, TableShape,
    split_statements,
};
use crate::export::{RebuiltTable, UpgradeFrame, UpgradeWriter, Versions};

/// The table of the database as a script compares it: a line for each part that a rebuild could lose.
const UNKNOWN_PARTS: &str = "`temp`.`unknown_parts`";

/// The number of checks of each table. `sqlite_schema` has the statements as they were written; a comment ends its line.
const CHECKS: &str = "\
CREATE TEMP VIEW `check_counts` AS
WITH RECURSIVE `lines` (`table`, `code`, `rest`) AS (
    SELECT `name`, '', replace(`sql`, char(9), ' ') || char(10) FROM `main`.`sqlite_schema` WHERE `type` = 'table'
    UNION ALL
    SELECT `table`, `code` || replace(substr(`rest`, 1, ifnull(nullif(instr(substr(`rest`, 1, instr(`rest`, char(10))), ' -- '), 0), instr(`rest`, char(10)) - 1)), ' ', ''),
        substr(`rest`, instr(`rest`, char(10)) + 1)
    FROM `lines` WHERE `rest` <> ''
)
SELECT `table`, (length(`code`) - length(replace(upper(`code`), 'CHECK(', ''))) / 6 AS `checks` FROM `lines` WHERE `rest` = ''";

impl UpgradeWriter for Sqlite {
    fn split<'s>(&self, script: &'s str) -> Vec<&'s str> {
        split_statements(script)
    }

    fn other_statements(&self) -> &'static [&'static str] {
        &[
            "BEGIN IMMEDIATE",
            "COMMIT",
            "CREATE TEMP TABLE",
            "INSERT OR ROLLBACK INTO temp",
            "DROP TABLE temp",
            "CREATE VIEW",
            "DROP VIEW",
        ]
    }

    fn upgrade_frame(&self) -> UpgradeFrame {
        UpgradeFrame { begin: Vec::new(), check: None, end: &[] }
    }

    fn require_version(&self, stamp: &str, Versions { from, to }: Versions) -> Vec<String> {
        let newest = format!("(SELECT ifnull(max(`schema_version`), 0) FROM {stamp})");
        stop_if(&[
            (
                format!("the database already has schema version {to}: nothing to do"),
                format!("{newest} = {to}"),
            ),
            (format!("the database has a newer schema than version {to}"), format!("{newest} > {to}")),
            (
                format!(
                    "this script upgrades schema version {from} to {to} and the database has another version"
                ),
                format!("{newest} <> {from}"),
            ),
        ])
    }

    fn refuse_missing(&self, names: &[&TableName]) -> Vec<String> {
        let missing = |name: &&TableName| {
            let table = &name.table;
            (
                format!("{table} is missing: this is not a database of the earlier scripts"),
                format!(
                    "NOT EXISTS (SELECT 1 FROM `main`.`sqlite_schema` WHERE `type` = 'table' AND lower(`name`) = lower({}))",
                    text(table)
                ),
            )
        };
        stop_if(&names.iter().map(missing).collect::<Vec<_>>())
    }

    fn creating(&self, statement: String) -> String {
        statement.replacen("INDEX IF NOT EXISTS ", "INDEX ", 1)
    }

    fn refuse_existing(&self, name: &TableName) -> Vec<String> {
        let TableName { table, .. } = name;
        let exists = format!(
            "EXISTS (SELECT 1 FROM `main`.`sqlite_schema` WHERE lower(`name`) = lower({}))",
            text(table)
        );
        stop_if(&[(format!("{table} exists already: the script creates a table of this name"), exists)])
    }

    fn refuse_unknown_parts(&self, rebuilt: &[RebuiltTable<'_>]) -> Vec<String> {
        if rebuilt.is_empty() {
            return Vec::new();
        }
        let mut statements = vec![
            format!(
                "-- Stops the script if a table that it rebuilds has a part that the earlier scripts do not create.\n{CHECKS}"
            ),
            "CREATE TEMP TABLE `unknown_parts` (`table` TEXT, `part` TEXT)".to_owned(),
        ];
        statements.extend(rebuilt.iter().map(find_unknown_parts));
        statements.push(format!("SELECT `table` || ' has a part that the earlier scripts do not create: ' || `part` FROM {UNKNOWN_PARTS}"));
        let conditions: Vec<(String, String)> = rebuilt
            .iter()
            .map(|RebuiltTable { name, .. }| {
                let table = &name.table;
                (
                    format!(
                        "{table} has parts that the earlier scripts do not create: a rebuild could lose them"
                    ),
                    format!("EXISTS (SELECT 1 FROM {UNKNOWN_PARTS} WHERE `table` = {})", text(table)),
                )
            })
            .collect();
        statements.extend(stop_if(&conditions));
        statements
            .extend([format!("DROP TABLE {UNKNOWN_PARTS}"), "DROP VIEW `temp`.`check_counts`".to_owned()]);
        statements
    }

    fn refuse_violations(&self, name: &TableName) -> Vec<String> {
        let violated =
            format!("EXISTS (SELECT 1 FROM pragma_foreign_key_check({}, 'main'))", text(&name.table));
        stop_if(&[(format!("rows of {} violate its foreign keys", name.table), violated)])
    }

    fn instructions(&self, file: &str, versions: Option<Versions>) -> Vec<String> {
        let again = match versions {
            Some(Versions { to, .. }) => format!("On a database of version {to} the script stops with an error that says so, and changes nothing."),
            None => "Run the script once, on the tables of the earlier scripts: without a record of versions, it cannot tell later tables from them.".to_owned(),
        };
        vec![
            format!(
                "Run the file with `sqlite3 DATABASE < {file}`. A tool that continues after an error loses rows: it must stop, and close the connection."
            ),
            again,
        ]
    }
}

/// Returns the statements that stop a script with the message of the first condition that holds. No setting of a connection turns
/// `NOT NULL` off, as it does checks.
pub(super) fn stop_if(conditions: &[(String, String)]) -> Vec<String> {
    let columns: Vec<String> = conditions
        .iter()
        .map(|(message, _)| format!("    {} INTEGER NOT NULL", Sqlite.quote(message)))
        .collect();
    let values: Vec<String> = conditions
        .iter()
        .map(|(_, condition)| format!("    CASE WHEN {condition} THEN NULL ELSE 0 END"))
        .collect();
    vec![
        format!(
            "-- Stops the script at a NULL in a column whose name is the message.\n\
             CREATE TEMP TABLE `guard` (\n{}\n)",
            columns.join(",\n")
        ),
        format!("INSERT OR ROLLBACK INTO `temp`.`guard` SELECT\n{}", values.join(",\n")),
        "DROP TABLE `temp`.`guard`".to_owned(),
    ]
}

/// Returns the statement that lists the parts of a table that the earlier scripts do not create, and the tables that reference it.
fn find_unknown_parts(rebuilt: &RebuiltTable<'_>) -> String {
    let RebuiltTable { name, create, shape } = rebuilt;
    let table = text(&name.table);
    let known: Vec<String> = parts(shape, create).iter().map(|part| format!("({})", text(part))).collect();
    format!(
        "INSERT INTO {UNKNOWN_PARTS}\n\
         SELECT {table}, * FROM (\n    \
         SELECT 'column ' || lower(`name`) || ' ' || upper(replace(`type`, ' ', '')) || iif(`notnull` OR `pk`, ' not null', '') || iif(`pk`, ' key ' || `pk`, '')\n        \
         || iif(`hidden`, ' generated', '') || ifnull(' default ' || replace(`dflt_value`, ' ', ''), '') FROM pragma_table_xinfo({table}, 'main')\n    \
         UNION ALL SELECT `type` || ' ' || lower(`name`) FROM `main`.`sqlite_schema`\n        \
         WHERE lower(`tbl_name`) = lower({table}) AND `type` <> 'table' AND `sql` IS NOT NULL\n    \
         UNION ALL SELECT 'column ' || x.`seqno` || ' of index ' || lower(l.`name`) || ': ' || lower(ifnull(x.`name`, 'an expression')) || iif(x.`desc`, ' desc', '')\n        \
         || iif(l.`unique`, ' unique', '') || iif(l.`partial`, ' filtered', '')\n        \
         FROM pragma_index_list({table}, 'main') AS l, pragma_index_xinfo(l.`name`, 'main') AS x WHERE l.`origin` = 'c' AND x.`key`\n    \
         UNION ALL SELECT count(*) || ' unique constraints' FROM pragma_index_list({table}, 'main') WHERE `origin` = 'u'\n    \
         UNION ALL SELECT count(DISTINCT `id`) || ' foreign keys' FROM pragma_foreign_key_list({table}, 'main')\n    \
         UNION ALL SELECT 'foreign key ' || lower(`from`) || ' to ' || lower(`table`) || ' ' || lower(ifnull(`to`, ''))\n        \
         || iif(`on_delete` = 'NO ACTION', '', ' on delete ' || lower(`on_delete`)) || iif(`on_update` = 'NO ACTION', '', ' on update ' || lower(`on_update`))\n        \
         FROM pragma_foreign_key_list({table}, 'main')\n    \
         UNION ALL SELECT `checks` || ' checks' FROM `temp`.`check_counts` WHERE lower(`table`) = lower({table})\n    \
         UNION ALL SELECT 'reference from ' || t.`name` FROM `main`.`sqlite_schema` AS t, pragma_foreign_key_list(t.`name`, 'main') AS k\n        \
         WHERE t.`type` = 'table' AND lower(k.`table`) = lower({table}) AND lower(t.`name`) <> lower({table})\n    \
         EXCEPT VALUES {}\n)",
        known.join(", ")
    )
}

/// Returns the parts of a table in the form in which [`find_unknown_parts`] reads them.
fn parts(shape: &TableShape, create: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let (mut unique, mut foreign_keys) = (0, 0);
    let primary = shape.indexes().map(|(_, index)| index).find(|index| index.primary);
    for (part, definition) in shape.parts() {
        match definition {
            PartDefinition::Column(column) => parts.push(column_part(column, primary)),
            PartDefinition::Index(index) if index.constraint => unique += usize::from(!index.primary),
            PartDefinition::Index(index) => {
                let name = part.name.to_ascii_lowercase();
                for (at, column) in index.columns.iter().enumerate() {
                    let declared = shape.column(&column.name).map(|column| column.name.to_ascii_lowercase());
                    parts.push(format!(
                        "column {at} of index {name}: {}{}{}{}",
                        declared.as_deref().unwrap_or("an expression"),
                        if column.descending { " desc" } else { "" },
                        if index.unique { " unique" } else { "" },
                        if index.filter.is_some() { " filtered" } else { "" },
                    ));
                }
                parts.push(format!("index {name}"));
            }
            PartDefinition::ForeignKey(key) => {
                foreign_keys += 1;
                let columns = key.columns.iter().zip(&key.to);
                parts.extend(columns.map(|(column, to)| {
                    let part = format!("foreign key {column} to {} {to} {}", key.table, key.actions);
                    part.trim_end().to_ascii_lowercase()
                }));
            }
            PartDefinition::Check(_) | PartDefinition::Table(_) => {}
        }
    }
    parts.extend([
        format!("{unique} unique constraints"),
        format!("{foreign_keys} foreign keys"),
        format!("{} checks", count_checks(create)),
    ]);
    parts
}

fn column_part(column: &ColumnShape, primary: Option<&IndexShape>) -> String {
    let mut part = format!("column {} {}", column.name.to_ascii_lowercase(), column.ty.replace(' ', ""));
    let key = primary.and_then(|key| key.names().position(|name| name == column.name));
    part.push_str(if column.not_null || key.is_some() { " not null" } else { "" });
    if let Some(key) = key {
        part.push_str(&format!(" key {}", key + 1));
    }
    if matches!(column.generated, Some(GeneratedShape::Computed { .. })) {
        part.push_str(" generated");
    }
    if let Some(default) = &column.default_sql {
        part.push_str(&format!(" default {}", default.replace(' ', "")));
    }
    part
}

/// Returns the number of checks in a statement, counted as [`CHECKS`] counts them.
fn count_checks(create: &str) -> usize {
    let code: String = create.lines().map(|line| line.split(" -- ").next().unwrap_or_default()).collect();
    code.replace([' ', '\t'], "").to_ascii_uppercase().matches("CHECK(").count()
}

/// Returns a string literal.
fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

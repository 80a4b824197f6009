//! The tables that scripts create.

use super::parse::{created_by, indexed_by};
use super::{DefinitionRules, TableName, index_name};

/// A table that scripts create.
#[derive(Debug)]
pub(crate) struct CreatedTable {
    pub(crate) name: TableName,
    /// The statement that creates the table, and those that create its indexes.
    pub(crate) statements: Vec<String>,
    /// The names of the indexes.
    pub(crate) indexes: Vec<String>,
}

/// Returns the tables that these statements create, with their indexes; other statements are ignored.
pub(crate) fn created_tables<'s>(
    rules: &dyn DefinitionRules,
    statements: impl IntoIterator<Item = &'s str>,
) -> Vec<CreatedTable> {
    let mut tables: Vec<CreatedTable> = Vec::new();
    for statement in statements {
        if let Some(name) = created_by(rules, statement) {
            let statements = vec![statement.to_owned()];
            tables.push(CreatedTable { name, statements, indexes: Vec::new() });
        } else if let Some(of) = indexed_by(rules, statement)
            && let Some(table) =
                tables.iter_mut().find(|table| table.name.table.eq_ignore_ascii_case(&of.table))
        {
            table.indexes.push(index_name(rules, statement));
            table.statements.push(statement.to_owned());
        }
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{MSSQL, SQLITE};

    #[test]
    fn tables_and_their_indexes_are_found() {
        let script = "SET QUOTED_IDENTIFIER ON;|IF SCHEMA_ID(N's') IS NULL EXEC(N'CREATE SCHEMA [s]');|-- A table.\n\
            IF OBJECT_ID(N'[s].[t]', N'U') IS NULL\nCREATE TABLE [s].[t] ([a] INT NOT NULL);|\
            IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix')\nCREATE INDEX [ix] ON [s].[t] ([a]);|\
            CREATE OR ALTER VIEW [s].[v] AS SELECT 1 AS [a];";
        let tables = created_tables(MSSQL, script.split('|'));
        assert_eq!(tables.len(), 1, "{tables:?}");
        let CreatedTable { name, statements, indexes } = &tables[0];
        assert_eq!((name.schema.as_deref(), name.table.as_str()), (Some("s"), "t"));
        assert_eq!((statements.len(), indexes.as_slice()), (2, &["ix".to_owned()][..]));
    }

    #[test]
    fn temporary_tables_are_ignored() {
        let script = "BEGIN IMMEDIATE|CREATE TEMP TABLE `newer` (`a` INTEGER)|CREATE TABLE IF NOT EXISTS `main`.`s_t` ( -- s.t\n`a` INTEGER)|\
            CREATE UNIQUE INDEX IF NOT EXISTS `main`.`s_ux` ON `s_t` (`a`)|CREATE VIEW `main`.`v` AS SELECT 1";
        let tables = created_tables(SQLITE, script.split('|'));
        assert_eq!(tables.len(), 1, "{tables:?}");
        assert_eq!(tables[0].indexes, ["s_ux"]);
    }
}

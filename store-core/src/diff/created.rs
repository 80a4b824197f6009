//! The tables that the scripts of an earlier version create.

use super::parse::{created_by, indexed_by, statements, written_by};
use super::token::{Token, spelled, tokens};
use super::{DefinitionRules, TableName, TableShape};
use crate::error::{Error, ErrorKind};

/// A table that scripts create.
#[derive(Debug)]
pub(crate) struct CreatedTable {
    pub(crate) name: TableName,
    /// The statement that creates the table.
    pub(crate) create: String,
    /// The statements that create its indexes.
    pub(crate) indexes: Vec<String>,
}

impl CreatedTable {
    /// Returns the shape of the table.
    pub(crate) fn shape(&self, rules: &dyn DefinitionRules) -> TableShape {
        let indexes: Vec<&str> = self.indexes.iter().map(String::as_str).collect();
        statements(rules, &self.create, &indexes).1
    }
}

/// What the scripts of an earlier version leave in a database.
#[derive(Debug, Default)]
pub(crate) struct CreatedSchema {
    pub(crate) tables: Vec<CreatedTable>,
    /// The version that the scripts record; `None` if they record none.
    pub(crate) version: Option<i32>,
    /// Whether there is a script that records no version.
    has_unrecorded: bool,
}

/// How the scripts of an engine are read.
#[derive(Clone, Copy)]
pub(crate) struct ScriptRules<'r> {
    pub(crate) rules: &'r dyn DefinitionRules,
    /// The starts of the statements that create no table and no index.
    pub(crate) others: &'r [&'r str],
    /// The table in which scripts record themselves.
    pub(crate) stamp: Option<&'r TableName>,
}

impl CreatedSchema {
    /// Reads the statements of a script.
    ///
    /// # Errors
    ///
    /// [`Config`](ErrorKind::Config) for a statement that scripts do not contain: its effect on the tables is not known.
    pub(crate) fn read(
        &mut self,
        reader: ScriptRules<'_>,
        script: &str,
        statements: &[&str],
    ) -> Result<(), Error> {
        let error = |reason: &str| Error::new(ErrorKind::Config, format!("{script}: {reason}"));
        let mut recorded = None;
        for statement in statements {
            let all = tokens(statement);
            if all.is_empty() {
                continue;
            }
            let unknown = || {
                let start: Vec<String> = all.iter().take(8).map(spelled).collect();
                error(&format!(
                    "unknown statement `{} …`: pass the scripts as they were generated, and make other changes in the database",
                    start.join(" ")
                ))
            };
            let is_known = if reader.is_record(&all) {
                recorded = record_version(&all);
                recorded.is_some()
            } else {
                reader.is_other(&all) || has_one_verb(&all) && self.add(reader.rules, &all, statement)
            };
            if !is_known {
                return Err(unknown());
            }
        }
        match (self.version, recorded) {
            (Some(version), Some(recorded)) if version != recorded => {
                return Err(error(&format!(
                    "the script is for schema version {recorded}, and another is for version {version}: pass the scripts of one version"
                )));
            }
            _ => self.version = self.version.or(recorded),
        }
        self.has_unrecorded |= recorded.is_none();
        if self.has_unrecorded && self.version.is_some() {
            return Err(error(
                "some scripts record a version of the schema and others do not: pass the scripts of one version",
            ));
        }
        Ok(())
    }

    /// Adds the table or the index that a statement creates.
    fn add(&mut self, rules: &dyn DefinitionRules, all: &[Token], statement: &str) -> bool {
        if let Some(name) = created_by(rules, all) {
            let is_new = self.tables.iter().all(|table| table.name != name);
            self.tables.push(CreatedTable { name, create: statement.to_owned(), indexes: Vec::new() });
            return is_new;
        }
        let Some(of) = indexed_by(rules, all) else { return false };
        // On SQLite, the name of the table has no schema in `CREATE INDEX`.
        let is_same = |table: &&mut CreatedTable| {
            table.name.table == of.table && (of.schema.is_none() || table.name.schema == of.schema)
        };
        let table = self.tables.iter_mut().find(is_same);
        table.map(|table| table.indexes.push(statement.to_owned())).is_some()
    }
}

impl ScriptRules<'_> {
    /// Returns whether this is the statement that records a script.
    fn is_record(&self, all: &[Token]) -> bool {
        self.stamp.is_some() && written_by(self.rules, all).as_ref() == self.stamp && !changes_tables(all)
    }

    /// Returns whether this is a statement that changes no table and no index.
    fn is_other(&self, all: &[Token]) -> bool {
        let starts = |start: &&str| {
            let mut words = start.split(' ');
            let mut found = all.iter();
            words.all(|word| found.next().is_some_and(|token| is_word(token, word)))
        };
        self.others.iter().any(starts) && !changes_tables(all)
    }
}

fn is_word(token: &Token, word: &str) -> bool {
    token.name().is_some_and(|name| name.eq_ignore_ascii_case(word))
}

/// Returns whether a batch also changes a table or an index, except a temporary one.
fn changes_tables(all: &[Token]) -> bool {
    let is_verb = |token: &Token| ["CREATE", "ALTER", "DROP", "TRUNCATE"].iter().any(|verb| token.is(verb));
    let is_object = |token: &Token| {
        ["TABLE", "INDEX", "UNIQUE", "CLUSTERED", "NONCLUSTERED", "TRIGGER"].iter().any(|word| token.is(word))
    };
    let is_temporary = |rest: &[Token]| rest.get(2).is_some_and(|token| is_word(token, "temp"));
    all.windows(2)
        .enumerate()
        .any(|(at, pair)| is_verb(&pair[0]) && is_object(&pair[1]) && !is_temporary(&all[at..]))
        || all.iter().any(|token| token.is("sp_rename"))
}

/// Returns whether a statement that creates a table or an index does nothing else.
fn has_one_verb(all: &[Token]) -> bool {
    let verbs =
        ["CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "EXEC", "EXECUTE"];
    let mut found = 0;
    for (at, token) in all.iter().enumerate() {
        // The actions of a foreign key.
        let is_action = at > 0 && all[at - 1].is("ON");
        found += usize::from(!is_action && verbs.iter().any(|verb| token.is(verb)));
    }
    found == 1
}

/// Returns the version in the record of a script: the first of the inserted values.
fn record_version(all: &[Token]) -> Option<i32> {
    let values = all.iter().position(|token| token.is("VALUES"))?;
    all.get(values + 1).filter(|token| token.is_sign("("))?;
    all.get(values + 2)?.name()?.parse().ok()
}

/// The rules of an engine for tables that are known from scripts, which contain expressions as they were written. The catalog of SQL
/// Server shows them in another form, for which the engine's rules allow.
pub(crate) struct AsWritten<'r>(pub(crate) &'r dyn DefinitionRules);

impl DefinitionRules for AsWritten<'_> {
    fn normalize(&self, tokens: &[Token]) -> String {
        tokens.iter().map(spelled).collect::<Vec<_>>().join(" ")
    }

    fn quote(&self, name: &str) -> String {
        self.0.quote(name)
    }

    fn referenced_table(&self, schema: Option<String>, table: String) -> String {
        self.0.referenced_table(schema, table)
    }

    fn table_signature(&self, strict: bool, without_rowid: bool) -> Option<&'static str> {
        self.0.table_signature(strict, without_rowid)
    }

    fn keeps_values(&self, from: &str, to: &str, is_upgrade: bool) -> bool {
        self.0.keeps_values(from, to, is_upgrade)
    }

    fn is_same(&self, expected: &str, found: &str) -> bool {
        expected == found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{MSSQL, SQLITE};

    fn read(rules: &dyn DefinitionRules, others: &[&str], script: &str) -> Result<CreatedSchema, Error> {
        let stamp = TableName { schema: Some("s".to_owned()), table: "meta".to_owned() };
        let reader = ScriptRules { rules, others, stamp: Some(&stamp) };
        let mut schema = CreatedSchema::default();
        schema.read(reader, "0001_tables.sql", &script.split('|').collect::<Vec<_>>())?;
        Ok(schema)
    }

    #[test]
    fn tables_their_indexes_and_the_version_are_read() {
        let script = "SET QUOTED_IDENTIFIER ON;|-- A table.\nIF OBJECT_ID(N'[s].[t]', N'U') IS NULL\nCREATE TABLE [s].[t] ([a] INT NOT NULL);|\
            CREATE TABLE [r].[t] ([a] INT, CONSTRAINT [fk] FOREIGN KEY ([a]) REFERENCES [s].[t] ([a]) ON DELETE CASCADE);|\
            IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'ix')\nCREATE INDEX [ix] ON [r].[t] ([a]);|\
            UPDATE [s].[meta] SET [x] = 1; IF @@ROWCOUNT = 0 INSERT INTO [s].[meta] VALUES (7, N'0001_tables.sql')";
        let schema = read(MSSQL, &["SET QUOTED_IDENTIFIER"], script).unwrap();
        let tables: Vec<_> =
            schema.tables.iter().map(|table| (table.name.schema.as_deref(), table.indexes.len())).collect();
        assert_eq!(tables, [(Some("s"), 0), (Some("r"), 1)]);
        assert_eq!(schema.version, Some(7));
    }

    #[test]
    fn unknown_statements_are_errors() {
        let table = "CREATE TABLE IF NOT EXISTS `main`.`t` (`a` INTEGER)";
        for statement in [
            "ALTER TABLE t ADD COLUMN b",
            "DROP TABLE t",
            "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END",
            "INSERT INTO t VALUES (1)",
            "COMMIT; ALTER TABLE t ADD COLUMN b",
            "CREATE TABLE u (a) ALTER TABLE t ADD COLUMN b",
            "CREATE INDEX i ON unknown (a)",
            "CREATE TABLE `main`.`t` (`b` INTEGER)",
        ] {
            let error = read(SQLITE, &["COMMIT"], &format!("{table}|COMMIT|{statement}")).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config);
            assert!(
                error.message().starts_with("0001_tables.sql: unknown statement `"),
                "{statement}: {error}"
            );
        }
    }
}

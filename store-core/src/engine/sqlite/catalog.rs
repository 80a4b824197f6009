//! Reads the tables of a SQLite file. SQLite stores the statements that created its objects as they were written.

use super::{Sqlite, advice, introspection, owner};
use crate::diff::{
    Catalog, CatalogFuture, CatalogReader, DefinitionRules, IndexClash, NamedObject, Settings, StoredObjects,
    StoredView, TableName, TableShape, Token, ViewShape, create_view, index_name, rows, spelled, statements,
};
use crate::error::Error;
use crate::render::{IndexDefinition, TableDefinition};
use crate::schema::TableModel;

/// The statements that created a table or a view, its indexes and its triggers (<https://www.sqlite.org/schematab.html>). The index of a
/// key has no statement.
const STATEMENTS: &str = "SELECT `type`, `name`, `sql` FROM `main`.`sqlite_schema` WHERE lower(`tbl_name`) = lower(?1) AND `sql` IS NOT NULL ORDER BY rowid";

/// The names of the tables that reference a table.
const REFERENCING: &str = "SELECT DISTINCT t.`name` FROM `main`.`sqlite_schema` AS t, pragma_foreign_key_list(t.`name`) AS k \
     WHERE t.`type` = 'table' AND lower(k.`table`) = lower(?1) AND lower(t.`name`) <> lower(?1) ORDER BY t.`name`";

/// The indexes with one of these names that belong to another table: all indexes of a file share one namespace.
const INDEXES_OF_OTHERS: &str = "SELECT `name`, `tbl_name` FROM `main`.`sqlite_schema` WHERE `type` = 'index' \
     AND lower(`tbl_name`) <> lower(?1) AND lower(`name`) IN (SELECT lower(value) FROM json_each(?2)) ORDER BY `name`";

/// The table or the view with a name. `CREATE … IF NOT EXISTS` does not report the other one.
const OBJECT: &str = "SELECT `type`, `name` FROM `main`.`sqlite_schema` WHERE `type` IN ('table', 'view') AND lower(`name`) = lower(?1)";

/// The columns of a view whose statement does not name them.
const VIEW_COLUMNS: &str = "SELECT `name` FROM pragma_table_info(?1, 'main')";

impl Catalog for Sqlite {
    fn catalog_queries(&self) -> &'static [&'static str] {
        &[
            STATEMENTS,
            REFERENCING,
            INDEXES_OF_OTHERS,
            OBJECT,
            VIEW_COLUMNS,
            owner::STATEMENT,
            owner::CASCADES,
            introspection::RELATIONS,
        ]
    }

    fn settings(&self) -> Settings {
        Settings { query: advice::SETTINGS, rules: &advice::RULES }
    }

    fn read_table<'a>(
        &'a self,
        reader: &'a mut dyn CatalogReader,
        name: &'a TableName,
    ) -> CatalogFuture<'a, Option<TableShape>> {
        Box::pin(async move {
            let stored = stored_statements(reader, name).await?;
            if stored.table.is_empty() {
                return Ok(None);
            }
            let indexes: Vec<&str> = stored.indexes.iter().map(|(_, sql)| sql.as_str()).collect();
            Ok(Some(statements(self, &stored.table, &indexes).1))
        })
    }

    fn read_view<'a>(
        &'a self,
        reader: &'a mut dyn CatalogReader,
        name: &'a TableName,
    ) -> CatalogFuture<'a, Option<StoredView>> {
        Box::pin(async move {
            let stored = stored_statements(reader, name).await?;
            if stored.view.is_empty() {
                return Ok(None);
            }
            let (_, mut columns, query) = create_view(self, &stored.view);
            if columns.is_empty() {
                let found = rows::<1>(reader, VIEW_COLUMNS, &[&name.table]).await?;
                columns.extend(found.into_iter().filter_map(|[column]| column));
            }
            let columns = columns.into_iter().map(|column| (column, None)).collect();
            let shape = ViewShape { columns, query: Some(query) };
            Ok(Some(StoredView { shape, triggers: stored.triggers, obstacle: None }))
        })
    }

    fn read_object<'a>(
        &'a self,
        reader: &'a mut dyn CatalogReader,
        name: &'a TableName,
    ) -> CatalogFuture<'a, Option<NamedObject>> {
        Box::pin(async move {
            let found = rows::<2>(reader, OBJECT, &[&name.table]).await?.pop();
            let object = |[kind, name]: [Option<String>; 2]| {
                Some(NamedObject { kind: kind?, name: Sqlite.quote(&name?) })
            };
            Ok(found.and_then(object))
        })
    }

    fn index_clashes<'a>(
        &'a self,
        reader: &'a mut dyn CatalogReader,
        table: &'a TableDefinition,
        name: &'a TableName,
    ) -> CatalogFuture<'a, Vec<IndexClash>> {
        Box::pin(async move {
            if table.indexes.is_empty() {
                return Ok(Vec::new());
            }
            // A name contains no quote and no control character, so JSON escapes only the backslash.
            let escaped = |index: &IndexDefinition| index_name(self, &index.sql).replace('\\', "\\\\");
            let names = table.indexes.iter().map(|index| format!("\"{}\"", escaped(index)));
            let names = format!("[{}]", names.collect::<Vec<_>>().join(","));
            let found = rows::<2>(reader, INDEXES_OF_OTHERS, &[&name.table, &names]).await?;
            Ok(found.into_iter().filter_map(|[index, table]| Some(index_clash(index?, table?))).collect())
        })
    }

    fn check_owner<'a>(
        &'a self,
        reader: &'a mut dyn CatalogReader,
        model: &'a TableModel<'a>,
        name: &'a TableName,
    ) -> CatalogFuture<'a, ()> {
        Box::pin(owner::check_owner(reader, model, name))
    }

    fn check_cascades<'a>(
        &'a self,
        reader: &'a mut dyn CatalogReader,
        model: &'a TableModel<'a>,
        name: &'a TableName,
    ) -> CatalogFuture<'a, ()> {
        Box::pin(owner::check_cascades(reader, model, name))
    }

    fn checks_before_create(&self) -> bool {
        true
    }
}

fn index_clash(index: String, table: String) -> IndexClash {
    let fix = format!(
        "index {index} exists on table {table}, and index names are unique in a SQLite file: drop that index \
         (DROP INDEX {}) or create it with another name, then check again",
        Sqlite.quote(&index)
    );
    IndexClash { index, table, fix }
}

/// Reads the stored statements of a table and the names of the tables that reference it.
pub(super) async fn stored_objects(
    reader: &mut dyn CatalogReader,
    name: &TableName,
) -> Result<StoredObjects, Error> {
    let mut stored = stored_statements(reader, name).await?;
    for [table] in rows::<1>(reader, REFERENCING, &[&name.table]).await? {
        stored.referencing.extend(table);
    }
    Ok(stored)
}

async fn stored_statements(reader: &mut dyn CatalogReader, name: &TableName) -> Result<StoredObjects, Error> {
    let mut stored = StoredObjects::default();
    for [kind, name, sql] in rows::<3>(reader, STATEMENTS, &[&name.table]).await? {
        let (name, sql) = (name.unwrap_or_default(), sql.unwrap_or_default());
        match kind.as_deref() {
            Some("table") => stored.table = sql,
            Some("view") => stored.view = sql,
            Some("index") => stored.indexes.push((name, sql)),
            Some("trigger") => stored.triggers.push(sql),
            _ => {}
        }
    }
    Ok(stored)
}

impl DefinitionRules for Sqlite {
    /// Joins the tokens without outer parentheses; SQLite stores expressions as written.
    fn normalize(&self, tokens: &[Token]) -> String {
        without_parentheses(tokens).iter().map(spelled).collect::<Vec<_>>().join(" ")
    }

    fn quote(&self, name: &str) -> String {
        format!("`{}`", name.replace('`', "``"))
    }

    /// Returns the table alone, because a SQLite file has no schemas.
    fn referenced_table(&self, _schema: Option<String>, table: String) -> String {
        table
    }

    fn table_signature(&self, strict: bool, without_rowid: bool) -> Option<&'static str> {
        Some(match (strict, without_rowid) {
            (true, false) => "a STRICT table",
            (true, true) => "a STRICT table WITHOUT ROWID",
            (false, false) => "a table that is not STRICT",
            (false, true) => "a table WITHOUT ROWID that is not STRICT",
        })
    }

    /// A `STRICT` table refuses bytes as text, for example. But it converts digits to numbers and back, and integers to floats; and an
    /// integer may be a decimal without its point. A repair of an existing database converts them.
    fn keeps_values(&self, from: &str, to: &str, is_upgrade: bool) -> bool {
        let name = |ty: &str| ty.split('(').next().unwrap_or_default().to_owned();
        !is_upgrade || name(from) == name(to)
    }

    /// A foreign key without columns of the referenced table references the primary key, whose columns the struct names.
    fn is_same(&self, expected: &str, found: &str) -> bool {
        let references_key = || {
            let (before, after) = found.split_once(" ()")?;
            let list = expected.strip_prefix(before)?.strip_prefix(" (")?.strip_suffix(after)?;
            (before.contains(" REFERENCES ") && list.ends_with(')')).then_some(())
        };
        expected == found || references_key().is_some()
    }
}

/// Removes the parentheses around the whole expression.
fn without_parentheses(tokens: &[Token]) -> &[Token] {
    match tokens {
        [first, inner @ .., last] if first.is_sign("(") && last.is_sign(")") && closes_at_end(tokens) => {
            without_parentheses(inner)
        }
        _ => tokens,
    }
}

/// Returns whether the first parenthesis is closed by the last token.
fn closes_at_end(tokens: &[Token]) -> bool {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        if token.is_sign("(") {
            depth += 1;
        } else if token.is_sign(")") {
            depth -= 1;
            if depth == 0 {
                return at + 1 == tokens.len();
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::tokens;

    #[test]
    fn expressions_are_compared_as_written() {
        let equal = |left, right| Sqlite.normalize(&tokens(left)) == Sqlite.normalize(&tokens(right));
        assert!(equal("`a` IN ('x', 'y')", "(\"a\" in ('x','y'))"));
        assert!(equal("length(`a`) <= 40 -- why", "LENGTH(a)<=40"));
        assert!(!equal("length(`a`) <= 40", "length(a) < 40"));
        assert!(!equal("(a) OR (b)", "a OR b"));
    }
}

//! Reads the tables of SQL Server from its catalog views:
//! <https://learn.microsoft.com/sql/relational-databases/system-catalog-views/object-catalog-views-transact-sql>.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Mssql, advice, introspection};
use crate::diff::{
    Catalog, CatalogFuture, CatalogReader, CheckShape, ColumnShape, DefinitionRules, ForeignKeyShape,
    GeneratedShape, IndexShape, NamedObject, PartDefinition, PartKind, ROW_VERSION, Settings, SortedColumn,
    StoredView, TableName, TableShape, Token, ViewShape, actions, create_view, rows, spelled, tokens,
};
use crate::error::Error;

const COLUMNS: &str = "\
SELECT c.[name], t.[name], CAST(c.max_length AS NVARCHAR(20)), CAST(c.[precision] AS NVARCHAR(20)),
    CAST(c.[scale] AS NVARCHAR(20)), CAST(c.is_nullable AS NVARCHAR(1)), c.collation_name, d.[name], d.[definition],
    CASE WHEN c.is_computed = 1 THEN N'computed' WHEN c.is_identity = 1 THEN N'identity'
        WHEN t.[name] = N'timestamp' THEN N'rowversion' WHEN c.generated_always_type <> 0 THEN N'period' END,
    CAST(i.seed_value AS NVARCHAR(40)), CAST(i.increment_value AS NVARCHAR(40)),
    m.[definition], CAST(m.is_persisted AS NVARCHAR(1)),
    CASE WHEN t.is_user_defined = 1 THEN SCHEMA_NAME(t.[schema_id]) END, TYPE_NAME(c.system_type_id)
FROM sys.columns AS c
INNER JOIN sys.objects AS o ON o.object_id = c.object_id
INNER JOIN sys.types AS t ON t.user_type_id = c.user_type_id
LEFT JOIN sys.default_constraints AS d ON d.parent_object_id = c.object_id AND d.parent_column_id = c.column_id
LEFT JOIN sys.identity_columns AS i ON i.object_id = c.object_id AND i.column_id = c.column_id
LEFT JOIN sys.computed_columns AS m ON m.object_id = c.object_id AND m.column_id = c.column_id
WHERE c.object_id = OBJECT_ID(@P1) AND o.[type] = @P2
ORDER BY c.column_id;";

/// The types of tables and of views in `sys.objects`.
const TABLE: &str = "U";
const VIEW: &str = "V";

/// The kind of the object with a name.
const OBJECT: &str = "\
SELECT CASE o.[type] WHEN N'U' THEN N'table' WHEN N'V' THEN N'view' ELSE N'object' END
FROM sys.objects AS o
WHERE o.object_id = OBJECT_ID(@P1);";

const INDEXES: &str = "\
SELECT i.[name], CAST(i.is_primary_key AS NVARCHAR(1)), CAST(i.is_unique AS NVARCHAR(1)),
    CAST(i.is_unique_constraint AS NVARCHAR(1)), i.filter_definition, c.[name],
    CAST(ic.is_descending_key AS NVARCHAR(1)), CAST(ic.is_included_column AS NVARCHAR(1)),
    i.type_desc, CAST(i.[ignore_dup_key] AS NVARCHAR(1)), CAST(i.is_disabled AS NVARCHAR(1)),
    CAST(i.has_filter AS NVARCHAR(1))
FROM sys.indexes AS i
INNER JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
INNER JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
WHERE i.object_id = OBJECT_ID(@P1) AND i.[name] IS NOT NULL
ORDER BY i.[name], ic.is_included_column, ic.key_ordinal, ic.index_column_id;";

const CHECKS: &str = "\
SELECT k.[name], k.[definition], CAST(k.is_disabled AS NVARCHAR(1))
FROM sys.check_constraints AS k
WHERE k.parent_object_id = OBJECT_ID(@P1);";

const FOREIGN_KEYS: &str = "\
SELECT k.[name], a.[name], SCHEMA_NAME(o.schema_id), o.[name], b.[name],
    k.delete_referential_action_desc, k.update_referential_action_desc, CAST(k.is_disabled AS NVARCHAR(1))
FROM sys.foreign_keys AS k
INNER JOIN sys.foreign_key_columns AS kc ON kc.constraint_object_id = k.object_id
INNER JOIN sys.columns AS a ON a.object_id = kc.parent_object_id AND a.column_id = kc.parent_column_id
INNER JOIN sys.columns AS b ON b.object_id = kc.referenced_object_id AND b.column_id = kc.referenced_column_id
INNER JOIN sys.objects AS o ON o.object_id = kc.referenced_object_id
WHERE k.parent_object_id = OBJECT_ID(@P1)
ORDER BY k.[name], kc.constraint_column_id;";

/// The statement that created a view, which is NULL without the permission `VIEW DEFINITION`, and its first index.
const VIEW_DEFINITION: &str = "\
SELECT m.[definition], (SELECT MIN(i.[name]) FROM sys.indexes AS i WHERE i.object_id = o.object_id)
FROM sys.objects AS o
LEFT JOIN sys.sql_modules AS m ON m.object_id = o.object_id
WHERE o.object_id = OBJECT_ID(@P1) AND o.[type] = N'V';";

impl DefinitionRules for Mssql {
    /// Returns the sorted set of columns, functions and constants. SQL Server rewrites expressions: it adds parentheses and turns
    /// `IN` and `BETWEEN` into comparisons, but preserves this set.
    fn normalize(&self, tokens: &[Token]) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut negative = false;
        for (at, token) in tokens.iter().enumerate() {
            match token {
                Token::Sign(sign) => negative = sign == "-",
                // `IS NOT NULL` is not rewritten, and differs from `IS NULL`.
                _ if token.is("NOT") && tokens.get(at + 1).is_some_and(|next| next.is("NULL")) => {
                    parts.push("not null".to_owned());
                }
                Token::Word(word) if REWRITTEN.iter().any(|known| word.eq_ignore_ascii_case(known)) => {}
                _ => {
                    let sign = if std::mem::take(&mut negative) { "-" } else { "" };
                    parts.push(format!("{sign}{}", number(&spelled(token))));
                }
            }
        }
        parts.sort_unstable();
        parts.dedup();
        parts.join(" ")
    }

    fn quote(&self, name: &str) -> String {
        format!("[{}]", name.replace(']', "]]"))
    }

    fn referenced_table(&self, schema: Option<String>, table: String) -> String {
        schema.map_or_else(|| table.clone(), |schema| format!("{schema}.{table}"))
    }

    fn table_signature(&self, _strict: bool, _without_rowid: bool) -> Option<&'static str> {
        None
    }

    fn keeps_values(&self, from: &str, to: &str, _is_upgrade: bool) -> bool {
        super::conversion::keeps_values(from, to)
    }

    /// Compares without the collation if none is expected, since the column then has the database's, and without expressions
    /// that the catalog does not show.
    fn is_same(&self, expected: &str, found: &str) -> bool {
        let mut found = Cow::Borrowed(found);
        if !expected.contains(" COLLATE ")
            && let Some((ty, collation)) = found.split_once(" COLLATE ")
        {
            let rest = collation.find(' ').map_or("", |end| &collation[end..]);
            found = Cow::Owned(format!("{ty}{rest}"));
        }
        match found.strip_suffix(NOT_SHOWN) {
            Some(shown) => expected.starts_with(shown),
            None => expected == found,
        }
    }
}

/// The keywords that SQL Server replaces or inserts; it stores `CAST(a AS b)` as `CONVERT(b, a)`.
const REWRITTEN: [&str; 8] = ["AND", "OR", "IN", "BETWEEN", "NOT", "CAST", "CONVERT", "AS"];

/// Replaces an expression that the catalog does not show.
const NOT_SHOWN: &str = "(not shown)";

/// Returns a number in a normal form: SQL Server adds a point to a number that is too large for an integer, and digits to one
/// with an exponent. Other words are returned unchanged.
fn number(word: &str) -> String {
    if !word.starts_with(|ch: char| ch.is_ascii_digit()) {
        return word.to_owned();
    }
    match word.parse::<f64>() {
        Ok(value) if word.contains('e') => value.to_string(),
        _ => word.trim_end_matches('.').to_owned(),
    }
}

/// Returns whether a flag of the catalog is set.
fn is_set(flag: Option<&str>) -> bool {
    matches!(flag, Some("1" | "t"))
}

impl Catalog for Mssql {
    fn catalog_queries(&self) -> &'static [&'static str] {
        &[
            COLUMNS,
            OBJECT,
            INDEXES,
            CHECKS,
            FOREIGN_KEYS,
            VIEW_DEFINITION,
            introspection::RELATIONS,
            introspection::COLLATION,
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
        Box::pin(read(reader, name))
    }

    fn read_view<'a>(
        &'a self,
        reader: &'a mut dyn CatalogReader,
        name: &'a TableName,
    ) -> CatalogFuture<'a, Option<StoredView>> {
        Box::pin(read_view(reader, name))
    }

    fn read_object<'a>(
        &'a self,
        reader: &'a mut dyn CatalogReader,
        name: &'a TableName,
    ) -> CatalogFuture<'a, Option<NamedObject>> {
        Box::pin(async move {
            let name = qualified(name);
            let found = rows::<1>(reader, OBJECT, &[&name]).await?.pop();
            Ok(found.and_then(|[kind]| kind).map(|kind| NamedObject { kind, name }))
        })
    }
}

/// Returns the name in quotes, with its schema.
fn qualified(name: &TableName) -> String {
    let schema = name.schema.as_deref().map(|schema| Mssql.quote(schema) + ".").unwrap_or_default();
    format!("{schema}{}", Mssql.quote(&name.table))
}

async fn read_view(reader: &mut dyn CatalogReader, name: &TableName) -> Result<Option<StoredView>, Error> {
    let name = qualified(name);
    let Some([definition, index]) = rows::<2>(reader, VIEW_DEFINITION, &[&name]).await?.pop() else {
        return Ok(None);
    };
    let columns = rows::<16>(reader, COLUMNS, &[&name, VIEW]).await?.into_iter().map(|row| {
        let column = column(row);
        // A row version is read as bytes; a view does not make it.
        let ty = if column.ty == ROW_VERSION { "BINARY(8)".to_owned() } else { column.with_collation() };
        (column.name, Some(ty))
    });
    let shape = ViewShape {
        columns: columns.collect(),
        query: definition.map(|definition| create_view(&Mssql, &definition).2),
    };
    let obstacle = index.map(|index| {
        format!(
            "replacing the view would drop its index {index}: alter the view as the script declares it, and create the index again"
        )
    });
    Ok(Some(StoredView { shape, triggers: Vec::new(), obstacle }))
}

async fn read(reader: &mut dyn CatalogReader, name: &TableName) -> Result<Option<TableShape>, Error> {
    let table = qualified(name);
    let params: &[&str] = &[&table];
    let mut shape = TableShape::default();

    let columns = rows::<16>(reader, COLUMNS, &[&table, TABLE]).await?;
    if columns.is_empty() {
        return Ok(None);
    }
    for (place, row) in columns.into_iter().enumerate() {
        ColumnShape { place, ..column(row) }.add_to(&mut shape);
    }
    for index in indexes(rows::<12>(reader, INDEXES, params).await?) {
        index.add_to(&mut shape);
    }
    for [name, definition, disabled] in rows::<3>(reader, CHECKS, params).await? {
        let check = CheckShape {
            sql: definition.clone().unwrap_or_default(),
            condition: expression(definition),
            disabled: is_set(disabled.as_deref()),
        };
        shape.add(PartKind::Check, name.unwrap_or_default(), PartDefinition::Check(check));
    }
    for key in foreign_keys(rows::<8>(reader, FOREIGN_KEYS, params).await?) {
        key.add_to(&mut shape);
    }
    Ok(Some(shape))
}

fn column(row: [Option<String>; 16]) -> ColumnShape {
    let [name, ty, length, precision, scale, nullable, collation, constraint, default, rest @ ..] = row;
    let [kind, seed, increment, expression, persisted, alias_schema, base] = rest;
    let generated = self::generated([kind, seed, increment, expression, persisted]);
    let (name, ty) = (name.unwrap_or_default(), ty.unwrap_or_default());
    let sized = |name: &str| {
        let digits = |text: &Option<String>| text.clone().unwrap_or_default();
        type_name(name, &digits(&length), &digits(&precision), &digits(&scale))
    };
    if let Some(GeneratedShape::Computed { .. }) = generated {
        // The expression determines the rest.
        return ColumnShape { name, generated, base: Some(sized(&ty)), ..ColumnShape::default() };
    }
    let (ty, base) = match alias_schema {
        Some(schema) => (format!("{schema}.{ty}"), base.map(|base| sized(&base))),
        // The catalog has the deprecated name.
        None if generated == Some(GeneratedShape::RowVersion) => (ROW_VERSION.to_owned(), None),
        None => (sized(&ty), None),
    };
    ColumnShape {
        name,
        ty,
        collation,
        not_null: !is_set(nullable.as_deref()),
        default: constraint.as_ref().map(|_| self::expression(default.clone())),
        default_sql: default,
        default_name: constraint,
        generated,
        base,
        place: 0,
    }
}

/// Returns how the database makes the values of a column, from the words of [`COLUMNS`].
fn generated([kind, seed, increment, expression, persisted]: [Option<String>; 5]) -> Option<GeneratedShape> {
    Some(match kind?.as_str() {
        "computed" => GeneratedShape::Computed {
            sql: expression.clone().unwrap_or_default(),
            expression: self::expression(expression),
            stored: is_set(persisted.as_deref()),
        },
        "identity" => {
            let (seed, increment) = (seed.unwrap_or_default(), increment.unwrap_or_default());
            GeneratedShape::Identity(format!("IDENTITY({seed}, {increment})"))
        }
        "period" => GeneratedShape::Period,
        _ => GeneratedShape::RowVersion,
    })
}

/// Returns an expression of the catalog in its normal form. Without the permission `VIEW DEFINITION` expressions are NULL.
fn expression(sql: Option<String>) -> String {
    sql.map_or_else(|| NOT_SHOWN.to_owned(), |sql| Mssql.normalize(&tokens(&sql)))
}

/// Returns the type as a definition has it, from the length in bytes, precision and scale of the catalog.
fn type_name(name: &str, length: &str, precision: &str, scale: &str) -> String {
    let upper = name.to_uppercase();
    let bytes: i64 = length.parse().unwrap_or_default();
    let sized = |length: i64| match bytes {
        ..0 => format!("{upper}(MAX)"),
        _ => format!("{upper}({length})"),
    };
    match upper.as_str() {
        "NVARCHAR" | "NCHAR" => sized(bytes / 2),
        "VARCHAR" | "CHAR" | "VARBINARY" | "BINARY" => sized(bytes),
        "DATETIME2" | "TIME" | "DATETIMEOFFSET" => format!("{upper}({scale})"),
        "DECIMAL" | "NUMERIC" => format!("{upper}({precision}, {scale})"),
        _ => upper,
    }
}

/// The option of a unique index that ignores duplicates instead of rejecting them.
const IGNORES: &str = "WITH (IGNORE_DUP_KEY = ON)";

/// Returns the action of a foreign key, from the catalog's word for it.
fn action(word: Option<&str>) -> String {
    word.filter(|word| *word != "NO_ACTION").unwrap_or_default().replace('_', " ")
}

fn indexes(rows: Vec<[Option<String>; 12]>) -> Vec<IndexShape> {
    let mut indexes: BTreeMap<String, IndexShape> = BTreeMap::new();
    for row in rows {
        let [name, primary, unique, constraint, filter, column, descending, included, rest @ ..] = row;
        let [kind, ignores, disabled, filtered] = rest;
        let name = name.unwrap_or_default();
        let index = indexes.entry(name.clone()).or_insert_with(|| IndexShape {
            name,
            primary: is_set(primary.as_deref()),
            unique: is_set(unique.as_deref()),
            constraint: is_set(primary.as_deref()) || is_set(constraint.as_deref()),
            filter: (filter.is_some() || is_set(filtered.as_deref())).then(|| expression(filter.clone())),
            filter_sql: filter,
            clustered: kind.as_deref() == Some("CLUSTERED"),
            options: if is_set(ignores.as_deref()) { IGNORES.to_owned() } else { String::new() },
            exception: match kind {
                _ if is_set(disabled.as_deref()) => Some("disabled".to_owned()),
                Some(kind) if !["CLUSTERED", "NONCLUSTERED"].contains(&kind.as_str()) => Some(kind),
                _ => None,
            },
            ..IndexShape::default()
        });
        let name = column.unwrap_or_default();
        if is_set(included.as_deref()) {
            index.include.push(name);
        } else {
            index.columns.push(SortedColumn { name, descending: is_set(descending.as_deref()) });
        }
    }
    indexes.into_values().collect()
}

fn foreign_keys(rows: Vec<[Option<String>; 8]>) -> Vec<ForeignKeyShape> {
    let mut keys: BTreeMap<String, ForeignKeyShape> = BTreeMap::new();
    for [name, column, schema, table, to, delete, update, disabled] in rows {
        let name = name.unwrap_or_default();
        let key = keys.entry(name.clone()).or_insert_with(|| ForeignKeyShape {
            name,
            table: format!("{}.{}", schema.unwrap_or_default(), table.unwrap_or_default()),
            actions: actions(&action(delete.as_deref()), &action(update.as_deref()), false),
            disabled: is_set(disabled.as_deref()),
            ..ForeignKeyShape::default()
        });
        key.columns.extend(column);
        key.to.extend(to);
    }
    keys.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rewritten_expressions_are_equal() {
        let alike = |left, right| Mssql.normalize(&tokens(left)) == Mssql.normalize(&tokens(right));
        assert!(alike("[a] IN (N'x', N'it''s')", "([a]=N'it''s' OR [a]=N'x')"));
        assert!(alike("[a] BETWEEN 0 AND 65535", "([a]>=(0) AND [a]<=(65535))"));
        assert!(alike("(-7)", "((-7))"));
        assert!(alike("ISJSON(N'[' + [a] + N']') = 1", "(isjson((N'['+[a])+N']')=(1))"));
        assert!(alike("[a] = N'x' AND [b] IS NULL", "([a]='x' AND [b] IS NULL)"));
        assert!(alike("[a] BETWEEN 0 AND 4294967295", "([a]>=(0) AND [a]<=(4294967295.))"));
        assert!(alike("1e10", "((1.0000000000000000e+010))"));
        assert!(!alike("[a] IS NULL", "([a] IS NOT NULL)"));
        assert!(!alike("[a] IN (N'x')", "([a]=N'y')"));
        assert!(!alike("[a] IN (N'x')", "([b]=N'x')"));
        assert!(!alike("(7)", "((-7))"));
    }

    /// Returns a row of the catalog.
    fn row<const N: usize>(columns: [&str; N]) -> [Option<String>; N] {
        columns.map(|column| Some(column.to_owned()).filter(|column| column != "NULL"))
    }

    #[test]
    fn unusual_properties_of_an_index_are_part_of_its_signature() {
        let signatures = |kind, ignores, disabled| {
            let rows = vec![
                row(["ux", "0", "1", "0", "NULL", "a", "1", "0", kind, ignores, disabled, "0"]),
                row(["ux", "0", "1", "0", "NULL", "b", "0", "1", kind, ignores, disabled, "0"]),
            ];
            let mut shape = TableShape::default();
            indexes(rows).into_iter().for_each(|index| index.add_to(&mut shape));
            shape.parts().map(|(part, item)| format!("{part}: {}", item.signature())).collect::<Vec<_>>()
        };
        let plain = "key ux: UNIQUE (a) INCLUDE (b)";
        assert_eq!(signatures("NONCLUSTERED", "0", "0"), [plain]);
        assert_eq!(signatures("CLUSTERED", "0", "0"), [plain]);
        assert_eq!(signatures("NULL", "NULL", "NULL"), [plain]);
        assert_eq!(signatures("NONCLUSTERED", "1", "0"), [format!("{plain} WITH (IGNORE_DUP_KEY = ON)")]);
        assert_eq!(signatures("NONCLUSTERED", "0", "1"), [format!("{plain} (disabled)")]);
        assert_eq!(
            signatures("NONCLUSTERED COLUMNSTORE", "0", "0"),
            [format!("{plain} (NONCLUSTERED COLUMNSTORE)")]
        );
    }

    /// Without the permission to see definitions, the filter of an index is NULL, as without a filter.
    #[test]
    fn a_hidden_filter_differs_from_no_filter() {
        let text = |filter, filtered| {
            let found = indexes(vec![row([
                "ix",
                "0",
                "0",
                "0",
                filter,
                "a",
                "0",
                "0",
                "NONCLUSTERED",
                "0",
                "0",
                filtered,
            ])]);
            found.into_iter().map(|index| PartDefinition::Index(index).signature()).collect::<String>()
        };
        let wanted = text("([b]='x')", "1");
        assert!(Mssql.is_same(&wanted, &text("NULL", "1")));
        assert!(!Mssql.is_same(&wanted, &text("NULL", "0")));
        assert!(!Mssql.is_same(&text("NULL", "0"), &text("NULL", "1")));
    }

    #[test]
    fn actions_of_a_foreign_key_are_part_of_its_signature() {
        let text = |delete, update, disabled| {
            let found = foreign_keys(vec![row(["fk", "a", "s", "t", "id", delete, update, disabled])]);
            found.into_iter().map(|found| PartDefinition::ForeignKey(found).signature()).collect::<String>()
        };
        assert_eq!(text("NO_ACTION", "NO_ACTION", "0"), "(a) REFERENCES s.t (id)");
        let all = "(a) REFERENCES s.t (id) ON DELETE SET NULL ON UPDATE CASCADE (disabled)";
        assert_eq!(text("SET_NULL", "CASCADE", "1"), all);
    }

    #[test]
    fn hidden_expressions_are_not_drift() {
        let same = |expected: &str, found: &str| Mssql.is_same(expected, found);
        assert!(same("INT NOT NULL DEFAULT 7", "INT NOT NULL DEFAULT (not shown)"));
        assert!(!same("INT NOT NULL", "INT NOT NULL DEFAULT (not shown)"));
        assert!(!same("INT NULL DEFAULT 7", "INT NOT NULL DEFAULT (not shown)"));
        assert!(same("0 65535 a_u16", NOT_SHOWN));
    }

    #[test]
    fn the_collation_of_the_database_is_not_drift() {
        let same = |expected: &str, found: &str| Mssql.is_same(expected, found);
        let own = "NVARCHAR(MAX) COLLATE SQL_Latin1_General_CP1_CI_AS NOT NULL DEFAULT '{}'";
        assert!(same("NVARCHAR(MAX) NOT NULL DEFAULT '{}'", own));
        assert!(!same("NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL DEFAULT '{}'", own));
    }
}

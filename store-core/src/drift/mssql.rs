//! What SQL Server has of a table, from its catalog views:
//! <https://learn.microsoft.com/sql/relational-databases/system-catalog-views/object-catalog-views-transact-sql>.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::parse::{Place, actions};
use super::shape::{Check, Column, Index, Item, PartKind, Reference, Shape};
use super::token::{Token, spelled, tokens};
use super::{Rules, lines};
use crate::connection::Connection;
use crate::error::Error;
use crate::table::Table;

const COLUMNS: &str = "\
SELECT c.[name], t.[name], CAST(c.max_length AS NVARCHAR(20)), CAST(c.[precision] AS NVARCHAR(20)),
    CAST(c.[scale] AS NVARCHAR(20)), CAST(c.is_nullable AS NVARCHAR(1)), c.collation_name, d.[name], d.[definition],
    CASE WHEN c.is_computed = 1 OR c.is_identity = 1 OR c.generated_always_type <> 0 OR t.[name] = N'timestamp'
        THEN N'1' ELSE N'0' END
FROM sys.columns AS c
INNER JOIN sys.types AS t ON t.user_type_id = c.user_type_id
LEFT JOIN sys.default_constraints AS d ON d.parent_object_id = c.object_id AND d.parent_column_id = c.column_id
WHERE c.object_id = OBJECT_ID(@P1)
ORDER BY c.column_id;";

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

const REFERENCES: &str = "\
SELECT k.[name], a.[name], SCHEMA_NAME(o.schema_id), o.[name], b.[name],
    k.delete_referential_action_desc, k.update_referential_action_desc, CAST(k.is_disabled AS NVARCHAR(1))
FROM sys.foreign_keys AS k
INNER JOIN sys.foreign_key_columns AS kc ON kc.constraint_object_id = k.object_id
INNER JOIN sys.columns AS a ON a.object_id = kc.parent_object_id AND a.column_id = kc.parent_column_id
INNER JOIN sys.columns AS b ON b.object_id = kc.referenced_object_id AND b.column_id = kc.referenced_column_id
INNER JOIN sys.objects AS o ON o.object_id = kc.referenced_object_id
WHERE k.parent_object_id = OBJECT_ID(@P1)
ORDER BY k.[name], kc.constraint_column_id;";

pub(super) const QUERIES: &[&str] = &[COLUMNS, INDEXES, CHECKS, REFERENCES];

pub(super) struct Mssql;

impl Rules for Mssql {
    /// SQL Server writes expressions anew: it adds parentheses, turns `IN` into comparisons and `BETWEEN` into two. What is
    /// the same before and after is which columns, functions and constants stand there.
    fn expression(&self, tokens: &[Token]) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut negative = false;
        for (at, token) in tokens.iter().enumerate() {
            match token {
                Token::Sign(sign) => negative = sign == "-",
                // `IS NOT NULL` stays as it is, and is not `IS NULL`.
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

    fn quoted(&self, name: &str) -> String {
        format!("[{}]", name.replace(']', "]]"))
    }

    fn referred(&self, schema: Option<String>, table: String) -> String {
        schema.map_or_else(|| table.clone(), |schema| format!("{schema}.{table}"))
    }

    fn table(&self, _strict: bool) -> Option<&'static str> {
        None
    }

    /// A text without a collation of its own has that of the database; expressions may be hidden.
    fn is_same(&self, expected: &str, found: &str) -> bool {
        let mut found = Cow::Borrowed(found);
        if !expected.contains(" COLLATE ")
            && let Some((ty, collation)) = found.split_once(" COLLATE ")
        {
            let rest = collation.split_once(' ').map_or("", |(_, rest)| rest);
            found = Cow::Owned(format!("{ty} {rest}"));
        }
        match found.strip_suffix(NOT_SHOWN) {
            Some(shown) => expected.starts_with(shown),
            None => expected == found,
        }
    }
}

/// The words that SQL Server puts in the place of others.
const REWRITTEN: [&str; 5] = ["AND", "OR", "IN", "BETWEEN", "NOT"];

/// What stands for an expression that the catalog does not show.
const NOT_SHOWN: &str = "(not shown)";

/// A number in one form: one that is too great for an integer has a point at its end there, and one with an exponent more
/// digits. What is no number stays as it is.
fn number(word: &str) -> String {
    if !word.starts_with(|ch: char| ch.is_ascii_digit()) {
        return word.to_owned();
    }
    match word.parse::<f64>() {
        Ok(value) if word.contains('e') => value.to_string(),
        _ => word.trim_end_matches('.').to_owned(),
    }
}

/// What the catalog says in a column that is a flag.
fn is_set(flag: Option<&str>) -> bool {
    matches!(flag, Some("1" | "t"))
}

pub(super) async fn read<T, C>(connection: &mut C, place: &Place) -> Result<Option<Shape>, Error>
where
    T: Table,
    C: Connection + ?Sized,
{
    let schema = place.schema.as_deref().map(|schema| Mssql.quoted(schema) + ".").unwrap_or_default();
    let table = format!("{schema}{}", Mssql.quoted(&place.table));
    let mut shape = Shape::default();

    let columns = lines::<C, 10>(connection, COLUMNS, T::MODEL, &[&table]).await?;
    if columns.is_empty() {
        return Ok(None);
    }
    for [name, ty, length, precision, scale, nullable, collation, constraint, default, generated] in columns {
        let ty = type_text(
            &ty.unwrap_or_default(),
            &length.unwrap_or_default(),
            &precision.unwrap_or_default(),
            &scale.unwrap_or_default(),
        );
        Column {
            name: name.unwrap_or_default(),
            ty,
            collation,
            not_null: !is_set(nullable.as_deref()),
            default: constraint.as_ref().map(|_| definition(default.clone())),
            default_sql: default,
            default_name: constraint,
            generated: is_set(generated.as_deref()),
        }
        .add_to(&mut shape);
    }
    for index in indexes(lines::<C, 12>(connection, INDEXES, T::MODEL, &[&table]).await?) {
        index.add_to(&mut shape);
    }
    for [name, definition, disabled] in lines::<C, 3>(connection, CHECKS, T::MODEL, &[&table]).await? {
        let check = Check {
            sql: definition.clone().unwrap_or_default(),
            text: self::definition(definition),
            disabled: is_set(disabled.as_deref()),
        };
        shape.add(PartKind::Check, name.unwrap_or_default(), Item::Check(check));
    }
    for reference in references(lines::<C, 8>(connection, REFERENCES, T::MODEL, &[&table]).await?) {
        reference.add_to(&mut shape);
    }
    Ok(Some(shape))
}

/// An expression of the catalog; to one who may not see definitions (`VIEW DEFINITION`) it is NULL there.
fn definition(text: Option<String>) -> String {
    text.map_or_else(|| NOT_SHOWN.to_owned(), |text| Mssql.expression(&tokens(&text)))
}

/// The type as a definition has it, from the number of bytes, digits and places that the catalog keeps.
fn type_text(name: &str, length: &str, precision: &str, scale: &str) -> String {
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

/// The option of a unique index that drops duplicates instead of refusing them.
const IGNORES: &str = "WITH (IGNORE_DUP_KEY = ON)";

/// What a reference does, from the word of the catalog for it.
fn action(word: Option<&str>) -> String {
    word.filter(|word| *word != "NO_ACTION").unwrap_or_default().replace('_', " ")
}

fn indexes(lines: Vec<[Option<String>; 12]>) -> Vec<Index> {
    let mut indexes: BTreeMap<String, Index> = BTreeMap::new();
    for line in lines {
        let [name, primary, unique, constraint, filter, column, descending, included, rest @ ..] = line;
        let [kind, ignores, disabled, filtered] = rest;
        let name = name.unwrap_or_default();
        let index = indexes.entry(name.clone()).or_insert_with(|| Index {
            name,
            primary: is_set(primary.as_deref()),
            unique: is_set(unique.as_deref()),
            constraint: is_set(primary.as_deref()) || is_set(constraint.as_deref()),
            filter: (filter.is_some() || is_set(filtered.as_deref())).then(|| definition(filter.clone())),
            filter_sql: filter,
            clustered: kind.as_deref() == Some("CLUSTERED"),
            options: if is_set(ignores.as_deref()) { IGNORES.to_owned() } else { String::new() },
            oddity: match kind {
                _ if is_set(disabled.as_deref()) => Some("disabled".to_owned()),
                Some(kind) if !["CLUSTERED", "NONCLUSTERED"].contains(&kind.as_str()) => Some(kind),
                _ => None,
            },
            ..Index::default()
        });
        let mut column = column.unwrap_or_default();
        if is_set(included.as_deref()) {
            index.include.push(column);
        } else {
            if is_set(descending.as_deref()) {
                column.push_str(" DESC");
            }
            index.columns.push(column);
        }
    }
    indexes.into_values().collect()
}

fn references(lines: Vec<[Option<String>; 8]>) -> Vec<Reference> {
    let mut references: BTreeMap<String, Reference> = BTreeMap::new();
    for [name, column, schema, table, to, delete, update, disabled] in lines {
        let name = name.unwrap_or_default();
        let reference = references.entry(name.clone()).or_insert_with(|| Reference {
            name,
            table: format!("{}.{}", schema.unwrap_or_default(), table.unwrap_or_default()),
            actions: actions(&action(delete.as_deref()), &action(update.as_deref()), false),
            disabled: is_set(disabled.as_deref()),
            ..Reference::default()
        });
        reference.columns.extend(column);
        reference.to.extend(to);
    }
    references.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sql_server_rewrites_is_the_same() {
        let alike = |left, right| Mssql.expression(&tokens(left)) == Mssql.expression(&tokens(right));
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

    /// A line of the catalog.
    fn line<const N: usize>(columns: [&str; N]) -> [Option<String>; N] {
        columns.map(|column| Some(column.to_owned()).filter(|column| column != "NULL"))
    }

    #[test]
    fn what_an_index_does_otherwise_is_told() {
        let texts = |kind, ignores, disabled| {
            let lines = vec![
                line(["ux", "0", "1", "0", "NULL", "a", "1", "0", kind, ignores, disabled, "0"]),
                line(["ux", "0", "1", "0", "NULL", "b", "0", "1", kind, ignores, disabled, "0"]),
            ];
            let mut shape = Shape::default();
            indexes(lines).into_iter().for_each(|index| index.add_to(&mut shape));
            shape.parts().map(|(part, item)| format!("{part}: {}", item.text())).collect::<Vec<_>>()
        };
        let plain = "key ux: UNIQUE (a DESC) INCLUDE (b)";
        assert_eq!(texts("NONCLUSTERED", "0", "0"), [plain]);
        assert_eq!(texts("CLUSTERED", "0", "0"), [plain]);
        assert_eq!(texts("NULL", "NULL", "NULL"), [plain]);
        assert_eq!(texts("NONCLUSTERED", "1", "0"), [format!("{plain} WITH (IGNORE_DUP_KEY = ON)")]);
        assert_eq!(texts("NONCLUSTERED", "0", "1"), [format!("{plain} (disabled)")]);
        assert_eq!(
            texts("NONCLUSTERED COLUMNSTORE", "0", "0"),
            [format!("{plain} (NONCLUSTERED COLUMNSTORE)")]
        );
    }

    /// To one who may not see definitions the filter of an index is NULL, as it is where there is none.
    #[test]
    fn a_filter_that_is_not_shown_is_one() {
        let text = |filter, filtered| {
            let found = indexes(vec![line([
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
            found.into_iter().map(|index| Item::Index(index).text()).collect::<String>()
        };
        let wanted = text("([b]='x')", "1");
        assert!(Mssql.is_same(&wanted, &text("NULL", "1")));
        assert!(!Mssql.is_same(&wanted, &text("NULL", "0")));
        assert!(!Mssql.is_same(&text("NULL", "0"), &text("NULL", "1")));
    }

    #[test]
    fn what_a_reference_does_is_told() {
        let text = |delete, update, disabled| {
            let found = references(vec![line(["fk", "a", "s", "t", "id", delete, update, disabled])]);
            found.into_iter().map(|found| Item::Reference(found).text()).collect::<String>()
        };
        assert_eq!(text("NO_ACTION", "NO_ACTION", "0"), "(a) REFERENCES s.t (id)");
        let all = "(a) REFERENCES s.t (id) ON DELETE SET NULL ON UPDATE CASCADE (disabled)";
        assert_eq!(text("SET_NULL", "CASCADE", "1"), all);
    }

    #[test]
    fn what_is_not_shown_is_not_told() {
        let same = |expected: &str, found: &str| Mssql.is_same(expected, found);
        assert!(same("INT NOT NULL DEFAULT 7", "INT NOT NULL DEFAULT (not shown)"));
        assert!(!same("INT NOT NULL", "INT NOT NULL DEFAULT (not shown)"));
        assert!(!same("INT NULL DEFAULT 7", "INT NOT NULL DEFAULT (not shown)"));
        assert!(same("0 65535 a_u16", NOT_SHOWN));
    }

    #[test]
    fn the_collation_of_the_database_is_no_drift() {
        let same = |expected: &str, found: &str| Mssql.is_same(expected, found);
        let own = "NVARCHAR(MAX) COLLATE SQL_Latin1_General_CP1_CI_AS NOT NULL DEFAULT '{}'";
        assert!(same("NVARCHAR(MAX) NOT NULL DEFAULT '{}'", own));
        assert!(!same("NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NOT NULL DEFAULT '{}'", own));
    }
}

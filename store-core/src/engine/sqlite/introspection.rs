//! The tables of a SQLite file as structs.

use super::Sqlite;
use crate::diff::{ColumnShape, Introspection, PartDefinition, TableShape};
use crate::types::SqlType;

/// The tables and views (<https://www.sqlite.org/pragma.html#pragma_table_list>), in the order of their creation.
pub(super) const RELATIONS: &str = "SELECT l.`type`, NULL, l.`name` FROM pragma_table_list AS l LEFT JOIN `main`.`sqlite_schema` AS s ON s.`name` = l.`name` AND s.`type` IN ('table', 'view') \
     WHERE l.`schema` = 'main' AND l.`name` NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY s.rowid";

/// The names of types that SQLite gives the affinity of numbers, although their values are text.
const TEXT_WITH_NUMERIC_AFFINITY: [&str; 8] =
    ["DATE", "TIME", "JSON", "UUID", "GUID", "STRING", "XML", "ENUM"];

impl Introspection for Sqlite {
    fn relations_query(&self) -> &'static str {
        RELATIONS
    }

    /// Returns the type for the affinity of a column (<https://www.sqlite.org/datatype3.html#determination_of_column_affinity>).
    fn column_type(&self, column: &ColumnShape) -> Result<SqlType, String> {
        let ty = column.ty.as_str();
        let has = |parts: &[&str]| parts.iter().any(|part| ty.contains(part));
        match ty {
            "" => Err("it has no type, so its values can be of any type".to_owned()),
            "ANY" => Err("its values can be of any type".to_owned()),
            "BOOLEAN" | "BOOL" => Ok(SqlType::Bool),
            _ if has(&["INT"]) => Ok(SqlType::I64),
            _ if has(&["CHAR", "CLOB", "TEXT"]) => Ok(SqlType::Text(length(ty))),
            // The affinity of `BINARY` and `IMAGE` is that of numbers, which does not change bytes.
            _ if has(&["BLOB", "BINARY", "IMAGE"]) => Ok(SqlType::Bytes(None)),
            _ if has(&["REAL", "FLOA", "DOUB"]) => Ok(SqlType::F64),
            _ if has(&TEXT_WITH_NUMERIC_AFFINITY) => Ok(SqlType::Text(None)),
            _ => Ok(SqlType::F64),
        }
    }

    fn note(&self, column: &ColumnShape) -> Option<&'static str> {
        let is_text = matches!(self.column_type(column), Ok(SqlType::Text(_)));
        let is_numeric = !["CHAR", "CLOB", "TEXT"].iter().any(|part| column.ty.contains(part));
        (is_text && is_numeric)
            .then_some("SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.")
    }

    /// Returns whether the column is an `INTEGER PRIMARY KEY` (<https://www.sqlite.org/lang_createtable.html#rowid>).
    fn is_row_number(&self, column: &ColumnShape, table: &TableShape) -> bool {
        let without_rowid = table.parts().any(|(_, part)| match part {
            PartDefinition::Table(signature) => signature.contains("WITHOUT ROWID"),
            _ => false,
        });
        let is_key = |name: &str| {
            table.indexes().any(|(_, index)| {
                index.primary
                    && matches!(index.columns.as_slice(), [key] if key.name == name && !key.descending)
            })
        };
        column.ty == "INTEGER" && !without_rowid && is_key(&column.name)
    }
}

/// The longest length that a column declares in earnest.
const MAX_LEN: u32 = 1_000_000;

/// Returns the length in parentheses after the name of a type.
fn length(ty: &str) -> Option<u32> {
    let (_, rest) = ty.split_once('(')?;
    rest.strip_suffix(')')?.parse().ok().filter(|len| (1..=MAX_LEN).contains(len))
}

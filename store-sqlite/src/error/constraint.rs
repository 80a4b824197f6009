//! The table, column and constraint that the message of a constraint violation names.

use rusqlite::ffi;
use store_core::{Error, ErrorKind};

use super::TableInFile;

/// Adds to `error` the names that SQLite's `message` contains.
pub(super) fn locate(error: Error, code: i32, message: &str, table: Option<TableInFile<'_>>) -> Error {
    if code == ffi::SQLITE_CONSTRAINT_DATATYPE {
        return datatype(message, table).unwrap_or(error);
    }
    let Some((_, place)) = message.split_once("constraint failed: ") else { return error };
    match code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => unique(error, place, table),
        ffi::SQLITE_CONSTRAINT_NOTNULL => not_null(error, place, table),
        ffi::SQLITE_CONSTRAINT_CHECK => {
            Error::check_violation(place, message, table.map(|table| table.model)).with_code(i64::from(code))
        }
        _ => error,
    }
}

/// Reads `table.a, table.b`, or `index 'name'` for an index on expressions.
fn unique(error: Error, place: &str, table: Option<TableInFile<'_>>) -> Error {
    if let Some(index) = place.strip_prefix("index '") {
        return error.with_constraint(index.trim_end_matches('\''));
    }
    if let Some(table) = table
        && let Some(key) = table.model.keys.iter().find(|key| table.is_place(place, key.columns))
    {
        let error = error.with_table(table.model.name).with_constraint(key.name);
        return match key.columns {
            [only] => error.with_column(table.model.columns.names.at(*only)),
            _ => error,
        };
    }
    let Some((name, _)) = place.split_once('.') else { return error };
    let table = table.filter(|table| table.is_named(name)).map_or(name, |table| table.model.name);
    let error = error.with_table(table);
    // An index that the struct does not declare.
    match place.rsplit_once('.') {
        Some((_, column)) if !place.contains(", ") => error.with_column(column),
        _ => error,
    }
}

/// Reads `table.column`.
fn not_null(error: Error, place: &str, table: Option<TableInFile<'_>>) -> Error {
    if let Some(table) = table
        && let Some(column) = table.column_at(place)
    {
        return error.with_table(table.model.name).with_column(column);
    }
    match place.split_once('.') {
        Some((name, column)) => error.with_table(name).with_column(column),
        None => error,
    }
}

/// Reads `cannot store REAL value in INTEGER column table.column`.
///
/// SQLite calculates integers beyond 64 bits as floating-point numbers, which an integer column refuses.
fn datatype(message: &str, table: Option<TableInFile<'_>>) -> Option<Error> {
    let (types, place) = message.split_once(" column ")?;
    let (model, name) = table.as_ref().and_then(|table| Some((table.model, table.column_at(place)?)))?;
    let column = model.column(name)?;
    let overflow = types == "cannot store REAL value in INTEGER" && column.ty.int_range().is_some();
    let kind = if overflow { ErrorKind::OutOfRange } else { ErrorKind::InvalidValue };
    let code = i64::from(ffi::SQLITE_CONSTRAINT_DATATYPE);
    Some(Error::new(kind, message).with_code(code).with_table(model.name).with_column(column.name))
}

#[cfg(test)]
mod tests {
    use store_core::derive::PackedStrings;
    use store_core::schema::{Columns, Key, KeyKind, TableModel};
    use store_core::{Dialect, SchemaOverride, SqlType};

    use super::*;
    use crate::error::from_code;

    const TABLE: TableModel<'static> = TableModel {
        schema: Some("ingest"),
        name: "items",
        columns: Columns {
            names: PackedStrings::Each(&["id", "source", "name", "ok"]),
            types: &[SqlType::I64, SqlType::Text(Some(10)), SqlType::Text(None), SqlType::Bool],
            nullable: &[false; 4],
            ..Columns::NONE
        },
        keys: &[
            Key { name: "pk_items", kind: KeyKind::Primary, columns: &[0] },
            Key { name: "ux_items_name", kind: KeyKind::Unique, columns: &[1, 2] },
        ],
        ..TableModel::NONE
    };

    fn error_in(table: TableInFile<'_>, code: i32, message: &str) -> Error {
        from_code(code, message, Some(table))
    }

    fn error(code: i32, message: &str) -> Error {
        error_in(TableInFile { model: &TABLE, schema_override: None }, code, message)
    }

    #[test]
    fn a_violated_key_is_named_with_its_table() {
        let error = error(
            ffi::SQLITE_CONSTRAINT_UNIQUE,
            "UNIQUE constraint failed: ingest_items.source, ingest_items.name",
        );
        assert_eq!(error.kind(), ErrorKind::UniqueViolation);
        assert_eq!((error.table(), error.constraint()), (Some("items"), Some("ux_items_name")));
        assert_eq!(error.code(), Some(2067));
    }

    #[test]
    fn a_missing_value_is_named_with_its_column() {
        let error = error(ffi::SQLITE_CONSTRAINT_NOTNULL, "NOT NULL constraint failed: ingest_items.name");
        assert_eq!(error.kind(), ErrorKind::NotNullViolation);
        assert_eq!((error.table(), error.column()), (Some("items"), Some("name")));
    }

    #[test]
    fn a_table_is_recognized_by_its_whole_name_in_the_file() {
        let code = ffi::SQLITE_CONSTRAINT_PRIMARYKEY;
        let message = |table: &str| format!("UNIQUE constraint failed: {table}.id");

        // SQLite ignores the case of ASCII letters in names.
        for name in ["ingest_items", "INGEST_Items"] {
            let error = error(code, &message(name));
            assert_eq!((error.table(), error.constraint()), (Some("items"), Some("pk_items")));
            assert_eq!(error.column(), Some("id"));
        }
        let staging = SchemaOverride::new(Dialect::Sqlite, "staging").unwrap();
        let overridden = TableInFile { model: &TABLE, schema_override: Some(&staging) };
        for name in ["staging_items", "ingest_items"] {
            assert_eq!(error_in(overridden, code, &message(name)).constraint(), Some("pk_items"));
        }
        let without_schema = TableModel { schema: None, ..TABLE };
        let table = TableInFile { model: &without_schema, schema_override: Some(&staging) };
        assert_eq!(error_in(table, code, &message("items")).constraint(), Some("pk_items"));
        assert_eq!(error_in(table, code, &message("staging_items")).constraint(), None);

        // Names that only end like the table's.
        for other in ["other", "items", "staging_items", "old_ingest_items", "ingest_old_items"] {
            let error = error(code, &message(other));
            assert_eq!((error.table(), error.constraint()), (Some(other), None));
        }
        let not_null = error(ffi::SQLITE_CONSTRAINT_NOTNULL, "NOT NULL constraint failed: old_items.name");
        assert_eq!((not_null.table(), not_null.column()), (Some("old_items"), Some("name")));
    }

    #[test]
    fn a_violated_column_check_has_the_kind_of_the_rule() {
        let check =
            |name: &str| error(ffi::SQLITE_CONSTRAINT_CHECK, &format!("CHECK constraint failed: {name}"));
        assert_eq!(check("ck_items__source").kind(), ErrorKind::Truncated);
        assert_eq!(check("ck_items__source").column(), Some("source"));
        assert_eq!(check("ck_items__id").kind(), ErrorKind::OutOfRange);
        assert_eq!(check("ck_items__ok").kind(), ErrorKind::CheckViolation);
        assert_eq!(check("ck_positive").kind(), ErrorKind::CheckViolation);
        assert_eq!(check("ck_positive").constraint(), Some("ck_positive"));
    }

    #[test]
    fn integers_beyond_64_bits_are_out_of_range() {
        let stored = |types: &str, column: &str| {
            let message = format!("cannot store {types} column ingest_items.{column}");
            error(ffi::SQLITE_CONSTRAINT_DATATYPE, &message)
        };
        let overflow = stored("REAL value in INTEGER", "id");
        assert_eq!((overflow.kind(), overflow.column()), (ErrorKind::OutOfRange, Some("id")));
        assert_eq!((overflow.table(), overflow.code()), (Some("items"), Some(3091)));
        // The column in the file has another type than the struct's.
        for (types, column) in [("REAL value in INTEGER", "source"), ("TEXT value in INTEGER", "id")] {
            let mismatch = stored(types, column);
            assert_eq!((mismatch.kind(), mismatch.column()), (ErrorKind::InvalidValue, Some(column)));
        }
    }
}

//! SQLite's errors as kinds that all engines share.

use rusqlite::ffi;
use store_core::schema::TableModel;
use store_core::{Error, ErrorKind};

/// What rusqlite reports of a statement on `table`.
pub(crate) fn from_rusqlite(error: rusqlite::Error, table: Option<&TableModel<'_>>) -> Error {
    let found = match &error {
        rusqlite::Error::SqliteFailure(failure, message) => {
            let message = message.as_deref().unwrap_or_else(|| words(failure.extended_code));
            from_code(failure.extended_code, message, table)
        }
        rusqlite::Error::SqlInputError { error, msg, .. } => from_code(error.extended_code, msg, table),
        rusqlite::Error::InvalidParameterCount(given, wanted) => Error::new(
            ErrorKind::Misuse,
            format!("the statement takes {wanted} parameters, {given} were given"),
        ),
        rusqlite::Error::ExecuteReturnedResults => returns_rows(),
        rusqlite::Error::InvalidPath(_) | rusqlite::Error::NulError(_) => Error::new(
            ErrorKind::Config,
            "the path or text cannot be passed to SQLite: remove its zero bytes",
        ),
        rusqlite::Error::MultipleStatement => {
            Error::new(ErrorKind::Misuse, "the text holds several statements: run them one by one")
        }
        // The message of the others could show what a row holds.
        _ => Error::new(ErrorKind::Other, "rusqlite reports an error; see its source"),
    };
    in_table(found, table).with_source(error)
}

pub(crate) fn returns_rows() -> Error {
    Error::new(ErrorKind::Misuse, "the statement gives rows: use `for_each` to run it")
}

pub(crate) fn wrong_count(table: &TableModel<'_>, given: usize, wanted: usize) -> Error {
    let message = format!("the statement takes {wanted} parameters, {given} were given");
    Error::new(ErrorKind::Misuse, message).with_table(table.name)
}

pub(crate) fn closed() -> Error {
    Error::new(ErrorKind::Closed, "the handle was closed: open the database again")
}

fn in_table(error: Error, table: Option<&TableModel<'_>>) -> Error {
    match table {
        Some(table) if error.table().is_none() => error.with_table(table.name),
        _ => error,
    }
}

fn words(code: i32) -> &'static str {
    ffi::code_to_str(code)
}

/// The error of an extended result code with SQLite's message.
pub(crate) fn from_code(code: i32, message: &str, table: Option<&TableModel<'_>>) -> Error {
    let error = Error::new(kind(code, message), hint(code, message)).with_code(i64::from(code));
    if code == ffi::SQLITE_CONSTRAINT_DATATYPE {
        return datatype(message, table).unwrap_or(error);
    }
    let Some(place) = message.split_once("constraint failed: ").map(|(_, place)| place) else {
        return error;
    };
    match code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => unique(error, place, table),
        ffi::SQLITE_CONSTRAINT_NOTNULL => not_null(error, place, table),
        ffi::SQLITE_CONSTRAINT_CHECK => Error::broken_check(place, message, table).with_code(i64::from(code)),
        _ => error,
    }
}

fn kind(code: i32, message: &str) -> ErrorKind {
    match code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            return ErrorKind::UniqueViolation;
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => return ErrorKind::ForeignKeyViolation,
        ffi::SQLITE_CONSTRAINT_NOTNULL => return ErrorKind::NotNullViolation,
        ffi::SQLITE_CONSTRAINT_DATATYPE => return ErrorKind::InvalidValue,
        // The file ends before its last page.
        ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_CORRUPTFS => return ErrorKind::Corrupt,
        _ => {}
    }
    match code & 0xff {
        ffi::SQLITE_ERROR => kind_of_message(message),
        ffi::SQLITE_CONSTRAINT => ErrorKind::CheckViolation,
        ffi::SQLITE_PERM | ffi::SQLITE_AUTH => ErrorKind::PermissionDenied,
        ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED | ffi::SQLITE_PROTOCOL => ErrorKind::Busy,
        ffi::SQLITE_READONLY => ErrorKind::ReadOnly,
        // Programs interrupt a statement to end it in time; SQLite does not by itself.
        ffi::SQLITE_INTERRUPT => ErrorKind::Timeout,
        ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB | ffi::SQLITE_FORMAT => ErrorKind::Corrupt,
        ffi::SQLITE_FULL => ErrorKind::DiskFull,
        ffi::SQLITE_CANTOPEN => ErrorKind::Config,
        ffi::SQLITE_SCHEMA => ErrorKind::SchemaDrift,
        ffi::SQLITE_TOOBIG => ErrorKind::Truncated,
        ffi::SQLITE_MISMATCH => ErrorKind::InvalidValue,
        ffi::SQLITE_MISUSE | ffi::SQLITE_RANGE => ErrorKind::Misuse,
        _ => ErrorKind::Other,
    }
}

/// SQLite has one code for everything that is wrong with a statement; the message tells.
fn kind_of_message(message: &str) -> ErrorKind {
    let has = |part: &str| message.contains(part);
    let drift = has("no such table")
        || has("no such column")
        || has("has no column named")
        || has(" values were supplied")
        || has(" values for ")
        || has("ON CONFLICT clause does not match")
        || has("foreign key mismatch");
    // `table x already exists`, `there is already a table named x`, `there is already another table or index with this
    // name: x`, `duplicate column name: x`
    let taken = has("already exists") || has("there is already a") || has("duplicate column name");
    if drift {
        ErrorKind::SchemaDrift
    } else if taken {
        ErrorKind::AlreadyExists
    } else if has("integer overflow") {
        ErrorKind::OutOfRange
    } else if has("malformed JSON") {
        ErrorKind::InvalidValue
    } else if has("no transaction is active") || has("within a transaction") || has("no such savepoint") {
        ErrorKind::Misuse
    } else {
        ErrorKind::Other
    }
}

/// The message, with the fix where SQLite's words leave one guessing.
fn hint(code: i32, message: &str) -> String {
    let fix = match code & 0xff {
        ffi::SQLITE_CANTOPEN => "check that its folder exists and that this user may read and write it",
        ffi::SQLITE_NOTADB => "it is a file of another kind, or encrypted; name the file of a database",
        ffi::SQLITE_CORRUPT => "restore it from a copy, or save what is left with sqlite3's `.recover`",
        ffi::SQLITE_FULL => "free some space; the transaction was rolled back",
        ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => {
            "another connection held the write lock for longer than the busy timeout: try again"
        }
        ffi::SQLITE_READONLY if code == ffi::SQLITE_READONLY_DIRECTORY => {
            "SQLite has to make a file beside this one: copy it into a folder that may be written"
        }
        _ => return message.to_owned(),
    };
    format!("{message}: {fix}")
}

/// `table.a, table.b`, or `index 'name'` for an index on expressions.
fn unique(error: Error, place: &str, table: Option<&TableModel<'_>>) -> Error {
    if let Some(index) = place.strip_prefix("index '") {
        return error.with_constraint(index.trim_end_matches('\''));
    }
    let columns = || place.split(", ").map(|column| column.rsplit_once('.').map_or(column, |(_, name)| name));
    let Some((physical, _)) = place.split_once('.') else { return error };
    let Some(table) = own(table, physical) else { return error.with_table(physical) };
    let key = table.keys.iter().find(|key| {
        key.columns.len() == columns().count()
            && key.columns.iter().zip(columns()).all(|(at, name)| table.columns.names.at(*at) == name)
    });
    let error = error.with_table(table.name);
    let error = match key {
        Some(key) => error.with_constraint(key.name),
        None => error,
    };
    match columns().count() {
        1 => columns().fold(error, Error::with_column),
        _ => error,
    }
}

/// `table.column`
fn not_null(error: Error, place: &str, table: Option<&TableModel<'_>>) -> Error {
    let Some((physical, column)) = place.split_once('.') else { return error };
    error.with_table(own(table, physical).map_or(physical, |table| table.name)).with_column(column)
}

/// `cannot store REAL value in INTEGER column table.column`
///
/// SQLite computes integers beyond 64 bits as floating-point numbers, which a column of integers refuses.
fn datatype(message: &str, table: Option<&TableModel<'_>>) -> Option<Error> {
    let (types, place) = message.split_once(" column ")?;
    let (physical, column) = place.split_once('.')?;
    let table = own(table, physical)?;
    let column = table.column(column)?;
    let overflow = types == "cannot store REAL value in INTEGER" && column.ty.int_range().is_some();
    let kind = if overflow { ErrorKind::OutOfRange } else { ErrorKind::InvalidValue };
    let code = i64::from(ffi::SQLITE_CONSTRAINT_DATATYPE);
    Some(Error::new(kind, message).with_code(code).with_table(table.name).with_column(column.name))
}

/// The table of the statement, if it is the one in the file: there its name stands behind the schema's.
fn own<'m, 't>(table: Option<&'m TableModel<'t>>, physical: &str) -> Option<&'m TableModel<'t>> {
    table.filter(|table| {
        let schema = physical.strip_suffix(table.name);
        schema.is_some_and(|schema| schema.is_empty() || schema.ends_with('_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use store_core::SqlType;
    use store_core::schema::{Columns, Key, KeyKind, PackedStrings};
    
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

    fn of(code: i32, message: &str) -> Error {
        from_code(code, message, Some(&TABLE))
    }

    #[test]
    fn places_are_those_of_the_model() {
        let error = of(
            ffi::SQLITE_CONSTRAINT_UNIQUE,
            "UNIQUE constraint failed: ingest_items.source, ingest_items.name",
        );
        assert_eq!(error.kind(), ErrorKind::UniqueViolation);
        assert_eq!((error.table(), error.constraint()), (Some("items"), Some("ux_items_name")));
        assert_eq!(error.code(), Some(2067));

        let error = of(ffi::SQLITE_CONSTRAINT_PRIMARYKEY, "UNIQUE constraint failed: staging_items.id");
        assert_eq!((error.table(), error.constraint()), (Some("items"), Some("pk_items")));
        assert_eq!(error.column(), Some("id"));

        let error = of(ffi::SQLITE_CONSTRAINT_UNIQUE, "UNIQUE constraint failed: other.id");
        assert_eq!((error.table(), error.constraint()), (Some("other"), None));

        let error = of(ffi::SQLITE_CONSTRAINT_NOTNULL, "NOT NULL constraint failed: ingest_items.name");
        assert_eq!(error.kind(), ErrorKind::NotNullViolation);
        assert_eq!((error.table(), error.column()), (Some("items"), Some("name")));
    }

    #[test]
    fn checks_of_columns_tell_what_was_wrong() {
        let check =
            |name: &str| of(ffi::SQLITE_CONSTRAINT_CHECK, &format!("CHECK constraint failed: {name}"));
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
            of(ffi::SQLITE_CONSTRAINT_DATATYPE, &message)
        };
        let error = stored("REAL value in INTEGER", "id");
        assert_eq!((error.kind(), error.column()), (ErrorKind::OutOfRange, Some("id")));
        assert_eq!((error.table(), error.code()), (Some("items"), Some(3091)));
        // The column in the file is of another type than the struct's.
        for (types, column) in [("REAL value in INTEGER", "source"), ("TEXT value in INTEGER", "id")] {
            let error = stored(types, column);
            assert_eq!((error.kind(), error.column()), (ErrorKind::InvalidValue, Some(column)));
        }
    }

    #[test]
    fn codes_have_kinds() {
        for (code, message, kind) in [
            (ffi::SQLITE_ERROR, "no such table: x", ErrorKind::SchemaDrift),
            (ffi::SQLITE_ERROR, "table x already exists", ErrorKind::AlreadyExists),
            (ffi::SQLITE_ERROR, "there is already a table named x", ErrorKind::AlreadyExists),
            (ffi::SQLITE_ERROR, "there is already an index named x", ErrorKind::AlreadyExists),
            (
                ffi::SQLITE_ERROR,
                "there is already another table or index with this name: x",
                ErrorKind::AlreadyExists,
            ),
            (ffi::SQLITE_ERROR, "duplicate column name: x", ErrorKind::AlreadyExists),
            (ffi::SQLITE_ERROR, "near \"x\": syntax error", ErrorKind::Other),
            (ffi::SQLITE_BUSY_SNAPSHOT, "database is locked", ErrorKind::Busy),
            (ffi::SQLITE_LOCKED, "database table is locked", ErrorKind::Busy),
            (ffi::SQLITE_CORRUPT, "database disk image is malformed", ErrorKind::Corrupt),
            (ffi::SQLITE_NOTADB, "file is not a database", ErrorKind::Corrupt),
            (ffi::SQLITE_IOERR_SHORT_READ, "disk I/O error", ErrorKind::Corrupt),
            (ffi::SQLITE_IOERR_WRITE, "disk I/O error", ErrorKind::Other),
            (ffi::SQLITE_FULL, "database or disk is full", ErrorKind::DiskFull),
            (ffi::SQLITE_READONLY, "attempt to write a readonly database", ErrorKind::ReadOnly),
            (ffi::SQLITE_CANTOPEN, "unable to open database file", ErrorKind::Config),
            (ffi::SQLITE_TOOBIG, "string or blob too big", ErrorKind::Truncated),
            (
                ffi::SQLITE_CONSTRAINT_DATATYPE,
                "cannot store TEXT value in INTEGER column t.a",
                ErrorKind::InvalidValue,
            ),
            (
                ffi::SQLITE_CONSTRAINT_FOREIGNKEY,
                "FOREIGN KEY constraint failed",
                ErrorKind::ForeignKeyViolation,
            ),
        ] {
            assert_eq!(of(code, message).kind(), kind, "{message}");
        }
    }
}

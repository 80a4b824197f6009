//! SQLite's errors as the kinds that all engines share.

mod constraint;
mod kind;

use rusqlite::ffi;
use store_core::name_in_file;
use store_core::schema::TableModel;
use store_core::{Error, ErrorKind, SchemaOverride};

/// The table of a statement, by which its errors name tables, columns and constraints.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableInFile<'t> {
    pub(crate) model: &'t TableModel<'t>,
    pub(crate) schema_override: Option<&'t SchemaOverride>,
}

impl TableInFile<'_> {
    /// Returns the names that the table can have in the file, as `CREATE TABLE` writes them.
    fn names(&self) -> [String; 2] {
        let TableModel { schema, name: table, .. } = *self.model;
        let overridden = schema.and(self.schema_override).map(SchemaOverride::name);
        // The override need not include this table.
        [schema, overridden.or(schema)].map(|schema| name_in_file(schema, table))
    }

    /// Returns whether `name` is the table's name in the file.
    fn is_named(&self, name: &str) -> bool {
        self.names().iter().any(|own| own.eq_ignore_ascii_case(name))
    }

    /// Returns whether `place` is `table.a, table.b` for these columns, whatever characters the names contain.
    fn is_place(&self, place: &str, columns: &[usize]) -> bool {
        self.names().iter().any(|table| {
            let columns = columns.iter().map(|at| format!("{table}.{}", self.model.columns.names.at(*at)));
            columns.collect::<Vec<_>>().join(", ").eq_ignore_ascii_case(place)
        })
    }

    /// Returns the column of `place`, which is `table.column`.
    fn column_at(&self, place: &str) -> Option<&str> {
        let at = (0..self.model.columns.len()).find(|at| self.is_place(place, &[*at]))?;
        Some(self.model.columns.names.at(at))
    }
}

/// Converts an error of rusqlite for a statement on `table`.
pub(crate) fn from_rusqlite(error: rusqlite::Error, table: Option<TableInFile<'_>>) -> Error {
    let converted = match &error {
        rusqlite::Error::SqliteFailure(failure, message) => {
            let message = message.as_deref().unwrap_or_else(|| ffi::code_to_str(failure.extended_code));
            from_code(failure.extended_code, message, table)
        }
        rusqlite::Error::SqlInputError { error, msg, .. } => from_code(error.extended_code, msg, table),
        rusqlite::Error::InvalidParameterCount(given, expected) => wrong_parameter_count(*given, *expected),
        rusqlite::Error::ExecuteReturnedResults => returns_rows(),
        rusqlite::Error::InvalidPath(_) | rusqlite::Error::NulError(_) => {
            Error::new(ErrorKind::Config, "the path or the SQL contains a NUL byte: remove it")
        }
        rusqlite::Error::MultipleStatement => {
            Error::new(ErrorKind::Misuse, "multiple statements in one string: run them one by one")
        }
        // The messages of other errors could show a value of a row.
        _ => Error::new(ErrorKind::Other, "rusqlite failed: see the source of this error"),
    };
    in_table(converted, table).with_source(error)
}

/// Converts an extended result code with SQLite's message for a statement on `table`.
pub(crate) fn from_code(code: i32, message: &str, table: Option<TableInFile<'_>>) -> Error {
    let error = Error::new(kind::of_code(code, message), kind::with_fix(code, message));
    constraint::locate(error.with_code(i64::from(code)), code, message, table)
}

/// Names the table of the statement unless the error names one already.
pub(crate) fn in_table(error: Error, table: Option<TableInFile<'_>>) -> Error {
    match table {
        Some(table) if error.table().is_none() => error.with_table(table.model.name),
        _ => error,
    }
}

/// Creates the error of rows whose foreign keys were checked after the last of them.
pub(crate) fn foreign_key_violation(table: TableInFile<'_>) -> Error {
    let code = ffi::SQLITE_CONSTRAINT_FOREIGNKEY;
    in_table(from_code(code, "FOREIGN KEY constraint failed", Some(table)), Some(table))
}

/// Creates the error of a statement that returns rows, although its caller expects none.
pub(crate) fn returns_rows() -> Error {
    Error::new(ErrorKind::Misuse, "the statement returns rows: run it with `for_each`")
}

/// Creates the error of a statement with too few or too many parameters.
pub(crate) fn wrong_parameter_count(given: usize, expected: usize) -> Error {
    Error::new(ErrorKind::Misuse, format!("wrong number of parameters: expected {expected}, got {given}"))
}

/// Creates the error of a transaction that is ended before it has begun.
pub(crate) fn no_transaction() -> Error {
    Error::new(ErrorKind::Misuse, "no transaction is open: begin one first")
}

/// Creates the error of a call on a closed handle.
pub(crate) fn closed() -> Error {
    Error::new(ErrorKind::Closed, "the database handle is closed: open the database again")
}

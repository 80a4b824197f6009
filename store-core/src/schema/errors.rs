//! Errors that a driver reports for a statement on a table.

use super::TableModel;
use crate::error::{Error, ErrorKind};
use crate::types::{SqlType, Value, ValueError};

impl Error {
    /// Returns the error for a parameter that an engine cannot represent.
    pub fn invalid_parameter(error: &ValueError, value: &Value<'_>, table: &TableModel<'_>) -> Self {
        let kind = match value {
            _ if error.is_too_long() => ErrorKind::Truncated,
            Value::Timestamp(_)
            | Value::OffsetTimestamp { .. }
            | Value::DateTime(_)
            | Value::Date(_)
            | Value::Time(_) => ErrorKind::OutOfRange,
            _ => ErrorKind::InvalidValue,
        };
        Self::new(kind, error.to_string()).with_table(table.name)
    }

    /// Returns the error for a row that violates the check constraint `name`, in a statement on `table`.
    ///
    /// The check of a column's type, by default `ck_<table>__<column>`, enforces what the other engine's type enforces: a
    /// number outside its range is [`ErrorKind::OutOfRange`] and a value that is too long is [`ErrorKind::Truncated`], both
    /// with the column. Any other check is [`ErrorKind::CheckViolation`].
    ///
    /// ```
    /// use store_core::schema::{Columns, PackedStrings, TableModel};
    /// use store_core::{Error, ErrorKind, SqlType};
    ///
    /// let columns = Columns {
    ///     names: PackedStrings::Each(&["port"]), types: &[SqlType::U16], nullable: &[false], ..Columns::NONE
    /// };
    /// let table = TableModel { name: "hosts", columns, ..TableModel::NONE };
    /// let error = Error::check_violation("ck_hosts__port", "CHECK constraint failed: ck_hosts__port", Some(&table));
    /// assert_eq!((error.kind(), error.column()), (ErrorKind::OutOfRange, Some("port")));
    /// ```
    pub fn check_violation(name: &str, message: impl Into<String>, table: Option<&TableModel<'_>>) -> Self {
        let column = table.and_then(|table| table.column_of_check(name));
        let kind = match column.map(|column| column.ty) {
            Some(SqlType::Text(Some(_)) | SqlType::Bytes(Some(_))) => ErrorKind::Truncated,
            Some(SqlType::U64 | SqlType::Decimal { .. }) => ErrorKind::OutOfRange,
            Some(ty) if ty.is_arithmetic() => ErrorKind::OutOfRange,
            _ => ErrorKind::CheckViolation,
        };
        let error = Self::new(kind, message).with_constraint(name);
        match column {
            Some(column) => error.with_column(column.name),
            None => error,
        }
    }
}

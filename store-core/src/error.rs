//! The error type, the same for every engine.

use std::fmt;
use std::sync::Arc;

/// The kind of an [`Error`], the same for every engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Another row has the same primary or unique key.
    UniqueViolation,
    /// A foreign key has no referenced row, or a referenced row was to be deleted.
    ForeignKeyViolation,
    /// NULL in a `NOT NULL` column.
    NotNullViolation,
    /// A row violates a `CHECK` constraint.
    CheckViolation,
    /// A value is longer than its column.
    Truncated,
    /// A number is outside the range of its column.
    OutOfRange,
    /// A value that the database cannot represent, or of another type than its column.
    InvalidValue,
    /// A stored value does not have the type of its column, because another program wrote the file or table.
    Decode,
    /// Another connection holds the lock; a retry may succeed.
    Busy,
    /// The engine rolled back the transaction to resolve a deadlock; a retry of the whole transaction may succeed.
    Deadlock,
    /// Another transaction changed the same rows since this one began to read; a retry of the whole transaction may
    /// succeed.
    Conflict,
    /// The time limit is exceeded.
    Timeout,
    /// The connection is lost.
    ConnectionLost,
    /// The handle is closed.
    Closed,
    /// A table or column is missing, or differs from the one that the program was compiled with.
    SchemaDrift,
    /// The object to create exists already.
    AlreadyExists,
    /// The engine rejects the declaration of a table: deletes that cascade in a cycle or along two paths, a row that is
    /// too wide, or a reference to columns that are not a key.
    InvalidDefinition,
    /// The database file is damaged, or is not a database.
    Corrupt,
    /// The disk is full.
    DiskFull,
    /// The database does not allow writes by this user or program.
    ReadOnly,
    /// The database denies access to this user or program.
    PermissionDenied,
    /// No row has the key.
    NotFound,
    /// The lease on a work item has expired; another worker may hold the item.
    LeaseLost,
    /// The version to replace changed after it was read.
    VersionConflict,
    /// A statement of a batch changed or returned another number of rows than its guard expects.
    UnexpectedRowCount,
    /// A setting is invalid.
    Config,
    /// The call is invalid in the current state, such as a commit without a transaction.
    Misuse,
    /// Any other error; see [`Error::code`].
    Other,
}

impl ErrorKind {
    /// Returns whether the same call may succeed later without any other change: [`Busy`](Self::Busy),
    /// [`Conflict`](Self::Conflict), [`ConnectionLost`](Self::ConnectionLost), [`Deadlock`](Self::Deadlock) and
    /// [`Timeout`](Self::Timeout).
    ///
    /// After `ConnectionLost` and `Timeout` the call may have taken effect: repeat it only if doing it twice is right.
    /// A call within a transaction must be repeated together with the whole transaction.
    ///
    /// ```
    /// use store_core::ErrorKind;
    ///
    /// assert!(ErrorKind::Deadlock.is_transient());
    /// assert!(!ErrorKind::UniqueViolation.is_transient());
    /// ```
    pub const fn is_transient(self) -> bool {
        matches!(self, Self::Busy | Self::Conflict | Self::ConnectionLost | Self::Deadlock | Self::Timeout)
    }

    const fn description(self) -> &'static str {
        match self {
            Self::UniqueViolation => "duplicate key",
            Self::ForeignKeyViolation => "foreign key violation",
            Self::NotNullViolation => "NULL in a NOT NULL column",
            Self::CheckViolation => "check constraint violation",
            Self::Truncated => "value too long",
            Self::OutOfRange => "number out of range",
            Self::InvalidValue => "invalid value",
            Self::Decode => "cannot decode a stored value",
            Self::Busy => "database is busy",
            Self::Deadlock => "transaction rolled back as a deadlock victim",
            Self::Conflict => "another transaction changed the same rows",
            Self::Timeout => "timed out",
            Self::ConnectionLost => "connection lost",
            Self::Closed => "database handle is closed",
            Self::SchemaDrift => "database schema differs from the program's tables",
            Self::AlreadyExists => "already exists",
            Self::InvalidDefinition => "invalid table definition",
            Self::Corrupt => "file is damaged or not a database",
            Self::DiskFull => "disk is full",
            Self::ReadOnly => "database is read-only",
            Self::PermissionDenied => "permission denied",
            Self::NotFound => "not found",
            Self::LeaseLost => "lease lost",
            Self::VersionConflict => "version conflict",
            Self::UnexpectedRowCount => "unexpected number of rows",
            Self::Config => "invalid configuration",
            Self::Misuse => "invalid call",
            Self::Other => "database error",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.description())
    }
}

/// An error with its [kind](ErrorKind), the engine's error code, and the table, column or constraint.
///
/// The message says what happened and, where one exists, the fix. It never contains a value of a row.
///
/// ```
/// use store_core::{Error, ErrorKind};
///
/// let error = Error::new(ErrorKind::UniqueViolation, "UNIQUE constraint failed")
///     .with_code(2067)
///     .with_table("work_items")
///     .with_constraint("ux_work_items_dedupe");
/// assert_eq!(error.kind(), ErrorKind::UniqueViolation);
/// assert_eq!(
///     error.to_string(),
///     "duplicate key (table work_items, constraint ux_work_items_dedupe, engine code 2067): UNIQUE constraint failed"
/// );
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    message: String,
    code: Option<i64>,
    table: Option<String>,
    column: Option<String>,
    constraint: Option<String>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// Creates an error of this kind.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        let message = message.into();
        Self(Box::new(Inner {
            kind,
            message,
            code: None,
            table: None,
            column: None,
            constraint: None,
            source: None,
        }))
    }

    /// Sets the engine's error code.
    #[must_use]
    pub fn with_code(mut self, code: i64) -> Self {
        self.0.code = Some(code);
        self
    }

    /// Sets the table.
    #[must_use]
    pub fn with_table(mut self, table: impl Into<String>) -> Self {
        // A statement that the program writes need not concern a table.
        self.0.table = Some(table.into()).filter(|table| !table.is_empty());
        self
    }

    /// Sets the column.
    #[must_use]
    pub fn with_column(mut self, column: impl Into<String>) -> Self {
        self.0.column = Some(column.into());
        self
    }

    /// Sets the constraint or index.
    #[must_use]
    pub fn with_constraint(mut self, constraint: impl Into<String>) -> Self {
        self.0.constraint = Some(constraint.into());
        self
    }

    /// Sets the driver's error as the source.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    /// Returns the kind.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the engine's error code: SQL Server's error number or SQLite's extended result code.
    pub fn code(&self) -> Option<i64> {
        self.0.code
    }

    /// Returns the table, if known.
    pub fn table(&self) -> Option<&str> {
        self.0.table.as_deref()
    }

    /// Returns the column, if known.
    pub fn column(&self) -> Option<&str> {
        self.0.column.as_deref()
    }

    /// Returns the constraint or index, if known.
    pub fn constraint(&self) -> Option<&str> {
        self.0.constraint.as_deref()
    }

    /// Returns the message without the kind, table, column, constraint and code.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.write_str(inner.kind.description())?;
        let code = inner.code.map(|code| code.to_string());
        let places = [
            ("table", &inner.table),
            ("column", &inner.column),
            ("constraint", &inner.constraint),
            ("engine code", &code),
        ];
        let mut separator = " (";
        for (name, place) in places {
            if let Some(place) = place {
                write!(f, "{separator}{name} {place}")?;
                separator = ", ";
            }
        }
        f.write_str(if separator == ", " { ")" } else { "" })?;
        if inner.message.is_empty() { Ok(()) } else { write!(f, ": {}", inner.message) }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("message", &self.0.message)
            .field("code", &self.0.code)
            .field("table", &self.0.table)
            .field("column", &self.0.column)
            .field("constraint", &self.0.constraint)
            .field("source", &self.0.source)
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.source {
            Some(source) => Some(&**source),
            None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ErrorKind;

    #[test]
    fn locks_conflicts_and_lost_connections_are_transient() {
        use ErrorKind::{Busy, Conflict, ConnectionLost, Deadlock, Timeout};
        for kind in [Busy, Conflict, ConnectionLost, Deadlock, Timeout] {
            assert!(kind.is_transient(), "{kind:?}");
        }
        for kind in [
            ErrorKind::UniqueViolation,
            ErrorKind::Closed,
            ErrorKind::VersionConflict,
            ErrorKind::LeaseLost,
            ErrorKind::UnexpectedRowCount,
        ] {
            assert!(!kind.is_transient(), "{kind:?}");
        }
    }
}

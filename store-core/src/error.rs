//! What can go wrong, the same words for every engine.

use std::fmt;
use std::sync::Arc;

use crate::value::ValueError;

/// What kind of fault it is, whichever engine it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Another row has the same primary or unique key.
    UniqueViolation,
    /// A reference to a row that is not there, or from one that is.
    ForeignKeyViolation,
    /// NULL in a column that takes none.
    NotNullViolation,
    /// A row that breaks a check.
    CheckViolation,
    /// A value that is longer than its column.
    Truncated,
    /// A number beyond the range of its column.
    OutOfRange,
    /// A value that has no form in the database, or of another type than its column.
    InvalidValue,
    /// What was read is not a value of the column's type: the file or table was written by someone else.
    Decode,
    /// Another connection holds the lock; trying again may help.
    Busy,
    /// The engine ended the transaction to resolve a deadlock; trying it again as a whole may help.
    Deadlock,
    /// Another transaction changed the same rows since this one began to read; trying it again as a whole may
    /// help.
    Conflict,
    /// The time allowed is over.
    Timeout,
    /// The connection is gone.
    ConnectionLost,
    /// The handle was closed before.
    Closed,
    /// A table or column is missing or different from what the program was compiled with.
    SchemaDrift,
    /// What is to be created is there already.
    AlreadyExists,
    /// A table that the engine does not take as it is declared: deletes that cascade in a cycle or in two ways, a row that is
    /// too wide, a reference to what is no key.
    InvalidDefinition,
    /// The database file is damaged, or is none.
    Corrupt,
    /// There is no space left.
    DiskFull,
    /// The database does not let this user or program write.
    ReadOnly,
    /// The database does not let this user or program in.
    PermissionDenied,
    /// There is no row with the key.
    NotFound,
    /// The lease on a work item has ended: another worker may have the item now.
    LeaseLost,
    /// What was to be replaced has been changed by another since it was read.
    VersionConflict,
    /// A setting is wrong.
    Config,
    /// The calls came in an order that has no meaning, as a commit without a transaction.
    Misuse,
    /// Anything else; see [`Error::code`].
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

    const fn words(self) -> &'static str {
        match self {
            Self::UniqueViolation => "a row with the same key exists",
            Self::ForeignKeyViolation => "a reference between rows would be broken",
            Self::NotNullViolation => "a value is missing",
            Self::CheckViolation => "a row breaks a check",
            Self::Truncated => "a value is too long",
            Self::OutOfRange => "a number is out of range",
            Self::InvalidValue => "a value cannot be written",
            Self::Decode => "a value cannot be read",
            Self::Busy => "the database is busy",
            Self::Deadlock => "a deadlock was resolved against this transaction",
            Self::Conflict => "another transaction changed the same rows",
            Self::Timeout => "the time allowed is over",
            Self::ConnectionLost => "the connection is lost",
            Self::Closed => "the database handle is closed",
            Self::SchemaDrift => "the database differs from the program's tables",
            Self::AlreadyExists => "it exists already",
            Self::InvalidDefinition => "the table cannot be created as it is declared",
            Self::Corrupt => "the file is damaged or not a database",
            Self::DiskFull => "no space is left",
            Self::ReadOnly => "the database is read-only",
            Self::PermissionDenied => "permission is denied",
            Self::NotFound => "it is not there",
            Self::LeaseLost => "the lease has ended",
            Self::VersionConflict => "another has changed it since",
            Self::Config => "a setting is wrong",
            Self::Misuse => "the call has no meaning here",
            Self::Other => "the database reports an error",
        }
    }
}

/// A fault with its kind, the engine's own number, and what it concerns.
///
/// Its text says what happened and, where there is one, the fix; it never holds a value from a row.
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
///     "a row with the same key exists (table work_items, constraint ux_work_items_dedupe, engine code 2067): \
///      UNIQUE constraint failed"
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
    /// A fault of this kind.
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

    /// With the engine's own number.
    #[must_use]
    pub fn with_code(mut self, code: i64) -> Self {
        self.0.code = Some(code);
        self
    }

    /// With the table it concerns.
    #[must_use]
    pub fn with_table(mut self, table: impl Into<String>) -> Self {
        self.0.table = Some(table.into());
        self
    }

    /// With the column it concerns.
    #[must_use]
    pub fn with_column(mut self, column: impl Into<String>) -> Self {
        self.0.column = Some(column.into());
        self
    }

    /// With the constraint or index it concerns.
    #[must_use]
    pub fn with_constraint(mut self, constraint: impl Into<String>) -> Self {
        self.0.constraint = Some(constraint.into());
        self
    }

    /// With the driver's error.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.0.source = Some(Arc::from(source.into()));
        self
    }

    /// A value that cannot be written to a column.
    pub(crate) fn value(error: &ValueError, table: &str, column: &str) -> Self {
        let kind = if error.is_too_long() { ErrorKind::Truncated } else { ErrorKind::InvalidValue };
        Self::new(kind, error.to_string()).with_table(table).with_column(column)
    }

    /// What kind of fault it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The engine's own number: SQL Server's error number, SQLite's extended result code.
    pub fn code(&self) -> Option<i64> {
        self.0.code
    }

    /// The table it concerns, where that is known.
    pub fn table(&self) -> Option<&str> {
        self.0.table.as_deref()
    }

    /// The column it concerns, where that is known.
    pub fn column(&self) -> Option<&str> {
        self.0.column.as_deref()
    }

    /// The constraint or index it concerns, where that is known.
    pub fn constraint(&self) -> Option<&str> {
        self.0.constraint.as_deref()
    }

    /// What happened, without kind and place.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.write_str(inner.kind.words())?;
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
        for kind in
            [ErrorKind::UniqueViolation, ErrorKind::Closed, ErrorKind::VersionConflict, ErrorKind::LeaseLost]
        {
            assert!(!kind.is_transient(), "{kind:?}");
        }
    }
}

//! The kind of a result code, and the fix that its error suggests.

use rusqlite::ffi;
use store_core::ErrorKind;

/// Returns the kind of an extended result code with SQLite's message.
pub(super) fn of_code(code: i32, message: &str) -> ErrorKind {
    match code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            return ErrorKind::UniqueViolation;
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => return ErrorKind::ForeignKeyViolation,
        ffi::SQLITE_CONSTRAINT_NOTNULL => return ErrorKind::NotNullViolation,
        ffi::SQLITE_CONSTRAINT_DATATYPE => return ErrorKind::InvalidValue,
        // A read beyond the end of the file: the last pages are missing.
        ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_CORRUPTFS => return ErrorKind::Corrupt,
        _ => {}
    }
    match code & 0xff {
        ffi::SQLITE_ERROR => of_message(message),
        ffi::SQLITE_CONSTRAINT => ErrorKind::CheckViolation,
        ffi::SQLITE_PERM | ffi::SQLITE_AUTH => ErrorKind::PermissionDenied,
        ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED | ffi::SQLITE_PROTOCOL => ErrorKind::Busy,
        ffi::SQLITE_READONLY => ErrorKind::ReadOnly,
        // Only programs interrupt statements, to limit their time.
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

/// Returns the kind of an error with code `SQLITE_ERROR`, which covers all errors in a statement:
/// only the message distinguishes them.
fn of_message(message: &str) -> ErrorKind {
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

/// Returns SQLite's message, followed by the fix where the message does not imply one.
pub(super) fn with_fix(code: i32, message: &str) -> String {
    let fix = match code & 0xff {
        ffi::SQLITE_CANTOPEN => "check that the folder exists and that this user can read and write the file",
        ffi::SQLITE_NOTADB => "the file has another format or is encrypted; name a database file",
        ffi::SQLITE_CORRUPT => {
            "restore a backup, or salvage the content with the `.recover` command of the sqlite3 shell"
        }
        ffi::SQLITE_FULL => "free disk space; the transaction was rolled back",
        ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => {
            "another connection held the lock for longer than the busy timeout; retry the call"
        }
        ffi::SQLITE_READONLY if code == ffi::SQLITE_READONLY_DIRECTORY => {
            "SQLite must create a file next to the database; move the database to a writable folder"
        }
        _ => return message.to_owned(),
    };
    format!("{message}: {fix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_result_code_has_a_kind() {
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
            assert_eq!(of_code(code, message), kind, "{message}");
        }
    }
}

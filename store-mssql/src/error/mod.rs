//! Converts the driver's errors and SQL Server's error numbers to [`ErrorKind`]s.
//!
//! Numbers and messages are from
//! <https://learn.microsoft.com/en-us/sql/relational-databases/errors-events/database-engine-events-and-errors>.

mod message;

use std::io;

use store_core::schema::TableModel;
use store_core::{Error, ErrorKind};
use tiberius::error::{Error as DriverError, TokenError};

use message::{column_name, constraint_name, key_name, overflowed_column, safe_text};

/// Converts an error that the driver reports for a statement on `table`.
pub(crate) fn from_driver(error: DriverError, table: Option<&TableModel<'_>>) -> Error {
    let converted = match error {
        DriverError::Server(token) => from_server(&token, table),
        DriverError::Io { kind: io::ErrorKind::TimedOut, .. } => Error::new(
            ErrorKind::Timeout,
            "the server sent no response within the command timeout; the statement may have taken effect",
        ),
        // These messages of the driver name addresses and certificates, never a value of a row.
        DriverError::Io { message, .. } => Error::new(ErrorKind::ConnectionLost, message),
        DriverError::Protocol(message) => Error::new(ErrorKind::ConnectionLost, message),
        DriverError::Tls(message) => Error::new(ErrorKind::Config, tls_failure(&message)),
        DriverError::Routing { host, port } => Error::new(
            ErrorKind::ConnectionLost,
            format!("unexpected routing redirect: connect to {host}:{port}"),
        ),
        // The messages of the others may show values of a row.
        _ => Error::new(ErrorKind::Decode, "the driver cannot decode the server's response"),
    };
    match table {
        Some(table) if converted.table().is_none() => converted.with_table(table.name),
        _ => converted,
    }
}

/// Returns whether the connection is usable after this error.
pub(crate) fn leaves_usable(error: &DriverError) -> bool {
    // From severity 20 on, the server closes the connection.
    matches!(error, DriverError::Server(token) if token.class() < 20)
}

/// Explains why TLS failed and names the options that help; the driver's own advice names its functions.
fn tls_failure(message: &str) -> String {
    let reason = message.split(" To connect anyway").next().unwrap_or_default();
    let Some((_, reason)) = reason.split_once("TLS handshake: ") else {
        return format!("cannot encrypt the connection: {reason}");
    };
    let reason = reason.trim_end_matches('.');
    let fix = if reason.contains("not valid for name") {
        "connect by a name that is in the certificate, or set `host_name_in_certificate` (`HostNameInCertificate`) to \
         one"
    } else {
        "set `trust_ca_file` (`ServerCertificate`) to the file of its certificate authority, or, for a development \
         server only, set `trust_server_certificate` (`TrustServerCertificate`), which accepts any certificate"
    };
    format!("the server's certificate was rejected: {reason}: {fix}")
}

fn from_server(token: &TokenError, table: Option<&TableModel<'_>>) -> Error {
    let (number, text) = (token.code(), token.message());
    let kind = match kind(number) {
        Some(kind) => kind,
        None if number == CONSTRAINT => constraint_kind(text, table),
        None if token.class() >= 20 => ErrorKind::ConnectionLost,
        None => ErrorKind::Other,
    };
    let error = Error::new(kind, safe_text(number, text)).with_code(i64::from(number));
    match number {
        1505 | 2601 | 2627 => match key_name(number, text, table) {
            Some(name) => error.with_constraint(name),
            None => error,
        },
        CONSTRAINT => match constraint_name(text, table) {
            Some(name) if kind == ErrorKind::CheckViolation => {
                Error::check_violation(name, text, table).with_code(i64::from(number))
            }
            Some(name) => error.with_constraint(name),
            None => error,
        },
        220 | 232 | 8115 => match overflowed_column(text, table) {
            Some(column) => error.with_column(column),
            None => error,
        },
        515 | 2628 => match column_name(number, text) {
            Some(column) => error.with_column(column),
            None => error,
        },
        _ => error,
    }
}

/// Error numbers by kind; `docs/backends/sql-server.md` has the same table.
const KINDS: &[(ErrorKind, &[u32])] = &[
    (ErrorKind::UniqueViolation, &[1505, 2601, 2627]),
    (ErrorKind::NotNullViolation, &[515]),
    (ErrorKind::Truncated, &[2628, 8152]),
    (ErrorKind::OutOfRange, &[220, 232, 242, 244, 248, 517, 1007, 8115]),
    (ErrorKind::InvalidValue, &[206, 241, 245, 257, 260, 295, 529, 8114, 8169, 13_609]),
    (ErrorKind::Deadlock, &[1205]),
    (ErrorKind::Conflict, &[3960, 3961]),
    // Locks, memory, and the limits and restarts of Azure SQL.
    (ErrorKind::Busy, &[1204, 1221, 1222]),
    (ErrorKind::Busy, &[701, 802, 8645, 8651]),
    (ErrorKind::Busy, &[615, 4221, 10_928, 10_929, 40_197, 40_501, 40_613, 49_918, 49_919, 49_920]),
    (ErrorKind::SchemaDrift, &[207, 208, 213, 2812, 3701, 4902, 8622]),
    (ErrorKind::AlreadyExists, &[1913, 2705, 2714, 2759]),
    (ErrorKind::InvalidDefinition, &[1701, 1702, 1753, 1767, 1769, 1770, 1776, 1778, 1785]),
    (ErrorKind::Config, &[911, 4060, 4064]),
    (ErrorKind::PermissionDenied, &[229, 230, 262, 297, 300, 916, 2760, 15_247]),
    (ErrorKind::PermissionDenied, &[18_452, 18_456, 18_470, 18_486, 18_487, 18_488]),
    (ErrorKind::DiskFull, &[1101, 1105, 9002]),
    (ErrorKind::ReadOnly, &[978, 3906, 3908]),
    (ErrorKind::Corrupt, &[823, 824, 825]),
    (ErrorKind::Misuse, &[266, 3902, 3903, 3930, 3998, 6401]),
    (ErrorKind::ConnectionLost, &[596, 6005, 17_142, 17_147, 17_187, 17_188, 17_189, 18_401]),
    (ErrorKind::Timeout, &[3617]),
];

/// A violated check or foreign key; the message says which.
const CONSTRAINT: u32 = 547;

fn kind(number: u32) -> Option<ErrorKind> {
    KINDS.iter().find(|(_, numbers)| numbers.contains(&number)).map(|(kind, _)| *kind)
}

/// Distinguishes a violated check from a violated foreign key.
fn constraint_kind(text: &str, table: Option<&TableModel<'_>>) -> ErrorKind {
    let name = constraint_name(text, table).unwrap_or_default();
    let is_reference = table.is_some_and(|table| table.foreign_keys.iter().any(|key| key.name == name));
    let is_check = text.to_ascii_lowercase().contains("check constraint");
    if is_check && !is_reference { ErrorKind::CheckViolation } else { ErrorKind::ForeignKeyViolation }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_lists_the_same_numbers() {
        let document = include_str!("../../../docs/backends/sql-server.md");
        let rows: Vec<&str> = document.lines().filter(|line| line.starts_with("| `")).collect();
        let mut seen = Vec::new();
        for (kind, numbers) in KINDS {
            let row = rows
                .iter()
                .find(|row| row.starts_with(&format!("| `{kind:?}` |")))
                .unwrap_or_else(|| panic!("no row for {kind:?}"));
            for number in *numbers {
                let listed = row.split([' ', ',', ';']).any(|word| word.parse() == Ok(*number));
                assert!(listed, "{number} is missing in: {row}");
                assert!(!seen.contains(number), "{number} is listed twice");
                seen.push(*number);
            }
        }
        let kinds = rows.iter().skip_while(|row| !row.starts_with("| `UniqueViolation`"));
        let kinds = kinds.take_while(|row| !row.starts_with("| `Other`"));
        for word in kinds.flat_map(|row| row.split([' ', ',', ';'])) {
            if let Ok(number) = word.parse::<u32>() {
                assert!(seen.contains(&number) || [CONSTRAINT, 20].contains(&number), "{number} has no kind");
            }
        }
    }
}

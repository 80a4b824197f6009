//! SQL Server's errors as kinds that all engines share.
//!
//! Numbers and texts are those of
//! <https://learn.microsoft.com/en-us/sql/relational-databases/errors-events/database-engine-events-and-errors>.

use std::io;

use store_core::schema::TableModel;
use store_core::{Error, ErrorKind, SqlType};
use tiberius::error::{Error as Driver, TokenError};

/// What the driver reports of a statement on `table`.
pub(crate) fn from_driver(error: Driver, table: Option<&TableModel<'_>>) -> Error {
    let found = match error {
        Driver::Server(token) => from_server(&token, table),
        Driver::Io { kind: io::ErrorKind::TimedOut, .. } => Error::new(
            ErrorKind::Timeout,
            "the server was silent for longer than the command timeout; whether the statement took effect is not known",
        ),
        // The driver's words on these name addresses and certificates, never a value of a row.
        Driver::Io { message, .. } => lost(&message),
        Driver::Tls(message) => Error::new(ErrorKind::Config, untrusted(&message)),
        Driver::Protocol(message) => lost(&message),
        Driver::Routing { host, port } => {
            Error::new(ErrorKind::ConnectionLost, format!("the server sends on to {host}:{port} once more"))
        }
        // The message of the others could show what a row holds.
        _ => Error::new(ErrorKind::Decode, "the driver could not read the answer of the server"),
    };
    match table {
        Some(table) if found.table().is_none() => found.with_table(table.name),
        _ => found,
    }
}

/// Why the server's certificate is not trusted, and how it can be; the driver's own advice names its functions.
fn untrusted(message: &str) -> String {
    let reason = message.split(" To connect anyway").next().unwrap_or_default();
    let Some((_, reason)) = reason.split_once("TLS handshake: ") else {
        return format!("cannot encrypt the connection: {reason}");
    };
    let reason = reason.trim_end_matches('.');
    let fix = if reason.contains("not valid for name") {
        "connect by a name that the certificate has, or give that name as `HostNameInCertificate` \
         (`host_name_in_certificate`)"
    } else {
        "set SQLSERVER_CA_FILE (`ServerCertificate`, `trust_ca_file`) to the file of its certificate authority, or, for \
         a server of your own, SQLSERVER_TRUST_SERVER_CERTIFICATE=true (`TrustServerCertificate`), which trusts any \
         certificate"
    };
    format!("the server's certificate was rejected: {reason}: {fix}")
}

fn lost(message: &str) -> Error {
    Error::new(ErrorKind::ConnectionLost, message)
}

/// Whether the connection can be used after this error.
pub(crate) fn leaves_usable(error: &Driver) -> bool {
    // From severity 20 on the server closes the connection.
    matches!(error, Driver::Server(token) if token.class() < 20)
}

fn from_server(token: &TokenError, table: Option<&TableModel<'_>>) -> Error {
    let (number, text) = (token.code(), token.message());
    let kind = match kind(number) {
        Some(kind) => kind,
        None if number == CONSTRAINT => constraint_kind(text, table),
        None if token.class() >= 20 => ErrorKind::ConnectionLost,
        None => ErrorKind::Other,
    };
    let mut error = Error::new(kind, message(number, text)).with_code(i64::from(number));
    match number {
        1505 | 2601 | 2627 => {
            if let Some(name) = key_name(number, text, table) {
                error = error.with_constraint(name);
            }
        }
        CONSTRAINT => {
            if let Some(name) = constraint_name(text, table) {
                error = match kind {
                    ErrorKind::CheckViolation => {
                        Error::broken_check(name, text, table).with_code(i64::from(number))
                    }
                    _ => error.with_constraint(name),
                };
            }
        }
        220 | 232 | 8115 => {
            if let Some(column) = overflown(text, table) {
                error = error.with_column(column);
            }
        }
        515 | 2628 => {
            // 515 names the column first, then the table; 2628 the table first.
            let names: Vec<&str> = quoted(text, '\'').collect();
            let column = names.get(usize::from(number == 2628));
            if let Some(column) = column {
                error = error.with_column(*column);
            }
        }
        _ => {}
    }
    error
}

/// The kinds of error numbers; `docs/backends/sql-server.md` has the same table.
const KINDS: &[(ErrorKind, &[u32])] = &[
    (ErrorKind::UniqueViolation, &[1505, 2601, 2627]),
    (ErrorKind::NotNullViolation, &[515]),
    (ErrorKind::Truncated, &[2628, 8152]),
    (ErrorKind::OutOfRange, &[220, 232, 242, 244, 248, 517, 1007, 8115]),
    (ErrorKind::InvalidValue, &[206, 241, 245, 257, 260, 295, 529, 8114, 8169, 13_609]),
    (ErrorKind::Deadlock, &[1205]),
    (ErrorKind::Conflict, &[3960, 3961]),
    // Locks; memory; and the limits and restarts of Azure SQL.
    (ErrorKind::Busy, &[1204, 1221, 1222]),
    (ErrorKind::Busy, &[701, 802, 8645, 8651]),
    (ErrorKind::Busy, &[615, 4221, 10_928, 10_929, 40_197, 40_501, 40_613, 49_918, 49_919, 49_920]),
    (ErrorKind::SchemaDrift, &[207, 208, 213, 2812, 3701, 4902]),
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

/// A check that a row breaks, or a reference: the message tells.
const CONSTRAINT: u32 = 547;

fn kind(number: u32) -> Option<ErrorKind> {
    KINDS.iter().find(|(_, numbers)| numbers.contains(&number)).map(|(kind, _)| *kind)
}

/// Whether it is a check that a row breaks, or a reference.
fn constraint_kind(text: &str, table: Option<&TableModel<'_>>) -> ErrorKind {
    let name = constraint_name(text, table).unwrap_or_default();
    let reference = table.is_some_and(|table| table.foreign_keys.iter().any(|key| key.name == name));
    let check = text.to_ascii_lowercase().contains("check constraint");
    if check && !reference { ErrorKind::CheckViolation } else { ErrorKind::ForeignKeyViolation }
}

/// The column whose range a number has left, where the table has only one of the type that the message names.
fn overflown<'t>(text: &str, table: Option<&TableModel<'t>>) -> Option<&'t str> {
    // `…converting expression to data type int.`, `…for data type tinyint, value = 256.`, `…for type real, value = …`
    let (_, behind) = text.rsplit_once(" type ")?;
    let named = behind.split([',', '.', ':', ' ']).next()?;
    let mut columns = table?.columns.iter().filter(|column| type_name(column.ty) == named);
    columns.next().filter(|_| columns.next().is_none()).map(|column| column.name)
}

/// The name by which messages call the type of a number.
const fn type_name(ty: SqlType) -> &'static str {
    match ty {
        SqlType::U8 => "tinyint",
        SqlType::I16 => "smallint",
        SqlType::I32 | SqlType::U16 => "int",
        SqlType::I64 | SqlType::U32 => "bigint",
        SqlType::F32 => "real",
        SqlType::F64 => "float",
        SqlType::Decimal { .. } => "numeric",
        _ => "",
    }
}

/// The check or reference that a message names: one of the table's own, where it also names others.
fn constraint_name<'t>(text: &'t str, table: Option<&TableModel<'_>>) -> Option<&'t str> {
    let known = |name: &&str| {
        table.is_some_and(|table| {
            table.column_of_check(name).is_some()
                || table.checks.iter().any(|check| check.name == *name)
                || table.foreign_keys.iter().any(|key| key.name == *name)
        })
    };
    quoted(text, '"').find(known).or_else(|| quoted(text, '"').next())
}

/// What is said of an error: the server's words, unless they show a value of a row.
fn message(number: u32, text: &str) -> String {
    let words = match number {
        1505 | 2601 | 2627 => "another row has the same key",
        2628 | 8152 => "a text or binary value would be cut off",
        220 | 232 | 244 | 248 | 1007 | 8115 => "a number is beyond the range of its column",
        241 | 242 | 245 | 295 | 8114 | 8169 => "a value cannot be converted to the type of its column",
        13_609 => "a JSON text is not well formed",
        4060 => {
            "the database does not exist or does not let this login in: check its name and the user in it"
        }
        18_456 => "the login was refused: check user and password, and that SQL Server allows SQL logins",
        _ => return text.to_owned(),
    };
    words.to_owned()
}

/// The key that a message names.
///
/// Where the message has another form than SQL Server's, or an index is stored under a longer name, as on
/// Babelfish, the table's own keys tell.
fn key_name(number: u32, text: &str, table: Option<&TableModel<'_>>) -> Option<String> {
    let mut names: Vec<&str> = quoted(text, '\'').chain(quoted(text, '"')).collect();
    // These name the table first.
    if matches!(number, 1505 | 2601) && names.len() > 1 {
        names.rotate_left(1);
    }
    let known = |name: &&str| {
        let keys = table.map_or(&[][..], |table| table.keys).iter().map(|key| key.name);
        keys.filter(|key| name.starts_with(key)).max_by_key(|key| key.len())
    };
    names.iter().find_map(known).or(names.first().copied()).map(str::to_owned)
}

/// The names that stand between quotes. Where they end, values may follow, which no name precedes.
fn quoted(text: &str, quote: char) -> impl Iterator<Item = &str> {
    let names = text.split_once(" value is ").map_or(text, |(names, _)| names);
    let names = names.split_once(" value: ").map_or(names, |(names, _)| names);
    names.split(quote).skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_out_of_messages_and_values_are_not() {
        let text = "Cannot insert duplicate key row in object 'app.jobs' with unique index 'ux_jobs_key'. \
                    The duplicate key value is (it's 'secret').";
        assert_eq!(key_name(2601, text, None).as_deref(), Some("ux_jobs_key"));
        let text = "Violation of PRIMARY KEY constraint 'pk_jobs'. Cannot insert duplicate key in object 'app.jobs'. \
                    The duplicate key value is (secret).";
        assert_eq!(key_name(2627, text, None).as_deref(), Some("pk_jobs"));
        assert!(!message(2627, text).contains("secret"));
        let text = "String or binary data would be truncated in table 'db.app.jobs', column 'source'. Truncated value: 'x'y'.";
        assert_eq!(quoted(text, '\'').nth(1), Some("source"));
        assert!(!message(2628, text).contains("x'y"));
    }

    #[test]
    fn the_document_lists_the_same_numbers() {
        let document = include_str!("../../docs/backends/sql-server.md");
        let rows: Vec<&str> = document.lines().filter(|line| line.starts_with("| `")).collect();
        let mut seen = Vec::new();
        for (kind, numbers) in KINDS {
            let row = rows.iter().find(|row| row.starts_with(&format!("| `{kind:?}` |"))).expect("a row");
            for number in *numbers {
                let listed = row.split([' ', ',', ';']).any(|word| word.parse() == Ok(*number));
                assert!(listed, "{number} is missing in: {row}");
                assert!(!seen.contains(number), "{number} stands twice");
                seen.push(*number);
            }
        }
        let kinds = rows.iter().skip_while(|row| !row.starts_with("| `UniqueViolation`"));
        let kinds = kinds.take_while(|row| !row.starts_with("| `Other`"));
        for word in kinds.flat_map(|row| row.split([' ', ',', ';'])) {
            if let Ok(number) = word.parse::<u32>() {
                assert!(
                    seen.contains(&number) || [CONSTRAINT, 20].contains(&number),
                    "{number} is no kind here"
                );
            }
        }
    }

    #[test]
    fn a_stored_name_is_led_back_to_the_key() {
        use store_core::schema::{Key, KeyKind};
        let key = |name| Key { name, kind: KeyKind::Unique, columns: &[0] };
        let keys = [key("ux_jobs"), key("ux_jobs_key")];
        let table = TableModel { keys: &keys, ..TableModel::NONE };
        let text = "duplicate key value violates unique constraint \"ux_jobs_keyjobs2ab9\"";
        assert_eq!(key_name(2627, text, Some(&table)).as_deref(), Some("ux_jobs_key"));
    }
}

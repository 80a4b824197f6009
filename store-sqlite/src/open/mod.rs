//! Opens a database and makes the settings that the guarantees of the crate rely on.

mod path;

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use store_core::{Dialect, Error, ErrorKind};

use crate::error::from_rusqlite;
use crate::options::{SqliteOptions, Synchronous};
use crate::retry;

/// Opens a connection that writes, unless the options are for reading only.
pub(crate) fn open(options: &SqliteOptions) -> Result<Connection, Error> {
    connect_and_set_up(options).map_err(|error| match &options.path {
        Some(path) => path::name_file(error, path),
        None => error,
    })
}

/// Opens a connection of a reader.
pub(crate) fn open_reader(options: &SqliteOptions) -> Result<Connection, Error> {
    let connection = connect(options, true)?;
    set_cache_size(&connection, options.reader_cache_size())?;
    set_pragma(&connection, "query_only", "ON", 1)?;
    Ok(connection)
}

fn connect_and_set_up(options: &SqliteOptions) -> Result<Connection, Error> {
    options.check()?;
    let connection = connect(options, options.read_only)?;
    set_cache_size(&connection, options.cache_size)?;
    if !options.read_only {
        if let Some(bytes) = options.page_size {
            // Without effect on a file that has pages.
            execute(&connection, &format!("PRAGMA page_size = {bytes}"))?;
        }
        set_journal_mode(&connection, options)?;
        set_pragma(
            &connection,
            "wal_autocheckpoint",
            &options.wal_autocheckpoint.to_string(),
            options.wal_autocheckpoint.into(),
        )?;
    }
    check_page_size(&connection, options)?;
    set_pragma(&connection, "foreign_keys", "ON", 1)?;
    let number = match options.synchronous {
        Synchronous::Normal => 1,
        Synchronous::Full => 2,
    };
    set_pragma(&connection, "synchronous", &options.synchronous.to_string(), number)?;
    Ok(connection)
}

fn connect(options: &SqliteOptions, read_only: bool) -> Result<Connection, Error> {
    if let Some(schema) = &options.schema {
        schema.check(Dialect::Sqlite)?;
    }
    let mut flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags |= match (read_only, options.create_if_missing) {
        (true, _) => OpenFlags::SQLITE_OPEN_READ_ONLY,
        (false, false) => OpenFlags::SQLITE_OPEN_READ_WRITE,
        (false, true) => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
    };
    let connection = match &options.path {
        Some(path) => {
            path::check(path)?;
            open_file(path, flags).map_err(|error| {
                path::explain(from_rusqlite(error, None), path, options.create_if_missing && !read_only)
            })?
        }
        None => Connection::open_in_memory_with_flags(flags).map_err(|error| from_rusqlite(error, None))?,
    };
    connection.busy_timeout(options.busy_timeout).map_err(|error| from_rusqlite(error, None))?;
    // A plan depends on the statement only. Otherwise SQLite prepares a statement again when a parameter that the planner
    // has looked at gets another value, such as one after LIMIT, or after ANALYZE any that is compared with an indexed column.
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .map_err(|error| from_rusqlite(error, None))?;
    set_pragma(&connection, "temp_store", &options.temp_store.to_string(), options.temp_store.number())?;
    if let Some(bytes) = options.mmap_size {
        execute(&connection, &format!("PRAGMA mmap_size = {bytes}"))?;
    }
    Ok(connection)
}

fn set_cache_size(connection: &Connection, bytes: Option<u64>) -> Result<(), Error> {
    let Some(bytes) = bytes else { return Ok(()) };
    // A negative number is an amount of memory in kibibytes, not a number of pages.
    execute(connection, &format!("PRAGMA cache_size = -{}", bytes / 1_024))
}

fn open_file(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    if path.as_os_str().as_encoded_bytes().starts_with(b"file:") {
        // SQLite could read the name as a URI and open another file.
        return Connection::open_with_flags(Path::new(".").join(path), flags);
    }
    Connection::open_with_flags(path, flags)
}

/// Sets the write-ahead log, with which readers and the writer do not block each other, and checks that it is in use: a
/// file system without shared memory does not support it.
fn set_journal_mode(connection: &Connection, options: &SqliteOptions) -> Result<(), Error> {
    let wanted = if options.path.is_some() { "wal" } else { "memory" };
    let query = |sql: &str| -> Result<String, Error> {
        connection.query_row(sql, [], |row| row.get(0)).map_err(|error| from_rusqlite(error, None))
    };
    // SQLite does not call its busy handler when the mode is to be changed while another connection writes.
    let change = || match query("PRAGMA journal_mode") {
        Ok(mode) if mode != wanted => query(&format!("PRAGMA journal_mode = {wanted}")),
        result => result,
    };
    let mode = retry::while_busy(options.busy_timeout, Duration::from_millis(50), change)?;
    if mode == wanted {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Config,
        format!("cannot change the journal mode from `{mode}` to `{wanted}`: move the file to a local disk"),
    ))
}

/// Checks that the file has the page size of the options, if they have one.
fn check_page_size(connection: &Connection, options: &SqliteOptions) -> Result<(), Error> {
    let Some(wanted) = options.page_size else { return Ok(()) };
    let actual = pragma(connection, "page_size")?;
    if actual == i64::from(wanted) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Config,
        format!(
            "the file has pages of {actual} bytes, not {wanted}: remove the option `page_size`, or copy the rows to a new file"
        ),
    ))
}

fn execute(connection: &Connection, sql: &str) -> Result<(), Error> {
    connection.execute_batch(sql).map_err(|error| from_rusqlite(error, None))
}

fn pragma(connection: &Connection, name: &str) -> Result<i64, Error> {
    connection
        .query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
        .map_err(|error| from_rusqlite(error, None))
}

fn set_pragma(connection: &Connection, name: &str, value: &str, expected: i64) -> Result<(), Error> {
    execute(connection, &format!("PRAGMA {name} = {value}"))?;
    if pragma(connection, name)? == expected {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Config,
        format!("`PRAGMA {name} = {value}` has no effect: use a build of SQLite that supports it"),
    ))
}

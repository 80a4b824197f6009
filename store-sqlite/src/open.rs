//! Opens a file and holds it to what the crate promises of it.

use std::path::Path;
use std::time::Instant;

use rusqlite::{Connection, OpenFlags};
use store_core::{Dialect, Error, ErrorKind};

use crate::error::from_rusqlite;
use crate::options::{SqliteOptions, Synchronous};
use crate::path;
use crate::retry;

/// A connection that may write, unless the options say otherwise.
pub(crate) fn open(options: &SqliteOptions) -> Result<Connection, Error> {
    set_up(options).map_err(|error| match &options.path {
        Some(path) => path::name(error, path),
        None => error,
    })
}

fn set_up(options: &SqliteOptions) -> Result<Connection, Error> {
    let connection = connect(options, options.read_only)?;
    if !options.read_only {
        set_journal_mode(&connection, options)?;
    }
    set(&connection, "foreign_keys", "ON", "1")?;
    let (word, number) = match options.synchronous {
        Synchronous::Full => ("FULL", "2"),
        Synchronous::Normal => ("NORMAL", "1"),
    };
    set(&connection, "synchronous", word, number)?;
    Ok(connection)
}

/// A connection that reads only what others have committed.
pub(crate) fn open_reader(options: &SqliteOptions) -> Result<Connection, Error> {
    let connection = connect(options, true)?;
    set(&connection, "query_only", "ON", "1")?;
    Ok(connection)
}

fn connect(options: &SqliteOptions, read_only: bool) -> Result<Connection, Error> {
    options.schema.as_ref().map_or(Ok(()), |schema| schema.check(Dialect::Sqlite))?;
    let mut flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    flags |= match (read_only, options.create_if_missing) {
        (true, _) => OpenFlags::SQLITE_OPEN_READ_ONLY,
        (false, false) => OpenFlags::SQLITE_OPEN_READ_WRITE,
        (false, true) => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
    };
    options.path.as_deref().map_or(Ok(()), path::check)?;
    let opened = match &options.path {
        // SQLite would read a URI, and open another file than the one of this name.
        Some(path) if path.as_os_str().as_encoded_bytes().starts_with(b"file:") => {
            Connection::open_with_flags(Path::new(".").join(path), flags)
        }
        Some(path) => Connection::open_with_flags(path, flags),
        None => Connection::open_in_memory_with_flags(flags),
    };
    let connection = opened.map_err(|error| {
        let error = from_rusqlite(error, None);
        match &options.path {
            Some(path) => path::explain(error, path, options.create_if_missing && !read_only),
            None => error,
        }
    })?;
    connection.busy_timeout(options.busy_timeout).map_err(|error| from_rusqlite(error, None))?;
    // Finds a damaged page when it is read and not when something goes wrong later.
    set(&connection, "cell_size_check", "ON", "1")?;
    Ok(connection)
}

/// Sets the write-ahead log, which lets others read while one writes, and looks whether the file took it: a
/// file system without shared memory refuses.
fn set_journal_mode(connection: &Connection, options: &SqliteOptions) -> Result<(), Error> {
    let wanted = if options.path.is_some() { "wal" } else { "memory" };
    let deadline = Instant::now() + options.busy_timeout;
    // To change the mode SQLite needs the file for itself, and does not wait for it.
    let mode = retry::while_busy(deadline, || {
        let mode: String = connection
            .query_row("PRAGMA journal_mode", [], |row| row.get(0))
            .map_err(|error| from_rusqlite(error, None))?;
        if mode == wanted {
            return Ok(mode);
        }
        connection
            .query_row(&format!("PRAGMA journal_mode = {wanted}"), [], |row| row.get(0))
            .map_err(|error| from_rusqlite(error, None))
    })?;
    if mode == wanted {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Config,
        format!("the file stays in journal mode {mode:?} and refuses {wanted:?}: put it on a local disk"),
    ))
}

fn set(connection: &Connection, pragma: &str, value: &str, wanted: &str) -> Result<(), Error> {
    let failed = |error| from_rusqlite(error, None);
    connection.execute_batch(&format!("PRAGMA {pragma} = {value}")).map_err(failed)?;
    let number: i64 =
        connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0)).map_err(failed)?;
    if number.to_string() == wanted {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Config,
        format!("the connection does not take `PRAGMA {pragma} = {value}`: is this another build of SQLite?"),
    ))
}

//! Files that are missing, damaged, not databases, locked or full.

#![expect(clippy::unwrap_used, reason = "a failed `unwrap` fails the test")]

mod common;

use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use common::{Counter, Item, file, prepared};
use store_core::schema::StatementKind;
use store_core::{Connection, ConnectionExt, ErrorKind, Outcome, Params, Statement, Table, Transactional};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions, Synchronous, TempStore};

#[test]
fn options_are_applied_when_a_file_is_opened() {
    let (_folder, path) = file();
    let error = SqliteConnection::open(&SqliteOptions::new(&path).create_if_missing(false)).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Config, Some(14)));

    let pragma = |connection: &SqliteConnection, name: &str| -> String {
        let text = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
        connection.as_rusqlite().query_row(&text, [], |row| row.get(0)).unwrap()
    };
    let connection = SqliteConnection::open(&SqliteOptions::new(&path)).unwrap();
    assert_eq!(pragma(&connection, "journal_mode"), "wal");
    assert_eq!(pragma(&connection, "foreign_keys"), "1");
    assert_eq!(pragma(&connection, "synchronous"), "2");
    let connection =
        SqliteConnection::open(&SqliteOptions::new(&path).synchronous(Synchronous::Normal)).unwrap();
    assert_eq!(pragma(&connection, "synchronous"), "1");
    let memory = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
    assert_eq!(pragma(&memory, "journal_mode"), "memory");
}

#[test]
fn options_for_speed_are_applied_to_writers_and_readers() {
    let (_folder, path) = file();
    let options = SqliteOptions::new(&path)
        .page_size(8_192)
        .cache_size(5 << 20)
        .mmap_size(64 << 10)
        .temp_store(TempStore::Memory)
        .wal_autocheckpoint(77);
    for (options, log) in [(options.clone(), 77), (options.clone().read_only(true), 1_000)] {
        let connection = SqliteConnection::open(&options).unwrap();
        let settings = [
            ("page_size", 8_192),
            ("cache_size", -5 * 1_024),
            ("mmap_size", 65_536),
            ("temp_store", 2),
            ("wal_autocheckpoint", log),
        ];
        for (name, expected) in settings {
            let actual: i64 =
                connection.as_rusqlite().query_row(&format!("PRAGMA {name}"), [], |row| row.get(0)).unwrap();
            assert_eq!(actual, expected, "{name}");
        }
    }
    SqliteConnection::open(&SqliteOptions::new(&path)).unwrap();
    let huge =
        SqliteOptions::new(&path).cache_size(u64::MAX).mmap_size(u64::MAX).wal_autocheckpoint(u32::MAX);
    SqliteConnection::open(&huge).unwrap();
}

#[test]
fn readers_share_half_of_the_cache() {
    let (_folder, path) = file();
    let mut sqlite =
        pollster::block_on(Sqlite::open(SqliteOptions::new(&path).cache_size(16 << 20).readers(4))).unwrap();
    let mut read = |kind| {
        let statement =
            Statement::new("SELECT cache_size FROM pragma_cache_size", "cache", kind, Item::MODEL);
        let mut found = 0;
        let each = |(size,): (i64,)| {
            found = size;
            ControlFlow::Continue(())
        };
        pollster::block_on(sqlite.for_each(statement, Params::all(&[]), each)).unwrap();
        found
    };
    assert_eq!(read(StatementKind::Read), -2 * 1_024);
    assert_eq!(read(StatementKind::Write), -16 * 1_024);
}

#[test]
fn a_page_size_that_a_file_cannot_have_is_refused() {
    let (_folder, path) = file();
    for bytes in [0, 256, 5_000, 131_072] {
        let error = SqliteConnection::open(&SqliteOptions::new(&path).page_size(bytes)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.message().contains("use a power of two from 512 to 65536"), "{error}");
    }
    assert!(!path.exists());
    SqliteConnection::open(&SqliteOptions::new(&path)).unwrap();
    for read_only in [false, true] {
        let options = SqliteOptions::new(&path).page_size(8_192).read_only(read_only);
        let error = SqliteConnection::open(&options).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.message().contains("the file has pages of 4096 bytes, not 8192"), "{error}");
    }
}

#[test]
fn a_path_that_cannot_be_opened_is_refused_with_the_reason() {
    let (folder, path) = file();
    let cut = "x".repeat(300);
    fs::write(folder.path().join("file"), "").unwrap();
    for (path, part) in [
        (PathBuf::new(), "the database path is empty"),
        (":memory:".into(), "open `SqliteOptions::in_memory()`"),
        (folder.path().to_owned(), "is a directory: name a file in it"),
        (folder.path().join("none/test.db"), "none does not exist: create the folder first"),
        (folder.path().join("file/test.db"), "part of the path is a file"),
        (folder.path().join(cut), "too long"),
    ] {
        let error = SqliteConnection::open(&SqliteOptions::new(&path)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{error}");
        assert!(error.to_string().contains(part), "{error}");
    }
    let error = SqliteConnection::open(&SqliteOptions::new(&path).create_if_missing(false)).unwrap_err();
    assert!(error.to_string().contains("the file does not exist"), "{error}");
    let error = SqliteConnection::open(&SqliteOptions::new(&path).read_only(true)).unwrap_err();
    assert!(error.to_string().contains("the file does not exist"), "{error}");
    assert!(!path.exists());
    // With a folder in its path, a file may have this name.
    let named = folder.path().join(":memory:");
    SqliteConnection::open(&SqliteOptions::new(&named)).unwrap();
    assert!(named.is_file());
}

#[cfg(unix)]
#[test]
fn links_and_permissions_that_prevent_opening_are_reported() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;
    let (folder, path) = file();
    let at = |name: &str| folder.path().join(name);
    symlink(at("b"), at("a")).unwrap();
    symlink(at("a"), at("b")).unwrap();
    symlink(at("none/test.db"), at("dangling")).unwrap();
    let _socket = UnixListener::bind(at("socket")).unwrap();
    for (name, part) in
        [("a", "symbolic links"), ("dangling", "a symbolic link to a file"), ("socket", "not a regular file")]
    {
        let error = SqliteConnection::open(&SqliteOptions::new(at(name))).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{error}");
        assert!(error.to_string().contains(part), "{error}");
    }
    symlink(&path, at("link")).unwrap();
    SqliteConnection::open(&SqliteOptions::new(at("link"))).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // root can read the file regardless.
    if fs::File::open(&path).is_err() {
        let error = SqliteConnection::open(&SqliteOptions::new(&path)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{error}");
        assert!(error.to_string().contains("may not read it"), "{error}");
    }
}

#[test]
fn a_connection_opened_for_reading_refuses_writes() {
    let (_folder, options) = prepared();
    SqliteConnection::open(&options).unwrap().blocking().insert(&Item::new(1)).unwrap();
    let mut connection = SqliteConnection::open(&options.clone().read_only(true)).unwrap();
    let mut store = connection.blocking();
    assert_eq!(store.get::<Item>(1).unwrap(), Some(Item::new(1)));
    assert_eq!(store.insert(&Item::new(2)).unwrap_err().kind(), ErrorKind::ReadOnly);
    assert_eq!(store.upsert(&Item::new(2)).unwrap_err().kind(), ErrorKind::ReadOnly);
    store.create::<Counter>().unwrap(); // the table exists
    assert_eq!(store.drop_table::<Counter>().unwrap_err().kind(), ErrorKind::ReadOnly);
}

#[test]
fn a_held_lock_is_waited_for_until_the_timeout() {
    let (_folder, options) = prepared();
    let holder = rusqlite::Connection::open(options_path(&options)).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let timeout = Duration::from_millis(200);
    let mut connection = SqliteConnection::open(&options.clone().busy_timeout(timeout)).unwrap();
    let started = Instant::now();
    assert_eq!(connection.blocking().insert(&Item::new(1)).unwrap_err().kind(), ErrorKind::Busy);
    let error = pollster::block_on(connection.begin()).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Busy, Some(5)));
    let waited = started.elapsed();
    assert!(waited >= timeout && waited < timeout * 8, "waited {waited:?}");
    assert_eq!(connection.blocking().get::<Item>(1).unwrap(), None, "readers do not wait");

    let release = std::thread::spawn(move || {
        std::thread::sleep(timeout / 4);
        holder.execute_batch("COMMIT").unwrap();
    });
    assert_eq!(connection.blocking().upsert(&Item::new(1)).unwrap(), Outcome::Inserted);
    release.join().unwrap();
}

#[test]
fn the_busy_timeout_is_limited_to_what_sqlite_can_count() {
    let (_folder, options) = prepared();
    let mut connection = SqliteConnection::open(&options.busy_timeout(Duration::MAX)).unwrap();
    connection.blocking().insert_many(&[Item::new(1), Item::new(2)]).unwrap();
    let wait: i64 = connection.as_rusqlite().query_row("PRAGMA busy_timeout", [], |row| row.get(0)).unwrap();
    assert_eq!(wait, i64::from(i32::MAX));
}

fn options_path(options: &SqliteOptions) -> String {
    let connection = SqliteConnection::open(options).unwrap();
    connection.as_rusqlite().path().unwrap().to_owned()
}

#[test]
fn the_change_of_the_journal_mode_waits_for_a_writer() {
    let (_folder, path) = file();
    let writer = rusqlite::Connection::open(&path).unwrap();
    writer.execute_batch("CREATE TABLE t (a); BEGIN IMMEDIATE").unwrap();
    let timeout = Duration::from_millis(200);
    let options = SqliteOptions::new(&path).busy_timeout(timeout);
    assert_eq!(SqliteConnection::open(&options).unwrap_err().kind(), ErrorKind::Busy);

    let release = std::thread::spawn(move || {
        std::thread::sleep(timeout / 4);
        writer.execute_batch("COMMIT").unwrap();
    });
    SqliteConnection::open(&options).unwrap();
    release.join().unwrap();
}

#[test]
fn concurrent_upserts_of_one_key_insert_it_once() {
    let (_folder, options) = prepared();
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let options = options.clone();
            std::thread::spawn(move || {
                let mut connection = SqliteConnection::open(&options).unwrap();
                (0..50)
                    .filter(|id| connection.blocking().upsert(&Item::new(*id)).unwrap() == Outcome::Inserted)
                    .count()
            })
        })
        .collect();
    let inserted: usize = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
    assert_eq!(inserted, 50, "each row is inserted by exactly one thread");
}

#[test]
fn a_damaged_file_causes_errors_and_no_panic() {
    let (folder, options) = prepared();
    let path = options_path(&options);
    let mut connection = SqliteConnection::open(&options).unwrap();
    let rows: Vec<Item> = (0..500).map(Item::new).collect();
    connection.blocking().insert_many(&rows).unwrap();
    connection.as_rusqlite().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(connection);
    let whole = fs::read(&path).unwrap();
    let damaged = folder.path().join("damaged.db");
    let mut kinds = Vec::new();
    let mut attempt = |content: &[u8]| {
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(folder.path().join(format!("damaged.db{suffix}")));
        }
        fs::write(&damaged, content).unwrap();
        let result = SqliteConnection::open(&SqliteOptions::new(&damaged)).and_then(|mut connection| {
            let mut store = connection.blocking();
            store.run(async |c| Item::all().all(c).await)?;
            store.upsert(&Item::new(7))?;
            store.upsert(&Item::new(1_000))?;
            store.run(async |c| Item::claim(1_000).all(c).await)
        });
        if let Err(error) = result {
            assert!(!error.to_string().is_empty());
            kinds.push(error.kind());
        }
    };
    for part in 0..64 {
        attempt(&whole[..whole.len() * part / 64]);
    }
    for cut in [1, 15, 16, 99, 100, 101, 511, 4_095, 4_096, 4_097, whole.len() - 1] {
        attempt(&whole[..cut]);
    }
    for page in 0..whole.len() / 4_096 {
        for (at, byte) in [(0, 0xff), (3, 0xff), (5, 0x00), (8, 0xff), (100, 0xff), (2_000, 0x7f)] {
            let mut content = whole.clone();
            content[page * 4_096 + at..][..4].fill(byte);
            attempt(&content);
        }
    }
    attempt(b"this is not a database, but longer than the header of a database, which takes exactly one hundred bytes.");
    assert!(kinds.contains(&ErrorKind::Corrupt));
    // An empty file is an empty database: its tables are missing.
    assert!(kinds.contains(&ErrorKind::SchemaDrift));
    let known = [
        ErrorKind::Corrupt,
        ErrorKind::SchemaDrift,
        ErrorKind::Decode,
        ErrorKind::Other,
        ErrorKind::CheckViolation,
    ];
    assert!(kinds.iter().all(|kind| known.contains(kind)), "{kinds:?}");
    assert_eq!(fs::read(&path).unwrap(), whole);
}

#[test]
fn a_file_that_is_not_a_database_is_not_changed() {
    let (_folder, path) = file();
    let text = "a letter, not a database\n".repeat(1_000);
    fs::write(&path, &text).unwrap();
    let error = SqliteConnection::open(&SqliteOptions::new(&path)).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Corrupt, Some(26)));
    let expected = format!("{}: file is not a database: the file has another format", path.display());
    assert!(error.message().starts_with(&expected), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn errors_about_values_of_another_type_name_the_column_and_hide_the_value() {
    let mut connection = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
    connection
        .as_rusqlite()
        .execute_batch(
            "CREATE TABLE ingest_items (id, source, name, priority, status, at, note, ratio, hash, price);
             INSERT INTO ingest_items VALUES (1, 'a', 'b', 1, 'busy', '2024-02-29 12:00:00+02:00', NULL, 3,
                x'00010203', '00000000000000000000001.0000');",
        )
        .unwrap();
    let error = connection.blocking().get::<Item>(1).unwrap_err();
    assert_eq!(error.column(), Some("price"), "two digits too many");
    connection.as_rusqlite().execute_batch("UPDATE ingest_items SET price = substr(price, 3)").unwrap();
    let item = connection.blocking().get::<Item>(1).unwrap().unwrap();
    assert_eq!((item.at.0, item.ratio, item.price.0), (1_709_200_800_000_000, 3.0, 10_000));
    for (column, value) in [
        ("source", "17"),
        ("name", "CAST(x'fffe' AS TEXT)"),
        ("priority", "'secret'"),
        ("priority", "2147483648"),
        ("priority", "1.5"),
        ("status", "x'00'"),
        ("at", "'secret'"),
        ("at", "1709200800"),
        ("name", "NULL"),
        ("ratio", "'secret'"),
        ("ratio", "9e999"),
        ("hash", "x'000102'"),
        ("hash", "'secret'"),
        ("price", "'secret'"),
        ("price", "1"),
    ] {
        let change = format!("SAVEPOINT test; UPDATE ingest_items SET {column} = {value}");
        connection.as_rusqlite().execute_batch(&change).unwrap();
        let error = connection.blocking().get::<Item>(1).unwrap_err();
        assert_eq!((error.kind(), error.column()), (ErrorKind::Decode, Some(column)), "{value}");
        assert!(!error.to_string().contains("secret") && !format!("{error:?}").contains("secret"));
        connection.as_rusqlite().execute_batch("ROLLBACK TO test; RELEASE test").unwrap();
    }
}

#[test]
fn a_full_database_keeps_its_rows() {
    let (_folder, options) = prepared();
    let mut connection = SqliteConnection::open(&options).unwrap();
    connection.blocking().insert(&Item::new(1)).unwrap();
    let pages: i64 = connection.as_rusqlite().query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    let set = format!("PRAGMA max_page_count = {}", pages + 2);
    connection.as_rusqlite().query_row(&set, [], |_| Ok(())).unwrap();
    let large = Item { note: Some("x".repeat(100_000)), ..Item::new(2) };
    let error = connection.blocking().insert(&large).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::DiskFull, Some(13)));
    let error = connection.blocking().insert_many(&[Item::new(3), large]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DiskFull);
    connection.blocking().insert(&Item::new(4)).unwrap();
    let rows = connection.blocking().run(async |c| Item::all().all(c).await).unwrap();
    assert_eq!(rows, [Item::new(1), Item::new(4)]);
}

#[test]
fn names_that_are_taken_are_reported_as_already_existing() {
    let mut connection = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
    let mut run = |sql: &str| pollster::block_on(connection.execute_ddl(&[sql]));
    run("CREATE TABLE one (id INTEGER PRIMARY KEY, name TEXT)").unwrap();
    run("CREATE TABLE two (id INTEGER PRIMARY KEY)").unwrap();
    run("CREATE INDEX three ON one (name)").unwrap();
    run("CREATE VIEW four AS SELECT 1").unwrap();
    for sql in [
        "CREATE TABLE one (id INTEGER)",
        "CREATE INDEX two ON one (name)",
        "CREATE INDEX three ON two (id)",
        "CREATE TABLE three (id INTEGER)",
        "CREATE TABLE four (id INTEGER)",
        "CREATE VIEW one AS SELECT 1",
        "ALTER TABLE one RENAME TO two",
        "ALTER TABLE one RENAME TO three",
        "ALTER TABLE one ADD COLUMN name TEXT",
        "ALTER TABLE one RENAME COLUMN name TO id",
    ] {
        let error = run(sql).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AlreadyExists, "{sql}: {error}");
    }
}

#[test]
fn a_missing_column_is_schema_drift() {
    let mut connection = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
    connection.as_rusqlite().execute_batch("CREATE TABLE ingest_items (id INTEGER PRIMARY KEY)").unwrap();
    let mut store = connection.blocking();
    assert_eq!(store.get::<Item>(1).unwrap_err().kind(), ErrorKind::SchemaDrift);
    assert_eq!(store.insert(&Item::new(1)).unwrap_err().kind(), ErrorKind::SchemaDrift);
    let error = pollster::block_on(async { connection.create::<Item>().await }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::SchemaDrift, "the index names a missing column");
}

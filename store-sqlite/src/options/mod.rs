//! Options for opening a database.

mod synchronous;
mod temp_store;

use std::num::NonZeroUsize;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use store_core::{Error, ErrorKind, SchemaOverride};

pub use synchronous::Synchronous;
pub use temp_store::TempStore;

/// The page sizes that SQLite supports are the powers of two in this range.
const PAGE_SIZES: RangeInclusive<u32> = 512..=65_536;

/// The largest page cache: SQLite counts kibibytes in a C `int`.
const MAX_CACHE_SIZE: u64 = i32::MAX.unsigned_abs() as u64 * 1_024;

/// The largest part of a file that the bundled SQLite maps into memory.
const MAX_MMAP_SIZE: u64 = 0x7fff_0000;

/// The largest length of the log: SQLite counts pages in a C `int`, and a handle multiplies it.
const MAX_WAL_PAGES: u32 = (i32::MAX / 4).unsigned_abs();

/// The longest busy timeout: SQLite counts the milliseconds in a C `int`.
const MAX_BUSY_TIMEOUT: Duration = Duration::from_millis(i32::MAX.unsigned_abs() as u64);

/// Options for opening a database.
///
/// ```
/// use std::time::Duration;
/// use store_sqlite::{SqliteOptions, Synchronous};
///
/// let options = SqliteOptions::new("crawl.db")
///     .busy_timeout(Duration::from_secs(10))
///     .synchronous(Synchronous::Normal)
///     .readers(2);
/// # let _ = options;
/// ```
#[derive(Clone, Debug)]
#[must_use = "options do nothing until a database is opened with them"]
pub struct SqliteOptions {
    /// `None` for a database in memory.
    pub(crate) path: Option<PathBuf>,
    pub(crate) create_if_missing: bool,
    pub(crate) read_only: bool,
    pub(crate) busy_timeout: Duration,
    pub(crate) synchronous: Synchronous,
    pub(crate) cache_size: Option<u64>,
    pub(crate) mmap_size: Option<u64>,
    pub(crate) temp_store: TempStore,
    pub(crate) wal_autocheckpoint: u32,
    pub(crate) page_size: Option<u32>,
    pub(crate) statement_cache_capacity: usize,
    pub(crate) readers: usize,
    pub(crate) schema: Option<SchemaOverride>,
}

impl SqliteOptions {
    /// Creates options for the file at `path`, which is created if it does not exist; its folder must exist.
    pub fn new(path: impl AsRef<Path>) -> Self {
        Self { path: Some(path.as_ref().to_owned()), ..Self::in_memory() }
    }

    /// Creates options for a database in memory, which is deleted when its connection or last handle is dropped.
    pub fn in_memory() -> Self {
        Self {
            path: None,
            create_if_missing: true,
            read_only: false,
            busy_timeout: Duration::from_secs(5),
            synchronous: Synchronous::default(),
            cache_size: None,
            mmap_size: None,
            temp_store: TempStore::default(),
            wal_autocheckpoint: 1_000,
            page_size: None,
            statement_cache_capacity: 256,
            readers: thread::available_parallelism().map_or(2, NonZeroUsize::get).clamp(1, 4),
            schema: None,
        }
    }

    /// Sets whether a missing file is created; otherwise it is an error. The default is `true`.
    pub fn create_if_missing(mut self, create: bool) -> Self {
        self.create_if_missing = create;
        self
    }

    /// Sets whether the file is opened for reading only, so that every write fails. The default is `false`.
    pub fn read_only(mut self, read_only: bool) -> Self {
        self.read_only = read_only;
        self
    }

    /// Sets how long a call waits for the lock of another connection before it fails with
    /// [`Busy`](ErrorKind::Busy). The default is five seconds, the maximum about 24 days.
    pub fn busy_timeout(mut self, timeout: Duration) -> Self {
        self.busy_timeout = timeout.min(MAX_BUSY_TIMEOUT);
        self
    }

    /// Sets when a commit is complete. The default is [`Synchronous::Full`].
    pub fn synchronous(mut self, synchronous: Synchronous) -> Self {
        self.synchronous = synchronous;
        self
    }

    /// Sets the memory for cached pages of the connection, in bytes, rounded down to kibibytes. By default SQLite's own, 2 MiB for
    /// each connection.
    ///
    /// A [`Sqlite`](crate::Sqlite) handle takes up to one and a half times this: the connection that writes has a cache of this
    /// size, its [`readers`](Self::readers) share half of it, and the connection for checkpoints caches almost nothing.
    /// Memory is allocated when pages are read. A cache that holds the indexes which are written in random order saves
    /// reading and writing their pages again.
    pub fn cache_size(mut self, bytes: u64) -> Self {
        self.cache_size = Some(bytes.min(MAX_CACHE_SIZE));
        self
    }

    /// Returns the memory for cached pages of each reader of a handle.
    pub(crate) fn reader_cache_size(&self) -> Option<u64> {
        let readers = u64::try_from(self.readers).unwrap_or(u64::MAX);
        self.cache_size.map(|bytes| bytes / 2 / readers)
    }

    /// Sets how much of the file, from its start, is mapped into memory and read without a system call, in bytes. By default
    /// SQLite's own, none; the maximum is about 2 GiB.
    ///
    /// When a read of mapped memory fails, for example because the disk fails, the process is ended by a signal
    /// ([Memory-Mapped I/O](https://www.sqlite.org/mmap.html)).
    pub fn mmap_size(mut self, bytes: u64) -> Self {
        self.mmap_size = Some(bytes.min(MAX_MMAP_SIZE));
        self
    }

    /// Sets where temporary tables, and the pages that a statement may have to restore, are kept. The default is
    /// [`TempStore::File`], to which the pages of a statement go from 64 KiB on.
    pub fn temp_store(mut self, temp_store: TempStore) -> Self {
        self.temp_store = temp_store;
        self
    }

    /// Sets the length of the write-ahead log, in pages, from which it is moved into the file. The default is 1,000 pages;
    /// 0 turns this off, for a program that moves the log itself: a handle then moves it only when it is closed.
    ///
    /// A [`SqliteConnection`](crate::SqliteConnection) moves the log at the end of the transaction that exceeds the length. A
    /// [`Sqlite`](crate::Sqlite) handle does so on a thread of its own, while the writer works; the writer then moves what it
    /// wrote meanwhile. When the log has four times the length, the writer first waits for the thread. A reader that needs old
    /// pages keeps the log from being moved.
    pub fn wal_autocheckpoint(mut self, pages: u32) -> Self {
        self.wal_autocheckpoint = pages.min(MAX_WAL_PAGES);
        self
    }

    /// Sets the page size of a file that is created, in bytes: a power of two from 512 to 65,536. By default SQLite's own,
    /// 4,096 bytes.
    ///
    /// The page size of a file does not change. Opening fails with [`Config`](ErrorKind::Config) if the value is invalid, or if
    /// the file has another page size.
    pub fn page_size(mut self, bytes: u32) -> Self {
        self.page_size = Some(bytes);
        self
    }

    /// Checks the options that have invalid values.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match self.page_size {
            Some(bytes) if !bytes.is_power_of_two() || !PAGE_SIZES.contains(&bytes) => Err(Error::new(
                ErrorKind::Config,
                "invalid `page_size`: use a power of two from 512 to 65536",
            )),
            _ => Ok(()),
        }
    }

    /// Sets the number of prepared statements that each connection keeps, at least 1; the least recently used one is
    /// dropped first. The default is 256.
    pub fn statement_cache_capacity(mut self, capacity: usize) -> Self {
        self.statement_cache_capacity = capacity.max(1);
        self
    }

    /// Sets the number of threads of a [`Sqlite`](crate::Sqlite) handle that read, at least 1. The default is the number
    /// of processors, at most 4. A database in memory has no such threads: its writer thread also reads.
    pub fn readers(mut self, readers: usize) -> Self {
        self.readers = readers.max(1);
        self
    }

    /// Sets the schema that replaces the schema of the structs. By default, the schema of the structs is used.
    pub fn schema(mut self, schema: SchemaOverride) -> Self {
        self.schema = Some(schema);
        self
    }
}

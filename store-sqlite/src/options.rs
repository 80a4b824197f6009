//! How a database is opened.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use store_core::SchemaOverride;

/// What a commit waits for before it counts as done.
///
/// Neither choice can damage the file: the write-ahead log is read up to its last whole transaction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Synchronous {
    /// Until the log is on the disk: what was committed stays after a power cut. The default.
    #[default]
    Full,
    /// Until the operating system has it: what was committed stays when the program is killed; a power cut or
    /// a crash of the system can undo the last commits, whole transactions from the end.
    Normal,
}

/// The milliseconds of an `int`, in which SQLite counts.
const LONGEST_WAIT: Duration = Duration::from_millis(i32::MAX.unsigned_abs() as u64);

/// How a database is opened.
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
    pub(crate) statements: usize,
    pub(crate) readers: usize,
    pub(crate) schema: Option<SchemaOverride>,
}

impl SqliteOptions {
    /// The database in the file at `path`, which is created if it is missing; its folder must be there.
    pub fn new(path: impl AsRef<Path>) -> Self {
        Self { path: Some(path.as_ref().to_owned()), ..Self::in_memory() }
    }

    /// A database in memory, which ends with its connection or handle.
    pub fn in_memory() -> Self {
        Self {
            path: None,
            create_if_missing: true,
            read_only: false,
            busy_timeout: Duration::from_secs(5),
            synchronous: Synchronous::default(),
            statements: 256,
            readers: thread::available_parallelism().map_or(2, NonZeroUsize::get).clamp(1, 4),
            schema: None,
        }
    }

    /// Whether a missing file is created; if not, opening it is an error. `true` by default.
    pub fn create_if_missing(mut self, create: bool) -> Self {
        self.create_if_missing = create;
        self
    }

    /// Whether the file is opened for reading only; every write is then an error. `false` by default.
    pub fn read_only(mut self, read_only: bool) -> Self {
        self.read_only = read_only;
        self
    }

    /// How long a call waits for another connection that writes before it gives up as
    /// [`Busy`](store_core::ErrorKind::Busy). Five seconds by default, at most 24 days, which is what SQLite can count.
    pub fn busy_timeout(mut self, timeout: Duration) -> Self {
        self.busy_timeout = timeout.min(LONGEST_WAIT);
        self
    }

    /// What a commit waits for.
    pub fn synchronous(mut self, synchronous: Synchronous) -> Self {
        self.synchronous = synchronous;
        self
    }

    /// How many prepared statements a connection keeps, at least 1; the one that was not used for the longest
    /// time makes room. 256 by default.
    pub fn statements(mut self, statements: usize) -> Self {
        self.statements = statements.max(1);
        self
    }

    /// How many threads of the shared handle read, at least 1. As many as there are processors by default, at
    /// most 4. A database in memory has none: its one connection does everything.
    pub fn readers(mut self, readers: usize) -> Self {
        self.readers = readers.max(1);
        self
    }

    /// Puts another schema in the place of the one that the tables were compiled with.
    pub fn schema(mut self, schema: SchemaOverride) -> Self {
        self.schema = Some(schema);
        self
    }
}

//! The place of temporary tables.

use std::fmt;
use std::str::FromStr;

use store_core::{Error, ErrorKind};

/// Where SQLite keeps temporary tables, and the pages that a statement or savepoint may have to restore: the value of
/// [`PRAGMA temp_store`](https://www.sqlite.org/pragma.html#pragma_temp_store).
///
/// ```
/// use store_sqlite::TempStore;
///
/// assert_eq!("memory".parse::<TempStore>()?, TempStore::Memory);
/// assert_eq!(TempStore::default().to_string(), "FILE");
/// # Ok::<(), store_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TempStore {
    /// In files, which are deleted when they are closed. The default.
    #[default]
    File,
    /// In memory, which is faster; a large sort or transaction takes as much memory as it has pages.
    Memory,
}

impl fmt::Display for TempStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::File => "FILE",
            Self::Memory => "MEMORY",
        })
    }
}

impl FromStr for TempStore {
    type Err = Error;

    /// Parses the word of the pragma, in any case.
    fn from_str(word: &str) -> Result<Self, Error> {
        if word.eq_ignore_ascii_case("file") {
            Ok(Self::File)
        } else if word.eq_ignore_ascii_case("memory") {
            Ok(Self::Memory)
        } else {
            Err(Error::new(ErrorKind::Config, "unknown place of temporary tables: use `file` or `memory`"))
        }
    }
}

impl TempStore {
    /// Returns the number by which SQLite stores the mode.
    pub(crate) const fn number(self) -> i64 {
        match self {
            Self::File => 1,
            Self::Memory => 2,
        }
    }
}

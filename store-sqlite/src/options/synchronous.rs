//! When a commit is complete.

use std::fmt;
use std::str::FromStr;

use store_core::{Error, ErrorKind};

/// When a commit is complete: the value of [`PRAGMA synchronous`](https://www.sqlite.org/pragma.html#pragma_synchronous).
///
/// Neither mode can damage the file: SQLite reads the write-ahead log up to its last complete transaction.
///
/// ```
/// use store_sqlite::Synchronous;
///
/// assert_eq!("normal".parse::<Synchronous>()?, Synchronous::Normal);
/// assert_eq!(Synchronous::default().to_string(), "FULL");
/// # Ok::<(), store_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Synchronous {
    /// When the log is on the disk: a committed transaction survives a power failure. The default.
    #[default]
    Full,
    /// When the operating system has the log: a committed transaction survives the end of the process. A power failure
    /// or a crash of the system may lose the last transactions, each as a whole.
    Normal,
}

impl fmt::Display for Synchronous {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Full => "FULL",
            Self::Normal => "NORMAL",
        })
    }
}

impl FromStr for Synchronous {
    type Err = Error;

    /// Parses the word of the pragma, in any case.
    fn from_str(word: &str) -> Result<Self, Error> {
        if word.eq_ignore_ascii_case("full") {
            Ok(Self::Full)
        } else if word.eq_ignore_ascii_case("normal") {
            Ok(Self::Normal)
        } else {
            Err(Error::new(ErrorKind::Config, "unknown synchronous mode: use `full` or `normal`"))
        }
    }
}

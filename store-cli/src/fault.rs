//! Why a command cannot be done.

use std::{fmt, io};

/// Why a command cannot be done, in words for its user.
#[derive(Debug)]
pub(crate) enum Fault {
    /// What was asked for cannot be done; the text says what to ask for instead.
    Usage(String),
    /// The database refuses.
    Database(store::Error),
    /// Standard output is gone.
    Output(io::Error),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(text) => f.write_str(text),
            Self::Database(error) => error.fmt(f),
            Self::Output(error) => write!(f, "standard output cannot be written: {error}"),
        }
    }
}

impl From<store::Error> for Fault {
    fn from(error: store::Error) -> Self {
        Self::Database(error)
    }
}

//! Why the program gives up.

use std::{fmt, io};

/// Why the program gives up, in words for its user.
///
/// A page that cannot be read is none: it is noted as failed and the crawl goes on.
#[derive(Debug)]
pub(crate) enum Fault {
    /// What was asked for cannot be done; the text says what to ask for instead.
    Usage(String),
    /// The database refuses.
    Database {
        /// What the database says.
        error: store::Error,
        /// What can be done about it.
        fix: Option<String>,
    },
    /// Standard output is gone.
    Output(io::Error),
    /// A part of this program is broken.
    Broken(String),
}

impl Fault {
    /// The code that the program ends with: 2 when another command would work, else 1.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Database { .. } | Self::Output(_) | Self::Broken(_) => 1,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(text) => f.write_str(text),
            Self::Database { error, fix: None } => error.fmt(f),
            Self::Database { error, fix: Some(fix) } => write!(f, "{error}\n{fix}"),
            Self::Output(error) => write!(f, "standard output cannot be written: {error}"),
            Self::Broken(text) => write!(f, "this program is broken: {text}"),
        }
    }
}

impl From<store::Error> for Fault {
    fn from(error: store::Error) -> Self {
        Self::Database { error, fix: None }
    }
}

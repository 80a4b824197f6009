//! The errors of the program.

use std::{fmt, io};

/// An error that ends the program.
///
/// A page that cannot be read is no such error: the page fails, and the crawl continues.
#[derive(Debug)]
pub(crate) enum CrawlError {
    /// The command cannot be run; the message says how to correct it.
    Usage(String),
    /// The database returned an error.
    Database {
        /// The error.
        error: store::Error,
        /// How to fix it.
        fix: Option<String>,
    },
    /// Standard output cannot be written.
    Output(io::Error),
    /// This program has a bug.
    Bug(String),
}

impl CrawlError {
    /// Returns the exit code: 2 for a command to correct, otherwise 1.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Database { .. } | Self::Output(_) | Self::Bug(_) => 1,
        }
    }
}

impl fmt::Display for CrawlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(text) => f.write_str(text),
            Self::Database { error, fix: None } => error.fmt(f),
            Self::Database { error, fix: Some(fix) } => write!(f, "{error}\n{fix}"),
            Self::Output(error) => write!(f, "cannot write to standard output: {error}"),
            Self::Bug(text) => write!(f, "bug in this program: {text}"),
        }
    }
}

impl From<store::Error> for CrawlError {
    fn from(error: store::Error) -> Self {
        Self::Database { error, fix: None }
    }
}

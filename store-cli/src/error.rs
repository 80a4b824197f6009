//! Errors of commands.

use std::{fmt, io};

use serde_json::{Value, json};
use store::ErrorKind;

/// The error of a command, which ends the program with exit code 2.
#[derive(Debug)]
pub(crate) enum CliError {
    /// The command cannot be carried out as given; the message says how to fix the command.
    Usage(String),
    /// The database or the library reported an error.
    Store(store::Error),
    /// Standard output cannot be written.
    Stdout(io::Error),
    /// The command failed after it had written part of its changes.
    Partial { cause: Box<Self>, written: PartialResult },
}

/// The changes that a command had written when it failed.
#[derive(Debug)]
pub(crate) struct PartialResult {
    /// The changes, and how to continue.
    pub(crate) summary: String,
    pub(crate) json: Value,
}

impl CliError {
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::Usage(message.into())
    }

    /// Converts an error of the command line's parser, which is then printed like every other error.
    pub(crate) fn from_clap(error: &clap::Error) -> Self {
        let message = error.to_string();
        Self::usage(message.strip_prefix("error: ").unwrap_or(&message).trim_end())
    }

    /// Returns whether a transaction may have been committed although the database reported an error.
    pub(crate) fn may_have_committed(&self) -> bool {
        matches!(self, Self::Store(error) if matches!(error.kind(), ErrorKind::ConnectionLost | ErrorKind::Timeout))
    }

    /// Adds the changes that were written before the error.
    pub(crate) fn with_partial_result(self, summary: String, json: Value) -> Self {
        Self::Partial { cause: Box::new(self), written: PartialResult { summary, json } }
    }

    /// Returns whether the reader of standard output closed it, as `head` does.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Stdout(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Returns the error as `--json` prints it.
    pub(crate) fn json(&self) -> Value {
        let (kind, code) = match self {
            Self::Partial { cause, written } => {
                let mut json = cause.json();
                json["error"] = self.to_string().into();
                json["partial_result"] = written.json.clone();
                return json;
            }
            Self::Usage(_) => ("usage".to_owned(), None),
            Self::Store(error) => (snake_case(error.kind()), error.code()),
            Self::Stdout(_) => ("output".to_owned(), None),
        };
        json!({ "error": self.to_string(), "kind": kind, "code": code })
    }
}

fn snake_case(kind: ErrorKind) -> String {
    let mut name = String::new();
    for character in format!("{kind:?}").chars() {
        if character.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(character.to_ascii_lowercase());
    }
    name
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) => f.write_str(message),
            // The message is complete; the kind in front of it ("configuration: …") is for programmers.
            Self::Store(error) if matches!(error.kind(), ErrorKind::Config | ErrorKind::Misuse) => {
                f.write_str(error.message())
            }
            Self::Store(error) => error.fmt(f),
            Self::Stdout(error) => write!(f, "cannot write standard output: {error}"),
            Self::Partial { cause, written } => write!(f, "{cause}; {}", written.summary),
        }
    }
}

impl From<store::Error> for CliError {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

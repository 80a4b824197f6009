//! Why a command cannot be done.

use std::{fmt, io};

use serde_json::{Value, json};
use store::ErrorKind;

/// Why a command cannot be done, in words for its user.
#[derive(Debug)]
pub(crate) enum Fault {
    /// What was asked for cannot be done; the text says what to ask for instead.
    Usage(String),
    /// The database refuses.
    Database(store::Error),
    /// Standard output is gone.
    Output(io::Error),
    /// A command stopped before its end, and what it has written stays.
    Partial(Box<Self>, Kept),
}

/// What a command has written before it stopped.
#[derive(Debug)]
pub(crate) struct Kept {
    /// For people, with what to do next.
    pub(crate) text: String,
    /// For machines.
    pub(crate) json: Value,
}

impl Fault {
    /// What a command line is that cannot be read.
    pub(crate) fn of_command_line(error: &clap::Error) -> Self {
        let text = error.to_string();
        Self::Usage(text.strip_prefix("error: ").unwrap_or(&text).trim_end().to_owned())
    }

    /// Whether a transaction may have been committed although an error was reported.
    pub(crate) fn is_uncertain(&self) -> bool {
        matches!(self, Self::Database(error) if matches!(error.kind(), ErrorKind::ConnectionLost | ErrorKind::Timeout))
    }

    /// Adds what was written before.
    pub(crate) fn after(self, text: String, json: Value) -> Self {
        Self::Partial(Box::new(self), Kept { text, json })
    }

    /// For machines.
    pub(crate) fn json(&self) -> Value {
        let (kind, code) = match self {
            Self::Partial(fault, kept) => {
                let mut json = fault.json();
                json["error"] = self.to_string().into();
                json["kept"] = kept.json.clone();
                return json;
            }
            Self::Usage(_) => ("usage".to_owned(), None),
            Self::Database(error) => (snake_case(error.kind()), error.code()),
            Self::Output(_) => ("output".to_owned(), None),
        };
        json!({ "error": self.to_string(), "kind": kind, "code": code })
    }
}

/// The name of a kind, as the names of other things are in JSON.
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

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(text) => f.write_str(text),
            // It says all; that of a setting or of a call there is talk is no news to whoever has written the command.
            Self::Database(error) if matches!(error.kind(), ErrorKind::Config | ErrorKind::Misuse) => {
                f.write_str(error.message())
            }
            Self::Database(error) => error.fmt(f),
            Self::Output(error) => write!(f, "standard output cannot be written: {error}"),
            Self::Partial(fault, kept) => write!(f, "{fault}; {}", kept.text),
        }
    }
}

impl From<store::Error> for Fault {
    fn from(error: store::Error) -> Self {
        Self::Database(error)
    }
}

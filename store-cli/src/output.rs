//! Results of commands, and how they are printed.

use std::io::{self, Write as _};

use comfy_table::{Table, presets};
use serde_json::{Value, json};

use crate::error::CliError;
use crate::escape;

/// The result of a command, as text and as JSON.
#[derive(Debug)]
pub(crate) struct Output {
    text: String,
    json: Value,
    /// Whether the exit code is 1.
    pub(crate) findings: bool,
    /// Whether the text is printed without escapes.
    raw: bool,
}

impl Output {
    pub(crate) fn new(text: impl Into<String>, json: Value) -> Self {
        Self { text: text.into(), json, findings: false, raw: false }
    }

    /// Creates the output of a script or manual page, which has no data of the store and is printed without escapes.
    pub(crate) fn raw(text: impl Into<String>, json: Value) -> Self {
        Self { raw: true, ..Self::new(text, json) }
    }

    /// Creates the output of a command that has printed its result itself.
    pub(crate) fn already_printed() -> Self {
        Self::new("", Value::Null)
    }

    /// Creates the output of a list; `more` says how to see the rest if the list was truncated.
    pub(crate) fn list(text: String, json: Value, more: Option<String>) -> Self {
        match more {
            Some(more) => Self::new(format!("{text}\nmore: {more}"), json),
            None => Self::new(text, json),
        }
    }

    /// Creates the output for an id that no item has.
    pub(crate) fn item_not_found(id: &str) -> Self {
        let text = format!("no item has the id {id}: run `store items list` to see the ids");
        Self::new(text, json!({ "item": null })).with_findings(true)
    }

    /// Sets whether the exit code is 1.
    pub(crate) fn with_findings(self, findings: bool) -> Self {
        Self { findings, ..self }
    }

    /// Writes the result to standard output.
    pub(crate) fn print(&self, json: bool) -> Result<(), CliError> {
        if self.text.is_empty() {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        let written = match (json, self.raw) {
            (true, _) => writeln!(out, "{}", self.json),
            (false, true) => writeln!(out, "{}", self.text),
            (false, false) => writeln!(out, "{}", escape::lines(&self.text)),
        };
        written.and_then(|()| out.flush()).map_err(CliError::Stdout)
    }
}

/// Returns the number of rows to read so that [`truncate`] can report whether there are more than `limit`.
pub(crate) fn plus_one(limit: u32) -> u32 {
    limit.saturating_add(1)
}

/// Truncates a list to `limit` rows; returns whether the list was longer.
pub(crate) fn truncate<T>(list: &mut Vec<T>, limit: u32) -> bool {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_longer = list.len() > limit;
    list.truncate(limit);
    is_longer
}

/// Renders a table.
pub(crate) fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_header(header);
    // A cell with a line break would look like two rows.
    table.add_rows(rows.into_iter().map(|row| row.iter().map(|cell| escape::line(cell)).collect::<Vec<_>>()));
    table.to_string()
}

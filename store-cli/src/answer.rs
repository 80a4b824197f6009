//! What a command has to tell.

use std::io::{self, Write as _};

use comfy_table::{Table, presets};
use serde_json::Value;

use crate::fault::Fault;

/// What a command has to tell.
#[derive(Debug)]
pub(crate) struct Answer {
    /// For people.
    pub(crate) text: String,
    /// For machines.
    pub(crate) json: Value,
    /// Whether there is something to look at.
    pub(crate) findings: bool,
}

impl Answer {
    pub(crate) fn new(text: impl Into<String>, json: Value) -> Self {
        Self { text: text.into(), json, findings: false }
    }

    /// What is to be told is told already.
    pub(crate) fn nothing() -> Self {
        Self::new("", Value::Null)
    }

    /// Writes it to standard output, for machines or for people.
    pub(crate) fn print(&self, json: bool) -> Result<(), Fault> {
        if self.text.is_empty() {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        let written = if json { writeln!(out, "{}", self.json) } else { writeln!(out, "{}", self.text) };
        written.and_then(|()| out.flush()).map_err(Fault::Output)
    }

    /// That no item has this id.
    pub(crate) fn missing(item: &str) -> Self {
        let text = format!("no item has the id {item}: `store items list` shows them");
        Self { findings: true, ..Self::new(text, Value::Null) }
    }
}

/// A table for people.
pub(crate) fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_header(head);
    table.add_rows(rows);
    table.to_string()
}

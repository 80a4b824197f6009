//! What a command has to tell.

use std::io::{self, Write as _};

use comfy_table::{Table, presets};
use serde_json::{Value, json};

use crate::escape;
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
    /// Whether the text goes to a program in the end, which wants it to the letter.
    pub(crate) verbatim: bool,
}

impl Answer {
    pub(crate) fn new(text: impl Into<String>, json: Value) -> Self {
        Self { text: text.into(), json, findings: false, verbatim: false }
    }

    /// A script or page, in which stands nothing of what is stored.
    pub(crate) fn verbatim(text: impl Into<String>, json: Value) -> Self {
        Self { verbatim: true, ..Self::new(text, json) }
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
        let written = match (json, self.verbatim) {
            (true, _) => writeln!(out, "{}", self.json),
            (false, true) => writeln!(out, "{}", self.text),
            (false, false) => writeln!(out, "{}", escape::lines(&self.text)),
        };
        written.and_then(|()| out.flush()).map_err(Fault::Output)
    }

    /// The first of a list that may go on, and for people, how the rest is seen.
    pub(crate) fn list(text: String, json: Value, more: Option<String>) -> Self {
        match more {
            Some(more) => Self::new(format!("{text}\nmore: {more}"), json),
            None => Self::new(text, json),
        }
    }

    /// That no item has this id.
    pub(crate) fn missing(item: &str) -> Self {
        let text = format!("no item has the id {item}: `store items list` shows them");
        Self { findings: true, ..Self::new(text, json!({ "item": null })) }
    }
}

/// One more than is shown, which tells whether there are more.
pub(crate) fn and_one(limit: u32) -> u32 {
    limit.saturating_add(1)
}

/// Cuts a list off; tells whether it was longer.
pub(crate) fn cut<T>(list: &mut Vec<T>, limit: u32) -> bool {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_longer = list.len() > limit;
    list.truncate(limit);
    is_longer
}

/// A table for people.
pub(crate) fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table.set_header(head);
    // Otherwise a cell with a line break would look like another row.
    table.add_rows(rows.into_iter().map(|row| row.iter().map(|cell| escape::line(cell)).collect::<Vec<_>>()));
    table.to_string()
}

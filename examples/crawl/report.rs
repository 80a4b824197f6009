//! What the program tells at its end.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use comfy_table::{CellAlignment, Table, presets};
use serde_json::json;

use store::runner;
use store::state::RunId;

use crate::figures::Figures;

/// What the program tells at its end.
#[derive(Debug)]
pub(crate) struct Report {
    /// What the workers have done.
    pub(crate) done: runner::RunnerReport,
    /// What they do not count.
    pub(crate) figures: Arc<Figures>,
    /// How long it took.
    pub(crate) elapsed: Duration,
    /// The digest of all completed pages in the file.
    pub(crate) digest: String,
    /// Pages known and not visited, for when the run goes on.
    pub(crate) waiting: u64,
    /// The run.
    pub(crate) run: RunId,
}

impl Report {
    /// For people: a table, what failed, and what to do next.
    pub(crate) fn table(&self) -> String {
        let done = &self.done;
        let links = done.discovered + done.duplicates + self.figures.too_long();
        let rows = [
            ("pages", done.completed.to_string()),
            ("links", links.to_string()),
            ("new pages found", done.discovered.to_string()),
            ("duplicates refused", done.duplicates.to_string()),
            ("new or changed", done.changed.to_string()),
            ("unchanged", done.unchanged.to_string()),
            ("failures", done.failed.to_string()),
            ("megabytes", format!("{:.1}", megabytes(self.figures.bytes()))),
            ("time", format!("{:.2} s", self.elapsed.as_secs_f64())),
            ("pages a second", format!("{:.0}", self.pages_per_second())),
        ];
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL_CONDENSED);
        for (name, value) in rows {
            table.add_row([name, &value]);
        }
        if let Some(column) = table.column_mut(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        let mut text = table.to_string();
        self.remarks(&mut text);
        let _ = write!(text, "\ndigest {}", self.digest);
        text
    }

    // Writing to a string does not fail.
    fn remarks(&self, text: &mut String) {
        let failures = self.figures.failures();
        for (page, reason) in &failures {
            let _ = write!(text, "\nfailed: {page}: {reason}");
        }
        let shown = failures.len() as u64;
        if self.done.failed > shown {
            let _ = write!(text, "\nand {} failures more", self.done.failed - shown);
        }
        let too_long = self.figures.too_long();
        if too_long > 0 {
            let _ = write!(text, "\n{too_long} links have names too long for the queue: not followed");
        }
        if self.waiting > 0 {
            let _ = write!(text, "\n{} pages wait; start it again to go on", self.waiting);
        }
    }

    /// For programs: one object on one line.
    pub(crate) fn json(&self) -> String {
        json!({
            "run": self.run.as_str(),
            "completed": self.done.completed,
            "failed": self.done.failed,
            "changed": self.done.changed,
            "unchanged": self.done.unchanged,
            "discovered": self.done.discovered,
            "duplicates": self.done.duplicates,
            "seconds": rounded(self.elapsed.as_secs_f64()),
            "pages_per_second": rounded(self.pages_per_second()),
            "digest": self.digest,
        })
        .to_string()
    }

    /// Pages read, in each second of the crawl.
    fn pages_per_second(&self) -> f64 {
        let seconds = self.elapsed.as_secs_f64();
        if seconds > 0.0 { count(self.done.completed) / seconds } else { 0.0 }
    }
}

fn megabytes(bytes: u64) -> f64 {
    count(bytes) / 1e6
}

/// Exact up to 2^53, which is more than anyone has pages or bytes.
#[expect(clippy::cast_precision_loss, reason = "for people to read")]
fn count(number: u64) -> f64 {
    number as f64
}

fn rounded(number: f64) -> f64 {
    (number * 1e3).round() / 1e3
}

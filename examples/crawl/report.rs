//! The report at the end of the program.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use comfy_table::{CellAlignment, Table, presets};
use serde_json::json;

use store::runner;
use store::state::RunId;

use crate::figures::Figures;

/// The report at the end of the program.
#[derive(Debug)]
pub(crate) struct CrawlReport {
    /// Counts of the runner.
    pub(crate) counts: runner::RunnerReport,
    /// Figures that the runner does not count.
    pub(crate) figures: Arc<Figures>,
    /// Duration of the crawl.
    pub(crate) elapsed: Duration,
    /// Digest of all completed pages in the database.
    pub(crate) digest: String,
    /// Number of known pages that were not visited.
    pub(crate) waiting: u64,
    /// Id of the run.
    pub(crate) run: RunId,
}

impl CrawlReport {
    /// Returns a table, the failures, and what to do next.
    pub(crate) fn table(&self) -> String {
        let counts = &self.counts;
        let links = counts.discovered + counts.duplicates + self.figures.too_long();
        let rows = [
            ("pages", counts.completed.to_string()),
            ("links", links.to_string()),
            ("new pages found", counts.discovered.to_string()),
            ("links to known pages", counts.duplicates.to_string()),
            ("new or changed", counts.changed.to_string()),
            ("unchanged", counts.unchanged.to_string()),
            ("failures", counts.failed.to_string()),
            ("megabytes", format!("{:.1}", megabytes(self.figures.bytes()))),
            ("time", format!("{:.2} s", self.elapsed.as_secs_f64())),
            ("pages per second", format!("{:.0}", self.pages_per_second())),
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

    // Writing to a string cannot fail.
    fn remarks(&self, text: &mut String) {
        let failures = self.figures.failures();
        for (page, reason) in &failures {
            let _ = write!(text, "\nfailed: {page}: {reason}");
        }
        let shown = failures.len() as u64;
        if self.counts.failed > shown {
            let _ = write!(text, "\nand {} more failures", self.counts.failed - shown);
        }
        let too_long = self.figures.too_long();
        if too_long > 0 {
            let _ = write!(
                text,
                "\n{too_long} links were not followed, since their names are too long for the queue"
            );
        }
        if self.waiting > 0 {
            let _ = write!(text, "\n{} pages are waiting; run the program again to continue", self.waiting);
        }
    }

    /// Returns the figures as a JSON object on one line.
    pub(crate) fn json(&self) -> String {
        json!({
            "run": self.run.as_str(),
            "completed": self.counts.completed,
            "failed": self.counts.failed,
            "changed": self.counts.changed,
            "unchanged": self.counts.unchanged,
            "discovered": self.counts.discovered,
            "duplicates": self.counts.duplicates,
            "seconds": rounded(self.elapsed.as_secs_f64()),
            "pages_per_second": rounded(self.pages_per_second()),
            "digest": self.digest,
        })
        .to_string()
    }

    /// Returns the number of pages completed per second.
    fn pages_per_second(&self) -> f64 {
        let seconds = self.elapsed.as_secs_f64();
        if seconds > 0.0 { count(self.counts.completed) / seconds } else { 0.0 }
    }
}

fn megabytes(bytes: u64) -> f64 {
    count(bytes) / 1e6
}

/// Converts a number, exactly up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "a figure for display")]
fn count(number: u64) -> f64 {
    number as f64
}

fn rounded(number: f64) -> f64 {
    (number * 1e3).round() / 1e3
}

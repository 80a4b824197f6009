//! The progress bar.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use store::runner::Event;

/// A progress bar on standard error, shown only on a terminal.
///
/// The number of pages is known only at the end: the length of the bar grows as links are found.
#[derive(Clone, Debug)]
pub(crate) struct PageProgress {
    bar: ProgressBar,
    limit: Option<u64>,
}

impl PageProgress {
    /// Starts a bar for the pages that are waiting, of which at most `limit` are visited.
    pub(crate) fn start(waiting: u64, limit: Option<u64>) -> Self {
        let bar = ProgressBar::new(waiting);
        let template = "{bar:40} {pos} of {len} pages known, {per_sec}, {elapsed}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, limit }
    }

    /// Counts a page and the pages found in it.
    pub(crate) fn count(&self, event: &Event<'_>) {
        let found = match event {
            Event::Completed { discovered, .. } => *discovered,
            Event::Failed { .. } => 0,
            _ => return,
        };
        let known = self.bar.length().unwrap_or_default() + found;
        self.bar.set_length(self.limit.map_or(known, |limit| limit.min(known)));
        self.bar.inc(1);
    }

    /// Removes the bar.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

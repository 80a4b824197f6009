//! The bar that shows how far the crawl is.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use store::runner::Event;

/// A progress bar on standard error, which is not shown where that is no terminal.
///
/// How many pages there are is known only at the end, so the bar's end moves away as links are found.
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    limit: Option<u64>,
}

impl Progress {
    /// A bar for the pages that wait now, of which at most `limit` are taken.
    pub(crate) fn start(waiting: u64, limit: Option<u64>) -> Self {
        let bar = ProgressBar::new(waiting);
        let template = "{bar:40} {pos} of {len} pages known, {per_sec}, {elapsed}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, limit }
    }

    /// Shows what a page has added.
    pub(crate) fn note(&self, event: &Event<'_>) {
        let found = match event {
            Event::Completed { discovered, .. } => *discovered,
            Event::Failed { .. } => 0,
            _ => return,
        };
        let known = self.bar.length().unwrap_or_default() + found;
        self.bar.set_length(self.limit.map_or(known, |limit| limit.min(known)));
        self.bar.inc(1);
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

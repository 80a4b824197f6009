//! What a crawl has done so far.

use std::ops::AddAssign;

/// How many failures are kept to be shown.
const SHOWN: usize = 5;

/// What a run has done so far, or what one batch adds to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// Pages read.
    pub(crate) completed: u64,
    /// Pages that could not be read.
    pub(crate) failed: u64,
    /// Links that led to a page nobody knew: it was put into the queue.
    pub(crate) discovered: u64,
    /// Links that led to a page known before: the queue refused it.
    pub(crate) duplicates: u64,
    /// Links to pages whose names are too long for the queue.
    pub(crate) too_long: u64,
    /// The bytes of the pages read.
    pub(crate) bytes: u64,
    /// The first few failures, each a page and the reason.
    pub(crate) failures: Vec<(String, String)>,
}

impl Tally {
    /// Notes a page that could not be read.
    pub(crate) fn fail(&mut self, page: &str, reason: &str) {
        self.failed += 1;
        if self.failures.len() < SHOWN {
            self.failures.push((page.to_owned(), reason.to_owned()));
        }
    }

    /// Pages visited, read or not.
    pub(crate) fn visited(&self) -> u64 {
        self.completed + self.failed
    }

    /// Links within the site, each once a page.
    pub(crate) fn links(&self) -> u64 {
        self.discovered + self.duplicates + self.too_long
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.completed += other.completed;
        self.failed += other.failed;
        self.discovered += other.discovered;
        self.duplicates += other.duplicates;
        self.too_long += other.too_long;
        self.bytes += other.bytes;
        self.failures.extend(other.failures);
        self.failures.truncate(SHOWN);
    }
}

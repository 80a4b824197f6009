//! A number of rows, with examples.

/// The number of examples that are kept.
const EXAMPLES: usize = 10;

/// A number of rows, with examples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Number of rows.
    pub count: u64,
    /// Descriptions of the first rows.
    pub examples: Vec<String>,
}

impl Findings {
    pub(super) fn add(&mut self, example: impl FnOnce() -> String) {
        self.count += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(example());
        }
    }
}

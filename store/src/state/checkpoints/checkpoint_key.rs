//! The key of a checkpoint.

use super::CheckpointScope;
use crate::state::column_text::ColumnText;
use crate::state::{RunId, Source};

/// The owner and the name of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CheckpointKey {
    pub(super) scope: CheckpointScope,
    pub(super) owner: String,
    pub(super) name: String,
}

impl CheckpointKey {
    fn new(scope: CheckpointScope, owner: String, name: String) -> Self {
        let part = |text: String| ColumnText::from(text).into_string();
        Self { scope, owner: part(owner), name: part(name) }
    }

    /// Creates the key of a checkpoint of a source, over all runs.
    pub fn of_source(source: &Source, name: impl Into<String>) -> Self {
        Self::new(CheckpointScope::Source, source.key(), name.into())
    }

    /// Creates the key of a checkpoint of a run.
    pub fn of_run(run: &RunId, name: impl Into<String>) -> Self {
        Self::new(CheckpointScope::Run, run.as_str().to_owned(), name.into())
    }
}

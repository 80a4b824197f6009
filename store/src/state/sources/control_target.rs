//! The sources that a setting applies to.

use crate::state::Source;

/// The sources that a pause, drain or resume applies to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ControlTarget {
    /// All sources.
    All,
    /// One source.
    Source(Source),
}

impl ControlTarget {
    /// The key of the settings for all sources. The key of a source contains a `/`.
    pub(in crate::state) const ALL_KEY: &str = "*";

    pub(super) fn key(&self) -> String {
        match self {
            Self::All => Self::ALL_KEY.to_owned(),
            Self::Source(source) => source.key(),
        }
    }
}

impl From<Source> for ControlTarget {
    fn from(source: Source) -> Self {
        Self::Source(source)
    }
}

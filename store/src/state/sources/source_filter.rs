//! A filter for the items of sources.

use super::Source;

/// A filter for the items of one source, of all sources of a system, or of all systems with a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::state) struct SourceFilter {
    pub(in crate::state) system: Option<String>,
    pub(in crate::state) name: Option<String>,
}

impl SourceFilter {
    /// Returns the key of the source if the filter is for one source: the key has an index.
    pub(in crate::state) fn key(&self) -> Option<String> {
        let Self { system: Some(system), name: Some(name) } = self else { return None };
        Some(Source::new(system, name).key())
    }

    /// Returns the system and the name, if the filter is not for one source.
    pub(in crate::state) fn parts(&self) -> (Option<&str>, Option<&str>) {
        match (&self.system, &self.name) {
            (Some(_), Some(_)) => (None, None),
            (system, name) => (system.as_deref(), name.as_deref()),
        }
    }
}

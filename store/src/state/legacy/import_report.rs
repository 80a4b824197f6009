//! The result of an import.

/// The numbers of rows of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Rows of the legacy table.
    pub rows: u64,
    /// Rows that this call has written.
    pub written: u64,
    /// Rows whose resource the store already had, from an earlier call or otherwise.
    pub known: u64,
}

//! Primary and unique keys.

/// What kind of key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// The primary key, clustered on SQL Server.
    Primary,
    /// A unique index.
    Unique,
}

/// Columns whose values no two rows share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'a> {
    /// The name of the constraint or index.
    pub name: &'a str,
    /// Primary or unique.
    pub kind: KeyKind,
    /// The columns, as positions in [`TableModel::columns`](super::TableModel::columns).
    pub columns: &'a [usize],
}
